"""Pages that are open before they exist, and pages whose names hold signs that addresses escape."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser

from serving import serving

NAME = "R&D, 50%25 #1"
"""The name of a page with what an address cannot hold as it is."""
FAULTY = "document.documentElement.dataset.fbServe === 'faulty'"
SETTLED = "document.documentElement.dataset.fbServe === 'settled'"


def test_a_page_that_was_open_before_there_was_one_has_its_scripts(starter: Path, browser: Browser, until: Callable):
    config = starter / "_config.yml"
    text = config.read_text("utf-8")
    # As long as it cannot be read there is no draft.
    config.write_text("{[", "utf-8")
    with serving(starter) as served:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{served.base}/routes.html?token={served.token}")
        assert page.inner_text("main") == "There is no page here yet."
        config.write_text(text, "utf-8")
        # A page that was loaded says that it is settled before its scripts are there.
        until(page, f"document.querySelector('a.fb-fig') !== null && {SETTLED} && document.readyState === 'complete'")
        page.click("a.fb-fig >> nth=0")
        until(page, "document.querySelector('.fb-ev:popover-open') !== null")
        assert page.url == f"{served.base}/routes.html"
        context.close()


def test_a_page_is_known_whatever_signs_its_name_holds(
    start_serving: Callable, starter: Path, browser: Browser, until: Callable
):
    source = starter / "book" / f"{NAME}.md"
    (starter / "book/routes.md").rename(source)
    text = source.read_text("utf-8")
    contents = starter / "_toc.yml"
    contents.write_text(contents.read_text("utf-8").replace("book/routes", f'"book/{NAME}"'), "utf-8")
    with start_serving(starter) as served:
        served.wait_for("index.html")
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{served.base}/index.html?token={served.token}")
        with page.expect_navigation():
            page.click(f"nav a:has-text('{text.split('# ', 1)[1].splitlines()[0]}') >> nth=0")
        until(page, f"document.querySelector('h1') !== null && {SETTLED}")
        shown = page.url
        source.write_text(text.replace("about a fifth <routes", "about 71% <routes"), "utf-8")
        until(page, FAULTY)
        until(page, "document.querySelector('a.fb-fig[data-fb-fault]') !== null")
        page.click("fb-serve summary")
        page.click("fb-serve li a")
        until(page, FAULTY)
        assert page.url == shown
        context.close()


def test_a_page_that_is_renamed_says_that_it_is_gone_and_hides_nothing_of_it(
    start_serving: Callable, starter: Path, browser: Browser, until: Callable
):
    with start_serving(starter) as served:
        served.wait_for("routes.html")
        context = browser.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        page.goto(f"{served.base}/routes.html?token={served.token}")
        until(page, SETTLED)
        (starter / "book/routes.md").rename(starter / "book/lines.md")
        contents = starter / "_toc.yml"
        contents.write_text(contents.read_text("utf-8").replace("book/routes", "book/lines"), "utf-8")
        # It is said, over a veil, as soon as it is heard: what the page shows instead is fetched then.
        until(
            page,
            "document.documentElement.dataset.fbSaid === 'There is no page at this address'"
            " && document.querySelector('h1').innerText === 'This page does not exist'",
        )
        # The name of the report stays in sight under what is said of the page.
        name = page.locator(".fb-mast__name").bounding_box()
        bar = page.evaluate("getComputedStyle(document.documentElement, '::before').top")
        assert name is not None
        assert name["y"] + name["height"] < float(bar.removesuffix("px"))
        context.close()
