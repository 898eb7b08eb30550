"""The environment variables of a run."""

from __future__ import annotations

import os
import site
from collections.abc import Mapping
from pathlib import Path

HASH_SEED = "PYTHONHASHSEED"
USER_BASE = "PYTHONUSERBASE"
"""Where Python finds what a user has installed, for all that home is elsewhere."""
SCRATCH = "FACTBOOK_SCRATCH"
"""Names the folder of a run: the only one that it may write to."""
WATCH = "FACTBOOK_WATCH"
"""Names the socket of whoever wants to learn what a run reads."""
PYTEST_TEST = "PYTEST_CURRENT_TEST"
"""A kernel that finds it leaves out what programs print; no run may depend on who has started it."""


def run_environment(
    root: Path,
    *,
    as_of: str,
    scratch: Path,
    python: bool = True,
    own: Mapping[str, str] | None = None,
    base: Mapping[str, str] = os.environ,
) -> dict[str, str]:
    """Give the environment of one run: `base`, what makes runs repeatable, and last `own`.

    The home folder of a kernel in `python` is its scratch folder; other languages keep their packages at home.
    """
    fixed = {
        "FACTBOOK_ROOT": str(root),
        "FACTBOOK_AS_OF": as_of,
        SCRATCH: str(scratch),
        **dict.fromkeys(("TMPDIR", "MPLCONFIGDIR", "XDG_CACHE_HOME"), str(scratch)),
        HASH_SEED: "0",
        "TZ": "UTC",
    }
    if python:
        fixed |= {"HOME": str(scratch), USER_BASE: base.get(USER_BASE) or site.getuserbase()}
    kept = {name: value for name, value in base.items() if name != PYTEST_TEST}
    return {**kept, **fixed, **(own or {})}
