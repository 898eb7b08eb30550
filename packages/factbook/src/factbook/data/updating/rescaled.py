"""Columns of a new release whose values are a multiple of what they were, as when a unit changed and nobody said so.

The rule: of at least `FEWEST` revised values, and of at least half of those that both releases have, all but one in ten
are within a twentieth of the same multiple of their earlier value, which is less than half or more than twice it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from factbook.data.updating.compare import Comparison
from figurecheck.model.exact import is_number

FEWEST = 6
_BY_CHANCE = Decimal("0.1")
_NEAR = Decimal("0.05")
_HALF, _TWICE = Decimal("0.5"), Decimal(2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescaled:
    """A column whose values are a multiple of what they were."""

    column: str
    factor: Decimal
    """The median of the new values, each as a multiple of its earlier one."""
    count: int
    """How many values are near that multiple."""
    of: int
    """How many values were revised."""


def find_rescaled(comparison: Comparison) -> Iterator[Rescaled]:
    """Yield each column most of whose values were multiplied."""
    ratios: dict[str, list[Decimal]] = {}
    for row in comparison.revised:
        for cell in row.cells:
            if is_number(cell.before) and is_number(cell.after) and cell.before:
                ratios.setdefault(cell.column, []).append(Decimal(str(cell.after)) / Decimal(str(cell.before)))
    both = comparison.same + len(comparison.revised)
    for column, found in ratios.items():
        if len(found) < max(FEWEST, both / 2):
            continue
        factor = median(found)
        near = sum(abs(one - factor) <= _NEAR * abs(factor) for one in found)
        if not _HALF <= factor <= _TWICE and near >= len(found) * (1 - _BY_CHANCE):
            yield Rescaled(column=column, factor=factor, count=near, of=len(found))
