"""A figure while it is being read."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from factbook.figures.common.number import Core
from factbook.figures.common.qualifiers import Qualifier


@dataclass(slots=True, kw_only=True)
class Draft:
    """A number with its unit, its range and the words around it. Places are counted in tokens."""

    core: Core
    start: int
    end: int
    unit: str = ""
    noun: str = ""
    upper: Fraction | None = None
    streak: bool = False
    direction: int = 0
    negative: bool = False
    level: bool = False
    """A word says where it went ("fell to"), so that no direction is meant."""
    qualifier: Qualifier | None = None
    inner: Qualifier | None = None
    full_start: int = 0
    full_end: int = 0
    year: bool = False
    intro: bool = False
    """It is a range with "between" or "from" before it."""
