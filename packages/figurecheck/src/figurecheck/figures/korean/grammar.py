"""Read Korean figures: number, counter, range, and the qualifiers and directions around them."""

from __future__ import annotations

import re

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.qualifiers import Rules
from figurecheck.figures.common.tokens import MINUS
from figurecheck.figures.common.word_table import sign_behind
from figurecheck.figures.korean.after import read_after, turn_qualifiers
from figurecheck.figures.korean.before import read_before
from figurecheck.figures.korean.numerals import ranged, read_digits, read_words
from figurecheck.figures.korean.shares import read_among, read_nights, read_part, read_rate, read_ratio, read_slash
from figurecheck.figures.korean.special import read_places, read_special
from figurecheck.figures.korean.units import WORD_END, read_band, read_unit, round_place
from figurecheck.figures.korean.words import SCALES

_LINK = re.compile(r"\s?(?:[~\-–]|에서|부터)\s?")
_PARTS, _AGAINST, _LINKS, _AMONG, _BANDS = map(frozenset, ("분/", "대:", "~-–에부", "중가당", "대초중후"))
"""Signs behind a number or its unit with which these begin."""
_SINO_PART = re.compile(r"[이삼사오육칠팔구십백천]+\s?분의")
# Most number words need a space before their counter, or they are syllables of another word: "세 대", "세대".
GLUED = frozenset("명 건 배 번 번째 개 개월 시간 사람 원 살 곳 달러 년 퍼센트".split())
"""Counters that may follow a number word without a space."""


def read_figure(text: str, at: int, rules: Rules) -> FigureBuilder | None:
    """Read the figure that starts at a place in the text. Places in the builder are characters."""
    # Whole words before numbers: "절반" and "사흘" begin with syllables that are number words as well.
    builder = read_special(text, at) or _number(text, at)
    return complete(text, builder, rules) if builder is not None else None


def complete(text: str, builder: FigureBuilder, rules: Rules) -> FigureBuilder:
    """Add what stands before and behind a figure to its builder."""
    builder.full_start, builder.full_end = builder.start, builder.end
    named = read_before(text, builder, rules)
    read_after(text, builder, rules, named=named)
    if builder.band and builder.qualifier is not None:
        _bound_band(builder)
    # "영하 20도 이하" says how far below; what "-3% 이하" says is left open.
    if builder.negative and builder.qualifier is not None and text[builder.start] not in {"-", MINUS}:
        turn_qualifiers(builder, rules)
    return builder


def _bound_band(builder: FigureBuilder) -> None:
    """Leave one end of a band to its qualifier: "30%대 이상" is 30 per cent or more, "30%대를 넘었다" 40 or more."""
    name, upper = builder.qualifier.name if builder.qualifier is not None else "", builder.upper
    if upper is None or name not in {"at least", "over", "under", "at most"}:
        return
    if name in {"over", "at most"}:
        builder.core.amount = upper
    builder.upper, builder.open = None, False


def _number(text: str, at: int) -> FigureBuilder | None:
    digits = text[at].isdecimal()
    # A single syllable is a number only where nothing else is bound, or before "분의" (of a fraction).
    alone = not digits and ((at == 0 and text.isalpha()) or _SINO_PART.match(text, at) is not None)
    core = read_digits(text, at) if digits else read_words(text, at, alone=alone)
    if core is None:
        return None
    builder = FigureBuilder(core=core, start=at, end=core.end)
    # The sign behind the number decides what is worth trying, since most numbers are followed by their counter.
    sign = sign_behind(text, core.end)
    if sign in _PARTS and (part := read_part(text, core) or read_slash(text, core)) is not None:
        builder.core, builder.end = part, part.end
        return builder
    if not digits:
        builder.upper = ranged(text, core, at)
    if text.startswith("여", core.end):
        _read_odd(text, builder)
    if digits and sign == "자" and (places := read_places(text, at)) is not None:
        return places
    if digits and sign == "박" and read_nights(text, builder):
        return builder
    unit = (digits and sign in _AGAINST and read_ratio(text, builder)) or read_unit(text, builder)
    if not digits and not (_is_free_standing(text, builder) if unit else alone and core.end == len(text)):
        return None
    _read_second(text, builder)
    return builder


def _read_second(text: str, builder: FigureBuilder) -> None:
    """Read a second number that belongs to the figure, or that it is a band."""
    sign = sign_behind(text, builder.end)
    if sign in _LINKS:
        _read_range(text, builder)
    if sign in _AMONG or builder.noun == "개":
        read_among(text, builder)
        read_rate(text, builder)
    if sign in _BANDS:
        read_band(text, builder)


def _read_odd(text: str, builder: FigureBuilder) -> None:
    """Read "380여 명", up to the next number as round; "30만여", up to 31만; and "30여만", up to 40만."""
    core = builder.core
    end = core.end + 1
    room = core.factor if core.factor > 1 else round_place(core)
    scale = text[end] if text[end : end + 1] in SCALES and core.factor == 1 else ""
    times = SCALES[scale] if scale else 1
    core.amount, core.step, core.factor = core.amount * times, core.step * times, core.factor * times
    builder.upper, builder.open = core.amount + room * times, True
    builder.end = core.end = end + len(scale)


def _is_free_standing(text: str, builder: FigureBuilder) -> bool:
    """Return whether a number word and its counter are words of their own: 세 대, but not 세대 or 구조 개선."""
    counter = text[builder.core.end : builder.end]
    if not counter.startswith(" ") and builder.core.form is Form.NUMBER and counter not in GLUED:
        return False
    # "한곳에 모인" is together.
    together = counter == "곳" and text[builder.start] == "한"
    return not together and WORD_END.match(text, builder.end) is not None


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
    # "40건에서 31건으로 줄었다": a verb of movement makes it where it went.
    if "에서" in link.group():
        builder.latest = core.amount
        low.step, low.whole = min(low.step, core.step), low.whole and core.whole
    low.amount, builder.upper = min(low.amount, core.amount), max(low.amount, core.amount)


def _joins(builder: FigureBuilder, other: FigureBuilder) -> bool:
    """Return whether two numbers are of one kind, so that they can be the ends of a range."""
    low, high = builder.core, other.core
    if builder.unit or builder.noun or low.form is not Form.NUMBER:
        return (builder.unit, builder.noun, low.form) == (other.unit, other.noun, high.form)
    return high.form not in {Form.ORDINAL, Form.VAGUE}
