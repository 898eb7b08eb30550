"""Reading of how the figures of one sentence compare: "more than", "twice", "of whom", "together", "the rest".

A gap between two of them that grew or closed is among them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import chain, pairwise

from figurecheck.figures.common.units import canonical
from figurecheck.model import Aspect, SentenceReading, SentenceState, Statistic
from figurecheck.verdicts.sentence import english
from figurecheck.verdicts.sentence.against import read_against
from figurecheck.verdicts.sentence.amounts import read_amount, read_restated
from figurecheck.verdicts.sentence.balances import read_in_and_out
from figurecheck.verdicts.sentence.changes import is_level, same_unit, sizes
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.majorities import read_majority
from figurecheck.verdicts.sentence.named_groups import read_named_group
from figurecheck.verdicts.sentence.open_words import COMPARATIVE
from figurecheck.verdicts.sentence.orders import find_lead_way, make, make_order, read_before, read_lead, read_order
from figurecheck.verdicts.sentence.paces import read_last_pace
from figurecheck.verdicts.sentence.parts import ARTICLES, adds_two, read_part, read_sum, read_sum_than, read_whole
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.qualities import find_comparative_way
from figurecheck.verdicts.sentence.races import read_races
from figurecheck.verdicts.sentence.rivals import read_base, read_rival
from figurecheck.verdicts.sentence.rivals_korean import read_changes, read_korean, read_rivals_korean, read_than
from figurecheck.verdicts.sentence.spans import Span, parse_span
from figurecheck.verdicts.sentence.standings import read_standing
from figurecheck.verdicts.sentence.superlatives import read_superlative
from figurecheck.verdicts.sentence.unbound_differences import read_unbound_difference
from figurecheck.verdicts.sentence.unbound_multiples import read_unbound_multiple
from figurecheck.verdicts.sentence.unbound_runs import read_unbound_run
from figurecheck.verdicts.sentence.words import has_any, is_negated

OPEN = SentenceReading(aspect=Aspect.COMPARISON)


def read_comparisons(sentence: SentenceText, context: Context) -> list[SentenceReading]:
    """Return the reading of the comparison for each figure of a sentence; it stands with the later of two."""
    readings = _read_pairs(sentence)
    if adds_two(sentence):
        # "Dutch and Danes (106 and 31) together outnumbered Germans (128)".
        readings = [OPEN] * len(readings)
    if readings[0] is OPEN:
        readings[0] = _read_previous(sentence) or OPEN
    others = (read_races(sentence, context),) if not sentence.korean else ()
    for number, reading in (*read_changes(sentence), *read_rivals_korean(sentence, context), *chain(*others)):
        readings[number] = _graver(readings[number], reading)
    for number, figure in enumerate(sentence.figures):
        statistic = figure.statistic
        if statistic is not None:
            against = read_against(figure, sentence, statistic, context, is_level=is_level(statistic))
            readings[number] = _graver(readings[number], against or OPEN)
            readings[number] = _graver(readings[number], read_base(figure, sentence, statistic, context) or OPEN)
            if not sentence.korean:
                stepped = read_unbound_difference(figure, sentence, context)
                readings[number] = _graver(readings[number], stepped or OPEN)
            if readings[number] is OPEN:
                readings[number] = read_rival(figure, sentence, statistic, context) or OPEN
    readings[-1] = _graver(readings[-1], read_gap(sentence) or read_sum_than(sentence) or OPEN)
    readings[-1] = _graver(readings[-1], read_in_and_out(sentence) or OPEN)
    return [
        reading if reading is not OPEN else _read_one(number, sentence, context)
        for number, reading in enumerate(readings)
    ]


def _read_one(number: int, sentence: SentenceText, context: Context) -> SentenceReading:
    figure = sentence.figures[number]
    return (
        read_restated(figure, sentence)
        or read_majority(figure, sentence)
        or read_unbound_run(figure, sentence, context)
        or read_superlative(figure, sentence, context)
        or read_record(figure, sentence, context)
        or read_last_pace(figure, sentence, context)
        or read_standing(figure, sentence, context)
        or read_named_group(figure, sentence, context)
        or read_unbound_multiple(figure, sentence, context)
        or read_whole(number, sentence)
        or read_sum(number, figure, sentence)
        or OPEN
    )


def _read_pairs(sentence: SentenceText) -> list[SentenceReading]:
    readings = [OPEN] * len(sentence.figures)
    # In Korean what lies between may modify the second: "23,022명으로, 가장 많았던 2023년의 27,611명보다 적다".
    levels = [
        (number, figure)
        for number, figure in enumerate(sentence.figures)
        if not sentence.korean or _is_level_figure(figure)
    ]
    for (_, one), (number, other) in pairwise(levels):
        reading = _read_pair(one, other, sentence) or _read_ranks(one, other, sentence)
        if reading is None and number > 1:
            reading = _read_over(levels[: levels.index((number, other))], other, sentence)
        readings[number] = reading or OPEN
    return readings


def _graver(one: SentenceReading, other: SentenceReading) -> SentenceReading:
    return one if one.state is SentenceState.CONTRADICTED or other is OPEN else other


def _read_ranks(one: PlacedFigure, other: PlacedFigure, sentence: SentenceText) -> SentenceReading | None:
    """Read "20th, ahead of Egypt in 23rd place": the lower number is ahead."""
    first, second = one.statistic, other.statistic
    if first is None or second is None or canonical(first.unit) != "rank" or canonical(second.unit) != "rank":
        return None
    between = sentence.between(one, other)
    if first.period != second.period or not (isinstance(first.value, Decimal) and isinstance(second.value, Decimal)):
        return None
    if has_any(between, english.FIRST):
        return make(first.value <= second.value, "ahead of", first, second)
    return make(first.value >= second.value, "behind", first, second) if has_any(between, english.LAST) else None


def _read_over(
    before: Sequence[tuple[int, PlacedFigure]], other: PlacedFigure, sentence: SentenceText
) -> SentenceReading | None:
    """Read "4.78 put it seventh, ahead of Britain with 4.41": a figure of another kind stands between the two."""
    second, nearest = other.statistic, before[-1][1]
    firsts = [one.statistic for _, one in before[:-1] if one.statistic is not None]
    first = next((one for one in reversed(firsts) if second is not None and same_unit(one, second)), None)
    if sentence.korean or first is None or second is None or not (is_level(first) and is_level(second)):
        return None
    if nearest.statistic is None or same_unit(nearest.statistic, second):
        return None
    return read_amount(nearest, other, first, second, sentence) or read_order(
        sentence.between(nearest, other), first, second
    )


def _read_previous(sentence: SentenceText) -> SentenceReading | None:
    """Read "That was more than the 41 of 2023" and "전년의 41명보다 줄었다", of a figure of the sentence before."""
    figure = sentence.figures[0]
    before = sentence.previous.figures if sentence.previous else ()
    if not before or not _is_level_figure(figure) or not _is_level_figure(before[-1]):
        return None
    first, second = before[-1].statistic, figure.statistic
    if first is None or second is None or (first.about, first.measure) != (second.about, second.measure):
        return None
    if sentence.korean:
        return read_than(first, second, [sentence.low(at) for at in sentence.trail(figure)])
    lead = [sentence.low(at) for at in sentence.lead(figure)]
    if len(before) > 1 or not (lead[:1] and lead[0] in {"that", "this", "it", "which"}):
        return None
    return read_order(lead, first, second)


def _is_level_figure(figure: PlacedFigure) -> bool:
    return figure.statistic is not None and is_level(figure.statistic)


def _read_pair(one: PlacedFigure, other: PlacedFigure, sentence: SentenceText) -> SentenceReading | None:
    first, second = one.statistic, other.statistic
    if first is None or second is None:
        return None
    between = sentence.between(one, other)
    pair = sizes(first, second)
    if same_unit(first, second) and pair is not None and not sentence.korean:
        lead = [sentence.low(at) for at in sentence.lead(one)]
        return read_order(between, *pair, _OF_CHANGES) or read_lead(lead, between, *pair, _OF_CHANGES)
    # A share and a count, or a change and a level, compare in no way that these words mean.
    if not same_unit(first, second) or not (is_level(first) and is_level(second)):
        return None
    if sentence.korean:
        return read_korean(one, other, first, second, sentence)
    lead = [sentence.low(at) for at in sentence.lead(one)]
    behind = [sentence.low(at) for at in list(sentence.trail(other))[:3]]
    return (
        _read_time(lead, between, first, second)
        or read_part(between, behind, first, second)
        or read_amount(one, other, first, second, sentence)
        or read_order(between, first, second)
        or read_before(lead, between, first, second)
    )


_OF_CHANGES = frozenset("faster slower stronger weaker bigger smaller larger greater".split())
"""Of two rises, or two falls: "more" and "less" may be said of what changed."""


def _read_time(
    lead: Sequence[str], between: Sequence[str], first: Statistic, second: Statistic
) -> SentenceReading | None:
    """Read "3,232 after 1,958" and "from 1,958 to 3,232": of one series, the one comes later than the other."""
    one, other = parse_span(first.period), parse_span(second.period)
    if one is None or other is None or (first.about, first.measure) != (second.about, second.measure) or one == other:
        return None
    plain = [word for word in between if word not in ARTICLES and word != ","]
    if lead[-1:] == ["from"] and "to" in between:
        return make_order(one < other, "from … to", first, second)
    if plain in (["after"], ["up", "from"], ["down", "from"], ["from"], ["against"]):
        return make_order(one > other, " ".join(plain), first, second)
    return None


def read_gap(sentence: SentenceText) -> SentenceReading | None:
    """Return whether a gap went as a sentence says that prints both values of both periods."""
    levels = [figure.statistic for figure in sentence.figures if figure.statistic is not None]
    if len(levels) != 4 or len(sentence.figures) != 4 or sentence.korean:
        return None
    low = set(sentence.lows)
    wider, closer = bool(low & english.WIDER), bool(low & english.CLOSER)
    if not low & english.GAPS or wider == closer or low & english.NEGATIONS:
        return None
    gaps = _find_gaps(levels)
    if gaps is None:
        return None
    (_, before), (_, after) = sorted(gaps.items())
    words = next(word for word in sentence.lows if word in (english.WIDER if wider else english.CLOSER))
    if before == after:
        return None
    if (after > before) == wider:
        return SentenceReading.borne_out(Aspect.COMPARISON, words)
    template = "the text says “{words}”, and the gap goes from {before} to {after}"
    return SentenceReading.contradicted(Aspect.COMPARISON, words, template, before=f"{before:f}", after=f"{after:f}")


def _find_gaps(levels: list[Statistic]) -> dict[Span, Decimal] | None:
    """Return the gap between two groups in each of two periods; ``None`` for any other four figures."""
    kinds = {(one.measure, canonical(one.unit)) for one in levels}
    by_period: dict[Span, dict[str, Decimal]] = {}
    for one in levels:
        span = parse_span(one.period)
        if span is None or not isinstance(one.value, Decimal):
            return None
        by_period.setdefault(span, {})[one.about] = one.value
    groups = {frozenset(values) for values in by_period.values()}
    if len(kinds) != 1 or len(by_period) != 2 or len(groups) != 1 or len(next(iter(groups))) != 2:
        return None
    return {span: abs(one - other) for span, values in by_period.items() for one, other in [values.values()]}


_NOUN = r"(?:(?: [a-z-]+){0,2})"
_RECORD = re.compile(
    rf"{MASK}{_NOUN}(?:,|:| [—–])? (?:is|are|was|were|set|sets|marked|marks|hit|hits|made)? ?(?:a|an|the)"
    r"(?: new| all-time)? record\b(?! (?:low|of|fall|drop|for))"
    rf"|\b(?:a|the|at a|books?|hits?|sets?|new)(?: new| all-time)? record (?:of )?{MASK}"
)
_NEVER = re.compile(rf"\bnever\b[^,;:]*? (?P<word>{COMPARATIVE})\b[^,;:]*? than (?:the |its |their )?{MASK}")


def read_record(figure: PlacedFigure, sentence: SentenceText, context: Context) -> SentenceReading | None:
    """Return whether a figure is higher than all that its series had before."""
    statistic = figure.statistic
    # Most sentences have neither.
    if {"record", "never"}.isdisjoint(sentence.lows):
        return None
    if statistic is None or sentence.korean or not is_level(statistic):
        return None
    first = 0 if figure is sentence.figures[0] else figure.first
    last = len(sentence.words) if figure is sentence.figures[-1] else figure.last
    text = sentence.text(range(first, last)).lower()
    if (never := _NEVER.search(text)) is not None:
        return _judge(find_comparative_way([never["word"]], statistic), never[0], statistic, context)
    found = _RECORD.search(text)
    if found is None or is_negated(sentence, figure) or find_lead_way(statistic) < 1:
        return None
    read = _judge(1, found[0], statistic, context)
    # A record low may be called a record as well.
    lowest = _judge(-1, found[0], statistic, context)
    return read if lowest is None or lowest.state is SentenceState.CONTRADICTED else None


def _judge(way: int, words: str, statistic: Statistic, context: Context) -> SentenceReading | None:
    own = parse_span(statistic.period)
    series = context.siblings.series(statistic).items()
    before = [one for span, one in series if own is not None and span.last < own.first]
    plain = " ".join(words.replace(MASK, "").strip(" ,:—–").split())
    if not way or not before or not isinstance(statistic.value, Decimal):
        return None
    for one in before:
        if isinstance(one.value, Decimal) and (one.value - statistic.value) * way >= 0:
            return make(False, plain, statistic, one)
    return SentenceReading.borne_out(Aspect.COMPARISON, plain)
