"""Landlock: a process gives up the right to write outside some folders, for itself and all that it starts."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

CREATE, ADD_RULE, RESTRICT = 444, 445, 446
"""System calls; since Linux 5.1 new ones have the same numbers on every processor."""
GET_VERSION = 1
PATH_BENEATH = 1

WRITE_FILE, REFER, TRUNCATE = 1 << 1, 1 << 13, 1 << 14
CHANGE_FOLDER = sum(1 << bit for bit in range(4, 13))
"""Removing and making entries of any kind."""
SCOPE_SIGNALS = 1 << 1
"""Signals reach only processes with the same restriction: a notebook cannot end the build."""


def version() -> int:
    """Return the version of Landlock that this system offers; 0 if none."""
    if sys.platform != "linux":
        return 0
    found = int(_libc().syscall(CREATE, None, ctypes.c_size_t(0), GET_VERSION))
    return max(found, 0)


def restrict_writes(writable: Iterable[Path]) -> None:
    """Let this thread, and what it starts, write to `writable` and to what lies below, and to nothing else.

    Paths that do not exist are passed over. Raises OSError when the system refuses, as it does before
    `seccomp.give_up_privileges`.
    """
    # A rule set that handles a right the system does not know is refused as a whole, so only those of its version are
    # named; what a version does not handle (truncating in 1 and 2, say) it lets everybody do.
    offered = version()
    rights = WRITE_FILE | CHANGE_FOLDER
    rights |= (REFER if offered >= 2 else 0) | (TRUNCATE if offered >= 3 else 0)
    # The structure has grown: version 4 added the network, 6 signals. An older system refuses a longer one.
    size = 8 if offered < 4 else 16 if offered < 6 else 24
    attributes = struct.pack("QQQ", rights, 0, SCOPE_SIGNALS if offered >= 6 else 0)
    ruleset = _call(CREATE, attributes, ctypes.c_size_t(size), 0)
    try:
        for path in writable:
            _allow(ruleset, path, rights)
        _call(RESTRICT, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: Path, rights: int) -> None:
    if not path.exists():
        return
    # named by a descriptor, as the call wants it: a path could come to mean something else meanwhile
    opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        # a rule for a file may hold no rights that only folders have
        allowed = rights if path.is_dir() else rights & (WRITE_FILE | TRUNCATE)
        _call(ADD_RULE, ruleset, PATH_BENEATH, struct.pack("=Qi", allowed, opened), 0)
    finally:
        os.close(opened)


def _call(number: int, *arguments: object) -> int:
    result = int(_libc().syscall(number, *arguments))
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"Landlock: {os.strerror(code)}")
    return result


def _libc() -> ctypes.CDLL:
    # The C library has functions for none of these calls, but one for calls by their number.
    return ctypes.CDLL(None, use_errno=True)
