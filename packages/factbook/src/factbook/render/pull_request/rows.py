"""Why a figure moved, in words: its causes, and the rows that did it with their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from factbook.data.updating.compare import RevisedCell
from factbook.editions.decisions import Item
from factbook.editions.row_changes import RowChange
from factbook.editions.table_changes import TableChange
from factbook.model.edition import Cause
from factbook.render.pull_request.markdown import cut, escape
from factbook.render.values import show_pair
from figurecheck.model import Cellvalue

MOST_ROWS = 3
"""Rows of a cause that are named one by one; the others are counted."""
MOST_CELLS = 3
_WIDTH = 60
_DATA = (Cause.APPENDED, Cause.REVISED, Cause.WITHDRAWN)


def render_causes(item: Item, tables: Mapping[str, TableChange]) -> str:
    """Return why a figure moved, with the rows that did it."""
    told = [_render_cause(cause, item, tables) for cause in item.causes if cause is not Cause.TOGETHER]
    for cause, before, after in _list_descriptions(item):
        if cause in item.causes:
            told.append(f"“{escape(before)}” is “{escape(after)}” now")
    text = "; ".join(told)
    return f"{Cause.TOGETHER}: {text}" if Cause.TOGETHER in item.causes else text


def _list_descriptions(item: Item) -> Iterator[tuple[Cause, str, str]]:
    if item.before is not None and item.after is not None:
        yield Cause.UNIT, item.before.unit, item.after.unit
        yield Cause.POPULATION, item.before.population, item.after.population


def _render_cause(cause: Cause, item: Item, tables: Mapping[str, TableChange]) -> str:
    rows = [row for row in item.rows if row.cause is cause]
    if cause not in _DATA or not rows:
        return cause.value
    named = [f"{escape(name)} {text}" for name, text in _list_tables(rows, item, tables)]
    return f"{cause}: {'; '.join(named)}"


def _list_tables(rows: Iterable[RowChange], item: Item, tables: Mapping[str, TableChange]) -> Iterator[tuple[str, str]]:
    by_table: dict[str, list[RowChange]] = {}
    for row in rows:
        by_table.setdefault(row.table, []).append(row)
    for name, changed in by_table.items():
        cells = tables[name].cells if name in tables else {}
        # Those of which something can be told first; the latest last in the table, and what readers look for.
        known = sorted(changed, key=lambda row: row.key in cells)
        # Of many rows the cells of a few tell nothing.
        few = len(changed) <= MOST_ROWS
        rest = reversed(known[-MOST_ROWS:])
        shown = [_render_row(row, _order(cells.get(row.key, ()), item) if few else ()) for row in rest]
        more = [f"and {len(changed) - len(shown):,} more rows"] if len(changed) > len(shown) else []
        yield name, ", ".join([*shown, *more])


def _order(cells: tuple[RevisedCell, ...], item: Item) -> tuple[RevisedCell, ...]:
    """Return cells with that of the figure itself first, if there is one, and texts last."""
    value = item.after.value if item.after else None
    return tuple(sorted(cells, key=lambda one: (one.after != value, isinstance(one.after, str))))


def _render_row(row: RowChange, cells: tuple[RevisedCell, ...]) -> str:
    same = " under the same source" if row.was_wrong and row.same_source else ""
    shown = [_render_cell(row.cause, one) for one in cells[:MOST_CELLS]]
    shown += [f"{len(cells) - MOST_CELLS} more columns"] if len(cells) > MOST_CELLS else []
    named = f"{escape(cut(row.shown))}{same}"
    return f"{named} ({', '.join(shown)})" if shown else named


def _render_cell(cause: Cause, cell: RevisedCell) -> str:
    before, after = cell.before, cell.after
    if cause is Cause.APPENDED:
        return f"{escape(cell.column)} {_show(after)}"
    # As few digits as tell them apart: a publisher's file may have fifteen.
    if isinstance(before, Decimal) and isinstance(after, Decimal):
        return f"{escape(cell.column)} {' → '.join(map(escape, show_pair(before, after, ('', ''))))}"
    return f"{escape(cell.column)} {_show(before)} → {_show(after)}"


def _show(value: Cellvalue) -> str:
    text = "(empty)" if value is None else str(value)
    return escape(cut(text, _WIDTH))
