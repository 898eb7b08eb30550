"""Which exact values a printed figure allows, by rounding and by cutting off."""

from __future__ import annotations

from fractions import Fraction

from figurecheck.figures.common.figure import Form, PrintedFigure
from figurecheck.figures.common.qualifiers import Rules, Ties

ONE, HALF = Fraction(1), Fraction(1, 2)


def last_place(figure: PrintedFigure, rules: Rules) -> Fraction:
    """Return the place to which the figure may have been rounded; 0 for a rank.

    Printed decimals are exact. Trailing zeros of a whole number may be rounding, but leave two significant digits; a
    scale word is its own precision ("6 million").
    """
    if figure.form is Form.ORDINAL:
        return Fraction(0)
    # A number of a unit that was converted, such as 평, has the place that it was printed to.
    if not figure.whole or figure.bare or figure.step.denominator > 1:
        return figure.step
    place = whole_place(figure.size, rules.digits)
    if rules.scale and figure.step > place:
        return figure.step
    return ONE if place == 1 else Fraction(place)


def loose_bounds(figure: PrintedFigure, rules: Rules) -> tuple[Fraction, Fraction]:
    """Return the least and greatest value that lie within `Rules.scale` of themselves from the figure."""
    return figure.size / (1 + rules.scale), figure.size / (1 - rules.scale)


def whole_place(amount: Fraction, digits: int) -> int:
    """Return the place of the last digit of a whole number that is not zero, so that `digits` are left at least."""
    if amount.denominator != 1 or amount.numerator % 10 or amount == 0:
        return 1
    text = str(amount.numerator)
    zeros = len(text) - len(text.rstrip("0"))
    # "20,000" for 23,022 is too coarse to be called a rounding; "23,000" is not. See `Rules.digits`.
    return int(10 ** max(0, min(zeros, len(text) - digits)))


def rounding_bounds(figure: PrintedFigure, place: Fraction) -> tuple[Fraction, Fraction]:
    """Return the lowest and highest magnitude that round to the figure at its last place, ties included on both sides.

    Just below a power of ten the digits are finer: 97 to two digits is 97, so it does not print as 100.
    """
    # `place is ONE` saves a division of fractions for nearly every whole number.
    amount, half = figure.size, HALF if place is ONE else place / 2
    if figure.whole and place > 1 and str(amount.numerator).strip("0") == "1":
        return amount - max(half / 10, Fraction(1, 2)), amount + half
    return amount - half, amount + half


def allows_tie(figure: PrintedFigure, value: Fraction, place: Fraction, ties: Ties) -> bool:
    """Return whether a magnitude exactly between two printable figures may be rounded to this one."""
    if ties is Ties.EITHER:
        return True
    if ties is Ties.UP:
        return value < figure.size
    # To even: the figure must be an even multiple of its place.
    return place != 0 and (figure.size / place) % 2 == 0


def round_half_up(value: Fraction, place: Fraction) -> Fraction:
    """Round a magnitude to a multiple of `place`, ties upwards, as people do by hand."""
    # Not `round`, which sends ties to the even neighbour.
    return (value / place + Fraction(1, 2)).__floor__() * place


def decimals(number: Fraction) -> int:
    """Count the decimals of a number that ends within twenty of them."""
    # A third has no last decimal; twenty are more than anybody prints.
    return next((places for places in range(20) if (number * 10**places).denominator == 1), 20)


def rounded_twice(amount: Fraction, value: Fraction, place: Fraction) -> tuple[Fraction, ...]:
    """Return the value and the roundings by which it becomes `amount` although it does not round to it.

    Empty when no chain of up to three finer roundings does that.

    >>> [str(step) for step in rounded_twice(Fraction(25), Fraction("24.46"), Fraction(1))]
    ['1223/50', '49/2']
    """
    if not place or value <= 0 or abs(value - amount) > place:
        return ()
    for finer in (1, 2, 3):
        steps = [value]
        for power in range(finer, 0, -1):
            steps.append(round_half_up(steps[-1], place / 10**power))
        # Only if each step really rounded, and a single rounding would have given another figure.
        if steps[1] != value and round_half_up(steps[-1], place) == amount != round_half_up(value, place):
            return tuple(dict.fromkeys(steps))
    return ()
