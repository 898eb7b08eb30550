"""Counts and shares of one measure over overlapping periods, held against each other.

::

    statistics --> amounts, each with its bounds --> the bounds of the stretches between all their ends
                   nothing fits: a conflict;  far from what other periods have: a tension, with the split

Only of what adds up over time. Stocks, means and records do not, nor do people who are counted once however often they
come: their words say so (`is_flow`), or several parts are as large as their whole. One day may be an instant. Where two
values have one period, `about` and `measure` do not tell apart what is counted, and neither is compared.
"""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

from figurecheck.figures.common.units import PHYSICAL, canonical, factor, is_money
from figurecheck.model import Disagreement, Risk, Statistic
from figurecheck.model.worded import Worded, join, phrase
from figurecheck.verdicts.cautions import SHARES
from figurecheck.verdicts.ratios import find_bounds, recorded_place, times
from figurecheck.verdicts.sentence.changes import is_flow
from figurecheck.verdicts.sentence.spans import Span, parse_span
from figurecheck.verdicts.shown import show_amount, show_label

FAR = 2
"""How many times the highest number a day of all periods, or which part of the lowest, is extreme: months of one year
rarely differ by more."""
CHANCE = 3
"""How many roots of an expected count lie beyond chance: a month with 1 where 4 would be says nothing."""
ALIKE = Fraction(5, 4)
"""How many times one amount is of another at most that is as large; that of half a year is half of the year's."""
THOUSAND = 1000
"""A multiple of it, from ten on, may be a count that was rounded; others are exact."""
FINE = 10**9
"""Part of the largest amount to which bounds are rounded, outwards, so that narrowing them comes to an end."""
MOST_DAYS = 100
"""Ends of periods that are looked at together: a hundred take a second."""
MOST_TURNS = 100
"""How often bounds are narrowed. Where they could still be, less is found."""

Key = tuple[str, ...]
"""What is counted: `about`, `measure` and unit."""
Number = Fraction | float
"""A float only where it is infinite."""
Stretch = tuple[Key, int, int]
"""From one day to the day before another; where the other is earlier, what is counted is negative."""
Most = dict[Stretch, Number]
"""The most of each stretch, and so, with the days the other way round, minus the least."""
Links = dict[Key, Key]
"""Parts with their wholes, which have no less in any stretch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodAmount:
    """A statistic, and the bounds of its value before anybody rounded it."""

    of: Statistic
    span: Span
    low: Fraction
    high: Fraction
    key: Key
    whole: Key = ()
    """What it is a share of; empty for a count."""

    @property
    def ends(self) -> tuple[int, int]:
        """Its first day, and the day after its last."""
        return self.span.first, self.span.last + 1


def find_disagreements(statistics: Iterable[Statistic]) -> Iterator[Disagreement]:
    """Yield each conflict and each tension among the statistics of one day, with the fewest that it takes."""
    amounts, links = _read_amounts(statistics)
    rates: dict[Key, list[Fraction]] = defaultdict(list)
    for one in amounts:
        # One find, or one payment, may be most of what a year has of weight or money.
        if not one.whole and _is_counted(one.of.unit):
            rates[one.key] += [one.low / one.span.days, one.high / one.span.days]
    for some in _group(amounts, lambda one: _find_root(one.key, links)):
        for across in _divide(some):
            # Of shares of what nobody counted, the longest may be of 1: then its parts bound each other.
            longest = max(across, key=lambda one: one.span.days)
            if len({one.span for one in across}) == 1:
                continue
            if all(one.whole for one in across):
                across.append(replace(longest, low=Fraction(1), high=Fraction(1), key=longest.whole, whole=()))
            yield from _check(across, links, rates)


def _read_amounts(statistics: Iterable[Statistic]) -> tuple[list[PeriodAmount], Links]:
    """Return the counts and shares that can be compared, and which counts are parts of which."""
    groups = _group((_read(one, span) for one in statistics if (span := _find_span(one))), lambda one: one.key)
    named = [some for some in groups if len({one.span for one in some}) == len({(one.span, one.low) for one in some})]
    found = {(one.of.id, one.span): one for some in named if _add_up(some) for one in some}
    shares = [one for some in named for one in some if one.of.unit in SHARES and one.low <= 1]
    links: Links = {}
    parts: Links = {}
    for one in sorted(shares, key=lambda one: (not one.of.part, not one.of.whole)):
        # What a change is counted from has another period.
        part, whole = (found.get((id, one.span)) for id in (one.of.part, one.of.whole))
        key = parts.get(one.key, one.key)
        if whole and (part or not one.of.part):
            key = parts.setdefault(one.key, part.key if part else key)
            if key != _find_root(whole.key, links):
                links.setdefault(key, whole.key)
            if not part:
                found[one.of.id, one.span] = replace(one, low=one.low * whole.low, high=one.high * whole.high, key=key)
        elif not (one.of.part or one.of.whole) and (key in links or one.of.measure.startswith("share")):
            whole_key = links.setdefault(key, (*key, "whole"))
            found[one.of.id, one.span] = replace(one, key=key, whole=whole_key)
    return [*found.values()], links


def _find_span(one: Statistic) -> Span | None:
    """Return the period of a number of today's rows that is not negative, and says what it is about."""
    if one.key or not one.about or one.basis or not isinstance(one.value, Decimal) or one.value < 0:
        return None
    span = parse_span(one.period)
    return span if span and span.days > 1 and not any(rows.release for rows in one.rows) else None


def _read(of: Statistic, span: Span) -> PeriodAmount:
    """Return a value as it may have been before it was rounded: by its `precision`, else by its digits."""
    value, half = Decimal(of.value), Fraction(0)
    # Data have 0.4 for 40%, and sources print no less than whole per cent.
    if of.unit in SHARES:
        half = min(recorded_place(value) / 2, Fraction(times(of.unit), 200))
    elif not _is_counted(of.unit):
        half = recorded_place(value) / 2
    elif value >= 10 * THOUSAND and not value % THOUSAND:
        half = Fraction(THOUSAND, 2)
    bounds = find_bounds(of, {}) if any("precision" in rows.columns for rows in of.rows) else None
    low, high = bounds or (Fraction(value) - half, Fraction(value) + half)
    scale = times(of.unit)
    return PeriodAmount(
        of=of, span=span, low=low / scale, high=high / scale, key=(of.about, of.measure, canonical(of.unit))
    )


def _is_counted(unit: str) -> bool:
    return canonical(unit) not in PHYSICAL and not is_money(canonical(unit))


def _add_up(some: Sequence[PeriodAmount]) -> bool:
    """Return whether amounts of one name are counts of which those of parts make that of the whole."""
    unit = some[0].key[-1]
    adds = unit not in PHYSICAL or factor(unit, "kg")
    if not adds or "per" in unit.split() or not all(is_flow(one.of) and not one.of.whole for one in some):
        return False
    for across in _divide(some):
        for whole in across:
            alike = [one for one in across if one.span in whole.span and _is_alike(one, whole)]
            if any(one.span.last < other.span.first for one in alike for other in alike):
                return False
    return True


def _is_alike(one: PeriodAmount, whole: PeriodAmount) -> bool:
    return whole.low <= ALIKE * one.low <= ALIKE**2 * whole.low


def _group(amounts: Iterable[PeriodAmount], key_of: Callable[[PeriodAmount], Key]) -> Iterable[list[PeriodAmount]]:
    found: dict[Key, list[PeriodAmount]] = defaultdict(list)
    for one in amounts:
        found[key_of(one)].append(one)
    return found.values()


def _find_root(key: Key, links: Links) -> Key:
    while key in links:
        key = links[key]
    return key


def _divide(amounts: Iterable[PeriodAmount]) -> Iterable[list[PeriodAmount]]:
    """Return those whose periods overlap, also by others between them."""
    found: list[list[PeriodAmount]] = []
    end = 0
    for one in sorted(amounts, key=lambda one: one.span):
        # The ways between many days take long to walk; that some are not held against others finds less.
        if one.span.first > end or len({day for other in found[-1] for day in other.ends}) > MOST_DAYS:
            found.append([])
        found[-1].append(one)
        end = max(end, one.span.last)
    return found


def _check(
    amounts: Sequence[PeriodAmount], links: Links, rates: Mapping[Key, Sequence[Fraction]]
) -> Iterator[Disagreement]:
    """Yield the conflicts among amounts whose periods overlap, and the tensions among those that are in none."""
    if _find_most(amounts, links) is None:
        needed = _find_fewest(amounts, lambda some: [_find_most(some, links)], None)
        need = phrase("figures of overlapping periods cannot all be true")
        yield _disagree(Risk.CONFLICT, needed, need)
        yield from _check([one for one in amounts if one not in needed], links, rates)
        return
    for stretch, need in _find_extremes(amounts, links, rates).items():
        needed = _find_fewest(amounts, lambda some: _find_extremes(some, links, rates), stretch)
        yield _disagree(Risk.TENSION, needed, need)


def _find_fewest(
    amounts: Sequence[PeriodAmount], find: Callable[[Sequence[PeriodAmount]], Container[object]], what: object
) -> Sequence[PeriodAmount]:
    """Return amounts of which none can be left out if something is to be found."""
    size = len(amounts)
    # Many at once first, as few are needed.
    while size := size // 2:
        for last in range(len(amounts), 0, -size):
            rest = [*amounts[: max(0, last - size)], *amounts[last:]]
            amounts = rest if what in find(rest) else amounts
    return amounts


def _find_most(amounts: Sequence[PeriodAmount], links: Links) -> Most | None:
    """Return the bounds of what each stretch of time may hold; ``None`` where nothing fits."""
    days: dict[Key, set[int]] = defaultdict(set)
    for one in amounts:
        days[one.key].update(one.ends)
        days[one.whole or one.key].update(one.ends)
    most: Most = {
        (key, first, last): math.inf if first < last else Fraction(0)
        for key, some in days.items()
        for first, last in product(some, repeat=2)
    }
    step = max((one.high for one in amounts if not one.whole), default=0) / Fraction(FINE) or Fraction(1)
    for _ in range(MOST_TURNS):
        before = {**most}
        for name, bound in _list_bounds(amounts, links, most, step):
            # In whole steps: fractions would grow, and bounds that close in on each other would never meet.
            if bound < most[name]:
                most[name] = math.ceil(bound)
        # As the shortest way between any two of some places leads by a third one.
        for key, some in days.items():
            for between, first, last in product(some, repeat=3):
                way = most[key, first, between] + most[key, between, last]
                most[key, first, last] = min(most[key, first, last], way)
        if any(bound < 0 for (_, first, last), bound in most.items() if first == last):
            return None
        if most == before:
            break
    return {name: bound * step for name, bound in most.items()}


def _list_bounds(
    amounts: Sequence[PeriodAmount], links: Links, most: Most, step: Fraction
) -> Iterator[tuple[Stretch, Number]]:
    """Yield what amounts say of their periods, and parts and wholes of each other, in steps."""
    for one in amounts:
        first, last = one.ends
        yield (one.key, first, last), one.high * most.get((one.whole, first, last), 1 / step)
        yield (one.key, last, first), one.low * most.get((one.whole, last, first), -1 / step)
        if one.whole:
            yield (one.whole, last, first), most[one.key, last, first] / one.high
    for key, first, last in most:
        part, whole = (key, first, last), (links.get(key, ()), first, last)
        if whole in most:
            yield (part, most[whole]) if first < last else (whole, most[part])


def _find_extremes(
    amounts: Sequence[PeriodAmount], links: Links, rates: Mapping[Key, Sequence[Fraction]]
) -> Mapping[Stretch, Worded]:
    """Return the stretches that need far more, or far less, than any other period has in as many days, with what."""
    most = _find_most(amounts, links) or {}
    found: dict[Stretch, Worded] = {}
    for (key, first, last), bound in most.items():
        if first == last or key not in rates:
            continue
        span, is_least = Span(min(first, last), max(first, last) - 1), first > last
        usual = span.days * sorted(rates[key])[-1 if is_least else 0]
        amount = -bound if is_least else bound
        is_far = amount > FAR * usual if is_least else amount * FAR < usual
        if is_far and (amount - usual) ** 2 > CHANCE**2 * usual:
            whole = links.get(key, ())
            is_all = is_least and most.get((whole, first, last)) == bound
            # Rounded inwards: a count is a whole number.
            n = show_amount(abs(math.floor(bound)), key[-1])
            template = (_ALL if is_all else _AT_LEAST) if is_least else _AT_MOST
            period, other = _show_period(_label(span)), show_amount(round(usual), key[-1])
            found[key, first, last] = phrase(template, about=key[0], n=n, period=period, other=other)
    return found


_AT_LEAST = (
    "{about}: figures of overlapping periods fit together only with at least {n} in {period}; at the "
    "pace of the busiest other period it would have {other}"
)
_ALL = (
    "{about}: figures of overlapping periods fit together only with at least {n} in {period}, and as many in the "
    "whole; at the pace of the busiest other period it would have {other}"
)
_AT_MOST = (
    "{about}: figures of overlapping periods fit together only with at most {n} in {period}; at the "
    "pace of the quietest other period it would have {other}"
)


def _label(span: Span) -> str:
    """Return a stretch as an ISO period, as short as it can be written."""
    days = [datetime.date.fromordinal(day).isoformat() for day in (span.first, span.last)]
    labels = ("/".join(dict.fromkeys(day[:size] for day in days)) for size in (4, 7, 10))
    return next(label for label in labels if parse_span(label) == span)


def _show_period(label: str) -> Worded:
    first, slash, last = label.partition("/")
    return phrase("{first} to {last}", first=show_label(first), last=show_label(last)) if slash else show_label(first)


def describe(one: Statistic) -> Worded:
    """Return what a statistic counts, and when."""
    return phrase("{about}, {period}", about=one.about, period=_show_period(one.period))


def _disagree(risk: Risk, amounts: Iterable[PeriodAmount], need: Worded) -> Disagreement:
    found = {one.of.id: one.of for one in amounts}
    named = [
        phrase("{value} ({what})", value=show_amount(one.value, one.unit), what=describe(one)) for one in found.values()
    ]
    text = phrase("{figures}: {need}", figures=join(named, ", "), need=need)
    places = [
        f"data/{rows.table.file}:{rows.lines[0]}"
        for one in found.values()
        for rows in one.rows
        if rows.table and rows.lines
    ]
    places += [one.cell.place for one in found.values() if one.cell]
    return Disagreement(risk=risk, ids=tuple(found), text=text, need=need, places=tuple(dict.fromkeys(places)))
