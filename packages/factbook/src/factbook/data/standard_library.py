"""The one door to the frictionless library: whether a descriptor is valid, and cells of types that we do not read.

Loading the library takes longer than to check a report's tables. So it is loaded only for a descriptor that changed,
and for a field of a type or a limit that `cells` does not read (a geopoint, an array, a minimum spelled " 5").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from factbook.data.descriptor import PACKAGE, Resource
from figurecheck.model.errors import Complaint, DataError, suggest
from figurecheck.model.worded import phrase

_PROFILES = "https://datapackage.org/profiles/2.0"
STANDARD = "see the Data Package standard at datapackage.org"
_UNFORESEEN = (AttributeError, KeyError, TypeError, ValueError, re.error)
"""What the library raises on values that the standard does not allow and that it has not looked for."""


def find_descriptor_faults(
    descriptor: Mapping[str, object], entries: Sequence[Mapping[str, object]], resources: Iterable[Resource]
) -> Iterator[tuple[str, Complaint]]:
    """Yield what the standard finds wrong with the descriptor, with the name of the table, or an empty one.

    `entries` are its tables as they stand in it, `resources` the same as we read them.
    """
    if not _descriptor_notes(descriptor):
        return
    # The notes of these errors do not name the resource, so the package is checked without any, then each by itself.
    alone = {"name": "alone", "data": []}
    for note in _descriptor_notes({**descriptor, "resources": [alone]}):
        yield "", _standard(PACKAGE, note)
    found = False
    for entry, resource in zip(entries, resources, strict=True):
        for note in _descriptor_notes({"$schema": f"{_PROFILES}/datapackage.json", "resources": [entry]}):
            found = True
            yield resource.name, _standard(f"{PACKAGE}: {resource.name}", note)
    if not found:
        yield from (("", _standard(PACKAGE, note)) for note in _descriptor_notes(descriptor))


_TYPES = (
    *("string", "number", "integer", "boolean", "object", "array", "list", "datetime", "date", "time", "year"),
    *("yearmonth", "duration", "geopoint", "geojson", "any"),
)


def _standard(place: str, note: str) -> Complaint:
    if found := re.search(r'field type "(.*)" is not supported', note):
        remedy = suggest(_TYPES, found[1], phrase("write one of {names}", names=", ".join(_TYPES)))
        return Complaint(place, phrase('field type "{type}" is not supported', type=found[1]), remedy)
    for pattern, what, remedy in _NOTES:
        if found := re.fullmatch(pattern, note):
            return Complaint(
                place,
                phrase(what, **dict(zip(("one", "other"), found.groups(), strict=False))),
                remedy,
            )
    return Complaint(place, note, STANDARD)


_NAMES = r"\"\[?(.*?)\]?\""
_NOTES = (
    (
        rf"primary key {_NAMES} does not match the fields {_NAMES}",
        "primaryKey names {one}, and the fields are {other}",
        "name fields, or take primaryKey out",
    ),
    (
        rf"foreign key {_NAMES} does not match the fields {_NAMES}",
        "a foreign key names {one}, and the fields are {other}",
        "name fields, or take the foreign key out",
    ),
    (
        rf"foreign key fields {_NAMES} does not match the reference fields {_NAMES}",
        "a foreign key names {one} here and {other} there",
        "list as many fields of this table as of the other",
    ),
    (
        r'license requires "path" or "name": (.*)',
        "a licence has neither name nor address: {one}",
        'write it as {"name": "CC-BY-4.0"}, or with its "path"',
    ),
    (r"names of the fields are not unique", "several fields have one name", "describe each column once"),
)
"""What the library says, and the same in the words of the descriptor."""


def _descriptor_notes(descriptor: Mapping[str, object]) -> list[str]:
    from frictionless import Package

    try:
        return [error.note for error in Package.validate_descriptor(dict(descriptor)).errors]
    except _UNFORESEEN as error:
        return [phrase("holds a value of the wrong type: {error}", error=error)]


class StandardCell(NamedTuple):
    """A cell as the standard's library reads it."""

    value: object
    broken: tuple[str, ...]
    """The rules that it breaks: ``type``, or names of constraints."""


def read_by_standard(
    place: str, field: Mapping[str, object], missing: Iterable[str], texts: Iterable[str | None]
) -> dict[str | None, StandardCell]:
    """Read distinct texts by a field, as the standard's library does; `missing` are those that stand for no value.

    Raises DataError, which names the field at `place`, when its constraints are no values of it.
    """
    from frictionless import Schema

    described = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [{**field, "missingValues": list(missing)}],
    }
    read = {}
    try:
        read_cell = Schema.from_descriptor(described).fields[0].create_cell_reader()
        for text in texts:
            value, notes = read_cell(text)
            read[text] = StandardCell(value, tuple(notes or ()))
    except _UNFORESEEN as error:
        raise unsuitable(place, error) from error
    return read


def unsuitable(place: str, error: Exception) -> DataError:
    """Return the error that a table's constraints do not suit the types of its fields."""
    what = phrase("its constraints do not suit its types: {error}", error=error)
    return DataError.about(place, what, "write them as values of the field")


def guess_encoding(raw: bytes) -> str:
    """Return the encoding that the standard's library takes a text for."""
    from frictionless import Detector

    return str(Detector(encoding_confidence=0).detect_encoding(raw[:100_000])).lower().replace("-", "_")


def guess_delimiter(sample: str) -> str:
    """Return the delimiter that the standard's library finds in a text."""
    from frictionless import FrictionlessException, describe

    try:
        found = describe(sample.encode(), type="resource", format="csv", encoding="utf-8").to_descriptor()
    # A text of one column, or none, has nothing that it could find.
    except (FrictionlessException, *_UNFORESEEN):
        return ","
    return str(found.get("dialect", {}).get("csv", {}).get("delimiter", ","))


def guess_types(columns: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the type that the standard's library finds for the texts of each column; all are equally long."""
    from frictionless import Detector

    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    schema = Detector(field_confidence=1).detect_schema(rows, labels=list(columns)).to_descriptor()
    return {str(one["name"]): str(one["type"]) for one in schema.get("fields", [])}
