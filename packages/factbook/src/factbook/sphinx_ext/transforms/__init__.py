"""Change a page's document before it is written, and write tables and formulas as HTML.

In comes a docutils document; out goes the same with nodes rearranged or marked. The door of docutils' visitors.

::

    korean             Korean runs in pages of another language declare their language
    foreign_html       raw HTML of authors, cells and extensions, reduced to what readers may see
    opening            title, standfirst and lead chart, which the page's template sets
    sidenotes          notes level with the paragraph before them
    tables             tables with scopes, aligned numbers and column names for phones
    formulas           formulas as MathML
    unchecked_numbers  numbers that reach a page past the check of its source
"""
