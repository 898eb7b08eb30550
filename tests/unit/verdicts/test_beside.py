"""A qualifier that stands beside a bound figure says as much as one that is bound with it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factbook.model import Claim, Place, Role, Statistic, Verdict
from factbook.verdicts.claims import check_claim
from factbook.verdicts.known import Known

KNOWN = Known(
    statistics={
        "trips": Statistic(id="trips", value=Decimal(1732651), unit="trips", label="Trips"),
        "births": Statistic(id="births", value=Decimal(2388), unit="people", label="출생아"),
        "share": Statistic(id="share", value=Decimal("0.0561"), unit="share", label="Share"),
    },
    sources={},
    printed_by=lambda _: (),
)


def judge(before: str, printed: str, target: str, behind: str, locale: str) -> Verdict:
    passage = f"{before}{printed}{behind}"
    start = len(before)
    claim = Claim(
        id="x/1", role=Role.CLAIM, printed=printed, target=target, place=Place(file="a.md", line=1), locale=locale,
        passage=passage, start=start,
    )  # fmt: skip
    return check_claim(claim, KNOWN).verdict


@pytest.mark.parametrize(
    ("before", "printed", "target", "behind", "locale"),
    [
        ("There were fewer than ", "1.7 million", "trips", " trips.", "en"),
        ("There were nearly ", "1.7 million", "trips", " trips.", "en"),
        ("There were at most ", "1.7 million", "trips", " trips.", "en"),
        ("There were well over ", "1.7 million", "trips", " trips.", "en"),
        ("There were ", "1.7 million", "trips", " trips or fewer.", "en"),
        ("They had more than ", "6%", "share", " of all.", "en"),
        ("Es waren weniger als ", "1,7 Millionen", "trips", " Fahrten.", "de"),
        ("Es waren knapp ", "1,7 Millionen", "trips", " Fahrten.", "de"),
        ("Sie hatten mehr als ", "6 Prozent", "share", ".", "de"),
        ("출생아는 ", "2390명", "births", " 이상이다.", "ko"),
        ("출생아는 ", "2390명", "births", "을 넘는다.", "ko"),
        ("출생아는 최소 ", "2390명", "births", "이다.", "ko"),
    ],
)
def test_a_false_qualifier_beside_a_figure_is_told(before, printed, target, behind, locale):
    assert judge(before, printed, target, behind, locale) in {Verdict.MISMATCH, Verdict.LOOSE}
    assert judge("It was ", printed, target, ".", locale) is Verdict.ROUNDED


@pytest.mark.parametrize(
    ("before", "printed", "target", "behind", "locale"),
    [
        ("There were more than ", "1.7 million", "trips", " trips.", "en"),
        ("There were at least ", "1.7 million", "trips", " trips.", "en"),
        ("There were about ", "1.7 million", "trips", " trips.", "en"),
        ("There were no more than ", "1.7 million", "trips", " trips.", "en"),
        ("There were 2.1 million in 2024, more than the ", "1.7 million", "trips", " of 2023.", "en"),
        ("There were 2.1 million in 2024, more than ", "1.8 million", "trips", " a year before.", "en"),
        ("Sie hatten weniger als ", "6 Prozent", "share", ".", "de"),
        ("출생아는 ", "2390명", "births", "에 못 미친다.", "ko"),
        ("사망자는 3581명으로 출생아 ", "2390명", "births", "을 넘는다.", "ko"),
        ("출생아는 약 ", "2390명", "births", "이다.", "ko"),
    ],
)
def test_a_true_qualifier_and_a_comparison_with_another_amount_change_nothing(before, printed, target, behind, locale):
    assert judge(before, printed, target, behind, locale) is judge("It was ", printed, target, ".", locale)


@pytest.mark.parametrize(("before", "verdict"), [("more than ", Verdict.EXACT), ("nearly ", Verdict.MISMATCH)])
def test_more_than_an_exact_amount_may_compare_and_nearly_may_not(before, verdict):
    assert judge(f"It was {before}", "1,732,651", "trips", ".", "en") is verdict
