"""The build's side of the fork server: it starts one, asks it for kernels, and hears of their ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from factbook.model.errors import Complaint, NotebookError

COMMAND = (sys.executable, "-P", "-m", "factbook.notebooks.kernel.fork_server")
SHORT = 60
"""A socket's path may have some hundred bytes, and a kernel's stands a little below its folder."""
PATIENCE = 5.0
"""Seconds in which the server ends, when nothing more is asked of it."""


def make_scratch() -> str:
    """Make a folder for the scratch folders of runs, with a path short enough for sockets."""
    usual = tempfile.gettempdir()
    return tempfile.mkdtemp(prefix="fb-", dir=usual if len(usual) < SHORT else "/tmp")  # noqa: S108


@dataclass
class ForkedKernel:
    """A kernel that was asked for."""

    id: int
    server: ForkServerClient
    started: asyncio.Future[int]
    """Its process id, once it can be spoken to."""
    ended: asyncio.Future[int]
    """Its exit status; minus the number of a signal."""
    pid: int = 0
    peak: int = 0
    """Bytes that it held at most; known at its end."""

    def send_signal(self, number: int, *, group: bool = False) -> None:
        """Send a signal to the kernel, with `group` also to what it has started."""
        if not self.ended.done():
            self.server.send({"signal": self.id, "number": number, "group": group})


@dataclass
class ForkServerClient:
    """A fork server, from this side. Use `attach` in the event loop that kernels are run in."""

    environment: Mapping[str, str]
    scratch: str
    kernels: dict[int, ForkedKernel] = field(default_factory=dict)
    is_lost: bool = False
    """Whether it served once, and ended without being asked to."""
    _warm: bool = False
    _channel: socket.socket | None = None
    _process: subprocess.Popen[bytes] | None = None
    _said: IO[bytes] | None = None
    _unread: bytes = b""
    _unsent: bytes = b""
    _count: int = 0
    _loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Start the server, which imports what notebooks use while this process goes on with other things."""
        ours, theirs = socket.socketpair()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the server
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, with our own module
                [*COMMAND, str(theirs.fileno()), self.scratch],
                pass_fds=[theirs.fileno()],
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
                start_new_session=True,
            )
        ours.setblocking(False)
        self._channel = ours

    def attach(self) -> None:
        """Hear the server in the running event loop."""
        assert self._channel is not None
        if self._loop is asyncio.get_running_loop():
            return
        self.detach()
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._channel, self._hear)

    def detach(self) -> None:
        """Hear it no longer."""
        if self._loop is not None and self._channel is not None:
            self._loop.remove_reader(self._channel)
            self._loop.remove_writer(self._channel)
        self._loop = None

    def fork(self, request: Mapping[str, Any]) -> ForkedKernel:
        """Ask for a kernel; `warm.run_kernel` says what a request holds."""
        assert self._loop is not None
        self._count += 1
        kernel = ForkedKernel(self._count, self, self._loop.create_future(), self._loop.create_future())
        self.kernels[kernel.id] = kernel
        self.send({"start": kernel.id, **request})
        return kernel

    def send(self, request: Mapping[str, Any]) -> None:
        """Send a request, now or as soon as the server takes it."""
        self._unsent += json.dumps(request).encode() + b"\n"
        self._push()

    def _push(self) -> None:
        assert self._channel is not None
        assert self._loop is not None
        try:
            sent = self._channel.send(self._unsent)
        except BlockingIOError:
            sent = 0
        except OSError:
            self._gone()
            return
        self._unsent = self._unsent[sent:]
        if self._unsent:
            self._loop.add_writer(self._channel, self._push)
        else:
            self._loop.remove_writer(self._channel)

    def _hear(self) -> None:
        assert self._channel is not None
        try:
            received = self._channel.recv(1 << 16)
        except BlockingIOError:
            return
        except OSError:
            received = b""
        if not received:
            self._gone()
            return
        *lines, self._unread = (self._unread + received).split(b"\n")
        for line in lines:
            self._note(json.loads(line))

    def _note(self, event: dict[str, Any]) -> None:
        self._warm = self._warm or "warm" in event
        kernel = self.kernels.get(event.get("id", 0))
        if kernel is None:
            return
        if "pid" in event:
            kernel.pid = event["pid"]
        elif "ready" in event and not kernel.started.done():
            kernel.started.set_result(kernel.pid)
        elif "failed" in event and not kernel.started.done():
            place, remedy = "a warm kernel", "report it as a fault of factbook"
            kernel.started.set_exception(
                NotebookError(Complaint(place=place, what=f"did not start: {event['failed']}", remedy=remedy))
            )
        elif "exit" in event:
            kernel.peak = event["peak"]
            self._end(kernel, event["exit"])

    def _end(self, kernel: ForkedKernel, status: int) -> None:
        del self.kernels[kernel.id]
        if not kernel.started.done():
            place, remedy = "a warm kernel", "report it as a fault of factbook"
            what = f"ended with {status} before it started"
            kernel.started.set_exception(NotebookError(Complaint(place=place, what=what, remedy=remedy)))
        if not kernel.ended.done():
            kernel.ended.set_result(status)

    def _gone(self) -> None:
        """The server is no more, and its kernels went with it."""
        self.detach()
        self.is_lost = self._warm
        complaint = Complaint(place="the fork server", what=f"ended: {self.last_words()}", remedy="build again")
        for kernel in [*self.kernels.values()]:
            if not kernel.started.done():
                kernel.started.set_exception(NotebookError(complaint))
            self._end(kernel, -9)

    def last_words(self) -> str:
        """The last line that the server wrote to standard error."""
        assert self._said is not None
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"

    def close(self) -> None:
        """End the server and all of its kernels."""
        self.detach()
        if self._channel is not None:
            self._channel.close()
        if self._process is not None:
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._said is not None:
            self._said.close()
        with contextlib.suppress(OSError):  # gone with the server, or in use by the next one
            Path(self.scratch).rmdir()
