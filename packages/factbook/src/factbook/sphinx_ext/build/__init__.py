"""Run Sphinx over a checked report, and reuse what did not change since the last site.

In comes a `Report` that holds; out goes the folder ``_build/html``. The door of Sphinx's application and HTML builder,
and of filelock for the lock of a build. Jupyter Book is not imported: `book_config` does what its configuration did.

::

    urls            addresses on the site, which stay the same over editions
    page_digests    all that a page shows, as one digest
    swap            a folder put in the place of another, in one step where the system can
    spare           a second folder of the site, which takes what is new and changes places with it
    reuse           the previous site, and which of its files are taken over
    state           the checked report, and which figures each page shows
    book_config     Sphinx's settings from `_config.yml`
    left_out        extensions that Jupyter Book turns on and factbook does not
    compiled_templates  our own templates, compiled once
    builder         the HTML builder: addresses without book/, and a site that is swapped in whole
    application     Sphinx, run with these settings
    build_site      the same from Python, for `factbook build`
    markup_names    the directives and roles of a report, for its check
    render_process  a process that loads Sphinx while figures are checked
"""
