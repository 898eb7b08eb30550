"""The last step of a figure: the values that it was made of, and the rows that those values stand in.

A statistic about a series names the whole series. Of that, a change hangs on two values and a streak on its run and on
the one before it: what readers are shown, and what they may compute again, is this.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from factbook.model import Basis, Cellvalue, RowSet, Statistic
from factbook.verdicts.ratios import find_ratio

VALUE = "value"
"""The column of a table that holds its amounts."""
NO_KEYS = frozenset({VALUE, "unit", "status", "source_id", "note"})
"""Columns that do not name a row."""
MOST = 40
"""Values of a series or of a sum up to which the step can be shown whole."""


class Step(StrEnum):
    """What is done with the terms."""

    LOOKUP = "lookup"
    SUM = "sum"
    QUOTIENT = "quotient"
    """The first over the second: a share or a multiple."""
    CHANGE = "change"
    """The first over the second, less 1."""
    DIFFERENCE = "difference"
    """The first less the second."""
    STREAK = "streak"
    RANK = "rank"
    EXTREME = "extreme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A value that the step uses."""

    value: Decimal
    unit: str
    label: str = ""
    """What it is, in the words of its statistic; a period or a name of a series as it is written there; empty for a
    row."""
    is_label: bool = False
    """Whether `label` is a period or a name of a series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastStep:
    """The terms of a step, in the order in which they are used."""

    step: Step
    terms: tuple[Term, ...]


def find_last_step(statistic: Statistic, known: Mapping[str, Statistic]) -> LastStep | None:
    """Return the step that makes the value of its terms; ``None`` if no step of those known does.

    `known` holds the statistics that it may name as part and whole. The step is computed, and not believed.
    """
    if statistic.basis is not None:
        return _of_basis(statistic.basis)
    if not isinstance(statistic.value, Decimal):
        return None
    ratio = find_ratio(statistic, known)
    if ratio is not None:
        terms = (_term(ratio.part), _term(ratio.whole))
        return LastStep(step=Step.CHANGE if ratio.change else Step.QUOTIENT, terms=terms)
    return _of_rows(statistic)


def _term(statistic: Statistic) -> Term:
    # `find_ratio` has looked at the value.
    return Term(value=Decimal(statistic.value), unit=statistic.unit, label=statistic.label or statistic.id)


def _of_basis(basis: Basis) -> LastStep | None:
    values = basis.values
    labels: Iterable[str] = values if basis.kind in {Step.RANK, Step.EXTREME} else find_labels(basis)
    terms = tuple(
        Term(value=values[label], unit=basis.unit, label=label, is_label=True) for label in labels if label in values
    )
    if basis.kind == "change":
        step = {"ratio": Step.QUOTIENT, "share": Step.CHANGE}.get(basis.test, Step.DIFFERENCE)
        return LastStep(step=step, terms=terms) if len(terms) == 2 else None
    return LastStep(step=Step(basis.kind), terms=terms) if 0 < len(terms) <= MOST else None


def find_labels(basis: Basis) -> tuple[str, ...]:
    """Return the periods or names of a series on which the statistic hangs; of a rank, all."""
    labels = basis.labels
    if basis.kind == "change":
        return (basis.at, basis.run[0])
    if basis.kind == "streak":
        run = basis.run or (basis.at,)
        # A run of rises begins with the period that its first one rose from.
        base = labels[max(labels.index(run[0]) - 1, 0)] if basis.limit is None and run[0] in labels else ""
        return tuple(dict.fromkeys(label for label in (basis.before, base, *run) if label))
    if basis.kind == "extreme" and basis.run:
        return tuple(labels[labels.index(basis.run[0]) : labels.index(basis.at) + 1])
    return tuple(labels)


def _of_rows(statistic: Statistic) -> LastStep | None:
    found = [
        value
        for rowset in statistic.rows
        for row in rowset.rows
        if (value := find_amount(rowset.columns, row)) is not None
    ]
    # Of many rows some are at hand, and the sum of those is another.
    if not 0 < len(found) <= MOST or len(found) != sum(rowset.count for rowset in statistic.rows):
        return None
    if sum(found) != statistic.value:
        return None
    # The rows themselves say what each value is.
    terms = tuple(Term(value=value, unit=statistic.unit) for value in found)
    return LastStep(step=Step.LOOKUP if len(terms) == 1 else Step.SUM, terms=terms)


def find_amount(columns: Sequence[str], row: Sequence[Cellvalue]) -> Decimal | None:
    """Return the amount of a row; ``None`` where its table has no column for that, or the row no number in it."""
    cell = row[columns.index(VALUE)] if VALUE in columns else None
    return Decimal(cell) if isinstance(cell, int | Decimal) and not isinstance(cell, bool) else None


def keep_used_rows(statistic: Statistic) -> Statistic:
    """Return the statistic with only those of its rows on which its value hangs, and what confirms them.

    Rows are told apart by the periods or names of the series; the statistic stays as it is where they cannot be.
    """
    basis = statistic.basis
    if basis is None:
        return statistic
    labels = set(find_labels(basis))
    kept = [[_is_named(rowset, row, labels) for row in rowset.rows] for rowset in statistic.rows]
    named = sum(map(sum, kept))
    if any(rowset.left_out for rowset in statistic.rows) or named < len(labels & basis.values.keys()):
        return statistic
    confirming, at = [], 0
    rows = []
    for rowset, flags in zip(statistic.rows, kept, strict=True):
        if rowset.lines:
            confirming += [
                one for one, flag in zip(statistic.confirming[at : at + len(flags)], flags, strict=False) if flag
            ]
            at += len(flags)
        chosen = [n for n, flag in enumerate(flags) if flag]
        lines = tuple(rowset.lines[n] for n in chosen) if rowset.lines else ()
        # Rows of a table without such names, a base for all, are used by each.
        rows.append(replace(rowset, rows=tuple(rowset.rows[n] for n in chosen), lines=lines) if chosen else rowset)
    return replace(statistic, rows=tuple(rows), confirming=tuple(confirming))


def _is_named(rowset: RowSet, row: tuple[Cellvalue, ...], labels: Collection[str]) -> bool:
    return any(
        str(cell) in labels
        for name, cell in zip(rowset.columns, row, strict=False)
        if name not in NO_KEYS and cell is not None
    )
