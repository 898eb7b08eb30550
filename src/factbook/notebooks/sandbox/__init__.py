"""Keeps a notebook off the network, and its writing within its scratch folder.

On Linux the operating system refuses, whatever the language and the library: a seccomp filter (`seccomp`) lets no
process of a run open an internet socket, and Landlock (`landlock`) lets none write outside the folder. In Python an
audit hook (`guard`) refuses first, in words that help; elsewhere it is all there is.
"""

from __future__ import annotations

import os
from pathlib import Path

from factbook.notebooks.sandbox import audit_hook
from factbook.notebooks.sandbox import landlock
from factbook.notebooks.sandbox import seccomp

WRITABLE = ("/dev/null", "/dev/zero", "/dev/full", "/dev/tty", "/dev/ptmx", "/dev/pts", "/dev/shm")  # noqa: S108
"""What programs write to that is no file of anybody; shared memory, since processes of one run may share it."""


def isolate(scratch: Path, *, python: bool = True) -> None:
    """Keep this process, and all that it starts, off the network and from writing outside `scratch`.

    Where the operating system cannot, nothing happens; see `find_gaps`. With `python`, this interpreter also says
    in words what it refuses. It must be called while the process has one thread, and cannot be undone.
    """
    writable = [scratch, *map(Path, WRITABLE), Path("/proc") / str(os.getpid())]
    if landlock.version():
        landlock.restrict_writes(writable)
    if seccomp.is_known():
        seccomp.refuse_network()
    if python:
        audit_hook.watch(scratch, WRITABLE)


def find_gaps() -> list[str]:
    """Say in words what the operating system cannot keep a notebook from."""
    gaps = []
    if not seccomp.is_known():
        gaps.append("programs that a notebook starts may use the network")
    if not landlock.version():
        gaps.append("libraries that go past Python may write outside the scratch folder")
    return gaps


def limit_memory(most: int) -> None:
    """Let this process, and each that it starts, have `most` bytes of data beyond what it has now."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = _data_size() + most
    resource.setrlimit(resource.RLIMIT_DATA, (limit if hard < 0 else min(limit, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def lift_memory_limit() -> None:
    """Let this process have what it needs to say that it had too little."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))


def _data_size() -> int:
    """Bytes of data of this process as the limit counts them; 0 where the system does not say."""
    try:
        status = Path("/proc/self/status").read_text("ascii", errors="replace")
    except FileNotFoundError:
        return 0
    sizes = [line.split()[1] for line in status.splitlines() if line.startswith("VmData:")]
    return int(sizes[0]) * 1024 if sizes else 0
