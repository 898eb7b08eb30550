"""How a chart fits into its width, and what it says twice, as seen in a first drawing of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import pairwise

from factbook.render.charts.house_style import EM
from factbook.render.charts.label_marks import NewPart, Part, join_lines
from factbook.render.charts.row_texts import SEPARATOR

NUMERIC = frozenset({"linear", "log", "pow", "sqrt", "symlog", "bin-ordinal", "quantize", "quantile", "threshold"})
DISCRETE = frozenset({"band", "point"})
LETTER = 13 * EM
"""Average width of a letter of a label, in pixels."""
_WIDE = frozenset("WF")
"""Classes of East Asian letters that are as wide as high."""
_LEAST = 14
"""Pixels between labels; turned ones need as much."""
_TURNED = 24
"""Pixels between labels that are turned by half a right angle."""
_SYMBOL = 34
"""Pixels of a legend's symbol, with the space around it."""
_LEGENDS = ("fill", "stroke", "size", "shape", "strokeDash", "opacity", "strokeWidth", "fillOpacity", "strokeOpacity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """What was learnt from drawing a chart once: how it must be changed to fit its width and to say things once."""

    factor: float = 1.0
    """By how much its views are narrower than their share of the width, because of what stands beside them."""
    named: frozenset[int] = frozenset()
    """Legends whose labels all stand in the chart already."""
    columns: Mapping[int, int] = field(default_factory=dict)
    """Columns of legends that are too long for one line."""
    turned: Mapping[str, int] = field(default_factory=dict)
    """Degrees by which labels that would overlap are turned, by the scale of their axis; 0 where some are left out."""
    legends: int = 0
    """Lines of all legends."""


def find_scopes(scope: NewPart) -> Iterator[NewPart]:
    """Yield a compiled chart and each group in it that has marks of its own."""
    yield scope
    for mark in scope.get("marks", ()):
        if mark["type"] == "group":
            yield from find_scopes(mark)


def find_legends(vega: NewPart) -> list[tuple[NewPart, NewPart]]:
    """Return the legends of a compiled chart in order, each with the scope that it is in."""
    return [(scope, legend) for scope in find_scopes(vega) for legend in scope.get("legends", ())]


def find_scale(legend: Part) -> str:
    """Return the scale that a legend is for."""
    return next((str(legend[one]) for one in _LEGENDS if one in legend), "")


def find_kinds(vega: NewPart) -> dict[str, str]:
    """Return the type of each scale of a compiled chart."""
    return {one["name"]: one.get("type", "") for scope in find_scopes(vega) for one in scope.get("scales", ())}


def has_symbols(legend: Part, kinds: Mapping[str, str]) -> bool:
    """Return whether a legend lists symbols; else it is a gradient, which is as long as the style makes it."""
    return kinds.get(find_scale(legend), "") in {"ordinal", *NUMERIC} - {"linear"} or not {"fill", "stroke"} & {*legend}


def improve(
    shown: Mapping[int, bool], kinds: Mapping[str, str], drawn: Part, fit: Fitting, room: float, *, composed: bool
) -> Fitting:
    """Return what a drawing (its width and scene) says of how it fits into a width.

    `shown` are its legends by place, with whether they list symbols; `kinds` are the types of the scales.
    """
    groups = list(_groups(drawn["scenegraph"]))
    words = {
        join_lines(item.get("text"))
        for kind, mark in groups
        if kind == "role-mark text"
        for item in mark.get("items", ())
    }
    found = [_labels(mark) for kind, mark in groups if kind == "legend"]
    named, columns = set(fit.named), dict(fit.columns)
    counts: dict[int, int] = {}
    if len(found) == len(shown):
        for at, labels in zip(shown, found, strict=True):
            counts[at] = len(labels)
            if labels and all(_is_named(label, words) for label in labels):
                named.add(at)
            longest = max(map(estimate_width, labels), default=0) + _SYMBOL
            if shown[at] and sum(estimate_width(one) + _SYMBOL for one in labels) > room:
                columns[at] = max(1, int(room // longest))
    factor = fit.factor
    if composed:
        # What stands beside the views, such as labels, keeps its width; the views take the rest.
        beside = drawn["width"] - fit.factor * room
        factor = max(0.3, (room - beside) / room)
        factor = fit.factor if abs(drawn["width"] - room) <= 1 else factor
    turned = dict(fit.turned)
    for mark in (mark for kind, mark in groups if kind == "axis-label" and mark.get("items")):
        scale = str(mark["items"][0].get("description", "")).split(SEPARATOR)[-1]
        if kinds.get(scale) in DISCRETE and scale not in turned and (angle := _find_angle(mark)) is not None:
            turned[scale] = angle
    lines = sum(-(-count // columns.get(at, count)) for at, count in counts.items() if count and at not in named)
    return Fitting(factor=factor, named=frozenset(named), columns=columns, turned=turned, legends=lines)


def _find_angle(labels: Part) -> int | None:
    """Return by how many degrees labels below a chart must be turned; ``None`` if they stand side by side."""
    shown = [item for item in labels["items"] if item.get("opacity", 1)]
    texts = [join_lines(item.get("text")) for item in shown]
    steps = [after.get("x", 0) - before.get("x", 0) for before, after in pairwise(shown)]
    widths = [*map(estimate_width, texts)]
    close = any(step < (one + other) / 2 + 4 for step, (one, other) in zip(steps, pairwise(widths), strict=True))
    # Numbers in order may be thinned instead.
    if not close or any(item.get("angle") for item in shown):
        return None
    if all(text.isdigit() for text in texts) or min(steps) < _LEAST:
        return 0
    return -45 if min(steps) >= _TURNED else -90


def estimate_width(text: str) -> float:
    """Return about how wide a label is, in pixels; rather too wide than too narrow.

    >>> round(estimate_width("birds")), round(estimate_width("갈매기"))
    (36, 39)
    """
    wide = sum(unicodedata.east_asian_width(letter) in _WIDE for letter in text)
    return (len(text) - wide + wide / EM) * LETTER


def _groups(scene: Part, role: str = "") -> Iterator[tuple[str, Part]]:
    """Yield the parts of a scene that say something: legends, labels of axes, and texts among the marks."""
    for item in scene.get("items", ()):
        if "marktype" in item:
            kind = str(item.get("role", ""))
            if kind == "legend":
                for one in item.get("items", ()):
                    yield "legend", one
            elif kind == "axis-label":
                yield kind, item
            elif item["marktype"] == "text" and kind in {"mark", "title-text"}:
                # The names of small multiples are titles.
                yield "role-mark text", item
            yield from _groups(item, kind) if kind != "legend" else ()
        else:
            yield from _groups(item, role)


def _labels(part: Part) -> list[str]:
    """Return the labels of a legend."""
    found: list[str] = []
    for item in part.get("items", ()):
        if item.get("role") == "legend-label":
            found += [join_lines(one.get("text")) for one in item.get("items", ())]
        else:
            found += _labels(item)
    return found


def _is_named(label: str, words: Set[str]) -> bool:
    """Return whether a text of the chart names what a label of its legend does."""
    name = label.casefold()
    for text in words:
        # A label at the end of a line may have the value behind the name.
        plain = "".join(one for one in text.casefold() if not (one.isdigit() or one in ".,%")).strip()
        if plain and (name in text.casefold() or (len(plain) > 2 and name.startswith(plain))):
            return True
    return False
