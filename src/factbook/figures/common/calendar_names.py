"""Names of languages, months and weekdays, and the digits of currencies, from Unicode's CLDR as Babel has it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.core import Locale

# English is read in every report, and Babel takes 0.02 s to load and to find its names; a test compares them.
MONTHS = tuple("January February March April May June July August September October November December".split())
SHORT_MONTHS = tuple(name[:3] for name in MONTHS)
WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())


def _load(language: str) -> Locale:
    from babel.core import Locale

    return Locale(language)


# A locale is a file that takes a hundredth of a second to load, and each call of Babel merges it anew.
@cache
def find_months(language: str) -> tuple[str, ...]:
    """Return the names of the months in full, January first.

    >>> find_months("en")[:2]
    ('January', 'February')
    """
    if language == "en":
        return MONTHS
    names = _load(language).months["format"]["wide"]
    return tuple(names[number] for number in range(1, 13))


@cache
def find_short_months(language: str) -> tuple[str, ...]:
    """Return the abbreviations of the months, without a full stop, January first."""
    if language == "en":
        return SHORT_MONTHS
    names = _load(language).months["format"]["abbreviated"]
    return tuple(names[number].rstrip(".") for number in range(1, 13))


@cache
def find_weekdays(language: str) -> tuple[str, ...]:
    """Return the names of the weekdays in full, Monday first."""
    if language == "en":
        return WEEKDAYS
    names = _load(language).days["format"]["wide"]
    return tuple(names[number] for number in range(7))


@cache
def find_quarters(language: str) -> dict[str, int]:
    """Return the number of each quarter by its names, in full and abbreviated.

    >>> find_quarters("de")["3. Quartal"]
    3
    """
    forms = _load(language).quarters["format"]
    return {forms[width][number]: number for width in ("wide", "abbreviated") for number in range(1, 5)}


@cache
def name_language(language: str) -> str:
    """Return what a language calls itself.

    >>> name_language("ko"), name_language("de")
    ('한국어', 'Deutsch')
    """
    name = _load(language).get_display_name() or language
    return name[0].upper() + name[1:]


@cache
def has_hundredths(currency: str) -> bool:
    """Return whether amounts of a currency have two decimals.

    >>> has_hundredths("EUR"), has_hundredths("KRW")
    (True, False)
    """
    from babel.core import get_global

    digits = get_global("currency_fractions")
    return bool(digits.get(currency, digits["DEFAULT"])[0] == 2)
