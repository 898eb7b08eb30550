"""Temporary folders that outlive no process for long: what a killed one left behind, the next one removes."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import lock_descriptor


@contextmanager
def scratch_folder(name: str) -> Iterator[Path]:
    """Provide a temporary folder for as long as the context lasts, and remove those of its kind that nobody uses.

    It is called ``factbook-<name>-<process>-<when that began>-...``: numbers of processes come round again, so that
    one alone would not say whether the owner of a folder is still there.
    """
    _remove_abandoned(f"factbook-{name}-")
    prefix = f"factbook-{name}-{os.getpid()}-{_start_of(os.getpid())}-"
    with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as folder:
        handle = os.open(folder, os.O_RDONLY)
        try:
            lock_descriptor(handle)
            yield Path(folder)
        finally:
            os.close(handle)


def is_scratch(path: Path) -> bool:
    """Return whether a path lies in a folder that `scratch_folder` made, and that a living process uses.

    >>> is_scratch(Path("/srv/report"))
    False
    """
    temporary, path = Path(tempfile.gettempdir()).resolve(), path.resolve()
    if not path.is_relative_to(temporary) or path == temporary:
        return False
    folder = temporary / path.relative_to(temporary).parts[0]
    # Whoever provides it holds its lock for as long.
    return folder.name.startswith("factbook-") and folder.is_dir() and _is_locked(folder)


def _remove_abandoned(prefix: str) -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        process, _, rest = folder.name.removeprefix(prefix).partition("-")
        began = rest.partition("-")[0]
        # Only what is named by our rule, is a folder and no link to one, and belongs to the same user.
        ours = process.isdecimal() and began.isdecimal() and not folder.is_symlink() and folder.is_dir()
        if ours and folder.stat().st_uid == os.getuid() and _start_of(int(process)) != began and not _is_locked(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_locked(folder: Path) -> bool:
    # A process of another container cannot be seen, and its lock can.
    handle = os.open(folder, os.O_RDONLY)
    try:
        return not lock_descriptor(handle, blocking=False)
    finally:
        os.close(handle)


def _start_of(process: int) -> str:
    """Return when a process began, in ticks since the machine started; ``0`` if there is none, or no ``/proc``."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text("ascii", errors="replace")
    except OSError:
        # Without /proc (macOS) every folder is called 0, as is every process asked for, so that none is removed.
        return "0"
    # The program's name stands in brackets, and may hold spaces and brackets of its own.
    return stat.rpartition(")")[2].split()[19]
