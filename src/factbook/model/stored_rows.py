"""Rows as values of JSON, which has one kind of number, and back."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from factbook.model.statistic import Cellvalue

Rows = tuple[tuple[Cellvalue, ...], ...]


def dump_rows(rows: Rows) -> list[list[object]]:
    """Return rows as JSON values."""
    # Numbers that are no whole ones are texts, so that no reader makes floats of them; the key tells them from texts.
    return [[{"decimal": str(cell)} if isinstance(cell, Decimal) else cell for cell in row] for row in rows]


def parse_rows(rows: Iterable[Iterable[Any]]) -> Rows:
    """Return what `dump_rows` was given."""
    return tuple(tuple(Decimal(cell["decimal"]) if isinstance(cell, dict) else cell for cell in row) for row in rows)
