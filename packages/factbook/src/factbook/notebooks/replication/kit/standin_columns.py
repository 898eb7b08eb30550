"""Whole columns: `standin.series` records each value of one, and its changes, ranks, extremes, streaks and shares.

Written anew, as the rest of the bundle: it shares nothing with what recorded the published figures but how
labels are read and ordered.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

GAPS = frozenset({"nan", "None", "<NA>", "NaT"})
CLAIMS = ("change", "rank", "extreme", "streak")
TESTS = frozenset({"above", "at_least", "below", "at_most", "direction"})


@dataclass(frozen=True)
class Tools:
    """What the other file of the bundle has: the functions that record, and how labels are written."""

    functions: Mapping[str, Callable[..., None]]
    read_label: Callable[[Any], str]

    def write(self, labels: Any) -> list[str]:
        """Return labels as texts, one alone as well."""
        several = hasattr(labels, "__iter__") and not isinstance(labels, str)
        return [self.read_label(one) for one in (labels if several else [labels])]


class LabelText(str):
    """A label; its year is ``{month.year}`` in a template."""

    __slots__ = ()

    @property
    def year(self) -> str:
        """The first four digits in a row."""
        found = re.search(r"\d{4}", self)
        return found[0] if found else ""


@dataclass(frozen=True)
class BundledColumn:
    """The values of a column, ``None`` for a gap, and the name of the labels along which its series run."""

    tools: Tools
    points: list[dict[str, Any]]
    over: str

    def record_derived(self, word: str, template: str, given: Mapping[str, Any]) -> None:
        """Record a change, a rank, an extreme or a streak of each value."""
        along = given.get("among", self.over)
        groups: dict[Any, list[dict[str, Any]]] = {}
        for one in self.points:
            key = tuple(label for name, label in one["labels"].items() if name != along)
            groups.setdefault(key, []).append(one)
        rest = {name: value for name, value in given.items() if name not in {"among", "at", "since", "rows"}}
        for group in groups.values():
            line = [(one["texts"][along], one["value"]) for one in group]
            for one in (one for one in group if one["value"] is not None):
                label = one["texts"][along]
                if word == "streak" and not TESTS & given.keys():
                    rest["direction"] = self._choose_direction(line, label, given)
                    if not rest["direction"]:
                        continue
                for before in self._bases(line, label, given) if word == "change" else [""]:
                    named = {"old": before} if word == "change" else {}
                    if self._is_asked(label, given):
                        id = fill(template, one["texts"], before=before)
                        self.tools.functions[word](id, line, **{**rest, **named, "at": label})

    def _is_asked(self, label: str, given: Mapping[str, Any]) -> bool:
        return given.get("at") is None or label in self.tools.write(given["at"])

    def _choose_direction(self, line: list[tuple[str, Any]], label: str, given: Mapping[str, Any]) -> str:
        """Return the way in which a value moved on the one a step before; empty where it did not move."""
        values = dict(line)
        before = [values[one] for one in self._bases(line, label, {"every": given.get("every")})]
        return "".join("up" if values[label] > one else "down" if values[label] < one else "" for one in before)

    def _bases(self, line: list[tuple[str, Any]], label: str, given: Mapping[str, Any]) -> list[str]:
        """Return the labels from which a change is counted: those that are named, else the one a step before."""
        labels, known = [one for one, _ in line], [one for one, value in line if value is not None]
        clock = _read_order(labels)
        if given.get("since") is not None:
            bases = [one for one in self.tools.write(given["since"]) if one in known]
            return [one for one in bases if clock.number(one) < clock.number(label)]
        step = given.get("every") or find_step(sorted(clock.number(one) for one in labels))
        places = {clock.number(one): one for one in known}
        return [places[number] for number in [clock.number(label) - step] if number in places]

    def record_shares(self, template: str, given: Mapping[str, Any]) -> None:
        """Record each value as a share of another table's, or of the sum of its period."""
        find = self._sum if given.get("of") is None else self._look_up(given)
        for one in (one for one in self.points if one["value"] is not None):
            whole = find(one)
            if whole is not None and self._is_asked(one["texts"][self.over], given):
                self.tools.functions["record"](fill(template, one["texts"]), one["value"] / whole)

    def _sum(self, point: Mapping[str, Any]) -> Any:
        own, alone = point["labels"][self.over], len(point["labels"]) == 1
        found = [one["value"] for one in self.points if alone or one["labels"][self.over] == own]
        return sum(value for value in found if value is not None)

    def _look_up(self, given: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], Any]:
        wholes = read_column(self.tools, given["of"], column=given.get("column", "value")).points
        names = list(wholes[0]["labels"]) if wholes and self.points else []
        named = self.tools.write(given.get("by", names))
        shared = [name for name in names if name in self.points[0]["labels"] and name in named]
        known = {self._key(one, shared): one["value"] for one in wholes}
        return lambda one: known.get(self._key(one, shared))

    def _key(self, point: Mapping[str, Any], names: list[str]) -> tuple[str, ...]:
        return tuple(self.tools.read_label(point["labels"][name]) for name in names)


def record_column(tools: Tools, id: str, values: Any, *, unit: Any = "", **given: Any) -> None:
    """Record each value of a column, and what is derived of it."""
    found = read_column(tools, values, **{name: given[name] for name in ("column", "over", "fields") if name in given})
    for one in [one for one in found.points if one["value"] is not None] if id else ():
        tools.functions["record"](fill(id, one["texts"]), one["value"])
    stem, brace, tail = id.partition("{")
    for word, asked in zip((*CLAIMS, "share"), ("changes", "ranks", "extremes", "streaks", "shares"), strict=True):
        derived = given.get(asked)
        own = f"{stem}{word}.{brace}{tail}" if brace else f"{stem}.{word}"
        templates = derived if isinstance(derived, Mapping) else {own if derived is True else derived: {}}
        for template, more in templates.items() if derived else ():
            if word == "share":
                found.record_shares(template, more)
            else:
                found.record_derived(word, template, {"unit": unit if isinstance(unit, str) else "", **more})


def read_column(
    tools: Tools, values: Any, *, column: str = "value", over: str = "", fields: Any = None
) -> BundledColumn:
    """Return the values of a frame, a Series, a pivot table or a mapping, with the texts of their fields."""
    import pandas as pd

    table = pd.Series(dict(values), dtype=object) if isinstance(values, Mapping) else values
    if hasattr(table, "columns") and column not in table.columns:
        table = table.stack()
    numbers = table[column] if hasattr(table, "columns") else table
    labels = [label if isinstance(label, tuple) else (label,) for label in numbers.index]
    names = [str(name) if name is not None else "label" for name in numbers.index.names]
    by_name = {name: [label[at] for label in labels] for at, name in enumerate(names)}
    over = over or next((name for name in names if _is_dated(by_name[name])), names[-1])
    texts = {name: tools.write(found) for name, found in by_name.items()}
    texts[over] = _read_labels(by_name.get(over, []))
    clock = _read_clock(list(dict.fromkeys(texts[over]))) if labels else None
    if clock is not None:
        texts[over] = [clock.label(clock.number(text)) for text in texts[over]]
    columns = list(getattr(table, "columns", ()))
    cells = list(table.itertuples(index=False, name=None)) if columns else [()] * len(labels)
    points = []
    for at, value in enumerate(numbers):
        row = {**dict(zip(columns, cells[at], strict=True)), **{name: found[at] for name, found in by_name.items()}}
        known = {name: "" if str(cell) in GAPS else tools.read_label(cell) for name, cell in row.items()}
        known |= {name: found[at] for name, found in texts.items()}
        known |= {name: str(make(row)) for name, make in (fields or {}).items()}
        points.append(
            {
                "value": None if str(value) in GAPS else value,
                "texts": known,
                "labels": {name: row[name] for name in names},
            }
        )
    return BundledColumn(tools, points, over)


def find_step(numbers: list[int]) -> int:
    """Return the step of a series: 2 for a count every two years, 1 where its labels show none."""
    steps = [after - before for before, after in itertools.pairwise(numbers)]
    least = min(steps, default=1)
    usual = steps.count(least) > 1 and 2 * steps.count(least) >= len(steps)
    return least if usual and all(one % least == 0 for one in steps) else 1


def fill(template: str, texts: Mapping[str, str], **more: str) -> str:
    """Return an id: labels are in lower case, without what an id cannot hold."""
    return template.format(**{name: LabelText(_slug(text)) for name, text in {**texts, **more}.items()})


def _slug(text: str) -> str:
    plain = "".join(char for char in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9._-]+", "", plain.replace("/", "-"))


def _is_dated(labels: list[Any]) -> bool:
    return bool(labels) and _read_clock(_read_labels(list(dict.fromkeys(labels)))) is not None


# By name, since the files have this place only within the bundle.
def _read_labels(labels: list[Any]) -> list[str]:
    texts: list[str] = import_module("labels").read_labels(labels)
    return texts


def _read_clock(labels: list[str]) -> Any:
    return import_module("periods").read_clock(labels)


def _read_order(labels: list[str]) -> Any:
    return import_module("orders").read_order(labels)
