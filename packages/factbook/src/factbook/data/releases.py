"""The releases of a table: which of them are known on a day, and their files as one table.

On a day, the newest release known on it is the table. One that is a part (``factbook:part``) holds only the rows that
were new or revised, and is completed by the release before it: of several rows of one key the later one counts. Rows
of several files are told apart by the numbers of their lines, of which each file has its own `STEP`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from operator import attrgetter

from factbook.data.descriptor import DATA, Field, Package, Resource
from factbook.data.release import STEP, Release
from factbook.data.sources import known_on
from factbook.data.tables import Table
from factbook.engine.results import current
from figurecheck.model import Cellvalue, Source

_OWN = tuple(one.name for one in fields(Release))


def release_of(resource: Resource) -> Release:
    """Return the release that a resource describes."""
    return Release(**dict(zip(_OWN, attrgetter(*_OWN)(resource), strict=True)))


def at_release(resource: Resource, release: Release) -> Resource:
    """Return a table as one of its releases has it, alone."""
    own = {name: getattr(release, name) for name in _OWN}
    # Fields are described for the newest one; a column may have come since.
    is_newest = release == release_of(resource) and not resource.tolerant
    return replace(resource, **own | {"part": False}, releases=(), later=(), tolerant=not is_newest)


def files_of(resource: Resource) -> tuple[Release, ...]:
    """Return the releases of which a table is made, the newest first: of a part, those that complete it too."""
    return (release_of(resource), *_find_completing(resource))


def _find_completing(resource: Resource) -> Iterator[Release]:
    """Yield the earlier releases that complete a table whose newest one is a part."""
    is_part = resource.part
    for release in reversed(resource.releases):
        if not is_part:
            return
        yield release
        is_part = release.part


def as_described(resource: Resource) -> Resource:
    """Return a table without the size and the hash of its file: with all that decides how a file is read."""
    return replace(resource, bytes=0, hash="")


def places_of(resource: Resource) -> list[str]:
    """Return the files of which a table is made, from the project's root."""
    paths = resource.path, *(release.path for release in _find_completing(resource))
    return [f"{DATA}/{path}" for path in paths]


def all_releases(resource: Resource) -> tuple[Release, ...]:
    """Return every release of a table that is known, the newest first: the order in which their lines are numbered."""
    return (release_of(resource), *reversed(resource.releases))


def known_since(release: Release, sources: Mapping[str, Source]) -> datetime.date:
    """Return the day from which a release is known: that of the last of its sources."""
    days = (known_on(sources[id]) if id in sources else datetime.date.max for id in release.source_ids)
    return max(days, default=datetime.date.min)


def resolve(resource: Resource, sources: Mapping[str, Source], day: datetime.date) -> Resource:
    """Return a table as it is on a day: the newest release known on it, with those before it.

    Where none is known, it is the first one, of which no row is known then.
    """
    if not resource.releases and not resource.later:
        return resource
    newest = resource.later[-1] if resource.later else release_of(resource)
    # By path, since a resource that was resolved for another day has its releases in other places.
    listed = {one.path: one for one in (*resource.releases, release_of(resource), *resource.later)}
    ordered = sorted(listed.values(), key=lambda one: known_since(one, sources))
    known = [one for one in ordered if known_since(one, sources) <= day] or ordered[:1]
    *earlier, chosen = known
    own = {name: getattr(chosen, name) for name in _OWN}
    later = tuple(ordered[len(known) :])
    return replace(resource, **own, releases=tuple(earlier), later=later, tolerant=chosen != newest)


def resolve_package(package: Package, sources: Mapping[str, Source], day: datetime.date) -> Package:
    """Return a package whose tables are as they are on a day."""
    return replace(package, resources=tuple(resolve(one, sources, day) for one in package.resources))


def is_merged(resource: Resource) -> bool:
    """Return whether a table is made of the files of several releases."""
    return resource.part and bool(resource.releases)


def merge(resource: Resource, read: Callable[[Resource], Table]) -> Table:
    """Return the table that a part is together with the releases before it; `read` reads one file."""
    tables = [read(at_release(resource, one)) for one in files_of(resource)]
    # From the newest to the oldest: a key that was seen already has been revised.
    taken: set[tuple[Cellvalue, ...]] = set()
    places: list[Sequence[int]] = []
    for table in tables:
        keys = _keys_of(table)
        places.append([at for at, key in enumerate(keys) if key not in taken])
        taken.update(keys)
    return _put_together(resource, tables, places)


def stack(resource: Resource, read: Callable[[Resource], Table]) -> Table:
    """Return every row of every release of a table that is known, the newest release first."""
    tables = [read(at_release(resource, one)) for one in all_releases(resource)]
    return _put_together(resource, tables, [range(len(table.lines)) for table in tables])


def with_release_ids(table: Table) -> Table:
    """Return a table with one column more, ``source_id``: the sources of the release of each row, joined."""
    ids = [one.id for one in all_releases(table.resource)]
    named = replace(table.resource, fields=(*table.resource.fields, Field(name="source_id")))
    cells = table.cells or tuple([] for _ in table.resource.fields)
    return replace(table, resource=named, cells=(*cells, [ids[line // STEP] for line in table.lines]))


def _keys_of(table: Table) -> list[tuple[Cellvalue, ...]]:
    return list(zip(*(table.column(name) for name in table.resource.index), strict=True))


def _put_together(resource: Resource, tables: Sequence[Table], places: Sequence[Sequence[int]]) -> Table:
    def join(columns: Iterable[Sequence[Cellvalue]]) -> list[Cellvalue]:
        return [cells[at] for cells, of in zip(columns, places, strict=True) for at in of]

    # A file without rows has no cells, and its fields are those of all.
    filled = [table for table in tables if table.cells]
    if not filled:
        return Table(resource=resource)
    columns = [join([table.cells[at] if table.cells else () for table in tables]) for at in range(len(resource.fields))]
    numbered = enumerate(zip(tables, places, strict=True))
    lines = [file * STEP + table.lines[at] for file, (table, of) in numbered for at in of]
    return Table(resource=resource, cells=tuple(columns), lines=lines, numbers=lines)


def find_data_files(package: Package) -> list[str] | None:
    """Return the files below `data/`, also those that are missing; ``None`` where some may lie elsewhere."""
    # The descriptions of others may lie behind a link to a folder, where no input is seen.
    if package.packages:
        return None
    # A table that is missing, or lies behind a link to a folder, is no input, and then nothing is kept.
    paths = (path for one in package.resources for path in (one.path, *(it.path for it in (*one.releases, *one.later))))
    return sorted({*current().find_files(DATA), *(f"{DATA}/{path}" for path in paths)})
