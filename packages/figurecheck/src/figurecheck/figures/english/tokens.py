"""Tokens of an English text."""

from __future__ import annotations

from figurecheck.figures.common import tokens
from figurecheck.figures.common.tokens import Token
from figurecheck.figures.english.words import LABELS, MONTHS

_NO_GROUPS = frozenset({*MONTHS, *LABELS})


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a text that `common.tokens.swap` has been through."""
    return tokens.tokenize(text, _NO_GROUPS)
