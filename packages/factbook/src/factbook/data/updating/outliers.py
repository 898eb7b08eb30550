"""Values of a new release that are further from the past of their series than it ever moved.

The rule: a series is the rows of a table that differ in their period alone, and its past changes are the steps from
each period to the next in the present release. A new value is an outlier if its step from the period before is further
from the median of the past changes than `LIMIT` times their spread, and by a quarter further than all of them but two
in a hundred; or if it is less than a fifth of every value of a series that was never zero, as one that lacks a digit
is. A revision is one if it is as far from zero, or as small. The spread is the median absolute deviation, scaled by
1.4826 as usual, so that for changes of a normal distribution it is their standard deviation; where more than half of
the changes are alike, the mean absolute deviation, scaled by 1.2533. Of a series with fewer than `FEWEST` past changes
nothing is said. In a column whose values were all multiplied (`rescaled`), the step of a new value is from what the
period before was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from factbook.data.tables import Row, Table
from factbook.data.updating.compare import Comparison
from factbook.data.updating.rescaled import find_rescaled
from figurecheck.model import Cellvalue
from figurecheck.model.exact import is_number

LIMIT = 6
"""How many spreads make an outlier."""
FEWEST = 6
"""Past changes that are needed to say what is usual."""
RARE = 50
"""Of so many past changes one may be larger than an outlier: it may itself be one."""
_FURTHER = Decimal("1.25")
"""How many times as far as the furthest a step is no surprise yet: a second December, or the next step of growth."""
_SLIP = 5
"""How many times smaller than every other a value is that may lack a digit; seasons hide its step."""
_NUMBERS = frozenset({"integer", "number"})
Series = dict[Row, dict[Row, Decimal]]
"""By the key of a series without its period: its values, by period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlier:
    """A value that is further from the past of its series than that moves."""

    key: Row
    column: str
    value: Decimal
    step: Decimal
    """Its step from the period before; of a revision, its change."""
    is_revision: bool
    usual: Decimal
    """The median of the past changes; of a revision, zero."""
    spread: Decimal

    @property
    def times(self) -> Decimal:
        """How many spreads it is away."""
        return abs(self.step - self.usual) / self.spread if self.spread else Decimal("Infinity")


def find_outliers(before: Table, after: Table, comparison: Comparison) -> list[Outlier]:
    """Return the outliers among the new and the revised values, those that are furthest away first."""
    resource = after.resource
    when = [one.name for one in resource.fields if one.is_period and one.name in resource.index]
    names = [one.name for one in resource.fields if one.type in _NUMBERS and one.name not in resource.index]
    if not when or not names:
        return []
    rescaled = {one.column for one in find_rescaled(comparison)}
    changed = [*comparison.new, *comparison.revised]
    found: list[Outlier] = []
    for name in names:
        old, new = (_find_series(table, name, when) for table in (before, after))
        revised = {one.key for one in comparison.revised if any(cell.column == name for cell in one.cells)}
        wanted = [one.key for one in changed if one.key in revised or not one.cells]
        # Beside the others of its release, a new value in another unit looks like any other.
        beside = {group: {**series, **old.get(group, {})} for group, series in new.items()} if name in rescaled else new
        found += _look_at_column(name, resource.index, when, old, new, beside, wanted)
    return sorted(found, key=lambda one: -one.times)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesStep:
    """The last step of a series, and how the series moved before it."""

    step: Decimal
    usual: Decimal
    """The median of the changes before it."""
    limit: Decimal
    """How far from that a step is no outlier yet."""

    @property
    def is_outlier(self) -> bool:
        """Whether it is further from the past than that ever moved."""
        return abs(self.step - self.usual) > self.limit


def measure_step(values: Sequence[Decimal]) -> SeriesStep | None:
    """Return the last step of a series, given in the order of time; ``None`` where its past is too short.

    >>> measure_step([Decimal(one) for one in (10, 12, 11, 13, 12, 14, 13, 99)]).is_outlier
    True
    """
    changes = [later - earlier for earlier, later in pairwise(values)]
    usual = _measure_usual(changes[:-1])
    if usual is None:
        return None
    limit = Decimal(0) if _lacks_digit(values[-1], min(values[:-1])) else max(LIMIT * usual.spread, usual.furthest)
    return SeriesStep(step=changes[-1], usual=usual.centre, limit=limit)


def _lacks_digit(value: Decimal, lowest: Decimal) -> bool:
    """Return whether a value is far smaller than the smallest of those of its series."""
    return 0 < value * _SLIP < lowest


class _Usual(NamedTuple):
    """How a series has moved."""

    centre: Decimal
    """The median of its changes."""
    spread: Decimal
    furthest: Decimal
    """How far from the median all of them were but the rarest, and a quarter more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """What is known of a series before its values are looked at."""

    usual: _Usual | None
    old: Mapping[Row, Decimal]
    now: Mapping[Row, Decimal]
    """The values from which new ones are a step away, also of periods that the release does not hold."""
    before: Mapping[Row, Row]
    """By period, the one before it."""
    lowest: Decimal
    """The smallest of the old values."""


def _find_past(old: Mapping[Row, Decimal], beside: Mapping[Row, Decimal]) -> _Past:
    # A part holds a few periods only; the step of each is from the one before it in time.
    now = {**old, **beside}
    ordered = sorted(now, key=_order)
    before = dict(zip(ordered[1:], ordered, strict=False))
    return _Past(usual=_find_usual(old), old=old, now=now, before=before, lowest=min(old.values(), default=Decimal(0)))


def _look_at_column(
    name: str, key: Sequence[str], when: Sequence[str], old: Series, new: Series, beside: Series, wanted: Sequence[Row]
) -> Iterator[Outlier]:
    """Yield the outliers of a column; `beside` are the values from which the steps of new ones are taken."""
    pasts: dict[Row, _Past] = {}
    for one in wanted:
        group, period = _split_key(one, key, when)
        if (value := new.get(group, {}).get(period)) is None:
            continue
        # Once for each series, of which there may be thousands of values.
        past = pasts.get(group) or _find_past(old.get(group, {}), beside[group])
        pasts[group] = past
        if past.usual is None or (period not in past.old and period not in past.before):
            continue
        is_revision = period in past.old
        spread, furthest = past.usual.spread, past.usual.furthest
        centre = Decimal(0) if is_revision else past.usual.centre
        step = value - (past.old[period] if is_revision else past.now[past.before[period]])
        if abs(step - centre) > max(LIMIT * spread, furthest) or _lacks_digit(value, past.lowest):
            yield Outlier(
                key=one, column=name, value=value, step=step, is_revision=is_revision, usual=centre, spread=spread
            )


def _find_usual(series: Mapping[Row, Decimal]) -> _Usual | None:
    """Return how a series has moved from period to period; ``None`` where it has too few periods to say."""
    values = [series[period] for period in sorted(series, key=_order)]
    return _measure_usual([later - earlier for earlier, later in pairwise(values)])


def _measure_usual(changes: Sequence[Decimal]) -> _Usual | None:
    if len(changes) < FEWEST:
        return None
    centre = median(changes)
    apart = sorted(abs(one - centre) for one in changes)
    spread = median(apart) * Decimal("1.4826")
    spread = spread or sum(apart, Decimal(0)) / len(apart) * Decimal("1.2533")
    return _Usual(centre=centre, spread=spread, furthest=apart[-1 - len(apart) // RARE] * _FURTHER)


def _find_series(table: Table, name: str, when: Sequence[str]) -> Series:
    # Decimals throughout: a revision in the last digit is one.
    found: Series = defaultdict(dict)
    key = table.resource.index
    keys = zip(*(table.column(one) for one in key), strict=True)
    for one, value in zip(keys, table.column(name), strict=True):
        if is_number(value):
            group, period = _split_key(one, key, when)
            found[group][period] = Decimal(value)
    return found


def _split_key(one: Row, key: Sequence[str], when: Sequence[str]) -> tuple[Row, Row]:
    named = list(zip(key, one, strict=True))
    return tuple(cell for name, cell in named if name not in when), tuple(cell for name, cell in named if name in when)


def _order(period: Row) -> tuple[tuple[bool, Decimal, str], ...]:
    return tuple(_order_cell(cell) for cell in period)


def _order_cell(cell: Cellvalue) -> tuple[bool, Decimal, str]:
    # Years as numbers and months as texts; no column has both.
    is_number = isinstance(cell, int | Decimal)
    return not is_number, Decimal(cell) if isinstance(cell, int | Decimal) else Decimal(0), str(cell)
