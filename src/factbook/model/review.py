"""Our check of somebody else's publication."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from factbook.model.finding import Finding
from factbook.model.source import Place


class Rating(StrEnum):
    """The editor's rating of a reviewed claim, shown to readers."""

    HOLDS = "holds"
    PART = "part"
    UNTRACED = "untraced"
    CONTRADICTED = "contradicted"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Another reading of a reviewed figure that the editor tried."""

    label: str
    statistic: str = ""
    printed: str = ""
    note: str = ""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The same property on two days: of what was known when the publication appeared, and today."""

    day: str
    today: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedClaim:
    """A figure of somebody else's publication, with the editor's rating."""

    id: str
    topic: str
    printed: str
    says: str
    """What the publication says, in our own words."""
    statistic: str
    """What the figure is about, as worded; empty where nothing can be recomputed."""
    # The build stops when a verdict moves away from these, so that no rating outlives what it was based on.
    machine: Judged
    """The verdicts that the editor has seen; when one moves, the rating must be read again."""
    rating: Judged
    because: Judged
    readings: tuple[Reading, ...] = ()
    found: str = ""
    sources: tuple[str, ...] = ()
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Our check of one publication."""

    name: str
    file: str = ""
    """Where it is written, from the project's root."""
    source: str
    as_of: str
    """The publication's own day, an ISO date."""
    claims: tuple[ReviewedClaim, ...]
    # For the check that no number in a review is unbound: a review is a page like any other.
    texts: tuple[tuple[str, Place], ...] = ()
    """Every text of the review that readers see, with its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFinding:
    """The machine's verdicts on one reviewed claim."""

    claim: ReviewedClaim
    day: Finding
    today: Finding
    readings: tuple[Finding, ...] = ()
