"""Charts in the report's style: a specification with our defaults, its drawing, and the figure around it."""

from __future__ import annotations

import copy
import csv
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from markupsafe import Markup

from factbook.model import Cellvalue, Chart, RowSet
from factbook.model.drawn import ChartCheck
from factbook.model.errors import Complaint, SiteError
from factbook.project.files import digest_content
from factbook.render.charts.data_points import dump_points, read_points, remove_probes
from factbook.render.charts.label_marks import add_labels, describe_marks
from factbook.render.charts.line_gaps import break_lines
from factbook.render.charts.lint import find_drawing_faults
from factbook.render.charts.svg import find_declarations, read_svg, tidy_svg, write_svg
from factbook.render.templating import render_part
from factbook.render.values import show_value
from factbook.render.words.interface import find_words

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
    Path(__file__).with_name(f"{name}.py")
    for name in ("chart", "label_marks", "lint", "line_gaps", "data_points", "svg")
)
"""The modules that a drawing depends on; a change in any of them makes every stored drawing stale."""

NOT_CHECKED = ChartCheck()
_COLOURED = frozenset({"fill", "stroke", "stop-color", "color"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With what a text begins that spreadsheets run as a formula."""
_NO_COLOUR = frozenset({"none", "transparent", "currentcolor", "inherit"})


def styled_spec(spec: Mapping[str, object], width_name: str, *, lead: bool = False) -> dict[str, object]:
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


def style_config(width_name: str, *, lead: bool = False) -> dict[str, object]:
    """Return the Vega-Lite ``config`` of our style, for one of the three widths."""
    large = width_name == "l"
    label = 14 if large else 13
    line = 2.25 if width_name == "s" else 3
    titled = {"titleFont": FONT, "titleFontSize": label, "titleColor": INK_2, "titleFontWeight": 600}
    return {
        "font": FONT,
        "padding": {"left": 0, "right": 4, "top": 6, "bottom": 2},
        "view": {"stroke": None},
        "axis": {
            "title": None,
            # Only for axes to which an author gives a title.
            **titled,
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
        # Only for legends that an author turns on again.
        "legend": {"disable": True, "labelFont": FONT, "labelFontSize": label, "labelColor": INK_2, **titled},
        "title": {"font": FONT, "color": INK, "fontSize": 15, "fontWeight": 600, "anchor": "start"},
        "header": {"title": None, "labelFont": FONT, "labelFontSize": label, "labelColor": INK, "labelAnchor": "start"},
        "range": {"category": [MAIN, OTHER, THIRD, CLAIM], "ordinal": [MAIN, OTHER], "ramp": [TINT, MAIN]},
    }


def draw_svg(spec: Mapping[str, object], *, name: str = "") -> str:
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
    try:
        root = read_svg(svg)
    except ParseError as error:
        what, remedy = f"the chart has a text that no SVG can hold: {error}", "look for control characters in its rows"
        raise SiteError(Complaint(place=name, what=what, remedy=remedy)) from error
    # In single quotes, as JSON is full of double ones.
    points = dump_points(read_points(root)).replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;")
    remove_probes(root)
    faults = list(find_drawing_faults(root))
    tidy_svg(root, name)
    # All faults at once, so that an author need not build again after each.
    if foreign := check_colours(root):
        what = f"the chart uses colours that the site does not know: {', '.join(foreign)}"
        faults.append((what, f"use one of {', '.join(sorted(COLOURS))}"))
    if faults:
        what, remedy = ("; ".join(parts) for parts in zip(*faults, strict=True))
        raise SiteError(Complaint(place=name, what=what, remedy=remedy))
    start, _, content = write_svg(root).partition(">")
    return f"{start} data-points='{points}'>{content}"


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


def check_colours(root: Element) -> list[str]:
    """Return the colours that the style sheet does not know, each once, in order."""
    found = (
        value.lower() for one in root.iter() for name, value in find_declarations(one) if name in _COLOURED and value
    )
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
    check: ChartCheck = NOT_CHECKED,
    lead: bool = False,
    language: str = "en",
) -> Markup:
    """Render a figure with a drawing for each width (the column's width selects one), its source line and its data.

    `svgs` are our own drawings by name of the width, `csvs` the addresses of its data by label; `check`
    says how many of its values were found in the data.
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
        check=check,
        checked=_describe_check(check, language),
        lead=lead,
    )


def _describe_check(check: ChartCheck, language: str) -> str:
    """Return how many of a chart's values were found in the data, and why the others were not looked for."""
    words, n, m = find_words(language), check.total, check.matched
    if not n:
        return ""
    if m == n:
        return words["chart.checked.one"] if n == 1 else words["chart.checked"].format(n=n)
    reasons = "; ".join(words.get(f"chart.unread.{why}", why) for why in check.unread)
    return words["chart.checked.some" if m else "chart.checked.none"].format(m=m, n=n, why=reasons)


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
    """Return the rows of a chart as CSV: each table in turn, under the columns of all, its name in the first.

    A text that a spreadsheet would run as a formula has an apostrophe in front.
    """
    columns = list(dict.fromkeys(name for rowset in chart.rows for name in rowset.columns))
    out = _Lines()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["table", *map(_disarm, columns)])
    for rowset in chart.rows:
        at = [rowset.columns.index(name) if name in rowset.columns else None for name in columns]
        writer.writerows([rowset.dataset, *("" if i is None else _disarm(row[i]) for i in at)] for row in rowset.rows)
    return "".join(out)


def _disarm(cell: Cellvalue) -> Cellvalue:
    """Return a cell that no spreadsheet takes for a formula; numbers stay as they are, whatever their sign."""
    if not isinstance(cell, str) or not cell.startswith(_FORMULA) or _is_signed(cell):
        return cell
    return f"'{cell}"


def _is_signed(text: str) -> bool:
    """Return whether a text is a plain number with a sign."""
    return text[1:].replace(".", "", 1).replace(",", "").isdecimal() and text[0] in "+-"


class _Lines(list[str]):
    """The lines that a CSV writer writes, as it needs an object with a method ``write``."""

    write = list.append


def _label(svg: str, name: str, alt: str) -> Markup:
    attributes = Markup('<svg data-w="{}" role="img" aria-label="{}"').format(name, alt)
    return Markup(svg.replace("<svg", str(attributes), 1))  # noqa: S704 - drawn by us, its texts escaped


def _is_concatenated(spec: Mapping[str, object]) -> bool:
    return any(key in spec for key in ("hconcat", "vconcat", "concat", "facet", "repeat"))


def _merge(default: Mapping[str, object], own: Mapping[str, object]) -> dict[str, object]:
    """Return `default` with what `own` sets, at every depth."""
    merged = {**default, **own}
    for key, value in own.items():
        below = default.get(key)
        if isinstance(below, Mapping) and isinstance(value, Mapping):
            merged[key] = _merge(below, value)
    return merged


def _find_own_config(spec: Mapping[str, object]) -> dict[str, object]:
    """Return the author's configuration without the size that Altair adds to every chart."""
    config = spec.get("config")
    own = dict(config) if isinstance(config, Mapping) else {}
    view = {name: one for name, one in own.pop("view", {}).items() if not name.startswith("continuous")}
    return {**own, "view": view} if view else own


def _digest(spec: Mapping[str, object]) -> str:
    return "c" + digest_content(json.dumps(spec, sort_keys=True, default=str))[:8]


# The renderer keeps registered fonts for the life of the process, and registering them again reads every file again.
@cache
def _register_fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
