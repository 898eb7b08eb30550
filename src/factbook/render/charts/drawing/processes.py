"""The processes of one build that draw: its charts are read back in them, and then drawn for its pages."""

from __future__ import annotations

from collections.abc import Sequence

from factbook.model import Chart
from factbook.model.drawn import Drawing
from factbook.project.memo import Memo
from factbook.render.charts.drawing.chart_drawings import Drawings, start_drawing
from factbook.render.charts.drawing.chart_values import make_pool, read_drawings
from factbook.render.charts.drawing.pool import DrawingPool
from factbook.render.charts.drawing.worker import load_renderer
from factbook.report.checked_report import Report


class ChartProcesses:
    """The processes of a build; they start when they are first needed."""

    def __init__(self) -> None:
        self._pool: DrawingPool | None = None

    def __enter__(self) -> ChartProcesses:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.close()

    def warm_up(self, charts: int) -> None:
        """Start them while something else is waited for that records about so many charts."""
        # The renderer takes half a second of a processor to load; kernels take longer to start.
        if charts:
            pool = self._start(charts)
            for _ in range(pool.workers):
                pool.schedule(load_renderer)

    def read_drawings(self, charts: Sequence[Chart], memo: Memo) -> dict[str, tuple[Drawing, ...]]:
        """Return what each chart draws, as `chart_values.read_drawings` does."""
        return read_drawings(charts, memo, self._start)

    def start_drawing(self, report: Report) -> Drawings:
        """Start to draw the charts of a report; closed, the drawings end the processes."""
        return start_drawing(report, self._pool)

    def _start(self, charts: int) -> DrawingPool:
        self._pool = self._pool or make_pool(charts)
        return self._pool
