"""The fields of a row as one text: written by an expression of the renderer, and read back from its scene."""

from __future__ import annotations

import json
from collections.abc import Sequence, Set
from typing import Any

SEPARATOR, START = "\u241f", "\u241e"


def describe_row(
    which: str, names: list[str], dates: Set[str] = frozenset(), inner: Sequence[str] = (), said: Sequence[str] = ()
) -> str:
    """Return an expression that writes the fields of a row, each with a letter for its type.

    Those in `inner` may be properties of a shape. What is `said` stands behind them.
    """
    places = {name: f"datum[{json.dumps(name)}]" for name in names}
    places |= {
        name: f"if(isValid({at}), {at}, (datum.properties || {{}})[{json.dumps(name)}])"
        for name, at in places.items()
        if name in inner
    }
    parts = [*(_written(at, is_date=name in dates) for name, at in places.items()), *map(json.dumps, said)]
    return f"join([{json.dumps(START + which)}, {', '.join(parts)}], {json.dumps(SEPARATOR)})"


def _written(value: str, *, is_date: bool) -> str:
    # The text that JavaScript makes of a number is the shortest that reads back as the same number.
    date = f"'d' + timeFormat({value}, '%Y-%m-%dT%H:%M:%S')"
    dated = f"isDate({value})" + (f" || isNumber({value})" if is_date else "")
    return (
        f"({dated} ? {date} : isNumber({value}) ? 'n' + {value} : isBoolean({value}) ? 'b' + {value} "
        f": isString({value}) ? 's' + {value} : '-')"
    )


def read_row(names: list[str], values: list[str]) -> dict[str, Any]:
    """Return what `describe_row` wrote, by name."""
    return {name: _read_one(value) for name, value in zip(names, values, strict=True)}


def _read_one(text: str) -> str | float | bool | None:
    kind, value = text[:1], text[1:]
    if kind == "n":
        # NaN and infinities are drawn nowhere.
        return float(value) if value not in {"NaN", "Infinity", "-Infinity"} else None
    if kind == "b":
        return value == "true"
    return value if kind in {"s", "d"} else None
