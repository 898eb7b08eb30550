"""Look up what each source prints: its rows by name, and its numbers by value and unit.

The rows of a source are found in one pass over the tables; its numbers are indexed when a figure asks for one, so that
no cell is ever parsed or judged only to find that it is another number.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from factbook.data.descriptor import Field
from factbook.data.origins import find_table_origin
from factbook.data.sources import SOURCES
from factbook.data.tables import Table, distinct
from factbook.data.wordings import is_wordings, parse_wordings
from figurecheck.model import Cellvalue, PrintedCell, PrintedRow, RowSet, SourceWording
from figurecheck.model.iso_dates import is_iso_date

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_ASIDE = frozenset({"source_id", "unit", "status"})
_SILENT = frozenset({*_ASIDE, "note"})
"""Columns that do not say what a row counts."""
PRINTED, COMPUTED = "printed", "computed"
"""Who made a cell: the source that it names, or the desk."""
NUMBERS = frozenset({"integer", "year", "number"})
"""Types of columns that hold numbers."""


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows of one table that name a source."""

    table: Table
    places: list[int] | range = field(default_factory=list)

    @property
    def citable(self) -> Iterator[Field]:
        """The columns for which a source is cited: keys and references name things, and say nothing of them."""
        resource = self.table.resource
        aside = {*_ASIDE, *resource.index, *(name for name, _ in resource.references)}
        return (one for one in resource.fields if one.name not in aside)

    @property
    def keys(self) -> Iterator[str]:
        """What identifies each row in its table."""
        columns = self.key_columns
        return ("/".join(str(cells[place]) for cells in columns) for place in self.places)

    @property
    def key_columns(self) -> list[Sequence[Cellvalue]]:
        """The columns that identify a row."""
        return [self.table.column(name) for name in self.table.resource.index]

    def find_key(self, key: str) -> list[int]:
        """Return the rows of a key in a table by columns, of which no index is made."""
        columns = self.key_columns
        # A slash may be part of a cell, too; then its rows are not found, and the table has to be named.
        cells = key.split("/")
        if not columns or len(cells) != len(columns):
            return []
        values = [(text, int(text)) if text.lstrip("-").isdecimal() else (text,) for text in cells]
        found = [set(column.find(value, None)) for column, value in zip(columns, values, strict=True)]  # type: ignore[attr-defined]
        return self.select(sorted(set.intersection(*found)))

    def select(self, places: Iterable[int]) -> list[int]:
        """Return those of some places that are this part's."""
        if len(self.places) == len(self.table.lines):
            return list(places)
        # The places of a part are in order, and may be many.
        found = ((place, bisect_left(self.places, place)) for place in places)
        return [place for place, at in found if at < len(self.places) and self.places[at] == place]

    def find_value(self, value: Decimal, one: Field, unit: str, source: str) -> Iterator[int]:
        """Yield the rows of a table by columns whose cell in a column is a number in a unit."""
        if one.type not in NUMBERS or (one.unit and one.unit != unit):
            return
        held = {int(value) if value == value.to_integral_value() and one.type != "number" else value}
        found = self.table.column(one.name).find(held, None)  # type: ignore[attr-defined]
        own = _Part(self.table, self.select(found))
        unit_of = self.units(one)
        yield from (place for place in own.places_of(one, source) if unit_of(place) == unit)

    @property
    def named_units(self) -> set[str]:
        """The units of the numbers of a table by columns."""
        numbers = [one for one in self.citable if one.type in NUMBERS]
        named = {one.unit for one in numbers if one.unit or "unit" not in self.table.columns}
        if len(named) < len({one.unit for one in numbers}):
            named |= {str(unit or "") for unit in distinct(self.table.column("unit"))}
        return named

    def places_of(self, one: Field, source: str) -> Iterator[int]:
        """Yield the rows whose cell in a column is this source's, and not that of another source of the same row."""
        if "source_id" not in self.table.columns:
            # The descriptor names the source of all rows, and cells with a source of their own are not its.
            return iter(self.places if one.source == "source_id" else ())
        named = self.table.column(one.source) if one.source in self.table.columns else ()
        return (place for place in self.places if named and named[place] == source)

    def is_computed(self, one: Field, place: int) -> bool:
        """Return whether the desk computed a cell."""
        stated = one.how if one.how not in self.table.columns else self.table.column(one.how)[place]
        return stated == COMPUTED

    def units(self, one: Field) -> Callable[[int], str]:
        """Return what says in which unit a column's number of a row is."""
        if one.unit or "unit" not in self.table.columns:
            return lambda place: one.unit
        cells = self.table.column("unit")
        return lambda place: str(cells[place] or "")


class SourceRows:
    """What the data says that one source prints; false where it says nothing."""

    # Tables and places, and no rows: a source of a hundred thousand cells is often cited for two of them.
    def __init__(self, source_id: str) -> None:
        self._source = source_id
        self._parts: dict[str, _Part] = {}
        self._values: dict[tuple[str, str], dict[str, str]] = {}
        self._wordings: dict[str, list[SourceWording]] = {}

    def __bool__(self) -> bool:
        return bool(self._parts)

    def add(self, table: Table, place: int) -> None:
        """Add a row that names the source."""
        places = self._parts.setdefault(table.resource.name, _Part(table)).places
        if isinstance(places, list):
            places.append(place)

    def add_all(self, table: Table) -> None:
        """Add every row of a table whose descriptor names the source."""
        self._parts[table.resource.name] = _Part(table, range(len(table.lines)))

    def add_wording(self, wording: SourceWording) -> None:
        """Add the source's own words around a number."""
        self._wordings.setdefault(wording.row, []).append(wording)

    def find_wording(self, row: PrintedRow, cell: PrintedCell) -> SourceWording | None:
        """Return the source's own words around a number; ``None`` where the data record none."""
        found = [*self._wordings.get(f"{row.dataset}/{row.key}", ()), *self._wordings.get(row.key, ())]
        return next((one for one in found if one.column in {"", cell.column}), None)

    def find_words(self, name: str) -> SourceWording | None:
        """Return the source's own words in a row that is named as `{reported}` does; ``None`` where none were seen."""
        places = ((row, cell) for row in self.find_rows(name) for cell in row.cells)
        found = (one for place in places if (one := self.find_wording(*place)) is not None and one.text)
        return next(found, None)

    @property
    def names(self) -> Collection[str]:
        """The keys of all rows, for a suggestion; of a table by columns none, since there may be millions."""
        return self._keys

    @property
    def units(self) -> Collection[str]:
        """The units of its numbers."""
        return self._numbers.keys() | {unit for part in self._columnar for unit in part.named_units}

    def find_rows(self, name: str) -> list[PrintedRow]:
        """Return the rows that a name may mean: a key, a table and a key, or either with a column behind it.

        With a column, only that cell is in the rows. Keys of several columns are joined by slashes.
        """
        found = [self._make_row(*place) for place in self._find_places(name)]
        if found or "/" not in name:
            return found
        row, _, column = name.rpartition("/")
        cells = [(one, tuple(cell for cell in one.cells if cell.column == column)) for one in self.find_rows(row)]
        return [replace(one, cells=kept) for one, kept in cells if kept]

    def find_rows_of(self, id: str) -> list[PrintedRow]:
        """Return the rows whose key is an id, or begins with it and a dot."""
        keys = [key for key in self._keys if key == id or key.startswith(f"{id}.")]
        places = [place for key in keys for place in self._keys[key]]
        for part in self._columnar:
            columns = part.key_columns
            # The first cell of a key decides what it begins with.
            longer = {one for one in distinct(columns[0]) if str(one).startswith(f"{id}.")} if columns else set()
            own = [*part.find_key(id), *columns[0].find(longer, None)] if longer else part.find_key(id)  # type: ignore[attr-defined]
            places += [(part, place) for place in part.select(own)]
        return [self._make_row(*place) for place in places]

    def find_number(self, value: Decimal, unit: str) -> list[PrintedRow]:
        """Return the rows that hold a number in a unit, each with the cells that do."""
        found = [*self._numbers.get(unit, {}).get(value, ())]
        for part in self._columnar:
            columns = list(part.citable)
            found += [
                (part, place, one) for one in columns for place in part.find_value(value, one, unit, self._source)
            ]
        return [
            replace(self._make_row(part, place), cells=tuple(self._cells(part, place, [one])))
            for part, place, one in found
        ]

    def find_text(self, text: str) -> PrintedRow | None:
        """Return the first row with a cell of just these words."""
        for part in self._parts.values():
            for one in part.citable:
                cells = part.table.column(one.name)
                for place in part.places_of(one, self._source):
                    if cells[place] == text:
                        return self._make_row(part, place)
        return None

    def find_values(self, dataset: str, column: str) -> Mapping[str, str]:
        """Return the words that a column of a table holds in the rows of this source, by their lower case."""
        if (dataset, column) not in self._values:
            part = self._parts[dataset]
            cells = part.table.column(column)
            self._values[dataset, column] = {text.lower(): text for place in part.places if (text := str(cells[place]))}
        return self._values[dataset, column]

    def name(self, row: PrintedRow) -> str:
        """Return a name of a row that stays: its key, with its table where another may come to have the same key."""
        tables = {part.table.resource.name for part, _ in self._places_of_key(row.key)}
        # "2024" is a key of most tables, and the next one may be of the same source.
        return row.key if len(tables) == 1 and row.names else f"{row.dataset}/{row.key}"

    @cached_property
    def _keys(self) -> dict[str, list[tuple[_Part, int]]]:
        keys: dict[str, list[tuple[_Part, int]]] = {}
        for part in self._listed:
            for key, place in zip(part.keys, part.places, strict=True) if part.table.resource.index else ():
                keys.setdefault(key, []).append((part, place))
        return keys

    @cached_property
    def _numbers(self) -> Mapping[str, Mapping[Cellvalue, list[tuple[_Part, int, Field]]]]:
        numbers: dict[str, dict[Cellvalue, list[tuple[_Part, int, Field]]]] = {}
        for part in self._listed:
            for one in part.citable:
                cells, unit_of = part.table.column(one.name), part.units(one)
                for place in part.places_of(one, self._source):
                    if isinstance(value := cells[place], int | Decimal) and not isinstance(value, bool):
                        numbers.setdefault(unit_of(place), {}).setdefault(value, []).append((part, place, one))
        return numbers

    def _find_places(self, name: str) -> list[tuple[_Part, int]]:
        if found := self._places_of_key(name):
            return found
        dataset, _, key = name.partition("/")
        return [(part, place) for part, place in self._places_of_key(key) if part.table.resource.name == dataset]

    def _places_of_key(self, key: str) -> list[tuple[_Part, int]]:
        columnar = [(part, place) for part in self._columnar for place in part.find_key(key)]
        return [*self._keys.get(key, ()), *columnar]

    # Arrow finds a number among millions quicker than an index of all of them is made.
    @property
    def _columnar(self) -> list[_Part]:
        return [part for part in self._parts.values() if part.table.is_columnar]

    @property
    def _listed(self) -> list[_Part]:
        return [part for part in self._parts.values() if not part.table.is_columnar]

    def _cells(self, part: _Part, place: int, fields: Iterable[Field]) -> Iterator[PrintedCell]:
        only = _Part(part.table, [place])
        for one in fields:
            value = part.table.column(one.name)[place]
            if value is None or isinstance(value, bool) or not list(only.places_of(one, self._source)):
                continue
            number = Decimal(value) if isinstance(value, int | Decimal) else None
            date = "date" if number is None and is_iso_date(str(value)) else ""
            yield PrintedCell(
                column=one.name,
                text=str(value),
                value=number,
                unit=date if number is None else part.units(one)(place),
                about=f"{one.name}. {one.title}. {one.description}",
                computed=part.is_computed(one, place),
            )

    def _make_row(self, part: _Part, place: int) -> PrintedRow:
        table, resource = part.table, part.table.resource
        # A note tells readers about a row, often of what it is not: its words do not say what is counted.
        cells = dict(zip(table.columns, (column[place] for column in table.cells), strict=True))
        words = [str(cell) for name, cell in cells.items() if name not in _SILENT and isinstance(cell, str)]
        keys = [(name, cells[name]) for name in resource.index]
        when = (str(cell) for name, cell in cells.items() if (one := resource.field(name)) and one.is_period)
        return PrintedRow(
            key=next(_Part(table, [place]).keys),
            cells=tuple(self._cells(part, place, part.citable)),
            rows=RowSet(
                dataset=resource.name,
                columns=table.columns,
                rows=(tuple(cells.values()),),
                lines=(table.lines[place],),
                table=find_table_origin(resource),
            ),
            about=". ".join([resource.title, resource.description, resource.population, *words]),
            names=tuple((name, key) for name, key in keys if isinstance(key, str) and not is_iso_date(key)),
            years=frozenset(year for text in when for year in _YEAR.findall(text)),
        )


def index_sources(tables: Mapping[str, Table]) -> dict[str, SourceRows]:
    """Return what each source prints, by its id."""
    found: dict[str, SourceRows] = {}
    for name, table in tables.items():
        if name == SOURCES:
            continue
        if is_wordings(table.resource):
            for one in parse_wordings(table):
                found.setdefault(one.source, SourceRows(one.source)).add_wording(one)
            continue
        for id in table.resource.source_ids:
            found.setdefault(id, SourceRows(id)).add_all(table)
        if "source_id" not in table.columns:
            continue
        named = dict.fromkeys(["source_id", *(one.source for one in _Part(table).citable)])
        columns = [table.column(one) for one in named if one in table.columns]
        for place, ids in enumerate(zip(*columns, strict=True)):
            for id in dict.fromkeys(str(one) for one in ids if one):
                found.setdefault(id, SourceRows(id)).add(table, place)
    return found
