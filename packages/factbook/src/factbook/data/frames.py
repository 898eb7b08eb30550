"""The DataFrames of notebooks: they look like those of pandas, and each row has its line of the file.

pandas has no place for the identity of a row: labels are replaced, cells are edited, and two rows may be alike. So the
frames are subclasses, by the means that pandas documents for that, and follow a row through what selects, sorts or
relabels rows, in place as well. What is not followed has no lines, never wrong ones: `tests/unit/data/test_frames.py`
tries random chains of operations, and fails when a new pandas moves rows in a way that is not seen here.

What is computed of rows (sums, joins, pivot tables) still has the names of its datasets, in the attributes of pandas.
They end where values leave pandas, as in ``to_numpy()``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import wraps
from typing import SupportsIndex

import numpy as np
import pandas as pd

from factbook.data.frame_columns import choose_cells, make_column
from factbook.data.row_origins import (
    DATASET,
    Lines,
    RowOrigin,
    attach,
    find_joined_origin,
    find_origin,
    join_datasets,
    trace,
)
from factbook.data.tables import Table

_LINE = "factbook: line"
"""Name of the column that holds the lines while pandas sorts."""
_ROWS = frozenset({0, "index", "rows"})
"""The names of the axis of rows."""


class _ShownAsPandas(type):
    """Lets a plain frame pass for one of ours, as ``pandas.testing`` asks of what it compares."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, pd.DataFrame)


def _sorting(name: str) -> Callable[..., pd.DataFrame | None]:
    """Return a method of pandas that sorts rows, with the lines as a column more while it does."""
    original = getattr(pd.DataFrame, name)

    @wraps(original)
    def method(self: DatasetFrame, *args: object, **kwargs: object) -> pd.DataFrame | None:
        found = find_origin(self)
        if found is None or kwargs.get("axis", 0) not in _ROWS or self.columns.nlevels > 1:
            return original(self, *args, **kwargs)
        if kwargs.get("inplace"):
            _do_in_place(original, self, method, *args, **kwargs)
            return None
        # Sorted once only, since a key function may answer otherwise when it is called again.
        result = original(self.assign(**{_LINE: found.lines}), *args, **kwargs)
        lines = result.pop(_LINE).to_numpy()
        # Adding a column of text to columns of numbers has changed their dtype.
        result.columns = self.columns
        attach(result, found.select(result, lines))
        return result

    return method


def _replacing(name: str) -> Callable[..., pd.DataFrame | None]:
    """Return a method of pandas that may replace the rows of a frame in place, and then notes which they are."""
    original = getattr(pd.DataFrame, name)

    @wraps(original)
    def method(self: DatasetFrame, *args: object, **kwargs: object) -> pd.DataFrame | None:
        if not kwargs.get("inplace") or find_origin(self) is None:
            return original(self, *args, **kwargs)
        _do_in_place(original, self, original, *args, **kwargs)
        return None

    return method


def _do_in_place(
    original: Callable[..., None],
    frame: DatasetFrame,
    follow: Callable[..., pd.DataFrame],
    *args: object,
    **kwargs: object,
) -> None:
    """Change a frame in place; its lines are those of a copy to which the same was done."""
    # Twice the work, but by public means alone: what pandas replaces in a frame, it does not say.
    made = follow(frame.copy(), *args, **{**kwargs, "inplace": False})
    original(frame, *args, **kwargs)
    # A function among the arguments may answer otherwise when it is called again.
    found = None if any(map(callable, (*args, *kwargs.values()))) else find_origin(made)
    if found is not None and frame.index.equals(made.index) and pd.DataFrame(frame).equals(pd.DataFrame(made)):
        attach(frame, found.select(frame, found.lines))


class DatasetFrame(pd.DataFrame, metaclass=_ShownAsPandas):  # type: ignore[misc]
    """A table of a dataset, or a part of it.

    A row or a column taken out of it is a plain Series, which has its lines until anything is made of it.
    """

    _origin: RowOrigin | None = None

    @property
    def _constructor(self) -> Callable[..., DatasetFrame]:
        # What is computed of a dataset is of that dataset, also where pandas copies no attributes, as in `unstack`.
        named = self.attrs.get(DATASET)
        if named is None:
            return DatasetFrame

        def make_frame(*args: object, **kwargs: object) -> DatasetFrame:
            frame = DatasetFrame(*args, **kwargs)
            frame.attrs.setdefault(DATASET, named)
            return frame

        return make_frame

    @property
    def _constructor_sliced(self) -> Callable[..., pd.Series]:
        found, named = find_origin(self), self.attrs.get(DATASET)

        def make_series(*args: object, **kwargs: object) -> pd.Series:
            series = pd.Series(*args, **kwargs)
            if named is not None:
                series.attrs.setdefault(DATASET, named)
            if found is None:
                return series
            # `.loc` and `.iloc` take a row or a column out by this, and name it when it is made.
            if series.index.is_(self.index):
                attach(series, found)
            elif series.index.is_(self.columns):
                attach(series, found.as_one_row())
            return series

        return make_series

    def __finalize__(self, other: object, method: str | None = None, **kwargs: object) -> DatasetFrame:
        """Take the origin over from what this was made of, where its rows can be told in that."""
        super().__finalize__(other, method=method, **kwargs)
        if named := join_datasets(getattr(other, "input_objs", ())):
            self.attrs[DATASET] = named
        if method == "concat":
            found = find_joined_origin(self, other.input_objs)  # type: ignore[attr-defined]
        else:
            found = trace(self, other, method) if isinstance(other, pd.DataFrame) else None
        # Arithmetic finalizes twice, once for each operand; where they disagree, the rows are nobody's.
        before = find_origin(self)
        if found is not None and before is not None and not np.array_equal(before.lines, found.lines):
            self._origin = None
        elif found is not None:
            self._origin = found.select(self, found.lines)
        return self

    def __setattr__(self, name: str, value: object) -> None:
        """Set an attribute; other labels (``.index``, by which ``set_index`` and its like work) leave the rows."""
        found = find_origin(self) if name == "index" else None
        super().__setattr__(name, value)
        if found is not None:
            self._origin = found.select(self, found.lines)

    def pivot(self, **kwargs: object) -> pd.DataFrame:
        """Reshape; pandas makes the table of a Series, which has no dataset."""
        table = super().pivot(**kwargs)
        table.attrs.setdefault(DATASET, self.attrs.get(DATASET, ""))
        return table

    def take(self, indices: Sequence[SupportsIndex], axis: int | str = 0, **kwargs: object) -> pd.DataFrame:
        """Select by position: masks, lists for ``.iloc``, ``.query``, ``drop_duplicates`` and ``sample`` end here."""
        result, found = super().take(indices, axis=axis, **kwargs), find_origin(self)
        if found is not None and axis in _ROWS:
            attach(result, found.select(result, found.lines[np.asarray(indices)]))
        return result

    # Reach: pandas (3.1.1): `_slice` of NDFrame is where slices of any kind end: rows[a:b], .loc[a:b], .iloc[a:b],
    # head, tail. It is in no documentation, and we know of no thread that asks for a hook. Without it slices are
    # recognised like lists of labels, in 64 µs for 42, and not at all where labels repeat and rows are alike.
    # Tested by tests/unit/data/test_frames.py
    def _slice(self, slobj: slice, axis: int = 0, **kwargs: object) -> DatasetFrame:
        found = find_origin(self)
        # Taken off, so that the rows are not looked for while they are being made.
        self._origin = None
        try:
            result: DatasetFrame = super()._slice(slobj, axis=axis, **kwargs)
        finally:
            self._origin = found
        if found is not None:
            attach(result, found.select(result, found.lines if axis else found.lines[slobj]))
        return result

    def xs(
        self, key: object, axis: int | str = 0, level: object = None, drop_level: bool = True
    ) -> pd.DataFrame | pd.Series:
        """Select by a level of the labels, which the result lacks then: `.loc` with the first of several ends here."""
        result, found = super().xs(key, axis=axis, level=level, drop_level=drop_level), find_origin(self)
        if found is not None and axis in _ROWS:
            # Labels alone decide, so that a Series with the same labels is cut in the same way.
            lines = pd.Series(found.lines, index=self.index).xs(key, level=level, drop_level=drop_level)
            if isinstance(lines, pd.Series):
                attach(result, found.select(result, lines.to_numpy()))
        return result

    sort_values = _sorting("sort_values")
    sort_index = _sorting("sort_index")
    drop = _replacing("drop")
    dropna = _replacing("dropna")
    drop_duplicates = _replacing("drop_duplicates")
    query = _replacing("query")

    def __reduce__(self) -> tuple[object, ...]:
        """Go into a file or to another process as a plain DataFrame, so that it can be read where factbook is not."""
        plain = pd.DataFrame(self)
        plain.attrs = self.attrs
        return copy, (plain,)

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[object, ...]:
        """Return the same for every protocol."""
        return self.__reduce__()


# Notebooks print types (`type(frame)`, `frame.info()`), and what they print is part of the report.
DatasetFrame.__name__ = pd.DataFrame.__name__
DatasetFrame.__qualname__ = pd.DataFrame.__qualname__
DatasetFrame.__module__ = pd.DataFrame.__module__


def make_frame(table: Table, places: Iterable[int], *, releases: Sequence[str] = ()) -> DatasetFrame:
    """Return the rows at these places of a table as a DataFrame typed by its schema.

    `releases` names the releases of which the table is made, in the order in which its lines number them.
    """
    # A range that is all of a table lets columns of Arrow pass as they are.
    places = places if isinstance(places, range) else list(places)
    # A table without rows has no cells to read, and its columns all the same: notebooks name them on any day.
    cells = table.cells or [()] * len(table.resource.fields)
    columns = {
        field.name: make_column(choose_cells(column, places), field.type)
        for field, column in zip(table.resource.fields, cells, strict=True)
    }
    frame = DatasetFrame(columns)
    # The name is in the attributes, where it outlives the rows: a sum is still of this dataset.
    frame.attrs[DATASET] = table.resource.name
    frame.attrs |= {"factbook.population": table.resource.population} if table.resource.population else {}
    lines = np.array(table.lines, dtype="int64")[places] if len(places) else np.array([], dtype="int64")
    loaded = pd.DataFrame(frame)
    origin = RowOrigin(
        index=frame.index,
        dataset=table.resource.name,
        lines=lines,
        loaded=loaded,
        loaded_lines=lines,
        releases=tuple(releases),
    )
    attach(frame, origin)
    return frame


def find_lines(rows: object, dataset: str) -> Lines:
    """Return the line of each row in the file of a dataset; nothing where any of the rows is not one of its."""
    found = find_origin(rows)
    return np.empty(0, dtype="int64") if found is None or found.dataset != dataset else found.lines


def find_releases(rows: object) -> tuple[str, ...]:
    """Return the releases of which rows may be, in the order in which their lines number them; none for one file."""
    found = find_origin(rows)
    return found.releases if found is not None else ()


def are_as_loaded(rows: pd.DataFrame) -> bool:
    """Return whether every cell that rows share with their dataset is as it was read, labels among them."""
    found = find_origin(rows)
    if found is None:
        return False
    plain = pd.DataFrame(rows)
    plain = plain.reset_index() if any(name is not None for name in plain.index.names) else plain
    shared = [name for name in found.loaded.columns if name in plain.columns]
    loaded = found.loaded
    # All rows in the order of the file are the usual case, and need not be copied to be compared.
    if not np.array_equal(found.lines, found.loaded_lines):
        order = np.argsort(found.loaded_lines, kind="stable")
        places = order[np.searchsorted(found.loaded_lines, found.lines, sorter=order)]
        loaded = loaded[shared].take(places)
    return bool(shared) and all(
        plain[name].reset_index(drop=True).equals(loaded[name].reset_index(drop=True)) for name in shared
    )
