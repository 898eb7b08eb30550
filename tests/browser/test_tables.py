"""Words in tables stay whole where there is room for them, and longer strings wrap."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

import factbook.render

STYLE = Path(factbook.render.__file__).with_name("assets") / "static/factbook.css"
WORDS = ("Administration", "internationally", "responsibility", "representatives")
LONG = "https://example.org/" + "a" * 150
LINES = """() => {
    const seen = {};
    for (const cell of document.querySelectorAll("td")) {
        const range = document.createRange();
        range.selectNodeContents(cell.firstChild);
        const lines = new Set([...range.getClientRects()].map((one) => Math.round(one.top))).size;
        seen[cell.textContent] = Math.max(lines, seen[cell.textContent] ?? 0);
    }
    return [seen, document.documentElement.scrollWidth - innerWidth];
}"""


def make_table(cells: list[str]) -> str:
    return (
        "<table class='fb-table fb-table--stack'><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table>"
    )


@pytest.mark.parametrize("width", [660, 1440])
@pytest.mark.parametrize(
    ("cells", "wrapper"),
    [
        pytest.param([*WORDS * 5, LONG], "fb-tablewrap fb-sideways", id="that scrolls"),
        pytest.param([WORDS[0], LONG, "ordinary words " * 40], "fb-tablewrap", id="of three columns"),
    ],
)
def test_words_stay_whole_and_what_is_longer_than_a_line_wraps(browser: Browser, width, cells, wrapper):
    page = browser.new_page(viewport={"width": width, "height": 600})
    page.set_content(
        f"<style>{STYLE.read_text('utf-8')}</style><main style='margin: 0 1.75rem'>"
        f"<div class='{wrapper}'>{make_table(cells)}</div></main>"
    )
    lines, over = page.evaluate(LINES)
    assert over <= 0
    assert {word: lines[word] for word in WORDS if word in cells} == {word: 1 for word in WORDS if word in cells}
    assert lines[LONG] > 1
    page.close()
