"""The value of which a figure would be the exact print, by which numbers are looked up in an index."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from figurecheck.figures import Form, PrintedFigure, Rules, parse
from figurecheck.figures.common.units import canonical
from figurecheck.model.exact import write_fraction
from figurecheck.verdicts.relate import implied_unit, relate


def find_exact_values(printed: str, unit: str, locale: str, rules: Rules) -> tuple[Decimal, ...]:
    """Return the values, in a unit, of which the figure may be the exact print: none where it is no number of that.

    Without a unit a percentage may be of 1 or of 100. They are for looking values up: only `judge` says what holds.

    >>> from figurecheck.figures import DEFAULT_RULES
    >>> find_exact_values("fell 16.6%", "share", "en", DEFAULT_RULES)
    (Decimal('-0.166'),)
    """
    figure = parse(printed, locale, rules)
    if figure is None or figure.upper is not None or figure.form in {Form.UNSURE, Form.DATE, Form.VAGUE}:
        return ()
    if figure.date and canonical(unit) == "year":
        return (Decimal(figure.date[0]),)
    units = [unit] if unit else dict.fromkeys(implied_unit(figure, Fraction(value)) for value in (0, 100))
    found = (_find_exact_value(figure, one, rules) for one in units)
    return tuple(value for value in found if value is not None)


def _find_exact_value(figure: PrintedFigure, unit: str, rules: Rules) -> Decimal | None:
    # "17 of 20" of a count of people: the 17 is what is looked for.
    if figure.total is not None and canonical(unit) not in {"share", "%", "ratio"}:
        figure = figure.counted
    relation = relate(figure, unit, rules)
    if isinstance(relation, str):
        return None
    size = figure.size / 10**6 if relation.metres else figure.size
    value = (size - relation.shift) / relation.scale
    return write_fraction(-value if figure.amount < 0 or figure.direction < 0 else value)
