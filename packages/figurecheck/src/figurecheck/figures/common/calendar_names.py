"""Names of languages, months and weekdays, and the digits of currencies, from Unicode's CLDR as Babel has it.

Babel is 34 MB for these few names, so they are written down: ``tests/figures/cldr.py`` writes ``cldr.json``, and a test
compares it with Babel's.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _load() -> Any:
    return json.loads(files("figurecheck").joinpath("figures/common/cldr.json").read_text("utf-8"))


def _find(language: str, kind: str) -> Any:
    """Return the names of a kind in a language; the English ones of a language that CLDR lacks."""
    languages = _load()["languages"]
    return languages.get(language.partition("-")[0].lower(), languages["en"])[kind]


@cache
def find_months(language: str) -> tuple[str, ...]:
    """Return the names of the months in full, January first.

    >>> find_months("en")[:2]
    ('January', 'February')
    """
    return tuple(_find(language, "months"))


@cache
def find_short_months(language: str) -> tuple[str, ...]:
    """Return the abbreviations of the months, without a full stop, January first."""
    return tuple(_find(language, "short_months"))


@cache
def find_weekdays(language: str) -> tuple[str, ...]:
    """Return the names of the weekdays in full, Monday first."""
    return tuple(_find(language, "weekdays"))


@cache
def find_quarters(language: str) -> dict[str, int]:
    """Return the number of each quarter by its names, in full and abbreviated.

    >>> find_quarters("de")["3. Quartal"]
    3
    """
    return dict(_find(language, "quarters"))


def name_language(language: str) -> str:
    """Return what a language calls itself.

    >>> name_language("ko"), name_language("de")
    ('한국어', 'Deutsch')
    """
    name: str = _find(language, "name")
    return name[0].upper() + name[1:]


def has_hundredths(currency: str) -> bool:
    """Return whether amounts of a currency have two decimals.

    >>> has_hundredths("EUR"), has_hundredths("KRW")
    (True, False)
    """
    digits: dict[str, int] = _load()["currency_digits"]
    return digits.get(currency, digits["DEFAULT"]) == 2
