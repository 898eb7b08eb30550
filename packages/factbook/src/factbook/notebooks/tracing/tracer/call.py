"""A system call that waits: which file it is about, found as Linux finds it."""

from __future__ import annotations

import os
from dataclasses import dataclass

from .seen import Trace

AT_FDCWD = -100 & 0xFFFFFFFF
LONGEST = 4096
"""Bytes that a path may have (``PATH_MAX``)."""
MOST_INTERPRETERS = 4
"""How often the system starts one script for another."""
MOST_LINKS = 40
"""Links that Linux follows in one path, before it gives up."""
_BY_FOLDER = frozenset(
    "openat newfstatat readlinkat faccessat faccessat2 execveat statx fchmodat fchownat futimesat utimensat".split()
)
"""Calls whose path starts from the folder in their first argument."""
_BY_NUMBER = frozenset("fgetxattr flistxattr fchmod fchown fsetxattr fremovexattr".split())
"""Calls about an open file."""
_OF_LINKS = frozenset("lstat readlink readlinkat lgetxattr llistxattr lchown lsetxattr lremovexattr".split())
"""Calls that are about a link itself where a path ends with one."""
_FLAGS = {"newfstatat": 3, "statx": 2, "faccessat2": 3, "fchownat": 4, "utimensat": 3, "execveat": 4}
"""Calls that are about a link itself if a flag says so, and which argument holds their flags."""
_NOT_FOLLOWED = 0x100


@dataclass(frozen=True)
class Call:
    """A system call that waits; its arguments are addresses in the memory of any program that the notebook started."""

    name: str
    pid: int
    """Of the thread that waits."""
    arguments: tuple[int, ...]

    def open_flags(self) -> int:
        """Return how a file is to be opened; 0 for a call that opens none."""
        if self.name == "creat":
            return os.O_CREAT | os.O_WRONLY | os.O_TRUNC
        return {"open": self.arguments[1], "openat": self.arguments[2]}.get(self.name, 0)

    def find_own(self, trace: Trace, *, follow: bool) -> str | None:
        """Return the file that the call is about; ``None`` for one that has no name. Links on the way are recorded."""
        if self.name in _BY_NUMBER:
            return self._find_open(self.arguments[0])
        flags = self.arguments[_FLAGS[self.name]] if self.name in _FLAGS else 0
        follow = follow and self.name not in _OF_LINKS and not flags & _NOT_FOLLOWED
        at, folder = (1, 0) if self.name in _BY_FOLDER else (0, None)
        return self.find(at, folder, follow=follow, trace=trace)

    def find(self, at: int, folder: int | None, *, follow: bool, trace: Trace) -> str | None:
        """Return the file that the path in an argument leads to, from the folder in another one.

        ``None`` for one that has no name, such as a pipe. Links on the way are recorded in `trace`.
        """
        text = self.read(self.arguments[at], LONGEST).partition(b"\0")[0] if self.arguments[at] else b""
        path = os.fsdecode(text)
        start: str | None = "/"
        if not path.startswith("/"):
            # of the argument the lower half counts, as a C `int`
            number = AT_FDCWD if folder is None else self.arguments[folder] & 0xFFFFFFFF
            start = _find_behind(f"/proc/{self.pid}/cwd") if number == AT_FDCWD else self._find_open(number)
        return None if start is None else self._walk(start, path, follow=follow, trace=trace)

    def _find_open(self, number: int) -> str | None:
        return _find_behind(f"/proc/{self.pid}/fd/{number & 0xFFFFFFFF}")

    def _walk(self, start: str, path: str, *, follow: bool, trace: Trace) -> str | None:
        """Follow a path part by part, as Linux does: `..` leads up from where a link has led to."""
        at, left, links = start, path.split("/")[::-1], 0
        follow = follow or path.endswith("/")
        while left and links <= MOST_LINKS:
            part = left.pop()
            if part == "..":
                trace.lookups[at] += 1
                at = at.rpartition("/")[0] or "/"
            if part in {"", ".", ".."}:
                continue
            at = self._name_own(f"{at.rstrip('/')}/{part}")
            target = _read_link(at)
            if target is None:
                continue
            links += 1
            if target and not at.startswith("/proc/"):
                trace.links[at] += 1
            # what is not there is what matters: whatever is looked for below would come with it
            if not target or not (follow or any(left)):
                return at
            if at.startswith("/proc/"):
                # such a link leads straight to a file, whatever its text says
                behind = _find_behind(at)
                if behind is None:
                    return None
                at = behind
                continue
            left += target.split("/")[::-1]
            at = "/" if target.startswith("/") else at.rpartition("/")[0] or "/"
        return at

    def _name_own(self, path: str) -> str:
        # what these two say depends on who asks: here that would be the tracer
        if path == "/proc/self":
            return f"/proc/{self.pid}"
        return f"/proc/{self.pid}/task/{self.pid}" if path == "/proc/thread-self" else path

    def read(self, address: int, length: int) -> bytes:
        """Return memory of the program that waits."""
        return _read(f"/proc/{self.pid}/mem", address, length)


def _read_link(path: str) -> str | None:
    """Return where a link leads, by its text; empty where there is nothing, ``None`` where there is no link."""
    try:
        return os.readlink(path)  # noqa: PTH115 - texts throughout
    except FileNotFoundError:
        return ""
    except OSError:
        return None


def _find_behind(link: str) -> str | None:
    """Return the file that a link in /proc leads to; ``None`` for a pipe, a socket, and a file that is gone."""
    try:
        path = os.readlink(link)  # noqa: PTH115 - texts throughout
    except OSError:
        return None
    gone = path.endswith(" (deleted)") and not os.path.lexists(path)
    return path if path.startswith("/") and not gone else None


def find_interpreters(program: str) -> list[str]:
    """Return the programs that the system starts for a script, by its first line; it opens them without a call."""
    found: list[str] = []
    while len(found) < MOST_INTERPRETERS:
        try:
            with open(program, "rb") as file:  # noqa: PTH123
                first = file.read(256).partition(b"\n")[0]
        except OSError:
            break
        parts = first[2:].split()
        if not first.startswith(b"#!") or not parts:
            break
        program = os.path.realpath(os.fsdecode(parts[0]))
        found.append(program)
    return found


def _read(memory: str, address: int, length: int) -> bytes:
    # One page of memory may end before `length` does: pread then returns what there is.
    number = os.open(memory, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.pread(number, length, address)
    finally:
        os.close(number)
