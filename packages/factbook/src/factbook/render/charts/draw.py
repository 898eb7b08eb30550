"""Drawings: a chart as SVG, and an SVG as PNG."""

from __future__ import annotations

import json
from collections.abc import Mapping

from factbook.project.files import digest_content
from factbook.render.charts.colours import map_colours
from factbook.render.charts.compact import LARGE, MOST_POINTS, compact, share_attributes
from factbook.render.charts.compile import compile_chart
from factbook.render.charts.data_points import dump_points, read_points, remove_probes
from factbook.render.charts.label_marks import add_labels
from factbook.render.charts.renderer import start_renderer
from factbook.render.charts.svg import make_light, read_svg, tidy_svg, write_svg
from figurecheck.model.errors import SiteError
from figurecheck.model.worded import phrase


def draw_svg(spec: Mapping[str, object], width: str = "m", *, lead: bool = False) -> str:
    """Draw a specification in our style as an SVG with selectable text; ids are unique to it and stable.

    No other host is asked for anything. ``data-points`` of the SVG has the values and their places, as `dump_points`
    writes them. What is wrong with a drawing is told by the check, which reads the same chart (`read_drawing`).
    Raises SiteError when the specification cannot be drawn.
    """
    name = _digest([spec, width])
    try:
        # No base URL is allowed, so a specification cannot make the renderer fetch data or images. Written against
        # vl-convert 1.9.0, whose SVG `data_points` and `tidy_svg` read; its version is part of each drawing's key.
        vega = compile_chart(spec, width, lead=lead)
        add_labels(vega)
        svg: str = start_renderer().vega_to_svg(vg_spec=vega, allowed_base_urls=[])
    except ValueError as error:
        what = phrase("the chart cannot be drawn: {error}", error=" ".join(str(error).split()[:40]))
        remedy = "draw it in its notebook first"
        raise SiteError.about(name, what, remedy) from error
    root = read_svg(svg)
    # In single quotes, as JSON is full of double ones.
    listed = read_points(root)
    points = (
        dump_points(listed if sum(len(one.points) for one in listed) <= MOST_POINTS else [])
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("'", "&#39;")
    )
    remove_probes(root)
    tidy_svg(root, name)
    if len(svg) > LARGE:
        compact(root, name, len(svg))
    for group in root.iter("g"):
        share_attributes(group)
    map_colours(root)
    start, _, content = write_svg(root).partition(">")
    # Without a list of values, the script of charts leaves a drawing alone.
    return f"{start} data-points='{points}'>{content}" if points != "[]" else f"{start}>{content}"


def draw_png(svg: str) -> bytes:
    """Draw an SVG of ours, as on a light page, as a PNG of its own size. Raises SiteError when it cannot be drawn."""
    try:
        return bytes(start_renderer().svg_to_png(make_light(svg)))
    # vl-convert 1.9.0 has ValueError for specifications, and RuntimeError, with a stack of its own, for SVG.
    except RuntimeError as error:
        what = phrase("the picture cannot be drawn: {error}", error=str(error).splitlines()[0])
        raise SiteError.about("pictures", what, "look at the chart that it shows") from error


def draw_small_png(svg: str) -> bytes:
    """Draw an SVG of ours as a PNG with few colours. Raises SiteError when it cannot be drawn."""
    # It needs numpy, which takes a sixth of the start of every command, and few of them make pictures.
    from factbook.render.charts.png import use_palette

    return use_palette(draw_png(svg))


def _digest(spec: object) -> str:
    return "c" + digest_content(json.dumps(spec, sort_keys=True, default=str))[:8]
