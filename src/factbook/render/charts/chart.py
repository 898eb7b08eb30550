"""Charts in the house style: a specification made ours, drawn as SVG, and set with its title, source and table."""

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
from factbook.render.charts.data_points import dump_points, read_points, take_probes
from factbook.render.charts.label_marks import ask_points
from factbook.render.charts.line_gaps import break_lines
from factbook.render.charts.lint import find_drawing_faults
from factbook.render.templating import render_part
from factbook.render.values import show_value

INK, INK_2, RULE = "#171c20", "#4b555d", "#d5dcd8"
MAIN, OTHER, THIRD, CLAIM = "#1f6b5c", "#7a8790", "#2b5c8a", "#b3341c"
TINT, PAPER = "#dcebe5", "#ffffff"
COLOURS = frozenset({INK, INK_2, RULE, MAIN, OTHER, THIRD, CLAIM, TINT, PAPER})
"""The nine colours that a chart may use; the style sheet maps each to a token for light, dark and print."""

WIDTHS: Mapping[str, int] = {"l": 960, "m": 608, "s": 354}
LEAD_WIDTHS: Mapping[str, int] = {"l": 1240, "m": 704, "s": 354}
HEIGHTS: Mapping[str, int] = {"l": 470, "m": 380, "s": 350}
LEAD_HEIGHTS: Mapping[str, int] = {"l": 636, "m": 420, "s": 320}
FONT = "FB Sans"
FONTS = Path(__file__).parent / "fonts"
"""FB Sans as TTF, two weights: the renderer measures with it, and reads no WOFF2."""
SOURCES = tuple(
    Path(__file__).with_name(f"{name}.py") for name in ("chart", "label_marks", "lint", "line_gaps", "data_points")
)
"""The modules that a drawing depends on."""

_COLOUR = re.compile(
    r"""\b(?:fill|stroke|stop-color|color)\s*[=:]\s*["']?\s*(#[0-9a-fA-F]{3,8}|[a-zA-Z]+(?:\([^)]*\))?)"""
)
_NO_COLOUR = frozenset({"none", "transparent", "currentcolor", "inherit"})


def house_spec(spec: Mapping[str, Any], width_name: str, *, lead: bool = False) -> dict[str, Any]:
    """A Vega-Lite specification with our width and our style; what it sets itself stays."""
    house = break_lines(copy.deepcopy(dict(spec)))
    house.pop("$schema", None)
    width = (LEAD_WIDTHS if lead else WIDTHS)[width_name]
    if not _is_concatenated(house):
        house["width"] = width
        house.setdefault("height", (LEAD_HEIGHTS if lead else HEIGHTS)[width_name])
        house["autosize"] = {"type": "fit", "contains": "padding"}
    house["background"] = "transparent"
    house["config"] = _merge(house_config(width_name, lead=lead), _find_own_config(spec))
    return house


def house_config(width_name: str, *, lead: bool = False) -> dict[str, Any]:
    """The Vega-Lite ``config`` of the house style, for one of the three widths."""
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
    """An SVG with selectable text, drawn without asking any other host; ids are unique to `name` and stable.

    Its ``data-points`` holds the values and where they stand, as `dump_points` writes them.
    Raises SiteError when the specification cannot be drawn, has a colour that is none of the nine or a text that is too
    small, or shows nothing.
    """
    import vl_convert

    _register_fonts()
    name = name or _digest(spec)
    try:
        svg = vl_convert.vegalite_to_svg(vl_spec=ask_points(spec), allowed_base_urls=[])
    except ValueError as error:
        what = " ".join(str(error).split()[:40])
        remedy = "draw it in its notebook first"
        raise SiteError(Complaint(place=name, what=f"the chart cannot be drawn: {what}", remedy=remedy)) from error
    points = dump_points(read_points(svg)).replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;")
    svg = take_probes(svg)
    drawn = tidy_svg(svg, name)
    faults = list(find_drawing_faults(svg))
    if foreign := check_colours(drawn):
        what = f"the chart uses colours that the site does not know: {', '.join(foreign)}"
        faults.append((what, f"use one of {', '.join(sorted(COLOURS))}"))
    if faults:
        what, remedy = ("; ".join(parts) for parts in zip(*faults, strict=True))
        raise SiteError(Complaint(place=name, what=what, remedy=remedy))
    return re.sub(r"<svg\b[^>]*", lambda start: f"{start[0]} data-points='{points}'", drawn, count=1)


def draw_png(svg: str) -> bytes:
    """An SVG of ours as a picture of its own size. Raises SiteError when it cannot be drawn."""
    import vl_convert

    _register_fonts()
    try:
        return bytes(vl_convert.svg_to_png(svg))
    except ValueError as error:
        what = f"the picture cannot be drawn: {' '.join(str(error).split()[:40])}"
        raise SiteError(Complaint(place="pictures", what=what, remedy="look at the chart that it shows")) from error


def tidy_svg(svg: str, name: str) -> str:
    """Without links, namespaces and embedded style, and with ids of its own."""
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
    """Colours that the style sheet does not know, each once, in order."""
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
    """A figure with a drawing for each width (the column picks one), its source line and its data.

    `svgs` are our own drawings, by width name, `csvs` the addresses of its data, by what to call them; `checked` is
    the number of values in it.
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
    """How a value of these rows is written with its unit, ``{n} people``; nothing where they have none, or several."""
    units = {
        str(row[rowset.columns.index("unit")] or "")
        for rowset in rowsets
        for row in rowset.rows
        if "unit" in rowset.columns
    }
    unit = units.pop() if len(units) == 1 else ""
    return show_value(Decimal(0), unit, language).replace("0", "{n}", 1) if unit not in {"", "share", "%"} else ""


def chart_csv(chart: Chart) -> str:
    """The rows of a chart as CSV: those of each table in turn, under all their columns, the table in the first."""
    columns = list(dict.fromkeys(name for rowset in chart.rows for name in rowset.columns))
    out = _Lines()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["table", *columns])
    for rowset in chart.rows:
        at = [rowset.columns.index(name) if name in rowset.columns else None for name in columns]
        writer.writerows([rowset.dataset, *("" if i is None else row[i] for i in at)] for row in rowset.rows)
    return "".join(out)


class _Lines(list[str]):
    """A text that grows line by line, for a writer that wants a file."""

    write = list.append


def _label(svg: str, name: str, alt: str) -> Markup:
    attributes = Markup('<svg data-w="{}" role="img" aria-label="{}"').format(name, alt)
    return Markup(svg.replace("<svg", str(attributes), 1))  # noqa: S704 - drawn by us, its texts escaped


def _is_concatenated(spec: Mapping[str, Any]) -> bool:
    return any(key in spec for key in ("hconcat", "vconcat", "concat", "facet", "repeat"))


def _merge(house: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """What `own` says over what `house` says, at every depth."""
    both = {key: _merge(house[key], own[key]) for key in own if _is_mapping(house.get(key)) and _is_mapping(own[key])}
    return {**house, **own, **both}


def _is_mapping(value: object) -> bool:
    return isinstance(value, Mapping)


def _find_own_config(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The author's configuration; Altair's stock size is no choice of theirs."""
    own = dict(spec.get("config", {}))
    view = {name: one for name, one in own.pop("view", {}).items() if not name.startswith("continuous")}
    return {**own, "view": view} if view else own


def _lower_colours(svg: str) -> str:
    return re.sub(r'(["\s:])#([0-9A-Fa-f]{6})\b', lambda match: f"{match[1]}#{match[2].lower()}", svg)


def _digest(spec: Mapping[str, Any]) -> str:
    return "c" + digest_content(json.dumps(spec, sort_keys=True, default=str))[:8]


@cache
def _register_fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
