"""What moved between two editions, why, and which sentences it affects.

::

    statistics of A, B --move--> what moved, and its causes --+
                                                               match up --> sentences that became false, that were
    claims of A, B -------------------------------------------+            rewritten, or that still hold

Causes are found from the digests in both editions, and where both data and code differ, by running the one with the
other (`causes`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from factbook.editions.causes import (
    DATA_CAUSES,
    Cross,
    Crossed,
    find_causes,
    find_touched,
    is_doubtful,
    is_same_value,
    propose_kind,
    settle,
)
from factbook.editions.fates import SentenceChange, Sentences, judge, printed_name, prominence
from factbook.editions.match_claims import pair_claims
from factbook.editions.pages import PageChange, find_page_changes
from factbook.editions.ratings import RatingChange, find_rating_changes
from factbook.editions.row_changes import RowChange, find_row_changes
from factbook.figures import Rules
from factbook.model import Role
from factbook.model.edition import (
    Cause,
    Edition,
    Fate,
    Kind,
    SealedStatistic,
)

_NEW_FAULTS = frozenset({Fate.FALSE, Fate.CARELESS})


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything that differs between two editions."""

    before: str
    after: str
    moves: tuple[Move, ...] = ()
    """Statistics that moved, those that make sentences false first."""
    added: tuple[SealedStatistic, ...] = ()
    removed: tuple[SealedStatistic, ...] = ()
    prose: tuple[SentenceChange, ...] = ()
    """Sentences that changed although their statistic did not move."""
    ratings: tuple[RatingChange, ...] = ()
    """Claims of others that are rated otherwise, or not any more."""
    pages: tuple[PageChange, ...] = ()
    """Pages that were removed, or have another address."""
    renamed: tuple[tuple[str, str], ...] = ()
    """Earlier and present id of each statistic that has another one now."""
    tables: tuple[RowChange, ...] = ()

    @property
    def failing(self) -> tuple[SentenceChange, ...]:
        """The sentences that stop the build now: they are false, or cut off or loose without an editor's reason."""
        changes = [*(change for move in self.moves for change in move.sentences), *self.prose]
        return tuple(one for one in changes if one.fate in _NEW_FAULTS and one.claim.fails)


def compare(
    before: Edition,
    after: Edition,
    *,
    rules: Rules,
    renamed: Mapping[str, str] | None = None,
    cross: Cross | None = None,
) -> Difference:
    """Return everything that differs between two editions; `renamed` maps earlier ids of statistics to present ones.

    `cross` returns what a statistic is where only the data changed, or only the code; without it, both are causes
    where both changed.
    """
    # An id that the later edition still has names the same statistic in both, whatever the settings of today say.
    ids = {**after.renamed, **(renamed or {})}
    new = {old: id for old, id in ids.items() if old not in after.statistics and id in after.statistics}
    # Its notebooks record the ids of then.
    sealed = before
    before, after = (_with_ids(edition, new) if new else edition for edition in (before, after))
    rows = {name: tuple(find_row_changes(name, before, after)) for name in {*before.tables, *after.tables}}
    differing = {
        id
        for id in before.statistics.keys() & after.statistics.keys()
        if _differs(before.statistics[id], after.statistics[id])
    }
    sentences = pair_claims(before.claims.values(), after.claims.values(), moved=differing)
    pages = tuple(find_page_changes(before, after, [pair for each in sentences.values() for pair in each]))
    judged = Sentences(rules, after.statistics, {printed_name(one) for one in after.claims.values()})
    moves = [
        _move(before, after, id, rows, judged.of_move(sentences.get((Role.CLAIM, id), []), after.statistics[id]))
        for id in before.statistics
        if id in differing
    ]
    # Only these: each pair of runs takes as long as the notebooks do.
    doubtful = [move for move in moves if is_doubtful(move.causes)]
    if cross is not None and doubtful:
        earlier = {id: old for old, id in new.items() if old in sealed.statistics}
        crossed = cross(sealed, after, {move.id: earlier.get(move.id, move.id) for move in doubtful})
        moves = [_settle(move, crossed[move.id], rules) if move.id in crossed else move for move in moves]
    return Difference(
        before=before.label,
        after=after.label,
        moves=tuple(sorted(moves, key=_gravity)),
        added=tuple(after.statistics[id] for id in after.statistics if id not in before.statistics),
        removed=tuple(before.statistics[id] for id in before.statistics if id not in after.statistics),
        prose=tuple(judged.of_prose(sentences, differing)),
        pages=pages,
        renamed=tuple(sorted((old, id) for old, id in new.items() if old in sealed.statistics)),
        ratings=tuple(find_rating_changes(before, after, {move.id: move.kind for move in moves})),
        tables=tuple(change for name in sorted(rows) for change in rows[name]),
    )


def _with_ids(edition: Edition, new: Mapping[str, str]) -> Edition:
    """Return an edition with other ids of statistics; its claims may name either."""
    statistics = {new.get(id, id): replace(one, id=new.get(id, id)) for id, one in edition.statistics.items()}
    claims = {id: replace(one, target=new.get(one.target, one.target)) for id, one in edition.claims.items()}
    return replace(edition, statistics=statistics, claims=claims)


def _differs(old: SealedStatistic, new: SealedStatistic) -> bool:
    return not is_same_value(old.value, new.value) or (old.unit, old.population) != (new.unit, new.population)


def _settle(move: Move, crossed: Crossed, rules: Rules) -> Move:
    """Return a move with those causes alone without which its value would read otherwise."""
    old, new = move.before, move.after
    if old is None or new is None:
        return move
    printings = [claim for one in move.sentences for claim in (one.before, one.after) if claim is not None]

    def reads_alike(one: Decimal | str, other: Decimal | str) -> bool:
        if is_same_value(one, other) or new is None:
            return is_same_value(one, other)
        return all(
            judge(claim, replace(new, value=one), rules)[0] == judge(claim, replace(new, value=other), rules)[0]
            for claim in printings
        )

    # Of a move that no printed figure shows, every digit counts.
    alike = is_same_value if reads_alike(old.value, new.value) else reads_alike
    causes = settle(move.causes, (old.value, new.value), crossed, alike)
    rows = move.rows if any(cause in DATA_CAUSES for cause in causes) else ()
    return replace(move, causes=causes, rows=rows, kind=propose_kind(causes, rows))


def _move(
    before: Edition,
    after: Edition,
    id: str,
    rows: Mapping[str, tuple[RowChange, ...]],
    sentences: tuple[SentenceChange, ...],
) -> Move:
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


def _gravity(move: Move) -> tuple[tuple[int, int, str, int], str]:
    return min((prominence(change) for change in move.sentences), default=(len(Fate), 0, "", 0)), move.id


def relative_move(move: Move) -> Decimal | None:
    """Return the move as a fraction of the earlier value; ``None`` for dates, and from zero."""
    old, new = move.before, move.after
    if old is None or new is None or isinstance(old.value, str) or isinstance(new.value, str) or not old.value:
        return None
    return (new.value - old.value) / abs(old.value)
