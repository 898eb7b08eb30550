"""The tables of a report: files of any format, typed by their schemas."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import compress, islice, zip_longest
from operator import itemgetter
from pathlib import Path

from factbook.data.cells import PLAIN, ReadColumn, read_column
from factbook.data.descriptor import PACKAGE, Field, Resource
from factbook.data.formats.read import read_records
from factbook.data.formats.records import Records
from factbook.project.files import is_file
from figurecheck.model import Cellvalue
from figurecheck.model.errors import Complaint, DataError
from figurecheck.model.worded import phrase

Row = tuple[Cellvalue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of a resource, typed by its schema."""

    resource: Resource
    cells: tuple[Sequence[Cellvalue], ...] = ()
    """The values of each field, in the schema's order; as columns they take half of the memory that rows do."""
    lines: Sequence[int] = ()
    """Line of the file at which each row begins; the header is line 1. In a file without lines, as `numbers`."""
    numbers: Sequence[int] = ()
    """Number of each row as a spreadsheet counts it; the header is row 1."""
    nameless: int = 0
    """Cells that every row of the file has beyond its header, and the table has not."""

    @property
    def rows(self) -> tuple[tuple[Cellvalue, ...], ...]:
        """One value for each field, in the schema's order; made anew each time."""
        return tuple(zip(*self.cells, strict=True))

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the fields, in the schema's order."""
        return tuple(field.name for field in self.resource.fields)

    @property
    def is_columnar(self) -> bool:
        """Whether the values are Arrow's, and become values of Python where they are asked for."""
        return any(hasattr(column, "array") for column in self.cells)

    def column(self, name: str) -> Sequence[Cellvalue]:
        """Return the values of one column."""
        return self.cells[self.columns.index(name)] if self.cells else ()


def distinct(cells: Sequence[Cellvalue]) -> Collection[Cellvalue]:
    """Return the distinct values of a column, by what holds it where that is quicker."""
    found: Collection[Cellvalue] | None = getattr(cells, "distinct", None)
    return set(cells) if found is None else found


def find_held(wanted: AbstractSet[Row], columns: Sequence[Sequence[Cellvalue]]) -> set[Row]:
    """Return those of some rows that stand in a table, by these of its columns."""
    places: set[int] | None = None
    for at, cells in enumerate(columns):
        # What holds millions of values finds a few of them quicker than Python looks through all.
        if (find := getattr(cells, "find", None)) is not None:
            found = find({row[at] for row in wanted}, None)
            places = set(found) if places is None else places.intersection(found)
    if places is not None:
        chosen = sorted(places)
        columns = [cells.take(chosen) if hasattr(cells, "take") else [cells[at] for at in chosen] for cells in columns]
    return set(wanted).intersection(zip(*columns, strict=True))


def read_file(root: Path, resource: Resource) -> Table:
    """Read the file of a table, typed by its schema; columns are found by name.

    Raises DataError with every fault that hinders reading: encoding, missing columns, cells that cannot be parsed.
    """
    path = root / resource.place
    if not is_file(path):
        raise DataError(missing_file(resource))
    if resource.format == "parquet":
        return _read_columnar(path, resource)
    records, complaints = read_records(path, resource)
    columns = read_columns(records, resource)
    complaints += find_hindrances(records, columns, resource)
    if complaints:
        raise DataError(*complaints)
    return make_table(records, columns, resource)


def _read_columnar(path: Path, resource: Resource) -> Table:
    # Only for a table of this format, since Arrow takes long to load.
    from factbook.data.formats.parquet import read_parquet

    rows, complaints = read_parquet(path, resource)
    complaints += missing_columns(resource, tuple(rows.columns)) if not resource.tolerant else ()
    if complaints:
        raise DataError(*complaints)
    return make_columnar(rows.columns, rows.count, resource)


def make_columnar(columns: Mapping[str, Sequence[Cellvalue]], count: int, resource: Resource) -> Table:
    """Return the table of a file that is read by columns; empty if one is missing."""
    if resource.tolerant:
        columns = {field.name: columns.get(field.name, [None] * count) for field in resource.fields}
    if len(columns) < len({field.name for field in resource.fields}):
        return Table(resource=resource)
    numbers = range(1, count + 1)
    cells = tuple(columns[field.name] for field in resource.fields)
    return Table(resource=resource, cells=cells, lines=numbers, numbers=numbers)


def missing_file(resource: Resource) -> Complaint:
    """Return the complaint about a table whose file does not exist."""
    remedy = phrase("put the file back, or take {name} out of {package}", name=resource.name, package=PACKAGE)
    return Complaint(resource.place, "not found", remedy)


def read_columns(records: Records, resource: Resource) -> dict[str, ReadColumn]:
    """Read each column of a file that a field describes, in the order of the schema.

    A row of another length than the header has its cells by position, as far as there are any.
    """
    width, rows = len(records.header), records.rows
    # zip() alone is three times as quick; nearly every file is even.
    by_place = zip(*rows, strict=True) if not records.uneven else islice(zip_longest(*rows), width)
    texts: list[Sequence[str | None]] = list(by_place) if rows else []
    texts += [[None] * len(rows) for _ in range(width - len(texts))]
    return {
        field.name: read_column(texts[records.header.index(field.name)], field.type, resource.missing, field.spelling)
        for field in resource.fields
        if field.name in records.header
    } | {
        field.name: read_column([None] * len(rows), field.type, resource.missing, field.spelling)
        for field in resource.fields
        if resource.tolerant and field.name not in records.header
    }


def make_table(records: Records, columns: Mapping[str, ReadColumn], resource: Resource) -> Table:
    """Return the table of a file, without the rows of another length; empty if a column is missing."""
    if len(columns) < len({field.name for field in resource.fields}) or not records.rows:
        return Table(resource=resource)
    cells = tuple(columns[field.name].values for field in resource.fields)
    if not records.uneven:
        return Table(
            resource=resource,
            cells=cells,
            lines=records.lines,
            numbers=records.numbers,
            nameless=records.nameless,
        )
    is_even = [number not in records.uneven for number in records.numbers]
    if not any(is_even):
        return Table(resource=resource)
    lines, numbers = list(compress(records.lines, is_even)), list(compress(records.numbers, is_even))
    cells = tuple(list(compress(column, is_even)) for column in cells)
    return Table(resource=resource, cells=cells, lines=lines, numbers=numbers)


def find_hindrances(records: Records, columns: Mapping[str, ReadColumn], resource: Resource) -> list[Complaint]:
    """Return every fault that hinders reading: columns that are missing, rows of another length, unreadable cells."""
    found: list[tuple[int, Complaint]] = []
    for number, row in zip(records.numbers, records.rows, strict=True) if records.uneven else ():
        if number in records.uneven:
            found.append((number, shape_complaint(resource, number, len(row), len(records.header))))
    # What others have published is used without such cells, and each run says so.
    found += find_unreadable_cells(records, columns, resource) if not resource.as_published else ()
    found.sort(key=itemgetter(0))
    return [*missing_columns(resource, records.header), *(complaint for _, complaint in found)]


def find_unreadable_cells(
    records: Records, columns: Mapping[str, ReadColumn], resource: Resource
) -> Iterator[tuple[int, Complaint]]:
    """Yield the number of the row of each cell that cannot be read by the type of its field, and a complaint."""
    for field in resource.fields:
        column = columns.get(field.name)
        if column is None or not column.unreadable:
            continue
        for number, text in zip(records.numbers, column.texts, strict=True):
            # The cells of a row of another length may be those of the columns beside.
            if text is not None and text in column.unreadable and number not in records.uneven:
                yield number, cell_complaint(resource, field, number, text)


def missing_columns(resource: Resource, header: Sequence[str]) -> Iterator[Complaint]:
    """Yield a complaint for each field that the file has no column for; a column that was renamed is named."""
    renamed = _renamed(resource, header)
    for field in resource.fields:
        if field.name in header or resource.tolerant:
            continue
        close = renamed.get(field.name)
        what = phrase("column {name} is missing", name=field.name)
        if close:
            what = phrase("{what}; there is {close}", what=what, close=close)
        remedy = (
            phrase("name it {name} again", name=field.name)
            if close
            else phrase("put it back, or take it out of {package}", package=PACKAGE)
        )
        yield Complaint(resource.place, what, remedy)


def strange_columns(resource: Resource, header: Sequence[str]) -> Iterator[Complaint]:
    """Yield a complaint for each described column that appears twice; what is not described is left out."""
    for name in dict.fromkeys(header):
        if header.count(name) > 1 and resource.field(name) is not None:
            yield Complaint(
                resource.place,
                phrase("column {name} appears twice", name=name),
                "take one of them out",
            )


def _renamed(resource: Resource, header: Sequence[str]) -> dict[str, str]:
    """Pair each field that has no column with the undescribed column that is named most like it."""
    strange = [name for name in header if resource.field(name) is None]
    pairs: dict[str, str] = {}
    for field in resource.fields:
        if field.name in header:
            continue
        # Each column is named once: two fields that are missing are not both renamed to it.
        close = get_close_matches(field.name, [name for name in strange if name not in pairs.values()], n=1, cutoff=0.5)
        if close:
            pairs[field.name] = close[0]
    return pairs


def shape_complaint(resource: Resource, number: int, cells: int, columns: int) -> Complaint:
    """Return the complaint about a row with more or fewer cells than there are columns."""
    place = f"{resource.place}: row {number}"
    if not cells:
        return Complaint(place, phrase("is blank"), phrase("take the row out"))
    more = cells > columns
    mark = _MARKS.get(resource.dialect.delimiter, resource.dialect.delimiter)
    remedy = phrase("write an empty cell where there is no value")
    if more:
        remedy = phrase("quote cells that hold a {mark}", mark=phrase(mark) if mark in _MARKS.values() else mark)
    what = phrase("has {cells} cells, the header has {columns}", cells=str(cells), columns=str(columns))
    return Complaint(place, what, remedy)


def cell_complaint(resource: Resource, field: Field, number: int, text: str) -> Complaint:
    """Return the complaint about a cell that cannot be read as its field's type."""
    place = f"{resource.place}: row {number}, column {field.name}"
    if replace(field.spelling, missing=None) != PLAIN:
        what = phrase("{text!r} is no {type} in the format of its field", text=text, type=field.type)
        remedy = phrase("write it in that format, or correct the field in {file}", file=PACKAGE)
    elif field.type in _KINDS:
        kind, how = _KINDS[field.type]
        what, remedy = phrase("{text!r} is {kind}", text=text, kind=phrase(kind)), phrase(how)
    else:
        what = phrase("{text!r} is no {type}", text=text, type=field.type)
        remedy = phrase("see the type {type} of Table Schema", type=field.type)
    return Complaint(place, what, remedy)


_MARKS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_KINDS = {
    "integer": ("no whole number", "write digits only, without separators or unit"),
    "year": ("no year", "write it as 2025"),
    "number": ("no number", "write digits and a decimal point, without separators or unit"),
    "boolean": ("neither true nor false", "write true or false"),
    "date": ("no ISO date", "write it as 2025-02-17"),
    "yearmonth": ("no month", "write it as 2025-02"),
}
