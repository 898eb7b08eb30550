"""Texts that nobody has bound, and published lists of statistics: read for `scan`.

::

    bytes --decode--> text --markdown, html, docx, plain--> Draft: the text as it is read, and its blocks
    statistics.json --statistics--> facts

Every fault is a complaint, and all of them are said in one run. The door of mammoth, which reads Word files, and
of selectolax, which reads HTML.
"""

from factbook.scan.drafts.draft import Block, Draft, DraftKind
from factbook.scan.drafts.published_statistics import facts_of, parse_statistics, read_statistics
from factbook.scan.drafts.read import parse_draft, read_draft, read_drafts
from factbook.scan.drafts.read_html import parse_html
from factbook.scan.drafts.read_markdown import blank_markdown

__all__ = [
    "Block",
    "Draft",
    "DraftKind",
    "blank_markdown",
    "facts_of",
    "parse_draft",
    "parse_html",
    "parse_statistics",
    "read_draft",
    "read_drafts",
    "read_statistics",
]
