"""The rating of a reviewed claim, as a figure that quotes the claim carries it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rating(StrEnum):
    """The editor's rating of a reviewed claim, shown to readers."""

    HOLDS = "holds"
    PART = "part"
    UNTRACED = "untraced"
    CONTRADICTED = "contradicted"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """The claim of a reviewed publication that a reported figure quotes, and what it was found to be."""

    review: str
    """Name of the review."""
    id: str
    """Number of the claim."""
    says: str
    """What the publication says, in our own words."""
    day: Rating
    """The rating of what was known when the publication appeared."""
    today: Rating
    """The rating of what is known on the report's day."""
    because: str = ""
    """The reason for the rating of the day where that of today is the same, else for that of today."""
    likely: str = ""
    """What the figure most likely is."""
    asked: str = ""
    """The day on which the publication was asked for comment; empty while it has not been."""
    proof: tuple[str, ...] = ()
    """Sources of the value on the publication's day, if neither it nor the rating is another one today."""
    statistic: str = ""
    """What the figure is about, as worded; empty where there is none to compare it with."""

    @property
    def reason_day(self) -> str:
        """Of which day `because` is: ``day`` or ``today``."""
        return "day" if self.day is self.today else "today"
