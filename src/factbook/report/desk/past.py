"""Values that are further from the past of their series than it ever moved, by the rule for new releases of tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from factbook.data.updating.outliers import measure_step
from factbook.figures import show
from factbook.model import Statistic

Series = tuple[tuple[str, Decimal], ...]


def find_outlying(statistics: Mapping[str, Statistic], wanted: Collection[str]) -> dict[str, str]:
    """Return for the id of each outlier among those wanted what is unusual of it, in words.

    A series is the statistics that share measure, unit, `about` and population and differ in their period, and a
    statistic that was recorded with a series is looked at in that one too.
    """
    found: dict[str, str] = {}
    for members in group_series(statistics).values():
        # Only what is printed: of a series of thousands of days, each would be held against all days before it.
        for at, statistic in [(at, one) for at, one in enumerate(members) if one.id in wanted]:
            series = tuple((one.period, Decimal(one.value)) for one in members[: at + 1])
            if text := _describe(series, statistic.unit):
                found[statistic.id] = text
    for statistic in (statistics[id] for id in wanted if id in statistics and id not in found):
        basis = statistic.basis
        if basis is None or not basis.span or basis.at not in basis.values:
            continue
        labels = [label for label, _ in basis.series]
        if text := _describe(basis.series[: labels.index(basis.at) + 1], basis.unit):
            found[statistic.id] = text
    return found


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


def _describe(series: Series, unit: str) -> str:
    """Return what is unusual of the last value of a series; empty if nothing is."""
    step = measure_step([value for _, value in series])
    if step is None or not step.is_outlier:
        return ""
    (before, _), (period, value) = series[-2:]
    moved, usual = _show_step(step.step, unit), _show_step(step.usual, unit)
    return f"{show(value, unit)} in {period} is {moved} from {before}; the usual step is {usual}"


def _show_step(step: Decimal, unit: str) -> str:
    """Return a step with its sign; that of a share in percentage points, since per cent of it is another amount."""
    shown = show(step * 100, "pp") if unit == "share" else show(step, "pp" if unit == "%" else unit)
    return shown if step < 0 else f"+{shown}"
