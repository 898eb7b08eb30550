"""Label every mark of a chart with what it shows: its series, what it is the value of, and the value.

What is labelled is the Vega specification that Vega-Lite compiled a chart to: there each mark has all of its own
encodings, and every computed field has its name. Each mark gets a second one that is drawn from the items of the
first: invisible points, the probes, one at each value, with the label as description. Vega writes descriptions into the
SVG; `data_points` reads them, and removes the probes from the drawing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Part = Mapping[str, Any]
"""A part of a Vega or Vega-Lite specification, as JSON."""
NewPart = dict[str, Any]
"""A part of a specification that is made or changed here."""
LABEL_START, SEPARATOR = "\u241e", "\u241f"
"""What begins a label, and what separates its parts: signs that no text of a chart contains."""
PROBES = "probes_of_"
"""How the name of a mark of probes begins."""
NESTED_VIEWS = ("layer", "hconcat", "vconcat", "concat")
"""Keys under which a Vega-Lite specification contains others."""
_KINDS = {
    "rect": "bar",
    "line": "line",
    "area": "line",
    "trail": "line",
    "symbol": "shape",
    "arc": "shape",
    "shape": "shape",
}
_GRADED = {
    "rect": {"x": "datum.x + datum.width / 2", "y": "datum.y + datum.height / 2"},
    "symbol": {"x": "datum.x", "y": "datum.y"},
    "shape": {"x": "(datum.bounds.x1 + datum.bounds.x2) / 2", "y": "(datum.bounds.y1 + datum.bounds.y2) / 2"},
}
"""Marks whose value may be their colour or their size, and where they stand."""
_GRADES = frozenset({"linear", "log", "pow", "sqrt", "symlog", "quantize", "quantile", "threshold", "bin-ordinal"})
_NAMES = ("name", "NAME", "id")
"""Properties by which shapes of maps are called, the best first."""
_CHANNELS = {"xc": "x", "yc": "y", "startAngle": "theta", "endAngle": "theta2"}
_PATHS = "faceted_path"
"""What the names of data contain that Vega-Lite splits into lines."""
_GROUPS = ("fill", "stroke", "shape", "strokeDash")
_NUMERIC = frozenset({"linear", "log", "pow", "sqrt", "symlog"})
_TIMES = {"time": "timeFormat", "utc": "utcFormat"}
# Styles of what Vega-Lite compiles ticks, box plots and error bands into; none of their items is one value.
_WITHOUT_VALUES = ("tick", "boxplot", "error")
_PERIOD = re.compile(r"\d{4}(?:-\d{2}){0,2}|\d{4}-?[QHW]\d{1,2}")
FIELD = re.compile(r"""datum(?:\.(\w+)|\[\\?(["'])(.+?)\\?\2\])""")
_PERCENT = re.compile(r"""format\(datum(?:\.(\w+)|\[["']([^"']+)["']\]), *["'][^"']*%["']\)""")


def describe_marks(spec: Part, *, nested: bool = False) -> NewPart:
    """Return a Vega-Lite specification whose marks have the descriptions of their views, which compiling drops."""
    own: NewPart = {
        key: [describe_marks(view, nested=True) for view in spec[key]] for key in NESTED_VIEWS if key in spec
    }
    if isinstance(spec.get("spec"), Mapping):
        own["spec"] = describe_marks(spec["spec"], nested=True)
    if nested and "mark" in spec and "description" in spec:
        mark = spec["mark"] if isinstance(spec["mark"], Mapping) else {"type": spec["mark"]}
        own["mark"] = {**mark, "description": spec["description"]}
    return {**spec, **own}


def add_labels(vega: NewPart) -> None:
    """Add probes to a Vega specification that Vega-Lite compiled; what is drawn stays the same."""
    framed = list(_find_scopes(vega))
    scopes = [scope for scope, _ in framed]
    scales, axes, data = ([one for scope in scopes for one in scope.get(key, ())] for key in ("scales", "axes", "data"))
    facets = [facet for scope in scopes if (facet := scope.get("from", {}).get("facet"))]
    text = json.dumps(vega, ensure_ascii=False).replace('\\"', '"')
    chart = _Chart(
        scales={scale["name"]: scale for scale in scales},
        formats={axis["scale"]: axis["format"] for axis in axes if isinstance(axis.get("format"), str)},
        data={one["name"]: {"source": one.get("data"), **one} for one in [*data, *facets]},
        # Data hold a share as 0.25, and only a format says that readers see 25%.
        shares=frozenset(one or other for one, other in _PERCENT.findall(text)),
        times={
            axis["scale"]: json.dumps(axis["format"]) if isinstance(axis["format"], str) else axis["format"]["signal"]
            for axis in axes
            if axis.get("formatType") == "time" and axis.get("format")
        },
    )
    for scope, frame in framed:
        scope["marks"] = [one for mark in scope.get("marks", ()) for one in (mark, *chart.find_probes(mark, frame))]


def _find_scopes(scope: NewPart, frame: str = "''") -> Iterator[tuple[NewPart, str]]:
    """Yield every group with an expression of what its frame is called, one of several side by side.

    A view put beside others is called by its title, a facet by what its rows have in common.
    """
    yield scope, frame
    for mark in scope.get("marks", ()):
        if mark["type"] == "group":
            yield from _find_scopes(mark, _find_frame(mark) or frame)


def _find_frame(group: Part) -> str:
    facet = group.get("from", {}).get("facet", {})
    # Vega-Lite splits lines into facets too, which are no frames.
    if facet and _PATHS not in facet["name"]:
        fields = [facet["groupby"]] if isinstance(facet["groupby"], str) else facet["groupby"]
        names = [f"(isValid({_datum(name)}) ? {_text(name)} : '')" for name in fields]
        return " + ', ' + ".join(names)
    text = (group.get("title") or {}).get("text", [])
    words = [text] if isinstance(text, str) else text
    return json.dumps(" ".join(words)) if words and isinstance(words, list) else ""


def has_decimals(value: object) -> bool:
    """Return whether a number has decimals other than zero."""
    return isinstance(value, float) and value % 1 != 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chart:
    """What the marks of a Vega specification refer to, by name; `formats` are those of the axes, by scale."""

    scales: Mapping[str, Part]
    formats: Mapping[str, str]
    data: Mapping[str, Part]
    shares: frozenset[str]
    times: Mapping[str, str]
    """Expressions that write the units of time of a scale, by scale."""

    def find_probes(self, mark: Part, frame: str) -> Iterator[NewPart]:
        """Yield the probes of a mark in a frame; none if its items are neither texts nor have a value."""
        kind, styles = _KINDS.get(mark["type"]), mark.get("style", ())
        if mark["type"] == "text":
            words = "join(isArray(datum.text) ? datum.text : [datum.text], ' ')"
            place = {"x": "datum.x + (datum.dx || 0)", "y": "datum.y + (datum.dy || 0)"}
            yield _probe(mark, place, ["'text'", frame, words, "''", "''"], shown="datum.text")
        elif kind and not any(style.startswith(_WITHOUT_VALUES) for style in styles):
            encoding = mark["encode"]["update"].items()
            # The last of several rules is the one without a condition.
            refs = {_CHANNELS.get(name, name): ref[-1] if isinstance(ref, list) else ref for name, ref in encoding}
            yield from self._find_values(mark, kind, refs, frame)

    def _find_values(self, mark: Part, kind: str, refs: Part, frame: str) -> Iterator[NewPart]:
        amounts = [name for name in ("theta", "y", "x") if self._is_amount(refs.get(name, {}))]
        lies = mark.get("sort", {}).get("field") == "y" or ("x2" in refs and "y2" not in refs)
        value = amounts[-1 if lies else 0] if amounts else ""
        end, start = _field(refs.get(value)), _field(refs.get(f"{value}2"))
        # An area between two values has no single value to label.
        if not value:
            yield from self._find_grades(mark, refs, frame)
            return
        if mark["type"] == "area" and start and not end.endswith("_end"):
            return
        place, scale = {"x": "datum.x", "y": "datum.y"}, refs[value]["scale"]
        if kind == "bar":
            place = {"x": "datum.x + datum.width / 2", "y": "datum.y + datum.height / 2"}
            # The free end of a bar; the middle of one that does not begin at zero.
            both = f"({_datum(end)} + {_datum(start)}) / ({_datum(end)} * {_datum(start)} ? 2 : 1)"
            place[value] = f"scale({json.dumps(scale)}, {both if start else _datum(end)})"
            kind = "lying" if value == "x" else kind
        series = self._series(mark, refs)
        across = {"x": "y", "y": "x"}.get(value, "")
        # Vega-Lite draws the bar of a bin or a month from its end (x) to its start (x2).
        named = across if not _field(refs.get(f"{across}2")) else f"{across}2"
        label = self._label(mark, refs.get(named, {})) if across else series
        scaled = [name for name in "xy" if mark.get("clip") and "scale" in refs.get(name, {})]
        within = [f"inrange(datum.{name}, range({json.dumps(refs[name]['scale'])}))" for name in scaled]
        texts = [f"'{kind}'", frame, series, label, self._value(scale, end, start)]
        yield _probe(mark, place, texts, shown=" && ".join(["datum.defined !== false", *within]))

    def _find_grades(self, mark: Part, refs: Part, frame: str) -> Iterator[NewPart]:
        """Yield the probes of cells, points and shapes whose value is their colour or size."""
        graded = (refs.get(name, {}) for name in ("fill", "stroke", "size"))
        value = next((one for one in graded if _field(one) and self._kind(one) in _GRADES), None)
        if value is None or mark["type"] not in _GRADED:
            return
        named = FIELD.findall(str(refs.get("tooltip", {}).get("signal", "")))
        fields = [
            name for name in dict.fromkeys(plain or quoted for plain, _, quoted in named) if name != _field(value)
        ]
        labels = [_text(name) for name in fields] or [
            self._label(mark, refs[name]) for name in "xy" if _field(refs.get(name))
        ]
        if not labels:
            places = [
                f"{at}[{json.dumps(name)}]"
                for name in _NAMES
                for at in ("(datum.datum.properties || {})", "datum.datum")
            ]
            labels = [f"toString({' || '.join(places)} || '')"]
        texts = ["'cell'", frame, "''", *labels, self._value("", _field(value), "")]
        yield _probe(mark, _GRADED[mark["type"]], texts, shown="true")

    def _kind(self, ref: Part) -> str:
        return str(self.scales.get(ref.get("scale", ""), {}).get("type", ""))

    def _is_amount(self, ref: Part) -> bool:
        scale = self.scales.get(ref.get("scale", ""), {})
        return bool(_field(ref)) and scale.get("type") in _NUMERIC and "bins" not in scale

    def _series(self, mark: Part, refs: Part) -> str:
        fields = [found for name in _GROUPS if (found := _field(refs.get(name)))]
        source = self.data.get(mark.get("from", {}).get("data", ""), {})
        # The facets into which Vega-Lite splits lines; those of a chart in rows and columns are other names.
        if _PATHS in source.get("name", ""):
            fields += source["groupby"]
        return _text(fields[0]) if fields else json.dumps(str(refs.get("description", {}).get("value", "")))

    def _label(self, mark: Part, ref: Part) -> str:
        name, scale = _field(ref), self.scales.get(ref.get("scale", ""), {})
        if not name:
            return "''"
        form = self.formats.get(scale["name"], "") if scale else ""
        if scale.get("type") in _TIMES:
            return f"{_TIMES[scale['type']]}({_datum(name)}, {json.dumps(form if '%' in form else '%Y-%m-%d')})"
        if written := self.times.get(scale.get("name", "")):
            return f"timeFormat({_datum(name)}, {written})"
        rows = self._rows(mark)
        if scale.get("type") in _NUMERIC and any(has_decimals(row.get(name)) for row in rows):
            # A position such as 2024.5 is the middle of a period; the column that names the period is its label.
            periods = [key for key in rows[0] if all(_is_period(row.get(key)) for row in rows)]
            return _text(periods[0]) if periods else f"format({_datum(name)}, ',.10~f')"
        return _text(name)

    def _rows(self, mark: Part) -> list[Part]:
        """Return the inline data behind a mark; empty if it has none."""
        data = self.data.get(mark.get("from", {}).get("data", ""), {})
        # Data of a facet may be called as those outside of it, from which they come.
        seen: set[str] = set()
        while "values" not in data and data.get("source") in self.data.keys() - seen:
            seen.add(data["source"])
            data = self.data[data["source"]]
        return [row for row in data.get("values", ()) if isinstance(row, Mapping)]

    def _value(self, scale: str, end: str, start: str) -> str:
        amount = _datum(end)
        if start:
            amount = f"{amount} - {_datum(start)}" if end.endswith("_end") else f"abs({amount} - {_datum(start)})"
        is_share = bool({end, end.removesuffix("_end")} & self.shares) or self.formats.get(scale, "").endswith("%")
        whole = start and self.scales[scale].get("domain") == [0, 1]
        if is_share or whole:
            return f"format({amount}, '.1%')"
        # Whole numbers whole, and as many decimals as somebody who points at a chart can use.
        return f"format({amount}, abs({amount}) < 1 ? ',.4~f' : abs({amount}) < 100 ? ',.2~f' : ',.1~f')"


def _probe(mark: Part, place: Mapping[str, str], texts: list[str], *, shown: str) -> NewPart:
    """Return a mark of invisible points with labels, one for each item of another mark that is shown."""
    label = f"'{LABEL_START}' + join([datum.fill, datum.stroke, {', '.join(texts)}], '{SEPARATOR}')"
    # An item that is not shown may be outside of the chart, which would become larger with a probe there.
    signals = {name: f"{shown} ? {at} : 0" for name, at in place.items()} | {"description": f"{shown} ? {label} : null"}
    encoding = {name: {"signal": signal} for name, signal in signals.items()} | {"size": {"value": 0}}
    source = mark["name"]
    # Vega lets a mark take the items of another as its data: `datum` is then the item, with its place and colours as
    # drawn, and `datum.datum` the row behind it.
    return {"type": "symbol", "name": PROBES + source, "from": {"data": source}, "encode": {"update": encoding}}


def _field(ref: Part | None) -> str:
    """Return the field that a channel shows; empty if it shows none."""
    name = (ref or {}).get("field", "")
    return name.replace("\\", "") if isinstance(name, str) else ""


def _datum(name: str) -> str:
    return f"datum.datum[{json.dumps(name)}]"


def _text(name: str) -> str:
    return f"toString({_datum(name)})"


def _is_period(value: object) -> bool:
    return isinstance(value, str) and bool(_PERIOD.fullmatch(value))


def join_lines(text: object) -> str:
    """Return a text of a chart, which may be a list of lines, on one line."""
    lines = text if isinstance(text, list) else [text]
    return " ".join(" ".join(str(line) for line in lines if line is not None).split())
