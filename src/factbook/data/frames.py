"""The DataFrames of notebooks: they look like those of pandas, and each row has its line of the file.

pandas has no place for the identity of a row: labels are replaced, cells are edited, and two rows may be alike. So the
frames are subclasses, by the means that pandas documents for that, and follow a row through what selects, sorts or
relabels rows. What is not followed (sums, joins, reshaping, sorting in place) has no lines, never wrong ones:
`tests/unit/data/test_frames.py` tries random chains of operations, and fails when a new pandas moves rows in a way that
is not seen here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import wraps
from typing import SupportsIndex

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from factbook.data.frame_columns import choose_cells, make_column
from factbook.data.tables import Table

ABSENT = -1
"""What pandas returns for the place of a label that is not there."""
_LINE = "factbook: line"
"""Name of the column that holds the lines while pandas sorts."""
_ROWS = frozenset({0, "index", "rows"})
"""The names of the axis of rows."""
_Lines = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Origin:
    """Where the rows of a frame come from."""

    index: pd.Index
    """The frame's index when this was noted. A frame that has another one by now had its rows replaced."""
    dataset: str
    lines: _Lines
    """The line of each row."""
    loaded: pd.DataFrame
    """All rows as they were read, with `loaded_lines`; pandas copies none of them until a notebook writes to them."""
    loaded_lines: _Lines
    is_one_row: bool = False
    """Whether this is noted for a Series that is one row of the frame; its name is the row's label."""

    def select(self, rows: pd.DataFrame, lines: _Lines) -> _Origin:
        """Return the origin of rows that are these lines of the same dataset."""
        return replace(self, index=rows.index, lines=lines, is_one_row=False)


class _ShownAsPandas(type):
    """Lets a plain frame pass for one of ours, as ``pandas.testing`` asks of what it compares."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, pd.DataFrame)


def _sorting(name: str) -> Callable[..., pd.DataFrame | None]:
    """Return a method of pandas that sorts rows, with the lines as a column more while it does."""
    original = getattr(pd.DataFrame, name)

    @wraps(original)
    def method(self: DatasetFrame, *args: object, **kwargs: object) -> pd.DataFrame | None:
        found = _find_origin(self)
        if found is None or kwargs.get("axis", 0) not in _ROWS or "inplace" in kwargs or self.columns.nlevels > 1:
            return original(self, *args, **kwargs)
        # Sorted once only, since a key function may answer otherwise when it is called again.
        result = original(self.assign(**{_LINE: found.lines}), *args, **kwargs)
        lines = result.pop(_LINE).to_numpy()
        # Adding a column of text to columns of numbers has changed their dtype.
        result.columns = self.columns
        _attach(result, found.select(result, lines))
        return result

    return method


class DatasetFrame(pd.DataFrame, metaclass=_ShownAsPandas):  # type: ignore[misc]
    """A table of a dataset, or a part of it.

    A row or a column taken out of it is a plain Series, which has its lines until anything is made of it.
    """

    _origin: _Origin | None = None

    @property
    def _constructor(self) -> type[DatasetFrame]:
        return DatasetFrame

    @property
    def _constructor_sliced(self) -> Callable[..., pd.Series]:
        found = _find_origin(self)

        def make_series(*args: object, **kwargs: object) -> pd.Series:
            series = pd.Series(*args, **kwargs)
            if found is None:
                return series
            # `.loc` and `.iloc` take a row or a column out by this, and name it when it is made.
            if series.index.is_(self.index):
                _attach(series, found)
            elif series.index.is_(self.columns):
                _attach(series, replace(found, is_one_row=True))
            return series

        return make_series

    def __finalize__(self, other: object, method: str | None = None, **kwargs: object) -> DatasetFrame:
        """Take the origin over from what this was made of, where its rows can be told in that."""
        super().__finalize__(other, method=method, **kwargs)
        if method == "concat":
            found = _find_joined_origin(self, other.input_objs)  # type: ignore[attr-defined]
        else:
            found = _trace(self, other, method) if isinstance(other, pd.DataFrame) else None
        # Arithmetic finalizes twice, once for each operand; where they disagree, the rows are nobody's.
        before = _find_origin(self)
        if found is not None and before is not None and not np.array_equal(before.lines, found.lines):
            self._origin = None
        elif found is not None:
            self._origin = found.select(self, found.lines)
        return self

    def __setattr__(self, name: str, value: object) -> None:
        """Set an attribute; other labels (``.index``, by which ``set_index`` and its like work) leave the rows."""
        found = _find_origin(self) if name == "index" else None
        super().__setattr__(name, value)
        if found is not None:
            self._origin = found.select(self, found.lines)

    def take(self, indices: Sequence[SupportsIndex], axis: int | str = 0, **kwargs: object) -> pd.DataFrame:
        """Select by position: masks, lists for ``.iloc``, ``.query``, ``drop_duplicates`` and ``sample`` end here."""
        result, found = super().take(indices, axis=axis, **kwargs), _find_origin(self)
        if found is not None and axis in _ROWS:
            _attach(result, found.select(result, found.lines[np.asarray(indices)]))
        return result

    # Reach: pandas (3.1.1): `_slice` of NDFrame is where slices of any kind end: rows[a:b], .loc[a:b], .iloc[a:b],
    # head, tail. It is in no documentation, and we know of no thread that asks for a hook. Without it slices are
    # recognised like lists of labels, in 64 µs for 42, and not at all where labels repeat and rows are alike.
    # Tested by tests/unit/data/test_frames.py
    def _slice(self, slobj: slice, axis: int = 0, **kwargs: object) -> DatasetFrame:
        found = _find_origin(self)
        # Taken off, so that the rows are not looked for while they are being made.
        self._origin = None
        try:
            result: DatasetFrame = super()._slice(slobj, axis=axis, **kwargs)
        finally:
            self._origin = found
        if found is not None:
            _attach(result, found.select(result, found.lines if axis else found.lines[slobj]))
        return result

    def xs(
        self, key: object, axis: int | str = 0, level: object = None, drop_level: bool = True
    ) -> pd.DataFrame | pd.Series:
        """Select by a level of the labels, which the result lacks then: `.loc` with the first of several ends here."""
        result, found = super().xs(key, axis=axis, level=level, drop_level=drop_level), _find_origin(self)
        if found is not None and axis in _ROWS:
            # Labels alone decide, so that a Series with the same labels is cut in the same way.
            lines = pd.Series(found.lines, index=self.index).xs(key, level=level, drop_level=drop_level)
            if isinstance(lines, pd.Series):
                _attach(result, found.select(result, lines.to_numpy()))
        return result

    sort_values = _sorting("sort_values")
    sort_index = _sorting("sort_index")

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


def make_frame(table: Table, places: Iterable[int]) -> DatasetFrame:
    """Return the rows at these places of a table as a DataFrame typed by its schema."""
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
    frame.attrs["factbook.dataset"] = table.resource.name
    frame.attrs |= {"factbook.population": table.resource.population} if table.resource.population else {}
    lines = np.array(table.lines, dtype="int64")[places] if len(places) else np.array([], dtype="int64")
    loaded = pd.DataFrame(frame)
    origin = _Origin(index=frame.index, dataset=table.resource.name, lines=lines, loaded=loaded, loaded_lines=lines)
    _attach(frame, origin)
    return frame


def find_lines(rows: object, dataset: str) -> tuple[int, ...]:
    """Return the line of each row in the file of a dataset; nothing where any of the rows is not one of its."""
    return tuple(find_line_array(rows, dataset).tolist())


def find_line_array(rows: object, dataset: str) -> _Lines:
    """Return the same as `find_lines` as an array, which takes a fourth of the room."""
    found = _find_origin(rows)
    return np.empty(0, dtype="int64") if found is None or found.dataset != dataset else found.lines


def are_as_loaded(rows: pd.DataFrame) -> bool:
    """Return whether every cell that rows share with their dataset is as it was read, labels among them."""
    found = _find_origin(rows)
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


def _attach(rows: pd.DataFrame | pd.Series, origin: _Origin) -> None:
    # A Series would take it for a label, and warn.
    object.__setattr__(rows, "_origin", origin)


def _find_origin(rows: object) -> _Origin | None:
    """Return where rows come from, unless they have been replaced by a way that is not followed here."""
    found: _Origin | None = getattr(rows, "_origin", None)
    if found is None:
        return None
    if found.is_one_row:
        return _find_row(found, rows)
    # `is_` holds for views too: copies share the labels of what they were copied from.
    return found if found.index.is_(rows.index) else None  # type: ignore[attr-defined]


def _find_row(found: _Origin, row: pd.Series) -> _Origin | None:
    """Return the origin of one row, which can be told if no other row has its label."""
    if row.name is None:
        return None
    places = found.index.get_indexer_for([row.name])
    return found.select(row, found.lines[places]) if len(places) == 1 and ABSENT not in places else None


def _trace(rows: pd.DataFrame, source: pd.DataFrame, method: str | None) -> _Origin | None:
    """Return the origin of rows that were made of those of another frame, if they can be told in it."""
    found = _find_origin(source)
    if found is None or rows.index.nlevels != found.index.nlevels:
        return None
    has_same_index = rows.index.is_(found.index)
    # pandas says what it did, but not always. `groupby` names the parts that it yields as it names what it computes of
    # them, and a shift within groups comes without a name: only their cells tell which it was.
    if method == "groupby" or (method is None and has_same_index):
        return _recognise(rows, source, found)
    # A shift has the index of the frame, with the cells of other rows.
    if method is not None:
        return found if has_same_index and method != "shift" else None
    # Lists of labels and drops come without a name too, and leave each row its label.
    if found.index.is_unique:
        places = found.index.get_indexer(rows.index)
        return None if ABSENT in places else found.select(rows, found.lines[places])
    # Where labels repeat, two rows that are alike could have changed places.
    return None if _has_alike_rows(rows) else _recognise(rows, source, found)


def _recognise(rows: pd.DataFrame, source: pd.DataFrame, found: _Origin) -> _Origin | None:
    """Return the origin of rows whose labels and cells are those of rows of a frame, if these can be no others."""
    if not len(rows):
        return found.select(rows, found.lines[:0])
    if not set(rows.columns) <= set(source.columns):
        return None
    # As plain frames, since these are looked at and nothing is to be followed any further.
    part, whole = pd.DataFrame(rows), pd.DataFrame(source)
    if not whole.columns.is_unique:
        return None
    if len(part.columns) < len(whole.columns):
        whole = whole[list(part.columns)]
    # The same labels, in arithmetic and where columns are dropped, are the same rows or none.
    if part.index.is_(whole.index):
        return found if part.equals(whole) else None
    equal = [places for places in _find_places(part.index, found.index) if part.equals(whole.take(places))]
    return found.select(rows, found.lines[equal[0]]) if len(equal) == 1 else None


def _has_alike_rows(rows: pd.DataFrame) -> bool:
    """Return whether two rows may have the same labels and cells."""
    try:
        return bool((rows.index.duplicated() & pd.DataFrame(rows).duplicated().to_numpy()).any())
    # A notebook may put lists into cells, which pandas cannot compare in this way.
    except TypeError:
        return True


def _find_places(labels: pd.Index, index: pd.Index) -> Iterator[_Lines]:
    """Yield the places at which rows of these labels may lie: where each is, or all of each if labels repeat."""
    places = index.get_indexer_for(labels if index.is_unique else labels.unique())
    if len(places) < len(labels) or ABSENT in places:
        return
    if len(places) == len(labels):
        # `.loc` puts them in the order of its list, and `drop` leaves the order that they had.
        in_order = np.sort(places)
        yield places
        if not np.array_equal(places, in_order):
            yield in_order
        return
    # A group holds some of the rows of a label, one after the other.
    starts = index.get_indexer_for(labels[:1])
    yield from (np.arange(start, start + len(labels)) for start in starts if start + len(labels) <= len(index))


def _find_joined_origin(rows: pd.DataFrame, parts: Sequence[pd.DataFrame]) -> _Origin | None:
    """Return the origin of rows that were put together from parts, below one another."""
    origins = [_find_origin(part) if part.ndim == rows.ndim else None for part in parts]
    found = [origin for origin in origins if origin is not None]
    if len(found) < len(parts) or len({origin.dataset for origin in found}) != 1:
        return None
    # Put beside one another they have all columns of all, and their rows may be in another order.
    is_beside = len(parts) > 1 and rows.shape[1] == sum(part.shape[1] for part in parts)
    lines = np.concatenate([origin.lines for origin in found])
    return None if is_beside or len(lines) != len(rows) else found[0].select(rows, lines)
