"""Where the rows of a table lie, for what shows them."""

from __future__ import annotations

from factbook.data.descriptor import Resource
from figurecheck.model.statistic import TableOrigin


def find_table_origin(resource: Resource) -> TableOrigin:
    """Return the file of a table, its sources, and what names it and its rows."""
    return TableOrigin(
        file=resource.path,
        sources=resource.source_ids,
        is_sourced=resource.is_sourced,
        has_lines=resource.format == "csv",
        years=tuple(field.name for field in resource.fields if field.type == "year"),
        title=resource.title,
        key=resource.index,
        titles=tuple((field.name, field.title) for field in resource.fields if field.title),
    )
