"""Progress of running notebooks: a live view on a terminal, a line for each run anywhere else."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

import click

from figurecheck.model.errors import in_one_line
from figurecheck.model.wording import count_of

if TYPE_CHECKING:
    from rich.progress import Progress as View
    from rich.progress import TaskID

    from factbook.notebooks import Run


class Progress:
    """Shows runs as they start and end. Use it as a context manager around them."""

    def __init__(
        self,
        stream: TextIO | None = None,
        *,
        live: bool | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Write to `stream`, by default standard error; `live` where it is a terminal that can be drawn on."""
        self._stream = stream or sys.stderr
        self._live = _can_be_drawn_on(self._stream) if live is None else live
        self._clock = clock
        self._since = clock()
        self._total = self._done = self._reused = self._failed = 0
        self._view: View | None = None
        self._running: dict[tuple[Path, str], TaskID] = {}
        self._announced = False
        self._lock = Lock()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            if self._view:
                self._view.stop()
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
            if self._live:
                self._view = self._view or _start_view(self._stream, self._clock)
                self._running[path, day] = self._view.add_task(_name(path, day), total=None)
                self._count()

    def ended(self, run: Run) -> None:
        """Show a run that was taken from the store or has ended."""
        with self._lock:
            self._done += 1
            self._reused += run.reused
            self._failed += bool(run.complaints)
            if self._view and (run.path, run.as_of) in self._running:
                self._view.remove_task(self._running.pop((run.path, run.as_of)))
            self._count()
            if not run.reused and (run.complaints or not self._live):
                self._write(self._line(run))

    def _line(self, run: Run) -> str:
        state = click.style("failed", fg="red") if run.complaints else f"{len(run.recorded)} recorded"
        why = f" (run, since {run.why})" if run.why else ""
        name = _name(run.path, run.as_of)
        return f"  [{self._done}/{self._total}] {name}: {state}, {run.seconds:.1f} s{in_one_line(why)}"

    def _announce(self) -> None:
        if not self._announced:
            self._announced = True
            rest = self._total - self._reused
            stored = f"{self._reused} reused" if self._reused else ""
            needed = f"{rest} to run" if rest else ""
            text = ", ".join(filter(None, (stored, needed)))
            self._write(f"Notebooks: {count_of(self._total, 'run')}, {text}")

    def _summary(self) -> str:
        failed = click.style(f", {self._failed} failed", fg="red") if self._failed else ""
        return f"Ran {self._done - self._reused} in {self._clock() - self._since:.1f} s{failed}"

    def _count(self) -> None:
        """Show in the first row of the view how many runs there are."""
        if self._view:
            counts = [f"{self._done}/{count_of(self._total, 'run')}"]
            counts += [f"{self._reused} reused"] if self._reused else []
            counts += [f"{self._failed} failed"] if self._failed else []
            self._view.update(self._view.task_ids[0], description=", ".join(counts))

    def _write(self, line: str) -> None:
        """Write a line that stays, above the live view."""
        if self._view is None:
            click.echo(line, file=self._stream)
            return
        from rich.text import Text

        self._view.console.print(Text.from_ansi(line), soft_wrap=True)


def _start_view(stream: TextIO, clock: Callable[[], float]) -> View:
    # Loaded only here: most builds run no notebook, or have no terminal.
    from rich.console import Console
    from rich.progress import Progress as View
    from rich.progress import TextColumn, TimeElapsedColumn
    from rich.table import Column

    # Markup is off, since a path may hold brackets. Standard output stays as it is, since it may be a file: rich would
    # print its lines here, above the view.
    column = Column(no_wrap=True, overflow="ellipsis")
    view = View(
        TextColumn("{task.description}", markup=False, table_column=column), TimeElapsedColumn(),
        console=Console(file=stream, force_terminal=True), transient=True, get_time=clock,
        redirect_stdout=False, redirect_stderr=False,
    )  # fmt: skip
    view.start()
    view.add_task("", total=None)
    return view


def _name(path: Path, day: str) -> str:
    # The last day of the calendar stands for data of which nobody has said when they were published.
    name = in_one_line(path.as_posix())
    return f"{name} as of {day}" if day and day != datetime.date.max.isoformat() else name


def _can_be_drawn_on(stream: TextIO) -> bool:
    import os

    # CI systems often offer a terminal, and record each redrawing as a line of its own
    return stream.isatty() and os.environ.get("TERM", "") not in {"", "dumb"} and "CI" not in os.environ


def _find_gaps() -> list[str]:
    from factbook.notebooks.sandbox import find_gaps

    return find_gaps()
