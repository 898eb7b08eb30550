"""A review file is read whole, and every fault in it is named with its line."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from factbook.project.settings import EXTENSION, read_project
from factbook.report.asked_for import find_faulty_sources
from factbook.report.checked_report import Report
from factbook.report.reviews import parse_review
from figurecheck.figures import DEFAULT_RULES
from figurecheck.model import Source
from figurecheck.model.errors import ReviewError
from figurecheck.verdicts.known import Known
from tiny import write_tiny

GOOD = """publication: {source: gazette, as_of: 2025-05-20}
claims:
  - id: A01
    topic: Riders
    printed: "3.60"
    says: |
      The paper says so.
    words: "all of 3.60 riders, it says"
    aside: The heading is ours.
    statistic: riders.total.2024
    machine: {day: exact, today: mismatch}
    readings:
      - {label: All riders, statistic: riders.all.2024, printed: "4"}
    found: |
      Not so.
    rating: {day: holds, today: overtaken}
    because: {day: It was so, today: It is not}
    sources: [gazette]
"""


def test_a_good_review_is_read() -> None:
    review = parse_review(GOOD, file="book/reviews/gazette.yml")
    claim = review.claims[0]
    assert (review.name, review.source, review.as_of) == ("gazette", "gazette", "2025-05-20")
    assert (claim.printed, claim.statistic, claim.machine.today, claim.rating.today) == (
        "3.60",
        "riders.total.2024",
        "mismatch",
        "overtaken",
    )
    assert str(claim.place) == "book/reviews/gazette.yml:5"
    assert [reading.printed for reading in claim.readings] == ["4"]


def test_every_text_that_readers_see_is_kept_with_its_line() -> None:
    texts = {text.strip(): place.line for text, place in parse_review(GOOD, file="x.yml").texts}
    assert texts == {
        "Riders": 4,
        "The paper says so.": 7,
        "The heading is ours.": 9,
        "All riders": 13,
        "Not so.": 15,
        "It was so": 17,
        "It is not": 17,
    }


@pytest.mark.parametrize(
    ("good", "bad", "complaint"),
    [
        pytest.param(
            'printed: "3.60"',
            "printed: 3.60",
            "x.yml:5: claims[0].printed: 3.60 is not text (quote it, so that 3.60 keeps its zero)",
            id="a number without quotes",
        ),
        pytest.param(
            "day: holds",
            "day: fine",
            "x.yml:16: claims[0].rating.day: 'fine' is unknown "
            "(write one of holds, part, untraced, contradicted, overtaken)",
            id="unknown rating",
        ),
        pytest.param(
            "topic: Riders",
            "topik: Riders",
            "x.yml:4: claims[0].topik: no such key (did you mean topic?)",
            id="key with a slip",
        ),
        pytest.param(
            "topic: Riders",
            "topic: Riders\n    verdict: exact",
            "x.yml:5: claims[0].verdict: no such key (known are aside, because, found, id, likely, machine, "
            "printed, rating, readings, reply, says, sources, statistic, topic, words)",
            id="unknown key",
        ),
        pytest.param(
            "as_of: 2025-05-20",
            "as_of: May",
            "x.yml:1: publication.as_of: 'May' is not a date (write it as 2025-05-20)",
            id="no date",
        ),
        pytest.param(
            "sources: [gazette]",
            "sources: gazette",
            "x.yml:18: claims[0].sources: 'gazette' is not a list (write [a, b] or - lines)",
            id="no list",
        ),
        pytest.param(
            "all of 3.60 riders, it says",
            "all of the 3.60 riders on earth, it says",
            "x.yml:8: claims[0].words: has 9 words (quote at most 7)",
            id="a quotation that is too long",
        ),
        pytest.param(
            "sources: [gazette]",
            "sources: {day: gazette, today: []}",
            "x.yml:18: claims[0].sources.day: 'gazette' is not a list (write [a, b] or - lines)",
            id="no list of a day",
        ),
    ],
)
def test_bad_review(good: str, bad: str, complaint: str) -> None:
    with pytest.raises(ReviewError) as caught:
        parse_review(GOOD.replace(good, bad), file="x.yml")
    assert complaint in [str(one) for one in caught.value.complaints]


ASKED = "asked: 2025-05-22"
ANSWERED = """
  imprint:
    publisher: Lake Press
    editors: [Ann Ferry]
    funding: Readers pay for it.
    corrections: In the next edition.
  contact: a@lake.example
"""
NOT_ASKED = (
    "book/reviews/gazette.yml:1: The Gazette was not asked, and the review is not sealed like that "
    "(write asked: with the day (factbook review ask); or unasked: with the reason)"
)
EMPTY = "is empty, and no review of a publication is sealed without it (fill it in)"


def find_unanswered(root: Path, publication: str, own: str, publisher: str = "The Gazette") -> list[str]:
    write_tiny(root)
    (root / "_config.yml").write_text(f"sphinx: {{extra_extensions: [{EXTENSION}]}}\nfactbook:{own}", "utf-8")
    text = GOOD.replace("as_of: 2025-05-20}", f"as_of: 2025-05-20, {publication}}}")
    source = Source(id="gazette", title="A report of May", publisher=publisher)
    report = Report(
        project=read_project(root),
        catalog=SimpleNamespace(),
        reviews=((parse_review(text, file="book/reviews/gazette.yml"), ()),),
        known=Known(statistics={}, sources={"gazette": source}, printed_by=lambda _: None, rules=DEFAULT_RULES),
    )
    return [*map(str, report.unanswered)]


@pytest.mark.parametrize(
    ("publication", "own", "publisher", "found"),
    [
        pytest.param("", ANSWERED, "The Gazette", [NOT_ASKED], id="not asked"),
        pytest.param(ASKED, ANSWERED, "The Gazette", [], id="asked"),
        pytest.param("unasked: It has closed.", ANSWERED, "The Gazette", [], id="not asked, with the reason"),
        pytest.param("", " {}\n", "", [], id="nobody published it"),
        pytest.param(
            ASKED,
            ANSWERED.replace("Readers pay for it.", ""),
            "The Gazette",
            [f"_config.yml:6: factbook.imprint.funding: {EMPTY}"],
            id="funding not said",
        ),
        pytest.param(
            ASKED,
            "\n  contact: a@lake.example\n",
            "The Gazette",
            [
                f"_config.yml:3: factbook.imprint.{name}: {EMPTY}"
                for name in "publisher editors funding corrections".split()
            ],
            id="nobody answers for the report",
        ),
    ],
)
def test_a_named_publication_is_asked_or_readers_learn_why_not(tmp_path, publication, own, publisher, found):
    assert find_unanswered(tmp_path, publication, own, publisher) == found


def test_who_was_asked_has_no_reason_why_not():
    with pytest.raises(
        ReviewError, match=r"x\.yml:1: says when it was asked, and why it was not \(leave out asked: or"
    ):
        parse_review(GOOD.replace("as_of: 2025-05-20}", f"as_of: 2025-05-20, {ASKED}, unasked: No.}}"), file="x.yml")


def test_all_faults_are_named_in_one_run() -> None:
    bad = GOOD.replace('"3.60"', "3.60").replace("day: exact", "day: perfect").replace("topic: Riders", "topic:")
    with pytest.raises(ReviewError) as caught:
        parse_review(bad, file="x.yml")
    assert len(caught.value.complaints) == 3


def test_an_id_that_stands_twice_is_named() -> None:
    again = GOOD + GOOD[GOOD.index("  - id") :]
    with pytest.raises(ReviewError, match="claim A01 is listed twice"):
        parse_review(again, file="x.yml")


@pytest.mark.parametrize("text", ["", "[", "a: b: c", "claims: 5", "- x\n- y", "publication:\nclaims:\n  - 5"])
def test_what_is_no_review_is_a_complaint_and_no_traceback(text: str) -> None:
    with pytest.raises(ReviewError):
        parse_review(text, file="x.yml")


class Rows:
    """The rows of a source that prints one figure."""

    names = ("riders.2024",)

    def find_rows(self, name):
        return [one for one in self.names if one == name]


SOURCES = {
    "gazette": Source(id="gazette", title="G", published="2025-05-20"),
    "census": Source(id="census", title="C", published="2025-02"),
    "later": Source(id="later", title="L", published="2025-06-16"),
    "undated": Source(id="undated", title="U"),
}
YOUNG = "x.yml:5: {id} is of {day}, and was not known on 2025-05-20 (list it under sources: today:, and one of its day"


@pytest.mark.parametrize(
    ("sources", "complaint"),
    [
        pytest.param("[census, later]", "", id="a list is divided by date"),
        pytest.param("{day: [census#riders.2024], today: [later]}", "", id="a row of a source of the day"),
        pytest.param("[later]", "x.yml:5: A01 has no source that was known on 2025-05-20 (add one to", id="none"),
        pytest.param("{day: [], today: [census]}", "x.yml:5: A01 has no source that was known on", id="none for it"),
        pytest.param("{day: [later], today: []}", YOUNG.format(id="later", day="2025-06-16"), id="a younger one"),
        pytest.param("{day: [undated], today: []}", YOUNG.format(id="undated", day="no known day"), id="undated"),
        pytest.param("[census#rider.2024]", "(did you mean census#riders.2024?)", id="no such row"),
        pytest.param("[censys, census]", "there is no source 'censys' (did you mean census?)", id="no such source"),
    ],
)
def test_a_rating_of_a_day_rests_on_what_was_known_on_it(sources, complaint):
    review = parse_review(GOOD.replace("[gazette]", sources), file="x.yml")
    found = [*map(str, find_faulty_sources(review, SimpleNamespace(sources=SOURCES, printed_by=lambda _: Rows())))]
    assert len(found) == bool(complaint)
    assert complaint in "".join(found)


def test_what_could_not_be_traced_on_its_day_needs_no_source_of_it():
    text = GOOD.replace("[gazette]", "[later]").replace("rating: {day: holds", "rating: {day: untraced")
    assert [*find_faulty_sources(parse_review(text, file="x.yml"), SimpleNamespace(sources=SOURCES))] == []
