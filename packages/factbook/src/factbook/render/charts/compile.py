"""A chart as Vega: in our style, at one of our widths, and fitted into it.

Whoever draws a chart and whoever checks what it draws begin here, so that both have the same chart.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from factbook.model.drawn import SUBTITLED
from factbook.render.charts.describe import describe
from factbook.render.charts.fit import DISCRETE, Fitting, find_kinds, find_legends, find_scopes, has_symbols, improve
from factbook.render.charts.guides import View, finish_guides
from factbook.render.charts.house_style import (
    HEIGHTS,
    LEAD_HEIGHTS,
    LEAD_WIDTHS,
    STILL,
    WIDTHS,
    find_own_config,
    merge,
    style_config,
)
from factbook.render.charts.label_marks import NewPart, Part, describe_marks
from factbook.render.charts.layout import CONCATENATED, Room, arrange, find_narrowest, find_strings, is_composed
from factbook.render.charts.limits import lift_limits
from factbook.render.charts.line_gaps import break_lines
from factbook.render.charts.renderer import start_renderer
from factbook.render.charts.scene_faults import find_spec_faults, raise_faults

MOST_PASSES = 8
"""How often a chart of several views is drawn to be fitted; others are drawn once, or not at all."""
_MAP_HEIGHT = 0.62
"""Of the width: most countries, and the world, are wider than high."""
_SHORT_LEGEND, _LEGEND_LINE = 2, 18
_FIT = {"type": "fit", "contains": "padding"}


def styled_spec(spec: Part, width_name: str, *, lead: bool = False, factor: float = 1.0, legends: int = 0) -> NewPart:
    """Return a Vega-Lite specification with our width and style; what it sets itself stays.

    The views of a chart that has several take `factor` of the width together; `legends` are lines of legends above it.
    """
    styled = break_lines(spec)
    styled.pop("$schema", None)
    outer = (LEAD_WIDTHS if lead else WIDTHS)[width_name]
    height: float = (LEAD_HEIGHTS if lead else HEIGHTS)[width_name]
    if _is_map(styled):
        height = min(height, round(outer * _MAP_HEIGHT))
    # A long legend needs room of its own; a short one does not change the shape.
    height += max(0, legends - _SHORT_LEGEND) * _LEGEND_LINE
    # "fit" with "padding" makes the drawing exactly as wide as asked, labels included; Vega-Lite ignores it, with a
    # warning, for views that are put together of others.
    composed = is_composed(styled)
    room = Room(width=outer * factor, height=height, factor=factor, datasets=styled.get("datasets", {}))
    if not composed:
        # Its own width would only change its shape.
        styled.pop("width", None)
        styled["autosize"] = dict(_FIT)
    styled = arrange(styled, room)
    styled["background"] = "transparent"
    styled["config"] = merge(style_config(width_name, lead=lead), find_own_config(spec))
    return styled


@dataclass(slots=True)
class _Compiled:
    """A chart as Vega, fitted into one width."""

    vega: str
    """As text, since whoever draws it writes into what they get."""
    scene: tuple[NewPart, NewPart] | None = None
    """What was drawn of it to see how it fits, as `draw_scene` returns it, until somebody asks."""
    layout: NewPart | None = None
    """What the renderer found for width, height and padding of the plot, once it has drawn it."""


def compile_chart(spec: Part, width_name: str, *, lead: bool = False) -> NewPart:
    """Return a chart as Vega, fitted into one of our widths. Raises ValueError when it cannot be drawn."""
    compiled = _compile(json.dumps(spec), width_name, lead)
    # To find the layout, the renderer measures every text twice, which is half of the time of a drawing. Whether it is
    # known must not depend on what this process did before: the drawings are not the same to the byte.
    if compiled.layout is None and width_name == STILL and not lead:
        compiled.layout = _find_layout(_draw_described(compiled.vega)[1])
    vega: NewPart = json.loads(compiled.vega)
    if compiled.layout and _is_fitted(vega):
        vega.update(compiled.layout)
    return vega


def draw_scene(spec: Part, width_name: str) -> tuple[NewPart, NewPart]:
    """Return with what a chart has to be read, and its width and scene as the renderer draws them, described.

    Raises ValueError when it cannot be drawn.
    """
    compiled = _compile(json.dumps(spec), width_name, False)
    scene, compiled.scene = compiled.scene or _draw_described(compiled.vega), None
    if width_name == STILL:
        compiled.layout = _find_layout(scene[1])
    return scene


def _is_fitted(vega: Part) -> bool:
    """Return whether the renderer makes the plot as large as the room that its axes and legends leave."""
    sized = {one["name"] for one in vega.get("signals", ())} & {"width", "height"}
    return not sized and vega.get("autosize") == _FIT


def _find_layout(drawn: Part) -> NewPart:
    """Return the properties of a Vega specification that lay it out as it was drawn."""
    (plot,) = drawn["scenegraph"]["items"]
    left, top = drawn["origin"]
    right, bottom = drawn["width"] - left - plot["width"], drawn["height"] - top - plot["height"]
    padding = {"left": left, "top": top, "right": right, "bottom": bottom}
    return {"autosize": "none", "width": plot["width"], "height": plot["height"], "padding": padding}


def _draw_described(vega: str) -> tuple[NewPart, NewPart]:
    described: NewPart = json.loads(vega)
    known = describe(described)
    drawn: NewPart = start_renderer().vega_to_scenegraph(vg_spec=described, allowed_base_urls=[])
    return known, drawn


# The process that reads a chart draws it as well, once all have been read, and so fits it once: to draw it for that
# takes as long as the drawing itself.
@lru_cache(maxsize=256)
def _compile(text: str, width_name: str, lead: bool) -> _Compiled:
    spec = json.loads(text)
    raise_faults(find_spec_faults(spec))
    room = float((LEAD_WIDTHS if lead else WIDTHS)[width_name])
    authored = set(find_strings(dict(spec), "title"))
    composed, fit = is_composed(spec), Fitting()
    for passes in reversed(range((MOST_PASSES if composed else 1) + 1)):
        styled = styled_spec(spec, width_name, lead=lead, factor=fit.factor, legends=fit.legends)
        vega = _translate(styled)
        kinds = find_kinds(vega)
        symbols = [has_symbols(legend, kinds) for _, legend in find_legends(vega)]
        may_overlap = any(symbols) or _has_names_below(vega, kinds)
        kept = finish_guides(vega, authored, fit, _find_view(spec, styled))
        lift_limits(vega)
        if not passes or not (composed or may_overlap):
            break
        scene = _draw_described(json.dumps(vega))
        improved = improve({at: symbols[at] for at in kept}, kinds, scene[1], fit, room, composed=composed)
        if improved == fit:
            # Whoever reads the chart need not draw it once more.
            return _Compiled(json.dumps(vega), None if lead else scene, _find_layout(scene[1]))
        fit = improved
    return _Compiled(json.dumps(vega))


def _translate(styled: NewPart) -> NewPart:
    vl_convert = start_renderer()
    try:
        vega: NewPart = vl_convert.vegalite_to_vega(vl_spec=describe_marks(styled))
    except ValueError:
        # Vega-Lite 6.4.1 fails at the title of an axis that one layer hides and others have.
        untitled = merge(styled, {"config": {"axis": {"title": None}}})
        vega = vl_convert.vegalite_to_vega(vl_spec=describe_marks(untitled))
    _leave_out_unplaced(vega)
    return vega


def _find_view(spec: Part, styled: NewPart) -> View:
    repeat = spec.get("repeat")
    return View(
        cell=find_narrowest(styled),
        joined=any(key in spec for key in (*CONCATENATED, "repeat")),
        columns=len(repeat["column"]) if isinstance(repeat, dict) and {"row", "column"} <= repeat.keys() else 0,
        subtitled=bool((spec.get("usermeta") or {}).get(SUBTITLED)),
    )


def _leave_out_unplaced(vega: NewPart) -> None:
    """Leave out what lies outside of a projection, which Vega would draw in the corner of the map."""
    for data in (one for scope in find_scopes(vega) for one in scope.get("data", ())):
        steps = data.get("transform", [])
        for at in reversed([at for at, step in enumerate(steps) if step["type"] == "geopoint"]):
            steps.insert(at + 1, {"type": "filter", "expr": f"isValid(datum[{json.dumps(steps[at]['as'][0])}])"})


def _has_names_below(vega: NewPart, kinds: Mapping[str, str]) -> bool:
    """Return whether a chart has names side by side below it, which may lack room."""
    axes = [axis for scope in find_scopes(vega) for axis in scope.get("axes", ())]
    return any(axis.get("orient") == "bottom" and kinds.get(axis["scale"]) in DISCRETE for axis in axes)


def _is_map(spec: Part) -> bool:
    mark = spec.get("mark")
    kind = mark.get("type") if isinstance(mark, dict) else mark
    return kind == "geoshape" or any(_is_map(view) for view in spec.get("layer", ()))
