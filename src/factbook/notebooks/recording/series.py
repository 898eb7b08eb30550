"""What a notebook calls to record a claim about more than one number: a streak, a rank, an extreme, a change.

Each computes over the whole series, and records one statistic with the series and the run that make it true. A series
is a table of `dataset` indexed by one key (its column ``value`` is taken, and the table is the rows), a column or any
other pandas Series, or a mapping or list of pairs. Its index may be unsorted; a missing value is a gap.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from factbook.model import Basis
from factbook.model.errors import Complaint, RecordError
from factbook.model.exact import to_decimal
from factbook.model.series import find_change, find_extreme, find_rank, find_streak, read_timeline
from factbook.notebooks.recording.record import read_cell, record


class Texts(TypedDict, total=False):
    """The arguments that every recording function passes on to `record`."""

    label: str
    about: str
    measure: str
    period: str
    note: str
    part: str
    whole: str


def streak(
    id: str,
    series: object,
    *,
    population: str,
    ending: object = None,
    above: object = None,
    at_least: object = None,
    below: object = None,
    at_most: object = None,
    direction: str = "",
    unit: str = "",
    rows: object = None,
    column: str = "value",
    of_unit: str = "",
    every: int = 1,
    **texts: Unpack[Texts],
) -> None:
    """Record how many periods in a row, up to `ending` (default: the last), passed a test.

    Pass one test: `above`, `at_least`, `below` or `at_most` a threshold, or `direction` ``up`` or ``down`` on the
    period before. A period without a value ends the run. `unit` is by default the plural of the series' step
    (``years``, ``months``); `of_unit` is the unit of the values, by default the table's. `every` is the number of
    steps between periods, 1 unless the series is counted, say, every second year.

    Raises RecordError for a series that cannot be used, a period that is not in it, or no test or more than one.
    """
    place = f"streak({id!r})"
    limits = {"above": above, "at least": at_least, "below": below, "at most": at_most}
    tests = [name for name, limit in limits.items() if limit is not None] + ([direction] if direction else [])
    if len(tests) != 1 or (direction and direction not in {"up", "down"}):
        what = "no test is given" if not tests else f"{' and '.join(map(repr, tests))} cannot be tested"
        remedy = "give one of above, at_least, below, at_most, or direction='up' or 'down'"
        raise RecordError(Complaint(place=place, what=what, remedy=remedy))
    limit = None if direction else to_decimal(limits[tests[0]])
    if not direction and limit is None:
        what = f"{limits[tests[0]]!r} is no number"
        raise RecordError(Complaint(place=place, what=what, remedy=f"give {tests[0]} a number"))
    line = read_timeline(read_pairs(series, column, place), place=place, every=every)
    end = _label(ending) if ending is not None else line.pairs[-1][0]
    values = _unit_of(series, of_unit)
    value, basis = find_streak(line, at=end, test=tests[0], limit=limit, unit=values, place=place)
    # The period is that of the run, unless the notebook knows better.
    texts.setdefault("period", _join(basis.run[0] if basis.run else basis.at, basis.at))
    # Of a series with every second year, so many steps are not so many years.
    counted = unit or (f"{line.clock.kind}s" if every == 1 else "count")
    record(id, value, basis=basis, unit=counted, population=population, rows=_rows(series, rows, place), **texts)


def rank(
    id: str,
    series: object,
    *,
    of: object,
    population: str,
    largest: bool = True,
    rows: object = None,
    column: str = "value",
    of_unit: str = "",
    **texts: Unpack[Texts],
) -> None:
    """Record the place of `of` among all of the series, the largest first (or, with ``largest=False``, the smallest).

    Those with the same value share the better place, and the evidence names them. Recorded with unit ``rank``.

    Raises RecordError when `of` is not in the series, or a name stands in it twice.
    """
    place = f"rank({id!r})"
    value, basis = find_rank(
        read_pairs(series, column, place),
        of=_label(of),
        test="highest" if largest else "lowest",
        unit=_unit_of(series, of_unit),
        place=place,
    )
    texts.setdefault("period", basis.at if basis.span else "")
    record(id, value, basis=basis, unit="rank", population=population, rows=_rows(series, rows, place), **texts)


def extreme(
    id: str,
    series: object,
    *,
    population: str,
    at: object = None,
    kind: str = "highest",
    rows: object = None,
    column: str = "value",
    of_unit: str = "",
    every: int = 1,
    **texts: Unpack[Texts],
) -> None:
    """Record since when nothing was as high as at `at` (default: the last period); `kind` is ``highest`` or ``lowest``.

    The value is the last earlier period that was as high or higher, or ``record`` where none was; its unit is
    ``since``. A record is one of the series, which begins when it begins: the evidence says when.

    Raises RecordError for a series that cannot be used, or a period that is not in it.
    """
    place = f"extreme({id!r})"
    if kind not in {"highest", "lowest"}:
        raise RecordError(Complaint(place=place, what=f"kind {kind!r} is not known", remedy="highest or lowest"))
    line = read_timeline(read_pairs(series, column, place), place=place, every=every)
    where = _label(at) if at is not None else line.pairs[-1][0]
    value, basis = find_extreme(line, at=where, test=kind, unit=_unit_of(series, of_unit), place=place)
    texts.setdefault("period", basis.at)
    record(id, value, basis=basis, unit="since", population=population, rows=_rows(series, rows, place), **texts)


def change(
    id: str,
    series: object,
    *,
    population: str,
    old: object = None,
    new: object = None,
    as_: str = "share",
    rows: object = None,
    column: str = "value",
    of_unit: str = "",
    every: int = 1,
    **texts: Unpack[Texts],
) -> None:
    """Record the change from the period `old` to `new`, by default from the first to the last.

    `as_` says how: ``share`` (of the old value; printed in per cent), ``ratio`` (a multiple), ``difference``, or
    ``pp`` for values that are themselves shares, in percentage points. Pass the whole series, so that the evidence
    can warn where the base decides the story: where it is a peak or a dip, so that counted from the period beside it
    the change would turn, or look half as large (or, over a shorter time, twice as large). The rows are by default
    those of both ends and of such bases.

    Raises RecordError for a change from zero or below in per cent, or a difference of shares that says neither.
    """
    place = f"change({id!r})"
    if as_ not in {"share", "ratio", "difference", "pp"}:
        remedy = "share, ratio, difference or pp"
        raise RecordError(Complaint(place=place, what=f"as_ {as_!r} is not known", remedy=remedy))
    line = read_timeline(read_pairs(series, column, place), place=place, every=every)
    ends = [line.pairs[0][0] if old is None else _label(old), line.pairs[-1][0] if new is None else _label(new)]
    values = _unit_of(series, of_unit)
    value, basis = find_change(line, old=ends[0], new=ends[1], measure=as_, unit=values, place=place)
    texts.setdefault("period", _join(basis.run[0], basis.at))
    # A difference is in the unit of the values; shares, multiples and points have units of their own.
    unit = (values or "count") if as_ == "difference" else as_
    behind = _rows(series, rows, place) if rows is not None else _deciding_rows(series, basis, place)
    record(id, value, basis=basis, unit=unit, population=population, rows=behind, **texts)


def read_pairs(series: object, column: str, place: str) -> list[tuple[str, Decimal | None]]:
    """Return the labels and values of whatever a notebook has them in; ``None`` where there is no value.

    Raises RecordError for an index of several keys, a column that is missing, and cells that are no numbers.
    """
    items = list(_items(series, column, place))
    labels = _labels([label for label, _ in items])
    pairs: list[tuple[str, Decimal | None]] = []
    complaints = []
    for label, (_, value) in zip(labels, items, strict=True):
        cell = read_cell(value)
        number = None if cell is None else to_decimal(cell)
        if cell is not None and number is None:
            what, remedy = f"{label}: {cell!r} is no number", "pass numbers, and None for a gap"
            complaints.append(Complaint(place=place, what=what, remedy=remedy))
        pairs.append((label, number))
    if complaints:
        raise RecordError(*complaints)
    return pairs


def _items(series: Any, column: str, place: str) -> Iterable[tuple[object, object]]:
    # Known by what they have, not by their class: whoever passes pairs need not have pandas.
    if hasattr(series, "columns"):
        if column not in series.columns:
            remedy = f"say which column: {', '.join(map(str, series.columns))}"
            raise RecordError(Complaint(place=place, what=f"the table has no column {column!r}", remedy=remedy))
        series = series[column]
    # A label of two keys is neither a period nor a name.
    levels = getattr(getattr(series, "index", None), "nlevels", 1)
    if levels > 1:
        what = f"its index has {levels} keys, so it is not one series"
        raise RecordError(Complaint(place=place, what=what, remedy="select one series with .xs or .loc"))
    if hasattr(series, "items"):
        return list(series.items())
    if isinstance(series, list | tuple) and all(isinstance(pair, tuple) and len(pair) == 2 for pair in series):
        return series
    what = f"a {type(series).__name__} is no series"
    raise RecordError(Complaint(place=place, what=what, remedy="pass a table of fb.dataset, a pandas Series or pairs"))


def _labels(labels: list[object]) -> list[str]:
    """Write periods as texts; days that are all the first or the last of a year or a month stand for that."""
    found = (label.date() if isinstance(label, datetime.datetime) else label for label in labels)
    days = [day for day in found if isinstance(day, datetime.date)]
    # One label that is no day, and none of them is taken for one.
    if not days or len(days) < len(labels):
        return [_label(label) for label in labels]
    # pandas labels a year or a month by its first or its last day, depending on the frequency that it was made with.
    following = [day + datetime.timedelta(days=1) for day in days]
    for ends in (days, following):
        if len(days) > 1 and all((day.month, day.day) == (1, 1) for day in ends):
            return [f"{day.year:04d}" for day in days]
        if len(days) > 1 and all(day.day == 1 for day in ends):
            return [f"{day.year:04d}-{day.month:02d}" for day in days]
    return [day.isoformat() for day in days]


def _label(label: object) -> str:
    if isinstance(label, datetime.datetime):
        return label.date().isoformat()
    return str(label.item() if hasattr(label, "item") else label)


def _join(first: str, last: str) -> str:
    """Return the ISO period from the beginning of one period to the end of another.

    >>> _join("2020", "2024"), _join("2024", "2024"), _join("2024-01/2024-06", "2025-01/2025-06")
    ('2020/2024', '2024', '2024-01/2025-06')
    """
    return last if first == last else f"{first.partition('/')[0]}/{last.rpartition('/')[2]}"


def _unit_of(series: Any, stated: str) -> str:
    """Return the unit of the values: as stated, else the only one in the table's column ``unit``."""
    if stated or not hasattr(series, "columns") or "unit" not in series.columns:
        return stated
    found = {str(unit) for unit in series["unit"] if read_cell(unit) is not None}
    return found.pop() if len(found) == 1 else ""


def _deciding_rows(series: object, basis: Basis, place: str) -> object:
    """Return the rows of a change's two ends, and of the bases from which it would read otherwise."""
    table = _rows(series, None, place)
    wanted = {basis.at, *basis.run, *(base for base, _ in basis.others)}
    # By texts, as in the basis: the labels of the table may be numbers or dates.
    return table[[label in wanted for label in _labels(list(table.index))]]


def _rows(series: object, rows: object, place: str) -> Any:
    if rows is not None:
        return rows
    if hasattr(series, "columns"):
        return series
    what = f"a {type(series).__name__} does not say which rows it rests on"
    raise RecordError(Complaint(place=place, what=what, remedy="pass rows=, the rows of fb.dataset"))
