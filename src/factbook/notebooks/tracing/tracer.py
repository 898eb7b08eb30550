"""A process of its own that is told by the operating system of every file that kernels look for.

Started as a script, by its path: it needs the standard library only, and is there in 20 ms. Kernels connect to its
socket (`watching.enter`) and hand over a descriptor; while a kernel waits in an open, a stat or an exec, the keeper reads
the path from the kernel's memory, notes it and lets the call go on. The build asks on standard input, a JSON line each,
for what a run was seen to do. When standard input ends, so does the keeper.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import select
import socket
import struct
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

AT_FDCWD = -100
RECEIVE, SEND = 0xC0502100, 0xC0182101
CONTINUE = 1
NOTICE = struct.Struct("=QIIiIQ6Q")
ANSWER = struct.Struct("=QqiI")
LONGEST = 4096


@dataclass
class Trace:
    """What one run was seen to do; paths are absolute, counted by how often."""

    scratch: str = ""
    """The run's own folder; empty for a run that nobody has told of."""
    exact: bool = False
    """Whether the operating system tells of every file."""
    reads: Counter[str] = field(default_factory=Counter)
    """Opened for reading, or started as a program; folders too, whose names can then be listed."""
    looks: Counter[str] = field(default_factory=Counter)
    """Asked whether and what it is."""
    talks: Counter[str] = field(default_factory=Counter)
    """Sockets of other programs that it connected to."""
    said: Counter[str] = field(default_factory=Counter)
    """What the kernel itself said, as JSON: see `watching`."""
    unseen: Counter[str] = field(default_factory=Counter)
    """Why not everything could be seen."""


class Tracer:
    """Keeps an account of every run that is under way."""

    def __init__(self, address: str, calls: dict[str, int]) -> None:
        self._names = {number: name for name, number in calls.items()}
        self._runs: dict[str, Trace] = {}
        self._owners: dict[int, tuple[Trace, Any]] = {}
        self._poll = select.epoll()
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._door.bind(address)
        self._door.listen(64)
        for number in (0, self._door.fileno()):
            self._poll.register(number, select.EPOLLIN)

    def serve(self) -> None:
        """Say that the door is open, then note and answer until standard input ends."""
        os.write(1, b"\n")
        text = b""
        while True:
            for number, event in self._poll.poll():
                if number == 0:
                    more = os.read(0, 65536)
                    if not more:
                        return
                    *lines, text = (text + more).split(b"\n")
                    for line in lines:
                        self._tell(line.decode())
                    break  # what was ready before may have been heard, and be closed
                self._attend(number, event)

    def _tell(self, run: str) -> None:
        """Answer for a run that has ended, once all that it had said is heard; others may go on without end meanwhile."""
        while ready := [(number, event) for number, event in self._poll.poll(0) if self._may_be_of(number, run)]:
            for number, event in ready:
                self._attend(number, event)
        found = self._runs.pop(run, Trace())
        os.write(1, json.dumps({name: getattr(found, name) for name in Trace.__dataclass_fields__}).encode() + b"\n")

    def _may_be_of(self, number: int, run: str) -> bool:
        if number == self._door.fileno():
            return True
        watched, link = self._owners.get(number, (None, None))
        named = [one for one in self._runs.values() if one is watched]
        return link is not None and (not named or named[0] is self._runs.get(run))

    def _attend(self, number: int, event: int) -> None:
        if not event & select.EPOLLIN:
            self._leave(number)
        elif number == self._door.fileno():
            link, _ = self._door.accept()
            self._owners[link.fileno()] = (Trace(), link)
            self._poll.register(link, select.EPOLLIN)
        elif isinstance(self._owners[number][1], socket.socket):
            self._hear(*self._owners[number])
        else:
            self._answer(number, self._owners[number][0])

    def _hear(self, watched: Trace, link: socket.socket) -> None:
        message, numbers, _, _ = socket.recv_fds(link, 65536, 1)
        if not message:
            self._leave(link.fileno())
            return
        said = json.loads(message)
        if "run" not in said:
            watched.said[message.decode()] += 1
            return
        run = self._runs.setdefault(said["run"], Trace())
        self._owners[link.fileno()] = (run, link)
        run.scratch, run.exact = said["scratch"], bool(numbers)
        if said["unseen"]:
            run.unseen[said["unseen"]] += 1
        for number in numbers:
            self._owners[number] = (run, None)
            self._poll.register(number, select.EPOLLIN)

    def _answer(self, number: int, watched: Trace) -> None:
        notice = bytearray(NOTICE.size)
        try:
            fcntl.ioctl(number, RECEIVE, notice)
        except OSError as error:
            if error.errno in {errno.ENOENT, errno.EINTR}:  # who asked was killed meanwhile
                return
            raise
        id, pid, _, call, _, _, *arguments = NOTICE.unpack(notice)
        try:
            self._note(watched, self._names[call], pid, arguments)
        except OSError as error:
            watched.unseen[f"the memory of a program could not be read ({error.strerror})"] += 1
        try:
            fcntl.ioctl(number, SEND, ANSWER.pack(id, 0, 0, CONTINUE))
        except OSError as error:
            if error.errno != errno.ENOENT:
                raise

    def _leave(self, number: int) -> None:
        """Let go of a run, or of its link, when nobody is left at the other end."""
        _, link = self._owners.pop(number)
        self._poll.unregister(number)
        if link is None:
            os.close(number)
        else:
            link.close()

    def _note(self, watched: Trace, name: str, pid: int, arguments: list[int]) -> None:
        memory = f"/proc/{pid}/mem"
        if name == "connect":
            address = _read(memory, arguments[1], min(arguments[2], 110))
            if int.from_bytes(address[:2], sys.byteorder) == socket.AF_UNIX:
                watched.talks[os.fsdecode(address[2:].partition(b"\0")[0])] += 1
            return
        relative = name in {
            "openat",
            "openat2",
            "newfstatat",
            "readlinkat",
            "faccessat",
            "faccessat2",
            "execveat",
            "statx",
        }
        text = _read(memory, arguments[1 if relative else 0], LONGEST).partition(b"\0")[0]
        path = os.fsdecode(text)
        if not path.startswith("/"):
            path = os.path.normpath(os.path.join(_base(pid, arguments[0] if relative else AT_FDCWD), path))  # noqa: PTH118
        flags = _flags(memory, name, arguments) if name.startswith("open") else 0
        if not name.startswith(("exec", "open")) or flags & os.O_PATH:
            watched.looks[path] += 1
        elif flags & os.O_ACCMODE != os.O_WRONLY:
            watched.reads[path] += 1


def _flags(memory: str, name: str, arguments: list[int]) -> int:
    if name == "openat2":
        return int.from_bytes(_read(memory, arguments[2], 8), sys.byteorder)
    return arguments[2 if name == "openat" else 1]


def _base(pid: int, folder: int) -> str:
    folder = folder & 0xFFFFFFFF
    return os.readlink(f"/proc/{pid}/cwd" if folder == AT_FDCWD & 0xFFFFFFFF else f"/proc/{pid}/fd/{folder}")  # noqa: PTH115


def _read(memory: str, address: int, length: int) -> bytes:
    number = os.open(memory, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.pread(number, length, address)
    finally:
        os.close(number)


def _clear_away(address: str) -> None:
    """Remove the door and its folder, for a build that was killed cannot."""
    try:
        os.unlink(address)  # noqa: PTH108 - plain calls, since this starts in a bare interpreter
        os.rmdir(os.path.dirname(address))  # noqa: PTH106, PTH120
    except OSError:
        return  # the build has done so itself


if __name__ == "__main__":
    Tracer(sys.argv[1], json.loads(sys.argv[2])).serve()
    _clear_away(sys.argv[1])
