"""Compare a number with the described statistics: the series that its context matches best, in the stated period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from heapq import nlargest

from factbook.figures import Form
from factbook.model import Verdict
from factbook.scan.compare import Decision, compare, is_whole, judged, unsourced
from factbook.scan.consistency.result import Candidate, Status
from factbook.scan.consistency.text_figures import Figure, ends_of
from factbook.scan.context import HEADING_WEIGHT, ContextWindow, EarlierContext, read_context
from factbook.scan.fact import Fact
from factbook.scan.sentence import SentenceView
from factbook.scan.series_index import MEASURED, DescribedIndex, DescribedSeries, QuantityKind, phrase_features
from factbook.scan.words.tables import number_runs

# Tuned on the sentences of tests/unit/scan/test_by_description.py and tests/bench/bench_scan_drafts.py.
# A false accusation costs an editor more than a number left unsourced, so that refuting asks for most.
SURE, FAIR, FAINT = 0.66, 0.42, 0.3
"""Least scores of a series by which a number is refuted, by which it is confirmed, and which is a candidate at all."""
LEAD, DOUBT = 0.06, 0.2
"""A series within LEAD of the best may be meant as well; within DOUBT, one that agrees prevents a refutation."""
LEAST_SHARE = 0.2
"""Share of a description's weight that the context must name before the description is scored."""
UNKNOWN_PENALTY = 0.4
"""Part of its weight by which a word that names another subject counts against a series that lacks it."""
_KINDS = {Form.POINTS: QuantityKind.POINTS, Form.MULTIPLE: QuantityKind.MULTIPLE, Form.ORDINAL: QuantityKind.RANK}


@dataclass(frozen=True, slots=True)
class RankedSeries:
    """A series that may be meant, its score from 0 to 1, and its statistics of the period."""

    series: DescribedSeries
    score: float
    facts: list[Fact]


def decide_by_description(text: str, sentence: SentenceView, figure: Figure, before: EarlierContext) -> Decision:
    """Decide about a number by the described statistics."""
    # "From 941 to 903" is one figure to the grammar and two statistics here.
    if (ends := ends_of(figure, sentence.rules)) is not None:
        return _from_to(text, sentence, figure, ends, before)
    kind = kind_of(figure)
    if kind is None:
        return unsourced("no statistic is of this kind")
    context = read_context(text, sentence, figure, before)
    if context.unknown_name:
        return unsourced(f"‘{context.unknown_name}’ appears in no statistic")
    # Eight, since the checks below judge each candidate; five are shown, and a few drop out as not comparable.
    ranked = nlargest(8, _ranked(sentence.facts.described, kind, context), key=lambda one: one.score)
    best = [
        one
        for one in (_best_labelled(one, sentence.facts.described, context) for one in ranked)
        if _comparable(figure, one, sentence) and not _is_another_figures(figure, one, sentence)
    ]
    if not best:
        return unsourced("the sentence describes no statistic")
    return _choose(figure, sentence, best, context.period_is_stated)


def _from_to(
    text: str, sentence: SentenceView, figure: Figure, ends: tuple[Figure, Figure], before: EarlierContext
) -> Decision:
    """Compare "from a to b" with a series: b with its period, a with the other period stated or the year before."""
    context = read_context(text, sentence, figure, before)
    if context.unknown_name or not context.period:
        return unsourced("no period is stated, or a name appears in no statistic")
    ranked = [one for one in _ranked(sentence.facts.described, QuantityKind.LEVEL, context) if one.score >= SURE]
    best = [one for one in nlargest(3, ranked, key=lambda one: one.score) if _comparable(ends[1], one, sentence)]
    first = best[0].series.facts.get(context.first_period) if best else None
    if not best or not first or (len(best) > 1 and best[1].score > best[0].score - LEAD):
        return unsourced("no statistic is clearly meant")
    answers = [
        compare(end, facts, sentence.locale, sentence.rules)
        for end, facts in zip(ends, (first, best[0].facts), strict=True)
    ]
    wrong = [one for one in answers if one.status is not Status.AGREES]
    return wrong[0] if wrong else answers[1]


def _choose(figure: Figure, sentence: SentenceView, best: list[RankedSeries], period_is_stated: bool) -> Decision:
    """Decide by the series with the best score, if it is far enough ahead of the others."""
    candidates = tuple(_candidates(figure, sentence, best))[:5]
    first = best[0]
    for one in best:
        if one.score <= first.score - LEAD or one.score < FAIR:
            break
        answer = compare(figure, one.facts, sentence.locale, sentence.rules)
        # A confirmation by a close second counts too: "burglaries" may mean the count of one of two tables.
        if answer.status is Status.AGREES:
            return answer._replace(candidates=candidates)
    answer = compare(figure, first.facts, sentence.locale, sentence.rules)
    # A number that a close candidate confirms is more likely about that one than wrong.
    doubt = any(one.agrees and one.score > first.score - DOUBT for one in candidates)
    if answer.status is Status.DISAGREES and first.score >= SURE and period_is_stated and not doubt:
        return answer._replace(candidates=candidates)
    return Decision(Status.UNSOURCED, "", "no statistic is clearly meant", candidates)


def _candidates(figure: Figure, sentence: SentenceView, best: list[RankedSeries]) -> Iterator[Candidate]:
    for one in best[:5]:
        for fact in one.facts[:5]:
            agrees = compare(figure, [fact], sentence.locale, sentence.rules).status is Status.AGREES
            yield Candidate(fact.id, agrees=agrees, score=round(one.score, 3))


def kind_of(figure: Figure) -> QuantityKind | None:
    """Return the kind of quantity of a number, by its form and direction; ``None`` if no statistic is of that kind."""
    read = figure.read
    if figure.pair or figure.article or read is None or read.upper is not None:
        return None
    # The sign that is printed before a number ("−4.0%") says the same as a verb of falling.
    turned = figure.turned or read.amount < 0 or figure.text[:1] in "+-−"
    if read.form is Form.NUMBER:
        return QuantityKind.DIFFERENCE if turned else QuantityKind.LEVEL
    if read.form in {Form.PERCENT, Form.FRACTION}:
        return QuantityKind.CHANGE if turned else QuantityKind.SHARE
    return _KINDS.get(read.form)


def _ranked(described: DescribedIndex, kind: QuantityKind, context: ContextWindow) -> Iterator[RankedSeries]:
    """Yield every series of a kind that has the period and whose description the context names in part."""
    weight, matched = described.weight, defaultdict[int, float](float)
    # Only series that share a weighty word are scored; scoring all of them made long lists of statistics slow.
    for word, weight_here in context.words.items():
        for at in described.groups_by_word.get(word, ()):
            matched[at] += weight[word] * weight_here
    penalties = {word: UNKNOWN_PENALTY * weight[word] for word in context.near if word in described.subject_words}
    for at, value in matched.items():
        group = described.groups[at]
        if value < LEAST_SHARE * group.weight or kind not in group.series:
            continue
        for series in group.series[kind]:
            facts = _of_period(series, context)
            score = _score(series, context, penalties, described) if facts else 0.0
            if score > FAINT:
                yield RankedSeries(series, score, facts)


def _score(
    series: DescribedSeries, context: ContextWindow, penalties: dict[str, float], described: DescribedIndex
) -> float:
    """Return how well a context matches a series, from 0 to 1.

    The weight of the words of name and measure that it has, over those and the weights of the words that are missing
    and of the words that name another subject. Words of labels and population make up for half of what is missing.
    """
    weight, words = described.weight, context.words
    # A proper name is said whole or not at all: half of "Ministry of Justice" is no mention of it.
    if series.is_named and any(words.get(word, 0.0) < HEADING_WEIGHT for name in series.names for word in name):
        return 0.0
    matched, missing = min(
        (_coverage(name | series.measure, words, weight) for name in series.names), key=lambda one: one[1]
    )
    if series.population:
        matched, missing = _or_population(
            (matched, missing), _coverage(series.population | series.measure, words, weight)
        )
    context_words = (
        sum(
            weight[word] * words[word]
            for word in series.context_words
            if word in words and word in described.subject_words
        )
        / 2
    )
    foreign = sum(value for word, value in penalties.items() if word not in series.vocabulary)
    return (matched + min(context_words, missing / 2)) / (matched + missing + foreign) if matched else 0.0


def _or_population(name: tuple[float, float], population: tuple[float, float]) -> tuple[float, float]:
    """Return the coverage of the name, or its mean with the population's where that is covered better."""
    both = (name[0] + population[0]) / 2, (name[1] + population[1]) / 2
    return both if both[0] * (name[0] + name[1]) > name[0] * (both[0] + both[1]) else name


def _coverage(wanted: frozenset[str], words: dict[str, float], weight: Mapping[str, float]) -> tuple[float, float]:
    """Return the weight of the wanted words that a context has, and of those that it lacks."""
    matched = missing = 0.0
    for word in wanted:
        context = words.get(word, 0.0)
        matched += weight[word] * context
        missing += weight[word] * (1 - context)
    return matched, missing


def _of_period(series: DescribedSeries, context: ContextWindow) -> list[Fact]:
    """Return the statistics of a series that are of the period; those without one, unless their label names another."""
    period = context.period
    if period in series.facts:
        return series.facts[period]
    if len(series.facts) == 1:
        # A single undated figure ("the average wait") is meant whatever year the text is about; one of several years
        # up to 2024 ("2018/2024") is meant when its last year is named.
        [(key, facts)] = series.facts.items()
        if key and (not period or ("/" in key and key.split("/")[1][:4] == period)):
            return facts
    years = ((fact, _years_in(fact.label)) for fact in series.facts.get("", ()))
    return [fact for fact, said in years if not said or not period or period[:4] in said]


def _years_in(label: str) -> list[str]:
    return [run for _, run in number_runs(label, "") if len(run) == 4 and run.startswith(("19", "20"))]


def _best_labelled(one: RankedSeries, described: DescribedIndex, context: ContextWindow) -> RankedSeries:
    """Keep, of one series and period, the statistics whose labels the context covers best."""
    if len(one.facts) == 1:
        return one
    labels = [phrase_features(fact.label) for fact in one.facts]
    unsaid = [
        sum(described.weight.get(word, 1.0) * (1 - context.words.get(word, 0.0)) for word in label) for label in labels
    ]
    least = min(unsaid)
    return replace(one, facts=[fact for fact, missing in zip(one.facts, unsaid, strict=True) if missing < least + 0.5])


def _is_another_figures(figure: Figure, one: RankedSeries, sentence: SentenceView) -> bool:
    """Return whether another number of the sentence, and not this one, has the statistic's value, qualifiers aside."""
    if compare(figure, one.facts, sentence.locale, sentence.rules).status is Status.AGREES:
        return False
    # "In 2024 there were 903 burglaries, and 5,000 patrols": the 903 takes the statistic, the 5,000 has none.
    key = tuple(map(id, one.facts))
    if key not in sentence.agreeing:
        alike = (other for other in sentence.counting if kind_of(other) is one.series.kind)
        sentence.agreeing[key] = frozenset(
            other.start
            for other in alike
            if compare(replace(other, printed=other.text), one.facts, sentence.locale, sentence.rules).status
            is Status.AGREES
        )
    return bool(sentence.agreeing[key] - {figure.start})


def _comparable(figure: Figure, one: RankedSeries, sentence: SentenceView) -> bool:
    read = figure.read
    unit = one.series.unit
    if read is None or (unit in MEASURED and not read.unit):
        return False
    # "903 people" are not 903 cases, whatever the judge allows where nothing else is known.
    if read.unit and unit in {"people", "cases"} and read.unit != unit:
        return False
    value = one.facts[0].value
    # A number with decimals is no count: "17.9 patrols" cannot be compared with 18 patrols.
    if one.series.kind is QuantityKind.LEVEL and read.amount.denominator > 1 and is_whole(value):
        return unit in MEASURED
    finding = judged(
        figure.text, one.facts[0].value, unit=one.facts[0].unit, locale=sentence.locale, rules=sentence.rules
    )
    return finding.verdict is not Verdict.INCOMPARABLE
