"""What is said of each number of a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """What is known of a number."""

    AGREES = "agrees"
    """The statistic that the sentence is about has that value."""
    DISAGREES = "disagrees"
    """The sentence is clearly about a statistic, and that has another value."""
    IMPOSSIBLE = "impossible"
    """No whole number of the stated total gives that percentage."""
    CONTRADICTS = "contradicts"
    """Another number of the same text says otherwise."""
    UNSOURCED = "unsourced"
    """No statistic is clearly meant; it is not passed."""
    NOT_A_FIGURE = "not-a-figure"
    """A year, a date, a name, a list number."""

    @property
    def wrong(self) -> bool:
        """Whether an editor has to act."""
        return self in {Status.DISAGREES, Status.IMPOSSIBLE, Status.CONTRADICTS}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statistic that a number may be about."""

    statistic: str
    agrees: bool
    """Whether its value bears out the number."""
    score: float
    """How well it fits what the sentence talks about; 1 is best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """A number of a text, with its place and what is known of it."""

    start: int
    end: int
    text: str
    reading: str
    status: Status
    statistic: str = ""
    """The id of the one that it is held against; several, with " / " between."""
    reason: str = ""
    line: int = 1
    candidates: tuple[Candidate, ...] = ()
    """The statistics that it may be about, the likeliest first; at most five."""
