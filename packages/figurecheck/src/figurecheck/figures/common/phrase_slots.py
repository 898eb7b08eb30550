"""Slots of phrases: what a function reads where a table of words does not do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

Reader = Callable[[str, int], Iterable[int]]
"""Yields each place where what starts at a place of a text may end, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot that a function reads."""

    read: Reader
    starts: frozenset[str] | None = None
    """The signs with which it can start; ``None`` for any."""


Slots = Mapping[str, Slot | Collection[str]]
"""Slots by name; a single text is a phrase of its own, and any other collection a list of words."""


def is_within_word(text: str, at: int) -> bool:
    """Return whether letters or digits stand on both sides of a place."""
    return 0 < at < len(text) and is_word_sign(text[at - 1]) and is_word_sign(text[at])


def is_word_sign(sign: str) -> bool:
    """Return whether a sign is a letter, a digit or ``_``, as a regular expression has it."""
    return sign.isalnum() or sign == "_"


def end_of_run(text: str, at: int, belongs: Callable[[str], bool]) -> int:
    """Return where the signs that belong together end, from a place of a text on."""
    while at < len(text) and belongs(text[at]):
        at += 1
    return at


def digits(least: int, most: int | None = None) -> Slot:
    """Return a slot of so many digits; `most` is `least` unless it is given."""
    limit = most or least

    def read(text: str, at: int) -> Iterator[int]:
        end = min(end_of_run(text, at, str.isdecimal), at + limit)
        yield from range(end, at + least - 1, -1)

    return Slot(read)


def words(most: int, *, spaced: bool = False) -> Slot:
    """Return a slot of up to so many words, each with the white space before it, which `spaced` demands."""

    def read(text: str, at: int) -> Iterator[int]:
        ends = [at]
        while len(ends) <= most and (end := _word_end(text, ends[-1], spaced=spaced)):
            ends.append(end)
        yield from reversed(ends)

    return Slot(read)


def _word_end(text: str, at: int, *, spaced: bool) -> int:
    """Return where the word behind white space ends; 0 if there is none."""
    start = end_of_run(text, at, str.isspace)
    end = end_of_run(text, start, lambda sign: sign.isalpha() or sign == "_")
    within = is_within_word(text, start) or is_within_word(text, end)
    return 0 if end == start or (spaced and start == at) or within else end
