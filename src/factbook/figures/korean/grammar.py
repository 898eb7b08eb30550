"""Read Korean figures: number, counter, range, and the qualifiers and directions around them."""

from __future__ import annotations

import re
from functools import lru_cache

from factbook.figures.common.builder import FigureBuilder
from factbook.figures.common.figure import Form
from factbook.figures.common.qualifiers import Qualifier, Rules
from factbook.figures.common.tokens import MINUS, either
from factbook.figures.common.units import canonical
from factbook.figures.common.word_table import WordTable
from factbook.figures.korean.numerals import ranged, read_digits, read_words
from factbook.figures.korean.units import (
    WORD_END,
    read_among,
    read_band,
    read_days,
    read_part,
    read_rate,
    read_slash,
    read_special_word,
    read_unit,
    round_place,
)
from factbook.figures.korean.words import DOWN, EMPTY, QUALIFIERS, RATES, UP

_LINK = re.compile(r"\s?(?:[~\-–]|에서|부터)\s?")
# Particles stand between a figure and what qualifies it: "20명이나 넘게", "16.6%가 감소".
_PARTICLE = r"(?:이나|나|이|가|을|를|도|에도|에|은|는|씩|의|보다)?\s?"
_SINO_PART = re.compile(r"[이삼사오육칠팔구십백천]+\s?분의")
_ARROWS = re.compile(r"([▲▼△])\s?$")
_SPEED = re.compile(r"시속\s?(?:약\s?)?$")
_LEVEL = re.compile(r"\s?(?:으로|로|까지)(?![가-힣]*\s?(?:나눈))")
_DOWN_UP = re.compile(rf"(?:(?P<down>[↓▼]|급?(?:{either(DOWN)}))|(?P<up>[↑]|급?(?:{either(UP)})))")
# Most number words need a space before their counter, or they are syllables of another word: "세 대", "세대".
GLUED = frozenset("명 건 배 번 번째 개 개월 시간 사람 원 살 곳 달러 년 퍼센트".split())
"""Counters that may follow a number word without a space."""
_RATES = {f"{word}{particle}": way for word, way in RATES.items() for particle in ("", "은", "는", "이", "가")}
_EMPTY, _RATE_WORDS = WordTable(EMPTY), WordTable(_RATES)
# Between figure and verb: particles and adverbs of degree that change neither size nor direction.
_GAP = re.compile(rf"(?:게|은|는|한|어)?\s?{_PARTICLE}(?:가량|정도|이상|넘게|더|크게|대폭|소폭|급격히|약간)?\s?")
_MONEY = re.compile(r"(US\$|[$€£¥₩]|USD|KRW|EUR)\s?$", re.IGNORECASE)


@lru_cache(maxsize=16)
def _before(rules: Rules) -> tuple[WordTable, dict[str, Qualifier]]:
    table = {word: one for one in rules.qualifiers for word in one.words_in(QUALIFIERS)[0]}
    return WordTable(table), table


@lru_cache(maxsize=16)
def _after(rules: Rules) -> tuple[re.Pattern[str], dict[str, Qualifier]]:
    table = {word: one for one in rules.qualifiers for word in one.words_in(QUALIFIERS)[1]}
    return re.compile(rf"\s?{_PARTICLE}({either(tuple(table))})"), table


def read_figure(text: str, at: int, rules: Rules) -> FigureBuilder | None:
    """Read the figure that starts at a place in the text. Places in the builder are characters."""
    # Whole words before numbers: "절반" and "사흘" begin with syllables that are number words as well.
    builder = read_special_word(text, at) or read_days(text, at) or _number(text, at)
    if builder is None:
        return None
    builder.full_start, builder.full_end = builder.start, builder.end
    _read_before(text, builder, rules)
    _read_after(text, builder, rules)
    return builder


def _number(text: str, at: int) -> FigureBuilder | None:
    digits = text[at].isdecimal()
    # A single syllable is a number only where nothing else is bound, or before "분의" (of a fraction).
    alone = (at == 0 and text.isalpha()) or _SINO_PART.match(text, at) is not None
    core = read_digits(text, at) if digits else read_words(text, at, alone=alone)
    if core is None:
        return None
    builder = FigureBuilder(core=core, start=at, end=core.end)
    if (part := read_part(text, core) or read_slash(text, core)) is not None:
        builder.core, builder.end = part, part.end
        return builder
    builder.upper = ranged(text, core, at)
    # "380여 명": up to the next number as round, as "30-odd".
    if text[core.end : core.end + 1] == "여":
        builder.end = core.end = core.end + 1
        builder.upper = core.amount + round_place(core)
    unit = read_unit(text, builder)
    if not digits and not (_is_free_standing(text, builder) if unit else alone and core.end == len(text)):
        return None
    _read_range(text, builder)
    read_among(text, builder)
    read_rate(text, builder)
    read_band(text, builder)
    return builder


def _is_free_standing(text: str, builder: FigureBuilder) -> bool:
    """Return whether a number word and its counter are words of their own: 세 대, but not 세대 or 구조 개선."""
    counter = text[builder.core.end : builder.end]
    if not counter.startswith(" ") and builder.core.form is Form.NUMBER and counter not in GLUED:
        return False
    return WORD_END.match(text, builder.end) is not None


def _read_range(text: str, builder: FigureBuilder) -> None:
    """Add "~30만 명" or "에서 762명" to the builder."""
    link = _LINK.match(text, builder.end)
    low = builder.core
    if link is None or builder.upper is not None or low.form in {Form.ORDINAL, Form.VAGUE}:
        return
    at = link.end()
    core = read_digits(text, at) if text[at : at + 1].isdecimal() else read_words(text, at)
    if core is None:
        return
    other = FigureBuilder(core=core, start=at, end=core.end)
    read_unit(text, other)
    if not _joins(builder, other):
        return
    # "2~3만 명" is 20,000 to 30,000; but "9천~2만" has a scale of its own at each end.
    if core.factor > 1 and not low.scaled and low.amount * core.factor <= core.amount:
        low.amount, low.step, low.scaled = low.amount * core.factor, low.step * core.factor, True
    if low.amount == core.amount or (low.amount > core.amount and "에서" not in link.group()):
        return
    builder.end, builder.unit, builder.noun = other.end, other.unit, other.noun
    low.form, low.year = core.form, low.year and core.year
    low.amount, builder.upper = min(low.amount, core.amount), max(low.amount, core.amount)


def _joins(builder: FigureBuilder, other: FigureBuilder) -> bool:
    """Return whether two numbers are of one kind, so that they can be the ends of a range."""
    low, high = builder.core, other.core
    if builder.unit or builder.noun or low.form is not Form.NUMBER:
        return (builder.unit, builder.noun, low.form) == (other.unit, other.noun, high.form)
    return high.form not in {Form.ORDINAL, Form.VAGUE}


def _read_before(text: str, builder: FigureBuilder, rules: Rules) -> None:
    """Walk back over a sign, a currency, qualifiers, and empty words."""
    head = text[: builder.start]
    if (match := _MONEY.search(head[-6:])) is not None and not builder.unit:
        sign = match.group(1).lower()
        builder.unit = canonical(sign)
        builder.start = builder.full_start = builder.start - len(match.group())
        head = text[: builder.start]
    if (match := _SPEED.search(head[-6:])) is not None and builder.unit == "km":
        builder.unit = "km/h"
        builder.full_start -= len(match.group())
        head = text[: builder.full_start]
    if (match := _ARROWS.search(head[-3:])) is not None and _shows_change(match, builder):
        builder.direction = 1 if match.group(1) == "▲" else -1
        builder.start = builder.full_start = builder.start - len(match.group())
        head = text[: builder.start]
    if head[-1:] in {"-", MINUS, "+"} and not head[-2:-1].isalnum():
        builder.negative, builder.direction = head[-1] != "+", 1 if head[-1] == "+" else 0
        builder.start = builder.full_start = builder.start - 1
        head = head[:-1]
    words, table = _before(rules)
    while True:
        # The longest qualifier with its spaces; searching the whole text before each figure would take quadratic time.
        tail = head[-24:].rstrip()
        if not tail:
            return
        if word := next((one for one in words.befores(tail) if _stands_apart(tail, one)), ""):
            _qualify(builder, table[word])
        elif not builder.direction and (word := _RATE_WORDS.before(tail)):
            builder.direction = _RATES[word]
        elif not (word := _EMPTY.before(tail)):
            return
        builder.full_start = len(head.rstrip()) - len(word)
        head = head[: builder.full_start]


def _stands_apart(text: str, word: str) -> bool:
    """Return whether a word with which a text ends has a space, a bracket or a comma before it, or nothing."""
    before = text[: len(text) - len(word)][-1:]
    return not before or before.isspace() or before in "(,"


def _shows_change(match: re.Match[str], builder: FigureBuilder) -> bool:
    """Return whether an arrow shows a change; a white one away from a number may open an item of a list."""
    return match.group(1) != "△" or len(match.group()) == 1 or builder.core.form in {Form.PERCENT, Form.POINTS}


def _qualify(builder: FigureBuilder, qualifier: Qualifier) -> None:
    if builder.qualifier is None:
        builder.qualifier = qualifier
    elif builder.inner is None and qualifier is not builder.qualifier:
        # Korean qualifiers stand on both sides of the number, so that order does not tell which is the inner one;
        # "about" is, in "최소 20명가량".
        builder.inner, builder.qualifier = sorted((builder.qualifier, qualifier), key=lambda one: one.name != "about")


def _read_after(text: str, builder: FigureBuilder, rules: Rules) -> None:
    """Add a qualifier and a direction after the figure to the builder."""
    pattern, table = _after(rules)
    at, core = builder.end, builder.core
    if (match := pattern.match(text, at)) is not None:
        _qualify(builder, table[match.group(1)])
        builder.full_end = at = match.end()
    # "20%로 감소" fell to 20 per cent: a level, except of fractions ("3분의 1로 줄었다"), see below.
    level = _LEVEL.match(text, at)
    if level is not None and core.form is not Form.FRACTION:
        builder.level = True
        return
    if builder.direction or core.form in {Form.ORDINAL, Form.VAGUE, Form.MULTIPLE}:
        return
    gap = _GAP.match(text, level.end() if level else at)
    match = _DOWN_UP.match(text, gap.end() if gap else at)
    if match is None:
        return
    builder.direction, builder.full_end = -1 if match.group("down") else 1, match.end()
    # "Fell to a third" is a fall by two thirds.
    if level is not None and builder.direction < 0:
        core.amount = 1 - core.amount
