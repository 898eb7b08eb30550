"""Statistics that share measure and unit and differ in period or in what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from figurecheck.figures.common.units import COUNTED, PHYSICAL, SPANS, canonical
from figurecheck.figures.common.word_table import is_hangul
from figurecheck.model import Basis, How, Statistic
from figurecheck.verdicts.sentence.spans import Span, parse_span

LEAP = 3
"""Days by which two steps of a series may differ: February, and leap years."""


@dataclass(frozen=True)
class Siblings:
    """The statistics of a report, by what they share."""

    statistics: Mapping[str, Statistic]
    seen: dict[str, Statistic] = field(default_factory=dict)
    """The statistics that were returned, by id: those whose values may have been looked at."""
    _signed: dict[tuple[str, str], bool] = field(default_factory=dict)
    _days: dict[tuple[str, ...], list[Span]] = field(default_factory=dict)

    @cached_property
    def _series(self) -> dict[tuple[str, str, str], dict[Span, Statistic]]:
        made: dict[tuple[str, str, str], dict[Span, Statistic]] = defaultdict(dict)
        for statistic in self.statistics.values():
            span = parse_span(statistic.period)
            # The first of a period stays: two statistics of one series and period differ in nothing that is read.
            if span is not None:
                made[_series_key(statistic)].setdefault(span, statistic)
        return made

    @cached_property
    def nouns(self) -> frozenset[str]:
        """The units of the report that are nouns of what is counted, in lower case: goals, seats, permits."""
        units = {one.unit for one in self.statistics.values()}
        return frozenset(one.casefold() for one in units if canonical(one) == one and one.isalpha()) - _NO_NOUNS

    @cached_property
    def hangul(self) -> frozenset[str]:
        """What the statistics are about that are called in Korean."""
        return frozenset(one.about for one in self.statistics.values() if one.about and is_hangul(one.about[0]))

    @cached_property
    def _groups(self) -> dict[tuple[str, str], dict[str, Statistic]]:
        made: dict[tuple[str, str], dict[str, Statistic]] = defaultdict(dict)
        for statistic in self.statistics.values():
            if statistic.about:
                key = _bare(statistic), canonical(statistic.unit)
                made[key].setdefault(statistic.about, without_value(statistic))
        return made

    @cached_property
    def _measures(self) -> dict[tuple[str, str], dict[str, Statistic]]:
        made: dict[tuple[str, str], dict[str, Statistic]] = defaultdict(dict)
        for statistic in self.statistics.values():
            if statistic.measure:
                key = statistic.about, canonical(statistic.unit)
                made[key].setdefault(statistic.measure, without_value(statistic))
        return made

    def measures(self, statistic: Statistic) -> Iterable[Statistic]:
        """Return one statistic for each other measure of the same group in the same unit, derived in the same way.

        They are without their values, which do not count for what they are called.
        """
        found = self._measures[statistic.about, canonical(statistic.unit)]
        derived = _derived(statistic)
        return [one for measure, one in found.items() if measure != statistic.measure and _derived(one) == derived]

    def at(self, statistic: Statistic, span: Span) -> Statistic | None:
        """Return the statistic of the same series for another period."""
        found = self._series[_series_key(statistic)].get(self.narrow(statistic, span))
        return self._note(found) if found is not None and found.id != statistic.id else None

    def series(self, statistic: Statistic) -> Mapping[Span, Statistic]:
        """Return the same for all periods of the length of its own, by period; for its own, the statistic itself."""
        own = parse_span(statistic.period)
        if own is None:
            return {}
        found = {**self._series[_series_key(statistic)], own: statistic}
        return {span: self._note(one) for span, one in found.items() if abs(span.days - own.days) <= LEAP}

    def beside(self, statistic: Statistic) -> list[Statistic]:
        """Return the same of other groups for the same period."""
        span = parse_span(statistic.period)
        found = (self.of_group(statistic, one.about, span) for one in self.groups(statistic))
        return [one for one in found if one is not None]

    def of_group(self, statistic: Statistic, about: str, span: Span | None) -> Statistic | None:
        """Return the same of another group for a period."""
        one = self._groups[_bare(statistic), canonical(statistic.unit)].get(about)
        key = _series_key(one) if one is not None else ("", "", "")
        if one is None or span is None or key not in self._series:
            return None
        found = self._series[key].get(self.narrow(replace(one, period=statistic.period), span))
        return found and self._note(found)

    def narrow(self, statistic: Statistic, span: Span) -> Span:
        """Return the day that a period stands for where a series is dated by days: the only one in it; else itself."""
        if span.days == 1 or not is_dated(statistic):
            return span
        inside = [day for day in self._days_of(statistic) if day in span]
        return inside[0] if len(inside) == 1 else span

    def _days_of(self, statistic: Statistic) -> list[Span]:
        """Return the days of the series of a statistic that is dated by days, as far as the report knows them."""
        key = (*_series_key(statistic), statistic.period if statistic.basis or "/" in statistic.period else "")
        if key not in self._days:
            labels = {*statistic.period.split("/"), *(statistic.basis.values if statistic.basis else ())}
            days = {span for label in labels if (span := parse_span(label)) and span.days == 1}
            if "/" not in statistic.period:
                days |= {span for span in self._series[_series_key(statistic)] if span.days == 1}
            # A survey may be known from the series of a change as well, though none of its levels was recorded.
            for basis in self._bases[statistic.about, canonical(statistic.unit)]:
                if (statistic.period, statistic.value) in basis.series:
                    days |= {span for label, _ in basis.series if (span := parse_span(label)) and span.days == 1}
            self._days[key] = sorted(days)
        return self._days[key]

    @cached_property
    def _bases(self) -> Mapping[tuple[str, str], list[Basis]]:
        """The bases that are series of days, by group and unit; one of those that have the same ends."""
        made: dict[tuple[str, str], dict[object, Basis]] = defaultdict(dict)
        for one in self.statistics.values():
            series = one.basis.series if one.basis is not None and one.basis.kind != "rank" else ()
            first = parse_span(series[0][0]) if series else None
            if one.basis is not None and first is not None and first.days == 1:
                made[one.about, canonical(one.basis.unit)].setdefault((series[0], series[-1], len(series)), one.basis)
        return defaultdict(list, {key: list(bases.values()) for key, bases in made.items()})

    def has_others(self, statistic: Statistic) -> bool:
        """Return whether the same is recorded for other periods."""
        return len(self._series[_series_key(statistic)]) > 1

    def before(self, statistic: Statistic) -> Statistic | None:
        """Return the statistic of the same series for the period just before."""
        span = parse_span(statistic.period)
        if span is None:
            return None
        series = self._series[_series_key(statistic)]
        if is_dated(statistic):
            return self._survey_before(statistic, span)
        # Months and quarters differ in length by up to three days.
        alike = sorted(one for one in series if abs(one.days - span.days) <= 3)
        steps = [other.first - one.first for one, other in pairwise(alike)]
        earlier = [one for one in alike if one.last < span.first]
        # A series may have one month of each year; where a step is missing, what came just before is not known.
        if not earlier or span.first - earlier[-1].first > min(steps) + LEAP:
            return None
        return self._note(series[earlier[-1]])

    def _survey_before(self, statistic: Statistic, span: Span) -> Statistic | None:
        """Return the statistic of the survey just before, in a series that is dated by days."""
        days = self._days_of(statistic)
        steps = sorted(other.first - one.first for one, other in pairwise(days))
        earlier = [day for day in days if day.first < span.first]
        # Surveys are taken about every half year, and one may be left out; of two that lie further apart than that
        # others may not be recorded.
        if not earlier or span.first - earlier[-1].first > 2 * steps[len(steps) // 2] + LEAP:
            return None
        found = self._series[_series_key(statistic)].get(earlier[-1])
        return found and self._note(found)

    def is_signed(self, statistic: Statistic) -> bool:
        """Return whether a share may lie above or below: a valuation, a balance, one series of which is below zero."""
        key = statistic.measure, canonical(statistic.unit)
        if key not in self._signed:
            self._signed[key] = any(
                isinstance(one.value, Decimal) and one.value < 0
                for one in self.statistics.values()
                if (one.measure, canonical(one.unit)) == key
            )
        return self._signed[key]

    def groups(self, statistic: Statistic) -> Iterable[Statistic]:
        """Return one statistic for each other group that has this measure and unit, without its value."""
        found = self._groups[_bare(statistic), canonical(statistic.unit)]
        # Of a share: the other parts of its whole, though none of their shares is recorded.
        part, whole = self.statistics.get(statistic.part or ""), self.statistics.get(statistic.whole or "")
        if part is not None and whole is not None and part.about == statistic.about:
            others = self._groups[_bare(part), canonical(part.unit)]
            found = {about: one for about, one in others.items() if about != whole.about} | found
        return [one for about, one in found.items() if about != statistic.about]

    def find(self, id: str) -> Statistic | None:
        """Return a statistic by its id."""
        found = self.statistics.get(id)
        return found and self._note(found)

    def _note(self, statistic: Statistic) -> Statistic:
        self.seen[statistic.id] = statistic
        return statistic


UNCOUNTED = PHYSICAL | SPANS | {"share", "pp", "ratio", "rank", "date", "since"}
"""Units, besides money, that are no nouns of what is counted."""
_NO_NOUNS = UNCOUNTED | COUNTED
_DERIVED = frozenset(
    "difference sum less change estimate share rank ratio multiple average mean median gap rise fall growth total"
    " computed days".split()
)


def _derived(statistic: Statistic) -> object:
    """Return how a measure is computed from others: a change in pupils may be told from one in teachers."""
    words = _DERIVED & set(statistic.measure.casefold().replace(",", " ").split())
    return statistic.basis.kind if statistic.basis else "", words, bool(statistic.whole)


_LITTLE = frozenset("the a an of in for and by with".split())


def _bare(statistic: Statistic) -> str:
    """Return a measure without what it is about: "cocaine seized" and "heroin seized" are of one kind."""
    about = set(statistic.about.casefold().split()) - _LITTLE
    words = statistic.measure.casefold().split()
    return " ".join(word for word in words if word not in about) or statistic.measure


def is_dated(statistic: Statistic) -> bool:
    """Return whether a statistic is dated by a day, as surveys and prices are, or goes from one day to another."""
    start = parse_span(statistic.period.partition("/")[0])
    return start is not None and start.days == 1


def without_value(statistic: Statistic) -> Statistic:
    """Return a statistic with all that decides whether `Siblings` returns it, and with which others.

    Of its value that is the sign, and the whole of it where it is dated by a day: there it tells surveys from others.
    """
    value = statistic.value
    if not is_dated(statistic):
        value = (Decimal(-1) if value < 0 else Decimal(0)) if isinstance(value, Decimal) else ""
    return replace(statistic, value=value, rows=(), confirming=(), how=How.RECORDED, cell=None)


def _series_key(statistic: Statistic) -> tuple[str, str, str]:
    return statistic.about, statistic.measure, canonical(statistic.unit)
