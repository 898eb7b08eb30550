"""Looks at processes, each of which may end at any moment, and waits for what they do."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

PATIENCE = 90
"""Seconds after which something that was waited for counts as never happening, on a busy machine."""
Found = TypeVar("Found")


def wait_for(condition: Callable[[], Found], *, seconds: float = PATIENCE) -> Found:
    """Wait until a condition holds, and return what it gave."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
    return found


def is_running(pid: int) -> bool:
    """Return whether a process is there; one that has ended is not, though nobody may have waited for it yet."""
    state = _read(pid, "stat").rpartition(b")")[2].split()[:1]
    return bool(state) and state[0] not in {b"Z", b"X"}


def find_children(pid: int) -> list[int]:
    """Return the processes that were started by another one; none once that has ended."""
    return [*map(int, _read(pid, f"task/{pid}/children").split())]


def read_command(pid: int) -> list[bytes]:
    """Return the program and the arguments of a process; nothing once it has ended."""
    return _read(pid, "cmdline").split(b"\0")[:-1]


def _read(pid: int, name: str) -> bytes:
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/{name}").read_bytes()
    return b""
