"""Read what stands behind a Korean figure: qualifiers, and words of movement, which make it a change or a level."""

from __future__ import annotations

import re
from functools import lru_cache

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.qualifiers import Qualifier, Rules
from figurecheck.figures.common.tokens import either
from figurecheck.figures.common.units import SPANS
from figurecheck.figures.common.word_table import WordTable, past_space
from figurecheck.figures.korean.before import qualify
from figurecheck.figures.korean.directions import TAKEN, end_of_word, read_movement
from figurecheck.figures.korean.phrase_words import (
    CROSSED,
    DEGREES,
    LARGE_MARGINS,
    MARGINS,
    QUALIFIERS,
    SMALL_MARGINS,
    TURNED,
)
from figurecheck.figures.korean.verbs import ENDINGS, conjugate

# Particles stand between a figure and what qualifies it: "20명이나 넘게", "16.6%가 감소".
_PARTICLE = re.compile(r"(?:이나|나|이|가|을|를|도|에도|에|은|는|씩|의|만큼|만)?\s?")
_MARGIN = re.compile(rf"({either((*SMALL_MARGINS, *LARGE_MARGINS))})\s")
# "20%로 감소" fell to 20 per cent: a level.
_LEVEL = re.compile(r"(?:으로|로|까지|에)(?:까지|는|도|만)?(?![가-힣])\s?")
_DEGREES = re.compile(rf"(?:(?:{either(DEGREES)})\s)*")
# "1400원 선을 넘었다": the line is passed.
_LINE = re.compile(r"\s?선(?=[을이]?\s?[가-힣])")
_SPEEDS = ("빠르", "빨라", "빨랐", "빠른", "느리", "느려", "느렸", "느린")
_OVER = frozenset({"over", "at least", "well over"})
_RANKED = frozenset({Form.ORDINAL})


@lru_cache(maxsize=16)
def _qualifiers(rules: Rules) -> tuple[WordTable, dict[str, Qualifier], dict[str, Qualifier]]:
    table: dict[str, Qualifier] = {}
    for one in rules.qualifiers:
        for word in one.words_in(QUALIFIERS)[1]:
            table[word] = one
            if word.endswith("다"):
                table |= dict.fromkeys(conjugate(word), one)
    return WordTable(table), table, {one.name: one for one in rules.qualifiers}


def turn_qualifiers(builder: FigureBuilder, rules: Rules) -> None:
    """Turn the qualifiers of a figure in words below zero, whose size is what is weighed.

    "영하 20도 이상" may be colder or warmer.
    """
    by_name = _qualifiers(rules)[2]
    for qualifier in (builder.qualifier, builder.inner):
        if qualifier is not None and qualifier.name in _OVER:
            builder.core.form = Form.UNSURE
    builder.negative, builder.direction = False, -1
    builder.qualifier, builder.inner = (
        by_name.get(TURNED.get(one.name, one.name), one) if one is not None else None
        for one in (builder.qualifier, builder.inner)
    )


def read_after(text: str, builder: FigureBuilder, rules: Rules, *, named: bool) -> None:
    """Add qualifiers and a direction behind the figure to the builder; `named` as `read_before` returns it."""
    at = builder.end
    if at == len(text):
        return
    line = _LINE.match(text, at)
    if line is not None and (end := _read_qualifier(text, line.end(), builder, rules, lined=True)) > line.end():
        builder.full_end = at = end
    while (end := _read_qualifier(text, at, builder, rules)) > at:
        builder.full_end = at = end
    # "30% 아래로 떨어졌다": what was reached, and no change by 30 per cent.
    if at > builder.end and text[at - 1] == "로":
        builder.level = True
        return
    level = _LEVEL.match(text, at)
    if level is not None and _read_level(text, level, builder):
        return
    if level is not None and not level.group().startswith("에"):
        # A headline without its verb: "5%에서 4%로".
        builder.moved = builder.latest is not None and level.end() == len(text)
        return
    gap = _PARTICLE.match(text, at)
    start = _DEGREES.match(text, gap.end() if gap else at)
    place = start.end() if start else at
    way, end = read_movement(text, place)
    if way:
        # "2초 빠르다" takes less time.
        way = -way if builder.unit in SPANS and text.startswith(_SPEEDS, place) else way
        _move(builder, way, end, named=named)
        builder.motion = text[place:end]
        builder.taken = builder.motion.startswith((*TAKEN, *_SPEEDS))


def _read_qualifier(text: str, at: int, builder: FigureBuilder, rules: Rules, *, lined: bool = False) -> int:
    """Add the qualifier at a place to the builder; return where it ends, or the place if there is none."""
    words, table, by_name = _qualifiers(rules)
    start = at + 1 if text[at : at + 1] == " " else at
    particle = _PARTICLE.match(text, start)
    for place in (start, particle.end() if particle else start):
        margin = _MARGIN.match(text, place)
        # "채 안 된다": not even.
        at_word = margin.end() if margin else place + 2 * text.startswith("채 ", place)
        word = words.at(text, at_word)
        end = at_word + len(word)
        if not word or not _ends_word(text, end, word):
            continue
        qualifier: Qualifier | None = table[word]
        bare = place == start or text[start:place].rstrip() in {"나", "이나"}
        if word.startswith(CROSSED) and bare and not (lined or _is_headline(text, end, builder)):
            return at
        # "까지" with a verb of movement is the level that was reached.
        if word == "까지" and read_movement(text, end + 1)[0]:
            return at
        if margin:
            size = "small" if margin.group(1) in SMALL_MARGINS else "large"
            qualifier = by_name.get(MARGINS.get((size, table[word].name), ""))
        if qualifier is None:
            return at
        qualify(builder, qualifier)
        return end
    return at


def _is_headline(text: str, end: int, builder: FigureBuilder) -> bool:
    """Return whether a noun such as 상회 ends the text behind a count: "3만명 상회"."""
    return end == len(text) and builder.core.form is Form.NUMBER and "보다" not in text


def _ends_word(text: str, end: int, word: str) -> bool:
    """Return whether a qualifier's word is followed by endings and particles only."""
    tail = text[end : end_of_word(text, end)]
    return not tail or _TAIL.issuperset(tail) or word in {"이상", "이하", "미만", "초과"}


_TAIL = ENDINGS | frozenset("을를이가은는의에로으과와만도까지적씩짜리선것섰긴겼겨길김서한뚫려린렸졌진질점치달")


def _read_level(text: str, level: re.Match[str], builder: FigureBuilder) -> bool:
    """Read the verb behind "20%로": what was reached is a level; return whether there is one."""
    start = _DEGREES.match(text, level.end())
    way, _ = read_movement(text, start.end() if start else level.end())
    form = builder.core.form
    if not way:
        return False
    if level.group().startswith("에") and form is not Form.ORDINAL:
        return False
    # "Doubled" needs no more; "fell to double" is a slip.
    if form is Form.MULTIPLE and way < 0:
        builder.core.form = Form.UNSURE
    builder.level = builder.moved = True
    return True


def skip_level(text: str, at: int) -> int:
    """Return where "으로 줄었다" ends behind a level, which is no part of the figure; the place if there is none."""
    level = _LEVEL.match(text, at)
    start = level.end() if level is not None else past_space(text, at) if text[at - 1] == "로" else 0
    degrees = _DEGREES.match(text, start) if start else None
    way, end = read_movement(text, degrees.end()) if degrees is not None else (0, at)
    return end if way else at


def _move(builder: FigureBuilder, way: int, end: int, *, named: bool) -> None:
    """Add the direction of a verb or noun behind a figure to it."""
    form = builder.core.form
    # "3위 하락" says by how many ranks, and "-3% 감소" denies twice.
    if form in _RANKED or (builder.direction and not named):
        return
    # "마이너스 0.4% 성장".
    if builder.negative and way > 0:
        builder.full_end = end
        return
    # "감소폭이 3% 줄었다" is a fall that became smaller.
    if builder.direction < 0 and named:
        builder.core.form = Form.UNSURE
    builder.full_end = end
    # "3년 연속 감소" counts years, and says of what.
    if builder.streak:
        return
    # "두 배 늘었다" says no more than "두 배".
    if form is not Form.MULTIPLE or way < 0:
        builder.direction = way
