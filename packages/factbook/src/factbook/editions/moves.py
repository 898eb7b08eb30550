"""Statistics that moved between two editions: why, and what became of the sentences that print them.

The first cause that differs is found from the digests in both editions: the rows that a statistic rests on, then whole
tables, then the code that it follows from, then all code of its notebook, then the environment. Where both data and
code differ, the digests cannot tell which of them moved the figure. Then the data of one edition are run with the code
of the other: what changes the figure alone, or without which it stays, is a cause. Of several changed rows, those of
one table and kind are tried together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from factbook.editions.fates import SentenceChange, judge
from factbook.editions.row_changes import RowChange
from factbook.model.edition import WHOLE, Cause, Edition, Fate, Kind, SealedClaim, SealedStatistic
from figurecheck.figures import Rules
from figurecheck.model import Verdict

DATA_CAUSES = (Cause.REVISED, Cause.WITHDRAWN, Cause.APPENDED)
"""What can happen to rows."""
_CARRIED = Context(prec=15)
"""Significant digits that a computer carries in a number with a fraction: beyond, the order of a sum decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed:
    """The value of a statistic where only one of two things changed; ``None`` where it cannot be computed."""

    data_alone: Decimal | str | None = None
    """From the later data by the earlier code; for some rows, from these alone of the later data."""
    code_alone: Decimal | str | None = None
    """From the earlier data by the later code; for some rows, from all of the later state but these."""


Cross = Callable[[Edition, Edition, Mapping[str, str]], Mapping[str, Crossed]]
"""Returns the crossed values of statistics; they are named by present id, with the id of each in the first edition."""


def is_same_value(one: Decimal | str, other: Decimal | str) -> bool:
    """Return whether two values are the same, but for the last digits of what computers carry.

    >>> is_same_value(Decimal("0.292910447761194"), Decimal("0.292910447761194029"))
    True
    >>> is_same_value(Decimal("23022"), Decimal("23023"))
    False
    """
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    if one == other or _CARRIED.plus(one) == _CARRIED.plus(other):
        return True
    # Two sums may lie on either side of where their fifteenth digit is rounded, whatever their distance.
    last = max(one.adjusted(), other.adjusted()) - _CARRIED.prec + 1
    return last < 0 and abs(one - other) < Decimal(1).scaleb(last)


def is_doubtful(causes: Iterable[Cause]) -> bool:
    """Return whether causes are both data and code, of which only another run can say which it was."""
    named = set(causes)
    return Cause.CODE in named and bool(named.intersection(DATA_CAUSES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """The value of a statistic in two editions, and when two values count as the same."""

    old: Decimal | str
    new: Decimal | str
    alike: Callable[[Decimal | str, Decimal | str], bool]


def changes_alone(done: Decimal | str | None, undone: Decimal | str | None, values: Values) -> bool:
    """Return whether something is a cause: `done` alone changes the earlier value, or `undone` alone the later one."""
    known = ((done, values.old), (undone, values.new))
    return any(value is not None and not values.alike(value, other) for value, other in known)


def settle(causes: tuple[Cause, ...], crossed: Crossed, values: Values) -> tuple[Cause, ...]:
    """Return the causes that remain once data and code were tried alone; all of them where nothing could be tried.

    Where both are needed and neither alone changes anything, they did it together: a cause that stands before both.
    """
    by_data = changes_alone(crossed.data_alone, crossed.code_alone, values)
    by_code = changes_alone(crossed.code_alone, crossed.data_alone, values)
    if by_data != by_code:
        return tuple(cause for cause in causes if cause not in (DATA_CAUSES if by_code else (Cause.CODE,)))
    return (Cause.TOGETHER, *causes) if need_each_other([crossed.data_alone, crossed.code_alone], values) else causes


def need_each_other(done: Sequence[Decimal | str | None], values: Values) -> bool:
    """Return whether of several causes none changes the earlier value if it alone is `done`."""
    return len(done) > 1 and all(value is not None and values.alike(value, values.old) for value in done)


def find_touched(
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


def find_causes(
    environments: tuple[Mapping[str, str], Mapping[str, str]],
    old: SealedStatistic,
    new: SealedStatistic,
    touched: tuple[RowChange, ...],
) -> Iterator[Cause]:
    """Yield why a statistic moved, as far as digests tell: data and code both, where both differ."""
    if old.unit != new.unit:
        yield Cause.UNIT
    if old.population != new.population:
        yield Cause.POPULATION
    if is_same_value(old.value, new.value):
        return
    data = [cause for cause in DATA_CAUSES if cause in {one.cause for one in touched}]
    yield from data
    # `around` covers code that the slice may have missed; it is asked only where no data explains the move
    if old.code != new.code or (not data and old.around != new.around):
        yield Cause.CODE
    elif not data and environments[0] != environments[1]:
        yield Cause.ENVIRONMENT
    elif not data and old.unit == new.unit:
        yield Cause.UNEXPLAINED


def propose_kind(causes: Iterable[Cause], rows: Iterable[RowChange] = ()) -> Kind:
    """Propose the kind of a change, for an editor to confirm.

    New and withdrawn data, and a row revised by another source, are an update. A row that changed under the same
    source was copied wrongly, unless its producer revises the table; so it is a correction, as is a change of code or
    unit. Words alone clarify.
    """
    named = set(causes)
    # Of a block nobody knows which rows were revised, so it cannot be said that another source did it.
    if named & {Cause.CODE, Cause.UNIT} or any(row.was_wrong for row in rows):
        return Kind.CORRECTION
    if named.intersection(DATA_CAUSES):
        return Kind.UPDATE
    # a cause that nobody can name is a correction until an editor says otherwise: the stricter class is the safe one
    return Kind.CORRECTION if named & {Cause.ENVIRONMENT, Cause.UNEXPLAINED} else Kind.CLARIFICATION


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


_NUMBER = re.compile(r" #\d+$")
MOST_PARTS = 6
"""Parts of a difference that are tried; each takes up to two runs of the notebooks concerned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPart:
    """The changed rows of one table that were all appended, revised or withdrawn, and are of one kind of change."""

    table: str
    cause: Cause
    was_wrong: bool = False
    keys: tuple[str, ...] = ()

    def holds(self, row: RowChange) -> bool:
        """Return whether a row is one of them."""
        return (row.table, row.cause, row.was_wrong) == (self.table, self.cause, self.was_wrong)


TryParts = Callable[[Edition, Edition, Mapping[str, str], Sequence[RowPart]], Sequence[Mapping[str, Crossed]]]
"""Returns, for each part, the values of statistics where these rows alone changed, and where all but these did.

Statistics are named by present id, with the id of each in the first edition.
"""


FindUnread = Callable[
    [Edition, Edition, Mapping[str, str], Sequence[RowChange]], Mapping[str, Collection[tuple[str, str]]]
]
"""Returns, for each statistic, the revised rows by table and key of which its code reads nothing that changed.

Statistics are named as in `TryParts`.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trials:
    """Computes what statistics are where only a part of two editions differs."""

    cross: Cross
    parts: TryParts
    unread: FindUnread


def try_causes(
    moves: Sequence[Move], trials: Trials, before: Edition, after: Edition, earlier: Mapping[str, str], rules: Rules
) -> list[Move]:
    """Return moves with the causes that matter; `earlier` are the ids of renamed statistics in the first edition."""

    def ids(some: Iterable[Move]) -> dict[str, str]:
        return {move.id: earlier.get(move.id, move.id) for move in some}

    moves = _leave_out_unread(moves, trials.unread, before, after, ids)
    # Only these: each pair of runs takes as long as the notebooks do.
    doubtful = ids(move for move in moves if is_doubtful(move.causes))
    crossed = trials.cross(before, after, doubtful) if doubtful else {}
    settled = [_settle(move, crossed[move.id], rules) if move.id in crossed else move for move in moves]
    divided = ids(move for move in settled if is_divided(move))
    parts = find_parts([move for move in settled if move.id in divided])
    found = trials.parts(before, after, divided, parts) if parts else ()
    done: list[Move] = []
    for move in settled:
        values = values_of(move, rules)
        tried = {
            part: one[move.id]
            for part, one in zip(parts, found, strict=False)
            if one.get(move.id, Crossed()) != Crossed()
        }
        done.append(keep_what_matters(move, tried, values) if values and tried and move.id in divided else move)
    return done


def _leave_out_unread(
    moves: Sequence[Move],
    find: FindUnread,
    before: Edition,
    after: Edition,
    ids: Callable[[Iterable[Move]], dict[str, str]],
) -> list[Move]:
    """Return moves without the revised rows in which only columns changed that their code does not read."""
    asked = [
        move
        for move in moves
        # One row that changed alone explains the move in any case.
        if any(row.cause is Cause.REVISED for row in move.rows) and (len(move.rows) > 1 or is_doubtful(move.causes))
    ]
    rows = list(dict.fromkeys(row for move in asked for row in move.rows))
    unread = find(before, after, ids(asked), rows) if asked else {}
    return [_without_rows(move, unread[move.id]) if move.id in unread else move for move in moves]


def _without_rows(move: Move, unread: Collection[tuple[str, str]]) -> Move:
    rows = tuple(row for row in move.rows if row.cause is not Cause.REVISED or (row.table, row.key) not in unread)
    # Something must have moved it: where nothing else did, it reads more than its code names.
    if len(rows) == len(move.rows) or not (rows or Cause.CODE in move.causes):
        return move
    left = {row.cause for row in rows}
    causes = tuple(cause for cause in move.causes if cause not in DATA_CAUSES or cause in left)
    return replace(move, rows=rows, causes=causes, kind=propose_kind(causes, rows))


def _settle(move: Move, crossed: Crossed, rules: Rules) -> Move:
    """Return a move with those causes alone without which its value would read otherwise."""
    values = values_of(move, rules)
    if values is None:
        return move
    causes = settle(move.causes, crossed, values)
    rows = move.rows if any(cause in DATA_CAUSES for cause in causes) else ()
    return replace(move, causes=causes, rows=rows, kind=propose_kind(causes, rows))


def find_parts(moves: Sequence[Move]) -> tuple[RowPart, ...]:
    """Return the parts to try: those of moves that rest on more than one, the most frequent first."""
    wanted = Counter(part for move in moves for part in _parts_of(move))
    rows = [row for move in moves for row in move.rows]
    return tuple(
        replace(part, keys=tuple(dict.fromkeys(_plain_key(row) for row in rows if part.holds(row))))
        for part, _ in sorted(wanted.items(), key=lambda one: (-one[1], one[0].table, one[0].cause))[:MOST_PARTS]
    )


def _plain_key(row: RowChange) -> str:
    """Return the key of a row as its table has it, without what a seal adds to tell it from others."""
    key = row.key.rpartition(" (")[0] if row.unused and row.key.endswith(")") else row.key
    return _NUMBER.sub("", key)


def is_divided(move: Move) -> bool:
    """Return whether a move rests on rows of more than one table, cause or kind, so that some may not matter."""
    return len(_parts_of(move)) > 1 and any(cause in DATA_CAUSES for cause in move.causes)


def _parts_of(move: Move) -> set[RowPart]:
    # Of a block nobody knows its rows, so nothing can be undone.
    if any(row.counts is not None for row in move.rows):
        return set()
    return {RowPart(table=row.table, cause=row.cause, was_wrong=row.was_wrong) for row in move.rows}


def keep_what_matters(move: Move, tried: Mapping[RowPart, Crossed], values: Values) -> Move:
    """Return a move with those rows alone as causes that change its value if they alone are done, or undone.

    Where none changes it if done alone, they did it together. Rows that could not be tried remain.
    """
    found = {replace(part, keys=()): one for part, one in tried.items()}
    # Undone as well as done: of two rows of which either would do, undoing one shows nothing, and of two that are both
    # needed, doing one.
    mattering = {part for part, one in found.items() if changes_alone(one.data_alone, one.code_alone, values)}
    left = {part for part in _parts_of(move) if part in mattering or part not in found} or _parts_of(move)
    rows = tuple(row for row in move.rows if any(part.holds(row) for part in left))
    data = [cause for cause in DATA_CAUSES if cause in {row.cause for row in rows}]
    others = [cause for cause in move.causes if cause not in (*DATA_CAUSES, Cause.TOGETHER)]
    # In the order in which `find_causes` names them.
    at = others.index(Cause.CODE) if Cause.CODE in others else len(others)
    causes = [*others[:at], *data, *others[at:]]
    # With code as a cause too, it was settled before whether both did it together.
    alone = [found[part].data_alone if part in found else None for part in left]
    if Cause.TOGETHER in move.causes or (Cause.CODE not in causes and need_each_other(alone, values)):
        causes.insert(0, Cause.TOGETHER)
    return replace(move, rows=rows, causes=tuple(causes), kind=propose_kind(causes, rows))
