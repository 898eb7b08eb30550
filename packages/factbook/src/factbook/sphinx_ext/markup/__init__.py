"""Roles and directives, the nodes that they create, and the HTML of those that are filled when a page is written.

In comes the text of a page as MyST-Parser has read it; out go docutils nodes, and for each of them its HTML.

::

    page        what Sphinx knows of a page when its template is rendered
    nodes       the nodes that serve all directives
    roles       {claim}, {reported}, {plain}, {source}
    navigation  the table of contents, and what stands before and after a page
    sharing     what other sites can show, and how it is saved and cited
    content     the HTML of charts, reviews and lists
    directives  {chart}, {review}, {standfirst}, {keyfigures}...
"""
