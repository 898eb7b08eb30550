"""What a page weighs, and that nothing is sent which no page uses."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from html_pages import ReadPage, find_cover

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")

TEXT_BYTES, FRONT_BYTES, SEARCH_BYTES = 100_000, 200_000, 200_000
"""Most that a page may weigh with everything that it loads, compressed as hosts do."""
REQUESTS = 12
SPECIMEN = """
<blockquote><p>x</p></blockquote><p><em>x</em><i>x</i><cite>x</cite><abbr title="x">x</abbr></p><hr><img alt="x">
<figure><img alt="x"><figcaption>x</figcaption></figure><p><span class="caption-number">x</span></p>
<div class="admonition note"><p class="admonition-title">x</p><div class="fb-tablewrap"><table class="fb-table"></table>
</div><p>x</p></div><div class="admonition fb-titled"><p class="admonition-title">x</p></div>
<aside class="margin"><p class="sidebar-title">x</p></aside>
<a class="footnote-reference"><span class="fn-bracket">x</span></a>
<aside class="footnote-list"><aside class="footnote"><span class="fn-bracket">x</span><p>x</p></aside></aside>
<div class="highlight"><pre><span class="c1">x</span><span class="k">x</span><span class="s1">x</span></pre></div>
<pre class="fb-code"><span class="c">x</span></pre><details class="fb-data" open><summary>x</summary></details>
<details class="fb-drop" open><summary>x</summary><ul><li><b>x</b></li><li>x</li></ul></details>
<div class="fb-out"><samp>x</samp></div><div class="fb-article--notebook"><p class="fb-data__scroll"></p>
<p class="fb-source">x</p></div>
<ol id="search-results"><li><a>x</a><mark>x</mark><p>x</p></li></ol>
<ul class="fb-editions"><li><p>x</p></li></ul><div class="fb-claim__found"><ul><li>x</li></ul></div>
<div class="fb-dossier"><h1 class="fb-title--long">x</h1></div>
<table class="fb-table"><caption><a class="fb-fig" aria-expanded="true">x</a></caption>
<tbody><tr><td>x</td></tr><tr><th class="n">x</th><td><p>x</p></td></tr></tbody></table>
"""
"""What Markdown, a notebook or a reader can make of a page, beside what the pages of this report hold."""
UNSEEN = (
    r"data-verdict=.?(mismatch|incomparable|unknown|unbound|loose|truncated|holds|exact|rounded|reported)",
    r"data-(day|today)=",
    r":lang\(|\[lang|data-theme|fb-js",
    r"popover-open|fb-change__kind--|\[hidden\]|data-later",
    r"\.fb-plot \[(fill|stroke)=",
)
"""States that a page comes into, or that another report may have: selectors with these need not match now."""


@pytest.fixture(scope="module")
def addresses(site_pages: dict[str, ReadPage]) -> list[str]:
    """Every page of the report, and as many others as hold every kind of element."""
    pages = site_pages
    own = [name for name in pages if "/" not in name and name != "404.html"]
    return [*own, *find_cover(pages, (name for name in pages if "/" in name), own)]


def test_a_page_weighs_no_more_than_a_page_of_text(site, addresses, serve: Callable[[Path], str], browser: Browser):
    base = serve(site)
    weights = {}
    context = browser.new_context()
    page = context.new_page()
    context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in addresses:
        asked.clear()
        page.goto(base + name)
        page.evaluate("document.fonts.ready.then(() => true)")
        files = [unquote(urlsplit(address).path).lstrip("/") for address in asked if address.startswith("http")]
        assert len(files) == len(set(files)), f"{name} asks for a file twice"
        weights[name] = (sum(weigh(site / file) for file in files), len(files))
    context.close()
    # Each page loads the font of its text anew, and not only the first.
    assert all(count > 1 for _, count in weights.values())
    limits = {"index.html": FRONT_BYTES, "evidence/index.html": FRONT_BYTES}
    limits |= {"search.html": SEARCH_BYTES, "search-ko.html": SEARCH_BYTES}
    heavy = {
        name: (size, count)
        for name, (size, count) in weights.items()
        if size > limits.get(name, TEXT_BYTES) or count > REQUESTS
    }
    assert heavy == {}


@cache
def weigh(file: Path) -> int:
    """Bytes of a file as a host sends it: what is compressed already is sent as it is."""
    content = file.read_bytes()
    return len(content) if file.suffix in {".woff2", ".png", ".ico"} else len(gzip.compress(content, mtime=0))


def test_every_rule_of_the_style_is_used_by_some_page(site, starter_site, serve, browser: Browser, addresses):
    own, other = serve(site), serve(starter_site)
    visits = [(own, name) for name in addresses]
    visits += [(other, path.name) for path in sorted(starter_site.glob("*.html")) if path.name != "404.html"]
    context = browser.new_context()
    page = context.new_page()
    unused: set[str] | None = None
    for base, name in visits:
        page.goto(base + name)
        page.evaluate("specimen => document.querySelector('main').insertAdjacentHTML('beforeend', specimen)", SPECIMEN)
        missing = set(page.evaluate(FIND_UNUSED))
        unused = missing if unused is None else unused & missing
    context.close()
    assert unused is not None
    script = "".join(path.read_text("utf-8") for path in (site / "_static").glob("*.js"))
    assert sorted(one for one in unused if not re.search("|".join(UNSEEN), one) and not is_made(one, script)) == []


def is_made(selector: str, script: str) -> bool:
    """Whether a script of ours makes what a rule is for."""
    names = re.findall(r"\.(fb-[\w-]+)", selector)
    return any(re.search(rf"""["' .]{re.escape(name)}["' ]""", script) for name in names)


FIND_UNUSED = r"""() => {
    const found = new Set();
    const states = "before|after|marker|backdrop|details-content|hover|focus-visible|focus-within|focus|active|visited";
    const more = "target|checked|placeholder|selection|-[\\w-]+";
    const passing = new RegExp(`::?(?:${states}|${more})\\b(?:\\([^)]*\\))?`, "g");
    const isUsed = selector => {
        const left = selector.replace(passing, "").replace(/\((?:\s*,)+\s*/g, "(").replace(/(?:,\s*)+\)/g, ")");
        const plain = left.replace(/:not\(\s*\)/g, "").replace(/\(\s*\)/g, "(*)").trim() || "*";
        return document.querySelector(plain.replace(/([>+~ ])$/, "$1*")) !== null;
    };
    const visit = rules => {
        for (const rule of rules) {
            if (rule.cssRules && rule.cssRules.length) visit(rule.cssRules);
            for (const selector of split(rule.selectorText || "")) if (!isUsed(selector)) found.add(selector);
        }
    };
    const split = text => {
        const parts = [""];
        let depth = 0;
        for (const letter of text) {
            depth += "([".includes(letter) ? 1 : ")]".includes(letter) ? -1 : 0;
            if (letter === "," && depth === 0) parts.push(""); else parts[parts.length - 1] += letter;
        }
        return parts.map(part => part.trim()).filter(part => part);
    };
    for (const sheet of document.styleSheets) visit(sheet.cssRules);
    return [...found];
}"""


def test_every_function_of_our_scripts_is_called_or_handed_on(site):
    for path in (site / "_static").glob("*.js"):
        if path.name == "minisearch.js" or path.name.startswith("search-index"):
            continue
        text = path.read_text("utf-8")
        names = re.findall(r"\bfunction (\w+)\(", text)
        assert names, path.name
        assert [name for name in names if len(re.findall(rf"\b{name}\b", text)) < 2] == [], path.name
