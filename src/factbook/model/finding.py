"""Findings: the verdict on a printed figure, with its reason and cautions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from factbook.model.claim import Claim
from factbook.model.source import Place, Source
from factbook.model.statistic import Statistic


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

    @property
    def severity(self) -> Severity:
        """The severity of this verdict: it passes, warns, or stops the build."""
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
    one_sided: bool = False
    """Whether the words state one end only. "Fewer than 20" ends at 0 as well, as "0 to 20" does, which states both."""

    def __contains__(self, value: Decimal) -> bool:
        above = self.low is None or value > self.low or (self.low_closed and value == self.low)
        below = self.high is None or value < self.high or (self.high_closed and value == self.high)
        return above and below


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
    where: str = ""
    """Where on the page it stands, as `Claim.where` says it; empty for what is on no page."""
    source: Source | None = None
    reviewed: bool = False
    """Whether the figure is somebody else's and the editor has seen this verdict: then it never stops the build."""
    warnings: tuple[Caution, ...] = ()
    """Cautions that leave the verdict as it is."""
    failed: str = ""
    """The notebook whose failure left the figure without a statistic to compare it with."""

    @property
    def severity(self) -> Severity:
        """The severity of this finding: it passes, warns, or stops the build; an acknowledged warning passes."""
        if self.reviewed:
            return Severity.OK
        severity = self.verdict.severity
        return Severity.WARNING if severity is Severity.OK and self.open_warnings else severity

    @property
    def open_warnings(self) -> tuple[Caution, ...]:
        """The warnings that nobody has acknowledged."""
        return tuple(caution for caution in self.warnings if not caution.acknowledged)
