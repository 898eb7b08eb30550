"""The report's style over sphinx-book-theme: the templates, their context, and what of the theme is removed.

In comes what Sphinx knows of a page; out goes the context of its template. The door of sphinx-book-theme and
pydata-sphinx-theme, of which the site publishes no style sheet and no script.

::

    context       types of what the templates read
    custom_style  the report's own colours and fonts
    page_context  the context of one page, and what is stripped from it
    templates/    Jinja templates that replace the theme's
"""
