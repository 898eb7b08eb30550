"""Two numbers of a bound text that are one share: "17 of the 20"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from figurecheck.figures.common.figure import Form, Found, NumberKind
from figurecheck.figures.common.format import show_number
from figurecheck.figures.common.qualifiers import Test

_LARGEST = 1000
"""The largest whole that a language which names it first has in one figure: "45곳 중 12곳"."""


def read_part_of(
    found: list[Found], text: str, joins_part: Callable[[str], bool], *, whole_first: bool = False
) -> Found | None:
    """Read "17 of the 20" as a share that keeps its total, so that it can be compared with a count as well."""
    counted = [one for one in found if one.kind is NumberKind.FIGURE]
    # Exactly two figures with "of" between them and nothing else that counts; three leave open which is of which.
    if len(counted) != 2 or len(counted) != sum(one.kind in {NumberKind.FIGURE, NumberKind.ORDINAL} for one in found):
        return None
    one, other = counted
    part, whole = (other.figure, one.figure) if whole_first else (one.figure, other.figure)
    if part is None or whole is None or not joins_part(text[one.end : other.full_start]):
        return None
    if whole_first and whole.amount > _LARGEST:
        return None
    # "Lost 14 of its 60 seats": those that were lost, out of all.
    if part.taken:
        part = replace(part, direction=0, taken=False, motion="")
    plain = all(
        figure.form is Form.NUMBER and figure.whole and figure.upper is None and not figure.direction
        for figure in (part, whole)
    )
    # "17 of about 20" has no share that could be compared with a value.
    if not plain or whole.qualifier is not None or not 0 <= part.amount <= whole.amount or not whole.amount:
        return None
    # "17 officers of the 20 cases" is no part of a whole.
    if part.unit and whole.unit and part.unit != whole.unit:
        return None
    if part.qualifier is not None and part.qualifier.test is Test.EXACTLY:
        return None
    figure = replace(
        part,
        text=text,
        form=Form.FRACTION,
        amount=part.amount / whole.amount,
        bare=True,
        unit="",
        noun=part.noun or whole.noun,
        total=whole.amount,
        reading=f"{part.reading} of {show_number(whole.amount)}",
    )
    # The words between the two and the second number are read as well.
    return replace(one, figure=figure, end=other.end, full_end=max(other.end, other.full_end))
