"""How many pages a notebook has, and where: evidence links to its cells without rendering them."""

from __future__ import annotations

from collections.abc import Sequence

from factbook.notebooks import Run
from factbook.project.memo import Memo
from factbook.render.html.notebook_parts import divide_cells
from factbook.sphinx_ext.build.state import State


def notebook_parts(run: Run, state: State) -> list[range]:
    """Return the places of the cells of each page of a notebook."""
    if run.path not in state.notebook_parts:
        state.notebook_parts[run.path] = _find_parts(run, state.report.memo)
    return state.notebook_parts[run.path]


def _find_parts(run: Run, memo: Memo) -> list[range]:

    def divide() -> list[range]:
        cells = run.notebook.cells if run.notebook is not None else []
        return divide_cells(cells, {chart.id: chart for chart in run.charts})

    # Every page of evidence needs them, and an executed notebook takes long to read.
    return memo.get_or_make(divide, list[range], "parts of a notebook", run.path.as_posix(), run.mark)


def notebook_addresses(run: Run, parts: Sequence[range]) -> list[str]:
    """Return the address of each page of a notebook, from the site's root."""
    first = run.path.with_suffix("").as_posix()
    return [first, *(f"{first}/{number}" for number in range(2, len(parts) + 1))]
