"""The DataFrames of notebooks: they look like those of pandas, and each row has its line of the file.

pandas has no place for the identity of a row: labels are replaced, cells are edited, and two rows may be alike. So the
frames are subclasses, as pandas allows for, that follow a row through whatever selects, sorts or relabels rows. What is
not followed (sums, joins, reshaping) has no lines, never wrong ones: `tests/unit/data/test_frames.py` tries random
chains of operations, and fails when a new pandas moves rows in a way that is not seen here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from functools import wraps
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pandas.api.typing import DataFrameGroupBy

from factbook.data.tables import Table

ABSENT = -1
"""The line of a row that is in no file, such as one that ``reindex`` has added."""
_LINE = "factbook: line"
"""Name of the column that holds the lines while pandas sorts."""
_MOVES_VALUES = frozenset({"shift", "groupby"})
"""Methods whose result has the index of the frame, with the cells of other rows."""
_DTYPES = {"number": "float64", "boolean": "boolean"}


class _Origin(NamedTuple):
    """Where the rows of a frame come from."""

    index: pd.Index
    """The frame's index when this was noted. A frame that has another one by now had its rows replaced."""
    dataset: str
    lines: Any
    """An array with the line of each row; for a Series that is one row, its line as an int."""

    def attach_to(self, rows: Any, lines: Any) -> Any:
        """Record that `rows` are these lines of the dataset, and return them."""
        # NDFrame.__setattr__ would look for a column of this name first.
        object.__setattr__(rows, "_origin", _Origin(rows.index, self.dataset, lines))
        return rows


class _ShownAsPandas(type):
    """Lets a plain frame pass for one of ours, as ``pandas.testing`` asks of what it compares."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, pd.DataFrame)


def _sorting(name: str) -> Callable[..., Any]:
    """Return a method of pandas that sorts rows, with the lines as a column more while it does."""
    original = getattr(pd.DataFrame, name)

    @wraps(original)
    def method(self: DatasetFrame, *args: Any, **kwargs: Any) -> Any:
        found = _find_origin(self)
        unusual = kwargs.get("axis", 0) not in {0, "index"} or "inplace" in kwargs or self.columns.nlevels > 1
        if found is None or unusual:
            return original(self, *args, **kwargs)
        # Sorted once only, since a key function may answer otherwise when it is called again.
        result = original(self.assign(**{_LINE: found.lines}), *args, **kwargs)
        lines = result.pop(_LINE).to_numpy()
        # Adding a column of text to columns of numbers has changed their dtype.
        result.columns = self.columns
        return found.attach_to(result, lines)

    return method


class DatasetFrame(pd.DataFrame, metaclass=_ShownAsPandas):  # type: ignore[misc]
    """A table of a dataset, or a part of it; the methods here are those with which pandas itself selects rows.

    A row or a column taken out of it is a plain Series, which has its lines until anything is made of it.
    """

    _origin: _Origin | None = None

    @property
    def _constructor(self) -> type[DatasetFrame]:
        return DatasetFrame

    def _constructor_from_mgr(self, mgr: Any, axes: Any) -> DatasetFrame:
        # Left to itself pandas makes each result twice, as its own class first, which costs a fifth of a `.loc`.
        return DatasetFrame._from_mgr(mgr, axes)  # type: ignore[no-any-return]

    def _constructor_sliced_from_mgr(self, mgr: Any, axes: Any) -> pd.Series:
        # As above. The name is set by whoever calls this.
        series = pd.Series._from_mgr(mgr, axes)  # noqa: SLF001 - as pandas does for its own frames
        object.__setattr__(series, "_name", None)
        return series

    def __finalize__(self, other: Any, method: str | None = None, **kwargs: Any) -> Any:
        """Take the origin over from what this was made of, if it still has its rows: the same ones, in that order."""
        super().__finalize__(other, method=method, **kwargs)
        if method == "concat":
            found = _find_joined_origin(self, other.input_objs)
        else:
            found = _find_origin(other) if method not in _MOVES_VALUES else None
            found = found if found is not None and self.index.is_(found.index) else None
        # Arithmetic finalizes twice, once for each operand; where they disagree, the rows are nobody's.
        before = _find_origin(self)
        if found is not None and before is not None and not np.array_equal(before.lines, found.lines):
            self._origin = None
        elif found is not None:
            found.attach_to(self, found.lines)
        return self

    def take(self, indices: Any, axis: Any = 0, **kwargs: Any) -> Any:
        """Select by position: masks, ``.iloc``, ``.query``, ``drop_duplicates`` and ``sample`` end here."""
        result = super().take(indices, axis=axis, **kwargs)
        return result if self._get_axis_number(axis) else self._select_lines(result, np.asarray(indices))

    def _slice(self, slobj: slice, axis: int = 0, **kwargs: Any) -> Any:
        # Slices of any kind: rows[a:b], .loc[a:b], .iloc[a:b], head, tail, truncate.
        result = super()._slice(slobj, axis=axis, **kwargs)
        return result if axis else self._select_lines(result, slobj)

    def _reindex_with_indexers(self, reindexers: Any, *args: Any, **kwargs: Any) -> Any:
        # Lists of labels: .loc[[a, b]], reindex, align.
        result, found = super()._reindex_with_indexers(reindexers, *args, **kwargs), _find_origin(self)
        index, places = reindexers.get(0, (None, None))
        if found is None or index is None or places is None:
            return result
        # A label that was not there has the position -1, which is where the line of no file is put.
        return found.attach_to(result, np.append(found.lines, ABSENT)[places])

    def _drop_axis(self, labels: Any, axis: Any, *args: Any, **kwargs: Any) -> Any:
        result, found = super()._drop_axis(labels, axis, *args, **kwargs), _find_origin(self)
        if found is None or self._get_axis_number(axis):
            return result
        # Labels alone decide, so that a Series with the same labels loses the same rows.
        lines = pd.Series(found.lines, index=self.index)
        return found.attach_to(result, lines._drop_axis(labels, 0, *args, **kwargs).to_numpy())  # noqa: SLF001 - as above

    def _set_axis(self, axis: int, labels: Any) -> None:
        # Assigning .index, which set_index, reset_index and rename do on a copy: other labels, the same rows.
        found = _find_origin(self)
        super()._set_axis(axis, labels)
        if found is not None:
            found.attach_to(self, found.lines)

    def _update_inplace(self, result: Any) -> None:
        super()._update_inplace(result)
        # The index noted with the result is this frame's own by now.
        self._origin = getattr(result, "_origin", None)

    def _ixs(self, i: int, axis: int = 0) -> Any:
        # One row or column: .iloc[i], .loc[label], frame[name].
        result, found = super()._ixs(i, axis=axis), _find_origin(self)
        if found is not None:
            found.attach_to(result, found.lines if axis else int(found.lines[i]))
        return result

    def _select_lines(self, result: Any, places: Any) -> Any:
        found = _find_origin(self)
        return result if found is None else found.attach_to(result, found.lines[places])

    sort_values = _sorting("sort_values")
    sort_index = _sorting("sort_index")

    def iterrows(self) -> Iterator[tuple[Any, Any]]:
        """Yield label and row, as pandas does."""
        found = _find_origin(self)
        for place, (label, row) in enumerate(super().iterrows()):
            yield label, row if found is None else found.attach_to(row, int(found.lines[place]))

    def groupby(self, *args: Any, **kwargs: Any) -> Any:
        """Group rows, as pandas does."""
        groups = super().groupby(*args, **kwargs)
        # pandas has no hook for the class of groups; only how they are iterated differs.
        groups.__class__ = _Groups
        return groups

    def __reduce__(self) -> tuple[Any, ...]:
        """Go into a file or to another process as a plain DataFrame, so that it can be read where factbook is not."""
        plain = pd.DataFrame(self)
        plain.attrs = self.attrs
        return copy, (plain,)

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        """Return the same for every protocol."""
        return self.__reduce__()


class _Groups(DataFrameGroupBy):  # type: ignore[misc]
    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        # While it iterates, pandas slices its own blocks and does not pass on where; `get_group` selects by position.
        has_lines = _find_origin(self.obj) is not None
        for name, group in super().__iter__():
            found = _find_origin(self.get_group(name)) if has_lines and len(group) else None
            if found is not None and found.index.equals(group.index):
                found.attach_to(group, found.lines)
            yield name, group


# Notebooks print types (`type(frame)`, `frame.info()`), and what they print is part of the report.
for _ours, _shown in ((DatasetFrame, pd.DataFrame), (_Groups, DataFrameGroupBy)):
    _ours.__name__, _ours.__qualname__, _ours.__module__ = _shown.__name__, _shown.__qualname__, _shown.__module__


def make_frame(table: Table, places: Iterable[int]) -> DatasetFrame:
    """Return the rows at these places of a table as a DataFrame typed by its schema."""
    places = list(places)
    # A table without rows has no cells to read, and its columns all the same: notebooks name them on any day.
    cells = table.cells or [()] * len(table.resource.fields)
    columns = {
        field.name: _make_column([column[place] for place in places], field.type)
        for field, column in zip(table.resource.fields, cells, strict=True)
    }
    frame = DatasetFrame(columns)
    # The name is in the attributes, where it outlives the rows: a sum is still of this dataset.
    frame.attrs["factbook.dataset"] = table.resource.name
    lines = np.array([table.lines[place] for place in places], dtype="int64")
    return _Origin(frame.index, table.resource.name, lines).attach_to(frame, lines)  # type: ignore[no-any-return]


def _make_column(values: list[Any], kind: str) -> Any:
    if kind == "number":
        values = [None if value is None else float(value) for value in values]
    whole = "Int64" if None in values else "int64"
    return pd.Series(values, dtype=whole if kind in {"integer", "year"} else _DTYPES.get(kind, "str"))


def find_lines(rows: Any, dataset: str) -> tuple[int, ...]:
    """Return the line of each row in the file of a dataset; nothing where any of the rows is not one of its."""
    found = _find_origin(rows)
    if found is None or found.dataset != dataset:
        return ()
    lines: tuple[int, ...] = tuple(np.atleast_1d(found.lines).tolist())
    return () if ABSENT in lines else lines


def _find_origin(rows: Any) -> _Origin | None:
    found: _Origin | None = getattr(rows, "_origin", None)
    # A frame with another index than noted has had its rows replaced by a way that is not followed here.
    # `is_` holds for views too: copies share the labels of what they were copied from.
    return found if found is not None and found.index.is_(rows.index) else None


def _find_joined_origin(rows: Any, parts: Sequence[Any]) -> _Origin | None:
    """Return the origin of rows that were put together from parts, below one another."""
    origins = [_find_origin(part) if part.ndim == rows.ndim else None for part in parts]
    found = [origin for origin in origins if origin is not None]
    if len(found) < len(parts) or len({origin.dataset for origin in found}) != 1:
        return None
    # Put beside one another they have all columns of all, and their rows may be in another order.
    is_beside = len(parts) > 1 and rows.shape[1] == sum(part.shape[1] for part in parts)
    lines = np.concatenate([origin.lines for origin in found])
    return None if is_beside or len(lines) != len(rows) else found[0]._replace(lines=lines)
