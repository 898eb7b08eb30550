"""What the runs of a report recorded, by day: the statistics and charts that figures are compared with.

The charts of a run know the files of their rows, which are put together when a chart is first asked for. Of a run that
recorded rows which it was not seen to read, whatever they rest on could change unnoticed.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import cast

from factbook.data.catalog import Catalog
from factbook.data.descriptor import DATA, PACKAGE, Package, Resource
from factbook.data.origins import find_table_origin
from factbook.data.releases import all_releases, at_release, places_of
from factbook.data.sources import SOURCES, find_list
from factbook.engine.task import task
from factbook.notebooks import Run
from factbook.notebooks.execution.run import ChartOutline
from factbook.notebooks.recording.positional import dump_charts
from factbook.project.files import digest
from factbook.report.glued import name_glued
from factbook.report.inputs import Inputs
from factbook.report.stored_statistics import StoredRun, StoredStatistics
from figurecheck.model import Chart, Disagreement, RowSet, Statistic, TableOrigin
from figurecheck.model.errors import Complaint
from figurecheck.model.states import changed
from figurecheck.model.worded import phrase
from figurecheck.verdicts.known import Known
from figurecheck.verdicts.overlaps import find_disagreements


def load_with_tables(load: Callable[[], Iterable[Chart]], tables: Mapping[str, Resource]) -> Iterator[Chart]:
    """Yield charts that know the files of their rows, and the sources that the descriptor names for these."""
    origins = Origins(tables)
    return (changed(chart, rows=tuple(changed(one, table=origins.find(one)) for one in chart.rows)) for chart in load())


class Origins:
    """Where the rows of each dataset lie, by the release that they are of."""

    def __init__(self, tables: Mapping[str, Resource]) -> None:
        self._resources = tables
        # One by one as they are asked for: there is an object for each run, and a run uses few of all tables.
        self._origins: dict[str, TableOrigin] = {}

    def find(self, rowset: RowSet) -> TableOrigin | None:
        """Return the origin of rows."""
        resource = self._resources.get(rowset.dataset)
        if resource is not None and rowset.release:
            found = next((one for one in resource.releases if one.id == rowset.release), None)
            if found is not None:
                return find_table_origin(at_release(resource, found))
        if resource is not None and not rowset.made_of:
            return self.of_table(rowset.dataset)
        return _join_origins([self.of_table(name) for name in rowset.origins if name in self._resources])

    def of_table(self, name: str) -> TableOrigin:
        """Return the origin of all rows of a table."""
        if name not in self._origins:
            self._origins[name] = find_table_origin(self._resources[name])
        return self._origins[name]


def _join_origins(found: Sequence[TableOrigin]) -> TableOrigin | None:
    """Return the origin of rows of one dataset, or that of rows computed of several: sourced if all of these are."""
    if len(found) < 2:
        return found[0] if found else None
    sources = tuple(dict.fromkeys(source for one in found for source in one.sources))
    return replace(found[0], file="", sources=sources, is_sourced=all(one.is_sourced for one in found))


_READ_HERE = "read the rows in this notebook, with fb.dataset or from a file"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRows:
    """The cell that recorded some rows, and the table that they are of."""

    cell: int
    """Its position among all cells."""
    dataset: str
    """Empty for rows that the notebook computed."""


def find_recorded_rows(run: Run) -> list[RecordedRows]:
    """Return which cells recorded rows, and of which tables, each once."""
    found = (
        RecordedRows(cell=item.cell.index, dataset=rowset.dataset)
        for item in run.recorded
        for rowset in item.rows
        if rowset.rows and item.cell is not None
    )
    return list(dict.fromkeys(found))


def find_unread(run: Run, tables: Mapping[str, Resource], recorded: Iterable[RecordedRows]) -> Iterator[Complaint]:
    """Yield a complaint of each cell that recorded rows of nowhere: the run read no file, or not the table's.

    `recorded` is what `find_recorded_rows` returns of the run.

    A run of which not every file was seen depends on all of the data; one that another program answered runs each time.
    """
    lineage = run.lineage
    if lineage is None or not lineage.exact or not lineage.reusable or run.complaints:
        return
    read = {name for name, state in lineage.inputs.items() if state.startswith(("content:", "attributes:", "link:"))}
    told: set[tuple[int, str]] = set()
    for rows in recorded:
        table = tables.get(rows.dataset)
        file = table.place if table else ""
        if (read and not file) or _is_among(file, read) or (rows.cell, file) in told:
            continue
        told.add((rows.cell, file))
        elsewhere = phrase("recorded rows of {file}, which its run did not read", file=file)
        what = elsewhere if read else "recorded rows, but its run read no file"
        yield Complaint(f"{run.path.as_posix()}: cell {rows.cell + 1}", what, _READ_HERE)


def _is_among(file: str, read: set[str]) -> bool:
    """Return whether a table was read, by its own name or through a link to its folder."""
    return file in read or any(folder in read for folder in _folders_of(file))


def _folders_of(file: str) -> Iterator[str]:
    while "/" in file:
        file = file.rpartition("/")[0]
        yield file


Verified = tuple[tuple[int, ...], tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What a run recorded, as far as figures are judged by it."""

    run: StoredRun
    """Its statistics, each row with its line in its file."""
    charts: list[ChartOutline]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """What is known of a run without what it recorded being parsed."""

    datasets: list[str]
    """Those of which it recorded rows, sorted."""
    tables: list[str]
    """Those of which the rows of its charts are, or were computed, sorted."""
    rows: list[RecordedRows]
    charts: list[ChartOutline]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What is known on each day, and complaints about what was recorded."""

    runs: tuple[Run, ...]
    """The runs of all days."""
    today: str
    """The edition's day, in ISO form."""
    by_day: Mapping[str, Known]
    complaints: tuple[Complaint, ...]

    @property
    def ours(self) -> tuple[Run, ...]:
        """The runs of the edition's own day."""
        return tuple(run for run in self.runs if run.as_of == self.today)

    @property
    def known(self) -> Known:
        """What is known on the edition's own day."""
        return self.by_day[self.today]

    @property
    def printable(self) -> Mapping[str, Statistic]:
        """The statistics that may flow into a text, by each id under which one is claimed."""
        known = self.known.statistics
        earlier = {id: known[new] for id, new in self.known.renamed.items() if new in known and id not in known}
        return ChainMap(earlier, cast("dict[str, Statistic]", known)) if earlier else known

    @property
    def failed(self) -> bool:
        """Whether a run failed: what is missing elsewhere is then only a consequence."""
        return any(run.complaints for run in self.runs)


def place_rows(inputs: Inputs, run: Run) -> Placed:
    """Return what a run recorded, each row with its line in its file."""
    catalog, summary = inputs.catalog.on(run.as_of), summarize(run)
    return Placed(run=_place_statistics(run, summary, catalog, catalog.describe), charts=summary.charts)


def _describe_placing(
    run: Run, summary: RunSummary, catalog: Catalog, describe: Callable[[str], str]
) -> tuple[object, ...]:
    tables, origins = catalog.by_name, Origins(catalog.by_name)
    named = [name for name in summary.datasets if name in tables]
    about = [(describe(name), tables[name].index, origins.of_table(name)) for name in named]
    return run.path.as_posix(), run.mark, run.as_of, about


def _find_placing_files(run: Run, summary: RunSummary, catalog: Catalog, describe: Callable[[str], str]) -> list[str]:
    tables = catalog.by_name
    named = [name for name in summary.datasets if name in tables]
    # What is known on a day depends on the list of sources as well.
    used = [tables[name] for name in dict.fromkeys([*named, SOURCES]) if name in tables] if named else []
    return [place for one in used for place in (*places_of(one), *(f"{DATA}/{it.path}" for it in one.releases))]


@task(of=_describe_placing, reads=_find_placing_files)
def _place_statistics(run: Run, summary: RunSummary, catalog: Catalog, describe: Callable[[str], str]) -> StoredRun:
    return StoredRun.of(run.path, _place(run, catalog, Origins(catalog.by_name)))


def _find_descriptions(inputs: Inputs, day: str) -> Callable[[str], str]:
    """Return what returns `Catalog.describe` of a table on an ISO day, which looks at none while all are the same."""
    catalog = inputs.catalog.on(day)
    found = _describe_tables(catalog, inputs.catalog.package, inputs.project.settings.edition_date, day)
    return lambda name: found.get(name) or catalog.describe(name)


def _find_described_files(catalog: Catalog, package: Package, edition: str, day: str) -> list[str] | None:
    # The descriptions of others may lie where no input is seen.
    if package.packages:
        return None
    # By the list of sources it is known which releases there are on a day.
    listed = find_list(package.resources)
    releases = (*all_releases(listed), *listed.later) if listed else ()
    return [PACKAGE, *(f"{DATA}/{one.path}" for one in releases)]


@task(of=lambda catalog, package, edition, day: (edition, day), reads=_find_described_files)
def _describe_tables(catalog: Catalog, package: Package, edition: str, day: str) -> dict[str, str]:
    return {name: catalog.describe(name) for name in catalog.by_name} if not package.packages else {}


@task(of=lambda run: (run.path.as_posix(), run.mark))
def summarize(run: Run) -> RunSummary:
    """Return what is known of a run without what it recorded being parsed."""
    return RunSummary(
        datasets=sorted({rowset.dataset for item in run.recorded for rowset in item.rows}),
        rows=find_recorded_rows(run),
        tables=sorted({name for chart in run.charts for one in chart.rows for name in (one.dataset, *one.origins)}),
        charts=[ChartOutline.of(chart, digest(dump_charts([chart]))) for chart in run.charts],
    )


def gather_recorded(
    inputs: Inputs, runs: Sequence[Run], placed: Mapping[tuple[Path, str], Placed] = MappingProxyType({})
) -> Recorded:
    """Collect what was recorded, day by day, each row with its line in its file.

    `placed` is what `place_rows` returned already of some runs, by path and day.
    """
    today, summarized = inputs.today, [(run, summarize(run)) for run in runs]
    catalogs = {day: inputs.catalog.on(day) for day in inputs.days}
    found = [
        (run, complaint)
        for run, summary in summarized
        for complaint in (*run.complaints, *find_unread(run, catalogs[run.as_of].by_name, summary.rows))
    ]
    todays = {(complaint.place, complaint.what) for run, complaint in found if run.as_of == today}
    complaints = [
        _complain_with_day(complaint, run, today)
        for run, complaint in found
        # What fails on every day is named once.
        if run.as_of == today or (complaint.place, complaint.what) not in todays
    ]
    by_day = {}
    for day in inputs.days:
        on_day, describe = [one for one in summarized if one[0].as_of == day], _find_descriptions(inputs, day)
        items = [
            placed.get((run.path, day))
            or Placed(run=_place_statistics(run, summary, catalogs[day], describe), charts=summary.charts)
            for run, summary in on_day
        ]
        by_day[day], repeated = _gather_day(inputs, [run for run, _ in on_day], items)
        complaints += repeated
    found_today = _find_disagreements(by_day[today], inputs)
    by_day[today] = replace(by_day[today], disagreements=found_today)
    tabled = tuple(with_tables(run, catalogs[run.as_of], summary) for run, summary in summarized)
    return Recorded(runs=tabled, today=today, by_day=by_day, complaints=tuple(complaints))


def _find_disagreements(known: Known, inputs: Inputs) -> list[Disagreement]:
    found = _find_all_disagreements(known) if known.marks else [*find_disagreements(known.statistics.values())]
    reasons = {known.current_id(id): one for id, one in inputs.project.settings.acknowledged.items()}
    said = [[reasons[id].get(one.risk, "") for id in one.ids if id in reasons] for one in found]
    return [replace(one, acknowledged=max(some, default="")) for one, some in zip(found, said, strict=True)]


@task(of=lambda known: sorted(known.marks.items()))
def _find_all_disagreements(known: Known) -> list[Disagreement]:
    return [*find_disagreements(known.statistics.values())]


def with_tables(run: Run, catalog: Catalog, summary: RunSummary) -> Run:
    """Return a run whose charts know the files of their rows, and the sources that the descriptor names for these."""
    tables = {name: catalog.by_name[name] for name in summary.tables if name in catalog.by_name}
    return run.change_charts(partial(load_with_tables, tables=tables), summary.charts)


def _complain_with_day(complaint: Complaint, run: Run, today: str) -> Complaint:
    if run.as_of == today:
        return complaint
    # On an earlier day the usual cause is a row that was not known yet.
    remedy = phrase("test whether the rows were known on that day; {remedy}", remedy=complaint.remedy)
    what = phrase("as of {day}: {what}", day=run.as_of, what=complaint.what)
    return Complaint(complaint.place, what, remedy)


def _gather_day(inputs: Inputs, runs: Sequence[Run], recorded: Sequence[Placed]) -> tuple[Known, list[Complaint]]:
    stored = [one.run for one in recorded]
    statistics: Mapping[str, Statistic] = StoredStatistics(stored)
    complaints: list[Complaint] = []
    named: Mapping[tuple[str, str], Statistic] = {}
    # Where an id stands twice, or a value has none of its own, each is looked at.
    if sum(len(one.ids) for one in stored) > len(statistics) or not all(one.is_plain for one in stored):
        items = [item for one in stored for item in one.parse()]
        statistics = _gather_statistics(items, complaints)
        named = name_glued([one for one in items if one.key], statistics)
        statistics = {**statistics, **{item.id: item for item in named.values()}}
    charts: dict[str, str] = {}
    for chart in (chart for placed in recorded for chart in placed.charts):
        if chart.id in charts:
            complaints.append(_complain_of_repeated_id(chart.id, chart.place, charts[chart.id]))
        charts.setdefault(chart.id, chart.place)
    catalog = inputs.catalog
    known = Known(
        statistics=statistics,
        sources={**catalog.searches, **catalog.sources},
        printed_by=catalog.printed_by,
        rules=inputs.rules,
        renamed=inputs.project.settings.renamed,
        glued={place: item.id for place, item in named.items()},
        # What a notebook has glued is called by what others have.
        marks={} if named else {one.notebook: one.mark for one in stored},
        judged={} if named else {one.notebook: one.judged for one in stored},
        failed={run.path.as_posix(): run.code for run in runs if run.complaints},
    )
    return known, complaints


def _gather_statistics(items: Iterable[Statistic], complaints: list[Complaint]) -> dict[str, Statistic]:
    """Return those that have an id of their own, and complain of each that another one has."""
    statistics: dict[str, Statistic] = {}
    for item in (item for item in items if not item.key):
        # The first one stays, so that figures are judged all the same; which one is right only an editor knows.
        if (earlier := statistics.setdefault(item.id, item)) is not item:
            complaints += [_complain_of_repeated_id(item.id, _place_of(item), _place_of(earlier))]
    return statistics


def _complain_of_repeated_id(id: str, here: str, there: str) -> Complaint:
    return Complaint(
        here,
        phrase("{id!r} is recorded already, in {there}", id=id, there=there),
        "give one of them another id",
    )


def _place_of(item: Statistic | Chart) -> str:
    return item.cell.place if item.cell else ""


def _place(run: Run, catalog: Catalog, origins: Origins) -> Iterator[Statistic]:
    """Yield the statistics of a run, with the lines of their rows only where the file still holds these rows.

    They also get the sources that confirm these rows on the day of the run, and how their values came about.
    """
    for item in run.statistics:
        found = [(one, *_verify(one, run, catalog)) for one in item.rows]
        rows = tuple(_with_table(one, lines, origins.find(one)) for one, lines, _ in found)
        confirming = tuple(one for _, _, of_rowset in found for one in of_rowset)
        yield changed(item, rows=rows, confirming=confirming, how=item.find_how(rows))


def _verify(rowset: RowSet, run: Run, catalog: Catalog) -> Verified:
    """Return the verified lines of a set of rows, and the sources that confirm each of them."""
    if rowset.dataset not in catalog.by_name:
        return rowset.lines, ()
    lines = catalog.verify_lines(rowset)
    known = catalog.find_confirming(rowset.dataset, run.as_of) if lines and not rowset.release else {}
    return lines, tuple(known.get(line, ()) for line in lines)


def _with_table(rows: RowSet, lines: tuple[int, ...], table: TableOrigin | None) -> RowSet:
    # Rows that are of no table stay the same object, of which a report then holds one and not two.
    if not lines and table is None and not (rows.lines or rows.spans or rows.table):
        return rows
    return changed(rows, lines=lines, spans=rows.spans if lines else (), table=table)
