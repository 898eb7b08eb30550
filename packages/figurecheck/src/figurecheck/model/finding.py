"""Findings: the verdict on a printed figure, with its reason and cautions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Self

from figurecheck.model.claim import Claim
from figurecheck.model.interval import Interval
from figurecheck.model.printed import Quoted
from figurecheck.model.rated import Rated
from figurecheck.model.source import Place, Source
from figurecheck.model.states import quick_state
from figurecheck.model.statistic import RowSet, Statistic
from figurecheck.model.worded import Worded, phrase


class Severity(StrEnum):
    """What a verdict does to the build."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


class Verdict(StrEnum):
    """The verdict on a printed figure (design, section 5)."""

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
    SEARCHED = "searched"

    @property
    def severity(self) -> Severity:
        """The severity of this verdict on a figure of somebody else; `Finding.severity` is stricter with our own."""
        return _SEVERITIES.get(self, Severity.OK)


_SEVERITIES = {
    Verdict.TRUNCATED: Severity.WARNING,
    Verdict.LOOSE: Severity.WARNING,
    Verdict.MISMATCH: Severity.ERROR,
    Verdict.INCOMPARABLE: Severity.ERROR,
    Verdict.UNKNOWN: Severity.ERROR,
    Verdict.UNBOUND: Severity.ERROR,
}
"""Verdicts that do not pass."""
HOLDING = frozenset({Verdict.EXACT, Verdict.ROUNDED, Verdict.HOLDS})
"""Verdicts on figures that were compared with a value, and hold."""


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
    NOT_BORNE_OUT = "not-borne-out"
    """A word of the sentence says more than the statistic counts: convicted, where it counts arrests."""
    UNDATED = "undated"
    """Neither its heading, title, description or key figure nor what stands above names a period, and it has one."""
    # These two are verdicts as well, by the same names: they stop the build, while the others warn.
    TRUNCATED = "truncated"
    """It is cut off where it should have been rounded."""
    LOOSE = "loose"
    """It is true, and its words mislead."""
    UNSOURCED = "unsourced"
    """It rests on rows that are of no table of the data and name no source of it."""
    LAST_RESORT = "last-resort"
    """No better source than one of last resort backs a row that it rests on; readers are shown which."""
    CONFLICT = "conflict"
    """It cannot be true beside others of overlapping periods."""
    TENSION = "tension"
    """It can be true beside others of overlapping periods only if time is split in an extreme way."""


NOTED = frozenset({Risk.LAST_RESORT, Risk.CONFLICT, Risk.TENSION})
"""What is no fault of a figure: the check names disagreements by their rows, each once."""


@dataclass(frozen=True, slots=True)
class Caution:
    """A warning that leaves the verdict as it is."""

    risk: Risk
    text: str | Worded
    remedy: str | Worded = ""
    acknowledged: str = ""
    """The editor's reason for leaving the figure as it is; empty while nobody has looked."""

    def __str__(self) -> str:
        if self.acknowledged:
            return f"{self.text} (acknowledged: {self.acknowledged})"
        return f"{self.text} ({self.remedy})" if self.remedy else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Statistics of overlapping periods that contradict one another, or need an extreme split of time."""

    risk: Risk
    """`Risk.CONFLICT` or `Risk.TENSION`."""
    ids: tuple[str, ...]
    """The fewest that it takes, in order."""
    text: str | Worded
    """What they are, and what they need, for editors."""
    need: str | Worded
    """What they need, beside any of them."""
    places: tuple[str, ...]
    """Their rows in the data, then their cells."""
    acknowledged: str = ""
    """The editor's reason for leaving it."""


class Aspect(StrEnum):
    """What a sentence says of a figure, besides its value."""

    PERIOD = "period"
    GROUP = "group"
    """The place or group that it is about."""
    DIRECTION = "direction"
    COUNTED = "counted"
    """What is counted: arrests, convictions, deaths."""
    COMPARISON = "comparison"
    """How it compares with the other figures of the sentence."""


# Three and not two: "not read" must never pass for "checked".
class SentenceState(StrEnum):
    """What came of holding an aspect of a sentence against a statistic."""

    BORNE_OUT = "borne out"
    CONTRADICTED = "contradicted"
    NOT_READ = "not read"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceReading:
    """What a sentence says of a figure in one aspect, held against the statistic."""

    aspect: Aspect
    state: SentenceState = SentenceState.NOT_READ
    words: str = ""
    """The words of the sentence, or of a text above it; empty where none were read."""
    reason: str | Worded = ""
    """Why it is contradicted, and what the statistic is."""
    acknowledged: str = ""
    """The editor's reason for leaving a contradiction as it is."""

    @classmethod
    def borne_out(cls, aspect: Aspect, words: str) -> Self:
        """Return the reading of words that the statistic bears out."""
        return cls(aspect=aspect, state=SentenceState.BORNE_OUT, words=words)

    @classmethod
    def contradicted(cls, aspect: Aspect, words: str, reason: str | Worded, **values: object) -> Self:
        """Return the reading of words that the statistic contradicts, and why.

        With `values` the reason is the template of a `phrase`, of which `words` are one.
        """
        reason = phrase(reason, words=words, **values) if values else reason
        return cls(aspect=aspect, state=SentenceState.CONTRADICTED, words=words, reason=reason)

    @property
    def open(self) -> bool:
        """Whether it is a contradiction that nobody has acknowledged."""
        return self.state is SentenceState.CONTRADICTED and not self.acknowledged


@quick_state
@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A printed figure with the machine's verdict and the reason for it."""

    verdict: Verdict
    reason: str | Worded
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
    reading: str | Worded = ""
    """How the printed figure was read."""
    claim: Claim | None = None
    statistic: Statistic | None = None
    place: Place | None = None
    where: str = ""
    """Where on the page it stands, as `Claim.where` says it; empty for what is on no page."""
    source: Source | None = None
    row: RowSet | None = None
    """The one row that prints it, of a reported figure."""
    quoted: Quoted | None = None
    """The source's own words around it; ``None`` where the data record neither these nor a search for them."""
    rated: Rated | None = None
    """The reviewed claim that a reported figure quotes."""
    reviewed: bool = False
    """Whether the figure is somebody else's and the editor has seen this verdict: then it never stops the build."""
    warnings: tuple[Caution, ...] = ()
    """Cautions that leave the verdict as it is."""
    acknowledged: str = ""
    """The editor's reason for leaving a figure that is truncated or loose; empty while nobody has given one."""
    deferred: bool = False
    """Whether its page belongs to a book that is being taken over and is not checked yet: it stops nothing."""
    sentence: tuple[SentenceReading, ...] = ()
    """What the sentence says of the figure, one reading an aspect; empty for a figure that no sentence holds."""

    @property
    def contradictions(self) -> tuple[SentenceReading, ...]:
        """What the sentence says and the statistic contradicts, as far as nobody has acknowledged it."""
        return tuple(one for one in self.sentence if one.open)

    failed: str = ""
    """The notebook whose failure left the figure without a statistic to compare it with."""

    @property
    def severity(self) -> Severity:
        """The severity of this finding: it passes, warns, or stops the build; what is acknowledged passes.

        A truncated or loose figure stops the build where it is our own. What others printed only warns.
        """
        if self.reviewed:
            return Severity.OK
        if self.deferred and self.verdict is not Verdict.EXACT:
            return Severity.OK if self.verdict.severity is Severity.OK else Severity.WARNING
        if self.contradictions or (self.careless and self.claim is not None and not self.acknowledged):
            return Severity.ERROR
        severity = Severity.OK if self.acknowledged else self.verdict.severity
        return Severity.WARNING if severity is Severity.OK and self.open_warnings else severity

    @property
    def unread(self) -> bool:
        """Whether it is a number that nothing binds, on a page that is not checked yet."""
        return self.deferred and self.verdict is Verdict.UNBOUND

    @property
    def careless(self) -> bool:
        """Whether the figure is truncated or loose: near the value, and not as we print figures of our own."""
        return self.verdict.severity is Severity.WARNING

    @property
    def open_warnings(self) -> tuple[Caution, ...]:
        """The warnings that nobody has acknowledged; without what is no fault of the figure."""
        return tuple(one for one in self.warnings if not one.acknowledged and one.risk not in NOTED)
