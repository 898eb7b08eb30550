"""The store of runs: a folder with one file for each run that can be used again.

::

    <store>/notebooks%2Ftotals.ipynb/<key>-<candidate>.run

A file is written whole or not at all, so that another build, or a kill at any moment, leaves no half of one. One that
is damaged all the same is thrown away with a complaint, and the notebook runs again. Being used renews the time of a
file.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from factbook.engine.checksummed import DamagedError, read_with_digest, write_checksummed
from factbook.engine.file_state import marks_of
from factbook.engine.fingerprints import STATE
from factbook.notebooks.cache.entry import KIND, StoreEntry, dump_entry, parse_entry, parse_key
from factbook.notebooks.cache.key import Key
from factbook.notebooks.execution.stored_run import say_damage
from factbook.notebooks.tracing.inputs import Lineage, States
from factbook.project.files import UNFINISHED, digest_content, replace_file
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase

PLACE = "FACTBOOK_CACHE"
"""Environment variable that names another folder for the store."""
USED = STATE / "used.json"
"""Which runs the last build of a report used."""
ENDING = ".run"
MAX_RUNS = 50
"""Runs that are stored of one notebook; of more, those that were used last."""
_HOUR, _DAY = 3600, 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file of the store."""

    path: Path
    size: int
    """In bytes."""
    used: float
    """When it was last used, in seconds since 1970."""
    marks: tuple[int, ...] = ()
    """What `marks_of` returned of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFile:
    """A file of the store as it was seen when its content was right."""

    name: str
    """By its path from the folder of the store."""
    marks: tuple[int, ...]
    """What `marks_of` returns of it."""
    digest: str
    """Of what follows the first line."""


def find_store(root: Path, setting: str = "") -> Path:
    """Return the folder of the store: ``FACTBOOK_CACHE``, else the setting ``cache``, else one in `_build`."""
    return root / (os.environ.get(PLACE) or setting or STATE / "runs")


class Store:
    """Stored runs by key and by what they read. A fault of the folder stops no build: `complain` is called with it."""

    def __init__(
        self,
        place: Path,
        *,
        complain: Callable[[Complaint], None] = lambda complaint: None,
        last_used: Iterable[str] = (),
    ) -> None:
        """Open the store at `place`; `last_used` are the names of the runs that the last build used."""
        self.place = place
        self._place = str(place)
        self._last_used = {name.rpartition("-")[0]: name for name in last_used}
        self.used: list[str] = []
        self.seen: dict[tuple[str, str], SeenFile] = {}
        """By notebook and day: the run that was found or stored."""
        self._report = complain
        self._has_failed = False

    def find(self, key: Key, states: States) -> tuple[StoreEntry | None, str]:
        """Return the run with this key whose inputs are all as they are now; else ``None``, and why there is none."""
        why = ""
        # Of one key there may be several runs, one for each state of the data: going back to a state finds its run
        # again.
        for one in self._find_runs(key):
            entry, digest = self._read_with_digest(one.path)
            change = "its stored run was damaged" if entry is None else states.find_change(entry.lineage)
            if entry is not None and not change:
                name = self._name(one.path)
                marks = self._mark_used(name, one.used, one.marks)
                self.seen[key.notebook, key.day] = SeenFile(name=name, marks=marks, digest=digest)
                return entry, ""
            why = why or change
        return None, why or self._explain_miss(key)

    def use(self, file: SeenFile) -> SeenFile | None:
        """Return a file as it is from now on if nobody has touched it; else ``None``."""
        # As texts: of a report with many notebooks these are hundreds.
        try:
            found = os.stat(f"{self._place}/{file.name}")  # noqa: PTH116
        # Another build may just have thrown it away.
        except FileNotFoundError:
            return None
        if marks_of(found) != file.marks:
            return None
        marks = self._mark_used(file.name, found.st_mtime, file.marks)
        return file if marks == file.marks else replace(file, marks=marks)

    def _find_runs(self, key: Key) -> Iterator[StoredFile]:
        """Yield the files with a key, those first that were used last."""
        start = f"{quote(key.notebook, safe=' ')}/{key.digest[:32]}"
        last = self.place / self._last_used.get(start, "")
        # Most builds need no other, and there may be fifty.
        if start in self._last_used and (found := _see(last)) is not None:
            yield found
        files = sorted(_list_files(self._folder(key.notebook)), key=lambda one: one.used, reverse=True)
        named = (one for one in files if one.path.name.startswith(f"{key.digest[:32]}-"))
        yield from (one for one in named if one.path != last)

    def list_names(self, notebook: str) -> frozenset[str]:
        """Return the names of the files with the runs of a notebook."""
        return frozenset(entry.name for entry in _scan(self._folder(notebook)) if entry.name.endswith(ENDING))

    def last_lineage(self, notebook: str) -> Lineage | None:
        """Return what the run of a notebook that was used last depends on; ``None`` if none is stored."""
        files = sorted(_list_files(self._folder(notebook)), key=lambda one: one.used, reverse=True)
        entries = (self._read(one.path) for one in files)
        return next((entry.lineage for entry in entries if entry is not None), None)

    def find_last(self, notebook: str, day: str) -> StoreEntry | None:
        """Return the newest run of a notebook for a day, still true or not; ``None`` if none is stored."""
        files = sorted(_list_files(self._folder(notebook)), key=lambda one: one.used, reverse=True)
        # Those of other days are left to whoever looks for them, and says that they are damaged.
        of_day = (one for one in files if (key := _read_key(one.path)) is not None and key.day == day)
        entries = (self._read(one.path) for one in of_day)
        return next((entry for entry in entries if entry is not None), None)

    def add(self, entry: StoreEntry) -> None:
        """Store a run. Where that fails, say so once; the build goes on without."""
        folder = self._folder(entry.key.notebook)
        path = folder / f"{entry.key.digest[:32]}-{entry.candidate[:32]}{ENDING}"
        try:
            body = dump_entry(entry)
            write_checksummed(path, KIND, body)
            kept = SeenFile(name=self._name(path), marks=marks_of(path.stat()), digest=digest_content(body))
            self.seen[entry.key.notebook, entry.key.day] = kept
            self.used.append(kept.name)
            self._prune(folder)
        except OSError as error:
            self._complain(error)

    def record_used(self, root: Path) -> None:
        """Write beside the report's site which runs were used."""
        try:
            replace_file(root / USED, json.dumps({"store": str(self.place), "used": sorted(self.used)}))
        except OSError as error:
            self._complain(error)

    def _read(self, path: Path) -> StoreEntry | None:
        return self._read_with_digest(path)[0]

    def _read_with_digest(self, path: Path) -> tuple[StoreEntry | None, str]:
        try:
            body, digest = read_with_digest(path, KIND)
            return parse_entry(body), digest
        except FileNotFoundError:
            # another build has just thrown it away
            return None, ""
        except (DamagedError, OSError) as error:
            what = phrase("a stored run {why}", why=say_damage(error))
            self._report(Complaint(str(path), what, "nothing to do; the notebook runs again"))
            with contextlib.suppress(OSError):
                path.unlink()
            return None, ""

    def _mark_used(self, name: str, used: float, marks: tuple[int, ...]) -> tuple[int, ...]:
        """Renew the time of a file, and return what shows from now on that it is not touched."""
        self.used.append(name)
        # To the hour only: a store that is shared, or packed by CI, then changes little in a build that runs nothing.
        if time.time() - used > _HOUR:
            # a store that may only be read is one all the same
            with contextlib.suppress(OSError):
                os.utime(self.place / name)
                # Where somebody writes at this moment, whoever reads it notices that by its digest.
                return marks_of((self.place / name).stat())
        return marks

    def _explain_miss(self, key: Key) -> str:
        files = sorted(_list_files(self._folder(key.notebook)), key=lambda one: one.used, reverse=True)
        keys = [found for one in files if (found := _read_key(one.path))]
        same_day = [found for found in keys if found.day == key.day]
        for found in (*same_day, *keys):
            return key.describe_difference(found)
        return "no finished run of it is stored"

    def _prune(self, folder: Path) -> None:
        """Leave of one notebook the runs that were used last, and all that this build uses."""
        files = sorted(_list_files(folder, ENDING, UNFINISHED), key=lambda one: one.used, reverse=True)
        # A build may be writing an unfinished file now; one of yesterday was left by a build that was killed.
        stale = [one for one in files if one.path.suffix == UNFINISHED and time.time() - one.used > _DAY]
        used = set(self.used)
        for one in (*[one for one in files if one.path.suffix == ENDING][MAX_RUNS:], *stale):
            if self._name(one.path) not in used:
                one.path.unlink(missing_ok=True)

    def _complain(self, error: OSError) -> None:
        if not self._has_failed:
            self._has_failed = True
            what = phrase("runs cannot be stored: {error}", error=error.strerror or error)
            remedy = "free some space, or correct its permissions; until then notebooks run again in each build"
            self._report(Complaint(str(self.place), what, remedy))

    def _folder(self, notebook: str) -> Path:
        return self.place / quote(notebook, safe=" ")

    def _name(self, path: Path) -> str:
        return path.relative_to(self.place).as_posix()


def read_used(root: Path, place: Path) -> frozenset[str]:
    """Return the names of the runs in the store at `place` that the last build of a report used."""
    try:
        document = json.loads((root / USED).read_bytes())
        return frozenset(map(str, document["used"])) if document["store"] == str(place) else frozenset()
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()


def list_store(place: Path) -> list[StoredFile]:
    """Return every file of a store, the least recently used first; unfinished ones are among them."""
    folders = [place / entry.name for entry in _scan(place) if entry.is_dir()]
    return sorted(
        (one for folder in folders for one in _list_files(folder, ENDING, UNFINISHED)), key=lambda one: one.used
    )


def choose_superfluous(
    files: Iterable[StoredFile], *, used: frozenset[str], place: Path, now: float, days: float | None, size: int | None
) -> list[StoredFile]:
    """Choose what to throw away of a store.

    With `days`, what was not used for as long; with `size` in bytes, the least recently used until the rest is no
    larger; with neither, what the last build did not use. Files that a build has begun and not finished within a day
    always go.
    """
    files = list(files)
    removed = {one.path: one for one in files if one.path.suffix == UNFINISHED and now - one.used > _DAY}
    whole = [one for one in files if one.path.suffix == ENDING]
    if days is not None:
        removed |= {one.path: one for one in whole if now - one.used > days * _DAY}
    if size is not None:
        rest = sum(one.size for one in whole if one.path not in removed)
        for one in whole:
            if rest <= size:
                break
            if one.path not in removed:
                removed[one.path] = one
                rest -= one.size
    if days is None and size is None:
        removed |= {one.path: one for one in whole if one.path.relative_to(place).as_posix() not in used}
    return list(removed.values())


def remove(files: Iterable[StoredFile]) -> None:
    """Throw files of a store away, and the folders that are empty then. Raises OSError where one cannot be."""
    folders = set()
    for one in files:
        one.path.unlink(missing_ok=True)
        folders.add(one.path.parent)
    for folder in folders:
        # not empty, or another build has just put something there
        with contextlib.suppress(OSError):
            folder.rmdir()


def _read_key(path: Path) -> Key | None:
    try:
        with path.open("rb") as file:
            return parse_key(file.readline() + file.readline())
    except OSError:
        return None


def _list_files(folder: Path, *endings: str) -> Iterator[StoredFile]:
    for entry in _scan(folder):
        if entry.name.endswith(endings or (ENDING,)) and (found := _see(folder / entry.name)) is not None:
            yield found


def _see(path: Path) -> StoredFile | None:
    # another build may just have thrown it away
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return StoredFile(path=path, size=found.st_size, used=found.st_mtime, marks=marks_of(found))


def _scan(folder: Path) -> list[os.DirEntry[str]]:
    try:
        return list(os.scandir(folder))
    except OSError:
        return []
