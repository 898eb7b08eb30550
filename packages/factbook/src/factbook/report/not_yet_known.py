"""Rows of the data that do not count yet, since a source of theirs comes out after the edition's day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from factbook.data.catalog import Catalog
from factbook.data.descriptor import DATA, Resource
from factbook.data.releases import as_described, known_since
from factbook.data.row_choice import sources_of_rows
from factbook.data.sources import SOURCES, known_on
from factbook.data.wordings import WORDINGS
from factbook.engine.task import task
from figurecheck.model import Statistic

FEW = 4
"""Most sources and statistics that the sentence names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYetKnown:
    """The rows of one table that are not known on the edition's day, and the statistics that rest on the table."""

    dataset: str
    place: str
    """The file, from the project's root."""
    day: str
    rows: int
    total: int
    """All rows of the table."""
    sources: tuple[str, ...]
    """The sources that are not known yet, each once."""
    known_from: str
    """The first day on which all of them are known, as an ISO date; empty where one has no date at all."""
    statistics: tuple[str, ...] = ()
    """Ids of the statistics that were recorded with rows of the table."""
    is_release: bool = False
    """Whether they are a later release of the table, in place of which the one before counts."""

    def __str__(self) -> str:
        if self.is_release:
            count = len(self.statistics)
            rest = f"{count} statistic{' rests' if count == 1 else 's rest'} on the release before it"
            return (
                f"{self.place}: a later release ({_few(self.sources)}) is not known yet on {self.day}; {rest} "
                f"(it counts from {self.known_from} on: see factbook: edition: date)"
            )
        rows = f"all {self.total} rows" if self.rows == self.total else f"{self.rows} of {self.total} rows"
        late = f"{rows} {'is' if self.rows == 1 else 'are'} not known yet on {self.day} ({_few(self.sources)})"
        count = len(self.statistics)
        rest = f"{count} statistic{' rests' if count == 1 else 's rest'} on the table: {_few(self.statistics)}"
        when = f"they count from {self.known_from} on: see factbook: edition: date"
        undated = "write in data/sources.csv when they came out, or when you read them"
        return (
            f"{self.place}: {late}; {rest if count else 'no statistic rests on the table'} "
            f"({when if self.known_from else undated})"
        )


def find_not_yet_known(catalog: Catalog, statistics: Mapping[str, Statistic], day: str) -> Iterator[NotYetKnown]:
    """Yield the tables that hold rows which are not known on an ISO day.

    A table is read for this only if some source is not known on the day.
    """
    date = datetime.date.fromisoformat(day)
    late = {id: known_on(source) for id, source in catalog.sources.items() if known_on(source) > date}
    if not late:
        return
    for resource in catalog.resources:
        if resource.name in {SOURCES, WORDINGS} or not resource.is_sourced:
            continue
        rows, total, named = _count_late(catalog, resource, frozenset(late))
        if not rows and not resource.later:
            continue
        resting = tuple(id for id, one in sorted(statistics.items()) if resource.name in one.datasets)
        make = partial(NotYetKnown, dataset=resource.name, day=day, statistics=resting)
        if resource.later:
            release = resource.later[0]
            yield make(
                place=f"{DATA}/{release.path}",
                rows=0,
                total=0,
                sources=release.source_ids,
                known_from=known_since(release, catalog.sources).isoformat(),
                is_release=True,
            )
        if rows:
            last = max(late[id] for id in named)
            known_from = "" if last == datetime.date.max else last.isoformat()
            yield make(place=resource.place, rows=rows, total=total, sources=named, known_from=known_from)


@task(
    of=lambda catalog, resource, late: (as_described(resource), sorted(late)),
    reads=lambda catalog, resource, late: [resource.place],
)
def _count_late(catalog: Catalog, resource: Resource, late: frozenset[str]) -> tuple[int, int, tuple[str, ...]]:
    """Return how many rows name one of these sources, how many there are, and the sources that they name."""
    table = catalog.tables[resource.name]
    if shared := tuple(sorted(late.intersection(table.resource.source_ids))):
        return len(table.lines), len(table.lines), shared
    rows = [late.intersection(named) for named in sources_of_rows(table)]
    found = [named for named in rows if named]
    return len(found), len(rows), tuple(sorted(frozenset().union(*found)))


def _few(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    return f"{', '.join(names[:FEW])}{more}"
