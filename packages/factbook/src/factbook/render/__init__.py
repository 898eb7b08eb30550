"""Turn values of the model into text: HTML, SVG, JSON, lines for a terminal.

In come statistics, findings, reviews, drafts; out goes text. Every function is pure, except in `charts.drawing`, and
escapes what it is given: text that is already safe is a `markupsafe.Markup`, a plain `str` is data.
The door of Jinja, in `charts` of vl-convert, and of selectolax where HTML is read back.

::

    words         words of the interface, a table for each language
    values        values, dates and intervals as a reader sees them
    text          text of the data made safe: Korean runs, addresses, sources
    code_block    code with comments, strings and keywords marked
    templating    the templates, and what they may call
    margins       how far a value may move before its verdict changes, in words
    table         rows of data as a table
    series_basis  what a claim about a whole series rests on
    metadata      citations, heads, JSON-LD, feeds: what machines read
    charts        specifications in the report's style, their drawings, and the figure around them
    html          the parts of pages
    drafts        scanned drafts: numbers as lines, as a page, with roles filled in
    terminal      explanations, differences and pending corrections as lines
    pull_request  the text from which an editor decides on new data
    moved_values  a value before and after; id_groups: ids in few lines
"""
