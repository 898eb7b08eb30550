"""Standard output and error of a kernel: what programs and forked processes print is in its cell, and all counts.

ipykernel reads what is printed past Python in a thread of its own, and sends it whenever it comes: at times after the
end of the cell, and so among the outputs of the next one, or of none.
"""

from __future__ import annotations

import codecs
import os
import select
import signal
import threading
from collections.abc import Callable, Mapping
from typing import TextIO

from ipykernel.iostream import IOPubThread, OutStream
from jupyter_client.session import Session

from factbook.notebooks.sandbox.limits import show_bytes

DESCRIPTORS = {"stdout": 1, "stderr": 2}
PIPE_SIZE = 1 << 16
"""Bytes that a pipe of Linux holds, unless somebody enlarges it."""
TOO_MUCH = signal.SIGUSR2
"""Stops a cell whose programs print without end. A thread cannot raise an error in another one, but can signal it."""


class TooMuchOutputError(Exception):
    """A notebook has printed more than it may."""


class Meter:
    """Counts what a notebook prints and displays."""

    def __init__(self, most: int) -> None:
        """Allow `most` bytes in all; none at all means that there is no limit."""
        self._most, self._count = most, 0
        self._may_stop = False

    def count(self, size: int) -> None:
        """Count some more. Raises TooMuchOutputError where that is too much."""
        self._count += size
        if self._most and self._count > self._most:
            raise TooMuchOutputError(f"more than {show_bytes(self._most)} of output")

    def count_message(self, message: Mapping[str, object]) -> Mapping[str, object]:
        """Count the content of a display message, and return the message."""
        content = message.get("content")
        data = content.get("data", {}) if isinstance(content, Mapping) else {}
        self.count(sum(len(one) for one in data.values() if isinstance(one, str | bytes)))
        return message

    def begin_cell(self) -> None:
        """Let the cell that begins be stopped."""
        self._may_stop = True

    def end_cell(self) -> None:
        """Let nothing be stopped: an error raised between two cells would end the kernel."""
        self._may_stop = False

    def stop(self, *_: object) -> None:
        """Raise TooMuchOutputError in the running cell, once, as a handler of signals."""
        # Once, since a second error would strike whoever is cleaning up after the first.
        if self._may_stop:
            self._may_stop = False
            self.count(0)


class DescriptorReader:
    """Takes over a file descriptor, and forwards as text what programs and forked processes write to it."""

    def __init__(self, number: int, forward: Callable[[str], object]) -> None:
        """Take over the descriptor `number`; `forward` is called by this thread and by one of the reader."""
        self.number = number
        self.original = os.dup(number)
        """Where the descriptor led before."""
        self._forward = forward
        self._decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        self._lock = threading.Lock()
        self._pipe, end = os.pipe()
        # Only this end does not block, so that `take` can ask whether there is anything; writers wait as ever.
        os.set_blocking(self._pipe, False)
        os.dup2(end, number)
        os.close(end)
        threading.Thread(target=self._follow, name=f"descriptor {number}", daemon=True).start()

    def take(self) -> bool:
        """Forward what is in the pipe now; return whether more can come."""
        # Under the lock, so that whoever asks also waits for what the thread has read and not yet forwarded. One read
        # takes all that was in the pipe when the question was asked; a program that goes on printing is not waited for.
        with self._lock:
            try:
                read = os.read(self._pipe, PIPE_SIZE)
            except BlockingIOError:
                return True
            self._forward(self._decode(read, final=not read))
            return bool(read)

    def _follow(self) -> None:
        poller = select.poll()
        poller.register(self._pipe, select.POLLIN)
        # It ends when a notebook closes the descriptor, and nobody else holds it.
        is_open = True
        while is_open:
            poller.poll()
            is_open = self.take()


class CellStream(OutStream):
    """Standard output or error, with what goes to its file descriptor in the order in which it was printed.

    A class for `IPKernelApp.outstream_class`, with `capture_fd_output` off.
    """

    def __init__(self, session: Session, thread: IOPubThread, name: str, **options: bool | TextIO | None) -> None:
        """Be ipykernel's stream of that name, and take over its descriptor."""
        super().__init__(session, thread, name, **options)
        self.meter = Meter(0)
        """Counts what is printed."""
        self._owner = os.getpid()
        self._is_sent = True
        self._reader = DescriptorReader(DESCRIPTORS[name], self._write_uncounted)

    def fileno(self) -> int:
        """Return a descriptor that leads where the stream's own led before, as ipykernel's does."""
        return self._reader.original

    def write(self, string: str) -> int | None:
        """Print. Raises TooMuchOutputError where a notebook prints without end."""
        if os.getpid() != self._owner:
            # In a process that a notebook has forked. ipykernel's (7.4) would connect to a port of 127.0.0.1, which
            # the sandbox refuses, and without that use a socket of its parent, which ZeroMQ forbids.
            return _write_all(self._reader.number, string)
        self._reader.take()
        self.meter.count(len(string))
        written: int | None = super().write(string)
        # Behind it, so that who flushes in another thread meanwhile leaves nothing unsent.
        self._is_sent = False
        return written

    def flush(self) -> None:
        """Send what was printed, and first what came by the file descriptor."""
        if os.getpid() == self._owner:
            self._reader.take()
            # ipykernel's (7.4) wakes its thread twice and waits for it, for both streams, after each cell and before
            # each output; most cells print nothing.
            if not self._is_sent:
                self._is_sent = True
                super().flush()

    def _write_uncounted(self, text: str) -> None:
        try:
            self.meter.count(len(text))
        except TooMuchOutputError:
            # It is dropped, and the main thread, which runs the cell, is where the error must be raised.
            signal.pthread_kill(threading.main_thread().ident or 0, TOO_MUCH)
        else:
            super().write(text)
            self._is_sent = False


def _write_all(number: int, text: str) -> int:
    data = text.encode(errors="replace")
    while data:
        data = data[os.write(number, data) :]
    return len(text)
