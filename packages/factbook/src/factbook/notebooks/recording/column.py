"""A column as `series` records it: one value a row, with its labels, the fields of its texts, and its rows.

Rows are read once for the whole column, and each value gets its own: by position in its own table, by the names that
it shares with the labels (``year``) in any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from string import Formatter
from typing import Any, NoReturn
from unicodedata import combining, normalize

from factbook.notebooks.recording.labels import read_labels
from factbook.notebooks.recording.row_tables import Pick, read_own, read_table, take_rows
from factbook.notebooks.recording.rows import read_cell
from figurecheck.model import RowSet
from figurecheck.model.errors import RecordError
from figurecheck.model.orders import Listed, Numbered, read_order
from figurecheck.model.periods import read_clock

Texts = str | Callable[[Any], str]
"""A text with fields in braces, or a function of the rows that returns one."""
Fields = Mapping[str, str]
ANY_ROW = "label"
"""The name of labels that have none: of a mapping, or of a Series whose index is not named."""
_NO_ID = re.compile(r"[^a-z0-9._-]+")


class Label(str):
    """The text of a label; of a period, its year is ``{month.year}`` in a template."""

    __slots__ = ()

    @property
    def year(self) -> str:
        """The first four digits in a row; empty if there are none."""
        found = re.search(r"\d{4}", self)
        return found[0] if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnValue:
    """One value of a column."""

    at: int
    """Its position in the column."""
    labels: Mapping[str, object]
    """By the names of the index."""
    value: object
    fields: Fields
    picks: tuple[Pick, ...] = ()
    """Where its rows are."""

    @property
    def has_rows(self) -> bool:
        """Whether it has any rows."""
        return any(len(one.places) for one in self.picks)

    @property
    def rows(self) -> tuple[RowSet, ...]:
        """Its rows, or some of many."""
        return take_rows(self.picks, self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueColumn:
    """The values of a column, without the gaps."""

    place: str
    numbers: Any
    """The column as a pandas Series, with its gaps."""
    points: tuple[ColumnValue, ...]
    names: tuple[str, ...]
    """Of the labels."""
    over: str
    """The one of the names along which the series run: the period, or the only one."""
    lost: str = ""
    """Why values have no rows, where `rows` were passed and those of their labels are not among them."""

    def fill(self, text: Texts, point: ColumnValue, **more: str) -> str:
        """Return a text with its fields filled in; raise RecordError for a field that the column does not have."""
        if callable(text):
            return text(_as_frame(take_rows(point.picks, whole=True)))
        known = {**point.fields, **more}
        try:
            return _FORMATTER.vformat(text, (), known)
        except (KeyError, IndexError, AttributeError, ValueError) as error:
            what = f"{text!r} has a field that cannot be filled: {error}"
            remedy = f"use {', '.join(f'{{{name}}}' for name in known)}"
            raise RecordError.about(self.place, what, remedy) from None

    def fill_id(self, text: str, point: ColumnValue, **more: str) -> str:
        """Return an id with its fields in lower case, without what an id cannot hold."""
        known = {name: Label(_write_id(value)) for name, value in {**point.fields, **more}.items()}
        return self.fill(text, replace(point, fields=known))

    @property
    def dated(self) -> bool:
        """Whether the labels along which the series run are periods."""
        labels = list(dict.fromkeys(str(point.fields[self.over]) for point in self.points))
        return read_order(labels) is not None and not isinstance(read_order(labels), Numbered | Listed)

    def refuse(self, what: str, remedy: str) -> NoReturn:
        """Raise RecordError with one complaint."""
        raise RecordError.about(self.place, what, remedy)

    def groups(self, along: str) -> Iterator[tuple[Any, list[ColumnValue]]]:
        """Yield the values that differ in one label only, as a Series with that label, and their points."""
        others = [name for name in self.names if name != along]
        keys = [tuple(label for name, label in zip(self.names, row, strict=True) if name != along) for row in self.rows]
        for key in dict.fromkeys(keys):
            places = [at for at, one in enumerate(keys) if one == key]
            part = self.numbers.iloc[places]
            if others:
                part = part.droplevel([at for at, name in enumerate(self.names) if name != along])
            # The categories of an index have an order of their own, whatever the order of the rows.
            part = part.sort_index() if getattr(part.index, "ordered", False) else part
            wanted = set(places)
            yield part, [point for point in self.points if point.at in wanted]

    @property
    def rows(self) -> list[tuple[object, ...]]:
        """The labels of every value, those of gaps too."""
        return [_split(label) for label in self.numbers.index]


class _StrictFormatter(Formatter):
    """Refuses fields by number, which a template has none of."""

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> object:
        return kwargs[str(key)]


_FORMATTER = _StrictFormatter()


def read_column(
    values: Any,
    *,
    place: str,
    column: str = "value",
    over: str = "",
    rows: object = None,
    fields: Mapping[str, Callable[[Any], object]] | None = None,
) -> ValueColumn:
    """Return the values of a frame, a Series, a pivot table or a mapping; raise RecordError for anything else."""
    table, numbers = _read_values(values, column, place)
    names = tuple(str(name if name is not None else ANY_ROW) for name in numbers.index.names)
    labels = [_split(label) for label in numbers.index]
    over = over or _find_over(names, labels)
    # A table without rows has no statistics, whatever its labels are called.
    if over not in names and len(numbers):
        what = f"over={over!r} is none of its labels"
        raise RecordError.about(place, what, f"use {', '.join(names)}")
    texts = {name: _write_labels([label[at] for label in labels], name == over) for at, name in enumerate(names)}
    own = read_own(table) if rows is None else None
    others = read_table(rows, names) if rows is not None else []
    columns = [name for name in map(str, getattr(table, "columns", ())) if name not in names]
    cells = list(pandas_rows(table)) if columns else []
    points = []
    for at, (label, value) in enumerate(zip(labels, numbers, strict=True)):
        if read_cell(value) is None:
            continue
        named = dict(zip(names, label, strict=True))
        found = {name: Label(_write_cell(cell)) for name, cell in zip(columns, cells[at], strict=True)} if cells else {}
        found |= {name: Label(written[at]) for name, written in texts.items()}
        raw = {**dict(zip(columns, cells[at] if cells else (), strict=True)), **named}
        found |= {name: Label(make(raw)) for name, make in (fields or {}).items()}
        picks = (Pick(table=own, places=[at]),) if own is not None else tuple(one.find(named) for one in others)
        points.append(ColumnValue(at=at, labels=named, value=value, fields=found, picks=picks))
    lost = next((others[0].explain(one.labels) for one in points if others and not one.has_rows), "")
    return ValueColumn(place=place, numbers=numbers, points=tuple(points), names=names, over=over, lost=lost)


def pandas_rows(table: Any) -> Iterable[tuple[object, ...]]:
    """Return the cells of a frame row by row, without its index."""
    return table.itertuples(index=False, name=None)  # type: ignore[no-any-return]


def _read_values(values: Any, column: str, place: str) -> tuple[Any, Any]:
    """Return the table, and its values as a Series with the same labels."""
    import pandas as pd

    if isinstance(values, Mapping):
        values = pd.Series(dict(values), dtype=object)
    if hasattr(values, "indices") and hasattr(values, "ngroups"):
        remedy = "pass what it computes, such as groups['value'].sum(), and the groups as rows="
        raise RecordError.about(place, "a groupby has no values yet", remedy)
    if not hasattr(values, "index") or not hasattr(values, "items"):
        what = f"a {type(values).__name__} has no values with labels"
        raise RecordError.about(place, what, "pass a frame, a Series, or a mapping")
    if not hasattr(values, "columns"):
        return values, values
    if list(values.columns).count(column) == 1:
        return values, values[column]
    # A pivot table has its values under the labels of a second key.
    if values.columns.name is None:
        what, remedy = f"the table has no column {column!r}", f"say which column: {', '.join(map(str, values.columns))}"
        raise RecordError.about(place, what, remedy)
    stacked = values.stack()
    return stacked, stacked


def _find_over(names: Sequence[str], labels: Sequence[tuple[object, ...]]) -> str:
    """Return the name of the labels that are periods, else the only name, or the last."""
    for at, name in enumerate(names):
        if labels and read_clock(read_labels(list(dict.fromkeys(label[at] for label in labels)))) is not None:
            return name
    return names[-1]


def _write_labels(labels: list[object], is_series: bool) -> list[str]:
    # Only one of a kind is a period of its series: "2020" among sexes and totals stays what it is.
    if not is_series:
        return [_write_cell(label) for label in labels]
    texts = read_labels(labels)
    clock = read_clock(list(dict.fromkeys(texts)))
    # As the series of a change writes them, by which its rows are found: 2024-Q1 for 2024Q1.
    if clock is None:
        return texts
    numbers = [clock.number(text) for text in texts]
    return [text if number is None else clock.label(number) for text, number in zip(texts, numbers, strict=True)]


def _write_id(text: str) -> str:
    """Return a label as it stands in an id.

    >>> _write_id("Côte d'Ivoire"), _write_id("2022/23")
    ('cotedivoire', '2022-23')
    """
    plain = "".join(char for char in normalize("NFKD", text.lower()) if not combining(char))
    return _NO_ID.sub("", plain.replace("/", "-"))


def _write_cell(value: object) -> str:
    cell = read_cell(value)
    return "" if cell is None else f"{cell:f}" if hasattr(cell, "adjusted") else str(cell)


def _split(label: object) -> tuple[object, ...]:
    return label if isinstance(label, tuple) else (label,)


def _as_frame(rowsets: Sequence[RowSet]) -> Any:
    import pandas as pd

    return pd.concat(
        [pd.DataFrame(list(one.rows), columns=list(one.columns)) for one in rowsets] or [pd.DataFrame()],
        ignore_index=True,
    )
