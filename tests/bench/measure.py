"""Runs a command, and says how long it took, how much processor time, and how much memory its processes held."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.1
"""Seconds between two looks at the memory, at least."""
SHARE = 0.02
"""Of a processor, that the looks may take: what is measured may need all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One run of a command."""

    code: int
    seconds: float
    cpu: float
    """Seconds of user and system time, of the command and of every process below it that it waited for."""
    peak_mib: float
    """The most that all processes of the tree held at once (PSS: memory that several share counts once)."""
    said: str


def measure(command: Sequence[str]) -> Measured:
    """Run a command to its end. Its processes are known by the session that it is started in."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
        watch = _Watch(process.pid)
        watch.start()
        code = process.wait()
        seconds = time.perf_counter() - start
        watch.stop()
        out.seek(0)
        said = out.read().decode(errors="replace")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(code=code, seconds=seconds, cpu=cpu, peak_mib=watch.peak / 1024, said=said)


def describe_machine() -> str:
    """Processor, cores, memory, system and Python."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = platform.python_version()
    return f"{_processor()}, {cores} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, Python {python}"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


class _Watch(threading.Thread):
    """Adds up, again and again, what the processes below one hold."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._root, self._done = root, threading.Event()
        self.peak = 0
        """In KiB."""

    def run(self) -> None:
        pause = INTERVAL
        while not self._done.wait(pause):
            start = time.thread_time()
            self.peak = max(self.peak, sum(map(_held, _tree(self._root))))
            pause = max(INTERVAL, (time.thread_time() - start) / SHARE)

    def stop(self) -> None:
        self._done.set()
        self.join()


def _tree(root: int) -> set[int]:
    """The processes of the session that `root` leads, and all below them."""
    parents, found = {}, {root}
    for entry in (path.name for path in Path("/proc").iterdir()):
        if entry.isdecimal():
            try:
                fields = Path(f"/proc/{entry}/stat").read_text("utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry)] = int(fields[1])
            if int(fields[3]) == root:
                found.add(int(entry))
    while more := {pid for pid, parent in parents.items() if parent in found and pid not in found}:
        found |= more
    return found


def _held(pid: int) -> int:
    """What a process holds, in KiB; nothing if it has ended."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        return 0
    return 0
