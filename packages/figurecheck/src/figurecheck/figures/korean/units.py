"""Read what follows a Korean number: per cent signs, counters, units, units in two parts, bands."""

from __future__ import annotations

import re
from fractions import Fraction

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.number import Core
from figurecheck.figures.common.qualifiers import DEFAULT_RULES
from figurecheck.figures.common.rounding import whole_place
from figurecheck.figures.common.tokens import either
from figurecheck.figures.common.units import SPANS
from figurecheck.figures.common.word_table import WordTable, is_hangul, past_space, sign_behind
from figurecheck.figures.korean.numerals import read_digits
from figurecheck.figures.korean.unit_words import COUNTERS, PARTS, SCALED_UNITS, UNITS

# "5g" is a weight, "5gb" is not.
_LATIN_END = r"(?![A-Za-z])"
# "2023 대비" is no count of machines.
_UNIT = re.compile(rf"\s?(?!대비)({either({*UNITS, *COUNTERS, *SCALED_UNITS})}){_LATIN_END}")
_PERCENT = re.compile(
    r"\s?(bps?(?![a-z])|%\s?p(?![a-z])|%\s?포인트|퍼센트\s?포인트|%|퍼센트|프로(?![가-힣]))", re.IGNORECASE
)
_RUN = WordTable(["연속", "연달아", "연이어", "내리", "째"])
_IN_A_ROW = WordTable(["연속", "연달아", "연이어"])
_BAND = re.compile(
    r"대(?:\s?(?P<of>초중반|중후반|초반|중반|후반|초|중|후))?(?=$|[^가-힣]|[를로에의가는인이다]|으로|까지)"
    r"|\s?(?P<alone>초중반|중후반|초반|중반|후반)대?(?=$|[^가-힣]|[을를로에의이은는가인]|으로|까지)"
)
_THIRDS = {
    "초": (0, 35), "초반": (0, 35), "초중반": (0, 67), "중": (33, 67), "중반": (33, 67), "중후반": (33, 100),
    "후": (65, 100), "후반": (65, 100),
}  # fmt: skip
"""The lower, middle and upper part of a band, in hundredths of it; 34 is as much low as middle thirties."""
_PUN = re.compile(r"\s?할(?:\s?(\d)\s?푼)?(?:\s?(\d)\s?리(?![가-힣]))?")
# 위 is a rank ("3위"), and begins 위안 and 위원회.
_NTH = re.compile(r"\s?(?:번째|위(?![안원]\S|안화)(?!안$)|등(?![가-힣]))")
_TOP = re.compile(r"(?:권)?\s?(?:안(?=$|[^가-힣]|[에으의])|이내|내(?=$|[^가-힣]|[에로의]))")
# A Korean word ends where only particles and the like follow; there is no other sign of it.
WORD_END = re.compile(
    r"$|[^가-힣]|(?:이상|이하|미만|초과|가량|정도|쯤|안팎|째|연속|이나|에서|부터|까지|보다|으로|로|씩|짜리|배기|박이|당|중|간"
    r"|남짓|만에|마다|씩|전|뒤|후|대|차|꼴|가운데|밖에|이라도|라도|이라는|라는|이라고|라고|이었|입니|이란|처럼|만큼|치|어치|조차|마저|동안"
    r"|[이가은는을를의에도만과와나여다인며라였뿐]{1,2}(?![가-힣]))"
)


def read_unit(text: str, builder: FigureBuilder) -> bool:
    """Add the counter, unit or per cent sign after the number; return whether there was one."""
    core = builder.core
    if core.form is Form.NUMBER and _read_form(text, builder):
        return True
    match = _UNIT.match(text, core.end)
    if match is None:
        return False
    word = match.group(1)
    if word == "리" and not _is_distance(text, builder, match.end()):
        return False
    builder.end = match.end()
    if word == "배":
        core.form = Form.MULTIPLE
        # "두 배" is a word for a size, like "double"; "2.1배" is not.
        core.bare = core.bare or (core.amount == 2 and core.whole)
        _read_half(text, builder)
        return True
    if word in SCALED_UNITS:
        _read_scaled(text, builder, SCALED_UNITS[word])
        return True
    # "세 분" are three persons, "3분" three minutes.
    builder.unit = "people" if word == "분" and not core.digits and core.amount < 100 else UNITS.get(word, "")
    builder.noun = "" if builder.unit else word
    if builder.unit in SPANS:
        _read_half(text, builder)
    if builder.unit in PARTED:
        _read_second_part(text, builder)
    if builder.unit in SPANS:
        _read_span(text, builder)
    elif builder.noun and (run := _IN_A_ROW.behind(text, builder.end)):
        builder.end, builder.streak = run, True
    return True


def _read_scaled(text: str, builder: FigureBuilder, unit: tuple[str, int, int]) -> None:
    """Turn a number of 평 and the like into one of the unit of which it is a part or a multiple."""
    core = builder.core
    builder.unit, above, below = unit
    # "30평대" is a band of whole 평.
    read_band(text, builder)
    if core.whole and not core.bare:
        # "254만6000평": its zeros may be rounding, which the number of square metres does not show.
        core.step = max(core.step, Fraction(whole_place(core.amount, DEFAULT_RULES.digits)))
    core.amount, core.step = core.amount * above / below, core.step * above / below
    builder.upper = builder.upper * above / below if builder.upper is not None else None


def _is_distance(text: str, builder: FigureBuilder, end: int) -> bool:
    """Return whether 리 is the measure of a way: "10리", but not "신흥3리", a village, and not "10리바운드"."""
    named = is_hangul(text[builder.start - 1 : builder.start])
    return not named and WORD_END.match(text, end) is not None


PARTED = frozenset(first for first, _ in PARTS) | {"month", "second"}


def _read_form(text: str, builder: FigureBuilder) -> bool:
    """Read what makes the number a percentage, a number of points or a rank."""
    core = builder.core
    # The first sign decides which pattern is worth trying.
    if sign_behind(text, core.end) not in _FORM_SIGNS:
        return False
    if (match := _PERCENT.match(text, core.end)) is not None:
        points = "p" in match.group(1).lower() or "포인트" in match.group(1)
        if match.group(1).lower().startswith("bp"):
            core.amount, core.step, core.whole = core.amount / 100, core.step / 100, core.bare
        core.form, builder.end = (Form.POINTS if points else Form.PERCENT), match.end()
        return True
    # Before the units: 번 is a counter, 번째 an ordinal.
    if (nth := _NTH.match(text, core.end)) is not None:
        core.form, builder.end = Form.ORDINAL, nth.end()
        # "10위 안": the first to the tenth.
        if (top := _TOP.match(text, nth.end())) is not None and core.amount > 1:
            builder.upper, core.amount, builder.end = core.amount, Fraction(1), top.end()
        return True
    return core.amount < 10 and core.whole and _read_tenths(text, builder)


_FORM_SIGNS = frozenset("bB%퍼프포번위등할")


def _read_tenths(text: str, builder: FigureBuilder) -> bool:
    """Read "3할2푼5리": 32.5 per cent, to the last of its places."""
    core = builder.core
    match = _PUN.match(text, core.end)
    if match is None or (is_hangul(text[match.end() :]) and WORD_END.match(text, match.end()) is None):
        return False
    hundredths, thousandths = (int(digit or 0) for digit in match.groups())
    core.amount = core.amount * 10 + hundredths + Fraction(thousandths, 10)
    core.step = Fraction(1, 10) if match.group(2) else Fraction(1) if match.group(1) else Fraction(10)
    core.form, core.whole, builder.end = Form.PERCENT, False, match.end()
    return True


def _read_half(text: str, builder: FigureBuilder) -> None:
    """Read "2년 반" as two and a half years."""
    half, core = past_space(text, builder.end), builder.core
    if core.whole and half > builder.end and text[half : half + 1] == "반" and not is_hangul(text[half + 1 : half + 2]):
        core.amount, core.bare, builder.end = core.amount + Fraction(1, 2), True, half + 1


_DAY_OF_MONTH = Fraction(12, 365)
_HUNDREDTHS = re.compile(r"(\d{1,3})(?!\d|[.,]\d|\s?[%A-Za-z]|\s?[만억조천백십명건원개년월일시분초m])")


def _read_hundredths(text: str, builder: FigureBuilder) -> None:
    """Read "9초81" and "8m95", as results are written in sport."""
    core = builder.core
    match = _HUNDREDTHS.match(text, builder.end) if core.whole and builder.unit in {"second", "m"} else None
    if match is not None:
        step = Fraction(1, 10 ** len(match[1]))
        core.amount, core.step, core.whole = core.amount + int(match[1]) * step, step, False
        builder.end = core.end = match.end()


def _read_second_part(text: str, builder: FigureBuilder) -> None:
    """Read "4개월" of "3년 4개월", and all further parts; the figure is in the unit of the last."""
    core, parted = builder.core, False
    while core.whole and not core.bare and core.form is Form.NUMBER and builder.upper is None:
        at = past_space(text, builder.end)
        if not text[at : at + 1].isdecimal():
            break
        other = read_digits(text, at)
        match = _UNIT.match(text, other.end) if other is not None else None
        times = PARTS.get((builder.unit, UNITS.get(match.group(1), ""))) if match is not None else None
        if other is not None and match is not None and builder.unit == "month" and match.group(1) == "일":
            # A month has no fixed number of days: to the day, of months of a year's average.
            core.amount, core.step, core.whole = core.amount + other.amount * _DAY_OF_MONTH, _DAY_OF_MONTH, False
            builder.end = match.end()
            return
        if other is None or match is None or times is None or not 0 < other.amount < times:
            break
        core.amount, core.step, core.end = core.amount * times + other.amount, other.step, other.end
        builder.unit, builder.end = UNITS[match.group(1)], match.end()
        parted = True
        if not other.whole:
            break
    _read_hundredths(text, builder)
    # No zero at the end is one of rounding: "1시간 20분" are 80 minutes, and not 81.
    core.whole = core.whole and not parted


def _read_span(text: str, builder: FigureBuilder) -> None:
    """Read what follows a span of time: "3년째", "5분기 연속", "2년여"."""
    core, end = builder.core, builder.end
    run = _RUN.behind(text, end)
    # "두 번째로": an ordinal of another kind.
    if run and not text.startswith("째로", run - 1):
        builder.end, builder.streak = run, True
    elif text[end : end + 1] == "여" and builder.upper is None and core.whole and WORD_END.match(text, end + 1):
        builder.upper, builder.open, builder.end = core.amount + 1, True, end + 1


def read_band(text: str, builder: FigureBuilder) -> None:
    """Read "3만 원대", "10%대", "30%대 초반": from there up to the next number of as few digits, and a part of that."""
    core = builder.core
    match = _BAND.match(text, builder.end)
    if match is None or builder.upper is not None or builder.end == core.end or not core.amount:
        return
    # "12도대", but "3개 대" counts machines.
    if core.form not in {Form.NUMBER, Form.PERCENT} or (builder.noun and builder.noun not in BANDED):
        return
    low, width = core.amount, round_place(core) if core.whole else core.step
    first, last = _THIRDS[match["of"] or match["alone"]] if match["of"] or match["alone"] else (0, 100)
    core.amount, builder.upper = low + width * Fraction(first, 100), low + width * Fraction(last, 100)
    builder.open, builder.end, builder.band = last == 100, match.end(), True


BANDED = frozenset("도 점 회 배 석 표".split())


def round_place(core: Core) -> int:
    """Return the place of the last digit that is not zero: "380여" leaves room up to 390."""
    digits = str(core.amount.numerator)
    return int(10 ** (len(digits) - len(digits.rstrip("0"))))
