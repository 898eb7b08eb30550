"""Change a page's document before it is written, and write tables and formulas as HTML.

In comes a docutils document; out goes the same with nodes rearranged or marked. The door of docutils' visitors.

::

    korean             Korean runs in pages of another language declare their language
    sidenotes          notes level with the paragraph before them
    tables             tables with scopes, aligned numbers and column names for phones
    formulas           formulas as MathML
    unchecked_numbers  numbers that reach a page past the check of its source
"""
