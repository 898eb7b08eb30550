"""Rows of data in a few words, for a panel with little room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from factbook.render.values import YEAR_COLUMN, name_periods, show_bare, show_cell, show_date
from factbook.render.words.interface import find_words
from figurecheck.model import Cellvalue, RowSet, Statistic
from figurecheck.model.exact import is_number
from figurecheck.verdicts.last_step import find_last_step
from figurecheck.verdicts.row_names import find_naming_columns, has_several_tables, is_period, name_table
from figurecheck.verdicts.steps import LastStep, Step, Term

# A panel of more rows is longer than the paragraph that it stands beside.
MOST = 12
_LONGEST = 60
"""Characters of a label after which no further cell is added to it."""
_OF_SERIES = frozenset({Step.STREAK, Step.RANK, Step.EXTREME})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortRow:
    """One row as *what: how much*; a row without a number has only words."""

    label: str
    value: str = ""


def find_short_rows(
    rowsets: tuple[RowSet, ...], language: str = "en", *, columns: Sequence[str] = (), titled: bool = False
) -> tuple[tuple[ShortRow, ...], int]:
    """Return all rows if they are at most `MOST`, else the first and last of each set; and how many were left out.

    `columns` are those that hold the amounts, one for each set that has rows. The first row
    of a table begins with what that holds if they are of several tables, or `titled`, and its key does not say it.
    """
    short: list[ShortRow] = []
    held = [rowset for rowset in rowsets if rowset.rows]
    total = sum(rowset.count for rowset in rowsets)
    titled = titled or has_several_tables(held)
    amounts = columns if len(columns) == len(held) else [""] * len(held)
    for rowset, column in zip(held, amounts, strict=True):
        rows = rowset.rows if total <= MOST or len(rowset.rows) < 3 else (rowset.rows[0], rowset.rows[-1])
        # Only the first row of a table says what it holds: the others follow it.
        titles = [name_table(rowset) if titled else "", *[""] * len(rows)]
        short.extend(_shorten(rowset, row, column, title, language) for row, title in zip(rows, titles, strict=False))
    return tuple(short[:MOST]), total - len(short[:MOST])


def find_short_terms(
    statistic: Statistic, known: Mapping[str, Statistic], language: str = "en"
) -> tuple[list[ShortRow], int]:
    """Return the values of which a statistic is made, and how many of them were left out.

    None where its rows say as much. Of a long series those that decide are returned: a record and the next to it.
    `known` holds the statistics that it may name as part and whole.
    """
    step = find_last_step(statistic, known)
    if step is None or not all(term.label for term in step.terms):
        return [], 0
    terms = step.terms if len(step.terms) <= MOST else _find_deciding(step, statistic)
    rows = [
        ShortRow(
            label=show_date(term.label, language) if term.is_label else name_periods(term.label, language),
            value=show_bare(term.value, term.unit, language),
        )
        for term in terms
    ]
    return (rows, len(step.terms) - len(rows)) if rows and step.step is not Step.DAYS else ([], 0)


def _find_deciding(step: LastStep, statistic: Statistic) -> list[Term]:
    """Return the terms of a long series on which its claim hangs: the one that it is about, and those next to it."""
    basis = statistic.basis
    if basis is None or step.step not in _OF_SERIES:
        return []
    by_value = sorted(step.terms, key=lambda term: term.value, reverse=basis.test != "lowest")
    if step.step is Step.STREAK:
        # The run, from the period that it does not reach: its two ends say the most.
        return [*step.terms[:2], step.terms[-1]]
    chosen = {basis.at, *(term.label for term in by_value[: 2 if step.step is Step.EXTREME else 3])}
    return [term for term in by_value if term.label in chosen]


def _shorten(rowset: RowSet, row: tuple[Cellvalue, ...], column: str, title: str, language: str) -> ShortRow:
    cells = dict(zip(rowset.columns, row, strict=False))
    # Where nothing says which column holds the amount, it is "value", else the last number, as keys come first.
    column = column or ("value" if "value" in cells else _last_number(cells))
    value = cells.get(column) if column else None
    unit = str(cells.get("unit") or "")
    shown = show_bare(Decimal(value), unit, language) if is_number(value) else show_cell(value, column)
    named = (show_cell(cells[name], name) for name in find_naming_columns(rowset) if name != column)
    label = name_periods(_join(named, without=shown if is_number(value) else ""), language)
    if title:
        label = find_words(language)["row.of"].format(table=title, label=label) if label else title
    return ShortRow(label=label or column, value=shown)


def _join(cells: Iterable[str], *, without: str) -> str:
    """Return what a row is about, without its value, which a column with the number as printed would repeat."""
    label = ""
    for cell in dict.fromkeys(cells):
        if cell and cell != without and (len(label) < _LONGEST or is_period(cell)):
            label = f"{label}, {cell}" if label else cell
    return label


def _last_number(cells: Mapping[str, Cellvalue]) -> str:
    numbers = [name for name, cell in cells.items() if is_number(cell) and not YEAR_COLUMN.search(name)]
    return numbers[-1] if numbers else ""
