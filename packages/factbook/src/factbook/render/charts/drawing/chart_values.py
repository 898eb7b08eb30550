"""What charts draw, read in separate processes and remembered by specification."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing
from functools import cache, partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from factbook.engine.results import JsonObjects
from factbook.engine.task import task
from factbook.model.drawn import Drawing, DrawnField, DrawnInputs, DrawnMark, DrawnText
from factbook.project.files import digest_content
from figurecheck.model import Chart
from figurecheck.model.errors import SiteError

if TYPE_CHECKING:
    from factbook.render.charts.drawing.pool import DrawingPool

LIMIT_SECONDS = 60.0
"""A chart that takes more processor time is hanging."""
MOST_OF_ONE = 12
"""Charts that one process reads and draws faster than two, as it takes as long to load the renderer as to draw ten."""
Raw = JsonObjects
"""What a chart draws at each of its widths, as JSON."""


def read_drawings(
    charts: Sequence[Chart],
    start: Callable[[int], DrawingPool] | None = None,
    then: Callable[[Sequence[Chart]], None] = lambda charts: None,
) -> dict[str, tuple[Drawing, ...]]:
    """Return what each chart draws at its widths, by id; what is known is not drawn again.

    `start` is called with the number of the others, and returns the processes for them; without it, they are started
    and ended here. `then` is called with these charts once all are with the processes, and before any is waited for.
    """
    pending = find_pending(charts)
    with ExitStack() as stack:
        waiting: dict[str, Callable[[], Raw]] = {}
        if pending:
            from factbook.render.charts.drawing.worker import read_chart

            pool = start(len(pending)) if start else stack.enter_context(closing(make_pool(len(pending))))
            futures = {chart.id: pool.schedule(chart.id, read_chart, dict(chart.specs)) for chart in pending}
            waiting = {id: partial(_wait, partial(pool.wait, future, f"chart {id}")) for id, future in futures.items()}
            then(pending)
        # What is pending is waited for; the others have nothing to wait for.
        raw = {chart.id: _read_drawn(chart, waiting.get(chart.id)) for chart in charts}
    return {id: tuple(load_drawing(one) for one in drawn) for id, drawn in raw.items()}


def make_pool(charts: int) -> DrawingPool:
    """Return processes for about so many charts."""
    # Loaded where something is drawn: most builds know what every chart draws.
    from factbook.render.charts.drawing.pool import DrawingPool

    return DrawingPool(charts, LIMIT_SECONDS, workers=1 if charts <= MOST_OF_ONE else 2)


def find_pending(charts: Sequence[Chart]) -> list[Chart]:
    """Return the charts of which is not known what they draw."""
    return [chart for chart in charts if not _read_drawn.is_known(chart, None)]


def keep_read(chart: Chart, raw: Raw) -> None:
    """Keep what `read_chart` returned for a chart, so that `read_drawings` finds it."""
    # Whether this or another process has read it makes no difference to what is found.
    _read_drawn.keep(raw, chart, None)


@cache
def _renderer() -> str:
    return version("vl-convert-python")


@task(of=lambda chart, wait: digest_content(json.dumps([dict(chart.specs), _renderer()], sort_keys=True, default=str)))
def _read_drawn(chart: Chart, wait: Callable[[], Raw] | None) -> JsonObjects:
    """Return what a chart draws, where need be by what waits for the process that reads it."""
    if wait is None:
        raise LookupError(f"nothing reads chart {chart.id}")
    return wait()


def _wait(wait: Callable[[], Raw]) -> Raw:
    # A fault is a result like any other: the check tells it at the cell that drew the chart.
    try:
        return wait()
    except SiteError as error:
        return [{"fault": f"{complaint.what} ({complaint.remedy})"} for complaint in error.complaints]


def load_drawing(raw: Mapping[str, Any]) -> Drawing:
    """Return what `read_chart` read of one width."""
    if "fault" in raw:
        return Drawing(fault=raw["fault"])
    return Drawing(
        marks=tuple(_load_mark(one) for one in raw["marks"]),
        inputs={
            name: DrawnInputs(
                values=tuple(one["values"]), keys=tuple(one["keys"]), items=tuple(one["items"]), rows=one["rows"]
            )
            for name, one in raw["inputs"].items()
        },
        texts=tuple(DrawnText(**one) for one in raw["texts"]),
        faint=tuple((kind, colour, ratio) for kind, colour, ratio in raw["faint"]),
        alike=tuple(raw["alike"]),
        unnamed=raw["unnamed"],
    )


def _load_mark(raw: Mapping[str, Any]) -> DrawnMark:
    fields = tuple(DrawnField(**one) for one in raw["fields"])
    return DrawnMark(kind=raw["kind"], fields=fields, items=tuple(raw["items"]), texts=tuple(raw.get("texts", ())))
