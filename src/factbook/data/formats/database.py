"""Tables and views of SQLite files, as text; the file is never written to."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from factbook.data.descriptor import Resource
from factbook.data.formats.records import Records
from factbook.model.errors import Complaint, DataError, suggest

MAGIC = b"SQLite format 3\0"
_WAL = 2
"""What the file says at byte 18 if its changes are written to a second file first."""
_WAIT = 2.0
"""Seconds for which a file may be locked by another program."""
_ORDERED = re.compile(r"\border\s+by\b", re.IGNORECASE)


def read_database(path: Path, resource: Resource) -> Records:
    """Read a table or a view. Raises DataError when the file is no database, is in use, or lacks the table."""
    with _open(path, resource.place) as connection:
        kinds = _find_kinds(connection)
        name = resource.dialect.table or (next(iter(kinds)) if len(kinds) == 1 else "")
        if name not in kinds:
            what = f"has no table {name!r}" if name else "holds several tables"
            listed = f"write one as dialect.table: {', '.join(kinds)}"
            remedy = suggest(kinds, name, listed) if name else listed
            raise DataError(Complaint(place=resource.place, what=what, remedy=remedy))
        cursor = connection.execute(_select(name, *kinds[name], connection))
        header = tuple(column for column, *_ in cursor.description)
        rows = [[_spell(value) for value in row] for row in cursor]
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
    return {name: (kind, sql) for name, kind, sql in found}


def _select(name: str, kind: str, sql: str, connection: sqlite3.Connection) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    # A table comes in the order of its rows; that of a view is nobody's, and may differ from one SQLite to the next.
    if kind == "table" or _ORDERED.search(sql):
        return f"select * from {quoted}"  # noqa: S608 - a name of the file's own list, quoted
    width = len(connection.execute(f"select * from {quoted} limit 0").description)  # noqa: S608 - as above
    return f"select * from {quoted} order by {', '.join(map(str, range(1, width + 1)))}"  # noqa: S608 - as above


def _spell(value: object) -> str:
    if value is None:
        return ""
    return value.hex() if isinstance(value, bytes) else repr(value) if isinstance(value, float) else str(value)


@contextmanager
def _open(path: Path, place: str) -> Iterator[sqlite3.Connection]:
    # Read by Python first, so that a run that reads the file is seen to do so, whatever SQLite does.
    with path.open("rb") as file:
        head = file.read(100)
    if not head.startswith(MAGIC):
        raise DataError(Complaint(place=place, what="is no SQLite database", remedy="check which file it is"))
    # SQLite would replay them into the file, which must stay as it was published.
    pending = next((one for one in ("-wal", "-journal") if _has_content(path.with_name(path.name + one))), "")
    if pending:
        what = f"is in use: changes to it are in {path.name}{pending}"
        raise DataError(Complaint(place=place, what=what, remedy="close the program that writes to it, and run again"))
    # With a log of changes SQLite would write a file beside it, even to read; there is none to be taken into account.
    mode = "immutable=1" if head[18] == _WAL else "mode=ro"
    try:
        with closing(
            sqlite3.connect(f"file:{quote(str(path.absolute()))}?{mode}", uri=True, timeout=_WAIT)
        ) as connection:
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            yield connection
    except sqlite3.Error as error:
        locked = "locked" in str(error)
        remedy = "close the program that uses it, and run again" if locked else "open it with sqlite3 and check it"
        what = "is locked by another program" if locked else f"cannot be read as SQLite: {error}"
        raise DataError(Complaint(place=place, what=what, remedy=remedy)) from error


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
