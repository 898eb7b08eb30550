"""Reading of a count of a whole year that is said of a part of it, and of one of a year that is said of several."""

from __future__ import annotations

from collections.abc import Sequence

from figurecheck.figures.common.units import PHYSICAL, canonical, is_money
from figurecheck.model import Statistic
from figurecheck.verdicts.sentence import english, korean
from figurecheck.verdicts.sentence.changes import is_flow
from figurecheck.verdicts.sentence.mention import BASE, MAIN, PeriodMention
from figurecheck.verdicts.sentence.passage import SentenceText
from figurecheck.verdicts.sentence.said import Said
from figurecheck.verdicts.sentence.spans import parse_span

YEAR = 365
LEAP = 366


def is_part(statistic: Statistic, mention: PeriodMention, said: Sequence[Said], sentence: SentenceText) -> bool:
    """Return whether what was counted in a whole year is said of a part of it: "in March 2024 there were 1,300"."""
    own, span, unit = parse_span(statistic.period), mention.span, canonical(statistic.unit)
    if own is None or span is None or span not in own:
        return False
    if own.days < YEAR or not 1 < span.days < YEAR:
        return False
    # "In March 2024 the office reported", "by March": when something was told, or reached.
    told = english.PUBLISHED | _TOLD
    if sentence.korean:
        told = frozenset(word for word in sentence.lows if word.startswith(korean.TOLD))
    led = (
        (sentence.korean and not sentence.low(mention.last - 1).endswith(korean.BOUNDS))
        or sentence.low(mention.first - 1) == "in"
        or sentence.lows[mention.first - 2 : mention.first] == ("in", "the")
    )
    if mention.relation != MAIN or not led or told & set(sentence.lows) or any(one.mention.span == own for one in said):
        return False
    # How many people there are, and what something costs, may be known of any day of the year.
    return is_flow(statistic) and not (is_money(unit) or unit in {"people", *PHYSICAL})


def is_one_of_many(statistic: Statistic, mention: PeriodMention, sentence: SentenceText) -> bool:
    """Return whether what was counted in one year is said of several: "from 2021 to 2025 there were 700 crashes"."""
    own, span = parse_span(statistic.period), mention.span
    if own is None or span is None or mention.ends is None or mention.split or mention.relation != MAIN:
        return False
    if own.days > LEAP or own not in span or span.days <= own.days or max(end.days for end in mention.ends) > own.days:
        return False
    # A word of movement, an extreme or a mean says which of the years it is, or another figure does.
    if len(sentence.figures) > 1 or not is_flow(statistic):
        return False
    own_words = f"{statistic.measure} {statistic.about} {statistic.unit}".casefold().split()
    rest = [word for at, word in enumerate(sentence.lows) if not mention.first <= at < mention.last]
    # Crashes may be what is counted.
    rest = [word for word in rest if word not in own_words]
    if sentence.korean:
        return not any(part in word for word in rest for part in _ONE_YEAR_IN_KOREAN)
    return _ONE_YEAR.isdisjoint(rest) and not any(word.endswith("est") for word in rest)


def is_other_start(statistic: Statistic, mention: PeriodMention, sentence: SentenceText) -> bool:
    """Return whether a run of years is said to have begun in another one: "since 2018 it rose five years in a row"."""
    basis, span = statistic.basis, mention.span
    if basis is None or basis.kind != "streak" or mention.relation != BASE or span is None or span.days < YEAR:
        return False
    since = sentence.low(mention.first - 1) == "since"
    if sentence.korean:
        since = sentence.low(mention.last - 1).endswith("부터") or sentence.low(mention.last).startswith(
            ("이후", "이래")
        )
    # "The longest run since 2008" is compared with others.
    extreme = any(word.endswith("est") or word.startswith(_EXTREMES) for word in sentence.lows)
    # A run of rises begins with the year that the first of them is over.
    labels = [label for label, _ in basis.series]
    first = labels.index(basis.run[0]) if basis.run and basis.run[0] in labels else len(labels)
    begins = [parse_span(label) for label in labels[max(0, first - 1) : first + 1]]
    return since and not extreme and bool(begins) and not any(one is not None and one in span for one in begins)


def is_earlier_of_run(statistic: Statistic, mention: PeriodMention, sentence: SentenceText) -> bool:
    """Return whether the length of a run is said to have been reached before: "in 2024 for the 66th year", of 2025."""
    basis, span = statistic.basis, mention.span
    at = parse_span(basis.at) if basis is not None and basis.kind == "streak" else None
    if at is None or span is None or mention.ends is not None or mention.relation != MAIN:
        return False
    led = sentence.korean or sentence.low(mention.first - 1) == "in"
    return led and abs(span.days - at.days) <= LEAP - YEAR and span.first < at.first


def compares_extremes(mention: PeriodMention, sentence: SentenceText) -> bool:
    """Return whether "since 2018" says among what something is an extreme: "the largest rise since 2018"."""
    near = [sentence.low(at) for at in range(mention.first - 4, mention.first)]
    return near[-1] == "since" and any(word.endswith("est") or word.startswith(_EXTREMES) for word in near)


_EXTREMES = ("first", "record", korean.MOST, *korean.EVER, *korean.ENDS, "처음", "최초")
_ONE_YEAR = (
    english.RISE
    | english.FALL
    | english.PEAKS
    | english.RISE_AFTER
    | english.FALL_AFTER
    | frozenset(
        """
        year years annual annually yearly month average averaged mean median each every per most least record
        reach reached reaching hit hits came stood end ended ends last latest final first then when only to than by at
        alone plan programme program period
        """.split()
    )
)
_ONE_YEAR_IN_KOREAN = (
    *korean.RISE,
    *korean.FALL,
    *korean.GREATER,
    *korean.SMALLER,
    *korean.ENDS,
    korean.AVERAGE,
    korean.MOST,
    *"매년 해마다 연간 연도 해에 해는 마지막 연속 만에 이르 달했 달해 기록 계획 기간 으로 까지 보다".split(),
)
"""Parts of words by which one of several years is meant, or how they compare."""

_TOLD = frozenset("reported reports said says counted showed shows announced put recorded registered noted".split())
