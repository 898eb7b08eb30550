"""What a spreadsheet program shows of a sheet besides its values, as far as the entry of its table has to say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from factbook.data.adding.columns import FoundColumn
from factbook.data.adding.spellings import UNITS
from factbook.data.descriptor import Resource
from factbook.data.formats.records import Records
from factbook.data.formats.workbook_look import SheetLook, describe_format, look_at_sheet
from figurecheck.figures.common.units import CURRENCY_CODES, PHYSICAL, canonical
from figurecheck.model.errors import Complaint

_FEW = 5
"""Cells or rows that are named of many."""


def look(file: Path, resource: Resource) -> SheetLook | None:
    """Return what is shown of the sheet of a table; ``None`` for one that is too large to be looked at."""
    return look_at_sheet(file, resource.place, resource.dialect.sheet, below=resource.dialect.start)


def find_sheet_faults(place: str, shown: SheetLook) -> Iterator[Complaint]:
    """Yield what keeps a sheet from being read as it is shown: formulas without results, two values in one cell."""
    if shown.unknown:
        what = f"holds formulas without their results in {_list(shown.unknown)}"
        remedy = "open it in a spreadsheet program and save it, which writes the results"
        yield Complaint(place, what, remedy)
    # 31 for 3 with the mark of note 1 would be another number; of a label it only looks odd.
    if cells := [f"{cell} ({text})" for cell, text in shown.raised if text.strip().isdecimal()]:
        what = f"has raised marks within the numbers of {_list(cells)}, which would be read as digits"
        yield Complaint(place, what, "take the marks out, or write them into a column of their own")


def apply_look(shown: SheetLook, header: Sequence[str], column: FoundColumn) -> FoundColumn:
    """Return a column with the unit that its cells are shown with, and with labels for all rows of merged cells."""
    at = header.index(column.name) + 1
    found = [(describe_format(format), count) for format, count in shown.formats.get(at, {}).items()]
    units = {_choose_unit(unit) for (unit, _), _ in found}
    described, notes = dict(column.described), list(column.notes)
    if len(units) == 1 and column.type in {"number", "integer"}:
        unit = units.pop()
        described |= {"factbook:unit": unit} if unit else {}
        notes += ["shown as per cent: 0.25 is 25%"] if unit == "share" else []
    elif "share" in units:
        notes.append("some cells are shown as per cent, and others not: look which are fractions of 1")
    notes += dict.fromkeys(words for (_, words), _ in found if words)
    blocks = [one for one in shown.merged if one[1] <= at <= one[3]]
    if any(first < last for first, _, last, _ in blocks) and not column.is_measure:
        described["factbook:fill"] = True
        notes.append("merged cells stand for each of their rows")
    elif blocks and column.is_measure:
        notes.append(f"merged cells in row {blocks[0][0]}: only the first of them has a value")
    return replace(column, described=described, notes=tuple(notes))


def _choose_unit(text: str) -> str:
    found = UNITS.get(text.lower(), canonical(text))
    return found if found in PHYSICAL or found in CURRENCY_CODES or found in {"%", "share", "ppm"} else ""


def find_sheet_remarks(shown: SheetLook, records: Records) -> Iterator[str]:
    """Yield what is hidden in a sheet, and used all the same."""
    numbers = set(records.numbers)
    if rows := [str(at) for at in shown.hidden_rows if at in numbers]:
        yield f"hidden in the workbook, and used: row {_list(rows)}"
    if shown.raised:
        yield f"raised marks are read as part of the cell: {_list([f'{cell} ({text})' for cell, text in shown.raised])}"
    header = records.header
    if names := [header[at - 1] for at in shown.hidden_columns if at <= len(header)]:
        yield f"hidden in the workbook, and used: column {_list(names)}"


def _list(texts: Sequence[str]) -> str:
    more = f" and {len(texts) - _FEW} more" if len(texts) > _FEW else ""
    return f"{', '.join(texts[:_FEW])}{more}"
