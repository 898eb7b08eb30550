"""Which cells of a long notebook stand on which of its pages.

Evidence links to single cells, and is often reused from the last build while the notebook is not rendered: so cells are
divided by what they contain, and not by what was made of them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from factbook.render.html.notebook import BUNDLE, MOST_RECORDED, PICTURES
from factbook.render.table import MOST_CELLS
from figurecheck.model import Chart

ROOM = 235_000
"""Bytes of cells on a page by the weights below, which are right to a tenth; its head and foot take 10,000 more."""
# Bytes of HTML, as measured on the notebooks of a report of 1,200 figures.
_CELL, _CODE, _FIGURE, _DRAWING, _TABLE_CELL = 100, 2.7, 260, 10_000, 60


def divide_cells(cells: Sequence[Mapping[str, Any]], charts: Mapping[str, Chart]) -> list[range]:
    """Return the places of the cells of each page of a notebook; one that is larger than a page has its own."""
    weights = [weigh_cell(cell, charts) for cell in cells]
    # Pages of about the same size, rather than a last one with a single cell.
    aim = sum(weights) / max(math.ceil(sum(weights) / ROOM), 1)
    starts, weight = [0], 0
    for at, own in enumerate(weights):
        if weight and (weight + own > ROOM or weight + own / 2 > aim):
            starts.append(at)
            weight = 0
        weight += own
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(cells)], strict=True)]


def weigh_cell(cell: Mapping[str, Any], charts: Mapping[str, Chart]) -> int:
    """Return about how many bytes of a page a cell takes."""
    if cell["cell_type"] != "code":
        return _CELL + _length(cell["source"])
    recorded = 0
    size = _CELL + int(_CODE * _length(cell["source"]))
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        bundle = data.get(BUNDLE, {})
        if bundle.get("kind") == "statistic":
            recorded += 1
        elif bundle.get("id") in charts:
            size += _weigh_chart(charts[bundle["id"]])
        else:
            size += _weigh_output(output, data)
    return size + min(recorded, MOST_RECORDED) * _FIGURE


def _weigh_chart(chart: Chart) -> int:
    shown = sum(min(len(rowset.rows) * len(rowset.columns), MOST_CELLS) for rowset in chart.rows)
    return _DRAWING + shown * _TABLE_CELL


def _weigh_output(output: Mapping[str, Any], data: Mapping[str, Any]) -> int:
    # A table is written anew from its HTML; of a picture the bytes stand in the page.
    best = next((data[kind] for kind in ("text/html", "text/markdown", *PICTURES, "text/plain") if kind in data), "")
    return _length(best) + _length(output.get("text", "")) + _length(output.get("traceback", ""))


def _length(text: object) -> int:
    """Return the bytes of a text of a notebook; nbformat allows a list of lines."""
    lines = text if isinstance(text, list) else [text]
    return sum(len(str(line).encode()) for line in lines)
