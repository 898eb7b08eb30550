"""Ranks: "second on the team", compared with the values of all subjects that share a name with this one."""

from __future__ import annotations

from decimal import Decimal

from figurecheck.figures import Form
from figurecheck.scan.compare import Decision, unsourced
from figurecheck.scan.consistency.result import Status
from figurecheck.scan.consistency.text_figures import Figure
from figurecheck.scan.fact_index import Facts
from figurecheck.scan.measures import match_measures
from figurecheck.scan.sentence import SentenceView


def is_rank(sentence: SentenceView, figure: Figure) -> bool:
    """Return whether a number is an ordinal that ranks somebody within a group."""
    read = figure.read
    if read is None or read.form is not Form.ORDINAL or read.streak:
        return False
    behind = [word.stem for word in sentence.words_after(figure)[:3]]
    # "Second in the league" ranks; "the second half" and "his second goal" do not, and have no preposition behind.
    return behind[:1] in (["on"], ["in"], ["among"]) and len(behind) > 1


def decide_rank(sentence: SentenceView, figure: Figure) -> Decision:
    """Compare a rank with the values of the group, by the measure that the sentence counts next."""
    who = sentence.subject_of(figure)
    read = figure.read
    if who is None or len(who.subjects) != 1 or read is None or sentence.facts.subjects[who.subjects[0]].collective:
        return unsourced("a rank, and nobody is clearly ranked")
    subject = sentence.facts.subjects[who.subjects[0]]
    # The measure comes after the rank: "was second on the team with 12 rebounds".
    following = [one for one in sentence.figures if one.start > figure.end and not one.article and not one.pair]
    names = match_measures(subject, sentence.facts, sentence.words_near(following[0])) if following else []
    group = _group(sentence.facts, who.subjects[0])
    # A group of two is more likely two subjects that happen to share a name than a list to rank in.
    if len(names) != 1 or len(group) < 3:
        return unsourced("a rank of something that no statistics measure over a group")
    values = [fact.value for at in group for fact in sentence.facts.subjects[at].facts.get(names[0], [])[:1]]
    fact = subject.facts[names[0]][0]
    numbers = [value for value in values if isinstance(value, Decimal)]
    if not isinstance(fact.value, Decimal) or len(numbers) != len(group):
        return unsourced("a rank among values that cannot be compared")
    best = 1 + sum(value > fact.value for value in numbers)
    # Equal values share their places, and any of the shared places may be named.
    last = sum(value >= fact.value for value in numbers)
    reason = (
        f"place {best} of {len(numbers)} by {names[0]}" if best == last else f"places {best} to {last} by {names[0]}"
    )
    status = Status.AGREES if best <= read.amount <= last else Status.DISAGREES
    return Decision(status, fact.id, reason)


def _group(facts: Facts, at: int) -> list[int]:
    """Return the subjects that share the widest name of this one and are no collectives themselves."""
    widest = facts.subjects[at].about[-1]
    return [
        other
        for other, one in enumerate(facts.subjects)
        if not one.collective and len(one.about) > 1 and one.about[-1] == widest
    ]
