"""How well the words about a number match the descriptions of statistics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from heapq import nlargest

from figurecheck.figures.common.word_table import is_hangul
from figurecheck.scan.context import BEFORE_WEIGHT, HEADING_WEIGHT, NumberWords
from figurecheck.scan.features import PASSED, QuantityKind
from figurecheck.scan.series_index import DescribedIndex, Description

# Tuned on the sentences of tests/scan and the repository's tests/bench/drafts.
SURE = 0.66
"""Least score of a statistic that a number is held against."""
WORDLESS = 0.3
"""Score of a description without words of its own, where the text narrows the number."""
QUIET = 0.4
"""Part of its weight that a word has which a text may well leave out: of "the median wait for planned treatment"."""
FOREIGN_PENALTY = 0.3
"""Part of its weight by which a word that names another subject counts against a statistic that lacks it."""
NARROWED = 0.6
"""What the score of a statistic is multiplied by that lacks a word which narrows the number's noun."""
MOST = 24
"""Descriptions that are scored of one number: those of whose words the text has the largest part."""


class DescriptionMatcher:
    """Matches the words about one number with descriptions."""

    def __init__(self, described: DescribedIndex, said: NumberWords) -> None:
        """Prepare for the words about a number."""
        self._described, self._said = described, said
        self._weight, self._words = described.weight, said.words
        foreign = ((word, here) for word, here in said.words.items() if here >= BEFORE_WEIGHT)
        self._foreign = {
            word: FOREIGN_PENALTY * described.weight[word] * here
            for word, here in foreign
            if word in described.subject_words
        }
        self._beside = {
            word: described.weight[word] * here for word, here in said.words.items() if word in described.subject_words
        }
        self._strange = {word for word in said.own if not (word in PASSED or word.isdecimal() or is_hangul(word))}

    def find(self, kinds: Sequence[QuantityKind]) -> list[tuple[float, Description]]:
        """Return the descriptions of series of these kinds that share a weighty word, by score, the best first.

        Scoring all of them made long lists of statistics slow.
        """
        matched: dict[int, float] = defaultdict(float)
        # What stands only beside another number, or far before, finds nothing by itself.
        near = ((word, here) for word, here in self._words.items() if here > HEADING_WEIGHT)
        for word, here in near:
            value = self._weight.get(word, 0.0) * here
            for at in self._described.by_word.get(word, ()):
                matched[at] += value
        least, fitting = self._described.least, self._described.of_kinds(kinds)
        # By the part of its words that the text has; one without words of its own was found by whom it counts.
        parts = [
            (value / (least[at] or value), at) for at, value in matched.items() if value >= least[at] and at in fitting
        ]
        best = (at for _, at in (nlargest(MOST, parts) if len(parts) > MOST else parts))
        descriptions = self._described.descriptions
        found = (descriptions[at] for at in (*best, *self._described.wordless))
        return sorted(((self._score(one), one) for one in found), key=lambda pair: -pair[0])

    def _score(self, description: Description) -> float:
        """Return how well the words match a description, from 0 to 1.

        The weight of the words of name and measure that it has, over those and the weights of the words that are
        missing and of the words that name another subject. Words of labels and population make up for half of what is
        missing.
        """
        said, words = self._said, self._words
        if not description.terms:
            return SURE if said.narrowing <= description.vocabulary else WORDLESS
        # What stands only beside another number, or far before, is no word about this one.
        if not any(words.get(word, 0.0) > HEADING_WEIGHT for word in description.counted or description.terms):
            return 0.0
        ways = [name | description.measure for name in description.names or (frozenset(),)]
        matched, missing = min((self._cover(way, description) for way in ways), key=lambda one: one[1])
        if description.population:
            other = self._cover(description.population | description.measure, description)
            matched, missing = _or_population((matched, missing), other)
        if not matched:
            return 0.0
        vocabulary, terms = description.vocabulary, description.terms
        beside = sum(value for word, value in self._beside.items() if word in vocabulary and word not in terms) / 2
        foreign = sum(value for word, value in self._foreign.items() if word not in vocabulary)
        part = NARROWED if self._is_another(description) else 1.0
        return part * (matched + min(beside, missing / 2)) / (matched + missing + foreign)

    def _is_another(self, description: Description) -> bool:
        """Return whether words about the number say that it is of something else."""
        said, vocabulary = self._said, description.vocabulary
        # "Burglaries of shops" are no burglaries, whatever else fits; nor is "the highest" what a text calls not so.
        if not said.narrowing <= vocabulary or not all(word in said.near for word in description.extremes):
            return True
        if not said.own.isdisjoint(description.terms):
            return False
        # "There were 403 burglaries, and 377 from the coroner": its own words are of something that statistics
        # know, or two of them of what none does.
        others = [word for word in self._strange if word not in vocabulary]
        return len(others) > 1 or any(word in self._described.subject_words for word in others)

    def _cover(self, wanted: frozenset[str], description: Description) -> tuple[float, float]:
        """Return the weight of the wanted words that the text has, and of those that it lacks."""
        matched = missing = 0.0
        for word in wanted:
            here = self._words.get(word, 0.0)
            worth = self._weight[word] * (QUIET if word in description.quiet else 1)
            matched += worth * here
            missing += worth * (1 - here)
        return matched, missing


def _or_population(name: tuple[float, float], population: tuple[float, float]) -> tuple[float, float]:
    """Return the coverage of the name, or its mean with the population's where that is covered better."""
    both = (name[0] + population[0]) / 2, (name[1] + population[1]) / 2
    return both if both[0] * (name[0] + name[1]) > name[0] * (both[0] + both[1]) else name
