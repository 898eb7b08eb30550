"""The values among which one is called the highest or lowest, and whether it is, or is the opposite of that."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from figurecheck.model import Aspect, SentenceReading, Statistic
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.qualities import COMPARATIVES
from figurecheck.verdicts.sentence.spans import Span, make_year


def find_families(
    statistic: Statistic, superlative: str, behind: Sequence[str], context: Context
) -> list[list[Decimal]]:
    """Return the values among which a statistic is called an extreme: of its series, of other groups, or both."""
    series = find_series(statistic, behind, context)
    groups = [one.value for one in find_groups(statistic, context) if isinstance(one.value, Decimal)]
    said = set(behind)
    if said & english.OF_TIME or superlative in english.PEAKS:
        groups = []
    elif said & english.OF_GROUPS or superlative in _OF_SEVERAL:
        # "The most punctual" is one of several; "the worst" may be so of its own years.
        series = []
    return [family for family in (series, groups) if family]


def find_groups(statistic: Statistic, context: Context) -> list[Statistic]:
    """Return the same of other groups for the same period, without that of all of them together."""
    beside = context.siblings.beside(statistic)
    values = [one.value for one in beside if isinstance(one.value, Decimal)]
    return [one for one in beside if not (isinstance(one.value, Decimal) and _is_total(one.value, values, statistic))]


_OF_SEVERAL = COMPARATIVES | frozenset({"most", "least", "dearest", "priciest", "costliest", "cheapest"})
_OF_SEVERAL |= english.BUSIEST | english.QUIETEST


def _is_total(value: Decimal, beside: Sequence[Decimal], statistic: Statistic) -> bool:
    """Return whether a value is that of all groups together, which is the highest by its nature."""
    own = statistic.value
    parts = sum(beside) - value + own if isinstance(own, Decimal) else Decimal(0)
    return len(beside) > 1 and abs(parts - value) <= abs(value) / 100


def find_series(
    statistic: Statistic, behind: Sequence[str], context: Context, until: Span | None = None
) -> list[Decimal]:
    """Return the other values of a series: since the year that is named, and before a period."""
    # The year that something is the highest since was as high.
    start = _start(behind)
    return [
        one.value
        for span, one in context.siblings.series(statistic).items()
        if isinstance(one.value, Decimal)
        and one.id != statistic.id
        and (start is None or span.first > start.last)
        and (until is None or span.last < until.first)
    ]


def _start(behind: Sequence[str]) -> Span | None:
    """Return the year since which something is an extreme."""
    years = [word for word in behind if len(word) == 4 and word.isdecimal()]
    return make_year(int(years[0])) if years and "since" in behind else None


def is_end(value: Decimal, family: Sequence[Decimal], way: int) -> bool:
    """Return whether no other of a family is higher, or lower."""
    return all(value >= other if way > 0 else value <= other for other in family)


def is_opposite(value: Decimal, families: Sequence[Sequence[Decimal]], way: int) -> bool:
    """Return whether a value is the other extreme of each family."""
    return all(is_end(value, family, -way) and not is_end(value, family, way) for family in families)


def make_opposite(words: str, statistic: Statistic, way: int) -> SentenceReading:
    """Return the contradiction of a superlative of which the opposite is so."""
    template = "the text says “{words}”, and {id} is the highest that is recorded"
    if way > 0:
        template = "the text says “{words}”, and {id} is the lowest that is recorded"
    return SentenceReading.contradicted(Aspect.COMPARISON, words, template, id=statistic.id)


def make_exceeded(words: str, statistic: Statistic, way: int) -> SentenceReading:
    """Return the contradiction of a superlative that another of its series or groups surpasses."""
    template = "the text says “{words}”, and another of the series of {id} is less"
    if way > 0:
        template = "the text says “{words}”, and another of the series of {id} is more"
    return SentenceReading.contradicted(Aspect.COMPARISON, words, template, id=statistic.id)
