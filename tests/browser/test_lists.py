"""The review filtered and put in order, and the index of evidence sifted, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

REVIEW, INDEX = "article.html", "evidence/index.html"
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def shown(page: Page) -> list[str]:
    """The ids of the claims that can be seen, in their order."""
    return page.evaluate("[...document.querySelectorAll('.fb-claim')].filter(one => !one.hidden).map(one => one.id)")


def heads(page: Page) -> list[str]:
    return page.locator(".fb-group:visible").all_inner_texts()


def choose(page: Page, value: str) -> None:
    page.locator(f".fb-filter input[value={value}]").check(force=True)


def test_a_rating_shows_its_claims_and_says_how_many(visit):
    with visit() as window:
        page = window.go(REVIEW)
        every = shown(page)
        choose(page, "part")
        some = shown(page)
        assert 0 < len(some) < len(every)
        assert page.locator(".fb-claim[data-today=part]").count() == len(some)
        assert f"{len(some)} of {len(every)}" in page.locator(".fb-filter output").inner_text()
        assert window.console == []


def test_orders_keep_every_claim_and_head_its_groups(visit):
    with visit() as window:
        page = window.go(REVIEW)
        topics, every = heads(page), shown(page)
        choose(page, "id")
        assert shown(page) == sorted(every)
        choose(page, "changed")
        days = page.evaluate(
            "[...document.querySelectorAll('.fb-claim')].map(one => one.dataset.day === one.dataset.today)"
        )
        assert days == sorted(days)
        assert len(heads(page)) == len(set(days)) == 2
        page.locator(".fb-filter [name=sort][value=rating]").check(force=True)
        ratings = page.evaluate("[...document.querySelectorAll('.fb-claim')].map(one => one.dataset.today)")
        assert (
            len(heads(page))
            == len(set(ratings))
            == sum(a != b for a, b in zip(ratings, [*ratings[1:], ""], strict=True))
        )
        choose(page, "topic")
        assert (heads(page), shown(page)) == (topics, every)


def test_a_choice_is_in_the_address_and_can_be_sent_and_taken_back(visit):
    with visit() as window:
        page = window.go(REVIEW)
        every = shown(page)
        choose(page, "part")
        choose(page, "changed")
        assert page.url.endswith("#rating=part&sort=changed")
        sent, some = page.url, shown(page)
        page.go_back()
        page.wait_for_function("document.querySelector('[value=topic]').checked")
        assert sorted(shown(page)) == sorted(some)
        page.go_back()
        page.wait_for_function("document.querySelector('[value=all]').checked")
        assert shown(page) == every
        page.goto("about:blank")
        page.goto(sent)
        assert shown(page) == some
        assert page.locator("[name=sort][value=changed]").is_checked()


@pytest.mark.parametrize("hash", ["#rating=nonsense&sort=%", "#rating=", "#%", "#sort=id&rating=<b>"])
def test_an_address_that_makes_no_sense_shows_everything(hash, visit):
    with visit() as window:
        page = window.go(REVIEW + hash)
        assert page.locator(".fb-claim:visible").count() == page.locator(".fb-claim").count()
        assert window.console == []


def test_the_address_of_a_claim_shows_it_whatever_was_chosen(visit):
    with visit() as window:
        page = window.go(REVIEW + "#rating=overtaken")
        hidden = page.evaluate("[...document.querySelectorAll('.fb-claim')].find(one => one.hidden).id")
        page.locator(f".fb-glance a[href='#{hidden}']").click()
        page.wait_for_function(f"!document.getElementById('{hidden}').hidden")
        assert page.locator(f"#{hidden}").evaluate("one => Math.abs(one.getBoundingClientRect().top) < innerHeight / 2")
        assert page.locator(f"#{hidden} .fb-claim__id").get_attribute("href") == f"#{hidden}"


def test_ratings_are_chosen_by_keyboard(visit):
    with visit() as window:
        page = window.go(REVIEW)
        page.locator("[name=rating][value=all]").focus()
        page.keyboard.press("ArrowRight")
        assert page.evaluate("document.activeElement.checked && document.activeElement.value") != "all"
        assert page.locator(".fb-claim:visible").count() < page.locator(".fb-claim").count()


def test_without_script_the_review_shows_everything_and_no_filter(visit):
    with visit(java_script_enabled=False) as window:
        page = window.go(REVIEW)
        assert page.locator(".fb-filter:visible").count() == 0
        assert page.locator(".fb-claim:visible").count() == page.locator(".fb-claim").count() > 20


@pytest.mark.parametrize(
    ("words", "id"),
    [
        pytest.param("3,232", "foreign.total.2024", id="a value"),
        pytest.param("3232", "foreign.total.2024", id="a value without its separator"),
        pytest.param("coast guard 2023", "coastguard", id="words"),
        pytest.param("foreign.total.2024", "foreign.total.2024", id="an id"),
    ],
)
def test_the_index_is_sifted(words, id, visit):
    with visit() as window:
        page = window.go(INDEX)
        page.fill("#fb-sift", words)
        found = page.locator(".fb-shelf li:visible")
        assert 0 < found.count() < 60
        assert any(id in text for text in found.all_inner_texts())
        assert page.locator(".fb-sift output").inner_text().startswith(f"{found.count()} of ")


def test_the_pages_of_the_index_lead_to_one_another_and_each_is_sifted(visit):
    with visit() as window:
        page = window.go(INDEX)
        pages = page.locator(".fb-pager li").count()
        assert pages > 1
        page.locator(".fb-pager a").last.click()
        page.wait_for_url(f"**/evidence/pages/{pages}.html")
        page.fill("#fb-sift", page.locator(".fb-shelf li code").first.text_content())
        assert page.locator(".fb-shelf li:visible").count() > 0
        page.locator(".fb-pager a").first.click()
        page.wait_for_url(f"**/{INDEX}")
        assert window.console == []


def test_what_was_sifted_is_in_the_address(visit):
    with visit() as window:
        page = window.go(INDEX)
        page.fill("#fb-sift", "cocaine")
        page.locator("[name=printed]").check()
        page.wait_for_url("**#find=cocaine&printed=yes")
        found = page.locator(".fb-shelf li:visible").count()
        page.reload()
        assert page.locator(".fb-shelf li:visible").count() == found
        assert page.locator(".fb-shelf li:visible:not([data-verdict])").count() == 0
        page.fill("#fb-sift", "xylophone")
        assert page.locator(".fb-sift output").inner_text() == "No figure has all these words."
        assert window.console == []


def test_the_address_of_a_figure_in_the_index_opens_its_shelf(visit):
    with visit() as window:
        page = window.go(INDEX + "#foreign.total.2024")
        assert page.locator("[id='foreign.total.2024']").is_visible()


def test_what_follows_a_long_title_of_a_source_follows_it_in_its_line(visit):
    # Its last line and the date behind it: as a block, the title would leave the date a line of its own.
    broken = """[...document.querySelectorAll('.fb-sources .fb-led__head span')]
        .filter(head => head.querySelector('a')?.nextSibling?.textContent.startsWith(','))
        .filter(head => {
            const range = document.createRange();
            range.setStart(head.querySelector('a').nextSibling, 0);
            range.setEnd(head.querySelector('a').nextSibling, 1);
            const lines = [...head.querySelector('a').getClientRects()];
            return range.getBoundingClientRect().top >= lines.at(-1).bottom;
        }).map(head => head.textContent)"""
    with visit(width=390) as window:
        page = window.go("data.html")
        assert page.locator(".fb-sources .fb-led__head span a").count() > 5
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate(broken) == []
