"""Read dates at the precision printed: (year, month, day), 0 for what is not printed."""

from __future__ import annotations

from figurecheck.figures.common.tokens import Tokens, skip_month_dot, word_at
from figurecheck.figures.english.words import MONTHS

Date = tuple[int, int, int]
_DAY_MONTH_YEAR = [[day, month, 4] for day in (1, 2) for month in (1, 2)]
"""Digits of the parts of 4/6/2025."""


def read_iso(text: str) -> Date | None:
    """Read ``2025-06-04``, ``2025-06``, ``2025`` or ``2025/6/4``."""
    if len(text) == 4 and text.isdecimal():
        return int(text), 0, 0
    year, *parts = text.replace("/", "-").split("-")
    # A time may follow the day: 2025-06-04T12:00.
    numbers = [int(part[:2]) for part in parts if part[:2].isdecimal()]
    if len(year) != 4 or not year.isdecimal() or not 1 <= len(numbers) == len(parts) <= 2:
        return _day_or_month_first(text)
    month, day = (*numbers, 0)[:2]
    return (int(year), month, day) if 1 <= month <= 12 and day <= 31 else None


def _day_or_month_first(text: str) -> Date | None:
    """Read ``17/10/2023`` and ``10/17/2023``; ``None`` where the day could be the month."""
    parts = text.replace(".", "/").split("/")
    if [len(part) for part in parts] not in _DAY_MONTH_YEAR or not all(map(str.isdecimal, parts)):
        return None
    first, second, year = map(int, parts)
    # Day and month can be told apart only where one of them is no month, or both are the same.
    if first > 12 or first == second:
        first, second = second, first
    elif second <= 12:
        return None
    return (year, first, second) if 1 <= first <= 12 and second <= 31 else None


def read_date(tokens: Tokens, at: int) -> tuple[Date, int] | None:
    """Read a date that starts at a token: "September 2022", "4 June 2025", "June 4", "4th of June, 2025"."""
    word = word_at(tokens, at)
    if word in MONTHS:
        return _month_first(tokens, at)
    day = _day(tokens, at)
    if not day:
        return None
    end = at + 1
    if word_at(tokens, end) in {"st", "nd", "rd", "th"} and tokens[end].glued:
        end += 1
    if word_at(tokens, end) == "of":
        end += 1
    month = MONTHS.get(word_at(tokens, end), 0)
    if not month:
        return None
    end = skip_month_dot(tokens, end + 1)
    year, end = _year(tokens, end)
    return (year, month, day), end


def _month_first(tokens: Tokens, at: int) -> tuple[Date, int] | None:
    month, end = MONTHS[tokens[at].text], skip_month_dot(tokens, at + 1)
    year, stop = _year(tokens, end)
    # "September 2022" before "September 20": four digits are never a day.
    if year:
        return (year, month, 0), stop
    day = _day(tokens, end)
    if not day:
        return None
    end += 1
    if word_at(tokens, end) in {"st", "nd", "rd", "th"} and tokens[end].glued:
        end += 1
    year, end = _year(tokens, end)
    return (year, month, day), end


def _day(tokens: Tokens, at: int) -> int:
    text = word_at(tokens, at)
    return int(text) if len(text) <= 2 and text.isdecimal() and text.isascii() and 1 <= int(text) <= 31 else 0


def _year(tokens: Tokens, at: int) -> tuple[int, int]:
    """Read a year, with a comma or "of" before it; 0 and the place itself if there is none."""
    place = at + 1 if word_at(tokens, at) in {",", "of"} else at
    text = word_at(tokens, place)
    # A year of a report lies between these; other four digits behind a month are a count: "June 4 2500 people".
    if len(text) == 4 and text.isdecimal() and text.isascii() and 1000 <= int(text) < 2200:
        return int(text), place + 1
    return 0, at
