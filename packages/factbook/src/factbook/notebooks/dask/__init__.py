"""Runs on a Dask cluster: notebooks and the files that they read go out, runs come back.

::

    payload  what is sent, and what comes back
    cluster  the build's end, and what a worker does

`distributed` has its door here.
"""
