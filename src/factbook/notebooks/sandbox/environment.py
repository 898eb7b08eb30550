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
TRACER = "FACTBOOK_TRACER"
"""Names the socket of the tracer that records what a run reads."""
RUN = "FACTBOOK_RUN"
"""The name that a run has with the tracer."""
IPYTHON_FOLDER = "IPYTHONDIR"
"""Where IPython finds settings and code to start with: what a user has there must not change a report."""
STARTUP_CODE = "PYTHONSTARTUP"
"""A file that IPython runs before the first cell."""
PYTEST_TEST = "PYTEST_CURRENT_TEST"
"""ipykernel leaves out what programs print where it finds this; no run may depend on who has started it."""


def run_environment(
    root: Path,
    *,
    as_of: str,
    scratch: Path,
    python: bool = True,
    own: Mapping[str, str] | None = None,
    base: Mapping[str, str] = os.environ,
) -> dict[str, str]:
    """Return the environment of one run: `base`, what makes runs repeatable, and last `own`.

    The home folder of a kernel in `python` is its scratch folder; other languages keep their packages at home.
    """
    # Matplotlib and others write caches at home, which the sandbox refuses: they find their folders in the scratch
    # folder.
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
        fixed |= {IPYTHON_FOLDER: f"{scratch}/ipython"}
    inherited = {name: value for name, value in base.items() if name not in (PYTEST_TEST, STARTUP_CODE)}
    return {**inherited, **fixed, **(own or {})}
