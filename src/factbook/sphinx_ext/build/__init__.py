"""Run Sphinx over a checked report, and reuse what did not change since the last site.

In comes a `Report` that holds; out goes the folder ``_build/html``. The door of Sphinx's application and HTML builder,
of Jupyter Book's configuration, and of filelock for the lock of a build.

::

    urls            addresses on the site, which stay the same over editions
    page_digests    all that a page shows, as one digest
    reuse           the previous site, and which of its files can be linked into the new one
    state           the checked report, and which figures each page shows
    builder         the HTML builder: addresses without book/, and a site that is swapped in whole
    application     Sphinx set up as Jupyter Book sets it up
    build_site      the same from Python, for `factbook build`
    render_process  a process that loads Sphinx while figures are checked
"""
