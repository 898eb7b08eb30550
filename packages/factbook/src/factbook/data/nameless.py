"""Cells that every row of a published table has beyond its header: what they hold, nobody has said."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain

from factbook.data.catalog import Catalog
from factbook.data.descriptor import Resource
from factbook.data.whole import find_in_tables
from factbook.project.memo import Memo
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase


def find_nameless(catalog: Catalog, memo: Memo) -> Iterator[Complaint]:
    """Yield a warning for each table that is used as published and whose rows are longer than its header."""
    found = find_in_tables(
        [one for one in catalog.resources if one.as_published],
        partial(_find_in_table, catalog),
        memo,
        "nameless",
        places=lambda one: [one.place],
        describe=lambda one: catalog.describe(one.name),
    )
    yield from chain.from_iterable(found)


def _find_in_table(catalog: Catalog, resource: Resource) -> list[Complaint]:
    # The widths were compared when the file was read.
    count = catalog.tables[resource.name].nameless
    if not count:
        return []
    cells = phrase("a cell") if count == 1 else phrase("{count} cells", count=count)
    return [
        Complaint(
            place=resource.place,
            what=phrase("every row has {cells} more than the header, which may name the wrong columns", cells=cells),
            remedy="compare a row with what its publisher says of the columns; the last cells are left out",
            warns=True,
        )
    ]
