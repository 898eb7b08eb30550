"""The sources of a report's data, and the day from which each counts as known."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from factbook.data.descriptor import Resource
from factbook.data.tables import Table
from factbook.model import Judged
from figurecheck.model import Source, split_reported
from figurecheck.model.errors import Complaint, ProjectError
from figurecheck.model.iso_dates import is_iso_date, last_day_of
from figurecheck.model.worded import join, phrase

SOURCES = "sources"
"""Name of the table that lists the sources, by ``source_id``."""
SEARCHES = "searches"
"""Name of the table of what was looked for and not found, by ``search_id``."""
_SEARCH = frozenset("search_id what where words date by".split())


def find_list(resources: Iterable[Resource]) -> Resource | None:
    """Return the table that lists the sources; one of that name without a column `source_id` is another's."""
    found = (one for one in resources if one.name == SOURCES and one.field("source_id") is not None)
    return next(found, None)


def parse_sources(table: Table | None) -> dict[str, Source]:
    """Read the sources; what is no date has been reported by the checks, and counts as missing."""
    rows = _list_rows(table) if table is not None else ()
    return {row.get("source_id", ""): _parse_source(row) for row in rows}


def _list_rows(table: Table) -> list[dict[str, str]]:
    return [
        dict(zip(table.columns, ("" if value is None else str(value) for value in row), strict=True))
        for row in table.rows
    ]


def parse_searches(table: Table | None) -> dict[str, Source]:
    """Read the records of searches, each as a source by whoever searched; incomplete ones are left out.

    ::

        search_id,what,where,words,found,date,by
        night_buses,riders of the night buses in 2020,the operator's site,"night, riders",only 2021,2026-03-02,The desk
    """
    rows = _list_searches(table) if table is not None else ()
    return {row["search_id"]: _parse_search(row) for row in rows if not _find_lacking(row)}


def _list_searches(table: Table) -> list[dict[str, str]]:
    # A table of that name without these columns is another's: searches on a web site, say.
    is_ours = table.resource.name == SEARCHES and _SEARCH.issubset(table.columns)
    return _list_rows(table) if is_ours else []


def _parse_search(row: Mapping[str, str]) -> Source:
    return Source(
        id=row["search_id"],
        title=row["what"],
        publisher=row["by"],
        published=row["date"],
        accessed=row["date"],
        note=row.get("found", ""),
        searched=row["where"],
        words=row["words"],
    )


def check_searches(table: Table) -> Iterator[Complaint]:
    """Yield what the record of a search does not say."""
    for number, row in zip(table.numbers, _list_searches(table), strict=False):
        if lacking := _find_lacking(row):
            what = phrase("the record of a search does not say {parts}", parts=join(lacking, ", "))
            remedy = "write what was looked for, where, in which words, on which day and by whom"
            yield Complaint(f"{table.resource.place}: row {number}", what, remedy)


def _find_lacking(row: Mapping[str, str]) -> list[str]:
    return [name for name in sorted(_SEARCH) if not (is_iso_date(row[name]) if name == "date" else row[name])]


def _parse_source(row: Mapping[str, str]) -> Source:
    return Source(
        id=row.get("source_id", ""),
        title=row.get("title", ""),
        publisher=row.get("publisher", ""),
        published=row.get("published", "") if is_iso_date(row.get("published", "")) else "",
        url=row.get("url", ""),
        accessed=row.get("accessed", "") if is_iso_date(row.get("accessed", "")) else "",
        note=row.get("note", ""),
        last_resort=row.get("last_resort", ""),
    )


def as_of_day(root: Path) -> datetime.date:
    """Return the day whose knowledge counts: ``FACTBOOK_AS_OF``, else the date of the edition.

    Raises ProjectError when neither is a date.
    """
    stated = os.environ.get("FACTBOOK_AS_OF")
    place, text = ("FACTBOOK_AS_OF", stated) if stated else ("_config.yml: factbook.edition.date", _edition_date(root))
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        what = phrase("{text!r} is no date", text=text) if text else "not set"
        raise ProjectError.about(place, what, "write it as 2026-11-24") from error


def _edition_date(root: Path) -> str:
    # Only here, and not through the reader of settings: a notebook waits for each import.
    import yaml

    path = root / "_config.yml"
    settings = yaml.safe_load(path.read_text("utf-8")) if path.is_file() else None
    for key in ("factbook", "edition", "date"):
        settings = settings.get(key) if isinstance(settings, dict) else None
    return "" if settings is None else str(settings)


def known_on(source: Source) -> datetime.date:
    """Return the day from which a source counts as known.

    A source dated only to a month or a year counts from its last day, or from the day we read it (`accessed`) if that
    is earlier. A source without a date counts from the day we read it. One that a descriptor names for a whole table,
    and that has neither, counts on every day.

    >>> known_on(Source(id="a", title="A", published="2025-02")).isoformat()
    '2025-02-28'
    >>> known_on(Source(id="a", title="A", published="2026", accessed="2026-11-24")).isoformat()
    '2026-11-24'
    """
    # Whoever has read a source knows it; a month or a year only says by when it had come out.
    days = [last_day_of(text) for text in (source.published, source.accessed) if is_iso_date(text)]
    return min(days, default=datetime.date.min if source.always_known else datetime.date.max)


def was_known(entry: str, day: str, sources: Mapping[str, Source]) -> bool:
    """Return whether a source, or that of a row (``source#row``), was known on a day."""
    source = sources.get(split_reported(entry)[0])
    return source is not None and known_on(source).isoformat() <= day


def divide_sources(
    listed: tuple[str, ...] | Judged[tuple[str, ...]], day: str, sources: Mapping[str, Source]
) -> Judged[tuple[str, ...]]:
    """Return what a rating of a day rests on, and what came later; of a mere list, what was known on the day first."""
    if isinstance(listed, Judged):
        return listed
    known = tuple(one for one in listed if was_known(one, day, sources))
    return Judged(day=known, today=tuple(one for one in listed if one not in known))
