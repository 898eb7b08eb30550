"""Small questions about the words near a figure that several readings ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factbook.verdicts.sentence import english
from factbook.verdicts.sentence.passage import Figure, SentenceText


def has_any(words: Sequence[str], phrases: Iterable[Sequence[str]]) -> bool:
    """Return whether one of these phrases is among the words."""
    return any(find_phrase(words, phrase) >= 0 for phrase in phrases)


def find_phrase(words: Sequence[str], phrase: Sequence[str]) -> int:
    """Return where a phrase begins among words; -1 if it does not."""
    size = len(phrase)
    return next((at for at in range(len(words) - size + 1) if tuple(words[at : at + size]) == tuple(phrase)), -1)


def is_negated(sentence: SentenceText, figure: Figure) -> bool:
    """Return whether a word of negation is about a figure; then nothing can be read of it."""
    return any(
        sentence.low(at) in english.NEGATIONS or sentence.low(at).endswith("n't") for at in sentence.zone(figure)
    )
