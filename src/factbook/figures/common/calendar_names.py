"""Names of languages, months and weekdays, and the digits of currencies, from Unicode's CLDR as Babel has it."""

from __future__ import annotations

from functools import cache

from babel.core import Locale, get_global


# A locale is a file that takes a hundredth of a second to load, and each call of Babel merges it anew.
@cache
def find_months(language: str) -> tuple[str, ...]:
    """Return the names of the months in full, January first.

    >>> find_months("en")[:2]
    ('January', 'February')
    """
    names = Locale(language).months["format"]["wide"]
    return tuple(names[number] for number in range(1, 13))


@cache
def find_short_months(language: str) -> tuple[str, ...]:
    """Return the abbreviations of the months, without a full stop, January first."""
    names = Locale(language).months["format"]["abbreviated"]
    return tuple(names[number].rstrip(".") for number in range(1, 13))


@cache
def find_weekdays(language: str) -> tuple[str, ...]:
    """Return the names of the weekdays in full, Monday first."""
    names = Locale(language).days["format"]["wide"]
    return tuple(names[number] for number in range(7))


@cache
def find_quarters(language: str) -> dict[str, int]:
    """Return the number of each quarter by its names, in full and abbreviated.

    >>> find_quarters("de")["3. Quartal"]
    3
    """
    forms = Locale(language).quarters["format"]
    return {forms[width][number]: number for width in ("wide", "abbreviated") for number in range(1, 5)}


@cache
def name_language(language: str) -> str:
    """Return what a language calls itself.

    >>> name_language("ko"), name_language("de")
    ('한국어', 'Deutsch')
    """
    name = Locale(language).get_display_name() or language
    return name[0].upper() + name[1:]


@cache
def has_hundredths(currency: str) -> bool:
    """Return whether amounts of a currency have two decimals.

    >>> has_hundredths("EUR"), has_hundredths("KRW")
    (True, False)
    """
    digits = get_global("currency_fractions")
    return bool(digits.get(currency, digits["DEFAULT"])[0] == 2)
