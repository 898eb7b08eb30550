"""Notebooks that are running for a draft."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class Batch:
    """Notebooks that one process runs."""

    id: int
    needed: str
    basis: str
    count: int
    since: float = field(default_factory=time.monotonic)
    ended: dict[str, bool] = field(default_factory=dict)
    """By name, whether a run failed."""

    def describe(self) -> str:
        """Return in words how many are still to run."""
        left = self.count - len(self.ended)
        return f"{left} notebook{'' if left == 1 else 's'} to run" if left > 0 else "notebooks have run"
