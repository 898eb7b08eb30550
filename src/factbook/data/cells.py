"""What the text of a cell means, by the type that the Table Schema gives its field.

Everything is read with the standard library, so that a notebook waits for nothing: ``integer`` and ``year`` become
int, ``number`` becomes Decimal, dates stay ISO text.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal

from factbook.model import Cellvalue


def parse_cell(text: str, kind: str) -> Cellvalue:
    """Read a cell's text by the type of its field.

    Raises ValueError when it cannot be read so.

    >>> parse_cell("362.0", "number"), parse_cell("1190", "integer"), parse_cell("=1+1", "string")
    (Decimal('362.0'), 1190, '=1+1')
    """
    return _PARSERS.get(kind, str)(text)


def parse_column(cells: Sequence[str], kind: str, missing: Collection[str]) -> Sequence[Cellvalue]:
    """Read a column's cells by the type of its field, ``None`` for each text that stands for no value.

    Raises ValueError when any cannot be read so.
    """
    # Most columns have no gap, and go to the quick way below as they are.
    if not set(missing).isdisjoint(cells):
        present = iter(parse_column([cell for cell in cells if cell not in missing], kind, ()))
        return [None if cell in missing else next(present) for cell in cells]
    several = _SEVERAL.get(kind)
    if several is not None:
        pattern, parse = several
        if cells and not pattern.fullmatch("\n".join(cells)):
            raise ValueError(kind)
        return list(map(parse, cells))
    # Columns of dates, truth values and words repeat themselves: each text is read once.
    parsed = {cell: parse_cell(cell, kind) for cell in set(cells)}
    return [parsed[cell] for cell in cells]


# ASCII digits, spelled out: int() and Decimal() also read "1_000", " 1 " and digits of other scripts.
_INTEGER = r"[+-]?[0-9]+"
_NUMBER = _INTEGER + r"(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_ONE_INTEGER, _ONE_NUMBER = re.compile(_INTEGER), re.compile(_NUMBER)


def _parse_integer(text: str) -> int:
    if not _ONE_INTEGER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _parse_number(text: str) -> Decimal:
    if not _ONE_NUMBER.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def _parse_boolean(text: str) -> bool:
    if text.lower() not in {"true", "false"}:
        raise ValueError(text)
    return text.lower() == "true"


def _parse_date(text: str) -> str:
    # Python 3.11 reads 20250217 and 2025-W08-1 as well; only one spelling sorts and compares as text.
    if datetime.date.fromisoformat(text).isoformat() != text:
        raise ValueError(text)
    return text


def _parse_yearmonth(text: str) -> str:
    _parse_date(f"{text}-01")
    return text


_PARSERS: Mapping[str, Callable[[str], Cellvalue]] = {
    "integer": _parse_integer,
    "year": _parse_integer,
    "number": _parse_number,
    "boolean": _parse_boolean,
    "date": _parse_date,
    "yearmonth": _parse_yearmonth,
}
# Possessive (`*+`): a fault ends the match at once, instead of giving back one line after the other.
_INTEGERS = (re.compile(f"{_INTEGER}(?:\n{_INTEGER})*+"), int)
_SEVERAL: Mapping[str, tuple[re.Pattern[str], Callable[[str], Cellvalue]]] = {
    "integer": _INTEGERS,
    "year": _INTEGERS,
    "number": (re.compile(f"{_NUMBER}(?:\n{_NUMBER})*+"), _parse_number),
}
"""What the cells of a column are like, one a line, and how each is read then."""
