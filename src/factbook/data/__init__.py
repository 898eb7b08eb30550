"""The data of a report: from the files below `data/` to typed tables, and to the DataFrames of notebooks.

In come `data/datapackage.json` and its CSV files; out go tables of exact values, the sources, complaints about either,
and frames of which each row knows its line. pandas has its door in `frames` (and the name of a type in `catalog`),
frictionless in `standard_errors`, yaml in `sources`.

::

    descriptor        the data package, and what it says of each table
    cells             what the text of a cell means, by the type of its field
    tables            CSV files as tables, typed by their schemas
    sources           the sources, and the day from which each counts as known
    catalog           all tables and sources of a report; `dataset`, which notebooks call
    frames            DataFrames whose rows keep their lines of the file
    coverage          the years and sources that a table covers
    fast_check        a quick proof that a table has no fault by the standard
    standard_errors   the faults that the standard's library finds, in our words
    validate          every check of the data
"""
