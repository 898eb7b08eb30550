"""What pages say of themselves to machines."""

import json
from dataclasses import replace

import pytest

from factbook.model import Judged, Review, ReviewedClaim, ReviewFinding
from factbook.project.settings import Imprint
from factbook.render.metadata.head import Card, Site
from factbook.render.metadata.jsonld import (
    TableData,
    breadcrumbs,
    claim,
    claim_review,
    dataset,
    image,
    news_article,
    render_jsonld,
)
from figurecheck.model import Chart, Finding, Place, Rating, Source, Verdict
from schema_org import find_faults

SITE = Site(
    name="A report",
    author="A desk",
    edition="2026-03",
    day="2026-03-20",
    address="https://example.org/",
    licence="CC BY 4.0",
)
NOWHERE = Site(name="A report", day="2026-03-20", licence="CC BY 4.0")
CARD = Card(
    path="a/data.html", title="Data", description="Every table", picture="pictures/x.png", known_until="2026-03-19"
)
TABLE = TableData(
    name="riders",
    title="Riders by year",
    description="Boardings, as the operator counts them.",
    path="data/riders.csv",
    size=120,
    variables=(("Year", ""), ("Riders", "people")),
    first="2019",
    last="2025",
    licence="https://creativecommons.org/licenses/by/4.0/",
    creators=("The operator",),
)
CHART = Chart(id="x", title="It rose", alt="A line from {claim}`2 <a>` to 3.")
SOURCE = Source(id="s", title="Buses full", publisher="The Herald", published="2026-03-18", url="https://example.com/b")


REVIEW = Review(name="r", source="s", as_of="2026-03-18", claims=())


def make_claim(text="A fifth more than the year before.", printed="", statistic="", **more):
    machine, rating = Judged(day="holds", today="holds"), Judged(day=Rating.HOLDS, today=Rating.OVERTAKEN)
    claim = ReviewedClaim(
        id="H01", topic=text, printed=printed or text, says=text, statistic=statistic, machine=machine, rating=rating,
        because=Judged(day=text, today=text), place=Place(file="x.yml"), **more,
    )  # fmt: skip
    finding = Finding(verdict=Verdict.HOLDS, reason="", printed=claim.printed)
    return ReviewFinding(claim=claim, day=finding, today=finding)


def items(site, statistic, text="A fifth more."):
    return [
        news_article(site, CARD, [TABLE]),
        dataset(site, CARD, [TABLE]),
        claim(site, statistic, "evidence/x.html", [("3,232", "who.html")], ["data/riders.csv"]),
        claim_review(site, CARD, REVIEW, make_claim(text), SOURCE),
        breadcrumbs(site, [("Front", "index.html"), ("Data", "a/data.html")], "a/data.html"),
        image(
            site, CHART, "a/data.html", "charts/x.svg", "pictures/x.png", "Source: The operator.", ["data/riders.csv"]
        ),
    ]


@pytest.fixture
def statistic(make_finding):
    return make_finding().statistic


def read(markup):
    text = str(markup)
    head, foot = '<script type="application/ld+json">', "</script>"
    assert text.startswith(head)
    assert text.endswith(foot)
    inside = text[len(head) : -len(foot)]
    assert "<" not in inside
    return json.loads(inside)


def test_every_kind_has_what_is_asked_of_it(statistic):
    document = read(render_jsonld(items(SITE, statistic)))
    assert find_faults(document) == []
    assert [one["@type"] for one in document["@graph"]] == [
        "NewsArticle",
        "Dataset",
        "Claim",
        "ClaimReview",
        "BreadcrumbList",
        "ImageObject",
    ]


def test_a_report_names_who_answers_for_it_and_where_it_says_so(statistic):
    imprint = Imprint(publisher="Lake Press", editors=("Ann Ferry", "Lake Press"), corrections="In the next edition.")
    site = replace(SITE, imprint=imprint, about="https://example.org/about.html")
    article, _, claim, review, *_ = (document := read(render_jsonld(items(site, statistic))))["@graph"]
    assert find_faults(document) == []
    assert article["publisher"] == review["author"]
    assert article["publisher"]["name"] == "Lake Press"
    assert article["publisher"]["correctionsPolicy"] == "https://example.org/about.html#corrections"
    # It says nothing of money, and a publisher who edits is no person.
    assert "ownershipFundingInfo" not in article["publisher"]
    assert article["editor"] == [{"@type": "Person", "name": "Ann Ferry"}]
    assert article["author"]["name"] == claim["author"]["name"] == "A desk"


def test_without_an_address_nothing_absolute_is_made_up(statistic):
    document = read(render_jsonld(items(NOWHERE, statistic)))
    assert find_faults(document, within=True) == []
    assert "example.org" not in json.dumps(document)
    assert document["@graph"][1]["distribution"][1]["contentUrl"] == "../data/riders.csv"


def test_a_review_names_the_claim_who_made_it_and_where():
    review = claim_review(SITE, CARD, REVIEW, make_claim(), SOURCE)
    assert review["url"] == "https://example.org/a/data.html#H01"
    assert review["itemReviewed"]["author"]["name"] == "The Herald"
    assert review["itemReviewed"]["appearance"]["url"] == "https://example.com/b"
    assert review["itemReviewed"]["datePublished"] == "2026-03-18"


def test_a_review_has_the_rating_of_the_day_beside_that_of_today():
    day, today = claim_review(SITE, CARD, REVIEW, make_claim("Up {claim}`a fifth <x.y>`."), SOURCE)["reviewRating"]
    scale = {"ratingValue": 5, "worstRating": 1, "bestRating": 5}
    said = {"@type": "Rating", "ratingExplanation": "Up a fifth."}
    assert day == {**said, "reviewAspect": "18 March 2026", "alternateName": "Holds", **scale}
    assert today == {**said, "reviewAspect": "Latest: 19 March 2026", "alternateName": "Overtaken"}


@pytest.mark.parametrize(
    ("printed", "statistic", "words", "reviewed"),
    [
        ("a fifth", "trips.rise", "", "Trips rose 2 to 5: a fifth"),
        ("a fifth", "trips.rise", "A fifth more people took the bus", "Trips rose 2 to 5: a fifth"),
        ("20%", "", "", "Trips rose 2 to 5: 20%"),
        ("20%", "trips.rise", "they rose by a fifth", "Trips rose 2 to 5"),
        ("more trips", "", "", "Trips rose 2 to 5"),
        ("2 to 5", "trips.rise", "", "Trips rose 2 to 5"),
    ],
    ids=["as printed", "among its words", "digits", "a heading of ours", "no figure", "in the sentence"],
)
def test_what_is_reviewed_is_the_claim_alone(printed, statistic, words, reviewed):
    text = "Trips rose 2 to 5."
    found = make_claim(text, printed, statistic, words=words, aside="The heading is ours.", found="They did.")
    review = claim_review(SITE, CARD, REVIEW, found, SOURCE)
    assert (review["claimReviewed"], review["itemReviewed"]["text"]) == (reviewed, words or text.rstrip("."))
    assert review["reviewBody"] == "They did."
    assert "heading" not in json.dumps(review)


def test_a_dataset_says_when_what_and_from_whom():
    found = dataset(SITE, CARD, [TABLE])
    assert found["temporalCoverage"] == "2019/2025"
    assert found["creator"] == [{"@type": "Organization", "name": "The operator"}]
    assert {"@type": "PropertyValue", "name": "Riders", "unitText": "people"} in found["variableMeasured"]
    assert [one["contentUrl"] for one in found["distribution"]] == [
        "https://example.org/data/datapackage.json",
        "https://example.org/data/riders.csv",
    ]


@pytest.mark.parametrize(
    "attack", ["</script><script>x()</script>", "<!--<script>", "]]>", "\u2028\u2029", '"}]}', "&lt;", "{{ seven }}"]
)
def test_no_text_ends_the_script_or_breaks_the_data(attack, statistic):
    site = Site(name=attack, author=attack, edition=attack, day="2026-03-20", licence=attack)
    document = read(render_jsonld(items(site, statistic, attack)))
    assert document["@graph"][0]["publisher"]["name"] == attack


def test_a_page_without_data_has_no_script():
    assert render_jsonld([{}]) == ""


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda graph: graph[3].pop("itemReviewed"), "itemReviewed"),
        (lambda graph: graph[3]["reviewRating"][1].pop("alternateName"), "Rating lacks alternateName"),
        (lambda graph: graph[1].update(description="short"), "description"),
        (lambda graph: graph[0].update(url="javascript:x"), "no address"),
        (lambda graph: graph[0].update(datePublished="20 March"), "no date"),
        (lambda graph: graph[4]["itemListElement"][0].update(position=0), "count from 1"),
        (lambda graph: graph[2].update(author="A desk"), "no item"),
        (lambda graph: graph[0].update({"@type": "Meme"}), "no kind of ours"),
    ],
)
def test_the_rules_are_held_against_it(spoil, fault, statistic):
    document = read(render_jsonld(items(SITE, statistic)))
    spoil(document["@graph"])
    assert any(fault in one for one in find_faults(document))
