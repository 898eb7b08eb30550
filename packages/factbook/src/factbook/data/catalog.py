"""What the report's data says: every table, every source, and what was known on a given day.

`dataset` is what notebooks call. It reads one table and the sources, and needs neither the settings' reader nor the
validator to be loaded; `read_catalog` reads everything for the checks and the pages.
"""

from __future__ import annotations

import datetime
import os
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from factbook.data.agreement import find_confirming
from factbook.data.described_sources import merge_sources
from factbook.data.descriptor import PACKAGE, Package, Resource
from factbook.data.descriptor_file import read_package
from factbook.data.printed import SourceRows, index_sources
from factbook.data.releases import (
    all_releases,
    as_described,
    at_release,
    find_data_files,
    places_of,
    resolve,
    resolve_package,
    with_release_ids,
)
from factbook.data.row_choice import choose_rows, find_known_rows, sources_of_rows
from factbook.data.sources import SEARCHES, as_of_day, find_list, known_on, parse_searches, parse_sources
from factbook.data.table_store import Tables, read_table, read_vintages
from factbook.data.tables import Table, find_held, read_file
from factbook.data.wordings import is_wordings, parse_wordings
from factbook.engine.task import task
from factbook.project.files import digest
from figurecheck.model import RowSet, Source, SourceWording
from figurecheck.model.errors import Complaint, DataError, RecordError, suggest

# Loading pandas takes longer than all else that the command line needs this module for.
if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """All tables and sources of a report."""

    package: Package
    tables: Mapping[str, Table]
    sources: Mapping[str, Source] = field(default_factory=dict)

    def on(self, day: str) -> Catalog:
        """Return the catalog of an ISO day: each table as the newest release that is known on it."""
        if day not in self._on_days:
            package = resolve_package(self.package, self.sources, datetime.date.fromisoformat(day))
            tables = self.tables.on(package.resources) if isinstance(self.tables, Tables) else self.tables
            is_same = package == self.package
            self._on_days[day] = self if is_same else replace(self, package=package, tables=tables)
        return self._on_days[day]

    @cached_property
    def _on_days(self) -> dict[str, Catalog]:
        return {}

    def describe(self, name: str) -> str:
        """Return a digest of all that decides how the file of a table is read, which much is looked up by."""
        if name not in self._described:
            self._described[name] = digest(as_described(self.by_name[name]))
        return self._described[name]

    @cached_property
    def _described(self) -> dict[str, str]:
        return {}

    def find_table(self, rowset: RowSet) -> Table | None:
        """Return the table that rows are of, as its release alone where they are of an earlier one."""
        if not rowset.release or rowset.dataset not in self.tables:
            return self.tables.get(rowset.dataset)
        key = rowset.dataset, rowset.release
        if key not in self._earlier:
            resource = next(one for one in self.resources if one.name == rowset.dataset)
            found = next((one for one in resource.releases if one.id == rowset.release), None)
            self._earlier[key] = read_file(self.package.root, at_release(resource, found)) if found else None
        return self._earlier[key]

    @cached_property
    def _earlier(self) -> dict[tuple[str, str], Table | None]:
        return {}

    @property
    def resources(self) -> tuple[Resource, ...]:
        """What the package says of each table, in its order."""
        return self.package.resources

    @cached_property
    def by_name(self) -> Mapping[str, Resource]:
        """The same by name; each notebook asks for its own tables, and none is to look through those of all."""
        return {resource.name: resource for resource in self.resources}

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

    @property
    def wordings(self) -> list[SourceWording]:
        """The sources' own words around numbers, and the records of searches for them."""
        found = next((one.name for one in self.resources if is_wordings(one)), "")
        return parse_wordings(self.tables[found]) if found else []

    @property
    def searches(self) -> dict[str, Source]:
        """The records of what was looked for and not found, by id."""
        return parse_searches(self.tables.get(SEARCHES))

    def release(self) -> None:
        """Let go of large tables while others need the memory; they are read again when they are asked for."""
        if isinstance(self.tables, Tables):
            self.tables.drop_columnar()

    def printed_by(self, source_id: str) -> SourceRows:
        """Return what the data says that a source prints."""
        return self._printed.get(source_id) or SourceRows(source_id)

    # Every review and page asks for the rows of its sources; the tables are gone through once.
    @cached_property
    def _printed(self) -> dict[str, SourceRows]:
        return index_sources(self.tables)

    def known_rows(self, name: str, day: str) -> Sequence[int]:
        """Return the places of the rows of a table that were known on an ISO day, as `dataset` with `vintages` does."""
        return find_known_rows(self.tables[name], self.sources, datetime.date.fromisoformat(day))

    def chosen_rows(self, name: str, day: str) -> Sequence[int]:
        """Return the places of the one row for each key that `dataset` returns on an ISO day."""
        return choose_rows(self.tables[name], self.known_rows(name, day), self.sources)

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
        table = self.find_table(rowset)
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
        table = self.find_table(rowset)
        if table is None:
            return 0
        missing = self._count_missing(rowset, table)
        if not missing or not table.resource.releases or not isinstance(self.tables, Tables):
            return missing
        # They may be of an earlier release: a chart does not record lines.
        return self._count_missing(rowset, self.tables.read_vintages(rowset.dataset))

    @staticmethod
    def _count_missing(rowset: RowSet, table: Table) -> int:
        names = [name for name in rowset.columns if name in table.columns]
        at = [rowset.columns.index(name) for name in names]
        wanted = [tuple(row[i] for i in at) for row in rowset.rows]
        held = find_held(set(wanted), [table.column(name) for name in names])
        return sum(row not in held for row in wanted)


def read_catalog(root: Path, *, tables: Tables | None = None, day: str | None = None) -> Catalog:
    """Read the package and the sources below `root`, and make sure that every table can be read.

    Each table is the newest release that is known on an ISO day; where none is given, the newest of all.

    A file that differs from its recorded hash is read all the same, so that what depends on it is checked anew. Of a
    table that is known to be readable nothing is read until it is asked for; `tables` may hold some already.
    Raises DataError with every fault of every file that hinders reading.
    """
    package = read_package(root)
    read = tables if tables is not None else Tables(root, package.resources)
    listed = find_list(package.resources)
    sources = _read_listed(read, listed, package)
    if day is not None:
        package = resolve_package(package, sources, datetime.date.fromisoformat(day))
        read = read.on(package.resources)
    if complaints := _find_all_hindrances(read, package, day):
        raise DataError(*complaints)
    return Catalog(package=package, tables=read, sources=sources)


@task(of=lambda tables, package, day: day, reads=lambda tables, package, day: find_data_files(package))
def _find_all_hindrances(tables: Tables, package: Package, day: str | None) -> list[Complaint]:
    return [complaint for one in package.resources for complaint in _find_hindrances(tables, one)]


def _read_listed(tables: Tables, listed: Resource | None, package: Package) -> dict[str, Source]:
    """Return all sources; a list that cannot be read is told with the other tables, and lists nothing."""
    try:
        return merge_sources(parse_sources(tables[listed.name] if listed else None), package.sources)
    except DataError:
        return merge_sources({}, package.sources)


@task(of=lambda tables, resource: as_described(resource), reads=lambda tables, resource: places_of(resource))
def _find_hindrances(tables: Tables, resource: Resource) -> list[Complaint]:
    try:
        tables[resource.name]
    except DataError as error:
        return list(error.complaints)
    return []


def dataset(name: str, *, vintages: bool = False) -> pd.DataFrame:
    """Return a table as a DataFrame typed by its schema: the rows known on the edition's day.

    By default one row for each key, indexed by the key (``factbook:key`` of the package, else its ``primaryKey``) and
    sorted: the row with status ``main``, else ``agrees``, of several the one with the latest source; ``conflict`` and
    ``claim`` rows are left out. A table without a key has all its rows, not indexed. Columns that the descriptor does
    not name are left out. With `vintages`, every row known on the day, not indexed; a table whose rows do not name
    their sources has those of each row's release in a column ``source_id`` then.

    Of a table with releases, the rows are those of the newest release known on the day, and with `vintages` those of
    each release known on it.

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
    # The list of sources is read each time: what was known depends on it as much as on the table.
    sources = merge_sources(parse_sources(_read_sources(root, package)), package.sources)
    day = as_of_day(root)
    resource = resolve(resource, sources, day)
    table = (read_vintages if vintages else read_table)(root, resource)
    rows = find_known_rows(table, sources, day)
    releases = [one.id for one in all_releases(resource)] if resource.releases else ()
    frame = make_frame(table, rows if vintages else choose_rows(table, rows, sources), releases=releases)
    if vintages and resource.field("source_id") is None and resource.is_sourced:
        ids = with_release_ids(table).column("source_id")
        frame["source_id"] = [str(ids[place]) for place in rows]
    if table.is_columnar:
        from factbook.data.formats.parquet import release_memory

        # What Arrow keeps of the way from the file to the frame is as large as the frame.
        del table
        release_memory()
    if vintages:
        return frame
    if not resource.index:
        return frame
    frame = frame.set_index(list(resource.index))
    # Most files are sorted, and pandas would copy all of it to say so.
    return frame if frame.index.is_monotonic_increasing else frame.sort_index()


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
    raise RecordError.about(here, f"no {PACKAGE} here or above", remedy)


def _find_resource(package: Package, name: str) -> Resource:
    for resource in package.resources:
        if resource.name == name:
            return resource
    remedy = suggest(package.names, name, f"there are {', '.join(package.names)}")
    raise RecordError.about(f"dataset({name!r})", f"no table {name!r} in {PACKAGE}", remedy)


def _read_sources(root: Path, package: Package) -> Table | None:
    resource = find_list(package.resources)
    return read_table(root, resource) if resource else None
