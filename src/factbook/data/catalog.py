"""What the report's data says: every table, every source, and what was known on a given day.

`dataset` is what notebooks call. It reads one table and the sources, and needs neither the settings' reader nor the
validator to be loaded; `read_catalog` reads everything for the checks and the pages.
"""

from __future__ import annotations

import datetime
import os
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

from factbook.data.agreement import find_confirming
from factbook.data.described_sources import merge_sources
from factbook.data.descriptor import PACKAGE, Package, Resource
from factbook.data.descriptor_file import read_package
from factbook.data.printed import SourceRows, index_sources
from factbook.data.sources import as_of_day, find_list, known_on, parse_sources
from factbook.data.tables import Table, Tables, read_table
from factbook.model import Cellvalue, RowSet, Source
from factbook.model.errors import Complaint, DataError, RecordError, suggest
from factbook.project.memo import Memo

# Loading pandas takes longer than all else that the command line needs this module for.
if TYPE_CHECKING:
    import pandas as pd

PREFERENCE = ("main", "agrees")
"""Statuses of rows that `dataset` returns, the better first; ``conflict`` and ``claim`` are never taken as true."""
STATUSES = (*PREFERENCE, "conflict", "claim")


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
        days = (known_on(source) for source in self.sources.values())
        return max((day for day in days if day != datetime.date.min), default=datetime.date.max).isoformat()

    def printed_by(self, source_id: str) -> SourceRows:
        """Return what the data says that a source prints."""
        return self._printed.get(source_id) or SourceRows(source_id)

    # Every review and page asks for the rows of its sources; the tables are gone through once.
    @cached_property
    def _printed(self) -> dict[str, SourceRows]:
        return index_sources(self.tables)

    def known_rows(self, name: str, day: str) -> Sequence[int]:
        """Return the places of the rows of a table that were known on an ISO day, as `dataset` with `vintages` does."""
        return _known_rows(self.tables[name], self.sources, datetime.date.fromisoformat(day))

    def chosen_rows(self, name: str, day: str) -> Sequence[int]:
        """Return the places of the one row for each key that `dataset` returns on an ISO day."""
        return _preferred(self.tables[name], self.known_rows(name, day), self.sources)

    def find_confirming(self, name: str, day: str) -> Mapping[int, tuple[str, ...]]:
        """Return, by the line of a row, the sources whose rows agree with it, of those that are known on an ISO day."""
        if (name, day) not in self._confirming:
            table, named = self.tables[name], list(sources_of_rows(self.tables[name]))
            found = find_confirming(table, self.known_rows(name, day))
            self._confirming[name, day] = {
                table.lines[base]: tuple(
                    dict.fromkeys(named[place][0] for place in places if named[place][0] != named[base][0])
                )
                for base, places in found.items()
            }
        return self._confirming[name, day]

    @cached_property
    def _confirming(self) -> dict[tuple[str, str], Mapping[int, tuple[str, ...]]]:
        return {}

    def verify_lines(self, rowset: RowSet) -> tuple[int, ...]:
        """Return the lines that rows were recorded with, if every cell that the file has too is as in the file.

        A notebook may have edited a row after loading it: that is no row of the file any more. Empty for rows without
        lines, for rows of which nothing can be compared, and where any row differs.
        """
        table = self.tables.get(rowset.dataset)
        # A row of a table without sources is recorded cell by cell, with one line for all of them: not a set of rows.
        if table is None or len(rowset.lines) != len(rowset.rows):
            return ()
        places = [bisect_left(table.lines, line) for line in rowset.lines]
        if not {*rowset.lines}.issubset(table.lines[place] for place in places if place < len(table.lines)):
            return ()
        shared = [(i, table.column(name)) for i, name in enumerate(rowset.columns) if name in table.columns]
        rows = list(zip(places, rowset.rows, strict=True))
        is_same = all(cells[place] == row[i] for i, cells in shared for place, row in rows)
        return rowset.lines if shared and is_same else ()

    def count_foreign(self, rowset: RowSet) -> int:
        """Return how many rows of a set are not in the file of its table, by the columns that both have."""
        table = self.tables.get(rowset.dataset)
        if table is None:
            return 0
        names = [name for name in rowset.columns if name in table.columns]
        at = [rowset.columns.index(name) for name in names]
        held = set(zip(*(table.column(name) for name in names), strict=True))
        return sum(tuple(row[i] for i in at) not in held for row in rowset.rows)


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
        # Size and hash say nothing of how to read a file, and change with each edit of it.
        bare = replace(resource, bytes=0, hash="")
        complaints += memo.get_or_read(
            partial(_find_hindrances, read, resource.name), list[Complaint], [resource.place], "readable", bare
        )
    if complaints:
        raise DataError(*complaints)
    listed = find_list(package.resources)
    sources = parse_sources(read[listed.name] if listed else None)
    return Catalog(package=package, tables=read, sources=merge_sources(sources, package.sources))


def _find_hindrances(tables: Tables, name: str) -> list[Complaint]:
    try:
        tables[name]
    except DataError as error:
        return list(error.complaints)
    return []


def dataset(name: str, *, vintages: bool = False) -> pd.DataFrame:
    """Return a table as a DataFrame typed by its schema: the rows known on the edition's day.

    By default one row for each key, indexed by the key (``factbook:key`` of the package, else its ``primaryKey``) and
    sorted: the row with status ``main``, else ``agrees``, of several the one with the latest source; ``conflict`` and
    ``claim`` rows are left out. A table without a key has all its rows, not indexed. Columns that the descriptor does
    not name are left out. With `vintages`, every row known on the day, not indexed.

    Each row knows its line of the file, through selecting, sorting and relabelling; `record` takes the lines over.

    The day is ``FACTBOOK_AS_OF``, else ``factbook: edition: date`` of `_config.yml`. A source dated to a month or a
    year counts from its last day, or from the day we read it if that is earlier. The root is ``FACTBOOK_ROOT``, else
    the nearest folder upwards that holds `data/datapackage.json`.

    Raises RecordError for a name that is no table, DataError for a file that cannot be read, and ProjectError when no
    day is set.
    """
    # Only notebooks make frames: the command line reads this module too, and must not wait for pandas.
    from factbook.data.frames import make_frame

    root = find_data_root()
    package = read_package(root)
    resource = _find_resource(package, name)
    table = read_table(root, resource)
    # The list of sources is read each time: what was known depends on it as much as on the table.
    sources = merge_sources(parse_sources(_read_sources(root, package)), package.sources)
    rows = _known_rows(table, sources, as_of_day(root))
    if vintages:
        return make_frame(table, rows)
    frame = make_frame(table, _preferred(table, rows, sources))
    return frame.set_index(list(resource.index)).sort_index() if resource.index else frame


def find_data_root() -> Path:
    """Return the folder of the report: ``FACTBOOK_ROOT``, else the nearest one upwards with a data package."""
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
    remedy = suggest(package.names, name, f"there are {', '.join(package.names)}")
    raise RecordError(Complaint(place=f"dataset({name!r})", what=f"no table {name!r} in {PACKAGE}", remedy=remedy))


def _read_sources(root: Path, package: Package) -> Table | None:
    resource = find_list(package.resources)
    return read_table(root, resource) if resource else None


def _text(value: Cellvalue) -> str:
    return "" if value is None else str(value)


def _known_rows(table: Table, sources: Mapping[str, Source], day: datetime.date) -> Sequence[int]:
    """Return the places of rows whose sources were all known on the day; in the list of sources each row is one."""
    known = {source.id for source in sources.values() if known_on(source) <= day}
    if "source_id" not in table.columns:
        return range(len(table.lines) if known.issuperset(table.resource.source_ids) else 0)
    # Also the sources of single cells must be known: before that day nobody could have written this row.
    return [place for place, named in enumerate(sources_of_rows(table)) if known.issuperset(named)]


def sources_of_rows(table: Table) -> Iterator[tuple[str, ...]]:
    """Yield the sources of each row: that of the row itself, and those of single cells (``factbook:source``).

    Where the descriptor names the sources of a whole table, they are those of each row.
    """
    if "source_id" not in table.columns:
        yield from repeat(table.resource.source_ids, len(table.lines))
        return
    names = dict.fromkeys(["source_id", *(field.source for field in table.resource.fields)])
    columns = [table.column(name) for name in names if name in table.columns]
    for first, *others in zip(*columns, strict=True):
        yield (_text(first), *(_text(one) for one in others if one is not None and one != ""))


def _preferred(table: Table, places: Sequence[int], sources: Mapping[str, Source]) -> Sequence[int]:
    """Return the place of one row for each key: main before agrees, then the latest source, then the first."""
    # The standard says that no two rows share a primary key, and the check has told where two do.
    is_plain = "status" not in table.columns and "source_id" not in table.columns
    if is_plain and set(table.resource.index) in ({*table.resource.primary_key}, set()):
        return places
    keys = [table.column(name) for name in table.resource.index]
    statuses = table.column("status") if "status" in table.columns else None
    named = table.column("source_id") if "source_id" in table.columns else None
    best: dict[tuple[Cellvalue, ...], tuple[int, int, int]] = {}
    for place in places:
        status = statuses[place] if statuses is not None else PREFERENCE[0]
        if status not in PREFERENCE:
            continue
        key = tuple(cells[place] for cells in keys) if keys else (place,)
        source = sources.get(_text(named[place])) if named is not None else None
        # Negative, so that of equal statuses the latest source sorts first; a row without one sorts after all.
        age = -known_on(source).toordinal() if source else 0
        rank = (PREFERENCE.index(_text(status)), age, place)
        if key not in best or rank < best[key]:
            best[key] = rank
    return [place for _, _, place in best.values()]
