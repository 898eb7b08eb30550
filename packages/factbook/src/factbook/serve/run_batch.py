"""The runs that drafts ask for, in a process of their own: a notebook that hangs holds up nobody."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from factbook.notebooks import Kernels, Plan, Run, reuse_runs
from factbook.notebooks.sandbox.environment import find_variables
from factbook.project.files import replace_file
from factbook.project.settings import read_project
from factbook.report.run_notebooks import run_notebooks
from factbook.serve.draft_runs import name_run
from figurecheck.model.errors import ComplaintError
from figurecheck.model.worded import write_worded


def run_batch(
    root: Path, request: Mapping[str, Any], kernels: Kernels, send: Callable[[Mapping[str, Any]], None]
) -> Path:
    """Run what has to run for the days in `request`, and return the file that says which runs failed, and why.

    Those that end well are stored. `send` is called with the name of each run that ends.
    """
    # By name and not by path: one notebook may fail for one day and not for another.
    outcome: dict[str, list[dict[str, object]]] = {}

    def note(run: Run) -> None:
        if run.reused:
            return
        name = name_run(run.path, run.as_of)
        outcome[name] = [
            {"place": one.place, "what": write_worded(one.what), "remedy": write_worded(one.remedy)}
            for one in run.complaints
        ]
        # Written each time: whoever stops this process wants to know what has ended.
        replace_file(file, json.dumps(outcome))
        send({"ran": name, "seconds": round(run.seconds, 2), "failed": bool(run.complaints)})

    file = root / str(request["outcome"])
    # Settings that cannot be read are told by the draft that is being made of them.
    try:
        project = read_project(root)
        variables = find_variables(project.settings.environment)
        plan = Plan(root, cache=project.settings.cache, variables=variables)
        run = partial(_run_named, frozenset(request.get("names", ())), plan=plan, kernels=nullcontext(kernels))
        run_notebooks(project, request["days"], run=run, started=lambda count: None, progress=note)
    except ComplaintError:
        kernels.close()
    return file


def _run_named(
    names: frozenset[str], root: Path, paths: Sequence[Path], *, as_of: Sequence[str], **options: Any
) -> list[Run]:
    """Return the runs of these names; of no name, those of all notebooks and days."""
    if not names:
        return reuse_runs(root, paths, as_of=as_of, **options)
    # To find the others in the store takes longer than many a notebook.
    wanted = {day: [path for path in paths if name_run(path, day) in names] for day in as_of}
    return [run for day, some in wanted.items() if some for run in reuse_runs(root, some, as_of=[day], **options)]
