"""The kernel application of a warm kernel."""

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

from factbook.notebooks.sandbox.limits import show_bytes
from factbook.notebooks.sandbox import lift_memory_limit

CHUNK = 1 << 16
DRAIN_SECONDS = 0.5
"""How long the end of a cell waits for what programs still running may print."""
TOO_MUCH = signal.SIGUSR2
"""Stops a cell whose programs print without end."""


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
        """Count what a display message carries, and let it pass."""
        data = message.get("content", {}).get("data", {})
        self.count(sum(len(one) for one in data.values() if isinstance(one, str | bytes)))
        return message


class WarmStream(OutStream):
    """Standard output or error, with what goes to its file descriptor in place at the end of each cell."""

    def __init__(self, *arguments: Any, meter: Meter, **options: Any) -> None:
        """Be an `OutStream` whose text is counted by `meter`."""
        self._meter = meter
        self._passing = self._full = False
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
        deadline = time.monotonic() + DRAIN_SECONDS
        while not self._full and (self._passing or self._waiting()) and time.monotonic() < deadline:
            time.sleep(0.0002)

    def _waiting(self) -> int:
        (count,) = struct.unpack("i", fcntl.ioctl(self._fid, termios.FIONREAD, b"\0\0\0\0"))
        return int(count)

    def _watch_pipe_fd(self) -> None:
        decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        poller = select.poll()
        poller.register(self._fid, select.POLLIN)
        while self._should_watch:
            poller.poll()
            self._passing = True
            self._pass_on(decode(os.read(self._fid, CHUNK)))
            self._passing = False

    def _pass_on(self, text: str) -> None:
        try:
            self._meter.count(len(text))
        except TooMuchOutputError:
            self._full, self._should_watch = True, False
            signal.pthread_kill(threading.main_thread().ident or 0, TOO_MUCH)
        else:
            super().write(text)


class WarmIOPubThread(IOPubThread):
    """The thread that sends outputs; forked processes of a notebook reach it without the network."""

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
        given = list(argv or ())
        usual = [one for one in given if not one.startswith("--HistoryManager.hist_file=")]
        if len(usual) == 2 and usual[0] == "-f":
            self.connection_file = usual[1]
        else:
            super().parse_command_line(argv)
        self.update_config(Config({"HistoryManager": {"enabled": False}}))

    def load_config_file(self, suppress_errors: bool | None = None) -> None:
        """Read no settings, for the same reason."""

    def init_path(self) -> None:
        """Find modules beside the notebook, after the standard library's, as in any kernel.

        The fork server itself must not find its own there, and IPython would go by that.
        """
        import sys

        at = next((at for at, path in enumerate(sys.path) if path.endswith(("site-packages", "dist-packages"))), 0)
        if "" not in sys.path:
            sys.path.insert(at, "")

    def init_pdb(self) -> None:
        """Leave the debugger as it is."""

    def init_heartbeat(self) -> None:
        """Have no heartbeat: the fork server tells of an end at once."""

    def init_iopub(self, context: Any) -> None:
        """As in any kernel, with a thread that keeps off the network."""
        import ipykernel.kernelapp

        ipykernel.kernelapp.IOPubThread = WarmIOPubThread
        super().init_iopub(context)

    def init_io(self) -> None:
        """As in any kernel, with streams that count."""
        self._meter = Meter(self.most_output)
        self.outstream_class = None
        import sys

        make = partial(WarmStream, self.session, self.iopub_thread, meter=self._meter)
        sys.stdout, sys.stderr = make("stdout"), make("stderr")
        super().init_io()

    def init_code(self) -> None:
        """Run no start-up files; see that what is displayed is counted."""
        self.shell.display_pub.register_hook(self._meter.count_message)
        self.shell.set_custom_exc((MemoryError,), _tell_of_memory)
        signal.signal(TOO_MUCH, self._meter.stop)


def _tell_of_memory(
    shell: Any, kind: type[BaseException], error: BaseException, trace: Any, tb_offset: Any = None
) -> None:
    """Show where memory ran out, for which some is needed."""
    lift_memory_limit()
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
