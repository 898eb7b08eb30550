"""Reading of how the figures of a Korean sentence compare, and who has more: "A는 B보다 많다", "A 가운데 B".

Others are "815명으로 푸른초보다 많다", "동구 41분, 남구 34분 순으로 길었다" and "(B)의 절반을 넘었다".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from figurecheck.model import SentenceReading, SentenceState, Statistic
from figurecheck.verdicts.sentence import korean
from figurecheck.verdicts.sentence.changes import is_level, same_unit, sizes
from figurecheck.verdicts.sentence.context import Context
from figurecheck.verdicts.sentence.orders import make, values_of
from figurecheck.verdicts.sentence.passage import MASK, PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.qualities import find_stem
from figurecheck.verdicts.sentence.spans import parse_span
from figurecheck.verdicts.sentence.words import is_negated

REACH = 8
"""Words behind a figure among which stands with whom it is compared."""
LONGEST_LEAD = 4
"""Words of "석탄보다 비중이 높은 원자력은" before a figure."""
_MORE = (*korean.GREATER, *korean.DEARER)
_LESS = (*korean.SMALLER, *korean.CHEAPER)


def read_rivals_korean(sentence: SentenceText, context: Context) -> Iterator[tuple[int, SentenceReading]]:
    """Yield the number of each figure that a name is compared with, or that ends a ranking, and its reading."""
    for number, figure in enumerate(sentence.figures if sentence.korean else ()):
        reading = _read(figure, sentence, context)
        if reading is not None:
            yield number, reading
    for number, (one, other) in enumerate(pairwise(sentence.figures if sentence.korean else ())):
        if (compared := _read_pair(one, other, sentence)) is not None:
            yield number + 1, compared
    if sentence.korean and (ranked := _read_ranking(sentence)) is not None:
        yield len(sentence.figures) - 1, ranked


def _read(figure: PlacedFigure, sentence: SentenceText, context: Context) -> SentenceReading | None:
    statistic = figure.statistic
    if statistic is None or not statistic.about or not is_level(statistic) or is_negated(sentence, figure):
        return None
    readings = []
    for at in _around(figure, sentence):
        about = sentence.words[at].text.partition("보다")[0] if "보다" in sentence.low(at) else ""
        if not about or about == statistic.about:
            continue
        way = _way(
            [sentence.low(place) for place in range(at + 1, min(at + 1 + REACH, len(sentence.words)))], statistic
        )
        # "푸른초보다 많은 815명" and "815명으로 푸른초보다 많다".
        other = context.siblings.of_group(statistic, about, parse_span(statistic.period)) if way else None
        if other is not None and is_level(other):
            mine, theirs = values_of(statistic, other)
            readings.append(make((mine - theirs) * way > 0, f"{about}보다", statistic, other))
    # "남구보다 낮지만 서구보다는 높다": one that is false makes it so.
    false = (one for one in readings if one.state is SentenceState.CONTRADICTED)
    return next(false, readings[0] if readings else None)


def _around(figure: PlacedFigure, sentence: SentenceText) -> Iterator[int]:
    """Yield the places of the words behind a figure up to the next one, and of the few before it."""
    ends = {MASK} if figure is sentence.figures[-1] else {MASK, ","}
    for at in range(figure.at + 1, min(figure.at + 1 + REACH, len(sentence.words))):
        if sentence.low(at) in ends:
            break
        yield at
    lead = range(max(figure.at - LONGEST_LEAD, figure.first), figure.at)
    named = figure.statistic is not None and any(figure.statistic.about in sentence.words[at].text for at in lead)
    yield from lead if named else lead[-2:]


def _way(behind: Sequence[str], statistic: Statistic) -> int:
    """Return 1 if words begin with one for more, -1 with one for less, 0 with any other or with another figure."""
    for number, word in enumerate(behind):
        # "비중이 높은": what is compared, and how.
        if not number and word.endswith(("이", "가")) and len(word) > 1:
            continue
        rest = korean.strip_adverbs(word)
        if rest:
            # "적지 않다" leaves open which is meant.
            if rest.endswith("지"):
                return 0
            return find_stem(rest, statistic, "ko") or rest.startswith(_MORE) - rest.startswith(_LESS)
    return 0


def _read_pair(one: PlacedFigure, other: PlacedFigure, sentence: SentenceText) -> SentenceReading | None:
    """Read "푸른초(521명)보다 새봄초(815명)가 많다", where the second is said to be the more."""
    first, second, between = one.statistic, other.statistic, sentence.between(one, other)
    than = next((at for at, word in enumerate(between[:2]) if word.endswith("보다")), -1)
    if first is None or second is None or than < 0 or not 1 <= len(between) - than - 1 <= LONGEST_NAME:
        return None
    behind = [sentence.low(at) for at in sentence.trail(other)]
    behind = behind[behind[:1] == [")"] :]
    way = _way(behind[1:], first) if behind and behind[0] in {"가", "이", "명이", "건이"} else 0
    if not way or _kind(first) != _kind(second) or not (is_level(first) and is_level(second)):
        return None
    mine, theirs = values_of(second, first)
    return make((mine - theirs) * way > 0, "보다", second, first)


LONGEST_NAME = 3
"""Words between "보다" and the figure of the one that has more: "새봄초 (" """


def _read_ranking(sentence: SentenceText) -> SentenceReading | None:
    """Read "순으로 많았다" behind a list of figures, each of which has fewer than the one before."""
    last = sentence.figures[-1]
    behind = [sentence.low(at) for at in sentence.trail(last)][:4]
    at = next((at for at, word in enumerate(behind) if word == "순으로"), -1)
    listed: list[Statistic] = []
    for figure in reversed(sentence.figures):
        statistic = figure.statistic
        if statistic is None or (listed and _kind(statistic) != _kind(listed[0])):
            break
        listed.insert(0, statistic)
    values = [one.value for one in listed if isinstance(one.value, Decimal)]
    way = _way(behind[at + 1 :], listed[0]) if at >= 0 and listed else 0
    if not way or len(values) < 2 or len(values) != len(listed):
        return None
    return make(all((one - other) * way >= 0 for one, other in pairwise(values)), "순으로", listed[0], listed[-1])


def _kind(statistic: Statistic) -> tuple[str, str, str]:
    return statistic.measure, statistic.unit, statistic.period


_THAN = tuple(particle.replace(" ", "") for particle in korean.THAN)


def read_changes(sentence: SentenceText) -> Iterator[tuple[int, SentenceReading]]:
    """Yield the readings of Korean changes that are compared: "31.3%로 전기차(25.8%)보다 높았다"."""
    for number, (one, other) in enumerate(pairwise(sentence.figures if sentence.korean else ())):
        first, second = one.statistic, other.statistic
        if first is None or second is None or not same_unit(first, second) or sizes(first, second) is None:
            continue
        reading = read_than(
            *(sizes(first, second) or (first, second)), [sentence.low(at) for at in sentence.trail(other)]
        )
        if reading is not None:
            yield number + 1, reading


def read_korean(
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
    bare = (named[:1] in {"을", "를", "에"} and named[1:]) or ""
    # "세입은 377억 원으로 세출 391억 원에 못 미쳤다"; of one series it may go from the one to the other.
    if bare and "에서" not in between and (first.about, first.measure) != (second.about, second.measure):
        for stems, holds in ((korean.PASSED, mine > theirs), (korean.MISSED, mine < theirs)):
            if (stem := next((stem for stem in stems if bare.startswith(stem.replace(" ", ""))), None)) is not None:
                return make(holds, stem, first, second)
    if (part := korean.find_part(named)) is not None:
        # "서울(B)의 절반을 넘었다".
        size, words, is_more = part
        return make((mine > size * theirs) == is_more, words, first, second)
    return read_than(first, second, behind)


def read_than(first: Statistic, second: Statistic, behind: Sequence[str]) -> SentenceReading | None:
    """Read "B보다 많다" behind the second of two figures."""
    mine, theirs = values_of(first, second)
    text = "".join(behind[:4])
    than = next((text.index(particle) + len(particle) for particle in _THAN if particle in text), None)
    if than is None:
        return None
    rest = korean.strip_adverbs("".join(behind)[than:])
    # "서구(29곳)보다 도서관이 많다".
    subject = next((word for word in behind if rest.startswith(word) and word.endswith(("이", "가"))), "")
    rest = korean.strip_adverbs(rest.removeprefix(subject))
    way = find_stem(rest, first, "ko") or rest.startswith(korean.DEARER) - rest.startswith(korean.CHEAPER)
    if way and rest[1:2] != "지":
        return make((mine - theirs) * way > 0, "보다", first, second)
    for stems, holds in ((korean.GREATER | korean.RISE, mine > theirs), (korean.SMALLER | korean.FALL, mine < theirs)):
        word = next((stem for stem in stems if rest.startswith(stem)), None)
        # "많지 않다" leaves open which is meant.
        if word is not None and rest.removeprefix(word)[:1] != "지":
            return make(holds, f"보다 {word}", first, second)
    return None
