"""The site in a real browser: no other host, no console line, nothing off screen, all of it usable by keyboard."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

WIDTHS = (390, 1440)
SCHEMES = ("light", "dark")
OURS = {"factbook.css", "factbook.js", "fonts", "lists.js", "minisearch.js", "search.js", "search-index.js"}
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@dataclass
class Visit:
    """A page and what it asked for and said."""

    page: Page
    base: str
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)

    def go(self, name: str) -> Page:
        self.requests.clear()
        self.console.clear()
        self.page.goto(self.base + name)
        self.page.evaluate("document.fonts.ready.then(() => true)")
        return self.page

    @property
    def foreign(self) -> list[str]:
        return [request for request in self.requests if not request.startswith((self.base, "data:"))]


@pytest.fixture
def visit(site: Path, serve: Callable[[Path], str], browser: Browser) -> Callable[..., Any]:
    """Opens a window on the site: `with visit(width=390) as window: window.go("who.html")`."""
    base = serve(site).rstrip("/") + "/"

    @contextmanager
    def open_window(width: int = 1440, **options: Any) -> Iterator[Visit]:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        window = Visit(context.new_page(), base)
        window.page.on("request", lambda request: window.requests.append(request.url))
        window.page.on("console", lambda message: window.console.append(message.text))
        window.page.on("pageerror", lambda error: window.console.append(str(error)))
        yield window
        context.close()

    return open_window


@pytest.fixture
def pages(site: Path) -> list[str]:
    """Every page of the report, and some of its evidence."""
    own = sorted(path.name for path in site.glob("*.html"))
    evidence = sorted(path.relative_to(site).as_posix() for path in site.glob("evidence/*.html"))
    return [*own, *evidence[:: max(1, len(evidence) // 6)], "evidence/index.html"]


@pytest.mark.parametrize("width", [320, *WIDTHS])
def test_page_asks_nobody_else_says_nothing_and_fits(width, visit, pages):
    faults = []
    with visit(width) as window:
        for name in pages:
            page = window.go(name)
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if window.foreign or window.console or over > 0:
                faults.append((name, window.foreign, window.console[:], over))
    assert not faults


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_page_has_no_accessibility_violation(width, scheme, visit, pages):
    with visit(width, color_scheme=scheme) as window:
        found = {name: find_violations(window.go(name)) for name in pages}
    assert {name: violations for name, violations in found.items() if violations} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_open_panel_is_accessible_and_leaves_its_figure_in_view(width, visit):
    with visit(width) as window:
        page = window.go("index.html")
        figure = page.locator("a.fb-fig").nth(5)
        figure.click()
        panel = page.locator(".fb-ev:popover-open")
        assert panel.count() == 1
        page.wait_for_timeout(250)
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
        page.wait_for_load_state()
        assert "/evidence/" in page.url
        assert page.locator("h1.fb-title").count() == 1


def test_theme_switch_is_kept_from_page_to_page(visit):
    with visit(color_scheme="light") as window:
        window.go("index.html").locator(".fb-theme").click()
        page = window.go("search.html")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 21, 19)"


def test_filter_of_the_review_shows_the_claims_of_one_rating(visit, site):
    review = next(path for path in site.glob("*.html") if 'class="fb-claims"' in path.read_text("utf-8"))
    with visit() as window:
        page = window.go(review.name)
        rating = page.locator(".fb-filter input").nth(1).get_attribute("value")
        page.locator(".fb-filter label").nth(1).click()
        shown = page.locator(".fb-claim:visible")
        assert 0 < shown.count() == page.locator(f".fb-claim[data-today={rating}]").count()
        assert str(shown.count()) in page.locator(".fb-filter output").inner_text()


def test_site_carries_no_file_of_the_theme_below(site):
    assert {path.name for path in (site / "_static").iterdir()} == OURS


def find_violations(page: Page) -> list[str]:
    """What axe finds, as one line for each rule."""
    page.evaluate(axe())
    result = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in result["violations"]
        for node in rule["nodes"][:2]
    ]


@functools.cache
def axe() -> str:
    """The checker; it comes with its Python package, so nothing is fetched."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


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
