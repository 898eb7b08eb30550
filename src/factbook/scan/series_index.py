"""Statistics by what describes them: who, what, of which kind, and in which period.

Statistics that differ only in their period are one series; series that differ only in whom they are about, or in their
kind, share a description. A number is compared with the series whose description its words match best: rare words
weigh more than common ones (inverse document frequency).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from factbook.figures.common.text import words_of
from factbook.figures.common.units import canonical
from factbook.scan.fact import Fact
from factbook.scan.features import GENERIC, QuantityKind, find_bands, phrase_features, quantity_kind
from factbook.scan.names import find_names, is_described
from factbook.scan.words.tables import LanguagePhrases
from factbook.verdicts.sentence.spans import Span, parse_span

COMMON = 0.2
"""Words in more than this share of the descriptions find none of them on their own."""
_YEARLY, _MONTHLY, _QUARTERLY = (LanguagePhrases(f"from the {unit} before") for unit in ("year", "month", "quarter"))


@dataclass(frozen=True, slots=True)
class Series:
    """Statistics alike in all but the period."""

    kind: QuantityKind
    unit: str
    who: tuple[int, ...]
    """Indices of the subjects that it is about, all of which must be meant; empty for one without a name."""
    facts: Mapping[Span | None, list[Fact]]
    base: int = 0
    """Months back to what a change is measured from; 0 where it is not said."""


@dataclass(frozen=True, slots=True)
class Description:
    """What series measure: the words that a text must have, and those that it may have."""

    names: tuple[frozenset[str], ...]
    """Features of each way of naming what it is about, without the names of subjects; any of them may be used."""
    measure: frozenset[str]
    """Features of the measure that are not generic ("share", "count"); they are required too."""
    population: frozenset[str]
    """Features of who is counted; they make up for half of what is missing of a name."""
    vocabulary: frozenset[str]
    """All of its features, those of its labels and population as well."""
    series: Mapping[QuantityKind, list[Series]]

    @property
    def terms(self) -> frozenset[str]:
        """The features of which a text must have some."""
        return frozenset().union(self.measure, *self.names)


@dataclass(frozen=True, slots=True)
class DescribedIndex:
    """Every description, the words that find it, and the weight of each word."""

    descriptions: tuple[Description, ...]
    by_word: Mapping[str, list[int]]
    """Indices of the descriptions that are found by a word of their names, measures or populations."""
    wordless: tuple[int, ...]
    """Those without any word of their own: the count of a subject that is named."""
    weight: Mapping[str, float]
    subject_words: frozenset[str]
    """Words that are required by some description."""
    bands: frozenset[str]
    """The bands of ages and sizes that descriptions have."""

    def __bool__(self) -> bool:
        return bool(self.descriptions)


def index_described(facts: Iterable[Fact], subjects_of: Callable[[Fact], tuple[int, ...]]) -> DescribedIndex:
    """Index statistics by what describes them; `subjects_of` returns the subjects that a statistic names."""
    alike: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        # A date is never compared with a number of a text, so that it needs no series.
        if fact.unit not in {"date", "since"} and not isinstance(fact.value, str):
            alike[fact.about, fact.measure or fact.label * (not fact.about), fact.unit, fact.population].append(fact)
    made: dict[object, list[tuple[Series, list[Fact]]]] = defaultdict(list)
    for some in alike.values():
        first = some[0]
        who = subjects_of(first)
        names = tuple(dict.fromkeys(_without_names(first)))
        measure = phrase_features(first.measure) - GENERIC
        key = names, measure, phrase_features(first.population) - GENERIC
        made[key].append((_series(some, who), some))
    return _weigh([_describe(*key, members) for key, members in made.items()])  # type: ignore[misc]


def _without_names(fact: Fact) -> Iterable[frozenset[str]]:
    """Yield the features of each way of naming what a statistic is about, without the names of subjects."""
    if fact.about and not is_described(fact.about[0]):
        return
    texts = [one for one in fact.about if is_described(one)] or [fact.label or fact.population]
    for text in texts:
        bare = text
        for name in find_names(text):
            bare = bare.replace(name, " ")
        if found := phrase_features(bare) - GENERIC or phrase_features(bare):
            yield found


def _series(facts: list[Fact], who: tuple[int, ...]) -> Series:
    first = facts[0]
    by_period: dict[Span | None, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_period[parse_span(fact.period.strip())].append(fact)
    words = f" {first.measure.casefold()} "
    base = 12 if _YEARLY.is_in(words) else 3 if _QUARTERLY.is_in(words) else 1 if _MONTHLY.is_in(words) else 0
    return Series(
        kind=quantity_kind(first), unit=canonical(first.unit) if first.unit else "", who=who, facts=dict(by_period),
        base=base,
    )  # fmt: skip


def _describe(
    names: tuple[frozenset[str], ...],
    measure: frozenset[str],
    population: frozenset[str],
    members: list[tuple[Series, list[Fact]]],
) -> Description:
    by_kind: dict[QuantityKind, list[Series]] = defaultdict(list)
    vocabulary = {*measure, *population, *chain.from_iterable(names)}
    for series, facts in members:
        by_kind[series.kind].append(series)
        vocabulary |= {one for fact in facts for one in phrase_features(fact.label)}
        vocabulary |= {one for fact in facts[:1] for one in phrase_features(f"{fact.unit} {fact.measure}")}
    return Description(names, measure, population, frozenset(vocabulary), dict(by_kind))


def _weigh(descriptions: list[Description]) -> DescribedIndex:
    counts = Counter(word for one in descriptions for word in one.vocabulary)
    # Over descriptions, not statistics: a series of thirty years would make its own words look common. The 0.1 keeps
    # a word that all have from weighing nothing.
    weight = {word: math.log((1 + len(descriptions)) / count) + 0.1 for word, count in counts.items()}
    # Two at least, or in a list of five subjects no word would be rare enough to find anything.
    common = max(COMMON * len(descriptions), 2)
    by_word: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(descriptions):
        keys = [[word for word in name if counts[word] <= common] or list(name) for name in (*one.names, one.measure)]
        rare = (word for word in one.population if counts[word] <= common)
        for word in {*chain.from_iterable(keys), *rare}:
            by_word[word].append(at)
    terms = [one.terms for one in descriptions]
    return DescribedIndex(
        descriptions=tuple(descriptions),
        by_word=dict(by_word),
        wordless=tuple(at for at, one in enumerate(terms) if not one),
        weight=weight,
        subject_words=frozenset().union(*terms) - GENERIC,
        bands=frozenset(word for one in descriptions for word in one.vocabulary if word[:1] == "<" or word[:1].isdigit()),
    )
