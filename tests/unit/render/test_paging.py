"""What a long list has no room for on one page stands on further ones, and nothing is left out."""

from __future__ import annotations

import pytest

from factbook.model import Judged, ReviewedClaim, ReviewFinding
from factbook.render.html.review import (
    MOST_CHARACTERS,
    ClaimView,
    ReviewView,
    divide_review,
    render_review,
)
from factbook.render.html.source_page import MOST_PRINTINGS, count_source_pages, render_source_page
from figurecheck.model import Finding, Place, Rating, Source, Verdict

PLACE = Place(file="book/reviews/r.yml", line=1)
FOUND = Finding(printed="1", verdict=Verdict.EXACT, reason="r")


def reviewed(number: int, topic: str, text: str) -> ReviewFinding:
    claim = ReviewedClaim(
        id=f"A{number}",
        topic=topic,
        printed="1",
        says=text,
        machine=Judged(day=Verdict.EXACT, today=Verdict.EXACT),
        rating=Judged(day=Rating.HOLDS, today=Rating.HOLDS),
        because=Judged(day="d", today="t"),
        place=PLACE,
    )
    return ReviewFinding(claim=claim, day=FOUND, today=FOUND)


@pytest.mark.parametrize(
    ("count", "text"), [(1, "x"), (23, "x" * 4_000), (200, "x {claim}`1 <a.b>`"), (40, "나" * 9_000)]
)
def test_every_claim_of_a_review_is_on_one_page_beside_its_topic(count, text):
    found = [reviewed(at, "ab"[at % 2], text) for at in range(count)]
    pages = divide_review(found)
    ids = [one.claim.id for page in pages for one in page]
    assert ids == [one.claim.id for topic in "ab" for one in found if one.claim.topic == topic]
    assert all(pages)
    assert len(pages) == 1 or sum(len(one.claim.says.encode()) for one in pages[0]) < MOST_CHARACTERS
    assert (len(pages) > 1) is (count > 30)


def test_the_first_page_of_a_long_review_keeps_the_address_of_every_claim(read_html):
    claim = ClaimView(id="A0", topic="t", printed="1", says="s", found="f", rating_day="holds", rating_today="holds")
    columns = [(reviewed(at, "t", "x").claim, "r/2.html" if at else "") for at in range(2)]
    view = ReviewView(day="d", claims=(claim,), glance=tuple(columns), others=("", "r/2.html"), number=0, total=2)
    html = read_html(render_review(view))
    assert [one.get("id") for one in html.find("li") if one.get("id")] == ["A1"]
    assert {"#A0", "r/2.html#A1", "r/2.html"} <= {one.get("href") for one in html.find("a")}
    assert "2 claims on 2 pages" in html.text


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (MOST_PRINTINGS, 1), (MOST_PRINTINGS + 1, 2)])
def test_every_figure_of_a_source_is_on_one_of_its_pages(count, pages, read_html):
    findings = [Finding(printed=f"{at}", verdict=Verdict.REPORTED, reason="") for at in range(count)]
    assert count_source_pages(findings) == pages
    others = [f"source-s~{at}.html" for at in range(pages)]
    shown = [
        read_html(render_source_page(Source(id="s", title="S"), findings, number=number, others=others))
        for number in range(pages)
    ]
    assert sum(len([one for one in page.find("li") if "fb-led" in (one.get("class") or "")]) for page in shown) == count
    assert all((others[-1] in {one.get("href") for one in page.find("a")}) is (pages > 1) for page in shown[:1])
