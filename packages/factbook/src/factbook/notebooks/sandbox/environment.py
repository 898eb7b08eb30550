"""The environment variables of a run: a fixed set, and those that `_config.yml` names for its notebook.

All others stay outside. What a notebook did with one of them would be another figure on another machine, or the day
after, and no file would have changed.
"""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from factbook.project.no_fonts import NO_FONTS

HASH_SEED = "PYTHONHASHSEED"
USER_BASE = "PYTHONUSERBASE"
"""Where Python finds what a user has installed, for all that home is elsewhere."""
SCRATCH = "FACTBOOK_SCRATCH"
"""Names the folder of a run: the only one that it may write to."""
TRACER = "FACTBOOK_TRACER"
"""Names the socket of the tracer that records what a run reads."""
RUN = "FACTBOOK_RUN"
"""The name that a run has with the tracer."""
CLOCK = "FACTBOOK_LATER"
"""By how many seconds the clock of a run is moved: that of the second run, by which sealing finds what hangs on it."""
IPYTHON_FOLDER = "IPYTHONDIR"
"""Where IPython finds settings and code to start with: what a user has there must not change a report."""
PROGRAMS = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
"""Where a run finds programs, after those of its Python."""
INHERITED = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONPATH")
"""Variables without which Python may not start where it is installed in an unusual way."""
_SET_DUMPABLE = 4
_START_OF_BLOCK = 47
"""Where ``/proc/self/stat`` says, behind the name, between which addresses the environment lies (`env_start`)."""


def hide_environment() -> None:
    """Close this process, and those that it forks, to what the same user runs; its variables stay as they are.

    On other systems than Linux nothing happens.
    """
    if sys.platform != "linux":
        return
    import ctypes

    # Neither memory nor environment can be read by a debugger, save one of root's with all of root's rights.
    ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
    # What is set lies elsewhere than in the block that the process was started with, which /proc/PID/environ shows.
    os.environ.update(os.environ.copy())
    fields = Path("/proc/self/stat").read_text("ascii", errors="replace").rpartition(")")[2].split()
    start, end = map(int, fields[_START_OF_BLOCK:][:2])
    ctypes.memset(start, 0, end - start)


@contextmanager
def replaced_environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Let this process, and what it starts, have these variables and no others."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def base_environment(base: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return what every process of ours for runs starts with: the same on every machine, whoever starts the build."""
    fixed = {"PATH": f"{sys.prefix}/bin:{PROGRAMS}", "LANG": "C.UTF-8", HASH_SEED: "0", "TZ": "UTC"}
    return {**pick(INHERITED, base), **fixed}


def run_environment(
    root: Path,
    *,
    as_of: str,
    scratch: Path,
    python: bool = True,
    own: Mapping[str, str] | None = None,
    base: Mapping[str, str] = os.environ,
) -> dict[str, str]:
    """Return all of the environment of one run: what is fixed, and last `own`.

    The home folder of a kernel in `python` is its scratch folder; other languages keep their packages at home.
    """
    # Matplotlib and others write caches at home, which the sandbox refuses: they find their folders in the scratch
    # folder.
    places = {
        "FACTBOOK_ROOT": str(root),
        "FACTBOOK_AS_OF": as_of,
        SCRATCH: str(scratch),
        **dict.fromkeys(("TMPDIR", "MPLCONFIGDIR", "XDG_CACHE_HOME"), str(scratch)),
        **pick(["HOME"], base),
    }
    if python:
        places |= {"HOME": str(scratch), IPYTHON_FOLDER: f"{scratch}/ipython", **NO_FONTS}
        # a virtual environment has no packages of the user's
        places |= {USER_BASE: base.get(USER_BASE) or site.getuserbase()} if site.ENABLE_USER_SITE else {}
    return {**base_environment(base), **places, **(own or {})}


def find_variables(
    names: Mapping[str, Iterable[str]], base: Mapping[str, str] = os.environ
) -> dict[str, dict[str, str]]:
    """Return by notebook those of the variables that a report names for it which are set.

    With `INHERITED`, they are all of the environment of a run that can differ between two builds on one machine.
    """
    return {notebook: pick(sorted(some), base) for notebook, some in names.items()}


def pick(names: Iterable[str], base: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of these names that are set."""
    return {name: base[name] for name in names if name in base}
