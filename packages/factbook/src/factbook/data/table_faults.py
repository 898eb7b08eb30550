"""Word the faults that the Table Schema finds in a table, each as *file: row, column: what (remedy)*."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from factbook.data.descriptor import PACKAGE, Field
from factbook.data.table_check import CheckedFile, TableFault, find_faults
from factbook.data.tables import cell_complaint, shape_complaint
from figurecheck.model.errors import Complaint, DataError, suggest
from figurecheck.model.worded import phrase

_OTHERWISE = phrase("write one of them, or add it to the field's enum")


def find_table_faults(file: CheckedFile, others: Mapping[str, CheckedFile]) -> Iterator[Complaint]:
    """Yield what the standard finds wrong with the rows of a file; `others` are those that it may refer to."""
    try:
        for fault in find_faults(file, others):
            yield _word(file, fault, others)
    except DataError as error:
        yield from error.complaints


def _word(file: CheckedFile, fault: TableFault, others: Mapping[str, CheckedFile]) -> Complaint:
    match fault.rule:
        case "blank":
            return shape_complaint(file.resource, fault.number, 0, len(file.records.header))
        case "primaryKey":
            return _word_key(file, fault)
        case "foreignKey":
            return _word_reference(file, fault, others.get(fault.reference[0], file))
        case "type":
            return cell_complaint(file.resource, _field(file, fault), fault.number, fault.texts[0])
    return _word_constraint(file, fault)


def _word_key(file: CheckedFile, fault: TableFault) -> Complaint:
    place, named = f"{file.resource.place}: row {fault.number}", ", ".join(fault.fields)
    if fault.earlier is None:
        return Complaint(
            place,
            phrase("has no key ({named})", named=named),
            phrase("fill it in, or take the row out"),
        )
    what = phrase("has the same key ({named}) as row {row}", named=named, row=str(fault.earlier))
    return Complaint(place, what, phrase("take one of them out, or correct the key"))


def _word_reference(file: CheckedFile, fault: TableFault, target: CheckedFile) -> Complaint:
    value = ", ".join(fault.texts)
    known = [text for text in target.columns[fault.reference[1]].by_text if text is not None]
    close = get_close_matches(value, known, n=1)
    remedy = phrase("add it there, or correct it")
    if close:
        remedy = phrase("did you mean {near}? or add it there", near=close[0])
    what = phrase("{value!r} is not in {file}", value=value, file=target.resource.place)
    return Complaint(_cell(file, fault), what, remedy)


def _word_constraint(file: CheckedFile, fault: TableFault) -> Complaint:
    place, field, name, (text, *_) = _cell(file, fault), _field(file, fault), fault.rule, fault.texts
    remedy = phrase("correct it, or the {name} in {file}", name=name, file=PACKAGE)
    match name:
        case "required":
            remedy = phrase("fill in the {field}", field=(field.title or field.name).lower())
            return Complaint(place, phrase("is empty"), remedy)
        case "unique":
            what = phrase("{text!r} is in row {row} already", text=text or "", row=str(fault.earlier))
            return Complaint(place, what, phrase("give each row another value"))
        case "enum":
            return _word_choice(place, text, field.enum)
        case "minimum" | "maximum":
            template = "{text} is below {limit}" if name == "minimum" else "{text} is above {limit}"
            return Complaint(place, phrase(template, text=text, limit=str(fault.limit)), remedy)
    what = phrase("{text!r} does not fit the {name} {limit}", text=text, name=name, limit=str(fault.limit))
    return Complaint(place, what, remedy)


def _word_choice(place: str, text: str, allowed: Sequence[str]) -> Complaint:
    remedy = suggest(allowed, text, _OTHERWISE)
    what = phrase("{text!r} is none of {allowed}", text=text, allowed=", ".join(allowed))
    return Complaint(place, what, remedy)


def _cell(file: CheckedFile, fault: TableFault) -> str:
    return f"{file.resource.place}: row {fault.number}, column {', '.join(fault.fields)}"


def _field(file: CheckedFile, fault: TableFault) -> Field:
    (name, *_) = fault.fields
    return file.resource.field(name) or Field(name=name)
