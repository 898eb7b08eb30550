"""The fork server: a process that has imported what notebooks use, and forks a kernel whenever it is asked for one.

It reads requests from a socket, one JSON object a message, and writes what happens back in the same way; with a request
for a kernel comes a descriptor, of what only the kernel is to read: its environment::

    {"start": 7, "argv": [...], "cwd": "...", ...}                  ->  {"id": 7, "pid": 4711}, {"id": 7, "ready": true}
    {"signal": 7, "number": 2, "group": true}                       ->  {"id": 7, "exit": -9}

A kernel that is forked needs a few hundredths of a second; one that starts by itself imports pandas, Altair and IPython
for more than one, and then has them in memory of its own. The server ends with the build: when the other end of the
socket closes, because the build ended or was killed, every kernel is killed and the server exits.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from factbook.notebooks.kernel.protocol import DEBUGGABLE, Event, SignalRequest, StartRequest

MANY = 3
"""Kernels after which more can be expected; a build that runs one notebook is not to do more than that."""
Rehearsals = Callable[[str, str], Iterable[Callable[[], None]]]


class ForkServer:
    """Forks kernels, and reports their ends."""

    def __init__(
        self, channel: socket.socket, scratch: str, when_idle: Callable[[], None], rehearse: Rehearsals
    ) -> None:
        """Serve the other end of `channel`; the folder `scratch` is removed with the last kernel.

        `when_idle` is called once, when nothing is asked for; so is, one after the other, what `rehearse` returns for
        the root of a report once `MANY` kernels were asked for.
        """
        self._channel, self._scratch, self._rehearse = channel, scratch, rehearse
        self._when_idle = deque([when_idle])
        self._count = 0
        self._pids: dict[int, int] = {}
        self._environment = -1
        self._pid = os.getpid()
        # One thread serves the socket and waits for children, since only a process with one thread can be forked
        # safely: a lock that another thread holds would stay locked in the child for ever. Python writes a byte into
        # this pipe at each signal, so that one `select` waits for requests and for ended children (SIGCHLD).
        self._waking, self._wakes = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(self._wakes, warn_on_full_buffer=False)
        # Python writes into the pipe only for signals that have a handler of Python's.
        signal.signal(signal.SIGCHLD, lambda *_: None)
        _adopt_orphans()

    def serve(self) -> StartRequest | None:
        """Serve until the other end closes; whoever is left then is killed.

        Returns a second time in each process that it forks, with the request for the kernel that the process is to be.
        """
        self._send({"warm": True})
        try:
            for request in self._requests():
                if "signal" in request:
                    self._signal(request)
                elif self._fork(request["start"]):
                    return request
                elif self._count == MANY:
                    self._when_idle.extend(self._rehearse(self._scratch, request["root"]))
        finally:
            if os.getpid() == self._pid:
                self._kill_all()
        return None

    def _requests(self) -> Iterator[StartRequest | SignalRequest]:
        while True:
            sources = [self._channel.fileno(), self._waking]
            readable, _, _ = select.select(sources, [], [], 0 if self._when_idle else None)
            if not readable and self._when_idle:
                self._when_idle.popleft()()
            if self._waking in readable:
                with contextlib.suppress(BlockingIOError):
                    os.read(self._waking, 4096)
                self._reap()
            if self._channel.fileno() in readable:
                received, descriptors, *_ = socket.recv_fds(self._channel, 1 << 20, 1)
                if not received:
                    return
                self._environment = next(iter(descriptors), -1)
                yield json.loads(received)

    def _send(self, event: Event) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._channel.sendall(json.dumps(event).encode())

    def _fork(self, id: int) -> bool:
        """Fork a process; return whether this is it."""
        # Forked and not spawned: what was imported is there, and its memory is shared until somebody writes to it.
        pid = os.fork()
        if pid == 0:
            # The pipe is shared with the server: a signal to this kernel would wake the server instead.
            signal.set_wakeup_fd(-1)
            os.close(self._waking)
            os.close(self._wakes)
            return True
        os.close(self._environment)
        self._pids[pid] = id
        self._count += 1
        self._send({"id": id, "pid": pid})
        return False

    def become_kernel(self, request: StartRequest) -> None:
        """Be the kernel that was asked for, in the process that was forked for it, until it has to end."""
        from factbook.notebooks.kernel.warm_up import run_kernel

        try:
            run_kernel(request, self._environment, self._pid, lambda: self._announce(request["start"]))
        except BaseException as error:
            try:
                self._send({"id": request["start"], "failed": f"{type(error).__name__}: {error}"})
            finally:
                # Not by an error: what is registered to be done last belongs to the server.
                os._exit(1)

    def _announce(self, id: int) -> None:
        self._send({"id": id, "ready": True})
        # The notebook must not find a descriptor by which it could ask for kernels outside of its sandbox.
        self._channel.close()

    def _signal(self, request: SignalRequest) -> None:
        pid = next((pid for pid, id in self._pids.items() if id == request["signal"]), None)
        if pid is not None:
            send = os.killpg if request["group"] else os.kill
            with contextlib.suppress(ProcessLookupError, PermissionError):
                send(pid, request["number"])

    def _reap(self) -> None:
        # Signals are merged: after one SIGCHLD any number of children may have ended.
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            id = self._pids.pop(pid, None)
            if id is not None:
                _kill_session(pid)
                self._send({"id": id, "exit": os.waitstatus_to_exitcode(status)})

    def _kill_all(self) -> None:
        # In rounds, since what a killed process has started becomes a child only by its end.
        while children := _children():
            for pid in children:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.wait()
        shutil.rmtree(self._scratch, ignore_errors=True)
        # the build's own folder, unless something else is left in it
        with contextlib.suppress(OSError):
            os.rmdir(os.path.dirname(self._scratch))  # noqa: PTH106, PTH120 - plain calls, in a process that forks


def _adopt_orphans() -> None:
    """Become the parent of what a notebook starts and leaves behind, so as to end it."""
    # Otherwise it would become a child of process 1, and nobody would know whose it was.
    import ctypes

    set_child_subreaper = 36
    ctypes.CDLL(None, use_errno=True).prctl(set_child_subreaper, 1, 0, 0, 0)


def _children() -> list[int]:
    with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:  # noqa: PTH123
        return [int(pid) for pid in file.read().split()]


def _kill_session(leader: int) -> None:
    """Kill what a kernel that has ended left behind."""
    # Each kernel leads a session. A shell gives its background jobs process groups of their own, so killing the
    # kernel's group is not enough; what has even left the session is killed with the server (`_kill_all`).
    for pid in _children():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.getsid(pid) == leader:
                os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def main() -> None:
    """Import what notebooks use, then serve the socket whose number is the first argument.

    The second says whether its kernels can be debugged, the third is the scratch folder.
    """
    from factbook.notebooks.kernel.rehearsal import make_rehearsals
    from factbook.notebooks.kernel.warm_up import find_modules, warm_up

    channel = socket.socket(fileno=int(sys.argv[1]))
    # no program that a notebook starts may hold the socket open: the build would wait for its end
    channel.set_inheritable(False)
    warm_up(sys.argv[3], debugger=sys.argv[2] == DEBUGGABLE)
    server = ForkServer(channel, sys.argv[3], find_modules, make_rehearsals)
    request = server.serve()
    if request is None:
        # The build waits for this end: to take down all that was imported would take longer than most cells.
        os._exit(0)
    # Here and not where it was forked, so that a kernel ends as any program does, and none of the server's code is left
    # to be done after it.
    server.become_kernel(request)


if __name__ == "__main__":
    main()
