"""Charts in the report's style: a specification with our defaults, its drawing, and the figure around it."""

from __future__ import annotations

import copy
import csv
import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from factbook.model import Chart, RowSet
from factbook.model.errors import Complaint, SiteError
from factbook.project.files import digest_content
from factbook.render.charts.data_points import dump_points, read_points, remove_probes
from factbook.render.charts.label_marks import add_labels, describe_marks
from factbook.render.charts.line_gaps import break_lines
from factbook.render.charts.lint import find_drawing_faults
from factbook.render.templating import render_part
from factbook.render.values import show_value

# As in factbook.css for light pages. Drawings contain these values, and the style sheet replaces each of them by its
# token for dark pages and for print, so no other value may occur; `check_colours` refuses it.
INK, INK_2, RULE = "#171c20", "#4b555d", "#d5dcd8"
MAIN, OTHER, THIRD, CLAIM = "#1f6b5c", "#7a8790", "#2b5c8a", "#b3341c"
TINT, PAPER = "#dcebe5", "#ffffff"
COLOURS = frozenset({INK, INK_2, RULE, MAIN, OTHER, THIRD, CLAIM, TINT, PAPER})
"""The nine colours that a chart may use; the style sheet maps each to a token for light, dark and print."""

# Pixels of the columns in which the style sheet shows a chart: wide, in the text, on a phone. Each is drawn for itself,
# as a scaled drawing would scale its texts as well.
WIDTHS: Mapping[str, int] = {"l": 960, "m": 608, "s": 354}
LEAD_WIDTHS: Mapping[str, int] = {"l": 1240, "m": 704, "s": 354}
HEIGHTS: Mapping[str, int] = {"l": 470, "m": 380, "s": 350}
LEAD_HEIGHTS: Mapping[str, int] = {"l": 636, "m": 420, "s": 320}
FONT = "FB Sans"
FONTS = Path(__file__).parent / "fonts"
"""FB Sans as TTF in two weights: vl-convert measures texts with it, and cannot read WOFF2."""
SOURCES = tuple(
    Path(__file__).with_name(f"{name}.py") for name in ("chart", "label_marks", "lint", "line_gaps", "data_points")
)
"""The modules that a drawing depends on; a change in any of them makes every stored drawing stale."""

_COLOUR = re.compile(
    r"""\b(?:fill|stroke|stop-color|color)\s*[=:]\s*["']?\s*(#[0-9a-fA-F]{3,8}|[a-zA-Z]+(?:\([^)]*\))?)"""
)
_NO_COLOUR = frozenset({"none", "transparent", "currentcolor", "inherit"})


def styled_spec(spec: Mapping[str, Any], width_name: str, *, lead: bool = False) -> dict[str, Any]:
    """Return a Vega-Lite specification with our width and style; what it sets itself stays."""
    styled = break_lines(copy.deepcopy(dict(spec)))
    styled.pop("$schema", None)
    # "fit" with "padding" makes the drawing exactly as wide as asked, labels included; Vega-Lite ignores it, with a
    # warning, for views that are put together of others.
    if not _is_concatenated(styled):
        styled["width"] = (LEAD_WIDTHS if lead else WIDTHS)[width_name]
        styled.setdefault("height", (LEAD_HEIGHTS if lead else HEIGHTS)[width_name])
        styled["autosize"] = {"type": "fit", "contains": "padding"}
    styled["background"] = "transparent"
    styled["config"] = _merge(style_config(width_name, lead=lead), _find_own_config(spec))
    return styled


def style_config(width_name: str, *, lead: bool = False) -> dict[str, Any]:
    """Return the Vega-Lite ``config`` of our style, for one of the three widths."""
    large = width_name == "l"
    label = 14 if large else 13
    line = 2.25 if width_name == "s" else 3
    return {
        "font": FONT,
        "padding": {"left": 0, "right": 4, "top": 6, "bottom": 2},
        "view": {"stroke": None},
        "axis": {
            "title": None,
            "labelFont": FONT,
            "labelFontSize": label,
            "labelColor": INK_2,
            "labelAngle": 0,
            "labelPadding": 6,
            "gridColor": RULE,
            "gridWidth": 1,
            "domainColor": INK,
            "tickColor": INK,
        },
        "axisX": {"grid": False, "domain": True, "ticks": True, "tickSize": 5, "labelFlush": True},
        "axisY": {
            "domain": False,
            "ticks": False,
            "grid": True,
            "tickCount": 4,
            "labelAlign": "left",
            "labelBaseline": "bottom",
            "labelPadding": 0,
            "labelOffset": -5,
            "orient": "left",
            "format": ",d",
        },
        "line": {"strokeWidth": line, "strokeJoin": "round", "strokeCap": "round", "color": MAIN},
        "point": {"size": 80, "filled": True, "opacity": 1, "color": MAIN},
        "bar": {"color": MAIN, "stroke": None},
        "area": {"color": TINT, "line": False},
        "rule": {"color": INK, "strokeWidth": 1.5 if lead else 1},
        "square": {"color": CLAIM, "size": 80, "opacity": 1},
        "text": {"font": FONT, "fontSize": label, "color": INK_2},
        "legend": {"disable": True},
        "title": {"font": FONT, "color": INK, "fontSize": 15, "fontWeight": 600, "anchor": "start"},
        "header": {"title": None, "labelFont": FONT, "labelFontSize": label, "labelColor": INK, "labelAnchor": "start"},
        "range": {"category": [MAIN, OTHER, THIRD, CLAIM], "ordinal": [MAIN, OTHER], "ramp": [TINT, MAIN]},
    }


def draw_svg(spec: Mapping[str, Any], *, name: str = "") -> str:
    """Draw a specification as an SVG with selectable text; ids are unique to `name` and stable.

    No other host is asked for anything. ``data-points`` of the SVG has the values and their places, as `dump_points`
    writes them.
    Raises SiteError when the specification cannot be drawn, has a colour that is none of the nine or a text that is too
    small, or shows nothing.
    """
    # Imported in functions: loading the renderer starts V8 and takes some 80 MiB, which only the processes that draw
    # shall pay, and a process that has drawn must not fork (see `drawing`).
    import vl_convert

    _register_fonts()
    name = name or _digest(spec)
    try:
        # No base URL is allowed, so a specification cannot make the renderer fetch data or images. Written against
        # vl-convert 1.9.0, whose SVG `data_points`, `lint` and `tidy_svg` read; its version is part of each drawing's
        # key.
        vega = vl_convert.vegalite_to_vega(vl_spec=describe_marks(spec))
        add_labels(vega)
        svg = vl_convert.vega_to_svg(vg_spec=vega, allowed_base_urls=[])
    except ValueError as error:
        what = " ".join(str(error).split()[:40])
        remedy = "draw it in its notebook first"
        raise SiteError(Complaint(place=name, what=f"the chart cannot be drawn: {what}", remedy=remedy)) from error
    # In single quotes, as JSON is full of double ones.
    points = dump_points(read_points(svg)).replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;")
    svg = remove_probes(svg)
    drawn = tidy_svg(svg, name)
    faults = list(find_drawing_faults(svg))
    # All faults at once, so that an author need not build again after each.
    if foreign := check_colours(drawn):
        what = f"the chart uses colours that the site does not know: {', '.join(foreign)}"
        faults.append((what, f"use one of {', '.join(sorted(COLOURS))}"))
    if faults:
        what, remedy = ("; ".join(parts) for parts in zip(*faults, strict=True))
        raise SiteError(Complaint(place=name, what=what, remedy=remedy))
    return re.sub(r"<svg\b[^>]*", lambda start: f"{start[0]} data-points='{points}'", drawn, count=1)


def draw_png(svg: str) -> bytes:
    """Draw an SVG of ours as a PNG of its own size. Raises SiteError when it cannot be drawn."""
    import vl_convert

    _register_fonts()
    try:
        return bytes(vl_convert.svg_to_png(svg))
    # vl-convert 1.9.0 has ValueError for specifications, and RuntimeError, with a stack of its own, for SVG.
    except RuntimeError as error:
        what = f"the picture cannot be drawn: {str(error).splitlines()[0]}"
        raise SiteError(Complaint(place="pictures", what=what, remedy="look at the chart that it shows")) from error


def tidy_svg(svg: str, name: str) -> str:
    """Return an SVG without links, namespaces and embedded style, and with ids of its own."""
    # Expressions over what Vega's own SVG writer produces (vl-convert 1.9.0), in a fixed form: attributes in double
    # quotes, texts escaped. If a release writes something else, the tests of drawings fail, and `check_colours` refuses
    # colours that are not recognised. A link in a chart is removed, since a drawing on a page is an image.
    svg = re.sub(r"<\?xml[^>]*\?>|<!DOCTYPE[^>]*>|<style[^>]*>.*?</style>|<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"</?a\b[^>]*>", "", svg)
    svg = re.sub(r'\s(?:version|class|xmlns(?::\w+)?)="[^"]*"', "", svg)
    svg = re.sub(r'\s(?:role|aria-[a-z]+)="[^"]*"', "", svg)
    svg = _lower_colours(svg)
    ids = list(dict.fromkeys(re.findall(r'\sid="([^"]+)"', svg)))
    for at, one in enumerate(ids):
        ours = f"{name}-{at}"
        svg = svg.replace(f' id="{one}"', f' id="{ours}"').replace(f"url(#{one})", f"url(#{ours})")
        svg = svg.replace(f'href="#{one}"', f'href="#{ours}"')
    return svg.strip()


def check_colours(svg: str) -> list[str]:
    """Return the colours that the style sheet does not know, each once, in order."""
    found = (match[1].lower() for match in _COLOUR.finditer(svg))
    return list(dict.fromkeys(one for one in found if one not in COLOURS | _NO_COLOUR and not one.startswith("url")))


def render_chart(
    chart: Chart,
    svgs: Mapping[str, str],
    *,
    title_html: Markup,
    subtitle_html: Markup,
    alt_text: str,
    source_line_html: Markup,
    table_html: Markup,
    csvs: Mapping[str, str] | None = None,
    checked: int = 0,
    lead: bool = False,
    language: str = "en",
) -> Markup:
    """Render a figure with a drawing for each width (the column's width selects one), its source line and its data.

    `svgs` are our own drawings by name of the width, `csvs` the addresses of its data by label; `checked` is the number
    of values in it.
    """
    drawings = [_label(svgs[name], name, alt_text) for name in WIDTHS if svgs.get(name)]
    return render_part(
        "chart.html",
        language,
        chart=chart,
        drawings=drawings,
        title=title_html,
        subtitle=subtitle_html,
        source_line=source_line_html,
        table=table_html,
        csvs=csvs or {},
        unit=find_unit(chart.rows, language),
        checked=checked,
        lead=lead,
    )


def find_unit(rowsets: Sequence[RowSet], language: str = "en") -> str:
    """Return how a value of these rows is written with its unit, ``{n} people``; empty if they have none or several."""
    units = {
        str(row[rowset.columns.index("unit")] or "")
        for rowset in rowsets
        for row in rowset.rows
        if "unit" in rowset.columns
    }
    unit = units.pop() if len(units) == 1 else ""
    return show_value(Decimal(0), unit, language).replace("0", "{n}", 1) if unit not in {"", "share", "%"} else ""


def chart_csv(chart: Chart) -> str:
    """Return the rows of a chart as CSV: each table in turn, under the columns of all, its name in the first."""
    columns = list(dict.fromkeys(name for rowset in chart.rows for name in rowset.columns))
    out = _Lines()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["table", *columns])
    for rowset in chart.rows:
        at = [rowset.columns.index(name) if name in rowset.columns else None for name in columns]
        writer.writerows([rowset.dataset, *("" if i is None else row[i] for i in at)] for row in rowset.rows)
    return "".join(out)


class _Lines(list[str]):
    """The lines that a CSV writer writes, as it needs an object with a method ``write``."""

    write = list.append


def _label(svg: str, name: str, alt: str) -> Markup:
    attributes = Markup('<svg data-w="{}" role="img" aria-label="{}"').format(name, alt)
    return Markup(svg.replace("<svg", str(attributes), 1))  # noqa: S704 - drawn by us, its texts escaped


def _is_concatenated(spec: Mapping[str, Any]) -> bool:
    return any(key in spec for key in ("hconcat", "vconcat", "concat", "facet", "repeat"))


def _merge(default: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return `default` with what `own` sets, at every depth."""
    nested = {key for key in own if isinstance(default.get(key), Mapping) and isinstance(own[key], Mapping)}
    return {**default, **own, **{key: _merge(default[key], own[key]) for key in nested}}


def _find_own_config(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return the author's configuration without the size that Altair adds to every chart."""
    own = dict(spec.get("config", {}))
    view = {name: one for name, one in own.pop("view", {}).items() if not name.startswith("continuous")}
    return {**own, "view": view} if view else own


def _lower_colours(svg: str) -> str:
    return re.sub(r'(["\s:])#([0-9A-Fa-f]{6})\b', lambda match: f"{match[1]}#{match[2].lower()}", svg)


def _digest(spec: Mapping[str, Any]) -> str:
    return "c" + digest_content(json.dumps(spec, sort_keys=True, default=str))[:8]


# The renderer keeps registered fonts for the life of the process, and registering them again reads every file again.
@cache
def _register_fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
