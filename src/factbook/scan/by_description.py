"""Hold a number against the described statistics: which series its sentence says best, and of which period."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import nlargest

from factbook.figures import Form
from factbook.model import Verdict
from factbook.scan.compare import Answer, compare, is_whole, judged, unsourced
from factbook.scan.consistency.result import Candidate, Status
from factbook.scan.consistency.text_figures import Figure, ends_of
from factbook.scan.context import HEADING, Discourse, Heard, hear
from factbook.scan.fact import Fact
from factbook.scan.sentence import Scene
from factbook.scan.series_index import MEASURED, Described, Series, Sort, phrase

SURE, FAIR, FAINT = 0.66, 0.42, 0.3
"""How well a series must be said for a number to be refuted, to be borne out, to be named at all."""
AHEAD, DOUBT = 0.06, 0.2
"""Series this near to the best may be meant as well; this near, one that fits is reason to doubt."""
PART = 0.2
"""How much of a description has to be said for it to be looked at."""
STRANGE = 0.4
"""How much a word counts against a series that does not know it, though it says whom some other is about."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SORTS = {Form.POINTS: Sort.POINTS, Form.MULTIPLE: Sort.MULTIPLE, Form.ORDINAL: Sort.RANK}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A series that may be meant, how well it is said (0 to 1), and its statistics of the period."""

    series: Series
    score: float
    facts: list[Fact]


def decide_described(text: str, scene: Scene, figure: Figure, before: Discourse) -> Answer:
    """Say what is known of a number of a text from the statistics that are described."""
    if (ends := ends_of(figure)) is not None:
        return _from_to(text, scene, figure, ends, before)
    sort = sort_of(figure)
    if sort is None:
        return unsourced("no statistic is of such a kind")
    heard = hear(text, scene, figure, before)
    if heard.stranger:
        return unsourced(f"‘{heard.stranger}’ is nothing that the statistics speak of")
    ranked = nlargest(8, _ranked(scene.facts.described, sort, heard), key=lambda one: one.score)
    best = [
        one
        for one in (_best_told(one, scene.facts.described, heard) for one in ranked)
        if _comparable(figure, one, scene) and not _taken(figure, one, scene)
    ]
    if not best:
        return unsourced("the sentence says of no statistic what it is about")
    return _choose(figure, scene, best, heard.stated)


def _from_to(text: str, scene: Scene, figure: Figure, ends: tuple[Figure, Figure], before: Discourse) -> Answer:
    """Hold "from a to b" against a series: b against its period, a against the one before or the other said."""
    heard = hear(text, scene, figure, before)
    if heard.stranger or not heard.period:
        return unsourced("no period is said, or somebody is whom no statistic speaks of")
    ranked = [one for one in _ranked(scene.facts.described, Sort.LEVEL, heard) if one.score >= SURE]
    best = [one for one in nlargest(3, ranked, key=lambda one: one.score) if _comparable(ends[1], one, scene)]
    first = best[0].series.facts.get(heard.first) if best else None
    if not best or not first or (len(best) > 1 and best[1].score > best[0].score - AHEAD):
        return unsourced("no statistic is clearly meant")
    answers = compare(ends[0], first, scene.locale), compare(ends[1], best[0].facts, scene.locale)
    wrong = [one for one in answers if one.status is not Status.AGREES]
    return wrong[0] if wrong else answers[1]


def _choose(figure: Figure, scene: Scene, best: list[Ranked], stated: bool) -> Answer:
    """Decide by the series that is said best, if it is far enough ahead."""
    candidates = tuple(_candidates(figure, scene, best))[:5]
    first = best[0]
    for one in best:
        if one.score <= first.score - AHEAD or one.score < FAIR:
            break
        answer = compare(figure, one.facts, scene.locale)
        if answer.status is Status.AGREES:
            return answer._replace(candidates=candidates)
    answer = compare(figure, first.facts, scene.locale)
    doubt = any(one.agrees and one.score > first.score - DOUBT for one in candidates)
    if answer.status is Status.DISAGREES and first.score >= SURE and stated and not doubt:
        return answer._replace(candidates=candidates)
    return Answer(Status.UNSOURCED, "", "no statistic is clearly meant", candidates)


def _candidates(figure: Figure, scene: Scene, best: list[Ranked]) -> Iterator[Candidate]:
    for one in best[:5]:
        for fact in one.facts[:5]:
            agrees = compare(figure, [fact], scene.locale).status is Status.AGREES
            yield Candidate(fact.id, agrees=agrees, score=round(one.score, 3))


def sort_of(figure: Figure) -> Sort | None:
    """Say what a number tells, by its form and direction; ``None`` if no statistic is of that kind."""
    read = figure.found.figure if figure.found else None
    if figure.pair or figure.article or read is None or read.upper is not None:
        return None
    turned = figure.turned or read.amount < 0 or figure.text[:1] in "+-−"
    if read.form is Form.NUMBER:
        return Sort.DIFFERENCE if turned else Sort.LEVEL
    if read.form in {Form.PERCENT, Form.FRACTION}:
        return Sort.CHANGE if turned else Sort.SHARE
    return _SORTS.get(read.form)


def _ranked(described: Described, sort: Sort, heard: Heard) -> Iterator[Ranked]:
    """Score every series of a sort whose description is said in part and that has the period."""
    weight, told = described.weight, defaultdict[int, float](float)
    for word, loud in heard.words.items():
        for at in described.naming.get(word, ()):
            told[at] += weight[word] * loud
    strange = {word: STRANGE * weight[word] for word in heard.near if word in described.telling}
    for at, value in told.items():
        group = described.groups[at]
        if value < PART * group.weight or sort not in group.series:
            continue
        for series in group.series[sort]:
            facts = _of_period(series, heard)
            score = _score(series, heard, strange, described) if facts else 0.0
            if score > FAINT:
                yield Ranked(series, score, facts)


def _score(series: Series, heard: Heard, strange: dict[str, float], described: Described) -> float:
    """Say how well a sentence tells a series, from 0 to 1.

    What is told of its name and measure, against what is missing of them and what is said of something else; other
    words that the series knows (its population's) make up for half of what is missing at most.
    """
    weight, words = described.weight, heard.words
    if series.named and any(words.get(word, 0.0) < HEADING for name in series.names for word in name):
        return 0.0
    told, missing = min((_cover(name | series.measure, words, weight) for name in series.names), key=lambda one: one[1])
    if series.population:
        told, missing = _better((told, missing), _cover(series.population | series.measure, words, weight))
    more = sum(weight[word] * words[word] for word in series.more if word in words and word in described.telling) / 2
    foreign = sum(value for word, value in strange.items() if word not in series.known)
    return (told + min(more, missing / 2)) / (told + missing + foreign) if told else 0.0


def _better(name: tuple[float, float], population: tuple[float, float]) -> tuple[float, float]:
    """Let a population that is told better than the name count for half."""
    both = (name[0] + population[0]) / 2, (name[1] + population[1]) / 2
    return both if both[0] * (name[0] + name[1]) > name[0] * (both[0] + both[1]) else name


def _cover(wanted: frozenset[str], words: dict[str, float], weight: dict[str, float]) -> tuple[float, float]:
    told = missing = 0.0
    for word in wanted:
        heard = words.get(word, 0.0)
        told += weight[word] * heard
        missing += weight[word] * (1 - heard)
    return told, missing


def _of_period(series: Series, heard: Heard) -> list[Fact]:
    """Give the statistics of a series that are of the period; those without one, unless their label says another."""
    period = heard.period
    if period in series.facts:
        return series.facts[period]
    if len(series.facts) == 1:
        [(key, facts)] = series.facts.items()
        if key and (not period or ("/" in key and key.split("/")[1][:4] == period)):
            return facts
    years = ((fact, _YEAR.findall(fact.label)) for fact in series.facts.get("", ()))
    return [fact for fact, said in years if not said or not period or period[:4] in said]


def _best_told(one: Ranked, described: Described, heard: Heard) -> Ranked:
    """Keep those of one series and period whose labels leave least unsaid."""
    if len(one.facts) == 1:
        return one
    labels = [phrase(fact.label) for fact in one.facts]
    unsaid = [
        sum(described.weight.get(word, 1.0) * (1 - heard.words.get(word, 0.0)) for word in label) for label in labels
    ]
    least = min(unsaid)
    return replace(one, facts=[fact for fact, missing in zip(one.facts, unsaid, strict=True) if missing < least + 0.5])


def _taken(figure: Figure, one: Ranked, scene: Scene) -> bool:
    """Whether another number of the sentence is the statistic, its qualifier aside, and this one is not."""
    if compare(figure, one.facts, scene.locale).status is Status.AGREES:
        return False
    rest = [other for other in scene.figures if other is not figure and scene.counts(other)]
    alike = [replace(other, printed=other.text) for other in rest if sort_of(other) is one.series.sort]
    return any(compare(other, one.facts, scene.locale).status is Status.AGREES for other in alike)


def _comparable(figure: Figure, one: Ranked, scene: Scene) -> bool:
    read = figure.found.figure if figure.found else None
    unit = one.series.unit
    if read is None or (unit in MEASURED and not read.unit):
        return False
    if read.unit and unit in {"people", "cases"} and read.unit != unit:
        return False
    value = one.facts[0].value
    if one.series.sort is Sort.LEVEL and read.amount.denominator > 1 and is_whole(value):
        return unit in MEASURED
    finding = judged(figure.text, one.facts[0].value, unit=one.facts[0].unit, locale=scene.locale)
    return finding.verdict is not Verdict.INCOMPARABLE
