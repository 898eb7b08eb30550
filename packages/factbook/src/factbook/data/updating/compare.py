"""Two releases of a table compared by key, and by the cells that statistics can use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from factbook.data.adding.keys import are_distinct_rows, candidate_keys
from factbook.data.tables import Row, Table
from figurecheck.model import Cellvalue

_PERIODS = ("date", "year", "yearmonth", "datetime")


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisedCell:
    """A cell before and after."""

    column: str
    before: Cellvalue
    after: Cellvalue


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """A row that is new, revised or gone."""

    key: Row
    """Its cells in the columns of the key; all its cells where the table has no key."""
    cells: tuple[RevisedCell, ...] = ()
    """Of a revised row: the cells that differ."""
    values: Row = ()
    """Of a row that is new or gone: its cells in the other columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What differs between a table and its next release."""

    key: tuple[str, ...]
    """The columns by which rows were compared; all of them where nothing tells the rows apart."""
    others: tuple[str, ...] = ()
    """The other columns that were compared."""
    new: tuple[ComparedRow, ...] = ()
    revised: tuple[ComparedRow, ...] = ()
    gone: tuple[ComparedRow, ...] = ()
    same: int = 0
    """How many rows are as they were."""
    quiet: Mapping[str, int] = field(default_factory=dict)
    """How many cells differ in columns that no statistic uses."""

    @property
    def before(self) -> int:
        """How many rows there were."""
        return self.same + len(self.revised) + len(self.gone)


def compare_tables(before: Table, after: Table, *, part: bool = False) -> Comparison:
    """Return what differs between two releases of a table; of a part, no row is gone that it does not hold."""
    key, columns = after.resource.index or _find_telling(before, after), after.columns
    if not key:
        return _compare_whole_rows(before, after, part=part)
    others = [name for name in columns if name not in key]
    old, new = (_rows_by_key(table, key, others) for table in (before, after))
    revised = []
    for one, cells in new.items():
        if (earlier := old.get(one)) is not None and earlier != cells:
            # Values and not texts: 1.0 for 1 is no revision.
            compared = zip(others, earlier, cells, strict=True)
            differing = [RevisedCell(column=name, before=a, after=b) for name, a, b in compared if a != b]
            revised.append(ComparedRow(key=one, cells=tuple(differing)))
    return Comparison(
        key=key,
        others=tuple(others),
        new=tuple(ComparedRow(key=one, values=cells) for one, cells in new.items() if one not in old),
        revised=tuple(revised),
        gone=() if part else tuple(ComparedRow(key=one, values=cells) for one, cells in old.items() if one not in new),
        same=sum(new.get(one, cells if part else None) == cells for one, cells in old.items()),
    )


def _rows_by_key(table: Table, key: Sequence[str], others: Sequence[str]) -> Mapping[Row, Row]:
    keys = zip(*(table.column(name) for name in key), strict=True)
    cells = zip(*(table.column(name) for name in others), strict=True) if others else [()] * len(table.lines)
    return dict(zip(keys, cells, strict=True))


def _find_telling(before: Table, after: Table) -> tuple[str, ...]:
    """Return the columns of periods and names that tell the rows of both releases apart, where no key is described."""
    # Packages of others seldom name a key, and a row revised in its last digit is not one row gone and another new.
    names = [name for name in after.columns if name in before.columns and _tells(after, name)]
    periods = [name for name in names if getattr(after.resource.field(name), "type", "") in _PERIODS]
    for tried in candidate_keys([*periods, *(name for name in names if name not in periods)]):
        if all(are_distinct_rows(table.column(name) for name in tried) for table in (before, after)):
            return tuple(name for name in after.columns if name in tried)
    return ()


def _tells(table: Table, name: str) -> bool:
    described = table.resource.field(name)
    return described is not None and described.type in {*_PERIODS, "string"} and None not in table.column(name)


def _compare_whole_rows(before: Table, after: Table, *, part: bool) -> Comparison:
    """Compare rows that nothing tells apart: each is there or not, and none is known to be another one revised."""
    # Counted, since rows without a key may be alike.
    old, new = Counter(before.rows), Counter(after.rows)
    return Comparison(
        key=after.columns,
        new=tuple(ComparedRow(key=row) for row in (new - old).elements()),
        gone=() if part else tuple(ComparedRow(key=row) for row in (old - new).elements()),
        same=(old & new).total(),
    )


def limit_to_used(comparison: Comparison, used: Collection[str]) -> Comparison:
    """Return a comparison in which only cells of `used` columns are revised; the others that differ are counted."""
    quiet = Counter(cell.column for row in comparison.revised for cell in row.cells if cell.column not in used)
    limited = [replace(row, cells=tuple(one for one in row.cells if one.column in used)) for row in comparison.revised]
    revised = tuple(row for row in limited if row.cells)
    same = comparison.same + len(comparison.revised) - len(revised)
    return replace(comparison, revised=revised, same=same, quiet=dict(quiet.most_common()))


def find_repeated_keys(table: Table) -> list[Row]:
    """Return the keys that several rows of a table have."""
    keys = Counter(zip(*(table.column(name) for name in table.resource.index), strict=True))
    return [key for key, count in keys.items() if count > 1]
