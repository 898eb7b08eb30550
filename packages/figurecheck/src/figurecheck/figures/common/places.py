"""A place of so many as one figure: "17th of 42", "Platz 12 von 16"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from figurecheck.figures.common.figure import Form, Found, NumberKind
from figurecheck.figures.common.format import ordinal


def read_place(
    counted: Sequence[Found], text: str, link: re.Pattern[str], from_end: re.Pattern[str] | None = None
) -> Found | None:
    """Return the place, which must be one of so many; `link` is what stands between the two numbers.

    `from_end` stands there if the place is counted from the last: "second from bottom of 20" is the 19th.
    """
    if len(counted) != 2:
        return None
    place, number = counted
    if place.figure is None or number.figure is None:
        return None
    if counted[0].kind is not NumberKind.ORDINAL and not place.figure.top:
        return None
    of, between = number.figure, text[place.end : number.full_start]
    is_last = from_end is not None and from_end.fullmatch(between) is not None
    if not is_last and not link.fullmatch(between):
        return None
    plain = of.form is Form.NUMBER and of.upper is None and of.qualifier is None
    if not plain or of.amount < place.figure.amount:
        return None
    end, full_end = number.end, number.full_end
    if not is_last:
        return replace(place, end=end, full_end=full_end, figure=replace(place.figure, among=of.amount))
    at = of.amount - place.figure.amount + 1
    figure = replace(place.figure, amount=at, among=of.amount, reading=f"{ordinal(int(at))}")
    return replace(place, end=end, full_end=full_end, reading=figure.reading, figure=figure)
