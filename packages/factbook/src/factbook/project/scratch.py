"""Temporary folders that outlive no process for long: what a killed one left behind, the next one removes."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import lock_descriptor

SHORT_PATH = 38
"""The address of a socket may have 108 bytes, and a kernel's lies two folders deeper than a scratch folder."""
_NOBODY = "0"


class Scratch:
    """A temporary folder that is in use until it is closed, or this process has ended.

    Whoever makes one removes those of its kind that nobody uses. It is called
    ``factbook-<name>-<process>-<when that began>-...``: numbers of processes come round again, so that one alone would
    not say whether the owner of a folder is still there.
    """

    def __init__(self, name: str, *, within: Path | None = None, holds_sockets: bool = False) -> None:
        """Make one `within` a folder, or where temporary files lie; a short path where it `holds_sockets`."""
        usual = tempfile.gettempdir()
        parent = within or Path("/tmp" if holds_sockets and len(usual) > SHORT_PATH else usual)  # noqa: S108
        own = _start_of(os.getpid())
        if own != _NOBODY:
            _remove_abandoned(parent, f"factbook-{name}-")
        self.path = Path(tempfile.mkdtemp(prefix=f"factbook-{name}-{os.getpid()}-{own}-", dir=parent))
        # Processes that are forked from this one hold it too.
        self._handle = os.open(self.path, os.O_RDONLY) if os.name == "posix" else None
        if self._handle is not None:
            lock_descriptor(self._handle)

    def let_go(self) -> None:
        """Leave it to a process that was forked from this one."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def close(self) -> None:
        """Remove it."""
        self.let_go()
        shutil.rmtree(self.path, ignore_errors=True)


@contextmanager
def scratch_folder(name: str, *, within: Path | None = None) -> Iterator[Path]:
    """Provide a temporary folder for as long as the context lasts; see `Scratch`."""
    scratch = Scratch(name, within=within)
    try:
        yield scratch.path
    finally:
        scratch.close()


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


def _remove_abandoned(parent: Path, prefix: str) -> None:
    for folder in parent.glob(f"{prefix}*"):
        process, _, rest = folder.name.removeprefix(prefix).partition("-")
        began = rest.partition("-")[0]
        # Only what is named by our rule, is a folder and no link to one, and belongs to the same user. Another process
        # may be removing it, too.
        if process.isdecimal() and began.isdecimal() and _start_of(int(process)) != began:
            with suppress(OSError):
                ours = not folder.is_symlink() and folder.is_dir() and folder.stat().st_uid == os.getuid()
                if ours and not _is_locked(folder):
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
        # Without /proc (macOS) every folder is called 0, as is every process asked for, and none is removed.
        return _NOBODY
    # The program's name stands in brackets, and may hold spaces and brackets of its own.
    return stat.rpartition(")")[2].split()[19]
