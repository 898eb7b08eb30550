"""What an editor should know of the rows of a file: what is left out of them, and which of them may be no data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from factbook.data.adding.columns import FoundColumn
from factbook.data.formats.records import Records
from figurecheck.model.errors import Complaint

_TOTAL = re.compile(
    r"\W*(?:grand |sub-?)?(?:totals?|sum|summe|gesamt|insgesamt|zusammen|ensemble|totaux|totales?"
    r"|合計|합계|총계|소계|전체|계)\W*",
    re.IGNORECASE,
)
_FEW = 3
_SHARE = 3
"""One in so many cells of a column of labels is empty where they are written once for several rows."""


def find_remarks(records: Records, columns: Sequence[FoundColumn], *, in_rows: bool) -> Iterator[str]:
    """Yield remarks on the rows of a file, whose rows have numbers that the dialect can name if `in_rows`."""
    if records.notes:
        yield f"left out below the table: {_list([(number, text) for number, text in records.notes])}"
    remedy = ' (to leave one out: "commentRows" in its dialect)' if in_rows else ""
    totals = [
        (number, cell)
        for number, row in zip(records.numbers, records.rows, strict=True)
        if (cell := next(filter(None, row), "")) and len(cell) < 20 and _TOTAL.fullmatch(cell)
    ]
    if totals:
        yield f"reads as a sum of other rows: {_list(totals)}{remedy}"
    alone = [
        (number, row[0])
        for number, row in zip(records.numbers, records.rows, strict=True)
        if len(row) > 2 and row[0] and not any(row[1:])
    ]
    if alone and len(alone) * 2 < len(records.rows):
        yield f"has a label and no values: {_list(alone)}{remedy}"
    # Labels stand before the numbers that they are of; remarks behind them are empty as a rule.
    for column in takewhile(lambda one: not one.is_measure, columns[:2]):
        if column.described.get("factbook:fill") or column.empty * _SHARE < len(records.rows):
            continue
        cells = [row[at] for row in records.rows if (at := records.header.index(column.name)) < len(row)]
        # Blank only below a label that differs from the one before: written once for several rows.
        filled = [cell for cell in cells if cell]
        if cells and cells[0] and filled and all(one != two for one, two in pairwise(filled)):
            remedy = 'if each stands for several rows, say "factbook:fill": true in its field'
            yield f"column {column.name} is empty below its labels: {remedy}"


def find_second_table(place: str, records: Records) -> Iterator[Complaint]:
    """Yield a complaint about heads of another table below a gap in the rows."""
    numeric = [_share_of_numbers(records, at) for at in range(len(records.header))]
    for at in range(1, len(records.rows) - 1):
        row, below = records.rows[at], records.rows[at + 1]
        is_apart = records.numbers[at] - records.numbers[at - 1] > 1 or sum(map(bool, records.rows[at - 1])) == 1
        filled = [place for place, cell in enumerate(row) if cell.strip()]
        # Words where all else of the columns are numbers, and numbers below them again.
        words = [one for one in filled if not _is_number(row[one])]
        if not is_apart or len(filled) < 2 or words != filled:
            continue
        if any(numeric[one] and _is_number(below[one]) for one in filled if one < len(below)):
            what = f"holds several tables: row {records.numbers[at]} names columns again"
            remedy = "write each into a file, or on a sheet, of its own, and add those"
            yield Complaint(place, what, remedy)
            return


def _share_of_numbers(records: Records, at: int) -> bool:
    cells = [row[at] for row in records.rows if at < len(row) and row[at]]
    return sum(map(_is_number, cells)) * 2 > len(cells)


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"[-+−(]?[\d.,\s%'’]*\d[\d.,\s%'’)]*", cell.strip()) is not None


def _list(rows: Sequence[tuple[int, str]]) -> str:
    shown = "; ".join(f"row {number}, {text[:60]!r}" for number, text in rows[:_FEW])
    return shown + (f" and {len(rows) - _FEW} more" if len(rows) > _FEW else "")
