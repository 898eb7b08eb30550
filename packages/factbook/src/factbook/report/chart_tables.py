"""The charts of a run with the files of their rows: put together when somebody asks for a chart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from factbook.data.descriptor import Resource
from factbook.data.origins import find_table_origin
from factbook.data.releases import at_release
from figurecheck.model import Chart, RowSet, TableOrigin
from figurecheck.model.states import changed


def load_with_tables(load: Callable[[], Iterable[Chart]], tables: Mapping[str, Resource]) -> Iterator[Chart]:
    """Yield charts that know the files of their rows, and the sources that the descriptor names for these."""
    origins = Origins(tables)
    return (changed(chart, rows=tuple(changed(one, table=origins.find(one)) for one in chart.rows)) for chart in load())


class Origins:
    """Where the rows of each dataset lie, by the release that they are of."""

    def __init__(self, tables: Mapping[str, Resource]) -> None:
        self._resources = tables
        # One by one as they are asked for: there is an object for each run, and a run uses few of all tables.
        self._origins: dict[str, TableOrigin] = {}

    def find(self, rowset: RowSet) -> TableOrigin | None:
        """Return the origin of rows."""
        resource = self._resources.get(rowset.dataset)
        if resource is not None and rowset.release:
            found = next((one for one in resource.releases if one.id == rowset.release), None)
            if found is not None:
                return find_table_origin(at_release(resource, found))
        if resource is not None and not rowset.made_of:
            return self.of_table(rowset.dataset)
        return _join_origins([self.of_table(name) for name in rowset.origins if name in self._resources])

    def of_table(self, name: str) -> TableOrigin:
        """Return the origin of all rows of a table."""
        if name not in self._origins:
            self._origins[name] = find_table_origin(self._resources[name])
        return self._origins[name]


def _join_origins(found: Sequence[TableOrigin]) -> TableOrigin | None:
    """Return the origin of rows of one dataset, or that of rows computed of several: sourced if all of these are."""
    if len(found) < 2:
        return found[0] if found else None
    sources = tuple(dict.fromkeys(source for one in found for source in one.sources))
    return replace(found[0], file="", sources=sources, is_sourced=all(one.is_sourced for one in found))
