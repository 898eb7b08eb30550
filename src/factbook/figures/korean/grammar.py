"""Korean figures: number, counter, range, and the qualifiers and directions around them."""

from __future__ import annotations

import re
from functools import lru_cache

from factbook.figures.common.builder import Draft
from factbook.figures.common.figure import Form
from factbook.figures.common.qualifiers import Qualifier, Rules
from factbook.figures.common.tokens import MINUS
from factbook.figures.korean.numerals import ranged, read_digits, read_words
from factbook.figures.korean.units import (
    WORD_END,
    either,
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
from factbook.figures.words.english import CURRENCIES
from factbook.figures.words.korean import DOWN, EMPTY, RATES, UP

_LINK = re.compile(r"\s?(?:[~\-–]|에서|부터)\s?")
_PARTICLE = r"(?:이나|나|이|가|을|를|도|에도|에|은|는|씩|의|보다)?\s?"
_SINO_PART = re.compile(r"[이삼사오육칠팔구십백천]+\s?분의")
_ARROWS = re.compile(r"([▲▼△])\s?$")
_SPEED = re.compile(r"시속\s?(?:약\s?)?$")
_LEVEL = re.compile(r"\s?(?:으로|로|까지)(?![가-힣]*\s?(?:나눈))")
_DOWN_UP = re.compile(rf"(?:(?P<down>[↓▼]|급?(?:{either(DOWN)}))|(?P<up>[↑]|급?(?:{either(UP)})))")
GLUED = frozenset("명 건 배 번 번째 개 개월 시간 사람 원 살 곳 달러 년 퍼센트".split())
"""Counters that may follow a number word without a space."""
_EMPTY = re.compile(rf"(?:{either(EMPTY)})\s*$")
_RATE = re.compile(rf"({'|'.join(RATES)})(?:은|는|이|가)?\s*$")
_GAP = re.compile(rf"(?:게|은|는|한|어)?\s?{_PARTICLE}(?:가량|정도|이상|넘게|더|크게|대폭|소폭|급격히|약간)?\s?")
_MONEY = re.compile(r"(US\$|[$€£¥₩]|USD|KRW|EUR)\s?$", re.IGNORECASE)


@lru_cache(maxsize=16)
def _before(rules: Rules) -> tuple[re.Pattern[str], dict[str, Qualifier]]:
    table = {word: one for one in rules.qualifiers for word in one.words}
    return re.compile(rf"(?:^|(?<=[\s(,]))({either(tuple(table))})\s*$"), table


@lru_cache(maxsize=16)
def _after(rules: Rules) -> tuple[re.Pattern[str], dict[str, Qualifier]]:
    table = {word: one for one in rules.qualifiers for word in one.after}
    return re.compile(rf"\s?{_PARTICLE}({either(tuple(table))})"), table


def read_draft(text: str, at: int, rules: Rules) -> Draft | None:
    """Read the figure that starts at a place in the text. Places in the draft are characters."""
    draft = read_special_word(text, at) or read_days(text, at) or _number(text, at)
    if draft is None:
        return None
    draft.full_start, draft.full_end = draft.start, draft.end
    _read_before(text, draft, rules)
    _read_after(text, draft, rules)
    return draft


def _number(text: str, at: int) -> Draft | None:
    digits = text[at].isdecimal()
    alone = (at == 0 and text.isalpha()) or _SINO_PART.match(text, at) is not None
    core = read_digits(text, at) if digits else read_words(text, at, alone=alone)
    if core is None:
        return None
    draft = Draft(core=core, start=at, end=core.end)
    if (part := read_part(text, core) or read_slash(text, core)) is not None:
        draft.core, draft.end = part, part.end
        return draft
    draft.upper = ranged(text, core, at)
    if text[core.end : core.end + 1] == "여":
        draft.end = core.end = core.end + 1
        draft.upper = core.amount + round_place(core)
    unit = read_unit(text, draft)
    if not digits and not (_stands(text, draft) if unit else alone and core.end == len(text)):
        return None
    _read_range(text, draft)
    read_among(text, draft)
    read_rate(text, draft)
    read_band(text, draft)
    return draft


def _stands(text: str, draft: Draft) -> bool:
    """Whether a number word and its counter are words of their own: 세 대, but not 세대 or 구조 개선."""
    counter = text[draft.core.end : draft.end]
    if not counter.startswith(" ") and draft.core.form is Form.NUMBER and counter not in GLUED:
        return False
    return WORD_END.match(text, draft.end) is not None


def _read_range(text: str, draft: Draft) -> None:
    """Take "~30만 명" or "에서 762명" into the draft."""
    link = _LINK.match(text, draft.end)
    low = draft.core
    if link is None or draft.upper is not None or low.form in {Form.ORDINAL, Form.VAGUE}:
        return
    at = link.end()
    core = read_digits(text, at) if text[at : at + 1].isdecimal() else read_words(text, at)
    if core is None:
        return
    other = Draft(core=core, start=at, end=core.end)
    read_unit(text, other)
    if not _joins(draft, other):
        return
    if core.factor > 1 and not low.scaled and low.amount * core.factor <= core.amount:
        low.amount, low.step, low.scaled = low.amount * core.factor, low.step * core.factor, True
    if low.amount == core.amount or (low.amount > core.amount and "에서" not in link.group()):
        return
    draft.end, draft.unit, draft.noun = other.end, other.unit, other.noun
    low.form, low.year = core.form, low.year and core.year
    low.amount, draft.upper = min(low.amount, core.amount), max(low.amount, core.amount)


def _joins(draft: Draft, other: Draft) -> bool:
    """Whether two numbers are of one kind, so that they can be the ends of a range."""
    low, high = draft.core, other.core
    if draft.unit or draft.noun or low.form is not Form.NUMBER:
        return (draft.unit, draft.noun, low.form) == (other.unit, other.noun, high.form)
    return high.form not in {Form.ORDINAL, Form.VAGUE}


def _read_before(text: str, draft: Draft, rules: Rules) -> None:
    """Walk back over a sign, a currency, qualifiers, and empty words."""
    head = text[: draft.start]
    if (match := _MONEY.search(head[-6:])) is not None and not draft.unit:
        sign = match.group(1).lower()
        draft.unit = CURRENCIES.get("$" if sign == "us$" else sign, "")
        draft.start = draft.full_start = draft.start - len(match.group())
        head = text[: draft.start]
    if (match := _SPEED.search(head[-6:])) is not None and draft.unit == "km":
        draft.unit = "km/h"
        draft.full_start -= len(match.group())
        head = text[: draft.full_start]
    if (match := _ARROWS.search(head[-3:])) is not None and _points(match, draft):
        draft.direction = 1 if match.group(1) == "▲" else -1
        draft.start = draft.full_start = draft.start - len(match.group())
        head = text[: draft.start]
    if head[-1:] in {"-", MINUS, "+"} and not head[-2:-1].isalnum():
        draft.negative, draft.direction = head[-1] != "+", 1 if head[-1] == "+" else 0
        draft.start = draft.full_start = draft.start - 1
        head = head[:-1]
    pattern, table = _before(rules)
    while True:
        tail = head[-24:]
        if (match := pattern.search(tail)) is not None:
            _qualify(draft, table[match.group(1)])
        elif (match := _RATE.search(tail)) is not None and not draft.direction:
            draft.direction = RATES[match.group(1)]
        elif (match := _EMPTY.search(tail)) is None:
            return
        draft.full_start = len(head) - len(match.group())
        head = head[: draft.full_start]


def _points(match: re.Match[str], draft: Draft) -> bool:
    """Whether an arrow shows a change; a white one away from a number may open an item of a list."""
    return match.group(1) != "△" or len(match.group()) == 1 or draft.core.form in {Form.PERCENT, Form.POINTS}


def _qualify(draft: Draft, qualifier: Qualifier) -> None:
    if draft.qualifier is None:
        draft.qualifier = qualifier
    elif draft.inner is None and qualifier is not draft.qualifier:
        draft.inner, draft.qualifier = sorted((draft.qualifier, qualifier), key=lambda one: one.name != "about")


def _read_after(text: str, draft: Draft, rules: Rules) -> None:
    pattern, table = _after(rules)
    at, core = draft.end, draft.core
    if (match := pattern.match(text, at)) is not None:
        _qualify(draft, table[match.group(1)])
        draft.full_end = at = match.end()
    level = _LEVEL.match(text, at)
    if level is not None and core.form is not Form.FRACTION:
        draft.level = True
        return
    if draft.direction or core.form in {Form.ORDINAL, Form.VAGUE, Form.MULTIPLE}:
        return
    gap = _GAP.match(text, level.end() if level else at)
    match = _DOWN_UP.match(text, gap.end() if gap else at)
    if match is None:
        return
    draft.direction, draft.full_end = -1 if match.group("down") else 1, match.end()
    if level is not None and draft.direction < 0:  # to a third is down by two thirds
        core.amount = 1 - core.amount
