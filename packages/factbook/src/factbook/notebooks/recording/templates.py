"""The words of a column: templates of ids and texts that are filled in for each of its values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from factbook.notebooks.recording.column import ColumnValue, Texts, ValueColumn
from factbook.notebooks.recording.given import join_periods

COUNTED = frozenset({"people", "cases", "count"})
"""Units whose measure goes without saying."""
_IDS = frozenset({"part", "whole"})

Calls = list[tuple[str, Callable[[], None]]]
"""Ids, and what records each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """The ids and texts of one call of `series`."""

    points: ValueColumn
    id: str
    unit: Texts
    texts: Mapping[str, Texts]

    def fill(self, point: ColumnValue, **more: str) -> dict[str, str]:
        """Return the texts of a value; its period is its own label where none is stated, if that is one."""
        filled = self.fill_texts(self.texts, point, **more)
        filled["measure"] = filled["measure"] or ("count" if self.unit_of(point) in COUNTED else "")
        filled["period"] = filled["period"] or self.period_of(point)
        return filled

    def fill_texts(self, texts: Mapping[str, Any], point: ColumnValue, **more: str) -> dict[str, str]:
        """Return some texts with their fields filled in; those that are ids as ids."""
        fill, fill_id = self.points.fill, self.points.fill_id
        return {
            name: fill_id(text, point, **more) if name in _IDS else fill(text, point, **more)
            for name, text in texts.items()
        }

    def unit_of(self, point: ColumnValue) -> str:
        """Return the unit of a value: as stated, else the cell of the column ``unit``."""
        return self.points.fill(self.unit, point) if self.unit else str(point.fields.get("unit", ""))

    def period_of(self, point: ColumnValue) -> str:
        """Return the label of a value where it is a period, as ISO 8601 writes it."""
        label = str(point.fields[self.points.over])
        return join_periods(label, label) if self.points.dated else ""
