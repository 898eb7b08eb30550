"""The words of the design as values: statistic, claim, finding, and what they rest on."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

Cellvalue = str | int | Decimal | bool | None
"""What a cell of a recorded row can hold; never a float."""


class Severity(StrEnum):
    """What a verdict does to the build."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


class Verdict(StrEnum):
    """What the machine says of a printed figure (design, section 5)."""

    EXACT = "exact"
    ROUNDED = "rounded"
    HOLDS = "holds"
    TRUNCATED = "truncated"
    LOOSE = "loose"
    MISMATCH = "mismatch"
    INCOMPARABLE = "incomparable"
    UNKNOWN = "unknown"
    UNBOUND = "unbound"
    REPORTED = "reported"

    @property
    def severity(self) -> Severity:
        """Whether this verdict passes, warns, or stops the build."""
        if self in {Verdict.TRUNCATED, Verdict.LOOSE}:
            return Severity.WARNING
        if self in {Verdict.MISMATCH, Verdict.INCOMPARABLE, Verdict.UNKNOWN, Verdict.UNBOUND}:
            return Severity.ERROR
        return Severity.OK


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Every value that a printed figure allows; ``None`` means unbounded on that side."""

    low: Decimal | None
    high: Decimal | None
    low_closed: bool = True
    high_closed: bool = True

    def __contains__(self, value: Decimal) -> bool:
        above = self.low is None or value > self.low or (self.low_closed and value == self.low)
        below = self.high is None or value < self.high or (self.high_closed and value == self.high)
        return above and below


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a figure stands: a file of the project and its line (from 1), in a notebook also the cell.

    `cell` counts from 0, as nbformat does; what people read counts from 1.
    """

    file: str
    line: int | None = None
    cell: int | None = None

    def __str__(self) -> str:
        if self.cell is not None:
            return f"{self.file}: cell {self.cell + 1}" + (f", line {self.line}" if self.line is not None else "")
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a figure was published: one row of ``data/sources.csv``."""

    id: str
    title: str
    publisher: str = ""
    published: str = ""
    """ISO date at the precision known: ``2025``, ``2025-02`` or ``2025-02-17``."""
    url: str = ""
    accessed: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSet:
    """Rows of data that a statistic or a chart rests on."""

    dataset: str = ""
    """Name of the resource in ``datapackage.json``; empty where the notebook computed the rows."""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cellvalue, ...], ...] = ()
    lines: tuple[int, ...] = ()
    """Line of each row in the dataset's CSV (header is 1); empty where not known."""

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Sources named by the rows, each once, in order."""
        if "source_id" not in self.columns:
            return ()
        at = self.columns.index("source_id")
        return tuple(dict.fromkeys(str(row[at]) for row in self.rows if row[at]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The code cell that recorded something."""

    notebook: str
    """Path from the project's root, with forward slashes."""
    index: int
    """Position among all cells of the notebook, from 0."""
    code: str = ""

    @property
    def bundle(self) -> str:
        """The zip file that runs the notebook again, from the site's root."""
        return f"{self.notebook.removesuffix('.ipynb')}.zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The whole series behind a streak, a rank, an extreme or a change, and what in it makes the statistic true.

    Facts only: `series_told` puts them into words for reasons, `render.basis` into sentences in the page's language.
    """

    kind: str
    """``streak``, ``rank``, ``extreme`` or ``change``."""
    test: str
    """A streak's ``above``, ``at least``, ``below``, ``at most``, ``up``, ``down``; ``highest`` or ``lowest`` (first)
    of a rank or an extreme; a change's measure: ``share``, ``ratio``, ``difference``, ``pp``."""
    at: str
    """The period, or the name, that it is about; a run ends there."""
    series: tuple[tuple[str, Decimal], ...]
    """Every period or name with its value: in the order of time, or of a rank."""
    run: tuple[str, ...] = ()
    """The periods of a streak; who shares a rank; the last period as high as an extreme; the base of a change."""
    before: str = ""
    """The period that a streak does not reach; empty where the series begins with it."""
    next: str = ""
    """The period after `at`, which decides next."""
    limit: Decimal | None = None
    """The threshold of a streak."""
    unit: str = ""
    """Of the values."""
    span: str = ""
    """What one step of the series is: ``year``, ``month``...; empty where it has none."""
    gaps: tuple[tuple[str, str], ...] = ()
    """Stretches of periods without a value, first and last."""
    others: tuple[tuple[str, Decimal], ...] = ()
    """Bases beside the one of a change from which the story is another, and the change from each."""

    @property
    def values(self) -> dict[str, Decimal]:
        """The series by period or name."""
        return dict(self.series)

    @property
    def sense(self) -> int:
        """Which way it points: 1 for high, above and up, -1 for low, below and down, 0 for a change."""
        if self.test in {"above", "at least", "up", "highest"}:
            return 1
        return -1 if self.test in {"below", "at most", "down", "lowest"} else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """A value that a notebook recorded, with unit, population and lineage."""

    id: str
    value: Decimal | str
    """A number; with unit ``date`` an ISO date at the precision known; with ``since`` a period, or ``record``."""
    unit: str = ""
    population: str = ""
    """Who or what is counted, in words."""
    label: str = ""
    about: str = ""
    measure: str = ""
    period: str = ""
    note: str = ""
    """What is not established: caveats that belong beside the figure."""
    part: str = ""
    """Id of the statistic that was divided by `whole`."""
    whole: str = ""
    """Id of the statistic that this is a share, a multiple or a change of."""
    rows: tuple[RowSet, ...] = ()
    cell: Cell | None = None
    basis: Basis | None = None
    """The series that makes it true, where it is a claim about more than one number."""

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Every source below this statistic, each once."""
        return tuple(dict.fromkeys(source for rowset in self.rows for source in rowset.source_ids))

    @property
    def datasets(self) -> tuple[str, ...]:
        """Every dataset below this statistic, each once."""
        return tuple(dict.fromkeys(rowset.dataset for rowset in self.rows if rowset.dataset))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart that a notebook recorded; its texts may hold claims, in role markup."""

    id: str
    title: str
    alt: str
    subtitle: str = ""
    note: str = ""
    specs: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Vega-Lite specification for each width: ``l``, ``m``, ``s``."""
    rows: tuple[RowSet, ...] = ()
    cell: Cell | None = None

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Every source below this chart, each once."""
        return tuple(dict.fromkeys(source for rowset in self.rows for source in rowset.source_ids))


class Role(StrEnum):
    """How a figure in the text is bound."""

    CLAIM = "claim"
    """Recomputed: the target is a statistic."""
    REPORTED = "reported"
    """As a source prints it: the target is a source."""
    PLAIN = "plain"
    """Waived: the target is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A figure in prose, and what it is bound to."""

    id: str
    """Stable over builds: page, target, and the count of that pair on the page."""
    role: Role
    printed: str
    target: str
    place: Place
    where: str = "prose"
    """prose, heading, table, caption, chart title, text alternative, description, review"""
    locale: str = "en"
    sentence: str = ""
    """The sentence that it stands in, as a reader sees it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in the text that nothing binds."""

    text: str
    place: Place
    where: str = "prose"
    context: str = ""
    """The words around it."""


class Risk(StrEnum):
    """Why a figure that holds deserves a second look."""

    DOUBLE_ROUNDING = "double-rounding"
    """It rounds a value that was a rounding already."""
    ROUNDED_INPUTS = "rounded-inputs"
    """It is printed finer than the rounded figures that it was computed from allow."""
    THIN_MARGIN = "thin-margin"
    """One more or one fewer of what was counted would change the verdict."""
    DENOMINATOR = "denominator"
    """The whole that it is a share of is not the population that it is said to be of."""
    IMPOSSIBLE = "impossible"
    """No whole number of its whole gives this share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """A warning that leaves the verdict as it is."""

    risk: Risk
    text: str
    remedy: str = ""
    acknowledged: str = ""
    """The editor's reason for leaving the figure as it is; empty while nobody has looked."""

    def __str__(self) -> str:
        if self.acknowledged:
            return f"{self.text} (acknowledged: {self.acknowledged})"
        return f"{self.text} ({self.remedy})" if self.remedy else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A printed figure with the machine's verdict and the reason for it."""

    verdict: Verdict
    reason: str
    printed: str
    value: Decimal | str | None = None
    unit: str = ""
    interval: Interval | None = None
    margin: Decimal | None = None
    """How far the value may move, in its unit, before the verdict changes; ``None`` if that cannot be said.

    Exact, rounded and holds are one verdict here. For a mismatch it is the way to the nearest value that is none.
    """
    edge: Decimal | None = None
    """The value where the verdict changes, `margin` away."""
    reading: str = ""
    """How the printed figure was read."""
    claim: Claim | None = None
    statistic: Statistic | None = None
    place: Place | None = None
    source: Source | None = None
    reviewed: bool = False
    """Whether the figure is somebody else's and the editor has seen this verdict: then it never stops the build."""
    warnings: tuple[Caution, ...] = ()
    """What to look at although the verdict stands."""

    @property
    def severity(self) -> Severity:
        """Whether this finding passes, warns, or stops the build; a warning that was acknowledged passes."""
        if self.reviewed:
            return Severity.OK
        severity = self.verdict.severity
        return Severity.WARNING if severity is Severity.OK and self.open_warnings else severity

    @property
    def open_warnings(self) -> tuple[Caution, ...]:
        """The warnings that nobody has acknowledged."""
        return tuple(caution for caution in self.warnings if not caution.acknowledged)


class Rating(StrEnum):
    """What an editor says of a reviewed claim, shown to readers."""

    HOLDS = "holds"
    PART = "part"
    UNTRACED = "untraced"
    CONTRADICTED = "contradicted"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Another way to understand a reviewed figure that the editor tried."""

    label: str
    statistic: str = ""
    printed: str = ""
    note: str = ""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One thing said twice: of the publication's own day, and of today."""

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
    source: str
    as_of: str
    """The publication's own day, an ISO date."""
    claims: tuple[ReviewedClaim, ...]
    texts: tuple[tuple[str, Place], ...] = ()
    """Every text of the review that readers see, with its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFinding:
    """The machine's verdicts on one reviewed claim."""

    claim: ReviewedClaim
    day: Finding
    today: Finding
    readings: tuple[Finding, ...] = ()
