"""What an existing book has saved in a notebook that does not run here: its page shows that, and says so."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from factbook.notebooks.execution.recorded_outputs import find_outputs, read_recorded
from factbook.notebooks.execution.run import Run
from figurecheck.model import Statistic
from figurecheck.model.errors import Complaint, DataError
from figurecheck.settings.structure import same

SKIPPED = "does not run, as execute.exclude_patterns says; its page shows what it has saved"
NOTE = "saved in the notebook by whoever ran it last; it did not run to its end here, so nothing was computed again"


def use_saved(run: Run, root: Path) -> Run:
    """Return a run that failed with what its notebook has saved, where that is more; any other run as it is.

    The complaints stay. Each statistic that comes from the file says so.
    """
    from factbook.notebooks.execution.execute import read_notebook

    if not run.complaints:
        return run
    try:
        notebook = read_notebook(root / run.path, run.path.as_posix())
    except DataError:
        return run
    is_full = sum(bool(cell.get("outputs")) for cell in notebook.cells)
    ran = run.notebook.cells if run.notebook is not None else ()
    if is_full <= sum(bool(cell.get("outputs")) for cell in ran):
        return run
    return _with_saved(run, notebook)


def read_saved(root: Path, path: Path, day: str) -> Run:
    """Return what a notebook has saved in the place of a run, with a complaint that says so."""
    from factbook.notebooks.execution.execute import read_notebook

    try:
        notebook = read_notebook(root / path, path.as_posix())
    except DataError as error:
        return Run(path=path, as_of=day, complaints=error.complaints)
    complaint = Complaint(path.as_posix(), SKIPPED, "take its pattern out to have it run")
    return _with_saved(Run(path=path, as_of=day, complaints=(complaint,)), notebook)


def _with_saved(run: Run, notebook: Any) -> Run:
    sources = [cell.source for cell in notebook.cells]
    items = read_recorded(find_outputs(notebook.cells), sources, run.path, [])
    recorded = tuple(replace(item, note=NOTE) if isinstance(item, Statistic) else item for item in items)
    return replace(run, load=partial(same, notebook), recorded=recorded, stamp="")
