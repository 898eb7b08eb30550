"""Texts that nobody has bound, and published lists of statistics: read for `scan`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from factbook.errors import Complaint, DataError
from factbook.model import Statistic
from factbook.scan import Fact

_KEYS = ("label", "measure", "unit", "population", "period")


def read_statistics(path: Path) -> list[Fact]:
    """Read a list of statistics as every site publishes it: a list, or an object with a list ``statistics``."""
    try:
        document = json.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise DataError(Complaint(place=str(path), what=f"cannot be read as JSON: {error}")) from error
    return parse_statistics(document, where=path.name)


def parse_statistics(document: Any, where: str = "statistics") -> list[Fact]:
    """Take the statistics out of a JSON document; complaints about all of them at once."""
    items = document.get("statistics") if isinstance(document, dict) else document
    if not isinstance(items, list):
        raise DataError(Complaint(place=where, what="holds no list of statistics"))
    made, faults = [], []
    for at, item in enumerate(items):
        fact = _fact(item)
        if isinstance(fact, str):
            faults.append(Complaint(place=f"{where}: statistics[{at}]", what=fact))
        else:
            made.append(fact)
    if faults:
        raise DataError(*faults)
    return made


def _fact(item: Any) -> Fact | str:
    if not isinstance(item, dict) or not isinstance(item.get("id"), str):
        return "has no id"
    value = _value(item.get("value"), str(item.get("unit") or ""))
    if value is None:
        return f"value: {item.get('value')!r} is no number"
    about = item.get("about") or ()
    names = (about,) if isinstance(about, str) else tuple(str(name) for name in about)
    texts = {key: str(item.get(key) or "") for key in _KEYS}
    return Fact(id=item["id"], value=value, about=names, **texts)


def _value(value: Any, unit: str) -> Decimal | str | None:
    if unit == "date":
        return str(value)
    if isinstance(value, bool) or value is None:
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def facts_of(statistics: Iterable[Statistic]) -> list[Fact]:
    """Take what `scan` needs from the statistics of a report."""
    return [
        Fact(
            id=one.id, value=one.value, label=one.label, about=(one.about,) if one.about else (), measure=one.measure,
            unit=one.unit, population=one.population, period=one.period,
        )
        for one in statistics
    ]  # fmt: skip
