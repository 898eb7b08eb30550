"""A number while it is read, as the numerals of every language return it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from figurecheck.figures.common.figure import Form

ONE = Fraction(1)
SEPARATORS = dict.fromkeys(map(ord, ",' \u2009\u202f\u00a0\u2007"))
"""Separators of thousands, for `str.translate` to remove."""
LONGEST = 60
"""Most digits of a number; longer ones are codes."""


@dataclass(slots=True, kw_only=True)
class Core:
    """A number without qualifier and direction. Places are tokens in English, characters in Korean."""

    amount: Fraction
    end: int
    step: Fraction = ONE
    whole: bool = True
    bare: bool = False
    form: Form = Form.NUMBER
    scale: str = ""
    scaled: bool = False
    """Whether a scale word or suffix follows it."""
    factor: int = 1
    """What that scale word multiplies by."""
    direction: int = 0
    digits: bool = False
    unit: str = ""
    total: Fraction | None = None
    """The m of "n of m"."""
    upper: Fraction | None = None
    """The end of the range that "double-digit" stands for."""
    year: bool = False
    """Four digits, or two pairs in words, that can be a year."""


def multiply(core: Core, scale: int, end: int) -> Core:
    """Multiply a number by a scale word or suffix that ends at a token."""
    core.amount, core.end, core.year, core.scaled = core.amount * scale, end, False, True
    core.step, core.factor = core.step * scale, core.factor * scale
    return core


def decimal_digits(text: str) -> tuple[Fraction, int]:
    """Read digits with a decimal point: the amount, and how many decimals are printed.

    >>> decimal_digits("3.60")
    (Fraction(18, 5), 2)
    """
    whole, _, decimals = text.partition(".")
    places = len(decimals)
    if not places:
        return Fraction(int(whole or "0")), 0
    return Fraction(int((whole + decimals) or "0"), 10**places), places
