"""A file as text, record by record: which rows name the columns, which are notes, and which are data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from factbook.data.descriptor import Resource
from factbook.model.errors import Complaint, DataError

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
        raise DataError(Complaint(place=resource.place, what="is empty", remedy=remedy))
    header = _read_header(rows, numbers, resource)
    # Nearly every file is a header and rows: nothing is gone through one by one.
    if dialect.header_rows == (1,) and dialect.header and not (dialect.comment or dialect.comment_rows) and all(rows):
        records = Records(header=header, rows=rows[1:], lines=lines[1:], numbers=numbers[1:])
    else:
        chosen = _choose(rows, numbers, resource, width=len(header))
        records = Records(
            header=header,
            rows=[rows[at] for at in chosen],
            lines=[lines[at] for at in chosen],
            numbers=[numbers[at] for at in chosen],
        )
    return _name_excess(records, resource)


def _choose(rows: Rows, numbers: Sequence[int], resource: Resource, *, width: int) -> list[int]:
    """Return the places of the rows that are data: below the header, not blank, no comments, no notes at the end."""
    dialect, skipped = resource.dialect, {*resource.dialect.comment_rows}
    chosen = [
        at
        for at, (row, number) in enumerate(zip(rows, numbers, strict=True))
        if number > dialect.start
        and number not in skipped
        and row
        and not (dialect.comment and row[0].startswith(dialect.comment))
    ]
    end = len(chosen)
    while end and _is_note(rows[chosen[end - 1]], width):
        end -= 1
    # A row that was cut off is no note: where nothing says that the file has notes, a blank line sets them apart.
    is_apart = end < len(chosen) and chosen[end] > 0 and not rows[chosen[end] - 1]
    return chosen[:end] if dialect.has_notes or resource.format == "xlsx" or is_apart else chosen


def _is_note(row: Sequence[str], columns: int) -> bool:
    """Return whether a row below a table is a note: text in its first cell, or nothing at all."""
    return columns > 1 and not any(cell.strip() for cell in row[1:])


def _read_header(rows: Rows, numbers: Sequence[int], resource: Resource) -> tuple[str, ...]:
    if not resource.dialect.header:
        return tuple(field.name for field in resource.fields)
    wanted = {*resource.dialect.header_rows}
    heads = [row for row, number in zip(rows[: max(wanted)], numbers, strict=False) if number in wanted]
    if not heads:
        what = f"has no row {resource.dialect.start}, which names the columns"
        raise DataError(Complaint(place=resource.place, what=what, remedy="correct dialect.headerRows"))
    names = tuple(heads[0]) if len(heads) == 1 else join_heads(heads, resource.dialect.header_join)
    if all(names):
        return names
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
    """Return the records with a nameless column for each cell that every row of a published table has too many."""
    # Some such files are long: their widths are looked at once, and only where nobody may correct them.
    widths = set(map(len, records.rows)) if resource.as_published and len(records.rows) >= _FEW else set()
    more = min(widths, default=0) - len(records.header)
    if len(widths) != 1 or more <= 0:
        return records
    return Records(
        header=(*records.header, *[""] * more),
        rows=records.rows,
        lines=records.lines,
        numbers=records.numbers,
        nameless=more,
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
    return Records(header=header, rows=rows, lines=records.lines, numbers=records.numbers, nameless=records.nameless)


def make_splitter(flags: Iterable[str]) -> Callable[[str], tuple[str, str]]:
    """Return a function that splits a cell into its text and the marks behind it.

    >>> make_splitter(["[p]", "[x]"])("2026 Q1 [p]")
    ('2026 Q1', '[p]')
    """
    # Offices write several, with blanks or without: 12 [p][r].
    marks = "|".join(re.escape(flag) for flag in flags if flag)
    pattern = re.compile(rf"\s*((?:{marks})(?:\s*(?:{marks}))*)\s*$")

    def split(cell: str) -> tuple[str, str]:
        found = pattern.search(cell)
        return (cell[: found.start()], found[1]) if found else (cell, "")

    return split
