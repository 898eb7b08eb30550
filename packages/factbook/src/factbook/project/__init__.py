"""A report's folder: its files come in; settings go out.

::

    files              files written whole or not at all, and digests
    no_fonts           hides the fonts of the machine from what draws
    scratch            temporary folders that a killed process leaves to the next one to remove
    zip_archive        zip files with the same bytes each time
    faults             what is wrong with a value, and where; how fields are declared
    structure          plain values as dataclasses, and back
    settings, style    `_config.yml` and `_toc.yml`; the house style and its contrasts
    book_keys          the keys of `_config.yml` that Jupyter Book knows
    setting_values     what a value of a setting may be, beyond its type: addresses, sizes, who approves
    git                git, as a program: the one place that runs it
    authors            who wrote a line, as git knows it

cattrs, PyYAML, sphinx-external-toc, and filelock for scratch folders have their door here. What
stands under ``style:`` is read by hand: its keys are the names of two dozen variables, and each table of them has one
way to be read; the contrast of two colours is a formula of three lines.
"""
