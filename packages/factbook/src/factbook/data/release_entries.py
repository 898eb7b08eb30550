"""The entries of the descriptor as they are on a day: what `releases` does with tables, done with their JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from factbook.data.descriptor import DATA, PACKAGE, Entry, Resource, list_mappings
from factbook.data.descriptor_file import PACKAGES, SHARED, read_descriptor, render_descriptor
from factbook.data.dialects import MEDIA_TYPES, format_of
from factbook.data.release import RELEASE_KEYS, RELEASES
from figurecheck.model.errors import Complaint, DataError, complain_all


def take_release(entry: Entry) -> dict[str, object]:
    """Return what an entry says of its newest release, as `factbook:releases` lists it."""
    return {key: entry[key] for key in RELEASE_KEYS if key in entry}


def put_release(entry: Entry, release: Entry, earlier: Sequence[Entry]) -> dict[str, object]:
    """Return the entry of a table with another newest release, and those before it."""
    own = {key: value for key, value in entry.items() if key not in {*RELEASE_KEYS, RELEASES}}
    # In the order in which people read an entry: its name, its file, its sources, then the columns.
    name = own.pop("name", "")
    kind = {"type": own.pop("type")} if "type" in own else {}
    full = {"name": name, **kind, **{key: release[key] for key in RELEASE_KEYS if key in release}, **own}
    return {**full, RELEASES: list(earlier)} if earlier else full


def entry_on(entry: Entry, resource: Resource) -> dict[str, object]:
    """Return the entry of a table as it is on the day for which `resource` was resolved.

    Raises DataError where the entry does not list its file: it was changed after the resource was read.
    """
    if not entry.get(RELEASES):
        return dict(entry)
    listed = {str(one.get("path")): one for one in (*list_mappings(entry[RELEASES]), take_release(entry))}
    paths = [resource.path, *(one.path for one in resource.releases)]
    complain_all(
        DataError,
        (
            Complaint(PACKAGE, f"has changed meanwhile, and does not list {path} any more", "build again")
            for path in paths
            if path not in listed
        ),
    )
    present, *earlier = (listed[path] for path in paths)
    return put_release(entry, present, earlier)


def render_for_readers(root: Path, on_day: Mapping[str, Resource], published: Collection[str]) -> str:
    """Return the completed descriptor of a report as JSON: a plain Data Package, which needs no factbook to be read.

    `on_day` are the tables as they are on the edition's day; of earlier releases, those in `published` are listed.
    """
    descriptor = read_descriptor(root)
    tables = []
    for entry in list_mappings(descriptor.get("resources")):
        resource = on_day.get(str(entry.get("name")))
        found = entry_on(entry, resource) if resource else dict(entry)
        listed = [one for one in list_mappings(found.pop(RELEASES, [])) if f"{DATA}/{one.get('path')}" in published]
        tables.append(_state_format({**found, RELEASES: listed} if listed else found))
    own = {key: value for key, value in descriptor.items() if key not in {SHARED, PACKAGES, "resources"}}
    return render_descriptor({**own, "resources": tables})


def _state_format(entry: Entry) -> dict[str, object]:
    # What a file's name says already is left out of the report's own descriptor, and stated for others.
    form = format_of(str(entry.get("path")), str(entry.get("format", "")))
    stated = {"format": form, "mediatype": MEDIA_TYPES[form]}
    return {**stated, **({"encoding": "utf-8"} if form in {"csv", "json"} else {}), **entry}


def trim_releases(descriptor: Entry, on_day: Mapping[str, Resource]) -> tuple[dict[str, object], list[str]]:
    """Return a descriptor without the releases that are not known on a day, and the paths of their files."""
    entries = [dict(one) for one in list_mappings(descriptor.get("resources"))]
    trimmed = [
        entry_on(one, on_day[str(one.get("name"))]) if str(one.get("name")) in on_day else one for one in entries
    ]
    # A file that another table reads too stays.
    dropped = {*_find_paths(entries)} - {*_find_paths(trimmed)}
    return {**descriptor, "resources": trimmed}, sorted(dropped)


def _find_paths(entries: list[dict[str, object]]) -> Iterator[str]:
    for entry in entries:
        yield from (str(one.get("path")) for one in (entry, *list_mappings(entry.get(RELEASES))))
