"""Sheets of XLSX workbooks, as text; the one door to openpyxl, which is an extra."""

from __future__ import annotations

import datetime
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from factbook.data.descriptor import Resource
from factbook.data.formats.missing import refuse_missing
from factbook.data.formats.records import Records, make_records
from figurecheck.model.errors import DataError, suggest
from figurecheck.model.worded import phrase

OLE = b"\xd0\xcf\x11\xe0"
"""How encrypted workbooks begin, and those of Excel before 2007."""
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError,
    KeyError, ValueError, OSError, AttributeError, TypeError, IndexError, SyntaxError,
)  # fmt: skip
"""What openpyxl raises on parts that are missing, or not as the standard has them; faulty XML is a SyntaxError."""
_EXACT = 2**53
"""Beyond this a float is no exact whole number."""


def read_workbook(path: Path, resource: Resource) -> Records:
    """Read a sheet. Raises DataError when the file is no workbook, lacks the sheet, or openpyxl is not installed."""
    rows = read_sheet(path, resource.place, resource.dialect.sheet or resource.dialect.sheet_number)
    width = max((len(row) for row in rows[: max(resource.dialect.start, 1)]), default=0)
    even = [_fit(row, width) for row in rows]
    # Rows keep the numbers that a spreadsheet shows beside them.
    numbers = range(1, len(even) + 1)
    # A row without any cell is no row of the table: sheets are often longer than what they hold.
    kept = [
        (number, row) for number, row in zip(numbers, even, strict=True) if any(row) or number <= resource.dialect.start
    ]
    return make_records([row for _, row in kept], [at for at, _ in kept], resource, numbers=[at for at, _ in kept])


def find_sheets(path: Path, place: str) -> list[str]:
    """Return the names of the sheets that are shown.

    Raises DataError when the file is no workbook, or openpyxl is not installed.
    """
    with closing(open_workbook(path, place)) as book:
        return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]


def read_sheet(path: Path, place: str, sheet: str | int) -> list[list[str]]:
    """Return all rows of a sheet as text, the first as row 1."""
    with closing(open_workbook(path, place)) as book:
        # A sheet may also be a chart, which has no cells.
        names = [sheet.title for sheet in book.worksheets]
        # A number beyond the last sheet is the name of none.
        name = names[sheet - 1] if isinstance(sheet, int) and sheet <= len(names) else str(sheet)
        if name not in names:
            remedy = suggest(names, name, phrase("write one as dialect.sheetName: {names}", names=", ".join(names)))
            raise DataError.about(place, phrase("has no sheet {name!r}", name=name), remedy)
        with _refuse_damaged(place):
            return list(_read_rows(book[name]))


def _read_rows(sheet: Any) -> Iterator[list[str]]:
    # Some writers state a wrong size, and rows and cells beyond it would be left out.
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()
    for row in sheet.iter_rows(values_only=True):
        cells = [spell(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _fit(row: list[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))] if len(row) < width else row


def spell(value: object) -> str:
    """Return a cell as the text that spells it exactly; a day without a time is an ISO date."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)


def find_hidden(path: Path, place: str) -> list[str]:
    """Return the names of the sheets that a spreadsheet program does not show."""
    with closing(open_workbook(path, place)) as book:
        return [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]


def open_workbook(path: Path, place: str, **options: bool) -> Any:
    """Open a workbook, by default to read the values of its cells only. Raises DataError when it is none."""
    with path.open("rb") as file:
        start = file.read(len(OLE))
    if start == OLE:
        what = "is encrypted, or a workbook of Excel before 2007"
        remedy = "open it, take the password off, and save it as .xlsx"
        raise DataError.about(place, what, remedy)
    openpyxl = _load(place)
    with _refuse_damaged(place), warnings.catch_warnings():
        # Of styles and extensions that it does not read; cells are not concerned.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path, **{"read_only": True, "data_only": True, **options})


@contextmanager
def _refuse_damaged(place: str) -> Iterator[None]:
    """Raise DataError for what openpyxl raises on a damaged file: some parts it reads when it opens, rows later."""
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        yield
    except (*_DAMAGED, InvalidFileException) as error:
        remedy = "open it in a spreadsheet program and save it as .xlsx"
        raise DataError.about(place, "is no workbook that can be read", remedy) from error


def _load(place: str) -> ModuleType:
    try:
        import openpyxl
    except ImportError as error:
        raise refuse_missing(place, "a workbook", "openpyxl", "xlsx") from error
    module: ModuleType = openpyxl
    return module
