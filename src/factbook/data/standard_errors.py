"""The one door to the frictionless library: each of its errors, worded as *file: row, column: what (remedy)*."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from factbook.data.descriptor import PACKAGE, Field, Resource
from factbook.data.fast_check import is_proved_valid
from factbook.data.tables import Records, Table, cell_complaint, shape_complaint
from factbook.model.errors import Complaint

_PROFILES = "https://datapackage.org/profiles/2.0"
_STANDARD = "see the Data Package standard at datapackage.org"
_UNFORESEEN = (AttributeError, KeyError, TypeError, ValueError)
"""What the library raises on values that the standard does not allow and that it has not looked for."""
_SHAPE_ERRORS = {"blank-row", "missing-cell", "extra-cell"}
_HEADER_ERRORS = {"incorrect-label", "missing-label", "extra-label", "duplicate-label", "blank-label"}
"""Faults of the header, which `tables` finds and words by name."""


def find_descriptor_faults(
    descriptor: Mapping[str, Any], resources: Iterable[Resource]
) -> Iterator[tuple[str, Complaint]]:
    """Yield what the standard finds wrong with the descriptor, with the name of the table, or an empty one."""
    if not _descriptor_notes(descriptor):
        return
    # The notes of these errors do not name the resource, so the package is checked without any, then each by itself.
    alone = {"name": "alone", "data": []}
    for note in _descriptor_notes({**descriptor, "resources": [alone]}):
        yield "", _standard(PACKAGE, note)
    found = False
    for entry, resource in zip(descriptor["resources"], resources, strict=True):
        for note in _descriptor_notes({"$schema": f"{_PROFILES}/datapackage.json", "resources": [entry]}):
            found = True
            yield resource.name, _standard(f"{PACKAGE}: {resource.name}", note)
    if not found:
        yield from (("", _standard(PACKAGE, note)) for note in _descriptor_notes(descriptor))


def _standard(place: str, note: str) -> Complaint:
    return Complaint(place=place, what=note, remedy=_STANDARD)


def _descriptor_notes(descriptor: Mapping[str, Any]) -> list[str]:
    from frictionless import Package

    try:
        return [error.note for error in Package.validate_descriptor(dict(descriptor)).errors]
    except _UNFORESEEN as error:
        return [f"holds a value of the wrong type: {error}"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """A file's text as we could read it, its records, and what of them could be read by the schema."""

    resource: Resource
    text: str
    records: Records
    table: Table
    is_read_whole: bool
    """Whether every cell of every row could be read."""

    @property
    def header(self) -> tuple[str, ...]:
        """The header that the file has."""
        return self.records.header

    @property
    def has_distinct_columns(self) -> bool:
        """Whether no two columns have one name."""
        return len(set(self.header)) == len(self.header)


def find_table_faults(
    file: CheckedFile, entries: Mapping[str, Mapping[str, Any]], others: Mapping[str, CheckedFile]
) -> Iterator[Complaint]:
    """Yield what the standard finds wrong with the rows of a file; `others` are those that it may refer to.

    `entries` describe the tables by name. The library is loaded only if we cannot prove that there is nothing to find.
    """
    name, tables = file.resource.name, {name: other.table for name, other in others.items() if other.is_read_whole}
    if file.is_read_whole and is_proved_valid(entries[name], file.records, file.table, tables):
        return
    # Loading the library takes longer than the proof; a report whose data is in order never pays for it.
    from frictionless import Package

    readable = {**others, name: file}
    prepared = [_prepare(entries[name], file, readable), *_prepare_others(entries, file, others)]
    checked = Package(resources=prepared).get_resource(name)
    try:
        errors = [error for task in checked.validate().tasks for error in task.errors]
    except _UNFORESEEN as error:
        what = f"its constraints do not suit its types: {error}"
        yield Complaint(place=f"{PACKAGE}: {name}", what=what, remedy="write them as values of the field")
        return
    yield from _word_all(file, errors, readable)


def _prepare_others(
    entries: Mapping[str, Mapping[str, Any]], file: CheckedFile, others: Mapping[str, CheckedFile]
) -> Iterator[Any]:
    """Yield the tables that a file refers to, without their own references, which their own check follows."""
    for name, other in others.items():
        if name != file.resource.name:
            entry = entries[name]
            yield _prepare({**entry, "schema": {**entry["schema"], "foreignKeys": []}}, other, others)


def _prepare(entry: Mapping[str, Any], file: CheckedFile, files: Mapping[str, CheckedFile]) -> Any:
    """Make a resource of the text that we read, with a schema cut to the columns that it has."""
    from frictionless import Dialect, Schema
    from frictionless import Resource as Checked
    from frictionless.formats import CsvControl

    schema, header, key = entry["schema"], file.header, file.resource.primary_key
    fields = {field["name"]: field for field in schema["fields"]}
    cut = {
        **schema,
        "$schema": f"{_PROFILES}/tableschema.json",
        # In the order of the file, since the library matches by place; columns that no field describes pass.
        "fields": [fields.get(name, {"name": name, "type": "any"}) for name in header],
        "primaryKey": list(key) if set(key) <= set(header) else [],
        "foreignKeys": [key for key in schema.get("foreignKeys", []) if _can_follow(key, header, files)],
    }
    control = CsvControl(delimiter=file.resource.delimiter, quote_char='"', double_quote=True, skip_initial_space=False)
    return Checked(
        name=file.resource.name,
        # The text that we decoded, and not the file: so a file in another encoding shows its other faults too.
        data=file.text.encode(),
        format="csv",
        encoding="utf-8",
        schema=Schema.from_descriptor(cut),
        dialect=Dialect(controls=[control]),
    )


def _can_follow(key: Mapping[str, Any], header: Sequence[str], files: Mapping[str, CheckedFile]) -> bool:
    """Return whether both ends of a foreign key can be read; an empty name of a table means its own."""
    fields, reference = _listed(key.get("fields", ())), key.get("reference", {})
    name = reference.get("resource", "")
    target = files[name].header if name in files else header if not name else ()
    return bool(fields) and set(fields) <= set(header) and set(_listed(reference.get("fields", ""))) <= set(target)


def _listed(names: str | Sequence[str]) -> Sequence[str]:
    return [names] if isinstance(names, str) else names


def _word_all(file: CheckedFile, errors: Sequence[Any], files: Mapping[str, CheckedFile]) -> Iterator[Complaint]:
    """Yield a complaint for each error, but one alone for a row of too few or too many cells, whose others follow."""
    # The library reports every cell of such a row, all of them shifted by one.
    shapeless = {error.row_number: error for error in errors if error.type in _SHAPE_ERRORS}
    for number, error in shapeless.items():
        yield shape_complaint(file.resource, number, len(error.cells), len(file.header))
    for error in errors:
        if error.type in _HEADER_ERRORS or getattr(error, "row_number", None) in shapeless:
            continue
        if error.type == "foreign-key":
            yield _word_foreign_key(file, error, files)
            continue
        yield _word(file.resource, error)


def _word_foreign_key(file: CheckedFile, error: Any, files: Mapping[str, CheckedFile]) -> Complaint:
    target = files.get(error.reference_name, file)
    place = f"{file.resource.place}: row {error.row_number}, column {', '.join(error.field_names)}"
    value = ", ".join(error.field_cells)
    close = get_close_matches(value, _column(target, error.reference_field_names[0]), n=1)
    remedy = f"did you mean {close[0]}? or add it there" if close else "add it there, or correct it"
    return Complaint(place=place, what=f"{value!r} is not in {target.resource.place}", remedy=remedy)


def _column(file: CheckedFile, name: str) -> list[str]:
    at = file.header.index(name)
    return [row[at] for row in file.records.rows if len(row) > at]


def _word(resource: Resource, error: Any) -> Complaint:
    word = _WORDINGS.get(error.type)
    if word is not None:
        return word(resource, error)
    number = getattr(error, "row_number", None)
    place = resource.place if number is None else f"{resource.place}: row {number}"
    return Complaint(place=place, what=error.note or error.title, remedy=_STANDARD)


def _word_type(resource: Resource, error: Any) -> Complaint:
    return cell_complaint(resource, _field(resource, error), error.row_number, error.cell)


def _word_constraint(resource: Resource, error: Any) -> Complaint:
    field = _field(resource, error)
    place = f"{resource.place}: row {error.row_number}, column {field.name}"
    # The name of the constraint is in no attribute of the error, only in its note (frictionless 5).
    match = re.fullmatch(r'constraint "(\w+)" is "(.*)"', error.note, flags=re.DOTALL)
    name, limit = (match[1], match[2]) if match else ("", error.note)
    if name == "required":
        return Complaint(place=place, what="is empty", remedy=f"fill in the {field.title or field.name}".lower())
    if name == "enum":
        return _word_choice(place, error.cell, field.enum, "write one of them, or add it to the field's enum")
    if name in {"minimum", "maximum"}:
        side = "below" if name == "minimum" else "above"
        remedy = f"correct it, or the {name} in {PACKAGE}"
        return Complaint(place=place, what=f"{error.cell} is {side} {limit}", remedy=remedy)
    remedy = f"correct it, or the {name or 'constraint'} in {PACKAGE}"
    return Complaint(place=place, what=f"{error.cell!r} does not fit the {name or 'constraint'} {limit}", remedy=remedy)


def _word_choice(place: str, cell: str, allowed: Sequence[str], otherwise: str) -> Complaint:
    close = get_close_matches(cell, allowed, n=1)
    remedy = f"did you mean {close[0]}?" if close else otherwise
    return Complaint(place=place, what=f"{cell!r} is none of {', '.join(allowed)}", remedy=remedy)


def _word_unique(resource: Resource, error: Any) -> Complaint:
    place = f"{resource.place}: row {error.row_number}, column {error.field_name}"
    what = f"{error.cell!r} is in row {_earlier(error.note)} already"
    return Complaint(place=place, what=what, remedy="give each row another value")


def _word_primary_key(resource: Resource, error: Any) -> Complaint:
    place = f"{resource.place}: row {error.row_number}"
    named = ", ".join(resource.primary_key)
    earlier = _earlier(error.note)
    if not earlier:
        return Complaint(place=place, what=f"has no key ({named})", remedy="fill it in, or take the row out")
    remedy = "take one of them out, or correct the key"
    return Complaint(place=place, what=f"has the same key ({named}) as row {earlier}", remedy=remedy)


def _earlier(note: str) -> str:
    # As above: which row was first is only in the note.
    match = re.search(r"position (\d+)", note)
    return match[1] if match else ""


def _field(resource: Resource, error: Any) -> Field:
    return resource.field(error.field_name) or Field(name=error.field_name)


_WORDINGS: Mapping[str, Callable[[Resource, Any], Complaint]] = {
    "type-error": _word_type,
    "constraint-error": _word_constraint,
    "unique-error": _word_unique,
    "primary-key": _word_primary_key,
}
