"""A process that has loaded what draws charts, so that a draft with a new chart need not wait for it to load.

Whoever wants something of it connects to its socket. Requests and answers are JSON, one object a line; an answer is
``null`` where the chart cannot be drawn, which is for the build to tell::

    {"read": {"m": {...}}}                         ->   [{"marks": [...], ...}]
    {"draw": {...}, "width": "m", "lead": false}   ->   "<svg ..."
"""

from __future__ import annotations

import json
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from factbook.model.drawn import Drawing
from factbook.project.scratch import Scratch
from factbook.render.charts.draw import draw_svg
from factbook.render.charts.drawing.chart_values import LIMIT_SECONDS, find_pending, keep_read, read_drawings
from factbook.render.charts.drawing.jobs import DrawingJob
from factbook.render.charts.drawing.worker import load_renderer, read_chart
from figurecheck.model import Chart
from figurecheck.model.errors import SiteError

# -P: the folder that the server was started in is not on the path, as in `kernel.fork_client`.
_COMMAND = (sys.executable, "-P", "-m", "factbook.serve.chart_server")
MOST_OF_ONE = 40
"""Charts that it reads or draws faster than new processes."""
_KEPT = 100
"""Answers that are kept: a page that is shown ahead and the draft after it ask for the same."""


class ChartServer:
    """The process, from this side; processes that are forked from this one use it too."""

    def __init__(self) -> None:
        """Start it."""
        # In a folder that nobody else may open.
        self._folder = Scratch("charts", holds_sockets=True)
        self._address = str(self._folder.path / "socket")
        self._start()

    def _start(self) -> None:
        Path(self._address).unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(self._address)
            listening.listen()
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, with our own module
                [*_COMMAND, str(listening.fileno())],
                pass_fds=[listening.fileno()],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def restart_ended(self) -> None:
        """Start it again if it has ended: a chart that hung, or that the renderer could not bear."""
        if self._process.poll() is not None:
            self._end()
            self._start()

    def _end(self) -> None:
        self._process.kill()
        self._process.communicate()

    def read_drawings(self, charts: Sequence[Chart]) -> dict[str, tuple[Drawing, ...]]:
        """Return what charts draw, as `read_drawings` does."""
        pending = find_pending(charts)
        # Many are read faster by several processes. Without an answer it goes on as in any build.
        if 0 < len(pending) <= MOST_OF_ONE:
            for chart, drawn in zip(pending, self._ask({"read": dict(one.specs)} for one in pending), strict=False):
                if isinstance(drawn, list):
                    keep_read(chart, drawn)
        return read_drawings(charts)

    def draw(self, jobs: Mapping[str, DrawingJob]) -> dict[str, str]:
        """Return drawings by the key of their job; without those that it could not make, and without any of many."""
        if len(jobs) > MOST_OF_ONE:
            return {}
        requests = map(_request_drawing, jobs.values())
        return {key: svg for key, svg in zip(jobs, self._ask(requests), strict=False) if isinstance(svg, str)}

    def prepare(self, charts: Sequence[Chart], jobs: Sequence[DrawingJob]) -> None:
        """Begin to read charts, and then to draw: whoever soon asks for the same need not wait as long."""
        requests = [*({"read": dict(one.specs)} for one in charts), *map(_request_drawing, jobs)]
        # The answers stay in the process that gives them. Nobody waits for the thread, which ends with this process.
        if len(requests) <= MOST_OF_ONE:
            threading.Thread(target=self._ask, args=(requests,), daemon=True).start()

    def _ask(self, requests: Iterable[Mapping[str, Any]]) -> list[Any]:
        """Return the answers that came: all, unless the process ended or a chart took too long."""
        found: list[Any] = []
        # A connection of its own, so that nobody reads the answers of somebody else.
        with suppress(OSError, ValueError, TypeError), socket.socket(socket.AF_UNIX) as channel:
            channel.settimeout(LIMIT_SECONDS)
            channel.connect(self._address)
            with channel.makefile("rb") as answers:
                for request in requests:
                    channel.sendall(json.dumps(request).encode() + b"\n")
                    found.append(json.loads(answers.readline()))
        return found

    def close(self) -> None:
        """End it."""
        self._end()
        self._folder.close()


def _request_drawing(job: DrawingJob) -> dict[str, Any]:
    return {"draw": job.spec, "width": job.width, "lead": job.lead}


@lru_cache(_KEPT)
def _answer(line: bytes) -> bytes:
    request = json.loads(line)
    answer: Any = None
    if "read" in request:
        answer = read_chart(request["read"])
    else:
        # Its build draws it again, and tells what is wrong with it.
        with suppress(SiteError):
            answer = draw_svg(request["draw"], request["width"], lead=request["lead"])
    return json.dumps(answer).encode() + b"\n"


def main() -> None:
    """Read and draw charts until this process is ended."""
    listening = socket.socket(fileno=int(sys.argv[1]))
    load_renderer()
    asking: dict[socket.socket, BinaryIO] = {}
    # Nothing is ever written there; it ends with the process that started this one, and with what was forked from that.
    while sys.stdin not in (ready := select.select([listening, sys.stdin, *asking], [], [])[0]):
        if listening in ready:
            channel, _ = listening.accept()
            asking[channel] = channel.makefile("rb")
        # One request of each, so that nobody waits for all that somebody else has asked for.
        for channel in [one for one in asking if one in ready]:
            if not _serve(channel, asking[channel]):
                asking.pop(channel).close()
                channel.close()


def _serve(channel: socket.socket, requests: BinaryIO) -> bool:
    """Answer one request; return whether there may be another one."""
    # Whoever asked may be gone before it has its answer. It waits for one before it asks again: no line is left behind.
    with suppress(OSError):
        if line := requests.readline():
            # The renderer's native code cannot be interrupted: a chart that hangs ends the process.
            signal.setitimer(signal.ITIMER_REAL, LIMIT_SECONDS)
            answer = _answer(line)
            signal.setitimer(signal.ITIMER_REAL, 0)
            channel.sendall(answer)
            return True
    return False


if __name__ == "__main__":
    main()
