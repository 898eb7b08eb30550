"""What is known of earlier runs of a command, and when it is stale: the one folder that knows yesterday.

::

    file_state         whether a file is as it was
    software           Python, packages and factbook itself, as one digest
    checksummed        files whose first line digests the rest
    text_tables        tables of texts in one file
    up_to_date         whether a build or a check would end as the last one did; loads next to nothing
    fingerprints       the records of the last site, file by file, and of the last check
    results            results of earlier builds by what they were made of
    result_store       the database that holds them
    code               the modules that a task runs
    task               functions whose results are kept, and results of which it is learnt on what they hang
    stored_claims      the figures of a page, which are parsed when somebody asks for one

A stage elsewhere is a function of values to values; `@task` says what describes its arguments and which files it reads,
and here it is decided whether it must be called. `up_to_date` reads the record of the site by `text_tables`, since a
build with nothing to do cannot afford a library, not even `json`. `result_store` is a table of SQLite: diskcache, which
is another, keeps pickles, which nobody should load from a folder that branches share, and has had no release since
2023.
"""
