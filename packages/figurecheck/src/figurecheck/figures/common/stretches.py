"""Read a bound text that names a stretch of time: "the late 1990s", "early March", "before 2010", "2024년 말"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from figurecheck.figures.common.calendar_names import find_months, find_short_months

Day = tuple[int, int, int]
_PARTS = {
    # Of ten, or of a hundred, years; of the months of a year; of the days of a month. They overlap, as writers do.
    "early": ((0, 4), (1, 4), (1, 11)),
    "mid": ((3, 7), (5, 8), (10, 21)),
    "late": ((6, 10), (9, 12), (21, 31)),
    "start": ((0, 2), (1, 3), (1, 8)),
    "end": ((8, 10), (10, 12), (24, 31)),
}
_FAR = 10
"""Years beyond which "before 2010" is true, and misleads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOfTime:
    """First and last day that a text allows; the year is 0 in both where none is printed."""

    first: Day
    last: Day
    open: int = 0
    """-1 or 1 where it goes on before, or after: what lies far outside is true there, and misleads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchWords:
    """How a language says which part of a time it means, as patterns in lower case."""

    parts: Mapping[str, str]
    """By names of parts, and ``about``, ``before``, ``after``, ``until`` and ``from``, of which two hold their date."""
    lead: str = ""
    """What may stand at the beginning: "in the"."""
    link: str = r"[\s-]?"
    """What may stand between the part and the date: "of"."""
    year: str = r"(?P<year>\d{4})"
    decade: str
    """What makes a year a decade."""
    behind: bool = False
    """Whether the part stands behind its date."""
    tail: str = ""


def read_stretch(text: str, language: str, words: StretchWords) -> PartOfTime | None:
    """Return the stretch of time that a text is, if it is nothing else.

    >>> from figurecheck.figures.english.language import ENGLISH
    >>> read_stretch("the late 1990s", "en", ENGLISH.stretches)
    PartOfTime(first=(1996, 1, 1), last=(1999, 12, 31), open=0)
    """
    match = _compile(language, words).fullmatch(text.lower().strip())
    if match is None:
        return None
    year, named = int(match["year"] or 0), match["month"]
    part = next((name for name in words.parts if match[name]), "")
    if match["decade"]:
        return _read_decade(year, part)
    month = _number_months(language)[named] if named else 0
    if part in {"about", "before", "after", "until", "from"}:
        return _read_side(year, part) if year and not month else None
    if not part:
        return None
    _, (first, last), (first_day, last_day) = _PARTS[part]
    if month:
        return PartOfTime(first=(year, month, first_day), last=(year, month, last_day))
    return PartOfTime(first=(year, first, 1), last=(year, last, 31)) if year else None


def _read_decade(year: int, part: str) -> PartOfTime | None:
    # "The 1800s" are a century, and "the 2000s" ten years.
    width = 100 if year % 100 == 0 and year < 2000 else 10
    if year % 10 or part not in {"", *_PARTS}:
        return None
    first, last = _PARTS[part][0] if part else (0, 10)
    return PartOfTime(first=(year + width * first // 10, 1, 1), last=(year + width * last // 10 - 1, 12, 31))


def _read_side(year: int, part: str) -> PartOfTime:
    if part == "about":
        # Of a round year its last place may be rounded.
        off = 2 if year % 10 else 5 if year % 100 else 10
        return PartOfTime(first=(year - off, 1, 1), last=(year + off, 12, 31))
    if part in {"before", "until"}:
        return PartOfTime(first=(year - _FAR, 1, 1), last=(year - (part == "before"), 12, 31), open=-1)
    return PartOfTime(first=(year + (part == "after"), 1, 1), last=(year + _FAR, 12, 31), open=1)


@cache
def _number_months(language: str) -> dict[str, int]:
    names = (find_months(language), find_short_months(language))
    return {name.lower(): at for months in names for at, name in enumerate(months, start=1)}


_COMPILED: dict[str, re.Pattern[str]] = {}


def _compile(language: str, words: StretchWords) -> re.Pattern[str]:
    if language not in _COMPILED:
        part = "|".join(f"(?P<{name}>{pattern})" for name, pattern in words.parts.items())
        months = "|".join(map(re.escape, sorted(_number_months(language), key=len, reverse=True)))
        month = rf"(?P<month>{months})\.?"
        year = rf"{words.year}(?P<decade>{words.decade})?"
        if words.behind:
            pattern = rf"{words.lead}(?:{year})?\s?(?:{month})?{words.link}(?:{part})?{words.tail}"
        else:
            pattern = rf"{words.lead}(?:(?:{part}){words.link})?(?:{month}\s?)?(?:{year})?{words.tail}"
        _COMPILED[language] = re.compile(pattern)
    return _COMPILED[language]
