"""A file as an entry of the descriptor: what was found in it, and what was said of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

from factbook.data.adding.columns import FoundColumn, find_columns
from factbook.data.adding.contents import find_format
from factbook.data.adding.keys import are_distinct_rows, find_key
from factbook.data.adding.layout import find_layout, make_plain
from factbook.data.adding.licences import describe_licence
from factbook.data.adding.remarks import find_remarks, find_second_table
from factbook.data.adding.sheet import apply_look, find_sheet_faults, find_sheet_remarks, look
from factbook.data.adding.stored import find_stored_columns
from factbook.data.descriptor import DATA, Entry, Resource
from factbook.data.descriptor_file import parse_package
from factbook.data.dialects import SUFFIXES
from factbook.data.formats.database import DeclaredTable, find_names, read_declared
from factbook.data.formats.read import read_records
from factbook.data.formats.records import FLAGS, NAMELESS, Records
from factbook.data.formats.workbook_look import SheetLook
from factbook.data.row_choice import STATUSES
from factbook.data.tables import read_columns, shape_complaint
from figurecheck.model.errors import Complaint, DataError, complain_all

NO_ROWS = "has a header and no rows"
_FEW = 3
"""Rows that are named of those that have the same fault."""
_SOURCE = re.compile(r"(?P<title>.*?)\s*<?(?P<path>https?://[^\s<>]+)>?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What an editor says of a file, since no program can know it."""

    name: str = ""
    """Name of the table."""
    chosen: str = ""
    """The sheet, the table or the list of records, where the file holds several."""
    source: str = ""
    """An id in the list of sources, a title, an address, or both as ``Title <https://...>``."""
    published: str = ""
    licence: str = ""
    population: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTable:
    """A file, and all that was found out of it."""

    file: Path
    name: str
    """Name that the file gets below `data/`."""
    entry: Mapping[str, object]
    """Its entry in the descriptor."""
    columns: tuple[FoundColumn, ...] = ()
    rows: int = 0
    key: tuple[str, ...] = ()
    left_out: tuple[str, ...] = field(default=())
    """What of the file is left out, in words."""
    remarks: tuple[str, ...] = field(default=())
    """What an editor should know of its rows."""


def find_entry(file: Path, shown: str, said: Answers, known: Iterable[str] = ()) -> FoundTable:
    """Look at a file and return its entry; `shown` is how messages call it, `known` are the ids of all sources.

    Raises DataError with all that stands against it.
    """
    name = make_file_name(Path(shown).name)
    # By content: half of the files that are called .csv and are none come from a download gone wrong.
    format = find_format(file, shown)
    layout = find_layout(file, shown, format, said.chosen)
    stated = {} if SUFFIXES.get(name.rpartition(".")[2].lower(), "csv") == format else {"format": format}
    named = {"name": said.name or make_name(name, layout), "type": "table", "path": name}
    base: dict[str, object] = {**named, **stated, **layout}
    try:
        found = _read_columns_of(file, base) if format == "parquet" else _read_texts(file, base, {*known})
    except DataError as error:
        # The file is not below data/ yet, and is looked for by the name that it was given by.
        place = f"{DATA}/{name}"
        faults = [replace(one, place=one.place.replace(place, shown, 1)) for one in error.complaints]
        raise DataError(*faults) from error
    return replace(found, file=file, name=name)


def find_entries(
    file: Path, shown: str, said: Answers, known: Iterable[str] = (), *, every: bool = False
) -> list[FoundTable]:
    """Return the entry of a file, or of each table of a database if `every` of them is wanted and none was chosen.

    Tables without rows are left out then. Raises DataError with all that stands against any of them.
    """
    is_database = every and not said.chosen and find_format(file, shown) == "sqlite"
    names = find_names(file, shown) if is_database else []
    if len(names) < 2:
        return [find_entry(file, shown, said, known)]
    if said.name:
        remedy = f"choose which: --table {names[0]!r}"
        raise DataError.about(shown, f"holds {len(names)} tables, and --name names one", remedy)
    known, found, empty = {*known}, [], []
    faults: list[Complaint] = []
    for name in names:
        try:
            found.append(find_entry(file, shown, replace(said, chosen=name), known))
        except DataError as error:
            others = [one for one in error.complaints if one.what != NO_ROWS]
            empty += [name] if not others else []
            faults += (replace(one, place=f"{one.place}: {name}") for one in others)
    if faults:
        raise DataError(*faults)
    if not found:
        what = f"holds {len(names)} tables, all without rows"
        raise DataError.about(shown, what, "check which file it is")
    remarks = (*found[0].remarks, *([f"left out, since they have no rows: {', '.join(empty)}"] if empty else []))
    return [replace(found[0], remarks=remarks), *found[1:]]


def say(entry: Entry, said: Answers, known: Iterable[str], *, address: str = "", today: str = "") -> dict[str, object]:
    """Return an entry with what was said of the file: its source, licence and population.

    `known` are the ids of the list of sources, `address` is where the file was fetched, on the day `today`.
    """
    full = dict(entry)
    if said.source in {*known}:
        full["factbook:sources"] = [said.source]
    elif said.source or address:
        source = _parse_source(said.source, address)
        dates = {"factbook:published": said.published, "factbook:accessed": today if address else ""}
        full["sources"] = [{**source, **{key: value for key, value in dates.items() if value}}]
    if said.licence:
        full["licenses"] = [describe_licence(said.licence)]
    if said.population:
        full["factbook:population"] = said.population
    return full


def _parse_source(text: str, address: str) -> dict[str, str]:
    match = _SOURCE.fullmatch(text)
    title, path = (match["title"], match["path"]) if match else (text, "")
    path = path or address
    host = re.sub(r"^https?://(www\.)?([^/]+).*", r"\2", path)
    return {"title": title or host, **({"path": path} if path else {})}


def make_name(file: str, layout: Mapping[str, object]) -> str:
    """Return the name of a table: that of its file, or of its table in a database."""
    dialect = layout.get("dialect")
    table = str(dialect.get("table", "")) if isinstance(dialect, dict) else ""
    return make_plain(table or file.rpartition(".")[0] or file) or "table"


def make_file_name(name: str) -> str:
    """Return the name of a file as it can stand in an address.

    >>> make_file_name("Table 1 (final).xlsx")
    'Table_1_final.xlsx'
    """
    stem, dot, ending = name.rpartition(".")
    clean = re.sub(r"[^\w-]+", "_", stem or ending).strip("_")
    return f"{clean or 'data'}{dot}{ending}" if stem and dot else clean or "data"


def _read_texts(file: Path, base: dict[str, object], known: Set[str]) -> FoundTable:
    resource = _parse(base)
    records, complaints = read_records(file, resource)
    complaints += _find_faults(records, resource)
    shown = look(file, resource) if resource.format == "xlsx" else SheetLook()
    complaints += find_sheet_faults(resource.place, shown) if shown else ()
    complain_all(DataError, complaints)
    declared = _read_declared(file, resource)
    texts = {name: [row[at] for row in records.rows if at < len(row)] for at, name in enumerate(records.header)}
    unused = _find_unused(texts, known, declared)
    columns = find_columns({name: cells for name, cells in texts.items() if name not in unused.names})
    columns = [_allow_statuses(_declare(one, declared)) for one in columns]
    columns = [apply_look(shown, records.header, one) for one in columns] if shown else columns
    complain_all(DataError, find_second_table(resource.place, records))
    entry = _describe_columns(base, columns, has_flags=FLAGS in texts)
    described = _parse(entry)
    read = read_columns(read_records(file, described)[0], described)
    counted = [_count_empty(one, read[one.name].values) for one in columns]
    key = _choose_key(counted, declared, {name: column.values for name, column in read.items()})
    return FoundTable(
        file=file,
        name=str(base["path"]),
        entry=_with_key(entry, key),
        columns=tuple(counted),
        rows=len(records.rows),
        key=key,
        left_out=tuple(unused.describe()),
        remarks=tuple(_find_remarks(shown, records, columns, resource)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _UnusedColumns:
    """Columns of a file that are left out, by the reason."""

    nameless: Sequence[str]
    sources: Sequence[str]
    statuses: Sequence[str]
    blobs: Sequence[str]

    @property
    def names(self) -> Set[str]:
        """The names of all of them."""
        return {*self.nameless, *self.sources, *self.statuses, *self.blobs}

    def describe(self) -> Iterator[str]:
        """Yield what is said of them."""
        if self.nameless:
            yield f"{len(self.nameless)} column{'s' if len(self.nameless) > 1 else ''} without a name"
        yield from (f"column {name}, which names no sources of data/sources.csv," for name in self.sources)
        yield from (f"column {name}, which holds none of {', '.join(STATUSES)}," for name in self.statuses)
        yield from (f"column {name}, which holds bytes," for name in self.blobs)


def _find_unused(texts: Mapping[str, Sequence[str]], known: Set[str], declared: DeclaredTable) -> _UnusedColumns:
    def is_foreign(name: str, own: str, values: Set[str]) -> bool:
        return name == own and not {*texts[name]} <= values

    return _UnusedColumns(
        # pandas writes its index into a column without a name.
        nameless=[name for name in texts if _is_nameless(name) and _says_nothing(texts[name])],
        # Of others' files, a column of that name says something else; ours would refer to the list of sources.
        sources=[name for name in texts if is_foreign(name, "source_id", known)],
        # Ours says which of several rows of one key counts; theirs may say anything.
        statuses=[name for name in texts if is_foreign(name, "status", {*STATUSES})],
        blobs=declared.blobs,
    )


def _describe_columns(base: dict[str, object], columns: Sequence[FoundColumn], *, has_flags: bool) -> dict[str, object]:
    """Return the entry of a table with its fields, and with that of its flags where it has no such column."""
    flags = list(dict.fromkeys(mark for column in columns for mark in column.flags))
    fields = [dict(column.described) for column in columns]
    if flags and not has_flags:
        fields.append({"name": FLAGS, "type": "string"})
    return {**base, **({"factbook:flags": flags} if flags else {}), "schema": {"fields": fields}}


def _choose_key(
    columns: Sequence[FoundColumn], declared: DeclaredTable, values: Mapping[str, Sequence[object]]
) -> tuple[str, ...]:
    """Return the key that a database declares, else the one found; `values` are what was read, by column."""

    def are_distinct(names: tuple[str, ...]) -> bool:
        # By what was read: 2020 and 2020 [p] are one year.
        return are_distinct_rows([values[name] for name in names])

    own = declared.key if declared.key and {*declared.key} <= {*values} and are_distinct(declared.key) else ()
    return own or find_key(columns, are_distinct)


def _find_remarks(
    shown: SheetLook | None, records: Records, columns: Sequence[FoundColumn], resource: Resource
) -> Iterator[str]:
    yield from find_remarks(records, columns, in_rows=resource.format in {"csv", "xlsx"})
    if shown is None:
        yield "the sheet is large: formats, merged cells and what is hidden were not looked at"
    else:
        yield from find_sheet_remarks(shown, records)


def _read_declared(file: Path, resource: Resource) -> DeclaredTable:
    if resource.format != "sqlite":
        return DeclaredTable()
    return read_declared(file, resource.place, resource.dialect.table)


def _declare(column: FoundColumn, declared: DeclaredTable) -> FoundColumn:
    # SQLite has no truth values: what is declared as one holds 0 and 1.
    is_truth = column.name in declared.booleans and column.type == "integer" and column.example in {"0", "1"}
    return replace(column, described={**column.described, "type": "boolean"}) if is_truth else column


def _allow_statuses(column: FoundColumn) -> FoundColumn:
    if column.name != "status":
        return column
    return replace(column, described={**column.described, "constraints": {"enum": list(STATUSES)}})


def _count_empty(column: FoundColumn, values: Sequence[object]) -> FoundColumn:
    # Cells that stand for those above them are empty in the file alone.
    return replace(column, empty=list(values).count(None)) if column.described.get("factbook:fill") else column


def _read_columns_of(file: Path, base: dict[str, object]) -> FoundTable:
    from factbook.data.formats.parquet import read_header

    place = f"{DATA}/{base['path']}"
    columns, rows = find_stored_columns(file, place)
    key = find_key(columns, lambda names: not rows.find_repeated(names))
    entry = {**base, "schema": {"fields": [dict(one.described) for one in columns]}}
    others = [name for name in read_header(file, place) if name not in rows.columns]
    return FoundTable(
        file=file,
        name=str(base["path"]),
        entry=_with_key(entry, key),
        columns=tuple(columns),
        rows=rows.count,
        key=key,
        left_out=tuple(f"column {name}, which holds no plain values," for name in others),
    )


def _is_nameless(name: str) -> bool:
    return re.fullmatch(rf"{NAMELESS} \d+", name) is not None


def _says_nothing(cells: Sequence[str]) -> bool:
    """Return whether a column is empty, or only numbers the rows, as an index without a name does."""
    if not any(cells):
        return True
    return any(list(cells) == [str(at + start) for at in range(len(cells))] for start in (0, 1))


def _with_key(entry: dict[str, object], key: tuple[str, ...]) -> dict[str, object]:
    schema = entry["schema"]
    return {**entry, "schema": {**schema, "primaryKey": list(key)}} if key and isinstance(schema, dict) else entry


def _parse(entry: Entry) -> Resource:
    # A table whose columns are not known yet has one that no file has.
    fields = {"schema": {"fields": [{"name": "\0"}]}}
    return parse_package({"resources": [{**fields, **entry}]}, Path()).resources[0]


def _find_faults(records: Records, resource: Resource) -> Iterator[Complaint]:
    """Yield what keeps records from being a table: columns of one name, rows of another length, no rows."""
    place = resource.place
    for name, count in Counter(one for one in records.header if one.strip()).items():
        if count > 1:
            remedy = "give each a name of its own, or take one out"
            yield Complaint(place, f"{count} columns are named {name!r}", remedy)
    if all(map(_is_nameless, records.header)):
        yield Complaint(place, "names no column", "write a row above it that names the columns")
    elif not records.rows:
        yield Complaint(place, NO_ROWS, "check how it was saved or downloaded")
    uneven = sorted(records.uneven)
    for number, row in zip(records.numbers, records.rows, strict=True) if uneven else ():
        if number in uneven[:_FEW]:
            yield shape_complaint(resource, number, len(row), len(records.header))
    if len(uneven) > _FEW:
        remedy = "correct them all, or find out which delimiter the file has"
        yield Complaint(place, f"so are {len(uneven) - _FEW} more rows", remedy)
