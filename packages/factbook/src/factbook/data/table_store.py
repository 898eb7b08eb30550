"""The tables of a report at hand, each read when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from factbook.data.descriptor import Resource
from factbook.data.releases import is_merged, merge, stack
from factbook.data.tables import Table, read_file

MOST_ROWS = 1_200_000
"""Rows that are in memory at once; a row of four cells takes some 100 bytes."""


def read_table(root: Path, resource: Resource) -> Table:
    """Read one table: its file, or those of the releases that a part completes.

    Raises DataError with every fault that hinders reading: encoding, missing columns, cells that cannot be parsed.
    """
    return merge(resource, partial(read_file, root)) if is_merged(resource) else read_file(root, resource)


def read_vintages(root: Path, resource: Resource) -> Table:
    """Read every release of a table that is known; raises DataError as `read_table` does."""
    return stack(resource, partial(read_file, root)) if resource.releases else read_table(root, resource)


class Tables(Mapping[str, Table]):
    """The tables of a package by name, each read when it is first asked for.

    Those read last stay at hand, up to `most` rows; others are read again. Reading raises DataError.
    """

    def __init__(self, root: Path, resources: Iterable[Resource], *, most: int = MOST_ROWS) -> None:
        self._root, self._most = root, most
        self._resources = {resource.name: resource for resource in resources}
        self._cached: dict[str, Table] = {}

    def __getitem__(self, name: str) -> Table:
        """Return a table."""
        # Taken out and put back, so that the dict is in the order of use and the first is the one to drop.
        table = self._cached.pop(name, None) or read_table(self._root, self._resources[name])
        self.add(table)
        return table

    def __getstate__(self) -> dict[str, object]:
        """Leave out what was read: another process reads it again when it asks for it."""
        return {**self.__dict__, "_cached": {}}

    def __iter__(self) -> Iterator[str]:
        return iter(self._resources)

    def __len__(self) -> int:
        return len(self._resources)

    def on(self, resources: Iterable[Resource]) -> Tables:
        """Return the tables as other resources describe them; those that are described alike stay at hand."""
        resolved = {resource.name: resource for resource in resources}
        if resolved == self._resources:
            return self
        made = Tables(self._root, resolved.values(), most=self._most)
        made._cached = {name: one for name, one in self._cached.items() if one.resource == resolved.get(name)}
        return made

    def read_vintages(self, name: str) -> Table:
        """Return every row of every release of a table that is known; it is read each time."""
        return read_vintages(self._root, self._resources[name])

    def drop_columnar(self) -> None:
        """Drop the tables that are held by columns: they may be large, and are read again in a moment."""
        # Others have been parsed cell by cell, which takes longer than it takes memory.
        columnar = [name for name, table in self._cached.items() if table.is_columnar]
        for name in columnar:
            del self._cached[name]
        if columnar:
            # Only after a table of this format, since Arrow takes long to load.
            from factbook.data.formats.parquet import release_memory

            release_memory()

    def add(self, table: Table) -> None:
        """Add a table that was read already."""
        self._cached[table.resource.name] = table
        # The last one stays, however large: it is in use.
        while len(self._cached) > 1 and sum(len(one.lines) for one in self._cached.values()) > self._most:
            del self._cached[next(iter(self._cached))]
