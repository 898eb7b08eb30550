"""Search in a real browser: numbers with and without separators, Korean, ids; on a server and from a folder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from conftest import serving

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(scope="module", params=["served", "folder"])
def opened(request, site: Path, browser: Browser) -> Iterator[tuple[Page, str, list[str]]]:
    """A page, the address of the search on it, and what it says in the console."""
    with ExitStack() as stack:
        base = stack.enter_context(serving(site)) if request.param == "served" else site.as_uri()
        context = stack.enter_context(browser.new_context(viewport={"width": 390, "height": 900}))
        page, said = context.new_page(), []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page, base.rstrip("/") + "/search.html", said


@pytest.fixture
def page(opened: tuple[Page, str, list[str]]) -> Iterator[Page]:
    found, address, said = opened
    if found.url.partition("?")[0] != address:
        found.goto(address)
        found.wait_for_selector("form[data-whole]", state="attached")
    yield found
    assert said == []


def search(page: Page, words: str) -> list[str]:
    page.fill("#fb-q-main", words)
    return page.locator("#search-results li").all_inner_texts()


def links_for(page: Page, words: str) -> list[str]:
    search(page, words)
    return page.locator("#search-results a").evaluate_all("all => all.map(link => link.getAttribute('href'))")


@pytest.mark.parametrize(
    "words", ["서울", "경제", "3,232", "3232", "23022", "23,022", "dealing", "DEALING", "３,２３２"]
)
def test_what_readers_type_is_found(page, words):
    assert search(page, words)


@pytest.mark.parametrize("id", ["foreign.total.2024", "offenders.total", "asiae_en_seed"])
def test_an_id_finds_its_own_evidence_first(page, id):
    assert id in search(page, id)[0]


def test_a_number_finds_the_statistic_that_has_it(page, site):
    statistics = json.loads((site / "statistics.json").read_text("utf-8"))["statistics"]
    total = next(one for one in statistics if one["id"] == "offenders.total.2024")
    assert any("offenders.total.2024" in line for line in search(page, str(total["value"])))


@pytest.mark.parametrize("part", ["share.2024", "foreign.share", "gn.sha"])
def test_a_part_of_an_id_finds_it(page, part):
    found = any("foreign.share.2024" in line for line in search(page, part))
    assert found == (part != "gn.sha")


def test_three_printed_figures_come_first_then_what_can_be_read_then_other_figures(page):
    kinds = ["evidence/" in link for link in links_for(page, "dealing")]
    assert kinds[:3] == [True] * 3
    assert kinds[3:] == sorted(kinds[3:])
    assert not kinds[3]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("how many foreigners arrested", "foreign nationals arrested by the police"),
        ("14.0%", "14.0%: foreign nationals among the drug offenders of 2024"),
        ("foreign share 2024", "14.0%: foreign nationals among the drug offenders of 2024"),
        ("what was the share of foreigners in 2024?", "14.0%: foreign nationals among the drug offenders of 2024"),
        ("teenagers", "under twenty"),
        ("how many women were there in 2023", "women"),
        ("investigator", "investigators"),
    ],
)
def test_a_plain_question_finds_the_printed_figure_that_answers_it(page, question, answer):
    assert any(answer in line for line in search(page, question)[:3])


def test_who_asks_how_many_sees_a_number_of_them_first(page):
    assert "%" not in search(page, "how many foreign offenders")[0].partition(":")[0]


def test_what_is_too_much_for_a_page_is_shown_on_demand(page):
    shown = len(search(page, "2024"))
    more = page.locator(".fb-more")
    assert page.locator("#fb-search-told").inner_text() == f"{shown + int(more.inner_text().split()[1])} found"
    more.click()
    assert page.locator("#fb-search-told").inner_text() == f"{page.locator('#search-results li').count()} found"
    assert page.evaluate("document.activeElement.closest('li') !== null")
    search(page, "xylophone")
    assert not more.is_visible()


def test_all_words_must_be_there(page):
    assert len(search(page, "dealing foreign")) < len(search(page, "dealing"))
    assert search(page, "dealing xylophone") == []


def test_nothing_found_is_said_aloud(page):
    search(page, "xylophone")
    assert page.locator("#fb-search-told").inner_text() == "Nothing found"


def test_markup_in_a_query_is_only_text(page):
    search(page, "<img src=x onerror=alert(1)>")
    assert page.locator("#search-results img").count() == 0


def test_results_are_reached_by_arrows_and_open_at_the_place(page):
    search(page, "23022")
    at_first = page.locator("#search-results a").first
    page.keyboard.press("ArrowDown")
    assert at_first.evaluate("link => link === document.activeElement")
    page.keyboard.press("ArrowUp")
    assert page.locator("#fb-q-main").evaluate("field => field === document.activeElement")
    links = page.locator("#search-results a").evaluate_all("all => all.map(link => link.getAttribute('href'))")
    assert any(":~:text=23%2C022" in link for link in links)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_function("!location.pathname.endsWith('search.html')")


def test_every_result_leads_to_a_page_and_an_anchor_that_exist(page, site):
    for words in ("offenders", "서울", "2024"):
        search(page, words)
        links = page.locator("#search-results a").evaluate_all("all => all.map(link => link.href)")
        assert links
        for link in links:
            file = link.partition("#")[0].rpartition("/")[2]
            anchor = link.partition("#")[2].partition(":~:")[0]
            found = next(iter(site.rglob(file)))
            assert not anchor or f'id="{anchor}"' in found.read_text("utf-8")


def test_the_second_language_searches_its_own_pages(page):
    page.goto(page.url.partition("?")[0].replace("search.html", "search-ko.html"))
    page.wait_for_selector("form[data-whole]", state="attached")
    for words in ("자료", "외국인", "3,232"):
        found = links_for(page, words)
        assert found
        assert [link for link in found if not re.search(r"[.-]ko[./]|evidence/", link)] == []


def test_words_of_another_page_bring_the_query_along(page, site):
    page.goto(page.url.partition("?")[0].replace("search.html", "index.html"))
    page.locator(".fb-drop summary", has_text="Search").click()
    page.fill("#fb-q", "서울")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li")
    assert page.input_value("#fb-q-main") == "서울"
