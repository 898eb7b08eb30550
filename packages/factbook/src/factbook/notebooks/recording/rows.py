"""The rows that a statistic or a chart rests on, as they are recorded."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from factbook.notebooks.recording.sample import find_stretches, sample_places
from figurecheck.model import Cellvalue, RowSet
from figurecheck.model.errors import RecordError

Spans = tuple[tuple[int, int], ...]
"""First and last line of each stretch of rows."""


def read_rows(rows: object, value: object = None, *, whole: bool = False) -> tuple[RowSet, ...]:
    """Turn a DataFrame, a Series, or a list of them into row sets; their named index becomes columns.

    Of many rows some are taken (`sample`), unless `whole`; those that hold `value` among them.
    """
    import pandas as pd

    from factbook.data.frames import are_as_loaded, find_lines, find_releases
    from factbook.data.row_origins import find_datasets

    if isinstance(rows, RowSet):
        return (rows,)
    if isinstance(rows, list | tuple):
        return tuple(rowset for part in rows for rowset in read_rows(part, value, whole=whole))
    datasets = find_datasets(rows)
    dataset = datasets[0] if len(datasets) == 1 else ""
    lines = find_lines(rows, dataset)
    if isinstance(rows, pd.Series) and "source_id" in rows.index:
        rows = pd.Series(rows).to_frame().T
    if not isinstance(rows, pd.DataFrame | pd.Series):
        what = f"a value of type {type(rows).__name__} has no rows"
        raise RecordError.about("rows", what, "pass rows of fb.dataset(...)")
    frame = lay_out(rows)
    count = len(frame)
    stretches: Spans = ()
    if not whole and (places := sample_places(frame, value)) is not None:
        frame = frame.take(places)
        # Only here are all rows at hand: the report sees those of the sample, and compares them once more.
        lines = lines[:0] if len(lines) != count or not are_as_loaded(rows) else lines
        stretches, lines = find_stretches(lines), lines[places] if len(lines) else lines
    rowset = RowSet(
        dataset=dataset,
        columns=tuple(map(str, frame.columns)),
        rows=tuple(tuple(map(read_cell, row)) for row in frame.itertuples(index=False, name=None)),
        lines=tuple(lines.tolist()),
        left_out=count - len(frame),
        spans=stretches,
        made_of=datasets if len(datasets) > 1 else (),
        releases=find_releases(rows) if len(lines) else (),
    )
    return (rowset,)


def lay_out(rows: Any) -> Any:
    """Return rows as a plain frame, their named index as columns."""
    # Only a notebook needs pandas, which takes long to load; the report reads bundles back with this module, too.
    import pandas as pd

    # Plain, since following rows through such steps would double their cost.
    frame = pd.Series(rows).to_frame() if isinstance(rows, pd.Series) else pd.DataFrame(rows)
    # The key is part of the row, for readers as for the comparison with the file.
    return frame.reset_index() if any(name is not None for name in frame.index.names) else frame


def as_key(label: object) -> tuple[Cellvalue, ...]:
    """Return a label of one or of several keys as it is looked up."""
    return tuple(read_cell(part) for part in (label if isinstance(label, tuple) else (label,)))


def read_cell(value: object) -> Cellvalue:
    """Return a cell of a DataFrame as a plain value; ``None`` where it is missing or not finite."""
    value = value.item() if hasattr(value, "item") else value
    if value is None or isinstance(value, bool | int | str | Decimal):
        return value
    if isinstance(value, float):
        return Decimal(repr(value)) if math.isfinite(value) else None
    # pandas.NA and NaT, by their texts: comparing with them gives neither true nor false.
    return None if str(value) in {"<NA>", "NaT"} else str(value)
