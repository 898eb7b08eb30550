"""Findings and statistics of a report as JSON: what `factbook check --format json` prints and the site publishes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from factbook.model import Caution, Claim, Finding, Judged, Rating, Review, ReviewFinding, Severity, Statistic, Verdict
from factbook.model.errors import Complaint
from factbook.render.margins import show_margin
from factbook.render.series_basis import basis_json


def claims_document(
    findings: Iterable[Finding],
    reviews: Iterable[tuple[Review, Iterable[ReviewFinding]]],
    *,
    waived: Iterable[Claim] = (),
    complaints: Iterable[Complaint] = (),
) -> dict[str, Any]:
    """Return findings, waived figures, complaints and a summary as plain JSON values.

    Each finding has ``id, file, line, printed, statistic, value, unit, verdict, reason``, and also ``severity``,
    ``role``, ``where``, ``source``, ``interval``, ``margin`` (in the finding's unit), ``edge`` (the value at its end),
    ``stands`` (the same in words), ``warnings`` (each ``code, text, remedy, acknowledged``) and ``sentence`` (by aspect:
    ``state, words, reason, acknowledged``); one on a reviewed claim also ``day`` (the verdict on its day) and ``rating``.
    """
    items = [finding_item(finding) for finding in findings]
    for review, reviewed in reviews:
        for found in reviewed:
            items.extend(_review_items(review, found))
    waivers = [
        {
            "id": claim.id,
            "file": claim.place.file,
            "line": claim.place.line,
            "printed": claim.printed,
            "reason": claim.target,
        }
        for claim in waived
    ]
    faults = [
        {"place": complaint.place, "what": complaint.what, "remedy": complaint.remedy, "stale": complaint.stale}
        for complaint in complaints
    ]
    return {
        "findings": items,
        "waived": waivers,
        "complaints": faults,
        "summary": summarise(items, waived=len(waivers), complaints=len(faults)),
    }


def summarise(items: list[dict[str, Any]], *, waived: int = 0, complaints: int = 0) -> dict[str, Any]:
    """Count findings by verdict and by severity."""
    verdicts = [item["verdict"] for item in items]
    severities = [item["severity"] for item in items]
    return {
        "findings": len(items),
        "verdicts": {verdict.value: verdicts.count(verdict) for verdict in Verdict if verdict in verdicts},
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "waived": waived,
        "complaints": complaints,
    }


def finding_item(finding: Finding, id: str = "", role: str = "") -> dict[str, Any]:
    """Return one finding as plain JSON values."""
    claim, place = finding.claim, finding.place
    return {
        "id": id or (claim.id if claim else f"{place}/{finding.printed}"),
        "file": place.file if place else "",
        "line": place.line if place else None,
        "cell": place.cell if place else None,
        "printed": finding.printed,
        "statistic": finding.statistic.id
        if finding.statistic
        else (claim.target if claim and not finding.source else None),
        "value": plain_value(finding.value),
        "unit": finding.unit,
        "verdict": finding.verdict.value,
        "reason": finding.reason,
        "severity": finding.severity.value,
        "role": role or (claim.role.value if claim else "unbound"),
        "where": claim.where if claim else "",
        "source": finding.source.id if finding.source else None,
        "interval": _interval(finding),
        "margin": plain_value(finding.margin),
        "edge": plain_value(finding.edge),
        "stands": show_margin(finding),
        "warnings": [warning_item(caution) for caution in finding.warnings],
        "sentence": {
            reading.aspect.value: {
                "state": reading.state.value,
                "words": reading.words,
                "reason": reading.reason,
                "acknowledged": reading.acknowledged,
            }
            for reading in finding.sentence
        },
    }


def warning_item(caution: Caution) -> dict[str, str]:
    """Return one warning as plain JSON values."""
    return {
        "code": caution.risk.value,
        "text": caution.text,
        "remedy": caution.remedy,
        "acknowledged": caution.acknowledged,
    }


def statistic_fields(statistic: Statistic, value: int | float | str | None) -> dict[str, Any]:
    """Return what all JSON of a statistic says about it, with its value in the form given, as plain JSON values."""
    return {
        "id": statistic.id,
        "label": statistic.label,
        "about": statistic.about,
        "measure": statistic.measure,
        "value": value,
        "unit": statistic.unit,
        "population": statistic.population,
        "period": statistic.period,
        "note": statistic.note,
        "basis": basis_json(statistic.basis) if statistic.basis else None,
        "part": statistic.part,
        "whole": statistic.whole,
        "sources": list(statistic.source_ids),
    }


def statistic_item(statistic: Statistic) -> dict[str, Any]:
    """Return one statistic as `statistics.json` publishes it."""
    return {
        **statistic_fields(statistic, plain_value(statistic.value)),
        "datasets": list(statistic.datasets),
        "notebook": statistic.cell.notebook if statistic.cell else None,
        "cell": statistic.cell.index if statistic.cell else None,
    }


def statistics_document(statistics: Mapping[str, Statistic]) -> list[dict[str, Any]]:
    """Return every statistic, sorted by id."""
    return [statistic_item(statistics[id]) for id in sorted(statistics)]


def plain_value(value: Decimal | str | None) -> int | float | str | None:
    """Return a decimal as the JSON number that reads back as it; dates stay text."""
    if not isinstance(value, Decimal):
        return value
    # Python writes the shortest digits that read back as the same float, which for a recorded decimal are its own.
    return int(value) if value == value.to_integral_value() else float(value)


def _review_items(review: Review, found: ReviewFinding) -> Iterable[dict[str, Any]]:
    claim = found.claim
    yield {
        **finding_item(found.today, id=f"{review.name}/{claim.id}", role="review"),
        "where": "review",
        "source": review.source,
        "day": found.day.verdict.value,
        "rating": _judged(claim.rating),
    }
    for at, reading in enumerate(found.readings, start=1):
        yield {**finding_item(reading, id=f"{review.name}/{claim.id}/reading/{at}", role="reading"), "where": "review"}


def _judged(judged: Judged[Rating]) -> dict[str, str]:
    return {"day": judged.day, "today": judged.today}


def _interval(finding: Finding) -> list[int | float | str | None] | None:
    if finding.interval is None:
        return None
    return [plain_value(finding.interval.low), plain_value(finding.interval.high)]
