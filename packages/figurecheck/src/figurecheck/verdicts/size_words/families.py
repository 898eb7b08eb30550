"""What a family of words for a size is, and which sizes have words in every language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

Sized = tuple[Fraction, str]
"""Words, and the amount that they say on the scale of the figure."""
HEDGE = "\0"
"""Where "nearly" stands in words that do not begin with it: "hat sich fast verdoppelt"."""
HALF = Fraction(1, 2)
"""The part that has a word of its own in each language."""
BELOW = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 100)
"""What a rate is one of, up to a hundred."""
LARGE = tuple(digits * 10**power for power in range(1, 6) for digits in range(10, 100))
"""What a rate may be one of that is one of hundreds or thousands: 7,600."""
WORDS_TO = 10
"""The highest number that is written as a word."""
PARTS = (
    *(Fraction(*part) for part in ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5))),
    *(Fraction(1, below) for below in range(6, 11)),
)
"""The parts of a whole for which everyone has words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Words with the same grammar that say different sizes."""

    pattern: re.Pattern[str]
    find: Callable[[re.Match[str]], Iterator[Sized]]
    exact: tuple[str, ...] = ()
    """The same with digits: ``{percent}``, ``{times}`` of what it was, ``{hundredths}`` or ``{count}``.

    Groups of the pattern stand there by their names.
    """
    is_change: bool = False
    """Whether the words say a change; then `exact` is for one to more than double, a rise and a fall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeWords:
    """Where words for a size stand in a text, and what may stand there instead."""

    start: int
    end: int
    others: tuple[Sized, ...]
    family: Family
    groups: Mapping[str, str]
    """The parts of the words, by the names of the groups of their pattern."""


def rates(above: int, below: int) -> Iterator[tuple[int, int]]:
    """Yield what "one in eight" may become: one in another number; and of ten, other numbers of ten."""
    if below == 10 and above > 1:
        yield from ((number, 10) for number in range(1, 10))
    yield from ((1, number) for number in BELOW)
    yield from ((part.numerator, part.denominator) for part in PARTS if part.numerator > 1)


def upright(pattern: str) -> re.Pattern[str]:
    """Return a pattern for words in small and capital letters."""
    return re.compile(pattern, re.IGNORECASE)
