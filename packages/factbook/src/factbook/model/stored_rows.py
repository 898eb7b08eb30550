"""Rows as values of JSON, which has one kind of number, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, overload

from figurecheck.model.statistic import Cellvalue

Row = tuple[Cellvalue, ...]
Rows = Sequence[Row]
"""The type of `RowSet.rows`."""


class StoredRows(Sequence[Row]):
    """Rows as they are stored, which are parsed when somebody asks for them: a chart has thousands of cells."""

    def __init__(self, text: bytes) -> None:
        """Take the JSON of what `dump_rows` has returned."""
        self.text = text

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return tuple(_parse(json.loads(self.text)))

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        return self._rows[at]

    def __len__(self) -> int:
        return len(self._rows)

    # A digest of rows is one of what they print as, whether they were stored or not.
    def __repr__(self) -> str:
        return repr(self._rows)

    def __eq__(self, other: object) -> bool:
        return self._rows == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._rows)

    def __reduce__(self) -> tuple[type[StoredRows], tuple[bytes]]:
        return StoredRows, (self.text,)


def show_stored(rows: Rows) -> object:
    """Return what a digest of rows is of: stored ones need not be parsed for it."""
    return rows.text if isinstance(rows, StoredRows) else rows


def dump_rows(rows: Rows) -> list[list[object]]:
    """Return rows as JSON values."""
    # Numbers that are no whole ones are texts, so that no reader makes floats of them; the key tells them from texts.
    return [[{"decimal": str(cell)} if isinstance(cell, Decimal) else cell for cell in row] for row in rows]


def parse_rows(rows: Iterable[Iterable[Any]]) -> Rows:
    """Return what `dump_rows` was given."""
    return tuple(_parse(rows))


def _parse(rows: Iterable[Iterable[Any]]) -> Iterable[Row]:
    return (tuple(Decimal(cell["decimal"]) if isinstance(cell, dict) else cell for cell in row) for row in rows)
