"""The statistics with which a text is compared, indexed by subject and measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from factbook.figures.common.text import NUMBERS, PREPOSITIONS, content, words_of
from factbook.scan.fact import Fact
from factbook.scan.series_index import DescribedIndex, index_described, is_described

LAST_WORD = 100
"""Added to the rank of a name's last word alone ("Blazers"), so that it comes after every full name."""
RATES = frozenset("percentage percent rate share proportion".split())


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured, in words: "points in the first quarter" counts points, of the first quarter."""

    text: str
    counted: tuple[str, ...]
    """Stems that must be near the number."""
    scope: tuple[str, ...]
    """Stems that the clause must contain, adjacent and in order."""
    rate: bool = False


def parse_measure(text: str) -> Measure:
    """Read the words of a measure.

    >>> parse_measure("points in the first quarter").scope
    ('1', 'quart')
    """
    words = [word.text for word in words_of(text)]
    cut = next((at for at, word in enumerate(words) if at and word.casefold() in PREPOSITIONS), len(words))
    counted = content(" ".join(words[:cut]))
    rate = bool(RATES & set(counted))
    return Measure(
        text,
        tuple(word for word in counted if word not in RATES) if rate else counted,
        content(" ".join(words[cut:])),
        rate,
    )


@dataclass(frozen=True, slots=True)
class Subject:
    """A person or thing that statistics are about."""

    about: tuple[str, ...]
    facts: Mapping[str, list[Fact]]
    """By measure, in the order of the list."""
    collective: bool
    """Whether its first name is a later name of other subjects: a team, a country, a ministry with its members."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Every statistic, by subject and measure."""

    subjects: tuple[Subject, ...]
    names: Mapping[tuple[str, ...], tuple[int, ...]]
    """The subjects that a name stands for, by the stems of the name."""
    measures: Mapping[str, Measure]
    longest: Mapping[str, int]
    """The most words of a name that starts with a stem."""
    numbered_terms: frozenset[tuple[str, str]]
    """Pairs of stems of a measure, one of which is a number: "three-point", "first quarter"."""
    described: DescribedIndex
    """The statistics about a subject that is described, not named; and all that have a period."""


def index_facts(facts: Iterable[Fact]) -> Facts:
    """Index statistics for `scan`."""
    named: dict[tuple[str, ...], dict[str, list[Fact]]] = {}
    described = []
    for fact in facts:
        # A list may say neither; then whom or what is counted, or the label, is the best description there is.
        about = fact.about or (fact.population or fact.label,)
        if is_described(about):
            described.append(fact)
            continue
        # Two years of one measure differ in their period alone, which only the described index tells apart.
        if fact.period:
            described.append(fact)
        named.setdefault(about, {}).setdefault(fact.measure or fact.label, []).append(fact)
    names, collectives = _bearers_of_names(list(named))
    longest: dict[str, int] = {}
    for stems in names:
        longest[stems[0]] = max(longest.get(stems[0], 0), len(stems))
    measures = {measure: parse_measure(measure) for by_measure in named.values() for measure in by_measure}
    return Facts(
        subjects=tuple(Subject(about, one, at in collectives) for at, (about, one) in enumerate(named.items())),
        names=names,
        measures=measures,
        longest=longest,
        numbered_terms=frozenset(_numbered_terms(measures)),
        described=index_described(described),
    )


def _numbered_terms(measures: Iterable[str]) -> Iterator[tuple[str, str]]:
    numbers = set(NUMBERS.values())
    pairs = (pair for measure in measures for pair in pairwise(content(measure)))
    return (pair for pair in pairs if (pair[0] in numbers) != (pair[1] in numbers))


def _proper(name: str) -> bool:
    """Return whether a name is written like a proper one, so that its last word may stand for it."""
    return all(not word[:1].islower() for word in name.split())


def _bearers_of_names(subjects: Sequence[tuple[str, ...]]) -> tuple[dict[tuple[str, ...], tuple[int, ...]], set[int]]:
    """Return the subjects in whose list of names each name comes earliest, and the subjects that are collectives."""
    ranks: dict[tuple[str, ...], dict[int, int]] = defaultdict(dict)
    for at, names in enumerate(subjects):
        for rank, name in enumerate(names):
            stems = content(name)
            if stems:
                # Names run from the particular to the general: "Oslo", then "Norway". Norway itself has its
                # name first, and wins it.
                ranks[stems].setdefault(at, rank)
            if len(stems) > 1 and _proper(name) and not stems[-1].isdecimal():
                ranks[stems[-1:]].setdefault(at, rank + LAST_WORD)
    chosen: dict[tuple[str, ...], tuple[int, ...]] = {}
    collectives: set[int] = set()
    for stems, bearers in ranks.items():
        best = min(bearers.values())
        chosen[stems] = tuple(at for at, rank in bearers.items() if rank == best)
        # Others have the name further down their lists, so that its bearer is what they belong to.
        if best < LAST_WORD and any(best < rank < LAST_WORD for rank in bearers.values()):
            collectives.update(chosen[stems])
    return chosen, collectives
