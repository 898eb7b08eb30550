"""What moved between two editions, why, and which sentences it affects.

::

    statistics of A, B --move--> what moved, and its causes --+
                                                               match up --> sentences that became false, that were
    claims of A, B -------------------------------------------+            rewritten, or that still hold

Causes are found from the digests in both editions, and where both data and code differ, by running the one with the
other (`causes`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
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
from factbook.editions.match_claims import Pair, pair_claims
from factbook.editions.ratings import RatingChange, find_rating_changes
from factbook.editions.row_changes import RowChange, find_row_changes
from factbook.figures import Rules
from factbook.model import Role, Severity
from factbook.model.edition import (
    Cause,
    Edition,
    Fate,
    Kind,
    SealedClaim,
    SealedStatistic,
)
from factbook.verdicts.claims import check_value, find_names

_MINUS = str.maketrans("−–‐‑", "----")
_NEW_FAULTS = frozenset({Fate.FALSE, Fate.CARELESS})


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
    moves = [
        _move(before, after, id, rows, sentences.get((Role.CLAIM, id), []), rules)
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
        prose=tuple(_prose(sentences, differing, after.statistics)),
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
    printings = [claim for one in move.sentences for claim in (one.before, one.after) if claim is not None]

    def reads_alike(one: Decimal | str, other: Decimal | str) -> bool:
        if is_same_value(one, other) or new is None or not printings:
            return is_same_value(one, other)
        return all(
            _judged(claim, replace(new, value=one), rules)[0] == _judged(claim, replace(new, value=other), rules)[0]
            for claim in printings
        )

    if old is None or new is None:
        return move
    causes = settle(move.causes, (old.value, new.value), crossed, reads_alike)
    rows = move.rows if any(cause in DATA_CAUSES for cause in causes) else ()
    return replace(move, causes=causes, rows=rows, kind=propose_kind(causes, rows))


def _move(
    before: Edition,
    after: Edition,
    id: str,
    rows: Mapping[str, tuple[RowChange, ...]],
    pairs: Iterable[Pair],
    rules: Rules,
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
        sentences=tuple(sorted((_sentence(*pair, new, rules) for pair in pairs), key=_prominence)),
    )


def _sentence(
    old: SealedClaim | None, new: SealedClaim | None, statistic: SealedStatistic, rules: Rules
) -> SentenceChange:
    if new is None:
        return SentenceChange(fate=Fate.GONE, before=old, after=None)
    if new.fails:
        fate = Fate.CARELESS if new.careless and not new.contradicted else Fate.FALSE
        reason = new.contradicted or _judged(new, statistic, rules)[1]
        return SentenceChange(fate=fate, before=old, after=new, reason=reason)
    if old is None:
        return SentenceChange(fate=Fate.NEW, before=None, after=new)
    if _is_printed_alike(old, new):
        return _reprinted_alike(old, new)
    # Was the old sentence still true of the new value? Then it was reprinted by choice, else it had to be rewritten.
    stands, reason = _judged(old, statistic, rules)
    return SentenceChange(fate=Fate.REPRINTED if stands else Fate.REWRITTEN, before=old, after=new, reason=reason)


def _is_printed_alike(old: SealedClaim, new: SealedClaim) -> bool:
    """Return whether readers see the same figure: another minus sign or space makes no other one."""
    return _plain(old.printed) == _plain(new.printed)


def _plain(printed: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", printed).translate(_MINUS).split())


def _reprinted_alike(old: SealedClaim, new: SealedClaim) -> SentenceChange:
    """Return the change of a sentence that is printed as before and stops no build: it may be cut off or loose now."""
    worse = new.careless and not old.careless
    reason = f"{new.verdict}, acknowledged: {new.acknowledged}" if worse else ""
    return SentenceChange(fate=Fate.CARELESS if worse else Fate.HOLDS, before=old, after=new, reason=reason)


def _judged(claim: SealedClaim, statistic: SealedStatistic, rules: Rules) -> tuple[bool, str]:
    names = find_names(statistic)
    finding = check_value(
        claim.printed, statistic.value, unit=statistic.unit, locale=claim.locale, rules=rules, names=names
    )
    return finding.verdict.severity is not Severity.ERROR, finding.reason


def _prose(
    sentences: Mapping[tuple[str, str], Sequence[Pair]], moved: Set[str], recorded: Container[str]
) -> Iterator[SentenceChange]:
    for (role, target), pairs in sentences.items():
        if role == Role.CLAIM and target in moved:
            continue
        for old, new in pairs:
            fate = _fate(old, new)
            if fate is not Fate.HOLDS:
                gone = fate is Fate.FALSE and role == Role.CLAIM and target not in recorded
                # The verdict alone: the value is the same, so it was the words or the rules that changed.
                said = new.verdict.value if new is not None and fate is Fate.CARELESS else ""
                otherwise = new.contradicted if new is not None else ""
                reason = f"{target} is not recorded any more" if gone else otherwise or said
                yield SentenceChange(fate=fate, before=old, after=new, reason=reason)


def _fate(old: SealedClaim | None, new: SealedClaim | None) -> Fate:
    """Return the fate of a sentence whose statistic did not move."""
    if new is None:
        return Fate.GONE
    # a sentence that was false before is no news of this edition
    if new.fails and not (old and old.fails):
        return Fate.CARELESS if new.careless and not new.contradicted else Fate.FALSE
    if old is None:
        return Fate.NEW
    return _reprinted_alike(old, new).fate if _is_printed_alike(old, new) else Fate.REPRINTED


# Where readers look first; the list of a diff begins there.
_PROMINENT = ("heading", "chart title", "description", "caption", "text alternative")
_GRAVE = (Fate.FALSE, Fate.CARELESS, Fate.REWRITTEN, Fate.REPRINTED, Fate.NEW, Fate.GONE, Fate.HOLDS)


def _prominence(change: SentenceChange) -> tuple[int, int, str, int]:
    where = change.claim.where
    place = _PROMINENT.index(where) if where in _PROMINENT else len(_PROMINENT)
    return _GRAVE.index(change.fate), place, change.claim.file, change.claim.line or 0


def _gravity(move: Move) -> tuple[tuple[int, int, str, int], str]:
    return min((_prominence(change) for change in move.sentences), default=(len(_GRAVE), 0, "", 0)), move.id


def relative_move(move: Move) -> Decimal | None:
    """Return the move as a fraction of the earlier value; ``None`` for dates, and from zero."""
    old, new = move.before, move.after
    if old is None or new is None or isinstance(old.value, str) or isinstance(new.value, str) or not old.value:
        return None
    return (new.value - old.value) / abs(old.value)
