"""Where files lie that a run opens: in the report, elsewhere, or among the tools that the run is made with."""

from __future__ import annotations

import os
import site
import sys
from functools import cache
from pathlib import Path

from factbook.project.software import PACKAGE

SYSTEM = (
    "/bin/", "/boot/", "/dev/", "/etc/", "/lib/", "/lib32/", "/lib64/", "/proc/", "/run/nscd/", "/run/systemd/",
    "/sbin/", "/sys/", "/usr/", "/var/cache/",
)  # fmt: skip
"""Where the system's own files lie, which are no inputs: the digest of the environment stands for the packages."""
FLEETING = ("/dev/", "/etc/", "/proc/", "/run/", "/sys/", "/tmp/", "/var/")  # noqa: S108 - a name to compare with
"""Where no tools lie."""
PERSONAL = (".cache", ".config", ".ipython", ".jupyter", ".local")
"""In the home folder: what tools keep for themselves."""
HELPERS = ("/dev/log", "/run/systemd/", "/run/nscd/", "/var/run/nscd/")
"""Sockets of the system, on whose answers no figure rests."""


class Places:
    """Decides which files are inputs: not those of the system, of Python and its packages, or of the run itself."""

    def __init__(self, root: Path, scratch: str) -> None:
        self._roots = tuple(dict.fromkeys([str(root), os.path.realpath(root)]))
        self._scratch = tuple(f"{folder}/" for folder in (scratch, os.path.realpath(scratch)) if scratch)
        self._own = (*self._scratch, *(f"{folder}/" for folder in _find_installed()))
        self._system = (*SYSTEM, *(f"{folder}/" for folder in os.environ.get("PATH", "").split(":") if folder))
        self._folders = {folder.rstrip("/") for folder in (*self._own, *self._system, *map(os.path.realpath, sys.path))}

    def name(self, path: str) -> str:
        """Return a file's name as an input; empty if it is none."""
        if path.startswith(self._own):
            return ""
        for root in self._roots:
            if path == root:
                return "."
            if path.startswith(f"{root}/"):
                return path.removeprefix(f"{root}/")
            # A folder above the report is looked up on the way to it, by every tool that resolves a path.
            if root.startswith(f"{path.rstrip('/')}/"):
                return ""
        return "" if path.startswith(self._system) or path in self._folders or not path.startswith("/") else path

    def is_tool(self, path: str) -> bool:
        """Return whether a file that is no input is one of the tools that a run is made with."""
        return not path.startswith(self._scratch) and os.path.isfile(path)  # noqa: PTH113 - texts throughout


@cache
def _find_installed() -> tuple[str, ...]:
    """Return the folders of Python, its packages, factbook and the tools of this user, also behind links."""
    home = Path.home()
    folders = [sys.prefix, sys.base_prefix, sys.exec_prefix, *site.getsitepackages(), PACKAGE]
    folders += [str(home / name) for name in PERSONAL]
    return tuple(dict.fromkeys(found for folder in folders for found in (folder, os.path.realpath(folder))))


def find_source(path: str) -> str:
    """Return the module that a compiled one was made from, if that is there; any other path as it is."""
    # A compiled module holds the time of its source, so two of the same source differ; and it may be made anew at any
    # run.
    folder, _, name = path.rpartition("/")
    if not name.endswith(".pyc") or not folder.endswith("/__pycache__"):
        return path
    source = f"{folder.removesuffix('/__pycache__')}/{name.partition('.')[0]}.py"
    return source if os.path.exists(source) else path  # noqa: PTH110 - texts throughout
