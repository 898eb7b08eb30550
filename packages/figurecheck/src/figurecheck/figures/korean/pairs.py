"""Read two numbers of a bound Korean text that are one figure: a score, "3대 2로 이겼다", and a split, "7대 3"."""

from __future__ import annotations

import re
from fractions import Fraction

from figurecheck.figures.common.figure import Form, Found, NumberKind, PrintedFigure
from figurecheck.figures.common.running_text import found_at

_PAIR = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d)?)\s?(대|:|-)\s?(\d{1,3}(?:\.\d)?)(?![\d%]|[.,]\d|-)")
_SCORE = re.compile(
    r"이겼|이긴|이겨|이기|졌다|졌고|진 |져 |승리|패배|패했|완파|완승|완패|꺾|제압|격파|누르|눌렀|역전|비겼|비긴|무승부"
    r"|앞섰|앞선|뒤졌|스코어|점수"
)
_SPLIT = re.compile(r"비율|배분|나눠|나누|분담|표결|찬성|반대|갈렸|구성|안분")


def read_pair(text: str, found: list[Found]) -> Found | None:
    """Return the figure of a pair, if all that counts in a bound text belongs to it."""
    match = _PAIR.search(text)
    counted = [one for one in found if one.kind in {NumberKind.FIGURE, NumberKind.ORDINAL, NumberKind.CODE}]
    if match is None or any(one.start < match.start() or one.start >= match.end() for one in counted):
        return None
    figure = _read_two(match, text)
    return found_at(*match.span(), text, NumberKind.FIGURE, figure) if figure is not None else None


def is_outcome(word: str) -> bool:
    """Return whether a word beside a pair says what it is: a score or a split."""
    return _SCORE.search(f"{word} ") is not None or _SPLIT.search(word) is not None


def _read_two(match: re.Match[str], text: str) -> PrintedFigure | None:
    one, two, link = Fraction(match[1]), Fraction(match[3]), match[2]
    if _SCORE.search(text):
        reading = f"{match[1]} against {match[3]}"
        return PrintedFigure(text=text, amount=one, either=two, whole=False, reading=reading)
    whole = one + two
    # "10대 1" and "경쟁률 9대 1" are so many for one place.
    if whole in {10, 100} and two and (_SPLIT.search(text) or (link == "대" and two > 1)):
        part, other = one * 100 / whole, two * 100 / whole
        reading = f"{part}% against {other}%"
        return PrintedFigure(text=text, form=Form.PERCENT, amount=part, either=other, reading=reading)
    return None
