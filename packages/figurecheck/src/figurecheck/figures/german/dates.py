"""Read German dates and times: 4. Juni 2025, 04.06.2025, im Juni, 14.30 Uhr, 16 bis 18 Uhr."""

from __future__ import annotations

import re
from collections.abc import Iterator

from figurecheck.figures.common.tokens import Tokens, skip_month_dot, word_at
from figurecheck.figures.german.number_words import WordKind, read_word
from figurecheck.figures.german.words import MONTHS

Date = tuple[int, int, int]
_HOURS = (
    r"(?:\d{1,2}(?:[.:]\d{2})?|null|ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|vierzehn|"
    r"fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn|zwanzig)"
)
TIMES = re.compile(
    rf"(?<![\w.,]){_HOURS}(?:\s?(?:bis|und|-|–)\s?{_HOURS})?\s?Uhr\b(?:\s[0-5]\d\b(?!\s\w))?", re.IGNORECASE
)
"""Matches "14.30 Uhr", "16 bis 18 Uhr", "neun Uhr"."""
HALF_HOURS = re.compile(rf"\b(?:halb|viertel (?:vor|nach)|drei ?viertel) {_HOURS}(?=$|[.,;)]|\suhr)", re.IGNORECASE)
"""Matches times of the day, which no figure is."""
_NUMERIC = re.compile(
    r"(?<![\d.,])(?P<day>0?[1-9]|[12]\d|3[01])\.\s?(?P<month>0?[1-9]|1[0-2])\.(?:\s?(?P<year>(?:19|20)\d\d|\d\d)(?!\d|[.,]\d))?"
    r"|(?<![\d.])(?P<iso>\d{4}-\d{2}(?:-\d{2})?)(?![\d-])"
)


def read_numeric_dates(text: str) -> Iterator[tuple[int, int, Date]]:
    """Yield dates in digits: where each stands, and what it says; 0 for what is not printed."""
    for match in _NUMERIC.finditer(text):
        if match["iso"]:
            number, month, day = (*(int(part) for part in match["iso"].split("-")), 0)[:3]
            if 1 <= month <= 12 and day <= 31:
                yield *match.span(), (number, month, day)
            continue
        year = match["year"] or "0"
        # "12.5.25": of this century, as a paper of today means it.
        full = int(year) + (2000 if len(year) == 2 else 0)
        yield *match.span(), (full, int(match["month"]), int(match["day"]))


def read_date(tokens: Tokens, at: int) -> tuple[Date, int] | None:
    """Read a date that starts at a token: "Juni 2025", "4. Juni 2025", "vierten Juni"."""
    word = word_at(tokens, at)
    if word in MONTHS:
        cut_short = len(word) < 4 and word != "mai"
        if word_at(tokens, at - 1) == "-" or (cut_short and word_at(tokens, at + 1) != "."):
            return None
        year, end = _year(tokens, skip_month_dot(tokens, at + 1))
        return (year, MONTHS[word], 0), end if year else at + 1
    day, end = _day(tokens, at)
    month = MONTHS.get(word_at(tokens, end), 0) if day else 0
    if not month:
        return None
    year, behind = _year(tokens, skip_month_dot(tokens, end + 1))
    return (year, month, day), behind if year else end + 1


def _day(tokens: Tokens, at: int) -> tuple[int, int]:
    text = word_at(tokens, at)
    if text.isdecimal() and len(text) < 3 and word_at(tokens, at + 1) == "." and 1 <= int(text) <= 31:
        return int(text), at + 2
    read = read_word(text) if text.isalpha() else None
    if read is not None and read.kind is WordKind.ORDINAL and read.amount <= 31:
        return int(read.amount), at + 1
    return 0, at


def _year(tokens: Tokens, at: int) -> tuple[int, int]:
    """Read a year; 0 and the place itself if there is none."""
    text = word_at(tokens, at)
    if len(text) == 4 and text.isdecimal() and 1000 <= int(text) < 2200:
        return int(text), at + 1
    return 0, at
