"""Find every number of a Korean text, and decide what each is.

The rules are those of `english.find`: years, dates, times, labels (제3조, 2차), age bands (20대), names and addresses
need no claim. Number words count before a counter (두 배, 스물세 건) and before a noun (두 아들, see `korean.counted`);
한 needs a claim only before people, cases, multiples and measures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import Form, Found, NumberKind, PrintedFigure
from figurecheck.figures.common.finish import finish
from figurecheck.figures.common.phrase_slots import end_of_run
from figurecheck.figures.common.qualifiers import Rules
from figurecheck.figures.common.running_text import SPECIALS, found_at, name_spans
from figurecheck.figures.common.tokens import SPECIAL
from figurecheck.figures.common.word_table import WordTable, is_hangul, past_space, sign_behind
from figurecheck.figures.korean.counted import read_age_band, read_counted, read_each, read_hour
from figurecheck.figures.korean.grammar import complete, read_figure
from figurecheck.figures.korean.special import STARTS as SPECIAL_STARTS
from figurecheck.figures.korean.words import LABELS, NATIVE, NATIVE_RANGES, NATIVE_TENS

# Korean has no spaces between a number and its counter, and the counters of dates (년, 월, 일) also count spans of
# time: "2년간", "3일 동안" and the like are figures, which the lookahead leaves alone. What is written apart must be a
# word of its own: "2016년 대비", "15일 간담회" and "2023년 이상기후" are dates.
_LASTING = (
    r"간|\s간의?(?![가-힣])"
    r"|\s?(?:동안|만에|째|연속|이상(?!\s?(?:기온|기후|고온|저온|한파|현상|징후|반응|거래|동기|행동)))"
)
_NO_SPAN = rf"(?!{_LASTING}|대(?!비)|\s?넘[는게었어긴김])"
_SEVERAL = r"\d{1,2}\s?[~∼·∙-]\s?"
_DATE = re.compile(
    rf"(?P<y>\d{{4}})년도?{_NO_SPAN}(?:\s?(?P<m>\d{{1,2}})월(?:\s?(?:{_SEVERAL})?(?P<d>\d{{1,2}})일)?)?"
    r"|(?P<y2>\d{4})(?:-|\.\s?)(?P<m2>\d{1,2})(?:-|\.\s?)(?P<d2>\d{1,2})(?!\d)\.?"
    rf"|(?P<m3>\d{{1,2}})월(?:\s?(?:{_SEVERAL})?(?P<d3>\d{{1,2}})일)?|(?:{_SEVERAL})+(?:1[0-2]|[1-9])월"
    rf"|(?<=')\d{{2}}년{_NO_SPAN}|\d{{4}}년대(?!비)"
)
_DAY = re.compile(rf"(3[01]|[12]?\d)일(?!{_LASTING}|치|\s치(?![가-힣])|\s?(?:이하|이내|정도|가량|\d{{1,2}}시간))")
_TIME = re.compile(r"\d{1,2}시(?!간|리아)(?:\s?\d{1,2}분)?")
_LABELS = "|".join(sorted(LABELS, key=len, reverse=True))
# Behind the label a particle or no letter: "3차" is the third meeting, "3차원" three dimensions.
_LABEL = re.compile(
    rf"(?:[1-4]\s?[~·∙/-]\s?)*[1-4]분기(?!\s?(?:연속|째))|\d{{1,2}}인(?=\s?(?:이상\s?|이하\s?)?가구)|\d{{1,2}}강(?:전|행)?|\d세대|\d{{1,4}}(?:{_LABELS})(?=$|[^가-힣]|[은는이가을를의에과와도](?![가-힣]))"
)
# Age bands, in lists too: "20·30대". A number behind them makes 대 a counter of machines.
_BAND = re.compile(r"(?:[1-9]0\s?[·∙,~]\s?)*[1-9]0대(?!\s?\d)(?:\s?(?:초중반|중후반|초반|중반|후반))?")
_GENERATION = re.compile(r"[2-7]0[3-8]0세대")
# What is numbered or called so: "22대 총선", "7급 공채", "4년제 대학", "7번 국도", "119 신고".
_CALLED = re.compile(
    r"\d{1,2}대(?=\s?(?:국회|총선|대선|대통령|의회|시의회|도의회))|[1-9]급(?=\s?(?:공무원|공채|공시|시험|상당))|[2-6]년제|\d{1,2}시간제"
    r"|\d{1,3}번(?=\s?(?:국도|지방도|버스|출구|홀))|(?:119|112|110|120)(?=\s?(?:신고|구급|구조|상황실|종합|콜센터|센터|안전))"
    r"|[1-9][~·∼][1-9]호기|[123]심(?=제|에서|의|은|이|과|\s?(?:재판|판결|선고|법원))|[1-9]가구\s?[1-9]주택|[1-9]주택(?=자|\s?소유)"
    r"|[1-9]순위|[2-9]자(?=\s?(?:회담|대결|구도|회동|협의))"
    r"|4대(?:강|\s?(?:사회)?보험)|[1-9]종(?=\s?(?:보통|대형|전용주거|일반주거|근린생활|감염병|면허))"
)
_ITEM = re.compile(r"(?m)^[\s>#*(-]*(?=\d{1,3}[.)](?:\s|$))")
_PER_UNIT = (
    "인당 명당 가구당 건당 대당 심 달러당 유로당 개당 회당 병당 표당 리터당 ℓ당 L당 ㎏당 kg당 ㎡당 평당 톤당 마리당"
)
_EACH = WordTable([*_PER_UNIT.split(), *"인 가구|인 시위|인 기업|인 미디어|인 방송|인용".split("|")])
"""Per head or per case, of one person, or the first of three courts: this "1" counts nothing."""
# "5·18 민주화운동", "3·1절": what happened on a day is named by it.
_EVENT = re.compile(
    r"(?:1[0-2]|[1-9])[·∙](?:3[01]|[12]\d|[1-9])(?=\s?(?:민주|혁명|운동|전쟁|사변|절|테러|총선|대선|지방선거|보궐|재보|비상계엄|계엄"
    r"|쿠데타|사태|참사|항쟁|의거|선언|합의|공동|대책|부동산|조치|개각|전당대회|남침|독립|만세|광복|사건))"
)
_WORD_STARTS = {*"절반갑곱수이삼사오육칠팔구일십백천만", *SPECIAL_STARTS}
_WORD_STARTS |= {word[0] for word in NATIVE | NATIVE_TENS | NATIVE_RANGES}
# Within a word a number word is a syllable of it: 만약, 사이, 구조.
_STARTS = re.compile(rf"[0-9]|(?<!\w)[{''.join(sorted(_WORD_STARTS))}]")
"""Where a figure may start."""
_SPACES = 10
"""Most white space between the mark of an ordinal and its number."""
IDLE_COUNTERS = frozenset("번 가지 편 차례 점 대 종 줄 시간대 팀".split())
"""한 before these is no count: 한 번, 한 가지; but 한두 번 is."""


def find_korean(text: str, rules: Rules, names: tuple[str, ...] = ()) -> Iterator[Found]:
    """Yield each number of a Korean text that `tokens.swap` has been through."""
    hidden = sorted([*name_spans(text, names), *_specials(text)], reverse=True)
    items = {match.end() for match in _ITEM.finditer(text)}
    at = 0
    while True:
        # Sorted backwards, as in `english.find`.
        while hidden and hidden[-1][1] <= at:
            hidden.pop()
        start = match.start() if (match := _STARTS.search(text, at)) is not None else len(text)
        if hidden and hidden[-1][0] <= start:
            start, end, kind = hidden.pop()
            yield found_at(start, end, text, kind)
            at = end
            continue
        if match is None:
            return
        at = start
        found = _at(text, at, rules, item=at in items)
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
    if digit and (plain := _no_figure(text, at, item=item)) is not None:
        return plain
    builder = _read(text, at, rules, digit=digit)
    if builder is None or isinstance(builder, Found):
        return builder
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


def _read(text: str, at: int, rules: Rules, *, digit: bool) -> FigureBuilder | Found | None:
    """Read a figure; a number word also before an ordinary noun, unless it names an hour or an age."""
    if digit:
        return read_figure(text, at, rules)
    if end := read_hour(text, at):
        return found_at(at, end, text, NumberKind.TIME)
    if end := read_each(text, at):
        return found_at(at, end, text, NumberKind.WORD)
    if end := read_age_band(text, at):
        return found_at(at, end, text, NumberKind.NAME)
    if (builder := read_figure(text, at, rules)) is not None:
        return builder
    counted = read_counted(text, at)
    return complete(text, counted, rules) if counted is not None else None


def _kind(text: str, at: int, builder: FigureBuilder) -> NumberKind:
    """Return what a number is."""
    core = builder.core
    if core.form is Form.ORDINAL:
        return NumberKind.ORDINAL
    # "한 번" is "once": an article as in English, which needs no claim.
    if text[at] == "한" and core.amount == 1 and builder.upper is None and builder.noun in IDLE_COUNTERS:
        return NumberKind.WORD
    measured = builder.end > core.end or core.form is not Form.NUMBER or builder.unit
    behind = text[builder.end : builder.end + 1]
    # Letters on either side and no counter: 코로나19, 5G.
    glued = text[at - 1 : at].isalpha() or (behind.isascii() and behind.isalpha())
    if core.digits and not measured and glued:
        return NumberKind.NAME
    # Of years "2020부터 2024까지" says no more than 2020년부터 2024년까지; what moved from 2020 to 2024 was counted.
    ranged = builder.upper is not None and not (builder.noun or builder.moved) and core.form is Form.NUMBER
    builder.year = core.year and (not measured or (builder.unit in {"", "year"} and ranged))
    return NumberKind.YEAR if builder.year else NumberKind.FIGURE


def _no_figure(text: str, at: int, *, item: bool) -> Found | None:
    """Read dates, times, labels and age bands at a place in the text."""
    end = end_of_run(text, at, str.isdecimal)
    behind = text[end : end + 1]
    # Most numbers are followed by a counter, and none of the patterns is worth trying. Bands are of two digits.
    may_name = sign_behind(text, end) in _NAMING if behind != "," else end - at == 2
    if may_name and (match := _DATE.match(text, at)):
        return _dated(text, match)
    # "제3조" is Article 3; "1. " at the start of a line numbers an item.
    if item or (at and text[max(0, at - _SPACES) : at].rstrip().endswith("제")):
        label = past_space(text, end)
        end = label + 1 if not item and is_hangul(text[label : label + 1]) else end
        return found_at(at, end, text, NumberKind.LIST)
    if text[at] == "1" and (end := _EACH.behind(text, at + 1)):
        return found_at(at, end, text, NumberKind.WORD)
    if not may_name:
        return None
    for pattern, kind in (
        (_CALLED, NumberKind.NAME),
        (_EVENT, NumberKind.NAME),
        (_GENERATION, NumberKind.WORD),
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


_NAMING = frozenset("년월일시분세대강인급번종신구상콜센심가순자주./-·∙~" + "".join(word[0] for word in LABELS))
"""First characters behind a number that may be a date, a time, a label or a band of ages."""
_DATE_KEYS = (("y", "y2"), ("m", "m2", "m3"), ("d", "d2", "d3"))
