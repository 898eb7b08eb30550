"""A number in several parts that a new value makes false, with other digits in each: "2 hours 11 minutes" of 131.

What one of each part stands for is told by reading the text with another number in that part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from figurecheck.figures import PrintedFigure, Rules
from figurecheck.figures.common.rounding import round_half_up
from figurecheck.figures.languages import language_code
from figurecheck.figures.parser import read
from figurecheck.verdicts.on_scale import read_on_scale

_NUMBER = re.compile(r"\d+")
_JOINTS = (":", ".")
"""Behind these, a number has as many digits as the printed one."""
_NOUN = re.compile(r"\s?[^\W\d_]{4,}")
_KOREAN_DIGIT = re.compile(r"\s?[천백십]")
"""Words for thousands, hundreds and tens have one digit before them."""
_MOST_OF_THEM = 9


def write_parts(
    printed: str, figure: PrintedFigure, value: Decimal, unit: str, locale: str, rules: Rules, names: tuple[str, ...]
) -> Iterator[str]:
    """Yield a text with the digits of its parts written anew; nothing where its numbers are not parts of one."""
    places = list(_NUMBER.finditer(printed))
    if len(places) < 2 or figure.date or figure.upper is not None or figure.total is not None:
        return
    scaled, at = read_on_scale(figure, value, unit, rules, names)
    sizes = [_find_size(printed, place, scaled, locale, rules) for place in places]
    if at is None or at <= 0 or not _are_parts(places, sizes, scaled):
        return
    rest, written = round_half_up(at, scaled.step), []
    for place, size in zip(places, sizes, strict=True):
        number = rest // size
        rest -= number * size
        if not _suits(number, place, printed, locale):
            return
        is_joined = printed[: place.start()].endswith(_JOINTS)
        written.append(str(number).zfill(len(place[0]) if is_joined else 0))
    pieces = _NUMBER.split(printed)
    yield pieces[0] + "".join(f"{digits}{piece}" for digits, piece in zip(written, pieces[1:], strict=True))


def _find_size(printed: str, place: re.Match[str], figure: PrintedFigure, locale: str, rules: Rules) -> Fraction:
    """Return what one of a part stands for; nothing where the text cannot be read with another number in it."""
    number = int(place[0])
    other = number - 1 if number else 1
    text = f"{printed[: place.start()]}{str(other).zfill(len(place[0]))}{printed[place.end() :]}"
    changed = read(text, locale, rules).figure
    if changed is None or changed.unit != figure.unit or changed.form is not figure.form:
        return Fraction(0)
    return (figure.size - changed.size) * (number - other)


def _are_parts(places: Sequence[re.Match[str]], sizes: Sequence[Fraction], figure: PrintedFigure) -> bool:
    """Return whether the numbers add up to the figure, each part being so many whole ones of the next."""
    if not all(size > 0 for size in sizes) or sizes[-1] != figure.step:
        return False
    total = sum(int(place[0]) * size for place, size in zip(places, sizes, strict=True))
    return total == figure.size and all(
        one > other and (one / other).denominator == 1 for one, other in pairwise(sizes)
    )


def _suits(number: int, place: re.Match[str], printed: str, locale: str) -> bool:
    """Return whether a part may stand where another one stood: no zero is said, nor "1 minutes" or 12천."""
    before, behind = printed[: place.start()], printed[place.end() :]
    if number == 0:
        return before.endswith(_JOINTS)
    if language_code(locale) == "ko":
        return number <= _MOST_OF_THEM or _KOREAN_DIGIT.match(behind) is None
    return (number == 1) == (int(place[0]) == 1) or _NOUN.match(behind) is None
