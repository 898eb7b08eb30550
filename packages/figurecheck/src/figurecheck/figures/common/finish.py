"""Turn a builder into a printed figure, with its reading in words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import Form, PrintedFigure
from figurecheck.figures.common.format import ordinal, show_number


def finish(builder: FigureBuilder, text: str) -> PrintedFigure:
    """Make the figure that a builder describes; `text` is what the reader sees of it."""
    core = builder.core
    amount, form, direction = core.amount, core.form, builder.direction
    if form is Form.MULTIPLE and direction:
        # A rounded multiple that is turned round has no last place: "six times fewer" is a sixth, as "half" is a half.
        core.bare = core.bare or direction < 0
        amount, form = _as_multiple(amount, direction, qualified=builder.qualifier is not None)
        direction = 0
    if builder.negative:
        amount = -amount
    return PrintedFigure(
        text=text,
        # "Fell by -3%" denies twice, and nobody can say what is meant.
        form=Form.UNSURE if builder.negative and direction else form,
        amount=amount,
        step=core.step,
        whole=core.whole,
        bare=core.bare,
        upper=builder.upper,
        open=builder.open,
        total=core.total,
        among=builder.among,
        level=builder.level,
        motion=builder.motion,
        taken=builder.taken,
        reached=builder.reached,
        top=builder.top,
        latest=_where_it_went(builder, text),
        digits=core.upper is not None,
        unread=builder.unread,
        beside=builder.beside,
        unit=builder.unit,
        noun=builder.noun,
        qualifier=builder.qualifier,
        inner=builder.inner,
        direction=direction,
        streak=builder.streak,
        scale=core.scale,
        date=(int(amount), 0, 0) if builder.year and builder.upper is None else None,
        reading=_describe(builder, amount, form),
    )


def _where_it_went(builder: FigureBuilder, text: str) -> PrintedFigure | None:
    if builder.latest is None or not builder.moved:
        return None
    core = replace(builder.core, amount=builder.latest)
    return finish(replace(builder, core=core, upper=None, latest=None, moved=False, level=True), text)


def _as_multiple(amount: Fraction, direction: int, *, qualified: bool) -> tuple[Fraction, Form]:
    """Return what is left of the whole: a threefold fall leaves a third; a threefold rise is three times."""
    if direction > 0 or amount <= 1:
        return amount, Form.MULTIPLE
    # "Fell more than threefold" turns its qualifier round as well, which no rule reads.
    return 1 / amount, Form.UNSURE if qualified else Form.MULTIPLE


def _describe(builder: FigureBuilder, amount: Fraction, form: Form) -> str:
    """Describe in words how the figure was read."""
    if form is Form.UNSURE:
        return "not a figure that can be held to a value"
    words = _amount_in_words(builder, abs(amount), form)
    if builder.upper is not None:
        words = f"{words} to {_amount_in_words(builder, builder.upper, form)}"
    for qualifier in (builder.inner, builder.qualifier):
        if qualifier is not None:
            words = f"{qualifier.name} {words}"
    if builder.negative:
        return f"minus {words}"
    return f"{words}, {'down' if builder.direction < 0 else 'up'}" if builder.direction else words


def _amount_in_words(builder: FigureBuilder, amount: Fraction, form: Form) -> str:
    number = _number_in_words(amount, builder)
    if form is Form.PERCENT:
        return f"{number}%"
    if form is Form.POINTS:
        return f"{number} percentage points"
    if form is Form.MULTIPLE:
        return f"{number} times"
    if form is Form.ORDINAL:
        return f"{ordinal(int(amount))} {builder.unit}".rstrip() + (" in a row" if builder.streak else "")
    if form is Form.VAGUE:
        return f"several times {number}"
    if form is Form.FRACTION:
        return f"{number} of the whole"
    return f"{number} {builder.unit}".rstrip()


def _number_in_words(amount: Fraction, builder: FigureBuilder) -> str:
    step = builder.core.step
    # Fractions as they were said, "1/3"; decimals would suggest a precision that the word does not have.
    if builder.core.bare and amount.denominator <= 12 and amount.denominator != 1 and amount < 1:
        return f"{amount.numerator}/{amount.denominator}"
    if step and step.denominator > 1 and amount.denominator > 1 and not builder.core.bare:
        # At most as many decimals as were printed.
        return show_number(amount, places=min(len(str(step.denominator)) - 1, 20) or None)
    return show_number(amount)
