"""Read the series that a notebook passes, whatever it has it in, and complain of what cannot be used.

Known by what it has and not by its class: whoever passes pairs need not have pandas.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import wraps
from inspect import signature
from typing import Any, NoReturn, TypedDict, TypeVar

from factbook.notebooks.recording.disorder import find_disorder, name_cycle
from factbook.notebooks.recording.labels import find_label, is_same, read_labels
from factbook.notebooks.recording.record import MOST_DIGITS, record
from factbook.notebooks.recording.row_tables import Pick, join_picks
from factbook.notebooks.recording.rows import read_cell
from figurecheck.model import Basis, RowSet
from figurecheck.model.errors import Complaint, RecordError, complain_all
from figurecheck.model.exact import to_decimal, unwrap
from figurecheck.model.orders import Listed, read_order, read_stretch
from figurecheck.model.series import Timeline, read_timeline

_Call = TypeVar("_Call", bound=Callable[..., None])
_TEXTS = ("about", "measure", "label", "note", "part", "whole")


class Described(TypedDict, total=False):
    """What every function takes that records one statistic of a series."""

    unit: str
    """Of the values of the series; by default the only one in the table's column ``unit``."""
    every: int | str | None
    """The step of the series: 2 for every second year, or what a step is called, such as ``"round"``; by default as
    the labels, or the name of the index, show it."""
    about: str
    measure: str
    period: str
    """By default that of the claim."""
    population: str
    rows: object
    """By default the table."""
    label: str
    note: str
    part: str
    whole: str
    column: str
    """The column of a table that holds the values, by default ``value``."""


def check_call(call: _Call) -> _Call:
    """Return the function with its faults of calling as complaints: no id, a word that is no argument."""
    shape = signature(call)
    taken = [name for name, one in shape.parameters.items() if one.kind is not one.VAR_KEYWORD]
    taken += Described.__annotations__ if len(taken) < len(shape.parameters) else ()

    @wraps(call)
    def checked(*given: object, **named: object) -> None:
        id = given[0] if given else named.get("id")
        # A table in the place of the id would be printed whole.
        is_text = id is None or isinstance(id, str)
        place = f"{call.__name__}({id!r})" if is_text else f"{call.__name__}(a {type(id).__name__})"
        odd = next((name for name in named if name not in taken), "")
        what = f"got an unexpected keyword argument {odd!r}" if odd else ""
        try:
            shape.bind(*given, **named)
        except TypeError as error:
            what = str(error)
        if what:
            raise RecordError.about(place, what, f"it takes {', '.join(taken)}")
        if not is_text:
            raise RecordError.about(place, "is no id", "write the id first, as a text")
        call(*given, **named)

    return checked  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class RowsByLabel:
    """The rows of each label of a series, where a change takes those of its ends."""

    found: Mapping[str, tuple[Pick, ...]]

    def pick(self, labels: Collection[str]) -> tuple[Pick, ...]:
        """Return where the rows of some labels are."""
        return tuple(one for label, picks in self.found.items() if label in labels for one in picks)

    def of(self, labels: Collection[str]) -> tuple[RowSet, ...]:
        """Return the rows of some labels, those of one table together."""
        return join_picks(self.pick(labels))


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A series as a notebook passed it, and where complaints about it belong."""

    place: str
    id: str
    described: Described
    series: Any
    labels: list[object]
    pairs: list[tuple[str, Decimal | None]]
    every: int | None
    name: str
    period: str
    """As the notebook stated it, else empty."""

    @property
    def line(self) -> Timeline:
        """The series in its order; raise RecordError for rows without labels, and for labels of several kinds."""
        index: Any = getattr(self.series, "index", None)
        # The index of a table that nobody has indexed counts its rows: it says neither when nor who.
        if type(index).__name__ == "RangeIndex" and index.name is None and index.start == 0:
            self.refuse("its rows have no labels", "set_index the column with the period, the round or the name")
        texts = [label for label, _ in self.pairs]
        # Whoever lists pairs, or orders categories, has said in which order they are.
        if hasattr(index, "nlevels") and not getattr(index, "ordered", False) and (odd := find_disorder(texts)):
            self.refuse(
                f"{odd!r} is out of order", "put the rows in order, or make its index an ordered pandas Categorical"
            )
        return read_timeline(self.pairs, place=self.place, every=self.every, name=self.name)

    @property
    def last(self) -> str:
        """The last label that has a value; raise RecordError where the labels have no order."""
        texts = [label for label, value in self.pairs if value is not None]
        if not texts or isinstance(read_order([label for label, _ in self.pairs]), Listed | None):
            self.refuse("it does not say whose place", "give at= one of the labels")
        return self.line.pairs[-1][0]

    def refuse(self, what: str, remedy: str) -> NoReturn:
        """Raise RecordError with one complaint."""
        raise RecordError.about(self.place, what, remedy)

    def find(self, label: object) -> str:
        """Return the text of a label; empty for none."""
        return "" if label is None else find_label(label, self.labels, [text for text, _ in self.pairs])

    def rows(self) -> Any:
        """Return the rows as they were passed, by default the table itself."""
        rows = self.described.get("rows")
        if rows is not None or hasattr(self.series, "columns"):
            return self.series if rows is None else rows
        what = f"a {type(self.series).__name__} does not say which rows it rests on"
        return self.refuse(what, "pass rows=, the rows of fb.dataset")

    def unit(self, counted: str = "") -> str:
        """Return the unit of the values: as stated, else the only one in the table's column ``unit``.

        `counted` is the unit of the statistic, which says nothing of the values where it is stated.
        """
        stated = self.described.get("unit", "")
        stated = "" if stated == counted else stated
        if stated or not hasattr(self.series, "columns") or list(self.series.columns).count("unit") != 1:
            return stated
        found = {str(unit) for unit in self.series["unit"] if read_cell(unit) is not None}
        return found.pop() if len(found) == 1 else ""

    def record(self, value: object, basis: Basis, *, unit: str, period: str, rows: object = None) -> None:
        """Record what was found of the series; the period is `period` unless the notebook has stated one."""
        record(
            self.id,
            value,
            unit=unit,
            population=self.described.get("population", ""),
            rows=self.rows() if rows is None else rows,
            period=self.period or period,
            basis=basis,
            **{name: str(self.described.get(name, "")) for name in _TEXTS},
        )

    def deciding_rows(self, basis: Basis) -> object:
        """Return the rows of a change as passed, by default those of its ends and of the bases that would change it."""
        rows = self.described.get("rows")
        wanted = {basis.at, *basis.run, *(base for base, _ in basis.others)}
        # `series` has read the rows of each label already.
        if isinstance(rows, RowsByLabel):
            return rows.of(wanted)
        if rows is not None:
            return rows
        table = self.rows()
        # By texts, as in the basis: the labels of the table may be numbers or dates.
        return table[[label in wanted for label in read_labels(list(table.index))]]


def read_given(call: Callable[..., None], id: str, series: object, described: Described) -> Given:
    """Read what all functions take; raise RecordError with every fault of it."""
    every, period = described.get("every"), described.get("period", "")
    place = f"{call.__name__}({id!r})"
    step = unwrap_one(every)
    name = step.strip() if isinstance(step, str) and not any(map(str.isdecimal, step)) else ""
    counted = step if isinstance(step, int) and not isinstance(step, bool) and step > 0 else None
    complaints = []
    if not (step is None or name or counted):
        remedy = "a whole number of steps such as 2, or what a step is called, such as 'round'"
        complaints.append(Complaint(place, f"every {every!r} is no step", remedy))
    complaints += [
        Complaint(place, f"{key} is no text, but a {type(text).__name__}", f"say the {key} in words")
        for key in (*_TEXTS, "unit")
        if not isinstance(text := described.get(key, ""), str)
    ]
    if not isinstance(period, Hashable):
        what = f"period is no period, but a {type(period).__name__}"
        complaints.append(Complaint(place, what, "such as 2024 or '2024-05'"))
    complain_all(RecordError, complaints)
    items = list(_items(series, described.get("column", "value"), place))
    labels = [label for label, _ in items]
    return Given(
        place=place,
        id=id,
        described=described,
        series=series,
        labels=labels,
        pairs=read_pairs(items, place),
        every=counted,
        name=name or _name_of_step(series, labels),
        period=period if isinstance(period, str) else read_labels([period])[0],
    )


def unwrap_one(value: object) -> object:
    """Return the Python value of a numpy scalar; an array of more stays as it is, and is no number."""
    return unwrap(value) if getattr(value, "size", 1) == 1 else value


def read_number(value: object) -> Decimal | None:
    """Return a number of any type exactly; ``None`` for what is none, or is of more digits than can be recorded."""
    number = to_decimal(plain) if not hasattr(plain := unwrap_one(value), "item") else None
    return number if number is None or abs(number.adjusted()) < MOST_DIGITS else None


def read_pairs(items: Iterable[tuple[object, object]], place: str) -> list[tuple[str, Decimal | None]]:
    """Return the labels and values of a series; ``None`` where there is no value.

    Raises RecordError for labels that are missing and cells that are no numbers.
    """
    points = list(items)
    pairs: list[tuple[str, Decimal | None]] = []
    complaints = []
    for row, (label, (_, value)) in enumerate(zip(read_labels([one for one, _ in points]), points, strict=True), 1):
        number = read_number(value)
        cell = None if number is not None else _read_other(value)
        if not label:
            remedy = "give every value a period or a name"
            complaints.append(Complaint(place, f"the label of value {row} is missing", remedy))
        if cell is not None:
            what, remedy = f"{label}: {cell!r} is no number", "pass numbers, and None for a gap"
            complaints.append(Complaint(place, what, remedy))
        pairs.append((label, number))
    complain_all(RecordError, complaints)
    return pairs


def _read_other(value: object) -> object:
    """Return what is no number and no gap as it is; ``None`` for a gap."""
    if hasattr(value, "size") and getattr(value, "size", 1) != 1:
        return value
    cell = read_cell(value)
    return None if isinstance(cell, Decimal) and not cell.is_finite() else cell


def _items(series: Any, column: object, place: str) -> Iterable[tuple[object, object]]:
    # Known by what they have, not by their class: whoever passes pairs need not have pandas.
    if hasattr(series, "columns"):
        names = list(series.columns)
        times = sum(is_same(name, column) for name in names)
        if times != 1:
            what = f"it has {column!r} twice" if times else f"the table has no column {column!r}"
            raise RecordError.about(place, what, f"say which column: {', '.join(map(str, names))}")
        series = series[column]
    index = getattr(series, "index", None)
    # A label of two keys is neither a period nor a name.
    if (levels := getattr(index, "nlevels", 1)) > 1:
        what = f"its index has {levels} keys, so it is not one series"
        raise RecordError.about(place, what, "select one series with .xs or .loc")
    # The categories of an index have an order of their own, whatever the order of the rows.
    if getattr(index, "ordered", False):
        series = series.sort_index()
    if hasattr(series, "items"):
        return list(series.items())
    if isinstance(series, list | tuple) and all(isinstance(pair, tuple | list) and len(pair) == 2 for pair in series):
        return [(label, value) for label, value in series]
    what = f"a {type(series).__name__} is no series"
    raise RecordError.about(place, what, "pass a table of fb.dataset, a pandas Series or pairs")


def _name_of_step(series: object, labels: list[object]) -> str:
    """Return what a step is called by the labels or by the name of the index; of periods their kind says it."""
    texts = read_labels(labels)
    order = read_order(texts)
    if order is None or not (isinstance(order, Listed) or not order.kind):
        return ""
    name = getattr(getattr(series, "index", None), "name", None)
    words = str(name).replace("_", " ").strip() if isinstance(name, str) else ""
    return name_cycle(texts) or (words if words.replace(" ", "").isalpha() else "")


def join_periods(first: str, last: str) -> str:
    """Return the ISO period from the beginning of one period to the end of another.

    >>> join_periods("2020", "2024"), join_periods("2024-01/2024-06", "2025-01/2025-06")
    ('2020/2024', '2024-01/2025-06')
    >>> join_periods("2019/20", "2019/20")
    '2019/2020'
    """
    ends = ["/".join(f"{year:04d}" for year in read_stretch(one) or ()) or one for one in (first, last)]
    return ends[1] if first == last else f"{ends[0].partition('/')[0]}/{ends[1].rpartition('/')[2]}"
