"""The labels of a series as texts: periods as ISO 8601 writes them, anything else as the notebook has it.

Bundles have this file too, with the names of periods as they were when it was made.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from figurecheck.figures.period_names import find_parts
from figurecheck.model.orders import read_stretch
from figurecheck.model.periods import read_clock

_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)년?")
_AROUND = " /-–.,'’"
"""Signs between a year and its part: Q3/2024, Jan. 2024."""


def read_labels(labels: Sequence[object]) -> list[str]:
    """Write labels as texts; periods become 2024, 2024-Q3, 2024-05 or 2024-05-31, and seasons 2019/20.

    Days that are all the first or the last of a year or a month stand for that. A label that is missing is empty.

    >>> read_labels(["Q3 2024", "Q4 2024"]), read_labels(["2009-10", "2010-11"])
    (['2024-Q3', '2024-Q4'], ['2009/10', '2010/11'])
    """
    plain = [_unwrap(label) for label in labels]
    days = [label for label in plain if isinstance(label, datetime.date)]
    # One label that is no day, and none of them is taken for one.
    texts = _write_days(days) if days and len(days) == len(plain) else [_write(label) for label in plain]
    stretches = [read_stretch(text) for text in texts]
    # 2009-10 could be a month, and the next of its kind is 2010-11 only among seasons.
    if all(one is not None and one[1] - one[0] == 1 for one in stretches) and (len(texts) > 1 or not read_clock(texts)):
        return [f"{first:04d}/{last % 100:02d}" for first, last in filter(None, stretches)]
    # Names of months and quarters are looked up only for labels that need them: loading them takes a while.
    if read_clock(texts) is not None:
        return texts
    dated = [_write_period(text) for text in texts]
    return dated if read_clock(dated) is not None else texts


def find_label(label: object, labels: Sequence[object], texts: Sequence[str]) -> str:
    """Return the text of a label among those of a series; of one that is not among them, its own text."""
    for one, text in zip(labels, texts, strict=True):
        if is_same(one, label):
            return text
    own = _write(_unwrap(label))
    # 31 December stands for its year where all labels are years.
    shorter = [own[:7], own[:4]] if isinstance(label, datetime.date) else []
    return next((form for form in [own, *read_labels([label]), *shorter] if form in texts), own)


def _unwrap(label: object) -> object:
    """Return the Python value of a numpy scalar, and a day for a moment."""
    if getattr(getattr(label, "dtype", None), "kind", "") == "M" and not isinstance(label, datetime.date):
        return _read_day(str(label))
    item = getattr(label, "item", None)
    if callable(item) and getattr(label, "size", 1) == 1:
        return item()
    return label


def _read_day(text: str) -> object:
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None


def _write(label: object) -> str:
    # A column with a gap makes floats of its years.
    if isinstance(label, float) and label.is_integer():
        return str(int(label))
    if isinstance(label, datetime.datetime) and not _is_missing(label):
        return label.date().isoformat()
    return "" if label is None or _is_missing(label) else str(label).strip()


def _is_missing(label: object) -> bool:
    # By their texts: comparing with NA gives neither true nor false, and NaT is a datetime without a day.
    return str(label) in {"<NA>", "NaT", "nan"}


def _write_days(days: list[datetime.date]) -> list[str]:
    if any(map(_is_missing, days)):
        return [_write(day) for day in days]
    times = {day.time() for day in days if isinstance(day, datetime.datetime)}
    if len(times) > 1:
        return [day.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00") for day in days]
    days = [day.date() if isinstance(day, datetime.datetime) else day for day in days]
    # pandas labels a year or a month by its first or its last day, depending on the frequency that it was made with.
    following = [day + datetime.timedelta(days=1) for day in days if day < datetime.date.max]
    for ends in (days, following):
        if len(days) > 1 and all((day.month, day.day) == (1, 1) for day in ends):
            return [f"{day.year:04d}" for day in days]
        if len(days) > 1 and all(day.day == 1 for day in ends):
            return [f"{day.year:04d}-{day.month:02d}" for day in days]
    return [day.isoformat() for day in days]


def _write_period(text: str) -> str:
    """Write "Q3 2024", "1H 2024" and "January 2024" as ISO periods; any other text stays as it is."""
    year = _YEAR.search(text)
    if year is None:
        return text
    around = (text[: year.start()] + " " + text[year.end() :]).strip(_AROUND).casefold()
    part = find_parts().get(around)
    return text if part is None else f"{year[1]}-{part}"


def is_same(one: object, other: object) -> bool:
    """Return whether two labels are equal; a table or an array is equal to none."""
    try:
        return bool(one == other)
    except (TypeError, ValueError):
        # An array has no single answer, and NA none at all.
        return False
