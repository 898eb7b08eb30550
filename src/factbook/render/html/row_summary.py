"""Rows of data in a few words, for a panel with little room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from factbook.model import Cellvalue, RowSet, Statistic
from factbook.render.values import YEAR_COLUMN, name_periods, show_bare, show_cell, show_date
from factbook.verdicts.last_step import NO_KEYS, Step, find_last_step

# A panel of more rows is longer than the paragraph that it stands beside.
MOST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortRow:
    """One row as *what: how much*; a row without a number has only words."""

    label: str
    value: str = ""


def find_short_rows(rowsets: tuple[RowSet, ...], language: str = "en") -> tuple[tuple[ShortRow, ...], int]:
    """Return all rows if they are at most `MOST`, else the first and last of each set; and how many were left out."""
    short: list[ShortRow] = []
    total = sum(rowset.count for rowset in rowsets)
    for rowset in rowsets:
        rows = rowset.rows if total <= MOST or len(rowset.rows) < 3 else (rowset.rows[0], rowset.rows[-1])
        short.extend(_shorten(rowset.columns, row, language) for row in rows)
    return tuple(short[:MOST]), total - len(short[:MOST])


def find_short_terms(statistic: Statistic, known: Mapping[str, Statistic], language: str = "en") -> list[ShortRow]:
    """Return the values of which a statistic is made, if they are few; none where its rows say as much.

    `known` holds the statistics that it may name as part and whole.
    """
    step = find_last_step(statistic, known)
    if step is None or step.step in {Step.LOOKUP, Step.SUM} or len(step.terms) > MOST:
        return []
    return [
        ShortRow(
            label=show_date(term.label, language) if term.is_label else term.label,
            value=show_bare(term.value, term.unit, language),
        )
        for term in step.terms
    ]


def _shorten(columns: tuple[str, ...], row: tuple[Cellvalue, ...], language: str) -> ShortRow:
    cells = dict(zip(columns, row, strict=False))
    # Tables without a column of that name hold their amount in the last number, as keys come first.
    column = "value" if "value" in cells else _last_number(cells)
    value = cells.get(column) if column else None
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        shown = show_bare(Decimal(value), str(cells.get("unit") or ""), language)
        return ShortRow(label=name_periods(_label(cells, column, shown), language) or column, value=shown)
    return ShortRow(label=name_periods(_label(cells, column, ""), language), value=show_cell(value, column))


def _label(cells: dict[str, Cellvalue], column: str, value: str) -> str:
    """Return what a row is about, without its value; an id is said only of a row that has no other words."""
    named = {name: show_cell(cell, name) for name, cell in _labels(cells, column)}
    # What the value repeats, such as a column with the number as it was printed, would stand there twice.
    words = {name: text for name, text in named.items() if not name.endswith("_id")} or named
    return ", ".join(text for text in words.values() if text != value)


def _labels(cells: dict[str, Cellvalue], column: str) -> Iterator[tuple[str, Cellvalue]]:
    return ((name, cell) for name, cell in cells.items() if name not in NO_KEYS and name != column and cell is not None)


def _last_number(cells: dict[str, Cellvalue]) -> str:
    numbers = [
        name
        for name, cell in cells.items()
        if isinstance(cell, int | Decimal) and not isinstance(cell, bool) and not YEAR_COLUMN.search(name)
    ]
    return numbers[-1] if numbers else ""
