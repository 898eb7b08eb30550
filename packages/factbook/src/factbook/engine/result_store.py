"""Results by key in one SQLite database: what was made of a report.

A command reads the rows that it asks for and writes those that are new, however many there are. A row that is not as it
was written, and a database that SQLite cannot read, are as good as not there.
"""

from __future__ import annotations

import atexit
import os
import sqlite3
import threading
import zlib
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

Results = dict[str, bytes]
"""By digests in hexadecimal."""
_SCHEMA = (
    # Readers do not wait for whoever writes. Where the file system cannot do it, SQLite stays with a journal.
    "PRAGMA journal_mode = WAL",
    "CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value ANY) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS results"
    " (at INTEGER PRIMARY KEY, key BLOB UNIQUE NOT NULL, result BLOB NOT NULL, checksum INTEGER NOT NULL)",
)
_FIND = "SELECT result, checksum FROM results WHERE key = ?"
_MAPPED = 1 << 30
"""Bytes of the database that are read as memory, without a call of the system for each page."""
_WAIT = 5.0
"""Seconds to wait for another process that writes."""
_UNREADABLE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})
"""Codes of errors that a damaged database makes; the last one where its tables are not those of `_SCHEMA`."""
_connections: dict[str, sqlite3.Connection] = {}
"""Those of this process, by path: the stores of one path share one."""
_lock = threading.RLock()


class ResultStore:
    """The results of one database. It is opened at first use, and closed before a fork and after each `save`."""

    def __init__(self, path: Path, kind: str) -> None:
        """Take the path; `kind` says what the database is, and what made it. Of another kind, nothing is found."""
        self._path, self._kind = os.fspath(path), kind
        self._read: sqlite3.Connection | None = None
        """The connection by which the kind was read."""
        self._holds_ours = False

    def __getstate__(self) -> tuple[str, str]:
        return self._path, self._kind

    def __setstate__(self, state: tuple[str, str]) -> None:
        self.__init__(Path(state[0]), state[1])  # type: ignore[misc]

    def find(self, key: str) -> bytes | None:
        """Return the result of a key; ``None`` if there is none."""
        with _lock:
            try:
                connection = self._open()
                row = connection.execute(_FIND, (bytes.fromhex(key),)).fetchone() if connection else None
            except sqlite3.Error:
                return None
        # A damaged row may be of another type.
        return row[0] if row and isinstance(row[0], bytes) and row[1] == _sum_up(key, row[0]) else None

    def save(self, new: Results, find_used: Callable[[], Collection[str]], *, unused: float, slack: float) -> None:
        """Add new results; those of the same keys are replaced. Raises OSError.

        Once the results take more than 1 + `unused` + `slack` times what was used when some were removed last, those
        are removed again that `find_used` does not return, but for the latest, up to `unused` times the size of those
        that it does.
        """
        with _lock:
            try:
                self._write(new, find_used, unused, slack)
            # Where it is damaged, what should be a number may be something else.
            except (sqlite3.Error, ValueError, TypeError) as error:
                code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
                if code & 0xFF not in _UNREADABLE:
                    raise OSError(str(error)) from error
                self._remove()
                self._write(new, find_used, unused, slack)
            finally:
                _close(self._path)

    def _open(self) -> sqlite3.Connection | None:
        """Return the connection where it is of a database of this kind."""
        connection = _connections.get(self._path)
        if connection is None and os.path.exists(self._path):  # noqa: PTH110 - asked for each result that is not there
            connection = _connect(self._path)
        if connection is not None and connection is not self._read:
            self._read, self._holds_ours = connection, self._get(connection, "kind") == self._kind
        return connection if self._holds_ours else None

    @staticmethod
    def _get(connection: sqlite3.Connection, name: str) -> object:
        row = connection.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return row and row[0]

    def _write(self, new: Results, find_used: Callable[[], Collection[str]], unused: float, slack: float) -> None:
        os.makedirs(os.path.dirname(self._path), exist_ok=True)  # noqa: PTH103, PTH120 - the path is a text
        connection = _connections.get(self._path) or _connect(self._path)
        connection.commit()
        for statement in _SCHEMA:
            connection.execute(statement)
        # At once, so that no other process writes between what is read here and what is written.
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            if self._get(connection, "kind") != self._kind:
                connection.execute("DELETE FROM results")
                _set(connection, kind=self._kind, size=0, used=0)
            rows = [(bytes.fromhex(key), one, _sum_up(key, one)) for key, one in new.items()]
            connection.executemany("INSERT OR REPLACE INTO results (key, result, checksum) VALUES (?, ?, ?)", rows)
            size, used = int(str(self._get(connection, "size"))), int(str(self._get(connection, "used")))
            size += measure(new)
            if size > used * (1 + unused + slack):
                _prune(connection, find_used(), unused)
            else:
                _set(connection, size=size)

    def _remove(self) -> None:
        _close(self._path)
        for ending in ("", "-wal", "-shm"):
            Path(self._path + ending).unlink(missing_ok=True)


def measure(results: Mapping[str, bytes]) -> int:
    """Return how many bytes results take, without their keys."""
    return sum(map(len, results.values()))


def _prune(connection: sqlite3.Connection, keys: Collection[str], unused: float) -> None:
    """Remove what has none of these keys, but for the latest, up to `unused` times the size of what has."""
    used = {bytes.fromhex(key) for key in keys}
    rows = connection.execute("SELECT at, key, length(result) FROM results ORDER BY at DESC").fetchall()
    size = of_used = sum(length for _, key, length in rows if key in used)
    superfluous: list[tuple[int]] = []
    for at, key, length in rows:
        if key not in used:
            if superfluous or size + length > of_used * (1 + unused):
                superfluous.append((at,))
            else:
                size += length
    connection.executemany("DELETE FROM results WHERE at = ?", superfluous)
    _set(connection, size=size, used=of_used)


def _set(connection: sqlite3.Connection, **values: object) -> None:
    connection.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", values.items())


def _sum_up(key: str, result: bytes) -> int:
    # Against damage: whoever can write the file can write false results as well.
    return zlib.crc32(result, zlib.crc32(key.encode()))


def _connect(path: str) -> sqlite3.Connection:
    # To read, SQLite makes a file beside the database; where it cannot, nobody is taken to write meanwhile.
    is_frozen = not os.access(os.path.dirname(path), os.W_OK)  # noqa: PTH120
    name = f"{Path(path).absolute().as_uri()}?immutable=1" if is_frozen else path
    # `_lock` keeps threads apart.
    connection = sqlite3.connect(name, _WAIT, isolation_level=None, check_same_thread=False, uri=is_frozen)
    connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
    # What is lost when the machine stops is computed again.
    connection.execute("PRAGMA synchronous = OFF")
    # One transaction for all that is read takes half the time. With a journal, it would keep others from writing.
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        connection.execute("BEGIN")
    _connections[path] = connection
    return connection


def _close(path: str) -> None:
    connection = _connections.pop(path, None)
    if connection is not None:
        connection.close()


def _close_all() -> None:
    for path in [*_connections]:
        _close(path)


def _prepare_fork() -> None:
    # The lock is held until the fork is made: in the child, a thread that held it would never give it back.
    _lock.acquire()
    _close_all()


# A connection must not be used on both sides of a fork (https://www.sqlite.org/howtocorrupt.html, 2.6).
os.register_at_fork(before=_prepare_fork, after_in_parent=_lock.release, after_in_child=_lock.release)
# The last one that is closed leaves one file of three.
atexit.register(_close_all)
