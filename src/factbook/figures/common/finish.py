"""From a draft to a printed figure, and how it was read in words."""

from __future__ import annotations

from fractions import Fraction

from factbook.figures.common.builder import Draft
from factbook.figures.common.figure import Form, PrintedFigure
from factbook.figures.common.format import ordinal, show_number


def finish(draft: Draft, text: str) -> PrintedFigure:
    """Make the figure that a draft describes; `text` is what the reader sees of it."""
    core = draft.core
    amount, form, direction = core.amount, core.form, draft.direction
    if form is Form.MULTIPLE and direction:
        amount, form = _turned(amount, direction, qualified=draft.qualifier is not None)
        direction = 0
    if draft.negative:
        amount = -amount
    return PrintedFigure(
        text=text,
        form=Form.UNSURE if draft.negative and direction else form,
        amount=amount,
        step=core.step,
        whole=core.whole,
        bare=core.bare,
        upper=draft.upper,
        unit=draft.unit,
        noun=draft.noun,
        qualifier=draft.qualifier,
        inner=draft.inner,
        direction=direction,
        streak=draft.streak,
        scale=core.scale,
        date=(int(amount), 0, 0) if draft.year and draft.upper is None else None,
        reading=_reading(draft, amount, form),
    )


def _turned(amount: Fraction, direction: int, *, qualified: bool) -> tuple[Fraction, Form]:
    """A threefold fall leaves a third; a threefold rise is three times."""
    if direction > 0 or amount <= 1:
        return amount, Form.MULTIPLE
    return 1 / amount, Form.UNSURE if qualified else Form.MULTIPLE


def _reading(draft: Draft, amount: Fraction, form: Form) -> str:
    """Say in words how the figure was read."""
    if form is Form.UNSURE:
        return "not a figure that can be held to a value"
    said = _amount(draft, abs(amount), form)
    if draft.upper is not None:
        said = f"{said} to {_amount(draft, draft.upper, form)}"
    for qualifier in (draft.inner, draft.qualifier):
        if qualifier is not None:
            said = f"{qualifier.name} {said}"
    if draft.negative:
        return f"minus {said}"
    return f"{said}, {'down' if draft.direction < 0 else 'up'}" if draft.direction else said


def _amount(draft: Draft, amount: Fraction, form: Form) -> str:
    number = _written(amount, draft)
    if form is Form.PERCENT:
        return f"{number}%"
    if form is Form.POINTS:
        return f"{number} percentage points"
    if form is Form.MULTIPLE:
        return f"{number} times"
    if form is Form.ORDINAL:
        return f"{ordinal(int(amount))} {draft.unit}".rstrip() + (" in a row" if draft.streak else "")
    if form is Form.VAGUE:
        return f"several times {number}"
    if form is Form.FRACTION:
        return f"{number} of the whole"
    return f"{number} {draft.unit}".rstrip()


def _written(amount: Fraction, draft: Draft) -> str:
    step = draft.core.step
    if draft.core.bare and amount.denominator <= 12 and amount.denominator != 1 and amount < 1:
        return f"{amount.numerator}/{amount.denominator}"
    if step and step.denominator > 1 and amount.denominator > 1 and not draft.core.bare:
        return show_number(amount, places=min(len(str(step.denominator)) - 1, 20) or None)
    return show_number(amount)
