"""An edition as values: what a report said on one day, and what that rested on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from factbook.model import Judged
from figurecheck.model import Rating, Severity, Verdict

FORMAT = 7
"""Format of seals that are written now.

Only 1 and 2 were in use before it. They have no titles of pages, no tables in blocks, not all changes that readers of
two editions can see, and name no editions of other lines; 1 has no commit, chain and ratings either, nor what a figure
is about."""
FORMAT_WITH_REVIEWS = 2
"""The first format with the ratings of reviewed claims."""
WHOLE = ("*",)
"""Stands for every row of a table."""


# The values of these enumerations stand in sealed editions, which never change; so they cannot be reworded.
class Cause(StrEnum):
    """Why a figure moved."""

    APPENDED = "data appended"
    REVISED = "data revised"
    WITHDRAWN = "data withdrawn"
    CODE = "code changed"
    ENVIRONMENT = "environment changed"
    UNIT = "unit changed"
    POPULATION = "population changed"
    PROSE = "prose changed"
    RATING = "rating changed"
    TOGETHER = "several together"
    """None of the causes that follow it changes the figure alone."""
    REMOVED = "removed"
    MOVED = "moved to another page"
    REBOUND = "bound to another statistic"
    RENAMED = "renamed"
    UNEXPLAINED = "nothing recorded differs"


class Kind(StrEnum):
    """How a change is announced to readers, in this order."""

    CORRECTION = "correction"
    """We were wrong."""
    WITHDRAWAL = "withdrawal"
    """Not published any more."""
    UPDATE = "update"
    """New data."""
    CLARIFICATION = "clarification"
    """The same, in better words."""


class Fate(StrEnum):
    """What a changed value means for a sentence."""

    FALSE = "false now"
    CARELESS = "cut off or loose now"
    REWRITTEN = "would be false, and was rewritten"
    REPRINTED = "was true still, and was rewritten"
    REQUOTED = "is quoted otherwise now"
    REBOUND = "bound to another statistic now"
    REDESCRIBED = "described otherwise now"
    WORSE = "holds less well now"
    HOLDS = "holds still"
    NEW = "new"
    GONE = "gone"
    LEFT_OUT = "gone here, and printed elsewhere"
    MOVED = "moved to another page"
    RENAMED = "has another id now"
    WORDED = "worded otherwise now"
    RATED = "rated otherwise now"
    DROPPED = "not rated any more"
    TAKEN_UP = "rated for the first time"


# A living report shortens and moves its pages all the time; announcing each would bury what readers must know.
QUIET_FATES = frozenset({Fate.LEFT_OUT, Fate.MOVED, Fate.RENAMED})
"""What takes nothing away from readers and tells them nothing else: it is recorded, and need not be announced."""
RATING_FATES = frozenset({Fate.RATED, Fate.DROPPED})
"""What is said of somebody else's claim otherwise than before."""


# Digests instead of cells: an edition must show that a row changed, and must not publish the data a second time.
@dataclass(frozen=True, slots=True, kw_only=True)
class SealedRow:
    """One observation: a digest of its cells, and the source that it came from."""

    digest: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedBlock:
    """Some rows of a large table, by one digest: whether any of them changed, and whether their keys did."""

    count: int
    digest: str
    """Of all cells, in the order of the keys."""
    keys: str
    """Of the keys alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedTable:
    """A table as known on the edition's day: one row for each key, and the digest of them all."""

    digest: str
    rows: Mapping[str, SealedRow] = field(default_factory=dict)
    """By key, its fields joined by slashes: the row that `dataset` returns. Of a table in blocks, only the rows that a
    statistic rests on by their keys."""
    others: Mapping[str, SealedRow] = field(default_factory=dict)
    """Rows that `dataset` leaves out for a better one, or for their status; their source is in their key."""
    divided: str = ""
    """How it is divided into blocks, such as ``day:7`` (by the first seven characters); empty where it is not."""
    blocks: Mapping[str, SealedBlock] = field(default_factory=dict)
    """By what the keys of its rows begin with: every row known on the day."""
    revises: bool = False
    """Whether its producer revises rows under the same source, so that a revised row was not copied wrongly."""

    @property
    def count(self) -> int:
        """How many rows it has."""
        return sum(one.count for one in self.blocks.values()) if self.divided else len(self.rows) + len(self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedStatistic:
    """A statistic with the digests of everything that may change it."""

    id: str
    value: Decimal | str
    unit: str = ""
    population: str = ""
    label: str = ""
    about: str = ""
    measure: str = ""
    period: str = ""
    notebook: str = ""
    cell: int | None = None
    # A digest of the slice and one of the whole notebook: the first tells whether the code of this figure changed, the
    # second what to look at where the slice is the same and the value is not.
    code: str = ""
    """Digest of the code that it follows from; comments and layout do not count."""
    around: str = ""
    """Digest of all code of its notebook up to and with its cell."""
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By table, the keys of the rows that it rests on, or `WHOLE`."""
    since: str = ""
    """Label of the first edition that has it, and all after it; empty for the edition itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedClaim:
    """A printed figure of an edition."""

    id: str
    file: str
    line: int | None = None
    where: str
    role: str
    printed: str
    target: str
    verdict: Verdict
    sentence: str = ""
    locale: str = "en"
    acknowledged: str = ""
    """The editor's reason for leaving it truncated or loose."""
    contradicted: str = ""
    """What its sentence says and the statistic contradicts, with no reason given; a sealed edition has none."""

    @property
    def fails(self) -> bool:
        """Whether it stopped the build: it does not hold, or its sentence, or it is careless without a reason."""
        careless = self.careless and not self.acknowledged
        return bool(self.contradicted) or careless or self.verdict.severity is Severity.ERROR

    @property
    def careless(self) -> bool:
        """Whether it is truncated or loose."""
        return self.verdict.severity is Severity.WARNING


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedReviewedClaim:
    """A reviewed claim of an edition: what the publication prints, and how it was rated."""

    id: str
    """File of the review, then number of the claim, joined by a slash."""
    file: str
    line: int | None = None
    printed: str
    says: str
    """What the publication says, in the editor's words."""
    statistic: str
    verdict: Judged[Verdict]
    """The machine's verdicts: of what was known on the publication's day, and on the edition's."""
    rating: Judged[Rating]
    """The editor's ratings of the same two days."""
    because: Judged[str]
    """The reason for each rating."""


DAY, TODAY = "rating of its day", "rating of today"
"""Where a rating is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """How a figure was printed before and after, and where."""

    file: str
    where: str
    fate: Fate
    before: str = ""
    after: str = ""
    sentence: str = ""
    of: str = ""
    """Id of the statistic that it was printed of before, where that is another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedChange:
    """A figure that differs from that of the edition before."""

    edition: str
    previous: str
    day: str
    """The later edition's day, an ISO date."""
    statistic: str
    """Id of the statistic; of the source, for a figure that was taken from one; of a reviewed claim, for its rating;
    the file of a page, for the page itself."""
    label: str = ""
    """Of a statistic, its label; of a page, its title; of a reviewed claim, what the publication prints."""
    kind: Kind
    """As proposed from the causes."""
    causes: tuple[Cause, ...]
    before: Decimal | str | None = None
    """The value; none where only a sentence changed."""
    before_unit: str = ""
    after: Decimal | str | None = None
    after_unit: str = ""
    printings: tuple[Printing, ...] = ()
    """Where a reader of both editions sees a different figure, or saw one that was false."""
    group: str = ""
    """The same for all changes of an edition that have one cause: what the first of them is called."""

    @property
    def quiet(self) -> bool:
        """Whether readers see no other figure, nor miss one."""
        return all(one.fate in QUIET_FATES for one in self.printings)

    @property
    def is_rating(self) -> bool:
        """Whether a claim that somebody else made is rated otherwise, or not any more."""
        return any(one.fate in RATING_FATES for one in self.printings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An edition that was sealed before."""

    label: str
    as_of: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Everything that a report said on one day, in a form that can be compared."""

    label: str
    as_of: str
    """The day whose knowledge counts, an ISO date."""
    note: str = ""
    format: int = FORMAT
    """Format of the file that it was sealed in; one of an earlier format lacks what came later."""
    version: str = ""
    """Version of factbook."""
    commit: str = ""
    """The git commit that it was sealed from; empty where there is none, or where files differed from it."""
    before: str = ""
    """SHA-256 of the file that the edition before was sealed in; empty for the first."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Version of each installed distribution that a notebook can import, and of Python."""
    tables: Mapping[str, SealedTable] = field(default_factory=dict)
    statistics: Mapping[str, SealedStatistic] = field(default_factory=dict)
    claims: Mapping[str, SealedClaim] = field(default_factory=dict)
    reviews: Mapping[str, SealedReviewedClaim] = field(default_factory=dict)
    """By id: every claim of others that the report rates."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Every id that a statistic had in an edition before this one, and the id that it has now."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Digest of each page, notebook and review, by file."""
    # Once a page is gone, nothing else says what it was called.
    titles: Mapping[str, str] = field(default_factory=dict)
    """Title of each page, by file."""
    earlier: tuple[Earlier, ...] = ()
    """The editions before it, the oldest first."""
    beside: tuple[str, ...] = ()
    """Labels of the editions of earlier days that are not in that line, since they were sealed on another branch."""
    changes: tuple[SealedChange, ...] = ()
    """What changed from edition to edition up to this one, the latest first."""
    patched: int = 0
    """Characters of all seals that say what differs, since the last that says everything; 0 for that one."""
