"""The store of runs: a run comes in with what it depends on, and comes out while none of that has changed.

::

    key    what a run is known by before it runs
    entry  the form in which a run is stored
    store  the folder of stored runs, and what is thrown away of it

jupyter-cache knows a notebook by its code cells alone, and so would reuse a run on other data.
"""
