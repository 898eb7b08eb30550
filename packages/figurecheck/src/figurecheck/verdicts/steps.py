"""What a last step is: something that is done with a few values, and these values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Step(StrEnum):
    """What is done with the terms."""

    LOOKUP = "lookup"
    SUM = "sum"
    QUOTIENT = "quotient"
    """The first over the second: a share, a multiple or a rate."""
    CHANGE = "change"
    """The first over the second, less 1."""
    DIFFERENCE = "difference"
    """The first less all others."""
    PRODUCT = "product"
    MEAN = "mean"
    COUNT = "count"
    """How many rows there are: the only term."""
    DAYS = "days"
    """From the second day to the first."""
    STREAK = "streak"
    RANK = "rank"
    EXTREME = "extreme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A value that the step uses."""

    value: Decimal
    unit: str
    label: str = ""
    """What it is, in the words of its statistic; a period or a name of a series as it is written there; empty for a
    row."""
    is_label: bool = False
    """Whether `label` is a period or a name of a series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastStep:
    """The terms of a step, in the order in which they are used."""

    step: Step
    terms: tuple[Term, ...]
    scale: int = 1
    """By what a quotient is multiplied: 100,000 for a rate per 100,000."""
    columns: tuple[str, ...] = ()
    """The columns of the terms, one for each set of rows; empty where the terms are no rows."""
