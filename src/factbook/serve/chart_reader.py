"""A process that has loaded what draws charts, so that a draft with a new chart need not wait for it to load.

Requests and answers are JSON, one object a line; each answer has the number of its request::

    {"id": 3, "specs": {...}}   ->   {"id": 3, "drawn": [...]}
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from factbook.model import Chart
from factbook.model.drawn import Drawing
from factbook.project.memo import Memo
from factbook.render.charts.drawing.chart_values import LIMIT_SECONDS, find_pending, read_drawings, store_read
from factbook.render.charts.drawing.worker import load_renderer, read_chart

# -P: the folder that the server was started in is not on the path, as in `kernel.fork_client`.
_COMMAND = (sys.executable, "-P", "-m", "factbook.serve.chart_reader")
MOST_OF_ONE = 40
"""Charts that it reads faster than new processes."""


class ChartReader:
    """The process, from this side; processes that are forked from this one share it."""

    def __init__(self) -> None:
        """Start it."""
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, with our own module
                [*_COMMAND, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                # Whatever a library prints must not get between the lines of the server.
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        ours.settimeout(LIMIT_SECONDS)
        self._socket = ours

    def read_drawings(self, charts: Sequence[Chart], memo: Memo) -> dict[str, tuple[Drawing, ...]]:
        """Return what charts draw, as `read_drawings` does."""
        pending = find_pending(charts, memo)
        # Many are read faster by several processes. Without an answer it goes on as in any build.
        if 0 < len(pending) <= MOST_OF_ONE:
            with suppress(OSError, ValueError, TypeError):
                for chart, drawn in self._ask(pending):
                    store_read(chart, drawn, memo)
        return read_drawings(charts, memo)

    def _ask(self, charts: Sequence[Chart]) -> Iterator[tuple[Chart, list[dict[str, Any]]]]:
        # A process that was stopped while it waited may have left answers; numbers are of one process.
        ids = [f"{os.getpid()}-{at}" for at, _ in enumerate(charts)]
        for id, chart in zip(ids, charts, strict=True):
            self._socket.sendall(json.dumps({"id": id, "specs": dict(chart.specs)}).encode() + b"\n")
        left = dict(zip(ids, charts, strict=True))
        for line in _lines(self._socket):
            found = json.loads(line)
            if found["id"] in left:
                yield left.pop(found["id"]), found["drawn"]
            if not left:
                return

    def close(self) -> None:
        """End it."""
        self._socket.close()
        self._process.kill()
        self._process.wait()


def _lines(channel: socket.socket) -> Iterator[bytes]:
    unread = b""
    while received := channel.recv(1 << 16):
        *lines, unread = (unread + received).split(b"\n")
        yield from lines


def main() -> None:
    """Read charts until the other end closes."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    load_renderer()
    for line in _lines(channel):
        request = json.loads(line)
        answer = {"id": request["id"], "drawn": read_chart(request["specs"])}
        channel.sendall(json.dumps(answer).encode() + b"\n")


if __name__ == "__main__":
    main()
