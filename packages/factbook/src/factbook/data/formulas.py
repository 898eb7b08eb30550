"""Cells that a spreadsheet would run as a formula: readers download the tables of a report as they are."""

from __future__ import annotations

from collections.abc import Iterator

from factbook.data.catalog import Catalog
from factbook.data.descriptor import Resource
from factbook.data.tables import Table, distinct
from factbook.engine.task import task
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase

MOST = 3
"""Cells of one column that are named; the rest is counted."""
_NO_TEXT = frozenset({"integer", "year", "number", "boolean"})
"""The types whose cells are never text."""
_STARTS = ("=", "+", "-", "@", "\t", "\r")


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet takes a text for a formula; a plain number is none, whatever its sign."""
    return text.startswith(_STARTS) and not _is_signed(text)


def find_formulas(catalog: Catalog) -> Iterator[Complaint]:
    """Yield a warning for cells of text that a spreadsheet would run."""
    for resource in catalog.resources:
        yield from _find_in_table(catalog, resource)


@task(of=lambda catalog, resource: catalog.describe(resource.name), reads=lambda catalog, resource: [resource.place])
def _find_in_table(catalog: Catalog, resource: Resource) -> list[Complaint]:
    table = catalog.tables[resource.name]
    fields = [one for one in table.resource.fields if one.type not in _NO_TEXT]
    return [fault for field in fields for fault in _find_in_column(table, field.name)]


def _find_in_column(table: Table, column: str) -> Iterator[Complaint]:
    # Most columns have none, which their distinct texts show.
    armed = {
        cell for cell in distinct(table.column(column)) if isinstance(cell, str) and len(cell) > 1 and is_formula(cell)
    }
    if not armed:
        return
    at = [(line, cell) for line, cell in zip(table.lines, table.column(column), strict=True) if cell in armed]
    for number, (line, cell) in enumerate(at[:MOST]):
        more = (
            phrase("; so are {count} more cells", count=len(at) - MOST) if number == MOST - 1 and len(at) > MOST else ""
        )
        yield Complaint(
            f"{table.resource.place}:{line}",
            phrase(
                "column {column}: {cell!r} is a formula to a spreadsheet, and readers download it{more}",
                column=column,
                cell=str(cell)[:40],
                more=more,
            ),
            "begin it with a word or an apostrophe",
        )


def _is_signed(text: str) -> bool:
    return text[0] in "+-" and text[1:].rstrip("% ").replace(".", "", 1).replace(",", "").isdecimal()
