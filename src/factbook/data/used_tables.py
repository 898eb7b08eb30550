"""What `dataset` reads of the descriptor and of the list of sources for some tables on a day, as a digest.

A run that asked for these tables depends on nothing else of both files: not on other tables, nor on sources and
releases that are not known on its day. The files of the tables count by their content, wherever they lie by now.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from pathlib import Path

from factbook.data.described_sources import merge_sources
from factbook.data.descriptor import DATA, Entry, Package, Resource, list_mappings, parse_package
from factbook.data.descriptor_file import read_descriptor
from factbook.data.release import RELEASES
from factbook.data.release_entries import entry_on
from factbook.data.releases import all_releases, resolve
from factbook.data.sources import find_list, known_on, parse_sources
from factbook.data.table_store import read_table
from factbook.model import Source
from factbook.project.files import digest

_OF_FILES = frozenset({"path", "bytes", "hash"})


def digest_used(root: Path, names: Collection[str], day: str) -> str:
    """Return the digest of what these tables are on an ISO day. Raises DataError where the package cannot be read."""
    descriptor = read_descriptor(root)
    package = parse_package(descriptor, root)
    entries = {str(one.get("name")): one for one in list_mappings(descriptor.get("resources"))}
    listed = _read_list(root, package)
    sources = merge_sources(listed, package.sources)
    date = datetime.date.fromisoformat(day)
    resources = {resource.name: resource for resource in package.resources}
    return digest(
        *(
            _describe(entries[name], resources[name], listed, sources, date) if name in resources else name
            for name in names
        )
    )


def _read_list(root: Path, package: Package) -> Mapping[str, Source]:
    listed = find_list(package.resources)
    return parse_sources(read_table(root, listed) if listed else None)


def _describe(
    entry: Entry,
    resource: Resource,
    listed: Mapping[str, Source],
    sources: Mapping[str, Source],
    day: datetime.date,
) -> object:
    # The file of the day counts by its content, and is an input of the run by itself.
    on_day = resolve(resource, sources, day)
    # Rows name sources of the list alone.
    named = listed if resource.field("source_id") else sources
    known = {id: known_on(source) for id, source in named.items() if known_on(source) <= day}
    full = entry_on(entry, on_day)
    earlier = [_without_file(one) for one in list_mappings(full.pop(RELEASES, []))]
    # The rows of a mixed table are known one by one, and the latest source is preferred.
    is_known = sorted(known.items()) if resource.field("source_id") else known.keys() >= {*on_day.source_ids}
    return _without_file(full), earlier, is_known


def _without_file(entry: Entry) -> list[tuple[str, object]]:
    return sorted((key, value) for key, value in entry.items() if key not in _OF_FILES)


def find_files(root: Path, names: Collection[str], day: str) -> list[str]:
    """Return the files of these tables on an ISO day, those of earlier releases too, from the root.

    Raises DataError where the package cannot be read.
    """
    package = parse_package(read_descriptor(root), root)
    sources = merge_sources(_read_list(root, package), package.sources)
    asked = [resource for resource in package.resources if resource.name in names]
    on_day = [resolve(resource, sources, datetime.date.fromisoformat(day)) for resource in asked]
    return [f"{DATA}/{one.path}" for resource in on_day for one in all_releases(resource)]


def find_list_place(root: Path) -> str:
    """Return the file of the list of sources, from the root; empty if there is none."""
    listed = find_list(parse_package(read_descriptor(root), root).resources)
    return listed.place if listed else ""
