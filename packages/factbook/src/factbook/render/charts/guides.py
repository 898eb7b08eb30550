"""Axes and legends of a compiled chart: which titles they have, and where their labels stand.

An author's words stay. What Vega-Lite names itself is shown where a reader needs it: beside numbers, and where colours
or sizes are named nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from factbook.render.charts.fit import DISCRETE, NUMERIC, Fitting, estimate_width, find_legends, find_scale, find_scopes
from factbook.render.charts.label_marks import NewPart, Part

_YEARS = (1500, 2200)
_LINE = 17
"""Pixels of a line of a title."""
_OFFSET = 10
_SIZES = 3
_GENERIC = frozenset({"value", "values", "index"})
"""Names of columns that tell a reader nothing."""
_PLACES = ("labelAlign", "labelBaseline", "labelOffset", "labelPadding")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is known of a chart besides its compiled form."""

    cell: float
    """Pixels of the narrowest view."""
    joined: bool = False
    """Whether its views are of different kinds."""
    columns: int = 0
    """How many views stand beside each other if each row and each column of them shares an axis."""
    subtitled: bool = False
    """Whether a subtitle names its measure."""


def finish_guides(vega: NewPart, authored: Set[str], fit: Fitting, view: View) -> list[int]:
    """Change axes and legends of a compiled chart, and return the places of the legends that stay.

    `authored` are the titles that its author wrote.
    """
    scopes = list(find_scopes(vega))
    scales = {one["name"]: one for scope in scopes for one in scope.get("scales", ())}
    data = {one["name"]: one for scope in scopes for one in scope.get("data", ())}
    facets = [facet for scope in scopes if (facet := scope.get("from", {}).get("facet"))]
    data |= {one["name"]: {"source": one["data"]} for one in facets if "data" in one}
    axes = [axis for scope in scopes for axis in scope.get("axes", ()) if axis.get("labels", True) is not False]
    guides = _Guides(scales=scales, data=data, authored=authored, cell=view.cell)
    measures = {axis["scale"] for axis in axes if guides.is_measure(axis["scale"])}
    for axis in axes:
        guides.finish_axis(axis, fit, is_named=view.subtitled and len(measures) == 1)
    if view.columns:
        _name_once(vega, view.columns)
    lines = max((_count_lines(axis) for axis in axes if axis.get("orient") in {"left", "right"}), default=0)
    for scope in scopes:
        guides.finish_title(scope, lines)
    shown = set() if view.joined else {guides.find_fields(axis["scale"]) for axis in axes}
    kept: list[int] = []
    for at, (scope, legend) in enumerate(find_legends(vega)):
        # What an axis says already needs no legend.
        if at in fit.named or guides.find_fields(find_scale(legend)) in shown - {None}:
            scope["legends"] = [one for one in scope["legends"] if one is not legend]
            continue
        kept.append(at)
        guides.finish_legend(legend)
        legend["offset"] = legend.get("offset", _OFFSET) + lines * _LINE + (_OFFSET if lines else 0)
        if at in fit.columns:
            legend["columns"] = fit.columns[at]
    return kept


def _name_once(vega: NewPart, columns: int) -> None:
    """Leave axes of a grid of views only where a row begins, and below each column."""
    views = [
        mark
        for mark in vega.get("marks", ())
        if mark["type"] == "group" and str(mark.get("name", "")).startswith("child_")
    ]
    for at, view in enumerate(views):
        hidden = {"left"} if at % columns else set()
        hidden |= {"bottom"} if at + columns < len(views) else set()
        for axis in view.get("axes", ()):
            if axis.get("orient") in hidden:
                axis |= {"labels": False, "ticks": False}
                axis.pop("title", None)


def _count_lines(axis: Part) -> int:
    title = axis.get("title")
    return len(title) if isinstance(title, list) else 1 if title else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guides:
    scales: Mapping[str, Part]
    data: Mapping[str, Part]
    authored: Set[str]
    cell: float

    def is_measure(self, scale: str) -> bool:
        """Return whether a scale is one of numbers that are no years."""
        return self.scales.get(scale, {}).get("type") in NUMERIC and not self._are_years(scale)

    def finish_axis(self, axis: NewPart, fit: Fitting, *, is_named: bool) -> None:
        scale = str(axis["scale"])
        kind = self.scales.get(scale, {}).get("type", "")
        upright = axis.get("orient") in {"left", "right"}
        own = "text" in axis.get("encode", {}).get("labels", {}).get("update", {})
        if kind in NUMERIC and self._are_years(scale) and "format" not in axis and not own:
            axis["format"] = "d"
        self._title(axis, shown=self._needs_title(scale) and not own and not (is_named and self.is_measure(scale)))
        axis_title = axis.get("title")
        if isinstance(axis_title, str):
            axis["title"] = _wrap(axis_title, self.cell)
        if upright:
            axis.setdefault("titleAngle", 0)
            axis.setdefault("titleAlign", axis["orient"])
            axis.setdefault("titleBaseline", "bottom")
            axis.setdefault("titleX", 0)
            axis.setdefault("titleY", -30 if own else -14)
            axis.setdefault("titleLineHeight", _LINE)
            axis["titleY"] -= _LINE * max(0, _count_lines(axis) - 1)
            if (not own or kind in DISCRETE) and not any(name in axis for name in _PLACES):
                # Outside of the plot, where nothing is drawn over them.
                outward = "right" if axis["orient"] == "left" else "left"
                axis |= {"labelAlign": outward, "labelBaseline": "middle", "labelOffset": 0, "labelPadding": 8}
            return
        # So that a drawing says which labels belong to which axis, see `improve`.
        labels = axis.setdefault("encode", {}).setdefault("labels", {}).setdefault("update", {})
        labels["description"] = {"value": scale}
        if scale in fit.turned:
            turned = fit.turned[scale]
            baseline = "middle" if turned <= -90 else "top"
            if turned:
                axis |= {"labelAngle": turned, "labelAlign": "right", "labelBaseline": baseline}
            else:
                axis["labelOverlap"] = True

    def finish_title(self, scope: NewPart, lines: int) -> None:
        """Keep the names of small multiples clear of the titles of their axes."""
        title = scope.get("title")
        if isinstance(title, dict) and title.get("style") == "guide-label" and title.get("orient", "top") == "top":
            title["offset"] = title.get("offset", _OFFSET) + lines * _LINE

    def finish_legend(self, legend: NewPart) -> None:
        scale = find_scale(legend)
        kind = self.scales.get(scale, {}).get("type", "")
        self._title(legend, shown=kind in NUMERIC or self._are_numbers(scale))
        if "size" in legend:
            legend.setdefault("tickCount", _SIZES)

    def find_fields(self, scale: str) -> tuple[object, ...] | None:
        """Return the fields over which a scale extends; ``None`` where they are not known."""
        domain = self.scales.get(scale, {}).get("domain")
        domain = domain if isinstance(domain, Mapping) else {}
        named = [one.get("field") for one in domain.get("fields", [domain]) if isinstance(one, Mapping)]
        return tuple(dict.fromkeys(str(one) for one in named)) if named and all(named) else None

    def _title(self, guide: NewPart, *, shown: bool) -> None:
        title = guide.get("title")
        if not isinstance(title, str):
            return
        if title in self.authored:
            return
        if shown and title.casefold() not in _GENERIC:
            guide["title"] = _write_name(title)
        else:
            del guide["title"]

    def _needs_title(self, scale: str) -> bool:
        kind = self.scales.get(scale, {}).get("type", "")
        return self.is_measure(scale) if kind in NUMERIC else kind in DISCRETE and self._are_numbers(scale)

    def _are_numbers(self, scale: str) -> bool:
        """Return whether a scale is of numbers that say nothing by themselves: codes and ages, but no years."""
        values = [one for one in self._values(scale) if one is not None]
        return bool(values) and all(_is_number(one) for one in values) and not self._are_years(scale)

    def _are_years(self, scale: str) -> bool:
        values = [one for one in self._values(scale) if one is not None]
        return bool(values) and all(
            _is_number(one) and one % 1 == 0 and _YEARS[0] <= one <= _YEARS[1]  # type: ignore[operator]
            for one in values
        )

    def _values(self, scale: str) -> Iterator[object]:
        """Yield the values of the inline rows over which a scale extends."""
        domain = self.scales.get(scale, {}).get("domain")
        if isinstance(domain, list):
            yield from domain
            return
        domain = domain if isinstance(domain, Mapping) else {}
        for one in domain.get("fields", [domain]):
            if isinstance(one, Mapping) and isinstance(one.get("field"), str):
                name = one["field"].replace("\\", "")
                yield from (row.get(name) for row in self._rows(str(one.get("data", domain.get("data", "")))))

    def _rows(self, name: str) -> list[Part]:
        seen: set[str] = set()
        while name in self.data and name not in seen:
            seen.add(name)
            entry = self.data[name]
            if isinstance(entry.get("values"), list):
                return [row for row in entry["values"] if isinstance(row, Mapping)]
            source = entry.get("source", "")
            name = source if isinstance(source, str) else source[0]
        return []


def _wrap(title: str, width: float) -> str | list[str]:
    """Return a title in lines that are no longer than a view is wide."""
    lines: list[str] = []
    for word in title.split():
        if lines and estimate_width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines if len(lines) > 1 else title


def _write_name(title: str) -> str:
    words = title.replace("_", " ").replace("Count of Records", "Number of records").strip()
    return f"{words[:1].upper()}{words[1:]}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
