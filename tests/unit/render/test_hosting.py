"""Files that a host or a crawler asks for."""

import re
import xml.etree.ElementTree as ET
from urllib.robotparser import RobotFileParser

import pytest

from factbook.render.metadata.hosting import POLICY, fix_links, render_headers, render_robots, render_sitemap

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def test_the_policy_allows_nothing_but_files_of_the_site():
    rules = dict(rule.strip().split(" ", 1) for rule in POLICY.split(";"))
    assert rules.pop("default-src") == "'none'"
    assert rules.pop("base-uri") == "'none'"
    assert rules.pop("img-src") == "'self' data:"
    assert set(rules.values()) == {"'self'"}


def test_the_documentation_states_the_policy_as_it_is(project_root):
    assert f"    {POLICY}\n" in (project_root / "docs" / "site.md").read_text("utf-8")


def test_headers_are_those_of_the_pages_and_more():
    lines = render_headers(["_static/a.css"]).splitlines()
    assert lines[0] == "/*"
    assert f"  Content-Security-Policy: {POLICY}; frame-ancestors 'none'" in lines
    assert "  X-Content-Type-Options: nosniff" in lines
    assert any(line.startswith("  Referrer-Policy: ") for line in lines)
    assert lines[lines.index("/_static/a.css") + 1] == "  Cache-Control: public, max-age=31536000, immutable"
    assert all(line.startswith(("/", "  ")) for line in lines)


def test_only_pages_for_frames_may_be_framed():
    blocks = re.findall(r"^(/.*)\n((?:  .*\n)*)", render_headers([]), re.MULTILINE)
    framed = {path for path, lines in blocks if f"{POLICY}; frame-ancestors *" in lines}
    assert framed == {"/embed/*", "/editions/:label/embed/*"}
    # Else a host that joins the headers of all rules sends both policies, and browsers obey the stricter one.
    assert all(lines.startswith("  ! Content-Security-Policy\n") for path, lines in blocks if path in framed)


def test_robots_may_read_everything_and_find_the_sitemap():
    text = render_robots("https://example.org/r/")
    robots = RobotFileParser()
    robots.parse(text.splitlines())
    assert robots.can_fetch("any", "https://example.org/r/who.html")
    assert robots.site_maps() == ["https://example.org/r/sitemap.xml"]
    assert "Sitemap" not in render_robots("")


def test_the_sitemap_lists_pages_with_the_day_of_the_edition():
    root = ET.fromstring(render_sitemap("https://example.org/", ["index.html", "evidence/a b&c.html"], "2026-11-24"))
    assert [one.text for one in root.findall("s:url/s:loc", NAMES)] == [
        "https://example.org/",
        "https://example.org/evidence/a%20b%26c.html",
    ]
    assert {one.text for one in root.findall("s:url/s:lastmod", NAMES)} == {"2026-11-24"}


@pytest.mark.parametrize(
    ("given", "address", "fixed"),
    [
        ('<a href="index.html">', "https://example.org/", '<a href="/index.html">'),
        ('<link href="_static/a.css?v=1">', "https://example.org/r/", '<link href="/r/_static/a.css?v=1">'),
        ('<html data-content_root="./">', "https://example.org/r/", '<html data-content_root="/r/">'),
        ('<script src="a.js">', "", '<script src="/a.js">'),
        ('<a href="#main">', "https://example.org/", '<a href="#main">'),
        ('<a href="https://a.example/b">', "https://example.org/", '<a href="https://a.example/b">'),
        ('<a href="mailto:a@b.example">', "https://example.org/", '<a href="mailto:a@b.example">'),
        ('<form action="search.html">', "https://example.org/", '<form action="/search.html">'),
    ],
)
def test_links_lead_from_the_root(given, address, fixed):
    assert fix_links(given, address) == fixed
