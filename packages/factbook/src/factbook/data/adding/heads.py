"""Which rows of a sheet or of a text name its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from factbook.data.adding.spellings import UNITS
from figurecheck.model.errors import DataError

Grid = Sequence[Sequence[str]]
SAMPLE = 200
"""Rows by which delimiter and heads are told."""


def find_heads(grid: Grid, name: str) -> dict[str, object]:
    """Return the rows that name the columns, where they are not the first one alone.

    Raises DataError when there is no table, or no row names its columns.
    """
    filled = [[bool(cell.strip()) for cell in row] for row in grid[:SAMPLE]]
    counts = [sum(row) for row in filled]
    wide = [count for count in counts if count > 1]
    first = _find_first(grid, filled, counts)
    rows, last = [first + 1], first
    while last + 1 < len(filled) and counts[last + 1] and wide and _continues(grid, filled, last, first):
        last += 1
        rows.append(last + 1)
    if sum(map(any, filled[last + 1 :])) == 0:
        remedy = "check how it was saved or downloaded"
        raise DataError.about(name, "has a header and no rows", remedy)
    numbers = [cell for cell in grid[first] if cell.strip()]
    # Years are heads of columns often enough; other numbers are rows whose heads are missing.
    if len(rows) == 1 and all(map(_is_number, numbers)) and not all(map(_is_year, numbers)):
        shown = ", ".join(grid[first][:3])
        remedy = "write a row above it that names the columns"
        place = f"{name}: row {first + 1}"
        raise DataError.about(place, f"{shown} are no names of columns", remedy)
    return {} if rows == [1] else {"headerRows": rows}


def _find_first(grid: Grid, filled: list[list[bool]], counts: list[int]) -> int:
    """Return the place of the first row that names columns: of those above, each is one cell, or a sentence."""
    first = next((at for at, count in enumerate(counts) if count > 1), -1)
    # Of a table of one column every row is one cell, and its first row the head.
    if first < 0:
        return next((at for at, count in enumerate(counts) if count), 0)
    usual = Counter(count for count in counts if count > 1).most_common(1)[0][0]
    # A column of labels need not have a name, and then the head of a table of two columns is one cell.
    if usual == 2 and first and counts[first - 1] == 1 and filled[first - 1][:1] == [False]:
        return first - 1
    width = Counter(len(row) for row in grid[:SAMPLE] if len(row) > 1).most_common(1)[0][0]
    if len(grid[first]) == width or not all(filled[first]):
        return first
    # A note with commas in it is cells as well, of another number than those of the table below.
    at = next((at for at in range(first + 1, len(filled) - 1) if len(grid[at]) == width), first)
    return at if _is_head(grid[at], grid[at + 1]) else first


def _is_head(row: Sequence[str], below: Sequence[str]) -> bool:
    """Return whether a row is of names, and the one below it of values, among them numbers."""
    names = all(cell.strip() and (not _is_number(cell) or _is_year(cell)) for cell in row)
    return names and any(_is_number(cell) and not _is_number(name) for name, cell in zip(row, below, strict=False))


def _are_units(row: Sequence[str]) -> bool:
    """Return whether a row below the heads says the unit of each column."""
    cells = [cell.strip().strip("()[]").lower() for cell in row if cell.strip()]
    return bool(cells) and all(cell in UNITS for cell in cells)


def _continues(grid: Grid, filled: list[list[bool]], at: int, first: int) -> bool:
    """Return whether the row below a head is one more: it names columns that stand under the head of a group."""
    below = grid[at + 1]
    if at == first and _are_units(below):
        return True
    is_group = any(has and not above for above, has in zip_longest(filled[at][1:], filled[at + 1][1:], fillvalue=False))
    if not is_group or (filled[at][0] and filled[at + 1][0]):
        return False
    texts = [cell for cell, has in zip(below[1:], filled[at + 1][1:], strict=True) if has]
    return at == first and all(not _is_number(cell) or _is_year(cell) for cell in texts)


def _is_number(cell: str) -> bool:
    text = cell.strip().replace(",", "").replace(".", "", 1).replace(" ", "")
    return text.lstrip("+-").isdecimal()


def _is_year(cell: str) -> bool:
    return len(cell.strip()) == 4 and cell.strip().isdecimal()
