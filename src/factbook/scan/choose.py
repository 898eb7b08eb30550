"""Choose the statistics that a number may be of by words, units, period and form; its value is not looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from factbook.figures import Form
from factbook.figures.common.word_table import is_hangul
from factbook.scan.computed import Computation, compute
from factbook.scan.consistency.text_figures import Figure
from factbook.scan.context import BEFORE_WEIGHT, HEADING_WEIGHT, NumberWords
from factbook.scan.fact import Fact
from factbook.scan.fact_index import Facts
from factbook.scan.features import CHANGES, GENERIC, PASSED, QuantityKind, find_features, phrase_features
from factbook.scan.number_context import NumberContext
from factbook.scan.of_period import find_of_period
from factbook.scan.series_index import NOBODY, DescribedIndex, Description, Series
from factbook.scan.units import are_comparable, is_per_so_many
from factbook.verdicts.sentence.english import FALL, RISE, VERBS

# Tuned on the sentences of tests/unit/scan/test_by_description.py and tests/bench/bench_scan_drafts.py.
SURE, FAINT = 0.66, 0.3
"""Least scores of a statistic that a number is held against, and of one that is shown as a candidate."""
LEAD = 0.1
"""Within so much of the best score another statistic may be meant as well."""
QUIET = 0.4
"""Part of its weight that a word has which a text may well leave out: of "the median wait for planned treatment"."""
FOREIGN_PENALTY = 0.3
"""Part of its weight by which a word that names another subject counts against a statistic that lacks it."""
NARROWED = 0.6
"""What the score of a statistic is multiplied by that lacks a word which narrows the number's noun."""


@dataclass(frozen=True, slots=True)
class MeantStatistic:
    """A statistic that may be meant, or what is computed from two."""

    fact: Fact
    kind: QuantityKind
    score: float


_VERBAL = ("ed", "ing")
_Wanted = tuple[QuantityKind, Computation | None]


def choose(facts: Facts, asked: NumberContext) -> list[MeantStatistic]:
    """Return the statistics that a number may be of, the likeliest first."""
    found: list[MeantStatistic] = []
    # A change that is recorded comes before one that is computed from two levels.
    for wanted in _kinds_of(asked.figure, asked.words.words):
        found += _of_kind(facts, asked, wanted)
        if any(one.score >= SURE for one in found):
            break
    best: dict[str, MeantStatistic] = {}
    for one in found:
        if one.fact.id not in best or best[one.fact.id].score < one.score:
            best[one.fact.id] = one
    return sorted(best.values(), key=lambda one: -one.score)


def _kinds_of(figure: Figure, words: Mapping[str, float]) -> list[list[_Wanted]]:
    """Return the kinds of quantity that a number may be, by its form and direction; those to try first come first."""
    read = figure.read
    if figure.pair or figure.article or read is None or read.upper is not None:
        return []
    # The sign that is printed before a number ("−4.0%") says the same as a verb of falling.
    turned = figure.turned or read.amount < 0 or figure.text[:1] in "+-−"
    grows = any(word in CHANGES and weight >= BEFORE_WEIGHT for word, weight in words.items())
    if read.form is Form.NUMBER:
        if turned:
            return [[(QuantityKind.DIFFERENCE, None)], [(QuantityKind.LEVEL, Computation.DIFFERENCE)]]
        return [[(QuantityKind.LEVEL, None)]]
    if read.form in {Form.PERCENT, Form.FRACTION}:
        if turned:
            return [[(QuantityKind.CHANGE, None)], [(QuantityKind.LEVEL, Computation.CHANGE)]]
        level = [(QuantityKind.LEVEL, None)] if is_per_so_many(figure) else []
        return [[(QuantityKind.SHARE, None), *level, *([(QuantityKind.CHANGE, None)] if grows else [])]]
    if read.form is Form.POINTS:
        return [[(QuantityKind.POINTS, None)], [(QuantityKind.SHARE, Computation.POINTS)]]
    if read.form is Form.MULTIPLE:
        return [[(QuantityKind.MULTIPLE, None)], [(QuantityKind.LEVEL, Computation.MULTIPLE)]]
    return [[(QuantityKind.RANK, None)]] if read.form is Form.ORDINAL else []


def _of_kind(facts: Facts, asked: NumberContext, wanted: list[_Wanted]) -> Iterator[MeantStatistic]:
    """Yield the statistics of these kinds, each with its score."""
    described = facts.described
    noun = _noun_features(asked)
    for description in _find_descriptions(described, asked.words.words):
        score = _score(description, asked.words, described)
        if score <= FAINT or (noun and not _counts(description, noun)):
            continue
        for kind, computation in wanted:
            for series in _of_subjects(facts, description.series.get(kind, {}), asked):
                if are_comparable(asked.figure, asked.unit, asked.words.units, series):
                    for fact in _values(series, asked, computation, described):
                        yield MeantStatistic(fact, kind, score)


def _values(
    series: Series, asked: NumberContext, computation: Computation | None, described: DescribedIndex
) -> Iterable[Fact]:
    if computation is not None:
        return compute(series, asked.when, computation)
    changes = series.kind in {QuantityKind.CHANGE, QuantityKind.DIFFERENCE, QuantityKind.POINTS, QuantityKind.MULTIPLE}
    found = find_of_period(series, asked.when, is_change=changes)
    facts = (fact for some in found for fact in _best_labelled(some, asked.words, described))
    # A value below zero is a fall, which a text would say.
    return (fact for fact in facts if changes or isinstance(fact.value, str) or fact.value >= 0 or asked.figure.turned)


def _noun_features(asked: NumberContext) -> list[str]:
    """Return the features of the noun that is counted, if there is one."""
    read = asked.figure.read
    if read is None or read.form is not Form.NUMBER:
        return []
    words = list(asked.words.noun)
    # "Oslo had 12 burglaries fall" and "86 babies born": a verb behind the noun is no part of it.
    while len(words) > 1 and (words[-1].text.casefold() in RISE | FALL | VERBS or words[-1].text.endswith(_VERBAL)):
        words.pop()
    return [*find_features(words)]


def _counts(description: Description, noun: list[str]) -> bool:
    """Return whether a description counts what the noun behind a number names: "12 patrol cars" are no patrols."""
    known = description.heads | GENERIC
    return any(word in known for word in noun) and (noun[-1] in known or noun[-1] in description.vocabulary)


def _find_descriptions(described: DescribedIndex, words: Mapping[str, float]) -> Iterator[Description]:
    """Yield the descriptions that share a weighty word; scoring all of them made long lists of statistics slow."""
    matched: dict[int, float] = defaultdict(float)
    for word, here in words.items():
        for at in described.by_word.get(word, ()):
            matched[at] += described.weight[word] * here
    for at, value in matched.items():
        if value >= described.descriptions[at].least:
            yield described.descriptions[at]
    yield from (described.descriptions[at] for at in described.wordless)


def _of_subjects(facts: Facts, series: Mapping[int, list[Series]], asked: NumberContext) -> Iterator[Series]:
    """Yield the series about whom the number is, or about nobody by name where the text names nobody."""
    subjects = {one for option in asked.who.options for one in option}
    main = {facts.main} if facts.main is not None else set()
    silent = not asked.who.stated
    around = subjects | main | asked.mentioned
    for at in subjects | (main if silent else set()):
        yield from (one for one in series.get(at, ()) if around.issuperset(one.who))
    if silent or subjects <= main:
        yield from series.get(NOBODY, ())


def _score(description: Description, said: NumberWords, described: DescribedIndex) -> float:
    """Return how well the words about a number match a description, from 0 to 1.

    The weight of the words of name and measure that it has, over those and the weights of the words that are missing
    and of the words that name another subject. Words of labels and population make up for half of what is missing.
    """
    weight, words = described.weight, said.words
    names = description.names or (frozenset(),)
    ways = [name | description.measure for name in names]
    if not any(ways):
        return SURE if said.narrowing <= description.vocabulary else FAINT
    # What stands only beside another number, or far before, is no word about this one.
    if not any(words.get(word, 0.0) > HEADING_WEIGHT for word in description.counted or frozenset().union(*ways)):
        return 0.0
    quiet = description.quiet
    matched, missing = min((_coverage(way, words, weight, quiet) for way in ways), key=lambda one: one[1])
    if description.population:
        other = _coverage(description.population | description.measure, words, weight, quiet)
        matched, missing = _or_population((matched, missing), other)
    others = description.vocabulary - description.terms
    beside = sum(weight[word] * words[word] for word in others if word in words and word in described.subject_words) / 2
    foreign = sum(
        FOREIGN_PENALTY * weight[word] * here
        for word, here in words.items()
        if here >= BEFORE_WEIGHT and word in described.subject_words and word not in description.vocabulary
    )
    if not matched:
        return 0.0
    # "Burglaries of shops" are no burglaries, whatever else fits; nor has "the highest" what a text does not call so.
    narrowed = not said.narrowing <= description.vocabulary or not description.extremes <= said.own | said.near.keys()
    # "There were 403 burglaries, and 377 from the prosecution": words of its own say that it is of something else.
    taken_over = not any(word in said.own for way in ways for word in way)
    part = NARROWED if narrowed or (taken_over and _is_strange(said.own, description, described)) else 1.0
    return part * (matched + min(beside, missing / 2)) / (matched + missing + foreign)


def _is_strange(own: frozenset[str], description: Description, described: DescribedIndex) -> bool:
    """Return whether a number's own words are of something else: one that statistics know, or two that none does."""
    others = [
        word for word in own if not (word in description.vocabulary | PASSED or word.isdecimal() or is_hangul(word))
    ]
    return len(others) > 1 or any(word in described.subject_words for word in others)


def _or_population(name: tuple[float, float], population: tuple[float, float]) -> tuple[float, float]:
    """Return the coverage of the name, or its mean with the population's where that is covered better."""
    both = (name[0] + population[0]) / 2, (name[1] + population[1]) / 2
    return both if both[0] * (name[0] + name[1]) > name[0] * (both[0] + both[1]) else name


def _coverage(
    wanted: frozenset[str], words: Mapping[str, float], weight: Mapping[str, float], quiet: frozenset[str]
) -> tuple[float, float]:
    """Return the weight of the wanted words that a text has, and of those that it lacks."""
    matched = missing = 0.0
    for word in wanted:
        here, worth = words.get(word, 0.0), weight[word] * (QUIET if word in quiet else 1)
        matched += worth * here
        missing += worth * (1 - here)
    return matched, missing


def _best_labelled(facts: list[Fact], said: NumberWords, described: DescribedIndex) -> list[Fact]:
    """Keep, of one series and period, the statistics whose labels the words cover best."""
    if len(facts) == 1:
        return facts
    labels = [phrase_features(fact.label) for fact in facts]
    unsaid = [
        sum(described.weight.get(word, 1.0) * (1 - said.words.get(word, 0.0)) for word in label) for label in labels
    ]
    least = min(unsaid)
    return [fact for fact, missing in zip(facts, unsaid, strict=True) if missing < least + 0.5]
