"""Recompute statistics that are one statistic over another, and bound what rounded inputs leave open.

A dataset may say in a column ``precision`` to what the source rounded ``value``, in the same unit: 1000 for "about
2 tonnes" in kg. Empty means that nothing says so. A share that a source printed is a rounding in any case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from figurecheck.figures.common.units import canonical
from figurecheck.model import RowSet, Statistic
from figurecheck.model.errors import Complaint, suggest
from figurecheck.model.exact import write_fraction
from figurecheck.model.worded import phrase

Bounds = tuple[Fraction, Fraction]
DIGITS = 12
"""Significant digits to which a share must equal its part over its whole; binary floats keep more than fifteen."""
RATES = frozenset({"share", "%", "pp", "ratio"})
_WIDE = Context(prec=60)
_DEEPEST = 8
"""Most levels of shares of shares that are followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """The part and the whole of a statistic."""

    part: Statistic
    whole: Statistic
    unit: str
    """The unit of the statistic itself."""
    change: bool = False
    """Whether the whole is the base of a change: (part - whole) / whole."""
    coarse: bool = False
    """Whether the value was recorded as a rounding of `exact`."""

    @property
    def exact(self) -> Fraction:
        """Their quotient, or the change from whole to part, in the unit of the statistic."""
        over = Fraction(str(self.part.value)) / Fraction(str(self.whole.value))
        return (over - self.change) * times(self.unit)


def times(unit: str) -> int:
    """Return by what a share of 1 is multiplied in this unit."""
    return 100 if unit == "%" else 1


def recorded_place(value: Decimal) -> Fraction:
    """Return the place of the last digit that was recorded, at most that of the ones."""
    exponent = value.as_tuple().exponent
    return Fraction(10) ** min(exponent, 0) if isinstance(exponent, int) else Fraction(1)


def find_ratio(statistic: Statistic, statistics: Mapping[str, Statistic]) -> Ratio | None:
    """Recompute a share, multiple or change; ``None`` if it names no part, or is not what part and whole make."""
    part, whole = statistics.get(statistic.part), statistics.get(statistic.whole)
    if part is None or whole is None or not whole.value:
        return None
    if not (isinstance(part.value, Decimal) and isinstance(whole.value, Decimal)):
        return None
    if not isinstance(statistic.value, Decimal):
        return None
    unit = statistic.unit
    # In decimals, not fractions: this runs for every ratio of a report, and sixty digits are more than DIGITS asks for.
    over = _WIDE.divide(part.value, whole.value)
    # A share and a change have the same part and whole; which one it is follows from the value.
    made = [(change, (over - change) * times(unit)) for change in (False, True)]
    for change, exact in made:
        if abs(statistic.value - exact) * 10**DIGITS <= abs(exact):
            return Ratio(part=part, whole=whole, unit=unit, change=change)
    for change, exact in made:
        if statistic.value and abs(statistic.value - exact) <= write_fraction(recorded_place(statistic.value) / 2):
            return Ratio(part=part, whole=whole, unit=unit, change=change, coarse=True)
    return None


def check_ratios(statistics: Mapping[str, Statistic], ids: Iterable[str] | None = None) -> Iterator[Complaint]:
    """Yield a complaint for each part or whole that was never recorded, and each value that they do not make.

    With `ids`, those statistics alone are looked at.
    """
    for statistic in map(statistics.__getitem__, statistics if ids is None else ids):
        if not statistic.whole:
            continue
        place = statistic.cell.place if statistic.cell else statistic.id
        lost = [(name, id) for name in ("part", "whole") if (id := getattr(statistic, name)) and id not in statistics]
        for name, id in lost:
            remedy = suggest(statistics, id, phrase("record it, or take {name}= out", name=name))
            what = phrase(
                "{of!r} has the {name} {id!r}, which was never recorded", of=statistic.id, name=phrase(name), id=id
            )
            yield Complaint(place, what, remedy)
        if not lost:
            yield from _check_known(statistic, statistics, place)


def _check_known(statistic: Statistic, statistics: Mapping[str, Statistic], place: str) -> Iterator[Complaint]:
    whole, part = statistics[statistic.whole], statistics.get(statistic.part)
    if not isinstance(whole.value, Decimal) or not whole.value:
        what = phrase(
            "{id!r} cannot be a part of {whole}, which is {value}",
            id=statistic.id, whole=whole.id, value=str(whole.value),
        )  # fmt: skip
        yield Complaint(place, what, phrase("name a whole that is a number other than 0"))
        return
    if part is None:
        return
    if canonical(part.unit) != canonical(whole.unit) or not isinstance(part.value, Decimal):
        what = phrase(
            "{id!r} divides {part} ({unit}) by {whole} ({other})",
            id=statistic.id, part=part.id, unit=part.unit, whole=whole.id, other=whole.unit,
        )  # fmt: skip
        yield Complaint(place, what, phrase("name a part and a whole in one unit"))
        return
    if find_ratio(statistic, statistics) is None:
        over = Fraction(part.value) / Fraction(whole.value) * times(statistic.unit)
        what = phrase(
            "{id!r} was recorded as {value}, and {part} by {whole} is {over} ({dividend} by {divisor})",
            id=statistic.id, value=str(statistic.value), part=part.id, whole=whole.id, over=f"{float(over):.6g}",
            dividend=str(part.value), divisor=str(whole.value),
        )  # fmt: skip
        yield Complaint(place, what, phrase("correct the value, or name what it is a share of"))


def find_bounds(statistic: Statistic, statistics: Mapping[str, Statistic], depth: int = 0) -> Bounds | None:
    """Return the bounds of a statistic before anybody rounded; ``None`` if nothing says that anybody did."""
    if not isinstance(statistic.value, Decimal) or depth > _DEEPEST:
        return None
    if statistic.part:
        ratio = find_ratio(statistic, statistics)
        return _over(ratio, statistic.unit, statistics, depth) if ratio else None
    if statistic.unit not in RATES and all("precision" not in rowset.columns for rowset in statistic.rows):
        return None
    # Of many rows some are at hand; how the others were rounded is not known.
    if any(rowset.left_out for rowset in statistic.rows):
        return None
    halves = [_rounded_rows(rowset) for rowset in statistic.rows]
    value = Fraction(statistic.value)
    # Only if the rows add up to the value: otherwise it was computed in another way, and their roundings say nothing.
    half = sum((half for _, half in halves), Fraction(0))
    if not half or sum((total for total, _ in halves), Fraction(0)) != value:
        return None
    return value - half, value + half


def _over(ratio: Ratio, unit: str, statistics: Mapping[str, Statistic], depth: int) -> Bounds | None:
    known = [find_bounds(one, statistics, depth + 1) for one in (ratio.part, ratio.whole)]
    if known == [None, None]:
        return None
    part, whole = (
        bounds or (Fraction(one.value), Fraction(one.value))
        for bounds, one in zip(known, (ratio.part, ratio.whole), strict=True)
    )
    # A whole that may be zero bounds nothing.
    if whole[0] <= 0 <= whole[1]:
        return None
    # A quotient is monotone in both, so that its extremes are at the corners.
    corners = [(one / other - ratio.change) * times(unit) for one in part for other in whole]
    return min(corners), max(corners)


def _rounded_rows(rowset: RowSet) -> tuple[Fraction, Fraction]:
    """Return the sum of the values of some rows, and the sum of half the places to which they were rounded."""
    if "value" not in rowset.columns:
        return Fraction(0), Fraction(0)
    total = half = Fraction(0)
    for row in rowset.rows:
        cells = dict(zip(rowset.columns, row, strict=True))
        value, precision = cells["value"], cells.get("precision")
        if not isinstance(value, int | Decimal):
            continue
        total += Fraction(value)
        if isinstance(precision, int | Decimal) and precision > 0:
            half += Fraction(precision) / 2
        # A printed rate is a rounding even if no column says so.
        elif cells.get("unit") in RATES:
            half += recorded_place(Decimal(value)) / 2
    return total, half


def is_possible(share: Fraction, whole: int, prints: Callable[[Fraction], bool]) -> bool:
    """Return whether some count out of `whole` is printed as a share; `prints` decides it for one quotient."""
    # The two counts nearest to the share decide: any other is farther away and cannot round to it either.
    nearest = int(share * whole)
    return any(prints(Fraction(count, whole)) for count in (nearest, nearest + 1))
