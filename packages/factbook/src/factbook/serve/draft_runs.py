"""The runs of a draft: those that are stored; of a notebook that has to run, the last one until it is done."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from factbook.data.descriptor import PACKAGE
from factbook.engine.fingerprints import Files
from factbook.notebooks import Plan, Run, reuse_runs
from factbook.notebooks.reuse import PendingRun
from factbook.notebooks.tracing.inputs import States
from factbook.project.files import digest
from factbook.project.settings import Project
from factbook.serve.draft_files import Send
from figurecheck.model.errors import Complaint

STEP = 0.01
"""Seconds between two looks into the store for a run that another process carries out."""
_LONGEST = 2000
"""Characters of names that an event has room for; of more runs, whoever carries them out finds the names itself."""


def name_run(path: Path, day: str) -> str:
    """Return one text for a notebook and a day.

    >>> name_run(Path("notebooks/a.ipynb"), "2026-11-24")
    'notebooks/a.ipynb 2026-11-24'
    """
    return f"{path.as_posix()} {day}"


def find_basis(project: Project, inputs: Files) -> str:
    """Return a digest of all that runs may depend on: of all inputs but the texts of pages."""
    pages = {path.as_posix() for path in project.pages if path.suffix == ".md"}
    states = {name: (one.digest, one.mode) for name, one in inputs.items() if name not in pages}
    if PACKAGE in states:
        # A run does not depend on the digests in it, which are often written a moment after the table.
        states[PACKAGE] = (States(project.root, inputs).look(PACKAGE, "tables"), inputs[PACKAGE].mode)
    return digest(sorted(states.items()))


def announce_runs(basis: str, send: Send, names: Sequence[str], days: Sequence[str]) -> None:
    """Announce which runs are needed; `days` are those of all runs."""
    few = list(names) if sum(map(len, names)) <= _LONGEST else []
    send({"needed": digest(basis, names), "count": len(names), "names": few, "days": list(days), "basis": basis})


class DraftRuns:
    """Stands in for `reuse_runs` while a draft is made: it runs nothing that can be waited for.

    Afterwards `stale` holds the notebooks whose last run stands in for the one to come, and `complaints` what made
    runs fail.
    """

    def __init__(
        self,
        plan: Plan,
        *,
        announce: Callable[[Sequence[str], Sequence[str]], None],
        patience: float,
        failed: Mapping[str, Sequence[Complaint]],
        done: Collection[str] = (),
    ) -> None:
        """Wait so many seconds for runs to be stored, after they were announced by name, with the days of all runs.

        `failed` are runs of which is known why they fail, of the empty name all others; `done` those that ended well
        and could not be stored.
        """
        self._plan, self._announce, self._patience = plan, announce, patience
        self._failed, self._done = failed, done
        self.stale: set[str] = set()
        self.complaints: list[Complaint] = []
        self.found: list[Run] = []
        """What was returned."""
        self.is_whole = True
        """Whether there is a run for every notebook, be it an earlier one."""

    def __call__(self, root: Path, paths: Sequence[Path], *, as_of: Iterable[str], **options: Any) -> list[Run]:
        """Return a run of each notebook for each day, as `reuse_runs` does."""
        days = list(as_of)
        wanted = [(path, day) for day in days for path in paths]
        pending = {one for one in wanted if isinstance(self._plan.find(*one), PendingRun)}
        # What cannot be stored has to run in each build, also in those of `factbook build`.
        unstorable = [one for one in pending if name_run(*one) in self._done]
        inline = {one: self._run_here(root, one, options) for one in unstorable}
        waited = pending - inline.keys()
        if waited:
            self._announce([name_run(*one) for one in sorted(waited)], days)
            self._wait({one for one in waited if not self._find_faults(*one)})
        self.found = [inline[one] if one in inline else self._find(*one) for one in wanted]
        return self.found

    def _wait(self, pending: set[tuple[Path, str]]) -> None:
        until = time.monotonic() + self._patience
        while pending and time.monotonic() < until:
            time.sleep(STEP)
            pending = {one for one in pending if isinstance(self._plan.look_again(*one), PendingRun)}

    def _find(self, path: Path, day: str) -> Run:
        found = self._plan.find(path, day)
        if isinstance(found, Run):
            return found
        faults = self._find_faults(path, day)
        self.complaints += faults
        last = self._plan.find_last(path, day)
        self.stale.add(path.as_posix())
        if last is None:
            self.is_whole = False
            return Run(path=path, as_of=day, complaints=faults)
        # Its mark differs from that of the same run when it was true: what shows it is not taken for settled later.
        return replace(last, stamp=f"stale {last.stamp}")

    def _find_faults(self, path: Path, day: str) -> tuple[Complaint, ...]:
        return tuple(self._failed.get(name_run(path, day)) or self._failed.get("", ()))

    def _run_here(self, root: Path, one: tuple[Path, str], options: Mapping[str, Any]) -> Run:
        path, day = one
        plan = Plan(root, cache=str(options.get("cache", "")), variables=options.get("variables"))
        named = {name: options[name] for name in ("limits", "warm") if name in options}
        [run] = reuse_runs(root, [path], as_of=[day], plan=plan, **named)
        return run
