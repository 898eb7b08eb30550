"""Run notebooks in fresh kernels, and read what they recorded."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factbook.errors import Complaint, DataError
from factbook.model import Cell, Chart, Statistic
from factbook.record import MIME, parse_bundle, parse_glue

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_CELL_LINE = re.compile(r"Cell In\[\d+\], line (\d+)")


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run of one notebook: what it recorded, its outputs, and what went wrong."""

    path: Path
    as_of: str
    notebook: Any
    """The executed notebook, an nbformat node; ``None`` if the file cannot be read."""
    recorded: tuple[Statistic | Chart, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    seconds: float = 0.0

    @property
    def statistics(self) -> tuple[Statistic, ...]:
        """The statistics that the run recorded, in order."""
        return tuple(item for item in self.recorded if isinstance(item, Statistic))

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts that the run recorded, in order."""
        return tuple(item for item in self.recorded if isinstance(item, Chart))


def run_notebooks(
    root: Path,
    paths: Sequence[Path],
    *,
    as_of: Iterable[str],
    timeout: int = 300,
    progress: Callable[[Run], None] = lambda run: None,
) -> list[Run]:
    """Run each notebook once for each day in `as_of`, as many at once as there are cores.

    `timeout` is the most seconds that one cell may take. A notebook that raises, hangs or dies leaves a complaint
    in its run and does not hinder the others. `progress` is called as each run ends. The result is in the order
    of the days, then of `paths`.
    """
    jobs = [(path, day) for day in as_of for path in paths]
    return _run_in_thread(_run_all(root, jobs, timeout, progress))


def _run_in_thread(work: Coroutine[Any, Any, list[Run]]) -> list[Run]:
    """Run in a thread of its own, where nbclient cannot take Ctrl-C for the notebook's; on one, kernels are ended."""
    loop = asyncio.new_event_loop()
    task = loop.create_task(work)
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(loop.run_until_complete, task)
        try:
            return done.result()
        except BaseException:
            # nbclient's own tasks end in whatever way the kernel's end leaves them; nobody waits for them any more
            loop.set_exception_handler(lambda loop, context: None)
            if not done.done():
                loop.call_soon_threadsafe(task.cancel)
            raise
        finally:
            wait([done])
            loop.close()


async def _run_all(
    root: Path, jobs: list[tuple[Path, str]], timeout: int, progress: Callable[[Run], None]
) -> list[Run]:
    free = asyncio.Semaphore(os.cpu_count() or 1)

    async def run_one(path: Path, day: str) -> Run:
        async with free:
            run = await _run_one(root, path, day, timeout)
        progress(run)
        return run

    return await asyncio.gather(*(run_one(path, day) for path, day in jobs))


async def _run_one(root: Path, path: Path, as_of: str, timeout: int) -> Run:
    started = time.monotonic()
    try:
        notebook = _read(root / path, path.as_posix())
    except DataError as error:
        return Run(path=path, as_of=as_of, notebook=None, complaints=error.complaints)
    failure = await _execute(notebook, root, path, as_of, timeout)
    complaints = [*_describe_failure(failure, notebook, path)]
    recorded = tuple(_find_recorded(notebook, path, complaints))
    seconds = time.monotonic() - started
    return Run(
        path=path, as_of=as_of, notebook=notebook, recorded=recorded, complaints=tuple(complaints), seconds=seconds
    )


def _read(file: Path, name: str) -> Any:
    import nbformat

    try:
        notebook = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]
        nbformat.validate(notebook)
        return notebook
    except Exception as error:  # nbformat raises whatever the file's shape leads it to
        what = f"not readable as a notebook: {(str(error) or type(error).__name__).splitlines()[0]}"
        raise DataError(Complaint(place=name, what=what, remedy="save it again in Jupyter")) from error


async def _execute(notebook: Any, root: Path, path: Path, as_of: str, timeout: int) -> Exception | None:
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    spec = notebook.metadata.get("kernelspec")
    kernel = (spec.get("name") if isinstance(spec, dict) else None) or "python3"
    with tempfile.TemporaryDirectory(prefix="fb-") as scratch:
        # sockets in a folder of their own: no port races, and a path short enough for a socket
        manager = AsyncKernelManager(kernel_name=kernel, transport="ipc", connection_file=f"{scratch}/k.json")
        client = NotebookClient(
            notebook,
            km=manager,
            timeout=timeout,
            record_timing=False,
            resources={"metadata": {"path": str((root / path).parent)}},
        )
        try:
            # what a kernel says on its way out is no part of the run
            await client.async_execute(env=_environment(root, as_of), stderr=subprocess.DEVNULL, cleanup_kc=True)
        except Exception as error:  # noqa: BLE001 - whatever stops one kernel is told, and must not stop the others
            return error
    return None


def _environment(root: Path, as_of: str) -> dict[str, str]:
    own = {"FACTBOOK_ROOT": str(root), "FACTBOOK_AS_OF": as_of, "PYTHONHASHSEED": "0", "TZ": "UTC"}
    return {**os.environ, **own}


def _describe_failure(failure: Exception | None, notebook: Any, path: Path) -> Iterator[Complaint]:
    at, output = _failed_cell(notebook)
    place = f"{path.as_posix()}: cell {at + 1}"
    name = type(failure).__name__
    if name == "CellTimeoutError":
        remedy = "make it faster, or raise factbook.timeout in _config.yml"
        yield Complaint(place=place, what="took longer than the time limit", remedy=remedy)
    elif output is not None:
        lines = _CELL_LINE.findall(_ANSI.sub("", "\n".join(output["traceback"])))
        where = f"{place}, line {lines[-1]}" if lines else place
        yield Complaint(place=where, what=f"{output['ename']}: {output['evalue']}", remedy="mend the cell")
    elif failure is None:
        return
    elif name == "DeadKernelError":
        yield Complaint(place=place, what="the kernel died", remedy="look for a crash or for memory running out")
    elif name == "NoSuchKernel":
        remedy = "install that kernel, or set the notebook's kernel to python3"
        yield Complaint(place=path.as_posix(), what=f"its kernel {getattr(failure, 'name', failure)!r} is not installed", remedy=remedy)
    else:
        yield Complaint(place=place, what=f"{name}: {failure}", remedy="run it in Jupyter to see more")


def _failed_cell(notebook: Any) -> tuple[int, Any]:
    """Give the cell that raised and its error; else the cell that was running when the kernel stopped."""
    running = 0
    for at, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                return at, output
        if cell.get("execution_count") is None and cell.source.strip():
            return at, None
        running = at
    return running, None


def _find_recorded(notebook: Any, path: Path, complaints: list[Complaint]) -> Iterator[Statistic | Chart]:
    for at, node in enumerate(notebook.cells):
        cell = Cell(notebook=path.as_posix(), index=at, code=node.source)
        for output in node.get("outputs", []):
            bundle = output.get("data", {}).get(MIME)
            if bundle is not None:
                try:
                    yield parse_bundle(bundle, cell)
                except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError):
                    place = f"{path.as_posix()}: cell {at + 1}"
                    remedy = "record with fb.record or fb.chart only"
                    complaints.append(Complaint(place=place, what="what it recorded cannot be read", remedy=remedy))
            elif glued := parse_glue(output, cell):
                yield glued
