"""A Sphinx theme of our own in the report's style: the templates, and their context.

In comes what Sphinx knows of a page; out goes the context of its template. The templates name our own files only, so
style sheets and scripts of extensions are neither loaded nor copied.

::

    context       types of what the templates read
    custom_style  the report's own colours and fonts
    page_context  the theme, and the context of one page
    templates/    the theme: its settings and its Jinja templates
"""
