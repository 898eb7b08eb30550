"""Read a file or standard input as a draft; its kind follows from the name, else from the content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from figurecheck.model.errors import Complaint, DataError, complain_all
from figurecheck.scan.drafts.decode import decode, read_bytes
from figurecheck.scan.drafts.draft import Block, Draft, DraftBuilder, DraftKind
from figurecheck.scan.drafts.read_markdown import blank_markdown, end_of_front_matter, hidden_spans, markdown_blocks
from figurecheck.scan.extras import needing
from figurecheck.verdicts.sentence.mentions import find_mentions
from figurecheck.verdicts.sentence.passage import read_text as read_words
from figurecheck.verdicts.sentence.spans import parse_span

_ENDINGS = {
    ".md": DraftKind.MARKDOWN, ".markdown": DraftKind.MARKDOWN, ".myst": DraftKind.MARKDOWN,
    ".txt": DraftKind.TEXT, ".text": DraftKind.TEXT,
    ".html": DraftKind.HTML, ".htm": DraftKind.HTML, ".xhtml": DraftKind.HTML,
    ".docx": DraftKind.DOCX, ".docm": DraftKind.DOCX, ".dotx": DraftKind.DOCX,
}  # fmt: skip
# At the start only, behind an XML declaration and comments: Markdown may contain HTML farther down.
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|div|p|article|h1)\b",
    re.IGNORECASE,
)
# Marks that plain text hardly has: headings, fences, tables, links, our roles, bold. Lists are in both.
_MARKDOWN = re.compile(
    r"^#{1,6} \S|^(?:```|~~~)|^\|.*\|[ \t]*$|\]\((?:https?:|\.|/|#)|\{(?:claim|reported|searched|plain)\}`"
    r"|\*\*\S",
    re.MULTILINE,
)
LARGEST = 50_000_000
"""Most bytes of a file."""


def read_drafts(names: Iterable[str], standard: BinaryIO, kind: DraftKind | None = None) -> list[Draft]:
    """Read every draft, or raise one `DataError` with the faults of all of them."""
    made: list[Draft] = []
    complaints: list[Complaint] = []
    for name in dict.fromkeys(names):
        try:
            made.append(read_draft(name, standard, kind))
        except DataError as error:
            complaints += error.complaints
    complain_all(DataError, complaints)
    return made


def read_draft(name: str, standard: BinaryIO, kind: DraftKind | None = None) -> Draft:
    """Read a draft; ``-`` is standard input. Raises DataError for a file that cannot be read."""
    return parse_draft(_bytes(name, standard), name if name != "-" else "standard input", kind)


def parse_draft(data: bytes, name: str, kind: DraftKind | None = None) -> Draft:
    """Read a draft from bytes; without a kind it follows from the name, else from the bytes."""
    kind = kind or _ENDINGS.get(Path(name).suffix.casefold())
    # Zip archives are recognized before decoding, which would refuse them as binary.
    if kind is DraftKind.DOCX or (kind is None and data.startswith(b"PK\x03\x04")):
        with needing("docx", name):
            from figurecheck.scan.drafts.read_docx import build_docx
        return _built(name, DraftKind.DOCX, build_docx(data, name))
    text, writing = decode(data, name)
    kind = kind or _guess(text)
    if kind is DraftKind.HTML:
        with needing("html", name):
            from figurecheck.scan.drafts.read_html import build_html
        return _built(name, kind, build_html(text))
    if kind is DraftKind.MARKDOWN:
        return Draft(
            name=name, kind=kind, text=blank_markdown(text), source=text, blocks=markdown_blocks(text),
            hidden=hidden_spans(text), writing=writing,
        )  # fmt: skip
    return Draft(
        name=name, kind=DraftKind.TEXT, text=text, source=text, blocks=tuple(_paragraphs(text)), writing=writing
    )


def find_day(draft: Draft) -> date | None:
    """Return the day that a text says it is of: ``date:`` of its front matter, a line for it, or a dateline."""
    if found := _DATE.search(draft.source[: end_of_front_matter(draft.source)]):
        span = parse_span(found[1])
        return date.fromordinal(span.first) if span else None
    for block in draft.blocks[:_HEADS]:
        text = draft.text[block.start : block.end]
        line = _DATELINE.match(text)
        head = line[0] if line else text if len(text) <= _LONGEST_LINE else ""
        days = {one.span.first for one in find_mentions(read_words(head)) if one.span and one.span.days == 1}
        if len(days) == 1:
            return date.fromordinal(days.pop())
    return None


_DATE = re.compile(r"^date:\s*[\"']?(\d{4}-\d\d-\d\d)", re.MULTILINE)
_DATELINE = re.compile(r"[^.]{4,80}?\s(?:—|–|--)\s")
"""SEOUL, 20 May 2025 (Agency) — ..."""
_HEADS, _LONGEST_LINE = 5, 60
"""Blocks at the head of a text that may be the line of its day, and the letters of such a line."""


def _bytes(name: str, standard: BinaryIO) -> bytes:
    if name != "-":
        remedy = "check its name and permissions; give the files of a folder, as in texts/*.md; split a long one"
        return read_bytes(Path(name), LARGEST, remedy)
    data = standard.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise DataError.about(name, f"is larger than {LARGEST // 1_000_000} MB", "split it")
    return data


def _built(name: str, kind: DraftKind, built: DraftBuilder) -> Draft:
    return Draft(name=name, kind=kind, text=built.text, source=built.text, blocks=tuple(built.blocks))


def _guess(text: str) -> DraftKind:
    if _HTML.match(text):
        return DraftKind.HTML
    return DraftKind.MARKDOWN if end_of_front_matter(text) or _MARKDOWN.search(text) else DraftKind.TEXT


def _paragraphs(text: str) -> Iterator[Block]:
    for match in re.finditer(r"\S(?:.*\S)?(?:\n[ \t]*\S.*)*", text):
        yield Block(kind="paragraph", start=match.start(), end=match.end())
