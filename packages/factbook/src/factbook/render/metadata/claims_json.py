"""Findings and statistics of a report as JSON: what `factbook check --format json` prints and the site publishes.

`json_documents` declares every key; the functions here fill them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files

from factbook.model import Judged, Review, ReviewFinding
from factbook.project.settings import Settings
from factbook.render.metadata.json_documents import (
    CLAIMS,
    STATISTICS,
    AboutNoFigure,
    ClaimsBody,
    ClaimsDocument,
    Envelope,
    FindingItem,
    NoteItem,
    QuotedItem,
    RatingItem,
    StatisticFields,
    StatisticItem,
    StatisticsDocument,
    SummaryItem,
    WaivedItem,
    WarningItem,
    schema_file,
)
from factbook.render.series_basis import basis_json
from factbook.report.not_yet_known import NotYetKnown
from figurecheck.model import Caution, Claim, Finding, Quoted, Rating, Severity, Statistic, Verdict
from figurecheck.model.errors import Complaint
from figurecheck.report.margins import show_margin
from figurecheck.report.plain_values import JsonValue, plain_value


def claims_document(
    findings: Iterable[Finding],
    reviews: Iterable[tuple[Review, Iterable[ReviewFinding]]],
    settings: Settings,
    *,
    waived: Iterable[Claim] = (),
    complaints: Iterable[Complaint] = (),
    warnings: Iterable[Complaint] = (),
    notes: Iterable[NoteItem] = (),
) -> ClaimsDocument:
    """Return findings, waived figures, complaints, warnings about no figure, notes, and a summary as plain JSON values.

    `settings` are those of the report. The keys are those of `ClaimsDocument`.
    """
    body = claims_body(findings, reviews, waived=waived, complaints=complaints, warnings=warnings, notes=notes)
    return {**_envelope(settings, CLAIMS), **body}


def claims_body(
    findings: Iterable[Finding],
    reviews: Iterable[tuple[Review, Iterable[ReviewFinding]]],
    *,
    waived: Iterable[Claim] = (),
    complaints: Iterable[Complaint] = (),
    warnings: Iterable[Complaint] = (),
    notes: Iterable[NoteItem] = (),
) -> ClaimsBody:
    """Return what `claims_document` does without the envelope, as for a report whose settings cannot be read."""
    items = [finding_item(finding) for finding in findings]
    for review, reviewed in reviews:
        for found in reviewed:
            items.extend(_review_items(review, found))
    waivers: list[WaivedItem] = [
        {
            "id": claim.id,
            "file": claim.place.file,
            "line": claim.place.line,
            "printed": claim.printed,
            "reason": claim.target,
        }
        for claim in waived
    ]
    others = [complaint_item(complaint) for complaint in warnings]
    faults = list(complaints)
    return {
        "findings": items,
        "waived": waivers,
        "complaints": [{**complaint_item(complaint), "stale": complaint.stale} for complaint in faults],
        "warnings": others,
        "notes": list(notes),
        "summary": summarise(items, waived=len(waivers), complaints=len(faults), warnings=len(others)),
    }


def json_text(document: object) -> str:
    """Return a document as the JSON that the site publishes."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def read_schema(document: str) -> str:
    """Return the JSON Schema of a document, as text."""
    return files("factbook").joinpath("render", "metadata", "schemas", schema_file(document)).read_text("utf-8")


def _envelope(settings: Settings, document: str) -> Envelope:
    # Relative: the schema lies beside the document, wherever the site was copied to.
    return {
        "$schema": schema_file(document),
        "title": settings.title,
        "edition": {"label": settings.edition, "date": settings.edition_date},
        "licence": settings.licence,
        "address": settings.address,
    }


def complaint_item(complaint: Complaint) -> AboutNoFigure:
    """Return a complaint as plain values."""
    return {"place": complaint.place, "what": complaint.what, "remedy": complaint.remedy}


def summarise(items: list[FindingItem], *, waived: int = 0, complaints: int = 0, warnings: int = 0) -> SummaryItem:
    """Count findings by verdict and by severity; `warnings` are those about no figure, which are counted as well."""
    verdicts = [item["verdict"] for item in items]
    severities = [item["severity"] for item in items]
    return {
        "findings": len(items),
        "verdicts": {verdict: verdicts.count(verdict) for verdict in Verdict if verdict in verdicts},
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING) + warnings,
        "waived": waived,
        "complaints": complaints,
    }


def note_item(note: NotYetKnown) -> NoteItem:
    """Return what is said of rows that are not known yet as plain JSON values; the statistics are all listed."""
    return {
        "place": note.place,
        "dataset": note.dataset,
        "text": str(note),
        "day": note.day,
        "rows": note.rows,
        "of": note.total,
        "sources": list(note.sources),
        "known_from": note.known_from,
        "statistics": list(note.statistics),
    }


def _quoted_item(quoted: Quoted) -> QuotedItem:
    one = quoted.wording
    return {
        "text": one.text,
        "language": one.language,
        "translation": one.translation,
        "url": one.url,
        "accessed": one.accessed,
        "tried": one.tried,
        "missing": list(quoted.missing),
    }


def finding_item(finding: Finding, id: str = "", role: str = "") -> FindingItem:
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
        "how": finding.statistic.how if finding.statistic else None,
        "unit": finding.unit,
        "verdict": finding.verdict,
        "reason": finding.reason,
        "severity": finding.severity,
        "role": role or (claim.role.value if claim else "unbound"),
        "where": claim.where if claim else "",
        "source": finding.source.id if finding.source else None,
        "row": {"dataset": finding.row.dataset, "line": finding.row.lines[0]} if finding.row else None,
        "quoted": _quoted_item(finding.quoted) if finding.quoted else None,
        "interval": _interval(finding),
        "margin": plain_value(finding.margin),
        "edge": plain_value(finding.edge),
        "stands": show_margin(finding),
        "warnings": [warning_item(caution) for caution in finding.warnings],
        "acknowledged": finding.acknowledged,
        "sentence": {
            reading.aspect: {
                "state": reading.state,
                "words": reading.words,
                "reason": reading.reason,
                "acknowledged": reading.acknowledged,
            }
            for reading in finding.sentence
        },
    }


def warning_item(caution: Caution) -> WarningItem:
    """Return one warning as plain JSON values."""
    return {
        "code": caution.risk,
        "text": caution.text,
        "remedy": caution.remedy,
        "acknowledged": caution.acknowledged,
    }


def statistic_fields(statistic: Statistic, value: JsonValue) -> StatisticFields:
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
        "how": statistic.how,
        "part": statistic.part,
        "whole": statistic.whole,
        "sources": list(statistic.source_ids),
        "confirmed_by": list(statistic.confirming_ids),
    }


def statistic_item(statistic: Statistic) -> StatisticItem:
    """Return one statistic as `statistics.json` publishes it."""
    return {
        **statistic_fields(statistic, plain_value(statistic.value)),
        "datasets": list(statistic.datasets),
        "notebook": statistic.cell.notebook if statistic.cell else None,
        "cell": statistic.cell.index if statistic.cell else None,
    }


def statistics_document(statistics: Mapping[str, Statistic], settings: Settings) -> StatisticsDocument:
    """Return every statistic, sorted by id; `settings` are those of the report."""
    items = [statistic_item(statistics[id]) for id in sorted(statistics)]
    return {**_envelope(settings, STATISTICS), "statistics": items}


def _review_items(review: Review, found: ReviewFinding) -> Iterable[FindingItem]:
    claim = found.claim
    yield {
        **finding_item(found.today, id=f"{review.name}/{claim.id}", role="review"),
        "where": "review",
        "source": review.source,
        "day": found.day.verdict,
        "rating": _judged(claim.rating),
    }
    for at, reading in enumerate(found.readings, start=1):
        yield {**finding_item(reading, id=f"{review.name}/{claim.id}/reading/{at}", role="reading"), "where": "review"}


def _judged(judged: Judged[Rating]) -> RatingItem:
    return {"day": judged.day, "today": judged.today}


def _interval(finding: Finding) -> list[JsonValue | None] | None:
    if finding.interval is None:
        return None
    return [plain_value(finding.interval.low), plain_value(finding.interval.high)]
