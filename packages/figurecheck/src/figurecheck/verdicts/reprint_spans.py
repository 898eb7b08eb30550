"""A range, a band or a part of a whole that a new value makes false, with other digits that make it true.

A range is moved by its own width ("120 to 130" becomes "140 to 150" for 141), a band to the next one that holds the
value ("40%대" becomes "50%대"), and of "12 of 45" the first number is the new one, where the value says exactly which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import gcd

from figurecheck.figures import Form, PrintedFigure, Rules
from figurecheck.figures.common.units import canonical
from figurecheck.figures.languages import find_language, language_code
from figurecheck.figures.written_number import WrittenNumber, find_written_number, find_written_pair, with_korean_words
from figurecheck.verdicts.agreement import changes_noun
from figurecheck.verdicts.on_scale import read_on_scale

_SHARES = frozenset({"share", "%", "ratio"})
_ROUND_WIDTHS = frozenset({"1", "2", "5", "25"})
"""Digits of the widths that people choose for ranges; 118 to 127 is what somebody has computed."""
_FARTHEST = 10
"""How many times larger or smaller a value may be for which a range is as fine as it was meant."""
_LEAST_OF_BAND = 10
"""Where the lowest band of a count begins: "10여 명"."""
_EXACT = Fraction(1, 10**6)
"""How far a share may be from a part of the whole: floats are, and another whole is farther."""
# Ends that were computed are two values, and one statistic does not tell them.
_NO_CLASS = re.compile(
    r"confiden|credib|interval|margin|error|\bCI\b|\brang(?:e|ed|es|ing)\b"
    r"|konfidenz|vertrauens|fehler|intervall|\breich(?:t|te|en|ten)\b|신뢰|오차|구간",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\b|\bvon\b|에서|부터", re.IGNORECASE)
"""What may say that something went from one end to the other, which are two values then."""


def has_span(figure: PrintedFigure) -> bool:
    """Return whether a figure is a range, a band or a part of a whole."""
    return figure.upper is not None or figure.total is not None or (figure.form is Form.FRACTION and figure.bare)


def write_span(
    printed: str, figure: PrintedFigure, value: Decimal, unit: str, locale: str, rules: Rules,
    *, names: tuple[str, ...] = (), around: str = "", before: Decimal | str | None = None,
) -> Iterator[str]:  # fmt: skip
    """Yield a text with the digits of its range, band or part written anew; nothing where they do not tell.

    `around` are the words beside the figure in its sentence, `before` what it was printed of.
    """
    if figure.latest is not None or figure.either is not None or figure.date or figure.top or figure.streak:
        return
    if figure.upper is None:
        yield from _write_part(printed, figure, value, unit, locale, rules)
        return
    figure, at = read_on_scale(figure, value, unit, rules, names)
    if at is None or at < 0 or figure.amount < 0 or figure.upper is None:
        return
    # A share above one was meant in per cent.
    if canonical(unit) == "share" and figure.form is Form.NUMBER and figure.upper > 1:
        return
    if (one := find_written_number(printed, locale)) is not None:
        yield from _write_band(printed, one, figure, at)
        return
    pair, words = find_written_pair(printed, locale), f"{around} {printed}"
    was = read_on_scale(figure, before, unit, rules, names)[1] if isinstance(before, Decimal) else None
    if pair is not None and _is_class(figure, at, words) and _is_around(figure, was, words, locale):
        yield from _write_range(printed, pair, figure, at, locale)


def _is_around(figure: PrintedFigure, was: Fraction | None, words: str, locale: str) -> bool:
    """Return whether a range is of one value between its ends, and not from one value to another."""
    if not _FROM.search(words) or figure.text.rstrip().endswith("사이"):
        return True
    language = find_language(locale)
    moves = language is None or language.find_movement(words)
    return was is not None and figure.size < was < (figure.upper or figure.size) and not moves


def _is_class(figure: PrintedFigure, at: Fraction, words: str) -> bool:
    """Return whether a range is one that was chosen around a value, and is not too fine or coarse for the new one."""
    low, high = figure.size, figure.upper or figure.size
    width = (high - low) * 10**6
    is_round = width.denominator == 1 and str(width.numerator).rstrip("0") in _ROUND_WIDTHS
    return is_round and low / _FARTHEST <= at <= high * _FARTHEST and not _NO_CLASS.search(words)


def _write_range(
    printed: str, pair: tuple[WrittenNumber, WrittenNumber], figure: PrintedFigure, at: Fraction, locale: str
) -> Iterator[str]:
    low, high = figure.size, figure.upper or figure.size
    scales = _find_scales(printed, pair, low, high)
    if scales is None or high == low:
        return
    # The nearest one that holds the value; a further one where its edge is no part of it.
    width, way = high - low, 1 if at >= high else -1
    steps = max(-((high - at if way > 0 else at - low) // width), 1)
    for many in (steps, steps + 1):
        ends = (low + way * many * width, high + way * many * width)
        if ends[0] < 0 or (figure.form is Form.PERCENT and not figure.direction and high <= 100 < ends[1]):
            continue
        texts = [_write_exactly(one, end / scale) for one, end, scale in zip(pair, ends, scales, strict=True)]
        is_one = any((end == 1) != (was == 1) for end, was in zip(ends, (low, high), strict=True))
        if all(texts) and not (is_one and language_code(locale) != "ko" and figure.form is Form.NUMBER):
            first, second = pair
            between = printed[first.end : second.start]
            yield f"{printed[: first.start]}{texts[0]}{between}{texts[1]}{printed[second.end :]}"


def _find_scales(
    printed: str, pair: tuple[WrittenNumber, WrittenNumber], low: Fraction, high: Fraction
) -> tuple[Fraction, Fraction] | None:
    """Return what one stands for in each number of a range; ``None`` if the numbers are not its ends."""
    first, second = (one.read(printed) for one in pair)
    if not second or (not first) != (not low):
        return None
    scale = high / second
    scales = (low / first if first else scale, scale)
    # Years, "2019-20", and numbers in two units are written otherwise.
    return scales if all(_is_power_of_ten(one) for one in scales) else None


def _is_power_of_ten(number: Fraction) -> bool:
    return f"{number.numerator}{number.denominator}".replace("0", "") == "11"


def _write_exactly(written: WrittenNumber, number: Fraction) -> str:
    """Return a number as another one is written; empty where it has more decimals."""
    return written.write(number) if (number * 10**written.decimals).denominator == 1 else ""


def _write_band(printed: str, written: WrittenNumber, figure: PrintedFigure, at: Fraction) -> Iterator[str]:
    """Yield bands of the width of the printed one, and of a tenth of it: "5%대" for "40%대"."""
    number = written.read(printed)
    if not number:
        return
    # "30%대 후반" begins above its number; a scale word of its own would say otherwise.
    scale = figure.size / number if _is_power_of_ten(figure.size / number) else Fraction(1)
    place = _find_place(number, written.decimals)
    for width in (place, place / 10):
        start = at / scale // width * width
        # 0%대 is said, and 0여 명 is not, nor 9여 명.
        if start * scale < _LEAST_OF_BAND and figure.form is not Form.PERCENT:
            continue
        # 9천여 becomes 1만 2천여, and not 12천여.
        wide = with_korean_words(written, printed) if start >= _LEAST_OF_BAND else None
        if digits := wide.write(start * scale) if wide else _write_exactly(written, start):
            yield f"{printed[: written.start]}{digits}{printed[(wide or written).end :]}"


def _find_place(number: Fraction, decimals: int) -> Fraction:
    """Return the place of the last digit that is not zero; with decimals, the last place."""
    if decimals:
        return Fraction(1, 10**decimals)
    digits = str(number.numerator)
    return Fraction(10 ** (len(digits) - len(digits.rstrip("0"))))


def _write_part(
    printed: str, figure: PrintedFigure, value: Decimal, unit: str, locale: str, rules: Rules
) -> Iterator[str]:
    """Yield the text with another n of its "n of m"."""
    pair = find_written_pair(printed, locale)
    found = _find_part(printed, pair, figure) if pair else None
    if found is None:
        return
    part, whole = found
    n, m = part.read(printed), whole.read(printed)
    counts = figure.total is not None and canonical(unit) not in _SHARES and (bool(unit) or abs(value) > 1)
    scaled = figure.counted if counts else figure
    _, at = read_on_scale(scaled, value, unit, rules)
    if at is None:
        return
    many = at if counts else at * m
    new = Fraction(round(many))
    if not 0 <= new <= m or abs(many - new) > (0 if counts else _EXACT * m):
        return
    # "Two in eight" is said as one in four.
    if figure.total is None and m % 10 and gcd(int(n), int(m)) == 1 != gcd(int(new), int(m)):
        return
    if changes_noun(printed, figure.counted if counts else _count(figure, n), new, "", locale):
        return
    yield f"{printed[: part.start]}{part.write(new)}{printed[part.end :]}"


def _count(figure: PrintedFigure, number: Fraction) -> PrintedFigure:
    return PrintedFigure(text=figure.text, amount=number)


def _find_part(
    printed: str, pair: tuple[WrittenNumber, WrittenNumber], figure: PrintedFigure
) -> tuple[WrittenNumber, WrittenNumber] | None:
    """Return the numbers of a part and of its whole, whichever stands first; Korean names the whole first."""
    for part, whole in (pair, pair[::-1]):
        n, m = part.read(printed), whole.read(printed)
        if m and n.denominator == m.denominator == 1 and n / m == figure.amount and figure.total in {None, m}:
            return part, whole
    return None
