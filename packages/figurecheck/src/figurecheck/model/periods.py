"""The periods of a series: years, half-years, quarters, months, weeks and days, and the gaps between them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

MONTHS_OF = {"year": 12, "half-year": 6, "quarter": 3, "month": 1}
"""Kinds of period that are made of months."""
# Labels as ISO 8601 writes them, half-years and quarters as statistical offices do. "2024" fits the year alone, so that
# the order of the clocks below does not matter.
_LETTERS = {"half-year": ("H", 2), "quarter": ("Q", 4), "week": ("W", 99)}
"""The letter before the number of a part of a year, and the largest such number."""


def has_date_form(text: str) -> bool:
    """Return whether a text is written like 2024, 2024-05 or 2024-05-31."""
    parts = text.split("-")
    return [len(part) for part in parts] in ([4], [4, 2], [4, 2, 2]) and all(map(str.isdecimal, parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A numbering of the periods of one series, in which adjacent periods differ by one."""

    kind: str
    """One step: ``year``, ``half-year``, ``quarter``, ``month``, ``week`` or ``day``."""
    start: int = 0
    """For periods written as a span of months: the month of a step in which they begin."""
    length: int = 0
    """For periods written as a span of months: how many; else 0."""

    def number(self, label: str) -> int | None:
        """Return the number of a period; ``None`` if the label is not of this kind.

        >>> Clock(kind="quarter").number("2024-Q3") - Clock(kind="quarter").number("2023-Q4")
        3
        """
        if self.length:
            return self._number_of_span(label)
        if self.kind in MONTHS_OF:
            part = _read_part(label, self.kind)
            return part and part[0] * (12 // MONTHS_OF[self.kind]) + part[1] - 1
        # By ordinal days, since a year has 52 or 53 weeks and the number of a week says nothing of the distance.
        day = _read_week(label) if self.kind == "week" else _read_day(label)
        return None if day is None else day.toordinal() // 7 if self.kind == "week" else day.toordinal()

    def label(self, number: int) -> str:
        """Return the label of the period with a number.

        >>> Clock(kind="month").label(Clock(kind="month").number("2024-12") + 1)
        '2025-01'
        """
        if self.length:
            first = number * MONTHS_OF[self.kind] + self.start
            return f"{_month(first)}/{_month(first + self.length - 1)}"
        if self.kind in MONTHS_OF:
            year, part = divmod(number, 12 // MONTHS_OF[self.kind])
            return _month(number) if self.kind == "month" else f"{year:04d}{_TAILS[self.kind].format(part + 1)}"
        if self.kind == "day":
            return datetime.date.fromordinal(number).isoformat()
        # Day 1 of the calendar was a Monday, so that the days of one ISO week share their quotient by seven only after
        # the ordinal of the Monday was used, as `_read_week` does; one day more leads back to it.
        year, week, _ = datetime.date.fromordinal(number * 7 + 1).isocalendar()
        return f"{year:04d}-W{week:02d}"

    def _number_of_span(self, label: str) -> int | None:
        span = _read_span(label)
        if span is None or span[1] != self.length or (span[0] - self.start) % MONTHS_OF[self.kind]:
            return None
        return (span[0] - self.start) // MONTHS_OF[self.kind]


# How a label goes on behind its year; months are written by `_month`.
_TAILS = {"year": "", "half-year": "-H{}", "quarter": "-Q{}"}
_PLAIN = tuple(Clock(kind=kind) for kind in (*MONTHS_OF, "week", "day"))


def read_clock(labels: Sequence[str]) -> Clock | None:
    """Return the clock of these periods; ``None`` if they are no periods, or not of one kind.

    Spans of months (``2024-01/2024-06``) are steps of a year where all begin in the same month, else of their length.
    """
    for clock in _PLAIN:
        if labels and all(clock.number(label) is not None for label in labels):
            return clock
    spans = [_read_span(label) for label in labels]
    lengths = {span[1] for span in spans if span}
    if None in spans or len(lengths) != 1:
        return None
    length = lengths.pop()
    starts = {span[0] for span in spans if span}
    # From the year downward: spans that all begin in the same month (January to June of each year) are compared year by
    # year, others only if they follow each other without a gap or an overlap.
    for kind, months in MONTHS_OF.items():
        if months >= length and len({start % months for start in starts}) == 1 and (months == length or kind == "year"):
            return Clock(kind=kind, start=next(iter(starts)) % months, length=length)
    return None


def find_gaps(numbers: Sequence[int], every: int = 1) -> list[tuple[int, int]]:
    """Return the missing stretches between the first and the last of sorted numbers, as first and last of each.

    >>> find_gaps([1992, 1997, 1999])
    [(1993, 1996), (1998, 1998)]
    """
    return [(before + every, after - every) for before, after in pairwise(numbers) if after - before > every]


def _month(number: int) -> str:
    year, month = divmod(number, 12)
    return f"{year:04d}-{month + 1:02d}"


def _read_part(label: str, kind: str) -> tuple[int, int] | None:
    """Read a year and the number of its part: (2024, 3) for the quarter 2024-Q3; the part of a year itself is 1."""
    if kind in {"year", "month"}:
        part = int(label[5:] or 1) if has_date_form(label) and len(label) == (4 if kind == "year" else 7) else 0
        return (int(label[:4]), part) if 1 <= part <= 12 else None
    letter, last = _LETTERS[kind]
    year, _, number = label.partition(letter)
    year = year.removesuffix("-")
    if not (len(year) == 4 and year.isdecimal() and number.isdecimal() and len(number) <= len(str(last))):
        return None
    return (int(year), int(number)) if int(number) <= last and (int(number) or kind == "week") else None


def _read_span(label: str) -> tuple[int, int] | None:
    """Read a span of months: the number of its first month, and how many months it has."""
    ends = [_read_part(end, "month") for end in label.split("/")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    first, last = (year * 12 + month - 1 for year, month in (ends[0], ends[1]))
    return (first, last - first + 1) if last >= first else None


def _read_day(label: str) -> datetime.date | None:
    try:
        # The form first: `fromisoformat` reads "20240531" and "2024-W22-5" as well from Python 3.11 on.
        return datetime.date.fromisoformat(label) if has_date_form(label) and len(label) == 10 else None
    except ValueError:
        return None


def _read_week(label: str) -> datetime.date | None:
    part = _read_part(label, "week")
    try:
        return datetime.date.fromisocalendar(*part, 1) if part and len(label.partition("W")[2]) == 2 else None
    except ValueError:
        return None
