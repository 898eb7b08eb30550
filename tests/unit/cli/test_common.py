"""What the commands print of a checked report."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from factbook.cli.common import describe_findings, exit_code
from factbook.report.checked_report import group_by_severity
from figurecheck.model import Caution, Finding, Risk, Verdict
from figurecheck.model.errors import Complaint
from made_findings import make_findings

HOLDS = Finding(verdict=Verdict.EXACT, reason="", printed="12")
WRONG = Finding(verdict=Verdict.MISMATCH, reason="", printed="13")


def test_readings_of_reviewed_claims_are_not_counted_as_ours():
    reviewed = (WRONG, HOLDS, HOLDS)
    report = SimpleNamespace(
        complaints=(), findings=make_findings(HOLDS), reviews=("a review",), errors=(WRONG,), warnings=(), waived=(),
        open_findings=reviewed, reviewed_findings=reviewed, by_severity=group_by_severity(reviewed), notes=(),
        unanswered=(),
    )  # fmt: skip
    lines = list(describe_findings(report))
    assert "  ours: 1 exact" in lines
    assert "  of the publications under review: 2 exact, 1 mismatch" in lines


THIN = Finding(
    verdict=Verdict.EXACT, reason="", printed="14", warnings=(Caution(risk=Risk.THIN_MARGIN, text="a thin margin"),)
)
UNREAD = Finding(verdict=Verdict.UNBOUND, reason="", printed="15", deferred=True)
OURS = Complaint("_config.yml", "a warning")
THEIRS = Complaint("data/x.csv", "a warning", warns=True)
STALE = Complaint("review.yml", "has moved", stale=True)
BROKEN = Complaint("data/x.csv", "cannot be read")


@pytest.mark.parametrize(
    ("findings", "warnings", "complaints", "code", "strict"),
    [
        pytest.param([HOLDS], [], [], 0, 0, id="all holds"),
        pytest.param([HOLDS, WRONG], [], [], 1, 1, id="one does not"),
        pytest.param([HOLDS, THIN], [], [], 0, 1, id="a caution"),
        pytest.param([HOLDS, UNREAD], [], [], 0, 0, id="a number that nobody has bound yet"),
        pytest.param([HOLDS], [OURS], [], 0, 1, id="a warning"),
        pytest.param([HOLDS], [THEIRS], [], 0, 0, id="a warning about data of others"),
        pytest.param([HOLDS], [], [STALE], 1, 1, id="a rating that has moved"),
        pytest.param([HOLDS, WRONG], [], [BROKEN], 2, 2, id="an input that cannot be used"),
    ],
)
def test_the_exit_code_is_that_of_the_gravest_thing(findings, warnings, complaints, code, strict):
    report = SimpleNamespace(by_severity=group_by_severity(findings), warnings=warnings, complaints=complaints)
    assert [exit_code(report, strict=False), exit_code(report, strict=True)] == [code, strict]
