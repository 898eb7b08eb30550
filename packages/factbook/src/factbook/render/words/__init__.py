"""Words of the interface, a file for each language, and the groups of verdicts that choose among them.

Nothing comes in but the name of a language; out go its words. A language is ``<tag>.toml`` with the keys of
``en.toml``; a test says what a file lacks. `factbook.language` takes those in which figures are read.

::

    interface  reads the files
    verdicts   the group of each verdict, the key of each rating
"""
