"""Statistics by what describes them: who, what, of which kind, and in which period.

Statistics that differ only in their period are one series; series that differ only in whom they are about, or in their
kind, share a description. A number is compared with the series whose description its words match best: rare words
weigh more than common ones (inverse document frequency).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from figurecheck.figures.common.calendar_names import find_months
from figurecheck.figures.common.units import canonical
from figurecheck.figures.common.word_table import is_hangul
from figurecheck.scan.fact import Fact
from figurecheck.scan.features import (
    EXTREMES,
    GENERIC,
    QuantityKind,
    features,
    phrase_features,
    quantity_kind,
    read_phrase,
)
from figurecheck.scan.names import find_names, is_described
from figurecheck.scan.words.tables import LanguagePhrases
from figurecheck.verdicts.sentence.mentions import find_mentions
from figurecheck.verdicts.sentence.passage import read_text
from figurecheck.verdicts.sentence.spans import Span, parse_span

NOBODY = -1
"""Key of the series that are about nobody by name."""
LEAST_SHARE = 0.2
"""Share of a description's weight that a text must have before the description is scored."""
_LABELLED = 8
"""Series of one description of which the labels are read."""
COMMON = 0.2
"""Words in more than this share of the descriptions find none of them on their own."""
_AGE = phrase_features("age ages aged 연령 나이")
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
    months: frozenset[int] = frozenset()
    """Months that its population names, if it is of a day of each year: "pupils on 1 October"."""
    is_age: bool = False
    """Whether it is of years of age, which a text prints without a unit."""
    is_whole: bool = False
    """Whether all of its values are whole numbers."""


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
    heads: frozenset[str]
    """Features of the nouns that it counts, without what is said of them."""
    counted: frozenset[str]
    """The same without those of the population; a text about it says one of them."""
    quiet: frozenset[str]
    """Features that a text may well leave out: "median", and "for planned treatment" behind the noun."""
    extremes: frozenset[str]
    """Words such as "highest", without which a text is not about it."""
    series: Mapping[QuantityKind, Mapping[int, list[Series]]]
    """By kind and the first subject that they are about, `NOBODY` if there is none."""
    terms: frozenset[str]
    """The features of which a text must have some."""


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
    heads: frozenset[str]
    """Nouns that some description counts."""
    bands: frozenset[str]
    """The bands of ages and sizes that descriptions have."""
    names: frozenset[str]
    """Words of measures with a capital within, which name nobody whom a statistic is about."""

    least: tuple[float, ...]
    """Weight of words below which a text is not about each description."""
    kinds: Mapping[QuantityKind, frozenset[int]]
    """The descriptions that have series of each kind."""

    def __bool__(self) -> bool:
        return bool(self.descriptions)

    def of_kinds(self, kinds: Sequence[QuantityKind]) -> Collection[int]:
        """Return the descriptions that have series of any of these kinds, by their places."""
        found = [self.kinds[kind] for kind in dict.fromkeys(kinds) if kind in self.kinds]
        return found[0] if len(found) == 1 else frozenset().union(*found)


_Key = tuple[tuple[frozenset[str], ...], frozenset[str], frozenset[str]]
"""What series share that have one description: the words of name, measure and population."""


def index_described(
    facts: Iterable[Fact], subjects_of: Callable[[Fact], tuple[int, ...]], common: frozenset[str]
) -> DescribedIndex:
    """Index statistics by what describes them; `subjects_of` returns the subjects that a statistic names."""
    alike: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        # A date is never compared with a number of a text, so that it needs no series.
        if fact.unit not in {"date", "since"} and not isinstance(fact.value, str):
            alike[fact.about, fact.measure or fact.label * (not fact.about), fact.unit, fact.population].append(fact)
    made: dict[_Key, list[tuple[Series, list[Fact]]]] = defaultdict(list)
    for some in alike.values():
        first = some[0]
        who = subjects_of(first)
        names = tuple(dict.fromkeys(_without_names(first, common)))
        measure = phrase_features(first.measure) - GENERIC
        # "Residents of Oslo" and "residents of Bergen" are one description, of two subjects.
        named = (*first.about, *find_names(first.population)) if who else ()
        population = _without(first.population, named)
        key = names, measure, phrase_features(population) - GENERIC
        made[key].append((_series(some, who), some))
    in_names = frozenset(one for measure in {some[0].measure for some in alike.values()} for one in _names_in(measure))
    return _weigh([_describe(key, members, common) for key, members in made.items()], in_names)


def _names_in(measure: str) -> Iterator[str]:
    """Yield the words of a measure that have a capital within it."""
    words = measure.split()[1:]
    return (one for word in words if word[:1].isupper() for one in features(word))


def _without_names(fact: Fact, common: frozenset[str]) -> Iterable[frozenset[str]]:
    """Yield the features of each way of naming what a statistic is about, without the names of subjects."""
    if fact.about and not is_described(fact.about[0], common):
        return
    # Korean has no capitals: behind a description, a word alone is another way of saying it.
    texts = [one for one in fact.about if is_described(one, common) or any(map(is_hangul, one))]
    texts = texts or [fact.label or fact.population]
    for text in texts:
        bare = _without(text, find_names(text))
        if found := phrase_features(bare) - GENERIC or phrase_features(bare):
            yield found


def _without(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace(name, " ")
    return text


def _series(facts: list[Fact], who: tuple[int, ...]) -> Series:
    first = facts[0]
    by_period: dict[Span | None, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_period[_span_of(fact)].append(fact)
    is_whole = all(isinstance(fact.value, Decimal) and fact.value == fact.value.to_integral_value() for fact in facts)
    return Series(
        kind=quantity_kind(first), unit=canonical(first.unit) if first.unit else "", who=who, facts=dict(by_period),
        base=_base_of(first.measure), months=_months_in(first.population),
        is_age=_is_age(first.measure) or any(map(_is_age, filter(is_described, first.about))), is_whole=is_whole,
    )  # fmt: skip


def _is_age(text: str) -> bool:
    return bool(_AGE & phrase_features(text))


# Many subjects have the same measure.
@lru_cache(maxsize=4096)
def _base_of(measure: str) -> int:
    """Return from how many months before a change is measured; 0 where a measure does not say so."""
    words = f" {measure.casefold()} "
    return 12 if _YEARLY.is_in(words) else 3 if _QUARTERLY.is_in(words) else 1 if _MONTHLY.is_in(words) else 0


@lru_cache(maxsize=4096)
def _months_in(population: str) -> frozenset[int]:
    return frozenset(at for at, name in enumerate(find_months("en"), start=1) if name in population)


def _span_of(fact: Fact) -> Span | None:
    """Return the period of a statistic: an ISO period, or one in words as a text would say it."""
    if (span := parse_span(fact.period.strip())) is not None:
        return span
    text = fact.period or fact.label
    said = find_mentions(read_text(text)) if any(map(str.isdecimal, text)) else []
    return said[0].span if len(said) == 1 else None


def _describe(key: _Key, members: list[tuple[Series, list[Fact]]], common: frozenset[str]) -> Description:
    names, measure, population = key
    by_kind: dict[QuantityKind, dict[int, list[Series]]] = defaultdict(lambda: defaultdict(list))
    vocabulary = {*measure, *population, *chain.from_iterable(names)}
    for number, (series, facts) in enumerate(members):
        # What has neither a name nor a word of its own is never meant.
        if series.who or measure or names:
            by_kind[series.kind][series.who[0] if series.who else NOBODY].append(series)
        # The labels of four hundred towns add their names, which are no words of the description.
        if number >= _LABELLED:
            continue
        # The labels of a series differ in the period alone, unless several statistics are of one.
        alike = (fact for some in series.facts.values() for fact in some if len(some) > 1)
        vocabulary |= {one for fact in (facts[0], *alike) for one in phrase_features(fact.label)}
        vocabulary |= {one for fact in facts[:1] for one in phrase_features(f"{fact.unit} {fact.measure}")}
    terms = frozenset().union(measure, *names)
    first = members[0][1][0]
    described = [one for one in first.about if is_described(one, common)]
    population_parts = read_phrase(first.population)
    phrases = [*(read_phrase(one) for one in (*described, first.measure)), population_parts]
    if not first.about:
        phrases.append(read_phrase(first.label))
    # A class has 21.1 pupils, if that is the unit.
    units = (phrase_features(series.unit) for series, _ in members)
    heads = frozenset().union(*(one.heads for one in phrases), *units)
    own = [one for one in phrases if one is not population_parts]
    counted = frozenset().union(*(one.heads for one in own))
    quiet = frozenset().union(*(one.quiet for one in own)) - counted
    extremes = EXTREMES & (measure | phrase_features(" ".join(first.about)))
    return Description(
        names, measure, population, frozenset(vocabulary), heads, counted, quiet, extremes, dict(by_kind), terms
    )


def _weigh(descriptions: list[Description], names: frozenset[str]) -> DescribedIndex:
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
    kinds: dict[QuantityKind, set[int]] = defaultdict(set)
    for at, one in enumerate(descriptions):
        for kind in one.series:
            kinds[kind].add(at)
    return DescribedIndex(
        descriptions=tuple(descriptions),
        least=tuple(_least(one, weight) for one in descriptions),
        kinds={kind: frozenset(some) for kind, some in kinds.items()},
        by_word=dict(by_word),
        wordless=tuple(at for at, one in enumerate(descriptions) if not one.terms),
        weight=weight,
        subject_words=frozenset().union(*(one.terms for one in descriptions)) - GENERIC,
        heads=frozenset().union(*(one.heads for one in descriptions)),
        names=names,
        bands=frozenset(word for word in weight if word[:1] == "<" or word[:1].isdigit()),
    )


def _least(description: Description, weight: Mapping[str, float]) -> float:
    ways = [name | description.measure for name in description.names or (frozenset(),)]
    return LEAST_SHARE * min(sum(weight[word] for word in way) for way in ways)
