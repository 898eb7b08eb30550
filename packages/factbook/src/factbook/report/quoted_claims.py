"""Reported figures that quote a claim of a publication under review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from factbook.model import Review, ReviewFinding
from factbook.report.myst import strip_roles
from figurecheck.model import Finding, Rated, Verdict
from figurecheck.verdicts.last_step import find_all_sources


def attach_ratings(
    findings: Iterable[Finding], reviews: Sequence[tuple[Review, Sequence[ReviewFinding]]]
) -> tuple[Finding, ...]:
    """Return the findings; each reported figure of a reviewed publication with the claim that it quotes.

    That is the claim whose number stands in the row that prints the figure, else the only one that prints the same.
    """
    by_source = {review.source: (review, found) for review, found in reviews}
    return tuple(_attach(finding, by_source) for finding in findings)


def _attach(finding: Finding, by_source: Mapping[str, tuple[Review, Sequence[ReviewFinding]]]) -> Finding:
    if finding.verdict is not Verdict.REPORTED or finding.source is None or finding.source.id not in by_source:
        return finding
    review, claims = by_source[finding.source.id]
    found = _find_claim(finding, claims)
    return finding if found is None else replace(finding, rated=_rate(review, found))


def _find_claim(finding: Finding, claims: Sequence[ReviewFinding]) -> ReviewFinding | None:
    cells = {str(cell) for row in finding.row.rows for cell in row} if finding.row else set()
    named = [one for one in claims if one.claim.id in cells]
    alike = [one for one in claims if one.claim.printed == finding.printed]
    found = named or alike
    return found[0] if len(found) == 1 else None


def _rate(review: Review, found: ReviewFinding) -> Rated:
    claim = found.claim
    rated = Rated(
        review=review.name,
        id=claim.id,
        says=" ".join(strip_roles(claim.says).split()),
        day=claim.rating.day,
        today=claim.rating.today,
        likely=strip_roles(claim.likely),
        asked=review.asked,
        proof=_find_proof(found),
        statistic=claim.statistic,
    )
    return replace(rated, because=strip_roles(getattr(claim.because, rated.reason_day)))


def _find_proof(found: ReviewFinding) -> tuple[str, ...]:
    day, today, rating = found.day.statistic, found.today.statistic, found.claim.rating
    if day is None or today is None or day.value != today.value or rating.day is not rating.today:
        return ()
    return find_all_sources(day)
