"""What a table covers, as lists of data say it: its years, and the sources that it rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from factbook.data.catalog import Catalog
from factbook.data.descriptor import Resource
from factbook.data.releases import as_described
from factbook.data.tables import Table, distinct
from factbook.engine.task import task
from figurecheck.model import Source

_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The years of a table's rows, and of its sources; empty where they are not known."""

    first: str = ""
    last: str = ""
    sources: tuple[str, ...] = ()
    """Ids of the sources that its rows name, each once, in order."""
    published_first: str = ""
    published_last: str = ""
    """ISO dates at the precision known."""


def find_coverage(table: Table, sources: Mapping[str, Source]) -> Coverage:
    """Return what a table covers."""
    years = sorted(_find_years(table))
    named = table.column("source_id") if "source_id" in table.columns else table.resource.source_ids
    ids = tuple(str(cell) for cell in dict.fromkeys(named) if cell)
    published = sorted(sources[id].published for id in ids if id in sources and sources[id].published)
    return Coverage(
        first=years[0] if years else "",
        last=years[-1] if years else "",
        sources=ids,
        published_first=published[0] if published else "",
        published_last=published[-1] if published else "",
    )


@task(
    of=lambda catalog, resource: (as_described(resource), dict(catalog.sources)),
    reads=lambda catalog, resource: [resource.place],
)
def look_up_coverage(catalog: Catalog, resource: Resource) -> Coverage:
    """Return what a table covers; the table is read only where that is not known."""
    return find_coverage(catalog.tables[resource.name], catalog.sources)


def _find_years(table: Table) -> set[str]:
    """Return the years in the columns that say when."""
    columns = [one.name for one in table.resource.fields if one.is_period]
    return {
        year for name in columns for cell in distinct(table.column(name)) for year in _YEAR.findall(str(cell or ""))
    }
