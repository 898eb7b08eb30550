"""Small questions about the words near a figure that several readings ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from figurecheck.verdicts.sentence import english, korean
from figurecheck.verdicts.sentence.passage import PlacedFigure, SentenceText


def has_any(words: Sequence[str], phrases: Iterable[Sequence[str]]) -> bool:
    """Return whether one of these phrases is among the words."""
    return any(find_phrase(words, phrase) >= 0 for phrase in phrases)


def find_phrase(words: Sequence[str], phrase: Sequence[str]) -> int:
    """Return where a phrase begins among words; -1 if it does not."""
    size = len(phrase)
    return next((at for at in range(len(words) - size + 1) if tuple(words[at : at + size]) == tuple(phrase)), -1)


NEAR = 4
"""Words behind a figure among which a negation is about it: "has not stopped" is further off."""


def is_negated(sentence: SentenceText, figure: PlacedFigure) -> bool:
    """Return whether a word of negation is about a figure; then nothing can be read of it."""
    return any(
        (sentence.low(at) in english.NEGATIONS or sentence.low(at).endswith("n't") or _is_failure(sentence, at))
        and not _is_closed(sentence, at, figure)
        for at in (*sentence.lead(figure), *_behind(sentence, figure))
    )


def _behind(sentence: SentenceText, figure: PlacedFigure) -> Iterator[int]:
    """Yield the places near behind a figure; those of "(47.6%), have not recovered" are of another clause."""
    bracketed = sentence.low(figure.at - 1) == "("
    return takewhile(lambda at: not (bracketed and sentence.low(at) == ")"), sentence.trail(figure)[:NEAR])


def _is_failure(sentence: SentenceText, at: int) -> bool:
    return sentence.low(at) in {"failed", "fails", "failing"} and sentence.low(at + 1) == "to"


def _is_closed(sentence: SentenceText, at: int, figure: PlacedFigure) -> bool:
    """Return whether a negation ends ahead of the clause of the figure: "no wonder that ...", "not only", "no: ..."."""
    behind = {sentence.low(place) for place in range(at + 1, figure.at)}
    return sentence.low(at + 1) == "only" or bool(behind & {"that", ":", ";", "but"})


def find_lists(sentence: SentenceText) -> Iterator[range]:
    """Yield the numbers of the figures of each list: "12, 9 and 4"."""
    start = 0
    while start < len(sentence.figures):
        end = start + 1
        while end < len(sentence.figures) and _is_list(sentence, sentence.figures[end - 1], sentence.figures[end]):
            end += 1
        if end - start > 1:
            yield range(start, end)
        start = end


def _is_list(sentence: SentenceText, one: PlacedFigure, other: PlacedFigure) -> bool:
    between = sentence.between(one, other)
    joins = _joins_korean if sentence.korean else english.LIST_WORDS.__contains__
    if not between or len(between) > 3 or not all(map(joins, between)):
        return False
    first, second = one.statistic, other.statistic
    # "2.6% more, and the highest so far" are no list: they are not of one kind.
    return first is not None and second is not None and (first.measure, first.unit) == (second.measure, second.unit)


def _joins_korean(word: str) -> bool:
    # A counter is written between a figure and the particle that joins it: 996마리와.
    return word in korean.LIST_WORDS or (word.startswith(korean.COUNTERS) and word.endswith(korean.JOINED))
