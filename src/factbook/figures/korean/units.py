"""Read what follows a Korean number: units, shares of two numbers, rates, bands, days."""

from __future__ import annotations

import re
from fractions import Fraction

from factbook.figures.common.builder import FigureBuilder
from factbook.figures.common.figure import Form
from factbook.figures.common.number import Core
from factbook.figures.common.tokens import either
from factbook.figures.common.word_table import WordTable, is_hangul, past_space
from factbook.figures.korean.numerals import read_digits, read_words
from factbook.figures.korean.words import COUNTERS, DAYS, NATIVE, UNITS

# "5g" is a weight, "5gb" is not.
_LATIN_END = r"(?![A-Za-z])"
_UNIT = re.compile(rf"\s?(?:({either(UNITS)}|{either(COUNTERS)})){_LATIN_END}")
_PERCENT = re.compile(
    r"\s?(bps?(?![a-z])|%\s?p(?![a-z])|%\s?포인트|퍼센트\s?포인트|%|퍼센트|프로(?![가-힣])|포인트)", re.IGNORECASE
)
_PART_OF, _PER, _EACH_ABOUT = WordTable(["분의"]), WordTable(["당"]), WordTable(["평균", "약"])
_SLASH = re.compile(r"/(\d{1,3})(?![\d/])")
_BAND = re.compile(r"대(?=$|[^가-힣]|[를로에의가는])")
_AMONG, _RUN = WordTable(["중에서", "중", "가운데", "당"]), WordTable(["연속", "내리", "연달아", "째"])
# 위 is a rank ("3위"), and begins 위안 and 위원회.
_NTH = re.compile(r"\s?(?:번째|위(?!안|[가-힣]{2})|등(?![가-힣]))")
_HALF = re.compile(r"절반|반(?=\s?(?:이상|이하|넘|가량|정도|에))")
_DOUBLE, _DAYS = WordTable(["갑절", "곱절"]), WordTable(DAYS)
_ONES = "하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉"
_AMONG_WORDS = re.compile(rf"({_ONES})\s?중(?:에서)?\s?({_ONES})(?![가-힣]?\s?[명건곳개])")
# A Korean word ends where only particles and the like follow; there is no other sign of it.
WORD_END = re.compile(
    r"$|[^가-힣]|(?:이상|이하|미만|초과|가량|정도|쯤|안팎|째|연속|이나|에서|부터|까지|보다|으로|로|씩|짜리|당|중"
    r"|[이가은는을를의에도만과와나여꼴다인로며라였])"
)


def read_unit(text: str, builder: FigureBuilder) -> bool:
    """Add the counter, unit or per cent sign after the number; return whether there was one."""
    core = builder.core
    if (match := _PERCENT.match(text, core.end)) is not None and core.form is Form.NUMBER:
        points = "p" in match.group(1).lower() or "포인트" in match.group(1)
        if match.group(1).lower().startswith("bp"):
            core.amount, core.step, core.whole = core.amount / 100, core.step / 100, core.bare
        core.form, builder.end = (Form.POINTS if points else Form.PERCENT), match.end()
        return True
    # Before the units: 번 is a counter, 번째 an ordinal.
    if core.form is Form.NUMBER and (nth := _NTH.match(text, core.end)) is not None:
        core.form, builder.end = Form.ORDINAL, nth.end()
        return True
    match = _UNIT.match(text, core.end)
    if match is None:
        return False
    word = match.group(1)
    builder.end = match.end()
    # "2년 반" is two and a half years.
    half = past_space(text, builder.end)
    if core.whole and half > builder.end and text[half : half + 1] == "반" and not is_hangul(text[half + 1 : half + 2]):
        core.amount, core.bare, builder.end = core.amount + Fraction(1, 2), True, half + 1
    if word == "배":
        core.form = Form.MULTIPLE
        # "두 배" is a word for a size, like "double"; "2.1배" is not.
        core.bare = core.bare or (core.amount == 2 and core.whole)
        return True
    builder.unit = UNITS.get(word, "")
    builder.noun = "" if builder.unit else word
    run = _RUN.behind(text, match.end())
    # "두 번째로": an ordinal of another kind.
    if run and builder.unit and not text.startswith("째로", run - 1):
        builder.end, builder.streak = run, True
    return True


def read_part(text: str, core: Core) -> Core | None:
    """Read "3분의 1"."""
    link = _PART_OF.behind(text, core.end)
    if not link:
        return None
    at = past_space(text, link)
    above = read_digits(text, at) if text[at : at + 1].isdecimal() else read_words(text, at, alone=True)
    if above is None or not 0 < above.amount < core.amount:
        return None
    return _fraction(above.amount.numerator, core.amount.numerator, above.end)


def read_slash(text: str, core: Core) -> Core | None:
    """Read "1/3"."""
    match = _SLASH.match(text, core.end)
    if match is None or not core.whole or core.scaled or not 0 < core.amount < int(match.group(1)):
        return None
    return _fraction(core.amount.numerator, int(match.group(1)), match.end())


def _fraction(above: int, below: int, end: int) -> Core:
    return Core(amount=Fraction(above, below), end=end, bare=True, form=Form.FRACTION)


def read_among(text: str, builder: FigureBuilder) -> None:
    """Read "5명 중 1명" as a share; larger groups stay two figures."""
    core = builder.core
    if (
        core.form is not Form.NUMBER
        or not core.whole
        or builder.upper is not None
        or not (builder.unit or builder.noun)
    ):
        return
    link = _AMONG.behind(text, builder.end)
    # As in English: a share is said of a dozen or of a round number; "5,231명 중 12명" are two figures.
    if not link or not (core.amount <= 12 or (core.amount <= 1000 and core.amount % 10 == 0)):
        return
    at = past_space(text, link)
    above = read_digits(text, at) if text[at : at + 1].isdecimal() else read_words(text, at)
    if above is None or not above.whole or not 0 < above.amount < core.amount or above.scaled:
        return
    # "10만 명당 3.2명" is a rate, which `read_rate` reads.
    if text[link - 1] == "당" and core.amount > 12:
        return
    part = FigureBuilder(core=above, start=at, end=above.end)
    if not read_unit(text, part) or part.unit != builder.unit or above.form is not Form.NUMBER:
        return
    builder.core = _fraction(above.amount.numerator, core.amount.numerator, part.end)
    builder.end, builder.unit, builder.noun = part.end, "", ""


def read_rate(text: str, builder: FigureBuilder) -> None:
    """Read "10만 명당 3.2명" as a rate."""
    base, link = builder.core, _PER.behind(text, builder.end)
    if not link or base.form is not Form.NUMBER or not base.whole or base.amount < 2 or builder.upper is not None:
        return
    at = past_space(text, _EACH_ABOUT.behind(text, link) or link)
    core = read_digits(text, at) if text[at : at + 1].isdecimal() else None
    if core is None:
        return
    part = FigureBuilder(core=core, start=at, end=core.end)
    read_unit(text, part)
    if core.form is not Form.NUMBER or part.unit not in {builder.unit, "people", "cases", ""}:
        return
    builder.core = Core(
        amount=core.amount / base.amount, end=part.end, form=Form.FRACTION, step=core.step / base.amount, whole=False
    )
    builder.end, builder.unit, builder.noun = part.end, f"per {base.amount}", ""


def read_band(text: str, builder: FigureBuilder) -> None:
    """Read "3만 원대", "10%대": from there up to the next number of as few digits."""
    core = builder.core
    match = _BAND.match(text, builder.end)
    if match is None or builder.upper is not None or builder.end == core.end or builder.noun or not core.whole:
        return
    # "3만 원대" and "10%대" are bands up to the next round number.
    if core.form in {Form.NUMBER, Form.PERCENT} and core.amount:
        builder.upper, builder.end = core.amount + round_place(core), match.end()


def round_place(core: Core) -> int:
    """Return the place of the last digit that is not zero: "380여" leaves room up to 390."""
    digits = str(core.amount.numerator)
    return int(10 ** (len(digits) - len(digits.rstrip("0"))))


def read_days(text: str, at: int) -> FigureBuilder | None:
    """Read "사흘" and its like, where they are words of their own."""
    word = _DAYS.at(text, at)
    end = at + len(word)
    if not word or (WORD_END.match(text, end) is None and text[end : end + 1] != "간"):
        return None
    return FigureBuilder(core=Core(amount=Fraction(DAYS[word]), end=end), start=at, end=end, unit="day")


def read_special_word(text: str, at: int) -> FigureBuilder | None:
    """Read "절반" and "갑절"."""
    if match := _HALF.match(text, at):
        return FigureBuilder(core=_fraction(1, 2, match.end()), start=at, end=match.end())
    if match := _AMONG_WORDS.match(text, at):
        below, above = NATIVE[match.group(1)], NATIVE[match.group(2)]
        if above < below:
            return FigureBuilder(core=_fraction(above, below, match.end()), start=at, end=match.end())
    if double := _DOUBLE.at(text, at):
        core = Core(amount=Fraction(2), end=at + len(double), bare=True, form=Form.MULTIPLE)
        return FigureBuilder(core=core, start=at, end=core.end)
    return None
