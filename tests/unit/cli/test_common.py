"""What the commands print of a checked report."""

from __future__ import annotations

from types import SimpleNamespace

from factbook.cli.common import describe_findings
from factbook.model import Finding, Verdict

HOLDS = Finding(verdict=Verdict.EXACT, reason="", printed="12")
WRONG = Finding(verdict=Verdict.MISMATCH, reason="", printed="13")


def test_readings_of_reviewed_claims_are_not_counted_as_ours():
    reviewed = SimpleNamespace(today=WRONG, readings=(HOLDS, HOLDS))
    report = SimpleNamespace(
        complaints=(), findings=(HOLDS,), reviews=(("review", (reviewed,)),), errors=(WRONG,), warnings=(), waived=(),
        all_findings=(HOLDS, WRONG, HOLDS, HOLDS), notes=(),
    )  # fmt: skip
    lines = list(describe_findings(report))
    assert "  ours: 1 exact" in lines
    assert "  of the publications under review: 2 exact, 1 mismatch" in lines
