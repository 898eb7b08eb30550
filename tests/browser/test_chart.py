"""Charts in a browser: never blank, legible, one drawing at a time, told under the pointer, by keys, and enlarged."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
PAGE, CHART = "foreign.html", "#chart-foreign-years"
Until = Callable[[Page, str], None]
SMALLEST = 11.95
"""Pixels of the smallest text; 12, less what a browser rounds."""


def find_drawing(figure: Locator) -> Locator:
    """The drawing of a chart that is shown."""
    shown = [svg for svg in figure.locator(".fb-plot > svg").all() if svg.is_visible()]
    assert len(shown) == 1
    return shown[0]


def touched(page: Page, until: Until) -> Locator:
    """The chart of a page, with its script loaded."""
    figure = page.locator(CHART)
    with page.expect_response(re.compile(r"chart\.js$")):
        # A chart that is scrolled to below the pointer is touched by that already.
        figure.scroll_into_view_if_needed()
        figure.locator(".fb-plot").hover()
    until(page, "window.factbookCharts && document.querySelector('.fb-tip')")
    return figure


READ_CHARTS = """() => [...document.querySelectorAll("figure.fb-chart")].map(figure => {
    const shown = [...figure.querySelectorAll(".fb-plot > svg")].filter(svg => svg.checkVisibility());
    const sizes = svg => [...svg.querySelectorAll("text")].map(text => parseFloat(getComputedStyle(text).fontSize));
    return {
        id: figure.id,
        lead: figure.classList.contains("fb-chart--lead"),
        room: figure.querySelector(".fb-plot").getBoundingClientRect().width,
        drawings: shown.map(svg => ({
            width: svg.dataset.w,
            marks: svg.querySelectorAll("path[d*=','], text").length,
            smallest: Math.min(...sizes(svg)) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width,
        })),
    };
})"""


@pytest.mark.parametrize("script", [True, False])
def test_every_chart_shows_one_drawing_of_its_own_with_marks_and_legible_text(script, open_page, site):
    names = sorted(path.name for path in site.glob("*.html") if "fb-plot" in path.read_text("utf-8"))
    assert len(names) >= 6
    for name in names:
        page = open_page(name, width=1440, java_script_enabled=script)
        for width in (1440, 768, 390) if script else (390,):
            page.set_viewport_size({"width": width, "height": 900})
            charts = page.evaluate(READ_CHARTS)
            assert len(charts) == page.locator("figure.fb-chart").count() > 0, name
            for chart in charts:
                assert len(chart["drawings"]) == 1, (name, width, chart)
                drawing, room = chart["drawings"][0], chart["room"]
                if not chart["lead"]:
                    assert drawing["width"] == ("l" if room > 831 else "m" if room > 575 else "s"), (name, chart)
                assert drawing["marks"] > 5, (name, chart)
                assert drawing["smallest"] >= SMALLEST, (name, width, chart)


def test_script_of_charts_is_asked_for_only_when_one_is_touched(open_page, until):
    page = open_page(PAGE)
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url.rpartition("/")[2]) if "/chart." in request.url else None
    )
    page.locator("h1").hover()
    assert [name for name in asked if name.startswith("chart.")] == []
    touched(page, until)
    assert sorted(name for name in asked if name.startswith("chart.")) == ["chart.css", "chart.js"]


def test_pointer_tells_value_unit_and_line(open_page, until):
    figure = touched(open_page(PAGE), until)
    drawing = find_drawing(figure)
    box = drawing.bounding_box()
    figure.page.mouse.move(box["x"] + 528, box["y"] + 150)
    tip = figure.locator(".fb-tip")
    assert tip.inner_text().split("\n") == ["2021 2,339 people", "any agency"]
    inside, around = tip.bounding_box(), figure.bounding_box()
    assert inside["x"] >= around["x"] - 1
    assert inside["x"] + inside["width"] <= around["x"] + around["width"] + 1
    figure.page.mouse.move(1, 1)
    assert not tip.is_visible()


def test_a_tap_tells_a_value_on_a_phone_and_a_tap_elsewhere_ends_it(open_page, until):
    page = open_page(PAGE, width=390, has_touch=True, is_mobile=True)
    figure = page.locator(CHART)
    figure.scroll_into_view_if_needed()
    find_drawing(figure).tap()
    until(page, "window.factbookCharts && document.querySelector('.fb-tip')")
    find_drawing(figure).tap(position={"x": 180, "y": 165})
    assert re.match(r"20\d\d [\d,]+ people", figure.locator(".fb-tip").inner_text())
    page.locator(f"{CHART} .fb-chart__title").tap()
    assert not figure.locator(".fb-tip").is_visible()


def test_keys_go_along_a_line_between_lines_and_leave(open_page, until):
    page = open_page(PAGE)
    figure = page.locator(CHART)
    figure.locator(".fb-probe").focus()
    until(page, "window.factbookCharts && document.querySelector('.fb-tip:not([hidden])')")
    told = figure.locator("[aria-live]")
    steps = [
        ("Home", "2016: 711 people, police alone"),
        ("ArrowRight", "2018: 597 people, police alone"),
        ("ArrowDown", "2018: 948 people, any agency"),
        ("End", "2024: 3,232 people, any agency"),
        ("ArrowRight", "2024: 3,232 people, any agency"),
        ("ArrowDown", "2024: 762 people, in the article"),
        ("ArrowLeft", "2020: 370 people, in the article"),
        ("ArrowUp", "2020: 1,958 people, any agency"),
    ]
    for key, expected in steps:
        page.keyboard.press(key)
        assert told.inner_text() == expected
    page.keyboard.press("Escape")
    assert not figure.locator(".fb-tip").is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.matches('.fb-probe')")


def test_every_line_of_every_chart_is_named_and_every_value_of_it_can_be_told(open_page, site):
    unnamed = []
    for path in sorted(site.glob("*.html")):
        if "fb-plot" not in path.read_text("utf-8"):
            continue
        page = open_page(path.name)
        for svg in page.locator(".fb-plot svg[data-w=l]").all():
            series = svg.evaluate("svg => JSON.parse(svg.dataset.points)")
            assert series
            assert all(points for _, _, points in series)
            width, height = (float(part) for part in svg.get_attribute("viewBox").split()[2:])
            assert all(0 <= x <= width and 0 <= y <= height for _, _, points in series for x, y, _, _ in points)
            unnamed += [path.name for name, _, _ in series if not name and len(series) > 1]
    assert unnamed == []


def test_enlarged_chart_grows_by_keys_buttons_and_wheel_and_gives_focus_back(open_page, until):
    page = open_page(PAGE, width=900)
    button = page.locator(f"{CHART} .fb-enlarge")
    button.click()
    dialog = page.locator("dialog.fb-zoom[open]")
    dialog.wait_for()
    drawing = dialog.locator("svg")
    whole = drawing.bounding_box()["width"]
    page.keyboard.press("+")
    larger = drawing.bounding_box()["width"]
    assert larger > whole * 1.3
    page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('.fb-zoom__view').scrollLeft > 0")
    dialog.get_by_role("button", name="Smaller").click()
    assert abs(drawing.bounding_box()["width"] - whole) < 3
    dialog.locator(".fb-zoom__view").hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    until(page, f"document.querySelector('.fb-zoom svg').getBoundingClientRect().width > {whole * 1.3}")
    dialog.get_by_role("button", name="Whole chart").click()
    assert abs(drawing.bounding_box()["width"] - whole) < 3
    page.keyboard.press("Escape")
    assert dialog.count() == 0
    assert button.evaluate("button => button === document.activeElement")


def test_colours_follow_dark_pages_and_paper(open_page):
    seen = {}
    for scheme in ("light", "dark"):
        page = open_page(PAGE, color_scheme=scheme)
        line = page.locator(f"{CHART} svg[data-w=l] path[stroke='#1f6b5c']").first
        seen[scheme] = line.evaluate("path => getComputedStyle(path).stroke")
        page.emulate_media(media="print")
        seen[f"{scheme} print"] = line.evaluate("path => getComputedStyle(path).stroke")
        assert page.locator(f"{CHART} .fb-plot > svg:visible").count() == 1
        assert not page.locator(f"{CHART} .fb-enlarge").is_visible()
    assert seen["light"] == seen["light print"] == seen["dark print"] == "rgb(31, 107, 92)"
    assert seen["dark"] == "rgb(121, 199, 176)"


def test_without_script_nothing_is_offered_that_needs_it(open_page):
    page = open_page(PAGE, java_script_enabled=False)
    assert page.locator(".fb-enlarge:visible, .fb-probe:visible").count() == 0
    details = page.locator(f"{CHART} details").first
    details.locator("summary").click()
    assert details.locator("table").first.is_visible()
    hrefs = [link.get_attribute("href") for link in details.locator("p > a").all()]
    assert hrefs[0] == "charts/foreign.years.csv"


def test_values_of_every_chart_lie_beside_it_as_csv(site: Path):
    pages = [path.read_text("utf-8") for path in site.glob("*.html")]
    hrefs = {href for page in pages for href in re.findall(r'href="(charts/[^"]+\.csv)"', page)}
    assert len(hrefs) >= 10
    for href in hrefs:
        lines = (site / href).read_text("utf-8").splitlines()
        assert lines[0].startswith("table,")
        assert len(lines) > 2
