"""A report's folder: its files come in; settings, and what is known of them from earlier builds, go out.

::

    files, file_state  files written whole or not at all, digests, and whether a file is as it was
    checksummed        files whose first line digests the rest
    text_tables        tables of texts in one file
    no_fonts           hides the fonts of the machine from what draws
    scratch            temporary folders that a killed process leaves to the next one to remove
    zip_archive        zip files with the same bytes each time
    software           Python, packages and factbook itself, as one digest
    up_to_date         whether a build or a check would end as the last one did; loads next to nothing
    fingerprints       the records of the last site, file by file, and of the last check
    memo, result_store results of earlier builds, and the database that they are in
    faults             what is wrong with a value, and where; how fields are declared
    structure          plain values as dataclasses, and back
    settings, style    `_config.yml` and `_toc.yml`; the house style and its contrasts
    book_keys          the keys of `_config.yml` that Jupyter Book knows
    setting_values     what a value of a setting may be, beyond its type
    urls, yaml_reader  addresses in settings and data; YAML with the line of every value
    git                git, as a program: the one place that runs it
    authors            who wrote a line, as git knows it

cattrs, PyYAML, sphinx-external-toc, and filelock for scratch folders have their door here. `up_to_date` reads the
record of the site by `text_tables`, since a build with nothing to do cannot afford a library, not even `json`. What
stands under ``style:`` is read by hand: its keys are the names of two dozen variables, and each table of them has one
way to be read; the contrast of two colours is a formula of three lines. `result_store` is a table of SQLite: diskcache,
which is another, keeps pickles, which nobody should load from a folder that branches share, and has had no release
since 2023.
"""
