"""The rows that a chart names, found by what stands in their cells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from figurecheck.model import Cellvalue, RowSet
from figurecheck.model.exact import is_number

Value = str | float | int | Decimal | bool | None
Key = str | float | tuple[str, bool]
"""A value as it is compared: numbers as the renderer has them, also those that are written as text."""

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
# As pandas writes times, as JSON has them (Greenwich), and as the renderer returns them.
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.0+)?(?:Z|\+00:00)?")
_FIRST_DAY = re.compile(r"(\d{4})-(\d{2})-01")
_QUARTERS = {"01": 1, "04": 2, "07": 3, "10": 4}


def read_key(value: Value) -> Key | None:
    """Return a value as it is compared; ``None`` for an empty cell.

    >>> read_key("2018") == read_key(Decimal("2018.0")) == read_key(2018)
    True
    """
    if isinstance(value, bool):
        return "bool", value
    if value is None or value == "":
        return None
    if isinstance(value, str):
        text = " ".join(value.split())
        if _NUMBER.fullmatch(text):
            return float(text)
        match = _TIME.fullmatch(text)
        if match is None:
            return text
        return match[1] if match[2] == "00:00:00" else f"{match[1]}T{match[2]}"
    # The renderer computes with doubles, to which every number of the rows was converted before.
    return float(value)


def find_keys(value: Value) -> tuple[Key, ...]:
    """Return what a cell may hold that says the same as a drawn value: of a first of January also the year."""
    key = read_key(value)
    match = _FIRST_DAY.fullmatch(key) if isinstance(key, str) else None
    if match is None:
        return () if key is None else (key,)
    year, month = match[1], match[2]
    longer: list[Key] = [f"{year}-{month}"]
    if month in _QUARTERS:
        longer += [f"{year}-Q{_QUARTERS[month]}", f"{year}Q{_QUARTERS[month]}"]
    return (str(key), *longer, *([float(year)] if month == "01" else []))


@dataclass(frozen=True, slots=True)
class Row:
    """A row, with the set that it is in."""

    table: int
    cells: tuple[Cellvalue, ...]


@dataclass(slots=True)
class RowIndex:
    """The rows of a chart by cell."""

    tables: Sequence[RowSet]
    rows: list[Row] = field(default_factory=list)
    columns: list[Mapping[str, int]] = field(default_factory=list)
    _by_cell: dict[Key, dict[int, list[int]]] = field(default_factory=lambda: defaultdict(dict))
    _by_column: dict[tuple[int, int, Key], set[int]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        """Go through all cells once."""
        for table, rowset in enumerate(self.tables):
            self.columns.append({name: at for at, name in enumerate(rowset.columns)})
            for cells in rowset.rows:
                for at, cell in enumerate(cells):
                    # An empty cell says nothing, so nothing agrees with it.
                    key = read_key(cell)
                    if key is not None:
                        self._by_cell[key].setdefault(len(self.rows), []).append(at)
                        self._by_column[table, at, key].add(len(self.rows))
                self.rows.append(Row(table, cells))

    def find(self, table: int, name: str, value: Value, *, aside: frozenset[str], is_number: bool) -> set[int] | None:
        """Return the rows of a table that hold a value, in the column of this name or, without one, in any other.

        Columns in `aside` belong to other fields. ``None`` if no cell of the table can be about it.
        """
        columns = self.columns[table]
        own, keys = columns.get(name), find_keys(value)
        if own is not None:
            held = [rows for key in keys if (rows := self._by_column.get((table, own, key)))]
            return held[0] if len(held) == 1 else set().union(*held)
        others = {at for column, at in columns.items() if column not in aside}
        found = {
            row
            for key in keys
            for row, places in self._by_cell.get(key, {}).items()
            if self.rows[row].table == table and self._fits(self.rows[row].cells, places, others, is_number=is_number)
        }
        return found if found or is_number else None

    def holds(self, key: Key | None) -> bool:
        """Return whether any cell says this."""
        return key in self._by_cell

    def of_table(self, table: int) -> Iterator[int]:
        """Yield the rows of a table."""
        return (at for at, row in enumerate(self.rows) if row.table == table)

    def named(self, table: int, name: str) -> set[int]:
        """Return the rows of a table that name a column of a wide table: its kind, its group."""
        found = self._by_cell.get(name, {})
        return {row for row, places in found.items() if self.rows[row].table == table}

    def cell(self, row: int, name: str) -> Cellvalue:
        """Return the cell of a row; ``None`` where its table lacks the column."""
        at = self.columns[self.rows[row].table].get(name)
        return None if at is None else self.rows[row].cells[at]

    def numbers(self, rows: Iterable[int]) -> Iterator[int | Decimal]:
        """Yield every number in some rows."""
        for row in rows:
            for cell in self.rows[row].cells:
                if is_number(cell):
                    yield cell

    @staticmethod
    def _fits(cells: Sequence[Cellvalue], places: list[int], others: set[int], *, is_number: bool) -> bool:
        fitting = [at for at in places if at in others]
        # A year that is a text is not the value of a bar.
        return any(not is_number or not isinstance(cells[at], str | bool) for at in fitting)
