"""A notebook to take along: its cells, the data that it read, the lock, and a runner that needs only pandas.

::

    needs     which tables, files and packages the cells name
    making    the files of a bundle, and the zip that holds them
    kit/      what is copied into every bundle: the runner, and a small stand-in for what notebooks import

``python offenders.zip offenders.total.2024`` recomputes one figure offline and compares it with the published one.
"""

from factbook.notebooks.replication.bundle import Bundle, find_needs, make_bundle, zip_files

__all__ = ["Bundle", "find_needs", "make_bundle", "zip_files"]
