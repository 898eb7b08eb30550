"""The tables of an edition: a digest of each row, or of each block of rows where the table is large."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from factbook.data.blocks import divide_rows
from factbook.data.catalog import Catalog
from factbook.data.releases import is_merged
from factbook.data.sources import SOURCES
from factbook.data.tables import Row, Table
from factbook.model.edition import WHOLE, SealedRow, SealedTable
from factbook.project.files import digest_content
from figurecheck.model import RowSet, Statistic

MOST_KEYS = 400
"""A statistic that rests on more rows of a table than this is recorded as resting on the whole table."""
MOST_ROWS = 20_000
"""Rows of a table that are sealed one by one; the file of an edition has a line for each."""


def seal_table(catalog: Catalog, name: str, day: str, statistics: Iterable[Statistic] | None) -> SealedTable:
    """Return the digests of the rows known on the day.

    Of a large table, those of blocks of rows and of the rows that `statistics` rest on by their keys; where none are
    passed, every row is sealed.
    """
    table = catalog.tables[name]
    if statistics is not None and len(table.lines) > MOST_ROWS:
        return _seal_blocks(catalog, name, day, statistics)
    all_rows = table.rows
    chosen, known = set(catalog.chosen_rows(name, day)), catalog.known_rows(name, day)
    shared = _describe_shared(catalog, table)
    rows = dict(sorted(_seal_rows(table, (all_rows[at] for at in known if at in chosen), shared)))
    others = dict(sorted(_seal_rows(table, (all_rows[at] for at in known if at not in chosen), shared, unused=True)))
    digests = [f"{key}\0{row.digest}" for part in (rows, others) for key, row in part.items()]
    return SealedTable(digest=_digest(*digests), rows=rows, others=others, revises=table.resource.revises)


def _describe_shared(catalog: Catalog, table: Table) -> str:
    """Return the sources of a whole table with their dates, by which a new release differs from a corrected slip.

    Empty where one has no date: of its rows nobody knows who changed them.
    """
    # Rows of several releases have sources of their own, and each change is the publisher's.
    if is_merged(table.resource):
        return ""
    sources = [catalog.sources.get(id) for id in table.resource.source_ids]
    dates = [(one.id, one.published or one.accessed) for one in sources if one is not None]
    known = len(dates) == len(sources) and all(date for _, date in dates)
    return ", ".join(f"{id} {date}" for id, date in dates) if known else ""


def _seal_rows(
    table: Table,
    rows: Iterable[Row],
    shared: str,
    *,
    unused: bool = False,
    key: Sequence[str] | None = None,
) -> Iterator[tuple[str, SealedRow]]:
    columns = key_columns(table) if key is None else key
    find_key = key_finder(table, columns)
    sourced = "source_id" in table.columns and table.resource.name != SOURCES
    taken: dict[str, int] = {}
    for row in rows:
        source = str(row[table.columns.index("source_id")] or "") if sourced else shared
        # 16 hexadecimal digits: enough to notice a change, and the file has one for each row
        digest = _digest(*("" if cell is None else str(cell) for cell in row))[:16]
        own = find_key(row) if columns else digest
        # rows that `dataset` does not return share keys with those that it does; their source tells them apart
        own = f"{own} ({source})" if unused and columns else own
        taken[own] = taken.get(own, 0) + 1
        yield own if taken[own] == 1 else f"{own} #{taken[own]}", SealedRow(digest=digest, source=source)


def _seal_blocks(catalog: Catalog, name: str, day: str, statistics: Iterable[Statistic]) -> SealedTable:
    table = catalog.tables[name]
    known, chosen = catalog.known_rows(name, day), catalog.chosen_rows(name, day)
    divided, blocks = divide_rows(table, known, table.resource.key or table.resource.primary_key, chosen)
    places = {
        place
        for statistic in statistics
        for rowset in statistic.rows
        if rowset.table_name == name and not rowset.left_out and len(rowset.lines) <= MOST_KEYS
        for place in _find_places(table, rowset)
    }
    rows = dict(sorted(_rows_at(table, sorted(places), _describe_shared(catalog, table))))
    digests = [f"{label}\0{one.count}\0{one.digest}" for label, one in blocks.items()]
    revises = table.resource.revises
    return SealedTable(digest=_digest(divided, *digests), rows=rows, divided=divided, blocks=blocks, revises=revises)


def _rows_at(table: Table, places: Sequence[int], shared: str = "") -> Iterator[tuple[str, SealedRow]]:
    """Yield the rows at these places with their keys, of a table of which only few rows are looked at."""
    taken = [cells.take(places) if hasattr(cells, "take") else [cells[at] for at in places] for cells in table.cells]
    few = Table(resource=table.resource, cells=tuple(taken), lines=places)
    stated = table.resource.key or table.resource.primary_key
    find_key = key_finder(table, stated)
    for row, (_, sealed) in zip(few.rows, _seal_rows(few, few.rows, shared, key=stated), strict=True):
        yield find_key(row) if stated else sealed.digest, sealed


def rests_on(catalog: Catalog, rowsets: Iterable[RowSet], *, in_blocks: bool) -> dict[str, tuple[str, ...]]:
    """Return the keys of the rows of each table that a statistic rests on, or `WHOLE`."""
    keys: dict[str, set[str]] = {}
    for rowset in rowsets:
        if rowset.dataset in catalog.tables:
            # Rows of an earlier release have the keys that they have in its file.
            table = catalog.find_table(rowset) or catalog.tables[rowset.dataset]
            find = _keys_by_place if in_blocks and len(table.lines) > MOST_ROWS else _keys
            keys.setdefault(rowset.dataset, set()).update(["*"] if rowset.left_out else find(table, rowset))
    return {
        name: WHOLE if "*" in found or len(found) > MOST_KEYS else tuple(sorted(found)) for name, found in keys.items()
    }


def key_columns(table: Table) -> Sequence[str]:
    """Return the columns that identify a row: those of its schema, else the first few that differ between all rows."""
    stated = table.resource.key or table.resource.primary_key
    if stated:
        return stated
    for count in range(1, len(table.columns)):
        if len({row[:count] for row in table.rows}) == len(table.rows):
            return table.columns[:count]
    return ()


def key_finder(table: Table, columns: Sequence[str]) -> Callable[[Row], str]:
    """Return what names a row of a table: its cells in these columns, joined by slashes."""
    at = [table.columns.index(name) for name in columns]
    return lambda row: "/".join(str(row[i]) for i in at)


def rows_by_key(catalog: Catalog, name: str, day: str) -> Iterator[tuple[str, Row]]:
    """Yield the rows of a table that `dataset` returns on an ISO day, with their keys."""
    table = catalog.tables[name]
    # Once: a table makes its rows anew each time that it is asked.
    rows, find_key = table.rows, key_finder(table, key_columns(table))
    yield from ((find_key(rows[place]), rows[place]) for place in catalog.chosen_rows(name, day))


def _keys_by_place(table: Table, rowset: RowSet) -> Iterable[str]:
    """Return the keys of rows of a large table; rows of which no line is known may be any."""
    return [key for key, _ in _rows_at(table, _find_places(table, rowset))] if rowset.lines else ["*"]


def _find_places(table: Table, rowset: RowSet) -> Sequence[int]:
    return sorted({bisect_left(table.lines, line) for line in rowset.lines})


def _keys(table: Table, rowset: RowSet) -> Iterator[str]:
    """Yield the keys of rows; for rows without their whole key, the keys of all rows that they could be."""
    names = key_columns(table)
    if rowset.lines and names:
        by_line = dict(zip(table.lines, _pick(table.columns, table.rows, names), strict=True))
        yield from ("/".join(map(str, by_line[line])) for line in rowset.lines)
        return
    shared = [name for name in rowset.columns if name in table.columns]
    if not names or not shared:
        # no column in common: the statistic may rest on any row
        yield "*"
        return
    by = names if set(names) <= set(rowset.columns) else shared
    keys: dict[Row, list[str]] = {}
    for row, key in zip(_pick(table.columns, table.rows, by), _pick(table.columns, table.rows, names), strict=True):
        keys.setdefault(row, []).append("/".join(map(str, key)))
    for row in _pick(rowset.columns, rowset.rows, by):
        yield from keys.get(row, ["*"])


def _pick(columns: Sequence[str], rows: Iterable[Row], names: Sequence[str]) -> Iterator[Row]:
    at = [columns.index(name) for name in names]
    for row in rows:
        yield tuple(row[i] for i in at)


def _digest(*parts: str) -> str:
    return digest_content("\0".join(parts))
