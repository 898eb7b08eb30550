"""What moved between two editions, why, and which sentences it affects.

::

    statistics of A, B --move--> what moved, and its causes --+
                                                               match up --> sentences that became false, that were
    claims of A, B -------------------------------------------+            rewritten, or that still hold

A cause is found from the digests in both editions: the rows that a statistic rests on, then whole tables, then the
code that it follows from, then all code of its notebook, then the environment. The first that differs is the cause;
data and code are both named where both differ, since only another run could tell them apart.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal

from factbook.editions.match_claims import Pair, pair_claims
from factbook.editions.row_changes import RowChange, find_row_changes
from factbook.figures import Rules
from factbook.model import Role, Severity
from factbook.model.edition import (
    WHOLE,
    Cause,
    Edition,
    Fate,
    Kind,
    SealedClaim,
    SealedStatistic,
)
from factbook.verdicts.claims import check_value, find_names

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
    tables: tuple[RowChange, ...] = ()

    @property
    def failing(self) -> tuple[SentenceChange, ...]:
        """The sentences that stop the build now: they are false, or cut off or loose without an editor's reason."""
        changes = [*(change for move in self.moves for change in move.sentences), *self.prose]
        return tuple(one for one in changes if one.fate in _NEW_FAULTS and one.claim.fails)


def compare(before: Edition, after: Edition, *, rules: Rules, renamed: Mapping[str, str] | None = None) -> Difference:
    """Return everything that differs between two editions; `renamed` maps earlier ids of statistics to present ones."""
    # An id that the later edition still has names the same statistic in both, whatever the settings of today say.
    ids = {**after.renamed, **(renamed or {})}
    new = {old: id for old, id in ids.items() if old not in after.statistics and id in after.statistics}
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
    return Difference(
        before=before.label,
        after=after.label,
        moves=tuple(sorted(moves, key=_gravity)),
        added=tuple(after.statistics[id] for id in after.statistics if id not in before.statistics),
        removed=tuple(before.statistics[id] for id in before.statistics if id not in after.statistics),
        prose=tuple(_prose(sentences, differing, after.statistics)),
        tables=tuple(change for name in sorted(rows) for change in rows[name]),
    )


def _with_ids(edition: Edition, new: Mapping[str, str]) -> Edition:
    """Return an edition with other ids of statistics; its claims may name either."""
    statistics = {new.get(id, id): replace(one, id=new.get(id, id)) for id, one in edition.statistics.items()}
    claims = {id: replace(one, target=new.get(one.target, one.target)) for id, one in edition.claims.items()}
    return replace(edition, statistics=statistics, claims=claims)


def _differs(old: SealedStatistic, new: SealedStatistic) -> bool:
    return (old.value, old.unit, old.population) != (new.value, new.unit, new.population)


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
    touched = tuple(_touched(old, new, rows)) if old.value != new.value else ()
    causes = tuple(_causes(before, after, old, new, touched))
    return Move(
        id=id,
        before=old,
        after=new,
        causes=causes,
        kind=propose_kind(causes, touched),
        rows=touched,
        sentences=tuple(sorted((_sentence(*pair, new, rules) for pair in pairs), key=_prominence)),
    )


def _touched(
    old: SealedStatistic, new: SealedStatistic, rows: Mapping[str, tuple[RowChange, ...]]
) -> Iterator[RowChange]:
    """Yield the changed rows that explain a move: those that it rests on, else those of its tables, else any.

    The wider circles count only if its code did not change. Rows that `dataset` does not return count only if no other
    row changed.
    """
    # Rows are named by the notebook (`rows=`), and it may have read more than it named: hence the wider circles.
    tables = [change for name in dict.fromkeys([*old.rows, *new.rows]) for change in rows.get(name, ())]
    own = [change for change in tables if _rests_on(change, old, new)]
    anywhere = [change for name in sorted(rows) for change in rows[name]]
    rests = bool(old.rows or new.rows)
    for changes in (own,) if rests and old.code != new.code else (own, tables, anywhere):
        chosen = [change for change in changes if not change.unused] or changes
        if chosen:
            yield from chosen
            return


def _rests_on(change: RowChange, *statistics: SealedStatistic) -> bool:
    keys = [statistic.rows.get(change.table, ()) for statistic in statistics]
    return any(named == WHOLE or change.key in named for named in keys)


def _causes(
    before: Edition, after: Edition, old: SealedStatistic, new: SealedStatistic, touched: tuple[RowChange, ...]
) -> Iterator[Cause]:
    if old.unit != new.unit:
        yield Cause.UNIT
    if old.population != new.population:
        yield Cause.POPULATION
    if old.value == new.value:
        return
    data = [
        cause for cause in (Cause.REVISED, Cause.WITHDRAWN, Cause.APPENDED) if cause in {one.cause for one in touched}
    ]
    yield from data
    # `around` covers code that the slice may have missed; it is asked only where no data explains the move
    if old.code != new.code or (not data and old.around != new.around):
        yield Cause.CODE
    elif not data and before.environment != after.environment:
        yield Cause.ENVIRONMENT
    elif not data and old.unit == new.unit:
        yield Cause.UNEXPLAINED


def propose_kind(causes: Iterable[Cause], rows: Iterable[RowChange] = ()) -> Kind:
    """Propose the kind of a change, for an editor to confirm.

    New and withdrawn data, and a row revised by another source, are an update. A row that changed under the same
    source was copied wrongly, so it is a correction, as is a change of code or unit. Words alone clarify.
    """
    named = set(causes)
    # Of a block nobody knows which rows were revised, so it cannot be said that another source did it.
    if named & {Cause.CODE, Cause.UNIT} or any(row.same_source or row.revised_unseen for row in rows):
        return Kind.CORRECTION
    if named & {Cause.APPENDED, Cause.REVISED, Cause.WITHDRAWN}:
        return Kind.UPDATE
    # a cause that nobody can name is a correction until an editor says otherwise: the stricter class is the safe one
    return Kind.CORRECTION if named & {Cause.ENVIRONMENT, Cause.UNEXPLAINED} else Kind.CLARIFICATION


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
    if old.printed == new.printed:
        return _reprinted_alike(old, new)
    # Was the old sentence still true of the new value? Then it was reprinted by choice, else it had to be rewritten.
    stands, reason = _judged(old, statistic, rules)
    return SentenceChange(fate=Fate.REPRINTED if stands else Fate.REWRITTEN, before=old, after=new, reason=reason)


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
    return _reprinted_alike(old, new).fate if old.printed == new.printed else Fate.REPRINTED


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
