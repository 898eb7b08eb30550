"""Some of many rows: those that a page can show, and by which all that is said of the others can be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

# Only a notebook makes frames; the report reads what was recorded with its neighbours, too.
if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_ROWS = 1_000
"""Rows that are recorded one by one. Of more, `ENDS` at either end are, and those that `sample_places` adds."""
ENDS = 50
MOST_KINDS = 100
"""Different cells of one column that the sample has a row of."""
MOST_STRETCHES = 100
"""Stretches of lines that are noted; rows picked from all over a file have one each."""
MOST_HOLDING = 10
"""Rows with the recorded value that the sample has."""
ASIDE = ("source_id", "status", "precision", "unit")
"""Columns of which every cell counts: where rows come from, and how they are to be read."""


def sample_places(frame: pd.DataFrame, value: object = None) -> np.ndarray | None:
    """Return the places of the rows that stand for all of `frame`, in order; ``None`` where there are few enough.

    Beside the first and the last rows it has one of each source, status, precision and unit, and rows that hold
    `value`: whether a value was computed or looked up is told by whether any of its rows holds it.
    """
    import numpy as np

    count = len(frame)
    if count <= MOST_ROWS:
        return None
    chosen = [np.arange(ENDS), np.arange(count - ENDS, count)]
    chosen.extend(np.flatnonzero(~frame[name].duplicated())[:MOST_KINDS] for name in ASIDE if name in frame.columns)
    chosen.extend(find_holding(frame.iloc[:, at], value)[:MOST_HOLDING] for at in range(frame.shape[1]))
    return np.unique(np.concatenate(chosen))


def find_holding(column: pd.Series, value: object) -> np.ndarray:
    """Return the places of the cells that equal a value, a number or a text."""
    import numpy as np
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    is_text = isinstance(value, str)
    if value is None or is_bool_dtype(column.dtype) or is_text is is_numeric_dtype(column.dtype):
        return np.empty(0, dtype="int64")
    # A recorded number is a Decimal, which a column of floats is never equal to though it was made of one of them.
    wanted = value if is_text else float(str(value))
    return np.flatnonzero((column == wanted).fillna(False).to_numpy(dtype=bool))


def join_places(parts: Iterable[Sequence[int]]) -> Any:
    """Return the places of several parts, each once, in the order in which they come."""
    import numpy as np

    joined = np.concatenate([np.asarray(part, dtype="int64") for part in parts])
    # As arrays, since a group may have millions of rows.
    return joined[np.sort(np.unique(joined, return_index=True)[1])]


def find_stretches(lines: np.ndarray) -> tuple[tuple[int, int], ...]:
    """Return first and last of each stretch of lines that follow one another, of the first `MOST_STRETCHES`."""
    import numpy as np

    if not len(lines):
        return ()
    ordered = np.unique(lines)
    breaks = np.flatnonzero(np.diff(ordered) > 1)
    starts, ends = ordered[np.r_[0, breaks + 1]], ordered[np.r_[breaks, len(ordered) - 1]]
    return tuple(zip(starts[:MOST_STRETCHES].tolist(), ends[:MOST_STRETCHES].tolist(), strict=True))
