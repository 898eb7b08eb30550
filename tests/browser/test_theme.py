"""The figures, their panels and the theme switch in a real browser."""

from __future__ import annotations

import pytest

WIDTHS = (390, 1440)
OURS = set(
    "book.css chart.css chart.js editions.js factbook.css factbook.js favicon.svg fonts lists.js minisearch.js "
    "moved.js embed.css embed.js recheck.js search.js search-index.js search-index-ko.js search-index-more.js".split()
)
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.mark.parametrize("width", WIDTHS)
def test_open_panel_is_accessible_and_leaves_its_figure_in_view(width, visit, find_violations):
    with visit(width) as window:
        page = window.go("index.html")
        figure = page.locator("a.fb-fig").nth(5)
        figure.click()
        panel = page.locator(".fb-ev:popover-open")
        assert panel.count() == 1
        page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished)).then(() => true)")
        assert find_violations(page) == []
        assert not overlap(figure.bounding_box(), panel.bounding_box())


def test_keyboard_opens_a_panel_and_escape_returns_to_the_figure(visit):
    with visit() as window:
        page = window.go("index.html")
        figure = page.locator("a.fb-fig").nth(3)
        figure.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.matches('.fb-ev:popover-open')")
        assert figure.get_attribute("aria-expanded") == "true"
        page.keyboard.press("Escape")
        assert figure.evaluate("element => element === document.activeElement")
        assert figure.get_attribute("aria-expanded") == "false"


def test_address_of_a_panel_opens_it(visit):
    with visit() as window:
        name = window.go("index.html").locator("a.fb-fig").nth(2).get_attribute("data-ev")
        page = window.go("index.html#" + name)
        page.reload()
        page.wait_for_selector(".fb-ev:popover-open")
        assert page.locator(".fb-ev:popover-open").get_attribute("id") == name


def test_without_script_a_figure_leads_to_its_evidence(visit):
    with visit(java_script_enabled=False) as window:
        page = window.go("index.html")
        figure = page.locator("main a.fb-fig").nth(3)
        figure.click()
        page.wait_for_url("**/evidence/*.html")
        assert page.locator("h1.fb-title").count() == 1


def test_theme_switch_is_kept_from_page_to_page(visit):
    with visit(color_scheme="light") as window:
        window.go("index.html").locator(".fb-theme").click()
        page = window.go("search.html")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 21, 19)"


def test_site_carries_no_file_of_the_theme_below(site):
    assert {path.name for path in (site / "_static").iterdir()} == OURS


def overlap(one: dict[str, float] | None, other: dict[str, float] | None) -> bool:
    """Whether two boxes share a point."""
    assert one is not None
    assert other is not None
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )
