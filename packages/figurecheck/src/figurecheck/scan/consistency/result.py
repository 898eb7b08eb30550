"""The result of a scan: a status, and candidates, for each number of a text."""

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
    """Another number of the same text contradicts it."""
    UNSOURCED = "unsourced"
    """No statistic is clearly meant; the number has not been checked."""
    NOT_A_FIGURE = "not-a-figure"
    """A year, a date, a name, a list number."""

    @property
    def wrong(self) -> bool:
        """Whether an editor has to act."""
        return self in {Status.DISAGREES, Status.IMPOSSIBLE, Status.CONTRADICTS}


AMBIGUOUS = "ambiguous"
"""What an unsourced number with candidates is counted as."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statistic that a number may be about."""

    statistic: str
    agrees: bool
    """Whether its value confirms the number."""
    score: float
    """How well it matches the context of the number; 1 is best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """A number of a text, with its place and what is known of it."""

    start: int
    end: int
    text: str
    reading: str
    status: Status
    statistic: str = ""
    """The id of the statistic that it is compared with; several, with " / " between."""
    reason: str = ""
    line: int = 1
    candidates: tuple[Candidate, ...] = ()
    """The statistics that it may be about, the likeliest first; at most five."""

    @property
    def counted_as(self) -> str:
        """Its status, or `AMBIGUOUS` where no statistic is clearly meant and some may be."""
        return AMBIGUOUS if self.status is Status.UNSOURCED and self.candidates else self.status.value
