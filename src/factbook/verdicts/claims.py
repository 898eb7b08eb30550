"""Judge every figure of a report: claims, reported figures, reviewed claims, unbound numbers.

Pure: everything that was read or run comes in as an argument, and a wrong number is an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from typing import Protocol

from factbook.figures import DEFAULT_RULES, Rules, find
from factbook.model import (
    Basis,
    Claim,
    Finding,
    Number,
    Review,
    ReviewedClaim,
    ReviewFinding,
    Role,
    Severity,
    Source,
    Statistic,
    Verdict,
)
from factbook.model.errors import Complaint, suggest
from factbook.verdicts.cautions import CautionFinder
from factbook.verdicts.judge import judge

RENAMED = "_config.yml: factbook.renamed"


class Printed(Protocol):
    """What a source prints, as a cell of the data holds it."""

    @property
    def value(self) -> Decimal | None:
        """The number, in `unit`; ``None`` for a cell of words."""

    @property
    def unit(self) -> str:
        """The number's unit."""

    @property
    def text(self) -> str:
        """The cell as it stands in the file."""

    @property
    def key(self) -> str:
        """What identifies the cell's row in its table."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """All that a figure can be compared with."""

    statistics: Mapping[str, Statistic]
    sources: Mapping[str, Source]
    printed_by: Callable[[str], Sequence[Printed]]
    """What the data says that a source prints."""
    rules: Rules = DEFAULT_RULES
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Earlier ids of statistics, and the ids that replace them."""
    failed: Mapping[str, str | None] = field(default_factory=dict)
    """The code of each notebook that failed, ``None`` where it cannot be read: why statistics may be missing."""

    @cached_property
    def caution_finder(self) -> CautionFinder:
        """Finds the cautions of figures among these statistics; it remembers what it computed for one."""
        return CautionFinder(self.statistics)

    def find_failed(self, id: str) -> str:
        """Return the notebook that failed and that may record an id; empty if there is none."""
        # Ids are often put together from parts, so that their first word is all that must stand in the code.
        first = id.partition(".")[0]
        return next((notebook for notebook, code in self.failed.items() if code is None or first in code), "")

    def current_id(self, id: str) -> str:
        """Return the id that replaces an earlier one; the id itself if it is recorded or was not renamed."""
        return id if id in self.statistics else self.renamed.get(id, id)


def check_claim(claim: Claim, known: Known) -> Finding:
    """Judge one bound figure of ours. Waived figures (`Role.PLAIN`) are not for this function."""
    check = _check_reported if claim.role is Role.REPORTED else check_figure
    finding = check(claim.printed, claim.target, known, claim.locale)
    return replace(finding, claim=claim, place=claim.place, where=claim.where)


def check_value(
    printed: str,
    value: Decimal | str,
    *,
    unit: str = "",
    locale: str = "en",
    rules: Rules,
    basis: Basis | None = None,
) -> Finding:
    """Judge a printed figure against a value."""
    # A door to `judge`: a contract in pyproject.toml lets only this module and `scan` import it, so that no other part
    # judges figures in a way of its own.
    return judge(printed, value, unit=unit, locale=locale, rules=rules, basis=basis)


def check_figure(printed: str, target: str, known: Known, locale: str = "en") -> Finding:
    """Judge a printed figure against the statistic named `target`."""
    statistic = known.statistics.get(known.current_id(target))
    if statistic is None:
        notebook = known.find_failed(target)
        lost = f"could not be judged, since {notebook} failed"
        reason = lost if notebook else f"{target!r} was never recorded{_suggest(target, known.statistics)}"
        return Finding(verdict=Verdict.UNKNOWN, reason=reason, printed=printed, failed=notebook)
    finding = check_value(
        printed, statistic.value, unit=statistic.unit, locale=locale, rules=known.rules, basis=statistic.basis
    )
    return known.caution_finder.add_cautions(replace(finding, statistic=statistic))


def check_renamed(known: Known) -> Iterator[Complaint]:
    """Yield a complaint for each renaming whose earlier id is still recorded, or whose new id is not."""
    for old, new in known.renamed.items():
        place = f"{RENAMED}.{old}"
        if old in known.statistics:
            remedy = "remove the entry, or record the statistic under its new id only"
            yield Complaint(place=place, what=f"{old!r} is still recorded", remedy=remedy)
        if new not in known.statistics:
            remedy = suggest(known.statistics, new, "write the id of a recorded statistic")
            yield Complaint(place=place, what=f"{new!r} was never recorded", remedy=remedy)


def find_earlier_ids(claims: Iterable[Claim], reviewed: Iterable[ReviewedClaim], known: Known) -> Iterator[Complaint]:
    """Yield a warning for each claim, reviewed claim and reading that names a statistic by an earlier id."""
    named = [(claim.place, claim.target) for claim in claims if claim.role is Role.CLAIM]
    for claim in reviewed:
        named += [(claim.place, claim.statistic), *((one.place, one.statistic) for one in claim.readings)]
    for place, id in named:
        new = known.current_id(id)
        if new != id:
            yield Complaint(place=str(place), what=f"{id!r} was renamed", remedy=f"write {new}")


def check_number(number: Number) -> Finding:
    """Return the finding for a number that nothing binds."""
    where = "" if number.where == "prose" else f" in a {number.where}"
    reason = f"nothing binds it{where}: “{number.context}” (write {{claim}}`{number.text} <statistic>`)"
    return Finding(verdict=Verdict.UNBOUND, reason=reason, printed=number.text, place=number.place, where=number.where)


def check_review(review: Review, day: Known, today: Known) -> Iterator[ReviewFinding]:
    """Judge each reviewed claim on what was known on the publication's day, and on what is known now.

    A verdict that the editor has seen (`ReviewedClaim.machine`) never stops the build. One that has moved does, and so
    does a printed figure that the publication is not on record as having printed. Where rows of the publication have
    the claim's id as their key, or begin with it and a dot, only these count as its record.
    """
    for claim in review.claims:
        readings = tuple(_check_readings(claim, today))
        yield ReviewFinding(
            claim=claim,
            day=_seen(_check_reviewed(claim, review.source, day), claim.machine.day, claim),
            today=_seen(_check_reviewed(claim, review.source, today), claim.machine.today, claim),
            readings=readings,
        )


def find_moved_verdicts(finding: ReviewFinding) -> Iterator[Complaint]:
    """Yield a complaint for each verdict on a reviewed claim that is not the one the editor has seen."""
    claim = finding.claim
    for when, machine, seen in (("day", finding.day, claim.machine.day), ("today", finding.today, claim.machine.today)):
        if not machine.reviewed:
            what = (
                f"{claim.id} {claim.printed!r}: the verdict ({when}) is {machine.verdict}, not {seen}: {machine.reason}"
            )
            remedy = f"read the rating again, then set machine.{when}: {machine.verdict}"
            yield Complaint(place=str(claim.place), what=what, remedy=remedy, stale=True)


def count_verdicts(findings: Iterable[Finding]) -> dict[str, int]:
    """Count findings by verdict, in the order of the design's table; verdicts that do not occur are left out."""
    counted = [finding.verdict for finding in findings]
    return {verdict.value: counted.count(verdict) for verdict in Verdict if verdict in counted}


def worst(findings: Iterable[Finding]) -> Severity:
    """Return the gravest severity among the findings."""
    severities = {finding.severity for finding in findings}
    return next((level for level in (Severity.ERROR, Severity.WARNING) if level in severities), Severity.OK)


def _check_reported(printed: str, source_id: str, known: Known, locale: str, figure: str = "") -> Finding:
    source = known.sources.get(source_id)
    if source is None:
        reason = f"no source {source_id!r} in data/sources.csv{_suggest(source_id, known.sources)}"
        return Finding(verdict=Verdict.UNKNOWN, reason=reason, printed=printed)
    cells = known.printed_by(source_id)
    named = [cell for cell in cells if figure and (cell.key == figure or cell.key.startswith(f"{figure}."))]
    if not cells:
        reason = (
            f"as printed by {source.publisher or source.title}; no row of data/ says so, taken on the editor's word"
        )
        return Finding(verdict=Verdict.REPORTED, reason=reason, printed=printed, source=source)
    for cell in named or cells:
        if cell.text == printed or _agrees(printed, cell, locale, known.rules):
            reason = f"as printed by {source.publisher or source.title}, {source.published}; not recomputed"
            return Finding(
                verdict=Verdict.REPORTED,
                reason=reason,
                printed=printed,
                value=cell.value,
                unit=cell.unit,
                source=source,
            )
    reason = f"{source_id} is not on record as printing {printed} (add the row to data/, or correct the figure)"
    return Finding(verdict=Verdict.MISMATCH, reason=reason, printed=printed, source=source)


def _agrees(printed: str, cell: Printed, locale: str, rules: Rules) -> bool:
    """Return whether the cell has this very number; a qualifier around it is the source's own and leaves no room."""
    if cell.value is None:
        return False
    numbers = [found for found in find(printed, locale, rules=rules) if found.needs_claim]
    bare = printed[numbers[0].start : numbers[0].end] if len(numbers) == 1 else printed
    return check_value(bare, cell.value, unit=cell.unit, locale=locale, rules=rules).verdict is Verdict.EXACT


def _check_reviewed(claim: ReviewedClaim, source_id: str, known: Known) -> Finding:
    on_record = _check_reported(claim.printed, source_id, known, "en", figure=claim.id)
    if on_record.verdict is not Verdict.REPORTED:
        return replace(on_record, verdict=Verdict.UNKNOWN, place=claim.place)
    if not claim.statistic:
        return replace(on_record, place=claim.place)
    finding = check_figure(claim.printed, claim.statistic, known)
    return replace(finding, place=claim.place, source=known.sources.get(source_id))


def _seen(finding: Finding, seen: str, claim: ReviewedClaim) -> Finding:
    return replace(finding, reviewed=finding.verdict == seen, place=claim.place)


def _check_readings(claim: ReviewedClaim, known: Known) -> Iterator[Finding]:
    for reading in claim.readings:
        if reading.statistic and reading.printed:
            yield replace(check_figure(reading.printed, reading.statistic, known), place=reading.place)


def _suggest(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), n=1)
    return f" (did you mean {close[0]}?)" if close else ""
