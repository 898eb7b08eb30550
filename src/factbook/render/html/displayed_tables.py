"""Tables that a notebook displayed as HTML, read back as heads and rows of plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(slots=True)
class DisplayedTable:
    """A displayed table: rows of the head, rows of the body, and how many columns name a row."""

    heads: list[list[str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    named: int = 0

    @property
    def head(self) -> list[str]:
        """One head for each column; those of several rows are joined."""
        width = max((len(row) for row in [*self.heads, *self.rows]), default=0)
        columns = [[row[at] if at < len(row) else "" for row in self.heads] for at in range(width)]
        return [", ".join(dict.fromkeys(text for text in column if text)) for column in columns]


def read_displayed_tables(html: str) -> list[DisplayedTable]:
    """Return the tables of a piece of HTML, in order. A table within another is read as part of it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [table for table in reader.tables if table.rows or table.heads]


# The standard library's parser copes with whatever a notebook displayed, and adds no dependency. What it displayed
# never reaches a page as HTML: only these texts do, escaped.
class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[DisplayedTable] = []
        self.in_head = False
        self.row: list[str] | None = None
        self.cell: list[str] | None = None
        self.span = (1, 1)
        self.names = 0
        self.hanging: dict[int, tuple[int, str]] = {}

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append(DisplayedTable())
            self.hanging = {}
        elif tag in {"thead", "tbody"}:
            self.in_head = tag == "thead"
        elif tag == "tr" and self.tables:
            self.row, self.names = [], 0
        elif tag in {"th", "td"} and self.row is not None:
            spans = {name: int(value) for name, value in attrs if value and value.isdigit()}
            # pandas writes spans itself; a bound keeps a cell with colspan="999999999" from filling the memory.
            self.span = (min(spans.get("colspan", 1), 99), spans.get("rowspan", 1))
            self.cell = []
            self._hang()
            self.names += tag == "th" and len(self.row) == self.names
        elif tag == "br" and self.cell is not None:
            self.cell.append(" ")

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"th", "td"} and self.cell is not None and self.row is not None:
            text = " ".join("".join(self.cell).split())
            for _ in range(self.span[0]):
                if self.span[1] > 1:
                    self.hanging[len(self.row)] = (self.span[1] - 1, text)
                self.row.append(text)
            self.cell = None
        elif tag == "tr" and self.row is not None and self.tables:
            self._hang()
            table = self.tables[-1]
            (table.heads if self.in_head else table.rows).append(self.row)
            if not self.in_head:
                table.named = max(table.named, self.names)
            self.row = None

    def _hang(self) -> None:
        """Add the cells of earlier rows that span this one."""
        while self.row is not None and len(self.row) in self.hanging:
            left, text = self.hanging.pop(len(self.row))
            if left > 1:
                self.hanging[len(self.row)] = (left - 1, text)
            self.names += len(self.row) == self.names
            self.row.append(text)
