"""What the runs of a report recorded, by day: the statistics and charts that figures are compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

from factbook.data.catalog import Catalog
from factbook.data.descriptor import DATA
from factbook.data.origins import find_table_origin
from factbook.data.releases import at_release, places_of
from factbook.data.sources import SOURCES
from factbook.data.whole import get_or_gather
from factbook.model import Chart, How, RowSet, Statistic, TableOrigin
from factbook.model.errors import Complaint
from factbook.model.states import changed
from factbook.model.worded import phrase
from factbook.notebooks import Run
from factbook.project.memo import JsonObjects, Memo
from factbook.report.glued import name_glued
from factbook.report.inputs import Inputs
from factbook.report.unread import find_unread
from factbook.verdicts.known import Known

Verified = tuple[tuple[int, ...], tuple[tuple[str, ...], ...]]
"""The lines of a set of rows, and the sources that confirm each of them."""
Items = tuple[Statistic | Chart, ...]
"""What a run recorded."""


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
        earlier = {id: known[new] for id, new in self.known.renamed.items() if new in known}
        return {**earlier, **known}

    @property
    def failed(self) -> bool:
        """Whether a run failed: what is missing elsewhere is then only a consequence."""
        return any(run.complaints for run in self.runs)


def place_rows(inputs: Inputs, run: Run, memo: Memo) -> Items:
    """Return what a run recorded, each row with its line in its file."""
    catalog = inputs.catalog.on(run.as_of)
    return _place(run, _find_places(run, catalog, memo), _Origins(catalog))


def gather_recorded(
    inputs: Inputs, runs: Iterable[Run], memo: Memo, placed: Mapping[tuple[Path, str], Items] = MappingProxyType({})
) -> Recorded:
    """Collect what was recorded, day by day, each row with its line in its file.

    `placed` is what `place_rows` returned already of some runs, by path and day.
    """
    runs, today = tuple(runs), inputs.today
    catalogs = {day: inputs.catalog.on(day) for day in inputs.days}
    found = [
        (run, complaint)
        for run in runs
        for complaint in (*run.complaints, *find_unread(run, catalogs[run.as_of].by_name))
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
        on_day = [run for run in runs if run.as_of == day]
        others = [run for run in on_day if (run.path, day) not in placed]
        items = {**placed, **_place_all(others, day, catalogs[day], memo)}
        by_day[day], repeated = _gather_day(inputs, on_day, [items[run.path, day] for run in on_day])
        complaints += repeated
    runs = tuple(with_tables(run, catalogs[run.as_of]) for run in runs)
    return Recorded(runs=runs, today=today, by_day=by_day, complaints=tuple(complaints))


def with_tables(run: Run, catalog: Catalog) -> Run:
    """Return a run whose charts know the files of their rows, and the sources that the descriptor names for these."""
    origins = _Origins(catalog)
    return run.with_charts(
        changed(chart, rows=tuple(changed(one, table=origins.find(one)) for one in chart.rows)) for chart in run.charts
    )


def _complain_with_day(complaint: Complaint, run: Run, today: str) -> Complaint:
    if run.as_of == today:
        return complaint
    # On an earlier day the usual cause is a row that was not known yet.
    remedy = phrase("test whether the rows were known on that day; {remedy}", remedy=complaint.remedy)
    what = phrase("as of {day}: {what}", day=run.as_of, what=complaint.what)
    return Complaint(place=complaint.place, what=what, remedy=remedy)


def _gather_day(inputs: Inputs, runs: Sequence[Run], recorded: Iterable[Items]) -> tuple[Known, list[Complaint]]:
    statistics: dict[str, Statistic] = {}
    charts: dict[str, Chart] = {}
    complaints: list[Complaint] = []
    glued: list[Statistic] = []
    for item in chain.from_iterable(recorded):
        if isinstance(item, Statistic) and item.key:
            glued.append(item)
            continue
        # The first one stays, so that figures are judged all the same; which one is right only an editor knows.
        earlier = (statistics if isinstance(item, Statistic) else charts).get(item.id)
        if earlier is not None:
            complaints.append(_complain_of_repeated_id(item, earlier))
        elif isinstance(item, Statistic):
            statistics[item.id] = item
        else:
            charts[item.id] = item
    catalog = inputs.catalog
    named = name_glued(glued, statistics)
    statistics |= {item.id: item for item in named.values()}
    known = Known(
        statistics=statistics,
        sources=catalog.sources,
        printed_by=catalog.printed_by,
        rules=inputs.rules,
        renamed=inputs.project.settings.renamed,
        glued={place: item.id for place, item in named.items()},
        failed={run.path.as_posix(): run.code for run in runs if run.complaints},
    )
    return known, complaints


def _complain_of_repeated_id(item: Statistic | Chart, earlier: Statistic | Chart) -> Complaint:
    here, there = (f"{it.cell.notebook}: cell {it.cell.index + 1}" if it.cell else "" for it in (item, earlier))
    return Complaint(
        place=here, what=f"{item.id!r} is recorded already, in {there}", remedy="give one of them another id"
    )


def _place_all(runs: Sequence[Run], day: str, catalog: Catalog, memo: Memo) -> dict[tuple[Path, str], Items]:
    """Return what the runs of a day recorded, each row with its line in its file, by path and day."""
    origins, marks = _Origins(catalog), [(run.path.as_posix(), run.mark) for run in runs]

    def find() -> JsonObjects:
        return [_find_places(run, catalog, memo) for run in runs]

    places = get_or_gather(find, JsonObjects, catalog.package, memo, "places of all rows", day, marks)
    return {(run.path, day): _place(run, one, origins) for run, one in zip(runs, places, strict=True)}


def _find_places(run: Run, catalog: Catalog, memo: Memo) -> dict[str, Any]:
    """Return the lines of the rows that a run recorded, only where the file still holds these rows.

    With them come the sources that confirm these rows on the day of the run, and how each value came about.
    """
    tables = catalog.by_name
    named = sorted({rowset.dataset for item in run.recorded for rowset in item.rows} & tables.keys())
    # What is known on a day depends on the list of sources as well.
    used = [tables[name] for name in dict.fromkeys([*named, SOURCES]) if name in tables]
    files = [place for one in used for place in (*places_of(one), *(f"{DATA}/{it.path}" for it in one.releases))]
    about = [
        (one.name, one.fields, one.index, one.references, one.source_ids, [it.id for it in one.releases])
        for one in (tables[name] for name in named)
    ]
    verify = partial(_verify_rows, run, catalog)
    look_up = partial(memo.get_or_read, verify, list[Verified], files, "verified rows")
    verified = iter(look_up(run.mark, run.as_of, about) if named else ())
    found: list[Verified] = []
    how: list[str] = []
    for item in run.recorded:
        of_item = [next(verified) if one.dataset in tables else (one.lines, ()) for one in item.rows]
        found += of_item
        if isinstance(item, Statistic):
            rows = [changed(one, lines=lines) for one, (lines, _) in zip(item.rows, of_item, strict=True)]
            how.append(item.find_how(rows).value)
    return {"rows": found, "how": how}


def _place(run: Run, places: Mapping[str, Any], origins: _Origins) -> Items:
    found, how = iter(places["rows"]), map(How, places["how"])
    items: list[Statistic | Chart] = []
    for item in run.recorded:
        of_item = [(one, *next(found)) for one in item.rows]
        rows = tuple(_with_table(one, tuple(lines), origins.find(one)) for one, lines, _ in of_item)
        if isinstance(item, Chart):
            items.append(changed(item, rows=rows))
        else:
            confirming = tuple(tuple(one) for _, _, of_rowset in of_item for one in of_rowset)
            items.append(changed(item, rows=rows, confirming=confirming, how=next(how)))
    return tuple(items)


def _with_table(rows: RowSet, lines: tuple[int, ...], table: TableOrigin | None) -> RowSet:
    # Rows that are of no table stay the same object, of which a report then holds one and not two.
    if not lines and table is None and not (rows.lines or rows.spans or rows.table):
        return rows
    return changed(rows, lines=lines, spans=rows.spans if lines else (), table=table)


class _Origins:
    """Where the rows of each dataset lie, by the release that they are of."""

    def __init__(self, catalog: Catalog) -> None:
        self._resources = catalog.by_name
        self._origins: dict[str, TableOrigin] = {}

    def find(self, rowset: RowSet) -> TableOrigin | None:
        """Return the origin of rows."""
        resource = self._resources.get(rowset.dataset)
        if resource is not None and rowset.release:
            found = next((one for one in resource.releases if one.id == rowset.release), None)
            if found is not None:
                return find_table_origin(at_release(resource, found))
        if resource is not None and not rowset.made_of:
            return self._of(rowset.dataset)
        return _join_origins([self._of(name) for name in rowset.origins if name in self._resources])

    def _of(self, name: str) -> TableOrigin:
        if name not in self._origins:
            self._origins[name] = find_table_origin(self._resources[name])
        return self._origins[name]


def _join_origins(found: Sequence[TableOrigin]) -> TableOrigin | None:
    """Return the origin of rows of one dataset, or that of rows computed of several: sourced if all of these are."""
    if len(found) < 2:
        return found[0] if found else None
    sources = tuple(dict.fromkeys(source for one in found for source in one.sources))
    return replace(found[0], file="", sources=sources, is_sourced=all(one.is_sourced for one in found))


def _verify_rows(run: Run, catalog: Catalog) -> list[Verified]:
    """Return for each set of rows that is of a table the verified lines, and which sources confirm each row."""
    rowsets = [rowset for item in run.recorded for rowset in item.rows if rowset.dataset in catalog.by_name]
    found: list[Verified] = []
    for rowset in rowsets:
        lines = catalog.verify_lines(rowset)
        known = catalog.find_confirming(rowset.dataset, run.as_of) if lines and not rowset.release else {}
        found.append((lines, tuple(known.get(line, ()) for line in lines)))
    return found
