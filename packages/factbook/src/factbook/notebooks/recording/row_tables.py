"""Tables in which the rows of each value of a column are looked up, and of many rows some are taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from factbook.notebooks.recording.rows import as_key, lay_out, read_cell, read_rows
from factbook.notebooks.recording.sample import MOST_ROWS, join_places
from figurecheck.model import Cellvalue, RowSet

MOST_READ = 20_000
"""Rows of a table that are read at once; of a larger one those of each label, so that no memory holds all of them."""
Row = tuple[Cellvalue, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RowTable:
    """Rows in which those of a label are looked up."""

    table: Any
    """As the notebook passed it."""
    by_key: Mapping[Row, Sequence[int]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    """The names of labels that its rows have too; without any, all rows belong to every label."""
    read: RowSet | None = None
    """All its rows, if they are few enough to be read at once."""

    def find(self, labels: Mapping[str, object]) -> Pick:
        """Return the rows of a label."""
        if not self.names:
            return Pick(table=self, places=range(len(self.table)))
        return Pick(table=self, places=self.by_key.get(self._key_of(labels), ()))

    def _key_of(self, labels: Mapping[str, object]) -> Row:
        return tuple(read_cell(labels[name]) for name in self.names)

    def explain(self, labels: Mapping[str, object]) -> str:
        """Return in words that it has no rows of a label, and which it has."""
        wanted, known = self._key_of(labels), next(iter(self.by_key), None)
        has = f"there it is {_show_key(known)}" if known is not None else "it is empty"
        return f"rows= has no row in which {', '.join(self.names) or 'the label'} is {_show_key(wanted)}; {has}"


def _show_key(key: Row) -> str:
    return ", ".join(repr(str(cell) if isinstance(cell, Decimal) else cell) for cell in key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Some rows of a table."""

    table: RowTable
    places: Sequence[int]

    def rows(self, value: object = None, *, whole: bool = False) -> RowSet:
        """Return the rows; of many some, as `record` takes them, unless all are wanted."""
        read, table = self.table.read, self.table.table
        if read is not None and (whole or len(self.places) <= MOST_ROWS):
            return _pick(read, self.places)
        chosen = table if len(self.places) == len(table) else table.iloc[self.places]
        return read_rows(chosen, value, whole=whole)[0]


def take_rows(picks: Iterable[Pick], value: object = None, *, whole: bool = False) -> tuple[RowSet, ...]:
    """Return the rows of each pick that has any."""
    return tuple(pick.rows(value, whole=whole) for pick in picks if len(pick.places))


def join_picks(picks: Iterable[Pick]) -> tuple[RowSet, ...]:
    """Return the rows of picks, those of one dataset together and each once."""
    places: dict[RowTable, list[Sequence[int]]] = {}
    for pick in picks:
        places.setdefault(pick.table, []).append(pick.places)
    # Two tables may hold the same rows, such as the whole of which both are a part.
    joined: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[RowSet]] = {}
    for one in take_rows(Pick(table=table, places=join_places(found)) for table, found in places.items()):
        joined.setdefault((one.dataset, one.columns, one.made_of), []).append(one)
    return tuple(found[0] if len(found) == 1 else _join(found) for found in joined.values())


def _join(parts: Sequence[RowSet]) -> RowSet:
    numbered: dict[tuple[Row, int | None], None] = {}
    for one in parts:
        lines: Iterable[int | None] = one.lines or [None] * len(one.rows)
        numbered.update(dict.fromkeys(zip(one.rows, lines, strict=True)))
    known = tuple(line for _, line in numbered if line is not None)
    return replace(
        parts[0],
        rows=tuple(row for row, _ in numbered),
        lines=known if len(known) == len(numbered) else (),
        left_out=sum(one.left_out for one in parts),
        spans=tuple(span for one in parts for span in one.spans),
    )


def _pick(rows: RowSet, places: Iterable[int]) -> RowSet:
    places = list(places)
    lines = tuple(rows.lines[at] for at in places) if rows.lines else ()
    return replace(rows, rows=tuple(rows.rows[at] for at in places), lines=lines)


def read_table(table: Any, names: Sequence[str]) -> list[RowTable]:
    """Return one or several tables, or a groupby, as rows to look labels up in."""
    if isinstance(table, list | tuple):
        return [one for part in table for one in read_table(part, names)]
    if hasattr(table, "indices") and hasattr(table, "ngroups"):
        keyed = {as_key(label): at for label, at in table.indices.items()}
        own = tuple(table.count().index.names)
        return [RowTable(table=table.obj, by_key=keyed, names=own, read=_read_few(table.obj))]
    read = _read_few(table)
    frame = lay_out(table)
    columns = [str(column) for column in frame.columns]
    shared = tuple(name for name in names if name in columns)
    by_key: dict[Row, Sequence[int]] = {}
    if shared:
        keys = [frame.iloc[:, columns.index(name)] for name in shared]
        # By the columns themselves, whatever they are called; a missing label is one, too.
        found = frame.groupby(keys, sort=False, dropna=False, observed=True).indices
        by_key = {as_key(label): at for label, at in found.items()}
    return [RowTable(table=table, by_key=by_key, names=shared, read=read)]


def read_own(table: Any) -> RowTable:
    """Return the table of which each row is a value, which is found by its place."""
    return RowTable(table=table, read=_read_few(table))


def _read_few(table: Any) -> RowSet | None:
    # What has no rows is refused by `read_rows`, in its words.
    is_large = hasattr(table, "iloc") and len(table) > MOST_READ
    return None if is_large else read_rows(table, whole=True)[0]
