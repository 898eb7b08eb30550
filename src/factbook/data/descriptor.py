"""The data package of a report: `data/datapackage.json`, and what it says of each table.

Each field says under which key it stands. It is not read by cattrs: a check against the standard reports what has the
wrong type, so here that counts as left out; and notebooks read the package, which wait for each import.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, TypeVar

from factbook.data.cells import PLAIN, Spelling, parse_missing, parse_spelling
from factbook.model.errors import Complaint, DataError
from factbook.model.fields import FileKey
from factbook.project.faults import ReadBy, class_of, find_marker, hints_of, known_keys

DATA = "data"
PACKAGE = "data/datapackage.json"
BOM = b"\xef\xbb\xbf"
_PERIODS = frozenset({"year", "period", "date", "month", "quarter"})
"""Names of columns that say when."""
Made = TypeVar("Made")
Entry = Mapping[str, object]
"""A part of the descriptor, as it stands there."""
Reference = tuple[tuple[str, ...], str, tuple[str, ...]]
"""The fields of a foreign key, the table that it names (empty for its own), and the fields there."""


def _read_names(value: object) -> tuple[str, ...]:
    """Return one name or a list of them, since both are allowed for keys."""
    if isinstance(value, str):
        return (value,)
    return tuple(str(name) for name in value) if isinstance(value, list) else ()


def _read_references(foreign_keys: object) -> tuple[tuple[str, str], ...]:
    found = map(parse_reference, list_mappings(foreign_keys))
    return tuple((own[0], resource) for own, resource, _ in found if len(own) == 1)


def _read_missing(values: object) -> tuple[str, ...]:
    return parse_missing(values) if isinstance(values, list) else ("",)


def _read_licences(values: object) -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(one.get("title") or one.get("name") or ""), str(one.get("path", ""))) for one in list_mappings(values)
    )


def _read_origins(values: object) -> tuple[str, ...]:
    return tuple(str(source.get("title", "")) for source in list_mappings(values))


def _read_bytes(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _read_fields(values: object) -> tuple[Field, ...]:
    return tuple(_read(Field, field, spelling=parse_spelling(field)) for field in list_mappings(values))


Names = Annotated[tuple[str, ...], ReadBy(_read_names)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column, as its schema describes it."""

    name: str
    """Name of the column, as in the file's header."""
    type: str = "string"
    """Type of its values, by the Table Schema."""
    title: str = ""
    """Its name for readers."""
    description: str = ""
    """What it holds, in words for readers."""
    unit: Annotated[str, FileKey("factbook:unit")] = ""
    """Unit of every value, where the column has only one."""
    source: Annotated[str, FileKey("factbook:source")] = "source_id"
    """The column that names who prints this one."""
    enum: Annotated[Names, FileKey("constraints.enum")] = ()
    """The values allowed, where they are listed."""
    spelling: Annotated[Spelling, FileKey("")] = PLAIN
    """How its cells are spelled, where the schema says so."""

    @property
    def is_period(self) -> bool:
        """Whether the column says when: by its type, or by its name."""
        return self.type in {"year", "yearmonth", "date"} or self.name in _PERIODS


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A table, as the package describes it."""

    name: str
    """Name by which notebooks ask for the table: ``fb.dataset("name")``."""
    path: str
    """Path of the CSV file from `data/`."""
    title: str = ""
    """Its name for readers."""
    description: str = ""
    """What it holds, in words for readers."""
    fields: Annotated[tuple[Field, ...], FileKey("schema.fields"), ReadBy(_read_fields)] = ()
    """The columns."""
    key: Annotated[Names, FileKey("factbook:key")] = ()
    """The fields that identify one observation: of several rows with one key, `fb.dataset` returns the best."""
    primary_key: Annotated[Names, FileKey("schema.primaryKey")] = ()
    """The fields that no two rows share."""
    references: Annotated[tuple[tuple[str, str], ...], FileKey("schema.foreignKeys"), ReadBy(_read_references)] = ()
    """Fields whose values must occur in another table, such as ``source_id`` in `sources`."""
    missing: Annotated[tuple[str, ...], FileKey("schema.missingValues"), ReadBy(_read_missing)] = ("",)
    """Texts that stand for no value."""
    delimiter: Annotated[str, FileKey("dialect.delimiter")] = ","
    """The character between the cells of a row."""
    projected: Annotated[str, FileKey("factbook:projected")] = ""
    """What its rows are, where they are about a time after their sources: forecasts, plans, budgets."""
    rights: Annotated[str, FileKey("factbook:rights")] = ""
    """What may be done with the figures, in words for readers."""
    licences: Annotated[tuple[tuple[str, str], ...], FileKey("licenses"), ReadBy(_read_licences)] = ()
    """Title and address of each licence, the package's own where the table names none."""
    origins: Annotated[tuple[str, ...], FileKey("sources"), ReadBy(_read_origins)] = ()
    """Titles of where the table comes from, for readers."""
    bytes: Annotated[int | None, ReadBy(_read_bytes)] = None
    """Size of the file; `factbook refresh` writes it."""
    hash: str = ""
    """Digest of the file; `factbook refresh` writes it."""

    @property
    def place(self) -> str:
        """The file, from the project's root."""
        return f"{DATA}/{self.path}"

    def field(self, name: str) -> Field | None:
        """Return the field of that name, if there is one."""
        return next((field for field in self.fields if field.name == name), None)


def _read_resources(values: object) -> tuple[Resource, ...]:
    return tuple(_read(Resource, entry) for entry in list_mappings(values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """All tables of a report."""

    root: Annotated[Path, FileKey("")]
    title: str = ""
    """Name of the data as a whole."""
    description: str = ""
    """What it is, in words for readers."""
    resources: Annotated[tuple[Resource, ...], ReadBy(_read_resources)] = ()
    """The tables."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all tables, in the package's order."""
        return tuple(resource.name for resource in self.resources)


def read_package(root: Path) -> Package:
    """Read `data/datapackage.json`, not yet the tables.

    Raises DataError with every fault of its shape.
    """
    return parse_package(read_descriptor(root), root)


def read_descriptor(root: Path) -> dict[str, object]:
    """Read `data/datapackage.json` as it stands.

    Raises DataError when it is missing, in another encoding, or no JSON object.
    """
    path = root / PACKAGE
    if not path.is_file():
        remedy = "describe the tables of data/ in it as a Data Package, or start from: factbook init DIR"
        raise DataError(Complaint(place=PACKAGE, what="not found", remedy=remedy))
    text, complaints = decode(path.read_bytes(), PACKAGE)
    try:
        descriptor = json.loads(text)
    # Not a JSONDecodeError: brackets nested some thousand deep exhaust Python's stack before they are a fault.
    except RecursionError as error:
        complaints.append(Complaint(place=PACKAGE, what="is nested too deeply", remedy="write it as a Data Package"))
        raise DataError(*complaints) from error
    except json.JSONDecodeError as error:
        what = f"not readable as JSON: {error.msg}"
        remedy = "look for a missing comma, quote or bracket just before"
        complaints.append(Complaint(place=f"{PACKAGE}:{error.lineno}", what=what, remedy=remedy))
        raise DataError(*complaints) from error
    # Python reads no whole number of more than 4,300 digits, since that takes the square of their count.
    except ValueError as error:
        complaints.append(Complaint(place=PACKAGE, what="has a number of thousands of digits", remedy="shorten it"))
        raise DataError(*complaints) from error
    if not isinstance(descriptor, dict):
        complaints.append(
            Complaint(place=PACKAGE, what="is no JSON object", remedy="begin it with { and end it with }")
        )
    if complaints or not isinstance(descriptor, dict):
        raise DataError(*complaints)
    return descriptor


def parse_package(descriptor: Mapping[str, object], root: Path) -> Package:
    """Read the parts of a descriptor that factbook needs.

    Raises DataError with every resource that lacks a name, a path to a file, or fields.
    """
    listed = descriptor.get("resources")
    if not isinstance(listed, list) or not listed:
        raise DataError(
            Complaint(place=PACKAGE, what="resources is missing or empty", remedy="list the tables of data/")
        )
    complaints = [complaint for number, entry in enumerate(listed) for complaint in _resource_faults(number, entry)]
    if not complaints:
        names = Counter(entry["name"] for entry in listed)
        remedy = "give each table a name of its own, and describe it once"
        complaints += [
            Complaint(place=f"{PACKAGE}: {name}", what=f"is described {count} times", remedy=remedy)
            for name, count in names.items()
            if count > 1
        ]
    if complaints:
        raise DataError(*complaints)
    # a table without licences of its own has those of the package
    own = [{**entry, "licenses": entry.get("licenses") or descriptor.get("licenses")} for entry in listed]
    return _read(Package, {**descriptor, "resources": own}, root=root)


def _resource_faults(number: int, entry: object) -> Iterator[Complaint]:
    place = f"{PACKAGE}: resources[{number}]"
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        yield Complaint(place=place, what="has no name", remedy='give it one, such as "name": "offenders_by_year"')
        return
    place = f"{PACKAGE}: {entry['name']}"
    path = entry.get("path")
    # A build opens no network and reads nothing outside `data/`, though the standard allows addresses.
    if not isinstance(path, str) or "://" in path or path.startswith("/") or ".." in path.split("/"):
        yield Complaint(place=place, what="path is no file below data/", remedy='write it as "path": "name.csv"')
    fields = mapping_or_empty(entry.get("schema")).get("fields")
    if not isinstance(fields, list) or not fields:
        yield Complaint(place=place, what="has no schema.fields", remedy="describe each column of the file")
        return
    if not all(isinstance(field, dict) and isinstance(field.get("name"), str) for field in fields):
        yield Complaint(place=place, what="a field has no name", remedy="name each field as the column is named")
        return
    names = [field["name"] for field in fields]
    for key in _read_names(entry.get("factbook:key")):
        if key not in names:
            yield Complaint(place=place, what=f"factbook:key names {key!r}, which is no field", remedy="name a field")
    if len(str(mapping_or_empty(entry.get("dialect")).get("delimiter", ","))) != 1:
        yield Complaint(place=place, what="dialect.delimiter is no single character", remedy='write it as ","')


def _read(kind: type[Made], entry: Mapping[str, object], **given: object) -> Made:
    """Return a part of the package from what stands under the keys of its fields."""
    values = dict(given)
    for name, path, read in _fields_of(class_of(kind)):
        value: object = entry
        for part in path:
            value = mapping_or_empty(value).get(part)
        if value is not None and (found := read(value)) is not None:
            values[name] = found
    return kind(**values)


# Once for each kind: a package can have hundreds of columns, and a notebook reads it.
@cache
def _fields_of(kind: type) -> tuple[tuple[str, list[str], Callable[[object], object]], ...]:
    """Return the name of each field, the keys that lead to it, of which dots in a key make several, and its reader."""
    markers = {name: find_marker(hint, ReadBy) for name, hint in hints_of(kind).items()}
    return tuple(
        (name, key.split("."), marker.read if (marker := markers[name]) else _read_text)
        for key, name in known_keys(kind).items()
    )


def _read_text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def list_mappings(value: object) -> list[dict[str, object]]:
    """Return the mappings in a list; anything else is reported by the check against the standard."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def mapping_or_empty(value: object) -> Entry:
    """Return a mapping; an empty one for anything else, which is reported by the check against the standard."""
    return value if isinstance(value, dict) else {}


def parse_reference(key: Entry) -> Reference:
    """Read a foreign key; its parts are empty where they are of the wrong type."""
    reference = mapping_or_empty(key.get("reference"))
    return _read_names(key.get("fields")), str(reference.get("resource") or ""), _read_names(reference.get("fields"))


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
