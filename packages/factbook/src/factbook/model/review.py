"""Our check of somebody else's publication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from figurecheck.model.fields import PlaceOf, Quotation, Seen
from figurecheck.model.finding import Finding, Verdict
from figurecheck.model.printed import split_reported
from figurecheck.model.rated import Rating
from figurecheck.model.source import Place
from figurecheck.settings.faults import Day

Property = TypeVar("Property")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Another reading of a reviewed figure that the editor tried."""

    label: Seen
    """What else may have been counted."""
    statistic: str = ""
    """The statistic that it is compared with; empty where there is none."""
    printed: str = ""
    """The figure under this reading; empty for that of the claim."""
    note: Seen = Seen("")
    """What the editor found."""
    place: Annotated[Place, PlaceOf("printed")]

    @property
    def is_judged(self) -> bool:
        """Whether there is a figure to judge, and a statistic to judge it by."""
        return bool(self.statistic and self.printed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged(Generic[Property]):
    """The same property on two days: of what was known when the publication appeared, and today."""

    day: Property
    """Of what was known when the publication appeared."""
    today: Property
    """Of what is known on the report's day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedClaim:
    """A figure of somebody else's publication, with the editor's rating."""

    id: str
    """Number of the claim, such as ``A01``; part of its address."""
    topic: Seen
    """The subject under which it is listed."""
    printed: str
    """The figure as the publication prints it, in quotes."""
    says: Seen
    """What the publication says, in our own words."""
    words: Quotation = Quotation("")
    """At most seven of its own words, as printed; readers see them as a quotation."""
    aside: Seen = Seen("")
    """What has to be said of the claim and is no part of it, such as whose the heading is; in MyST."""
    statistic: str = ""
    """What the figure is about, as worded; empty where there is none to compare it with."""
    # The build stops when a verdict moves away from these, so that no rating outlives what it was based on.
    machine: Judged[Verdict]
    """The verdicts that the editor has seen; when one moves, the rating must be read again."""
    rating: Judged[Rating]
    """The editor's rating: ``holds``, ``part``, ``untraced``, ``contradicted`` or ``overtaken``."""
    because: Judged[Seen]
    """The reason for the rating, in a few words."""
    readings: tuple[Reading, ...] = ()
    """Other readings of the figure that were tried."""
    found: Seen = Seen("")
    """What we found, in MyST."""
    likely: Seen = Seen("")
    """What the figure most likely is, in a few words; also in the panel of a figure that quotes it."""
    sources: tuple[str, ...] | Judged[tuple[str, ...]] = ()
    """What it was checked against: ids of sources, or ``source#row`` as roles name a row.

    As a mapping, ``day`` has what the rating of the day rests on, and ``today`` the rest; a list is divided by date.
    """
    reply: Seen = Seen("")
    """What the publication answered about it, in MyST."""
    # of the printed figure, since that is what a verdict is about
    place: Annotated[Place, PlaceOf("printed")]

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The ids of all its sources, each once."""
        both = (*self.sources.day, *self.sources.today) if isinstance(self.sources, Judged) else self.sources
        return tuple(dict.fromkeys(split_reported(one)[0] for one in both))

    @property
    def is_holding(self) -> bool:
        """Whether it is rated as holding, both on the publication's day and today."""
        return self.rating.day is self.rating.today is Rating.HOLDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What a review says of the publication itself."""

    source: str
    """Id of the publication in `data/sources.csv`."""
    as_of: Day
    """The day on which it appeared."""
    language: str = ""
    """Language of its printed figures, such as ``ko``; by default that of the report."""
    words: str = ""
    """Language of the words that claims quote, where it is another one."""
    asked: Day = ""
    """The day on which it was asked for comment; left out while it has not been."""
    unasked: Seen = Seen("")
    """Why it was not asked, in MyST; readers see it in place of the day. Without either, no seal."""
    until: Day = ""
    """The last day for an answer, as it was told; once it is over, readers learn that none has come."""
    answered: Day = ""
    """The day of its answer."""
    reply: Seen = Seen("")
    """Its answer, or what it comes to, in MyST."""
    place: Annotated[Place, PlaceOf("asked")] = Place(file="")
    """Where it says whether it was asked."""

    @property
    def words_language(self) -> str:
        """Language of its words that are quoted; empty for that of the report."""
        return self.words or self.language


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Publication):
    """Our check of one publication."""

    # A review of which nobody was asked, and that does not say why, is not sealed.
    name: str
    file: str = ""
    """Where it is written, from the project's root."""
    claims: tuple[ReviewedClaim, ...]
    # For the check that no number in a review is unbound: a review is a page like any other.
    texts: tuple[tuple[str, Place], ...] = ()
    """Every text of the review that readers see, with its place."""

    @property
    def replies(self) -> dict[str, str]:
        """What it says of being asked and of the answer, by the name that a file of texts has."""
        return {f"{self.name}.unasked": self.unasked, f"{self.name}.reply": self.reply}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFinding:
    """The machine's verdicts on one reviewed claim."""

    claim: ReviewedClaim
    day: Finding
    today: Finding
    readings: tuple[Finding, ...] = ()
