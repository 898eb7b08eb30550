"""A number as it should be printed: with the right value, in words or digits as the wrong one."""

from __future__ import annotations

import re
from decimal import Decimal

from figurecheck.figures import DEFAULT_RULES
from figurecheck.figures.english.words import TENS, UNITS
from figurecheck.figures.languages import language_code
from figurecheck.scan.compare import HOLDS, judged
from figurecheck.scan.fact import Fact

_DIGITS = re.compile(r"\d[\d,]*(?P<places>\.\d+)?")
_WORDS = {value: word for table in (TENS, UNITS) for word, value in table.items()}
_LARGEST_WORD = 99


def restate(lead: str, number: str, fact: Fact, locale: str) -> str:
    """Return what to print in place of a number and its qualifier; empty where no form is sure to be right.

    >>> restate("", "Fourteen", Fact(id="formats", value=Decimal(15)), "en")
    'Fifteen'
    >>> restate("more than ", "1,200", Fact(id="tests", value=Decimal(1100)), "en")
    '1,100'
    """
    if not isinstance(fact.value, Decimal):
        return ""
    written = _write(number, fact.value, locale)
    # The qualifier stays where it is true of the new number: "about 14", but not "more than 14" for 14.
    for text in (f"{lead}{written}", written) if written else ():
        if judged(text, fact.value, unit=fact.unit, locale=locale, rules=DEFAULT_RULES).verdict in HOLDS:
            return text
    return ""


def _write(number: str, value: Decimal, locale: str) -> str:
    whole = value == value.to_integral_value()
    found = _DIGITS.search(number)
    if found is None:
        words = _in_words(int(value)) if whole and language_code(locale) == "en" else ""
        return (words.capitalize() if number[:1].isupper() else words) or (f"{value:,f}" if whole else "")
    places = len(found["places"] or ".") - 1
    # Four digits keep the style of the text; more are never printed without separators.
    separator = "," if "," in found.group() or len(found.group()) < 4 or abs(value) >= 10_000 else ""
    shown = f"{value:{separator}.{places}f}" if places or whole else f"{value:{separator}f}"
    return number[: found.start()] + shown + number[found.end() :]


def _in_words(value: int) -> str:
    """Return a whole number below a hundred in English words; empty for others."""
    if not 0 <= value <= _LARGEST_WORD:
        return ""
    tens, units = divmod(value, 10)
    return _WORDS.get(value) or f"{_WORDS[10 * tens]}-{_WORDS[units]}"
