"""A value on the scale of a printed figure: in its unit, and positive where it has its sign or direction."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from figurecheck.figures import PrintedFigure, Rules
from figurecheck.verdicts.relate import implied_unit, read_for, relate
from figurecheck.verdicts.unread import name_balance


def read_on_scale(
    figure: PrintedFigure, value: Decimal, unit: str, rules: Rules, names: tuple[str, ...] = ()
) -> tuple[PrintedFigure, Fraction | None]:
    """Return a figure as its value decides between readings, and the value on its scale; ``None`` if it has none there.

    The value is positive where it has the figure's sign or direction.
    """
    unit = unit or implied_unit(figure, Fraction(value))
    figure = name_balance(read_for(figure, Fraction(value), unit), names)
    return figure, express(figure, unit, Fraction(value), rules)


def express(figure: PrintedFigure, unit: str, value: Fraction, rules: Rules) -> Fraction | None:
    """Return a value on the scale of the figure, positive where it has the figure's sign or direction."""
    relation = relate(figure, unit, rules)
    if isinstance(relation, str) or relation.metres:
        return None
    at = value * relation.scale + relation.shift
    return -at if figure.amount < 0 or figure.direction < 0 else at
