"""Find every number of a Korean text, and decide what each is.

The rules are those of `english.find`: years, dates, times, labels (제3조, 2차), age bands (20대), names and addresses
need no claim. Number words count where a counter follows them (두 배, 스물세 건); 한 needs a claim only before
people, cases, multiples and measures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from factbook.figures.common.builder import FigureBuilder
from factbook.figures.common.figure import Form, Found, NumberKind, PrintedFigure
from factbook.figures.common.finish import finish
from factbook.figures.common.phrase_slots import end_of_run
from factbook.figures.common.qualifiers import Rules
from factbook.figures.common.running_text import SPECIALS, found_at, name_spans
from factbook.figures.common.tokens import SPECIAL
from factbook.figures.common.word_table import WordTable, is_hangul, past_space
from factbook.figures.korean.grammar import read_figure
from factbook.figures.korean.words import DAYS, LABELS, NATIVE, NATIVE_RANGES, NATIVE_TENS

# Korean has no spaces between a number and its counter, and the counters of dates (년, 월, 일) also count spans of
# time: "2년간", "3일 동안" and the like are figures, which the lookahead leaves alone.
_DATE = re.compile(
    r"(?P<y>\d{4})년도?(?!\s?(?:간|동안|만에|째|넘|이상|연속|대))(?:\s?(?P<m>\d{1,2})월(?:\s?(?P<d>\d{1,2})일)?)?"
    r"|(?P<y2>\d{4})(?:-|\.\s?)(?P<m2>\d{1,2})(?:-|\.\s?)(?P<d2>\d{1,2})(?!\d)\.?"
    r"|(?P<m3>\d{1,2})월(?:\s?(?P<d3>\d{1,2})일)?|'\d{2}년|\d{4}년대"
)
_DAY = re.compile(r"(3[01]|[12]?\d)일(?!\s?(?:간|동안|만에|째|이상|이하|이내|연속|치|정도|가량))")
_TIME = re.compile(r"\d{1,2}시(?!간)(?:\s?\d{1,2}분)?")
_LABELS = "|".join(sorted(LABELS, key=len, reverse=True))
# Behind the label a particle or no letter: "3차" is the third meeting, "3차원" three dimensions.
_LABEL = re.compile(rf"[1-4]분기|\d세대|\d{{1,4}}(?:{_LABELS})(?=$|[^가-힣]|[은는이가을를의에과와도](?![가-힣]))")
# Age bands, in lists too: "20·30대". A number behind them makes 대 a counter of machines.
_BAND = re.compile(r"(?:[1-9]0\s?[·∙,~]\s?)*[1-9]0대(?!\s?\d)")
_ITEM = re.compile(r"(?m)^[\s>#*(-]*(?=\d{1,3}[.)](?:\s|$))")
_WORD_STARTS = "절반갑곱수이삼사오육칠팔구일십백천만"
_EACH = WordTable(["인당", "명당", "가구당", "건당", "대당"])
"""Per head or per case: this "1" counts nothing."""
# First characters of all figures: the text is read character by character, and few of them start anything.
STARTS = frozenset({*"0123456789", *_WORD_STARTS, *(word[0] for word in (NATIVE | NATIVE_TENS | NATIVE_RANGES | DAYS))})
_SPACES = 10
"""Most white space between the mark of an ordinal and its number."""
IDLE_COUNTERS = frozenset("번 가지 편 차례 점 대 종 줄".split())
"""한 before these is no count: 한 번, 한 가지."""


def find_korean(text: str, rules: Rules, names: tuple[str, ...] = ()) -> Iterator[Found]:
    """Yield each number of a Korean text that `tokens.swap` has been through."""
    hidden = sorted([*name_spans(text, names), *_specials(text)], reverse=True)
    items = {match.end() for match in _ITEM.finditer(text)}
    at = 0
    while at < len(text):
        # Sorted backwards, as in `english.find`.
        while hidden and hidden[-1][1] <= at:
            hidden.pop()
        if hidden and hidden[-1][0] <= at:
            start, end, kind = hidden.pop()
            yield found_at(start, end, text, kind)
            at = end
            continue
        found = _at(text, at, rules, item=at in items) if text[at] in STARTS else None
        if found is not None:
            yield found
        at = found.full_end if found is not None else max(at + 1, end_of_run(text, at, str.isdecimal))


# The pattern of specials is slow, and most Korean sentences have nothing that it could match.
_MAY_BE_SPECIAL = re.compile(r"[a-zA-Z`:/'+_-]|\d\.\d+\.")


def _specials(text: str) -> Iterator[tuple[int, int, NumberKind]]:
    if _MAY_BE_SPECIAL.search(text) is None:
        return
    for match in SPECIAL.finditer(text):
        kind = SPECIALS[match.lastgroup or ""]
        # Dates are read below, in the Korean way.
        if kind is not NumberKind.DATE:
            yield (*match.span(), kind)


def _at(text: str, at: int, rules: Rules, *, item: bool) -> Found | None:
    digit = text[at].isdecimal()
    before = text[at - 1] if at else " "
    if digit and (plain := _no_figure(text, at, item=item)) is not None:
        return plain
    # A number word within a word is a syllable of it: 만약, 사이, 구조.
    if not digit and (before.isalnum() or before == "_"):
        return None
    builder = read_figure(text, at, rules)
    if builder is None:
        return None
    end, full_end = builder.end, max(builder.end, builder.full_end)
    kind = _kind(text, at, builder)
    figure = None if kind is NumberKind.NAME else finish(builder, text[builder.full_start : full_end])
    return Found(
        start=builder.start,
        end=end,
        full_start=builder.full_start,
        full_end=full_end,
        text=text[builder.start : end],
        kind=kind,
        reading=figure.reading if figure else text[builder.start : end],
        needs_claim=kind in {NumberKind.FIGURE, NumberKind.ORDINAL},
        figure=figure,
    )


def _kind(text: str, at: int, builder: FigureBuilder) -> NumberKind:
    """Return what a number is."""
    core = builder.core
    if core.form is Form.ORDINAL:
        return NumberKind.ORDINAL
    # "한 번" is "once": an article as in English, which needs no claim.
    if text[at] == "한" and core.amount == 1 and builder.noun in IDLE_COUNTERS:
        return NumberKind.WORD
    measured = builder.end > core.end or core.form is not Form.NUMBER or builder.unit
    behind = text[builder.end : builder.end + 1]
    # Letters on either side and no counter: 코로나19, 5G.
    glued = text[at - 1 : at].isalpha() or (behind.isascii() and behind.isalpha())
    if core.digits and not measured and glued:
        return NumberKind.NAME
    builder.year = core.year and (not measured or (builder.unit == "year" and builder.upper is not None))
    return NumberKind.YEAR if builder.year else NumberKind.FIGURE


def _no_figure(text: str, at: int, *, item: bool) -> Found | None:
    """Read dates, times, labels and age bands at a place in the text."""
    if match := _DATE.match(text, at):
        return _dated(text, match)
    # "제3조" is Article 3; "1. " at the start of a line numbers an item.
    if item or text[max(0, at - _SPACES) : at].rstrip().endswith("제"):
        end = end_of_run(text, at, str.isdecimal)
        label = past_space(text, end)
        end = label + 1 if not item and is_hangul(text[label : label + 1]) else end
        return found_at(at, end, text, NumberKind.LIST)
    if text[at] == "1" and (end := _EACH.behind(text, at + 1)):
        return found_at(at, end, text, NumberKind.WORD)
    for pattern, kind in (
        (_TIME, NumberKind.TIME),
        (_BAND, NumberKind.NAME),
        (_LABEL, NumberKind.LIST),
    ):
        if match := pattern.match(text, at):
            return found_at(at, match.end(), text, kind)
    if match := _DAY.match(text, at):
        day = match.group()
        figure = PrintedFigure(text=day, amount=Fraction(match.group(1)), unit="day", reading=day)
        return found_at(at, match.end(), text, NumberKind.DATE, figure)
    return None


def _dated(text: str, match: re.Match[str]) -> Found:
    parts = match.groupdict()
    year, month, day = (int(next((parts[key] for key in keys if parts.get(key)), 0)) for keys in _DATE_KEYS)
    figure = None
    if year or month:
        figure = PrintedFigure(text=match.group(), form=Form.DATE, date=(year, month, day), reading=match.group())
    return found_at(*match.span(), text, NumberKind.DATE, figure)


_DATE_KEYS = (("y", "y2"), ("m", "m2", "m3"), ("d", "d2", "d3"))
