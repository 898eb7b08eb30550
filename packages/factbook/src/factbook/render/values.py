"""Values, dates and intervals as a reader sees them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from factbook.render.words.interface import find_words
from figurecheck.figures import show
from figurecheck.figures.common.format import BIG
from figurecheck.figures.common.units import CURRENCY_CODES, PHYSICAL
from figurecheck.figures.shown_value import show_bare, show_date, show_value
from figurecheck.model import Cellvalue, Interval

__all__ = [
    "keep_units", "name_periods", "show_bare", "show_cell", "show_date", "show_interval", "show_number", "show_pair",
    "show_value",
]  # fmt: skip
LONGEST = 28
"""Characters of a value with its unit that fit on a line of a panel on a phone; of a longer one, the unit may wrap."""
# U+00A0 is a space at which no line breaks; browsers copy it as a space, and find it as one.
_PERIOD = re.compile(r"(?<![\w/-])\d{4}-\d{2}(?:-\d{2})?(?:/\d{4}-\d{2}(?:-\d{2})?)?(?![\w/-])")
NO_BREAK = "\u00a0"
YEAR_COLUMN = re.compile(r"(^|_)year$")


def show_number(value: Decimal | int) -> str:
    """Return a number with thousands separators and a true minus sign; recorded trailing zeros stay."""
    return (f"{value:,f}" if isinstance(value, Decimal) else f"{value:,d}").replace("-", "\u2212")


def name_periods(text: str, language: str = "en") -> str:
    """Return a text with the months and days in it in words.

    >>> name_periods("Trips, 2025-08/2026-01"), name_periods("Trips of 2024-07")
    ('Trips, August 2025 to January 2026', 'Trips of July 2024')
    """

    def name(found: re.Match[str]) -> str:
        first, _, last = (show_date(part, language) for part in found[0].partition("/"))
        return find_words(language)["period"].format(first=first, last=last) if last else first

    return _PERIOD.sub(name, text)


def show_pair(
    before: Decimal | str, after: Decimal | str, units: tuple[str, str], language: str = "en"
) -> tuple[str, str]:
    """Return two recorded values, with more decimals if they differ and would look the same."""
    shown = show_value(before, units[0], language), show_value(after, units[1], language)
    if shown[0] != shown[1] or before == after or isinstance(before, str) or isinstance(after, str):
        return shown
    # One digit more than the first in which they differ, so that neither looks like a rounding of the other.
    digits = max(0, -(before - after).adjusted()) + 1
    longer = show_value(before, units[0], language, digits), show_value(after, units[1], language, digits)
    if longer[0] != longer[1]:
        return longer
    # Large amounts are shown in words, such as millions, whose decimals are not those of the value.
    first, second = (round(value, digits) for value in (before, after))
    return f"{shown[0]} ({first:,f})", f"{shown[1]} ({second:,f})"


def keep_units(text: str, *units: str, longest: int = LONGEST) -> str:
    """Return a text for a page with no-break spaces between each value and its unit, so that a line ends at neither.

    All physical units and currencies are known, and `units` are what else may stand after a value. Of a value that has
    more than `longest` characters with its unit, only the first word of the unit is kept with the number.

    >>> keep_units("recomputed 2,000 kg for 3 cases", "cases")
    'recomputed 2,000\\xa0kg for 3\\xa0cases'
    """

    def keep(value: re.Match[str]) -> str:
        return value[0].replace(" ", NO_BREAK, -1 if len(value[0]) <= longest else 1)

    return _compile_values(frozenset(units)).sub(keep, text)


@lru_cache(maxsize=1024)
def _compile_values(units: frozenset[str]) -> re.Pattern[str]:
    known = units | PHYSICAL | CURRENCY_CODES | {"people", "cases", "pp", "ratio"}
    # One and two of it, as nouns have a plural.
    tails = {show(Decimal(n), unit).partition(" ")[2] for n in (1, 2) for unit in known} - {""}
    # The longest first, as "m" begins "minutes".
    after = "|".join(re.escape(tail) for tail in sorted(tails, key=lambda tail: (-len(tail), tail)))
    scales = "|".join(word for _, word in BIG)
    return re.compile(rf"\d[\d,]*(?:\.\d+)?(?: (?:{scales})\b)?(?: (?:{after})(?!\w))?")


def show_cell(value: Cellvalue, column: str = "") -> str:
    """Return a cell of a table as text: years plain, other numbers with separators, empty for ``None``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    return str(value) if YEAR_COLUMN.search(column) else show_number(value)


def show_interval(interval: Interval, unit: str = "", language: str = "en") -> str:
    """Return every value that a printed figure allows, in words; empty if it allows any."""
    words = find_words(language)
    low, high = (show_bare(end, unit, language) for end in (interval.low, interval.high))
    if interval.low is not None and interval.low == interval.high:
        return low
    if low and high:
        return words["between"].format(low=low, high=high)
    if low:
        return words["from" if interval.low_closed else "above"].format(low=low)
    return words["upto" if interval.high_closed else "below"].format(high=high) if high else ""
