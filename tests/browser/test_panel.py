"""The evidence beside a figure: wherever figures stand it opens, fits, keeps off its figure, and can be replicated."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
OPEN = ".fb-ev:popover-open"
PLACES = [
    ("foreign.html", "main p a.fb-fig"),
    ("foreign.html", "main table a.fb-fig"),
    ("offences.html", ".fb-chart__title a.fb-fig"),
    ("article.html", ".fb-claims a.fb-fig"),
    ("index.ko.html", "main p a.fb-fig"),
]

# Texts with a value whose last digit and unit end on two lines, in every panel or ledger of a page.
PARTED = r"""
() => Array.from(document.querySelectorAll(".fb-ev"), panel => {
  if (panel.popover) panel.showPopover();
  const parted = [], texts = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode, range = document.createRange();
    const box = at => { range.setStart(text, at); range.setEnd(text, at + 1); return range.getBoundingClientRect(); };
    const units = "((million|billion|trillion)( won)?|won|kg|g|times|percentage points)";
    for (const value of text.data.matchAll(new RegExp(`[0-9]\\s${units}(?![a-z])`, "g"))) {
      const first = box(value.index), last = box(value.index + value[0].length - 1);
      if (first.height && last.top >= first.bottom - 2) parted.push(value.input.trim());
    }
  }
  if (panel.popover) panel.hidePopover();
  return parted;
}).flat()
"""


def is_apart(page: Page, figure: dict[str, float], panel: dict[str, float]) -> bool:
    height = page.viewport_size["height"]
    below, above = panel["y"] >= figure["y"] + figure["height"], panel["y"] + panel["height"] <= figure["y"]
    right = panel["x"] >= figure["x"] + figure["width"]
    return (below or above or right) and panel["y"] >= -1 and panel["y"] + panel["height"] <= height + 1


@pytest.mark.parametrize(
    ("width", "height"),
    [
        (1440, 900),
        pytest.param(1024, 700, marks=pytest.mark.trial),
        pytest.param(768, 900, marks=pytest.mark.trial),
        (390, 780),
        (320, 568),
    ],
)
def test_panel_fits_and_keeps_off_its_figure_wherever_it_stands(width, height, visit):
    with visit(width, reduced_motion="reduce") as window:
        window.page.set_viewport_size({"width": width, "height": height})
        for name, where in PLACES:
            page = window.go(name)
            figures = page.locator(where)
            assert figures.count() > 0, (name, where)
            for at in {0, figures.count() // 2, figures.count() - 1}:
                figure = figures.nth(at)
                if not figure.is_visible():
                    continue
                figure.click()
                panel = page.locator(OPEN)
                assert panel.count() == 1, (name, where, at)
                # of a figure that runs over two lines, the panel stands by the first
                boxes = figure.evaluate("link => Array.from(link.getClientRects(), box => box.toJSON())")
                box = panel.bounding_box()
                assert box["x"] >= -1, (name, where, at)
                assert box["x"] + box["width"] <= width + 1, (name, where, at)
                assert is_apart(page, boxes[0], box), (name, where, at, boxes, box)
                page.keyboard.press("Escape")
            assert window.console == [], name


@pytest.mark.parametrize("width", [1440, 390])
def test_value_and_its_unit_stay_on_one_line(width, open_page):
    pages = ["seizures.html", "foreign.html", "who.html", "article.html", "evidence/foreign.dealing.share.2024.html"]
    parted = [(name, value) for name in pages for value in open_page(name, width=width).evaluate(PARTED)]
    assert parted == []


def test_focus_moves_in_tab_goes_through_and_every_way_out_gives_it_back(open_page):
    page = open_page("count.html")
    figure = page.locator('main p a.fb-fig[data-ev="ev-offenders-total-1985"]').first

    def open_panel() -> None:
        figure.focus()
        page.keyboard.press("Enter")
        assert page.evaluate(f"document.activeElement.matches('{OPEN}')")

    def is_back() -> bool:
        return page.locator(OPEN).count() == 0 and figure.evaluate("link => link === document.activeElement")

    open_panel()
    stops = []
    for _ in range(30):
        page.keyboard.press("Tab")
        if not page.evaluate(f"!!document.activeElement.closest('{OPEN}')"):
            break
        stops.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert stops[0].endswith("Close")
    assert {"Seoul Shinmun (서울신문)", "All the evidence"} <= set(stops)
    page.keyboard.press("Escape")
    open_panel()
    page.keyboard.press("Escape")
    assert is_back()
    open_panel()
    page.locator(f"{OPEN} .fb-ev__close").click()
    assert is_back()
    open_panel()
    page.locator(".fb-standfirst").click(position={"x": 2, "y": 2})
    assert page.locator(OPEN).count() == 0


def test_command_of_a_figure_is_copied_and_its_bundle_downloaded(open_page, until):
    page = open_page("evidence/offenders.total.2024.html", permissions=["clipboard-read", "clipboard-write"])
    panel = page.locator("#replicate")
    command = panel.locator(".fb-command").inner_text()
    assert command == "python offenders.zip offenders.total.2024"
    # For two seconds it says that it was copied: a page that is looked at seldom may say so in between.
    page.evaluate(NOTE_COPIED)
    panel.get_by_role("button", name="Copy").click()
    until(page, "window.noted[0] === 'Copied'")
    page.evaluate(COPY_TWICE)
    until(page, "window.noted.length === 6")
    assert page.evaluate("window.noted").count("Copy") == 3
    assert page.evaluate("navigator.clipboard.readText()") == command
    with page.expect_download() as download:
        panel.get_by_role("link", name="Download offenders.zip").click()
    assert download.value.suggested_filename == "offenders.zip"


@pytest.mark.parametrize("path", ["evidence/offenders.total.2024.html", "index.html"])
def test_citations_are_saved_from_their_links(open_page, path):
    page = open_page(path, java_script_enabled=False)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for name, begins in (("BibTeX", "@misc{"), ("CSL-JSON", "[")):
        link = page.get_by_role("link", name=name).last
        with page.expect_download() as download:
            link.click()
        saved = download.value
        assert saved.suggested_filename == link.get_attribute("download")
        assert Path(saved.path()).read_text("utf-8").startswith(begins)


def test_panel_says_everything_in_order(open_page):
    page = open_page("foreign.html")
    page.locator('main a.fb-fig[data-ev="ev-foreign-dealing-share-2024"]').first.click()
    text = page.locator(OPEN).inner_text()
    parts = [
        "11.6%: if the article's figure counts foreigners caught for dealing", "762 of 6,593", "Recomputed from",
        "762 \u00f7 6,593 \u2248 11.56%", "The values used", "Sources", "Recheck here", "All the evidence",
    ]  # fmt: skip
    at = [text.index(part) for part in parts]
    assert at == sorted(at)


def test_without_script_the_evidence_page_has_all_of_it(open_page):
    page = open_page("evidence/foreign.dealing.share.2024.html", java_script_enabled=False)
    text = page.locator("main").inner_text()
    parts = ["11.56%", "762 \u00f7 6,593", "foreign_offenders.csv", "python foreign.zip foreign.dealing.share.2024"]
    assert [part for part in parts if part not in text] == []
    assert not page.locator(".fb-copy").is_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download foreign.zip").click()
    assert download.value.suggested_filename == "foreign.zip"


NOTE_COPIED = """() => {
  const button = document.querySelector(".fb-copy");
  window.noted = [];
  new MutationObserver(() => window.noted.push(button.textContent)).observe(button, { childList: true });
}"""
COPY_TWICE = """async () => {
  const button = document.querySelector(".fb-copy");
  for (let at = 0; at < 2; at++) {
    const before = window.noted.length;
    button.click();
    while (window.noted.length === before) await new Promise((done) => setTimeout(done));
  }
}"""
"""The second time while it says that it was copied."""
SAME = ("That is what is published.", "공표된 값과 같다.")


def test_every_last_step_that_a_page_offers_comes_out_as_published(visit, until, site):
    answers: dict[str, str] = {}
    with visit() as window:
        for name in sorted(path.name for path in site.glob("*.html") if "fb-recheck" in path.read_text("utf-8")):
            page = window.go(name)
            steps = page.locator(".fb-recheck")
            steps.first.locator("button").dispatch_event("click")
            until(page, "window.factbookRecheck && document.querySelector('.fb-recheck output').textContent !== ''")
            found = page.evaluate(
                "() => Array.from(document.querySelectorAll('.fb-recheck'), place => {"
                " window.factbookRecheck(place);"
                " return [JSON.parse(place.dataset.step).step, place.querySelector('output').textContent]; })"
            )
            answers |= {f"{name} {at} {step}": said for at, (step, said) in enumerate(found)}
            assert window.console == [], name
    kinds = {key.rpartition(" ")[2] for key in answers}
    assert {"sum", "quotient", "change", "streak", "difference"} <= kinds
    assert {key: said for key, said in answers.items() if not said.endswith(SAME)} == {}


def test_a_last_step_with_another_value_says_what_is_published(open_page, until):
    page = open_page("foreign.html")
    place = page.locator("#ev-foreign-share-2024 .fb-recheck")
    place.evaluate("place => { place.dataset.step = place.dataset.step.replace('3232', '3233'); }")
    place.locator("button").dispatch_event("click")
    until(page, "document.querySelector('#ev-foreign-share-2024 output').textContent !== ''")
    assert place.locator("output").inner_text().endswith("That is not what is published: 14.0387%.")


def test_a_figure_that_quotes_a_contradicted_claim_leads_to_it(open_page):
    page = open_page("foreign.html")
    mark = page.locator("main p a.fb-fig", has_text="762").first
    assert mark.get_attribute("data-verdict") == "mismatch"
    mark.click()
    panel = page.locator(OPEN)
    assert "Contradicted" in panel.inner_text()
    assert "3,232" in panel.inner_text()
    panel.get_by_role("link", name="The claim and its rating").click()
    page.wait_for_url("**/article.html#A04")


POINTS = """
plot => {
  const svg = [...plot.querySelectorAll('svg[data-points]')].find(one => one.getClientRects().length);
  const box = svg.getBoundingClientRect(), scale = box.width / svg.viewBox.baseVal.width;
  return JSON.parse(svg.dataset.points).flatMap(one => one[2].map(
    at => [box.left + at[0] * scale, box.top + at[1] * scale, at[2], at[3]]));
}
"""


def test_a_value_of_a_chart_opens_what_lies_behind_it(open_page, until):
    page = open_page("foreign.html", width=1440, height=1000)
    plot = page.locator("#chart-foreign-years .fb-plot")
    plot.scroll_into_view_if_needed()
    points = plot.evaluate(POINTS)
    plot.hover()
    until(page, "document.querySelector('.fb-plot[data-live]') !== null")
    said = {}
    for x, y, label, value in points:
        page.mouse.move(x, y)
        page.mouse.click(x, y)
        until(page, "document.querySelector('.fb-ev:popover-open') !== null")
        said[label, value] = page.locator(OPEN).inner_text()
        page.keyboard.press("Escape")
    assert len(said) > 10
    assert [
        key for key, text in said.items() if key[1] not in text or ("Source" not in text and "source" not in text)
    ] == []
    # The figure that is printed on the page opens its whole panel, another one a line with a link to its page.
    assert "The values used" in said["2024", "3,232"]
    assert any("The values used" not in text and "All the evidence" in text for text in said.values())


def test_tab_goes_round_in_an_open_panel_and_escape_leads_back_to_the_figure(visit):
    inside = "document.activeElement.closest('.fb-ev:popover-open') !== null"
    with visit(390) as window:
        page = window.go("foreign.html")
        figure = page.locator("main p a.fb-fig").first
        figure.focus()
        page.keyboard.press("Enter")
        for key in ["Tab"] * 12 + ["Shift+Tab"] * 14:
            page.keyboard.press(key)
            assert page.evaluate(inside), key
        page.keyboard.press("Escape")
        assert figure.evaluate("link => link === document.activeElement")


def test_keys_lead_from_the_head_of_a_section_to_the_next(visit):
    with visit(390) as window:
        page = window.go("foreign.html")
        links = page.locator(".fb-onward")
        heads = page.locator("main section[id] > h2")
        assert links.count() == heads.count() - 1 > 1
        links.first.focus()
        for at in range(3):
            assert links.nth(at).evaluate("link => link === document.activeElement")
            assert links.nth(at).bounding_box()["height"] >= 24
            page.keyboard.press("Enter")
            assert heads.nth(at + 1).evaluate("head => head.parentNode.matches(':target')")
            page.keyboard.press("Tab")
