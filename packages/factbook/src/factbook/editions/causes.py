"""Why a figure moved: the rows that it rests on, the code that it follows from, or what it ran in.

The first that differs is found from the digests in both editions: the rows that a statistic rests on, then whole
tables, then the code that it follows from, then all code of its notebook, then the environment. Where both data and
code differ, the digests cannot tell which of them moved the figure. Then the data of one edition are run with the code
of the other: what changes the figure alone, or without which it stays, is a cause.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from factbook.editions.row_changes import RowChange
from factbook.model.edition import WHOLE, Cause, Edition, Kind, SealedStatistic

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
