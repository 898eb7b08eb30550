"""Drawings that were made already, by key: one file each, written beside and renamed, its content checked when read."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from factbook.project.checksummed import DamagedError, read_checksummed, write_checksummed

KEPT_SECONDS = 30 * 24 * 3600
"""A drawing that no build has asked for in so long is removed."""


@dataclass(frozen=True, slots=True)
class DrawingStore:
    """A folder of drawings; two builds may use it at once."""

    folder: Path

    def read(self, key: str) -> str | None:
        """Give a drawing; ``None`` if there is none, or if its file is not what was written."""
        path = self._path(key)
        try:
            # the key stands in the first line: a drawing under another's name is no drawing
            body = read_checksummed(path, key)
            os.utime(path)
        except (OSError, DamagedError):
            return None
        return body.decode()

    def write(self, key: str, svg: str) -> None:
        """Keep a drawing."""
        write_checksummed(self._path(key), key, svg.encode())

    def prune(self, now: float | None = None) -> None:
        """Remove what no build has asked for in a long time, and what killed builds left."""
        oldest = (time.time() if now is None else now) - KEPT_SECONDS
        for path in self.folder.glob("*/*") if self.folder.is_dir() else ():
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink()
            except FileNotFoundError:
                continue  # another build was faster

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.svg"
