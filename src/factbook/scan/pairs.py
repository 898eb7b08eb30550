"""Pairs "a - b": part and whole, two opposites of one subject, or the same measure of two sides."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from factbook.model import Verdict
from factbook.scan.by_name import scoped_measures
from factbook.scan.compare import Answer, compare, unsourced
from factbook.scan.consistency.result import Candidate, Status
from factbook.scan.consistency.text_figures import Figure
from factbook.scan.consistency.words import Word, stem
from factbook.scan.fact import Fact
from factbook.scan.measures import SPANS, Around, matching, opposites_of, parts_of, shortened, strange_span
from factbook.scan.sentence import Scene, around, behind_of, name_of, subject_of, unpraised
from factbook.scan.subjects import Mention, others
from factbook.verdicts.judge import judge

QUARTER = stem("quarter")
RUNS = frozenset("run start streak record spurt".split())
HALVES = {"1": ("1", "2"), "2": ("3", "4")}


def decide_pair(scene: Scene, one: Figure, two: Figure) -> tuple[Answer, Answer]:
    """Say what is known of "a - b": part and whole, two opposites of one subject, or two sides."""
    behind = behind_of(scene, two)
    who = subject_of(scene, one)
    if who is None or not who.subjects:
        told = unsourced("the sentence names nobody that a statistic is about")
        return told, told
    parts = _parts(scene, who, behind, one, two)
    if not parts and one.of and (rated := _rated(scene, who, one, two)):
        return rated
    if parts or one.of:
        return _sided(scene, who, parts, one, two, "part and whole")
    bracket = scene.cast.bracketed(scene.at(one))
    alone = bracket and scene.words[scene.at(one) - 1].text == "("
    if bracket and alone:
        opposites = opposites_of(scene.facts.subjects[bracket.subjects[0]], scene.facts)
        return _sided(scene, bracket, opposites[:1], one, two, "two opposites")
    if _in_brackets(scene.words, scene.at(one)):
        nothing = unsourced("a pair in brackets that no two statistics are clearly about")
        return nothing, nothing
    return _contest(scene, one, two)


def _in_brackets(words: tuple[Word, ...], at: int) -> bool:
    signs = [word.text for word in words[:at] if word.text in "()"]
    return bool(signs) and signs[-1] == "("


def _parts(scene: Scene, who: Mention, behind: tuple[Word, ...], one: Figure, two: Figure) -> list[tuple[str, str]]:
    """Give the pairs that the words behind "a of b" speak of, by their words or their first letters."""
    pairs = parts_of(scene.facts.subjects[who.subjects[0]], scene.facts)
    stems = {word.stem for word in behind}
    hits = [(len(shared & stems), made, tried) for made, tried, shared in pairs]
    best = max((count for count, _, _ in hits), default=0)
    if best and (one.of or best > 1):
        return [(made, tried) for count, made, tried in hits if count == best]
    short = [
        (made, tried)
        for made, tried, shared in pairs
        if shortened(shared, scene.words[scene.after(two) : scene.after(two) + 2])
    ]
    if short or not one.of:
        return short
    return [(made, tried) for made, tried, _ in pairs]


def _sided(
    scene: Scene, who: Mention, pairs: list[tuple[str, str]], one: Figure, two: Figure, told: str
) -> tuple[Answer, Answer]:
    nothing = unsourced(f"{told} of which no statistic of {name_of(scene, who)} is clearly meant")
    if not pairs or len(who.subjects) != 1:
        return nothing, nothing
    facts = scene.facts.subjects[who.subjects[0]].facts
    if len(pairs) > 1:
        return _any_pair(scene, [(facts[made], facts[tried]) for made, tried in pairs], (one, two), nothing)
    left, right = facts[pairs[0][0]], facts[pairs[0][1]]
    return compare(one, left[:1], scene.locale), compare(two, right[:1], scene.locale)


def _rated(scene: Scene, who: Mention, one: Figure, two: Figure) -> tuple[Answer, Answer] | None:
    """Hold "a of b" against a rate, where only that is known; a pair that gives the rate is not yet borne out."""
    near = replace(around(scene, two), percent=True)
    names = matching(scene.facts.subjects[who.subjects[0]], scene.facts, near)
    facts = scene.facts.subjects[who.subjects[0]].facts
    rates = [facts[name][0] for name in names or facts if scene.facts.measures[name].rate]
    if len(who.subjects) != 1 or not rates or not int(two.text):
        return None
    share = f"{100 * int(one.text) / int(two.text):.0f}%"
    told = f"{one.text} of {two.text} is {share}; {', '.join(f'{fact.id} is {fact.value}' for fact in rates)}"
    findings = [judge(share, fact.value, unit=fact.unit, locale=scene.locale) for fact in rates]
    if any(finding.verdict is not Verdict.MISMATCH for finding in findings):
        return unsourced(told), unsourced(told)
    wrong = Answer(
        Status.DISAGREES, " / ".join(fact.id for fact in rates), told,
        tuple(Candidate(fact.id, agrees=False, score=1.0) for fact in rates[:5]),
    )  # fmt: skip
    return wrong, wrong


def _any_pair(
    scene: Scene, pairs: list[tuple[list[Fact], list[Fact]]], sides: tuple[Figure, Figure], nothing: Answer
) -> tuple[Answer, Answer]:
    """Hold a pair against several of which one is meant: wrong if it is none of them, unsourced otherwise."""
    held = [
        tuple(compare(side, facts[:1], scene.locale) for side, facts in zip(sides, pair, strict=True)) for pair in pairs
    ]
    if any(Status.DISAGREES not in {one.status for one in both} for both in held):
        return nothing, nothing
    left, right = ([both[at] for both in held] for at in (0, 1))
    return _none_of(left), _none_of(right)


def _none_of(answers: list[Answer]) -> Answer:
    """Say that a number is none of several that may be meant; that it is one of them does not pass it."""
    wrong = [one for one in answers if one.status is Status.DISAGREES]
    if len(wrong) < len(answers):
        return unsourced("the pair as a whole is none of those that may be meant")
    ids = " / ".join(one.statistic for one in wrong)
    return Answer(
        Status.DISAGREES,
        ids,
        "; ".join(one.reason for one in wrong),
        tuple(c for one in wrong for c in one.candidates)[:5],
    )


def _contest(scene: Scene, one: Figure, two: Figure) -> tuple[Answer, Answer]:
    """Hold "a - b" against the same measure of two sides."""
    nothing = (unsourced("a pair, and no two sides are clearly meant"),) * 2
    facts, near = scene.facts, around(scene, one)
    named = _sides_named(scene, scene.at(one))
    if not named or {word.stem for word in behind_of(scene, two)[:2]} & RUNS:
        return nothing
    first = named[0]
    wide = near
    if not SPANS & set(near.clause):
        wide = Around(near.noun, near.before, tuple(unpraised(scene.words, 0, len(scene.words))))
    name = scoped_measures(scene, first, wide)[0]
    rivals = [at for at in named if at != first] or list(others(facts, first, name))
    if len(rivals) != 1 or name not in facts.subjects[rivals[0]].facts:
        return nothing
    span = strange_span(facts.measures[name], "", wide)
    left, right = facts.subjects[first].facts[name][0], facts.subjects[rivals[0]].facts[name][0]
    if span == "half" and not {*near.clause} & SPANS - {"half"}:
        halves = _halves(scene, first, rivals[0], two)
        if halves is None:
            return nothing
        left, right = halves
    elif span:
        return nothing
    straight = str(left.value) == one.text or str(right.value) == two.text
    if not straight and (str(right.value) == one.text or str(left.value) == two.text):
        left, right = right, left
    return compare(one, [left], scene.locale), compare(two, [right], scene.locale)


def _sides_named(scene: Scene, at: int) -> list[int]:
    """Give the last two sides that are named before a pair, wholes before others, in the order of the text."""
    cast = scene.cast
    known = [one for one in cast.mentions if one.end <= at and one.subjects]
    wholes = [one for one in known if cast.whole(one)]
    named = list(dict.fromkeys(one.subjects[0] for one in reversed(wholes or known)))[:2]
    return named[::-1] if wholes or len(named) == 2 else []


def _halves(scene: Scene, first: int, rival: int, pair: Figure) -> tuple[Fact, Fact] | None:
    """Add up two quarters for a half, where the statistics go by quarters."""
    stems = [word.stem for word in scene.words]
    behind = stems[scene.after(pair) :] if "half" in stems[scene.after(pair) :] else stems
    which = {behind[at - 1] for at, stem in enumerate(behind) if at and stem == "half"} & HALVES.keys()
    if len(which) != 1 or QUARTER in stems:
        return None
    made = []
    for at in (first, rival):
        found = [
            fact[0]
            for number in HALVES[which.copy().pop()]
            for name, fact in scene.facts.subjects[at].facts.items()
            if scene.facts.measures[name].scope == (number, QUARTER)
        ]
        if len(found) != 2 or any(isinstance(fact.value, str) for fact in found):
            return None
        total = sum((fact.value for fact in found if isinstance(fact.value, Decimal)), Decimal(0))
        made.append(Fact(id=" + ".join(fact.id for fact in found), value=total, unit=found[0].unit))
    return made[0], made[1]
