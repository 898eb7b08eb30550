"""The runs that earlier builds of a report used, known without reading them.

They are recorded in `_build/.factbook/known-runs`: by notebook and day the digest of the notebook's file, the file of
the store that the run lies in, with what shows that it was not touched since it was read, and what the run depends on.
Nothing depends on the record: what is not in it is looked for in the store.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from factbook.engine.checksummed import read_checksummed, write_checksummed
from factbook.engine.fingerprints import STATE
from factbook.engine.results import FAULTS
from factbook.engine.up_to_date import find_tools_stamp
from factbook.notebooks.cache.entry import KIND, StoreEntry
from factbook.notebooks.cache.store import SeenFile, Store
from factbook.notebooks.execution.run import Run, StoredItems
from factbook.notebooks.execution.stored_run import (
    RunFile,
    find_sources,
    load_charts_of,
    load_notebook,
    load_statistics_of,
)
from factbook.notebooks.tracing.inputs import Lineage, Package, States, UnstableCall

FILE = STATE / "known-runs"
Rows = dict[str, dict[str, list[Any]]]
"""By notebook and day: the fields of a `KnownRun`, by position."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRun:
    """What is known of a stored run."""

    notebook: str
    """Digest of the file of its notebook."""
    file: SeenFile
    texts: Mapping[int, str]
    """By position of a cell: the text of today, where another one is stored."""
    stamp: str
    seconds: float
    lineage: Lineage
    """By where its inputs lie now."""
    package: Package
    """The data package as it was when this was so."""

    def to_row(self) -> list[Any]:
        """Return it as JSON, as it is read back."""
        of = self.lineage
        calls = [list(astuple(one)) for one in of.calls]
        lineage = [dict(of.inputs), list(of.unseen), list(of.notes), calls, list(of.by_dataset)]
        file = [self.file.name, list(self.file.marks), self.file.digest]
        texts, package = ([list(one) for one in pairs] for pairs in (self.texts.items(), self.package))
        return [self.notebook, file, texts, self.stamp, self.seconds, lineage, package]

    @classmethod
    def from_row(cls, row: list[Any]) -> KnownRun:
        """Return what `to_row` made a row of. Raises one of FAULTS for most of what is none."""
        notebook, (name, marks, digest), texts, stamp, seconds, lineage, package = row
        inputs, unseen, notes, calls, by_dataset = lineage
        # Somebody else may have written it: what is made of it has the types that it should have.
        return cls(
            notebook=str(notebook),
            file=SeenFile(name=str(name), marks=tuple(map(int, marks)), digest=str(digest)),
            texts={int(at): str(text) for at, text in texts},
            stamp=str(stamp),
            seconds=float(seconds),
            lineage=Lineage(
                inputs={path: str(state) for path, state in inputs.items()},
                unseen=_read_texts(unseen),
                notes=_read_texts(notes),
                calls=tuple(
                    UnstableCall(place=str(place), cell=int(cell), line=int(line), name=str(call), kind=str(kind))
                    for place, cell, line, call, kind in calls
                ),
                by_dataset=_read_texts(by_dataset),
            ),
            package=tuple((str(file), str(digest)) for file, digest in package),
        )


class KnownRuns:
    """What is known of the runs of a report."""

    def __init__(self, states: States, store: Store, find_conditions: Callable[[], tuple[str, ...]]) -> None:
        """Take the parts of a key that all runs of a build have in common; nothing is read yet."""
        self._states, self._store, self._find_conditions = states, store, find_conditions
        self._used: Rows = {}

    @cached_property
    def _place(self) -> str:
        return str(self._store.place)

    @cached_property
    def _path(self) -> Path:
        return self._states.root / FILE

    @cached_property
    def _kind(self) -> str:
        # By the code of factbook it is decided what a run depends on.
        return f"factbook-known-runs {find_tools_stamp(self._states.root)}"

    @cached_property
    def _conditions(self) -> list[str]:
        return [str(self._store.place), *self._find_conditions()]

    @cached_property
    def _package(self) -> Package:
        return self._states.see_package()

    @cached_property
    def _rows(self) -> Rows:
        # Damaged or of another form: they are looked for in the store.
        with suppress(OSError, *FAULTS):
            conditions, rows = json.loads(read_checksummed(self._path, self._kind))
            if conditions == self._conditions:
                return {str(notebook): dict(by_day) for notebook, by_day in rows.items()}
        return {}

    def find(self, path: Path, day: str) -> Run | None:
        """Return the run of a notebook for a day if it is known, and nothing has changed that it depends on."""
        known = read = self._read(path, day)
        if known is None:
            return None
        # A notebook or a run may be gone, and a record of somebody else's may name what no file is called.
        with suppress(OSError, ValueError):
            if self._states.digest_of(path.as_posix()) != known.notebook:
                return None
            if not self._states.are_as_seen(known.lineage, known.package):
                # Before tables are looked at: where it changes meanwhile, the next build looks at them again.
                package = self._package
                if self._states.find_change(known.lineage):
                    return None
                known = replace(known, lineage=self._states.follow(known.lineage), package=package)
            if file := self._store.use(known.file):
                is_same = known is read and file == known.file
                row = self._rows[path.as_posix()][day] if is_same else replace(known, file=file).to_row()
                self._used.setdefault(path.as_posix(), {})[day] = row
                return self._restore(path, day, known)
        return None

    def _read(self, path: Path, day: str) -> KnownRun | None:
        # A record of somebody else's may hold anything.
        with suppress(*FAULTS):
            return KnownRun.from_row(self._rows[path.as_posix()][day])
        return None

    def _restore(self, path: Path, day: str, known: KnownRun) -> Run:
        file = RunFile(f"{self._place}/{known.file.name}", KIND, known.file.digest)
        return Run(
            path=path,
            as_of=day,
            load=partial(load_notebook, file, known.texts),
            recorded=StoredItems(partial(load_statistics_of, file, path), partial(load_charts_of, file)),
            seconds=known.seconds,
            reused=True,
            lineage=known.lineage,
            stamp=known.stamp,
        )

    def note(self, run: Run, entry: StoreEntry, document: Mapping[str, Any], notebook: str) -> None:
        """Note a run that was found or stored; `notebook` is the digest of the file that the document is all of."""
        file = self._store.seen.get((run.path.as_posix(), run.as_of))
        texts = _find_other_texts(entry, document) if file and notebook else None
        if file is None or texts is None:
            return
        known = KnownRun(
            notebook=notebook, file=file, texts=texts, stamp=run.stamp, seconds=entry.seconds,
            lineage=run.lineage or entry.lineage, package=(),
        )  # fmt: skip
        self._used.setdefault(run.path.as_posix(), {})[run.as_of] = known.to_row()

    def save(self) -> None:
        """Record what is known by now, unless it was before; of a notebook that was asked for, the runs of today."""
        root = self._states.root
        rows = {notebook: found for notebook, found in self._rows.items() if (root / notebook).exists()} | self._used
        # A report that can be read but not written to can be built all the same.
        with suppress(OSError):
            if rows != self._rows:
                content = json.dumps([self._conditions, rows], separators=(",", ":"))
                write_checksummed(self._path, self._kind, content.encode())


def _read_texts(stored: list[Any]) -> tuple[str, ...]:
    return tuple(map(str, stored))


def _find_other_texts(entry: StoreEntry, document: Mapping[str, Any]) -> dict[int, str] | None:
    """Return the texts of a notebook that are not those that are stored; ``None`` where its code is not."""
    stored, now = _list_texts(json.loads(entry.notebook)), _list_texts(document)
    if len(stored) != len(now):
        return None
    others = {at: here for at, (was, here) in enumerate(zip(stored, now, strict=True)) if was != here}
    return None if any(is_code for is_code, _ in others.values()) else {at: text for at, (_, text) in others.items()}


def _list_texts(document: Mapping[str, Any]) -> list[tuple[bool, str]]:
    kinds = (one["cell_type"] == "code" for one in document["cells"])
    return list(zip(kinds, find_sources(document), strict=True))
