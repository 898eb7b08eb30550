"""How large a published folder is, and how many editions there is still room for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from factbook.publish.archive import FOLDER, Listing

PAGES_LIMIT = 1_000_000_000
"""Bytes that a site on GitHub Pages may have (docs.github.com: GitHub Pages limits)."""
_LATEST = 3
"""Editions whose sizes say how large the next will be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Bytes of a published folder."""

    total: int
    editions: Sequence[int]
    """Of each edition, the oldest first."""

    @property
    def next(self) -> int:
        """How much a further edition adds, if it is like the latest and differs from them as they from each other."""
        latest = self.editions[-_LATEST:]
        growth = (latest[-1] - latest[0]) // (len(latest) - 1) if len(latest) > 1 else 0
        return latest[-1] + max(growth, 0)

    @property
    def room(self) -> int:
        """How many more editions like that fit into `PAGES_LIMIT`."""
        return max(PAGES_LIMIT - self.total, 0) // self.next


def measure_size(folder: Path, listing: Listing) -> Size:
    """Measure a published folder that has an edition; no file is opened."""
    editions = [_count(folder / edition.address) for edition in listing.editions]
    front = sum(_count(path) for path in folder.iterdir() if path.name not in {FOLDER, ".git"})
    return Size(total=front + sum(editions), editions=editions)


def _count(path: Path) -> int:
    if not path.is_dir():
        return path.stat().st_size
    return sum((Path(base) / name).stat().st_size for base, _, names in os.walk(path) for name in names)
