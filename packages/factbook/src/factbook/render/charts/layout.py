"""Room for a chart: how wide each of its views is drawn, so that together they take the column of the page.

Vega-Lite fits a single view into a width; views beside each other keep their own widths, so those are set here. Where
they would become too narrow they stand below each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from factbook.render.charts.label_marks import NewPart, Part

CONCATENATED = ("hconcat", "vconcat", "concat")
COMPOSED = (*CONCATENATED, "facet", "repeat")
FACETS = ("row", "column", "facet")
LEAST = 150
"""Pixels; a view of its own is drawn no narrower."""
LEAST_COLUMN = 80
"""Pixels of a column of a grid, which shares its axis with the others."""
SIDE = 120
"""Pixels; a view that an author made narrower stands beside another one, however narrow the page."""
_GAP = 22
_LINE = 22
"""Pixels of a category along the y axis."""
_UNITS = {"quarter": 4, "month": 12, "day": 7, "date": 31, "hours": 24}
"""How many of a unit of time there are."""
_MOST_HIGH = 1.5
"""How much higher a view becomes than its author made it, if it becomes wider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Pixels for a view: its width without what stands beside it, and the height that it has if it says none."""

    width: float
    height: float
    datasets: Part = field(default_factory=dict)
    """Rows of the chart by name."""
    factor: float = 1.0
    """By how much it is narrower than on the page, because of what stands beside the views."""

    @property
    def most_columns(self) -> int:
        """Return how many views may stand beside each other; the same at each attempt to fit a chart."""
        return max(1, int((self.width / self.factor + _GAP) // (LEAST + _GAP)))

    def part(self, count: int) -> Room:
        """Return the room of each of several views that are equally wide."""
        return self.resized((self.width - _GAP * (count - 1)) / count)

    def resized(self, width: float) -> Room:
        """Return the room of one of several views, of this width."""
        return replace(self, width=width, height=min(self.height, max(120.0, width * 0.75)))


def is_composed(spec: Part) -> bool:
    """Return whether a chart is put together of several views beside or below each other."""
    return any(key in spec for key in COMPOSED) or any(name in (spec.get("encoding") or {}) for name in FACETS)


def arrange(spec: Part, room: Room, data: Sequence[Part] = ()) -> NewPart:
    """Return a chart whose views fill a room; `data` are the rows of the views around it."""
    rows = find_rows(spec, room.datasets) or data
    for key in CONCATENATED:
        if key in spec:
            return _concatenate(spec, key, room, rows)
    if "repeat" in spec:
        return _repeat(spec, room, rows)
    if "facet" in spec:
        return _facet(spec, room, rows)
    if any(name in (spec.get("encoding") or {}) for name in FACETS):
        return _facet_channels(spec, room, rows)
    return _fill(spec, room, rows)


def find_rows(spec: Part, datasets: Part) -> list[Part]:
    """Return the rows that a view was given in the specification; none if they come from elsewhere."""
    data = spec.get("data") or {}
    values = data.get("values", datasets.get(data.get("name", "")))
    return [row for row in values if isinstance(row, Mapping)] if isinstance(values, list) else []


def _find_height(spec: Part, data: Sequence[Part], room: Room) -> float:
    """Return how high a view must be so that each category along its y axis has a line."""
    rows = find_rows(spec, room.datasets) or data
    inner = [_find_height(view, rows, room) for view in spec.get("layer", ())]
    y = (spec.get("encoding") or {}).get("y") or {}
    names = 0
    if y.get("type") in {"nominal", "ordinal"} and not y.get("bin"):
        names = _UNITS.get(y["timeUnit"], 0) if isinstance(y.get("timeUnit"), str) else _count(rows, y.get("field"))
    return max([room.height, names * _LINE, *inner])


def _concatenate(spec: Part, key: str, room: Room, rows: Sequence[Part]) -> NewPart:
    views: list[Part] = spec[key]
    asked = len(views) if key == "hconcat" else 1 if key == "vconcat" else int(spec.get("columns", len(views)))
    columns = max(1, min(asked, len(views)))
    own = [_width(view) for view in views]
    beside = columns > 1 and any(width and width < SIDE for width in own)
    if not beside:
        columns = min(columns, room.most_columns)
    line = room.width - _GAP * (columns - 1)
    if key == "hconcat" and columns == len(views):
        known = [width for width in own if width]
        shares = [width or (sum(known) / len(known) if known else 1) for width in own]
        widths = [line * share / sum(shares) for share in shares]
    else:
        widths = [line / columns] * len(views)
    arranged = [arrange(view, room.resized(width), rows) for view, width in zip(views, widths, strict=True)]
    rest = {name: value for name, value in spec.items() if name not in {key, "columns"}}
    if key == "hconcat" and columns < len(views):
        return {**rest, "concat": arranged, "columns": columns}
    return {**rest, key: arranged, **({"columns": columns} if key == "concat" else {})}


def _repeat(spec: Part, room: Room, rows: Sequence[Part]) -> NewPart:
    repeat = spec["repeat"]
    if isinstance(repeat, list):
        columns = _fit_columns(min(spec.get("columns", len(repeat)), len(repeat)), room)
        return {**spec, "columns": columns, "spec": arrange(spec["spec"], room.part(columns), rows)}
    count = max(1, len(repeat.get("column", ())))
    return {**spec, "spec": arrange(spec["spec"], room.part(count), rows)}


def _facet(spec: Part, room: Room, rows: Sequence[Part]) -> NewPart:
    facet = spec["facet"]
    if "field" in facet:
        columns = _fit_columns(min(spec.get("columns", 99), _count(rows, facet["field"]) or 99), room)
        return {**spec, "columns": columns, "spec": arrange(spec["spec"], room.part(columns), rows)}
    count = max(1, _count(rows, (facet.get("column") or {}).get("field")))
    part = room.part(count)
    if count > 1 and part.width / room.factor < LEAST_COLUMN and "row" not in facet:
        return _facet({**spec, "facet": facet["column"]}, room, rows)
    return {**spec, "spec": arrange(spec["spec"], part, rows)}


def _facet_channels(spec: Part, room: Room, rows: Sequence[Part]) -> NewPart:
    encoding = dict(spec["encoding"])
    if "facet" not in encoding:
        column = encoding.get("column") or {}
        count = max(1, _count(rows, column.get("field")))
        part = room.part(count)
        if part.width / room.factor >= LEAST_COLUMN or count == 1 or "row" in encoding:
            return _fill(spec, part, rows)
        encoding["facet"] = encoding.pop("column")
    facet = encoding["facet"]
    columns = _fit_columns(min(facet.get("columns", 99), _count(rows, facet.get("field")) or 99), room)
    encoding["facet"] = {**facet, "columns": columns}
    return _fill({**spec, "encoding": encoding}, room.part(columns), rows)


def _fill(spec: Part, room: Room, rows: Sequence[Part]) -> NewPart:
    """Return a single view, or layers, in its room; the shape that its author gave it stays as far as it fits."""
    own, height = _width(spec), spec.get("height")
    if isinstance(height, int | float):
        tall = height * min(_MOST_HIGH, room.width / own) if own else height
    else:
        tall = _find_height(spec, rows, room)
    return {**spec, "width": max(20, round(room.width)), "height": round(tall)}


def _fit_columns(most: int, room: Room) -> int:
    return max(1, min(most, room.most_columns))


def _width(spec: Part) -> float:
    """Return the width that an author gave a view; 0 where none."""
    width = spec.get("width")
    return width if isinstance(width, int | float) and not isinstance(width, bool) else 0


def _count(rows: Sequence[Part], field: object) -> int:
    return len({str(row.get(field)) for row in rows}) if isinstance(field, str) else 0


def find_narrowest(part: object) -> float:
    """Return the width of the narrowest view of an arranged chart."""
    if not isinstance(part, Mapping):
        return min(map(find_narrowest, part), default=math.inf) if isinstance(part, list) else math.inf
    own = [float(part["width"])] if isinstance(part.get("width"), int) else []
    keys = (*CONCATENATED, "spec")
    return min([*own, *(find_narrowest(part[key]) for key in keys if key in part)], default=math.inf)


def find_strings(part: object, key: str) -> Iterator[str]:
    """Yield every text under a key, at any depth, but for rows of data."""
    if isinstance(part, Mapping):
        for name, value in part.items():
            if name == key:
                yield from ([value] if isinstance(value, str) else [])
                yield from ([" ".join(map(str, value))] if isinstance(value, list) else [])
            if name not in {"values", "datasets"}:
                yield from find_strings(value, key)
    elif isinstance(part, list):
        for one in part:
            yield from find_strings(one, key)
