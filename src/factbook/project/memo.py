"""Results of earlier builds, each by a digest of all that it was computed from.

They lie in `_build/.factbook/memo`: those that the last whole build used. Nothing depends on them: what is missing,
damaged or made by another factbook is computed again.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from factbook.project.checksummed import DamagedError, read_checksummed, write_checksummed
from factbook.project.file_state import FileState, is_as_seen
from factbook.project.files import digest
from factbook.project.fingerprints import STATE, Files
from factbook.project.up_to_date import make_tools_stamp

FILE = STATE / "memo"
Made = TypeVar("Made")


class Memo:
    """Results by what they were worked out from; each build reads them once and writes them once."""

    def __init__(self, root: Path | None = None, inputs: Files | None = None) -> None:
        """Open the memo of the report at `root`; without one, nothing is found and nothing is written.

        `inputs` are the report's files as they were seen before the build began.
        """
        self._root = root
        self._path = root / FILE if root else None
        self._inputs = inputs or {}
        # What another factbook wrote is of another kind, so it is not even unpickled: its classes may be gone by now,
        # and a result may rest on code that has changed.
        self._kind = f"factbook-memo {make_tools_stamp(root)}" if root else ""
        self._found = _read(self._path, self._kind) if self._path else {}
        self._used: dict[str, bytes] = {}

    def find_state(self, file: str) -> FileState | None:
        """Return an input as it was seen, by its path from the root; ``None`` if it was not."""
        return self._inputs.get(file)

    def find(self, *parts: object) -> bytes | None:
        """Return the pickled result of a name and all that it was worked out from; ``None`` if there is none."""
        key = digest(*parts)
        pickled = self._found.get(key)
        if pickled is not None:
            self._used[key] = pickled
        return pickled

    def store(self, made: object, *parts: object) -> None:
        """Store a result by a name and all that it was worked out from."""
        if self._path is not None:
            self._used[digest(*parts)] = pickle.dumps(made, pickle.HIGHEST_PROTOCOL)

    def get_or_make(
        self, make: Callable[[], Made], *parts: object, may_store: Callable[[], bool] = lambda: True
    ) -> Made:
        """Return the stored result, else make it, and store it if it then `may_store`."""
        pickled = self.find(*parts)
        if pickled is not None:
            found: Made = pickle.loads(pickled)  # noqa: S301 - our own file, beside Sphinx's own pickles
            return found
        made = make()
        if may_store():
            self.store(made, *parts)
        return made

    def get_or_read(self, make: Callable[[], Made], files: Sequence[str], *parts: object) -> Made:
        """Return what was made of some inputs, else make it, and store it if their content did not change meanwhile."""
        root = self._root
        seen = {file: state for file in files if (state := self.find_state(file))}
        if root is None or len(seen) < len(set(files)):
            return make()
        # An editor may save a file after it was seen and before `make` has read it.
        unchanged = partial(_are_unchanged, root, seen)
        return self.get_or_make(make, *parts, [state.digest for state in seen.values()], may_store=unchanged)

    def save(self, *, whole: bool = False) -> None:
        """Write the results that are known, in one step, unless they are those that were read.

        A `whole` build has used everything that the next one will use; results that it did not use are dropped.
        """
        results = self._used if whole else {**self._found, **self._used}
        if self._path is None or results.keys() == self._found.keys():
            return
        # a report that can be read but not written to can be checked all the same
        with suppress(OSError):
            write_checksummed(self._path, self._kind, pickle.dumps(results, pickle.HIGHEST_PROTOCOL))
            self._found = dict(results)


def _read(path: Path, kind: str) -> dict[str, bytes]:
    try:
        # Results stay pickled until somebody asks for them; most builds ask for a few.
        return dict(pickle.loads(read_checksummed(path, kind)))  # noqa: S301 - its digest is that of what we wrote
    except (OSError, DamagedError):
        return {}


def _are_unchanged(root: Path, seen: Files) -> bool:
    return all(is_as_seen(root / file, state) for file, state in seen.items())
