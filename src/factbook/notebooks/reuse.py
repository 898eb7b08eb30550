"""Give the runs of a report: from the store where nothing that they depend on changed, else by running notebooks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factbook.model.errors import Complaint
from factbook.project.fingerprints import Files
from factbook.notebooks.sandbox.environment import HASH_SEED
from factbook.notebooks.tracing.inputs import States
from factbook.notebooks.kernel.pool import Kernels
from factbook.notebooks.cache.key import Key, make_key
from factbook.notebooks.sandbox.limits import Limits
from factbook.notebooks.execution.run import Run
from factbook.notebooks.cache.store import Store, find_place
from factbook.notebooks.cache.entry import make_entry, restore_run

if TYPE_CHECKING:
    from factbook.notebooks.dask.cluster import Cluster
    from factbook.notebooks.tracing.client import TracerClient

FRESH = "all was to run again"


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingRun:
    """A run that has to be carried out."""

    path: Path
    day: str
    document: dict[str, Any]
    """The notebook as JSON; empty if it is none."""
    key: Key | None
    why: str


class Plan:
    """What is stored of a report's runs, and what has to run; each is looked up once."""

    def __init__(
        self,
        root: Path,
        *,
        cache: str = "",
        seen: Files | None = None,
        say: Callable[[Complaint], None] | None = None,
    ) -> None:
        """Look into the store that the setting `cache` names, for files as `seen` saw them.

        `say` is told what is wrong with the store; by default it is logged as a warning.
        """
        self.states = States(root, seen)
        self.store = Store(find_place(root, cache), say=say or _log)
        self._documents: dict[Path, dict[str, Any]] = {}
        self._found: dict[tuple[Path, str], Run | PendingRun] = {}

    def find(self, path: Path, day: str) -> Run | PendingRun:
        """Give the stored run of a notebook for a day, or say that it has to run."""
        if (path, day) not in self._found:
            self._found[path, day] = self._look_up(path, day)
        return self._found[path, day]

    def has_jobs(self, paths: Iterable[Path], day: str) -> bool:
        """Whether some notebook has to run for a day; not known where there is none."""
        return bool(day) and any(isinstance(self.find(path, day), PendingRun) for path in paths)

    def make_job(self, path: Path, day: str, why: str) -> PendingRun:
        """A run to be carried out, whatever is stored."""
        document = self._document(path)
        return PendingRun(path=path, day=day, document=document, key=make_key(document, path=path, day=day), why=why)

    def _look_up(self, path: Path, day: str) -> Run | PendingRun:
        job = self.make_job(path, day, "it cannot be read")
        if job.key is None:
            return job
        entry, why = self.store.find(job.key, self.states)
        return replace(job, why=why) if entry is None else restore_run(entry, job.document, path=path)

    def _document(self, path: Path) -> dict[str, Any]:
        if path not in self._documents:
            self._documents[path] = _read_document(self.states.root / path)
        return self._documents[path]


def reuse_runs(
    root: Path,
    paths: Sequence[Path],
    *,
    as_of: Iterable[str],
    limits: Limits = Limits(),
    begun: Callable[[Path, str], None] = lambda path, day: None,
    progress: Callable[[Run], None] = lambda run: None,
    cache: str = "",
    fresh: bool = False,
    environment: Mapping[str, str] | None = None,
    plan: Plan | None = None,
    kernels: Kernels | None = None,
    cluster: Cluster | None = None,
) -> list[Run]:
    """Give a run of each notebook for each day in `as_of`, in the order of the days, then of `paths`.

    A run is taken from the store when its cells, kernel, environment and day are those of one that is there, and every file
    that it read is as it was; with `fresh`, none is. The others are run, one more at once than there are cores, and stored
    if nothing is wrong with them. `begun` is called as a notebook begins to run, and `progress` with each run as it is there,
    the stored ones first.

    `cache` is the setting of that name, `limits` what a notebook may take. `environment` is added to that of each run, which
    is then not stored. `plan` is what was looked up already, `kernels` may be warm already; they are closed in the end.
    A `cluster` carries runs out elsewhere; it is connected with if something has to run.
    """
    plan = plan or Plan(root, cache=cache)
    wanted = [(path, day) for day in as_of for path in paths]
    runs: dict[tuple[Path, str], Run] = {}
    jobs: list[PendingRun] = []
    for path, day in wanted:
        found = plan.make_job(path, day, FRESH) if fresh else plan.find(path, day)
        if isinstance(found, PendingRun):
            jobs.append(found)
            continue
        runs[path, day] = found
        progress(found)
    if jobs:
        work = _Work(plan.states, None if environment else plan.store, limits, environment or {}, begun, progress)
        with kernels or Kernels() as own, cluster or nullcontext():
            made = work.send_out(jobs, cluster, own, plan) if cluster else work.carry_out(jobs, own)
        runs |= {(done.path, done.as_of): done for done in made}
    if not environment:
        plan.store.record_used(root)
    return [runs[one] for one in wanted]


@dataclass(frozen=True, slots=True)
class _Work:
    """Carries jobs out, and stores what comes of them."""

    states: States
    store: Store | None
    limits: Limits
    environment: Mapping[str, str]
    begun: Callable[[Path, str], None]
    progress: Callable[[Run], None]

    def carry_out(self, jobs: Sequence[PendingRun], kernels: Kernels) -> list[Run]:
        from factbook.notebooks.execution.execute import run_all
        from factbook.notebooks.tracing.client import TracerClient

        with TracerClient() as watch:
            kernels.warm_up(self.environment.get(HASH_SEED, "0"))
            return run_all([self._run(job, kernels, watch) for job in jobs], kernels)

    async def _run(self, job: PendingRun, kernels: Kernels, watch: TracerClient) -> Run:
        from factbook.notebooks.execution.execute import run_traced

        self.begun(job.path, job.day)
        done = await run_traced(
            job.path,
            job.day,
            self.states,
            limits=self.limits,
            kernels=kernels,
            watch=watch,
            environment=self.environment,
        )
        return self._end(job, done)

    def _end(self, job: PendingRun, done: Run) -> Run:
        lineage = done.lineage
        done = replace(done, why=job.why)
        if self.store is not None and job.key is not None and lineage and lineage.keep and not done.complaints:
            entry = make_entry(job.key, done, lineage)
            self.store.add(entry)
            done = restore_run(entry, job.document, path=job.path, reused=False, why=job.why)
        self.progress(done)
        return done

    def send_out(self, jobs: Sequence[PendingRun], cluster: Cluster, kernels: Kernels, plan: Plan) -> list[Run]:
        """Have a cluster run the jobs; those that need what cannot be sent are carried out here."""
        by_name = {(job.path, job.day): job for job in jobs}
        asked = [(job.path, job.day, plan.store.last_lineage(job.path.as_posix())) for job in jobs]
        rest: list[PendingRun] = []
        runs: list[Run] = []
        for path, day, done in cluster.run(
            asked, self.states, limits=self.limits, environment=self.environment, begun=self.begun
        ):
            job = by_name[path, day]
            if done is None:
                rest.append(job)
            else:
                runs.append(self._end(job, done))
        return runs + (self.carry_out(rest, kernels) if rest else [])


def _read_document(file: Path) -> dict[str, Any]:
    """Read a notebook as JSON; empty where it is none, which running it then tells."""
    try:
        document = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def _log(complaint: Complaint) -> None:
    import logging

    logging.getLogger("factbook").warning("%s", complaint)
