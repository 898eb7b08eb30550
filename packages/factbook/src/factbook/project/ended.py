"""Processes that end with the one that started them, and whether one is there."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from contextlib import suppress

PR_SET_PDEATHSIG = 1
"""Option of Linux's ``prctl``: which signal this process receives when its parent ends."""


def end_with_parent(parent: int | None = None, *, by: int = signal.SIGKILL) -> None:
    """Have the system end this process by a signal when its parent is gone, which on other systems nothing does.

    `parent` is the process that it was forked from, where that is known.
    """
    # A parent that is killed outright cannot end this process, so the system does.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, by)
        # It may have ended before that was asked for.
        if parent is not None and os.getppid() != parent:
            os._exit(1)


def is_alive(process: int) -> bool:
    """Return whether there is a process of this number."""
    with suppress(ProcessLookupError):
        try:
            os.kill(process, 0)
        except PermissionError:
            # It is another user's.
            return True
        return True
    return False
