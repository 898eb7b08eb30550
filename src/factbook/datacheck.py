"""Checks the report's data, and says for each fault the file, row, column and remedy.

The Data Package standard is checked by the frictionless library, on the text that we read ourselves: so a file in
another encoding, or with a column too few, still shows its other faults in the same run. What the standard does not
know (statuses, one main row for each key, dates of sources, hashes) is checked here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from factbook.catalog import STATUSES
from factbook.datapackage import PACKAGE, Resource, decode, parse_package, read_descriptor
from factbook.errors import Complaint, DataError
from factbook.faults import CheckedFile, find_descriptor_faults, find_table_faults
from factbook.sources import SOURCES, is_iso_date
from factbook.tables import Table, missing_file, parse_records, parse_table, strange_columns


def check_data(root: Path) -> list[Complaint]:
    """Check `data/` below `root`, and give every fault of every file.

    Faults that leave the data usable (a hash that is out of date) are marked as stale.
    """
    try:
        descriptor = read_descriptor(root)
        resources = parse_package(descriptor, root).resources
    except DataError as error:
        return list(error.complaints)
    described = list(find_descriptor_faults(descriptor, resources))
    complaints = [*(complaint for _, complaint in described), *_check_resources(resources)]
    files: dict[str, CheckedFile] = {}
    tables: list[Table] = []
    for resource in resources:
        if not (root / resource.place).is_file():
            complaints.append(missing_file(resource))
            continue
        raw = (root / resource.place).read_bytes()
        text, found = decode(raw, resource.place)
        complaints += [*found, *_check_digest(resource, raw)]
        try:
            records = parse_records(text, resource)
        except DataError as error:
            complaints += error.complaints
            continue
        table, unreadable = parse_table(records, resource)
        complaints += [*unreadable, *strange_columns(resource, records[0].cells)]
        files[resource.name] = CheckedFile(resource=resource, text=text, header=records[0].cells)
        tables.append(table)
    complaints += [fault for table in tables if table.resource.name == SOURCES for fault in _check_dates(table)]
    complaints += find_table_faults(descriptor, files, {name for name, _ in described})
    complaints += [fault for table in tables for fault in (*_check_main_rows(table), *_check_precision(table))]
    return _in_order(complaints, resources)


def refresh(root: Path) -> list[str]:
    """Renew ``bytes`` and ``hash`` of each table in `data/datapackage.json`, and give the names of those that differed.

    The file is left alone when nothing differs, and is otherwise replaced in one step.
    Raises DataError when the package cannot be read, or a file is missing.
    """
    descriptor = read_descriptor(root)
    resources = parse_package(descriptor, root).resources
    lost = [missing_file(resource) for resource in resources if not (root / resource.place).is_file()]
    if lost:
        raise DataError(*lost)
    changed = []
    for entry, resource in zip(descriptor["resources"], resources, strict=True):
        raw = (root / resource.place).read_bytes()
        if list(_check_digest(resource, raw)):
            entry.update(bytes=len(raw), hash=_digest(raw))
            changed.append(resource.name)
    if changed:
        _replace(root / PACKAGE, json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n")
    return changed


def _replace(path: Path, text: str) -> None:
    beside = path.with_name(path.name + ".new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)


def _digest(raw: bytes) -> str:
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"


def _check_digest(resource: Resource, raw: bytes) -> Iterator[Complaint]:
    """Yield a complaint when the file is not the one that the package was last told of."""
    if resource.bytes == len(raw) and resource.hash == _digest(raw):
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
    for name in resource.key:
        if resource.field(name) is None:
            yield Complaint(place=place, what=f"factbook:key names {name!r}, which is no field", remedy="name a field")
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


def _in_order(complaints: Iterable[Complaint], resources: Iterable[Resource]) -> list[Complaint]:
    """Sort by file and row; of several faults of one cell or row the first stays, since the others follow from it."""
    kept: dict[str, Complaint] = {}
    for complaint in complaints:
        in_row = ": row " in complaint.place
        kept.setdefault(complaint.place if in_row else f"{complaint.place}: {complaint.what}", complaint)
    files = [PACKAGE, *(resource.place for resource in resources)]

    def order(complaint: Complaint) -> tuple[int, int]:
        file, _, row = complaint.place.partition(": row ")
        number = row.partition(",")[0]
        return files.index(file.partition(": ")[0]), int(number) if number else 0

    return sorted(kept.values(), key=order)
