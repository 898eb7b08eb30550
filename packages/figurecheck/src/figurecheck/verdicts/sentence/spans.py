"""Stretches of time as days: what a statistic's period and a text's words are compared by."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from functools import lru_cache

LONGEST_YEAR = 366
QUARTER, HALF_YEAR = 3, 6
"""Their months."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time, first and last day included, as ordinals of `datetime.date`."""

    first: int
    last: int

    def __contains__(self, other: Span) -> bool:
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Span) -> bool:
        """Return whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def to(self, other: Span) -> Span:
        """Return the stretch from the start of this one to the end of another."""
        return Span(self.first, other.last)

    @property
    def year(self) -> int:
        """The year in which it ends."""
        return datetime.date.fromordinal(self.last).year

    @property
    def part(self) -> int:
        """How many months it has, if it is a quarter or a half of a year; else 0."""
        return QUARTER if 90 <= self.days <= 92 else HALF_YEAR if 181 <= self.days <= 184 else 0

    @property
    def crosses(self) -> bool:
        """Whether it is a year or less that begins in one calendar year and ends in the next."""
        return self.days <= LONGEST_YEAR and datetime.date.fromordinal(self.first).year == self.year - 1

    @property
    def days(self) -> int:
        """How many days it has."""
        return self.last - self.first + 1

    def moved(self, years: int) -> Span:
        """Return the same stretch some years later, or earlier if negative."""
        return Span(_moved(self.first, years), _moved(self.last, years))

    def moved_months(self, months: int) -> Span:
        """Return as many months as the last ones of this stretch are moved by, later, or earlier if negative."""
        date = datetime.date.fromordinal(self.last)
        last = date.year * 12 + date.month - 1 + months
        first, end = (make_months(at // 12, at % 12 + 1, at % 12 + 1) for at in (last - abs(months) + 1, last))
        return first.to(end)


def make_year(year: int) -> Span:
    """Return the whole year."""
    return make_months(year, 1, 12)


def is_whole_year(span: Span) -> bool:
    """Return whether a stretch is one calendar year."""
    return span == make_year(span.year)


def make_months(year: int, first: int, last: int) -> Span:
    """Return the months of a year from the first to the last, by number."""
    end = calendar.monthrange(year, last)[1]
    return Span(datetime.date(year, first, 1).toordinal(), datetime.date(year, last, end).toordinal())


def make_day(year: int, month: int, day: int) -> Span | None:
    """Return one day; ``None`` if there is none such."""
    try:
        at = datetime.date(year, month, day).toordinal()
    except ValueError:
        return None
    return Span(at, at)


# Each claim of a report asks for the periods of its statistic and of its siblings.
@lru_cache(maxsize=16384)
def parse_span(text: str) -> Span | None:
    """Return the stretch that an ISO period names; ``None`` for anything else.

    >>> parse_span("2024-Q2") == parse_span("2024-04/2024-06")
    True
    """
    # ISO 8601 writes an interval with a slash: 2021-01/2025-07.
    start, slash, end = text.partition("/")
    if slash:
        one, other = parse_span(start), parse_span(end)
        return one.to(other) if one and other and one.first <= other.last else None
    year, _, rest = text.partition("-")
    if len(year) != 4 or not year.isdecimal() or int(year) < 1:
        return None
    return _parse_part(int(year), rest) if rest or not _ else None


def _parse_part(year: int, rest: str) -> Span | None:
    if not rest:
        return make_year(year)
    letter, number = rest[:1], rest[1:]
    size = {"Q": 3, "H": 6}.get(letter)
    if size and number.isdecimal() and 1 <= int(number) <= 12 // size:
        return make_months(year, size * (int(number) - 1) + 1, size * int(number))
    month, _, day = rest.partition("-")
    if len(month) != 2 or not month.isdecimal() or not 1 <= int(month) <= 12:
        return None
    if not day:
        return make_months(year, int(month), int(month))
    return make_day(year, int(month), int(day)) if len(day) == 2 and day.isdecimal() else None


def _moved(day: int, years: int) -> int:
    date = datetime.date.fromordinal(day)
    year = min(max(date.year + years, 1), 9999)
    # 29 February, and the last day of a month, stay the last day of theirs.
    last = calendar.monthrange(year, date.month)[1]
    was_last = date.day == calendar.monthrange(date.year, date.month)[1]
    return date.replace(year=year, day=last if was_last else min(date.day, last)).toordinal()
