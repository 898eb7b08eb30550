"""What the releases of a table need: their files as they were, and sources of different days."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path

from factbook.data.descriptor import DATA, PACKAGE, Entry, Resource
from factbook.data.release import RELEASES, Release
from factbook.data.releases import as_described, at_release, known_since, release_of
from factbook.data.tables import read_file
from factbook.engine.results import current
from factbook.engine.task import task
from factbook.project.files import digest_file, is_file
from figurecheck.model import Source
from figurecheck.model.errors import Complaint, DataError

_SHA256 = "sha256:"


def check_releases(root: Path, resource: Resource, entry: Entry, sources: Mapping[str, Source]) -> Iterator[Complaint]:
    """Yield what is wrong with the releases of a table."""
    place = f"{PACKAGE}: {resource.name}"
    listed = entry.get(RELEASES)
    if listed is None and not resource.part:
        return
    if resource.part and not (resource.releases and resource.index):
        remedy = "take factbook:part out: the file is the whole table"
        yield Complaint(place, "is a part, without a key or without an earlier release to complete it", remedy)
    if not isinstance(listed, list) or len(resource.releases) != len(listed):
        remedy = 'write each as {"path": "releases/NAME/SOURCE.csv", "factbook:sources": ["SOURCE"]}'
        yield Complaint(f"{place}: {RELEASES}", "is no list of releases with paths", remedy)
        return
    if resource.field("source_id") is not None:
        remedy = "take the column or the releases out; see: factbook data convert"
        yield Complaint(place, "has releases, and a column source_id that dates each row", remedy)
        return
    for one in resource.releases:
        yield from _check_release(root, resource, one)
    yield from _check_days(resource, sources)


def _check_release(root: Path, resource: Resource, one: Release) -> Iterator[Complaint]:
    place = f"{DATA}/{one.path}"
    if one.path.startswith("/") or "://" in one.path or ".." in one.path.split("/"):
        yield Complaint(f"{PACKAGE}: {resource.name}", f"release {one.path!r} is no file below data/")
        return
    if not one.source_ids:
        remedy = 'write "factbook:sources": ["ID"], of data/sources.csv'
        yield Complaint(f"{PACKAGE}: {resource.name}", f"release {one.path} names no source", remedy)
    if not is_file(root / place):
        remedy = f"restore it from version control, or take it out of {RELEASES}"
        yield Complaint(place, "not found", remedy)
        return
    # A build has digested every file already, to see what changed.
    known = current().find_state(place)
    found = known.digest if known else digest_file(root / place)
    if one.hash and one.hash.removeprefix(_SHA256) != found:
        remedy = "restore it from version control; a release never changes, a new one comes by: factbook data update"
        yield Complaint(place, f"differs from its hash in {PACKAGE}", remedy)
    yield from _find_hindrances(root, at_release(resource, one))


@task(of=lambda root, resource: as_described(resource), reads=lambda root, resource: [resource.place])
def _find_hindrances(root: Path, resource: Resource) -> list[Complaint]:
    try:
        read_file(root, resource)
    except DataError as error:
        return list(error.complaints)
    return []


def _check_days(resource: Resource, sources: Mapping[str, Source]) -> Iterator[Complaint]:
    place = f"{PACKAGE}: {resource.name}"
    releases = (*resource.releases, release_of(resource))
    # Two of one day have no order, and which one is the table would be chance.
    seen: dict[datetime.date, Release] = {}
    for one in releases:
        unknown = [id for id in one.source_ids if id not in sources]
        if unknown:
            remedy = f"describe it: factbook source add {unknown[0]} --title TITLE --published DATE"
            yield Complaint(place, f"release {one.path} names {unknown[0]!r}, which is no source", remedy)
            continue
        day = known_since(one, sources)
        if day == datetime.date.max:
            remedy = "write in data/sources.csv when it came out, or when you read it"
            yield Complaint(place, f"release {one.path} has a source without a date", remedy)
        elif day in seen:
            both = f"{seen[day].path} and {one.path}"
            remedy = "give one of their sources the day on which it really came out, or take one of them out"
            yield Complaint(place, f"two releases are known from {day} on: {both}", remedy)
        seen.setdefault(day, one)
