"""The runs of a report's notebooks by its settings; of an adopted book, what is saved where there is no run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from factbook.notebooks import Limits, Run
from factbook.notebooks.execution.saved import read_saved, use_saved
from factbook.notebooks.sandbox.environment import find_variables
from factbook.project.settings import Project


def run_notebooks(
    project: Project,
    days: Iterable[str],
    *,
    run: Callable[..., list[Run]],
    started: Callable[[int], None],
    progress: Callable[[Run], None],
) -> list[Run]:
    """Return a run of each notebook for each day, in the order of the days, then of the notebooks.

    A book excludes notebooks that take hours, or that need what is not there; they show what they have saved.
    """
    settings, days = project.settings, list(days)
    wanted = [path for path in project.notebooks if not _is_skipped(path, settings.skipped)]
    started(len(days) * len(wanted))
    limits = Limits(
        timeout=settings.timeout,
        memory=settings.memory,
        output=settings.output,
        goes_on=settings.goes_on,
        mirrors=settings.adopts,
    )
    runs = run(
        project.root,
        wanted,
        as_of=days,
        limits=limits,
        cache=settings.cache,
        variables=find_variables(settings.environment),
        warm=settings.kernels == "warm",
        progress=progress,
    )
    if not settings.adopts:
        return runs
    found = {(one.path, one.as_of): use_saved(one, project.root) for one in runs}
    return [
        found[path, day] if (path, day) in found else read_saved(project.root, path, day)
        for day in days
        for path in project.notebooks
    ]


def _is_skipped(path: Path, patterns: Iterable[str]) -> bool:
    # As MyST-NB does: a pattern is held against the end of the path.
    return any(PurePosixPath(path.as_posix()).match(pattern) for pattern in patterns)
