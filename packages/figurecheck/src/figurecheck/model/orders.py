"""The order of a series: periods by their calendar, numbered labels by their number, others as they are listed.

======================================  ============================================================
``2024``, ``2024-Q1``, ``2024-05-31``   periods, see `model.periods`
days that lie more than a week apart    surveys, see `Surveys`
``2019/20``, ``2017-2021``              stretches of years, ordered by the year in which they begin
``Round 12``, ``117th Congress``, 12    numbered labels: a number that is not there is a gap
``under 20``, ``Monday``, ``Final``     anything else, as it is listed
======================================  ============================================================
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from figurecheck.model.periods import Clock, read_clock


class Order(Protocol):
    """A numbering of the labels of one series, in which neighbours differ by the step of the series."""

    @property
    def kind(self) -> str:
        """What one step is: ``year``, ``month``, ``round``...; empty if the labels do not say."""

    def number(self, label: str) -> int | None:
        """Return the number of a label; ``None`` if the series can have no such label."""

    def label(self, number: int) -> str:
        """Return the label with a number; empty if none is known."""


# A year, a sign, and a year of two or four digits.
_STRETCH = re.compile(r"(\d{4})( ?[/–—-] ?)(\d{4}|\d{2})")
_NUMBERED = re.compile(r"(\D*)(\d{1,6})(st|nd|rd|th)?(?!\d)(\D*)")
_MOST = 100
"""More years than any label stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretches:
    """Stretches of years of one length, such as seasons (2019/20) and terms (2017-2021)."""

    sign: str
    digits: int
    """Of the second year."""
    length: int
    """From the first year to the second."""

    @property
    def kind(self) -> str:
        """A year: the distance between two stretches is counted in years."""
        return "year"

    def number(self, label: str) -> int | None:
        """Return the year in which a stretch begins.

        >>> Stretches(sign="/", digits=2, length=1).number("1999/00")
        1999
        """
        found = read_stretch(label)
        return found[0] if found and found[1] - found[0] == self.length else None

    def label(self, number: int) -> str:
        """Return the stretch that begins in a year."""
        return (
            f"{number:04d}{self.sign}{number + self.length:04d}"[: 4 + len(self.sign)]
            + (f"{number + self.length:04d}"[-self.digits :])
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveys:
    """Days that lie more than a week apart, such as those of surveys and month-ends: nothing is missing in between.

    Where they follow each other by a number of months, a survey that was left out is a gap; else none is known.
    """

    days: tuple[str, ...]
    """Each once, in order."""
    monthly: bool
    """Whether they are numbered by their month; else one after the other."""

    @property
    def kind(self) -> str:
        """A month or a survey."""
        return "month" if self.monthly else "survey"

    def number(self, label: str) -> int | None:
        """Return the number of a day.

        >>> order = read_order(["2023-07-09", "2024-01-14", "2024-07-01", "2025-07-01"])
        >>> [order.number(day) - order.number("2023-07-09") for day in order.days]
        [0, 6, 12, 24]
        """
        if self.monthly:
            return _month_of(label) if read_clock([label]) == _DAYS else None
        return self.days.index(label) if label in self.days else None

    def label(self, number: int) -> str:
        """Return the day with a number; the month of one that the series has not, and nothing where none is known."""
        if not self.monthly:
            return self.days[number] if 0 <= number < len(self.days) else ""
        known = next((day for day in self.days if _month_of(day) == number), "")
        return known or f"{number // 12:04d}-{number % 12 + 1:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """Labels that differ in one number: Round 12, 117th Congress, 12."""

    head: str
    tail: str
    ordinal: bool

    @property
    def kind(self) -> str:
        """The noun that is numbered; empty for bare numbers and single letters."""
        # "Round 12" begins with a capital for standing first; "117th Congress" has one of its own.
        words = [word for word in f"{self.head.lower()} {self.tail}".split() if word.isalpha() and _is_noun(word)]
        return words[-1] if words else ""

    def number(self, label: str) -> int | None:
        """Return the number in a label."""
        found = _NUMBERED.fullmatch(label)
        fits = found and (found[1], found[4], bool(found[3])) == (self.head, self.tail, self.ordinal)
        return int(found[2]) if found and fits else None

    def label(self, number: int) -> str:
        """Return the label with a number."""
        return f"{self.head}{number}{end_ordinal(number) if self.ordinal else ''}{self.tail}" if number >= 0 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Labels in the order in which they are listed."""

    labels: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Nothing: such labels do not say what they are."""
        return ""

    def number(self, label: str) -> int | None:
        """Return the place of a label, from 0."""
        return self.labels.index(label) if label in self.labels else None

    def label(self, number: int) -> str:
        """Return the label at a place."""
        return self.labels[number] if 0 <= number < len(self.labels) else ""


def read_order(labels: Sequence[str]) -> Order | None:
    """Return the order of labels; ``None`` where only some of them are periods, or periods of several kinds."""
    return _read_order(tuple(labels))


# One series stands behind many statistics, and each is judged in many places.
@lru_cache(maxsize=1024)
def _read_order(labels: tuple[str, ...]) -> Order | None:
    if (clock := read_clock(labels)) is not None:
        return (_read_surveys(labels) or clock) if clock == _DAYS else clock
    if (stretches := _read_stretches(labels)) is not None:
        return stretches
    if (numbered := _read_numbered(labels)) is not None:
        return numbered
    return None if any(is_period(label) for label in labels) else Listed(labels=labels)


_DAYS = Clock(kind="day")
_WEEK = 7


def _read_surveys(labels: Sequence[str]) -> Surveys | None:
    """Return the order of days of which most lie more than a week apart; ``None`` for any others."""
    days = tuple(sorted(set(labels)))
    numbers = [number for day in days if (number := _DAYS.number(day)) is not None]
    steps = sorted(after - before for before, after in pairwise(numbers))
    if not steps or steps[len(steps) // 2] <= _WEEK:
        return None
    months = [_month_of(day) for day in days]
    monthly = len(set(months)) == len(months) and len(months) > 2
    apart = Counter(after - before for before, after in pairwise(months))
    least = min(apart)
    # "Every six months, and once after twelve": a survey was left out; of April and May none was.
    regular = monthly and 2 * apart[least] > apart.total() and all(step % least == 0 for step in apart)
    return Surveys(days=days, monthly=regular)


def _month_of(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def is_period(label: str) -> bool:
    """Return whether a label is a period by itself, or a stretch of years."""
    return read_clock([label]) is not None or read_stretch(label) is not None


def find_step(numbers: Sequence[int]) -> int:
    """Return the step of sorted numbers: 2 where most follow the one before by two, and none by an odd number.

    >>> find_step([2010, 2012, 2016, 2018]), find_step([2018, 2019, 2021]), find_step([2020, 2024])
    (2, 1, 1)
    """
    steps = Counter(after - before for before, after in pairwise(numbers))
    least = min(steps, default=1)
    # Two labels show no step; and of a few values that lie far apart, a common divisor may be chance.
    usual = steps[least] > 1 and 2 * steps[least] >= steps.total()
    return least if usual and all(step % least == 0 for step in steps) else 1


def end_ordinal(number: int) -> str:
    """Return what follows the digits of an English ordinal: ``st`` of 21st."""
    return "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def plural(noun: str) -> str:
    """Return the English plural of what a step is called; a word of another script stays as it is.

    >>> plural("Congress"), plural("party"), plural("라운드")
    ('Congresses', 'parties', '라운드')
    """
    if not noun.isascii():
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "z", "ch", "sh")) else f"{noun}s"


def read_stretch(label: str) -> tuple[int, int] | None:
    """Return the first and the last year of a label such as 2019/20 or 2017-2021; ``None`` for any other.

    >>> read_stretch("1999/00"), read_stretch("2021-17"), read_stretch("2019")
    ((1999, 2000), None, None)
    """
    found = _STRETCH.fullmatch(label)
    if found is None:
        return None
    first, last = int(found[1]), int(found[3])
    if len(found[3]) == 2:
        # 1999/00 ends in the next century, and 2021-17 is no stretch.
        last += first // 100 * 100 + (100 if first % 100 == 99 and not last else 0)
    return (first, last) if 0 < last - first < _MOST else None


def _read_stretches(labels: Sequence[str]) -> Stretches | None:
    found = [_STRETCH.fullmatch(label) for label in labels]
    years = [read_stretch(label) for label in labels]
    forms = {(one[2], len(one[3])) for one in found if one}
    lengths = {last - first for first, last in filter(None, years)}
    if not labels or None in years or len(forms) != 1 or len(lengths) != 1:
        return None
    sign, digits = forms.pop()
    return Stretches(sign=sign, digits=digits, length=lengths.pop())


def _read_numbered(labels: Sequence[str]) -> Numbered | None:
    found = [_NUMBERED.fullmatch(label) for label in labels]
    forms = {(one[1], one[4], bool(one[3])) for one in found if one}
    if not labels or None in found or len(forms) != 1:
        return None
    head, tail, ordinal = forms.pop()
    # -3, -2, -1: numbers below zero run the other way. A leading zero would not be written again by `label`.
    odd = head.strip() in {"-", "−", "+"} or any(one and str(int(one[2])) != one[2] for one in found)
    return None if odd else Numbered(head=head, tail=tail, ordinal=ordinal)


def _is_noun(word: str) -> bool:
    # Of Latin letters at least three: R12, No 5. A Korean word of two syllables is a noun.
    return len(word) > (2 if word.isascii() else 1)
