"""What an existing book has saved in a notebook that does not run here: its page shows that, and says so."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from factbook.model import Statistic
from factbook.model.errors import DataError
from factbook.notebooks.execution.run import Run, find_outputs, read_recorded
from factbook.project.structure import same

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
    saved = list(find_outputs(notebook.cells))
    is_full = sum(bool(cell.get("outputs")) for cell in notebook.cells)
    ran = run.notebook.cells if run.notebook is not None else ()
    if is_full <= sum(bool(cell.get("outputs")) for cell in ran):
        return run
    items = read_recorded(saved, [cell.source for cell in notebook.cells], run.path, [])
    recorded = tuple(replace(item, note=NOTE) if isinstance(item, Statistic) else item for item in items)
    return replace(run, load=partial(same, notebook), recorded=recorded, stamp="")
