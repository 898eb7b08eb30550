"""Descriptions of all that a compiled chart draws: each mark and label lists the fields of its row.

The renderer writes them into its scene, from which `read_drawing` reads them back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from factbook.model.drawn import FROM_ROW
from factbook.render.charts.field_origins import (
    REPLACING,
    Origin,
    TransformStep,
    bare_name,
    find_named,
    find_origin,
    find_properties,
)
from factbook.render.charts.label_marks import NewPart, Part
from factbook.render.charts.row_texts import START, describe_row

_NUMERIC = frozenset(
    "linear log pow sqrt symlog sequential quantize quantile threshold bin-ordinal identity diverging".split()
)
_TIMES = frozenset({"time", "utc"})
_COLOURS = frozenset({"fill", "stroke"})
_KINDS = {"rect": "bar", "symbol": "point"}
_ASIDE = frozenset("description tooltip defined href cursor aria ariaRole ariaRoleDescription zindex url".split())
"""Channels whose fields are not drawn."""
# Vega-Lite's own summaries; their edges are computed from several aggregates.
_SUMMARIES = ("boxplot", "errorbar", "errorband")
_POSITIONS = frozenset({"x", "y", "x2", "y2", "xc", "yc", "theta", "theta2", "startAngle", "endAngle"})


@dataclass(slots=True)
class _Reader:
    """A compiled chart while descriptions are added to it."""

    scales: Mapping[str, Part]
    data: list[Part]
    """Every data entry, in all scopes."""
    fields: list[str]
    """The columns of all inline rows."""
    properties: tuple[str, ...] = ()
    """What shapes of maps hold of themselves."""
    marks: list[NewPart] = field(default_factory=list)
    inputs: dict[str, NewPart] = field(default_factory=dict)
    places: dict[tuple[object, ...], str] = field(default_factory=dict)
    """The names of `inputs`, by the step before which their rows are taken, and their fields."""

    def read_scope(self, scope: NewPart, around: Mapping[str, list[TransformStep]], keys: tuple[str, ...]) -> None:
        """Describe every mark of a scope and of the groups in it; `around` are the steps of the data outside of it."""
        known = dict(around)
        for data in scope.get("data", ()):
            before = [step for name in _sources(data) for step in known.get(name, ())]
            own = [TransformStep(one, data, at, scope) for at, one in enumerate(data.get("transform", ()))]
            known[data["name"]] = before + own
        for mark in list(scope.get("marks", ())):
            facet = mark.get("from", {}).get("facet")
            if mark["type"] == "group":
                inner, grouped = dict(known), keys
                if facet:
                    inner[facet["name"]] = known.get(facet["data"], [])
                    grouped = (*keys, *(name for name in facet.get("groupby", ()) if isinstance(name, str)))
                self.read_scope(mark, inner, grouped)
            elif "from" in mark and "data" in mark["from"]:
                self._read_mark(mark, known.get(mark["from"]["data"], []), keys)
            elif mark["type"] == "text":
                self._read_mark(mark, [], keys)
        for axis in scope.get("axes", ()):
            self._describe_labels(axis, str(axis.get("scale", "")))
        for legend in scope.get("legends", ()):
            scale = next((legend[one] for one in ("fill", "stroke", "size", "shape", "opacity") if one in legend), "")
            self._describe_labels(legend, str(scale))

    def _read_mark(self, mark: NewPart, steps: list[TransformStep], keys: tuple[str, ...]) -> None:
        update = mark.setdefault("encode", {}).setdefault("update", {})
        refs = {**mark["encode"].get("enter", {}), **update}
        styles = [mark["style"]] if isinstance(mark.get("style"), str) else mark.get("style", [])
        summary = any(style.startswith(_SUMMARIES) for style in styles)
        found: dict[str, NewPart] = {}
        constants: dict[str, float] = {}
        for channel, ref in refs.items():
            for one in _refs(ref) if channel not in _ASIDE else ():
                self._add_ref(found, constants, channel, one)
        for key in keys:
            found.setdefault(key, {"channel": "facet", "name": key, "is_number": False})
        origins = [Origin(unread="summarised") if summary else find_origin(name, steps) for name in found]
        degrees = {name for step in steps if step.transform["type"] == "geopoint" for name in step.transform["as"]}
        for name in degrees & found.keys():
            found[name]["is_number"] = True
        direct = [one.field for one in origins if one.before is None and not one.unread]
        fields = [self._trace(*pair, steps, direct) for pair in zip(found.values(), origins, strict=True)]
        known = {*self.fields, *self.properties}
        lookups = [step.transform for step in steps if step.transform["type"] == "lookup"]
        keys_of = [bare_name(name.replace("\\", "")) for one in lookups for name in one["fields"]]
        fields += [{"channel": "key", "name": one, "shown": one} for one in keys_of if one in known]
        fields += [{"channel": one, "name": one, "shown": one, "is_number": True} for one in constants]
        kind = next((style for style in styles if style in {"bar", "tick", "rule"}), mark["type"])
        drawn = [one[key] for one in fields if one["name"] not in constants for key in ("name", "shown")]
        filled = [FROM_ROW] if any(step.transform["type"] == "impute" for step in steps) else []
        inner = self.properties if mark["type"] == "shape" else ()
        names = list(dict.fromkeys([*drawn, *self.fields, *inner, *filled]))
        self.marks.append(
            {
                "kind": _KINDS.get(kind, kind),
                "fields": fields,
                "names": names,
                "constants": constants,
                "items": [],
                "palette": [one["shown"] for one in fields if one["channel"] in _COLOURS and self._is_house(refs, one)],
                "graded": any(one["channel"] in _COLOURS and one.get("is_number") for one in fields),
            }
        )
        update["description"] = {"signal": describe_row(f"m{len(self.marks) - 1}", names, _dates(steps), inner)}

    def _is_house(self, refs: Part, field: Part) -> bool:
        """Return whether a field is drawn in our colours of categories."""
        named = [self.scales.get(str(one.get("scale", "")), {}) for one in _refs(refs[field["channel"]])]
        return any(scale.get("type") == "ordinal" and scale.get("range") == "category" for scale in named)

    def _add_ref(self, found: dict[str, NewPart], constants: dict[str, float], channel: str, ref: Part) -> None:
        kind = self.scales.get(str(ref.get("scale", "")), {}).get("type", "")
        named = [ref["field"].replace("\\", "")] if isinstance(ref.get("field"), str) else []
        named += find_named(ref["signal"]) if isinstance(ref.get("signal"), str) else []
        for name in named:
            entry = {"channel": channel, "name": name, "is_number": kind in _NUMERIC, "is_time": kind in _TIMES}
            if name not in found or entry["is_number"]:
                found[name] = entry
        value = ref.get("value")
        if kind in _NUMERIC and channel in _POSITIONS and isinstance(value, int | float) and value:
            constants[channel] = value

    def _trace(self, entry: NewPart, origin: Origin, steps: list[TransformStep], direct: list[str]) -> NewPart:
        entry = {**entry, "shown": entry["name"]}
        if origin.unread:
            return {**entry, "unread": origin.unread}
        if origin.before is None:
            return {**entry, "name": bare_name(origin.field)}
        if steps[origin.before].transform["type"] not in REPLACING:
            # The rows are still there, with everything else that is drawn of them.
            origin = replace(origin, keys=tuple(dict.fromkeys([*origin.keys, *direct])))
        return {**entry, "inputs": self._probe_inputs(origin, steps)}

    def _probe_inputs(self, origin: Origin, steps: list[TransformStep]) -> str:
        """Add a mark that shows the rows before a transform, once; return its name."""
        step = steps[origin.before or 0]
        place = (id(step.data), step.at, origin.values, origin.keys)
        if place in self.places:
            return self.places[place]
        name = self.places[place] = f"i{len(self.inputs)}"
        names = list(dict.fromkeys([*origin.values, *origin.keys, *self.fields]))
        # A fold only takes rows apart.
        count = 0 if step.transform["type"] == "fold" else self._count_rows(step.data)
        listed = {"values": [*origin.values], "keys": [*origin.keys], "names": names, "rows": count}
        self.inputs[name] = {**listed, "items": []}
        rows = {**step.data, "name": f"before_{name}", "transform": step.data["transform"][: step.at]}
        entries = step.scope["data"]
        entries.insert(next(at for at, one in enumerate(entries) if one is step.data) + 1, rows)
        said = describe_row(name, names, _dates(steps[: origin.before]))
        encoding = {"description": {"signal": said}, "size": {"value": 0}}
        probe = {"type": "symbol", "from": {"data": rows["name"]}, "encode": {"update": encoding}}
        step.scope.setdefault("marks", []).append(probe)
        return name

    def _count_rows(self, data: Part) -> int:
        """Return how many inline rows a data entry begins with; 0 where that is not known."""
        entries = {one["name"]: one for one in self.data}
        while "values" not in data:
            named = _sources(data)
            if len(named) != 1 or named[0] not in entries:
                return 0
            # Each once: data of a facet may be called as those outside of it.
            data = entries.pop(named[0])
        return len(data["values"])

    def _describe_labels(self, guide: NewPart, scale: str) -> None:
        kind = self.scales.get(scale, {}).get("type", "")
        labels = guide.setdefault("encode", {}).setdefault("labels", {}).setdefault("update", {})
        form = guide.get("format")
        is_time = kind in _TIMES or guide.get("formatType") in _TIMES
        # A format of times may hold a number of the author's.
        own = "text" in labels or (is_time and isinstance(form, str) and any(one.isdigit() for one in form))
        which = ("number" if kind in _NUMERIC else "time" if is_time else "category") + (" own" if own else " plain")
        # Its scale is what a fitted axis says there of itself (`guides`).
        labels["description"] = {"signal": describe_row(which, ["value"], said=[scale])}


def describe(vega: NewPart) -> NewPart:
    """Add descriptions to a compiled chart, and return what a scene of it has to be read with (`read_scene`)."""
    scopes = list(_scopes(vega))
    for transforms in [data.get("transform", []) for scope in scopes for data in scope.get("data", ())]:
        for at in reversed([at for at, one in enumerate(transforms) if one["type"] == "impute"]):
            transforms.insert(at, {"type": "formula", "expr": "true", "as": FROM_ROW})
    rows = [row for scope in scopes for data in scope.get("data", ()) for row in data.get("values", ())]
    names = dict.fromkeys(name for row in rows if isinstance(row, Mapping) for name in row)
    scales = {scale["name"]: scale for scope in scopes for scale in scope.get("scales", ())}
    data = [one for scope in scopes for one in scope.get("data", ())]
    facets = [facet for scope in scopes if (facet := scope.get("from", {}).get("facet"))]
    data += [{"name": facet["name"], "source": facet["data"]} for facet in facets]
    reader = _Reader(scales=scales, data=data, fields=list(names), properties=find_properties(data))
    reader.read_scope(vega, {}, ())
    graded = [f"{START}m{at}" for at, mark in enumerate(reader.marks) if mark["graded"]]
    return {"marks": reader.marks, "inputs": reader.inputs, "graded": graded}


def _dates(steps: list[TransformStep]) -> set[str]:
    """Return the fields that were parsed as dates, which are numbers from then on."""
    formulas = [step.transform for step in steps if step.transform["type"] == "formula"]
    return {one["as"] for one in formulas if one["expr"].startswith("toDate(")}


def _scopes(scope: NewPart) -> Iterator[NewPart]:
    yield scope
    for mark in scope.get("marks", ()):
        if mark["type"] == "group":
            yield from _scopes(mark)


def _sources(data: Part) -> list[str]:
    source = data.get("source", [])
    return [source] if isinstance(source, str) else list(source)


def _refs(ref: object) -> Iterator[Part]:
    """Yield every reference to a field or value in a channel: conditions and offsets have several."""
    for one in ref if isinstance(ref, list) else [ref]:
        if isinstance(one, Mapping):
            yield one
            yield from _refs(one.get("offset"))
