"""Give the runs of a report: from the store where nothing that they depend on changed, else by running notebooks."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from factbook.errors import Complaint
from factbook.freshness import Files
from factbook.notebooks.environment import HASH_SEED
from factbook.notebooks.inputs import States, learn
from factbook.notebooks.kernels import Kernels
from factbook.notebooks.keys import Key, make_key
from factbook.notebooks.limits import Limits
from factbook.notebooks.runs import Run
from factbook.notebooks.store import Store, find_place
from factbook.notebooks.stored import make_entry, restore_run

FRESH = "all was to run again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A run that has to be carried out."""

    at: int
    """Its place among all."""
    path: Path
    day: str
    document: dict[str, Any]
    """The notebook as JSON; empty if it is none."""
    key: Key | None
    why: str


def reuse_runs(
    root: Path,
    paths: Sequence[Path],
    *,
    as_of: Iterable[str],
    limits: Limits = Limits(),
    progress: Callable[[Run], None] = lambda run: None,
    cache: str = "",
    fresh: bool = False,
    seen: Files | None = None,
    environment: Mapping[str, str] | None = None,
    say: Callable[[Complaint], None] | None = None,
) -> list[Run]:
    """Give a run of each notebook for each day in `as_of`, in the order of the days, then of `paths`.

    A run is taken from the store when its cells, kernel, environment and day are those of one that is there, and every file
    that it read is as it was; with `fresh`, none is. The others are run, as many at once as there are cores, and stored if
    nothing is wrong with them. `progress` is called with each run as it is there, the stored ones first.

    `cache` is the setting of that name, `limits` what a notebook may take. `seen` are the report's files as
    `see_inputs` saw them. `environment` is added to that of each run, which is then not stored. `say` is told what is wrong
    with the store; by default it is logged as a warning.
    """
    states = States(root, seen)
    store = Store(find_place(root, cache), say=say or _log)
    runs: dict[int, Run] = {}
    jobs: list[Job] = []
    documents = {path: _read_document(root / path) for path in paths}
    for at, (path, day) in enumerate((path, day) for day in as_of for path in paths):
        found = _look_up(at, path, day, documents[path], store, states, fresh=fresh)
        if isinstance(found, Job):
            jobs.append(found)
            continue
        runs[at] = found
        progress(found)
    if jobs:
        runs |= _carry_out(jobs, states, None if environment else store, limits, progress, environment or {})
    if not environment:
        store.note_used(root)
    return [runs[at] for at in sorted(runs)]


def _look_up(
    at: int, path: Path, day: str, document: dict[str, Any], store: Store, states: States, *, fresh: bool
) -> Run | Job:
    key = make_key(document, path=path, day=day)
    if key is None or fresh:
        why = FRESH if fresh else "it cannot be read"
        return Job(at=at, path=path, day=day, document=document, key=key, why=why)
    entry, why = store.find(key, states)
    if entry is None:
        return Job(at=at, path=path, day=day, document=document, key=key, why=why)
    return restore_run(entry, document, path=path)


def _carry_out(
    jobs: Sequence[Job],
    states: States,
    store: Store | None,
    limits: Limits,
    progress: Callable[[Run], None],
    environment: Mapping[str, str],
) -> dict[int, Run]:
    from factbook.notebooks.chance import find_chance
    from factbook.notebooks.run import run_all, run_one
    from factbook.notebooks.watch import Watch

    async def run(job: Job) -> Run:
        since = time.time_ns()
        asked = watch.prepare()
        own = {**environment, **asked}
        done = await run_one(states.root, job.path, as_of=job.day, limits=limits, kernels=kernels, environment=own)
        seen = watch.ask(asked)
        lineage = learn(seen, states, since=since, notes=find_chance(job.document, seen, states.root))
        done = replace(done, why=job.why, lineage=lineage)
        if store is not None and job.key is not None and lineage.keep and not done.complaints:
            entry = make_entry(job.key, done, lineage)
            store.add(entry)
            done = restore_run(entry, job.document, path=job.path, reused=False, why=job.why)
        progress(done)
        return done

    with Kernels() as kernels, Watch() as watch:
        kernels.warm_up(environment.get(HASH_SEED, "0"))
        runs = run_all([run(job) for job in jobs], kernels)
        return {job.at: done for job, done in zip(jobs, runs, strict=True)}


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
