"""The one judge of the Table Schema: the cells of each column, keys, and references between tables.

Whole columns are looked at; the rows are gone through only where a rule is broken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from factbook.data.cells import ReadColumn
from factbook.data.column_rules import JudgedColumn, judge_column
from factbook.data.descriptor import PACKAGE, Entry, Field, Resource, list_mappings, mapping_or_empty, parse_reference
from factbook.data.formats.records import Records
from factbook.data.standard_library import unsuitable
from factbook.data.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """A file's records, and what of them could be read by its schema."""

    resource: Resource
    schema: Entry
    records: Records
    columns: Mapping[str, ReadColumn]
    """The columns that the file has and a field describes, by name."""
    table: Table

    @property
    def has_distinct_columns(self) -> bool:
        """Whether no two columns have one name."""
        return len(set(self.records.header)) == len(self.records.header)

    @property
    def place(self) -> str:
        """Where the table is described."""
        return f"{PACKAGE}: {self.resource.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFault:
    """A cell, a key or a row that is not as its schema says."""

    number: int
    """Number of the row as a spreadsheet counts it."""
    rule: str
    """``type``, the name of a constraint, ``primaryKey``, ``foreignKey``; ``blank`` for a row without any value."""
    fields: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    """The cells of these fields, as they stand in the file."""
    limit: object = None
    """What the constraint says, as it stands in the descriptor."""
    earlier: int | None = None
    """The row that had the same value or key before."""
    reference: tuple[str, str] = ("", "")
    """Table and first field that a foreign key names; an empty name is the table's own."""


def find_faults(file: CheckedFile, others: Mapping[str, CheckedFile]) -> Iterator[TableFault]:
    """Yield what the Table Schema finds wrong with the rows of a file; `others` are those that it may refer to.

    What hindered reading is not repeated: cells that `cells` cannot read, and rows of another length than the header.
    Raises DataError when constraints do not suit the types of their fields.
    """
    blank = _find_blank(file)
    yield from (TableFault(number=number, rule="blank") for number in sorted(blank))
    # All other faults of such a row, and of one of another length, follow from that.
    aside = blank | file.records.uneven
    yield from (fault for fault in _Judge(file, others).find() if fault.number not in aside)


def _find_blank(file: CheckedFile) -> set[int]:
    """Return the numbers of the rows that have all cells, and a value in none."""
    header, rows = file.records.header, file.records.rows
    found: Iterable[int] = range(len(rows))
    for at, name in enumerate(header):
        column = file.columns.get(name)
        # One column without gaps ends the search, which is the first of nearly every table.
        if column is not None and column.missing.isdisjoint(column.by_text):
            return set()
        missing = column.missing if column is not None else file.resource.missing
        found = [i for i in found if len(rows[i]) == len(header) and rows[i][at] in missing]
    return {file.records.numbers[i] for i in found}


class _Judge:
    """The columns of one file and of those that it refers to, each judged when it is first asked for."""

    def __init__(self, file: CheckedFile, others: Mapping[str, CheckedFile]) -> None:
        # An empty name, or its own, makes a foreign key refer to the table that has it.
        self._file, self._files = file, {**others, file.resource.name: file, "": file}
        self._numbers = file.records.numbers
        self._judged: dict[tuple[str, str], JudgedColumn] = {}

    def find(self) -> Iterator[TableFault]:
        """Yield the faults of cells, column by column, then those of keys and of references."""
        for field in list_mappings(self._file.schema.get("fields")):
            if field["name"] in self._file.columns:
                yield from self._find_in_column(str(field["name"]), mapping_or_empty(field.get("constraints")))
        names = self._file.resource.primary_key
        if names and set(names) <= self._file.columns.keys():
            yield from self._find_in_key(names)
        for key in list_mappings(self._file.schema.get("foreignKeys")):
            yield from self._find_in_reference(*parse_reference(key))

    def _judge(self, name: str, file: CheckedFile | None = None) -> JudgedColumn:
        file = file or self._file
        known = file.resource.name, name
        if known not in self._judged:
            field = file.resource.field(name) or Field(name=name)
            described = next(one for one in list_mappings(file.schema.get("fields")) if one.get("name") == name)
            self._judged[known] = judge_column(file.place, field, described, file.columns[name])
        return self._judged[known]

    def _find_in_column(self, name: str, constraints: Entry) -> Iterator[TableFault]:
        judged = self._judge(name)
        if judged.broken:
            for i, text in enumerate(judged.texts):
                for rule in judged.broken.get(text, ()):
                    yield self._fault(i, rule, (name,), limit=constraints.get(rule))
        if constraints.get("unique"):
            for i, earlier in self._find_repeated(judged.values):
                yield self._fault(i, "unique", (name,), earlier=earlier)

    def _find_in_key(self, names: tuple[str, ...]) -> Iterator[TableFault]:
        keys = _join([self._judge(name).values for name in names])
        if None in keys:
            yield from (self._fault(i, "primaryKey", names) for i, key in enumerate(keys) if key is None)
        for i, earlier in self._find_repeated(keys):
            yield self._fault(i, "primaryKey", names, earlier=earlier)

    def _find_in_reference(self, own: tuple[str, ...], name: str, theirs: tuple[str, ...]) -> Iterator[TableFault]:
        """Yield the rows whose key the other table lacks; none if either end cannot be read."""
        other = self._files.get(name)
        if other is None or not own or len(own) != len(theirs):
            return
        if not set(own) <= self._file.columns.keys() or not set(theirs) <= other.columns.keys():
            return
        # Part of a key may have no value in both tables; only one without any value refers to nothing.
        pairs = [(self._judge(one), self._judge(two, other)) for one, two in zip(own, theirs, strict=True)]
        known = self._index(_join([two.values_for(one.group) for one, two in pairs]))
        keys = _join([one.values for one, _ in pairs])
        lost = self._index(keys) - known - {None}
        for i, key in enumerate(keys if lost else ()):
            if key in lost:
                yield self._fault(i, "foreignKey", own, reference=(name, theirs[0]))

    def _find_repeated(self, keys: Sequence[object]) -> Iterator[tuple[int, int]]:
        """Yield the place of each key that was there before, with the number of the row that had it last."""
        if len(self._index(keys)) == len(keys):
            return
        last: dict[object, int] = {}
        for i, (number, key) in enumerate(zip(self._numbers, keys, strict=True)):
            # As in SQL, rows without a value are not alike.
            if key is not None and key in last:
                yield i, last[key]
            last[key] = number

    def _index(self, keys: Sequence[object]) -> set[object]:
        try:
            return set(keys)
        except TypeError as error:
            # Arrays and objects can be compared, but not looked up.
            raise unsuitable(self._file.place, error) from error

    def _fault(
        self,
        i: int,
        rule: str,
        names: tuple[str, ...],
        *,
        limit: object = None,
        earlier: int | None = None,
        reference: tuple[str, str] = ("", ""),
    ) -> TableFault:
        texts = tuple(self._file.columns[name].texts[i] or "" for name in names)
        number = self._numbers[i]
        return TableFault(
            number=number, rule=rule, fields=names, texts=texts, limit=limit, earlier=earlier, reference=reference
        )


def _join(columns: Sequence[Sequence[object]]) -> Sequence[object]:
    """Return one key for each row; ``None`` where it has no value in any part."""
    if len(columns) == 1:
        return columns[0]
    nothing = (None,) * len(columns)
    return [None if key == nothing else key for key in zip(*columns, strict=True)]
