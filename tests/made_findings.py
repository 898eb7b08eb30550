"""Findings of one page, for tests that show some."""

from __future__ import annotations

from factbook.model import Finding
from factbook.report.findings import Findings, PageFindings
from factbook.report.pages import Page
from factbook.verdicts.known import Known


def make_findings(*findings: Finding, file: str = "book/index.md") -> Findings:
    """Return findings as a report has them."""
    known = Known(statistics={}, sources={}, printed_by=lambda source: [])
    return Findings([PageFindings.of(findings, Page(name=file), known)])
