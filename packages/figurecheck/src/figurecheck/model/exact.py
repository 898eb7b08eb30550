"""Numbers as they were computed, exactly: the one place where a value of any type becomes a number."""

from __future__ import annotations

import math
from decimal import Context, Decimal
from fractions import Fraction
from typing import TypeGuard

RECORDED_DIGITS = 28
"""Significant digits with which a fraction is recorded: those of Python's default decimal context."""
_RECORDED = Context(prec=RECORDED_DIGITS)
_WIDE = Context(prec=60)


def unwrap(value: object) -> object:
    """Return the Python value of a numpy scalar, or of an array or Series of one; anything else as it is.

    An array of more raises the ValueError or TypeError of its own ``item()``.
    """
    # By its method, since this module may not import numpy; and before any other test, since a numpy float is a
    # Python float as well, whose text is "np.float64(0.1)" from numpy 2 on.
    item = getattr(value, "item", None)
    return item() if callable(item) else value


def is_number(value: object) -> TypeGuard[int | Decimal]:
    """Return whether a value, such as a cell of a table, is a number; true and false are none."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def exact_number(value: object) -> int | Fraction | Decimal | None:
    """Return a number exactly; ``None`` for what is no finite number.

    Ints, Fractions and finite Decimals stay as they are, floats become ``Decimal(repr(value))``, numpy scalars are
    unwrapped first. Bools, texts, NaN and infinities are no numbers.

    >>> exact_number(0.1), exact_number(True), exact_number(float("nan"))
    (Decimal('0.1'), None, None)
    """
    value = unwrap(value)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Fraction):
        return value
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    # The shortest text that reads back as the same float is what a notebook prints; its binary value is 0.1000...055.
    return Decimal(repr(value)) if isinstance(value, float) and math.isfinite(value) else None


def to_decimal(value: object) -> Decimal | None:
    """Return a number as a Decimal, read as `exact_number` does; fractions with `RECORDED_DIGITS` digits."""
    number = exact_number(value)
    if isinstance(number, Fraction):
        return write_fraction(number, _RECORDED)
    return None if number is None else Decimal(number)


def write_fraction(number: Fraction, context: Context = _WIDE) -> Decimal:
    """Return a fraction as a Decimal of sixty digits, or those of `context`; exact where they are enough."""
    # Sixty digits, so that the ends of an interval and their differences are exact for anything that a report prints.
    if number.denominator == 1:
        return Decimal(number.numerator)
    return context.divide(Decimal(number.numerator), Decimal(number.denominator))
