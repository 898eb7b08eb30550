"""A German figure while its grammar reads it."""

from __future__ import annotations

from dataclasses import dataclass

from figurecheck.figures.common.builder import FigureBuilder


@dataclass(slots=True, kw_only=True)
class GermanBuilder(FigureBuilder):
    """A figure while it is read, with what only German grammar asks of it."""

    changes: bool = False
    """Whether "um" stands before it, so that it is the size of a change."""
    limit: bool = False
    """Whether "unter" or "über" stands directly before the number."""
