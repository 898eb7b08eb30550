"""What the report's data says: every table, every source, and what was known on a given day.

`dataset` is what notebooks call. It reads one table and the sources, and needs neither the settings' reader nor the
validator to be loaded; `read_catalog` reads everything for the checks and the pages.
"""

from __future__ import annotations

import datetime
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property, partial
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factbook.data.descriptor import PACKAGE, Package, Resource, read_package
from factbook.data.sources import SOURCES, as_of_day, known_on, parse_sources
from factbook.data.tables import Table, Tables, read_table
from factbook.model import Cellvalue, RowSet, Source
from factbook.model.errors import Complaint, DataError, RecordError
from factbook.project.memo import Memo

if TYPE_CHECKING:
    import pandas as pd

PREFERENCE = ("main", "agrees")
"""Statuses of rows that `dataset` gives, the better first; ``conflict`` and ``claim`` are never taken as true."""
STATUSES = (*PREFERENCE, "conflict", "claim")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcedCell:
    """A cell of a row that names a source: what that source prints."""

    value: Decimal | None
    """The number; ``None`` for a cell of words."""
    unit: str = ""
    text: str
    """The cell as it stands in the file."""
    dataset: str
    line: int
    key: str = ""
    """What identifies the row in its table (``factbook:key``), joined by slashes."""


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """All tables and sources of a report."""

    package: Package
    tables: Mapping[str, Table]
    sources: Mapping[str, Source] = field(default_factory=dict)

    @property
    def resources(self) -> tuple[Resource, ...]:
        """What the package says of each table, in its order."""
        return self.package.resources

    @property
    def title(self) -> str:
        """The package's title."""
        return self.package.title

    @property
    def description(self) -> str:
        """The package's description."""
        return self.package.description

    @property
    def last_day(self) -> str:
        """The first day on which every source is known, as an ISO date; the last calendar day if there are none."""
        return max((known_on(source) for source in self.sources.values()), default=datetime.date.max).isoformat()

    def cells_of(self, source_id: str) -> tuple[SourcedCell, ...]:
        """Give every cell of the rows whose ``source_id`` is this source, keys and plain references left out."""
        return self._cells.get(source_id, ())

    @cached_property
    def _cells(self) -> dict[str, tuple[SourcedCell, ...]]:
        cells: dict[str, list[SourcedCell]] = {}
        for name, table in self.tables.items():
            if name == SOURCES or "source_id" not in table.columns:
                continue
            for source, cell in _sourced_cells(table):
                cells.setdefault(source, []).append(cell)
        return {source: tuple(found) for source, found in cells.items()}

    def known_rows(self, name: str, day: str) -> list[tuple[Cellvalue, ...]]:
        """Give the rows of a table that were known on an ISO day, as `dataset` with `vintages` does."""
        return _known_rows(self.tables[name], self.sources, datetime.date.fromisoformat(day))

    def chosen_rows(self, name: str, day: str) -> list[tuple[Cellvalue, ...]]:
        """Give the one row for each key that `dataset` gives on an ISO day."""
        return _preferred(self.tables[name], self.known_rows(name, day), self.sources)

    def find_lines(self, rowset: RowSet) -> tuple[int, ...]:
        """Give the line in its CSV file of each row, matched on all columns that both have.

        Empty when the rows are of no table, or any of them is not found exactly once.
        """
        known = {
            field.name for resource in self.resources if resource.name == rowset.dataset for field in resource.fields
        }
        shared = tuple(name for name in rowset.columns if name in known)
        if not shared:
            return ()
        lines = self._lines(rowset.dataset, shared)
        found = [lines.get(row) for row in _project(rowset.columns, rowset.rows, shared)]
        return () if None in found else tuple(line for line in found if line is not None)

    def _lines(self, name: str, columns: tuple[str, ...]) -> Mapping[Any, int | None]:
        """The line of each row of a table by some of its columns; ``None`` where several rows are alike in them."""
        if self._indexed[:2] != (name, columns):
            table = self.tables[name]
            cells = [table.column(column) for column in columns]
            rows = cells[0] if len(cells) == 1 else list(zip(*cells, strict=True))
            lines: dict[Any, int | None] = dict(zip(rows, table.lines, strict=True))
            if len(lines) < len(rows):
                lines |= dict.fromkeys(row for row, count in Counter(rows).items() if count > 1)
            object.__setattr__(self, "_indexed", (name, columns, lines))
        return self._indexed[2]

    _indexed: tuple[str, tuple[str, ...], Mapping[Any, int | None]] = field(
        default=("", (), {}), init=False, repr=False, compare=False
    )


def read_catalog(root: Path, *, memo: Memo | None = None, tables: Tables | None = None) -> Catalog:
    """Read the package and the sources below `root`, and make sure that every table can be read.

    A file that differs from its recorded hash is read all the same, so that what depends on it is checked anew. Of a
    table that `memo` knows to be readable nothing is read until it is asked for; `tables` may hold some already.
    Raises DataError with every fault of every file that hinders reading.
    """
    package = read_package(root)
    read = tables if tables is not None else Tables(root, package.resources)
    memo = memo or Memo()
    complaints: list[Complaint] = []
    for resource in package.resources:
        bare = replace(resource, bytes=0, hash="")
        complaints += memo.get_or_read(
            partial(_find_hindrances, read, resource.name), [resource.place], "readable", bare
        )
    if complaints:
        raise DataError(*complaints)
    return Catalog(package=package, tables=read, sources=parse_sources(read.get(SOURCES)))


def _find_hindrances(tables: Tables, name: str) -> list[Complaint]:
    try:
        tables[name]
    except DataError as error:
        return list(error.complaints)
    return []


def dataset(name: str, *, vintages: bool = False) -> pd.DataFrame:
    """Give a table as a DataFrame typed by its schema: the rows known on the edition's day.

    By default one row for each key, indexed by the key (``factbook:key`` of the package) and sorted: the row with
    status ``main``, else ``agrees``, of several the one with the latest source; ``conflict`` and ``claim`` rows are
    left out. The other columns are kept. With `vintages`, every row known on the day, not indexed.

    The day is ``FACTBOOK_AS_OF``, else ``factbook: edition: date`` of `_config.yml`. A source dated to a month or a
    year counts from its last day, or from the day we read it if that is earlier. The root is ``FACTBOOK_ROOT``, else
    the nearest folder upwards that holds `data/datapackage.json`.

    Raises RecordError for a name that is no table, DataError for a file that cannot be read, and ProjectError when no
    day is set.
    """
    root = find_data_root()
    package = read_package(root)
    resource = _find_resource(package, name)
    table = read_table(root, resource)
    sources = parse_sources(_read_sources(root, package))
    rows = _known_rows(table, sources, as_of_day(root))
    if vintages:
        return _to_frame(table, rows)
    frame = _to_frame(table, _preferred(table, rows, sources))
    return frame.set_index(list(resource.key)).sort_index() if resource.key else frame


def find_data_root() -> Path:
    """Give the folder of the report: ``FACTBOOK_ROOT``, else the nearest one upwards with a data package."""
    stated = os.environ.get("FACTBOOK_ROOT")
    if stated:
        return Path(stated)
    here = Path.cwd()
    for folder in [here, *here.parents]:
        if (folder / PACKAGE).is_file():
            return folder
    remedy = "run it within a report's folder, or set FACTBOOK_ROOT"
    raise RecordError(Complaint(place=str(here), what=f"no {PACKAGE} here or above", remedy=remedy))


def _find_resource(package: Package, name: str) -> Resource:
    for resource in package.resources:
        if resource.name == name:
            return resource
    close = get_close_matches(str(name), package.names, n=1)
    remedy = f"did you mean {close[0]}?" if close else f"there are {', '.join(package.names)}"
    raise RecordError(Complaint(place=f"dataset({name!r})", what=f"no table {name!r} in {PACKAGE}", remedy=remedy))


def _read_sources(root: Path, package: Package) -> Table | None:
    resource = next((resource for resource in package.resources if resource.name == SOURCES), None)
    return read_table(root, resource) if resource else None


def _text(value: Cellvalue) -> str:
    return "" if value is None else str(value)


def _known_rows(table: Table, sources: Mapping[str, Source], day: datetime.date) -> list[tuple[Cellvalue, ...]]:
    """Give the rows all of whose sources were known on the day; in the list of sources itself, each row is one."""
    if "source_id" not in table.columns:
        return list(table.rows)
    known = {source.id for source in sources.values() if known_on(source) <= day}
    return [row for row, named in zip(table.rows, sources_of_rows(table), strict=True) if known.issuperset(named)]


def sources_of_rows(table: Table) -> Iterator[tuple[str, ...]]:
    """Yield the sources of each row: that of the row itself, and those of single cells (``factbook:source``)."""
    names = dict.fromkeys(["source_id", *(field.source for field in table.resource.fields)])
    columns = [table.column(name) for name in names if name in table.columns]
    for first, *others in zip(*columns, strict=True):
        yield (_text(first), *(_text(one) for one in others if one is not None and one != ""))


def _preferred(
    table: Table, rows: Sequence[tuple[Cellvalue, ...]], sources: Mapping[str, Source]
) -> list[tuple[Cellvalue, ...]]:
    """Give one row for each key: main before agrees, then the latest source, then the one that stands first."""
    at = {name: i for i, name in enumerate(table.columns)}
    best: dict[tuple[Cellvalue, ...], tuple[int, int, tuple[Cellvalue, ...]]] = {}
    for number, row in enumerate(rows):
        status = row[at["status"]] if "status" in at else PREFERENCE[0]
        if status not in PREFERENCE:
            continue
        key = tuple(row[at[name]] for name in table.resource.key) if table.resource.key else (number,)
        source = sources.get(_text(row[at["source_id"]])) if "source_id" in at else None
        age = -known_on(source).toordinal() if source else 0
        rank = (PREFERENCE.index(_text(status)), age, row)
        if key not in best or rank[:2] < best[key][:2]:
            best[key] = rank
    return [row for _, _, row in best.values()]


_DTYPES = {"number": "float64", "boolean": "boolean"}


def _to_frame(table: Table, rows: Sequence[tuple[Cellvalue, ...]]) -> pd.DataFrame:
    import pandas as pd

    columns: dict[str, Any] = {}
    for i, each in enumerate(table.resource.fields):
        values: list[Any] = [row[i] for row in rows]
        if each.type == "number":
            values = [None if value is None else float(value) for value in values]
        whole = "Int64" if None in values else "int64"
        dtype = whole if each.type in {"integer", "year"} else _DTYPES.get(each.type, "str")
        columns[each.name] = pd.Series(values, dtype=dtype)
    frame = pd.DataFrame(columns)
    frame.attrs["factbook.dataset"] = table.resource.name
    return frame


def _sourced_cells(table: Table) -> Iterator[tuple[str, SourcedCell]]:
    """Yield source and cell for each cell that a source may be cited for."""
    resource, columns = table.resource, table.columns
    aside = {"source_id", "unit", "status", *resource.key, *(name for name, _ in resource.references)}
    kept = [(i, field) for i, field in enumerate(resource.fields) if field.name not in aside]
    unit_at = columns.index("unit") if "unit" in columns else None
    key_at = [columns.index(name) for name in resource.key]
    for row, line in zip(table.rows, table.lines, strict=True):
        unit = _text(row[unit_at]) if unit_at is not None else ""
        for i, each in kept:
            value = row[i]
            if value is None or isinstance(value, bool):
                continue
            number = None if isinstance(value, str) else Decimal(value)
            yield (
                _text(row[columns.index(each.source)]),
                SourcedCell(
                    value=number,
                    unit="" if number is None else each.unit or unit,
                    text=str(value),
                    dataset=resource.name,
                    line=line,
                    key="/".join(str(row[at]) for at in key_at),
                ),
            )


def _project(columns: Sequence[str], rows: Iterable[tuple[Cellvalue, ...]], names: Sequence[str]) -> Iterator[Any]:
    """The cells of some columns, row by row: as tuples, or by themselves if it is one column."""
    return map(itemgetter(*(columns.index(name) for name in names)), rows)
