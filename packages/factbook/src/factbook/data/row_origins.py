"""Where the rows of a DataFrame come from: noted when they are read, and found again in what was made of them.

A row is recognised by what pandas says it did, by its label where labels are unique, and by its cells where these can
be no others. What cannot be told has no origin, never a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

DATASET = "factbook.dataset"
"""The attribute of a frame or a Series that names its dataset; several are joined."""
AND = " + "
ABSENT = -1
"""What pandas returns for the place of a label that is not there."""
Lines = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOrigin:
    """Where the rows of a frame come from."""

    index: pd.Index
    """The frame's index when this was noted. A frame that has another one by now had its rows replaced."""
    dataset: str
    lines: Lines
    """The line of each row."""
    loaded: pd.DataFrame
    """All rows as they were read, with `loaded_lines`; pandas copies none of them until a notebook writes to them."""
    loaded_lines: Lines
    releases: tuple[str, ...] = ()
    """The releases of which the rows may be, in the order in which their lines number them; none for one file."""
    is_one_row: bool = False
    """Whether this is noted for a Series that is one row of the frame; its name is the row's label."""

    def select(self, rows: pd.DataFrame, lines: Lines) -> RowOrigin:
        """Return the origin of rows that are these lines of the same dataset."""
        return replace(self, index=rows.index, lines=lines, is_one_row=False)

    def as_one_row(self) -> RowOrigin:
        """Return the origin of a Series that is one of the rows."""
        return replace(self, is_one_row=True)


def join_datasets(parts: Iterable[object]) -> str:
    """Return the attribute of what was put together from several frames or Series: the datasets of all of them."""
    named = [name for part in parts for name in find_datasets(part)]
    return AND.join(dict.fromkeys(named))


def find_datasets(rows: object) -> tuple[str, ...]:
    """Return the datasets that a frame or a Series was made of, as far as pandas has carried their names."""
    named = getattr(rows, "attrs", {}).get(DATASET, "")
    return tuple(named.split(AND)) if isinstance(named, str) and named else ()


def attach(rows: pd.DataFrame | pd.Series, origin: RowOrigin) -> None:
    """Note where rows come from."""
    # A Series would take it for a label, and warn.
    object.__setattr__(rows, "_origin", origin)


def find_origin(rows: object) -> RowOrigin | None:
    """Return where rows come from, unless they have been replaced by a way that is not followed here."""
    found: RowOrigin | None = getattr(rows, "_origin", None)
    if found is None:
        return None
    if found.is_one_row:
        return _find_row(found, rows)
    # `is_` holds for views too: copies share the labels of what they were copied from.
    return found if found.index.is_(rows.index) else None  # type: ignore[attr-defined]


def _find_row(found: RowOrigin, row: pd.Series) -> RowOrigin | None:
    """Return the origin of one row, which can be told if no other row has its label."""
    if row.name is None:
        return None
    places = found.index.get_indexer_for([row.name])
    return found.select(row, found.lines[places]) if len(places) == 1 and ABSENT not in places else None


def trace(rows: pd.DataFrame, source: pd.DataFrame, method: str | None) -> RowOrigin | None:
    """Return the origin of rows that were made of those of another frame, if they can be told in it."""
    found = find_origin(source)
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


def _recognise(rows: pd.DataFrame, source: pd.DataFrame, found: RowOrigin) -> RowOrigin | None:
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


def _find_places(labels: pd.Index, index: pd.Index) -> Iterator[Lines]:
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


def find_joined_origin(rows: pd.DataFrame, parts: Sequence[pd.DataFrame]) -> RowOrigin | None:
    """Return the origin of rows that were put together from parts, below one another."""
    origins = [find_origin(part) if part.ndim == rows.ndim else None for part in parts]
    found = [origin for origin in origins if origin is not None]
    if len(found) < len(parts) or len({origin.dataset for origin in found}) != 1:
        return None
    # Put beside one another they have all columns of all, and their rows may be in another order.
    is_beside = len(parts) > 1 and rows.shape[1] == sum(part.shape[1] for part in parts)
    lines = np.concatenate([origin.lines for origin in found])
    # The newest release is the first one of both, so that the longer list has the names for all.
    longest = max(found, key=lambda origin: len(origin.releases))
    return None if is_beside or len(lines) != len(rows) else longest.select(rows, lines)
