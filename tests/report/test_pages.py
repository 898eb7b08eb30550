"""What this report promises of its own text: its main finding, its review, its list of conflicts, its own words."""

from __future__ import annotations

import csv
import hashlib
import re
from functools import cache
from pathlib import Path

import pytest

from factbook.model import Review
from factbook.project.settings import read_project
from factbook.report.pages import Page, read_page
from factbook.report.reviews import read_review
from figurecheck.model import Claim, Rating, Role, Verdict

ROOT = Path(__file__).parents[2]
REVIEW = Path("book/reviews/asiae-2025-05-20.yml")
PAGES = sorted(path.relative_to(ROOT) for path in (ROOT / "book").glob("*.md"))
WORDS = re.compile(r"[a-z0-9]+")
GRAM = 8


@cache
def page(name: str) -> Page:
    names = read_project(ROOT).settings.names
    return read_page(ROOT, Path("book") / name, names=names)


@cache
def review() -> Review:
    return read_review(ROOT, REVIEW)


def rows(table: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bound(name: str) -> set[tuple[str, str]]:
    return {(claim.printed, claim.target) for claim in page(name).claims}


def grams(text: str) -> set[str]:
    words = WORDS.findall(text.lower())
    return {" ".join(words[at : at + GRAM]) for at in range(len(words) - GRAM + 1)}


# The main finding


@pytest.mark.parametrize("name", ["index.md", "foreign.md"])
@pytest.mark.parametrize(
    ("printed", "target"),
    [
        ("762", "asiae_en_seed#A04"),
        ("370", "asiae_en_seed#A05"),
        ("3,232", "foreign.total.2024"),
        ("1,958", "foreign.total.2020"),
        ("1.65 times", "foreign.ratio.2020_2024"),
        ("2.06 times", "article.ratio"),
        ("11.6%", "foreign.dealing.share.2024"),
    ],
)
def test_the_main_finding_stands_on_the_front_page_and_in_its_chapter_with_every_figure_bound(
    name: str, printed: str, target: str
) -> None:
    assert (printed, target) in bound(name)


def test_the_front_page_says_that_the_subset_is_an_inference() -> None:
    text = (ROOT / "book/index.md").read_text("utf-8")
    assert "That is our reading; {searched}`we found nothing that confirms it <label_762>`" in text
    assert "much, and less than the article says" in text
    assert "the paper was not asked" in text


def test_every_reading_of_the_foreign_figure_that_was_tried_is_in_the_chapter() -> None:
    shares = {target for _, target in bound("foreign.md") if re.fullmatch(r"foreign\.\w+\.share\.(2020|2024)", target)}
    assert shares >= {
        f"foreign.{group}.share.{year}" for group in ("dealing", "smuggling", "supply") for year in (2020, 2024)
    }
    assert ("1,466", "foreign.police.2020") in bound("foreign.md")


# Numbers on the pages


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_no_number_on_a_page_stands_unbound(path: Path) -> None:
    read = page(path.name)
    assert not read.complaints
    assert [f"{number.place}: {number.text} in “{number.context}”" for number in read.numbers] == []


def test_most_figures_are_recomputed_and_few_are_waived() -> None:
    claims: list[Claim] = [claim for path in PAGES for claim in page(path.name).claims]
    by_role = {role: sum(claim.role is role for claim in claims) for role in Role}
    assert by_role[Role.CLAIM] >= 200
    assert by_role[Role.PLAIN] <= len(claims) // 20


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_every_page_describes_itself_and_opens_with_a_standfirst(path: Path) -> None:
    text = (ROOT / path).read_text("utf-8")
    assert re.match(r"---\n(?:.*\n)*?description:", text)
    assert "```{standfirst}" in text


# The review


def test_the_review_rates_all_claims_of_the_article_in_order() -> None:
    assert [claim.id for claim in review().claims] == [f"A{number:02d}" for number in range(1, 27)]
    assert {claim.id for claim in review().claims} == {row["claim_id"] for row in rows("article_figures")}


def test_each_reviewed_figure_is_printed_as_the_article_prints_it() -> None:
    printed = {(row["claim_id"], row["printed"]) for row in rows("article_figures")}
    assert {(claim.id, claim.printed) for claim in review().claims} <= printed


def test_the_figures_of_foreigners_are_contradicted_after_six_readings_each() -> None:
    claims = {claim.id: claim for claim in review().claims}
    for name in ("A04", "A05"):
        assert claims[name].rating.day == claims[name].rating.today == Rating.CONTRADICTED
        assert len(claims[name].readings) == 6
        assert "dealing offenders" in claims[name].readings[0].label


def test_no_rating_contradicts_what_the_machine_found() -> None:
    for claim in review().claims:
        for rating, verdict in ((claim.rating.day, claim.machine.day), (claim.rating.today, claim.machine.today)):
            if rating == Rating.HOLDS:
                assert verdict != Verdict.MISMATCH, claim.id
            if rating == Rating.CONTRADICTED:
                assert verdict == Verdict.MISMATCH, claim.id
            if rating == Rating.UNTRACED:
                # The article's own arithmetic may hold of counts that stand nowhere else.
                assert verdict == Verdict.REPORTED or claim.statistic.startswith("article."), claim.id


def test_nothing_is_overtaken_on_its_own_day() -> None:
    for claim in review().claims:
        assert claim.rating.day != Rating.OVERTAKEN, claim.id
        if claim.rating.today == Rating.OVERTAKEN:
            assert claim.rating.day == Rating.HOLDS, claim.id


def test_a_rating_that_calls_a_claim_traced_on_its_day_names_a_source_of_that_day() -> None:
    published = {row["source_id"]: row["published"] for row in rows("sources")}
    last_day = {source: f"{date}-99-99"[:10] for source, date in published.items()}
    for claim in review().claims:
        if claim.rating.day == Rating.HOLDS:
            assert min(last_day[source] for source in claim.source_ids) <= review().as_of, claim.id


def test_every_source_of_the_review_is_a_source_of_the_data() -> None:
    known = {row["source_id"] for row in rows("sources")}
    named = {source for claim in review().claims for source in claim.source_ids} | {review().source}
    assert named <= known


# Where sources disagree


@pytest.mark.parametrize("row", rows("source_conflicts"), ids=lambda row: row["conflict_id"])
def test_each_pair_of_figures_that_disagree_stands_on_one_line_of_its_page(row: dict[str, str]) -> None:
    number = re.compile(r"\d[\d.,]*")
    pair = [*number.findall(row["printed"])[:1], *number.findall(row["elsewhere"])[-1:]]
    sources = [row["source_id"], row["compare_source_id"]] if not pair else []
    lines = (ROOT / "book/conflicts.md").read_text("utf-8").splitlines()
    assert any(all(text in line for text in [*pair, *sources]) for line in lines)


# Own words


@pytest.mark.parametrize("path", [*PAGES, REVIEW], ids=str)
def test_no_eight_words_in_a_row_are_the_articles(path: Path) -> None:
    """The article is kept only as fingerprints of its eight-word runs: copies show, and nothing can be read back."""
    theirs = set((ROOT / "tests/report/article-8grams.txt").read_text("utf-8").split())
    ours = grams((ROOT / path).read_text("utf-8"))
    assert [gram for gram in ours if hashlib.sha1(gram.encode()).hexdigest()[:12] in theirs] == []


@pytest.mark.parametrize("path", [*PAGES, REVIEW], ids=str)
def test_no_headline_of_a_source_is_taken_over(path: Path) -> None:
    theirs = {gram for row in rows("sources") for gram in grams(row["title"])}
    assert grams((ROOT / path).read_text("utf-8")) & theirs == set()
