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

from factbook.editions.fates import SentenceChange, Sentences, printed_name, prominence
from factbook.editions.match_claims import pair_claims
from factbook.editions.moves import Move, differs, find_move
from factbook.editions.pages import PageChange, find_page_changes
from factbook.editions.parts import Trials, try_causes
from factbook.editions.ratings import RatingChange, find_rating_changes
from factbook.editions.row_changes import RowChange, find_row_changes
from factbook.model.edition import (
    Edition,
    Fate,
    SealedStatistic,
)
from figurecheck.figures import Rules
from figurecheck.model import Role

_NEW_FAULTS = frozenset({Fate.FALSE, Fate.CARELESS})


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
    trials: Trials | None = None,
) -> Difference:
    """Return everything that differs between two editions; `renamed` maps earlier ids of statistics to present ones.

    `trials` compute what a statistic is where only a part changed; without them, all that differs is a cause.
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
        if differs(before.statistics[id], after.statistics[id])
    }
    sentences = pair_claims(before.claims.values(), after.claims.values(), moved=differing)
    pages = tuple(find_page_changes(before, after, [pair for each in sentences.values() for pair in each]))
    judged = Sentences(rules, after.statistics, {printed_name(one) for one in after.claims.values()})
    moves = [
        find_move(before, after, id, rows, judged.of_move(sentences.get((Role.CLAIM, id), []), after.statistics[id]))
        for id in before.statistics
        if id in differing
    ]
    if trials is not None:
        earlier = {id: old for old, id in new.items() if old in sealed.statistics}
        moves = try_causes(moves, trials, sealed, after, earlier, rules)
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


def _gravity(move: Move) -> tuple[tuple[int, int, str, int], str]:
    return min((prominence(change) for change in move.sentences), default=(len(Fate), 0, "", 0)), move.id
