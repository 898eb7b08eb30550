"""Reading of parts and their whole among the figures of one sentence: "of whom", "together", "the rest"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from figurecheck.figures.common.units import canonical
from figurecheck.model import SentenceReading, Statistic
from figurecheck.verdicts.sentence import english, korean
from figurecheck.verdicts.sentence.changes import is_level, same_unit
from figurecheck.verdicts.sentence.orders import make, make_order, read_lead, read_order, values_of
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.spans import parse_span
from figurecheck.verdicts.sentence.words import find_phrase, has_any

_ENDS = frozenset({";", ":", "—", "."})
_THOSE = (("them",), ("these",), ("those",))
_BACK = (("them",), ("these",))
_OWN_NOUN = english.JOINTS | {",", "a", "an", "with", "on", "for"}
ARTICLES = frozenset("the a an all its their these those some that of in about".split())


def read_part(
    between: Sequence[str], behind: Sequence[str], first: Statistic, second: Statistic
) -> SentenceReading | None:
    """Read "A, of whom B" and "A of the B" between two figures."""
    counted = canonical(first.unit) != "share" and not {"when", "where", "than", "but"} & set(between)
    for part in english.PART_OF:
        # "Among them a judge; the year before it had been 27": not across the end of a clause.
        opened = max((number for number, word in enumerate(between) if word in _ENDS), default=-1) + 1
        found = find_phrase(between[opened:], part)
        at = opened + found if found >= 0 else -1
        # "54% of those who might": directly behind a figure it says what that one is a part of.
        # "Fell short of those in West".
        if at > 0 and between[at - 1] in {"short", "ahead", "instead"}:
            continue
        # "Though there were fewer of them than in 2023".
        if at > 0 and part[1:] in _BACK and between[at - 1].isalpha() and between[at - 1] != "and":
            continue
        if (
            at > 0
            or (at == 0 and part[1:] not in _THOSE)
            or (counted and part[0] == "of" and tuple(behind[: len(part)]) == part)
        ):
            return _make_part(" ".join(part), first, second)
    one, other = values_of(first, second)
    for phrase in english.WHOLE_BEFORE:
        rest = [word for word in between if word not in ARTICLES - {"of"}]
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
        return make_order(False, words, whole, part)
    return make(other <= one, words, whole, part)


def read_whole(number: int, sentence: SentenceText) -> SentenceReading | None:
    """Read "Of the 23, eight are misprints" and "840 people: 377 from ..., 371 from ... and 92 from ..."."""
    if sentence.korean or not number:
        return None
    whole, part = sentence.figures[0], sentence.figures[number]
    first, second = whole.statistic, part.statistic
    if first is None or second is None or not same_unit(first, second) or not (is_level(first) and is_level(second)):
        return None
    one, other = values_of(first, second)
    lead = [sentence.low(at) for at in range(whole.at)]
    if lead and lead[0] == "of" and set(lead) <= ARTICLES and canonical(first.unit) != "share":
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
    return same_unit(first, other) and is_level(other)


def read_sum(number: int, figure: PlacedFigure, sentence: SentenceText) -> SentenceReading | None:
    """Read "A and B; together C": no part is larger than its sum, and two or more add up to it."""
    total = figure.statistic
    lead = [sentence.low(at) for at in range(figure.first, figure.last)]
    joined = bool(set(lead) & english.TOGETHER) or (
        sentence.korean and any(word in "".join(lead) for word in korean.TOGETHER)
    )
    # "Worse than 26 and 103 put together": the figures of a list, and none of them their total.
    if number and "and" in sentence.between(sentence.figures[number - 1], figure):
        joined = joined and bool(set(lead[: figure.at - figure.first]) & english.TOGETHER or sentence.korean)
    if total is None or not is_level(total) or not (joined or has_any(lead, english.REST)):
        return None
    before = [one.statistic for one in sentence.figures[:number] if one.statistic is not None]
    parts = [one for one in before if same_unit(one, total) and is_level(one) and isinstance(one.value, Decimal)]
    if len(parts) < 2 or not isinstance(total.value, Decimal):
        return None
    values = [one.value for one in parts if isinstance(one.value, Decimal)]
    # What stands "together" must add up; of what is left over, others may be left out.
    if joined:
        return make(total.value >= max(values) and _adds_up(values, total.value), "together", total, parts[-1])
    whole, *rest = sorted(values, reverse=True)
    left = whole - sum(rest)
    return make(_near(left, total.value) or left > total.value, "the rest", total, parts[0])


def read_sum_than(sentence: SentenceText) -> SentenceReading | None:
    """Read "East and West together had fewer calls (98 and 62) than Metro (171)"."""
    if not adds_two(sentence):
        return None
    one, two, three = sentence.figures
    first, second, third = one.statistic, two.statistic, three.statistic
    if first is None or second is None or third is None:
        return None
    value = values_of(first, second)[0] + values_of(first, second)[1]
    total = replace(first, value=value, id=f"{first.id} + {second.id}")
    lead, between = [sentence.low(at) for at in sentence.lead(one)], sentence.between(two, three)
    return read_lead(lead, between, total, third) or read_order(between, total, third)


def adds_two(sentence: SentenceText) -> bool:
    """Return whether the first two of three figures are taken together."""
    levels = [one.statistic for one in sentence.figures if one.statistic is not None]
    if len(levels) != 3 or len(sentence.figures) != 3 or sentence.korean or not is_level(levels[0]):
        return False
    one, two, _ = sentence.figures
    joined = english.TOGETHER & {sentence.low(at) for at in range(one.at)}
    return (
        bool(joined)
        and sentence.between(one, two) in (["and"], ["plus"])
        and all(_fits(levels[0], of) for of in levels)
    )


def _adds_up(values: Sequence[Decimal], total: Decimal) -> bool:
    # Only the last few may be meant: "of 23,022, 60 and 26; together 86".
    return any(_near(sum(values[at:]), total) for at in range(len(values) - 1))


def _near(one: Decimal | int, other: Decimal) -> bool:
    return abs(one - other) <= abs(other) / 100
