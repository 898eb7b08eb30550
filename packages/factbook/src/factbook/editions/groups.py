"""Moves that have one cause: those that rest on one changed row, or whose code is in one notebook."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from factbook.editions.moves import Move
from factbook.model.edition import Cause


def group_moves(moves: Sequence[Move]) -> dict[str, str]:
    """Return for each statistic that moved the first of those that moved for the same cause and are of the same kind.

    Two moves belong together if they share a changed row, or, where code is a cause, the notebook; so do all that share
    one with either. Those that both data and code moved stay among themselves.
    """
    leaders = {move.id: move.id for move in moves}

    def find(id: str) -> str:
        while leaders[id] != id:
            id = leaders[id]
        return id

    # Union-find without ranks: a difference has some hundreds of moves at most.
    first: dict[Hashable, str] = {}
    for move in moves:
        for reason in _reasons(move):
            # One that both moved would join the figures of the data with those of the code, which have other reasons.
            mixed = Cause.CODE in move.causes and bool(move.rows)
            leader, own = find(first.setdefault((move.kind, mixed, reason), move.id)), find(move.id)
            leaders[own] = leader
    return {move.id: find(move.id) for move in moves}


def _reasons(move: Move) -> Iterator[Hashable]:
    yield from ((row.table, row.key) for row in move.rows)
    if Cause.CODE in move.causes and move.after is not None:
        yield move.after.notebook
    if Cause.ENVIRONMENT in move.causes:
        yield Cause.ENVIRONMENT
    for cause, before, after in _descriptions(move):
        if cause in move.causes:
            yield cause, before, after


def _descriptions(move: Move) -> Iterable[tuple[Cause, str, str]]:
    old, new = move.before, move.after
    if old is None or new is None:
        return ()
    return (Cause.UNIT, old.unit, new.unit), (Cause.POPULATION, old.population, new.population)
