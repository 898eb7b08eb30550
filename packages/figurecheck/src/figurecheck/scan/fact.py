"""One statistic, as `scan` takes it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One statistic, as a published list holds it."""

    id: str
    value: Decimal | str
    label: str = ""
    about: tuple[str, ...] = ()
    """Names of the one that it is about, the most particular first; others may share the later ones."""
    measure: str = ""
    unit: str = ""
    population: str = ""
    period: str = ""
