"""The Table Schema for tables that stay columns of Arrow: judged column by column, by distinct values and bounds.

Rows are looked up only where a rule is broken, and then the first few: a table may have millions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from factbook.data.cells import ReadColumn
from factbook.data.column_rules import judge_column
from factbook.data.descriptor import PACKAGE, Entry, Field, Resource, list_mappings, mapping_or_empty, parse_reference
from factbook.data.formats.parquet import ArrowColumn, ParquetRows, read_header, read_parquet
from factbook.data.formats.records import Records
from factbook.data.published import soften_many
from factbook.data.table_check import CheckedFile
from factbook.data.tables import Table, make_columnar, missing_columns
from figurecheck.model import Cellvalue
from figurecheck.model.errors import Complaint, DataError
from figurecheck.model.worded import phrase

_BOUNDS = frozenset({"required", "minimum", "maximum", "unique"})
"""Constraints that the smallest and the largest value decide, besides those that are asked of Arrow."""


def check_columnar(
    root: Path,
    resource: Resource,
    schema: Entry,
    targets: Mapping[str, CheckedFile | None],
    add: Callable[[Table], None] = lambda table: None,
) -> list[Complaint]:
    """Return every fault of a Parquet file; `targets` are the tables that its foreign keys name.

    A table without a fault is handed to `add`, so that nobody has to read it again.
    """
    path = root / resource.place
    try:
        rows, complaints = read_parquet(path, resource)
        complaints += missing_columns(resource, read_header(path, resource.place))
    except DataError as error:
        return list(error.complaints)
    faults: list[Complaint] = []
    for described in list_mappings(schema.get("fields")):
        if described["name"] in rows.columns:
            faults += _check_column(resource, described, rows)
    # After the columns, since a key of which a part is missing has been told by then.
    faults += _check_key(resource, resource.primary_key, rows)
    for key in list_mappings(schema.get("foreignKeys")):
        own, name, theirs = parse_reference(key)
        faults += _check_reference(resource, own, targets.get(name), theirs, rows)
    complaints += soften_many(faults) if resource.as_published else faults
    # A table with a fault is read once more, since reading raises what is wrong with it.
    if not complaints:
        add(make_columnar(rows.columns, rows.count, resource))
    return complaints


def read_target(root: Path, resource: Resource, schema: Entry) -> tuple[CheckedFile | None, list[Complaint]]:
    """Return a Parquet file as one that foreign keys of other tables refer to: the distinct values of its columns."""
    try:
        rows, complaints = read_parquet(root / resource.place, resource)
    except DataError as error:
        return None, list(error.complaints)
    file = CheckedFile(
        resource=resource,
        schema=schema,
        records=Records(header=tuple(rows.columns), rows=(), lines=(), numbers=()),
        columns={name: _read_distinct(column.distinct) for name, column in rows.columns.items()},
        table=make_columnar(rows.columns, rows.count, resource),
    )
    return file, complaints


def _check_column(resource: Resource, described: Entry, rows: ParquetRows) -> Iterator[Complaint]:
    name, constraints = str(described["name"]), mapping_or_empty(described.get("constraints"))
    column, field = rows.columns[name], resource.field(name)
    if not constraints or field is None:
        return
    if constraints.get("required") and column.missing:
        yield from _name_rows(resource, column.find([None]), f"column {name}", "is empty", "fill it in")
    if constraints.get("unique"):
        yield from _check_key(resource, (name,), rows)
    broken = _find_broken(resource, field, described, column)
    if broken:
        rules = ", ".join(dict.fromkeys(rule for _, found in broken for rule in found))
        places = column.find([value for value, _ in broken])
        for place in places:
            what = phrase("{value} does not fit the {rules}", value=column[place], rules=rules)
            remedy = phrase("correct it, or the {name} in {file}", name=rules, file=PACKAGE)
            yield from _name_rows(resource, [place], f"column {name}", what, remedy)


def _find_broken(
    resource: Resource, field: Field, described: Entry, column: ArrowColumn
) -> list[tuple[Cellvalue, Sequence[str]]]:
    """Return the values that break a constraint, with the constraints; the bounds alone first, which are quick."""
    constraints = mapping_or_empty(described.get("constraints"))
    asked = {**described, "constraints": {key: one for key, one in constraints.items() if key != "required"}}
    place = f"{PACKAGE}: {resource.name}"

    def judge(values: Sequence[Cellvalue]) -> list[tuple[Cellvalue, Sequence[str]]]:
        read = _read_distinct(values)
        broken = judge_column(place, field, asked, read).broken
        return [(read.by_text[text], rules) for text, rules in broken.items()]

    # These two were asked of Arrow above.
    if set(constraints) <= {"required", "unique"}:
        return []
    found = judge([one for one in column.bounds if one is not None])
    if not found and set(constraints) <= _BOUNDS:
        return []
    return judge([one for one in column.distinct if one is not None])


def _read_distinct(values: Sequence[Cellvalue]) -> ReadColumn:
    by_text = {None if value is None else _spell(value): value for value in values}
    return ReadColumn(texts=list(by_text), by_text=by_text, unreadable=frozenset(), missing=frozenset())


def _spell(value: Cellvalue) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _check_key(resource: Resource, names: Sequence[str], rows: ParquetRows) -> Iterator[Complaint]:
    if not names or not set(names) <= rows.columns.keys():
        return
    for place, earlier in rows.find_repeated(names):
        what = phrase("has the same key ({named}) as row {row}", named=", ".join(names), row=earlier + 1)
        yield from _name_rows(resource, [place], "", what, "take one of them out, or correct the key")


def _check_reference(
    resource: Resource, own: Sequence[str], target: CheckedFile | None, theirs: Sequence[str], rows: ParquetRows
) -> Iterator[Complaint]:
    """Yield the first rows whose value the other table lacks; keys of several fields are held field by field."""
    for name, there in zip(own, theirs, strict=False) if target else ():
        if target is None or name not in rows.columns or there not in target.columns:
            continue
        # Sets of distinct values: the rows are looked up only if one of these is lost.
        column, known = rows.columns[name], {*target.columns[there].by_text.values()}
        lost = [one for one in column.distinct if one is not None and one not in known]
        for place in column.find(lost) if lost else ():
            what = phrase("{value!r} is not in {file}", value=str(column[place]), file=target.resource.place)
            yield from _name_rows(resource, [place], f"column {name}", what, "add it there, or correct it")


def _name_rows(resource: Resource, places: Sequence[int], where: str, what: str, remedy: str) -> Iterator[Complaint]:
    for place in places:
        at = ", ".join(part for part in (f"row {place + 1}", where) if part)
        yield Complaint(f"{resource.place}: {at}", what, remedy)
