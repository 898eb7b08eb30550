"""The processes that draw, and the drawings that a build waits for."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence, Set
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Event, Thread, Timer
from typing import Any

from factbook.model import Chart
from factbook.model.errors import Complaint, SiteError
from factbook.project.files import digest_content, digest_file
from factbook.render.charts.chart import FONTS, SOURCES
from factbook.render.charts.drawing.store import DrawingStore

# A program of its own, started anew and not forked: the renderer runs threads, and forking it hangs. "-P" keeps the
# folder of the report, where it is started, out of the path of modules.
COMMAND = (sys.executable, "-P", "-m", "factbook.render.charts.drawing.worker")
MOST_WORKERS = 4
"""Each takes some 80 MiB of memory, and two keep two cores busy."""
LIMIT_SECONDS = 60.0
"""A chart that takes longer is hanging."""
STILL = "m"
"""The width of a chart that no page shows, for the page of its notebook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingJob:
    """A drawing to be made."""

    key: str
    place: str
    """Which chart it is, for a complaint."""
    spec: Mapping[str, Any]
    width: str
    lead: bool


class Drawings:
    """The drawings of a report's charts: those in the store, and those that are being made.

    Drawing starts at once, in other processes; `svg` waits for the one that it returns.
    """

    def __init__(
        self,
        charts: Iterable[Chart],
        *,
        shown: Set[str],
        lead: Set[str],
        folder: Path,
        command: Sequence[str] = COMMAND,
        limit: float = LIMIT_SECONDS,
    ) -> None:
        """Look for the drawings of `charts` in `folder`, and start to draw the others.

        Charts in `shown` are on a page and are drawn at every width, those in `lead` at the widths of a lead chart.
        """
        self._store = DrawingStore(folder)
        self._keys: dict[str, dict[str, str]] = {}
        self._futures: dict[str, Future[str]] = {}
        self._jobs: queue.SimpleQueue[DrawingJob] = queue.SimpleQueue()
        self._command, self._limit = command, limit
        self._closed = False
        waiting = [job for chart in charts for job in self._add(chart, chart.id in shown, chart.id in lead)]
        self._workers = [_Worker() for _ in range(min(MOST_WORKERS, os.cpu_count() or 1, len(waiting)))]
        self._threads = [Thread(target=self._work, args=(worker,), daemon=True) for worker in self._workers]
        for thread in self._threads:
            thread.start()

    def widths(self, chart: str) -> list[str]:
        """Return the widths at which a chart is drawn."""
        return list(self._keys[chart])

    def key(self, chart: str, width: str) -> str:
        """Return the key of a drawing: a digest of everything that it is drawn from."""
        return self._keys[chart][width]

    def svg(self, chart: str, width: str) -> str:
        """Return one drawing by chart and width. Raises SiteError when it cannot be drawn."""
        return self.by_key(self.key(chart, width))

    def by_key(self, key: str) -> str:
        """Return one drawing by its key. Raises SiteError when it cannot be drawn."""
        return self._futures[key].result()

    def close(self) -> None:
        """Stop every process, even while it is drawing."""
        self._closed = True
        for worker in self._workers:
            worker.stop()
        for thread in self._threads:
            thread.join()
        for worker in self._workers:
            worker.close()

    def prune(self) -> None:
        """Remove drawings that no build has used for a long time."""
        self._store.prune()

    def _add(self, chart: Chart, shown: bool, lead: bool) -> Iterable[DrawingJob]:
        keys = self._keys.setdefault(chart.id, {})
        place = f"{chart.cell.notebook}: chart {chart.id}" if chart.cell else f"chart {chart.id}"
        for width, spec in chart.specs.items():
            # A chart that no page shows is on its notebook's page, in one width.
            if not shown and width != STILL:
                continue
            key = keys[width] = drawing_key(spec, width, lead=lead)
            # Two charts may be drawn from the same specification.
            if key in self._futures:
                continue
            future = self._futures[key] = Future()
            stored = self._store.read(key)
            if stored is not None:
                future.set_result(stored)
                continue
            job = DrawingJob(key=key, place=place, spec=spec, width=width, lead=lead)
            self._jobs.put(job)
            yield job

    def _work(self, worker: _Worker) -> None:
        # A thread for each process only waits for answers; the interpreter's lock is free meanwhile.
        while not self._closed:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            future = self._futures[job.key]
            try:
                svg = worker.draw(job, self._command, self._limit)
                self._store.write(job.key, svg)
                future.set_result(svg)
            # Whatever goes wrong belongs to whoever waits for this drawing; in a thread it would be printed and lost,
            # and the build would wait for ever.
            except Exception as error:
                future.set_exception(error)
        worker.stop()


class _Worker:
    """One process that draws, started when it is first needed, and again after it has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        # A file and not a pipe: nobody reads a pipe while the process draws, so a talkative library would block it.
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - `close` closes it

    def draw(self, job: DrawingJob, command: Sequence[str], limit: float) -> str:
        """Return the SVG of a job. Raises SiteError when it cannot be drawn, or when the process ends or hangs."""
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._stderr
            )
        process = self._process
        request = json.dumps({"spec": job.spec, "width": job.width, "lead": job.lead}).encode() + b"\n"
        late = Event()
        # A blocking read has no timeout, so a timer kills a process that hangs, which ends the read.
        clock = Timer(limit, _end_late, (process, late))
        clock.start()
        try:
            line = _ask(process, request)
        finally:
            clock.cancel()
        if late.is_set():
            self.stop()
            what = f"was not drawn within {limit:g} seconds"
            raise SiteError(Complaint(place=job.place, what=what, remedy="give it fewer rows"))
        if not line:
            raise SiteError(self._describe_end(job, process))
        found = json.loads(line)
        if "svg" in found:
            return str(found["svg"])
        raise SiteError(Complaint(place=job.place, what=found["what"], remedy=found["remedy"]))

    def stop(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                _close(pipe)

    def close(self) -> None:
        """End the process for good."""
        self.stop()
        self._stderr.close()

    def _describe_end(self, job: DrawingJob, process: subprocess.Popen[bytes]) -> Complaint:
        self.stop()
        self._stderr.seek(0)
        last = (self._stderr.read().decode(errors="replace").strip().splitlines() or [""])[-1]
        what = f"the process that draws ended at this chart (exit {process.returncode})" + (f": {last}" if last else "")
        return Complaint(place=job.place, what=what, remedy="look for memory running out, or draw it in its notebook")


def drawing_key(spec: Mapping[str, Any], width: str, *, lead: bool) -> str:
    """Return the digest of everything that a drawing depends on: specification, width, our style, fonts, renderer."""
    text = json.dumps([spec, width, lead, _tools()], sort_keys=True, default=str)
    return digest_content(text)


@cache
def _tools() -> str:
    # The files belong to the installed package, so reading them once per process is enough. A drawing outlives a build,
    # so its key must change with the code that makes it.
    files = [*SOURCES, *sorted(FONTS.iterdir())]
    digests = [digest_file(path) for path in files]
    return " ".join([version("vl-convert-python"), *digests])


def _ask(process: subprocess.Popen[bytes], request: bytes) -> bytes:
    """Send a line and return the answer; empty if the process has ended."""
    assert process.stdin is not None  # noqa: S101 - both were opened as pipes
    assert process.stdout is not None  # noqa: S101
    try:
        process.stdin.write(request)
        process.stdin.flush()
        return process.stdout.readline()
    except (OSError, ValueError):
        return b""


def _end_late(process: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    process.kill()


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:
        # Closing flushes what was still to be written, and nobody reads it any more.
        return
