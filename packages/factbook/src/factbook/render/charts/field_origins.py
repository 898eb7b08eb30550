"""Where the fields of a compiled chart come from: a row, what the renderer computed of rows, or neither.

Vega-Lite compiles a chart to Vega, in which every transform is listed with the fields that it makes. Going back through
them says of each drawn field which fields of the rows it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from factbook.render.charts.label_marks import FIELD, NewPart, Part

_PARSED = re.compile(r"""to(?:Date|Number|String|Boolean)\(datum\[(["'])(.+)\1\]\)""")
# What is drawn after these is a choice or a model of rows, and none of them.
_UNREAD = {
    "sample": "sampled",
    "kde": "modelled",
    "density": "modelled",
    "regression": "modelled",
    "loess": "modelled",
    "quantile": "modelled",
    "bin": "binned",
    "dotbin": "binned",
    "sequence": "generated",
}
_DERIVING = frozenset({"aggregate", "joinaggregate", "window", "fold", "pivot"})
_SHAPES = 20
"""Shapes of a map whose properties are looked at; others have the same."""
REPLACING = frozenset({"aggregate", "pivot", "kde", "density", "regression", "loess", "quantile"})
"""Transforms that leave only their own fields and those that they group by."""


@dataclass(frozen=True, slots=True)
class TransformStep:
    """A transform, where it stands: the `at`-th one of a data entry of a scope."""

    transform: Part
    data: Part
    at: int
    scope: NewPart


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a field rests on."""

    field: str = ""
    """The field of the row that holds the value; empty where the renderer computed it, or nothing holds it."""
    before: int | None = None
    """The place of the step whose rows the value was computed from."""
    values: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    unread: str = ""


def find_origin(field: str, steps: list[TransformStep], end: int | None = None) -> Origin:
    """Return what a field rests on after the first `end` steps."""
    for at in reversed(range(len(steps) if end is None else end)):
        transform = steps[at].transform
        if transform["type"] == "sample":
            return Origin(unread="sampled")
        origin = _made_by(transform, field, steps, at) if _makes(transform, field) else None
        if origin is not None:
            return origin
    return Origin(field=field)


def _makes(transform: Part, field: str) -> bool:
    if transform["type"] in REPLACING:
        return field not in _names(transform.get("groupby"))
    return field in set(_outputs(transform))


def _made_by(transform: Part, field: str, steps: list[TransformStep], at: int) -> Origin | None:
    """Return what a field rests on that a transform makes; ``None`` where it only reads it from a text."""
    kind = transform["type"]
    if kind in _UNREAD:
        return Origin(unread=_UNREAD[kind])
    if kind in _DERIVING:
        return _derive(transform, steps, at)
    if kind in {"stack", "timeunit"}:
        # Of a stack, the part and not its place; of a unit of time, the time.
        return find_origin(str(transform["field"]), steps, at)
    # The place of a point on a map is its degrees.
    if kind == "geopoint":
        return find_origin(_names(transform["fields"])[_names(transform["as"]).index(field)], steps, at)
    # Rows that are filled in lack a mark that the others have, see `read_drawing`.
    if kind == "impute":
        return None
    if kind != "formula":
        return Origin(field=field)
    if _PARSED.fullmatch(transform["expr"]):
        return None
    return Origin(unread="random") if "random(" in transform["expr"] else Origin(field=field)


def find_properties(data: Sequence[Part]) -> tuple[str, ...]:
    """Return the names of what the shapes of a map hold of themselves, their id among them."""
    found: dict[str, None] = {}
    for values, form in (
        (one["values"], one.get("format", {})) for one in data if isinstance(one.get("values"), Mapping)
    ):
        shapes = (
            values.get("objects", {}).get(form.get("feature", ""), {}).get("geometries", values.get("features", ()))
        )
        for shape in shapes[:_SHAPES]:
            found |= dict.fromkeys(["id", *(shape.get("properties") or {})])
    return tuple(found)


def bare_name(field: str) -> str:
    """Return the name of a property of a shape as that of a column."""
    return field.removeprefix("properties.")


def find_named(expression: str) -> list[str]:
    """Return the fields of the row that an expression reads, each once."""
    return list(dict.fromkeys(plain or quoted for plain, _, quoted in FIELD.findall(expression)))


def _derive(transform: Part, steps: list[TransformStep], at: int) -> Origin:
    """Return the rows and fields from which an aggregate, a window or a fold computes."""
    if transform["type"] == "pivot":
        fields, keys = [transform["value"]], [transform["field"], *_names(transform.get("groupby"))]
    else:
        sort = transform.get("sort") or {}
        fields = _names(transform.get("fields"))
        keys = [*_names(transform.get("groupby")), *_names(sort.get("field"))]
    origins = [find_origin(name, steps, at) for name in fields]
    grouped = [find_origin(name, steps, at) for name in keys]
    for one in (*origins, *grouped):
        if one.unread:
            return one
    # The rows before the first of several such transforms; fields that those computed are no keys of rows.
    first = min([at, *(one.before for one in (*origins, *grouped) if one.before is not None)])
    values = [name for one in origins for name in (one.values if one.before is not None else (one.field,))]
    named = [name for one in (*grouped, *origins) for name in (one.keys if one.before is not None else ())]
    named += [one.field for one in grouped if one.before is None]
    return Origin(before=first, values=tuple(dict.fromkeys(values)), keys=tuple(dict.fromkeys(named)))


def _outputs(transform: Part) -> Iterator[str]:
    """Yield the fields that a transform makes."""
    made = transform.get("as")
    if made is not None:
        yield from _names(made)
    elif transform["type"] == "fold":
        yield from ("key", "value")
    elif transform["type"] in {"aggregate", "joinaggregate", "window"}:
        ops, fields = transform.get("ops", ["count"]), transform.get("fields", [None])
        yield from (f"{op}_{field}" if field else op for op, field in zip(ops, fields, strict=False))
    elif transform["type"] in {"impute", "flatten", "lookup"}:
        yield from _names(transform.get("values", transform.get("fields", transform.get("field"))))
    elif transform["type"] == "bin":
        yield from ("bin0", "bin1")


def _names(found: object) -> list[str]:
    """Return names of fields, without what Vega uses to escape them."""
    listed = found if isinstance(found, list) else [found]
    # Vega-Lite writes an empty name for what needs none, such as a rank.
    return [one.replace("\\", "") for one in listed if isinstance(one, str) and one]
