"""A figure that quotes a reviewed claim carries its rating, and what proved it on the publication's own day."""

from decimal import Decimal

import pytest

from factbook.model import Judged, Review, ReviewedClaim, ReviewFinding
from factbook.report.review_verdicts import attach_ratings
from figurecheck.model import Finding, Place, Rating, Source, Statistic, Verdict
from figurecheck.model.statistic import RowSet

HERALD = Source(id="herald", title="Seals")
PLACE = Place(file="book/reviews/herald.yml", line=5)


def judged(value, source):
    rows = RowSet(columns=("value", "source_id"), rows=((value, source),), lines=(2,))
    statistic = Statistic(id="a", value=Decimal(value), rows=(rows,))
    return Finding(verdict=Verdict.MISMATCH, reason="", printed="76", statistic=statistic)


@pytest.mark.parametrize(
    ("then", "now", "rating", "because", "proof"),
    [
        ((32, "old"), (32, "new"), "contradicted", "an old list", ("old",)),
        ((30, "old"), (32, "new"), "contradicted", "an old list", ()),
        ((32, "old"), (32, "new"), "overtaken", "a new list", ()),
    ],
    ids=["the same value on both days", "another value", "another rating"],
)
def test_what_is_named_for_the_day_was_known_on_it(then, now, rating, because, proof):
    claim = ReviewedClaim(
        id="A1", topic="Seals", printed="76", says="So many *seals*.", statistic="a", found="", place=PLACE,
        machine=Judged(day=Verdict.MISMATCH, today=Verdict.MISMATCH), likely="pups",
        rating=Judged(day=Rating.CONTRADICTED, today=Rating(rating)),
        because=Judged(day="an old list", today="a new list"),
    )  # fmt: skip
    review = Review(name="herald", source="herald", as_of="2025-05-20", asked="2025-06-01", claims=(claim,))
    quoted = Finding(verdict=Verdict.REPORTED, reason="", printed="76", source=HERALD)
    found = ReviewFinding(claim=claim, day=judged(*then), today=judged(*now))
    (shown,) = attach_ratings([quoted], [(review, (found,))])
    assert (shown.rated.because, shown.rated.proof) == (because, proof)
    assert (shown.rated.likely, shown.rated.asked) == ("pups", "2025-06-01")
