"""The source of a new release: what was said of it, and the day from which it is known."""

from __future__ import annotations

import datetime
import re
import shlex
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from factbook.data.adding.entry import Answers, say
from factbook.data.catalog import Catalog
from factbook.data.described_sources import read_sources
from factbook.data.descriptor import Entry, Resource, list_mappings
from factbook.data.dialects import SUFFIXES
from factbook.data.releases import known_since, release_of
from factbook.data.sources import SOURCES, known_on
from figurecheck.model import Source
from figurecheck.model.errors import DataError


def describe_source(
    entry: Entry, resource: Resource, catalog: Catalog, said: Answers, address: str, today: str
) -> dict[str, object]:
    """Return the source of a new release as its entry says it: as stated, else the present one with another day."""
    if said.source in catalog.sources and said.source not in {one.id for one in catalog.package.sources}:
        if said.published:
            title = catalog.sources[said.source].title
            remedy = f"name the new release itself, --source {shlex.quote(title)}; or correct data/{SOURCES}.csv"
            what = f"is a second day for source {said.source}, which the list dates"
            raise DataError.about("--published", what, remedy)
        return {"factbook:sources": [said.source]}
    if said.source:
        found = say({}, said, (), address=address, today=today)
    elif resource.named_sources or not list_mappings(entry.get("sources")):
        remedy = "add one to the list (factbook source add ID ...), or say 'Title <https://...>'"
        raise DataError.about("--source", "is needed: whose release is it?", remedy)
    else:
        # The usual case: the same publisher, another day.
        stated = {"factbook:published": said.published, "factbook:accessed": today if address else ""}
        dates = {key: value for key, value in stated.items() if value}
        same = [{key: one[key] for key in one if key not in stated} for one in list_mappings(entry["sources"])]
        found = {"sources": [{**one, **dates, **_find_new_address(one, len(same), address)} for one in same]}
    return {"sources": [_with_own_id(one, catalog) for one in list_mappings(found["sources"])]}


def _find_new_address(stated: Mapping[str, object], count: int, address: str) -> dict[str, str]:
    """Return the address of a source where it is that of the file: "co2-2026-05.csv" is not where the new one lies."""
    is_file = PurePosixPath(urlsplit(str(stated.get("path") or "")).path).suffix.removeprefix(".").lower() in SUFFIXES
    return {"path": address} if address and is_file and count == 1 else {}


def _with_own_id(stated: Mapping[str, object], catalog: Catalog) -> dict[str, object]:
    """Return a source with an id that no other has: sources of several releases may have one title."""
    # Without the day of the release before, of which the id may be made.
    day = str(stated.get("factbook:published") or stated.get("factbook:accessed") or "")
    [source] = read_sources([stated])
    base = re.sub(r"-\d{4}(-\d\d){0,2}$", "", source.id)
    return {**stated, "factbook:id": f"{base}-{day}"} if source.id in catalog.sources and day else dict(stated)


def date_source(release: Mapping[str, object], catalog: Catalog) -> tuple[Source, datetime.date]:
    """Return the source of a release and the day from which it is known. Raises DataError for one without a date."""
    listed = release.get("factbook:sources")
    found = [catalog.sources[str(id)] for id in listed] if isinstance(listed, list) else []
    source = found[0] if found else read_sources(release["sources"])[0]
    day = known_on(source)
    if day in {datetime.date.min, datetime.date.max}:
        remedy = "say when it came out: --published 2026-09-30; of an id, in data/sources.csv"
        raise DataError.about(f"source {source.id}", "has no date", remedy)
    return source, day


def refuse_earlier(resource: Resource, catalog: Catalog, source: Source, day: datetime.date) -> None:
    """Raise DataError for a source that is not known later than that of the present release."""
    one = release_of(resource)
    known = known_since(one, catalog.sources)
    if day > known:
        return
    when = f"on {day}, and the present release is too" if day == known else f"on {day}, before the present release"
    # One of the list has its day there, and the option gives it no other.
    own = f"--source {shlex.quote(source.title)} " if source.id in catalog.sources else ""
    remedy = f"say when it came out: {own}--published DATE, after {known}, the day of {one.id}"
    raise DataError.about(f"source {source.id}", f"is known {when}", remedy)
