"""What names a row of data to readers: the columns of its key, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from figurecheck.model import RowSet

NO_KEYS = frozenset({"value", "unit", "status", "source_id", "note"})
"""Columns that do not name a row."""
_PERIOD = re.compile(r"\d{4}(-\d{2}){0,2}(/\d{4}(-\d{2}){0,2})?")


def find_naming_columns(rowset: RowSet) -> list[str]:
    """Return the columns that say what each row of a set is about.

    Those of the key of its table; of a table that is keyed by ids, or by nothing, all that hold words or periods.
    """
    named = [name for name in rowset.columns if name not in NO_KEYS]
    key = [name for name in (rowset.table.key if rowset.table else ()) if name in named]
    words = [name for name in key if not name.endswith("_id")]
    # Numbers with a fraction are amounts, not names; an id is said only of a row that has no other words.
    return words or [name for name in named if not name.endswith("_id") and not _has_fractions(rowset, name)] or named


def _has_fractions(rowset: RowSet, column: str) -> bool:
    at = rowset.columns.index(column)
    return any(isinstance(row[at], Decimal) for row in rowset.rows)


def is_period(text: str) -> bool:
    """Return whether a text is a year, a month, a day, or a time from one to another."""
    return _PERIOD.fullmatch(text) is not None


def is_named_by_periods(rowset: RowSet) -> bool:
    """Return whether nothing but years, months or days names the rows of a set."""
    places = [rowset.columns.index(name) for name in find_naming_columns(rowset)]
    return all(is_period(str(row[at])) for row in rowset.rows for at in places if row[at] is not None)


def is_one_row(rowsets: Sequence[RowSet]) -> bool:
    """Return whether sets have one row together, which says nothing beside the value but where it stands."""
    return sum(rowset.count for rowset in rowsets) == 1


def write_key(rowset: RowSet) -> str:
    """Return the key of the first row of a set as one text, which stays when rows are added before it."""
    cells = dict(zip(rowset.columns, rowset.rows[0], strict=False)) if rowset.rows else {}
    key = rowset.table.key if rowset.table else ()
    return ".".join([rowset.dataset, *(str(cells[name]) for name in key if cells.get(name) is not None)])


def name_table(rowset: RowSet) -> str:
    """Return what the table of rows holds, if nothing but periods names them; empty where their key is in words."""
    return rowset.table.title if rowset.table and is_named_by_periods(rowset) else ""


def has_several_tables(rowsets: Sequence[RowSet]) -> bool:
    """Return whether rows are of several tables, so that each has to say which."""
    return len({rowset.dataset for rowset in rowsets if rowset.rows}) > 1
