"""Reading of how the figures of one sentence compare: "more than", "twice", "of whom", "together", "the rest"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from factbook.figures.common.units import canonical
from factbook.model import Aspect, SentenceReading, SentenceState, Statistic
from factbook.verdicts.sentence import english, korean
from factbook.verdicts.sentence.against import read_against
from factbook.verdicts.sentence.amounts import read_amount, read_restated
from factbook.verdicts.sentence.context import Context
from factbook.verdicts.sentence.directions import change_of
from factbook.verdicts.sentence.gaps import read_gap
from factbook.verdicts.sentence.orders import make, read_before, read_lead, read_order, values_of
from factbook.verdicts.sentence.passage import PlacedFigure, SentenceText
from factbook.verdicts.sentence.spans import parse_span
from factbook.verdicts.sentence.superlatives import read_superlative
from factbook.verdicts.sentence.words import find_phrase, has_any

OPEN = SentenceReading(aspect=Aspect.COMPARISON)
_ENDS = frozenset({";", ":", "—", "."})
_THOSE = (("them",), ("these",), ("those",))
_OWN_NOUN = english.JOINTS | {",", "a", "an", "with", "on", "for"}
_ARTICLES = frozenset("the a an all its their these those some that of in about".split())


def read_comparisons(sentence: SentenceText, context: Context) -> list[SentenceReading]:
    """Return the reading of the comparison for each figure of a sentence; it stands with the later of two."""
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
        if reading is not None:
            readings[number] = reading
    if readings[0] is OPEN and (reading := _read_previous(sentence)) is not None:
        readings[0] = reading
    for number, figure in enumerate(sentence.figures):
        statistic = figure.statistic
        if statistic is not None and (
            reading := read_against(figure, sentence, statistic, context, is_level=_is_level(statistic))
        ):
            readings[number] = _graver(readings[number], reading)
    if (reading := read_gap(sentence)) is not None:
        readings[-1] = _graver(readings[-1], reading)
    for number, figure in enumerate(sentence.figures):
        if readings[number] is OPEN and (reading := read_restated(figure, sentence)) is not None:
            readings[number] = reading
        if readings[number] is OPEN and (reading := read_superlative(figure, sentence, context)) is not None:
            readings[number] = reading
        if readings[number] is OPEN and (reading := _read_whole(number, sentence)) is not None:
            readings[number] = reading
        if readings[number] is OPEN and (reading := _read_sum(number, figure, sentence)) is not None:
            readings[number] = reading
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
    first = next((one for one in reversed(firsts) if second is not None and _same_unit(one, second)), None)
    if sentence.korean or first is None or second is None or not (_is_level(first) and _is_level(second)):
        return None
    if nearest.statistic is None or _same_unit(nearest.statistic, second):
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
        return _read_than(first, second, [sentence.low(at) for at in sentence.trail(figure)])
    lead = [sentence.low(at) for at in sentence.lead(figure)]
    if len(before) > 1 or not (lead[:1] and lead[0] in {"that", "this", "it", "which"}):
        return None
    return read_order(lead, first, second)


def _is_level_figure(figure: PlacedFigure) -> bool:
    return figure.statistic is not None and _is_level(figure.statistic)


def _read_pair(one: PlacedFigure, other: PlacedFigure, sentence: SentenceText) -> SentenceReading | None:
    first, second = one.statistic, other.statistic
    if first is None or second is None:
        return None
    between = sentence.between(one, other)
    if _same_unit(first, second) and (sizes := _sizes(first, second)) is not None and not sentence.korean:
        lead = [sentence.low(at) for at in sentence.lead(one)]
        return read_order(between, *sizes, _OF_CHANGES) or read_lead(lead, between, *sizes, _OF_CHANGES)
    # A share and a count, or a change and a level, compare in no way that these words mean.
    if not _same_unit(first, second) or not (_is_level(first) and _is_level(second)):
        return None
    if sentence.korean:
        return _read_korean(one, other, first, second, sentence)
    lead = [sentence.low(at) for at in sentence.lead(one)]
    behind = [sentence.low(at) for at in list(sentence.trail(other))[:3]]
    return (
        _read_time(lead, between, first, second)
        or _read_part(between, behind, first, second)
        or read_amount(one, other, first, second, sentence)
        or read_order(between, first, second)
        or read_before(lead, between, first, second)
    )


_OF_CHANGES = frozenset("faster slower stronger weaker bigger smaller larger greater".split())
"""Of two rises, or two falls: "more" and "less" may be said of what changed."""


def _sizes(first: Statistic, second: Statistic) -> tuple[Statistic, Statistic] | None:
    """Return two changes in the same direction by their sizes."""
    ways = change_of(first), change_of(second)
    if ways[0] is None or ways[0] != ways[1] or canonical(first.unit) == "ratio":
        return None
    sizes = (replace(one, value=abs(values_of(one, one)[0])) for one in (first, second))
    return next(sizes), next(sizes)


def _is_level(statistic: Statistic) -> bool:
    unit = canonical(statistic.unit)
    return isinstance(statistic.value, Decimal) and change_of(statistic) is None and unit not in {"ratio", "rank"}


def _same_unit(one: Statistic, other: Statistic) -> bool:
    return canonical(one.unit) == canonical(other.unit)


def _read_time(
    lead: Sequence[str], between: Sequence[str], first: Statistic, second: Statistic
) -> SentenceReading | None:
    """Read "3,232 after 1,958" and "from 1,958 to 3,232": of one series, the one comes later than the other."""
    one, other = parse_span(first.period), parse_span(second.period)
    if one is None or other is None or (first.about, first.measure) != (second.about, second.measure) or one == other:
        return None
    plain = [word for word in between if word not in _ARTICLES and word != ","]
    if lead[-1:] == ["from"] and "to" in between:
        return _order(one < other, "from … to", first, second)
    if plain in (["after"], ["up", "from"], ["down", "from"], ["from"], ["against"]):
        return _order(one > other, " ".join(plain), first, second)
    return None


def _order(holds: bool, words: str, first: Statistic, second: Statistic) -> SentenceReading:
    if holds:
        return SentenceReading(aspect=Aspect.COMPARISON, state=SentenceState.BORNE_OUT, words=words)
    reason = f"the text says “{words}”, and {first.id} is of {first.period}, {second.id} of {second.period}"
    return SentenceReading(aspect=Aspect.COMPARISON, state=SentenceState.CONTRADICTED, words=words, reason=reason)


def _read_part(
    between: Sequence[str], behind: Sequence[str], first: Statistic, second: Statistic
) -> SentenceReading | None:
    counted = canonical(first.unit) != "share" and not {"when", "where", "than", "but"} & set(between)
    for part in english.PART_OF:
        # "Among them a judge; the year before it had been 27": not across the end of a clause.
        opened = max((number for number, word in enumerate(between) if word in _ENDS), default=-1) + 1
        found = find_phrase(between[opened:], part)
        at = opened + found if found >= 0 else -1
        # "54% of those who might": directly behind a figure it says what that one is a part of.
        if (
            at > 0
            or (at == 0 and part[1:] not in _THOSE)
            or (counted and part[0] == "of" and tuple(behind[: len(part)]) == part)
        ):
            return _make_part(" ".join(part), first, second)
    one, other = values_of(first, second)
    for phrase in english.WHOLE_BEFORE:
        rest = [word for word in between if word not in _ARTICLES - {"of"}]
        # "And imports of 71", "a majority of 3,415": a noun of the second figure's own stands before it.
        joined = bool(_OWN_NOUN & set(between[: -len(phrase)]))
        ends = bool(rest) and tuple(rest[-len(phrase) :]) == phrase and len(between) <= 4 and not joined
        if tuple(rest) == phrase or ends:
            return (
                make(one <= other, f"{' '.join(phrase)} the", first, second)
                if canonical(first.unit) != "share"
                else None
            )
    return None


def _make_part(words: str, whole: Statistic, part: Statistic) -> SentenceReading:
    """Return whether one is a part of the other: no larger, and of the same time."""
    one, other = values_of(whole, part)
    # "Of whom": a part of another year would be a part of nothing in the sentence.
    of_whole, of_part = parse_span(whole.period), parse_span(part.period)
    if of_whole and of_part and not of_whole.overlaps(of_part):
        return _order(False, words, whole, part)
    return make(other <= one, words, whole, part)


_THAN = tuple(particle.replace(" ", "") for particle in korean.THAN)


def _read_korean(
    one: PlacedFigure, other: PlacedFigure, first: Statistic, second: Statistic, sentence: SentenceText
) -> SentenceReading | None:
    """Read "A는 B보다 많다" and "A 가운데 B"."""
    mine, theirs = values_of(first, second)
    between = "".join(sentence.between(one, other))
    behind = [sentence.low(at) for at in sentence.trail(other)]
    if any(phrase.replace(" ", "") in between for phrase in korean.PART_OF):
        return make(theirs <= mine, "가운데", first, second)
    named = "".join(behind)
    if sentence.low(other.at - 1) == "(" and (verb := named.removeprefix(")")[1:]) and named[1:2] in {"을", "를"}:
        # "서울은 69.3%로 부산(67.5%)을 앞질렀다".
        for stems, holds in ((korean.PASSED, mine > theirs), (korean.MISSED, mine < theirs)):
            if (stem := next((stem for stem in stems if verb.startswith(stem)), None)) is not None:
                return make(holds, stem, first, second)
    return _read_than(first, second, behind)


def _read_than(first: Statistic, second: Statistic, behind: Sequence[str]) -> SentenceReading | None:
    """Read "B보다 많다" behind the second of two figures."""
    mine, theirs = values_of(first, second)
    text = "".join(behind[:4])
    than = next((text.index(particle) + len(particle) for particle in _THAN if particle in text), None)
    if than is None:
        return None
    rest = korean.strip_adverbs("".join(behind)[than:])
    for stems, holds in ((korean.GREATER | korean.RISE, mine > theirs), (korean.SMALLER | korean.FALL, mine < theirs)):
        word = next((stem for stem in stems if rest.startswith(stem)), None)
        if word is not None:
            return make(holds, f"보다 {word}", first, second)
    return None


def _read_whole(number: int, sentence: SentenceText) -> SentenceReading | None:
    """Read "Of the 23, eight are misprints" and "840 people: 377 from ..., 371 from ... and 92 from ..."."""
    if sentence.korean or not number:
        return None
    whole, part = sentence.figures[0], sentence.figures[number]
    first, second = whole.statistic, part.statistic
    if first is None or second is None or not _same_unit(first, second) or not (_is_level(first) and _is_level(second)):
        return None
    one, other = values_of(first, second)
    lead = [sentence.low(at) for at in range(whole.at)]
    if lead and lead[0] == "of" and set(lead) <= _ARTICLES and canonical(first.unit) != "share":
        return make(other <= one, "of", first, second)
    opened = any(sentence.low(at) == ":" for at in sentence.trail(whole)) or ":" in sentence.between(
        whole, sentence.figures[1]
    )
    parts = [one.statistic for one in sentence.figures[1:] if one.statistic is not None]
    if (
        opened
        and len(parts) > 1
        and len(parts) == len(sentence.figures) - 1
        and all(_fits(first, one) for one in parts)
    ):
        values = [values_of(one, one)[0] for one in parts]
        # A list that adds up to one of its own figures has that figure in the wrong place.
        total = sum(values) + one
        if not _near(sum(values), one) and total == 2 * other:
            return make(False, ":", second, first)
    return None


def _fits(first: Statistic, other: Statistic) -> bool:
    return _same_unit(first, other) and _is_level(other)


def _read_sum(number: int, figure: PlacedFigure, sentence: SentenceText) -> SentenceReading | None:
    """Read "A and B; together C": no part is larger than its sum, and two or more add up to it."""
    total = figure.statistic
    lead = [sentence.low(at) for at in range(figure.first, figure.last)]
    joined = bool(set(lead) & english.TOGETHER) or (
        sentence.korean and any(word in "".join(lead) for word in korean.TOGETHER)
    )
    # "Worse than 26 and 103 put together": the figures of a list, and none of them their total.
    if number and "and" in sentence.between(sentence.figures[number - 1], figure):
        joined = joined and bool(set(lead[: figure.at - figure.first]) & english.TOGETHER or sentence.korean)
    if total is None or not _is_level(total) or not (joined or has_any(lead, english.REST)):
        return None
    before = [one.statistic for one in sentence.figures[:number] if one.statistic is not None]
    parts = [one for one in before if _same_unit(one, total) and _is_level(one) and isinstance(one.value, Decimal)]
    if len(parts) < 2 or not isinstance(total.value, Decimal):
        return None
    values = [one.value for one in parts if isinstance(one.value, Decimal)]
    # What stands "together" must add up; of what is left over, others may be left out.
    if joined:
        return make(total.value >= max(values) and _adds_up(values, total.value), "together", total, parts[-1])
    whole, *rest = sorted(values, reverse=True)
    left = whole - sum(rest)
    return make(_near(left, total.value) or left > total.value, "the rest", total, parts[0])


def _adds_up(values: Sequence[Decimal], total: Decimal) -> bool:
    # Only the last few may be meant: "of 23,022, 60 and 26; together 86".
    return any(_near(sum(values[at:]), total) for at in range(len(values) - 1))


def _near(one: Decimal | int, other: Decimal) -> bool:
    return abs(one - other) <= abs(other) / 100
