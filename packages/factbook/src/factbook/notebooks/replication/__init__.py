"""A bundle replicates a notebook elsewhere: its cells, the data that it read, the lock, and a runner.

::

    requirements    which tables, modules and packages the cells name
    bundle          the files of a bundle, and the zip file with them
    kit/            what is copied into every bundle: the runner, and a small stand-in for what notebooks import

In comes what a notebook ran and recorded, out go the files. Only the kit uses pandas, and only where a bundle is run.

``python offenders.zip offenders.total.2024`` recomputes one figure offline and compares it with the published one.
"""

from factbook.notebooks.replication.bundle import Bundle, find_needs, make_bundle, zip_files

__all__ = ["Bundle", "find_needs", "make_bundle", "zip_files"]
