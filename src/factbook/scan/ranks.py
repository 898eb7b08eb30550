"""Ranks: "second on the team", held against the values of all who share a name with the subject."""

from __future__ import annotations

from decimal import Decimal

from factbook.figures import Form
from factbook.scan.compare import Answer, unsourced
from factbook.scan.consistency.result import Status
from factbook.scan.consistency.text_figures import Figure
from factbook.scan.fact_index import Facts
from factbook.scan.measures import matching
from factbook.scan.sentence import Scene, around, behind_of, subject_of


def is_rank(scene: Scene, figure: Figure) -> bool:
    """Whether a number is an ordinal that ranks somebody within a group."""
    read = figure.found.figure if figure.found else None
    if read is None or read.form is not Form.ORDINAL or read.streak:
        return False
    behind = [word.stem for word in behind_of(scene, figure)[:3]]
    return behind[:1] in (["on"], ["in"], ["among"]) and len(behind) > 1


def decide_rank(scene: Scene, figure: Figure) -> Answer:
    """Hold a rank against the values of the group: by what the sentence counts next."""
    who = subject_of(scene, figure)
    read = figure.found.figure if figure.found else None
    if who is None or len(who.subjects) != 1 or read is None or scene.facts.subjects[who.subjects[0]].whole:
        return unsourced("a rank, and nobody is clearly ranked")
    subject = scene.facts.subjects[who.subjects[0]]
    following = [one for one in scene.figures if one.start > figure.end and not one.article and not one.pair]
    names = matching(subject, scene.facts, around(scene, following[0])) if following else []
    group = _group(scene.facts, who.subjects[0])
    if len(names) != 1 or len(group) < 3:
        return unsourced("a rank of something that no statistics measure over a group")
    values = [fact.value for at in group for fact in scene.facts.subjects[at].facts.get(names[0], [])[:1]]
    fact = subject.facts[names[0]][0]
    numbers = [value for value in values if isinstance(value, Decimal)]
    if not isinstance(fact.value, Decimal) or len(numbers) != len(group):
        return unsourced("a rank among values that cannot be compared")
    best = 1 + sum(value > fact.value for value in numbers)
    last = sum(value >= fact.value for value in numbers)
    told = f"place {best} of {len(numbers)} by {names[0]}" if best == last else f"places {best} to {last} by {names[0]}"
    status = Status.AGREES if best <= read.amount <= last else Status.DISAGREES
    return Answer(status, fact.id, told)


def _group(facts: Facts, at: int) -> list[int]:
    """Give those who share the subject's widest name and are no wholes themselves."""
    widest = facts.subjects[at].about[-1]
    return [
        other
        for other, one in enumerate(facts.subjects)
        if not one.whole and len(one.about) > 1 and one.about[-1] == widest
    ]
