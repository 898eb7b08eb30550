"""The build's side of the fork server: it starts one, asks it for kernels, and learns of their ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from factbook.notebooks.kernel.failures import SHORT, KernelStartError
from factbook.notebooks.kernel.protocol import DEBUGGABLE, PLAIN, Event, KernelRequest, SignalRequest, StartRequest
from figurecheck.model.errors import Complaint, NotebookError
from figurecheck.model.worded import phrase

# -P: the folder that the build was started in is not on the path; a module in it could have the name of one of ours.
COMMAND = (sys.executable, "-P", "-m", "factbook.notebooks.kernel.fork_server")
EXIT_SECONDS = 5.0
"""Seconds in which the server ends once its socket is closed; after that it is killed."""


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

    def send_signal(self, number: int, *, group: bool = False) -> None:
        """Send a signal to the kernel, with `group` also to what it has started."""
        if not self.ended.done():
            self.server.send({"signal": self.id, "number": number, "group": group})


@dataclass
class ForkServerClient:
    """A fork server, from this side. Use `attach` in the event loop that kernels are run in."""

    environment: Mapping[str, str]
    scratch: str
    debuggable: bool = False
    """Whether somebody may debug what its kernels run, which makes it slower to start."""
    kernels: dict[int, ForkedKernel] = field(default_factory=dict)
    is_lost: bool = False
    """Whether it served once, and ended without being asked to."""
    _is_warm: bool = False
    _channel: socket.socket | None = None
    _process: subprocess.Popen[bytes] | None = None
    _stderr: IO[bytes] | None = None
    _unsent: list[tuple[bytes, list[int]]] = field(default_factory=list)
    """Requests with the descriptors that go with each."""
    _count: int = 0
    _loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Start the server, which imports what notebooks use while this process goes on with other things."""
        # Each end sees the other one closed when its process is gone, however it ended.
        # One message is one request or event, with its descriptor.
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # A file, not a pipe: nobody reads along, and a server that fills a pipe would hang.
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the server
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, with our own module
                [*COMMAND, str(theirs.fileno()), DEBUGGABLE if self.debuggable else PLAIN, self.scratch],
                pass_fds=[theirs.fileno()],
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._stderr,
                # Ctrl-C on the terminal is for the build alone, which ends its kernels in order.
                start_new_session=True,
            )
        ours.setblocking(False)
        self._channel = ours

    def attach(self) -> None:
        """Listen to the server in the running event loop."""
        assert self._channel is not None  # noqa: S101
        if self._loop is asyncio.get_running_loop():
            return
        self.detach()
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self._channel, self._receive)

    def detach(self) -> None:
        """Listen no longer."""
        if self._loop is not None and self._channel is not None:
            self._loop.remove_reader(self._channel)
            self._loop.remove_writer(self._channel)
        self._loop = None

    def fork(self, request: KernelRequest, environment: Mapping[str, str]) -> ForkedKernel:
        """Ask for a kernel with these environment variables; `KernelRequest` says what a request holds."""
        assert self._loop is not None  # noqa: S101
        self._count += 1
        kernel = ForkedKernel(self._count, self, self._loop.create_future(), self._loop.create_future())
        self.kernels[kernel.id] = kernel
        # In a file of its own, in memory, which only the kernel reads: what the server reads it may hold in its memory,
        # where every kernel that is forked later would find the secrets of this one.
        secret = os.memfd_create("environment")
        with os.fdopen(os.dup(secret), "w") as file:
            json.dump(dict(environment), file)
        self.send({"start": kernel.id, **request}, [secret])
        return kernel

    def send(self, request: StartRequest | SignalRequest, descriptors: Sequence[int] = ()) -> None:
        """Send a request, now or as soon as the server takes it, with descriptors that are closed here."""
        # The socket does not block: a server that is busy importing must not stop the event loop of all other runs.
        self._unsent.append((json.dumps(request).encode(), [*descriptors]))
        self._flush()

    def _flush(self) -> None:
        assert self._channel is not None  # noqa: S101
        assert self._loop is not None  # noqa: S101
        try:
            while self._unsent:
                message, descriptors = self._unsent[0]
                socket.send_fds(self._channel, [message], descriptors)
                self._drop_first()
        except BlockingIOError:
            self._loop.add_writer(self._channel, self._flush)
        except OSError:
            self._handle_loss()
        else:
            self._loop.remove_writer(self._channel)

    def _drop_first(self) -> None:
        for descriptor in self._unsent.pop(0)[1]:
            os.close(descriptor)

    def _receive(self) -> None:
        assert self._channel is not None  # noqa: S101
        try:
            received = self._channel.recv(1 << 16)
        except BlockingIOError:
            return
        except OSError:
            received = b""
        if not received:
            self._handle_loss()
            return
        self._handle_event(json.loads(received))

    def _handle_event(self, event: Event) -> None:
        self._is_warm = self._is_warm or "warm" in event
        # A kernel that is lost may still have an event on its way.
        kernel = self.kernels.get(event.get("id", 0))
        if kernel is None:
            return
        if "pid" in event:
            kernel.pid = event["pid"]
        elif "ready" in event and not kernel.started.done():
            kernel.started.set_result(kernel.pid)
        elif "failed" in event and not kernel.started.done():
            kernel.started.set_exception(KernelStartError(error=event["failed"]))
        elif "exit" in event:
            self._end(kernel, event["exit"])

    def _end(self, kernel: ForkedKernel, status: int) -> None:
        del self.kernels[kernel.id]
        if not kernel.started.done():
            kernel.started.set_exception(KernelStartError(status))
        if not kernel.ended.done():
            kernel.ended.set_result(status)

    def _handle_loss(self) -> None:
        """End all kernels of a server that is gone: they asked the system to be killed with it (`warm_up._detach`)."""
        self.detach()
        # A server that never was warm cannot be replaced: the next one would fail in the same way, and for ever.
        self.is_lost = self._is_warm
        said = self.last_error_line()
        what, remedy = (
            (phrase("ended: {said}", said=said), "build again")
            if said
            else ("ended without an error, as if killed", SHORT)
        )
        complaint = Complaint("the fork server", what, remedy)
        for kernel in [*self.kernels.values()]:
            if not kernel.started.done():
                kernel.started.set_exception(NotebookError(complaint))
            self._end(kernel, -9)

    def last_error_line(self) -> str:
        """Return the last line that the server wrote to standard error; empty if there is none."""
        assert self._stderr is not None  # noqa: S101
        self._stderr.seek(0)
        lines = self._stderr.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else ""

    def hand_over(self) -> None:
        """Close this process's end, while another process holds a copy of it; the server goes on."""
        for held in (self._channel, self._stderr):
            if held is not None:
                held.close()
        if self._process is not None:
            # Whoever handed it over reaps all of its children; Popen would warn of one that it has to leave behind.
            self._process.returncode = 0

    def close(self) -> None:
        """End the server and all of its kernels."""
        self.detach()
        while self._unsent:
            self._drop_first()
        if self._channel is not None:
            self._channel.close()
        if self._process is not None:
            if not self._count:
                # It has no kernels to end, and would first import what it has not yet.
                self._process.kill()
            try:
                self._process.wait(EXIT_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._stderr is not None:
            self._stderr.close()
        # it may be gone with the server, or in use by the next one
        with contextlib.suppress(OSError):
            Path(self.scratch).rmdir()
