"""Numbers with their nouns, and lists of words, as messages print them."""

from __future__ import annotations

from collections.abc import Sequence


def count_of(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it needs one.

    >>> count_of(1, "figure"), count_of(0, "figure")
    ('1 figure', '0 figures')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def join_words(words: Sequence[str]) -> str:
    """Return words as a list in a sentence.

    >>> join_words(["cell"]), join_words(["cell", "rows"]), join_words(["cell", "rows", "sentence"])
    ('cell', 'cell and rows', 'cell, rows and sentence')
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
