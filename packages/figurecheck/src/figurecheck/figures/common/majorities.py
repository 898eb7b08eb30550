"""Words for more and less than half of a whole, which are figures only where they are bound: "a majority", "most"."""

from __future__ import annotations

from fractions import Fraction

from figurecheck.figures.common.figure import Form, PrintedFigure
from figurecheck.figures.common.qualifiers import Qualifier, Rules, Test

_HALF, _ALL = Fraction(1, 2), Fraction(1)
# Of these words the edges are fixed: the half itself is no majority, and nobody no minority.
_OVER = Qualifier(name="over", test=Test.OVER)


def make_majority(text: str, rules: Rules, *, qualifier: str = "", is_rank: bool = False) -> PrintedFigure:
    """Return the figure of a word for more than half.

    `qualifier` is the name of a rule for a word that says more: "the vast majority" is well over half. `is_rank` says
    that the word may be the first rank as well: "most riders".
    """
    named = next((one for one in rules.qualifiers if one.name == qualifier), None)
    reading = f"{named.name if named else 'over'} 1/2 of the whole{', or 1st' if is_rank else ''}"
    return PrintedFigure(
        text=text, form=Form.FRACTION, amount=_HALF, upper=None if named else _ALL, bare=True,
        qualifier=named or _OVER, most=is_rank, reading=reading,
    )  # fmt: skip


def make_minority(text: str) -> PrintedFigure:
    """Return the figure of a word for less than half."""
    return PrintedFigure(
        text=text, form=Form.FRACTION, upper=_HALF, open=True, bare=True, qualifier=_OVER,
        reading="under 1/2 of the whole",
    )  # fmt: skip
