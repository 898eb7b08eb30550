"""Reading of how the figures of one Korean sentence compare: "A는 B보다 많다", "A 가운데 B", "(B)의 절반을 넘었다"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from figurecheck.model import SentenceReading, Statistic
from figurecheck.verdicts.sentence import korean
from figurecheck.verdicts.sentence.changes import same_unit, sizes
from figurecheck.verdicts.sentence.orders import make, values_of
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText
from figurecheck.verdicts.sentence.qualities import find_stem

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
