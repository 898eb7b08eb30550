"""The recording functions that a notebook calls, small enough to read; a bundle runs its cells against these.

They are written anew, not taken from factbook: a figure that comes out the same has been computed by other code.
Only how labels are read and ordered is shared (`labels`, `orders`, `periods`), which computes nothing. Tables are read
with pandas, values are exact decimals.
"""

from __future__ import annotations

import csv
import datetime
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from operator import ge, gt, le, lt
from pathlib import Path
from typing import Any

recorded: dict[str, str] = {}
"""The value of every figure recorded so far, by id."""
place: dict[str, Any] = {}
"""Where the bundle lies (``root``), what its tables are (``tables``), and the day whose knowledge counts (``day``)."""
STATUSES = ("main", "agrees")
TESTS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "above": gt, "at_least": ge, "below": lt, "at_most": le, "up": gt, "down": lt,
}  # fmt: skip


def dataset(name: str, *, vintages: bool = False) -> Any:
    """Return a table: the rows known on the day, and without `vintages` the one that counts for each key."""
    table = place["tables"][name]
    if vintages and table.get("releases"):
        # The rows of every release that was known on the day, each with its source.
        return _make_frame(_read(stacked := _stack(table)), stacked)
    # By the day again, and not from a list of rows in the bundle: the choice of rows is part of what is replicated.
    rows = [] if _is_columnar(table) else _read(table)
    names = [field for field, _ in table["fields"]]
    days = {row["source_id"]: _known_on(row) for row in _sources()}
    if "source_id" in names:
        # A row whose source is not listed has no day, and so is never known.
        rows = [row for row in rows if days.get(row["source_id"], datetime.date.max) <= place["day"]]
    else:
        # One source for all rows: they are known together, or not at all.
        of_table = [days.get(id, datetime.date.max) for id in table["source_ids"]]
        of_table += [_known_on(source) for source in table["sources"]]
        is_known = max(of_table, default=datetime.date.min) <= place["day"]
        rows = rows if is_known else []
        if _is_columnar(table):
            return _index(_read_columns(table, is_known=is_known), table, vintages=vintages)
        if vintages and table.get("release"):
            rows, table = [{**row, "source_id": table["release"]} for row in rows], _name_release(table)
    if not vintages:
        rows = _choose(rows, table["key"], days)
    return _index(_make_frame(rows, table), table, vintages=vintages)


def _stack(table: Mapping[str, Any]) -> dict[str, Any]:
    return {**_name_release(table), "path": table["releases"], "delimiter": ",", "missing": [""]}


def _name_release(table: Mapping[str, Any]) -> dict[str, Any]:
    return {**table, "fields": [*table["fields"], ["source_id", "string"]]}


def _index(frame: Any, table: Mapping[str, Any], *, vintages: bool) -> Any:
    return frame if vintages or not table["key"] else frame.set_index(table["key"]).sort_index()


def record(id: str, value: Any, **_: Any) -> None:
    """Note a value under its id."""
    recorded[id] = str(value) if isinstance(value, str) else str(_decimal(value))


def glue(name: str, value: Any, **_: Any) -> None:
    """Note a number that is glued instead of recorded."""
    if _decimal(value) is not None:
        record(name, value)


def chart(draw: Any, **_: Any) -> None:
    """Draw nothing: a bundle is about figures."""


def judge(*_: Any, **__: Any) -> None:
    """Judge nothing: what is printed is compared on the site."""


def change(
    id: str, series: Any, *, old: Any = None, at: Any = None, as_: str = "share", column: str = "value", **more: Any
) -> None:
    """Record the change between two periods."""
    line = _timeline(series, column)
    first = min(line.values) if old is None else line.number(old)
    last = max(line.values) if at is None else line.number(at)
    a, b = line.values[first], line.values[last]
    if as_ in {"share", "ratio"}:
        record(id, b / a if as_ == "ratio" else (b - a) / a)
        return
    # Shares are fractions of 1, so their difference is a hundredth of what is printed; percentages are as printed.
    points = as_ == "pp" and _unit(series, more.get("unit", "")) != "%"
    record(id, (b - a) * 100 if points else b - a)


def rank(id: str, series: Any, *, at: Any = None, largest: bool = True, column: str = "value", **_: Any) -> None:
    """Record the place of one among all, by default of the last."""
    line = _timeline(series, column)
    better = gt if largest else lt
    own = line.values[max(line.values) if at is None else line.number(at)]
    record(id, 1 + sum(better(value, own) for value in line.values.values()))


def extreme(id: str, series: Any, *, at: Any = None, kind: str = "highest", column: str = "value", **_: Any) -> None:
    """Record since when nothing was as high, or as low."""
    line = _timeline(series, column)
    values, end = line.values, max(line.values) if at is None else line.number(at)
    as_far = ge if kind == "highest" else le
    earlier = [number for number in values if number < end and as_far(values[number], values[end])]
    record(id, line.order.label(max(earlier)) if earlier else "record")


def streak(
    id: str, series: Any, *, at: Any = None, direction: str = "", column: str = "value", every: Any = None, **more: Any
) -> None:
    """Record for how many periods in a row a test was passed."""
    line = _timeline(series, column)
    test = direction or next(name for name in TESTS if more.get(name) is not None)
    values, here = line.values, max(line.values) if at is None else line.number(at)
    numbers = sorted(line.order.number(text) for text in line.texts)
    step = every if isinstance(every, int) else import_module("standin_columns").find_step(numbers)
    length = 0
    while here in values:
        against = values.get(here - step) if direction else _decimal(more[test])
        if against is None or not TESTS[test](values[here], against):
            break
        length, here = length + 1, here - step
    record(id, length)


def series(id: str, values: Any, **given: Any) -> None:
    """Record each value of a column, and what is derived of it."""
    # By name, as below; its functions call those of this file.
    columns = import_module("standin_columns")
    functions = {"record": record, "change": change, "rank": rank, "extreme": extreme, "streak": streak}
    columns.record_column(columns.Tools(functions=functions, read_label=_label), id, values, **given)


def _sources() -> list[dict[str, str]]:
    return _read(place["tables"]["sources"]) if "sources" in place["tables"] else []


def _read(table: Mapping[str, Any]) -> list[dict[str, str]]:
    path = Path(place["root"]) / table["path"]
    # With or without a byte order mark, and line breaks left to the csv module, which has them within quotes.
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=table["delimiter"]))


def _is_columnar(table: Mapping[str, Any]) -> bool:
    """Return whether a table is a Parquet file of which all rows count: nothing in it tells one from another."""
    return str(table["path"]).endswith(".parquet")


def _read_columns(table: Mapping[str, Any], *, is_known: bool) -> Any:
    import pandas as pd

    kinds = dict(table["fields"])
    frame = pd.read_parquet(Path(place["root"]) / table["path"], columns=list(kinds))
    for name, kind in kinds.items():
        column = frame[name]
        if kind in {"integer", "year"}:
            frame[name] = column.astype("Int64" if column.isna().any() else "int64")
        elif kind in {"number", "boolean"}:
            frame[name] = column.astype("float64" if kind == "number" else "boolean")
        elif pd.api.types.is_datetime64_any_dtype(column):
            frame[name] = column.dt.strftime("%Y-%m" if kind == "yearmonth" else "%Y-%m-%d").astype("str")
        else:
            frame[name] = column.where(~column.isin(table["missing"]), None).astype("str")
    return frame if is_known else frame.head(0)


def _known_on(source: Mapping[str, str]) -> datetime.date:
    """Return the last day of the date of publication, or the day on which it was read if that is earlier."""
    days = [_last_day(source.get(name) or "") for name in ("published", "accessed")]
    return min((day for day in days if day), default=datetime.date.max)


def _last_day(text: str) -> datetime.date | None:
    try:
        year, month, day = (int(part) for part in [*text.split("-"), "0", "0"][:3])
        if day:
            return datetime.date(year, month, day)
        following = datetime.date(year + 1, 1, 1) if month in {0, 12} else datetime.date(year, month + 1, 1)
        return following - datetime.timedelta(days=1)
    except ValueError:
        return None


def _choose(rows: Iterable[dict[str, str]], key: list[str], days: Mapping[str, datetime.date]) -> list[dict[str, str]]:
    """Return one row for each key: the main one before one that agrees, then the one of the latest source."""
    best: dict[Any, tuple[int, int]] = {}
    chosen: dict[Any, dict[str, str]] = {}
    for number, row in enumerate(rows):
        status = row.get("status", STATUSES[0])
        if status not in STATUSES:
            continue
        # A table without a key has no two rows of one observation: each stands for itself.
        about = tuple(row[name] for name in key) or (number,)
        source = days.get(row.get("source_id", ""))
        rank = (STATUSES.index(status), -source.toordinal() if source else 0)
        if about not in best or rank < best[about]:
            best[about], chosen[about] = rank, row
    return list(chosen.values())


def _make_frame(rows: list[dict[str, str]], table: Mapping[str, Any]) -> Any:
    # Here, so that the runner can say that pandas is missing instead of failing to import this file.
    import pandas as pd

    columns = {}
    for name, kind in table["fields"]:
        cells = [None if row[name] in table["missing"] else row[name] for row in rows]
        if kind in {"integer", "year"}:
            columns[name] = pd.Series(
                [None if cell is None else int(cell) for cell in cells], dtype="Int64" if None in cells else "int64"
            )
        elif kind == "number":
            columns[name] = pd.Series([None if cell is None else float(cell) for cell in cells], dtype="float64")
        elif kind == "boolean":
            truth = [None if cell is None else cell.lower() == "true" for cell in cells]
            columns[name] = pd.Series(truth, dtype="boolean")
        else:
            columns[name] = pd.Series(cells, dtype="str")
    return pd.DataFrame(columns)


@dataclass(frozen=True)
class BundledSeries:
    """A series in its order: its labels as they were passed and as texts, and its values by their number."""

    labels: list[Any]
    texts: list[str]
    order: Any
    values: dict[int, Decimal]

    def number(self, label: Any) -> int:
        """Return the number of a label, however it is written."""
        found: int = self.order.number(import_module("labels").find_label(label, self.labels, self.texts))
        return found


def _timeline(series: Any, column: str) -> BundledSeries:
    """Return a series in its order; gaps have no value."""
    if hasattr(series, "columns"):
        series = series[column]
    # The categories of an index have an order of their own, whatever the order of the rows.
    if getattr(getattr(series, "index", None), "ordered", False):
        series = series.sort_index()
    items = list(series.items() if hasattr(series, "items") else series)
    labels = [label for label, _ in items]
    # By name, since the files have this place only within the bundle.
    texts = import_module("labels").read_labels(labels)
    # Names in no order may be ranked, as they are listed; so may periods of several kinds.
    order = import_module("orders").read_order(texts) or import_module("orders").Listed(labels=tuple(texts))
    numbered = [(order.number(text), _decimal(value)) for text, (_, value) in zip(texts, items, strict=True)]
    return BundledSeries(labels, texts, order, {number: value for number, value in numbered if value is not None})


def _label(label: Any) -> str:
    if isinstance(label, datetime.datetime):
        return label.date().isoformat()
    return str(label.item() if hasattr(label, "item") else label)


def _unit(series: Any, stated: str) -> str:
    if stated or not hasattr(series, "columns") or "unit" not in series.columns:
        return stated
    found = {str(unit) for unit in series["unit"].dropna()}
    return found.pop() if len(found) == 1 else ""


def _decimal(value: Any) -> Decimal | None:
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    if isinstance(value, float):
        return Decimal(repr(value)) if math.isfinite(value) else None
    return Decimal(value) if isinstance(value, int | Decimal) else None
