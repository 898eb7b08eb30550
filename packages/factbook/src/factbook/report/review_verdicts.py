"""The claims of reviewed publications, judged on what was known on their day and on what is known now.

Also the reported figures of the report that quote such a claim. Everything that was read or run comes in as an
argument, and a wrong number is an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from factbook.model import Review, ReviewedClaim, ReviewFinding
from factbook.report.myst import strip_roles
from figurecheck.model import Claim, Finding, Rated, Role, Verdict
from figurecheck.model.errors import Complaint
from figurecheck.model.worded import phrase
from figurecheck.verdicts.claims import check_figure, refuse_source
from figurecheck.verdicts.known import Known
from figurecheck.verdicts.last_step import find_all_sources
from figurecheck.verdicts.reported import check_on_record


def check_review(review: Review, day: Known, today: Known, locale: str = "en") -> Iterator[ReviewFinding]:
    """Judge each reviewed claim on what was known on the publication's day, and on what is known now.

    A verdict that the editor has seen (`ReviewedClaim.machine`) never stops the build. One that has moved does, and so
    does a printed figure that the publication is not on record as having printed. Where rows of the publication have
    the claim's id as their key, or begin with it and a dot, only these count as its record. Figures are read in the
    language of the publication, else in `locale`.
    """
    locale = review.language or locale
    for claim in review.claims:
        readings = tuple(_check_readings(claim, today, locale))
        yield ReviewFinding(
            claim=claim,
            day=_seen(_check_reviewed(claim, review.source, day, locale), claim.machine.day, claim),
            today=_seen(_check_reviewed(claim, review.source, today, locale), claim.machine.today, claim),
            readings=readings,
        )


def find_moved_verdicts(finding: ReviewFinding) -> Iterator[Complaint]:
    """Yield a complaint for each verdict on a reviewed claim that is not the one the editor has seen.

    Where that of its day and that of today have become the same, it is one.
    """
    claim, day, today = finding.claim, finding.day, finding.today
    moved = [(when, one) for when, one in (("day", day), ("today", today)) if not one.reviewed]
    seen = {"day": claim.machine.day, "today": claim.machine.today}
    if len(moved) > 1 and (day.verdict, day.reason, seen["day"]) == (today.verdict, today.reason, seen["today"]):
        moved = [("day and today", today)]
    for when, one in moved:
        was = seen.get(when, seen["today"])
        what = phrase(
            "{id} {printed!r}: the verdict ({when}) is {verdict}, not {was}: {reason}",
            id=claim.id,
            printed=claim.printed,
            when=when,
            verdict=one.verdict,
            was=was,
            reason=one.reason,
        )
        settings = (
            f"machine.{when}: {one.verdict}"
            if when in seen
            else f"machine: {{day: {one.verdict}, today: {one.verdict}}}"
        )
        remedy = phrase("read the rating again, then set {settings}", settings=settings)
        yield Complaint(str(claim.place), what, remedy, stale=True)


def find_earlier_ids(claims: Iterable[Claim], reviewed: Iterable[ReviewedClaim], known: Known) -> Iterator[Complaint]:
    """Yield a warning for each claim, reviewed claim and reading that names a statistic by an earlier id."""
    named = [(claim.place, claim.target) for claim in claims if claim.role is Role.CLAIM]
    for claim in reviewed:
        named += [(claim.place, claim.statistic), *((one.place, one.statistic) for one in claim.readings)]
    for place, id in named:
        new = known.current_id(id)
        if new != id and new in known.statistics:
            yield Complaint(str(place), phrase("{id!r} was renamed", id=id), phrase("write {id}", id=new))


def _check_reviewed(claim: ReviewedClaim, source_id: str, known: Known, locale: str) -> Finding:
    source = known.sources.get(source_id)
    if source is None:
        return refuse_source(claim.printed, source_id, known)
    on_record = check_on_record(claim.printed, source, known.printed_by(source_id), claim.id, known.rules, locale)
    if on_record.verdict is not Verdict.REPORTED:
        return replace(on_record, verdict=Verdict.UNKNOWN)
    if not claim.statistic:
        return on_record
    return replace(check_figure(claim.printed, claim.statistic, known, locale), source=source)


def _seen(finding: Finding, seen: str, claim: ReviewedClaim) -> Finding:
    return replace(finding, reviewed=finding.verdict == seen, place=claim.place)


def _check_readings(claim: ReviewedClaim, known: Known, locale: str) -> Iterator[Finding]:
    for reading in claim.readings:
        if reading.is_judged:
            yield replace(check_figure(reading.printed, reading.statistic, known, locale), place=reading.place)


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
