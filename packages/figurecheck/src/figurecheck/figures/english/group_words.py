"""Read groups of a size in English: a pair of, another dozen, a score of."""

from __future__ import annotations

from fractions import Fraction

from figurecheck.figures.common.number import Core
from figurecheck.figures.common.tokens import Tokens, word_at
from figurecheck.figures.english.words import GROUPS, GROUPS_OF, SCALES, TENS, UNITS


def read_pair(tokens: Tokens, at: int, word: str) -> Core | None:
    """Read "a pair of" and "a couple of"."""
    if (
        word != "a"
        or word_at(tokens, at + 1) not in {"pair", "couple"}
        or word_at(tokens, at + 2) not in {"of", "dozen"}
    ):
        return None
    end = at + 2 if word_at(tokens, at + 2) == "dozen" else at + 3
    size = word_at(tokens, end)
    if size in SCALES or size in GROUPS:
        return Core(amount=Fraction(2 * (SCALES.get(size) or GROUPS[size])), end=end + 1, bare=True)
    return Core(amount=Fraction(2), end=at + 2)


def read_group_of(tokens: Tokens, at: int, word: str) -> Core | None:
    """Read "a score of arrests", but not "a score of 71"."""
    size = GROUPS_OF.get(word_at(tokens, at + 1)) if word in {"a", "another"} else None
    counted = word_at(tokens, at + 3)
    if size is None or word_at(tokens, at + 2) != "of" or not counted.isalpha() or counted in {*UNITS, *TENS, "at"}:
        return None
    return Core(amount=Fraction(size), end=at + 2, bare=True, step=Fraction(size))


def read_dozen(tokens: Tokens, at: int, word: str) -> Core | None:
    """Read "dozen" without a number: "another dozen", but not "by the dozen"."""
    # "By the dozen" counts nothing.
    if word != "dozen" or "by" in {word_at(tokens, at - 1), word_at(tokens, at - 2)}:
        return None
    return Core(amount=Fraction(12), end=at + 1, bare=True, step=Fraction(12))
