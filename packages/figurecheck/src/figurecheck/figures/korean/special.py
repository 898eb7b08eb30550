"""Read Korean words that are figures by themselves: half, double, so many days, so many digits, the first."""

from __future__ import annotations

import re
from fractions import Fraction

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.number import Core
from figurecheck.figures.common.word_table import WordTable
from figurecheck.figures.korean.shares import make_fraction
from figurecheck.figures.korean.units import WORD_END
from figurecheck.figures.korean.words import DAY_RANGES, DAYS, HALVES, NATIVE

# "절반의 성공" is a success in part.
_HALF = re.compile(r"절반(?!의\s(?:성공|승리|실패|책임))|반(?=\s?(?:이상|이하|넘|가량|정도|에))")
# "반 토막 났다" is what fell to a half.
_CUT = re.compile(r"반\s?토막(?:이|으로)?(?:\s?(?:났다|난|나며|나|줄었다|줄어))?(?![가-힣])")
_DOUBLE, _DAYS, _HALVES = WordTable(["갑절", "곱절"]), WordTable(DAYS), WordTable(HALVES)
# "배" alone is double where a qualifier or a verb of rise follows; elsewhere it is a pear, a ship or a belly.
_TWICE = re.compile(
    r"배(?=\s?(?:이상|넘|가까이|가량)|(?:로|나|가)\s(?:넘|늘|뛰|뛴|증가|불어|커|올|높|많)|에\s(?:가깝|육박|달))"
)
_ONES = "하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉"
_AMONG_WORDS = re.compile(rf"({_ONES}|열)(?:\s?(?:중에서|중|가운데)|에)\s?({_ONES})(?![가-힣]?\s?[명건곳개])")
_PLACES = re.compile(r"(한|두|세|네|[1-9])\s?자릿?\s?수(?:의|로)?")
# A comma behind it opens a list, and a week or a day is a date.
_FIRST = re.compile(r"첫\s?번째|첫째$")
_CHILD = re.compile(r"(첫|둘|셋|넷|다섯|여섯|일곱)째(?=\s(?!주|날|번|로|[0-9])[가-힣])")
_FINGERS = re.compile(r"(두|세|네|다섯|열)\s?손가락\s?안")
_ONE_DAY = re.compile(r"하루(?=\s?(?:만에|동안|새\s|사이))")


def read_special(text: str, at: int) -> FigureBuilder | None:
    """Read a word that is a figure at a place in the text."""
    reader = _READERS.get(text[at])
    return reader(text, at) if reader is not None else None


def _build(core: Core, at: int, unit: str = "") -> FigureBuilder:
    return FigureBuilder(core=core, start=at, end=core.end, unit=unit)


def _read_half(text: str, at: int) -> FigureBuilder | None:
    if word := _HALVES.at(text, at):
        amount, unit = HALVES[word]
        return _build(Core(amount=Fraction(amount), end=at + len(word), bare=True), at, unit)
    if match := _CUT.match(text, at):
        return _build(Core(amount=Fraction(1, 2), end=match.end(), bare=True, form=Form.MULTIPLE), at)
    match = _HALF.match(text, at)
    return _build(make_fraction(1, 2, match.end()), at) if match is not None else None


def _read_double(text: str, at: int) -> FigureBuilder | None:
    word = _DOUBLE.at(text, at)
    match = None if word else _TWICE.match(text, at)
    end = at + len(word) if word else match.end() if match is not None else 0
    return _build(Core(amount=Fraction(2), end=end, bare=True, form=Form.MULTIPLE), at) if end else None


def _read_days(text: str, at: int) -> FigureBuilder | None:
    """Read "사흘" and its like, where they are words of their own."""
    if match := _ONE_DAY.match(text, at):
        return _build(Core(amount=Fraction(1), end=match.end()), at, "day")
    word = _DAYS.at(text, at)
    end = at + len(word)
    if not word or (WORD_END.match(text, end) is None and text[end : end + 1] != "간"):
        return None
    builder = _build(Core(amount=Fraction(DAYS[word]), end=end), at, "day")
    builder.upper = Fraction(DAY_RANGES[word]) if word in DAY_RANGES else None
    return builder


def _read_native(text: str, at: int) -> FigureBuilder | None:
    """Read "넷 중 하나", "열에 아홉", "세 손가락 안", "두 자릿수"."""
    if match := _AMONG_WORDS.match(text, at):
        below, above = (10 if word == "열" else NATIVE[word] for word in match.groups())
        if above < below:
            return _build(make_fraction(above, below, match.end()), at)
    if match := _FINGERS.match(text, at):
        core = Core(amount=Fraction(1), end=match.end(), form=Form.ORDINAL)
        builder = _build(core, at)
        builder.upper = Fraction(10 if match.group(1) == "열" else NATIVE[match.group(1)])
        return builder
    return read_places(text, at) or _read_days(text, at) or _read_nth(text, at)


def _read_nth(text: str, at: int) -> FigureBuilder | None:
    """Read "둘째 딸" as a rank."""
    match = _CHILD.match(text, at)
    if match is None:
        return None
    amount = 1 if match.group(1) == "첫" else NATIVE[match.group(1)]
    return _build(Core(amount=Fraction(amount), end=match.end(), form=Form.ORDINAL), at)


def read_places(text: str, at: int) -> FigureBuilder | None:
    """Read "두 자릿수" as 10 to 99, of a rate in per cent, which the unit of its value says."""
    match = _PLACES.match(text, at)
    if match is None:
        return None
    word = match.group(1)
    places = int(word) if word.isdecimal() else NATIVE[word]
    core = Core(amount=Fraction(10 ** (places - 1)), end=match.end())
    builder = _build(core, at)
    builder.upper = core.upper = core.amount * 10
    builder.open = True
    return builder


def _read_first(text: str, at: int) -> FigureBuilder | None:
    match = _FIRST.match(text, at)
    return (
        _build(Core(amount=Fraction(1), end=match.end(), form=Form.ORDINAL), at)
        if match is not None
        else _read_nth(text, at)
    )


_READERS = (
    {word[0]: _read_days for word in DAYS}
    | {word[0]: _read_native for word in (*_ONES.split("|"), "두", "세", "네", "한", "열")}
    | dict.fromkeys("절반", _read_half)
    | dict.fromkeys("갑곱배", _read_double)
    | {"첫": _read_first, "하": _read_days}
)
STARTS = frozenset(_READERS)
"""First characters of these words."""
