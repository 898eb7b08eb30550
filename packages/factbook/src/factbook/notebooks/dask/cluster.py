"""Send runs to a Dask cluster; `run_payload` is what its workers run.

A run gets the files that its notebook read the last time. Where it looks for another one, its lineage differs from what
it would be here, and the run is sent again with the whole report. So the result is that of a run on this machine.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from factbook.notebooks.cache.key import digest_environment
from factbook.notebooks.dask.payload import Payload, RemoteRun, choose_files, find_files, find_folders, pack, unpack
from factbook.notebooks.execution.execute import run_traced
from factbook.notebooks.execution.recorded_outputs import find_outputs, read_recorded
from factbook.notebooks.execution.run import Run
from factbook.notebooks.kernel.pool import Kernels
from factbook.notebooks.sandbox.limits import Limits
from factbook.notebooks.tracing.client import TracerClient
from factbook.notebooks.tracing.inputs import Lineage, States
from factbook.project.scratch import scratch_folder
from figurecheck.model.errors import Complaint, NotebookError

PATIENCE_SECONDS = 10
RETRIES = 2
SETTLED_SECONDS = 0.03
"""How long files are left alone before a run begins, so that none seems to have changed during it."""


class Cluster:
    """Workers of a Dask cluster that have the same packages as this process. Use it as a context manager."""

    def __init__(self, address: str, *, patience: float = PATIENCE_SECONDS) -> None:
        """`address` is the scheduler's, such as ``tcp://10.0.0.1:8786``; it must answer within `patience` seconds."""
        self._address, self._patience = address, patience
        self._client: Any = None

    def __enter__(self) -> Cluster:
        """Connect. Raises NotebookError when `distributed` is missing, nobody answers, or a worker differs."""
        distributed = _import_distributed()
        # what goes wrong becomes a complaint; `distributed` would print it a second time, with its traceback
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        if self._address.startswith("tls:") and not distributed.Security().get_connection_args("client")["ssl_context"]:
            raise self._refuse("needs certificates, and none are set", "set distributed.comm.tls in Dask's settings")
        try:
            self._client = distributed.Client(self._address, timeout=self._patience, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            remedy = "start one with: dask scheduler, and give the address that it prints"
            raise self._refuse(f"no Dask scheduler answers ({reason})", remedy) from error
        try:
            self._check_workers()
        except BaseException:
            self._client.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def _check_workers(self) -> None:
        try:
            found = self._client.run(digest_environment)
        except Exception as error:
            remedy = "install factbook on the workers, by the same requirements.txt"
            raise self._refuse(f"a worker has no factbook ({type(error).__name__}: {error})", remedy) from error
        if not found:
            raise self._refuse("the cluster has no workers", f"start some with: dask worker {self._address}")
        others = sorted(worker for worker, digest in found.items() if digest != digest_environment())
        if others:
            remedy = "install the same requirements.txt, with the same Python, on both sides"
            raise self._refuse(f"workers have other versions than this machine: {', '.join(others)}", remedy)

    def _refuse(self, what: str, remedy: str) -> NotebookError:
        return NotebookError.about(self._address, what, remedy)

    def run(
        self,
        jobs: Sequence[tuple[Path, str, Lineage | None]],
        states: States,
        *,
        limits: Limits,
        environment_of: Callable[[Path], Mapping[str, str]],
        started: Callable[[Path, str], None],
    ) -> Iterator[tuple[Path, str, Run | None]]:
        """Yield a run of each job, as they end: a notebook, a day, and what the notebook read the last time.

        ``None`` stands for a run that depends on what could not be sent, such as a file outside the report.
        """
        distributed = _import_distributed()
        folders = find_folders(states.root)
        sent: dict[Any, tuple[Path, str, bool]] = {}

        def send(path: Path, day: str, names: Sequence[str], *, whole: bool) -> Any:
            payload = Payload(
                notebook=path.as_posix(),
                day=day,
                limits=limits,
                environment=environment_of(path),
                expected=digest_environment(),
                folders=folders,
                files=pack(states.root, names),
            )
            # Not pure: the same payload run again may come out otherwise, so that Dask must not take an earlier result
            # for it.
            # Dask pickles both ways: whoever names a cluster trusts it to run code. What comes back is stored as JSON.
            future = self._client.submit(run_payload, payload, pure=False, retries=RETRIES)
            sent[future] = (path, day, whole)
            return future

        for path, day, lineage in jobs:
            started(path, day)
            send(path, day, choose_files(states.root, path.as_posix(), lineage), whole=False)
        waiting = distributed.as_completed([*sent], loop=self._client.loop)
        for future in waiting:
            path, day, whole = sent.pop(future)
            run = _receive(future, path, day)
            # A worker has looked for a file that it was not sent if the state there is another than here.
            if run is None or run.lineage is None or not states.find_change(run.lineage):
                yield path, day, run
            elif whole:
                yield path, day, None
            else:
                waiting.add(send(path, day, find_files(states.root), whole=True))


def _receive(future: Any, path: Path, day: str) -> Run | None:
    """Return the run that a worker made, or what became of the worker; ``None`` if it looked outside the report."""
    try:
        remote: RemoteRun = future.result()
    except Exception as error:
        # Whatever went wrong there becomes a complaint, and must not stop the other runs.
        what = f"no worker could run it ({type(error).__name__}: {error})"
        complaint = Complaint(path.as_posix(), what, "look at the workers' logs, or run it here")
        return Run(path=path, as_of=day, complaints=(complaint,))
    return None if remote.outside else _make_run(remote, path, day)


def _make_run(remote: RemoteRun, path: Path, day: str) -> Run:
    import nbformat

    if not remote.notebook:
        return Run(path=path, as_of=day, complaints=remote.complaints, lineage=remote.lineage)
    notebook: Any = nbformat.from_dict(json.loads(remote.notebook))  # type: ignore[no-untyped-call]
    sources = [cell.source for cell in notebook.cells]
    recorded = tuple(read_recorded(find_outputs(notebook.cells), sources, path, []))
    return Run(
        path=path,
        as_of=day,
        load=lambda: notebook,
        recorded=recorded,
        complaints=remote.complaints,
        seconds=remote.seconds,
        lineage=remote.lineage,
    )


async def run_payload(payload: Payload) -> RemoteRun:
    """Run what was sent, in a worker: a folder of its own, kernels from the worker's fork server.

    Raises RuntimeError in a worker with other packages than the sender's.
    """
    # Workers are compared when the build connects; one that joins later, or is restarted, is not.
    if digest_environment() != payload.expected:
        raise RuntimeError("this worker has other versions than the machine that sends runs")
    kernels = _kernels_of(_import_distributed().get_worker())
    path = Path(payload.notebook)
    with scratch_folder("dask") as folder, TracerClient() as tracer:
        root = folder / "report"
        root.mkdir()
        unpack(payload, root)
        # What was just written would be as young as the run, and so taken for a file that changed during it.
        await asyncio.sleep(SETTLED_SECONDS)
        done = await run_traced(
            path, payload.day, States(root), limits=payload.limits, kernels=kernels, tracer=tracer,
            environment=payload.environment,
        )  # fmt: skip
    notebook = "" if done.notebook is None else json.dumps(done.notebook)
    lineage = done.lineage or Lineage()
    outside = any(name.startswith(f"{folder}/") for name in lineage.inputs)
    return RemoteRun(
        notebook=notebook, complaints=done.complaints, seconds=done.seconds, lineage=lineage, outside=outside
    )


def _kernels_of(worker: Any) -> Kernels:
    """Return the kernels of a worker: they are warm after its first run, and end with it."""
    # They must live as long as the worker, and a task has no other place for that than an attribute of it.
    if not hasattr(worker, "factbook_kernels"):
        worker.factbook_kernels = Kernels()
    kernels: Kernels = worker.factbook_kernels
    return kernels


def _import_distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        remedy = "install it with: pip install 'factbook[dask]'"
        what = "needs the package distributed, which is not installed"
        raise NotebookError.about("--executor dask", what, remedy) from error
    return distributed
