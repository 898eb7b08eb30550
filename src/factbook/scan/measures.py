"""What a number counts: the words around it, held against what the statistics measure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

from factbook.scan.consistency.words import Word, content, stem
from factbook.scan.fact_index import Facts, Measure, Subject

GENERIC = frozenset("count number total value amount level sum figure".split())
PARTS = frozenset("made won scored passed completed successful hit converted solved cleared".split())
TOTALS = frozenset("attempted taken tried played faced attempts total tested reported".split())
OPPOSITES = (
    ("win", "loss"), ("won", "lost"), ("victory", "defeat"), ("gain", "loss"), ("birth", "death"), ("import", "export"),
    ("yes", "no"), ("for", "against"), ("men", "women"), ("arrival", "departure"), ("income", "spending"),
)  # fmt: skip
SPANS = frozenset(
    stem(word)
    for word in "quarter half season year month week day decade career average averaging last past previous next"
    " final combined straight row consecutive stretch".split()
)
"""Words that bind a number to a time or a base; a statistic must share them to be meant."""
SUMS = frozenset(stem(word) for word in "combined combining total totaled totalled together altogether sum".split())
AVERAGES = frozenset(stem(word) for word in "average averaged averaging mean".split())
HIGHS = frozenset("high low best worst lead leading".split())
LASTS = frozenset("last past previous next final straight consecutive".split())
"""These do so only before a number or a time."""
GAPS = frozenset("win lead victory loss margin advantage deficit edge gap difference defeat rout triumph".split())


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a number."""

    noun: tuple[str, ...]
    """Stems right behind it, up to the next number or break."""
    before: tuple[str, ...]
    """The few right before it."""
    clause: tuple[str, ...]
    percent: bool = False
    complement: bool = False
    """Whether "from ..." or the like says more about it."""


def matching(subject: Subject, facts: Facts, around: Around) -> list[str]:
    """Give the measures of a subject that the words speak of, the best first; equals share the first place."""
    scored = [(score, name) for name in subject.facts if (score := _score(facts.measures[name], around))]
    best = max((score for score, _ in scored), default=0)
    return [name for score, name in scored if score == best]


def names_something(measure: Measure) -> bool:
    """Whether a measure has words of its own: "count" has none."""
    return measure.rate or any(word not in GENERIC for word in measure.counted)


def _score(measure: Measure, around: Around) -> int:
    """Count the words that fit; 0 if the measure is not meant."""
    if not says(around.clause, measure.scope):
        return 0
    if measure.rate != around.percent:
        return 0
    near = {*around.noun, *around.before}
    said = [word for word in measure.counted if word not in GENERIC]
    hits = sum(word in near for word in said)
    if measure.rate:
        return 2 * hits + len(measure.scope) if said and 2 * hits >= len(said) else 0
    if hits < len(said) or not _first(said, around):
        return 0
    return 2 * hits + 2 * len(measure.scope) + 1


def says(clause: tuple[str, ...], scope: tuple[str, ...]) -> bool:
    """Whether a clause holds words side by side."""
    size = len(scope)
    return not size or any(clause[at : at + size] == scope for at in range(len(clause) - size + 1))


def _first(said: list[str], around: Around) -> bool:
    """Whether the counted noun follows at once: "six rebounds", not "six players with rebounds"."""
    return not said or any(word in around.noun[: len(said) + 1] for word in said) or said[-1] in around.before[-2:]


def strange_span(measure: Measure, period: str, around: Around) -> str:
    """Name a word of the clause that binds the number to a time which the statistic does not share."""
    if measure.scope:
        return ""
    known = {*measure.counted, *content(period)}
    return next((word for word in around.clause if word in SPANS and word not in known), "")


def parts_of(subject: Subject, facts: Facts) -> list[tuple[str, str, frozenset[str]]]:
    """Give the pairs "made and attempted" of a subject, with the words that they share."""
    made: dict[frozenset[str], dict[bool, str]] = {}
    for name in subject.facts:
        words = [word.strip(",") for word in facts.measures[name].text.casefold().split()]
        for word in words:
            if word in PARTS or word in TOTALS:
                shared = frozenset(content(" ".join(one for one in words if one != word)))
                made.setdefault(shared, {})[word in PARTS] = name
    return [(sides[True], sides[False], shared) for shared, sides in made.items() if len(sides) == 2]


def opposites_of(subject: Subject, facts: Facts) -> list[tuple[str, str]]:
    """Give the pairs "wins and losses" of a subject."""
    made = []
    by_words = {frozenset(content(facts.measures[name].text)): name for name in subject.facts}
    for words, name in by_words.items():
        for left, right in OPPOSITES:
            other = by_words.get(words - {left} | {right}) if left in words else None
            if other is not None:
                made.append((name, other))
    return made


def shortened(shared: frozenset[str], words: tuple[Word, ...]) -> bool:
    """Whether words stand for a phrase by its first letters: FG for field goals, 3Pt for three-pointers."""
    return any(_shortened(shared, "".join(word.text for word in words[:count])) for count in (1, 2))


def _shortened(shared: frozenset[str], full: str) -> bool:
    short = full.casefold()
    if (
        not full.isalnum()
        or not 2 <= len(short) <= 4
        or (not full[-1:].isupper() and not any(one.isdigit() for one in full))
    ):
        return False
    return any(_abbreviates(short, order) for order in permutations(shared)) if len(shared) <= 4 else False


def _abbreviates(short: str, words: tuple[str, ...]) -> bool:
    """Whether each word gives its first letter, and perhaps later ones, in order."""
    if not words:
        return not short
    head, tail = words[0], words[1:]
    if not short or short[0] != head[0]:
        return False
    taken, at = 1, 0
    if _abbreviates(short[taken:], tail):
        return True
    while taken < len(short) and (at := head.find(short[taken], at + 1)) > 0:
        taken += 1
        if _abbreviates(short[taken:], tail):
            return True
    return False
