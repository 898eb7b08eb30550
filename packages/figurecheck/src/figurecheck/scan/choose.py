"""Choose the statistics that a number may be of by words, units, period and form; its value is not looked at.

Of the levels of two periods that is what is computed from them: the difference, the change in per cent, the multiple.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from figurecheck.figures import Form
from figurecheck.scan.consistency.text_figures import Figure
from figurecheck.scan.context import BEFORE_WEIGHT, NumberWords
from figurecheck.scan.fact import Fact
from figurecheck.scan.fact_index import Facts
from figurecheck.scan.features import CHANGES, GENERIC, MEANS, QuantityKind, find_features, phrase_features
from figurecheck.scan.match import SURE, DescriptionMatcher
from figurecheck.scan.number_context import NumberContext
from figurecheck.scan.of_period import find_bases, find_of_period, find_periods
from figurecheck.scan.series_index import NOBODY, DescribedIndex, Description, Series
from figurecheck.scan.units import are_comparable, is_per_so_many
from figurecheck.scan.when import When
from figurecheck.verdicts.sentence.english import FALL, RISE, VERBS

FAINT = 0.3
"""Least score of a statistic that is shown as a candidate."""
FAR = 0.5
"""Part of the best score below which nothing is shown."""
ENOUGH = 8
"""Statistics that are found at most, apart from those that may be meant just as well."""
LEAD = 0.06
"""Within so much of the best score another statistic may be meant as well."""


@dataclass(frozen=True, slots=True)
class MeantStatistic:
    """A statistic that may be meant, or what is computed from two."""

    fact: Fact
    kind: QuantityKind
    score: float
    description: Description


_VERBAL = ("ed", "ing")


class Computation(StrEnum):
    """What is computed from the levels of two periods."""

    DIFFERENCE = "difference"
    CHANGE = "change"
    POINTS = "points"
    MULTIPLE = "multiple"


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
    ordered = sorted(best.values(), key=lambda one: -one.score)
    return _with_wider(_without_means(ordered, asked.words), asked.words)


def _with_wider(found: list[MeantStatistic], said: NumberWords) -> list[MeantStatistic]:
    """Set the statistic of which the words say all beside a narrower one that only a heading or sentence before names.

    Below "Violence does not decline", "40,960 crimes" may be all crimes or the violent ones.
    """
    first = found[0].description if found else None
    if first is None or first.terms - first.quiet <= said.near.keys():
        return found
    wider = [one for one in found[1:] if _is_wider(one.description, first, said)]
    return [
        *found[:1],
        *(replace(one, score=found[0].score) for one in wider),
        *(one for one in found[1:] if one not in wider),
    ]


def _is_wider(one: Description, narrower: Description, said: NumberWords) -> bool:
    terms = one.terms - one.quiet
    return one is not narrower and bool(terms) and terms <= said.near.keys() and terms < narrower.terms


def _without_means(found: list[MeantStatistic], said: NumberWords) -> list[MeantStatistic]:
    """Leave out means that no word says, where another statistic may be meant as well.

    "Offenders in 2024" are those of the year, and not the mean of its months.
    """
    close = [one for one in found if one.score > found[0].score - LEAD]
    unsaid = {one.fact.id for one in close if _is_mean(one.fact.measure) and MEANS.isdisjoint(said.near)}
    return [one for one in found if one.fact.id not in unsaid] if 0 < len(unsaid) < len(close) else found


@lru_cache(maxsize=4096)
def _is_mean(measure: str) -> bool:
    return not MEANS.isdisjoint(phrase_features(measure))


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
            # "-13" alone, in a column of counts: nothing says that it is a change.
            computed: list[_Wanted] = [(QuantityKind.LEVEL, Computation.DIFFERENCE)] if figure.turned or grows else []
            return [[(QuantityKind.DIFFERENCE, None)], computed]
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
    matcher = DescriptionMatcher(described, asked.words)
    best, found = 0.0, 0
    for score, description in matcher.find([kind for kind, _ in wanted]):
        # The likeliest come first; one that is far behind what was found is no candidate, nor one behind enough others.
        if score <= max(FAINT, FAR * best) or (found >= ENOUGH and score < best - LEAD):
            return
        if noun and not _counts(description, noun):
            continue
        for kind, computation in wanted:
            for series in _of_subjects(facts, description.series.get(kind, {}), asked):
                if are_comparable(asked.figure, asked.unit, asked.words.units, series):
                    for fact in _values(series, asked, computation, described):
                        best, found = max(best, score), found + 1
                        yield MeantStatistic(fact, kind, score, description)


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
    # "17 days longer than in 2023" counts days.
    if words and words[0].text.casefold() in RISE | FALL:
        return []
    return [*find_features(words)]


def _counts(description: Description, noun: list[str]) -> bool:
    """Return whether a description counts what the noun behind a number names: "12 patrol cars" are no patrols."""
    known = description.heads | GENERIC
    return any(word in known for word in noun) and (noun[-1] in known or noun[-1] in description.vocabulary)


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


_PERCENT = 100
_DIGITS = Decimal("1e-12")


def compute(series: Series, when: When, computation: Computation) -> Iterator[Fact]:
    """Yield what the levels of a series make of the periods that a number compares."""
    for span in () if when.elsewhere else find_periods(series, when, is_change=True):
        # Before a level without a period nothing is known.
        for base in find_bases(series, when, span) if span is not None else ():
            now, before = series.facts[span], series.facts[base]
            if len(now) == len(before) == 1 and (fact := _join(now[0], before[0], series.unit, computation)):
                yield fact


def _join(now: Fact, before: Fact, unit: str, computation: Computation) -> Fact | None:
    one, other = now.value, before.value
    if isinstance(one, str) or isinstance(other, str):
        return None
    if computation is Computation.DIFFERENCE:
        return Fact(id=f"{now.id} - {before.id}", value=one - other, unit=now.unit)
    if computation is Computation.POINTS:
        scale = 1 if unit == "%" else _PERCENT
        return Fact(id=f"{now.id} - {before.id}", value=(one - other) * scale, unit="pp")
    if other <= 0 or one < 0:
        return None
    ratio = (one / other).quantize(_DIGITS)
    if computation is Computation.CHANGE:
        return Fact(id=f"{now.id} / {before.id}", value=ratio - 1, unit="share")
    return Fact(id=f"{now.id} / {before.id}", value=ratio, unit="ratio")
