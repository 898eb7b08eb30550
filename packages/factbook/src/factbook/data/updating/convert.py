"""A table whose rows name their sources, with vintages as further rows of a key, turned into releases.

Each source becomes a release that holds its rows. Nothing is converted of which something would be lost: rows of other
statuses than ``main`` say what other sources have, and rows of two sources of one day would not be told apart.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from factbook.data.adding.write import check_entry
from factbook.data.catalog import Catalog, read_catalog
from factbook.data.descriptor import DATA, PACKAGE, Entry, Resource, find_entry, list_mappings, mapping_or_empty
from factbook.data.descriptor_file import read_own_descriptor, write_descriptor
from factbook.data.formats.read import read_records
from factbook.data.release import PART, RELEASES
from factbook.data.sources import known_on
from factbook.data.tables import Row, Table
from factbook.data.updating.compare import find_repeated_keys
from factbook.data.updating.incoming import FOLDER
from factbook.project.files import digest_content, replace_file
from factbook.project.scratch import scratch_folder
from figurecheck.model.errors import Complaint, DataError, complain_all, suggest

_DROPPED = ("source_id", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A table as releases, not written yet."""

    name: str
    before: Entry
    """The table's entry as it stands."""
    entry: Entry
    files: Mapping[str, str]
    """The text of each release, by its path below `data/`, in the order of their days."""
    days: tuple[str, ...]
    """The ISO day from which each release is known."""


def find_converted(root: Path, name: str) -> Converted:
    """Return a table as releases that give the same rows on every day. Raises DataError with why that cannot be."""
    catalog, descriptor = read_catalog(root), read_own_descriptor(root)
    entry = find_entry(descriptor, name)
    resource = next((one for one in catalog.resources if one.name == name), None)
    if entry is None or resource is None:
        remedy = suggest(catalog.package.names, name, f"there are {', '.join(catalog.package.names)}")
        raise DataError.about(PACKAGE, f"no table {name!r} of this package", remedy)
    # All of it at once: an editor should see every reason in one run.
    table = catalog.tables[name]
    complain_all(DataError, _find_hindrances(catalog, table))
    converted = _convert(root, catalog, table, entry)
    with scratch_folder("convert") as folder:
        _verify(root, folder, catalog, converted, descriptor)
    return converted


def _find_hindrances(catalog: Catalog, table: Table) -> Iterator[Complaint]:
    resource = table.resource
    place = f"{PACKAGE}: {resource.name}"
    if resource.field("source_id") is None or resource.releases:
        remedy = "a new release comes by: factbook data update"
        yield Complaint(place, "has no column source_id, and so no vintages as rows", remedy)
        return
    if resource.format != "csv" or any(field.fill for field in resource.fields):
        yield Complaint(place, "is no plain CSV file", "write one file for each release by hand")
    if not resource.index:
        yield Complaint(place, "has no key", 'say which columns tell observations apart: "factbook:key"')
        return
    if further := [one.source for one in resource.fields if one.source != "source_id"]:
        remedy = "leave it as it is: a release has one source for all cells"
        yield Complaint(place, f"single cells have sources of their own ({further[0]})", remedy)
    if "status" in table.columns:
        counted = Counter(str(status) for status in table.column("status") if status != "main")
        if counted:
            found = ", ".join(f"{count} {status}" for status, count in sorted(counted.items()))
            remedy = "leave it as it is, or move these rows to a table of their own"
            yield Complaint(resource.place, f"has rows that a release would lose: {found}", remedy)
    yield from _find_clashes(catalog, table)
    if not find_repeated_keys(table):
        yield Complaint(resource.place, "has one row for each key, and no vintages", "leave it")


def _find_clashes(catalog: Catalog, table: Table) -> Iterator[Complaint]:
    ids = dict.fromkeys(str(id or "") for id in table.column("source_id"))
    by_day: dict[str, str] = {}
    for id in ids:
        if id not in catalog.sources:
            yield Complaint(table.resource.place, f"names {id!r}, which is no source", "correct it")
            continue
        day = known_on(catalog.sources[id]).isoformat()
        if day in by_day:
            what = f"rows of {by_day[day]} and {id}, both known from {day}, could not be told apart"
            remedy = "leave it as it is, or give one of them the day on which it really came out"
            yield Complaint(table.resource.place, what, remedy)
        by_day.setdefault(day, id)


def _convert(root: Path, catalog: Catalog, table: Table, entry: Entry) -> Converted:
    resource = table.resource
    order = sorted({str(id) for id in table.column("source_id")}, key=lambda one: known_on(catalog.sources[one]))
    # Texts as they are written, so that no cell is spelled otherwise than before.
    records, _ = read_records(root / resource.place, resource)
    kept = [at for at, name in enumerate(records.header) if name not in _DROPPED]
    texts: dict[str, list[list[str]]] = {id: [] for id in order}
    for row, id in zip(records.rows, table.column("source_id"), strict=True):
        texts[str(id)].append([row[at] for at in kept])
    keys = _keys_by_source(table)
    seen: set[Row] = set()
    releases: list[dict[str, object]] = []
    files: dict[str, str] = {}
    for id in order:
        plain = re.sub(r"[^\w.+-]+", "_", id)
        path = resource.path if id == order[-1] else f"{FOLDER}/{resource.name}/{plain}.csv"
        text = _render([[records.header[at] for at in kept], *texts[id]])
        # What names every key so far is the whole table again.
        part = {PART: True} if seen - keys[id] else {}
        seen |= keys[id]
        size = {"bytes": len(text.encode()), "hash": f"sha256:{digest_content(text)}"}
        releases.append({"path": path, **part, "factbook:sources": [id], **size})
        files[path] = text
    days = tuple(known_on(catalog.sources[id]).isoformat() for id in order)
    full = _describe(entry, resource, releases)
    return Converted(name=resource.name, before=entry, entry=full, files=files, days=days)


def _keys_by_source(table: Table) -> dict[str, set[Row]]:
    found: dict[str, set[Row]] = {}
    keys = zip(*(table.column(name) for name in table.resource.index), strict=True)
    for key, id in zip(keys, table.column("source_id"), strict=True):
        found.setdefault(str(id), set()).add(key)
    return found


def _render(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _describe(entry: Entry, resource: Resource, releases: Sequence[Mapping[str, object]]) -> dict[str, object]:
    schema = mapping_or_empty(entry.get("schema"))
    fields = [one for one in list_mappings(schema.get("fields")) if one.get("name") not in _DROPPED]
    foreign = [one for one in list_mappings(schema.get("foreignKeys")) if not _is_about_sources(one)]
    own = {key: value for key, value in schema.items() if key not in {"fields", "primaryKey", "foreignKeys"}}
    own = {"fields": fields, "primaryKey": list(resource.index), **own}
    left_out = {"encoding", "dialect", "format", "factbook:key", "schema", "bytes", "hash", "path"}
    full = {key: value for key, value in entry.items() if key not in left_out}
    own |= {"foreignKeys": foreign} if foreign else {}
    return {**full, **releases[-1], "schema": own, RELEASES: list(releases[:-1])}


def _is_about_sources(key: Mapping[str, object]) -> bool:
    return key.get("fields") in ("source_id", ["source_id"])


def _verify(root: Path, folder: Path, catalog: Catalog, converted: Converted, descriptor: Entry) -> None:
    """Raise DataError unless the releases are sound, and the same rows are known on every day."""
    paths = {}
    for path, text in converted.files.items():
        replace_file(folder / "new" / path, text)
        paths[path] = folder / "new" / path
    check_entry(root, converted.entry, paths, descriptor)
    copy = folder / "report"
    for path, text in converted.files.items():
        replace_file(copy / DATA / path, text)
    for one in catalog.resources:
        if one.name != converted.name and not (copy / one.place).exists():
            (copy / one.place).parent.mkdir(parents=True, exist_ok=True)
            (copy / one.place).symlink_to((root / one.place).resolve())
    for listed in list_mappings([{"path": path} for path in _listed_packages(descriptor)]):
        place = copy / DATA / str(listed["path"])
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to((root / DATA / str(listed["path"])).resolve())
    write_descriptor(copy, _put(descriptor, converted))
    # Between two of these days nothing becomes known; before the first, nothing is.
    new = read_catalog(copy)
    for day in (*converted.days, "0001-01-01"):
        was, now = _rows_on(catalog, converted.name, day), _rows_on(new.on(day), converted.name, day)
        if was != now:
            what = f"would have other rows as of {day}"
            raise DataError.about(f"{PACKAGE}: {converted.name}", what, "leave it as it is")


def _listed_packages(descriptor: Entry) -> list[str]:
    listed = descriptor.get("factbook:packages")
    return [str(one) for one in listed] if isinstance(listed, list) else []


def _rows_on(catalog: Catalog, name: str, day: str) -> set[Row]:
    table = catalog.tables[name]
    # The two columns that go are no part of what the table says.
    kept = [cells for field, cells in zip(table.columns, table.cells, strict=False) if field not in _DROPPED]
    return {tuple(cells[place] for cells in kept) for place in catalog.chosen_rows(name, day)}


def _put(descriptor: Entry, converted: Converted) -> dict[str, object]:
    entries = list_mappings(descriptor.get("resources"))
    changed = [dict(converted.entry) if one.get("name") == converted.name else one for one in entries]
    return {**descriptor, "resources": changed}


def write_converted(root: Path, converted: Converted) -> list[str]:
    """Write a table as releases and return the files that were written; or raise an error and change nothing."""
    files = {root / DATA / path: text for path, text in converted.files.items()}
    write_descriptor(root, _put(read_own_descriptor(root), converted), files)
    return [*(f"{DATA}/{path}" for path in converted.files), PACKAGE]
