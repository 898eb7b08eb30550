"""Check the report's data; each fault is reported with file, row, column and remedy.

The Data Package standard is checked by the frictionless library, on the text that we read ourselves: so a file in
another encoding, or with a column missing, still shows its other faults in the same run. What the standard does not
know (statuses, one main row for each key, dates of sources, hashes) is checked here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from factbook.data.catalog import STATUSES
from factbook.data.descriptor import PACKAGE, Resource, decode, list_mappings, parse_package, read_descriptor
from factbook.data.sources import SOURCES, is_iso_date
from factbook.data.standard_errors import CheckedFile, find_descriptor_faults, find_table_faults
from factbook.data.tables import Table, Tables, missing_file, parse_records, parse_table, strange_columns
from factbook.model.errors import Complaint, DataError
from factbook.project.files import digest_content, replace_file
from factbook.project.memo import Memo
from factbook.project.urls import is_web_address

_HASH = re.compile("sha256:[0-9a-f]{64}")


def check_data(root: Path, *, memo: Memo | None = None, tables: Tables | None = None) -> list[Complaint]:
    """Check `data/` below `root`, and return every fault of every file.

    Faults that leave the data usable (a hash that is out of date) are marked as stale. What `memo` knows of a file is
    not worked out again; tables that are read for the check are handed to `tables`.
    """
    try:
        descriptor = read_descriptor(root)
        resources = parse_package(descriptor, root).resources
    except DataError as error:
        return list(error.complaints)
    check = _Check(root, descriptor, resources, memo or Memo(), tables)
    complaints = [
        *(complaint for _, complaint in check.described),
        *_check_resources(resources),
        *_check_links(descriptor),
    ]
    complaints += [fault for resource in resources for fault in check.find_faults(resource)]
    return _in_order(complaints, resources)


class _Check:
    """The tables of one report, read one by one; those that others refer to stay at hand."""

    def __init__(
        self,
        root: Path,
        descriptor: Mapping[str, Any],
        resources: Iterable[Resource],
        memo: Memo,
        tables: Tables | None,
    ) -> None:
        self._root, self._memo, self._tables = root, memo, tables
        self._resources = {resource.name: resource for resource in resources}
        self._entries = {entry["name"]: entry for entry in descriptor["resources"]}
        self._bare = {name: _without_digest(entry) for name, entry in self._entries.items()}
        bare = {**descriptor, "resources": list(self._bare.values())}
        self.described: list[tuple[str, Complaint]] = memo.get_or_make(
            lambda: list(find_descriptor_faults(descriptor, self._resources.values())), "descriptor", bare
        )
        self._misdescribed = {name for name, _ in self.described}
        self._targets = {name for resource in resources for _, name in resource.references}
        self._files: dict[str, CheckedFile | None] = {}

    def find_faults(self, resource: Resource) -> list[Complaint]:
        """Return every fault of one table."""
        if not (self._root / resource.place).is_file():
            return [missing_file(resource)]
        # A table is checked again when a table changes that its foreign keys name.
        concerned = [resource.name, *sorted({name for _, name in resource.references} & self._resources.keys())]
        parts = [(self._bare[name], name in self._misdescribed) for name in concerned]
        places = [self._resources[name].place for name in concerned]
        found = self._memo.get_or_read(lambda: self._check_file(resource), places, "table", parts)
        return [*self._check_digest(resource), *found]

    def _check_digest(self, resource: Resource) -> Iterator[Complaint]:
        # A build has digested every file already, to see what changed; they are not read again for that.
        seen = self._memo.find_state(resource.place)
        if seen is None:
            raw = (self._root / resource.place).read_bytes()
            return _check_digest(resource, len(raw), _digest(raw))
        return _check_digest(resource, seen.size, f"sha256:{seen.digest}")

    def _check_file(self, resource: Resource) -> list[Complaint]:
        file, complaints = _read_file(self._root, resource)
        if file is None:
            return complaints
        # Only a table without a fault: reading it again raises what is wrong with the others.
        if self._tables is not None and not complaints:
            self._tables.add(file.table)
        if resource.name == SOURCES:
            complaints += _check_dates(file.table)
            complaints += _check_addresses(file.table)
        if resource.name not in self._misdescribed and file.has_distinct_columns:
            others = {name: other for name in self._targets if (other := self._target(name)) is not None}
            complaints += find_table_faults(file, self._entries, others)
        return [*complaints, *_check_main_rows(file.table), *_check_precision(file.table)]

    def _target(self, name: str) -> CheckedFile | None:
        """Return a table that others refer to, if the standard can look at it."""
        if name not in self._files:
            resource = self._resources.get(name)
            usable = resource is not None and name not in self._misdescribed and (self._root / resource.place).is_file()
            file = _read_file(self._root, resource)[0] if resource is not None and usable else None
            self._files[name] = file if file is not None and file.has_distinct_columns else None
        return self._files[name]


def _read_file(root: Path, resource: Resource) -> tuple[CheckedFile | None, list[Complaint]]:
    """Read one table, with every fault that hinders reading; ``None`` if it cannot be looked at any further."""
    text, complaints = decode((root / resource.place).read_bytes(), resource.place)
    try:
        records = parse_records(text, resource)
    except DataError as error:
        return None, [*complaints, *error.complaints]
    table, unreadable = parse_table(records, resource)
    complaints += [*unreadable, *strange_columns(resource, records.header)]
    file = CheckedFile(resource=resource, text=text, records=records, table=table, is_read_whole=not unreadable)
    return file, complaints


def _without_digest(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a table's description without the size and hash of its file, if they are what they should be."""
    size, hash = entry.get("bytes"), entry.get("hash")
    # `type`, since True is an int for isinstance, and the standard refuses it.
    if type(size) is int and isinstance(hash, str) and _HASH.fullmatch(hash):
        return {**entry, "bytes": 0, "hash": ""}
    return entry


def refresh(root: Path) -> list[str]:
    """Renew ``bytes`` and ``hash`` of each table in `data/datapackage.json`, and return the names of what differed.

    The file is left alone when nothing differs, and is otherwise replaced in one step.
    Raises DataError when the package cannot be read, or a file is missing.
    """
    descriptor = read_descriptor(root)
    resources = parse_package(descriptor, root).resources
    lost = [missing_file(resource) for resource in resources if not (root / resource.place).is_file()]
    # Nothing is written if any is lost: half renewed, the descriptor would hide which.
    if lost:
        raise DataError(*lost)
    changed = []
    for entry, resource in zip(list_mappings(descriptor["resources"]), resources, strict=True):
        raw = (root / resource.place).read_bytes()
        if list(_check_digest(resource, len(raw), _digest(raw))):
            entry.update(bytes=len(raw), hash=_digest(raw))
            changed.append(resource.name)
    if changed:
        replace_file(root / PACKAGE, json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n")
    return changed


def _digest(raw: bytes) -> str:
    return f"sha256:{digest_content(raw)}"


def _check_digest(resource: Resource, size: int, hash: str) -> Iterator[Complaint]:
    """Yield a complaint when size or hash of the file are not those that the package states."""
    if (resource.bytes, resource.hash) == (size, hash):
        return
    stated = "differs from its hash in" if resource.hash else "has no hash in"
    remedy = "look at what changed, then run: factbook refresh"
    yield Complaint(place=resource.place, what=f"{stated} {PACKAGE}", remedy=remedy, stale=True)


def _check_resources(resources: Iterable[Resource]) -> Iterator[Complaint]:
    """Yield what a report's tables need beyond the standard: sources, keys, known statuses."""
    resources = tuple(resources)
    if all(resource.name != SOURCES for resource in resources):
        yield Complaint(place=PACKAGE, what="has no table sources", remedy="list the sources in data/sources.csv")
    for resource in resources:
        yield from _check_resource(resource)


def _check_resource(resource: Resource) -> Iterator[Complaint]:
    place = f"{PACKAGE}: {resource.name}"
    if resource.field("source_id") is None:
        remedy = "name the source of each row, by its source_id in data/sources.csv"
        yield Complaint(place=place, what="has no field source_id", remedy=remedy)
    elif resource.name != SOURCES and ("source_id", SOURCES) not in resource.references:
        remedy = 'add it to schema.foreignKeys, with "reference": {"resource": "sources", "fields": ["source_id"]}'
        yield Complaint(place=place, what="source_id is no foreign key to sources", remedy=remedy)
    if not resource.key:
        yield Complaint(place=place, what="has no factbook:key", remedy="list the fields that identify one observation")
    status = resource.field("status")
    if status and not (status.enum and set(status.enum) <= set(STATUSES)):
        remedy = f"give the field the enum {', '.join(STATUSES)}, or some of them"
        yield Complaint(place=place, what="status may hold values that mean nothing here", remedy=remedy)


def _check_main_rows(table: Table) -> Iterator[Complaint]:
    """Yield a complaint for each key that has a second row with status main."""
    resource = table.resource
    if "status" not in table.columns or not resource.key or not set(resource.key) <= set(table.columns):
        return
    first: dict[tuple[Any, ...], int] = {}
    columns = [table.column(name) for name in resource.key]
    for number, status, *key in zip(table.numbers, table.column("status"), *columns, strict=True):
        # Rows that agree or conflict may be as many as there are sources.
        if status != "main":
            continue
        before = first.setdefault(tuple(key), number)
        if before != number:
            named = ", ".join(f"{name} {value}" for name, value in zip(resource.key, key, strict=True))
            place = f"{resource.place}: row {number}"
            remedy = "make one of them agrees or conflict"
            yield Complaint(place=place, what=f"is a second main row for {named}, after row {before}", remedy=remedy)


def _check_precision(table: Table) -> Iterator[Complaint]:
    """Yield a complaint for each place of rounding that is no number above 0."""
    if "precision" not in table.columns:
        return
    for number, value in zip(table.numbers, table.column("precision"), strict=True):
        if value is not None and (isinstance(value, str | bool) or value <= 0):
            place = f"{table.resource.place}: row {number}, column precision"
            remedy = "write to what the source rounded, in the unit of the value, such as 1000; empty if not known"
            yield Complaint(place=place, what=f"{value} is no place to round to", remedy=remedy)


def _check_dates(table: Table) -> Iterator[Complaint]:
    """Yield a complaint for each source whose dates are no ISO dates."""
    for name in ("published", "accessed"):
        if name not in table.columns:
            continue
        for number, value in zip(table.numbers, table.column(name), strict=True):
            if value is not None and not is_iso_date(str(value)):
                place = f"{table.resource.place}: row {number}, column {name}"
                remedy = "write it as 2025, 2025-02 or 2025-02-17"
                yield Complaint(place=place, what=f"{str(value)!r} is no ISO date", remedy=remedy)


def _check_addresses(table: Table) -> Iterator[Complaint]:
    """Yield a complaint for each source whose address no reader could follow, or should."""
    cells = table.column("url") if "url" in table.columns else ()
    for number, value in zip(table.numbers, cells, strict=bool(cells)):
        if value is not None and not is_web_address(str(value)):
            yield _refuse(f"{table.resource.place}: row {number}, column url", str(value))


def _check_links(descriptor: Mapping[str, Any]) -> Iterator[Complaint]:
    """Yield a complaint for each address of a licence or an origin that no reader could follow, or should."""
    parts = [(PACKAGE, descriptor), *((f"{PACKAGE}: {one['name']}", one) for one in descriptor["resources"])]
    for place, part in parts:
        for key in ("licenses", "sources"):
            entries = part.get(key)
            for at, entry in enumerate(entries if isinstance(entries, list) else ()):
                path = str(entry.get("path", "")) if isinstance(entry, dict) else ""
                # A path without a colon is a file beside the package, which the standard allows.
                if path and ":" in path and not is_web_address(path):
                    yield _refuse(f"{place}: {key}[{at}].path", path)


def _refuse(place: str, address: str) -> Complaint:
    what = f"{address!r} is no address that a reader can follow"
    return Complaint(place=place, what=what, remedy="begin it with https:// or http://")


def _in_order(complaints: Iterable[Complaint], resources: Iterable[Resource]) -> list[Complaint]:
    """Sort by file and row; of several faults of one cell or row the first stays, since the others follow from it."""
    first: dict[str, Complaint] = {}
    for complaint in complaints:
        in_row = ": row " in complaint.place
        first.setdefault(complaint.place if in_row else f"{complaint.place}: {complaint.what}", complaint)
    files = [PACKAGE, *(resource.place for resource in resources)]

    def order(complaint: Complaint) -> tuple[int, int]:
        file, _, row = complaint.place.partition(": row ")
        # As a number: row 10 comes after row 9.
        number = row.partition(",")[0]
        return files.index(file.partition(": ")[0]), int(number) if number else 0

    return sorted(first.values(), key=order)
