"""Keeps a notebook off the network, and its writing within its scratch folder.

In: the scratch folder of a run. Out: a process that cannot leave it. On Linux the operating system refuses, whatever
the language and the library: a seccomp filter lets no process of a run open an internet socket, and Landlock lets none
write outside the folder; root's capabilities are given up. In Python an audit hook refuses first, in words that help;
elsewhere it is all there is.

::

    limits       what a notebook may take: time, memory, output
    environment  the variables of a run
    clock        another time of day; time_machine has its door here
    seccomp      filters on system calls, for the sandbox and for tracing
    landlock     the folders that may be written to
    audit_hook   the same rules in Python, with words

Filters are assembled here, since pyseccomp (0.1.2, of 2021) needs a library of the system and has no user notification,
by which inputs are traced; landlock (1.0.0.dev5) has not been released yet.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from factbook.notebooks.sandbox import audit_hook, landlock, seccomp

WRITABLE = ("/dev/null", "/dev/zero", "/dev/full", "/dev/tty", "/dev/ptmx", "/dev/pts", "/dev/shm")  # noqa: S108
"""What programs write to that is nobody's file; shared memory, since the processes of one run may share some."""


def isolate(scratch: Path, *, python: bool = True) -> None:
    """Keep this process, and all that it starts, off the network and from writing outside `scratch`.

    Where the operating system cannot, nothing happens; see `find_gaps`. With `python`, this interpreter also says
    in words what it refuses. It must be called while the process has one thread, and cannot be undone.
    """
    # A report may lie in shared memory: then that is not for its notebooks to write to.
    root = os.path.realpath(os.environ.get("FACTBOOK_ROOT", ""))
    shared = [name for name in WRITABLE if not root.startswith(f"{name}/")]
    # Its own folder in /proc, since programs set their names and limits there.
    writable = [scratch, *map(Path, shared), Path("/proc") / str(os.getpid())]
    # Both are needed: to a filter on calls a path is an address in memory, of which it cannot see the content, and
    # Landlock's rules for the network (from Linux 6.7 on) are about ports of TCP alone. Each is asked for by itself,
    # since a container may offer one and not the other. Their order is free; privileges have to be given up before.
    if sys.platform == "linux":
        seccomp.give_up_privileges()
    if landlock.version():
        landlock.restrict_writes(writable)
    if seccomp.is_known():
        seccomp.refuse_calls()
    if python:
        audit_hook.install(scratch, shared)


def find_gaps() -> list[str]:
    """Describe what the operating system cannot keep a notebook from."""
    gaps = []
    if not seccomp.is_known():
        gaps.append("programs that a notebook starts may use the network, and see and change other processes")
    if not landlock.version():
        gaps.append("libraries that go past Python may write outside the scratch folder")
    return gaps


def limit_memory(most: int) -> None:
    """Let this process, and each that it starts, have `most` bytes of data beyond what it has now."""
    import resource

    # RLIMIT_DATA and not RLIMIT_AS: libraries reserve address space that they never touch, which costs nothing. And
    # beyond what it has: the memory that a forked kernel shares with the server is not its doing.
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = _data_size() + most
    resource.setrlimit(resource.RLIMIT_DATA, (limit if hard < 0 else min(limit, hard), hard))
    # a crash would leave an image of the memory where the sandbox lets nothing be written
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def lift_memory_limit() -> None:
    """Let this process have what it needs to report that it had too little."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))


def _data_size() -> int:
    """Return the bytes of data of this process as the limit counts them; 0 where the system does not say."""
    try:
        status = Path("/proc/self/status").read_text("ascii", errors="replace")
    except FileNotFoundError:
        return 0
    sizes = [line.split()[1] for line in status.splitlines() if line.startswith("VmData:")]
    return int(sizes[0]) * 1024 if sizes else 0
