"""A file as text, record by record: which rows name the columns, which are notes, and which are data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from factbook.data.descriptor import Resource
from figurecheck.model.errors import DataError
from figurecheck.model.worded import phrase

NAMELESS = "column"
"""What a column is called, with its number behind it, for which the file has no name."""
FLAGS = "flags"
"""Name of the field that holds the marks of a row, where the schema has one and the file has no such column."""
_FOOTNOTE = re.compile(r"\s*\[(?:note|fn|footnote)?\s*\w{1,3}\]$", re.IGNORECASE)
_FEW = 3
"""Rows from which on it is no slip that each of them is longer than the header."""
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Records:
    """A file as text, record by record."""

    header: tuple[str, ...]
    """The names of the columns; ``column 3`` for one that the file does not name, empty for one beyond the header."""
    rows: Rows
    lines: Sequence[int]
    """Line of the file at which each row begins, where it has lines; else the same as `numbers`."""
    numbers: Sequence[int]
    """Number of each row as a spreadsheet, or a database, counts it."""
    nameless: int = 0
    """Cells that every row has beyond the header."""
    notes: tuple[tuple[int, str], ...] = ()
    """Number and first cell of the rows below the table that are none of it."""

    @cached_property
    def uneven(self) -> set[int]:
        """The numbers of the rows that have more or fewer cells than the header."""
        width = len(self.header)
        if set(map(len, self.rows)) <= {width}:
            return set()
        return {number for number, row in zip(self.numbers, self.rows, strict=True) if len(row) != width}


def make_records(
    rows: Rows, lines: Sequence[int], resource: Resource, *, numbers: Sequence[int] | None = None
) -> Records:
    """Return the rows that are data, and the names that heads give their columns; `lines` say where each row begins.

    Raises DataError when the file has no row that names the columns.
    """
    dialect = resource.dialect
    numbers = range(1, len(rows) + 1) if numbers is None else numbers
    if len(rows) <= dialect.start - len(dialect.header_rows) or not rows:
        remedy = "begin with the header " + dialect.delimiter.join(field.name for field in resource.fields)
        raise DataError.about(resource.place, "is empty", remedy)
    header = _read_header(rows, numbers, resource)
    is_plain = dialect.header_rows == (1,) and dialect.header and not (dialect.comment or dialect.comment_rows)
    # Nearly every file is a header and rows: nothing is gone through one by one.
    if is_plain and all(map(any, rows)) and not _may_be_note(rows[-1], len(header)):
        records = Records(header=header, rows=rows[1:], lines=lines[1:], numbers=numbers[1:])
    else:
        chosen = _choose(rows, numbers, resource)
        end = _find_end(rows, numbers, chosen, resource, width=len(header))
        records = Records(
            header=header,
            rows=[rows[at] for at in chosen[:end]],
            lines=[lines[at] for at in chosen[:end]],
            numbers=[numbers[at] for at in chosen[:end]],
            notes=tuple((numbers[at], next(filter(None, rows[at]))) for at in chosen[end:]),
        )
    return _name_excess(records, resource)


def _choose(rows: Rows, numbers: Sequence[int], resource: Resource) -> list[int]:
    """Return the places of the rows that are data or notes at the end: below the header, not blank, no comments."""
    dialect, skipped = resource.dialect, {*resource.dialect.comment_rows}
    return [
        at
        for at, (row, number) in enumerate(zip(rows, numbers, strict=True))
        if number > dialect.start
        and number not in skipped
        and any(row)
        and not (dialect.comment and row[0].startswith(dialect.comment))
    ]


def _find_end(rows: Rows, numbers: Sequence[int], chosen: list[int], resource: Resource, *, width: int) -> int:
    """Return how many of the chosen rows stand above the notes at the end."""
    end = len(chosen)
    while end and _may_be_note(rows[chosen[end - 1]], width):
        end -= 1
    # A row that was cut off, or a label without values, is no note: a blank line sets notes apart, or their words.
    while end < len(chosen):
        first = chosen[end]
        is_apart = first > 0 and (not any(rows[first - 1]) or numbers[first] - numbers[first - 1] > 1)
        is_even = all(not any(rows[at][1:]) for at in chosen[end:])
        if is_apart or (resource.dialect.has_notes and is_even) or _NOTE.match(rows[first][0]):
            return end
        end += 1
    return end


_NOTE = re.compile(
    r"\s*(?:sources?|notes?|footnotes?|remarks?|quellen?|hinweise?|anmerkung(?:en)?|stand|fuentes?|notas?|출처|자료|주)\s*"
    r"(?:\d*\s*[:.)]|$)|\s*(?:[*†‡§©]|\(?[\da-z]{1,2}\)|\[[\da-z]{1,2}\])\s*\S|.{80}",
    re.IGNORECASE,
)
"""How notes below a table begin; a label is shorter than the longest of them."""


def _may_be_note(row: Sequence[str], columns: int) -> bool:
    """Return whether a row below a table may be a note: text in its first cell alone, or a sentence with commas."""
    if columns < 2 or not row:
        return False
    is_alone = not any(cell.strip() for cell in row[1:]) and not re.fullmatch(r"[-+\d.,\s]+", row[0])
    return is_alone or (len(row) != columns and _NOTE.match(row[0]) is not None)


def _read_header(rows: Rows, numbers: Sequence[int], resource: Resource) -> tuple[str, ...]:
    if not resource.dialect.header:
        return tuple(field.name for field in resource.fields)
    wanted = {*resource.dialect.header_rows}
    heads = [row for row, number in zip(rows[: max(wanted)], numbers, strict=False) if number in wanted]
    if not heads:
        what = phrase("has no row {start}, which names the columns", start=resource.dialect.start)
        raise DataError.about(resource.place, what, "correct dialect.headerRows")
    names = tuple(heads[0]) if len(heads) == 1 else join_heads(heads, resource.dialect.header_join)
    if all(names):
        return names
    return name_columns(names)


def name_columns(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of columns; one without a name has its number."""
    return tuple(name if name.strip() else f"{NAMELESS} {at}" for at, name in enumerate(names, 1))


def join_heads(heads: Rows, join: str = " ") -> tuple[str, ...]:
    """Return one name for each column that several rows name; a group's head stands above its first column.

    >>> join_heads([("Quarter", "Injured", ""), ("", "Serious", "Slight [note 1]")])
    ('Quarter', 'Injured Serious', 'Injured Slight')
    """
    width = max(map(len, heads))
    filled: list[list[str]] = []
    for level, row in enumerate(heads):
        cells = [clean_head(cell) for cell in [*row, *[""] * (width - len(row))]]
        last = level == len(heads) - 1
        for at in range(1, width):
            below = any(len(head) > at and head[at].strip() for head in heads[level + 1 :])
            # Only where a row below names the column: two heads may well be blank for a reason.
            if not cells[at] and not last and below:
                cells[at] = cells[at - 1]
        filled.append(cells)
    return tuple(join.join(dict.fromkeys(one for one in column if one)) for column in zip(*filled, strict=True))


def clean_head(text: str) -> str:
    """Return a head without line breaks and the mark of a note behind it."""
    return _FOOTNOTE.sub("", " ".join(text.split()))


def _name_excess(records: Records, resource: Resource) -> Records:
    """Return the records with a nameless column for each cell that every row of a published table has too many.

    Cells without anything in them, of a delimiter at the end of each row, are left out of any table.
    """
    width, rows = len(records.header), records.rows
    # Some files are long: their widths are looked at once, and only if the first row is not even.
    widths = set(map(len, rows)) if rows and len(rows[0]) > width else set()
    more = min(widths, default=0) - width
    if len(widths) != 1 or more <= 0:
        return records
    if not any(any(row[width:]) for row in rows):
        return replace(records, rows=[row[:width] for row in rows])
    if not resource.as_published or len(rows) < _FEW:
        return records
    return replace(records, header=(*records.header, *[""] * more), nameless=more)


def leave_out_blank(records: Records) -> Records:
    """Return the records without the rows that hold nothing at all, which say nothing."""
    if all(map(any, records.rows)):
        return records
    chosen = [at for at, row in enumerate(records.rows) if any(row)]
    return replace(
        records,
        rows=[records.rows[at] for at in chosen],
        lines=[records.lines[at] for at in chosen],
        numbers=[records.numbers[at] for at in chosen],
    )


def split_flags(records: Records, resource: Resource) -> Records:
    """Return the records without the marks behind their cells, in a column of their own if the schema has one."""
    if not resource.flags:
        return records
    split = make_splitter(resource.flags)
    has_column = resource.field(FLAGS) is not None and FLAGS not in records.header
    rows = []
    for row in records.rows:
        parts = [split(cell) for cell in row]
        cells = [text for text, _ in parts]
        rows.append([*cells, " ".join(dict.fromkeys(mark for _, mark in parts if mark))] if has_column else cells)
    header = (*records.header, FLAGS) if has_column else records.header
    return replace(records, header=header, rows=rows)


def fill_down(records: Records, resource: Resource) -> Records:
    """Return the records with the cell above in place of an empty one, in the columns that say so."""
    places = [records.header.index(one.name) for one in resource.fields if one.fill and one.name in records.header]
    if not places:
        return records
    rows, last = [], [""] * len(records.header)
    for row in records.rows:
        cells = list(row)
        for at in places:
            if at < len(cells):
                last[at] = cells[at] = cells[at] or last[at]
        rows.append(cells)
    return replace(records, rows=rows)


def make_splitter(flags: Iterable[str]) -> Callable[[str], tuple[str, str]]:
    """Return a function that splits a cell into its text and the marks behind it.

    >>> make_splitter(["[p]", "[x]"])("2026 Q1 [p]")
    ('2026 Q1', '[p]')
    """
    chosen = [flag for flag in flags if flag]
    # Offices write several, with blanks or without: 12 [p][r]. A letter is a mark only behind a number, and apart.
    signs = "|".join(re.escape(flag) for flag in chosen if not flag.isalpha()) or "(?!)"
    letters = "|".join(re.escape(flag) for flag in chosen if flag.isalpha()) or "(?!)"
    pattern = re.compile(rf"\s*((?:{signs})(?:\s*(?:{signs}))*|(?<=\d\s)(?:{letters}))\s*$")

    def split(cell: str) -> tuple[str, str]:
        found = pattern.search(cell)
        return (cell[: found.start()], found[1]) if found else (cell, "")

    return split
