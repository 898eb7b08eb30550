"""What a spreadsheet program shows of a sheet besides the values of its cells: formats, merged cells, what is hidden.

Asked when a workbook is added, since what is read from it are values: 0.25 for what is shown as 25%.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from factbook.data.formats.workbook import open_workbook

MOST_BYTES = 30_000_000
"""Size of the sheets of a workbook that is looked at; some 400,000 cells."""
_SHOWN = (int, float, datetime.date)
_QUOTED = re.compile(r'"([^"]*)"|\[\$([^\]-]*)[^\]]*\]|\\\\(.)')
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW", "kr": "", "CHF": "CHF"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLook:
    """What is shown of a sheet; rows and columns are counted from 1."""

    formats: Mapping[int, Counter[str]] = field(default_factory=dict)
    """Of each column, how many numbers and days are shown in which format."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """First row, first column, last row and last column of each block of merged cells."""
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()
    """Cells with a formula of which the file has no result."""
    raised: tuple[tuple[str, str], ...] = ()
    """Cells with raised text behind another, and what is read of both."""


def look_at_sheet(path: Path, place: str, sheet: str, *, below: int) -> SheetLook | None:
    """Return what is shown of a sheet below the row of its heads; ``None`` for one that is too large for that."""
    with zipfile.ZipFile(path) as archive:
        sizes = [one.file_size for one in archive.infolist() if one.filename.startswith("xl/worksheets/")]
    if sum(sizes) > MOST_BYTES:
        return None
    with closing(open_workbook(path, place, read_only=False, rich_text=True)) as book:
        shown = book[sheet] if sheet else book.worksheets[0]
        with closing(open_workbook(path, place, data_only=False)) as formulas:
            unknown = tuple(_find_unknown(shown, formulas[shown.title], below))
        formats: dict[int, Counter[str]] = defaultdict(Counter)
        raised: list[tuple[str, str]] = []
        for row in shown.iter_rows(min_row=below + 1):
            for cell in row:
                if isinstance(cell.value, list) and _is_raised(cell.value):
                    raised.append((str(cell.coordinate), str(cell.value)))
                elif isinstance(cell.value, _SHOWN) and type(cell.value) is not bool:
                    formats[cell.column][cell.number_format] += 1
        blocks = [(one.min_row, one.min_col, one.max_row, one.max_col) for one in shown.merged_cells.ranges]
        return SheetLook(
            formats=formats,
            merged=tuple(sorted(one for one in blocks if one[0] > below)),
            hidden_rows=tuple(at for at, one in shown.row_dimensions.items() if one.hidden and at <= shown.max_row),
            hidden_columns=tuple(_find_hidden_columns(shown)),
            unknown=unknown,
            raised=tuple(raised),
        )


def _find_unknown(values: Any, formulas: Any, below: int) -> Iterator[str]:
    for row in formulas.iter_rows(min_row=below + 1):
        for cell in row:
            if cell.data_type == "f" and values.cell(cell.row, cell.column).value is None:
                yield str(cell.coordinate)


def _find_hidden_columns(sheet: Any) -> Iterator[int]:
    for one in sheet.column_dimensions.values():
        # One entry may stand for several columns side by side.
        yield from range(one.min, min(one.max, sheet.max_column) + 1) if one.hidden else ()


def _is_raised(parts: list[Any]) -> bool:
    fonts = [getattr(part, "font", None) for part in parts[1:]]
    return any(getattr(font, "vertAlign", None) == "superscript" for font in fonts)


def describe_format(format: str) -> tuple[str, str]:
    """Return the unit that a format of numbers shows, and in words what else it does to them.

    >>> describe_format("0.0%"), describe_format('#,##0.00 [$€-407]'), describe_format("#,##0,"), describe_format("0.0")
    (('share', ''), ('EUR', ''), ('', 'shown in thousands'), ('', ''))
    """
    first = format.partition(";")[0]
    words = ["".join(found) for found in _QUOTED.findall(first)]
    plain = _QUOTED.sub("", first)
    if "%" in plain:
        return "share", ""
    if re.search(r"[#0](,+)(?:\.0+)?\s*$", plain):
        return "", f"shown in {'millions' if re.search(r'[#0],,', plain) else 'thousands'}"
    if re.fullmatch(r"0{2,}", plain):
        return "", f"shown with zeros before it, in {len(plain)} digits"
    low = plain.lower()
    if "y" in low and "d" not in low and "h" not in low:
        return "", "shown as months" if "m" in low else "shown as years"
    signs = [*words, *(sign for sign in _CURRENCIES if sign in plain)]
    return next((_CURRENCIES.get(one.strip(), one.strip()) for one in signs if one.strip()), ""), ""
