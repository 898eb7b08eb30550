"""Tables that a notebook displayed as HTML, read back as heads and rows of plain text."""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode


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
    tree = LexborHTMLParser(html)
    for line_break in tree.css("br"):
        line_break.replace_with(" ")
    tables = map(_read_table, tree.css("table:not(table table)"))
    return [table for table in tables if table.rows or table.heads]


# What a notebook displayed never reaches a page as HTML: only these texts do, escaped.
def _read_table(node: LexborNode) -> DisplayedTable:
    table = DisplayedTable()
    lines = node.css("tr:not(table table tr)")
    from_above: dict[tuple[int, int], str] = {}
    for number, line in enumerate(lines):
        row: list[str] = []
        named = 0
        cells = [cell for cell in line.iter() if cell.tag in {"th", "td"}]
        while cells or (number, len(row)) in from_above:
            spanned = from_above.get((number, len(row)))
            if spanned is not None:
                named += len(row) == named
                row.append(spanned)
                continue
            cell = cells.pop(0)
            named += cell.tag == "th" and len(row) == named
            text = " ".join(cell.text().split())
            # pandas writes spans itself; a bound keeps a cell with colspan="999999999" from filling the memory.
            below = range(number + 1, min(number + _span(cell, "rowspan"), len(lines)))
            for _ in range(min(_span(cell, "colspan"), 99)):
                from_above |= {(later, len(row)): text for later in below}
                row.append(text)
        is_head = line.parent is not None and line.parent.tag == "thead"
        (table.heads if is_head else table.rows).append(row)
        table.named = max(table.named, 0 if is_head else named)
    return table


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or ""
    return int(value) if value.isdecimal() else 1
