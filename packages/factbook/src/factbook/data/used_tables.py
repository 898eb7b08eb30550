"""What `dataset` reads of the descriptor and of the list of sources for some tables on a day, as a digest.

A run that asked for these tables depends on nothing else of both files: not on other tables, nor on sources and
releases that are not known on its day. The files of the tables count by their content, wherever they lie by now.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from factbook.data.described_sources import merge_sources
from factbook.data.descriptor import DATA, PACKAGE, Entry, Resource, list_mappings
from factbook.data.descriptor_file import PACKAGES, open_package
from factbook.data.release import RELEASES
from factbook.data.release_entries import entry_on
from factbook.data.releases import all_releases, resolve
from factbook.data.sources import find_list, known_on, parse_sources
from factbook.data.table_store import read_table
from factbook.engine.file_state import FileState, see_file
from factbook.project.files import digest
from figurecheck.model import Source
from figurecheck.model.errors import DataError

_OF_FILES = frozenset({"path", "bytes", "hash"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """The descriptor and the list of sources, as they were read."""

    resources: Mapping[str, Resource]
    entries: Mapping[str, Entry]
    listed: Mapping[str, Source]
    list_place: str
    """The file of the list of sources, from the root; empty if there is none."""
    lists_others: bool
    """Whether it is made of other packages too, and so of more than these two files."""
    sources: Mapping[str, Source]
    """Those of the list, and those that the descriptor names."""


class UsedTables:
    """Says what tables are on a day. Raises DataError where the package cannot be read."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._last: tuple[tuple[str, ...], _Opened] | None = None
        self._seen: dict[str, FileState] = {}

    def digest_used(self, names: Collection[str], day: str) -> str:
        """Return the digest of what these tables are on an ISO day."""
        opened = self._open()
        date = datetime.date.fromisoformat(day)
        return digest(
            *(
                _describe(opened.entries[name], opened.resources[name], opened.listed, opened.sources, date)
                if name in opened.resources
                else name
                for name in names
            )
        )

    def find_files(self, names: Collection[str], day: str) -> list[str]:
        """Return the files of these tables on an ISO day, those of earlier releases too, from the root."""
        opened = self._open()
        asked = [opened.resources[name] for name in names if name in opened.resources]
        on_day = [resolve(resource, opened.sources, datetime.date.fromisoformat(day)) for resource in asked]
        return [f"{DATA}/{one.path}" for resource in on_day for one in all_releases(resource)]

    def see_files(self) -> dict[str, str]:
        """Return the files that decide all of this, from the root, with their digests; empty if there are others."""
        opened = self._open()
        is_known = not opened.lists_others and self._contents(opened)
        return {file: state.digest for file, state in self._seen.items()} if is_known else {}

    def find_list_place(self) -> str:
        """Return the file of the list of sources, from the root; empty if there is none."""
        return self._open().list_place

    def _open(self) -> _Opened:
        # Each notebook asks, and a package with a hundred tables takes ten milliseconds to parse. It is looked at each
        # time, since it may change while notebooks run.
        if self._last is not None and self._contents(self._last[1]) == self._last[0]:
            return self._last[1]
        opened = _open_package(self._root)
        self._last = None
        if not opened.lists_others:
            before = self._contents(opened)
            again = _open_package(self._root)
            # Of what was read between two equal looks it is known that it is what was looked at.
            if self._contents(again) == before:
                self._last, opened = (before, again), again
        return opened

    def _contents(self, opened: _Opened) -> tuple[str, ...]:
        files = [PACKAGE, *filter(None, [opened.list_place])]
        try:
            self._seen = {file: see_file(self._root / file, self._seen.get(file)) for file in files}
        except OSError:
            return ()
        return tuple(state.digest for state in self._seen.values())


def _open_package(root: Path) -> _Opened:
    found = open_package(root)
    if found.misshapen:
        raise DataError(*found.misshapen)
    descriptor, package = found.descriptor, found.package
    listed = find_list(package.resources)
    listed_sources = parse_sources(read_table(root, listed) if listed else None)
    return _Opened(
        resources={resource.name: resource for resource in package.resources},
        entries={str(one.get("name")): one for one in list_mappings(descriptor.get("resources"))},
        listed=listed_sources,
        list_place=listed.place if listed else "",
        lists_others=PACKAGES in descriptor,
        sources=merge_sources(listed_sources, package.sources),
    )


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
