"""The columns of DataFrames: the dtype that the cells of each type have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from figurecheck.model import Cellvalue

_DTYPES = {"number": "float64", "boolean": "boolean"}


def choose_cells(column: Sequence[Cellvalue], places: Sequence[int]) -> Sequence[Cellvalue]:
    """Return the cells at these places; of a column of Arrow, a column of Arrow."""
    take = getattr(column, "take", None)
    if take is None and places == range(len(column)):
        return column
    return [column[place] for place in places] if take is None else take(places)


def make_column(values: Sequence[Cellvalue], kind: str) -> pd.Series:
    """Return cells as a column with the dtype of their type; numbers are floats, as everywhere in pandas."""
    # Arrow's own, which need not become values of Python on the way.
    if hasattr(values, "array"):
        return _take_over(values, kind)
    if kind == "number":
        return pd.Series([None if value is None else float(value) for value in values], dtype="float64")
    if kind in {"integer", "year"}:
        # Whole numbers stay whole beside a missing one; floats would round those of more than 15 digits.
        # numpy makes the others in a third of the time that pandas takes, which looks at each before and after.
        return pd.Series(values, dtype="Int64") if None in values else pd.Series(np.array(values, dtype="int64"))
    return pd.Series(values, dtype=_DTYPES.get(kind, "str"))


def _take_over(column: Any, kind: str) -> pd.Series:
    """Return a column of Arrow, which need not pass through values of Python, with the dtype of other files."""
    # Exact decimals become floats here, as those of any other file do.
    if kind == "number":
        return pd.Series(column.floats.to_pandas(), dtype="float64")
    if kind in {"integer", "year"}:
        return pd.Series(column.array.to_pandas() if not column.missing else pd.array(column.array, dtype="Int64"))
    return pd.Series(pd.array(column.array, dtype=_DTYPES.get(kind, "str")))
