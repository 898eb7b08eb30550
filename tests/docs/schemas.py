"""Write the JSON Schemas of the documents of a site, and docs/reference/json.md: ``make docs``.

Both come from the types in `factbook.render.metadata.json_documents`, and a test compares them with what this writes.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from docs.reference import HEAD, find_field_texts
from factbook.render.metadata import json_documents
from factbook.render.metadata.json_documents import DOCUMENTS, schema_file

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "packages/factbook/src/factbook/render" / "metadata" / "schemas"
PAGE = ROOT / "docs" / "reference" / "json.md"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
LINK = "Name or address of the JSON Schema of this document."
CLASSES = {one.name for one in ast.parse(inspect.getsource(json_documents)).body if isinstance(one, ast.ClassDef)}
TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
LEAD = """\
A site publishes two documents: `claims.json`, which `factbook check --format json` prints too, and `statistics.json`.
Their JSON Schemas lie beside them as `claims.schema.json` and `statistics.schema.json`; `$schema` names them.
`factbook scan --statistics FILE` reads a `statistics.json` whole, or the bare list of `statistics`.
Later versions may add keys; none of those below is taken away without a new major version.
A dot leads into an object, and `[]` stands for each item of a list.

"""


def texts_of(kind: type) -> dict[str, str]:
    """Return the text of each key of a document, those of its bases too."""
    texts = {"$schema": LINK}
    for base in _lineage(kind):
        texts |= find_field_texts(base)
    return texts


def _lineage(kind: type) -> Iterator[type]:
    # Before Python 3.12 a TypedDict does not know its bases, so that they are read from its source.
    yield kind
    (node,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(node, ast.ClassDef)
    for base in node.bases:
        found = getattr(json_documents, ast.unparse(base))
        if is_typeddict(found) and found.__name__ in CLASSES:
            yield from _lineage(found)


def make_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a document."""
    definitions: dict[str, Any] = {}
    kind = DOCUMENTS[name]
    _schema_of(kind, definitions)
    whole = definitions.pop(kind.__name__)
    return {"$schema": DIALECT, "title": f"{name}.json", **whole, "$defs": dict(sorted(definitions.items()))}


def _schema_of(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if hint in TYPES:
        return {"type": TYPES[hint]}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [one.value for one in hint]}
    if is_typeddict(hint):
        _define(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    arguments = get_args(hint)
    if get_origin(hint) in {Union, UnionType}:
        return {"anyOf": [_schema_of(one, definitions) for one in arguments]}
    if get_origin(hint) is list:
        return {"type": "array", "items": _schema_of(arguments[0], definitions)}
    if get_origin(hint) is dict:
        named = {"propertyNames": _schema_of(arguments[0], definitions)}
        return {"type": "object", **named, "additionalProperties": _schema_of(arguments[1], definitions)}
    raise TypeError(f"{hint} has no schema")


def _define(kind: Any, definitions: dict[str, Any]) -> None:
    if kind.__name__ in definitions:
        return
    definitions[kind.__name__] = {}
    hints, texts = get_type_hints(kind, include_extras=True), texts_of(kind)
    properties = {
        key: {"description": texts.get(key, "").replace("``", "`"), **_schema_of(_bare(hint), definitions)}
        for key, hint in hints.items()
    }
    required = [key for key, hint in hints.items() if get_origin(hint) is not NotRequired]
    definitions[kind.__name__] = {
        "description": _description(kind), "type": "object", "properties": properties, "required": required,
    }  # fmt: skip


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is NotRequired else hint


def _description(kind: type) -> str:
    return " ".join((kind.__doc__ or "").split())


def describe_keys(kind: Any, prefix: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield path, type and text of each key of a document, those of an object after the object."""
    texts = texts_of(kind)
    for key, hint in get_type_hints(kind, include_extras=True).items():
        bare = _bare(hint)
        optional = ", may be left out" if bare is not hint else ""
        yield f"{prefix}{key}", f"{show_type(bare)}{optional}", texts.get(key, "")
        for below, mark in _objects(bare):
            yield from describe_keys(below, f"{prefix}{key}{mark}.")


def _objects(hint: Any) -> Iterator[tuple[Any, str]]:
    """Yield the objects in a value, with the mark that leads into them."""
    if is_typeddict(hint):
        yield hint, ""
    elif get_origin(hint) is list:
        yield from ((below, f"[]{mark}") for below, mark in _objects(get_args(hint)[0]))
    elif get_origin(hint) is dict:
        yield from ((below, f".*{mark}") for below, mark in _objects(get_args(hint)[1]))
    elif get_origin(hint) in {Union, UnionType}:
        for one in get_args(hint):
            yield from _objects(one)


def show_type(hint: Any) -> str:
    """Return a type as the page shows it."""
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return ", ".join(f"`{one.value}`" for one in hint)
    if hint in TYPES:
        return TYPES[hint]
    if get_origin(hint) in {Union, UnionType}:
        return " or ".join(show_type(one) for one in get_args(hint))
    if get_origin(hint) is list:
        item = show_type(get_args(hint)[0])
        return f"list of ({item})" if " or " in item else f"list of {item}"
    return "object"


def make_page() -> str:
    """Return docs/reference/json.md."""
    parts = [HEAD.format(title="claims.json and statistics.json"), LEAD]
    for name, kind in DOCUMENTS.items():
        rows = "".join(f"| `{path}` | {shown} | {text} |\n" for path, shown, text in describe_keys(kind))
        parts.append(f"## {name}.json\n\n{_description(kind)}\n\n| key | type | |\n|---|---|---|\n{rows}\n")
    return "".join(parts).rstrip() + "\n"


def show_schema(name: str) -> str:
    """Return a schema as its file holds it."""
    return json.dumps(make_schema(name), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    SCHEMAS.mkdir(exist_ok=True)
    for name in DOCUMENTS:
        (SCHEMAS / schema_file(name)).write_text(show_schema(name), "utf-8")
    PAGE.write_text(make_page(), "utf-8")
