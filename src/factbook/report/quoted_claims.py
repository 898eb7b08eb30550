"""Reported figures that quote a claim of a publication under review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from factbook.model import Finding, Rated, Review, ReviewedClaim, ReviewFinding, Verdict
from factbook.report.myst import strip_roles


def attach_ratings(
    findings: Iterable[Finding], reviews: Sequence[tuple[Review, Sequence[ReviewFinding]]]
) -> tuple[Finding, ...]:
    """Return the findings; each reported figure of a reviewed publication with the claim that it quotes.

    That is the claim whose number stands in the row that prints the figure, else the only one that prints the same.
    """
    by_source = {review.source: review for review, _ in reviews}
    return tuple(_attach(finding, by_source) for finding in findings)


def _attach(finding: Finding, by_source: Mapping[str, Review]) -> Finding:
    if finding.verdict is not Verdict.REPORTED or finding.source is None or finding.source.id not in by_source:
        return finding
    review = by_source[finding.source.id]
    claim = _find_claim(finding, review.claims)
    return finding if claim is None else replace(finding, rated=_rate(review, claim))


def _find_claim(finding: Finding, claims: Sequence[ReviewedClaim]) -> ReviewedClaim | None:
    cells = {str(cell) for row in finding.row.rows for cell in row} if finding.row else set()
    named = [claim for claim in claims if claim.id in cells]
    alike = [claim for claim in claims if claim.printed == finding.printed]
    found = named or alike
    return found[0] if len(found) == 1 else None


def _rate(review: Review, claim: ReviewedClaim) -> Rated:
    return Rated(
        review=review.name,
        id=claim.id,
        says=" ".join(strip_roles(claim.says).split()),
        day=claim.rating.day,
        today=claim.rating.today,
        because=strip_roles(claim.because.today),
        statistic=claim.statistic,
    )
