"""Values of earlier builds, each in a file of its own, which is read when somebody asks for it.

They lie in `_build/.factbook/values`. Nothing depends on them: what is missing, damaged or made by another factbook is
computed again. The memo holds what is small and always needed; this is for what most builds never look at.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from pathlib import Path

from factbook.project.checksummed import DamagedError, read_checksummed, write_checksummed
from factbook.project.files import scan
from factbook.project.fingerprints import STATE
from factbook.project.up_to_date import find_tools_stamp

FOLDER = STATE / "values"


class StoredValues:
    """The stored values of one report, by digests of what they were worked out from."""

    def __init__(self, root: Path | None) -> None:
        """Open those of the report at `root`; without one, nothing is found and nothing is written."""
        self._root = root
        self._used: set[str] = set()
        self._has_stored = False

    @cached_property
    def _folder(self) -> str:
        return str(self._root / FOLDER) if self._root else ""

    @cached_property
    def _kind(self) -> str:
        # What another factbook wrote is of another kind: a value may rest on code that has changed.
        return f"factbook-value {find_tools_stamp(self._root)}" if self._root else ""

    def find(self, key: str) -> bytes | None:
        """Return what was stored under a key; ``None`` if nothing was."""
        if not self._folder:
            return None
        try:
            found = read_checksummed(f"{self._folder}/{key}", self._kind)
        except (OSError, DamagedError):
            return None
        self._used.add(key)
        return found

    def store(self, content: bytes, key: str) -> None:
        """Store a value under a key, a digest."""
        if not self._folder:
            return
        # a report that can be read but not written to can be checked all the same
        with suppress(OSError):
            write_checksummed(f"{self._folder}/{key}", self._kind, content)
            self._used.add(key)
            self._has_stored = True

    def prune(self) -> None:
        """Throw away what was not used, the oldest first, until there is no more of it than of what was.

        A page that goes back to what it was finds its values again.
        """
        if not self._has_stored:
            return
        with suppress(OSError):
            others = [entry for entry in scan(self._folder) if entry.name not in self._used]
            stored = sorted(((entry.stat().st_mtime, entry.path) for entry in others), reverse=True)
            for _, path in stored[len(self._used) :]:
                Path(path).unlink(missing_ok=True)
