"""The processes that draw, and what is said when one of them ends or hangs."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.context import SpawnContext
from multiprocessing.synchronize import RLock
from pickle import PicklingError
from types import ModuleType
from typing import ParamSpec, TypeVar

from factbook.render.charts.drawing.worker import call_within, start_worker
from figurecheck.model.errors import SiteError
from figurecheck.model.worded import phrase

MOST_WORKERS = 4
"""Each takes some 80 MiB of memory, and two keep two cores busy."""
PATIENCE = 5
"""How many times its limit of processor time a job may take by the clock, on a machine that others use as well."""

P = ParamSpec("P")
T = TypeVar("T")


class DrawingPool:
    """Processes for a number of jobs, each of which may take `limit` seconds of processor time.

    They start with the first job. By the clock a job may take `PATIENCE` times as long: that these processes stand back
    behind all others is no fault of a chart. Windows does not limit processor time, and has the clock alone.
    """

    def __init__(self, jobs: int, limit: float, *, workers: int = MOST_WORKERS) -> None:
        """Prepare at most `workers` processes for `jobs` jobs."""
        # Imported in functions, as most builds draw nothing: pebble loads asyncio, a twentieth of a second.
        from pebble import ProcessPool

        from factbook.project.scratch import Scratch

        self._limit = limit
        self._count = 0
        # Files and no pipes: nobody reads a pipe while a process draws, so a talkative library would block it.
        self._printed = Scratch("drawing")
        self._context = _KeptLocks()
        self.workers = min(workers, os.cpu_count() or 1, jobs)
        """How many processes there are."""
        self._places: dict[str, int] = {}
        # A pool for each process, since no pool says which of its processes a job goes to.
        self._pools = [
            ProcessPool(
                max_workers=1,
                initializer=start_worker,
                initargs=(str(self._printed.path),),
                # What goes to them and comes back is pickled, through pipes of this pool; nothing of that is stored.
                # Started anew and not forked: the renderer runs threads, and a child of a process that has drawn hangs.
                context=self._context,
            )
            for _ in range(self.workers)
        ]

    def schedule(self, place: str, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have `function`, which must be importable, called by one of the processes: the same for one `place`.

        A place is a chart by its id, or whatever else is to be drawn: what one process has fitted, no other knows.
        """
        self._count += 1
        # Nearly in turns, since what is drawn one after the other takes about as long; but where each notebook has a
        # quick chart and a slow one, plain turns would leave all slow ones to one process.
        pool = self._pools[self._places.setdefault(place, len(self._places).bit_count() % self.workers)]
        with _own_program():
            job = (self._limit, function, *args)
            return pool.schedule(call_within, job, kwargs, timeout=self._limit * PATIENCE)

    def wait(self, drawing: Future[T], place: str) -> T:
        """Return what was drawn. Raises SiteError, with this place, when it could not be, or took too long."""
        from pebble import ProcessExpired

        remedy = "look for memory running out, or draw it in its notebook"
        try:
            # pebble counts the seconds of a job from when a process takes it. This is for processes that hang before.
            return drawing.result(self._limit * PATIENCE * (self._count + 1))
        except SiteError as error:
            raise SiteError(*(replace(complaint, place=place) for complaint in error.complaints)) from error
        except TimeoutError:
            what = phrase("was not drawn within {limit} seconds", limit=f"{self._limit * PATIENCE:g}")
            remedy = "give it fewer rows"
        except ProcessExpired as error:
            what = phrase(
                "the process that draws ended at this drawing (exit {exitcode}){said}",
                exitcode=error.exitcode,
                said=self._last_line(error.pid),
            )
            if sys.platform != "win32" and error.exitcode == -signal.SIGPROF:
                what = phrase("was not drawn within {limit} seconds of processor time", limit=f"{self._limit:g}")
                remedy = "give it fewer rows"
        # PicklingError: a panic of the renderer's native code, whose class cannot come over from the process.
        except (BrokenProcessPool, PicklingError) as error:
            what = phrase("the process that draws failed: {error}", error=error)
        raise SiteError.about(place, what, remedy)

    def close(self) -> None:
        """End every process, even while it is drawing."""
        for pool in self._pools:
            pool.stop()  # type: ignore[no-untyped-call] # pebble 5.2 annotates no method without parameters
        for pool in self._pools:
            pool.join()
        self._context.release()
        self._printed.close()

    def _last_line(self, pid: int | None) -> str:
        file = self._printed.path / str(pid)
        # A process that ended while it started has none.
        printed = file.read_text("utf-8", errors="replace").strip() if file.is_file() else ""
        return f": {printed.splitlines()[-1]}" if printed else ""


class _KeptLocks(SpawnContext):
    """A way to start processes that keeps their locks until it is told that they have ended.

    pebble lets go of the locks before it ends its processes; one that was still starting would then look for a lock
    that is gone, and print a trace into the build.
    """

    def __init__(self) -> None:
        self._locks: list[RLock] = []

    def RLock(self) -> RLock:  # noqa: N802
        """Return a lock, as pebble asks for it."""
        lock = super().RLock()
        self._locks.append(lock)
        return lock

    def release(self) -> None:
        """Let go of the locks."""
        # What they are made of lasts, with a warning of Python, if the process ends before garbage is collected.
        self._locks.clear()


@contextmanager
def _own_program() -> Iterator[None]:
    """Let processes that start here run our modules only."""
    # Reach: CPython (3.13): a process that multiprocessing spawns imports the program of its parent again, by the name
    # `__main__`. That takes a sixth of a second for `jupyter-book`, and runs a script that calls `build_site` a second
    # time. It also looks for modules in the current folder before the standard library's, where a report may have a
    # `types.py`. There is no option for either. pebble replaces a process that ended outside of this block; the build
    # has failed by then.
    # Tested by tests/unit/render/test_drawing.py
    from factbook.notebooks.sandbox.environment import base_environment, pick, replaced_environment

    main = sys.modules["__main__"]
    # They run beside notebooks, which must not find a token in what they were started with.
    variables = {**base_environment(), **pick(("HOME", "TMPDIR"), os.environ), "PYTHONSAFEPATH": "1"}
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        with replaced_environment(variables):
            yield
    finally:
        sys.modules["__main__"] = main
