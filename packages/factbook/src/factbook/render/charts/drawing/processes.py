"""The processes of one build that draw: its charts are read back in them, and then drawn for its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from factbook.model.drawn import Drawing
from factbook.render.charts.drawing.chart_values import make_pool, read_drawings
from factbook.report.checked_report import Report
from figurecheck.model import Chart

# Loaded where something is drawn: most builds know what every chart draws.
if TYPE_CHECKING:
    from factbook.render.charts.drawing.chart_drawings import Drawings
    from factbook.render.charts.drawing.pool import DrawingPool


class ChartProcesses:
    """The processes of a build; they start when they are first needed."""

    def __init__(self, root: Path | None = None) -> None:
        """With the `root` of a report, its charts will be drawn as well, and each is as soon as it has been read."""
        self._root = root
        self._pool: DrawingPool | None = None
        self._begun: Mapping[str, Callable[[], str]] = {}

    def __enter__(self) -> ChartProcesses:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.close()

    def warm_up(self, charts: int) -> None:
        """Start them while something else is waited for that records about so many charts."""
        # The renderer takes half a second of a processor to load; kernels take longer to start.
        if charts:
            from factbook.render.charts.drawing.worker import load_renderer

            pool = self._start(charts)
            for at in range(pool.workers):
                pool.schedule(f"process {at}", load_renderer)

    def read_drawings(self, charts: Sequence[Chart]) -> dict[str, tuple[Drawing, ...]]:
        """Return what each chart draws, as `chart_values.read_drawings` does."""
        return read_drawings(charts, self._start, self._draw_ahead)

    def start_drawing(self, report: Report) -> Drawings | None:
        """Start to draw the charts of a report, where there are processes; closed, the drawings end them.

        ``None`` where no chart was read, so that most often none has to be drawn.
        """
        if self._pool is None:
            return None
        from factbook.render.charts.drawing.chart_drawings import start_drawing

        return start_drawing(report, self._pool, begun=self._begun)

    def _draw_ahead(self, charts: Sequence[Chart]) -> None:
        """Start to draw charts, so that these processes go on while what was read is checked."""
        if self._root is not None and self._pool is not None:
            from factbook.render.charts.drawing.chart_drawings import draw_ahead

            self._begun = {**self._begun, **draw_ahead(charts, self._pool, self._root)}

    def _start(self, charts: int) -> DrawingPool:
        self._pool = self._pool or make_pool(charts)
        return self._pool
