"""The statistics with which a text is compared, indexed by subject, measure and description."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from figurecheck.figures.common.text import NUMBERS, PREPOSITIONS, content, words_of
from figurecheck.scan.fact import Fact
from figurecheck.scan.names import NameKey, demonyms, find_common, find_names, is_described, read_name
from figurecheck.scan.series_index import DescribedIndex, index_described

DEMONYM = 100
"""Rank of an adjective made of a name ("Norwegian"), so that it comes after every name in a list."""
ALIKE = 4
"""Letters that two names share which may be taken for each other."""
MAIN_SHARE = 0.4
"""Least share of all statistics that the main subject of a list has."""
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
    """A person or thing that has a name."""

    about: tuple[str, ...]
    facts: Mapping[str, list[Fact]]
    """Those without a period by measure, in the order of the list."""
    collective: bool
    """Whether its first name is a later name of other subjects: a team, a country, a ministry with its members."""
    member: bool = False
    """Whether it shares a later name with others: a player of a team, a town of a region."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Every statistic, by subject and measure."""

    subjects: tuple[Subject, ...]
    names: Mapping[NameKey, tuple[int, ...]]
    """The subjects that a name stands for."""
    measures: Mapping[str, Measure]
    longest: Mapping[str, int]
    """The most tokens of a name that starts with a token."""
    short_names: Mapping[NameKey, tuple[int, ...]]
    """The subjects for which a part of a name may stand, once a text has said the whole of it."""
    numbered_terms: frozenset[tuple[str, str]]
    """Pairs of stems of a measure, one of which is a number: "three-point", "first quarter"."""
    described: DescribedIndex
    """The statistics by what they measure, in words."""
    starts_of_names: frozenset[str] = frozenset()
    """The first letters of the words of names, by which two may be taken for each other."""
    has_events: bool = False
    """Whether any names somebody and no period: what a list on one event has."""
    main: int | None = None
    """The subject of most of the statistics that name one."""


def index_facts(facts: Iterable[Fact], aliases: Mapping[str, Sequence[str]] | None = None) -> Facts:
    """Index statistics for `scan`; `aliases` are other words for the names that statistics are about."""
    listed = [_with_aliases(fact, aliases or {}) for fact in facts]
    common = find_common(about for fact in listed for about in fact.about)
    named: dict[tuple[str, ...], dict[str, list[Fact]]] = {}
    subjects = [_subjects_in(fact, common) for fact in listed]
    for fact, own in zip(listed, subjects, strict=True):
        for about in own:
            named.setdefault(about, {})
        # A statistic without a period is of the one event that the list is about; its measure is named by its noun.
        if fact.about and not is_described(fact.about[0], common) and read_name(fact.about[0]) and not fact.period:
            named[fact.about].setdefault(fact.measure or fact.label, []).append(fact)
    names, collectives, members = _bearers_of_names(list(named), aliases or {})
    longest: dict[str, int] = {}
    for tokens in names:
        longest[tokens[0]] = max(longest.get(tokens[0], 0), len(tokens))
    measures = {one: parse_measure(one) for one in {measure for measures in named.values() for measure in measures}}
    phrases = {*measures, *(one for fact in listed for one in (fact.measure, *filter(is_described, fact.about)))}
    numbers = {about: at for at, about in enumerate(named)}

    def subjects_of(fact: Fact) -> tuple[int, ...]:
        return tuple(numbers[about] for about in _subjects_in(fact, common))

    counts = Counter(numbers[about] for own in subjects for about in own)
    [*most] = counts.most_common(2)
    is_main = most and most[0][1] >= MAIN_SHARE * len(listed) and (len(most) < 2 or most[0][1] >= 2 * most[1][1])
    return Facts(
        subjects=tuple(
            Subject(about, one, at in collectives, at in members) for at, (about, one) in enumerate(named.items())
        ),
        names=names,
        measures=measures,
        longest=longest,
        short_names=_short_names(list(named), names),
        numbered_terms=frozenset(_numbered_terms(phrases)),
        described=index_described(listed, subjects_of, common),
        starts_of_names=frozenset(token[:ALIKE] for name in names for token in name if token not in _NO_PERSON),
        has_events=any(named.values()),
        main=most[0][0] if is_main else None,
    )


def _with_aliases(fact: Fact, aliases: Mapping[str, Sequence[str]]) -> Fact:
    """Return a statistic about something that is described with the other words for it; names have theirs apart."""
    others = aliases.get(fact.about[0], ()) if fact.about else ()
    return replace(fact, about=(*fact.about, *others)) if others and is_described(fact.about[0]) else fact


def _subjects_in(fact: Fact, common: frozenset[str]) -> list[tuple[str, ...]]:
    """Return the names by which a statistic is about somebody: its own, or those within its description."""
    if fact.about and not is_described(fact.about[0], common):
        return [fact.about] if read_name(fact.about[0]) else []
    text = fact.about[0] if fact.about else fact.label or fact.population
    return list(dict.fromkeys((name,) for name in find_names(text) if read_name(name)))


def _numbered_terms(measures: Iterable[str]) -> Iterator[tuple[str, str]]:
    numbers = set(NUMBERS.values())
    pairs = (pair for measure in measures for pair in pairwise(content(measure)))
    return (pair for pair in pairs if (pair[0] in numbers) != (pair[1] in numbers))


def _short_names(
    subjects: Sequence[tuple[str, ...]], names: Mapping[NameKey, tuple[int, ...]]
) -> dict[NameKey, tuple[int, ...]]:
    """Return the parts of names that stand for the whole: "Hansen" of "Anne Hansen", "Grand Tour" of one "of"."""
    made: dict[NameKey, tuple[int, ...]] = {}
    for at, about in enumerate(subjects):
        tokens = read_name(about[0])
        person = 1 < len(tokens) < 4 and all(one.isalpha() for one in tokens) and about[0][:1].isupper()
        # "Ireland" is not Northern Ireland, nor "the Hospital" any hospital by its name.
        if person and not _NO_PERSON & set(tokens) and tokens[-1:] not in names:
            made[tokens[-1:]] = (*made.get(tokens[-1:], ()), at)
        first = tokens[: tokens.index("of")] if "of" in tokens else ()
        if len(first) > 1 and first not in names:
            made[first] = (*made.get(first, ()), at)
    return made


_NO_PERSON = frozenset(
    "north south east west northern southern eastern western central new great greater old upper lower st saint san"
    " santa los las el united republic city county town hospital school university college council region district"
    " ministry department agency office bank company group party union club police court road street park and of"
    " the".split()
)


def _bearers_of_names(
    subjects: Sequence[tuple[str, ...]], aliases: Mapping[str, Sequence[str]]
) -> tuple[dict[NameKey, tuple[int, ...]], set[int], set[int]]:
    """Return the subjects in whose list of names each name comes earliest, the collectives, and their members."""
    ranks: dict[NameKey, dict[int, int]] = defaultdict(dict)
    for at, names in enumerate(subjects):
        for rank, name in enumerate([*names, *aliases.get(names[0], ())]):
            # Names run from the particular to the general: "Oslo", then "Norway". Norway itself has its name first,
            # and wins it.
            tokens = read_name(name)
            if tokens:
                ranks[tokens].setdefault(at, rank)
            if rank == 0 and all(one.isalpha() for one in tokens):
                for word in demonyms(" ".join(tokens)):
                    ranks[word,].setdefault(at, DEMONYM)
    chosen: dict[NameKey, tuple[int, ...]] = {}
    collectives: set[int] = set()
    members: set[int] = set()
    for tokens, bearers in ranks.items():
        best = min(bearers.values())
        chosen[tokens] = tuple(at for at, rank in bearers.items() if rank == best)
        later = [at for at, rank in bearers.items() if 0 < rank < DEMONYM]
        # Others have the name further down their lists, so that its bearer is what they belong to.
        if best < DEMONYM and any(best < rank < DEMONYM for rank in bearers.values()):
            collectives.update(chosen[tokens])
        if len(bearers) > 1:
            members.update(later)
    return chosen, collectives, members
