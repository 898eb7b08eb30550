"""Causes by trial: what moves a figure if it alone is done, or without which it would not have moved.

First the data against the code, then of several changed rows those of one table and kind, which are tried together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from factbook.editions.causes import (
    DATA_CAUSES,
    Cross,
    Crossed,
    Values,
    changes_alone,
    is_doubtful,
    need_each_other,
    propose_kind,
    settle,
)
from factbook.editions.moves import Move, values_of
from factbook.editions.row_changes import RowChange
from factbook.model.edition import Cause, Edition
from figurecheck.figures import Rules

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


def _find_none(
    _before: Edition, _after: Edition, _ids: Mapping[str, str], _rows: Sequence[RowChange]
) -> Mapping[str, Collection[tuple[str, str]]]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trials:
    """Computes what statistics are where only a part of two editions differs."""

    cross: Cross
    parts: TryParts
    unread: FindUnread = _find_none


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
