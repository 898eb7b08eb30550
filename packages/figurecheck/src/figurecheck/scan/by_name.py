"""Compare a number with the statistics about the subject that its sentence names."""

from __future__ import annotations

from decimal import Decimal

from figurecheck.figures import Form
from figurecheck.figures.common.units import canonical
from figurecheck.scan.compare import Decision, compare, unsourced
from figurecheck.scan.consistency.result import Candidate, Status
from figurecheck.scan.consistency.text_figures import Figure
from figurecheck.scan.fact import Fact
from figurecheck.scan.fact_index import Facts, Measure
from figurecheck.scan.measures import (
    AVERAGES,
    GAPS,
    LASTS,
    SUMS,
    NearWords,
    contains,
    has_own_words,
    match_measures,
    unshared_span,
)
from figurecheck.scan.sentence import ResolvedFigure, SentenceView
from figurecheck.scan.subjects import Mention

SO_FAR = frozenset("including until far date".split())
"""Words of a measure that counts from a beginning up to now, so that a part of it cannot be larger."""


def decide_by_name(sentence: SentenceView, figure: Figure) -> Decision:
    """Decide about a single number by the subject that the sentence names and the measure that its words name."""
    who = sentence.subject_of(figure)
    if who is None or not who.subjects:
        return unsourced("the sentence names nobody whom a statistic is about")
    # Before the measures: "won by 16 points" counts points, and is nobody's points.
    if _is_difference(sentence, figure):
        return unsourced("a difference of two sides, which no statistic is")
    near = sentence.words_near(figure)
    behind = [word.stem for word in sentence.words_after(figure)[:4]]
    if behind[:1] == ["of"] and LASTS & set(behind):
        return unsourced("it counts a part of the last several")
    fits = [
        (at, name) for at in who.subjects for name in match_measures(sentence.facts.subjects[at], sentence.facts, near)
    ]
    if not fits:
        # The order of the three attempts is that of how much they assume: a noun taken over from before, the only
        # percentage of the subject, a whole that the number is a part of.
        who, fits = _resolve_ellipsis(sentence, figure, who, near)
    if not fits and near.percent and near.noun and not near.complement:
        fits = [(at, name) for at in who.subjects if (name := _first_rate(sentence, at))]
    if not fits and (more := _refute_part(sentence, figure, who, near)):
        return more
    if not fits:
        return unsourced(f"no statistic about {sentence.name_of(who)} measures what the sentence counts")
    candidates = [fact for at, name in fits for fact in sentence.facts.subjects[at].facts[name]]
    candidates = [fact for fact in _of_period(candidates, sentence) if _of_kind(sentence.facts, fact, figure)]
    for fact in candidates:
        # "12 murders over the last two years" must not be compared with the murders of one year.
        span = unshared_span(sentence.facts.measures[fact.measure or fact.label], fact.period, near)
        if span:
            return _decide_wider(figure, fact, span, near)
    sentence.resolved.append(ResolvedFigure(who.subjects, fits[0][1], near.percent))
    return compare(figure, candidates, sentence.locale, sentence.rules)


def _resolve_ellipsis(
    sentence: SentenceView, figure: Figure, who: Mention, near: NearWords
) -> tuple[Mention, list[tuple[int, str]]]:
    """Return whom and what a number measures where its noun is left out, as in an earlier part of the sentence.

    "They had 14 thefts, with 12 of our own" counts thefts; "A had 5 fires and 3 thefts, while B had 4 and 2" counts
    fires and thefts again, in the same order.
    """
    alike = [one for one in sentence.resolved if one.percent == near.percent]
    behind = [word.stem for word in sentence.words_after(figure)[:3]]
    if not alike:
        return who, []
    # "Of our own" goes back to the subject of the sentence, past the one named last.
    if behind[:1] == ["of"] and behind[2:] == ["own"]:
        owner = sentence.mentions.sentence_subject(sentence.at(figure)) or who
        return owner, _measured(sentence, owner, alike[-1].measure)
    # A number with a noun of its own is no ellipsis, except "45% from three-point range".
    if near.noun and not (near.percent and near.complement):
        return who, []
    # The n-th number of this subject repeats the n-th measure of the one before.
    others = [one for one in alike if one.subjects != who.subjects]
    done = sum(one.subjects == who.subjects for one in alike)
    measures = [one.measure for one in others if one.subjects == others[-1].subjects]
    return (who, _measured(sentence, who, measures[done])) if done < len(measures) else (who, [])


def _refute_part(sentence: SentenceView, figure: Figure, who: Mention, near: NearWords) -> Decision | None:
    """Refute a part that is larger than its whole: "six road wins" of one who has five in all."""
    read = figure.read
    if read is None or read.form is not Form.NUMBER or read.qualifier:
        return None
    # "Six of the last ten wins" may reach back beyond what the statistic covers.
    if len(who.subjects) != 1 or LASTS & set(near.clause):
        return None
    for name, facts in sentence.facts.subjects[who.subjects[0]].facts.items():
        measure, value = sentence.facts.measures[name], facts[0].value
        # The noun must stand close behind the number: "six road wins" is a part of the wins, "six points in two wins"
        # is none.
        inside = set(measure.counted) <= set(near.noun[1:3]) and (
            not measure.scope or SO_FAR & set(measure.text.split())
        )
        if inside and not measure.rate and isinstance(value, Decimal) and read.amount > value:
            reason = f"a part of {facts[0].id}, which is {value}, cannot be more"
            return Decision(Status.DISAGREES, facts[0].id, reason, (Candidate(facts[0].id, agrees=False, score=1.0),))
    return None


def _measured(sentence: SentenceView, who: Mention, measure: str) -> list[tuple[int, str]]:
    return [(at, measure) for at in who.subjects if measure in sentence.facts.subjects[at].facts]


def _decide_wider(figure: Figure, fact: Fact, span: str, near: NearWords) -> Decision:
    """Decide about a number that covers more than the statistic: a sum is no smaller than its parts."""
    read = figure.read
    # An average over more may be smaller than one of its parts, a sum may not.
    summed = SUMS & set(near.clause) and not AVERAGES & set(near.clause)
    if summed and read and read.qualifier is None and isinstance(fact.value, Decimal) and read.amount < fact.value:
        reason = f"{fact.id} alone is {fact.value}, and the number covers more than that"
        return Decision(Status.DISAGREES, fact.id, reason, (Candidate(fact.id, agrees=False, score=1.0),))
    other = unsourced(f"‘{span}’: the number covers something other than {fact.id}")
    return other._replace(candidates=(Candidate(fact.id, agrees=False, score=0.5),))


def _of_kind(facts: Facts, fact: Fact, figure: Figure) -> bool:
    """Return whether a number has the statistic's unit, where the measure has no words of its own ("count")."""
    if has_own_words(facts.measures[fact.measure or fact.label]):
        return True
    read = figure.read
    return read is not None and read.upper is None and bool(read.unit) and read.unit == canonical(fact.unit)


def _first_rate(sentence: SentenceView, at: int) -> str:
    facts = sentence.facts
    return next((name for name in facts.subjects[at].facts if facts.measures[name].rate), "")


def _of_period(candidates: list[Fact], sentence: SentenceView) -> list[Fact]:
    """Return the statistics of the years that the sentence names; all of them if it names none."""
    years = {word.stem for word in sentence.words if word.stem.isdecimal() and len(word.stem) == 4}
    # A period of months names its year first, so that "2024-05" is of the year 2024.
    named = [fact for fact in candidates if fact.period and set(fact.period.replace("-", " ").split()) & years]
    return named or ([] if years and all(fact.period for fact in candidates) else candidates)


def _is_difference(sentence: SentenceView, figure: Figure) -> bool:
    at = sentence.at(figure)
    before = [word.stem for word in sentence.words[max(0, at - 5) : at]]
    # "By 16", "by as many as 16", "by only 16"; five words back is as far as such a phrase reaches.
    by = before[-1:] == ["by"] or ("by" in before and before[-1] in {"as", "than", "most", "many", "only", "just"})
    behind = [word.stem for word in sentence.words_after(figure)][:5]
    return by or ("-" in behind[:1] and bool(GAPS & set(behind)))


def scoped_measures(sentence: SentenceView, at: int, near: NearWords) -> list[str]:
    """Return the measure that the clause names by its scope ("in the fourth quarter") or its noun, else the first."""
    facts = sentence.facts
    names = list(facts.subjects[at].facts)
    scoped = [
        name for name in names if facts.measures[name].scope and contains(near.clause, facts.measures[name].scope)
    ]
    counted = [
        name
        for name in names
        if facts.measures[name].counted and not facts.measures[name].rate and _is_stated(facts.measures[name], near)
    ]
    # The first measure of a list is the one that the publisher takes for the main one.
    return scoped[:1] or counted[:1] or names[:1]


def _is_stated(measure: Measure, near: NearWords) -> bool:
    return set(measure.counted) <= set(near.clause) and contains(near.clause, measure.scope)
