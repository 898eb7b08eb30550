"""Stored drawings, by key: one file each, written beside its place and renamed, its content checked when read."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from factbook.engine.checksummed import read_checksummed, write_checksummed

KEPT_SECONDS = 30 * 24 * 3600
"""A drawing that no build has used for so long is removed."""


@dataclass(frozen=True, slots=True)
class DrawingStore:
    """A folder of drawings, which two builds may use at once."""

    folder: Path

    def read(self, key: str) -> str | None:
        """Return a drawing; ``None`` if there is none, or if its file is not what was written."""
        path = self._path(key)
        try:
            # The key stands in the first line: a drawing under another's name is no drawing
            body = read_checksummed(path, key)
            # The time of the last use, by which `prune` decides.
            os.utime(path)
            return body.decode()
        # ValueError: damaged, or no text
        except (OSError, ValueError):
            return None

    def use(self, key: str) -> bool:
        """Return whether there is a drawing, which may be damaged, and note that it is used."""
        try:
            os.utime(f"{self.folder}/{key[:2]}/{key}.svg")
        except OSError:
            return False
        return True

    def write(self, key: str, svg: str) -> None:
        """Store a drawing."""
        write_checksummed(self._path(key), key, svg.encode())

    def prune(self, now: float | None = None) -> None:
        """Remove what no build has used for a long time, and what killed builds left."""
        oldest = (time.time() if now is None else now) - KEPT_SECONDS
        for path in self.folder.glob("*/*") if self.folder.is_dir() else ():
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink()
            except FileNotFoundError:
                continue  # another build was faster

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.svg"
