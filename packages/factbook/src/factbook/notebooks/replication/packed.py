"""Which files of data a bundle holds: not those that are large, since each notebook that reads them has a bundle."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from factbook.data.as_csv import is_plain, render_csv
from factbook.data.descriptor import DATA, Resource
from factbook.data.releases import is_merged, with_release_ids
from factbook.data.table_store import read_table, read_vintages
from factbook.project.files import digest_file

LARGEST = 25 * 10**6
"""Bytes up to which a file is in the bundle; the free hosts of static sites take no larger ones, either."""
_NEEDS_ROWS = frozenset({"source_id", "status"})
"""Columns by which rows are chosen one by one, from a table as text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """A file of data that is not in the bundle."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """The tables of a bundle."""

    paths: Mapping[str, str]
    """By the name of the table, the path of the file that is read for it."""
    rendered: Mapping[str, bytes]
    """Tables as CSV, by path: what only its own program reads comes with its cells as text, too."""
    left_out: Mapping[str, Apart]
    """Files that are too large, by path."""
    vintages: Mapping[str, str] = field(default_factory=dict)
    """By the name of a table, the path of the file with the rows of all its releases."""

    def describe(self, address: str) -> str:
        """Return a line for each file that is left out, for the bundle's README: where it is, and how it is known."""
        lines = [
            f"\n                 {path} is too large to be in here ({one.bytes:,} bytes, SHA-256 {one.sha256})."
            + (
                f"\n                 Download {address or 'from the report: '}{path}, and put it beside the zip file."
                if path in self.paths.values()
                else "\n                 It is read from as_read/, where its cells are as text."
            )
            for path, one in self.left_out.items()
        ]
        return "".join(lines)


def pack_tables(tables: Iterable[Resource], root: Path, largest: int, read: Container[str] = ()) -> Packed:
    """Return where a bundle has each of these tables, none of its files larger than so many bytes.

    `read` are the files that the run was seen to read: a table of which it read earlier releases has all their rows.
    A Parquet file is read as it is where its text would be too large, which is more than ten times as long.
    """
    paths, rendered, left_out, vintages = {}, {}, {}, {}
    for table in tables:
        size = (root / table.place).stat().st_size
        if size > largest:
            left_out[table.place] = Apart(bytes=size, sha256=digest_file(root / table.place))
        paths[table.name] = table.place
        if any(f"{DATA}/{one.path}" in read for one in table.releases):
            vintages[table.name] = f"as_read/{table.name}@releases.csv"
            rendered[vintages[table.name]] = render_csv(with_release_ids(read_vintages(root, table))) or b""
        if is_plain(table) and not is_merged(table):
            continue
        by_columns = table.format == "parquet" and _NEEDS_ROWS.isdisjoint(one.name for one in table.fields)
        # A larger file of columns has more text by far, and millions of rows need not be spelled to know that.
        is_large = by_columns and size > largest
        text = None if is_large else render_csv(read_table(root, table), most=largest if by_columns else None)
        if text is not None:
            paths[table.name] = f"as_read/{table.name}.csv"
            rendered[paths[table.name]] = text
    return Packed(paths=paths, rendered=rendered, left_out=left_out, vintages=vintages)
