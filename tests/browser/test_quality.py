"""Every kind of page in a real browser: access, keyboard, width, script off, and nothing asked of anybody else."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from html_pages import ReadPage, find_cover

PAIRS = [(390, "light"), (768, "dark"), (1024, "light"), (1440, "dark")]
"""Widths, each in one of the two schemes; a page of each kind is looked at in both, any other in one."""
INDEX = "evidence/index.html"
KINDS = (
    "index.html",
    "law.html",
    "article.html",
    "data.html",
    "search.html",
    "404.html",
    "notebooks/review.html",
    INDEX,
)
WALKED = ("index.html", "article.html", "data.html", "evidence/index.html", "notebooks/review.html", "search.html")
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(scope="module")
def kinds(site_pages: dict[str, ReadPage]) -> list[str]:
    """A page of each kind, small ones; among them they hold most kinds of elements."""
    evidence = [name for name in site_pages if name.startswith("evidence/") and name != INDEX]
    return [*KINDS, *find_cover(site_pages, evidence)[:4]]


@pytest.fixture(scope="module")
def others(site_pages: dict[str, ReadPage], kinds: list[str]) -> list[str]:
    """All other pages of the report, and as many of evidence and of notebooks as hold every kind of element of all."""
    own = [name for name in site_pages if "/" not in name and name not in kinds]
    return [*own, *find_cover(site_pages, (name for name in site_pages if "/" in name), [*own, *kinds])]


@pytest.mark.parametrize(("width", "scheme"), PAIRS)
def test_no_page_has_an_accessibility_violation_with_everything_open(
    width, scheme, visit, kinds, others, find_violations, trial
):
    found = {}
    others = others if trial.whole else others[::3]
    turn = [pair[0] for pair in PAIRS].index(width)
    with visit(width, color_scheme=scheme, reduced_motion="reduce") as window:
        for name in [*kinds[turn :: len(PAIRS)], *others[turn :: len(PAIRS)]]:
            page = window.go(name)
            open_everything(page)
            found[name] = find_violations(page)
    assert {name: violations for name, violations in found.items() if violations} == {}


@pytest.mark.parametrize(("width", "scheme"), PAIRS)
def test_masthead_disclosures_are_accessible_when_open(width, scheme, visit, find_violations):
    with visit(width, color_scheme=scheme) as window:
        page = window.go("who.html")
        for at in range(page.locator(".fb-drop summary").count()):
            page.locator(".fb-drop summary").nth(at).click()
            assert page.locator(".fb-drop[open]").count() == 1
            assert find_violations(page, within=".fb-mast") == []
            page.keyboard.press("Escape")
            assert page.locator(".fb-drop[open]").count() == 0
            assert page.evaluate("document.activeElement.localName") == "summary"


WIDTHS = (1440, 390, 320)


def test_page_asks_nobody_else_says_nothing_and_fits_also_with_text_twice_as_large(visit, kinds, others):
    faults = []
    with visit(WIDTHS[0]) as window:
        session = window.page.context.new_cdp_session(window.page)
        for name in [*kinds, *others]:
            window.page.set_viewport_size({"width": WIDTHS[0], "height": 900})
            session.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})
            page = window.go(name)
            over = {width: find_overflow_in(page, width) for width in WIDTHS}
            session.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
            assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
            over |= {
                f"{width}, large": find_overflow_in(page, width) for width in ((390, 768) if name in kinds else (390,))
            }
            if window.foreign or window.console or any(over.values()):
                faults.append((name, window.foreign, window.console[:], over))
    assert faults == []


def find_overflow_in(page: Page, width: int) -> int:
    """How many pixels of the page with everything open lie beside a window of this width."""
    page.set_viewport_size({"width": width, "height": 900})
    open_everything(page)
    return find_overflow(page)


@pytest.mark.parametrize("width", [660, 768, 1024])
def test_tables_with_the_most_columns_fit_or_scroll_by_themselves(width, visit, site):
    columns = {file.name: count_columns(file.read_text("utf-8")) for file in site.glob("evidence/*.html")}
    widest = sorted(columns, key=lambda name: (columns[name], name))[-5:]
    with visit(width) as window:
        over = {name: find_overflow(window.go(f"evidence/{name}")) for name in widest}
    assert over == dict.fromkeys(widest, 0)


def count_columns(page: str) -> int:
    """How many columns the table with the most of them has."""
    return max((head.count('scope="col"') for head in re.findall(r"<thead>.*?</thead>", page, re.DOTALL)), default=0)


@pytest.mark.parametrize("name", WALKED)
def test_everything_is_reached_by_keyboard_and_shows_where_it_is(name, visit):
    with visit(1024) as window:
        page = window.go(name)
        page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
        stops = page.evaluate(MARK_STOPS)
        assert len(stops) > 10
        reached, unseen = walk(page, len(stops))
    assert unseen == []
    assert [stop for stop in stops if stop not in reached] == []


def test_the_first_stop_skips_to_the_text(visit):
    with visit(390) as window:
        page = window.go("count.html")
        page.keyboard.press("Tab")
        skip = page.locator(".fb-skip")
        assert skip.evaluate("link => link === document.activeElement && link.getBoundingClientRect().top >= 0")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("name", ["index.html", "article.html", "count.html", "evidence/index.html"])
def test_without_script_all_content_is_there(name, visit):
    with visit(1440) as window:
        scripted = set(window.go(name).evaluate(SHOWN))
    with visit(1440, java_script_enabled=False) as window:
        plain = window.go(name).locator("main").inner_text()
    assert len(scripted) > 20
    assert [line for line in scripted if line not in plain] == []


def test_forced_colours_keep_the_four_lines_apart(visit):
    with visit(1024, forced_colors="active") as window:
        page = window.go("article.html")
        lines = page.evaluate(
            "[...document.querySelectorAll('.fb-key .fb-line')].map(line => getComputedStyle(line).borderTopStyle)"
        )
        assert lines == ["solid", "dashed", "dotted", "double"]
        assert (
            len(set(page.locator(".fb-filter label .fb-rate").evaluate_all("all => all.map(one => one.innerHTML)"))) > 3
        )


def open_everything(page: Page) -> None:
    """Open each disclosure in the text, of an index the first shelf, and the evidence of the first figure."""
    opened = "main details:not(.fb-shelf), .fb-shelf:first-of-type"
    page.evaluate("opened => document.querySelectorAll(opened).forEach(one => { one.open = true; })", opened)
    # One that is open stands where there was place for it in the window of then.
    again = "const panel = document.querySelector('[popover]'); panel?.hidePopover(); panel?.showPopover()"
    page.evaluate(f"() => {{ {again} }}")


def find_overflow(page: Page) -> int:
    """How many pixels of the page lie beside the window."""
    return max(0, page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def walk(page: Page, most: int) -> tuple[set[str], list[str]]:
    """Press Tab from the top of a page to its end; say which stops were reached, and which do not show it."""
    reached, unseen = set(), []
    for _ in range(most + 5):
        page.keyboard.press("Tab")
        stop, seen = page.evaluate(STOP)
        if not stop:
            break
        reached.add(stop)
        unseen += [] if seen else [stop]
    return reached, unseen


MARK_STOPS = """() => {
    const every = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
    const shown = [...document.querySelectorAll(every)].filter(one => one.checkVisibility({visibilityProperty: true}));
    const stops = shown.filter(one => !one.closest('[popover], dialog') && (one.type !== 'radio' || one.checked));
    stops.forEach((one, at) => { one.dataset.stop = at + ' ' + one.outerHTML.slice(0, 70); });
    return stops.map(one => one.dataset.stop);
}"""
STOP = """() => {
    const one = document.activeElement;
    if (one === document.body) return ['', true];
    const ring = getComputedStyle(one.type === 'radio' ? one.parentNode : one);
    const box = (one.getClientRects()[0] ?? one.getBoundingClientRect());
    const inView = box.bottom > 0 && box.top < innerHeight;
    const ringed = ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) >= 2;
    return [one.dataset.stop ?? one.outerHTML.slice(0, 70), inView && ringed];
}"""
SHOWN = """() => {
    document.querySelectorAll('.fb-filter, .fb-sift, .fb-onward, button').forEach(one => one.remove());
    return document.querySelector('main').innerText.split('\\n').map(line => line.trim()).filter(Boolean);
}"""
