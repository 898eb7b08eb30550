"""The runs of a report: from the store where nothing that they depend on changed, else by running notebooks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factbook.engine.fingerprints import STATE, Files
from factbook.notebooks.cache.entry import make_entry, restore_run
from factbook.notebooks.cache.key import Key, find_conditions, list_code, make_key
from factbook.notebooks.cache.known import KnownRuns
from factbook.notebooks.cache.store import Store, find_store, read_used
from factbook.notebooks.execution.run import Run
from factbook.notebooks.kernel.pool import Kernels
from factbook.notebooks.old_versions import is_old, upgrade
from factbook.notebooks.sandbox.environment import HASH_SEED
from factbook.notebooks.sandbox.limits import Limits
from factbook.notebooks.text_notebooks import ENDINGS, parse_text_notebook, to_document
from factbook.notebooks.tracing.inputs import States
from factbook.project.files import digest_content
from figurecheck.model.errors import Complaint, DataError
from figurecheck.settings.faults import refuse_special

# Only where a notebook has to run are kernels, asyncio and Dask loaded; most builds run none.
if TYPE_CHECKING:
    from factbook.notebooks.dask.cluster import Cluster
    from factbook.notebooks.tracing.client import TracerClient

FRESH = "everything was to run again"
_CHART = "chart("  # as in ``fb.chart(...)``
TOOLS_OF_RUNS = STATE / "tools-of-runs"
"""Remembers the digest of the code of factbook that kernels use by how it was last seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingRun:
    """A run that has to be carried out."""

    path: Path
    day: str
    document: dict[str, Any]
    """The notebook as JSON; empty if it is none."""
    key: Key | None
    why: str
    digest: str = ""
    """Of the file of the notebook; empty where that is not all that it was read from."""


class Plan:
    """What is stored of a report's runs, and what has to run; each is looked up once."""

    def __init__(
        self,
        root: Path,
        *,
        cache: str = "",
        variables: Mapping[str, Mapping[str, str]] | None = None,
        seen: Files | None = None,
        complain: Callable[[Complaint], None] | None = None,
    ) -> None:
        """Look into the store that the setting `cache` names, for runs with these environment variables, by notebook.

        `seen` are files as they were seen already.
        `complain` is called with what is wrong with the store; by default it is logged as a warning.
        """
        self.states = States(root, seen)
        place = find_store(root, cache)
        self.store = Store(place, complain=complain or _log, last_used=read_used(root, place))
        self.variables = variables or {}
        self._memory = (root / TOOLS_OF_RUNS).as_posix()
        self.known = KnownRuns(self.states, self.store, partial(find_conditions, self.variables, self._memory))
        self._documents: dict[Path, tuple[dict[str, Any], str]] = {}
        self._found: dict[tuple[Path, str], Run | PendingRun] = {}
        self._looked_at: dict[tuple[Path, str], frozenset[str]] = {}

    def find(self, path: Path, day: str) -> Run | PendingRun:
        """Return the stored run of a notebook for a day, or what is needed to run it."""
        if (path, day) not in self._found:
            self._found[path, day] = self._look_up(path, day)
        return self._found[path, day]

    def look_again(self, path: Path, day: str) -> Run | PendingRun:
        """Return the stored run of a notebook for a day, where another process may have stored it since `find`."""
        # Asked a hundred times a second while a notebook runs: to look at all that a run depends on would slow it. What
        # is stored for one state of its files has a name of its own.
        names = self.store.list_names(path.as_posix())
        if self._looked_at.get((path, day)) != names:
            self._looked_at[path, day] = names
            self._found[path, day] = self._look_up(path, day)
        return self._found[path, day]

    def find_last(self, path: Path, day: str) -> Run | None:
        """Return the newest stored run of a notebook for a day, whatever changed since; ``None`` if there is none."""
        entry = self.store.find_last(path.as_posix(), day)
        # The notebook of that run, not the one of today: its cells may be others.
        return restore_run(entry, json.loads(entry.notebook), path=path) if entry else None

    def has_pending(self, paths: Iterable[Path], day: str) -> bool:
        """Return whether some notebook has to run for a day; false where no day is known."""
        return bool(day) and any(isinstance(self.find(path, day), PendingRun) for path in paths)

    def count_charts(self, paths: Iterable[Path], day: str) -> int:
        """Return about how many charts, unlike those of earlier runs, notebooks record that have to run for a day."""
        return sum(self._count_charts_of(path, day) for path in paths)

    def _count_charts_of(self, path: Path, day: str) -> int:
        found = self.find(path, day)
        if not isinstance(found, PendingRun) or found.key is None:
            return 0
        code = _find_chart_code(found.document)
        last = self.store.find_last(path.as_posix(), day) if code else None
        # Where somebody works on a notebook and not on what draws, its charts are most often the same.
        is_edited = last is not None and last.key.cells != found.key.cells
        return 0 if last and is_edited and code == _find_chart_code(json.loads(last.notebook)) else len(code)

    def make_pending(self, path: Path, day: str, why: str) -> PendingRun:
        """Return what is needed to run a notebook, whatever is stored."""
        document, digest = self._read(path)
        key = make_key(document, path=path, day=day, variables=self.find_variables(path), memory=self._memory)
        return PendingRun(path=path, day=day, document=document, digest=digest, key=key, why=why)

    def find_variables(self, path: Path) -> Mapping[str, str]:
        """Return the environment variables that a notebook, and no other, gets."""
        return self.variables.get(path.as_posix(), {})

    def _look_up(self, path: Path, day: str) -> Run | PendingRun:
        if (known := self.known.find(path, day)) is not None:
            return known
        pending = self.make_pending(path, day, "it cannot be read")
        if pending.key is None:
            return pending
        entry, why = self.store.find(pending.key, self.states)
        if entry is None:
            return replace(pending, why=why)
        run = restore_run(replace(entry, lineage=self.states.follow(entry.lineage)), pending.document, path=path)
        self.known.note(run, entry, pending.document, pending.digest)
        return run

    def _read(self, path: Path) -> tuple[dict[str, Any], str]:
        if path not in self._documents:
            self._documents[path] = _read_document(self.states.root / path)
        return self._documents[path]


def reuse_runs(
    root: Path,
    paths: Sequence[Path],
    *,
    as_of: Iterable[str],
    limits: Limits = Limits(),  # noqa: B008 - it is frozen
    started: Callable[[Path, str], None] = lambda path, day: None,
    progress: Callable[[Run], None] = lambda run: None,
    cache: str = "",
    fresh: bool = False,
    variables: Mapping[str, Mapping[str, str]] | None = None,
    environment: Mapping[str, str] | None = None,
    plan: Plan | None = None,
    kernels: AbstractContextManager[Kernels] | None = None,
    warm: bool = True,
    cluster: Cluster | None = None,
) -> list[Run]:
    """Return a run of each notebook for each day in `as_of`, in the order of the days, then of `paths`.

    A run is taken from the store when its cells, kernel, environment and day are those of one that is there, and every
    file that it read is as it was; with `fresh`, none is. The others are run, one more at once than there are cores,
    and stored if nothing is wrong with them. `started` is called as a notebook begins to run, and `progress` with each
    run as soon as it is available, the stored ones first.

    `cache` is the setting of that name, `limits` what a notebook may take. `variables` are, by notebook, the
    environment variables that its runs alone get. `environment` is added for all, and what runs so is not stored.
    `plan` is what was looked up already, `kernels` may be warm already; they are closed in the end, unless they come in
    a `nullcontext`, whose owner closes them. Unless `warm`, kernels that are made here start by themselves. A `cluster`
    carries runs out elsewhere; it is connected to if something has to run.
    """
    plan = plan or Plan(root, cache=cache, variables=variables)
    wanted = [(path, day) for day in as_of for path in paths]
    runs: dict[tuple[Path, str], Run] = {}
    pending_runs: list[PendingRun] = []
    for path, day in wanted:
        found = plan.make_pending(path, day, FRESH) if fresh else plan.find(path, day)
        if isinstance(found, PendingRun):
            pending_runs.append(found)
            continue
        runs[path, day] = found
        progress(found)
    if pending_runs:
        store = None if environment else plan.store
        executor = _Executor(plan, store, limits, environment or {}, started, progress)
        # Kernels that were made ready before are used, and closed here in any case: no build leaves a process behind.
        with kernels or Kernels(warm=warm) as own, cluster or nullcontext():
            made = (
                executor.run_on_cluster(pending_runs, cluster, own) if cluster else executor.run_here(pending_runs, own)
            )
        runs |= {(done.path, done.as_of): done for done in made}
    if not environment:
        plan.store.record_used(root)
        plan.known.save()
    return [runs[one] for one in wanted]


@dataclass(frozen=True, slots=True)
class _Executor:
    """Carries runs out, and stores their results."""

    plan: Plan
    store: Store | None
    limits: Limits
    environment: Mapping[str, str]
    started: Callable[[Path, str], None]
    progress: Callable[[Run], None]

    def _environment_of(self, path: Path) -> Mapping[str, str]:
        return {**self.plan.find_variables(path), **self.environment}

    def run_here(self, pending_runs: Sequence[PendingRun], kernels: Kernels) -> list[Run]:
        from factbook.notebooks.execution.execute import run_all
        from factbook.notebooks.tracing.client import TracerClient

        results = kernels.make_scratch() if self.limits.mirrors else None
        with TracerClient() as tracer:
            kernels.warm_up(self.environment.get(HASH_SEED, "0"))
            runs = run_all([self._run(pending, kernels, tracer, results) for pending in pending_runs], kernels)
            if results is None:
                return runs
            return self._run_after_others(list(zip(pending_runs, runs, strict=True)), kernels, tracer, results)

    def _run_after_others(
        self, runs: list[tuple[PendingRun, Run]], kernels: Kernels, tracer: TracerClient, results: Path
    ) -> list[Run]:
        """Run those again that lack a file, as long as others have written some that were not there before."""
        from factbook.notebooks.execution.execute import run_all
        from factbook.notebooks.execution.mirror import find_results, lacks_file

        known: list[Path] = []
        # Each pass completes at least one more of a chain; a notebook may write other files each time.
        for _ in runs:
            written = find_results(results)
            lacking = [at for at, (_, run) in enumerate(runs) if lacks_file(run.complaints)]
            if written == known or not lacking:
                break
            known = written
            again = [self._run(runs[at][0], kernels, tracer, results, mirrored=True) for at in lacking]
            for at, done in zip(lacking, run_all(again, kernels), strict=True):
                runs[at] = (runs[at][0], done)
        return [self._finish(*one) if lacks_file(one[1].complaints) else one[1] for one in runs]

    async def _run(
        self,
        pending: PendingRun,
        kernels: Kernels,
        tracer: TracerClient,
        results: Path | None,
        *,
        mirrored: bool = False,
    ) -> Run:
        from factbook.notebooks.execution.execute import run_traced
        from factbook.notebooks.execution.mirror import lacks_file

        if not mirrored:
            self.started(pending.path, pending.day)
        done = await run_traced(
            pending.path,
            pending.day,
            self.plan.states,
            limits=self.limits,
            kernels=kernels,
            tracer=tracer,
            environment=self._environment_of(pending.path),
            # What a notebook writes as of one day is not for another day.
            results=results and results / pending.day,
            mirrored=mirrored,
        )
        # One that lacks a file may run again, and is finished then.
        return done if results is not None and lacks_file(done.complaints) else self._finish(pending, done)

    def _finish(self, pending: PendingRun, done: Run) -> Run:
        done, lineage = replace(done, why=pending.why), done.lineage
        # Somebody may save it after its key was made and before it is read to run, and then save it as it was.
        if lineage and pending.key and done.notebook and list_code(done.notebook) != list_code(pending.document):
            done = replace(done, lineage=(lineage := replace(lineage, reusable=False)))
        if self.store is not None and pending.key and lineage and lineage.reusable and not done.complaints:
            entry = make_entry(pending.key, done, lineage)
            self.store.add(entry)
            # Read back from what was just written: so a fresh run and a stored one are the same in every build.
            done = restore_run(entry, pending.document, path=pending.path, reused=False, why=pending.why)
            self.plan.known.note(done, entry, pending.document, pending.digest)
        self.progress(done)
        return done

    def run_on_cluster(self, pending_runs: Sequence[PendingRun], cluster: Cluster, kernels: Kernels) -> list[Run]:
        """Run on a cluster; runs that need what cannot be sent are carried out here."""
        by_name = {(pending.path, pending.day): pending for pending in pending_runs}
        requests = [
            (pending.path, pending.day, self.plan.store.last_lineage(pending.path.as_posix()))
            for pending in pending_runs
        ]
        rest: list[PendingRun] = []
        runs: list[Run] = []
        for path, day, done in cluster.run(
            requests, self.plan.states, limits=self.limits, environment_of=self._environment_of, started=self.started
        ):
            pending = by_name[path, day]
            if done is None or (self.limits.mirrors and _is_for_here(done)):
                rest.append(pending)
            else:
                runs.append(self._finish(pending, done))
        return runs + (self.run_here(rest, kernels) if rest else [])


def _is_for_here(run: Run) -> bool:
    """Return whether a run failed elsewhere that may not here, where notebooks can write and read what others wrote."""
    from factbook.notebooks.execution.mirror import lacks_file, needs_mirror

    return needs_mirror(run.complaints) or lacks_file(run.complaints)


def _find_chart_code(notebook: Mapping[str, Any]) -> list[str]:
    """Return the code of the cells that record charts."""
    sources = ("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code")
    return [source for source in sources if _CHART in source]


def _read_document(file: Path) -> tuple[dict[str, Any], str]:
    """Read a notebook as JSON, with the digest of its file; both empty where it is none, and running it complains."""
    try:
        refuse_special(file)
        if file.suffix in ENDINGS:
            # A cell of MyST may load its code from another file.
            return to_document(parse_text_notebook(file.read_text("utf-8"), file.name, file)), ""
        content = file.read_bytes()
        document = json.loads(content)
        if is_old(document):
            return to_document(upgrade(document)), digest_content(content)
    except (OSError, ValueError, RecursionError, DataError):
        return {}, ""
    return (document, digest_content(content)) if isinstance(document, dict) else ({}, "")


def _log(complaint: Complaint) -> None:
    import logging

    logging.getLogger("factbook").warning("%s", complaint)
