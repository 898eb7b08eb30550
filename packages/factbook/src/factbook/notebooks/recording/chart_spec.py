"""A chart of a notebook as a specification that needs nothing else: with all of its rows, and those of its files.

The door of altair.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from factbook.model.drawn import SUBTITLED
from figurecheck.model.errors import RecordError

_TEXT = frozenset({"csv", "tsv", "dsv"})


def read_specs(
    draw: object, widths: Iterable[str], id: str, *, subtitled: bool = False
) -> dict[str, dict[str, object]]:
    """Return what a chart, or a function that draws one for a width, specifies in Vega-Lite, by width.

    Files that it names with ``alt.Data(url=...)`` or ``alt.topo_feature`` are read here, so that they are inputs of the
    notebook like any other. Raises RecordError when there is no chart or no such file.
    """
    if callable(draw) and not hasattr(draw, "to_dict"):
        return {width: _read_spec(draw(width), id, subtitled) for width in widths}
    # Of one chart once: Altair holds each specification against its schema, which takes as long as all else in a cell.
    return dict.fromkeys(widths, _read_spec(draw, id, subtitled))


def _read_spec(drawn: Any, id: str, subtitled: bool) -> dict[str, object]:
    import altair

    if not hasattr(drawn, "to_dict"):
        what = f"draw returned a value of type {type(drawn).__name__}, not a chart"
        raise RecordError.about(f"chart({id!r})", what, "return an altair.Chart")
    # Altair refuses more than 5,000 rows, which would be in the notebook; pages show a drawing, and few of its rows.
    with altair.data_transformers.enable("default", max_rows=None):
        spec: dict[str, Any] = drawn.to_dict()
    if subtitled:
        spec["usermeta"] = {**(spec.get("usermeta") or {}), SUBTITLED: True}
    read: dict[tuple[str, str], object] = {}
    inlined: dict[str, object] = _inline(spec, id, read)
    return inlined


def is_local(url: str) -> bool:
    """Return whether an address is a path of this machine.

    >>> is_local("../data/towns.json"), is_local("https://example.org/towns.json"), is_local("//example.org/a.csv")
    (True, False, False)
    """
    return "://" not in url and not url.startswith(("//", "data:"))


def _inline(part: Any, id: str, read: dict[tuple[str, str], object]) -> Any:
    """Return a part of a specification with the content of the files that it names."""
    if isinstance(part, list):
        return [_inline(one, id, read) for one in part]
    if not isinstance(part, Mapping):
        return part
    # An address of another host stays, and the check says that the chart cannot be drawn.
    if isinstance(url := part.get("url"), str) and is_local(url) and "values" not in part:
        form = dict(part.get("format") or {})
        kind = str(form.get("type", Path(url).suffix.removeprefix(".")))
        key = (url, kind)
        if key not in read:
            read[key] = _read(url, kind, id)
        form.setdefault("type", kind)
        return {**{name: one for name, one in part.items() if name != "url"}, "values": read[key], "format": form}
    return {key: value if key in {"values", "datasets"} else _inline(value, id, read) for key, value in part.items()}


def _read(url: str, kind: str, id: str) -> object:
    try:
        text = Path(url.removeprefix("file://")).read_text("utf-8-sig")
        return text if kind in _TEXT else json.loads(text)
    except OSError as error:
        what, remedy = f"reads {url!r}: {error.strerror}", "name a file by its path from the notebook, ../data/..."
    except ValueError:
        what, remedy = (
            f"reads {url!r}, which is no {kind}",
            "say what it is with alt.DataFormat, or read it with pandas",
        )
    raise RecordError.about(f"chart({id!r})", what, remedy)
