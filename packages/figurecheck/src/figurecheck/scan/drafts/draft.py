"""A draft as a value: its text as a reader sees it, and the blocks of which it consists."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate

from figurecheck.scan.drafts.decode import Writing
from figurecheck.scan.words.tables import single_spaced

Span = tuple[int, int]
"""Start and end in the text, in characters."""


class DraftKind(StrEnum):
    """What a draft is written in."""

    MARKDOWN = "markdown"
    TEXT = "text"
    HTML = "html"
    DOCX = "docx"

    @property
    def placed(self) -> bool:
        """Whether a place in the text is the same place in the file, so that complaints can name lines."""
        return self in {DraftKind.MARKDOWN, DraftKind.TEXT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, paragraph, list item, table row, quotation, note or piece of code."""

    kind: str
    """heading, paragraph, item, row, quote, note, code"""
    start: int
    end: int
    level: int = 0
    """Of a heading, from 1; of a list item, from 0."""
    cells: tuple[Span, ...] = ()
    """Of a row."""
    head: bool = False
    """Whether a row names the columns."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A text to scan."""

    name: str
    kind: DraftKind
    text: str
    """As it is scanned. In Markdown, spaces stand for what is no prose, so that every place is that of the source."""
    source: str
    """As it is shown: the file's own text in Markdown and plain text, else `text`."""
    blocks: tuple[Block, ...] = ()
    hidden: tuple[Span, ...] = ()
    """Markup that a reader does not see, in order."""
    writing: Writing = Writing()
    """How the file is stored."""
    _lines: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Computed once for `place`, which is called for every number; the class is frozen, so that it stays true.
        ends = accumulate(len(line) + 1 for line in self.source.split("\n")[:-1])
        object.__setattr__(self, "_lines", [0, *ends])

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, of a place in the text."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def where(self, offset: int) -> str:
        """Return a place as an editor finds it: ``draft.md:14:6``, or the paragraph of an HTML or Word file."""
        if self.kind.placed:
            line, column = self.place(offset)
            return f"{self.name}:{line}:{column}"
        return f"{self.name}: paragraph {max(1, self._block_at(offset))}"

    def block(self, offset: int) -> Block | None:
        """Return the block at a place in the text."""
        at = self._block_at(offset)
        block = self.blocks[at - 1] if at else None
        return block if block is not None and offset < block.end else None

    def shown(self, start: int, end: int) -> str:
        """Return a piece of the text as it is shown, without markup that a reader does not see."""
        made, at = [], start
        first = bisect_right(self.hidden, start, key=lambda span: span[1])
        for left, right in self.hidden[first:]:
            if left >= end:
                break
            made.append(self.source[at : max(at, left)])
            at = max(at, right)
        return "".join([*made, self.source[at:end]])

    def _block_at(self, offset: int) -> int:
        return bisect_right(self.blocks, offset, key=lambda block: block.start)


class DraftBuilder:
    """Builds a text out of blocks, and records where each stands."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.size = 0
        self.blocks: list[Block] = []
        self.kind, self.level = "paragraph", 0
        self._start = 0
        self._cells: list[Span] = []
        self._cell = 0
        self._in_row = False

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self.pieces)

    def add(self, text: str, *, preserve_space: bool = False) -> None:
        """Add a piece; white space becomes one space, and none at the start, unless `preserve_space`."""
        if not preserve_space:
            text = single_spaced(text)
            # Browsers and Word show no space at the start of a block or a cell, and only one between words.
            if self.size == (self._cell if self._in_row else self._start) or self._last().isspace():
                text = text.lstrip(" ")
        self._put(text)

    def begin(self, kind: str, level: int = 0) -> None:
        """End the block before, and begin one of a kind."""
        self.end()
        self.kind, self.level = kind, level

    def end(self) -> None:
        """End the block; one without text is dropped."""
        # Within a table a paragraph is no block of its own: a row stays one line, as the checks of totals need it.
        if self._in_row:
            self.add(" ")
            return
        if self.text_since(self._start).strip():
            self.blocks.append(Block(kind=self.kind, start=self._start, end=self.size, level=self.level))
            self._put("\n\n")
        self._start = self.size
        self.kind, self.level = "paragraph", 0

    def row(self) -> None:
        """Begin a row of a table."""
        self.end()
        self._in_row, self._cells, self._cell = True, [], self.size

    def end_cell(self) -> None:
        """End a cell of the row."""
        self._cells.append((self._cell, self.size))
        self._put(" | ")
        self._cell = self.size

    def end_row(self, *, head: bool = False) -> None:
        """End the row with a full stop, since the next row is about something else."""
        self._in_row = False
        if self._cells:
            # In place of the bar after the last cell.
            self.pieces[-1] = " .\n"
            start, end = self._cells[0][0], self._cells[-1][1]
            self.blocks.append(Block(kind="row", start=start, end=end, cells=tuple(self._cells), head=head))
        self._start = self.size

    def end_table(self) -> None:
        """Add an empty line after a table."""
        self._put("\n")
        self._start = self.size

    def text_since(self, start: int) -> str:
        """Return the text that was added since a place."""
        # From the end: the block is a few of many pieces, and joining all of them for each block takes quadratic time.
        pieces, size = [], self.size
        for piece in reversed(self.pieces):
            if size <= start:
                break
            pieces.append(piece)
            size -= len(piece)
        return "".join(reversed(pieces))

    def _last(self) -> str:
        return next((piece[-1] for piece in reversed(self.pieces) if piece), " ")

    def _put(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.size += len(text)
