"""Read a published list of statistics for `scan`; complain about every fault in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

from figurecheck.model import Statistic
from figurecheck.model.errors import Complaint, DataError
from figurecheck.model.iso_dates import is_iso_date
from figurecheck.model.statistic import GLUED_TEXTS
from figurecheck.scan import Fact
from figurecheck.scan.drafts.decode import decode_json, read_bytes

_KEYS = ("label", "measure", "unit", "population", "period")
LARGEST = 200_000_000
"""Most bytes of a list of statistics."""
_LONGEST = 40
"""Characters of a wrong value that a complaint shows."""
_DIGITS = 60
"""Most digits of a statistic before or behind its point."""
_TEXTS = {
    "date": ("date", "a date in quotes, as 2024-05-20"),
    "since": ("period", "a period in quotes, as 2008, 2024-Q1 or Round 3, or record"),
}
"""Units of values that are texts: what the text is, and how it is written."""
_OTHERS = {
    "findings": ("is a list of claims", "give the statistics.json beside it"),
    "resources": ("describes tables", "give the statistics.json of the site"),
    "$defs": ("is a JSON Schema", "give the statistics.json beside it"),
}
"""Keys by which other files of a site are recognized: what the file is, and the remedy."""
EntryFault = tuple[str, str]
"""What is wrong with an entry, and the remedy."""


def read_statistics(path: Path) -> list[Fact]:
    """Read a list of statistics as every site publishes it: in its envelope, or the list alone.

    Keys that are not known are ignored, and so is an entry whose value is ``null``: there is nothing to compare.
    Raises DataError for a file that cannot be read, and with all faults of its entries.
    """
    name = str(path)
    data = read_bytes(path, LARGEST, "give the statistics.json of a site")
    try:
        document = decode_json(data, name)
    except ValueError as error:
        remedy = "give the statistics.json of a site, unchanged"
        raise DataError.about(name, f"is no JSON: {error}", remedy) from error
    return parse_statistics(document, where=path.name)


def parse_statistics(document: object, where: str = "statistics") -> list[Fact]:
    """Return the statistics of a JSON document; raise DataError with the faults of all of them."""
    items = document.get("statistics") if isinstance(document, dict) else document
    if not isinstance(items, list):
        what, remedy = "contains no list of statistics", 'a list, or an object with a list "statistics"'
        if isinstance(document, dict):
            what, remedy = next((_OTHERS[key] for key in _OTHERS if key in document), (what, remedy))
        raise DataError.about(where, what, remedy)
    made: list[Fact] = []
    faults: list[Complaint] = []
    first: dict[str, int] = {}
    for at, item in enumerate(items):
        if isinstance(item, dict) and item.get("id") and "value" in item and _has_no_number(item):
            continue
        fact = _fact(item)
        if isinstance(fact, Fact) and first.setdefault(fact.id, at) != at:
            fact = (
                f"id {fact.id} is already used by statistics[{first[fact.id]}]",
                "give each statistic an id of its own",
            )
        if isinstance(fact, Fact):
            made.append(fact)
        else:
            faults.append(Complaint(f"{where}: statistics[{at}]", fact[0], fact[1]))
    if faults:
        raise DataError(*faults)
    return made


def _has_no_number(item: Mapping[str, object]) -> bool:
    """Return whether there is nothing that a number could be compared with: no value, or a text of a book."""
    return item["value"] is None or str(item.get("unit")) in GLUED_TEXTS


def _fact(item: object) -> Fact | EntryFault:
    if not isinstance(item, dict):
        return "is no object", 'write {"id": ..., "value": ..., "unit": ...}'
    name = item.get("id")
    if not isinstance(name, str) or not name.strip():
        return "has no id", "an id is a text such as offenders.total.2024"
    for key in _KEYS:
        if isinstance(item.get(key), bool) or not isinstance(item.get(key) or "", str | int | Decimal):
            return f"{key}: {_short(item[key])} is no text", "put it in quotes"
    about = item.get("about") or ()
    names = (about,) if isinstance(about, str) else about
    if not isinstance(names, list | tuple) or not all(isinstance(one, str) for one in names):
        return f"about: {_short(about)} is neither a text nor a list of texts", "write names in quotes"
    value = parse_value(item.get("value"), item.get("unit") or "")
    if value is None:
        kind, remedy = _TEXTS.get(str(item.get("unit")), ("number", "a number, as 12.5 or in quotes"))
        return f"value: {_short(item.get('value'))} is no {kind}", remedy
    return Fact(id=name, value=value, about=tuple(names), **{key: str(item.get(key) or "") for key in _KEYS})


def _short(value: object) -> str:
    shown = "nothing" if value is None else str(value) if isinstance(value, Decimal) else repr(value)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}..."


def parse_value(value: object, unit: str) -> Decimal | str | None:
    """Return a value of a JSON document: a number, also in quotes; a date or a period by its unit; or ``None``."""
    if unit == "date":
        return value if isinstance(value, str) and is_iso_date(value) else None
    if unit == "since":
        # As `fb.extreme` records it: the last period or label that was as high, or that there is none. Other writers
        # may publish a year as a number.
        return str(value).strip() or None if isinstance(value, str | Decimal) else None
    # JSON's true is an int to Python.
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) <= _DIGITS else None


def facts_of(statistics: Iterable[Statistic]) -> list[Fact]:
    """Return what `scan` needs of the statistics of a report."""
    return [
        Fact(
            id=one.id, value=one.value, label=one.label, about=(one.about,) if one.about else (), measure=one.measure,
            unit=one.unit, population=one.population, period=one.period,
        )
        for one in statistics
        if one.unit not in GLUED_TEXTS
    ]  # fmt: skip
