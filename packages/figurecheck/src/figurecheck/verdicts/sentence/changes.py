"""Which statistics are changes, and in which direction; which count what happened in their period."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from figurecheck.figures.common.units import canonical
from figurecheck.model import Statistic
from figurecheck.model.worded import phrase

_SIGNED = frozenset({"difference", "share", "pp"})


def change_of(statistic: Statistic) -> int | None:
    """Return the sign of the change that a statistic is; ``None`` for one that is no change."""
    basis, value = statistic.basis, statistic.value
    if basis is not None and basis.kind == "streak" and basis.test in {"up", "down"}:
        return 1 if basis.test == "up" else -1
    if not isinstance(value, Decimal):
        return None
    if basis is not None and basis.kind == "change":
        return sign(value if basis.test in _SIGNED else value - 1)
    if canonical(statistic.unit) == "pp" or _CHANGES.search(statistic.measure):
        return sign(value if canonical(statistic.unit) != "ratio" else value - 1)
    return None


def say_way(statistic: Statistic, way: int) -> str:
    """Return that a statistic is a rise, or a fall."""
    rise, fall = phrase("{id} is a rise", id=statistic.id), phrase("{id} is a fall", id=statistic.id)
    return rise if way > 0 else fall


def is_flow(statistic: Statistic) -> bool:
    """Return whether a statistic counts what happened in its period, as far as its words say."""
    words = f"{statistic.measure} {statistic.population} {statistic.label}".casefold()
    counts = isinstance(statistic.value, Decimal) and statistic.basis is None and change_of(statistic) is None
    return counts and canonical(statistic.unit) not in _NO_FLOWS and not any(stock in words for stock in _STOCKS)


_CHANGES = re.compile(
    r"\b(?:(?:change|rise|fall|increase|decrease|difference)s?|growth)\b|증감|증가율|변화", re.IGNORECASE
)
"""In a measure, which rainfall and enterprises are not."""


def sign(value: Decimal) -> int | None:
    """Return 1 or -1, and ``None`` for zero."""
    return 1 if value > 0 else -1 if value < 0 else None


def sizes(first: Statistic, second: Statistic) -> tuple[Statistic, Statistic] | None:
    """Return two changes in the same direction by their sizes."""
    way = change_of(first)
    one, other = first.value, second.value
    if way is None or way != change_of(second) or canonical(first.unit) == "ratio":
        return None
    if not isinstance(one, Decimal) or not isinstance(other, Decimal):
        return None
    return replace(first, value=abs(one)), replace(second, value=abs(other))


def is_level(statistic: Statistic) -> bool:
    """Return whether a statistic is a number of its own, and no change, ratio or rank."""
    unit = canonical(statistic.unit)
    return isinstance(statistic.value, Decimal) and change_of(statistic) is None and unit not in {"ratio", "rank"}


def same_unit(one: Statistic, other: Statistic) -> bool:
    """Return whether two statistics are in one unit."""
    return canonical(one.unit) == canonical(other.unit)


_NO_FLOWS = frozenset({"share", "%", "pp", "ratio", "rank", "date", "since"})
_STOCKS = (
    "population inhabitant resident member staff employ worker stock holding fleet unemploy jobless level index balance"
    " price rate average median mean length size capacity score highest lowest largest smallest fewest peak maximum"
    " minimum unique distinct different bestand einwohner durchschnitt höchst 인구 재고 평균 최고 최저 최다 최소"
).split()
