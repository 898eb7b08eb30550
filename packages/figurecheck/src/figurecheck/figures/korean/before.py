"""Read what stands before a Korean figure: a sign, a currency, qualifiers, nouns of movement, and empty words."""

from __future__ import annotations

import re
from functools import lru_cache

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.qualifiers import Qualifier, Rules
from figurecheck.figures.common.tokens import MINUS, either
from figurecheck.figures.common.word_table import WordTable
from figurecheck.figures.korean.directions import TAKEN, read_rate_noun
from figurecheck.figures.korean.phrase_words import (
    EMPTY,
    MINUS_WORDS,
    MONEY_SIGNS,
    PLUS_WORDS,
    QUALIFIERS,
    SCALES_BEFORE,
    WIDTHS,
)
from figurecheck.figures.korean.unit_words import MONEY

REACH = 24
"""Most characters before a figure among which a qualifier is looked for."""
_ARROWS = re.compile(r"([▲▼△↑↓])\s?$")
_MONEY = re.compile(rf"({either(MONEY_SIGNS)})\s?$", re.IGNORECASE)
_MONEY_NAMES = WordTable(MONEY)
"""Before a number as well: "인도 루피 300"."""
_SPREAD = re.compile(r"(±|플러스\s?마이너스)\s?$")
_TOPIC = re.compile(r"(?:이|가|은|는|도|만|의|으로|로)$")


@lru_cache(maxsize=16)
def _qualifiers(rules: Rules) -> tuple[WordTable, dict[str, Qualifier]]:
    table = {word: one for one in rules.qualifiers for word in one.words_in(QUALIFIERS)[0]}
    return WordTable(table), table


def read_before(text: str, builder: FigureBuilder, rules: Rules) -> bool:
    """Add to the builder what stands before its figure; return whether its direction is that of a noun.

    "증가율 3%" has the direction of its noun, which a verb behind the figure may turn; "-3%" has a sign.
    """
    if not builder.full_start:
        return False
    head = _read_money_name(_read_signs(text, text[: builder.start], builder), builder)
    words, table = _qualifiers(rules)
    named = False
    # From the figure backwards, and never far: searching all of the text before each figure would take quadratic time.
    while tail := head[-REACH:].rstrip():
        if word := next((one for one in words.befores(tail) if _stands_apart(tail, one)), ""):
            qualify(builder, table[word])
        else:
            word = tail[max(map(tail.rfind, " (,")) + 1 :]
            noun = word if builder.direction or builder.negative else _with_noun(word, tail)
            if word in MINUS_WORDS:
                builder.negative = True
            elif word in PLUS_WORDS:
                builder.direction = builder.direction or 1
            elif way := 0 if builder.direction or builder.negative else _read_noun(noun):
                builder.direction, named, word = way, True, noun
                builder.motion, builder.taken = noun, any(one in noun for one in TAKEN)
            elif (measured := SCALES_BEFORE.get((word, builder.unit or builder.noun))) is not None:
                builder.unit, builder.noun = measured, ""
            elif word not in EMPTY:
                return named
        builder.full_start = len(head.rstrip()) - len(word)
        head = head[: builder.full_start]
    return named


def _read_signs(text: str, head: str, builder: FigureBuilder) -> str:
    """Read what belongs to the number itself: "$", "±", "▲", "-"; return the text before it."""
    last = head[-1:]
    # Most figures stand behind a space and a word.
    if last.isspace() and not (head[-2:-1] and head[-2] in "▲▼△↑↓±스$€£¥₩"):
        return head
    if (match := _MONEY.search(head[-6:])) is not None and not builder.unit:
        builder.unit = MONEY_SIGNS[match.group(1).lower()]
        head = _take(text, builder, match)
    if (match := _SPREAD.search(head[-9:])) is not None:
        head = _take(text, builder, match)
    if (match := _ARROWS.search(head[-3:])) is not None and _shows_change(match, builder):
        builder.direction = 1 if match.group(1) in "▲↑" else -1
        head = _take(text, builder, match)
    if head[-1:] in {"-", MINUS, "+"} and not head[-2:-1].isalnum():
        builder.negative, builder.direction = head[-1] != "+", 1 if head[-1] == "+" else 0
        builder.start = builder.full_start = builder.start - 1
        head = head[:-1]
    return head


def _read_money_name(head: str, builder: FigureBuilder) -> str:
    """Read "인도 루피 300", whose currency stands before a bare number; return the text before it."""
    tail = head[-REACH:].rstrip()
    if builder.unit or builder.noun or builder.core.form is not Form.NUMBER:
        return head
    money = next((one for one in _MONEY_NAMES.befores(tail) if _stands_apart(tail, one)), "")
    if not money:
        return head
    builder.unit, builder.full_start = MONEY[money], len(head.rstrip()) - len(money)
    return head[: builder.full_start]


def _take(text: str, builder: FigureBuilder, match: re.Match[str]) -> str:
    builder.start = builder.full_start = builder.start - len(match.group())
    return text[: builder.start]


def _with_noun(word: str, tail: str) -> str:
    """Return the last word of a text, and the noun before it where the word is a width: "하락 폭이"."""
    if _TOPIC.sub("", word) not in WIDTHS:
        return word
    start = tail[: -len(word)].rstrip().rfind(" ") + 1
    return tail[start:]


def _read_noun(word: str) -> int:
    """Return the direction of a noun of movement before a figure: "감소율은", "물가상승률", "하락 폭이"."""
    noun = word.partition(" ")[0]
    return read_rate_noun(noun) or read_rate_noun(_TOPIC.sub("", noun))


def _stands_apart(text: str, word: str) -> bool:
    """Return whether a word with which a text ends has a space, a bracket or a comma before it, or nothing."""
    before = text[: len(text) - len(word)][-1:]
    return not before or before.isspace() or before in "(,"


def _shows_change(match: re.Match[str], builder: FigureBuilder) -> bool:
    """Return whether an arrow shows a change; a white one away from a number may open an item of a list."""
    return match.group(1) != "△" or len(match.group()) == 1 or builder.core.form in {Form.PERCENT, Form.POINTS}


def qualify(builder: FigureBuilder, qualifier: Qualifier) -> None:
    """Add a qualifier to a figure that may have one already."""
    if builder.qualifier is None:
        builder.qualifier = qualifier
    elif builder.inner is None and qualifier is not builder.qualifier:
        # Korean qualifiers stand on both sides of the number, so that order does not tell which is the inner one;
        # "about" is, in "최소 20명가량".
        builder.inner, builder.qualifier = sorted((builder.qualifier, qualifier), key=lambda one: one.name != "about")
