"""Write values for readers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from factbook.figures.common.calendar_names import find_months
from factbook.figures.common.tokens import MINUS
from factbook.figures.common.units import PHYSICAL, SPANS, canonical, is_money

NOUNS = {
    "people": ("person", "people"),
    "cases": ("case", "cases"),
    "pp": ("percentage point", "percentage points"),
    "foot": ("foot", "feet"),
}
MONEY = {"KRW": "won"}
SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
BIG = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_TAILS = {"%": "%", "ratio": " times", "rank": "", "date": "", "": "", "count": ""}
DIGITS = 4
"""Significant digits with which a value with decimals is shown."""


def show(value: Decimal | Fraction | int | str, unit: str) -> str:
    """Write a value with its unit for a reader.

    >>> show(Decimal("-0.166"), "share")
    '−16.6%'
    >>> show(Decimal(5200000000), "KRW")
    '5.2 billion won'
    """
    if isinstance(value, str) and canonical(unit) == "since":
        return "a record" if value == "record" else f"since {show_date(value)}"
    if isinstance(value, str):
        return show_date(value) if canonical(unit) == "date" else value
    if isinstance(value, Decimal) and not value.is_finite():
        return str(value)
    # A fraction of 10 to the power of thousands would be written out digit by digit.
    if isinstance(value, Decimal) and abs(value.adjusted()) > 60:
        return f"{value} {unit}".rstrip()
    return _with_unit(value if isinstance(value, Fraction) else Fraction(value), canonical(unit), unit)


def _with_unit(amount: Fraction, unit: str, written: str) -> str:
    if unit == "share":
        return f"{show_number(amount * 100)}%"
    if unit in {"date", "rank"} and amount.denominator == 1:
        return ordinal(int(amount)) if unit == "rank" else str(int(amount))
    if is_money(unit):
        return _money(amount, unit)
    number = show_number(amount)
    if unit in NOUNS or unit in SPANS:
        one, more = NOUNS.get(unit, (unit, f"{unit}s"))
        return f"{number} {one if abs(amount) == 1 else more}"
    if unit in _TAILS:
        return f"{number}{_TAILS[unit]}"
    return f"{number} {unit if unit in PHYSICAL else written}"


def _money(amount: Fraction, unit: str) -> str:
    number = show_number(amount)
    for size, word in BIG:
        if abs(amount) >= size:
            scaled = amount / size
            # "1.268 million" where three decimals are all there is; otherwise four digits are enough for a reader.
            exact = (scaled * 1000).denominator == 1 and len(_plain(abs(scaled), 3).replace(".", "")) <= 6
            number = f"{show_number(scaled, places=3 if exact else None)} {word}" if exact else number
            break
    if unit in SIGNS:
        return f"{MINUS if amount < 0 else ''}{SIGNS[unit]}{number.removeprefix(MINUS)}"
    return f"{number} {MONEY.get(unit, unit)}"


def show_number(amount: Fraction, places: int | None = None) -> str:
    """Write a number with separators, a true minus sign, and at most as many decimals as tell it apart.

    >>> show_number(Fraction(-23022, 1))
    '−23,022'
    """
    # Whole numbers are most of what is shown; this way costs no fractions.
    if places is None and amount.denominator == 1 and abs(amount.numerator) < 10**60:
        whole = amount.numerator
        return f"{whole:,}" if whole >= 0 else f"{MINUS}{-whole:,}"
    size = abs(amount)
    if places is None:
        places = (
            0 if size.denominator == 1 else max(1, DIGITS - len(str(int(size))) if size >= 1 else _small_places(size))
        )
    text = _plain(size, places)
    return f"{MINUS if amount < 0 and text.strip('0.') else ''}{text}"


def _small_places(size: Fraction) -> int:
    zeros = 0
    while size < Fraction(1, 10) and zeros < 20:
        size, zeros = size * 10, zeros + 1
    return zeros + DIGITS - 1


def _plain(size: Fraction, places: int) -> str:
    scaled = size * 10**places
    # Half up in whole numbers: `round` rounds halves to even, and `Decimal` would need a precision for each value.
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    before, after = divmod(whole, 10**places)
    if len(str(before)) > 60:
        return str(before)
    decimals = f"{after:0{places}d}".rstrip("0") if places else ""
    return f"{before:,}.{decimals}" if decimals else f"{before:,}"


def ordinal(number: int) -> str:
    """Write a rank.

    >>> ordinal(22)
    '22nd'
    """
    # 11th, 12th and 13th break the rule of the last digit.
    tail = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{tail}"


def show_date(iso: str) -> str:
    """Write an ISO date at its own precision.

    >>> show_date("2022-09")
    'September 2022'
    """
    parts = iso.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return iso
    if len(parts) == 1 or not 1 <= int(parts[1]) <= 12:
        return iso
    month = f"{find_months('en')[int(parts[1]) - 1]} {parts[0]}"
    return month if len(parts) == 2 else f"{int(parts[2])} {month}"
