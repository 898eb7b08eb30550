"""Which exact values a printed figure allows, by rounding and by cutting off."""

from __future__ import annotations

from fractions import Fraction

from factbook.figures.figure import Form, PrintedFigure
from factbook.figures.qualifiers import Rules, Ties

ONE, HALF = Fraction(1), Fraction(1, 2)


def last_place(figure: PrintedFigure, rules: Rules) -> Fraction:
    """The place to which the figure may have been rounded.

    Decimals are a promise. Trailing zeros of a whole number may be rounding, but leave two significant digits.
    """
    if figure.form is Form.ORDINAL:
        return Fraction(0)
    if not figure.whole or figure.bare:
        return figure.step
    place = _whole_place(figure.size, rules.digits)
    return ONE if place == 1 else Fraction(place)


def _whole_place(amount: Fraction, digits: int) -> int:
    if amount.denominator != 1 or amount.numerator % 10 or amount == 0:
        return 1
    text = str(amount.numerator)
    zeros = len(text) - len(text.rstrip("0"))
    return int(10 ** max(0, min(zeros, len(text) - digits)))


def rounding_bounds(figure: PrintedFigure, place: Fraction) -> tuple[Fraction, Fraction]:
    """Lowest and highest magnitude that rounds to the figure at its last place, ties included on both sides.

    Just below a power of ten the digits are finer: 97 to two digits is 97, so it does not print as 100.
    """
    amount, half = figure.size, HALF if place is ONE else place / 2
    if figure.whole and place > 1 and str(amount.numerator).strip("0") == "1":
        return amount - max(half / 10, Fraction(1, 2)), amount + half
    return amount - half, amount + half


def allows_tie(figure: PrintedFigure, value: Fraction, place: Fraction, ties: Ties) -> bool:
    """Whether a magnitude exactly between two printable figures may go to this one."""
    if ties is Ties.EITHER:
        return True
    if ties is Ties.UP:
        return value < figure.size
    return place != 0 and (figure.size / place) % 2 == 0
