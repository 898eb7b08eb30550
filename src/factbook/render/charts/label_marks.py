"""Label every mark of a chart with what it shows: its series, what it is the value of, and the value.

Vega writes the description of a mark into the SVG. A line, which is a single mark, gets an invisible point, a probe, at
each of its values; `data_points` reads the labels, and removes the probes from the drawing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LABEL_START, SEPARATOR = "\u241e", "\u241f"
"""What begins a label, and what separates its parts: signs that no text of a chart contains."""
LINES = frozenset({"line", "area", "trail"})
SHAPES = frozenset({"bar", "point", "circle", "square", "rect", "arc"})
GROUPS = ("color", "fill", "stroke", "detail", "shape", "strokeDash")
"""Channels whose field distinguishes series."""
NESTED_VIEWS = ("layer", "hconcat", "vconcat", "concat")
"""Keys under which a specification contains others."""
_PERIOD = re.compile(r"\d{4}(?:-\d{2}){0,2}|\d{4}-?[QHW]\d{1,2}")
_PERCENT = re.compile(r"""format\(datum(?:\.(\w+)|\[['"](\w+)['"]\]), *'[^']*%'\)""")


def add_labels(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return a specification with every mark labelled; what is drawn stays the same."""
    # In a chart of one view, width, height and data stay at the top, while mark, encoding and transform move into a
    # layer beside the probes.
    labelled = dict(spec)
    if "mark" in labelled:
        own: dict[str, Any] = {key: labelled.pop(key) for key in ("mark", "encoding", "transform") if key in labelled}
        return {**labelled, **_label_unit(own, _Inherited(labelled, spec.get("datasets", {}), find_shares(spec)))}
    return _label_view(labelled, _Inherited({}, spec.get("datasets", {}), find_shares(spec)))


@dataclass(frozen=True, slots=True)
class _Inherited:
    """What a unit inherits from the views around it."""

    spec: Mapping[str, Any]
    datasets: Mapping[str, Any]
    shares: frozenset[str]
    encoding: Mapping[str, Any] = field(default_factory=dict)

    def within(self, spec: Mapping[str, Any]) -> _Inherited:
        data = spec.get("data") or self.spec.get("data")
        return _Inherited({"data": data}, self.datasets, self.shares, {**self.encoding, **spec.get("encoding", {})})

    def rows(self, spec: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """Return the inline data of a unit; empty if it has none."""
        data = spec.get("data") or self.spec.get("data") or {}
        values = data.get("values", self.datasets.get(data.get("name", ""), []))
        return [row for row in values if isinstance(row, Mapping)] if isinstance(values, list) else []


def _label_view(spec: dict[str, Any], inherited: _Inherited) -> dict[str, Any]:
    if "mark" in spec:
        return _label_unit(spec, inherited)
    inner = inherited.within(spec)
    labelled: dict[str, Any] = {
        key: [_label_view(dict(one), inner) for one in spec[key]] for key in NESTED_VIEWS if key in spec
    }
    if isinstance(spec.get("spec"), Mapping):
        labelled["spec"] = _label_view(dict(spec["spec"]), inner)
    return {**spec, **labelled}


def _label_unit(unit: dict[str, Any], inherited: _Inherited) -> dict[str, Any]:
    mark = dict(unit["mark"]) if isinstance(unit["mark"], Mapping) else {"type": unit["mark"]}
    encoding = {**inherited.encoding, **unit.get("encoding", {})}
    kind = mark.get("type")
    description = _describe(encoding, inherited, unit, mark)
    # An area between two values has no single value to tell.
    if not description or kind not in LINES | SHAPES or (kind == "area" and {"x2", "y2"} & encoding.keys()):
        return unit
    if kind in SHAPES:
        role = "bar" if kind in {"bar", "rect"} else "shape"
        return {**unit, "mark": {**mark, "description": {"expr": f"'{LABEL_START}{role}' + {description}"}}}
    # Too small and too transparent to be seen, in the colour of its line, by which `data_points` joins the two.
    probe = {
        "type": "point", "filled": True, "opacity": 0, "size": 0.01, "shape": "circle", "clip": mark.get("clip", False),
        "description": {"expr": f"'{LABEL_START}line' + {description}"},
        **({"color": mark["color"]} if isinstance(mark.get("color"), str) else {}),
    }  # fmt: skip
    across = "y" if mark.get("orient") == "horizontal" else "x"
    # These would make probes visible, or order what has no order.
    channels = {name: one for name, one in unit.get("encoding", {}).items() if name not in {"size", "opacity", "order"}}
    if across in encoding:
        channels[across] = _without_zero(encoding[across])
    same = {key: unit[key] for key in ("data", "transform") if key in unit}
    return {"layer": [unit, {**same, "mark": probe, "encoding": channels}]}


def _without_zero(channel: Mapping[str, Any]) -> dict[str, Any]:
    """Return a position channel whose scale need not include zero."""
    # Vega-Lite lets the scale of points include zero, that of lines not; the probes share the scale of their line.
    scale = channel.get("scale", {})
    quantity = channel.get("type") == "quantitative" and scale is not None
    free = quantity and not {"domain", "zero"} & scale.keys()
    return {**channel, **({"scale": {**scale, "zero": False}} if free else {})}


def find_shares(spec: Mapping[str, Any]) -> frozenset[str]:
    """Return the fields that a specification formats as percentages anywhere."""
    # Data hold a share as 0.25, and only a format says that readers see 25%.
    found = {one or other for one, other in _PERCENT.findall(json.dumps(spec, default=str, ensure_ascii=False))}
    for channel in _channels(spec):
        formats = (channel.get("format"), (channel.get("axis") or {}).get("format"))
        if any(str(form).endswith("%") for form in formats):
            found.add(str(channel.get("field")))
    return frozenset(found)


def _channels(spec: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(spec, Mapping):
        yield from (one for one in dict(spec.get("encoding") or {}).values() if isinstance(one, Mapping))
        yield from (found for key in (*NESTED_VIEWS, "spec") for found in _channels(spec.get(key)))
    elif isinstance(spec, list):
        yield from (found for one in spec for found in _channels(one))


def _describe(
    encoding: Mapping[str, Any], inherited: _Inherited, unit: Mapping[str, Any], mark: Mapping[str, Any]
) -> str:
    """Return a Vega expression for series, label and value; empty if a mark has no value."""
    value, label = _value_and_label(encoding, mark)
    if not value:
        return ""
    separator = f"'{SEPARATOR}'"
    return " + ".join(
        [
            separator, _series(encoding, unit.get("description", "")), separator,
            _label(encoding.get(label, {}), inherited.rows(unit)), separator, _value(encoding, value, inherited.shares),
        ]
    )  # fmt: skip


def _value_and_label(encoding: Mapping[str, Any], mark: Mapping[str, Any]) -> tuple[str, str]:
    """Return the channel of the value, and the channel of what it is the value of."""
    if "theta" in encoding:
        return "theta", next((name for name in GROUPS if name in encoding), "")
    amounts = [name for name in ("y", "x") if _name(encoding.get(name, {})) and _is_amount(encoding[name])]
    if len(amounts) == 2 and mark.get("orient") == "horizontal":
        amounts.reverse()
    value = amounts[0] if amounts else ""
    return value, {"x": "y", "y": "x"}.get(value, "")


def _is_amount(channel: Mapping[str, Any]) -> bool:
    return channel.get("type") == "quantitative" and not channel.get("bin")


def _name(channel: Any) -> str:
    """Return the field that a channel shows, with the name that Vega-Lite gives to computed fields."""
    if not isinstance(channel, Mapping):
        return ""
    aggregate, unit, name = channel.get("aggregate"), channel.get("timeUnit"), channel.get("field", "")
    # Vega-Lite names computed fields like this without documenting it (vl-convert 1.9.0). If a name changes, labels say
    # "undefined", and the tests of data points fail.
    if aggregate == "count":
        return "__count"
    if isinstance(aggregate, str):
        return f"{aggregate}_{name}"
    return f"{unit}_{name}" if isinstance(unit, str) else str(name) if isinstance(name, str) else ""


def _datum(name: str) -> str:
    return f"datum[{json.dumps(name)}]"


def _series(encoding: Mapping[str, Any], named: str) -> str:
    field_name = next((found for name in GROUPS if (found := _name(encoding.get(name, {})))), "")
    return f"toString({_datum(field_name)})" if field_name else json.dumps(str(named))


def _label(channel: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> str:
    name = _name(channel)
    if not name:
        return "''"
    if channel.get("type") == "temporal":
        axis = channel.get("axis") or {}
        return f"timeFormat({_datum(name)}, {json.dumps(axis.get('format') or '%Y-%m-%d')})"
    if channel.get("type") == "quantitative" and any(has_decimals(row.get(name)) for row in rows):
        # A position such as 2024.5 is the middle of a period; the column that names the period is its label.
        periods = [key for key in rows[0] if all(_is_period(row.get(key)) for row in rows)]
        if periods:
            return f"toString({_datum(periods[0])})"
        return f"format({_datum(name)}, ',.10~f')"
    return f"toString({_datum(name)})"


def has_decimals(value: object) -> bool:
    """Return whether a number has decimals other than zero."""
    return isinstance(value, float) and value % 1 != 0


def _is_period(value: object) -> bool:
    return isinstance(value, str) and bool(_PERIOD.fullmatch(value))


def _value(encoding: Mapping[str, Any], value: str, shares: frozenset[str]) -> str:
    name, other = _name(encoding[value]), _name(encoding.get(f"{value}2", {}))
    amount = f"abs({_datum(other)} - {_datum(name)})" if other else _datum(name)
    is_share = bool({name, encoding[value].get("field")} & shares) or encoding[value].get("stack") == "normalize"
    whole = other and (encoding[value].get("scale") or {}).get("domain") == [0, 1]
    return f"format({amount}, '{'.1%' if is_share or whole else ',.4~f'}')"
