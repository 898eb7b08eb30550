"""Values that are further from the past of their series than it ever moved, by the rule for new releases of tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from factbook.data.updating.outliers import measure_step
from factbook.report.desk.reason import Text
from figurecheck.model import Statistic
from figurecheck.model.worded import Amount, Period

Series = tuple[tuple[str, Decimal], ...]


def find_outlying(statistics: Mapping[str, Statistic], wanted: Collection[str]) -> dict[str, Text]:
    """Return for the id of each outlier among those wanted what is unusual of it.

    A series is the statistics that share measure, unit, `about` and population and differ in their period, and a
    statistic that was recorded with a series is looked at in that one too. A value that is recorded once more, as the
    latest one, is looked at in the series that has it.
    """
    found: dict[str, Text] = {}
    # The longest last: a latest value may have a measure of its own, and be alone in it.
    groups = sorted(group_series(statistics).values(), key=len)
    places = {_name_value(one): (members, at) for members in groups for at, one in enumerate(members)}
    own = {(one.measure, *_name_value(one)): (members, at) for members in groups for at, one in enumerate(members)}
    # Only what is printed: of a series of thousands of days, each would be held against all days before it.
    for statistic in (statistics[id] for id in wanted if id in statistics):
        name = _name_value(statistic)
        members, at = own.get((statistic.measure, *name), ([], 0))
        members, at = (members, at) if len(members) > 1 else places.get(name, (members, at))
        series = tuple((one.period, Decimal(one.value)) for one in members[: at + 1])
        if series and (text := _describe(series, statistic.unit)):
            found[statistic.id] = text
    for statistic in (statistics[id] for id in wanted if id in statistics and id not in found):
        basis = statistic.basis
        if basis is None or not basis.span or basis.at not in basis.values:
            continue
        labels = [label for label, _ in basis.series]
        if text := _describe(basis.series[: labels.index(basis.at) + 1], basis.unit):
            found[statistic.id] = text
    return found


def _name_value(one: Statistic) -> tuple[object, ...]:
    """Return what tells a value from others, but for the measure that it is recorded by."""
    return one.unit, one.about, one.population, one.period, one.value


def group_series(statistics: Mapping[str, Statistic]) -> dict[tuple[str, ...], list[Statistic]]:
    """Return the statistics of each series in the order of time, by what they share."""
    groups: dict[tuple[str, ...], dict[str, Statistic]] = {}
    for one in statistics.values():
        if one.measure and one.period and isinstance(one.value, Decimal) and one.value.is_finite():
            key = (one.measure, one.unit, one.about, one.population)
            groups.setdefault(key, {}).setdefault(one.period, one)
    # Years and months in one series have no order; periods of one kind sort as texts.
    return {
        key: sorted(members.values(), key=lambda one: one.period)
        for key, members in groups.items()
        if len({len(period) for period in members}) == 1
    }


def _describe(series: Series, unit: str) -> Text | None:
    """Return what is unusual of the last value of a series; ``None`` if nothing is."""
    step = measure_step([value for _, value in series])
    if step is None or not step.is_outlier:
        return None
    (before, _), (period, value) = series[-2:]
    return Text(
        "desk.why.outlier",
        {
            "value": Amount(value=value, unit=unit),
            "period": Period(period),
            "moved": Amount(value=step.step, unit=unit, is_step=True),
            "before": Period(before),
            "usual": Amount(value=step.usual, unit=unit, is_step=True),
        },
    )
