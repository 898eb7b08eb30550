"""Findings of one page, for tests that show some; and all that values of the model say, for tests that store them."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from factbook.report.findings import Findings, PageFindings
from factbook.report.pages import Page
from figurecheck.model import Finding
from figurecheck.model.worded import Worded
from figurecheck.verdicts.known import Known


def make_findings(*findings: Finding, file: str = "book/index.md") -> Findings:
    """Return findings as a report has them."""
    known = Known(statistics={}, sources={}, printed_by=lambda source: [])
    return Findings([PageFindings.of(findings, Page(name=file), known)])


def describe(value: object) -> object:
    """Return a value with all that its texts say, and the digits of its numbers, which equality does not see."""
    if isinstance(value, Worded):
        return (str(value), describe(value.meaning))
    if is_dataclass(value):
        return (type(value), [(field.name, describe(getattr(value, field.name))) for field in fields(value)])
    if isinstance(value, dict):
        return [(key, describe(one)) for key, one in value.items()]
    if isinstance(value, tuple):
        return tuple(map(describe, value))
    return (type(value), str(value))
