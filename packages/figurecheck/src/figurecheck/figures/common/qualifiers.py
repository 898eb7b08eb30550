"""Qualifiers such as about, nearly, more than, and when each is true; their words are tables of each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

QualifierWords = tuple[tuple[str, ...], tuple[str, ...]]
"""The words of a qualifier before a figure, and after it."""


class Test(StrEnum):
    """When a qualifier is true of the recomputed value v, the printed figure being c."""

    # pytest collects classes whose name begins with Test.
    __test__ = False
    ABOUT = "about"
    NEARLY = "nearly"
    JUST_OVER = "just over"
    OVER = "over"
    AT_LEAST = "at least"
    FAR_OVER = "far over"
    UNDER = "under"
    AT_MOST = "at most"
    FAR_UNDER = "far under"
    EXACTLY = "exactly"


MEANINGS = {
    Test.ABOUT: "v rounds to c, or lies within the tolerance of c",
    Test.NEARLY: "v lies below c, by no more than the tolerance",
    Test.JUST_OVER: "v lies above c, by no more than the tolerance",
    Test.OVER: "v > c",
    Test.AT_LEAST: "v >= c",
    Test.FAR_OVER: "v > c; loose when by less than the tolerance",
    Test.UNDER: "v < c",
    Test.AT_MOST: "v <= c",
    Test.FAR_UNDER: "v < c; loose when by less than the tolerance",
    Test.EXACTLY: "v is c to the last place printed",
}
UPWARD = frozenset({Test.OVER, Test.AT_LEAST, Test.FAR_OVER})
DOWNWARD = frozenset({Test.UNDER, Test.AT_MOST, Test.FAR_UNDER})
COMPARING = UPWARD | DOWNWARD


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifier:
    """One row of the table."""

    name: str
    test: Test
    words: tuple[str, ...] | None = None
    """The house's words before a figure, in place of those of every language."""
    after: tuple[str, ...] | None = None
    """The house's words after a figure: "20,000 or more"."""
    tolerance: Fraction = Fraction(0)
    """As a part of c."""
    loose: Fraction | None = None
    """From this multiple of c on (or one over it, downward) a true qualifier misleads."""

    def words_in(self, table: Mapping[str, QualifierWords]) -> QualifierWords:
        """Return the words before and after a figure in a language, whose own words are in the table."""
        before, after = table.get(self.name, ((), ()))
        return before if self.words is None else self.words, after if self.after is None else self.after


class Ties(StrEnum):
    """Which way a value exactly between two printable figures may go."""

    EITHER = "either"
    UP = "up"
    EVEN = "even"


# eq=False keeps identity as equality: the rules are a key of every cache of this folder, and hashing the whole table
# for each figure cost more than reading it.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rules:
    """The rules by which a report's figures are read and judged."""

    qualifiers: tuple[Qualifier, ...]
    ties: Ties = Ties.EITHER
    digits: int = 2
    """Trailing zeros of a whole number may be rounding, but never to fewer significant digits than this."""
    bare: Fraction = Fraction(1, 20)
    """The tolerance of a bare word (half, a third, double), as a part of it."""
    scale: Fraction = Fraction(1, 10)
    """A scale word or a unit is its own precision: "6 million" is a rounding of 6.3 million, and misleads from this
    part of the value on. With 0, a scale word rounds like the digits that it stands for."""
    names: tuple[str, ...] = ()
    nouns: Mapping[str, str] = field(default_factory=dict)
    """What the house's own nouns count: kind by noun."""


# Five per cent for "about" and its like: a reader who is told "about 380" expects no 400. From half as many again
# "more than 20" of 31 is true and misleads.
_FIVE = Fraction(1, 20)
_HALF_AGAIN = Fraction(3, 2)
DEFAULT_RULES = Rules(
    qualifiers=(
        Qualifier(name="about", test=Test.ABOUT, tolerance=_FIVE),
        Qualifier(name="nearly", test=Test.NEARLY, tolerance=_FIVE),
        Qualifier(name="close to", test=Test.ABOUT, tolerance=_FIVE),
        Qualifier(name="the best part of", test=Test.NEARLY, tolerance=Fraction(3, 20)),
        Qualifier(name="just over", test=Test.JUST_OVER, tolerance=Fraction(1, 10)),
        Qualifier(name="barely over", test=Test.JUST_OVER, tolerance=_FIVE),
        Qualifier(name="over", test=Test.OVER, loose=_HALF_AGAIN),
        Qualifier(name="at least", test=Test.AT_LEAST, loose=_HALF_AGAIN),
        Qualifier(name="well over", test=Test.FAR_OVER, tolerance=_FIVE, loose=Fraction(2)),
        Qualifier(name="under", test=Test.UNDER, loose=_HALF_AGAIN),
        Qualifier(name="at most", test=Test.AT_MOST, loose=_HALF_AGAIN),
        Qualifier(name="well under", test=Test.FAR_UNDER, tolerance=_FIVE, loose=Fraction(2)),
        Qualifier(name="nowhere near", test=Test.FAR_UNDER, tolerance=Fraction(1, 10)),
        Qualifier(name="exactly", test=Test.EXACTLY),
    )
)
"""The default rules (design, section 5), with their usual synonyms."""
