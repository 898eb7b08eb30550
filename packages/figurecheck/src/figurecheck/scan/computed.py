"""What a change says of two levels: their difference, the change in per cent, and how many times."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from figurecheck.scan.fact import Fact
from figurecheck.scan.of_period import find_bases, find_periods
from figurecheck.scan.series_index import Series
from figurecheck.scan.when import When


class Computation(StrEnum):
    """What is computed from the levels of two periods."""

    DIFFERENCE = "difference"
    CHANGE = "change"
    POINTS = "points"
    MULTIPLE = "multiple"


_PERCENT = 100
_DIGITS = Decimal("1e-12")


def compute(series: Series, when: When, computation: Computation) -> Iterator[Fact]:
    """Yield what the levels of a series make of the periods that a number compares."""
    for span in () if when.elsewhere else find_periods(series, when, is_change=True):
        # Before a level without a period nothing is known.
        for base in find_bases(series, when, span) if span is not None else ():
            now, before = series.facts[span], series.facts[base]
            if len(now) == len(before) == 1 and (fact := _join(now[0], before[0], series.unit, computation)):
                yield fact


def _join(now: Fact, before: Fact, unit: str, computation: Computation) -> Fact | None:
    one, other = now.value, before.value
    if isinstance(one, str) or isinstance(other, str):
        return None
    if computation is Computation.DIFFERENCE:
        return Fact(id=f"{now.id} - {before.id}", value=one - other, unit=now.unit)
    if computation is Computation.POINTS:
        scale = 1 if unit == "%" else _PERCENT
        return Fact(id=f"{now.id} - {before.id}", value=(one - other) * scale, unit="pp")
    if other <= 0 or one < 0:
        return None
    ratio = (one / other).quantize(_DIGITS)
    if computation is Computation.CHANGE:
        return Fact(id=f"{now.id} / {before.id}", value=ratio - 1, unit="share")
    return Fact(id=f"{now.id} / {before.id}", value=ratio, unit="ratio")
