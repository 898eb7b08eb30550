"""A quick proof that the rows of a table have no fault by the Data Package standard.

It takes whole columns at once and knows the common types and constraints. What it cannot prove it does not judge: such
a table goes through the standard's own library, which is slow, and says what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from factbook.data.tables import Records, Table
from factbook.model import Cellvalue

Columns = Mapping[str, Sequence[Cellvalue]]

_SCHEMA_KEYS = frozenset({"$schema", "fields", "primaryKey", "foreignKeys", "missingValues"})
_FIELD_KEYS = frozenset({"name", "type", "title", "description", "constraints"})
_OWN = "factbook:"
"""Begins the names of what factbook adds to a description; the standard knows nothing of it."""
_NUMERIC = frozenset({"integer", "number", "year"})


def is_proved_valid(entry: Mapping[str, Any], records: Records, table: Table, others: Mapping[str, Table]) -> bool:
    """Return whether the standard can find nothing wrong with a table that was read without a fault.

    `entry` is its description in the package, `records` are its file, and `others` the tables that its foreign keys
    may name. ``False`` also where there may be a fault that only the standard's library can tell.
    """
    schema, header = entry["schema"], records.header
    # A key that we do not know may be a constraint that we would not check.
    if not _knows(schema, _SCHEMA_KEYS) or list(header) != [field["name"] for field in schema["fields"]]:
        return False
    if not all(isinstance(text, str) for text in schema.get("missingValues", [""])):
        return False
    columns = dict(zip(table.columns, table.cells, strict=True)) if table.lines else {}
    # A row that is empty in every column is a fault by the standard, which only the library words.
    if not columns or len(columns) != len(header) or all(None in cells for cells in columns.values()):
        return False
    return (
        all(_is_field_valid(field, columns[field["name"]]) for field in schema["fields"])
        and all(_is_spelled(field, [row[at] for row in records.rows]) for at, field in _spelled(schema["fields"]))
        and _is_key_valid(schema.get("primaryKey", []), columns)
        and all(_is_reference_valid(key, columns, others) for key in schema.get("foreignKeys", []))
    )


def _knows(description: Mapping[str, Any], known: frozenset[str]) -> bool:
    return all(key in known or key.startswith(_OWN) for key in description)


def _is_field_valid(field: Mapping[str, Any], cells: Sequence[Cellvalue]) -> bool:
    kind, constraints = field.get("type"), field.get("constraints", {})
    if not _knows(field, _FIELD_KEYS) or not isinstance(kind, str) or kind not in _KINDS:
        return False
    if not isinstance(constraints, Mapping):
        return False
    present = [cell for cell in cells if cell is not None] if None in cells else cells
    # Constraints are checked once for each value, of which columns of words have few.
    distinct = set(present)
    if constraints.get("required") and len(present) < len(cells):
        return False
    if constraints.get("unique") and len(distinct) < len(present):
        return False
    return all(
        name in _CONSTRAINTS and _CONSTRAINTS[name](kind, limit, distinct) for name, limit in constraints.items()
    )


def _spelled(fields: Sequence[Mapping[str, Any]]) -> list[tuple[int, Mapping[str, Any]]]:
    """Return the fields of which factbook reads more spellings than the standard does, with their places."""
    return [(at, field) for at, field in enumerate(fields) if field["type"] in _SPELLINGS]


def _is_spelled(field: Mapping[str, Any], cells: Sequence[str]) -> bool:
    return all(_SPELLINGS[field["type"]].fullmatch(cell) for cell in set(cells))


_KINDS = frozenset({"string", "integer", "number", "date", "yearmonth", "year", "boolean"})
"""Types that the standard reads as we do."""
_SPELLINGS = {"year": re.compile("[0-9]{4}"), "boolean": re.compile("true|True|TRUE|false|False|FALSE")}


def _is_within(kind: str, limit: Any, distinct: set[Cellvalue], *, least: bool) -> bool:
    # Limits of other types (dates, decimals as text) are left to the library.
    if kind not in _NUMERIC or not isinstance(limit, int):
        return False
    numbers: Any = distinct
    return not distinct or (min(numbers) >= limit if least else max(numbers) <= limit)


def _is_listed(kind: str, allowed: Any, distinct: set[Cellvalue]) -> bool:
    return (
        kind == "string" and isinstance(allowed, list) and distinct <= {one for one in allowed if isinstance(one, str)}
    )


def _fits(kind: str, pattern: Any, distinct: set[Cellvalue]) -> bool:
    if kind != "string" or not isinstance(pattern, str):
        return False
    try:
        # As frictionless does it: anchored, with `match`, so that we accept what it accepts.
        expression = re.compile(f"^{pattern}$")
    except re.error:
        return False
    return all(expression.match(str(cell)) for cell in distinct)


_CONSTRAINTS: Mapping[str, Callable[[str, Any, set[Cellvalue]], bool]] = {
    "required": lambda kind, limit, distinct: isinstance(limit, bool),
    "unique": lambda kind, limit, distinct: isinstance(limit, bool),
    "enum": _is_listed,
    "pattern": _fits,
    "minimum": lambda kind, limit, distinct: _is_within(kind, limit, distinct, least=True),
    "maximum": lambda kind, limit, distinct: _is_within(kind, limit, distinct, least=False),
}


def _is_key_valid(names: Any, columns: Columns) -> bool:
    named = [names] if isinstance(names, str) else names
    if not isinstance(named, list) or not all(isinstance(name, str) and name in columns for name in named):
        return False
    if not named:
        return True
    cells = [columns[name] for name in named]
    keys = cells[0] if len(cells) == 1 else list(zip(*cells, strict=True))
    return all(None not in column for column in cells) and len(set(keys)) == len(keys)


def _is_reference_valid(key: Any, columns: Columns, others: Mapping[str, Table]) -> bool:
    """Return whether a foreign key is of one field, and the other table has each of its values."""
    if not isinstance(key, Mapping) or set(key) != {"fields", "reference"} or not isinstance(key["reference"], Mapping):
        return False
    own, theirs = _only(key["fields"]), _only(key["reference"].get("fields"))
    other = others.get(str(key["reference"].get("resource")))
    if own not in columns or other is None or theirs not in other.columns:
        return False
    return None not in columns[own] and set(columns[own]) <= set(other.column(theirs))


def _only(names: Any) -> str:
    """Return the one name in a list, or the name itself; an empty text if there are several."""
    if isinstance(names, list) and len(names) == 1:
        (names,) = names
    return names if isinstance(names, str) else ""
