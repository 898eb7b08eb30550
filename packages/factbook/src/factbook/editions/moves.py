"""Statistics that moved between two editions: why, and what became of the sentences that print them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from factbook.editions.causes import Values, find_causes, find_touched, is_same_value, propose_kind
from factbook.editions.fates import SentenceChange, judge
from factbook.editions.row_changes import RowChange
from factbook.model.edition import Cause, Edition, Fate, Kind, SealedClaim, SealedStatistic
from figurecheck.figures import Rules
from figurecheck.model import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A statistic whose value, unit or population differs."""

    id: str
    before: SealedStatistic | None
    after: SealedStatistic | None
    causes: tuple[Cause, ...]
    kind: Kind
    rows: tuple[RowChange, ...] = ()
    sentences: tuple[SentenceChange, ...] = ()

    @property
    def alarming(self) -> bool:
        """Whether a sentence is false, cut off or loose, or had to be rewritten."""
        return any(change.fate in {Fate.FALSE, Fate.CARELESS, Fate.REWRITTEN} for change in self.sentences)

    @property
    def weaker(self) -> bool:
        """Whether a sentence that is printed as before holds less well: a figure was exact, and is rounded."""
        return any(change.fate is Fate.WORSE for change in self.sentences)


def differs(old: SealedStatistic, new: SealedStatistic) -> bool:
    """Return whether value, unit or population of a statistic differ."""
    return not is_same_value(old.value, new.value) or (old.unit, old.population) != (new.unit, new.population)


def values_of(move: Move, rules: Rules) -> Values | None:
    """Return the values of a statistic that moved, which are the same where every figure printed of it reads alike.

    ``None`` for one that is in one edition alone.
    """
    old, new = move.before, move.after
    if old is None or new is None:
        return None
    printings = [claim for one in move.sentences for claim in (one.before, one.after) if claim is not None]

    def reads_alike(one: Decimal | str, other: Decimal | str) -> bool:
        if is_same_value(one, other):
            return True
        return all(reading(claim, one) == reading(claim, other) for claim in printings)

    def reading(claim: SealedClaim, value: Decimal | str) -> Verdict | None:
        verdict = judge(claim, replace(new, value=value), rules)[0]
        # Readers see the same figure, whether it is the value itself or rounds it.
        return Verdict.ROUNDED if verdict is Verdict.EXACT else verdict

    # Of a move that no printed figure shows, every digit counts.
    hidden = not printings or reads_alike(old.value, new.value)
    return Values(old=old.value, new=new.value, alike=is_same_value if hidden else reads_alike)


def find_move(
    before: Edition,
    after: Edition,
    id: str,
    rows: Mapping[str, tuple[RowChange, ...]],
    sentences: tuple[SentenceChange, ...],
) -> Move:
    """Return how a statistic moved, and the causes that digests tell."""
    old, new = before.statistics[id], after.statistics[id]
    # a change of unit or population alone is an editor's doing; no row explains it
    touched = tuple(find_touched(old, new, rows)) if not is_same_value(old.value, new.value) else ()
    causes = tuple(find_causes((before.environment, after.environment), old, new, touched))
    return Move(
        id=id,
        before=old,
        after=new,
        causes=causes,
        kind=propose_kind(causes, touched),
        rows=touched,
        sentences=sentences,
    )
