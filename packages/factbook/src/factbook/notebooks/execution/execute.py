"""Run notebooks in fresh kernels, and read what they recorded."""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from factbook.notebooks.execution.lenient import fill_in
from factbook.notebooks.execution.mirror import for_this_time, keep_written, make_mirror, needs_mirror
from factbook.notebooks.execution.recorded_outputs import find_outputs, read_recorded
from factbook.notebooks.execution.run import Run
from factbook.notebooks.kernel.failures import describe_failure
from factbook.notebooks.kernel.pool import Kernels
from factbook.notebooks.old_versions import is_old, upgrade
from factbook.notebooks.sandbox.environment import run_environment
from factbook.notebooks.sandbox.limits import Limits
from factbook.notebooks.text_notebooks import ENDINGS, parse_text_notebook
from factbook.notebooks.tracing.client import TracerClient
from factbook.notebooks.tracing.inputs import States
from factbook.notebooks.tracing.lineage import make_lineage
from figurecheck.model.errors import DataError, complain_all
from figurecheck.model.worded import phrase
from figurecheck.settings.faults import complain_of_surrogates, refuse_special
from figurecheck.settings.structure import same


def load_clients() -> None:
    """Load what speaks to kernels, which is needed where a notebook runs."""
    from factbook.notebooks.kernel import client, provisioner  # noqa: F401
    from factbook.notebooks.tracing import client as tracer  # noqa: F401


def run_notebooks(
    root: Path,
    paths: Sequence[Path],
    *,
    as_of: Iterable[str],
    limits: Limits = Limits(),  # noqa: B008 - it is frozen
    progress: Callable[[Run], None] = lambda run: None,
    kernels: Kernels | None = None,
) -> list[Run]:
    """Run each notebook once for each day in `as_of`, one more at once than there are cores.

    A notebook that raises, hangs, dies or goes beyond `limits` leaves a complaint in its run and does not hinder the
    others. `progress` is called as each run ends. The result is in the order of the days, then of `paths`.
    """
    jobs = [(path, day) for day in as_of for path in paths]
    if not jobs:
        return []
    with Kernels() if kernels is None else nullcontext(kernels) as running:
        running.warm_up()

        async def run(path: Path, day: str) -> Run:
            done = await run_one(root, path, as_of=day, limits=limits, kernels=running)
            progress(done)
            return done

        return run_all([run(path, day) for path, day in jobs], running)


def run_all(work: Sequence[Coroutine[None, None, Run]], kernels: Kernels) -> list[Run]:
    """Carry out runs, one more at once than there are cores; return them in the order of `work`."""
    return _in_thread(_gather(work, kernels))


def _in_thread(work: Coroutine[None, None, list[Run]]) -> list[Run]:
    """Run in a thread of its own and return what comes of it; where this one is interrupted, end the kernels."""
    # Python raises KeyboardInterrupt in the main thread. In an event loop there it would strike between any two steps
    # of any task; here it strikes while nothing is done but waiting, and the tasks are cancelled in order.
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


async def _gather(work: Sequence[Coroutine[None, None, Run]], kernels: Kernels) -> list[Run]:
    # One more than there are cores: a notebook that reads a file leaves its core to another.
    free = asyncio.Semaphore((os.cpu_count() or 1) + 1)

    async def when_free(one: Coroutine[None, None, Run]) -> Run:
        async with free:
            return await one

    try:
        return await asyncio.gather(*(when_free(one) for one in work))
    finally:
        # nbclient goes on to ask whether a kernel lives that was given up.
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        kernels.detach()


async def run_one(
    root: Path,
    path: Path,
    *,
    as_of: str,
    limits: Limits,
    kernels: Kernels,
    environment: Mapping[str, str] | None = None,
    results: Path | None = None,
) -> Run:
    """Run one notebook as of an ISO day and read what it recorded; `environment` is added to that of the run.

    With `results`, it runs in a mirror of its folder, in which it may write; what it writes is kept in that folder, and
    what others have left there is in the mirror.
    """
    started = time.monotonic()
    try:
        notebook = read_notebook(root / path, path.as_posix())
    except DataError as error:
        return Run(path=path, as_of=as_of, complaints=error.complaints)
    _clear_outputs(notebook)
    failure = await execute(
        notebook,
        root=root,
        path=path,
        as_of=as_of,
        limits=limits,
        kernels=kernels,
        environment=environment,
        results=results,
    )
    complaints = [*describe_failure(failure, notebook, path, limits)]
    sources = [cell.source for cell in notebook.cells]
    recorded = tuple(read_recorded(find_outputs(notebook.cells), sources, path, complaints))
    seconds = time.monotonic() - started
    return Run(
        path=path,
        as_of=as_of,
        # A function that can be sent to the process that renders.
        load=partial(same, notebook),
        recorded=recorded,
        complaints=tuple(complaints),
        seconds=seconds,
    )


def _clear_outputs(notebook: Any) -> None:
    """Remove what was saved in a notebook: behind a cell that fails it would be taken for what this run displayed."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


async def run_traced(
    path: Path,
    day: str,
    states: States,
    *,
    limits: Limits,
    kernels: Kernels,
    tracer: TracerClient,
    environment: Mapping[str, str],
    results: Path | None = None,
    mirrored: bool = False,
) -> Run:
    """Run one notebook, and learn from `tracer` what it depends on.

    With a folder for `results`, one that writes beside itself runs once more, in a mirror; if `mirrored`, at once.
    """
    from factbook.notebooks.tracing.nondeterminism import find_unstable_calls

    since = time.time_ns()
    run = partial(_run_prepared, path, day, states, limits, kernels, tracer, environment)
    done, variables = await run(results=results if mirrored else None)
    if results is not None and not mirrored and needs_mirror(done.complaints):
        mirrored = True
        done, variables = await run(results=results)
    trace = tracer.read_trace(variables)
    if trace and not done.complaints:
        # what a kind of kernel is started with, and in which environment, is read by the build on its behalf
        file = os.path.realpath(Path(kernels.find_spec(_kernel_of(done.notebook)).resource_dir) / "kernel.json")
        trace["reads"][file] = 1
    # A run that failed has no values; and to show its error, Python reads sources that no cell asks for.
    is_sound = done.notebook and not done.complaints
    calls = find_unstable_calls(done.notebook, trace, states.root) if is_sound else ()
    lineage = make_lineage(trace, states, since=since, calls=calls, day=day)
    return replace(done, lineage=for_this_time(lineage) if mirrored else lineage)


async def _run_prepared(
    path: Path,
    day: str,
    states: States,
    limits: Limits,
    kernels: Kernels,
    tracer: TracerClient,
    environment: Mapping[str, str],
    *,
    results: Path | None = None,
) -> tuple[Run, dict[str, str]]:
    """Run one notebook so that `tracer` sees it; also return the variables by which its trace is found."""
    variables = tracer.prepare()
    own = {**environment, **variables}
    done = await run_one(states.root, path, as_of=day, limits=limits, kernels=kernels, environment=own, results=results)
    return done, variables


def read_notebook(file: Path, name: str) -> Any:
    """Read a notebook as an nbformat node. Raises DataError, with `name` as its place."""
    import nbformat

    try:
        refuse_special(file)
        content = file.read_text("utf-8")
        if file.suffix in ENDINGS:
            return parse_text_notebook(content, name, file)
        as_written = nbformat.reader.reads(content)  # type: ignore[no-untyped-call]
        notebook = upgrade(as_written) if is_old(as_written) else as_written
        _check_format(notebook)
    except DataError:
        raise
    except Exception as error:
        # nbformat raises whatever the shape of the file leads it to: KeyError, AttributeError, its own errors
        what = phrase("not readable as a notebook: {error}", error=(str(error) or type(error).__name__).splitlines()[0])
        raise DataError.about(name, what, "save it again in Jupyter") from error
    if "\\ud" in content.lower():
        complain_all(DataError, complain_of_surrogates((cell.source for cell in notebook.cells), name))
    return notebook


def _check_format(notebook: Any) -> None:
    """Raise what nbformat does for a notebook that breaks its format so that it cannot be read."""
    import nbformat

    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError:
        if not fill_in(notebook):
            raise


async def execute(
    notebook: Any,
    *,
    root: Path,
    path: Path,
    as_of: str,
    limits: Limits,
    kernels: Kernels,
    environment: Mapping[str, str] | None = None,
    results: Path | None = None,
) -> Exception | None:
    """Run a notebook's cells in a kernel of their own, and return what stopped it, if anything did.

    The outputs are put into `notebook`. The kernel works in the folder of `path`; `environment` is added to what
    every run gets, and the kernel sees the names of FACTBOOK_ROOT, FACTBOOK_AS_OF and FACTBOOK_SCRATCH.
    """
    from factbook.notebooks.kernel.client import CellRunner

    kernel = _kernel_of(notebook)
    scratch = kernels.make_scratch()
    try:
        python = kernels.find_spec(kernel).language == "python"
        env = run_environment(root, as_of=as_of, scratch=scratch, python=python, own=environment)
        manager = kernels.make_manager(kernel, environment=env, scratch=scratch, limits=limits)
        folder = (root / path).parent if results is None else make_mirror(root, path.parent, scratch, results)
        await CellRunner(notebook, manager, limits=limits, folder=folder).run(env)
    except Exception as error:
        # Whatever stops one kernel becomes a complaint, and must not stop the others.
        return error
    finally:
        if results is not None:
            keep_written(scratch, results)
        shutil.rmtree(scratch, ignore_errors=True)
    return None


def _kernel_of(notebook: Any) -> str:
    """Return the name of the kind of kernel that a notebook is for."""
    spec = notebook.metadata.get("kernelspec")
    return str((spec.get("name") if isinstance(spec, dict) else None) or "python3")
