"""The kernel application of a warm kernel: ipykernel's, without what only people at a keyboard use, and within limits.

It overrides private methods of ipykernel's streams (7.4). Without them output that programs print comes late or in the
next cell, and notebooks that fork print nothing; the tests of kernels compare both with an ordinary kernel.
"""

from __future__ import annotations

import codecs
import fcntl
import os
import select
import signal
import struct
import termios
import threading
import time
from functools import partial
from typing import Any

import zmq
from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.kernelapp import IPKernelApp
from IPython.core.profiledir import ProfileDir
from traitlets.config import Config
from zmq.eventloop.zmqstream import ZMQStream

from factbook.notebooks.sandbox import lift_memory_limit
from factbook.notebooks.sandbox.limits import show_bytes

CHUNK = 1 << 16
DRAIN_SECONDS = 0.5
"""How long the end of a cell waits for what programs still running may print."""
TOO_MUCH = signal.SIGUSR2
"""Stops a cell whose programs print without end. A thread cannot raise an error in another one, but can signal it."""


class TooMuchOutputError(Exception):
    """A notebook has printed more than it may."""


class Meter:
    """Counts what a notebook prints and displays."""

    def __init__(self, most: int) -> None:
        """Allow `most` bytes in all; none at all means that there is no limit."""
        self._most, self._count = most, 0

    def count(self, size: int) -> None:
        """Count some more. Raises TooMuchOutputError where that is too much."""
        self._count += size
        if self._most and self._count > self._most:
            raise TooMuchOutputError(f"more than {show_bytes(self._most)} of output")

    def stop(self, *_: Any) -> None:
        """Raise TooMuchOutputError, as a handler of signals."""
        self.count(self._most)

    def count_message(self, message: Any) -> Any:
        """Count the content of a display message, and return the message."""
        data = message.get("content", {}).get("data", {})
        self.count(sum(len(one) for one in data.values() if isinstance(one, str | bytes)))
        return message


class WarmStream(OutStream):
    """Standard output or error, with what goes to its file descriptor in place at the end of each cell.

    ipykernel reads what programs print in a thread, and sends it whenever it comes: at times after the end of the cell,
    and so among the outputs of the next one, or of none.
    """

    def __init__(self, *arguments: Any, meter: Meter, **options: Any) -> None:
        """Be an `OutStream` whose text is counted by `meter`."""
        self._meter = meter
        # before the other's `__init__`, which starts the thread that uses them
        self._is_forwarding = self._is_full = False
        super().__init__(*arguments, **options)

    def write(self, string: str) -> int | None:
        """Print. Raises TooMuchOutputError where a notebook prints without end."""
        if isinstance(string, str):
            self._meter.count(len(string))
        written: int | None = super().write(string)
        return written

    def flush(self) -> None:
        """Send what was printed, and first what came by the file descriptor."""
        if self._should_watch and self._is_master_process():
            self._drain()
        super().flush()

    def _drain(self) -> None:
        """Wait until the thread has forwarded all that is in the pipe."""
        deadline = time.monotonic() + DRAIN_SECONDS
        while not self._is_full and (self._is_forwarding or self._count_waiting()) and time.monotonic() < deadline:
            time.sleep(0.0002)

    def _count_waiting(self) -> int:
        """Return how many bytes are in the pipe; to read them here would take them from the thread."""
        (count,) = struct.unpack("i", fcntl.ioctl(self._fid, termios.FIONREAD, b"\0\0\0\0"))
        return int(count)

    def _watch_pipe_fd(self) -> None:
        # Over ipykernel's own for three reasons: it does not tell when it is between reading and sending, it cuts a
        # character in two where a chunk ends, and it copies everything to the descriptor that was there before.
        decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        poller = select.poll()
        poller.register(self._fid, select.POLLIN)
        while self._should_watch:
            poller.poll()
            self._is_forwarding = True
            self._forward(decode(os.read(self._fid, CHUNK)))
            self._is_forwarding = False

    def _forward(self, text: str) -> None:
        try:
            self._meter.count(len(text))
        except TooMuchOutputError:
            # The main thread runs the cell, and is where the error must be raised.
            self._is_full, self._should_watch = True, False
            signal.pthread_kill(threading.main_thread().ident or 0, TOO_MUCH)
        else:
            super().write(text)


class WarmIOPubThread(IOPubThread):
    """The thread that sends outputs; forked processes of a notebook reach it without the network.

    ipykernel has them connect to a port of 127.0.0.1, which the sandbox refuses.
    """

    _pipe_path = ""

    def _setup_pipe_in(self) -> None:
        endpoint: str = self.socket.getsockopt(zmq.LAST_ENDPOINT).decode().rstrip("\0")
        if not endpoint.startswith("ipc://"):
            super()._setup_pipe_in()
            return
        self._pipe_uuid = os.urandom(16)
        self._pipe_path = f"{os.path.dirname(endpoint)}/forked"  # noqa: PTH120 - a socket's address
        pipe_in = self.socket.context.socket(zmq.PULL)
        pipe_in.linger = 0
        pipe_in.bind(self._pipe_path)
        self._pipe_in = ZMQStream(pipe_in, self.io_loop)
        self._pipe_in.on_recv(self._handle_pipe_msg)

    def _setup_pipe_out(self) -> tuple[Any, Any]:
        if not self._pipe_path:
            return super()._setup_pipe_out()  # type: ignore[no-any-return]
        # as in ipykernel: of ZeroMQ a forked process must have a context of its own
        context = zmq.Context()
        pipe_out = context.socket(zmq.PUSH)
        pipe_out.linger = 3000
        pipe_out.connect(self._pipe_path)
        return context, pipe_out


class NoProfile(ProfileDir):
    """A profile without any files."""

    def _mkdir(self, path: str, mode: int | None = None) -> bool:
        return False

    def check_startup_dir(self, change: object = None) -> None:
        """Make no folder for start-up files."""

    def check_security_dir(self, change: object = None) -> None:
        """Make no folder for keys."""


class WarmKernelApp(IPKernelApp):
    """An IPython kernel without what only people at a keyboard use."""

    most_output = 0
    """Bytes that may be printed and displayed; none means any."""

    def init_profile_dir(self) -> None:
        """Know no profile: what a user has set up at home must not change a report."""
        self.profile_dir = NoProfile(location=os.path.dirname(self.connection_file))  # noqa: PTH120

    def parse_command_line(self, argv: list[str] | None = None) -> None:
        """Take the connection file from the usual arguments without the cost of reading any."""
        # traitlets would first build a parser for the options of all of IPython's classes.
        arguments = list(argv or ())
        usual = [one for one in arguments if not one.startswith("--HistoryManager.hist_file=")]
        if len(usual) == 2 and usual[0] == "-f":
            self.connection_file = usual[1]
        else:
            super().parse_command_line(argv)
        self.update_config(Config({"HistoryManager": {"enabled": False}}))

    def load_config_file(self, suppress_errors: bool | None = None) -> None:
        """Read no settings, for the same reason."""

    def init_path(self) -> None:
        """Find modules beside the notebook, after the standard library's, as in any kernel."""
        # IPython (9.7) does so unless Python was started with -P, as the fork server was for its own imports.
        import sys

        at = next((at for at, path in enumerate(sys.path) if path.endswith(("site-packages", "dist-packages"))), 0)
        if "" not in sys.path:
            sys.path.insert(at, "")

    def init_pdb(self) -> None:
        """Leave the debugger as it is."""

    def init_heartbeat(self) -> None:
        """Have no heartbeat: the fork server reports an end at once."""

    def init_iopub(self, context: Any) -> None:
        """As in any kernel, with a thread that keeps off the network."""
        # `init_iopub` makes the thread by the name that its module holds; there is no trait for its class.
        import ipykernel.kernelapp

        ipykernel.kernelapp.IOPubThread = WarmIOPubThread
        super().init_iopub(context)

    def init_io(self) -> None:
        """As in any kernel, with streams that count."""
        self._meter = Meter(self.most_output)
        # Without a class ipykernel makes no streams of its own, and takes those that are there for the notebook's.
        self.outstream_class = None
        import sys

        make = partial(WarmStream, self.session, self.iopub_thread, meter=self._meter)
        sys.stdout, sys.stderr = make("stdout"), make("stderr")
        super().init_io()

    def init_code(self) -> None:
        """Run no start-up files; see that what is displayed is counted."""
        self.shell.display_pub.register_hook(self._meter.count_message)
        self.shell.set_custom_exc((MemoryError,), _show_memory_error)
        signal.signal(TOO_MUCH, self._meter.stop)


def _show_memory_error(
    shell: Any, kind: type[BaseException], error: BaseException, trace: Any, tb_offset: Any = None
) -> None:
    """Show where memory ran out."""
    # To print a traceback takes some memory, too.
    lift_memory_limit()
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
