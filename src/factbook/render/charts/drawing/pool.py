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
from importlib.metadata import version
from pathlib import Path
from threading import Event, Thread, Timer
from typing import Any

import factbook.render.charts.chart as house
from factbook.model import Chart
from factbook.model.errors import Complaint, SiteError
from factbook.project.files import digest_content, digest_file
from factbook.render.charts.drawing.store import DrawingStore

COMMAND = (sys.executable, "-P", "-m", "factbook.render.charts.drawing.worker")
MOST_WORKERS = 4
"""Each takes some 80 MiB; two cores are busy with two."""
LIMIT_SECONDS = 60.0
"""No chart takes so long; one that does is hanging."""
STILL = "m"
"""The width that a chart has where no page shows it: on the page of its notebook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One drawing to be made."""

    key: str
    place: str
    """Which chart it is, for an editor."""
    spec: Mapping[str, Any]
    width: str
    lead: bool


class Drawings:
    """The drawings of a report's charts: those that are kept, and those that are being made.

    Drawing starts at once, in other processes; `svg` waits for the one that is asked for.
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
        """Look for the drawings of `charts` in `folder`, and start to make the others.

        Charts in `shown` stand on a page and are drawn at every width, those in `lead` at the widths of a lead.
        """
        self._store = DrawingStore(folder)
        self._keys: dict[str, dict[str, str]] = {}
        self._futures: dict[str, Future[str]] = {}
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._command, self._limit = command, limit
        self._closed = False
        waiting = [job for chart in charts for job in self._add(chart, chart.id in shown, chart.id in lead)]
        self._workers = [_Worker() for _ in range(min(MOST_WORKERS, os.cpu_count() or 1, len(waiting)))]
        self._threads = [Thread(target=self._work, args=(worker,), daemon=True) for worker in self._workers]
        for thread in self._threads:
            thread.start()

    def widths(self, chart: str) -> list[str]:
        """The widths at which a chart is drawn."""
        return list(self._keys[chart])

    def key(self, chart: str, width: str) -> str:
        """What a drawing is kept by: a digest of all that it is drawn from."""
        return self._keys[chart][width]

    def svg(self, chart: str, width: str) -> str:
        """Give one drawing. Raises SiteError when it cannot be made."""
        return self.by_key(self.key(chart, width))

    def by_key(self, key: str) -> str:
        """Give one drawing. Raises SiteError when it cannot be made."""
        return self._futures[key].result()

    def close(self) -> None:
        """Stop every process, also one that is drawing."""
        self._closed = True
        for worker in self._workers:
            worker.stop()
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()
        for worker in self._workers:
            worker.close()

    def prune(self) -> None:
        """Remove drawings that no build has asked for in a long time."""
        self._store.prune()

    def _add(self, chart: Chart, shown: bool, lead: bool) -> Iterable[Job]:
        keys = self._keys.setdefault(chart.id, {})
        place = f"{chart.cell.notebook}: chart {chart.id}" if chart.cell else f"chart {chart.id}"
        for width, spec in chart.specs.items():
            if not shown and width != STILL:
                continue
            key = keys[width] = drawing_key(spec, width, lead=lead)
            if key in self._futures:
                continue
            future = self._futures[key] = Future()
            kept = self._store.read(key)
            if kept is not None:
                future.set_result(kept)
                continue
            job = Job(key=key, place=place, spec=spec, width=width, lead=lead)
            self._jobs.put(job)
            yield job

    def _work(self, worker: _Worker) -> None:
        while not self._closed:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                break
            future = self._futures[job.key]
            try:
                svg = worker.draw(job, self._command, self._limit)
                self._store.write(job.key, svg)
                future.set_result(svg)
            except Exception as error:
                future.set_exception(error)
        worker.stop()


class _Worker:
    """One process that draws, started when it is first needed and anew after it ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - what the process says; `close` ends it

    def draw(self, job: Job, command: Sequence[str], limit: float) -> str:
        """Give the SVG of a job. Raises SiteError when it cannot be drawn, or when the process ends or hangs."""
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said
            )
        process = self._process
        request = json.dumps({"spec": job.spec, "width": job.width, "lead": job.lead}).encode() + b"\n"
        late = Event()
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
        self._said.close()

    def _describe_end(self, job: Job, process: subprocess.Popen[bytes]) -> Complaint:
        self.stop()
        self._said.seek(0)
        last = (self._said.read().decode(errors="replace").strip().splitlines() or [""])[-1]
        what = f"the process that draws ended at this chart (exit {process.returncode})" + (f": {last}" if last else "")
        return Complaint(place=job.place, what=what, remedy="look for memory running out, or draw it in its notebook")


def drawing_key(spec: Mapping[str, Any], width: str, *, lead: bool) -> str:
    """Give the digest of all that a drawing is made from: specification, width, our style, fonts, the renderer."""
    text = json.dumps([spec, width, lead, _tools()], sort_keys=True, default=str)
    return digest_content(text)


def _tools(_found: list[str] = []) -> str:  # noqa: B006 - read once
    if not _found:
        files = [*house.SOURCES, *sorted(house.FONTS.iterdir())]
        digests = [digest_file(path) for path in files]
        _found.append(" ".join([version("vl-convert-python"), *digests]))
    return _found[0]


def _ask(process: subprocess.Popen[bytes], request: bytes) -> bytes:
    """Send a line and give the answer; nothing if the process ended."""
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
        return  # what was still to be written has no reader
