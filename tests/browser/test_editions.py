"""Old editions in a browser: what they learn of newer ones and of corrections, without being built again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tiny import DAYS, write_tiny


@pytest.fixture(scope="module")
def public(tmp_path_factory, factbook) -> Path:
    report = write_tiny(tmp_path_factory.mktemp("lake") / "report")
    folder = report.parent / "public"
    for label, day in DAYS.items():
        result = factbook("seal", label, "--as-of", day, "--note", "What <b>we</b> knew.", "--project", report)
        assert result.returncode == 0, result.stdout + result.stderr
    result = factbook("publish", folder, "--project", report)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


@pytest.fixture
def page(browser: Browser):
    with browser.new_context() as context:
        yield context.new_page()


def visit(page: Page, address: str) -> list[str]:
    """Go there; what the page asked for, and what went wrong, as it happens."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.goto(address, wait_until="networkidle")
    return asked


def test_an_old_edition_tells_of_the_newer_one_and_of_what_was_changed(page, public, serve):
    base = serve(public)
    visit(page, f"{base}editions/first/index.html")
    banner = page.get_by_role("complementary", name="A newer edition exists")
    assert "This page is of edition first." in banner.inner_text()
    link = banner.get_by_role("link", name="Edition second is newer.")
    assert link.evaluate("link => link.href") == f"{base}index.html"
    banner.locator("summary").click()
    items = banner.locator("li").all_inner_texts()
    assert items == [
        "Update: 12 → 15",
        "Update: 22 birds → 37 birds",
    ]
    with page.expect_navigation():
        link.click()
    assert page.locator("h1").inner_text().startswith("15")


def test_a_page_whose_name_holds_signs_of_addresses_leads_to_the_newer_one(page, public, serve, tmp_path):
    other = shutil.copytree(public, tmp_path / "public")
    for folder in (other, other / "editions/first"):
        shutil.copy(folder / "index.html", folder / "R&D, 50%25 #1.html")
    address = "R%26D,%2050%2525%20%231.html"
    base = serve(other)
    visit(page, f"{base}editions/first/{address}")
    link = page.get_by_role("link", name="Edition second is newer.")
    assert link.evaluate("link => link.href") == f"{base}{address}"


def test_evidence_of_a_changed_figure_tells_so_too(page, public, serve):
    visit(page, f"{serve(public)}editions/first/evidence/birds.all.html")
    banner = page.get_by_role("complementary", name="A newer edition exists")
    assert banner.locator("summary").inner_text() == "A figure on this page was changed later"


@pytest.mark.parametrize("path", ["index.html", "editions/second/index.html", "evidence/birds.all.html"])
def test_the_newest_edition_has_no_banner_and_lists_the_others(page, public, serve, path):
    base = serve(public)
    asked = visit(page, f"{base}{path}")
    assert page.locator(".fb-later").count() == 0
    page.locator(".fb-editions summary").click()
    listed = page.locator(".fb-editions li")
    assert listed.last.inner_text().split("\n\n") == [
        "Edition first",
        "What <b>we</b> knew.",
    ]
    assert listed.last.locator("a").evaluate("link => link.href") == f"{base}editions/first/index.html"
    assert all(address.startswith(base) for address in asked), asked


def test_without_a_server_there_is_a_link_to_the_newest_edition(page, public):
    wrong = [one for one in visit(page, (public / "editions/first/index.html").as_uri()) if not one.startswith("file:")]
    assert wrong == []
    link = page.locator(".fb-editions li a").last
    assert link.text_content() == "The newest edition"
    assert link.evaluate("link => link.href") == (public / "index.html").as_uri()


def test_a_list_that_is_gone_or_broken_leaves_the_page_whole(page, public, serve, tmp_path):
    other = shutil.copytree(public, tmp_path / "public")
    (other / "editions.json").write_text("{", "utf-8")
    visit(page, f"{serve(other)}editions/first/index.html")
    assert page.locator(".fb-later").count() == 0
    assert page.locator("h1").inner_text().startswith("12")


def test_a_site_that_is_not_published_asks_for_no_list(page, starter_site, serve):
    asked = visit(page, f"{serve(starter_site)}index.html")
    assert [address for address in asked if "editions" in address] == []


@pytest.fixture
def later(public, tmp_path) -> Path:
    """The same folder after a third edition: one figure is another one again, one came back, one was withdrawn."""
    folder = shutil.copytree(public, tmp_path / "later")
    listed = json.loads((folder / "editions.json").read_text("utf-8"))
    listed["editions"].append({**listed["editions"][-1], "label": "third", "as_of": "2025-09-01"})
    last, all_ = ({one["statistic"]: one for one in listed["corrections"]}[id] for id in ("birds.last", "birds.all"))
    for one, before, after in ((last, "15", "18"), (all_, "37 birds", "22 birds")):
        step = {**one, "edition": "third", "class": "correction", "before": before, "after": after}
        listed["corrections"].insert(0, {**step, "printings": [{"before": before, "after": after}]})
    (folder / "editions.json").write_text(json.dumps(listed), "utf-8")
    return folder


def test_an_old_page_speaks_of_what_it_printed_itself_and_marks_that(page, later, serve):
    base = serve(later)
    for label, told, marked in (
        ("first", ["Correction: 12 → 18"], ["12"]),
        (
            "second",
            [
                "Correction: 15 → 18",
                "Correction: 37 birds → 22 birds",
            ],
            ["15", "37 birds"],
        ),
    ):
        visit(page, f"{base}editions/{label}/index.html")
        page.locator(".fb-later summary").click()
        assert sorted(page.locator(".fb-later li").all_inner_texts()) == sorted(told)
        marks = page.locator("a.fb-fig[data-later]")
        assert marks.all_inner_texts() == marked
    checked = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--fb-ok')")
    page.evaluate("document.body.append(Object.assign(document.createElement('i'), {id: 'ok'}))")
    page.evaluate("document.getElementById('ok').style.color = 'var(--fb-ok)'")
    green = page.locator("#ok").evaluate("one => getComputedStyle(one).color")
    assert checked
    marks.last.hover()
    assert marks.last.evaluate("one => getComputedStyle(one).textDecorationColor") != green
    marks.last.click()
    panel = page.locator(".fb-ev:popover-open")
    assert panel.evaluate("one => getComputedStyle(one).borderTopColor") != green


def test_an_address_of_an_earlier_name_keeps_the_place_on_the_page(page, public, serve, tmp_path):
    folder = shutil.copytree(public, tmp_path / "renamed")
    link = '<main><p><a href="index.html">Birds</a></p></main><script src="_static/moved.js"></script>'
    (folder / "old.html").write_text(f"<!doctype html><html><body>{link}</body></html>", "utf-8")
    base = serve(folder)
    page.goto(f"{base}old.html#main", wait_until="networkidle")
    page.wait_for_url(f"{base}index.html#main")
