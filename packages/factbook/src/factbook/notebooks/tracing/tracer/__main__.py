"""Run as a program, this is the tracer: it serves kernels and the build until standard input ends."""

# A process of its own, since the filter stops every thread of a kernel, also the one that would have to answer.

from __future__ import annotations

import errno
import fcntl
import json
import os
import re
import select
import socket
import struct
import sys
from typing import Any

from .call import Call, find_interpreters
from .seen import SHARED, Trace, remove_made

RECEIVE, SEND = 0xC0502100, 0xC0182101
"""Requests of `ioctl` (``SECCOMP_IOCTL_NOTIF_RECV`` and ``..._SEND``); the sizes of the structures are part of them."""
CONTINUE = 1
"""The call is to be carried out as it stands (``SECCOMP_USER_NOTIF_FLAG_CONTINUE``, Linux 5.5)."""
NOTICE = struct.Struct("=QIIiIQ6Q")
"""``struct seccomp_notif``: id, pid, flags; number, architecture, instruction and six arguments of the call."""
ANSWER = struct.Struct("=QqiI")
"""``struct seccomp_notif_resp``: id, value, error, flags."""

_CHANGES = frozenset(
    "chmod fchmod fchmodat chown fchown lchown fchownat utime utimes futimesat utimensat setxattr lsetxattr fsetxattr "
    "removexattr lremovexattr fremovexattr".split()
)
"""Calls that change what is noted about a file."""
_ATTRIBUTES = frozenset("getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr".split())
_TWO_PATHS = {"rename": (1, 0), "link": (1, 0), "renameat": (3, 2), "linkat": (3, 2), "renameat2": (3, 2)}
"""Calls that give a file another name, and which arguments hold that name and the folder that it starts from."""
_LIMITS = frozenset("prlimit64 sched_setaffinity sched_setscheduler sched_setparam sched_setattr migrate_pages".split())
"""Calls that change limits or priority of the process in their first argument."""
_USERS = {"setpriority": 2, "ioprio_set": 3}
"""Calls that change the priority of the process or group in their second argument, or, where the first is this number,
of all that a user runs."""
_PROCESS = re.compile(r"/proc/(\d+)(?:/|$)")


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
        try:
            os.write(1, b"\n")
            self._serve()
        except BrokenPipeError:
            # The build was killed while something was printed for it.
            return
        finally:
            for trace in self._runs.values():
                remove_made(trace)

    def _serve(self) -> None:
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
        remove_made(found)
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
        error_number = 0
        try:
            error_number = self._record(trace, Call(self._names[call], pid, tuple(arguments)))
        except OSError as error:
            trace.unseen[f"the memory of a program could not be read ({error.strerror})"] += 1
        # The call reads the path from memory once more, so another thread could change it in between. That is of no
        # matter for what is recorded, since a program that hides what it reads from its author is no aim. And what is
        # refused here is only what Landlock, which cannot be deceived so, does not refuse.
        flags = 0 if error_number else CONTINUE
        try:
            fcntl.ioctl(number, SEND, ANSWER.pack(id, 0, -error_number, flags))
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

    def _record(self, trace: Trace, call: Call) -> int:
        """Record a call; return the error that it is to fail with, 0 if it may go on."""
        name = call.name
        if name in {"connect", "socket"}:
            _record_connection(trace, call)
            return 0
        if name in _TWO_PATHS:
            path = call.find(*_TWO_PATHS[name], follow=False, trace=trace)
            if path and path.startswith(SHARED):
                trace.made[path] += 1
            return 0
        if name in _LIMITS or name in _USERS:
            return 0 if _is_about_run(call) else errno.EPERM
        flags = call.open_flags()
        path = call.find_own(trace, follow=not flags & os.O_NOFOLLOW)
        if path is None:
            return 0
        if name in _CHANGES:
            own = (trace.scratch, os.path.realpath(trace.scratch), f"/proc/{call.pid}", "/dev/pts")
            return 0 if path in trace.made or any(_is_below(path, folder) for folder in own) else errno.EACCES
        # Landlock refuses what a debugger may see, but not arguments and state, which every process may read.
        process = _PROCESS.match(path)
        if process and not _is_of_run(int(process[1]), call.pid):
            return errno.ENOENT
        self._count(trace, call, path, flags)
        return 0

    def _count(self, trace: Trace, call: Call, path: str, flags: int) -> None:
        if flags & os.O_CREAT and path.startswith(SHARED) and not os.path.lexists(path):
            trace.made[path] += 1
        elif call.name in _ATTRIBUTES:
            trace.attributes[path] += 1
        elif call.name.startswith("exec"):
            for program in (path, *find_interpreters(path)):
                trace.reads[program] += 1
        # Opened with O_PATH, a file can be named and not read.
        elif not call.name.startswith("open") or flags & os.O_PATH:
            trace.lookups[path] += 1
        elif flags & os.O_ACCMODE != os.O_WRONLY:
            trace.reads[path] += 1


def _record_connection(trace: Trace, call: Call) -> None:
    if call.name == "connect":
        address = call.read(call.arguments[1], min(call.arguments[2], 110))
        if int.from_bytes(address[:2], sys.byteorder) == socket.AF_UNIX:
            trace.connections[os.fsdecode(address[2:].partition(b"\0")[0])] += 1
    # for datagrams: it need not be connected to exchange data
    elif call.arguments[0] == socket.AF_UNIX:
        trace.connections["socket()"] += 1


def _is_about_run(call: Call) -> bool:
    """Return whether a call changes limits or priority of processes of its own run alone."""
    # of an argument the lower half counts, as a C `int`; 0 is the caller
    first, second, *_ = (one & 0xFFFFFFFF for one in call.arguments)
    whose = second if call.name in _USERS else first
    return first != _USERS.get(call.name) and (not whose or _is_of_run(whose, call.pid))


def _is_of_run(process: int, pid: int) -> bool:
    """Return whether a process is that of `pid`, or one in its session: each kernel leads one of its own."""
    try:
        return process == pid or os.getsid(process) == os.getsid(pid)
    except (OverflowError, ProcessLookupError):
        return False


def _is_below(path: str, folder: str) -> bool:
    return bool(folder) and (path == folder or path.startswith(f"{folder}/"))


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
