"""A copy of a report with some rows of a table as another edition has them."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from pathlib import Path

from factbook.data.catalog import read_catalog
from factbook.data.formats.read import read_records
from factbook.data.sources import SOURCES
from factbook.data.tables import Table
from factbook.data.validate import refresh
from factbook.publish.seal_tables import key_columns

Records = list[tuple[str, bytes]]
"""Key and lines of each record of a file."""


def exchange_rows(report: Path, other: Path, name: str, keys: Collection[str]) -> bool:
    """Replace the rows of a table that have these keys by those of another report, and return whether that can be done.

    It can for CSV files with the same columns, in the same order, and a key. Sources that the rows name come with
    them. Raises DataError when the data of either cannot be read.
    """
    here, there = read_catalog(report), read_catalog(other)
    if name not in here.tables or name not in there.tables:
        return False
    table, theirs = here.tables[name], there.tables[name]
    if not _is_exchangeable(table, theirs) or _find_places(report, table) != _find_places(other, theirs):
        return False
    merged = _merge(_read_records(report, table), _read_records(other, theirs), set(keys))
    _write_records(report, table, merged)
    if SOURCES in here.tables and SOURCES in there.tables and name != SOURCES:
        ours, more = here.tables[SOURCES], there.tables[SOURCES]
        if _is_exchangeable(ours, more) and _find_places(report, ours) == _find_places(other, more):
            records = _read_records(report, ours)
            known = {key for key, _ in records}
            added = [one for one in _read_records(other, more) if one[0] not in known]
            _write_records(report, ours, [*records, *added])
    # the descriptor holds hash and size of each file
    refresh(report)
    return True


def _is_exchangeable(one: Table, other: Table) -> bool:
    formats = {one.resource.format, other.resource.format}
    same = (one.columns, one.resource.dialect, one.resource.encoding) == (
        other.columns,
        other.resource.dialect,
        other.resource.encoding,
    )
    return formats == {"csv"} and same and bool(key_columns(one)) and key_columns(one) == key_columns(other)


def _find_places(root: Path, table: Table) -> tuple[int, ...]:
    """Return how many columns the file of a table has, and where those are that are described."""
    # Lines are exchanged as they are written, so the order of columns matters here, as it does nowhere else.
    header = read_records(root / table.resource.place, table.resource)[0].header
    return len(header), *(header.index(name) if name in header else -1 for name in table.columns)


def _read_records(root: Path, table: Table) -> Records:
    # by lines, not through a CSV writer, which would change quotes and line ends; a record may span lines in quotes
    raw = (root / table.resource.place).read_bytes().splitlines(keepends=True)
    at = [table.columns.index(column) for column in key_columns(table)]
    starts = [*table.lines, len(raw) + 1]
    return [
        ("/".join(str(row[i]) for i in at), _ended(b"".join(raw[start - 1 : end - 1])))
        for row, (start, end) in zip(table.rows, pairwise(starts), strict=True)
    ]


def _ended(record: bytes) -> bytes:
    return record if record.endswith((b"\n", b"\r")) else record + b"\n"


def _merge(ours: Records, theirs: Records, keys: Collection[str]) -> Records:
    """Return our records, those of the keys replaced by theirs, each after the one that it follows with them."""
    merged = [one for one in ours if one[0] not in keys]
    place = {key: at for at, (key, _) in enumerate(merged)}
    following: dict[int, Records] = {}
    last = -1
    for key, record in theirs:
        if key in keys:
            following.setdefault(last, []).append((key, record))
        else:
            last = place.get(key, last)
    return [*following.get(-1, ()), *(one for at, own in enumerate(merged) for one in (own, *following.get(at, ())))]


def _write_records(root: Path, table: Table, records: Records) -> None:
    path = root / table.resource.place
    raw = path.read_bytes().splitlines(keepends=True)
    header = raw[: min(table.lines, default=len(raw) + 1) - 1]
    path.write_bytes(b"".join([*map(_ended, header), *(record for _, record in records)]))
