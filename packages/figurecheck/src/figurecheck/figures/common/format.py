"""Write values for readers."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from figurecheck.figures.common.calendar_names import find_months, has_hundredths
from figurecheck.figures.common.tokens import MINUS
from figurecheck.figures.common.units import PHYSICAL, SPANS, canonical, is_money

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
"""Significant digits with which a value is shown that has no end, or a far one, as quotients have."""
EXACT_PLACES, EXACT_DIGITS = 9, 9
"""Decimals and significant digits up to which a value is shown in full: a table's own, whatever stands beside it."""
CENTS_BELOW = 1000
"""Amount of money below which its hundredths are shown, in currencies that have them."""


def show(value: Decimal | Fraction | int | str, unit: str, least: int = 0) -> str:
    """Write a value with its unit for a reader, with `least` decimals if it has as many.

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
    amount, kind = value if isinstance(value, Fraction) else Fraction(value), canonical(unit)
    # €6.00 where it was recorded as 6.0: a column of prices has €4.30, too.
    if is_money(kind) and has_cents(amount, kind, value):
        return _money(amount, kind, pad_cents(show_number(amount)))
    return _with_unit(amount, kind, unit, least)


def has_cents(amount: Fraction, unit: str, value: Decimal | Fraction | int) -> bool:
    """Return whether an amount of money has whole hundredths that a reader sees, as prices do."""
    if abs(amount) >= CENTS_BELOW or (amount * 100).denominator != 1 or not has_hundredths(unit):
        return False
    return amount.denominator != 1 or (isinstance(value, Decimal) and int(value.as_tuple().exponent) < 0)


def pad_cents(number: str) -> str:
    """Return a number with two decimals at least."""
    whole, _, decimals = number.partition(".")
    return f"{whole}.{decimals:0<2}"


def _with_unit(amount: Fraction, unit: str, written: str, least: int) -> str:
    if unit == "share":
        return f"{show_number(amount * 100, least=least)}%"
    if unit in {"date", "rank"} and amount.denominator == 1:
        return ordinal(int(amount)) if unit == "rank" else str(int(amount))
    if is_money(unit):
        return _money(amount, unit, show_number(amount, least=least))
    number = show_number(amount, least=least)
    if unit in NOUNS or unit in SPANS:
        one, more = NOUNS.get(unit, (unit, f"{unit}s"))
        return f"{number} {one if abs(amount) == 1 else more}"
    if unit in _TAILS:
        return f"{number}{_TAILS[unit]}"
    return f"{number} {unit if unit in PHYSICAL else written}"


def _money(amount: Fraction, unit: str, number: str) -> str:
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


def show_number(amount: Fraction, places: int | None = None, least: int = 0) -> str:
    """Write a number with separators, a true minus sign, and at most as many decimals as tell it apart.

    `least` decimals are shown where it has as many, so that it can be compared with what stands beside it.

    >>> show_number(Fraction(-23022, 1))
    '−23,022'
    """
    # Whole numbers are most of what is shown; this way costs no fractions.
    if places is None and amount.denominator == 1 and abs(amount.numerator) < 10**60:
        whole = amount.numerator
        return f"{whole:,}" if whole >= 0 else f"{MINUS}{-whole:,}"
    size = abs(amount)
    if places is None:
        places = EXACT_PLACES if is_short(size) else max(least, _find_places(size))
    text = _plain(size, places)
    return f"{MINUS if amount < 0 and text.strip('0.') else ''}{text}"


def is_short(size: Fraction) -> bool:
    """Return whether a number is shown in full.

    >>> is_short(Fraction("431.12")), is_short(Fraction(1, 3))
    (True, False)
    """
    scaled = size * 10**EXACT_PLACES
    return scaled.denominator == 1 and len(str(abs(scaled.numerator)).rstrip("0")) <= EXACT_DIGITS


def _find_places(size: Fraction) -> int:
    return max(1, DIGITS - len(str(int(size)))) if size >= 1 else _small_places(size)


def _small_places(size: Fraction) -> int:
    zeros = 0
    while size < Fraction(1, 10) and zeros < 20:
        size, zeros = size * 10, zeros + 1
    return zeros + DIGITS - 1


def count_decimals(shown: str) -> int:
    """Return the decimals of the first number of a shown value.

    >>> count_decimals("431.12 ppm"), count_decimals("5 kg")
    (2, 0)
    """
    found = re.search(r"\d(?:\.(\d+))?(?![\d,])", shown)
    return len(found[1] or "") if found else 0


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
