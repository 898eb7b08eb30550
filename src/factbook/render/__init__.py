"""Model to text: every function here is pure, and everything that it is given is escaped.

::

    words      interface words, one table per language
    numbers    values, dates and intervals as a reader sees them
    prose      text of the data made safe: Hangul runs, addresses, sources
    marks      the figure in a sentence
    panel      its evidence, beside it
    evidence   its evidence, on a page of its own
    table      rows as a house table
    chart      a specification in the house style, drawings, and the figure around them
    review     our check of somebody else's publication
    page       what a page opens with, taken out of its body
    front      parts of the front page
    head       what a page says of itself: description, address, card
    jsonld     the same for machines, in the words of schema.org
    citation   how a report, a page or a figure is cited
    licences   names of licences, and what machines call them
    hosting    files that a host or a crawler asks for
    scanned    the numbers of a draft, as lines and JSON
    marked     the draft itself, every number marked
    suggest    the draft with roles filled in
    shell      the templates behind all of these

Text that is already safe comes as `markupsafe.Markup`; a plain `str` is data, and is escaped.
"""
