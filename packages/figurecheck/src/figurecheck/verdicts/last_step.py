"""The last step of a figure: the values that it was made of, and the rows that those values stand in.

A statistic about a series names the whole series. Of that, a change hangs on two values and a streak on its run and on
the one before it: what readers are shown, and what they may compute again, is this.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from figurecheck.model import Basis, Cellvalue, RowSet, Statistic
from figurecheck.model.exact import is_number
from figurecheck.verdicts.ratios import find_ratio, times
from figurecheck.verdicts.row_names import NO_KEYS
from figurecheck.verdicts.row_steps import MOST, VALUE, find_row_step
from figurecheck.verdicts.steps import LastStep, Step, Term


def find_last_step(statistic: Statistic, known: Mapping[str, Statistic]) -> LastStep | None:
    """Return the step that makes the value of its terms; ``None`` if no step of those known does.

    `known` holds the statistics that it may name as part and whole. The step is computed, and not believed.
    """
    if statistic.basis is not None:
        found = _of_basis(statistic.basis)
        return replace(found, scale=_find_scale(found, statistic.unit, statistic.basis.unit)) if found else None
    if not isinstance(statistic.value, Decimal):
        return None
    ratio = find_ratio(statistic, known)
    if ratio is not None:
        terms = (_term(ratio.part), _term(ratio.whole))
        step = Step.CHANGE if ratio.change else Step.QUOTIENT
        return LastStep(step=step, terms=terms, scale=times(statistic.unit))
    return find_row_step(statistic)


def _find_scale(step: LastStep, unit: str, of: str) -> int:
    """Return by what the result of a step over values of the unit `of` is multiplied to be in a unit."""
    if step.step in {Step.QUOTIENT, Step.CHANGE}:
        return times(unit)
    # Points are hundredths of a share.
    return times("%") if step.step is Step.DIFFERENCE and (unit, of) == ("pp", "share") else 1


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


def find_amount(columns: Sequence[str], row: Sequence[Cellvalue]) -> Decimal | None:
    """Return the amount of a row; ``None`` where its table has no column for that, or the row no number in it."""
    cell = row[columns.index(VALUE)] if VALUE in columns else None
    return Decimal(cell) if is_number(cell) else None


def find_all_sources(statistic: Statistic) -> tuple[str, ...]:
    """Return the sources of the rows on which a statistic hangs, then those that confirm one of them."""
    used = keep_used_rows(statistic)
    return (*used.source_ids, *used.confirming_ids)


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
