"""Progress of running notebooks: a live view on a terminal, a line for each run anywhere else."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Lock, Thread
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from factbook.notebooks import Run

REDRAWN_SECONDS = 0.25
MOST_SHOWN = 8
"""The most running notebooks that the live view lists."""
_UP_AND_CLEAR = "\x1b[{}F\x1b[0J"


class Progress:
    """Shows runs as they start and end. Use it as a context manager around them."""

    def __init__(
        self,
        stream: TextIO | None = None,
        *,
        live: bool | None = None,
        clock: Callable[[], float] = time.monotonic,
        width: int | None = None,
    ) -> None:
        """Write to `stream`, by default standard error; `live` where it is a terminal that can be drawn on."""
        self._stream = stream or sys.stderr
        self._live = _can_be_drawn_on(self._stream) if live is None else live
        self._clock = clock
        self._width = width
        self._since = clock()
        self._total = self._done = self._reused = self._failed = 0
        self._running: dict[tuple[Path, str], float] = {}
        self._drawn = 0
        self._announced = False
        # `begun` and `ended` are called from the threads that run notebooks, `_redraw` from its own
        self._lock, self._ended = Lock(), Event()
        self._thread = Thread(target=self._redraw, daemon=True)

    def __enter__(self) -> Progress:
        if self._live:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # the redrawing thread ends first, or it could draw over what the command prints next
        self._ended.set()
        if self._live:
            self._thread.join()
        with self._lock:
            self._draw([])
            # after an error, its message should be the last thing on the screen
            if self._total and kind is None:
                self._announce()
                if self._live and self._done > self._reused:
                    self._write(self._summary())

    def started(self, count: int) -> None:
        """Add `count` to the number of runs needed."""
        self._total += count
        self._since = self._clock()

    def begun(self, path: Path, day: str) -> None:
        """Show that a notebook starts to run."""
        # the counts are printed with the first run that is not reused: only then are they worth a line
        with self._lock:
            if not self._announced:
                self._announce()
                for gap in _find_gaps():
                    self._write(click.style(f"Notebooks are less isolated on this system: {gap}.", fg="yellow"))
            self._running[path, day] = self._clock()

    def ended(self, run: Run) -> None:
        """Show a run that was taken from the store or has ended."""
        with self._lock:
            self._done += 1
            self._reused += run.reused
            self._failed += bool(run.complaints)
            self._running.pop((run.path, run.as_of), None)
            # a live view shows successes itself; failures must stay on the screen when it goes
            if not run.reused and (run.complaints or not self._live):
                self._write(self._line(run))

    def _line(self, run: Run) -> str:
        state = click.style("failed", fg="red") if run.complaints else f"{len(run.recorded)} recorded"
        why = f" (run, since {run.why})" if run.why else ""
        return f"  [{self._done}/{self._total}] {_name(run.path, run.as_of)}: {state}, {run.seconds:.1f} s{why}"

    def _announce(self) -> None:
        if not self._announced:
            self._announced = True
            rest = self._total - self._reused
            stored = f"{self._reused} reused" if self._reused else ""
            needed = f"{rest} to run" if rest else ""
            text = ", ".join(filter(None, (stored, needed)))
            self._write(f"Notebooks: {self._total} runs, {text}")

    def _summary(self) -> str:
        failed = click.style(f", {self._failed} failed", fg="red") if self._failed else ""
        return f"Ran {self._done - self._reused} in {self._clock() - self._since:.1f} s{failed}"

    def _write(self, line: str) -> None:
        """Write a permanent line above the live view."""
        view = self._drawn
        self._draw([])
        click.echo(line, file=self._stream)
        if view:
            self._draw([*self._view()])

    def _redraw(self) -> None:
        while not self._ended.wait(REDRAWN_SECONDS):
            with self._lock:
                if self._running:
                    self._draw([*self._view()])

    def _view(self) -> Iterator[str]:
        now = self._clock()
        counts = [f"{self._done}/{self._total} runs"]
        counts += [f"{self._reused} reused"] if self._reused else []
        counts += [click.style(f"{self._failed} failed", fg="red")] if self._failed else []
        yield f"{', '.join(counts)}, {now - self._since:.0f} s"
        width = self._width or shutil.get_terminal_size().columns
        for (path, day), since in [*self._running.items()][:MOST_SHOWN]:
            yield f"  {_name(path, day)[: max(width - 12, 8)]} {now - since:.0f} s"

    def _draw(self, lines: list[str]) -> None:
        """Redraw the view, or remove it."""
        # cursor up to the start of the view, and clear to the end of the screen; other lines are never touched
        up = _UP_AND_CLEAR.format(self._drawn) if self._drawn else ""
        if up or lines:
            self._stream.write(up + "".join(f"{line}\n" for line in lines))
            self._stream.flush()
        self._drawn = len(lines)


def _name(path: Path, day: str) -> str:
    return f"{path.as_posix()} as of {day}" if day else path.as_posix()


def _can_be_drawn_on(stream: TextIO) -> bool:
    import os

    # CI systems often offer a terminal, and record each redrawing as a line of its own
    return stream.isatty() and os.environ.get("TERM", "") not in {"", "dumb"} and "CI" not in os.environ


def _find_gaps() -> list[str]:
    from factbook.notebooks.sandbox import find_gaps

    return find_gaps()
