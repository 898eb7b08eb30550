"""The policy that pages state, in a real browser: nothing from elsewhere and nothing inline, wherever a site stands."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from factbook.render.metadata.hosting import POLICY
from schema_org import find_faults

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
KINDS = ("index.html", "count.html", "article.html", "data.html", "search.html?q=3%2C232", "evidence/index.html")
EVIDENCE = 3
"""Pages of evidence to look at."""


@dataclass
class Watched:
    """A page, what it asked for, and what the browser said of it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def go(self, address: str) -> Page:
        self.requests.clear()
        self.said.clear()
        self.page.goto(address)
        self.page.evaluate("document.fonts.ready.then(() => true)")
        return self.page


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context()
    found = Watched(context.new_page())
    found.page.on("request", lambda request: found.requests.append(request.url))
    found.page.on("console", lambda message: found.said.append(message.text))
    found.page.on("pageerror", lambda error: found.said.append(str(error)))
    yield found
    context.close()


@pytest.fixture
def kinds(site: Path) -> list[str]:
    notebooks = sorted(path.relative_to(site).as_posix() for path in site.glob("notebooks/*.html"))
    evidence = sorted(path.relative_to(site).as_posix() for path in site.glob("evidence/*.html"))
    return [*KINDS, notebooks[0], *evidence[:: len(evidence) // EVIDENCE][:EVIDENCE]]


@pytest.fixture(params=["root", "sub-path", "folder"])
def base(request: pytest.FixtureRequest, site: Path, serve: Callable[[Path], str]) -> str:
    """The address of the site: of a host, below another, or of a folder without a server."""
    if request.param == "folder":
        return f"{site.as_uri()}/"
    return serve(site) if request.param == "root" else f"{serve(site.parent)}{site.name}/"


def test_a_page_asks_for_files_of_its_own_site_only_and_nothing_is_refused(base, kinds, watched):
    faults = []
    for name in kinds:
        watched.go(base + name)
        foreign = [one for one in watched.requests if not one.startswith((base, "data:"))]
        if foreign or watched.said:
            faults.append((name, foreign, watched.said[:]))
    assert faults == []


def test_search_finds_from_anywhere(base, watched):
    page = watched.go(f"{base}search.html?q=3%2C232")
    page.wait_for_selector("#search-results a")
    with page.expect_navigation():
        page.locator("#search-results a").first.click()
    assert page.url.startswith(base)
    assert page.locator("h1").count() == 1
    assert watched.said == []


def test_the_policy_forbids_what_it_says(base, watched):
    page = watched.go(f"{base}index.html")
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate("""() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            const box = document.createElement("div");
            document.body.append(script, box);
            box.innerHTML = '<img src="x" onerror="window.ran = true">';
            return new Promise(done => box.firstChild.addEventListener("error", () => done(true)));
        }""")
    assert page.evaluate("window.ran") is None


def test_an_address_that_does_not_exist_is_answered_by_a_whole_page_at_any_depth(site, serve, watched):
    base = serve(site)
    body = (site / "404.html").read_text("utf-8")
    watched.page.route(
        "**/no/such/page.html", lambda route: route.fulfill(status=200, content_type="text/html", body=body)
    )
    page = watched.go(f"{base}no/such/page.html")
    assert page.evaluate("[...document.styleSheets].every(sheet => sheet.cssRules.length > 0)")
    assert watched.said == []
    with page.expect_navigation():
        page.locator("main a").first.click()
    assert page.url == f"{base}index.html"


class Inline(HTMLParser):
    """Notes scripts, styles, handlers and style attributes that stand within a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.policy = ""
        self.data: list[str] = []
        self._reading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        data = tag == "script" and given.get("type") == "application/ld+json"
        if data:
            self._reading = True
        elif (tag == "script" and not given.get("src")) or tag == "style":
            self.found.append(f"<{tag}>")
        self.found += [f"{tag}[{name}]" for name in given if name == "style" or name.startswith("on")]
        self.found += [f"{tag}: {text}" for name, text in attrs if name in {"href", "src"} and is_unsafe(text or "")]
        if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"] or ""

    def handle_data(self, data: str) -> None:
        if self._reading:
            self.data.append(data)
            self._reading = False


def is_unsafe(address: str) -> bool:
    """Whether an address leads nowhere, or runs something."""
    scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", address, re.IGNORECASE)
    return not address.strip() or (scheme is not None and scheme[1].lower() not in {"http", "https", "mailto", "data"})


def read_page(path: Path) -> Inline:
    reader = Inline()
    reader.feed(path.read_text("utf-8"))
    return reader


@pytest.fixture(scope="module")
def read(site: Path) -> dict[str, Inline]:
    """Every page of the site, read once."""
    return {path.relative_to(site).as_posix(): read_page(path) for path in site.rglob("*.html")}


def test_every_page_states_the_policy_and_holds_nothing_that_it_would_refuse(read):
    faults = {}
    for name, page in read.items():
        if page.found or page.policy != POLICY:
            faults[name] = (page.policy == POLICY, page.found[:5])
    assert faults == {}


def test_the_data_of_every_page_is_as_schema_org_has_it(read):
    faults, kinds = {}, set()
    for name, page in read.items():
        for text in page.data:
            document = json.loads(text)
            kinds |= {one["@type"] for one in document["@graph"]}
            if found := find_faults(document):
                faults[name] = found[:5]
    assert faults == {}
    assert {"NewsArticle", "Dataset", "Claim", "ClaimReview", "BreadcrumbList"} <= kinds


def test_every_page_has_a_title_and_an_address_of_its_own(site):
    titles: dict[str, list[str]] = {}
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
        assert title, path
        # Pages for frames show what others say, and lead to those.
        if path.relative_to(site).parts[0] == "embed":
            continue
        titles.setdefault(title[1].strip(), []).append(path.relative_to(site).as_posix())
        if path.stem not in {"404", "search", "search-ko"}:
            described = re.search(r'<meta name="description" content="([^"]+)">', text)
            assert described, path
            assert len(described[1]) < 200, path  # 160 characters, some of them written as references
            assert text.count('<link rel="canonical"') == 1, path
    assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}


def test_pictures_are_of_the_size_that_pages_say(site):
    pictures = list(site.glob("pictures/*.png"))
    assert pictures
    for path in pictures:
        head = path.read_bytes()[:24]
        assert head[:8] == b"\x89PNG\r\n\x1a\n"
        assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == (1200, 630)
    named = set(re.findall(r'og:image" content="https://[^/]+/([^"]+)"', (site / "index.html").read_text("utf-8")))
    assert named == {"pictures/index.png"}
