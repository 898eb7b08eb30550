"""The tracer: a process that the operating system asks before any traced kernel opens, looks for or starts a file.

Started as a script, by its path: it needs the standard library only, and is there in 20 ms. Kernels connect to its
socket (`in_kernel.start_tracing`) and hand over a descriptor. While a kernel waits in an open, a stat or an exec, the
tracer reads the path from the kernel's memory, records it and lets the call go on. The build asks on standard input for
the trace of a run, by its name on a line, and gets a line of JSON. When standard input ends, so does the tracer.
"""

# A process of its own, since the filter stops every thread of a kernel, also the one that would have to answer.

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
"""Requests of `ioctl` (``SECCOMP_IOCTL_NOTIF_RECV`` and ``..._SEND``); the sizes of the structures are part of them."""
CONTINUE = 1
"""The call is to be carried out as it stands (``SECCOMP_USER_NOTIF_FLAG_CONTINUE``, Linux 5.5)."""
NOTICE = struct.Struct("=QIIiIQ6Q")
"""``struct seccomp_notif``: id, pid, flags; number, architecture, instruction and six arguments of the call."""
ANSWER = struct.Struct("=QqiI")
"""``struct seccomp_notif_resp``: id, value, error, flags."""
LONGEST = 4096
"""Bytes that a path may have (``PATH_MAX``)."""
_BY_FOLDER = frozenset("openat openat2 newfstatat readlinkat faccessat faccessat2 execveat statx".split())
"""Calls whose path starts from the folder in their first argument."""


@dataclass
class Trace:
    """What one run was seen to do; paths are absolute, counted by how often."""

    scratch: str = ""
    """The run's own folder; empty for a run that has not connected."""
    exact: bool = False
    """Whether the operating system reports every file."""
    reads: Counter[str] = field(default_factory=Counter)
    """Opened for reading, or started as a program; folders too, whose names can then be listed."""
    lookups: Counter[str] = field(default_factory=Counter)
    """Of which the run asked whether and what they are."""
    connections: Counter[str] = field(default_factory=Counter)
    """Sockets of other programs that it connected to."""
    messages: Counter[str] = field(default_factory=Counter)
    """What the kernel itself reported, as JSON: see `in_kernel`."""
    unseen: Counter[str] = field(default_factory=Counter)
    """Why not everything could be seen."""


class Tracer:
    """Keeps a trace of every run that is under way."""

    def __init__(self, address: str, calls: dict[str, int]) -> None:
        """Listen at `address`; `calls` are the numbers of the system calls that the filter of kernels reports."""
        self._names = {number: name for name, number in calls.items()}
        self._runs: dict[str, Trace] = {}
        self._owners: dict[int, tuple[Trace, Any]] = {}
        self._poll = select.epoll()
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._listener.bind(address)
        self._listener.listen(64)
        for number in (0, self._listener.fileno()):
            self._poll.register(number, select.EPOLLIN)

    def serve(self) -> None:
        """Print an empty line once kernels can connect, then serve them until standard input ends."""
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
                        self._send_trace(line.decode())
                    # Sending a trace has served other descriptors: what this poll returned may be closed by now.
                    break
                self._handle(number, event)

    def _send_trace(self, run: str) -> None:
        """Write the trace of a run that has ended, once all that it had sent is received."""
        # Only this run's descriptors are served meanwhile: one that looks for files without end would keep the build
        # waiting.
        while ready := [(number, event) for number, event in self._poll.poll(0) if self._may_belong(number, run)]:
            for number, event in ready:
                self._handle(number, event)
        found = self._runs.pop(run, Trace())
        document = {name: getattr(found, name) for name in Trace.__dataclass_fields__}
        os.write(1, json.dumps(document).encode() + b"\n")

    def _may_belong(self, number: int, run: str) -> bool:
        """Return whether a descriptor may bring news of a run: one of its own, or one whose run is not known yet."""
        if number == self._listener.fileno():
            return True
        trace, link = self._owners.get(number, (None, None))
        named = [one for one in self._runs.values() if one is trace]
        return link is not None and (not named or named[0] is self._runs.get(run))

    def _handle(self, number: int, event: int) -> None:
        if not event & select.EPOLLIN:
            self._close(number)
        elif number == self._listener.fileno():
            link, _ = self._listener.accept()
            self._owners[link.fileno()] = (Trace(), link)
            self._poll.register(link, select.EPOLLIN)
        elif isinstance(self._owners[number][1], socket.socket):
            self._receive(*self._owners[number])
        else:
            self._handle_call(number, self._owners[number][0])

    def _receive(self, trace: Trace, link: socket.socket) -> None:
        """Take in a message of a kernel; its first one names the run, and hands over the descriptor of its filter."""
        message, numbers, _, _ = socket.recv_fds(link, 65536, 1)
        if not message:
            self._close(link.fileno())
            return
        content = json.loads(message)
        if "run" not in content:
            trace.messages[message.decode()] += 1
            return
        run = self._runs.setdefault(content["run"], Trace())
        self._owners[link.fileno()] = (run, link)
        run.scratch, run.exact = content["scratch"], bool(numbers)
        if content["unseen"]:
            run.unseen[content["unseen"]] += 1
        for number in numbers:
            self._owners[number] = (run, None)
            self._poll.register(number, select.EPOLLIN)

    def _handle_call(self, number: int, trace: Trace) -> None:
        """Record a call that waits, and let it go on."""
        notice = bytearray(NOTICE.size)
        try:
            fcntl.ioctl(number, RECEIVE, notice)
        except OSError as error:
            if error.errno in {errno.ENOENT, errno.EINTR}:  # the process that waited was killed meanwhile
                return
            raise
        id, pid, _, call, _, _, *arguments = NOTICE.unpack(notice)
        try:
            self._record(trace, self._names[call], pid, arguments)
        except OSError as error:
            trace.unseen[f"the memory of a program could not be read ({error.strerror})"] += 1
        # The call reads the path from memory once more, so another thread could change it in between. That is of no
        # matter here: the filter refuses nothing, and a program that hides what it reads from its author is no aim.
        try:
            fcntl.ioctl(number, SEND, ANSWER.pack(id, 0, 0, CONTINUE))
        except OSError as error:
            if error.errno != errno.ENOENT:
                raise

    def _close(self, number: int) -> None:
        """Close the descriptor of a filter or the link of a kernel when nobody is left at the other end."""
        _, link = self._owners.pop(number)
        self._poll.unregister(number)
        if link is None:
            os.close(number)
        else:
            link.close()

    def _record(self, trace: Trace, name: str, pid: int, arguments: list[int]) -> None:
        # The arguments are addresses in the memory of whoever waits, which may be any program that the notebook
        # started.
        memory = f"/proc/{pid}/mem"
        if name == "connect":
            address = _read(memory, arguments[1], min(arguments[2], 110))
            if int.from_bytes(address[:2], sys.byteorder) == socket.AF_UNIX:
                trace.connections[os.fsdecode(address[2:].partition(b"\0")[0])] += 1
            return
        relative = name in _BY_FOLDER
        text = _read(memory, arguments[1 if relative else 0], LONGEST).partition(b"\0")[0]
        path = os.fsdecode(text)
        if not path.startswith("/"):
            path = os.path.normpath(os.path.join(_find_base(pid, arguments[0] if relative else AT_FDCWD), path))  # noqa: PTH118
        flags = _read_flags(memory, name, arguments) if name.startswith("open") else 0
        # Opened with O_PATH, a file can be named and not read.
        if not name.startswith(("exec", "open")) or flags & os.O_PATH:
            trace.lookups[path] += 1
        elif flags & os.O_ACCMODE != os.O_WRONLY:
            trace.reads[path] += 1


def _read_flags(memory: str, name: str, arguments: list[int]) -> int:
    # openat2 takes a structure, whose first member they are
    if name == "openat2":
        return int.from_bytes(_read(memory, arguments[2], 8), sys.byteorder)
    return arguments[2 if name == "openat" else 1]


def _find_base(pid: int, folder: int) -> str:
    """Return the folder that a relative path starts from; of the argument the lower half counts, as a C `int`."""
    folder = folder & 0xFFFFFFFF
    return os.readlink(f"/proc/{pid}/cwd" if folder == AT_FDCWD & 0xFFFFFFFF else f"/proc/{pid}/fd/{folder}")  # noqa: PTH115


def _read(memory: str, address: int, length: int) -> bytes:
    # One page of memory may end before `length` does: pread then returns what there is.
    number = os.open(memory, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.pread(number, length, address)
    finally:
        os.close(number)


def _clear_away(address: str) -> None:
    """Remove the socket and its folder, since a build that was killed cannot."""
    try:
        os.unlink(address)  # noqa: PTH108 - plain calls, since this starts in a bare interpreter
        os.rmdir(os.path.dirname(address))  # noqa: PTH106, PTH120
    except OSError:
        return  # the build has done so itself


if __name__ == "__main__":
    Tracer(sys.argv[1], json.loads(sys.argv[2])).serve()
    _clear_away(sys.argv[1])
