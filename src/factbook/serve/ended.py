"""Processes that end with the one that they were forked from."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
"""Option of Linux's ``prctl``: which signal this process receives when its parent ends."""


def end_with_parent(parent: int) -> None:
    """Have the system end this process when `parent`, which it was forked from, is gone."""
    # A parent that is killed outright cannot end this process, so the system does.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        # It may have ended before that was asked for.
        if os.getppid() != parent:
            os._exit(1)
