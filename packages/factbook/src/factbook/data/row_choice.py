"""Which rows of a table are known on a day, and which of several of one key counts."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat

from factbook.data.release import STEP
from factbook.data.releases import files_of
from factbook.data.sources import known_on
from factbook.data.tables import Table, distinct
from figurecheck.model import Cellvalue, Source

PREFERENCE = ("main", "agrees")
"""Statuses of rows that `dataset` returns, the better first; ``conflict`` and ``claim`` are never taken as true."""
STATUSES = (*PREFERENCE, "conflict", "claim")


def _text(value: Cellvalue) -> str:
    return "" if value is None else str(value)


def find_known_rows(table: Table, sources: Mapping[str, Source], day: datetime.date) -> Sequence[int]:
    """Return the places of rows whose sources were all known on the day; in the list of sources each row is one."""
    known = {source.id for source in sources.values() if known_on(source) <= day}
    if "source_id" not in table.columns:
        return range(len(table.lines) if known.issuperset(table.resource.source_ids) else 0)
    # Also the sources of single cells must be known: before that day nobody could have written this row.
    # Mostly all are, which is seen by the few sources that there are.
    first, *others = _source_columns(table)
    if known.issuperset(distinct(first)) and all(known.issuperset({*distinct(one)} - {None, ""}) for one in others):
        return range(len(table.lines))
    named = list(sources_of_rows(table))
    sound = {one for one in set(named) if known.issuperset(one)}
    return [place for place, one in enumerate(named) if one in sound]


def sources_of_rows(table: Table) -> Iterator[tuple[str, ...]]:
    """Yield the sources of each row: that of the row itself, and those of single cells (``factbook:source``).

    Where the descriptor names the sources of a whole table, they are those of each row.
    """
    if "source_id" not in table.columns:
        named_by_file = [one.source_ids for one in files_of(table.resource)]
        if len(named_by_file) == 1:
            yield from repeat(table.resource.source_ids, len(table.lines))
        else:
            yield from (named_by_file[line // STEP] for line in table.lines)
        return
    columns = _source_columns(table)
    # Few sources are those of many rows.
    named: dict[tuple[Cellvalue, ...], tuple[str, ...]] = {}
    for cells in zip(*columns, strict=True):
        if cells not in named:
            first, *others = cells
            named[cells] = (_text(first), *(_text(one) for one in others if one is not None and one != ""))
        yield named[cells]


def _source_columns(table: Table) -> list[Sequence[Cellvalue]]:
    """Return the columns that name sources: first that of whole rows, then those of single cells."""
    names = dict.fromkeys(["source_id", *(field.source for field in table.resource.fields)])
    return [table.column(name) for name in names if name in table.columns]


def choose_rows(table: Table, places: Sequence[int], sources: Mapping[str, Source]) -> Sequence[int]:
    """Return the place of one row for each key: main before agrees, then the latest source, then the first."""
    # The standard says that no two rows share a primary key, and the check has told where two do.
    is_plain = "status" not in table.columns and "source_id" not in table.columns
    if is_plain and set(table.resource.index) in ({*table.resource.primary_key}, set()):
        return places
    keys = [table.column(name) for name in table.resource.index]
    statuses = table.column("status") if "status" in table.columns else None
    # Most tables have one row for each key, which is then the best.
    if statuses is None and keys and len({*zip(*keys, strict=True)}) == len(table.lines):
        return places
    named = table.column("source_id") if "source_id" in table.columns else None
    # Negative, so that of equal statuses the latest source sorts first; a row without one sorts after all.
    ages = {id: -known_on(source).toordinal() for id, source in sources.items()} if named is not None else {}
    ranks = {status: at for at, status in enumerate(PREFERENCE)}
    best: dict[tuple[Cellvalue, ...], tuple[int, int, int]] = {}
    for place in places:
        better = ranks.get(_text(statuses[place])) if statuses is not None else 0
        if better is None:
            continue
        key = tuple(cells[place] for cells in keys) if keys else (place,)
        age = ages.get(_text(named[place]), 0) if named is not None else 0
        rank = (better, age, place)
        if key not in best or rank < best[key]:
            best[key] = rank
    return [place for _, _, place in best.values()]
