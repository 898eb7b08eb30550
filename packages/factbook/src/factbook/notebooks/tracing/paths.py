"""Where files lie that a run opens: in the report, elsewhere, or among the tools that the run is made with."""

from __future__ import annotations

import os
import site
import sys
from functools import cache
from pathlib import Path

from factbook.engine.software import PACKAGES

SYSTEM = (
    "/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/proc", "/run/nscd", "/run/systemd", "/sbin", "/sys",
    "/usr", "/var/cache",
)  # fmt: skip
"""Where the system's own files lie, which are no inputs: the digest of the environment stands for the packages."""
SHARED = "/dev/shm"  # noqa: S108 - a name to compare with
"""Shared memory: below a folder of the system, and yet any program may put a file there."""
FLEETING = ("/dev/", "/etc/", "/proc/", "/run/", "/sys/", "/tmp/", "/var/")  # noqa: S108 - a name to compare with
"""Where no tools lie."""
HELPERS = ("/dev/log", "/run/systemd/", "/run/nscd/", "/var/run/nscd/")
"""Sockets of the system, on whose answers no figure rests."""


class Places:
    """Decides which files are inputs: not those of the system, of Python and its packages, or of the run itself.

    A file belongs to the innermost of the folders that it lies in: to the report if that is a folder in ``/usr``, and
    to a virtual environment if that is a folder in the report. Of two that are the same folder, the report wins.
    """

    def __init__(self, root: Path, scratch: str) -> None:
        self._roots = tuple(dict.fromkeys([str(root), os.path.realpath(root)]))
        self._scratch = tuple(dict.fromkeys([scratch, os.path.realpath(scratch)])) if scratch else ()
        # of folders that are the same, the first decides: so the report wins
        self._folders = (*self._roots, *self._scratch, SHARED, *_find_installed(), *SYSTEM)
        self._looked_through = frozenset(map(os.path.realpath, sys.path))

    def name(self, path: str, *, listed: bool = False) -> str:
        """Return a file's name as an input; empty if it is none. `listed` says that it is a folder that was listed."""
        owner = self._find_owner(path)
        if owner in self._roots:
            return path[len(owner) :].strip("/") or "."
        if owner and owner != SHARED:
            return ""
        # A folder above one of them is looked up on the way to it, by every tool that resolves a path; and Python lists
        # those that it finds modules in.
        above = not listed and any(is_within(one, path) for one in self._folders)
        return "" if above or path in self._looked_through or not path.startswith("/") else path

    def is_tool(self, path: str) -> bool:
        """Return whether a file that is no input is one of the tools that a run is made with."""
        return self._find_owner(path) not in self._scratch and os.path.isfile(path)  # noqa: PTH113 - texts throughout

    def _find_owner(self, path: str) -> str:
        """Return the innermost folder around a path that decides what it is; empty where none does."""
        return max((one for one in self._folders if is_within(path, one)), key=len, default="")


def is_within(path: str, folder: str) -> bool:
    """Return whether a path is that of a folder, or of what lies below it."""
    return path == folder or path.startswith(f"{folder.rstrip('/')}/")


def is_installed(path: str) -> bool:
    """Return whether a path is below Python, its packages or our own, wherever they lie: also within a report."""
    return any(is_within(path, one) for one in _find_installed())


@cache
def _find_installed() -> tuple[str, ...]:
    """Return the folders of Python, its packages and factbook, also behind links."""
    folders = [sys.prefix, sys.base_prefix, sys.exec_prefix, *site.getsitepackages(), site.getusersitepackages()]
    return tuple(
        dict.fromkeys(found for one in (*folders, *PACKAGES.values()) for found in (one, os.path.realpath(one)))
    )


def find_source(path: str) -> str:
    """Return the module that a compiled one was made from, if that is there; any other path as it is."""
    # A compiled module holds the time of its source, so two of the same source differ; and it may be made anew at any
    # run.
    folder, _, name = path.rpartition("/")
    if not name.endswith(".pyc") or not folder.endswith("/__pycache__"):
        return path
    source = f"{folder.removesuffix('/__pycache__')}/{name.partition('.')[0]}.py"
    return source if os.path.exists(source) else path  # noqa: PTH110 - texts throughout
