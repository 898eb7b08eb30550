"""Pairs "a - b": part and whole, two opposites of one subject, or the same measure of two sides."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from figurecheck.figures.common.text import Word, stem
from figurecheck.model import Verdict
from figurecheck.scan.by_name import scoped_measures
from figurecheck.scan.compare import Decision, compare, unsourced
from figurecheck.scan.consistency.result import Candidate, Status
from figurecheck.scan.consistency.text_figures import Figure
from figurecheck.scan.fact import Fact
from figurecheck.scan.measures import (
    SPANS,
    NearWords,
    match_measures,
    opposites_of,
    part_whole_pairs,
    shortened,
    unshared_span,
)
from figurecheck.scan.sentence import SentenceView, drop_emphasis
from figurecheck.scan.subjects import Mention, other_collectives
from figurecheck.verdicts.judge import judge

QUARTER = stem("quarter")
# "A 12 - 2 run" is a stretch within a game; no statistic covers it.
RUNS = frozenset("run start streak record spurt".split())
WINS = frozenset(stem(word) for word in "beat beats defeated won wins topped edged downed thrashed overcame".split())
DEFEATS = frozenset(stem(word) for word in "lost loses fell falls beaten".split())
# Quarters that make up a half.
HALVES = {"1": ("1", "2"), "2": ("3", "4")}


def decide_pair(sentence: SentenceView, one: Figure, two: Figure) -> tuple[Decision, Decision]:
    """Decide about "a - b": part and whole, two opposites of one subject, or the same measure of two sides."""
    behind = sentence.words_after(two)
    who = sentence.subject_of(one)
    if who is None or not who.subjects:
        reason = unsourced("the sentence names nobody whom a statistic is about")
        return reason, reason
    parts = _matching_pairs(sentence, who, behind, one, two)
    # The order matters: what is clearly a part of a whole ("7-of-9") is never taken for a score.
    if not parts and one.of and (rated := _decide_rate(sentence, who, one, two)):
        return rated
    if parts or one.of:
        return _decide_sides(sentence, who, parts, one, two, "part and whole")
    bracket = sentence.mentions.before_bracket(sentence.at(one))
    # "( 4 - 5 )" directly behind a name is its record of wins and losses; with other words before it, it is not.
    alone = bracket and sentence.words[sentence.at(one) - 1].text == "("
    if bracket and alone:
        opposites = opposites_of(sentence.facts.subjects[bracket.subjects[0]], sentence.facts)
        return _decide_sides(sentence, bracket, opposites[:1], one, two, "two opposites")
    if _in_brackets(sentence.words, sentence.at(one)):
        nothing = unsourced("a pair in brackets that no two statistics are clearly about")
        return nothing, nothing
    return _decide_contest(sentence, one, two)


def _in_brackets(words: tuple[Word, ...], at: int) -> bool:
    signs = [word.text for word in words[:at] if word.text in "()"]
    return bool(signs) and signs[-1] == "("


def _matching_pairs(
    sentence: SentenceView, who: Mention, behind: tuple[Word, ...], one: Figure, two: Figure
) -> list[tuple[str, str]]:
    """Return the pairs of measures that the words after "a of b" name, in full or by their first letters."""
    pairs = part_whole_pairs(sentence.facts.subjects[who.subjects[0]], sentence.facts)
    stems = {word.stem for word in behind}
    hits = [(len(shared & stems), made, tried) for made, tried, shared in pairs]
    best = max((count for count, _, _ in hits), default=0)
    # One shared word is enough after "of"; "61 - 44" needs two, since scores stand beside such words by chance.
    if best and (one.of or best > 1):
        return [(made, tried) for count, made, tried in hits if count == best]
    short = [
        (made, tried)
        for made, tried, shared in pairs
        if shortened(shared, sentence.words[sentence.after(two) : sentence.after(two) + 2])
    ]
    if short or not one.of:
        return short
    return [(made, tried) for made, tried, _ in pairs]


def _decide_sides(
    sentence: SentenceView, who: Mention, pairs: list[tuple[str, str]], one: Figure, two: Figure, reason: str
) -> tuple[Decision, Decision]:
    nothing = unsourced(f"{reason}, and no pair of statistics about {sentence.name_of(who)} is clearly meant")
    if not pairs or len(who.subjects) != 1:
        return nothing, nothing
    facts = sentence.facts.subjects[who.subjects[0]].facts
    if len(pairs) > 1:
        return _any_pair(sentence, [(facts[made], facts[tried]) for made, tried in pairs], (one, two), nothing)
    left, right = facts[pairs[0][0]], facts[pairs[0][1]]
    return compare(one, left[:1], sentence.locale, sentence.rules), compare(
        two, right[:1], sentence.locale, sentence.rules
    )


def _decide_rate(sentence: SentenceView, who: Mention, one: Figure, two: Figure) -> tuple[Decision, Decision] | None:
    """Compare "a of b" with a rate, where only that is known; a pair that gives the rate is not confirmed by it."""
    near = replace(sentence.words_near(two), percent=True)
    names = match_measures(sentence.facts.subjects[who.subjects[0]], sentence.facts, near)
    facts = sentence.facts.subjects[who.subjects[0]].facts
    rates = [facts[name][0] for name in names or facts if sentence.facts.measures[name].rate]
    if len(who.subjects) != 1 or not rates or not int(two.text):
        return None
    # To a whole per cent, as box scores print rates; the judge allows for the rounding.
    share = f"{100 * int(one.text) / int(two.text):.0f}%"
    reason = f"{one.text} of {two.text} is {share}; {', '.join(f'{fact.id} is {fact.value}' for fact in rates)}"
    findings = [
        judge(share, fact.value, unit=fact.unit, locale=sentence.locale, rules=sentence.rules) for fact in rates
    ]
    # 7 of 9 and 14 of 18 give the same rate, so that agreement proves nothing.
    if any(finding.verdict is not Verdict.MISMATCH for finding in findings):
        return unsourced(reason), unsourced(reason)
    wrong = Decision(
        Status.DISAGREES, " / ".join(fact.id for fact in rates), reason,
        tuple(Candidate(fact.id, agrees=False, score=1.0) for fact in rates[:5]),
    )  # fmt: skip
    return wrong, wrong


def _any_pair(
    sentence: SentenceView,
    pairs: list[tuple[list[Fact], list[Fact]]],
    sides: tuple[Figure, Figure],
    nothing: Decision,
) -> tuple[Decision, Decision]:
    """Compare a pair with several of which one is meant: wrong if it is none of them, unsourced otherwise."""
    decisions = [
        tuple(
            compare(side, facts[:1], sentence.locale, sentence.rules) for side, facts in zip(sides, pair, strict=True)
        )
        for pair in pairs
    ]
    # Only a pair that fits none of the candidates is wrong.
    if any(Status.DISAGREES not in {one.status for one in both} for both in decisions):
        return nothing, nothing
    left, right = ([both[at] for both in decisions] for at in (0, 1))
    return _none_of(left), _none_of(right)


def _none_of(decisions: list[Decision]) -> Decision:
    """Return the decision about a number that is none of several; that it equals one of them does not confirm it."""
    wrong = [one for one in decisions if one.status is Status.DISAGREES]
    if len(wrong) < len(decisions):
        return unsourced("the pair as a whole is none of those that may be meant")
    ids = " / ".join(one.statistic for one in wrong)
    return Decision(
        Status.DISAGREES,
        ids,
        "; ".join(one.reason for one in wrong),
        tuple(c for one in wrong for c in one.candidates)[:5],
    )


def _decide_contest(sentence: SentenceView, one: Figure, two: Figure) -> tuple[Decision, Decision]:
    """Compare "a - b" with the same measure of two sides."""
    nothing = (unsourced("a pair, and no two sides are clearly meant"),) * 2
    facts, near = sentence.facts, sentence.words_near(one)
    named = _sides_named(sentence, sentence.at(one))
    if not named or {word.stem for word in sentence.words_after(two)[:2]} & RUNS:
        return nothing
    first = named[0]
    wide = near
    if not SPANS & set(near.clause):
        wide = NearWords(near.noun, near.before, tuple(drop_emphasis(sentence.words, 0, len(sentence.words))))
    name = scoped_measures(sentence, first, wide)[0]
    # Where one side is named ("won 61 - 44"), the rival is the only other collective of that measure, if it is.
    rivals = [at for at in named if at != first] or list(other_collectives(facts, first, name))
    if len(rivals) != 1 or name not in facts.subjects[rivals[0]].facts:
        return nothing
    span = unshared_span(facts.measures[name], "", wide)
    left, right = facts.subjects[first].facts[name][0], facts.subjects[rivals[0]].facts[name][0]
    if span == "half" and not {*near.clause} & SPANS - {"half"}:
        halves = _halves(sentence, first, rivals[0], two)
        if halves is None:
            return nothing
        left, right = halves
    elif span:
        return nothing
    straight = _compare_both(sentence, (one, two), (left, right))
    first_is_more = not isinstance(left.value, str) and not isinstance(right.value, str) and left.value >= right.value
    if first_is_more or _wins(sentence, one):
        return straight
    # Winners' points come first in many papers, whoever is named first: "lost to Bergen , 61 - 44". Both orders are
    # right then, and a pair that fits neither is wrong where it differs from the one that it is nearer to.
    turned = _compare_both(sentence, (one, two), (right, left))
    both = " / ".join((left.id, right.id))
    nearer = max(straight, turned, key=lambda some: sum(each.status is Status.AGREES for each in some))
    return nearer[0]._replace(statistic=both), nearer[1]._replace(statistic=both)


def _compare_both(
    sentence: SentenceView, sides: tuple[Figure, Figure], facts: tuple[Fact, Fact]
) -> tuple[Decision, Decision]:
    one, two = sides
    left, right = facts
    return compare(one, [left], sentence.locale, sentence.rules), compare(two, [right], sentence.locale, sentence.rules)


def _wins(sentence: SentenceView, pair: Figure) -> bool:
    """Return whether a verb before a pair says that the one named first won, so that its number comes first."""
    before = {word.stem for word in sentence.words[: sentence.at(pair)]}
    return bool(before & WINS) and not before & DEFEATS


def _sides_named(sentence: SentenceView, at: int) -> list[int]:
    """Return the last two sides named before a pair, in the order of the text; collectives take precedence."""
    mentions = sentence.mentions
    known = [one for one in mentions.items if one.end <= at and one.subjects]
    collectives = [one for one in known if mentions.is_collective(one)]
    # Backwards, so that the two named last before the pair are taken.
    named = list(dict.fromkeys(one.subjects[0] for one in reversed(collectives or known)))[:2]
    return named[::-1] if collectives or len(named) == 2 else []


def _halves(sentence: SentenceView, first: int, rival: int, pair: Figure) -> tuple[Fact, Fact] | None:
    """Return the sums of two quarters for a half, where the statistics go by quarters."""
    stems = [word.stem for word in sentence.words]
    # Words after the pair ("61 - 44 at the half") say of which half it is more surely than words before it.
    behind = stems[sentence.after(pair) :] if "half" in stems[sentence.after(pair) :] else stems
    which = {behind[at - 1] for at, stem in enumerate(behind) if at and stem == "half"} & HALVES.keys()
    if len(which) != 1 or QUARTER in stems:
        return None
    made = []
    for at in (first, rival):
        found = [
            fact[0]
            for number in HALVES[which.copy().pop()]
            for name, fact in sentence.facts.subjects[at].facts.items()
            if sentence.facts.measures[name].scope == (number, QUARTER)
        ]
        if len(found) != 2 or any(isinstance(fact.value, str) for fact in found):
            return None
        total = sum((fact.value for fact in found if isinstance(fact.value, Decimal)), Decimal(0))
        made.append(Fact(id=" + ".join(fact.id for fact in found), value=total, unit=found[0].unit))
    return made[0], made[1]
