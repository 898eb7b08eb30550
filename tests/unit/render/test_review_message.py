"""The message that asks a publication for comment: what it prints, what we found, and what would change it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from factbook.cli.review import _choose
from factbook.model import Judged, Review, ReviewedClaim, ReviewFinding
from factbook.render.terminal.review_message import Sender, render_question
from figurecheck.model import Interval, Place, Rating, Source, Statistic, Verdict
from figurecheck.model.finding import Finding

PLACE = Place(file="book/reviews/herald.yml", line=3)
SOURCES = {
    "herald": Source(id="herald", title="Buses are back", publisher="Herald", url="https://herald.example/1"),
    "office": Source(id="office", title="Bus report"),
}
SENDER = Sender(
    report="By bus",
    author="The post",
    address="https://post.example/",
    contact="errors@post.example",
    until="2026-04-09",
)


def make(id: str, rating: Rating, verdict: Verdict, *, unit: str = "people", interval: Interval | None = None, **more):
    claim = ReviewedClaim(
        id=id, topic="Trips", printed="762", says="Trips in {claim}`2025 <year>`\n of *all* lines.", statistic="trips",
        machine=Judged(day=verdict, today=verdict), rating=Judged(day=rating, today=rating),
        because=Judged(day="the town's own count", today="unchanged"), found="It is {claim}`1,958 <trips>`.",
        sources=("office",), place=PLACE, **more,
    )  # fmt: skip
    statistic = Statistic(id="trips", value=Decimal(1958), unit=unit, label="Trips in 2025")
    today = Finding(
        verdict=verdict,
        reason="",
        printed="762",
        value=Decimal(1958),
        unit=unit,
        statistic=statistic,
        interval=interval,
    )
    return ReviewFinding(claim=claim, day=today, today=today)


WRONG = make(
    "H2", Rating.CONTRADICTED, Verdict.MISMATCH, interval=Interval(low=Decimal("761.5"), high=Decimal("762.5"))
)
HOLDS = make("H1", Rating.HOLDS, Verdict.EXACT)
REVIEW = Review(name="herald", file="book/reviews/herald.yml", source="herald", as_of="2026-03-20", claims=())


def ask(*asked, holding=(), sender=SENDER, language="en") -> str:
    return render_question(REVIEW, asked, holding, sender, SOURCES, language)


def test_it_has_all_that_the_publisher_needs():
    lines = ask(WRONG, holding=[HOLDS]).splitlines()
    for line in (
        "Figures in “Buses are back”: your comment by 9 April 2026",
        "To Herald",
        "https://herald.example/1",
        "[H2] You print: 762",
        "  As we understand it: Trips in 2025 of *all* lines.",
        "  What we found: It is 1,958.",
        "  The data gives: 1,958 people (Trips in 2025)",
        "  Checked against: Bus report",
        "  Our rating: Contradicted",
        "  Because: the town's own count; unchanged",
        "  What would change it: a source by which it is 762, or another reading of what is counted",
        "These hold: H1 (762).",
        "Please answer by 9 April 2026, to errors@post.example.",
        "The post, By bus",
    ):
        assert line in lines, line


@pytest.mark.parametrize("language", ["en", "ko"])
def test_it_is_in_one_language_and_has_no_markup_of_roles(language):
    text = ask(WRONG, language=language)
    assert "{claim}" not in text
    assert "{" not in text
    assert ("2026년 4월 9일까지 답해 주십시오. 보내실 곳은 errors@post.example입니다." in text) == (language == "ko")
    assert ("You print" in text) == (language == "en")


def test_without_an_address_to_answer_to_it_asks_for_an_answer_all_the_same():
    assert "Please answer by 9 April 2026.\n" in ask(WRONG, sender=replace(SENDER, contact="", address=""))


@pytest.mark.parametrize(
    "found",
    [
        make("H3", Rating.PART, Verdict.EXACT, interval=Interval(low=Decimal(762), high=Decimal(762))),
        make("H3", Rating.UNTRACED, Verdict.MISMATCH),
    ],
    ids=["a value that bears it out", "nothing to compare it with"],
)
def test_where_no_value_decides_it_asks_for_a_source(found):
    assert "  What would change it: a public source from which it can be worked out\n" in ask(found)


def test_two_ratings_are_told_with_their_days():
    claim = replace(WRONG.claim, rating=Judged(day=Rating.HOLDS, today=Rating.OVERTAKEN))
    assert "  Our rating: Holds when it appeared, Overtaken by the latest sources\n" in ask(replace(WRONG, claim=claim))


def test_a_claim_that_later_data_bears_out_is_asked_about_with_what_was_known_on_its_day():
    claim = replace(WRONG.claim, rating=Judged(day=Rating.CONTRADICTED, today=Rating.HOLDS))
    later = replace(WRONG.today, value=Decimal(762), verdict=Verdict.EXACT, statistic=None, interval=None)
    found = replace(WRONG, claim=claim, today=later)
    assert _choose((found, HOLDS), (), "herald", everything=False) == ([found], [HOLDS])
    text = ask(found, holding=[HOLDS])
    assert "do not hold" in text or "does not hold" in text
    for line in (
        "  The data gives: 1,958 people (Trips in 2025)\n",
        "  Our rating: Contradicted when it appeared, Holds by the latest sources\n",
        "  What would change it: a source by which it is 762, or another reading of what is counted\n",
        "\nThese hold: H1 (762).\n",
    ):
        assert line in text, line


def test_characters_that_nobody_sees_are_shown():
    claim = replace(WRONG.claim, printed="76\x1b[31m2\u202e")
    text = ask(replace(WRONG, claim=claim))
    assert "76\\x1b[31m2\\u202e" in text
