"""Tables that differ between two editions: their releases, how many rows, and the cells that moved figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from factbook.data.updating.compare import RevisedCell


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChange:
    """A table that differs."""

    name: str
    title: str = ""
    before: str = ""
    """The release that counted, with its day; empty where it is not known."""
    after: str = ""
    """The release that counts, with its day."""
    new: int = 0
    revised: int = 0
    gone: int = 0
    is_estimate: bool = False
    """Whether blocks of rows were counted, since their rows are not known."""
    cells: Mapping[str, tuple[RevisedCell, ...]] = field(default_factory=dict)
    """By key, as `RowChange` has it: the cells of a row that differ; of a new row, those that it has."""
