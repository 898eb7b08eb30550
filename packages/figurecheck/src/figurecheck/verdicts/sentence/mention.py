"""A period that a sentence names, as it was read: its days, or how it follows from another one."""

from __future__ import annotations

from dataclasses import dataclass

from figurecheck.verdicts.sentence.spans import Span, make_months

MAIN, BASE, LOOSE, PUBLISHED = "main", "base", "loose", "published"


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period that a sentence names."""

    first: int
    """The first of its words."""
    last: int
    """The word behind it."""
    span: Span | None = None
    """``None`` for one that depends on another: "the year before", "in May"."""
    ends: tuple[Span, Span] | None = None
    """The two ends of "from 2020 to 2024"."""
    split: bool = False
    """Whether it is a year that begins in one calendar year and ends in the next: the season 2023/24."""
    shift: int | None = None
    """Years from the period that was named before: -1 for "the year before", 0 for "the same year"."""
    year: int = 0
    """The year to which it moves that period: "the same quarter of 2023"."""
    months: int = 0
    """Months from it."""
    month: int = 0
    """The first month of a period without a year; with a shift, of the last one before or the next one after."""
    length: int = 1
    """How many months such a period has: six for "the second half"."""
    relation: str = MAIN
    """Whether the figure is of it, is compared with it, has it only near, or appeared in it."""
    other: Span | None = None
    """The same month of the year beside it, which a month without a year may be of just as well."""
    ambiguous: bool = False
    """Whether "of" alone leads to it: of its own year, or of the one that it is compared with."""


def make_part(year: int, size: int, number: int, first: int, last: int) -> PeriodMention | None:
    """Return the mention of a quarter or half of a year; ``None`` for one that no year has."""
    if not 1 <= number <= 12 // size:
        return None
    return PeriodMention(first, last, span=make_months(year, size * (number - 1) + 1, size * number))
