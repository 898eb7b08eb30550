"""What earlier builds worked out, by a digest of all that it was worked out from.

It lies in `_build/.factbook/kept`, and holds what the last whole build asked for. It is a help and never a source: what
is missing, damaged or made by another factbook is worked out anew.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from factbook.project.checksummed import DamagedError, read_checksummed, write_checksummed
from factbook.project.file_state import FileState, is_as_seen
from factbook.project.files import digest
from factbook.project.fingerprints import STATE, Files
from factbook.project.up_to_date import make_tools_stamp

FILE = STATE / "kept"
Made = TypeVar("Made")


class Kept:
    """Results by what they were worked out from; each build reads them once and writes them once."""

    def __init__(self, root: Path | None = None, inputs: Files | None = None) -> None:
        """Open what is kept for the report at `root`; without one, nothing is kept.

        `inputs` are the report's files as they were seen before the build began.
        """
        self._root = root
        self._path = root / FILE if root else None
        self._inputs = inputs or {}
        # what another factbook wrote is of another kind: its pickles may name classes that are no more
        self._kind = f"factbook-memo {make_tools_stamp(root)}" if root else ""
        self._found = _read(self._path, self._kind) if self._path else {}
        self._used: dict[str, bytes] = {}

    def state_of(self, file: str) -> FileState | None:
        """An input as it was seen, by its path from the root; ``None`` if it was not."""
        return self._inputs.get(file)

    def find(self, *parts: object) -> bytes | None:
        """Give what is kept by a name and all that it was worked out from; ``None`` if nothing is."""
        key = digest(*parts)
        packed = self._found.get(key)
        if packed is not None:
            self._used[key] = packed
        return packed

    def keep(self, made: object, *parts: object) -> None:
        """Keep a result by a name and all that it was worked out from."""
        if self._path is not None:
            self._used[digest(*parts)] = pickle.dumps(made, pickle.HIGHEST_PROTOCOL)

    def or_make(self, make: Callable[[], Made], *parts: object) -> Made:
        """Give what is kept, else make it and keep it."""
        packed = self.find(*parts)
        if packed is not None:
            found: Made = pickle.loads(packed)  # noqa: S301 - our own file, beside Sphinx's own pickles
            return found
        made = make()
        self.keep(made, *parts)
        return made

    def of_files(self, make: Callable[[], Made], files: Sequence[str], *parts: object) -> Made:
        """Give what is kept of some inputs, else make it, and keep it if their content did not change meanwhile."""
        seen = [state for file in files if (state := self.state_of(file))]
        if self._root is None or len(seen) < len(files):
            return make()
        key = (*parts, [state.digest for state in seen])
        packed = self.find(*key)
        if packed is not None:
            found: Made = pickle.loads(packed)  # noqa: S301 - our own file, beside Sphinx's own pickles
            return found
        made = make()
        if all(is_as_seen(self._root / file, state) for file, state in zip(files, seen, strict=True)):
            self.keep(made, *key)
        return made

    def save(self, *, whole: bool = False) -> None:
        """Write down what is kept, in one step, if it is not what was read.

        A `whole` build has asked for everything that the next one will; what it did not ask for is dropped.
        """
        kept = self._used if whole else {**self._found, **self._used}
        if self._path is None or kept.keys() == self._found.keys():
            return
        # a report that can be read but not written to can be checked all the same
        with suppress(OSError):
            write_checksummed(self._path, self._kind, pickle.dumps(kept, pickle.HIGHEST_PROTOCOL))
            self._found = dict(kept)


def _read(path: Path, kind: str) -> dict[str, bytes]:
    try:
        # its digest is that of what this very factbook wrote
        return dict(pickle.loads(read_checksummed(path, kind)))  # noqa: S301
    except (OSError, DamagedError):
        return {}
