"""Match the words near a number with the measures of a subject."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

from figurecheck.figures.common.text import Word, content, stem
from figurecheck.scan.fact_index import Facts, Measure, Subject

# A measure called "number of cases" is recognized by "cases" alone; these words say nothing of what is counted.
GENERIC = frozenset("count number total value amount level sum figure".split())
# Measures that differ in one of these words only are the two sides of "7-of-9": made and attempted.
PARTS = frozenset("made won scored passed completed successful hit converted solved cleared".split())
TOTALS = frozenset("attempted taken tried played faced attempts total tested reported".split())
# In this order: a record in brackets prints wins before losses.
OPPOSITES = (
    ("win", "loss"), ("won", "lost"), ("victory", "defeat"), ("gain", "loss"), ("birth", "death"), ("import", "export"),
    ("yes", "no"), ("for", "against"), ("men", "women"), ("arrival", "departure"), ("income", "spending"),
)  # fmt: skip
SPANS = frozenset(
    stem(word)
    for word in "quarter half season year month week day decade career average averaging last past previous next"
    " final combined straight row consecutive stretch".split()
)
"""Stems that bind a number to a period or a base; a statistic must have them too to be meant."""
SUMS = frozenset(stem(word) for word in "combined combining total totaled totalled together altogether sum".split())
AVERAGES = frozenset(stem(word) for word in "average averaged averaging mean".split())
HIGHS = frozenset("high low best worst lead leading".split())
LASTS = frozenset("last past previous next final straight consecutive".split())
"""Of the stems in SPANS, those that do so only before a number or a period."""
GAPS = frozenset("win lead victory loss margin advantage deficit edge gap difference defeat rout triumph".split())


@dataclass(frozen=True, slots=True)
class NearWords:
    """The stems near a number."""

    noun: tuple[str, ...]
    """Right after it, up to the next number or break."""
    before: tuple[str, ...]
    """The few right before it; only where none follows."""
    clause: tuple[str, ...]
    """Of the clause around it."""
    percent: bool = False
    complement: bool = False
    """Whether "from ..." or "among ..." narrows it."""


def match_measures(subject: Subject, facts: Facts, near: NearWords) -> list[str]:
    """Return the measures of a subject that fit the words best; several where they fit equally well."""
    scored = [(score, name) for name in subject.facts if (score := _score(facts.measures[name], near))]
    best = max((score for score, _ in scored), default=0)
    return [name for score, name in scored if score == best]


def has_own_words(measure: Measure) -> bool:
    """Return whether a measure has words of its own: "count" has none."""
    return measure.rate or any(word not in GENERIC for word in measure.counted)


def _score(measure: Measure, near: NearWords) -> int:
    """Return a score for the words that fit; 0 if the measure is not meant."""
    if not contains(near.clause, measure.scope):
        return 0
    # "45%" is no count of shots, and "45 shots" no rate.
    if measure.rate != near.percent:
        return 0
    close = {*near.noun, *near.before}
    words = [word for word in measure.counted if word not in GENERIC]
    hits = sum(word in close for word in words)
    # Half of the words of a rate are enough: "shot 45% from the field" leaves out "field goal percentage".
    if measure.rate:
        return 2 * hits + len(measure.scope) if words and 2 * hits >= len(words) else 0
    # A count needs all of its words; with any fewer "points" would stand for "points in the paint".
    if hits < len(words) or not _follows_at_once(words, near):
        return 0
    # Scope counts as much as words, so that the particular measure wins over the general one whose words it has too.
    return 2 * hits + 2 * len(measure.scope) + 1


def contains(clause: tuple[str, ...], scope: tuple[str, ...]) -> bool:
    """Return whether a clause contains the stems of a phrase, adjacent and in order."""
    size = len(scope)
    return not size or any(clause[at : at + size] == scope for at in range(len(clause) - size + 1))


def _follows_at_once(words: list[str], near: NearWords) -> bool:
    """Return whether the counted noun follows at once: "six rebounds", not "six players with rebounds"."""
    return not words or any(word in near.noun[: len(words) + 1] for word in words) or words[-1] in near.before[-2:]


def unshared_span(measure: Measure, period: str, near: NearWords) -> str:
    """Return a stem of the clause that binds the number to a period which the statistic does not share."""
    # A measure with a scope of its own was matched by that scope already.
    if measure.scope:
        return ""
    known = {*measure.counted, *content(period)}
    return next((word for word in near.clause if word in SPANS and word not in known), "")


def part_whole_pairs(subject: Subject, facts: Facts) -> list[tuple[str, str, frozenset[str]]]:
    """Return the pairs "made and attempted" of a subject, with the stems that they share."""
    made: dict[frozenset[str], dict[bool, str]] = {}
    for name in subject.facts:
        words = [word.strip(",") for word in facts.measures[name].text.casefold().split()]
        for word in words:
            if word in PARTS or word in TOTALS:
                shared = frozenset(content(" ".join(one for one in words if one != word)))
                made.setdefault(shared, {})[word in PARTS] = name
    return [(sides[True], sides[False], shared) for shared, sides in made.items() if len(sides) == 2]


def opposites_of(subject: Subject, facts: Facts) -> list[tuple[str, str]]:
    """Return the pairs "wins and losses" of a subject."""
    made = []
    by_words = {frozenset(content(facts.measures[name].text)): name for name in subject.facts}
    for words, name in by_words.items():
        for left, right in OPPOSITES:
            other = by_words.get(words - {left} | {right}) if left in words else None
            if other is not None:
                made.append((name, other))
    return made


def shortened(shared: frozenset[str], words: tuple[Word, ...]) -> bool:
    """Return whether words abbreviate a phrase by its first letters: FG for field goals, 3Pt for three-pointers."""
    return any(_shortened(shared, "".join(word.text for word in words[:count])) for count in (1, 2))


def _shortened(shared: frozenset[str], full: str) -> bool:
    short = full.casefold()
    if not full.isalnum() or not 2 <= len(short) <= 4 or not (full[-1:].isupper() or any(map(str.isdigit, full))):
        return False
    # In any order, since the shared stems are a set; four words are 24 orders, and longer phrases have no acronym.
    return any(_abbreviates(short, order) for order in permutations(shared)) if len(shared) <= 4 else False


def _abbreviates(short: str, words: tuple[str, ...]) -> bool:
    """Return whether each word gives its first letter, and perhaps later ones, in order."""
    if not words:
        return not short
    head, tail = words[0], words[1:]
    if not short or short[0] != head[0]:
        return False
    # Backtracking: "3Pt" takes p and t of "pointers", where "FG" takes one letter of each word.
    taken, at = 1, 0
    if _abbreviates(short[taken:], tail):
        return True
    while taken < len(short) and (at := head.find(short[taken], at + 1)) > 0:
        taken += 1
        if _abbreviates(short[taken:], tail):
            return True
    return False
