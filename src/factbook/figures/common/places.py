"""A place of so many as one figure: "17th of 42", "Platz 12 von 16"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from factbook.figures.common.figure import Form, Found, NumberKind


def read_place(counted: Sequence[Found], text: str, link: re.Pattern[str]) -> Found | None:
    """Return the place, which must be one of so many; `link` is what stands between the two numbers."""
    if len(counted) != 2 or counted[0].kind is not NumberKind.ORDINAL:
        return None
    place, number = counted
    if place.figure is None or number.figure is None or not link.fullmatch(text[place.end : number.full_start]):
        return None
    of = number.figure
    plain = of.form is Form.NUMBER and of.upper is None and of.qualifier is None
    if not plain or of.amount < place.figure.amount:
        return None
    return replace(place, end=number.end, full_end=number.full_end)
