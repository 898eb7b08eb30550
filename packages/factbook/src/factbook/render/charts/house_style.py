"""The look of the house: its colours, sizes and fonts, as a configuration of Vega-Lite."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from factbook.render.charts.label_marks import NewPart, Part

# As in factbook.css for light pages. The style sheet replaces each of these by its token for dark pages and for print;
# every other colour has its own counterpart, see `colours`.
INK, INK_2, RULE = "#171c20", "#4b555d", "#d5dcd8"
MAIN, OTHER, THIRD, CLAIM = "#1f6b5c", "#7a8790", "#2b5c8a", "#b3341c"
TINT, PAPER = "#dcebe5", "#ffffff"
COLOURS = frozenset({INK, INK_2, RULE, MAIN, OTHER, THIRD, CLAIM, TINT, PAPER})
"""The nine colours that the style sheet maps to tokens for light, dark and print."""
# Without CLAIM, which on every page is the figure under check. Each has three times the brightness of the page, and
# neighbours differ in hue and in lightness; nobody tells more than a dozen apart.
CATEGORIES = (
    MAIN,
    "#c2701a",
    THIRD,
    "#8c4a86",
    "#5f9a36",
    OTHER,
    "#d0567c",
    "#2a93a8",
    "#7a5230",
    "#9a8a14",
    "#5a50b4",
    "#12342d",
)
"""The colours of categories where an author chooses none."""
RAMP = ("#dcebe5", "#a3cabd", "#63a08f", "#1f6b5c", "#0d3d34")
DIVERGING = ("#8f5a00", "#cf9a45", "#f1e6d2", "#cfe3dc", "#5f9f8f", "#1f6b5c")

# Pixels of the columns in which the style sheet shows a chart: wide, in the text, on a phone. Each is drawn for itself,
# as a scaled drawing would scale its texts as well.
WIDTHS: Mapping[str, int] = {"l": 960, "m": 608, "s": 354}
STILL = "m"
"""The width of a chart that no page shows, for the page of its notebook; every chart is read at it."""
LEAD_WIDTHS: Mapping[str, int] = {"l": 1240, "m": 704, "s": 354}
HEIGHTS: Mapping[str, int] = {"l": 470, "m": 380, "s": 350}
LEAD_HEIGHTS: Mapping[str, int] = {"l": 636, "m": 420, "s": 320}
FONT = "FB Sans"
FONTS = Path(__file__).parent / "fonts"
"""FB Sans as TTF in two weights: vl-convert measures texts with it, and cannot read WOFF2.

What neither it nor the Liberation Sans within vl-convert has, such as Korean, is in it as an empty box of one em, the
most that fonts of these scripts take: so the renderer looks for no other font (`tests/widen_fonts.py`).
"""
EM = 0.55
"""Average width of a letter as a part of its size; rather too wide than too narrow."""


def style_config(width_name: str, *, lead: bool = False) -> NewPart:
    """Return the Vega-Lite ``config`` of our style, for one of the three widths."""
    large = width_name == "l"
    label = 14 if large else 13
    line = 2.25 if width_name == "s" else 3
    outer = (LEAD_WIDTHS if lead else WIDTHS)[width_name]
    titled = {"titleFont": FONT, "titleFontSize": label, "titleColor": INK_2, "titleFontWeight": 600}
    labelled = {"labelFont": FONT, "labelFontSize": label, "labelColor": INK_2}
    return {
        "font": FONT,
        "padding": {"left": 0, "right": 4, "top": 6, "bottom": 2},
        "view": {"stroke": None},
        "axis": {
            **titled,
            **labelled,
            "titlePadding": 8,
            "titleLimit": outer,
            "labelAngle": 0,
            "labelPadding": 6,
            "labelLimit": round(outer * 0.4),
            "labelSeparation": 8,
            "gridColor": RULE,
            "gridWidth": 1,
            "domainColor": INK,
            "tickColor": INK,
        },
        "axisX": {
            "grid": False,
            "domain": True,
            "ticks": True,
            "tickSize": 5,
            "labelFlush": True,
            "titleAnchor": "end",
        },
        # For labels that an author writes; see `guides` for the others.
        "axisY": {
            "domain": False,
            "ticks": False,
            "grid": True,
            "tickCount": 4,
            "labelAlign": "left",
            "labelBaseline": "bottom",
            "labelPadding": 0,
            "labelOffset": -5,
        },
        # Lines behind categories would cross the bars, and the first name is no end of a scale.
        "axisXDiscrete": {"labelFlush": False},
        "axisYDiscrete": {"grid": False},
        "mark": {"color": MAIN},
        "line": {"strokeWidth": line, "strokeJoin": "round", "strokeCap": "round", "color": MAIN},
        "trail": {"color": MAIN},
        "point": {"size": 80, "filled": True, "opacity": 1, "color": MAIN},
        "circle": {"size": 50, "opacity": 0.85, "color": MAIN},
        "square": {"size": 80, "opacity": 1, "color": MAIN},
        "tick": {"color": MAIN, "thickness": 1.5},
        "bar": {"color": MAIN, "stroke": None},
        "rect": {"color": MAIN},
        "arc": {"color": MAIN, "stroke": PAPER, "strokeWidth": 1},
        "area": {"color": MAIN, "line": False},
        "geoshape": {"color": TINT, "stroke": PAPER, "strokeWidth": 0.25 if width_name == "s" else 0.5},
        "boxplot": {"size": 24, "median": {"color": PAPER}},
        "errorbar": {"ticks": True},
        "rule": {"color": INK, "strokeWidth": 1.5 if lead else 1},
        "text": {"font": FONT, "fontSize": label, "color": INK_2},
        "legend": {
            **labelled,
            **titled,
            "orient": "top",
            "direction": "horizontal",
            "titleLimit": outer,
            "labelLimit": round(outer * 0.6),
            "columnPadding": 14,
            "rowPadding": 4,
            "symbolStrokeWidth": 2,
            "symbolBaseFillColor": OTHER,
            "symbolBaseStrokeColor": OTHER,
            "gradientLength": round(min(outer * 0.6, 280)),
            "offset": 10,
            "layout": {"top": {"direction": "vertical", "anchor": "start", "margin": 8}},
        },
        "title": {"font": FONT, "color": INK, "fontSize": 15, "fontWeight": 600, "anchor": "start"},
        "header": {
            "title": None,
            "labelFont": FONT,
            "labelFontSize": label,
            "labelColor": INK,
            "labelFontWeight": 600,
            "labelAnchor": "start",
        },
        # A name beside a row would have to be turned.
        "headerRow": {"labelOrient": "top", "labelAngle": 0, "labelPadding": 4},
        "concat": {"spacing": 24},
        "facet": {"spacing": 20},
        "range": {
            "category": list(CATEGORIES),
            "ordinal": {"scheme": list(RAMP)},
            "ramp": {"scheme": list(RAMP)},
            "heatmap": {"scheme": list(RAMP)},
            "diverging": {"scheme": list(DIVERGING)},
        },
    }


def merge(default: Part, own: Part) -> NewPart:
    """Return `default` with what `own` sets, at every depth."""
    merged = {**default, **own}
    for key, value in own.items():
        below = default.get(key)
        if isinstance(below, Mapping) and isinstance(value, Mapping):
            merged[key] = merge(below, value)
    return merged


def find_own_config(spec: Part) -> NewPart:
    """Return the author's configuration without the size that Altair adds to every chart."""
    config = spec.get("config")
    own = dict(config) if isinstance(config, Mapping) else {}
    view = {name: one for name, one in own.pop("view", {}).items() if not name.startswith("continuous")}
    return {**own, "view": view} if view else own
