"""What charts draw, read in separate processes and remembered by specification."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing
from functools import cache, partial
from importlib.metadata import version
from typing import Any

from factbook.model import Chart
from factbook.model.drawn import Drawing, DrawnField, DrawnInputs, DrawnMark, DrawnText
from factbook.model.errors import SiteError
from factbook.project.files import digest_content
from factbook.project.memo import JsonObjects, Memo

LIMIT_SECONDS = 60.0
"""A chart that takes longer is hanging."""
MOST_OF_ONE = 40
"""Charts that one process reads faster than two, since it takes as long to start as to read them."""
_NAME = "drawn values"
_REMEDY = "{} (draw it in its notebook first)"
_TRACE = re.compile(r"\s+at \S+ \(?\w+:")
"""Where the trace of an error of the renderer's script begins."""
_MOST_WORDS = 60
"""Words of a fault that are told; what the renderer says may be long."""
Raw = JsonObjects
"""What a chart draws at each of its widths, as JSON."""


def read_drawings(charts: Sequence[Chart], memo: Memo) -> dict[str, tuple[Drawing, ...]]:
    """Return what each chart draws at its widths, by id; what `memo` knows is not drawn again."""
    keys = {chart.id: _key(chart) for chart in charts}
    stored = {id: memo.find(JsonObjects, _NAME, key) for id, key in keys.items()}
    pending = [chart for chart in charts if stored[chart.id] is None]
    with ExitStack() as stack:
        waiting: dict[str, Callable[[], Raw]] = {}
        if pending:
            # Loaded where something is drawn: most builds know what every chart draws.
            from factbook.render.charts.drawing.pool import DrawingPool

            workers = 1 if len(pending) <= MOST_OF_ONE else 2
            pool = stack.enter_context(closing(DrawingPool(len(pending), LIMIT_SECONDS, workers=workers)))
            futures = {chart.id: pool.schedule(read_chart, dict(chart.specs)) for chart in pending}
            waiting = {id: partial(_wait, partial(pool.wait, future, f"chart {id}")) for id, future in futures.items()}
        # What is pending is waited for; the others have nothing to wait for.
        raw = {
            id: memo.get_or_make(waiting[id], JsonObjects, _NAME, keys[id]) if found is None else found
            for id, found in stored.items()
        }
    return {id: tuple(load_drawing(one) for one in drawn) for id, drawn in raw.items()}


def find_pending(charts: Sequence[Chart], memo: Memo) -> list[Chart]:
    """Return the charts of which `memo` does not know what they draw."""
    return [chart for chart in charts if memo.find(JsonObjects, _NAME, _key(chart)) is None]


def store_read(chart: Chart, raw: Raw, memo: Memo) -> None:
    """Store what `read_chart` returned for a chart, so that `read_drawings` finds it."""
    # Under the same key: whether this or another process has read it makes no difference to what is found.
    memo.store(raw, JsonObjects, _NAME, _key(chart))


def _wait(wait: Callable[[], Raw]) -> Raw:
    # A fault is a result like any other: the check tells it at the cell that drew the chart.
    try:
        return wait()
    except SiteError as error:
        return [{"fault": f"{complaint.what} ({complaint.remedy})"} for complaint in error.complaints]


def read_chart(specs: Mapping[str, Mapping[str, object]]) -> Raw:
    """Return what a chart draws at each width, widths that draw the same left out. Runs in a process of its own."""
    from factbook.render.charts.drawing.worker import use_utc
    from factbook.render.charts.read_drawing import read_values
    from factbook.render.charts.scene_faults import UnfitChartError

    use_utc()
    found: Raw = []
    for at, (width, spec) in enumerate(specs.items()):
        # Without labels that an author writes, a chart that is not drawn for each width says the same at all of them.
        if at and spec == next(iter(specs.values())) and "labelExpr" not in json.dumps(spec, default=str):
            continue
        try:
            drawn = read_values(spec, width)
        except UnfitChartError as error:
            drawn = {"fault": str(error)}
        except ValueError as error:
            drawn = {"fault": _REMEDY.format(" ".join(_TRACE.split(str(error))[0].split()[:_MOST_WORDS]))}
        if drawn not in found:
            found.append(drawn)
    return found


def _key(chart: Chart) -> str:
    return digest_content(json.dumps([chart.specs, _renderer()], sort_keys=True, default=str))


@cache
def _renderer() -> str:
    return version("vl-convert-python")


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
