"""What is known of a run without its notebook and without what it has recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace

from factbook.notebooks import Run
from factbook.render.html.notebook_parts import divide_cells
from figurecheck.model import Statistic


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFacts:
    """What decides which files a site has of a run, and what they hang on besides it."""

    parts: list[range]
    """The places of the cells of each page of its notebook."""
    is_computed: bool
    """Whether it has figures that can be computed again."""
    tables: list[str]
    """The tables that the rows of its charts are of."""

    @classmethod
    def of(cls, run: Run) -> RunFacts:
        """Return what is known of a run, which is read for it."""
        cells = run.notebook.cells if run.notebook is not None else []
        return cls(
            parts=divide_cells(cells, {chart.id: chart for chart in run.charts}),
            is_computed=bool(find_computed(run)),
            tables=sorted({rowset.dataset for chart in run.charts for rowset in chart.rows if rowset.dataset}),
        )


def find_computed(run: Run) -> list[Statistic]:
    """Return the statistics of a run that can be computed again, by the ids that its code gives them."""
    # What a book has glued as a text ("25.0%") is no number to the code that computes it again.
    return [replace(one, id=one.key) if one.key else one for one in run.statistics if not one.key or _is_number(one)]


def _is_number(statistic: Statistic) -> bool:
    return statistic.printed == str(statistic.value) and not statistic.unit
