"""Parquet files, column by column; the one door to Arrow, which is an extra.

A file may have millions of rows. So its columns stay Arrow's: what is asked of all rows is computed by Arrow, and a
value becomes an exact number of Python only where somebody looks at it.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from factbook.data.cells import parse_cell
from factbook.data.descriptor import Field, Resource
from factbook.data.formats.missing import refuse_missing
from figurecheck.model import Cellvalue
from figurecheck.model.errors import Complaint, DataError
from figurecheck.model.worded import phrase

_SUITS: Mapping[str, Any] = {"integer": int, "year": int, "number": int | Decimal, "boolean": bool}
"""Types of the values of a column; texts where it has none here."""
_OFTEN = 30
"""Searches of a column after which its values are put in order, so that each further one costs next to nothing."""
_MOST = 3
"""Rows of one column that are named; there may be millions like them."""


class ArrowColumn(Sequence[Cellvalue]):
    """A column of which each value is made when it is asked for."""

    __slots__ = ("_asked", "_order", "array", "kind")

    def __init__(self, array: Any, kind: str) -> None:
        self.array, self.kind = array, kind
        self._asked = 0
        self._order: Any = None

    def __len__(self) -> int:
        return len(self.array)

    def __getitem__(self, at: Any) -> Any:
        """Return a value, or a part of the column."""
        if isinstance(at, slice):
            return ArrowColumn(self.array.take(_load("").array(range(*at.indices(len(self))))), self.kind)
        return _exact(self.array[at].as_py())

    def __iter__(self) -> Iterator[Cellvalue]:
        for chunk in self.array.chunks:
            yield from map(_exact, chunk.to_pylist())

    def take(self, places: Sequence[int]) -> ArrowColumn:
        """Return the values at these places."""
        if isinstance(places, range) and places == range(len(self)):
            return self
        return ArrowColumn(self.array.take(_load("").array(places, type="int64")), self.kind)

    @property
    def floats(self) -> Any:
        """The column as an Arrow column of floats, as DataFrames have numbers."""
        return self.array.cast(_load("").float64())

    @property
    def distinct(self) -> list[Cellvalue]:
        """The distinct values, ``None`` among them where any is missing."""
        return [_exact(one) for one in self.array.unique().to_pylist()]

    @property
    def bounds(self) -> tuple[Cellvalue, Cellvalue]:
        """The smallest and the largest value; ``None`` for both where there is none."""
        found = _compute().min_max(self.array).as_py()
        return _exact(found["min"]), _exact(found["max"])

    @property
    def missing(self) -> int:
        """How many values are missing."""
        return int(self.array.null_count)

    def find(self, values: Collection[Cellvalue], most: int | None = _MOST) -> list[int]:
        """Return the places of the first few values that are among these, or of all."""
        arrow, compute = _load(""), _compute()
        suits = _SUITS.get(self.kind, str)
        # Decimals as floats, of which those with fewer than sixteen digits are each another one.
        array = self.array.cast(arrow.float64()) if arrow.types.is_decimal(self.array.type) else self.array
        wanted = [float(one) if isinstance(one, Decimal) else one for one in values if isinstance(one, suits | None)]
        if None not in wanted and self._is_sorted():
            return sorted(place for one in {*wanted} for place in self._find_sorted(one))[:most]
        mask = compute.is_in(array, value_set=arrow.array(wanted, type=array.type), skip_nulls=False)
        return [int(one) for one in compute.indices_nonzero(mask)[:most].to_pylist()]

    def _is_sorted(self) -> bool:
        """Return whether the order of the values is known, which is found once they are asked for often."""
        types, kind = _load("").types, self.array.type
        self._asked += 1
        tests = (types.is_integer, types.is_floating, types.is_string, types.is_large_string)
        is_plain = any(test(kind) for test in tests)
        if self._order is None and self._asked > _OFTEN and is_plain:
            # Places only, in four bytes each: the values stay where they are.
            self._order = _compute().sort_indices(self.array).cast(_load("").uint32())
        return self._order is not None

    def _find_sorted(self, value: Any) -> list[int]:
        order, known = self._order, range(len(self) - self.missing)

        def find(at: int) -> Any:
            return self.array[order[at].as_py()].as_py()

        first = bisect_left(known, value, key=find)
        found: list[int] = order[first : bisect_right(known, value, lo=first, key=find)].to_pylist()
        return found


@dataclass(frozen=True, kw_only=True)
class ParquetRows:
    """The described columns of a Parquet file."""

    columns: Mapping[str, ArrowColumn]
    count: int

    def find_repeated(self, names: Sequence[str]) -> list[tuple[int, int]]:
        """Return the places of the first few rows that have the key of an earlier row, each with the latter."""
        arrow = _load("")
        # Counting takes a third of the memory that grouping does, and a key is most often one column without a fault.
        if len(names) == 1 and _compute().count_distinct(self.columns[names[0]].array, "all").as_py() == self.count:
            return []
        table = arrow.table([self.columns[name].array for name in names], names=[str(at) for at in range(len(names))])
        keys = list(table.column_names)
        # Grouped by key, with the first and the last row of each: two that differ are two rows of one key.
        table = table.append_column("place", arrow.array(range(self.count), type="int64"))
        firsts = table.group_by(keys, use_threads=False).aggregate([("place", "min"), ("place", "max")])
        if firsts.num_rows == self.count:
            return []
        both = firsts.filter(_compute().not_equal(firsts["place_min"], firsts["place_max"])).slice(0, _MOST)
        return sorted(zip(both["place_max"].to_pylist(), both["place_min"].to_pylist(), strict=True))


def read_parquet(path: Path, resource: Resource) -> tuple[ParquetRows, list[Complaint]]:
    """Read the described columns, with a complaint of each that is missing, or of another type than described.

    Raises DataError when the file is no Parquet, or Arrow is not installed.
    """
    with open_parquet(path, resource.place) as file:
        header = list(file.schema_arrow.names)
        wanted = [field for field in resource.fields if field.name in header]
        count = int(file.metadata.num_rows)
        columns, complaints = {}, []
        # One by one, so that no column is in memory twice but the one that is being converted.
        for field in wanted:
            array = _read_column(file, field.name, resource.place)
            try:
                columns[field.name] = ArrowColumn(_convert(array, field, resource), field.type)
            # What Arrow cannot convert at all is no column of a table.
            except (ValueError, NotImplementedError) as error:
                remedy = phrase('write "type": "{type}", if so it is', type=describe_type(array))
                # Arrow words its own faults for programmers.
                shown = f": {error}" if type(error) is ValueError and str(error) else ""
                template = "column {name} is {is_as} in the file and no {type}{shown}"
                what = phrase(template, name=field.name, is_as=array.type, type=field.type, shown=shown)
                complaints.append(Complaint(resource.place, what, remedy))
    release_memory()
    return ParquetRows(columns=columns, count=count), complaints


def _read_column(file: Any, name: str, place: str) -> Any:
    try:
        return file.read(columns=[name])[name]
    # Arrow's own faults are OSError and ValueError, by kind.
    except (OSError, ValueError) as error:
        raise _refuse(place, error) from error


def release_memory() -> None:
    """Return memory to the system that Arrow keeps for columns to come; 200 MB after 3,000,000 rows."""
    _load("").default_memory_pool().release_unused()


def read_header(path: Path, place: str) -> list[str]:
    """Return the names of the columns. Raises DataError as `read_parquet` does."""
    with open_parquet(path, place) as file:
        return list(file.schema_arrow.names)


def read_zones(path: Path, place: str) -> dict[str, str]:
    """Return the time zone of each column that has one."""
    with open_parquet(path, place) as file:
        return {one.name: zone for one in file.schema_arrow if (zone := getattr(one.type, "tz", None))}


def describe_columns(path: Path, place: str) -> list[tuple[str, str, ArrowColumn]]:
    """Return each column with its name and the type of the Table Schema that suits it; lists and objects are none."""
    with open_parquet(path, place) as file:
        table = file.read()
    found = []
    for name in table.column_names:
        field = Field(name=name, type=describe_type(table[name]))
        with suppress(ValueError, NotImplementedError):
            array = _convert(table[name], field, Resource(name="", path=""))
            found.append((name, field.type, ArrowColumn(array, field.type)))
    return found


def describe_type(array: Any) -> str:
    """Return the type of the Table Schema that suits an Arrow column."""
    types = _load("").types
    kind = array.type.value_type if types.is_dictionary(array.type) else array.type
    for test, name in (
        (types.is_boolean, "boolean"),
        (types.is_integer, "integer"),
        (types.is_floating, "number"),
        (types.is_decimal, "number"),
        (types.is_date, "date"),
    ):
        if test(kind):
            return name
    if types.is_timestamp(kind):
        return "date" if _is_days(array) else "datetime"
    return "string"


@contextmanager
def open_parquet(path: Path, place: str) -> Iterator[Any]:
    """Open a file. Raises DataError when it is no Parquet, or Arrow is not installed."""
    _load(place)
    import pyarrow.parquet

    # Opened by Python, so that a run that reads it is seen to do so, and read by Arrow itself: its threads would hold
    # what a file of Python has read, and one that lets go of it while Python ends aborts the process (arrow #34314).
    with path.open("rb"), pyarrow.OSFile(str(path)) as file:
        try:
            opened = pyarrow.parquet.ParquetFile(file)
        except (OSError, ValueError) as error:
            raise _refuse(place, error) from error
        names = opened.schema_arrow.names
        if twice := sorted({name for name in names if names.count(name) > 1}):
            what = phrase("has several columns named {twice!r}", twice=twice[0])
            remedy = "write it anew, each column under a name of its own"
            raise DataError.about(place, what, remedy)
        yield opened


def _refuse(place: str, error: Exception) -> DataError:
    what = phrase("cannot be read as Parquet: {error}", error=str(error).splitlines()[0][:120])
    return DataError.about(place, what, "write the file anew, or check which file it is")


def _convert(array: Any, field: Field, resource: Resource) -> Any:
    """Return a column as cells are: whole numbers, numbers, truth values, or texts, of which days are ISO dates.

    Raises ValueError when the column is of another type than its field.
    """
    arrow, compute = _load(""), _compute()
    types = arrow.types
    array = _unwrap(array)
    match field.type:
        case "integer" | "year":
            return _cast(array, arrow.int64(), types.is_integer, types.is_floating)
        case "number":
            if types.is_decimal(array.type):
                return array
            return _cast(array, arrow.float64(), types.is_floating, types.is_integer)
        case "boolean":
            return _cast(array, arrow.bool_(), types.is_boolean)
    if types.is_date(array.type) or (types.is_timestamp(array.type) and _is_days(array)):
        text = array.cast(arrow.date32()).cast(arrow.string())
        return compute.utf8_slice_codeunits(text, 0, 7) if field.type == "yearmonth" else text
    if types.is_timestamp(array.type):
        return array.cast(arrow.timestamp("s"), safe=False).cast(arrow.string())
    return _check_texts(_cast(array, arrow.string(), _is_plain), field, resource)


def _is_plain(kind: Any) -> bool:
    # A span of time would be a number in a unit that nobody sees.
    types = _load("").types
    return not (types.is_nested(kind) or types.is_duration(kind))


def _unwrap(array: Any) -> Any:
    """Return a column as its values are meant: not by numbers of a list, with gaps for what is none, by its clock."""
    arrow, compute = _load(""), _compute()
    types = arrow.types
    if types.is_dictionary(array.type):
        array = array.cast(array.type.value_type)
    if types.is_floating(array.type):
        # pandas writes a missing number as one that is none; a division by zero has no result either.
        array = compute.if_else(compute.is_finite(array), array, arrow.scalar(None, type=array.type))
    if types.is_float32(array.type):
        # The shortest number that is stored so, as of others: 0.1, and not 0.10000000149011612.
        array = array.cast(arrow.string()).cast(arrow.float64())
    if types.is_timestamp(array.type) and array.type.tz:
        # As clocks show it in the zone that the file names: midnight there is the day before elsewhere.
        array = compute.local_timestamp(array)
    return array


def _cast(array: Any, kind: Any, *suits: Any) -> Any:
    if not any(test(array.type) for test in suits):
        raise ValueError
    return array.cast(kind)


def _check_texts(array: Any, field: Field, resource: Resource) -> Any:
    arrow, compute = _load(""), _compute()
    missing = compute.is_in(array, value_set=arrow.array(resource.missing, type=arrow.string()))
    if compute.any(missing).as_py():
        array = compute.if_else(missing, arrow.scalar(None, type=array.type), array)
    # By distinct values: a column of days has few, however long it is.
    for text in array.unique().to_pylist() if field.type not in {"string", "any"} else ():
        if text is not None:
            parse_cell(text, field.type, field.spelling)
    return array


def _is_days(array: Any) -> bool:
    """Return whether all points in time are the beginning of a day, in their own zone."""
    compute = _compute()
    plain = compute.local_timestamp(array) if array.type.tz else array
    return bool(compute.all(compute.equal(compute.floor_temporal(plain, unit="day"), plain)).as_py() is not False)


def _exact(value: Any) -> Cellvalue:
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, datetime.date):
        return value.isoformat()
    found: Cellvalue = value
    return found


@lru_cache(maxsize=1)
def _compute() -> ModuleType:
    import pyarrow.compute

    module: ModuleType = pyarrow.compute
    return module


def _load(place: str) -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise refuse_missing(place, "a Parquet file", "pyarrow", "parquet") from error
    return pyarrow
