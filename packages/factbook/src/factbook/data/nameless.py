"""Cells that every row of a published table has beyond its header: what they hold, nobody has said."""

from __future__ import annotations

from collections.abc import Iterator

from factbook.data.catalog import Catalog
from factbook.data.descriptor import Resource
from factbook.engine.task import task
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase


def find_nameless(catalog: Catalog) -> Iterator[Complaint]:
    """Yield a warning for each table that is used as published and whose rows are longer than its header."""
    for resource in catalog.resources:
        if resource.as_published:
            yield from _find_in_table(catalog, resource)


@task(of=lambda catalog, resource: catalog.describe(resource.name), reads=lambda catalog, resource: [resource.place])
def _find_in_table(catalog: Catalog, resource: Resource) -> list[Complaint]:
    # The widths were compared when the file was read.
    count = catalog.tables[resource.name].nameless
    if not count:
        return []
    cells = phrase("a cell") if count == 1 else phrase("{count} cells", count=count)
    return [
        Complaint(
            resource.place,
            phrase("every row has {cells} more than the header, which may name the wrong columns", cells=cells),
            "compare a row with what its publisher says of the columns; the last cells are left out",
            warns=True,
        )
    ]
