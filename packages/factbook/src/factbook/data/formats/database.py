"""Tables and views of SQLite files, as text; the file is never written to."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from factbook.data.descriptor import Resource
from factbook.data.formats.records import Records
from figurecheck.model.errors import DataError, suggest
from figurecheck.model.worded import phrase

MAGIC = b"SQLite format 3\0"
_HEAD = 100
"""Bytes before the first table."""
_WAL = 2
"""What the file says at byte 18 if its changes are written to a second file first."""
MOST_ROWS = 3_000_000
"""Rows of a table or view; one that refers to itself may have no end."""
_MOST_SECONDS = 120.0
"""Seconds of processor time for a view, of which a few lines can ask for hours of work."""
_STEPS = 1_000_000
_WAIT = 2.0
"""Seconds for which a file may be locked by another program."""
_OF_MAPS = ("gpkg_", "rtree_", "spatial_ref_sys", "geometry_columns")
_ORDERED = re.compile(r"\border\s+by\b", re.IGNORECASE)


def read_database(path: Path, resource: Resource) -> Records:
    """Read a table or a view. Raises DataError when the file is no database, is in use, or lacks the table."""
    with _open(path, resource.place) as connection:
        kinds = _find_kinds(connection)
        name = resource.dialect.table or (next(iter(kinds)) if len(kinds) == 1 else "")
        if name not in kinds:
            what = phrase("has no table {name!r}", name=name) if name else "holds several tables"
            listed = phrase("write one as dialect.table: {names}", names=", ".join(kinds))
            remedy = suggest(kinds, name, listed) if name else listed
            raise DataError.about(resource.place, what, remedy)
        cursor = connection.execute(_select(name, *kinds[name], connection))
        header = tuple(column for column, *_ in cursor.description)
        rows = [[_spell(value) for value in row] for row in islice(cursor, MOST_ROWS + 1)]
    if len(rows) > MOST_ROWS:
        remedy = "write what is needed of it as a Parquet file, or as a smaller view"
        raise DataError.about(
            resource.place, phrase("{name} has over {most_rows} rows", name=name, most_rows=f"{MOST_ROWS:,}"), remedy
        )
    numbers = range(1, len(rows) + 1)
    return Records(header=header, rows=rows, lines=numbers, numbers=numbers)


def find_names(path: Path, place: str) -> list[str]:
    """Return the names of tables and views, the tables first. Raises DataError as `read_database` does."""
    with _open(path, place) as connection:
        return list(_find_kinds(connection))


def _find_kinds(connection: sqlite3.Connection) -> dict[str, tuple[str, str]]:
    """Return kind and definition of each table and view, by name."""
    found = connection.execute(
        "select name, type, coalesce(sql, '') from sqlite_master "
        "where type in ('table', 'view') and name not like 'sqlite!_%' escape '!' order by type, rowid"
    )
    # The tables in which SQLite keeps an index of words or shapes, and those of the format for maps, hold no data.
    inner = {name for _, name, kind, *_ in connection.execute("pragma table_list") if kind == "shadow"}
    return {name: (kind, sql) for name, kind, sql in found if name not in inner and not name.startswith(_OF_MAPS)}


def _select(name: str, kind: str, sql: str, connection: sqlite3.Connection) -> str:
    quoted = _quote(name)
    # A table comes in the order of its rows; that of a view is nobody's, and may differ from one SQLite to the next.
    if kind == "table" or _ORDERED.search(sql):
        return f"select * from {quoted}"  # noqa: S608 - a name of the file's own list, quoted
    width = len(connection.execute(f"select * from {quoted} limit 0").description)  # noqa: S608 - as above
    return f"select * from {quoted} order by {', '.join(map(str, range(1, width + 1)))}"  # noqa: S608 - as above


def _spell(value: object) -> str:
    if value is None:
        return ""
    return value.hex() if isinstance(value, bytes) else repr(value) if isinstance(value, float) else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredTable:
    """What a database says of the columns of a table."""

    key: tuple[str, ...] = ()
    """Its primary key, unless that is a number of rows."""
    booleans: tuple[str, ...] = ()
    blobs: tuple[str, ...] = ()
    """Columns that hold bytes, such as pictures and shapes."""


def read_declared(path: Path, place: str, table: str) -> DeclaredTable:
    """Return what a database says of the columns of a table, or of a view."""
    with _open(path, place) as connection:
        quoted = _quote(table)
        columns = list(connection.execute(f"pragma table_info({quoted})"))
        named = [(str(name), str(kind).lower(), int(part)) for _, name, kind, _, _, part in columns]
        key = [name for _, name in sorted((part, name) for name, _, part in named if part)]
        is_counter = len(key) == 1 and any("int" in kind for name, kind, _ in named if name == key[0])
        asked = "select 1 from (select {column} as cell from {table} limit 10000) where typeof(cell) = 'blob' limit 1"
        queries = {name: asked.format(table=quoted, column=_quote(name)) for name, *_ in named}
        return DeclaredTable(
            key=() if is_counter else tuple(key),
            booleans=tuple(name for name, kind, _ in named if kind.startswith("bool")),
            blobs=tuple(name for name, query in queries.items() if connection.execute(query).fetchone()),
        )


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


@contextmanager
def _open(path: Path, place: str) -> Iterator[sqlite3.Connection]:
    # Read by Python first, so that a run that reads the file is seen to do so, whatever SQLite does.
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.startswith(MAGIC) or len(head) < _HEAD:
        raise DataError.about(place, "is no SQLite database", "check which file it is")
    # SQLite would replay them into the file, which must stay as it was published.
    pending = next((one for one in ("-wal", "-journal") if _has_content(path.with_name(path.name + one))), "")
    if pending:
        what = phrase("is in use: changes to it are in {name}{pending}", name=path.name, pending=pending)
        raise DataError.about(place, what, "close the program that writes to it, and run again")
    # With a log of changes SQLite would write a file beside it, even to read; there is none to be taken into account.
    mode = "immutable=1" if head[18] == _WAL else "mode=ro"
    try:
        with closing(
            sqlite3.connect(f"file:{quote(str(path.absolute()))}?{mode}", uri=True, timeout=_WAIT)
        ) as connection:
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            deadline = time.process_time() + _MOST_SECONDS
            connection.set_progress_handler(lambda: time.process_time() > deadline, _STEPS)
            yield connection
    # Names of a damaged file may be no text, which Python tells by itself.
    except (sqlite3.Error, UnicodeError) as error:
        if "interrupted" in str(error):
            what, remedy = phrase("takes too long to be read"), "write what the view selects into a table, and add that"
            raise DataError.about(place, what, remedy) from error
        locked = "locked" in str(error)
        remedy = "close the program that uses it, and run again" if locked else "open it with sqlite3 and check it"
        what = phrase("is locked by another program" if locked else "cannot be read as SQLite: {error}", error=error)
        raise DataError.about(place, what, remedy) from error


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
