"""Hold the numbers of one sentence against the statistics that the sentence is about."""

from __future__ import annotations

from decimal import Decimal

from factbook.figures import Form
from factbook.figures.common.units import canonical
from factbook.scan.compare import Answer, compare, unsourced
from factbook.scan.consistency.result import Candidate, Status
from factbook.scan.consistency.text_figures import Figure
from factbook.scan.fact import Fact
from factbook.scan.fact_index import Facts, Measure
from factbook.scan.measures import AVERAGES, GAPS, LASTS, SUMS, Around, matching, names_something, says, strange_span
from factbook.scan.sentence import Scene, Settled, around, behind_of, name_of, subject_of
from factbook.scan.subjects import Mention

SO_FAR = frozenset("including until far date".split())
"""Words of a measure that counts from a beginning up to now."""


def decide(scene: Scene, figure: Figure) -> Answer:
    """Say what is known of a single number."""
    who = subject_of(scene, figure)
    if who is None or not who.subjects:
        return unsourced("the sentence names nobody that a statistic is about")
    near = around(scene, figure)
    if _is_gap(scene, figure):
        return _gap(scene, figure, who, near)
    fits = [(at, name) for at in who.subjects for name in matching(scene.facts.subjects[at], scene.facts, near)]
    if not fits:
        who, fits = _left_out(scene, figure, who, near)
    if not fits and near.percent and near.noun and not near.complement:
        fits = [(at, name) for at in who.subjects if (name := _first_rate(scene, at))]
    if not fits and (more := _narrower(scene, figure, who, near)):
        return more
    if not fits:
        return unsourced(f"no statistic about {name_of(scene, who)} measures what the sentence counts")
    candidates = [fact for at, name in fits for fact in scene.facts.subjects[at].facts[name]]
    candidates = [fact for fact in _of_period(candidates, near, scene) if _of_kind(scene.facts, fact, figure)]
    for fact in candidates:
        span = strange_span(scene.facts.measures[fact.measure or fact.label], fact.period, near)
        if span:
            return _wider(figure, fact, span, near)
    scene.settled.append(Settled(who.subjects, fits[0][1], near.percent))
    return compare(figure, candidates, scene.locale)


def _left_out(scene: Scene, figure: Figure, who: Mention, near: Around) -> tuple[Mention, list[tuple[int, str]]]:
    """Give what a number measures where its noun is left out and an earlier one stands for it.

    "They had 14 thefts, with 12 of our own" counts thefts; "A had 5 fires and 3 thefts, while B had 4 and 2" counts
    fires and thefts again, in the same order.
    """
    alike = [one for one in scene.settled if one.percent == near.percent]
    behind = [word.stem for word in behind_of(scene, figure)[:3]]
    if not alike:
        return who, []
    if behind[:1] == ["of"] and behind[2:] == ["own"]:
        owner = scene.cast.leader(scene.at(figure)) or who
        return owner, _measured(scene, owner, alike[-1].measure)
    if near.noun and not (near.percent and near.complement):
        return who, []
    first = [one for one in alike if one.subjects != who.subjects]
    done = sum(one.subjects == who.subjects for one in alike)
    told = [one.measure for one in first if one.subjects == first[-1].subjects] if first else []
    return (who, _measured(scene, who, told[done])) if done < len(told) else (who, [])


def _narrower(scene: Scene, figure: Figure, who: Mention, near: Around) -> Answer | None:
    """Refute a part that is larger than its whole: "six road wins" of one who has five in all."""
    read = figure.found.figure if figure.found else None
    if (
        read is None
        or read.form is not Form.NUMBER
        or read.qualifier
        or len(who.subjects) != 1
        or LASTS & set(near.clause)
    ):
        return None
    for name, facts in scene.facts.subjects[who.subjects[0]].facts.items():
        measure, value = scene.facts.measures[name], facts[0].value
        inside = set(measure.counted) <= set(near.noun[1:3]) and (
            not measure.scope or SO_FAR & set(measure.text.split())
        )
        if inside and not measure.rate and isinstance(value, Decimal) and read.amount > value:
            reason = f"a part of {facts[0].id}, which is {value}, cannot be more"
            return Answer(Status.DISAGREES, facts[0].id, reason, (Candidate(facts[0].id, agrees=False, score=1.0),))
    return None


def _measured(scene: Scene, who: Mention, measure: str) -> list[tuple[int, str]]:
    return [(at, measure) for at in who.subjects if measure in scene.facts.subjects[at].facts]


def _wider(figure: Figure, fact: Fact, span: str, near: Around) -> Answer:
    """Say what is known of a number that covers more than the statistic: a sum is no smaller than its parts."""
    read = figure.found.figure if figure.found else None
    summed = SUMS & set(near.clause) and not AVERAGES & set(near.clause)
    if summed and read and read.qualifier is None and isinstance(fact.value, Decimal) and read.amount < fact.value:
        reason = f"{fact.id} alone is {fact.value}, and the number adds more to it"
        return Answer(Status.DISAGREES, fact.id, reason, (Candidate(fact.id, agrees=False, score=1.0),))
    other = unsourced(f"‘{span}’ says that the number covers something else than {fact.id}")
    return other._replace(candidates=(Candidate(fact.id, agrees=False, score=0.5),))


def _of_kind(facts: Facts, fact: Fact, figure: Figure) -> bool:
    """Whether the number carries the statistic's unit, where the measure has no words of its own ("count")."""
    if names_something(facts.measures[fact.measure or fact.label]):
        return True
    read = figure.found.figure if figure.found else None
    return read is not None and read.upper is None and bool(read.unit) and read.unit == canonical(fact.unit)


def _first_rate(scene: Scene, at: int) -> str:
    facts = scene.facts
    return next((name for name in facts.subjects[at].facts if facts.measures[name].rate), "")


def _of_period(candidates: list[Fact], near: Around, scene: Scene) -> list[Fact]:
    """Keep the statistics of a period that the sentence names, if it names one."""
    said = {word.stem for word in scene.words if word.stem.isdecimal() and len(word.stem) == 4}
    named = [fact for fact in candidates if fact.period and set(fact.period.replace("-", " ").split()) & said]
    return named or ([] if said and all(fact.period for fact in candidates) else candidates)


def _is_gap(scene: Scene, figure: Figure) -> bool:
    at = scene.at(figure)
    before = [word.stem for word in scene.words[max(0, at - 5) : at]]
    by = before[-1:] == ["by"] or ("by" in before and before[-1] in {"as", "than", "most", "many", "only", "just"})
    behind = [word.stem for word in behind_of(scene, figure)][:5]
    return by or ("-" in behind[:1] and bool(GAPS & set(behind)))


def _gap(scene: Scene, figure: Figure, who: Mention, near: Around) -> Answer:
    """Hold "by 16" and "a 30-point win" against the difference of two that the sentence names."""
    named = {one.subjects[0] for one in scene.cast.wholes() if one.subjects}
    if len(named) != 2 or {"lead", "led", "trail", "ahead", "behind"} & set(near.clause):
        return unsourced("a difference, and the sentence does not name both sides")
    left, right = (scene.facts.subjects[at] for at in named)
    names = matching(left, scene.facts, near) or scoped_measures(scene, next(iter(named)), near)
    if len(names) != 1 or names[0] not in right.facts:
        return unsourced("a difference of something that no statistic measures")
    if strange_span(scene.facts.measures[names[0]], "", near):
        return unsourced("a difference over something else than the statistics cover")
    one, two = left.facts[names[0]][0], right.facts[names[0]][0]
    if isinstance(one.value, str) or isinstance(two.value, str):
        return unsourced("dates have no difference here")
    fact = Fact(id=f"{one.id} - {two.id}", value=abs(one.value - two.value), unit=one.unit)
    return compare(figure, [fact], scene.locale)


def scoped_measures(scene: Scene, at: int, near: Around) -> list[str]:
    """Give the measures that the clause names by their scope alone ("in the fourth quarter"), else the first of all."""
    facts = scene.facts
    names = list(facts.subjects[at].facts)
    scoped = [name for name in names if facts.measures[name].scope and says(near.clause, facts.measures[name].scope)]
    counted = [
        name
        for name in names
        if facts.measures[name].counted and not facts.measures[name].rate and _said(facts.measures[name], near)
    ]
    return scoped[:1] or counted[:1] or names[:1]


def _said(measure: Measure, near: Around) -> bool:
    return set(measure.counted) <= set(near.clause) and says(near.clause, measure.scope)
