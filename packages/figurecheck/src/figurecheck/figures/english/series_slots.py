"""Slots of the English phrases of claims over a series: numbers, superlatives, years, nouns, labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from figurecheck.figures.common.phrase_slots import Slot, Slots, digits
from figurecheck.figures.common.word_table import WordTable
from figurecheck.figures.english import series_words as english
from figurecheck.figures.english.words import ORDINALS, TENS, UNITS

_DIGITS = digits(1, 1000)
_TEENS_AND_TENS = WordTable([*UNITS, *TENS, *ORDINALS, "dozen"])


def _number(text: str, at: int) -> Iterator[int]:
    """Yield where a number may end: 12, 3rd, three, twenty-one."""
    for end in _DIGITS.read(text, at):
        if text.startswith(("st", "nd", "rd", "th"), end):
            yield end + 2
        yield end
    for end in _TEENS_AND_TENS.ends(text, at):
        if text[end : end + 1] in {"-", " "}:
            yield from _TEENS_AND_TENS.ends(text, end + 1)
        yield end


def _number_or_article(text: str, at: int) -> Iterator[int]:
    yield from _number(text, at)
    yield from (at + len(article) for article in ("an", "a") if text.startswith(article, at))


def _one_number(text: str, at: int) -> Iterator[int]:
    yield from _DIGITS.read(text, at)
    yield from _TEENS_AND_TENS.ends(text, at)


_SUPERLATIVE_WORDS = english.HIGH | english.LOW | english.UNSURE
_SUPERLATIVES = WordTable(_SUPERLATIVE_WORDS)


def _superlative(text: str, at: int) -> Iterator[int]:
    """Yield where a superlative ends; "at most" is a qualifier, "most of the time" no rank."""
    if not text[:at].endswith("at "):
        yield from (end for end in _SUPERLATIVES.ends(text, at) if not text.startswith(" of the time", end))


def _year(text: str, at: int) -> Iterator[int]:
    year = text[at : at + 4]
    if len(year) == 4 and year.isdecimal() and 1500 <= int(year) < 2200:
        yield at + 4


def _nouns(text: str, at: int) -> Iterator[int]:
    """Yield where a noun may end: rounds, age groups."""
    word = _word(text, at)
    if not word or word in english.NO_NOUNS or word in english.SPANS or word in _SUPERLATIVE_WORDS:
        return
    yield at + len(word)
    second = _word(text, at + len(word) + 1) if text[at + len(word) : at + len(word) + 1] == " " else ""
    if second and second not in english.NO_NOUNS:
        yield at + len(word) + 1 + len(second)


def _word(text: str, at: int) -> str:
    found = _LETTERS.match(text, at)
    return found.group() if found else ""


def _label(text: str, at: int) -> Iterator[int]:
    """Yield where a label ends at the latest: behind six words, or at the end of the clause."""
    words = text[at : at + _LONGEST].split(" ")[:_MOST_WORDS]
    clause = re.match(r"[^,;:()]+", " ".join(words))
    if clause:
        yield at + len(clause.group().rstrip())


_LETTERS = re.compile(r"[^\W\d_]{3,}")
_LONGEST = 100
_MOST_WORDS = 6
"""Of a label: "the first round of the 2019 cup"."""
_FIRSTS = frozenset({*"0123456789", *(word[0] for word in (*UNITS, *TENS, *ORDINALS, "dozen"))})
SLOTS: Slots = {
    **english.SLOTS,
    "number": Slot(_number, _FIRSTS),
    "number or article": Slot(_number_or_article, _FIRSTS | {"a"}),
    "one number": Slot(_one_number, _FIRSTS),
    "superlative": Slot(_superlative, frozenset(word[0] for word in _SUPERLATIVE_WORDS)),
    "year": Slot(_year),
    "noun": Slot(_nouns),
    "label": Slot(_label),
    "letter": Slot(lambda text, at: (at + 1,) if text[at : at + 1].isalnum() else ()),
    "two digits": digits(2),
    "four digits": digits(4),
}
