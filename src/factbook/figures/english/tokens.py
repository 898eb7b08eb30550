"""Tokens of an English text."""

from __future__ import annotations

from factbook.figures.common import tokens
from factbook.figures.common.tokens import Token
from factbook.figures.english.words import LABELS, MONTHS

_NO_GROUPS = frozenset({*MONTHS, *LABELS})


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a text that `common.tokens.swap` has been through."""
    return tokens.tokenize(text, _NO_GROUPS)
