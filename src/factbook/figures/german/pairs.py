"""Read two numbers of a bound German text that are one figure: a score, a split, a place of so many.

In running text a score needs a claim as a whole, and the two numbers of a place one each.
"""

from __future__ import annotations

import re
from fractions import Fraction

from factbook.figures.common.figure import Form, Found, NumberKind, PrintedFigure
from factbook.figures.common.places import read_place
from factbook.figures.common.running_text import found_at

_SCORE = re.compile(r"(?<![\d:.,])(\d{1,3})\s?(:|zu)\s?(\d{1,3})(?![\d:]|[.,]\d)", re.IGNORECASE)
_OF_PLACES = re.compile(r"\s*(?:von|unter)\s+(?:insgesamt\s+|den\s+)?$")


def read_pair(text: str, found: list[Found]) -> Found | None:
    """Return the figure of a pair, if all that counts in a bound text belongs to it."""
    counted = [one for one in found if one.kind in {NumberKind.FIGURE, NumberKind.ORDINAL}]
    if (place := read_place(counted, text, _OF_PLACES)) is not None:
        return place
    match = _SCORE.search(text)
    if match is None or not counted or any(one.start < match.start() or one.end > match.end() for one in counted):
        return None
    one, two = Fraction(match[1]), Fraction(match[3])
    form = Form.PERCENT if one + two == 100 else Form.NUMBER
    reading = f"{match[1]} against {match[3]}"
    figure = PrintedFigure(text=text, form=form, amount=one, either=two, whole=False, reading=reading)
    return found_at(*match.span(), text, NumberKind.FIGURE, figure)
