"""What the text of a cell means, by the type and the spelling that the Table Schema gives its field.

Everything is read with the standard library, so that a notebook waits for nothing: ``integer`` and ``year`` become
int, ``number`` becomes Decimal, dates become ISO text; other types stay text. A column is read by its distinct texts,
so that each is looked at once, and what is wrong with it is known for every cell that holds it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import cast

from figurecheck.model import Cellvalue

_DIGITS = "0123456789"
MINUSES = frozenset("-\u2212\u2013")
"""What stands for a minus sign: its own sign, a hyphen, a dash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """How the cells of a field are spelled, as far as the Table Schema lets a descriptor choose."""

    format: str = "default"
    decimal: str = "."
    """The decimal character of a ``number`` (``decimalChar``)."""
    group: str = ""
    """What separates groups of digits of a ``number`` (``groupChar``)."""
    bare: bool = True
    """Whether a number stands alone, without currency or unit around it (``bareNumber``)."""
    true: tuple[str, ...] = ("true", "True", "TRUE", "1")
    false: tuple[str, ...] = ("false", "False", "FALSE", "0")
    missing: tuple[str, ...] | None = None
    """Texts that stand for no value in this field; ``None`` for those of the table."""


PLAIN = Spelling()
_SPELLED = frozenset("format bareNumber decimalChar groupChar missingValues trueValues falseValues".split())
"""What a field may say of the spelling of its cells."""


def parse_spelling(field: Mapping[str, object]) -> Spelling:
    """Read how cells are spelled from a field of a descriptor; what is of the wrong type is left at its default."""
    # Most fields say nothing of it, and a package has hundreds.
    if _SPELLED.isdisjoint(field):
        return PLAIN
    format, bare = field.get("format"), field.get("bareNumber")
    decimal, group = field.get("decimalChar"), field.get("groupChar")
    missing = field.get("missingValues")
    spelling = Spelling(
        # Version 1 of the standard wrote patterns of dates as ``fmt:%d.%m.%Y``.
        format=format.removeprefix("fmt:") if isinstance(format, str) else PLAIN.format,
        decimal=decimal if isinstance(decimal, str) and decimal else PLAIN.decimal,
        group=group if isinstance(group, str) else PLAIN.group,
        bare=bare is not False,
        true=_texts(field.get("trueValues"), PLAIN.true),
        false=_texts(field.get("falseValues"), PLAIN.false),
        missing=parse_missing(missing) if isinstance(missing, list) else None,
    )
    # The usual one is recognised by identity, which costs nothing for each cell.
    return PLAIN if spelling == PLAIN else spelling


def parse_missing(values: Sequence[object]) -> tuple[str, ...]:
    """Read the texts that stand for no value; each may be an object with a label, as version 2 of the standard has."""
    return tuple(str(value.get("value", "")) if isinstance(value, dict) else str(value) for value in values)


def _texts(values: object, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(str, values)) if isinstance(values, list) else otherwise


def parse_cell(text: str, kind: str, spelling: Spelling = PLAIN) -> Cellvalue:
    """Read a cell's text by the type of its field.

    Raises ValueError when it cannot be read so.

    >>> parse_cell("362.0", "number"), parse_cell("1190", "integer"), parse_cell("=1+1", "string")
    (Decimal('362.0'), 1190, '=1+1')
    >>> parse_cell("1.512,5 t", "number", Spelling(decimal=",", group=".", bare=False))
    Decimal('1512.5')
    """
    parse = _PARSERS.get(kind)
    return text if parse is None else parse(text, spelling)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadColumn:
    """The cells of one field, as they stand in the file and as they were read."""

    texts: Sequence[str | None]
    """``None`` for a cell that a row is too short to have."""
    by_text: Mapping[str | None, Cellvalue]
    """The value of each distinct text; ``None`` for those that stand for no value, and those that cannot be read."""
    unreadable: frozenset[str]
    """The distinct texts that cannot be read by the type of the field."""
    missing: frozenset[str]
    """The texts that stand for no value."""

    @property
    def values(self) -> Sequence[Cellvalue]:
        """The value of each cell; made anew each time."""
        # The texts of a key are distinct, and `by_text` has them in the same order.
        if len(self.by_text) == len(self.texts):
            return list(self.by_text.values())
        return list(map(self.by_text.__getitem__, self.texts))


def read_column(
    texts: Sequence[str | None], kind: str, missing: Collection[str], spelling: Spelling = PLAIN
) -> ReadColumn:
    """Read a column's cells by the type of its field; `missing` are the table's texts that stand for no value."""
    missing = frozenset(missing if spelling.missing is None else spelling.missing)
    parse, unreadable = _PARSERS.get(kind), set()
    by_text: dict[str | None, Cellvalue] = dict.fromkeys(texts)
    # Most numbers have neither sign nor gap, which is asked of all of them at once.
    if parse is _parse_integer and spelling is PLAIN and by_text.keys().isdisjoint({None, "", *missing}):
        whole = _parse_digits(cast("Collection[str]", by_text.keys()))
        if whole:
            return ReadColumn(texts=texts, by_text=whole, unreadable=frozenset(), missing=missing)
    for text in by_text:
        if text is None or text in missing:
            continue
        try:
            by_text[text] = text if parse is None else parse(text, spelling)
        except ValueError:
            unreadable.add(text)
    return ReadColumn(texts=texts, by_text=by_text, unreadable=frozenset(unreadable), missing=missing)


def _parse_digits(texts: Collection[str]) -> Mapping[str | None, int]:
    """Return the values of whole numbers by their texts; none where one is anything else."""
    joined = "".join(texts)
    if not (joined.isascii() and joined.isdigit()):
        return {}
    try:
        return dict(zip(texts, map(int, texts), strict=True))
    # of more digits than Python reads
    except ValueError:
        return {}


def _parse_integer(text: str, spelling: Spelling) -> int:
    if not spelling.bare:
        text = _without_affixes(text, spelling.decimal)
    if spelling.group:
        text = text.replace(spelling.group, "")
    digits = text[1:] if text[:1] in {"+", "-"} else text
    # ASCII digits only: int() also reads "1_000", " 1 " and digits of other scripts.
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(text)
    return int(text)


def _parse_year(text: str, spelling: Spelling) -> int:
    if not (len(text) == 4 and text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def _parse_number(text: str, spelling: Spelling) -> Decimal:
    if spelling is not PLAIN:
        text = _without_affixes(text, spelling.decimal) if not spelling.bare else text
        text = text.replace(spelling.group, "")
        if spelling.decimal != "." and "." in text:
            raise ValueError(text)
        text = text.replace(spelling.decimal, ".")
    # Decimal() decides the form; of its characters it would also read spaces, "1_000", "NaN" and other scripts' digits.
    if text.strip(_DIGITS + "+-.eE"):
        raise ValueError(text)
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error


def _without_affixes(text: str, decimal: str) -> str:
    """Return what is left of a number without the currency before it and the unit after it.

    It is negative by a minus sign on either side, before or behind the currency, and in parentheses, as accounts have
    it.
    """
    digits = [at for at, char in enumerate(text) if char in _DIGITS]
    if not digits:
        return text
    start, end = digits[0], digits[-1] + 1
    start -= text[:start].endswith(decimal)
    before, after = text[:start].strip(), text[end:].strip()
    if sum(char in MINUSES for char in before + after) > 1:
        return text
    # Not within a word: US-$ is a currency.
    signed = any(one in MINUSES for one in (*before[:1], *before[-1:], *after[:1], *after[-1:]))
    in_parentheses = before.startswith("(") and after.endswith(")")
    return f"{'-' if signed or in_parentheses else ''}{text[start:end]}"


def _parse_boolean(text: str, spelling: Spelling) -> bool:
    # In this order, since a text in both lists is false by the standard's library too.
    if text in spelling.false:
        return False
    if text in spelling.true:
        return True
    raise ValueError(text)


def _parse_date(text: str, spelling: Spelling) -> str:
    # At the precision known: a month is no day, and "any" promises none.
    if spelling.format == "any" and len(text) in {4, 7}:
        return str(_parse_year(text, PLAIN)) if len(text) == 4 else _parse_yearmonth(text, PLAIN)
    if spelling.format not in {"default", "any"}:
        return datetime.datetime.strptime(text, spelling.format).date().isoformat()  # noqa: DTZ007 - only the date
    # Python 3.11 reads 20250217 and 2025-W08-1 as well; only one spelling sorts and compares as text.
    if datetime.date.fromisoformat(text).isoformat() != text:
        raise ValueError(text)
    return text


def _parse_yearmonth(text: str, spelling: Spelling) -> str:
    _parse_date(f"{text}-01", PLAIN)
    return text


_PARSERS: Mapping[str, Callable[[str, Spelling], Cellvalue]] = {
    "integer": _parse_integer,
    "year": _parse_year,
    "number": _parse_number,
    "boolean": _parse_boolean,
    "date": _parse_date,
    "yearmonth": _parse_yearmonth,
}
READ_HERE = frozenset({*_PARSERS, "string", "any"})
"""The types that are read here; of any other, the text is the value."""
