"""The data package of a report: `data/datapackage.json`, and what it says of each table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factbook.data.cells import PLAIN, Spelling, parse_missing, parse_spelling
from factbook.model.errors import Complaint, DataError

DATA = "data"
PACKAGE = "data/datapackage.json"
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column, as its schema describes it."""

    name: str
    type: str = "string"
    title: str = ""
    description: str = ""
    unit: str = ""
    """Unit of every value, where the column has only one (``factbook:unit``)."""
    source: str = "source_id"
    """The column that names who prints this one (``factbook:source``)."""
    enum: tuple[str, ...] = ()
    """The values allowed, where they are listed."""
    spelling: Spelling = PLAIN
    """How its cells are spelled, where the schema says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A table, as the package describes it."""

    name: str
    path: str
    """Path of the CSV file from `data/`."""
    title: str = ""
    description: str = ""
    fields: tuple[Field, ...] = ()
    key: tuple[str, ...] = ()
    """The fields that identify one observation (``factbook:key``)."""
    primary_key: tuple[str, ...] = ()
    """The fields that no two rows share."""
    references: tuple[tuple[str, str], ...] = ()
    """Field and resource of each foreign key of one field."""
    missing: tuple[str, ...] = ("",)
    """Texts that stand for no value."""
    delimiter: str = ","
    rights: str = ""
    """What may be done with the figures (``factbook:rights``)."""
    licences: tuple[tuple[str, str], ...] = ()
    """Title and address of each licence, the package's own where the table names none."""
    origins: tuple[str, ...] = ()
    """Titles of where the table comes from, for readers."""
    bytes: int | None = None
    hash: str = ""

    @property
    def place(self) -> str:
        """The file, from the project's root."""
        return f"{DATA}/{self.path}"

    def field(self, name: str) -> Field | None:
        """Return the field of that name, if there is one."""
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """All tables of a report."""

    root: Path
    title: str = ""
    description: str = ""
    resources: tuple[Resource, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all tables, in the package's order."""
        return tuple(resource.name for resource in self.resources)


def read_package(root: Path) -> Package:
    """Read `data/datapackage.json`, not yet the tables.

    Raises DataError with every fault of its shape.
    """
    return parse_package(read_descriptor(root), root)


def read_descriptor(root: Path) -> dict[str, Any]:
    """Read `data/datapackage.json` as it stands.

    Raises DataError when it is missing, in another encoding, or no JSON object.
    """
    path = root / PACKAGE
    if not path.is_file():
        remedy = "describe the tables of data/ in it as a Data Package, or start from: factbook init DIR"
        raise DataError(Complaint(place=PACKAGE, what="not found", remedy=remedy))
    text, complaints = decode(path.read_bytes(), PACKAGE)
    try:
        descriptor: Any = json.loads(text)
    # Not a JSONDecodeError: brackets nested some thousand deep exhaust Python's stack before they are a fault.
    except RecursionError as error:
        complaints.append(Complaint(place=PACKAGE, what="is nested too deeply", remedy="write it as a Data Package"))
        raise DataError(*complaints) from error
    except json.JSONDecodeError as error:
        what = f"not readable as JSON: {error.msg}"
        remedy = "look for a missing comma, quote or bracket just before"
        complaints.append(Complaint(place=f"{PACKAGE}:{error.lineno}", what=what, remedy=remedy))
        raise DataError(*complaints) from error
    if not isinstance(descriptor, dict):
        complaints.append(
            Complaint(place=PACKAGE, what="is no JSON object", remedy="begin it with { and end it with }")
        )
    if complaints or not isinstance(descriptor, dict):
        raise DataError(*complaints)
    return descriptor


def parse_package(descriptor: Mapping[str, Any], root: Path) -> Package:
    """Read the parts of a descriptor that factbook needs.

    Raises DataError with every resource that lacks a name, a path to a file, or fields.
    """
    listed = descriptor.get("resources")
    if not isinstance(listed, list) or not listed:
        raise DataError(
            Complaint(place=PACKAGE, what="resources is missing or empty", remedy="list the tables of data/")
        )
    complaints = [complaint for number, entry in enumerate(listed) for complaint in _resource_faults(number, entry)]
    if complaints:
        raise DataError(*complaints)
    return Package(
        root=root,
        title=str(descriptor.get("title", "")),
        description=str(descriptor.get("description", "")),
        resources=tuple(_parse_resource(entry, descriptor.get("licenses")) for entry in listed),
    )


def _resource_faults(number: int, entry: Any) -> Iterator[Complaint]:
    place = f"{PACKAGE}: resources[{number}]"
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        yield Complaint(place=place, what="has no name", remedy='give it one, such as "name": "offenders_by_year"')
        return
    place = f"{PACKAGE}: {entry['name']}"
    path = entry.get("path")
    # A build opens no network and reads nothing outside `data/`, though the standard allows addresses.
    if not isinstance(path, str) or "://" in path or path.startswith("/") or ".." in path.split("/"):
        yield Complaint(place=place, what="path is no file below data/", remedy='write it as "path": "name.csv"')
    schema = entry.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list) or not fields:
        yield Complaint(place=place, what="has no schema.fields", remedy="describe each column of the file")
        return
    if not all(isinstance(field, dict) and isinstance(field.get("name"), str) for field in fields):
        yield Complaint(place=place, what="a field has no name", remedy="name each field as the column is named")
        return
    names = [field["name"] for field in fields]
    for key in _names(entry.get("factbook:key")):
        if key not in names:
            yield Complaint(place=place, what=f"factbook:key names {key!r}, which is no field", remedy="name a field")
    dialect = entry.get("dialect")
    if isinstance(dialect, dict) and len(str(dialect.get("delimiter", ","))) != 1:
        yield Complaint(place=place, what="dialect.delimiter is no single character", remedy='write it as ","')


def _parse_resource(entry: Mapping[str, Any], licences: Any) -> Resource:
    schema = entry["schema"]
    dialect = entry.get("dialect")
    return Resource(
        name=entry["name"],
        path=entry["path"],
        title=str(entry.get("title", "")),
        description=str(entry.get("description", "")),
        fields=tuple(_parse_field(field) for field in schema["fields"]),
        key=_names(entry.get("factbook:key")),
        primary_key=_names(schema.get("primaryKey")),
        references=tuple(_references(schema.get("foreignKeys"))),
        missing=parse_missing(missing) if isinstance(missing := schema.get("missingValues"), list) else ("",),
        delimiter=str(dialect.get("delimiter", ",")) if isinstance(dialect, dict) else ",",
        rights=str(entry.get("factbook:rights", "")),
        licences=tuple(
            (str(one.get("title") or one.get("name") or ""), str(one.get("path", "")))
            for one in _mappings(entry.get("licenses") or licences)
        ),
        origins=tuple(str(source.get("title", "")) for source in _mappings(entry.get("sources"))),
        bytes=entry.get("bytes") if isinstance(entry.get("bytes"), int) else None,
        hash=str(entry.get("hash", "")),
    )


def _parse_field(field: Mapping[str, Any]) -> Field:
    constraints = field.get("constraints")
    enum = constraints.get("enum", ()) if isinstance(constraints, dict) else ()
    return Field(
        name=field["name"],
        type=str(field.get("type", "string")),
        title=str(field.get("title", "")),
        description=str(field.get("description", "")),
        unit=str(field.get("factbook:unit", "")),
        source=str(field.get("factbook:source", "source_id")),
        enum=_names(enum),
        spelling=parse_spelling(field),
    )


def _names(value: Any) -> tuple[str, ...]:
    """Read one name or a list of them, since both are allowed for keys."""
    if isinstance(value, str):
        return (value,)
    return tuple(str(name) for name in value) if isinstance(value, list) else ()


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    """Return the mappings in a list; anything else in it is reported by the check against the standard."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _references(foreign_keys: Any) -> Iterator[tuple[str, str]]:
    for key in _mappings(foreign_keys):
        names, reference = _names(key.get("fields")), key.get("reference")
        if len(names) == 1 and isinstance(reference, dict):
            yield names[0], str(reference.get("resource", ""))


def decode(raw: bytes, place: str) -> tuple[str, list[Complaint]]:
    """Read bytes as UTF-8, or as what they seem to be; anything but plain UTF-8 is complained of."""
    # Excel writes one, and it would become part of the first column's name.
    if raw.startswith(BOM):
        remedy = "save it as UTF-8 without a byte order mark"
        text, complaints = decode(raw.removeprefix(BOM), place)
        return text, [Complaint(place=place, what="begins with a byte order mark", remedy=remedy), *complaints]
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        # The row is that of the first byte that is no UTF-8, where an editor should look.
        row = raw[: error.start].count(b"\n") + 1
        text, seems = _guess(raw)
        what = f"not UTF-8{seems}"
        return text, [Complaint(place=f"{place}: row {row}", what=what, remedy="save the file as UTF-8")]


def _guess(raw: bytes) -> tuple[str, str]:
    try:
        # What Excel writes on a Korean Windows; the report's sources are Korean, so it is the likeliest other encoding.
        return raw.decode("cp949"), "; it seems to be CP949 (EUC-KR)"
    except UnicodeDecodeError:
        return raw.decode("utf-8", errors="replace"), ""
