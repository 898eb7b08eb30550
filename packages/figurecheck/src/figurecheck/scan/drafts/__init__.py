"""Files to scan: drafts in which nothing is bound, and published lists of statistics.

::

    bytes --decode--> text --markdown, html, docx, plain--> Draft: the text as it is read, and its blocks
    statistics.json --statistics--> facts

Every fault is a complaint, and all complaints are raised in one run. The door of mammoth, which reads
Word files, and of selectolax, which reads HTML. Encodings are three, tried in a fixed order: charset-normalizer guesses
by statistics, and a short draft would be read in another way after one more sentence.

    decode                bytes to text, and back in the same encoding
    draft                 a draft as a value, and the builder of its blocks
    read                  a file or standard input to a draft of any kind
    read_markdown         Markdown, with the places of the file
    read_html, read_docx  HTML and Word, as they are read
    published_statistics  ``statistics.json``
"""

from figurecheck.scan.drafts.draft import Block, Draft, DraftKind
from figurecheck.scan.drafts.published_statistics import facts_of, parse_statistics, parse_value, read_statistics
from figurecheck.scan.drafts.read import find_day, parse_draft, read_draft, read_drafts
from figurecheck.scan.drafts.read_markdown import blank_markdown

__all__ = [
    "Block",
    "Draft",
    "DraftKind",
    "blank_markdown",
    "facts_of",
    "find_day",
    "parse_draft",
    "parse_statistics",
    "parse_value",
    "read_draft",
    "read_drafts",
    "read_statistics",
]
