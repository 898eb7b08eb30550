"""Reading of how the figures of one sentence compare: "more than", "twice", "of whom", "together", "the rest"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from factbook.figures.common.units import canonical
from factbook.model import Aspect, SentenceReading, State, Statistic
from factbook.verdicts.sentence import english, korean
from factbook.verdicts.sentence.context import Context
from factbook.verdicts.sentence.directions import change_of
from factbook.verdicts.sentence.passage import Figure, SentenceText
from factbook.verdicts.sentence.spans import parse_span
from factbook.verdicts.sentence.words import find_phrase, has_any

OPEN = SentenceReading(aspect=Aspect.COMPARISON)
_ROOM = Decimal("0.05")
"""How far "twice" may be from two, as for any bare word of a multiple."""
_ARTICLES = frozenset("the a an all its their these those some that of in about".split())


def read_comparisons(sentence: SentenceText, context: Context) -> list[SentenceReading]:
    """Return the reading of the comparison for each figure of a sentence; it stands with the later of two."""
    readings = [OPEN] * len(sentence.figures)
    # In Korean what lies between may modify the second: "23,022명으로, 가장 많았던 2023년의 27,611명보다 적다".
    levels = [figure for figure in sentence.figures if not sentence.korean or _is_level_figure(figure)]
    for one, other in pairwise(levels):
        number = sentence.figures.index(other) - 1
        reading = _read_pair(one, other, sentence)
        if reading is not None:
            readings[number + 1] = reading
    for number, figure in enumerate(sentence.figures):
        if readings[number] is OPEN and (reading := _read_whole(number, sentence)) is not None:
            readings[number] = reading
        if readings[number] is OPEN and (reading := _read_sum(number, figure, sentence)) is not None:
            readings[number] = reading
    return readings


def _is_level_figure(figure: Figure) -> bool:
    return figure.statistic is not None and _is_level(figure.statistic)


def _read_pair(one: Figure, other: Figure, sentence: SentenceText) -> SentenceReading | None:
    first, second = one.statistic, other.statistic
    if first is None or second is None:
        return None
    between = sentence.between(one, other)
    if not _same_unit(first, second) or not (_is_level(first) and _is_level(second)):
        return None
    if sentence.korean:
        return _read_korean(one, other, first, second, sentence)
    behind = [sentence.low(at) for at in list(sentence.trail(other))[:3]]
    return (
        _read_time([sentence.low(at) for at in sentence.lead(one)], between, first, second)
        or _read_part(between, behind, first, second)
        or _read_multiple(between, first, second)
        or _read_order(between, sentence, one, first, second)
    )


def _is_level(statistic: Statistic) -> bool:
    unit = canonical(statistic.unit)
    return isinstance(statistic.value, Decimal) and change_of(statistic) is None and unit not in {"ratio", "rank"}


def _same_unit(one: Statistic, other: Statistic) -> bool:
    return canonical(one.unit) == canonical(other.unit)


def _make(holds: bool, words: str, first: Statistic, second: Statistic) -> SentenceReading:
    if holds:
        return SentenceReading(aspect=Aspect.COMPARISON, state=State.BORNE_OUT, words=words)
    reason = f"the text says “{words}”, and {first.id} is {first.value:f}, {second.id} {second.value:f}"
    return SentenceReading(aspect=Aspect.COMPARISON, state=State.CONTRADICTED, words=words, reason=reason)


def _values(first: Statistic, second: Statistic) -> tuple[Decimal, Decimal]:
    one, other = first.value, second.value
    if not isinstance(one, Decimal) or not isinstance(other, Decimal):
        raise TypeError("both must be numbers")
    return one, other


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
        return SentenceReading(aspect=Aspect.COMPARISON, state=State.BORNE_OUT, words=words)
    reason = f"the text says “{words}”, and {first.id} is of {first.period}, {second.id} of {second.period}"
    return SentenceReading(aspect=Aspect.COMPARISON, state=State.CONTRADICTED, words=words, reason=reason)


def _read_part(
    between: Sequence[str], behind: Sequence[str], first: Statistic, second: Statistic
) -> SentenceReading | None:
    for phrase in english.PART_OF[:5]:
        if tuple(behind[: len(phrase)]) == phrase and canonical(first.unit) != "share":
            return _make_part(" ".join(phrase), first, second)
    for phrase in english.PART_OF:
        if find_phrase(between, phrase) >= 0:
            return _make_part(" ".join(phrase), first, second)
    one, other = _values(first, second)
    for phrase in english.WHOLE_BEFORE:
        rest = [word for word in between if word not in _ARTICLES - {"of"}]
        if tuple(rest) == phrase or (rest and tuple(rest[-len(phrase) :]) == phrase and len(between) <= 4):
            return (
                _make(one <= other, f"{' '.join(phrase)} the", first, second)
                if canonical(first.unit) != "share"
                else None
            )
    return None


def _make_part(words: str, whole: Statistic, part: Statistic) -> SentenceReading:
    """Return whether one is a part of the other: no larger, and of the same time."""
    one, other = _values(whole, part)
    of_whole, of_part = parse_span(whole.period), parse_span(part.period)
    if of_whole and of_part and not of_whole.overlaps(of_part):
        return _order(False, words, whole, part)
    return _make(other <= one, words, whole, part)


def _read_multiple(between: Sequence[str], first: Statistic, second: Statistic) -> SentenceReading | None:
    one, other = _values(first, second)
    for word, times in english.MULTIPLES.items():
        at = find_phrase(between, (word,))
        if at < 0 or not other or not {"as", "the", "that"} & set(between[at + 1 : at + 3]):
            continue
        if set(between[max(0, at - 3) : at]) & {"than", "nearly", "almost", "over", "about", "not", "roughly"}:
            return None
        wanted = Decimal(str(times))
        return _make(abs(one / other - wanted) <= _ROOM * wanted, word, first, second)
    return None


def _read_order(
    between: Sequence[str], sentence: SentenceText, figure: Figure, first: Statistic, second: Statistic
) -> SentenceReading | None:
    one, other = _values(first, second)
    than = find_phrase(between, ("than",))
    for at, word in enumerate(between):
        if word in english.NEGATIONS:
            return None
        needs = word in english.NEEDS_THAN
        if (word in english.GREATER or word in english.SMALLER) and (not needs or at < than <= at + 3):
            end = than if needs else at
            # "23,022 people, more than in 2019, when 16,044": what is compared with stands right behind the word.
            if not needs and word in {"above", "over", "under", "below"} and len(between) - end > 3:
                continue
            if "," in between[end:] or len(between) - end > 6:
                continue
            return _make(one > other if word in english.GREATER else one < other, word, first, second)
    for phrase in english.FIRST:
        if find_phrase(between, phrase) >= 0 and not _has_time(between) and first.period == second.period:
            return _make(one >= other, " ".join(phrase), first, second)
    for phrase in english.LAST:
        if find_phrase(between, phrase) >= 0 and first.period == second.period:
            return _make(one <= other, " ".join(phrase), first, second)
    return None


def _has_time(words: Sequence[str]) -> bool:
    return any(len(word) == 4 and word.isdecimal() for word in words)


_THAN = tuple(particle.replace(" ", "") for particle in korean.THAN)


def _read_korean(
    one: Figure, other: Figure, first: Statistic, second: Statistic, sentence: SentenceText
) -> SentenceReading | None:
    """Read "A는 B보다 많다" and "A 가운데 B"."""
    mine, theirs = _values(first, second)
    between = "".join(sentence.between(one, other))
    behind = [sentence.low(at) for at in sentence.trail(other)]
    if any(phrase.replace(" ", "") in between for phrase in korean.PART_OF):
        return _make(theirs <= mine, "가운데", first, second)
    text = "".join(behind[:4])
    than = next((text.index(particle) + len(particle) for particle in _THAN if particle in text), None)
    if than is None:
        return None
    rest = "".join(behind)[than:]
    for stems, holds in ((korean.GREATER | korean.RISE, mine > theirs), (korean.SMALLER | korean.FALL, mine < theirs)):
        word = next((stem for stem in stems if rest.startswith(stem)), None)
        if word is not None:
            return _make(holds, f"보다 {word}", first, second)
    return None


def _read_whole(number: int, sentence: SentenceText) -> SentenceReading | None:
    """Read "Of the 23, eight are misprints" and "840 people: 377 from ..., 371 from ... and 92 from ..."."""
    if sentence.korean or not number:
        return None
    whole, part = sentence.figures[0], sentence.figures[number]
    first, second = whole.statistic, part.statistic
    if first is None or second is None or not _same_unit(first, second) or not (_is_level(first) and _is_level(second)):
        return None
    one, other = _values(first, second)
    lead = [sentence.low(at) for at in range(whole.at)]
    if lead and lead[0] == "of" and set(lead) <= _ARTICLES and canonical(first.unit) != "share":
        return _make(other <= one, "of", first, second)
    opened = any(sentence.low(at) == ":" for at in sentence.trail(whole)) or ":" in sentence.between(
        whole, sentence.figures[1]
    )
    parts = [one.statistic for one in sentence.figures[1:] if one.statistic is not None]
    if opened and len(parts) > 1 and len(parts) == len(sentence.figures) - 1 and all(_fits(first, one) for one in parts):
        values = [_values(one, one)[0] for one in parts]
        # A list that adds up to one of its own figures has that figure in the wrong place.
        total = sum(values) + one
        if not _near(sum(values), one) and total == 2 * other:
            return _make(False, ":", second, first)
    return None


def _fits(first: Statistic, other: Statistic) -> bool:
    return _same_unit(first, other) and _is_level(other)


def _read_sum(number: int, figure: Figure, sentence: SentenceText) -> SentenceReading | None:
    """Read "A and B; together C": no part is larger than its sum, and two or more add up to it."""
    total = figure.statistic
    lead = [sentence.low(at) for at in range(figure.first, figure.last)]
    joined = bool(set(lead) & english.TOGETHER) or (
        sentence.korean and any(word in "".join(lead) for word in korean.TOGETHER)
    )
    if total is None or not _is_level(total) or not (joined or has_any(lead, english.REST)):
        return None
    before = [one.statistic for one in sentence.figures[:number] if one.statistic is not None]
    parts = [one for one in before if _same_unit(one, total) and _is_level(one) and isinstance(one.value, Decimal)]
    if len(parts) < 2 or not isinstance(total.value, Decimal):
        return None
    values = [one.value for one in parts if isinstance(one.value, Decimal)]
    if joined:
        return _make(total.value >= max(values) and _adds_up(values, total.value), "together", total, parts[-1])
    whole, *rest = sorted(values, reverse=True)
    left = whole - sum(rest)
    return _make(_near(left, total.value) or left > total.value, "the rest", total, parts[0])


def _adds_up(values: Sequence[Decimal], total: Decimal) -> bool:
    # Only the last few may be meant: "of 23,022, 60 and 26; together 86".
    return any(_near(sum(values[at:]), total) for at in range(len(values) - 1))


def _near(one: Decimal | int, other: Decimal) -> bool:
    return abs(one - other) <= abs(other) / 100
