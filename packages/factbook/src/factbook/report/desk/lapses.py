"""What has changed since a figure was approved."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from factbook.report.desk.approval import Approval, write_value
from factbook.report.desk.figure import DeskFigure, digest_words
from figurecheck.model import Verdict

DIGITS = 6
"""Significant digits to which a value that is no whole number counts: nobody prints more, and the order of a sum, or
another library, moves those behind."""

_ROUNDINGS = {Verdict.EXACT.value, Verdict.ROUNDED.value}


class Lapse(StrEnum):
    """What of a figure has changed."""

    PRINTED = "digits"
    """It is printed otherwise."""
    SENTENCE = "sentence"
    """The sentence has other words, or what stands beside it: in a table a head, in a list the item above."""
    VALUE = "value"
    """Another value was recomputed, though it is printed as before."""
    UNIT = "unit"
    POPULATION = "population"
    """Something else is counted, or it is described in other words."""
    VERDICT = "verdict"


def find_lapses(approval: Approval, figure: DeskFigure) -> Iterator[Lapse]:
    """Yield everything that is no more as it was approved."""
    if approval.printed != figure.printed:
        yield Lapse.PRINTED
    # A seal does not hold what stands beside a sentence, and that is then taken to be what it was.
    heads = approval.heads if figure.heads is None else digest_words(figure.heads)
    if (approval.sentence, approval.heads) != (figure.sentence, heads):
        yield Lapse.SENTENCE
    is_same = is_same_value(approval.value, write_value(figure))
    if not is_same:
        yield Lapse.VALUE
    if approval.unit != figure.unit:
        yield Lapse.UNIT
    if approval.population != digest_words(figure.population):
        yield Lapse.POPULATION
    verdicts = {approval.verdict, figure.verdict.value}
    # A ninth decimal makes a rounding of what was exact, and nothing else of it.
    if len(verdicts) > 1 and not (is_same and verdicts == _ROUNDINGS):
        yield Lapse.VERDICT


def is_same_value(before: str, after: str) -> bool:
    """Return whether two values are the same to readers: whole numbers exactly, others to their first digits.

    >>> is_same_value("0.123456789", "0.123456780"), is_same_value("1268480", "1268481")
    (True, False)
    """
    if before == after:
        return True
    try:
        old, new = Decimal(before), Decimal(after)
        # Counts: nothing makes one person more but another count.
        if old == old.to_integral_value() and new == new.to_integral_value():
            return old == new
        return bool(abs(old - new) * 10**DIGITS <= max(abs(old), abs(new)))
    except InvalidOperation:
        return False
