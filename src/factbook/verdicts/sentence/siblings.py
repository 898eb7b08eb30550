"""Statistics that share measure and unit and differ in period or in what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from factbook.figures.common.units import canonical
from factbook.model import Statistic
from factbook.verdicts.sentence.spans import Span, parse_span


@dataclass(frozen=True)
class Siblings:
    """The statistics of a report, by what they share."""

    statistics: Mapping[str, Statistic]

    @cached_property
    def _series(self) -> dict[tuple[str, str, str], dict[Span, Statistic]]:
        made: dict[tuple[str, str, str], dict[Span, Statistic]] = defaultdict(dict)
        for statistic in self.statistics.values():
            span = parse_span(statistic.period)
            if span is not None:
                made[_series_key(statistic)].setdefault(span, statistic)
        return made

    @cached_property
    def _groups(self) -> dict[tuple[str, str], dict[str, Statistic]]:
        made: dict[tuple[str, str], dict[str, Statistic]] = defaultdict(dict)
        for statistic in self.statistics.values():
            if statistic.about:
                made[statistic.measure, canonical(statistic.unit)].setdefault(statistic.about, statistic)
        return made

    @cached_property
    def _measures(self) -> dict[tuple[str, str], dict[str, Statistic]]:
        made: dict[tuple[str, str], dict[str, Statistic]] = defaultdict(dict)
        for statistic in self.statistics.values():
            if statistic.measure and statistic.basis is None and not _is_derived(statistic.measure):
                made[statistic.about, canonical(statistic.unit)].setdefault(statistic.measure, statistic)
        return made

    def measures(self, statistic: Statistic) -> Iterable[Statistic]:
        """Return one statistic for each other measure of the same group in the same unit; no changes, ranks or runs."""
        if _is_derived(statistic.measure):
            return []
        found = self._measures[statistic.about, canonical(statistic.unit)]
        return [one for measure, one in found.items() if measure != statistic.measure]

    def at(self, statistic: Statistic, span: Span) -> Statistic | None:
        """Return the statistic of the same series for another period."""
        found = self._series[_series_key(statistic)].get(span)
        return found if found is not None and found.id != statistic.id else None

    def before(self, statistic: Statistic) -> Statistic | None:
        """Return the statistic of the same series for the period just before."""
        span = parse_span(statistic.period)
        if span is None:
            return None
        series = self._series[_series_key(statistic)]
        earlier = [one for one in series if one.last == span.first - 1 and abs(one.days - span.days) <= 3]
        return series[earlier[0]] if earlier else None

    def groups(self, statistic: Statistic) -> Iterable[Statistic]:
        """Return one statistic for each other group that has this measure and unit."""
        found = self._groups[statistic.measure, canonical(statistic.unit)]
        return [one for about, one in found.items() if about != statistic.about]


_DERIVED = frozenset(
    "difference sum less change estimate share rank ratio multiple average mean median gap rise fall growth total"
    " computed days".split()
)


def _is_derived(measure: str) -> bool:
    """Return whether a measure is computed from others; its words are those of several."""
    return bool(_DERIVED & set(measure.casefold().replace(",", " ").split()))


def _series_key(statistic: Statistic) -> tuple[str, str, str]:
    return statistic.about, statistic.measure, canonical(statistic.unit)
