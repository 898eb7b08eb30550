"""Match the printed figures of two editions: by statistic and file, then by sentence, not by order.

What is left over is looked for elsewhere: the same statistic in the same sentence of another page, which was moved, and
the same sentence with another statistic, which was bound anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Set
from difflib import SequenceMatcher

from factbook.model.edition import SealedClaim
from figurecheck.model import Role, split_reported

Pair = tuple[SealedClaim | None, SealedClaim | None]
ALIKE = 0.6
"""Two sentences with a similarity (0 to 1) above this are taken to be one that was reworded."""
LEAST_LETTERS = 12
"""Letters that a sentence must have to be known again on another page, or with another statistic."""
# Figures are blanked before sentences are compared: that a figure changed is what is to be found out.
_FIGURE = re.compile(r"[+\u2212-]?\d[\d.,]*%?")

# From the strictest to the loosest: each key matches what the ones before it left over.
_KEYS: tuple[Callable[[SealedClaim], tuple[str, ...]], ...] = (
    lambda claim: (claim.where, claim.sentence, claim.printed),
    lambda claim: (claim.where, _frame(claim)),
    lambda claim: (claim.where, claim.printed),
    lambda claim: (claim.printed,),
)


def pair_claims(
    before: Iterable[SealedClaim], after: Iterable[SealedClaim], *, moved: Set[str]
) -> dict[tuple[str, str], list[Pair]]:
    """Return the figures of two editions in pairs, by role and target; one without a partner stands alone.

    Figures are paired within their file: first those in the same sentence, then those whose sentence differs in its
    figures only, then those printed alike, then those in the most similar sentences. What is left is paired in
    order if the statistic is among `moved`, since its figure must have been changed. A figure that was left over is
    then paired with one of another page, or of another statistic, in the same sentence; its pair stands under the later
    target.
    """
    old, new = _group(before), _group(after)
    pairs: dict[tuple[str, str], list[Pair]] = {}
    # the later edition's order first, so that a diff reads like the report of today
    for role, target, file in dict.fromkeys([*new, *old]):
        key = (role, target, file)
        found = _pair(old.get(key, []), new.get(key, []), match_rest=role == Role.CLAIM and target in moved)
        pairs.setdefault((role, target), []).extend(found)
    _pair_across(pairs)
    return pairs


def _pair_across(pairs: dict[tuple[str, str], list[Pair]]) -> None:
    """Pair what is left over with a figure of another page or statistic in the same sentence."""
    fresh = [(key, new) for key, each in pairs.items() for old, new in each if old is None and new is not None]
    for key, old in [(key, old) for key, each in pairs.items() for old, new in each if new is None and old is not None]:
        here = [(_likeness(old, new), other, new) for other, new in fresh if other == key and _is_telling(old)]
        # Of other statistics, only sentences that differ in nothing but their figures.
        there = [(1.0, other, new) for other, new in fresh if other[0] == key[0] and _is_reboundable(old, new)]
        found = [one for one in here if one[0] > ALIKE] or there
        if found:
            _, other, new = max(found, key=lambda one: (one[2].file == old.file, one[0]))
            fresh.remove((other, new))
            pairs[key].remove((old, None))
            pairs[other][pairs[other].index((None, new))] = (old, new)


def _is_telling(claim: SealedClaim) -> bool:
    """Return whether a sentence has words by which to know it again: a row of numbers has none."""
    return sum(map(str.isalpha, _frame(claim))) >= LEAST_LETTERS


def _is_reboundable(old: SealedClaim, new: SealedClaim) -> bool:
    # The file first: it is cheap to compare, and nearly all that is left over stands elsewhere.
    if old.file != new.file or old.where != new.where:
        return False
    # A cell such as “8% of 4,793” is the same one if no letter of it differs.
    same = old.sentence == new.sentence != old.printed
    return same or (_is_telling(old) and _frame(old) == _frame(new))


def _group(claims: Iterable[SealedClaim]) -> dict[tuple[str, str, str], list[SealedClaim]]:
    groups: dict[tuple[str, str, str], list[SealedClaim]] = {}
    for claim in sorted(claims, key=lambda claim: (claim.file, claim.line or 0, _ordinal(claim))):
        # an earlier edition may name only the source of a reported figure, where a later one names the row too
        target = split_reported(claim.target)[0] if claim.role == Role.REPORTED else claim.target
        groups.setdefault((claim.role, target, claim.file), []).append(claim)
    return groups


def _pair(old: list[SealedClaim], new: list[SealedClaim], *, match_rest: bool) -> list[Pair]:
    left, right, pairs = list(old), list(new), list[Pair]()
    for key in _KEYS:
        for claim in list(right):
            same = next((one for one in left if key(one) == key(claim)), None)
            if same is not None:
                _match(same, claim, left, right, pairs)
    # the best pair of all is matched first: going claim by claim could give its partner away to a worse one
    by_likeness = sorted(
        ((_likeness(one, other), at, to) for at, one in enumerate(left) for to, other in enumerate(right)), reverse=True
    )
    one_of, other_of = tuple(left), tuple(right)
    for likeness, at, to in by_likeness:
        if likeness > ALIKE and one_of[at] in left and other_of[to] in right:
            _match(one_of[at], other_of[to], left, right, pairs)
    if match_rest:
        for one, other in list(zip(left, right, strict=False)):
            _match(one, other, left, right, pairs)
    return [*pairs, *((one, None) for one in left), *((None, other) for other in right)]


def _match(
    one: SealedClaim, other: SealedClaim, left: list[SealedClaim], right: list[SealedClaim], pairs: list[Pair]
) -> None:
    left.remove(one)
    right.remove(other)
    pairs.append((one, other))


def _frame(claim: SealedClaim) -> str:
    """Return a sentence with its figures blanked out."""
    return _FIGURE.sub("#", claim.sentence.replace(claim.printed, "#"))


def _likeness(one: SealedClaim, other: SealedClaim) -> float:
    if not one.sentence or not other.sentence or one.where != other.where:
        return 0.0
    # autojunk would ignore frequent letters in sentences over 200 characters
    return SequenceMatcher(None, _frame(one), _frame(other), autojunk=False).ratio()


def _ordinal(claim: SealedClaim) -> int:
    """Return the number that a claim's id ends with: its position among those of its target on the page."""
    last = claim.id.rpartition("/")[2]
    return int(last) if last.isdigit() else 0
