"""What a change means for the sentences that print a figure: which became false, were rewritten, moved, or hold.

Before that, the printed figures of two editions are matched: by statistic and file, then by sentence, not by order.
What is left over is looked for elsewhere: the same statistic in the same sentence of another page, which was moved, and
the same sentence with another statistic, which was bound anew.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial

from factbook.model.edition import Fate, SealedClaim, SealedStatistic
from figurecheck.figures import Rules
from figurecheck.model import Role, Severity, Verdict, split_reported
from figurecheck.verdicts.claims import check_value, find_names

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
        groups.setdefault((claim.role, printed_name(claim), claim.file), []).append(claim)
    return groups


def _pair(old: list[SealedClaim], new: list[SealedClaim], *, match_rest: bool) -> list[Pair]:
    left, right, pairs = list(old), list(new), list[Pair]()

    def match(one: SealedClaim, other: SealedClaim) -> None:
        left.remove(one)
        right.remove(other)
        pairs.append((one, other))

    for key in _KEYS:
        for claim in list(right):
            same = next((one for one in left if key(one) == key(claim)), None)
            if same is not None:
                match(same, claim)
    # the best pair of all is matched first: going claim by claim could give its partner away to a worse one
    by_likeness = sorted(
        ((_likeness(one, other), at, to) for at, one in enumerate(left) for to, other in enumerate(right)), reverse=True
    )
    one_of, other_of = tuple(left), tuple(right)
    for likeness, at, to in by_likeness:
        if likeness > ALIKE and one_of[at] in left and other_of[to] in right:
            match(one_of[at], other_of[to])
    if match_rest:
        for one, other in list(zip(left, right, strict=False)):
            match(one, other)
    return [*pairs, *((one, None) for one in left), *((None, other) for other in right)]


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


_MINUS = str.maketrans("−–‐‑", "----")
_WEAKER = (Verdict.EXACT, Verdict.ROUNDED, Verdict.TRUNCATED, Verdict.LOOSE)
"""Verdicts of a plain figure, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceChange:
    """A printed figure before and after."""

    fate: Fate
    before: SealedClaim | None
    after: SealedClaim | None
    reason: str = ""

    @property
    def claim(self) -> SealedClaim:
        """The later side of the change, or the earlier one of a removed figure."""
        return self.after or self.before  # type: ignore[return-value] # a change has at least one side


class Sentences:
    """Judges the pairs of printed figures of two editions; `printed` are the targets that the later one prints."""

    def __init__(self, rules: Rules, statistics: Mapping[str, SealedStatistic], printed: Container[str]) -> None:
        self._rules, self._statistics, self._printed = rules, statistics, printed

    def of_move(self, pairs: Iterable[Pair], statistic: SealedStatistic) -> tuple[SentenceChange, ...]:
        """Return what became of the sentences that print a statistic that moved, the gravest first."""
        return tuple(sorted((self._moved(*pair, statistic) for pair in pairs), key=prominence))

    def of_prose(
        self, sentences: Mapping[tuple[str, str], Sequence[Pair]], moved: Set[str]
    ) -> Iterator[SentenceChange]:
        """Yield what became of all other sentences, the gravest first; of those that hold as before nothing."""
        found = [
            self._stayed(*pair)
            for (role, target), pairs in sentences.items()
            if role != Role.CLAIM or target not in moved
            for pair in pairs
        ]
        yield from sorted((one for one in found if one.fate is not Fate.HOLDS), key=prominence)

    def _moved(self, old: SealedClaim | None, new: SealedClaim | None, statistic: SealedStatistic) -> SentenceChange:
        change = partial(SentenceChange, before=old, after=new)
        if new is not None and new.fails:
            fate = Fate.CARELESS if new.careless and not new.contradicted else Fate.FALSE
            return change(fate=fate, reason=new.contradicted or judge(new, statistic, self._rules)[1])
        if old is None or new is None or old.target != new.target or _is_printed_alike(old, new):
            return self._alike(old, new)
        # Was the old sentence still true of the new value? Then it was reprinted by choice, else it had to be.
        stands, reason = judge(old, statistic, self._rules)
        return change(fate=Fate.REPRINTED if stands else Fate.REWRITTEN, reason=reason)

    def _stayed(self, old: SealedClaim | None, new: SealedClaim | None) -> SentenceChange:
        """Return the fate of a sentence whose statistic did not move."""
        change = partial(SentenceChange, before=old, after=new)
        # a sentence that was false before is no news of this edition
        if new is not None and new.fails and not (old and old.fails):
            gone = new.role == Role.CLAIM and new.target not in self._statistics
            if new.careless and not new.contradicted:
                # The verdict alone: the value is the same, so it was the words or the rules that changed.
                return change(fate=Fate.CARELESS, reason=new.verdict.value)
            reason = f"{new.target} is not recorded any more" if gone else new.contradicted
            return change(fate=Fate.FALSE, reason=reason)
        if old is None or new is None or _is_rebound(old, new) or _is_printed_alike(old, new):
            return self._alike(old, new)
        if new.role == Role.REPORTED:
            return change(fate=Fate.REQUOTED)
        statistic = self._statistics.get(new.target)
        stands, reason = judge(old, statistic, self._rules) if statistic is not None else (old.verdict, "")
        # A record or a streak is judged with its series, which no seal has: then the new figure fails here as well.
        if statistic is not None and judge(new, statistic, self._rules)[0] is None:
            stands = old.verdict
        return change(fate=Fate.REPRINTED) if stands else change(fate=Fate.REWRITTEN, reason=reason)

    def _alike(self, old: SealedClaim | None, new: SealedClaim | None) -> SentenceChange:
        """Return the change of a sentence that came, went, or is printed as before and stops no build."""
        change = partial(SentenceChange, before=old, after=new)
        if new is None:
            elsewhere = old is not None and printed_name(old) in self._printed
            return change(fate=Fate.LEFT_OUT if elsewhere else Fate.GONE)
        if old is None:
            return change(fate=Fate.NEW)
        if _is_rebound(old, new):
            return change(fate=Fate.REBOUND, reason=f"{old.target} before")
        # An editor has acknowledged it, or it would fail; readers of a diff must see it all the same.
        if new.careless and not old.careless:
            return change(fate=Fate.CARELESS, reason=f"{new.verdict}, acknowledged: {new.acknowledged}")
        if _is_worse(old, new):
            return change(fate=Fate.WORSE, reason=f"{old.verdict} before, {new.verdict} now")
        return change(fate=Fate.HOLDS if old.file == new.file else Fate.MOVED)


def _is_rebound(old: SealedClaim, new: SealedClaim) -> bool:
    """Return whether a figure rests on another statistic; of one that is taken from a source, on another source."""
    return printed_name(old) != printed_name(new)


def printed_name(claim: SealedClaim) -> str:
    """Return the statistic or the source that a figure is printed of."""
    # an earlier edition may name only the source of a reported figure, where a later one names the row too
    return split_reported(claim.target)[0] if claim.role == Role.REPORTED else claim.target


def _is_worse(old: SealedClaim, new: SealedClaim) -> bool:
    # A qualifier holds or it does not: there is nothing between the two.
    if old.verdict not in _WEAKER or new.verdict not in _WEAKER:
        return False
    return _WEAKER.index(new.verdict) > _WEAKER.index(old.verdict)


def _is_printed_alike(old: SealedClaim, new: SealedClaim) -> bool:
    """Return whether readers see the same figure: another minus sign or space makes no other one."""
    return _plain(old.printed) == _plain(new.printed)


def _plain(printed: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", printed).translate(_MINUS).split())


def judge(claim: SealedClaim, statistic: SealedStatistic, rules: Rules) -> tuple[Verdict | None, str]:
    """Return the verdict on a printed figure, ``None`` where it is an error, and the reason."""
    names = find_names(statistic)
    finding = check_value(
        claim.printed, statistic.value, unit=statistic.unit, locale=claim.locale, rules=rules, names=names
    )
    return None if finding.verdict.severity is Severity.ERROR else finding.verdict, finding.reason


# Where readers look first; the list of a diff begins there.
_PROMINENT = ("heading", "chart title", "description", "caption", "text alternative")
_GRAVE = (
    Fate.FALSE, Fate.CARELESS, Fate.REWRITTEN, Fate.REQUOTED, Fate.REPRINTED, Fate.REBOUND, Fate.GONE, Fate.WORSE,
    Fate.NEW, Fate.LEFT_OUT, Fate.MOVED, Fate.HOLDS,
)  # fmt: skip


def prominence(change: SentenceChange) -> tuple[int, int, str, int]:
    """Return the place of a sentence in the list of a diff."""
    where = change.claim.where
    place = _PROMINENT.index(where) if where in _PROMINENT else len(_PROMINENT)
    return _GRAVE.index(change.fate), place, change.claim.file, change.claim.line or 0
