"""The row that prints a reported figure, as a statistic that a sentence can be held against."""

from __future__ import annotations

from decimal import Decimal

from figurecheck.model import Finding, RowSet, Statistic
from figurecheck.verdicts.sentence.spans import parse_span

_NO_SUBJECT = frozenset({"unit", "status", "source_id", "note", "printed"})
"""Columns whose words are of the row itself, and not of what it counts."""


def find_statistic(finding: Finding) -> Statistic | None:
    """Return what a figure is bound to: its statistic, or the facts of the row that prints it."""
    if finding.statistic is not None or finding.row is None or finding.claim is None:
        return finding.statistic
    cells = dict(zip(finding.row.columns, finding.row.rows[0], strict=True)) if finding.row.rows else {}
    # A row that prints words ("some 80") has no number to compare.
    value = finding.value if isinstance(finding.value, Decimal) else ""
    return Statistic(
        id=finding.claim.target,
        value=value,
        unit=finding.unit,
        about=", ".join(_subjects(finding.row)),
        measure=finding.row.dataset,
        period=next((str(cell) for name, cell in cells.items() if _is_period(name, cell)), ""),
    )


def _subjects(row: RowSet) -> list[str]:
    """Return the words of a row that say what it counts."""
    cells = zip(row.columns, row.rows[0], strict=True) if row.rows else ()
    words = [cell for name, cell in cells if name not in _NO_SUBJECT and isinstance(cell, str)]
    # An id ("selling.arrests.2023", "A04") names the row, and no group.
    return [word for word in words if " " in word or word.isalpha()]


def _is_period(name: str, cell: object) -> bool:
    return name not in {*_NO_SUBJECT, "value"} and isinstance(cell, int | str) and parse_span(str(cell)) is not None
