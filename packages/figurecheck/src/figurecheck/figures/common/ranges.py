"""Join two figures with a link between them to one range: 12 to 15, zwischen 3 und 4, 1.2 to 1.3 million."""

from __future__ import annotations

from collections.abc import Sequence

from figurecheck.figures.common.builder import FigureBuilder
from figurecheck.figures.common.figure import Form
from figurecheck.figures.common.tokens import Token

DASHES = frozenset({"-", "–", "—", "~"})
NO_RANGE = frozenset({Form.ORDINAL, Form.VAGUE, Form.UNSURE})
"""A range of ranks or of vague numbers has no single reading."""


def join_range(
    tokens: Sequence[Token], builder: FigureBuilder, other: FigureBuilder, link: str, *, choice: str
) -> None:
    """Make a figure and the one behind its link a range, if they are of one kind and in order.

    `choice` is the word of the language for "or".
    """
    if not _is_of_one_kind(builder, other):
        return
    _share_scale(builder, other)
    if not _is_ordered(tokens, builder, other, link, choice):
        return
    low, high = builder.core, other.core
    builder.end = other.end
    if low.year and high.amount < 100:
        builder.upper = low.amount // 100 * 100 + high.amount
        return
    builder.unit, builder.noun = builder.unit or other.unit, builder.noun or other.noun
    low.form, low.year = high.form, low.year and high.year and not other.unit
    builder.latest = high.amount
    low.amount, builder.upper = min(low.amount, high.amount), max(low.amount, high.amount)
    low.step, low.whole = min(low.step, high.step), low.whole and high.whole
    low.scale = low.scale or high.scale


def _is_of_one_kind(builder: FigureBuilder, other: FigureBuilder) -> bool:
    low, high = builder.core, other.core
    if (low.form is not high.form and low.form is not Form.NUMBER) or high.form in NO_RANGE:
        return False
    if builder.unit and other.unit and builder.unit != other.unit:
        return False
    # "12 to half" is no range, "12 to 13 per 100,000" is.
    if low.form is Form.NUMBER and high.form is Form.FRACTION and not high.unit:
        return False
    return not (low.form is Form.NUMBER and builder.unit and high.form is not Form.NUMBER)


def _share_scale(builder: FigureBuilder, other: FigureBuilder) -> None:
    """Apply the second number's scale word to the first: "1.2 to 1.3 million"."""
    low, high = builder.core, other.core
    if high.factor > 1 and not low.scaled and low.amount < 1000 and low.form is Form.NUMBER and not builder.noun:
        low.amount, low.step, low.year = low.amount * high.factor, low.step * high.factor, False
        low.scaled = True


def _is_ordered(tokens: Sequence[Token], builder: FigureBuilder, other: FigureBuilder, link: str, choice: str) -> bool:
    low, high = builder.core, other.core
    # "Two or three" is a range of neighbours, "12 or 3000" a choice.
    if link == choice:
        return low.amount < high.amount <= 2 * low.amount + 1 and low.digits == high.digits
    if low.year and high.amount < 100 and link in DASHES:
        return True
    # Words joined by a hyphen are a range only if both sides are set alike: "two - three", not "twenty-three".
    if link in {"-", "–"} and not (low.digits and high.digits):
        return low.amount < high.amount and tokens[builder.end].glued == tokens[other.start].glued
    # "From 762 to 370" may fall; without "from" a falling pair is a score or a slip.
    return low.amount < high.amount or (builder.intro and low.amount != high.amount)
