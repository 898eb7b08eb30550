"""The statistics of a series that are of the period of a number."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from figurecheck.scan.fact import Fact
from figurecheck.scan.series_index import Series
from figurecheck.scan.when import When, is_as_long
from figurecheck.verdicts.sentence.spans import Span, make_months

YEAR = 12
"""Its months."""
_LONGEST_MONTH, _HALF_YEAR = 31, 190
"""Days."""


def find_of_period(series: Series, when: When, *, is_change: bool) -> list[list[Fact]]:
    """Return the statistics of each period that a number may be of; several where the text leaves it open."""
    if is_change and (when.elsewhere or not _fits_base(series, when)):
        return []
    return [series.facts[span] for span in find_periods(series, when, is_change=is_change)]


def find_periods(series: Series, when: When, *, is_change: bool = False) -> list[Span | None]:
    """Return the periods of a series that a number may be of."""
    dated = [span for span in series.facts if span is not None and span != when.other]
    if not dated:
        return [None] if None in series.facts else []
    if when.later and when.other is None:
        dated = [one for one in dated if one != min(dated)]
    if when.before:
        return [*_before(dated, when)]
    if is_change and (whole := _stretch(when)) is not None:
        # A multiple of 2018 is none of 2020, though both are of 2024.
        return [whole] if whole in dated else [one for one in (when.ends or when.spans)[-1:] if one in dated]
    if when.spans and not when.vague:
        # A change over a stretch is of its end; what is counted over it is of the whole.
        spans = (when.ends[1],) if is_change and when.ends else when.spans
        found = dict.fromkeys(one for span in spans for one in _at(series, dated, span, stated=when.stated))
        return [*(found if found or when.stated or len(dated) > 1 else _near(dated, when.spans))]
    # The text says no period: a series of one is meant all the same, and of several any may be.
    return list[Span | None](dated)


def _stretch(when: When) -> Span | None:
    """Return the whole time of a change, from its base to its end."""
    if when.ends is not None:
        return when.ends[0].to(when.ends[1])
    return when.base.to(when.spans[0]) if when.base is not None and when.spans else None


def _near(dated: list[Span], spans: tuple[Span, ...]) -> Iterator[Span]:
    """Yield the periods shortly before one that the text as a whole is about: an overview of March, of January."""
    return (one for one in dated if any(one.last <= span.last < one.last + _LONG_AGO for span in spans))


_LONG_AGO = 370
"""Days."""


def _at(series: Series, dated: list[Span], span: Span, *, stated: bool) -> Iterator[Span]:
    if span in dated:
        yield span
        return
    inside = [one for one in dated if one in span]
    around = [one for one in dated if span in one]
    day = datetime.date.fromordinal(span.last)
    if span.days <= _LONGEST_MONTH and day.month in series.months:
        # "In October 2024", of "pupils on 1 October".
        yield from around[:1]
    # "In 2024" in a title, and a count of one month of it alone.
    elif not stated and len(inside or around) == 1:
        yield (inside or around)[0]


def _before(dated: list[Span], when: When) -> Iterator[Span]:
    """Yield the period of what a number is compared with: so many months before, or else any that is earlier."""
    for span in when.spans:
        if when.months:
            if (at := shift_months(span, -when.months)) in dated:
                yield at
            continue
        steps = (when.likely, YEAR if span.days > _HALF_YEAR else 0)
        shifted = (shift_months(span, -months) for months in steps if months)
        if (found := next((one for one in shifted if one in dated), None)) is not None:
            yield found
        else:
            yield from (one for one in dated if one.last < span.first and is_as_long(one, span))


def find_bases(series: Series, when: When, span: Span) -> list[Span]:
    """Return the periods with which a change up to `span` may be compared."""
    dated = {one for one in series.facts if one is not None}
    base = when.ends[0] if when.ends is not None else when.base
    if base is not None:
        return [base] if base in dated and base.first < span.first else []
    if when.months:
        at = shift_months(span, -when.months)
        return [at] if at in dated else []
    if when.likely and (at := shift_months(span, -when.likely)) in dated:
        return [at]
    # "In 2024 burglaries fell by 4%" compares with the year before; of a month it may be the month or the year.
    steps = (YEAR,) if span.days > _HALF_YEAR else (YEAR, 1, 3)
    return [at for months in steps if (at := shift_months(span, -months)) in dated]


def _fits_base(series: Series, when: When) -> bool:
    """Return whether a recorded change is measured from what the text compares with."""
    if not series.base:
        return True
    months = when.months
    if when.base is not None and when.spans and not when.before:
        months = months_of(when.spans[0]) - months_of(when.base)
    return not months or months == series.base


def months_of(span: Span) -> int:
    """Return the month in which a stretch ends, counted from the year 0."""
    date = datetime.date.fromordinal(span.last)
    return date.year * YEAR + date.month


def shift_months(span: Span, months: int) -> Span:
    """Return the stretch of as many whole months some months later; one of days is moved by whole years.

    >>> from figurecheck.verdicts.sentence.spans import parse_span
    >>> shift_months(parse_span("2024-01/2024-03"), -3) == parse_span("2023-10/2023-12")
    True
    """
    if months % YEAR == 0:
        return span.moved(months // YEAR)
    first, last = datetime.date.fromordinal(span.first), datetime.date.fromordinal(span.last)
    start = first.year * YEAR + first.month - 1 + months
    end = last.year * YEAR + last.month - 1 + months
    return make_months(start // YEAR, start % YEAR + 1, start % YEAR + 1).to(
        make_months(end // YEAR, end % YEAR + 1, end % YEAR + 1)
    )
