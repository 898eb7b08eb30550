"""Lines that stop where a value is missing, also if the author left the missing rows out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from factbook.render.charts.label_marks import NESTED_VIEWS, NewPart, Part, has_decimals

LINES = frozenset({"line", "trail"})
GROUPS = ("color", "fill", "stroke", "detail", "shape", "strokeDash")
"""Channels whose field distinguishes lines."""


def break_lines(spec: Part) -> NewPart:
    """Return a specification with an empty row for each missing whole number along the x axis of a line.

    The step of a line is the smallest distance between two of its values, so that a count every second year has no
    gaps. Only inline data are considered.
    """
    return _break(dict(spec), {}, spec.get("datasets", {}), {})


def _break(spec: NewPart, data: Part, datasets: Part, around: Part) -> NewPart:
    data = spec.get("data") or data
    encoding = {**around, **(spec.get("encoding") or {})}
    mark = spec.get("mark")
    if (mark.get("type") if isinstance(mark, Mapping) else mark) in LINES:
        rows = data.get("values", datasets.get(data.get("name", ""), []))
        missing = find_missing(rows, encoding) if isinstance(rows, list) else []
        return {**spec, "data": {"values": [*rows, *missing]}} if missing else spec
    inner: NewPart = {
        key: [_break(dict(one), data, datasets, encoding) for one in spec[key]] for key in NESTED_VIEWS if key in spec
    }
    if isinstance(spec.get("spec"), Mapping):
        inner["spec"] = _break(dict(spec["spec"]), data, datasets, encoding)
    return {**spec, **inner}


def find_missing(rows: Sequence[Part], encoding: Part) -> list[NewPart]:
    """Return rows without a value, one for each step of each line that has none.

    >>> x = {"field": "year", "type": "quantitative"}
    >>> find_missing([{"year": 2016}, {"year": 2017}, {"year": 2019}], {"x": x, "y": {"field": "n"}})
    [{'year': 2018, 'n': None}]
    """
    x, y = (encoding.get(name) or {} for name in ("x", "y"))
    across, value = x.get("field"), y.get("field")
    if x.get("type") != "quantitative" or not across or not value or x.get("aggregate") or x.get("bin"):
        return []
    names = [one.get("field") for name in GROUPS if (one := encoding.get(name)) and one.get("field")]
    lines: dict[tuple[object, ...], set[object]] = defaultdict(set)
    for row in rows:
        if isinstance(row, Mapping) and row.get(across) is not None:
            lines[tuple(row.get(name) for name in names)].add(row[across])
    return [
        {**dict(zip(names, line, strict=True)), across: number, value: None}
        for line, numbers in lines.items()
        for number in _between(numbers)
    ]


def _between(values: set[object]) -> list[int]:
    ordered = sorted(int(one) for one in values if isinstance(one, int | float) and not has_decimals(one))
    if len(ordered) < len(values):
        return []
    steps = [after - before for before, after in pairwise(ordered)]
    step = min(steps, default=0)
    # Uneven distances have no step, so nothing is known to be missing.
    if not step or any(one % step for one in steps):
        return []
    found = [number for before, after in pairwise(ordered) for number in range(before + step, after, step)]
    # More gaps than values means that the numbers are no count of periods, and the chart would be mostly empty rows.
    return found if len(found) < len(ordered) else []
