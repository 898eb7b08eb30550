"""What is on its way into a pipe: whoever writes need not wait for whoever reads."""

from __future__ import annotations

import threading
from contextlib import suppress
from queue import SimpleQueue
from typing import IO


class Outbox:
    """A file to write into, from which another thread writes into a pipe; what nobody reads any more is dropped."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._parts: SimpleQueue[bytes] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def write(self, part: bytes) -> int:
        """Take some bytes and return their number."""
        if self._thread is None:
            # Only now: whoever makes this may fork yet.
            self._thread = threading.Thread(target=self._empty, daemon=True)
            self._thread.start()
        self._parts.put(part)
        return len(part)

    def close(self) -> None:
        """Wait until all is written, or nobody reads it, and close the pipe."""
        if self._thread is not None:
            # No part of what is written is empty.
            self._parts.put(b"")
            self._thread.join()
        with suppress(BrokenPipeError):
            self._pipe.close()

    def _empty(self) -> None:
        with suppress(BrokenPipeError):
            while part := self._parts.get():
                self._pipe.write(part)
                if self._parts.empty():
                    self._pipe.flush()
