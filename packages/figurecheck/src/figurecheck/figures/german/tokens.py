"""Tokens of a German text: its digits are written with English separators first, sign for sign."""

from __future__ import annotations

from functools import lru_cache

from figurecheck.figures.common.separators import write_english_separators
from figurecheck.figures.common.tokens import Token
from figurecheck.figures.common.tokens import tokenize as split
from figurecheck.figures.german.words import MONTHS, SEPARATORS

_APART = frozenset(MONTHS)


# A bound text is asked for its tokens by each of the functions that read it, one after the other.
@lru_cache(maxsize=64)
def tokenize(text: str) -> list[Token]:
    """Return the tokens of a text that `common.tokens.swap` has been through; the list is shared."""
    return split(in_english_digits(text), _APART)


def in_english_digits(text: str) -> str:
    """Return a text with the separators of English numbers, each sign in its place."""
    # Most stretches of a text have no separator in them.
    return write_english_separators(text, SEPARATORS) if any(map(str.isdecimal, text)) else text
