"""Every figure gets its verdict, and nothing that was not checked passes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from factbook.data.descriptor import Field, Resource
from factbook.data.printed import SourceRows, index_sources
from factbook.data.tables import Table
from factbook.model import Judged, Review, ReviewedClaim
from factbook.report.review_verdicts import check_review, find_moved_verdicts
from figurecheck.model import Claim, Number, Place, Role, Severity, Source, Statistic, Verdict
from figurecheck.verdicts.claims import check_claim, check_figure, check_number
from figurecheck.verdicts.known import Known

HERE = Place(file="book/x.md", line=3)


FIELDS = ("figure_id", "what", "printed", "value", "unit", "source_id")
ROWS = Table(
    resource=Resource(
        name="figures",
        path="figures.csv",
        fields=tuple(Field(name=name, type="integer" if name == "value" else "string") for name in FIELDS),
        key=("figure_id",),
    ),
    cells=tuple(
        zip(
            ("A01", "weight of the find", "2 tonnes", 2000, "kg", "gazette"),
            ("staff", "drug staff", "some 80", None, "", "gazette"),
            strict=True,
        )
    ),
    lines=(2, 3),
    numbers=(2, 3),
)
PRINTED = index_sources({"figures": ROWS})
KNOWN = Known(
    statistics={
        "riders.total": Statistic(id="riders.total", value=Decimal(23022), unit="people"),
        "riders.share": Statistic(id="riders.share", value=Decimal("0.2913"), unit="share"),
    },
    sources={"gazette": Source(id="gazette", title="Gazette"), "rumour": Source(id="rumour", title="Rumour")},
    printed_by=lambda source: PRINTED.get(source) or SourceRows(source),
)


def claim(printed: str, target: str, role: Role = Role.CLAIM) -> Claim:
    return Claim(id="x/1", role=role, printed=printed, target=target, place=HERE)


@pytest.mark.parametrize(
    ("printed", "target", "role", "verdict"),
    [
        ("23,022", "riders.total", Role.CLAIM, Verdict.EXACT),
        ("29.1%", "riders.share", Role.CLAIM, Verdict.ROUNDED),
        ("23,023", "riders.total", Role.CLAIM, Verdict.MISMATCH),
        ("23,022", "riders.totl", Role.CLAIM, Verdict.UNKNOWN),
        ("2 tonnes", "gazette#A01", Role.REPORTED, Verdict.REPORTED),
        ("some 80", "gazette#staff", Role.REPORTED, Verdict.REPORTED),
        ("3 tonnes", "gazette#A01", Role.REPORTED, Verdict.MISMATCH),
        ("2 tonnes", "gazete#A01", Role.REPORTED, Verdict.UNKNOWN),
        ("anything", "rumour", Role.REPORTED, Verdict.UNKNOWN),
    ],
)
def test_verdict(printed: str, target: str, role: Role, verdict: Verdict) -> None:
    finding = check_claim(claim(printed, target, role), KNOWN)
    assert finding.verdict is verdict
    assert finding.place == HERE


def test_a_near_name_is_suggested() -> None:
    assert "did you mean riders.total?" in check_claim(claim("5", "riders.totl"), KNOWN).reason


def test_a_number_that_nothing_binds_is_an_error() -> None:
    finding = check_number(Number(text="57", place=HERE, where="caption", context="and 57 drivers"))
    assert finding.severity is Severity.ERROR
    assert "in a caption" in finding.reason


def test_a_number_that_nothing_binds_in_a_review_may_be_what_the_publication_says():
    finding = check_number(Number(text="57", place=HERE, where="review", context="and 57 drivers"))
    assert finding.reason.endswith(
        "(write {claim}`57 <statistic>`, or {plain}`57 <as the publication says>` where the publication says it)"
    )


def reviewed(printed: str, statistic: str, seen: str) -> ReviewedClaim:
    return ReviewedClaim(
        id="A01",
        topic="x",
        printed=printed,
        says="x",
        statistic=statistic,
        machine=Judged(day=seen, today=seen),
        rating=Judged(day="holds", today="holds"),
        because=Judged(day="x", today="x"),
        place=HERE,
    )


@pytest.mark.parametrize(
    ("printed", "statistic", "seen", "stops"),
    [
        pytest.param("2 tonnes", "", "reported", 0, id="on record, nothing to recompute"),
        pytest.param("2 tonnes", "riders.total", "incomparable", 0, id="their mismatch is a finding, not our failure"),
        pytest.param("2 tonnes", "riders.total", "exact", 1, id="a verdict that the editor has not seen stops"),
        pytest.param("3 tonnes", "", "reported", 1, id="a figure that they are not on record with stops"),
    ],
)
def test_a_review(printed: str, statistic: str, seen: str, stops: int) -> None:
    review = Review(name="x", source="gazette", as_of="2025-05-20", claims=(reviewed(printed, statistic, seen),))
    found = list(check_review(review, KNOWN, KNOWN))
    assert len(list(find_moved_verdicts(found[0]))) == stops
    assert (found[0].today.severity is Severity.OK) == (stops == 0)


@pytest.mark.parametrize(("language", "locale"), [("", "ko"), ("ko", "en")])
def test_the_figures_of_a_review_are_read_in_its_language_or_that_of_the_report(language, locale):
    finds = {f"find.{kg}": Statistic(id=f"find.{kg}", value=Decimal(kg), unit="kg") for kg in (2040, 3040)}
    known = replace(KNOWN, statistics=finds)
    claims = tuple(reviewed("2톤", id, "rounded") for id in finds)
    review = Review(name="x", source="gazette", as_of="2025-05-20", language=language, claims=claims)
    found = check_review(review, known, known, locale)
    assert [one.today.verdict for one in found] == [Verdict.ROUNDED, Verdict.MISMATCH]


def test_a_publication_of_which_no_row_is_recorded_is_not_taken_on_anybody_s_word() -> None:
    review = Review(name="x", source="rumour", as_of="2025-05-20", claims=(reviewed("2 tonnes", "", "reported"),))
    (found,) = check_review(review, KNOWN, KNOWN)
    assert found.today.verdict is Verdict.UNKNOWN
    assert found.today.reason.endswith("(add a row for it, with the key A01)")


def test_a_figure_of_a_notebook_that_failed_is_not_taken_for_a_misspelt_one():
    failed = {"notebooks/a.ipynb": "fb.record(f'riders.{year}', 1)", "notebooks/b.ipynb": "x = 1"}
    known = Known(statistics={}, sources={}, printed_by=lambda _: (), failed=failed)
    lost = check_figure("5", "riders.2025", known)
    assert (lost.failed, lost.reason) == (
        "notebooks/a.ipynb",
        "could not be judged, since notebooks/a.ipynb failed",
    )
    other = check_figure("5", "boats.2025", known)
    assert not other.failed
    assert other.reason.startswith("'boats.2025' was never recorded")
