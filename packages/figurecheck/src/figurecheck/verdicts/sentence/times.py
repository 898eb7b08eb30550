"""The periods of a statistic, and whether a period that a sentence names is one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from figurecheck.figures.common.text import words_of
from figurecheck.model import Statistic
from figurecheck.verdicts.sentence.mention import BASE, LOOSE, PUBLISHED, PeriodMention
from figurecheck.verdicts.sentence.spans import Span, make_year, parse_span


class Fit(Enum):
    """Whether a mention is a period of a statistic."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Times:
    """The periods of a statistic."""

    main: tuple[Span, ...]
    """The periods that it is of; the first is the one that it records."""
    base: tuple[Span, ...] = ()
    """Those that it is compared with."""
    compares: bool = False
    """Whether it is a change, a multiple or a share of another period: then `base` is all that it compares with."""


def find_times(statistic: Statistic, known: Mapping[str, Statistic]) -> Times:
    """Return the periods of a statistic, from its period, its series, its part and whole, and its own words."""
    period = parse_span(statistic.period)
    of_series = _times_of_series(statistic)
    main = [*([period] if period else ()), *of_series.main, *_period_of(statistic.part, known)]
    base = [*of_series.base, *_period_of(statistic.whole, known)]
    compares = of_series.compares
    named = _named_years(statistic)
    # Only where nothing was recorded: a year in a label may be that of the source.
    main = main or named
    if not base and statistic.unit in {"ratio", "pp", "share"}:
        # "As a multiple of 2018": what a share or a multiple is of is said in words where no other statistic is named.
        base += [span for span in named if not any(span.overlaps(one) for one in main)]
    # A change from 2020 to 2024 is of the later year and compared with the earlier, as well as of both.
    if period and "/" in statistic.period and (base or statistic.basis or statistic.whole):
        ends = [span for end in statistic.period.split("/") if (span := parse_span(end))]
        compares = compares or bool(statistic.whole) or statistic.unit in {"ratio", "share", "pp"}
        base += ends[:1]
        main += ends[1:]
    base = [span for span in base if span not in main[:1]]
    return Times(tuple(dict.fromkeys(main)), tuple(dict.fromkeys(base)), compares or _is_multiple(statistic, base))


def _times_of_series(statistic: Statistic) -> Times:
    """Return the periods that the series behind a statistic makes it about."""
    basis = statistic.basis
    if basis is None:
        return Times(())
    at = parse_span(basis.at)
    run = [span for label in basis.run if (span := parse_span(label))]
    main = [at] if at else []
    if basis.kind == "streak" and run:
        before = parse_span(basis.before)
        return Times((*main, run[0].to(run[-1])), (run[0], *((before,) if before else ())))
    if basis.kind == "change" and run and at and run[0].first <= at.last:
        main.append(run[0].to(at))
    base = run if basis.kind in {"change", "extreme"} else []
    return Times(tuple(main), tuple(base), basis.kind == "change" and bool(run))


def _period_of(id: str, known: Mapping[str, Statistic]) -> list[Span]:
    other = known.get(id)
    span = parse_span(other.period) if other is not None else None
    return [span] if span else []


def _is_multiple(statistic: Statistic, base: list[Span]) -> bool:
    return bool(base) and statistic.unit in {"ratio", "pp"}


def _named_years(statistic: Statistic) -> list[Span]:
    texts = f"{statistic.label} {statistic.measure} {statistic.about}"
    years = [word.text for word in words_of(texts) if len(word.text) == 4 and word.text.isdecimal()]
    return list(dict.fromkeys(make_year(int(year)) for year in years if year[:2] in {"18", "19", "20"}))


def fit_mention(times: Times, mention: PeriodMention, has_sibling: Callable[[Span], bool]) -> Fit:
    """Return whether a mention is a period of a statistic; `has_sibling` finds out whether another has just that one.

    A mention that holds the statistic's period, or lies in it, is another period only where the series has it too.
    """
    span = mention.span
    if span is None or not times.main or mention.relation == LOOSE:
        return Fit.OPEN
    if mention.relation == PUBLISHED:
        # A report of 2025 may be on 2024, and none of 2022 is on 2023.
        return Fit.NO if span.last < times.main[0].first and mention.ends is None else Fit.OPEN
    crossing = [one for one in (*times.main, *times.base) if one.crosses]
    if mention.split and crossing:
        # A season that begins in 2023 is that of 2023/24, and of no other pair of years.
        fits = [one for one in crossing if one in span]
        return Fit.YES if fits and (fits[0] in times.main or mention.relation == BASE) else Fit.NO
    if mention.ends is not None:
        return _fit_range(times, mention.ends, span, has_sibling)
    if mention.relation == BASE:
        return _fit_base(times, span)
    if times.compares and times.base and any(_lies_between(span, times.base[0], one) for one in times.main):
        return Fit.YES
    if span in times.main or (span in times.base and (mention.ambiguous or not times.compares)):
        return Fit.YES
    if times.compares and span in times.base:
        return Fit.NO
    # A change over two years is not of the first of them.
    overlapped = [one for one in times.main if span.overlaps(one)]
    if overlapped and not (times.compares and times.base and all(times.base[0] in one for one in overlapped)):
        return Fit.NO if has_sibling(span) else Fit.OPEN
    # A day is when something happened or appeared; what is counted in a year is not of a day.
    return Fit.OPEN if span.days == 1 and times.main[0].days > 1 else Fit.NO


def _lies_between(span: Span, base: Span, at: Span) -> bool:
    """Return whether a period is the time of a change: 2024, from December 2023 to December 2024."""
    return span.first == base.last + 1 and span.last == at.last


def _fit_base(times: Times, span: Span) -> Fit:
    if span in times.base or any(one.first == span.first for one in times.main if one.days > span.days):
        return Fit.YES
    if span in times.main:
        return Fit.NO if times.compares else Fit.OPEN
    if any(base in span for base in times.base):
        return Fit.OPEN
    return Fit.NO if times.compares and times.base else Fit.OPEN


def _fit_range(times: Times, ends: tuple[Span, Span], span: Span, has_sibling: Callable[[Span], bool]) -> Fit:
    if span in times.main or (ends[0] in times.base and ends[1] in times.main):
        return Fit.YES
    if times.compares and times.base:
        # "From 2000 to 2025" of a survey in April 2000 and one of several in 2025.
        days = all(one.days == 1 for one in times.base)
        fits = any(one in ends[0] for one in times.base) and any(one in ends[1] for one in times.main)
        return Fit.OPEN if days and fits else Fit.NO
    if not any(span.overlaps(one) for one in times.main):
        return Fit.NO
    whole = times.main[0]
    if whole.days > max(ends[0].days, ends[1].days) and (whole.first == span.first) != (whole.last == span.last):
        return Fit.NO
    return Fit.NO if whole not in span and has_sibling(span) else Fit.OPEN
