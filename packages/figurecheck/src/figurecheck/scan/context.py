"""The words about a number, each with its weight, and those that stand before a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from figurecheck.figures.common.text import Word
from figurecheck.scan.features import add_features

# Only their order is a rule: what stands nearer to the number says more about it, and a heading less than a sentence.
NEAR_WEIGHT, ELLIPSIS_WEIGHT, FRAME_WEIGHT, SHARE_WEIGHT, OTHER_WEIGHT = 1.0, 0.95, 0.85, 0.8, 0.3
"""Of a word about the number; of one that it takes over; of one before all numbers; of one about the count of which it
is a share; of one about another number."""
PARALLEL_WEIGHT = 0.79
"""Of one before all numbers that a number of its own kind is set beside: "the guilty plea rate fell to 63%, and the
conviction rate to 80%". From `BEFORE_WEIGHT` on a word rules out statistics that lack it."""
BEFORE_WEIGHT, EARLIER_WEIGHT, HEADING_WEIGHT = 0.8, 0.5, 0.45
"""Of a word of the sentence before or the heading, if the sentence itself says nothing; else of those."""
BEFORE_SAID = 0.5
"""What the weight of those is multiplied by if the sentence says itself what a number is."""
DECAY = 0.6
"""What the weight of an earlier sentence's word is multiplied by with each further sentence."""
FORGOTTEN = 0.2
"""Earlier words that weigh no more than this are dropped: after three sentences."""


@dataclass(frozen=True, slots=True)
class EarlierWords:
    """The words of the sentences before, and of the heading."""

    last: dict[str, float] = field(default_factory=dict)
    """Of the sentence right before, in the same paragraph: those about its first number, if it has one."""
    words: dict[str, float] = field(default_factory=dict)
    heading: dict[str, float] = field(default_factory=dict)

    def after(
        self, words: Sequence[Word], subject: Mapping[str, float], *, heading: bool, paragraph: bool
    ) -> EarlierWords:
        """Return the context behind a sentence; a heading starts a new one. `subject` is what it is about."""
        now: dict[str, float] = {}
        add_features(words, 1.0, now)
        if heading:
            return EarlierWords(heading=now)
        older = {word: weight * DECAY for word, weight in self.words.items() if weight > FORGOTTEN}
        last = dict.fromkeys(subject, 1.0) if subject else now
        return EarlierWords({} if paragraph else last, older | dict.fromkeys(now, EARLIER_WEIGHT), self.heading)


@dataclass(frozen=True, slots=True)
class NumberWords:
    """What a text says about one number."""

    near: dict[str, float]
    """Features of the words about it, those that it takes over included."""
    words: dict[str, float]
    """Features of the sentence, earlier sentences and heading as well, with the weight of each."""
    noun: tuple[Word, ...] = ()
    """The words right behind it that name what is counted; none where it is left out."""
    units: tuple[Word, ...] = ()
    """The same, or those of the number from which it takes over its words: "203,000 days, up from 108,000"."""
    own: frozenset[str] = frozenset()
    """Features of its own words alone."""
    narrowing: frozenset[str] = frozenset()
    """Features of words that narrow its noun, which a statistic must have: "burglaries of shops"."""
    opening: str = ""
    """The first word of its sentence, if that may be a name which no statistic has."""
    refusal: str = ""
    """Why no statistic can be meant: it counts a part, or something that no statistic knows."""


def add_words(into: dict[str, float], found: Mapping[str, float]) -> None:
    """Add features with their weights; the greatest weight of each stays."""
    for word, weight in found.items():
        if into.get(word, 0.0) < weight:
            into[word] = weight


def at_weight(words: Mapping[str, float], most: float) -> dict[str, float]:
    """Return features with no weight above `most`."""
    return {word: min(weight, most) for word, weight in words.items()}
