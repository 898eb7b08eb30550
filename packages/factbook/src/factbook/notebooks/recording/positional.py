"""Statistics and charts as JSON that is read in a few microseconds each.

A report has thousands of them, and each command needs all: what they are called decides how sentences are read. So they
are read by position, where other records of ours are read by name. What is large of a chart, its specifications and its
rows, stands in lines of its own below, and is parsed when somebody asks for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from factbook.engine.results import read_value, write_value
from factbook.model.stored_rows import StoredRows, dump_rows, parse_rows
from figurecheck.model import Cell, Chart, How, RowSet, Statistic, TableOrigin
from figurecheck.model.statistic import StoredSpecs
from figurecheck.model.worded import read_basis, write_basis

Record = TypeVar("Record")
Change = Callable[[Any], Any]
_HOW = {how.value: how for how in How}


class _Shared(list[Any]):
    """Records that many others hold, each once."""

    def number(self, record: object) -> int | None:
        """Return the position of a record, which is added if it is not there."""
        if record is None:
            return None
        at = next((at for at, one in enumerate(self) if one is record), len(self))
        self[at:] = self[at:] or [record]
        return at


def dump_statistics(statistics: Iterable[Statistic]) -> bytes:
    """Return the statistics of one run in one line."""
    cells, tables = _Shared(), _Shared()
    write_rows: Mapping[str, Change] = {"rows": dump_rows, "table": tables.number}
    write: Mapping[str, Change] = {
        "value": write_value,
        "rows": lambda found: [_dump(rowset, write_rows) for rowset in found],
        "cell": cells.number,
        "basis": lambda basis: basis and write_basis(basis),
    }
    found = [_dump(one, write) for one in statistics]
    return _write([[_dump(one, {}) for one in cells], [_dump(one, {}) for one in tables], found])


def load_statistics(content: bytes) -> tuple[Statistic, ...]:
    """Return what `dump_statistics` was given."""
    stored_cells, stored_tables, found = json.loads(content)
    cells = [_make(Cell, one, ()) for one in stored_cells]
    read_table = _by_position(TableOrigin, {"sources": tuple, "years": tuple, "key": tuple, "titles": _read_tuples})
    tables = [_make(TableOrigin, one, read_table) for one in stored_tables]
    table = {"table": lambda number: None if number is None else tables[number]}
    read_rows = _by_position(RowSet, {**_READ_ROWS, "rows": parse_rows, **table})
    read = _by_position(
        Statistic,
        {
            "value": read_value,
            "rows": lambda rows: tuple([_make(RowSet, one, read_rows) for one in rows]),
            "confirming": _read_tuples,
            "how": _HOW.__getitem__,
            "cell": lambda number: None if number is None else cells[number],
            "basis": lambda basis: basis and read_basis(basis),
        },
    )
    return tuple([_make(Statistic, one, read) for one in found])


def dump_charts(charts: Iterable[Chart]) -> list[bytes]:
    """Return the charts of one run, whose rows have no tables yet, in lines."""
    cells, lines = _Shared(), list[bytes]()

    def add(value: object) -> int:
        lines.append(_write(value))
        return len(lines)

    write_rows: Mapping[str, Change] = {"rows": lambda rows: add(dump_rows(rows)), "table": lambda table: None}
    write: Mapping[str, Change] = {
        "specs": lambda specs: {width: add(spec) for width, spec in specs.items()},
        "rows": lambda found: [_dump(rowset, write_rows) for rowset in found],
        "cell": cells.number,
    }
    found = [_dump(one, write) for one in charts]
    return [_write([[_dump(one, {}) for one in cells], found]), *lines]


def load_charts(lines: Sequence[bytes]) -> Iterator[Chart]:
    """Yield what `dump_charts` was given."""
    stored_cells, found = json.loads(lines[0])
    cells = [_make(Cell, one, ()) for one in stored_cells]
    read_rows = _by_position(RowSet, {**_READ_ROWS, "rows": lambda number: StoredRows(lines[number])})
    read = _by_position(
        Chart,
        {
            "specs": lambda specs: StoredSpecs({width: lines[number] for width, number in specs.items()}),
            "rows": lambda rows: tuple([_make(RowSet, one, read_rows) for one in rows]),
            "cell": lambda number: None if number is None else cells[number],
        },
    )
    return (_make(Chart, one, read) for one in found)


def _write(value: object) -> bytes:
    # In ASCII no value holds a line break, not even one of Unicode's, at which lines would be cut.
    return json.dumps(value, separators=(",", ":")).encode()


def _dump(record: Any, write: Mapping[str, Change]) -> list[object]:
    # The state of a kind with `quick_state`: its fields, in their order.
    values = zip(fields(record), record.__getstate__(), strict=True)
    return [write[field.name](value) if field.name in write else value for field, value in values]


def _by_position(kind: Any, read: Mapping[str, Change]) -> list[tuple[int, Change]]:
    return [(at, read[field.name]) for at, field in enumerate(fields(kind)) if field.name in read]


def _make(kind: type[Record], state: list[Any], read: Sequence[tuple[int, Change]]) -> Record:
    for at, change in read:
        state[at] = change(state[at])
    # As a copy is made of a kind with `quick_state`: to call it takes three times as long.
    made = object.__new__(kind)
    made.__setstate__(state)  # type: ignore[attr-defined]
    return made


def _read_tuples(found: Iterable[Iterable[Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(map(tuple, found))


_READ_ROWS: Mapping[str, Change] = {
    "columns": tuple, "lines": tuple, "spans": _read_tuples, "made_of": tuple, "releases": tuple,
}  # fmt: skip
