"""Read two numbers of a bound German text that are one figure: a score, a split, a place of so many.

In running text a score needs a claim as a whole, and the two numbers of a place one each.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from figurecheck.figures.common.figure import Form, Found, NumberKind, PrintedFigure
from figurecheck.figures.common.places import read_place
from figurecheck.figures.common.running_text import found_at

_SCORE = re.compile(r"(?<![\d:.,])(\d{1,3})\s?(:|zu)\s?(\d{1,3})(?![\d:]|[.,]\d)", re.IGNORECASE)
_FROM, _TO = re.compile(r"\bvon\s+$", re.IGNORECASE), re.compile(r"\W*auf\s+$", re.IGNORECASE)
_OF_PLACES = re.compile(r"\s*(?:von|unter)\s+(?:insgesamt\s+|den\s+)?$")


def read_pair(text: str, found: list[Found]) -> Found | None:
    """Return the figure of a pair, if all that counts in a bound text belongs to it."""
    counted = [one for one in found if one.kind in {NumberKind.FIGURE, NumberKind.ORDINAL}]
    if (place := read_place(counted, text, _OF_PLACES)) is not None:
        return place
    if (latest := _read_latest(text, counted)) is not None:
        return latest
    match = _SCORE.search(text)
    if match is None or not counted or any(not match.start() <= one.start < match.end() for one in counted):
        return None
    # "14 zu 9 Stimmen" counts, "14 zu 9 Euro" does not.
    if any(one.figure is not None and one.figure.unit not in {"", "people", "cases"} for one in counted):
        return None
    one, two = Fraction(match[1]), Fraction(match[3])
    form = Form.PERCENT if one + two == 100 else Form.NUMBER
    reading = f"{match[1]} against {match[3]}"
    figure = PrintedFigure(text=text, form=form, amount=one, either=two, whole=False, reading=reading)
    return found_at(*match.span(), text, NumberKind.FIGURE, figure)


def _read_latest(text: str, counted: list[Found]) -> Found | None:
    """Read where "von 310 auf 402" went, as the figure of a text in which both are bound as one."""
    if len(counted) != 2 or not _FROM.search(text[: counted[0].start]):
        return None
    old, new = counted
    between = text[old.end : new.start]
    one, two = old.figure, new.figure
    if one is None or two is None or not _TO.fullmatch(between):
        return None
    # "Von 12,4 auf 13,1 Prozent": the unit stands once.
    alike = one.unit in {two.unit, ""} and one.form in {two.form, Form.NUMBER}
    if not alike or one.amount == two.amount:
        return None
    level = replace(two, level=True, direction=0, earlier=one.amount)
    start = counted[0].start - len(text[: old.start]) + len(text[: old.start].rstrip()) - len("von")
    return replace(new, start=start, full_start=start, figure=level)
