"""A figure that names a statistic by an earlier id is judged against it, and its line is named."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factbook.model import Judged, Reading, ReviewedClaim
from factbook.report.review_verdicts import find_earlier_ids
from figurecheck.model import Claim, Place, Role, Statistic, Verdict
from figurecheck.verdicts.claims import check_claim
from figurecheck.verdicts.known import Known, check_renamed, find_unrecorded

RIDERS = Statistic(id="riders.total", value=Decimal(23022), unit="people")
SHARE = Statistic(id="riders.share", value=Decimal("0.2913"), unit="share")


def known(**renamed: str) -> Known:
    names = {old.replace("_", "."): new for old, new in renamed.items()}
    statistics = {one.id: one for one in (RIDERS, SHARE)}
    return Known(statistics=statistics, sources={}, printed_by=lambda source: (), renamed=names)


def claim(target: str, role: Role = Role.CLAIM) -> Claim:
    return Claim(id="x/1", role=role, printed="23,022", target=target, place=Place(file="book/x.md", line=3))


def reviewed(statistic: str, reading: str) -> ReviewedClaim:
    judged = Judged(day="exact", today="exact")
    place = Place(file="book/reviews/a.yml", line=5)
    readings = (Reading(label="all", statistic=reading, printed="23,022", place=Place(file=place.file, line=9)),)
    return ReviewedClaim(
        id="A01", topic="", printed="23,022", says="", statistic=statistic, machine=judged, rating=judged,
        because=judged, readings=readings, place=place,
    )  # fmt: skip


def test_a_claim_is_judged_against_the_statistic_of_the_new_id():
    finding = check_claim(claim("riders.all"), known(riders_all="riders.total"))
    assert (finding.verdict, finding.statistic) == (Verdict.EXACT, RIDERS)
    assert check_claim(claim("riders.all"), known()).verdict is Verdict.UNKNOWN


def test_each_line_that_names_an_earlier_id_is_warned_of():
    claims = [claim("riders.all"), claim("riders.total"), claim("riders.all", Role.PLAIN), claim("nothing")]
    review = reviewed("riders.all", "riders.part")
    names = known(riders_all="riders.total", riders_part="riders.share")
    assert [str(one) for one in find_earlier_ids(claims, [review], names)] == [
        "book/x.md:3: 'riders.all' was renamed (write riders.total)",
        "book/reviews/a.yml:5: 'riders.all' was renamed (write riders.total)",
        "book/reviews/a.yml:9: 'riders.part' was renamed (write riders.share)",
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "riders_share", "riders.total",
            "riders.share: 'riders.share' is still recorded (remove the entry, or record the statistic under its new "
            "id only)",
            id="an id that is not gone",
        ),
    ],
)  # fmt: skip
def test_a_renaming_that_cannot_be_meant_is_a_complaint(old, new, expected):
    assert [str(one) for one in check_renamed(known(**{old: new}))] == [f"_config.yml: factbook.renamed.{expected}"]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        pytest.param(
            "riders.totl", "riders.all: 'riders.totl' was never recorded (did you mean riders.total?)", id="a slip"
        ),
        pytest.param(
            "x", "riders.all: 'x' was never recorded (write the id of a recorded statistic)", id="nothing"
        ),
    ],
)  # fmt: skip
def test_a_renaming_to_what_is_not_recorded_is_a_warning(new, expected):
    assert [str(one) for one in find_unrecorded(known(riders_all=new))] == [f"_config.yml: factbook.renamed.{expected}"]


def test_a_renaming_of_what_is_recorded_is_none():
    assert list(check_renamed(known(riders_all="riders.total"))) == []
