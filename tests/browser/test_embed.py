"""A figure within the page of another site: it turns amber when a later edition moved it, and only then."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser, Page

from factbook.render.html.sharing import Embed, render_embed
from factbook.sphinx_ext.pages.citations import STATIC

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]
EDITIONS = ("2026-01", "2026-02", "2026-03")


def moved(edition: str, before: str, after: str, statistic: str = "a.b") -> dict[str, str]:
    href = f"corrections.html#change-{edition}"
    return {"edition": edition, "before": before, "after": after, "statistic": statistic, "href": href}


@pytest.fixture
def publish(tmp_path: Path) -> Callable[..., Path]:
    """Writes a published folder with a figure in the edition of February, and what was corrected since the first."""

    def write(*corrections: dict[str, str]) -> Path:
        place = tmp_path / "editions/2026-02"
        (place / "embed").mkdir(parents=True)
        (place / "_static").mkdir()
        for name in ("embed.css", "embed.js"):
            shutil.copy(STATIC / name, place / "_static" / name)
        embed = Embed(id="a.b", says="7: trips", printed="7", source="evidence/a.b.html", file="embed/a.b.html")
        assets = {name: f"_static/{name}" for name in ("embed.css", "embed.js")}
        text = render_embed(
            embed, head=Markup(""), report="R", edition_name="Edition 2026-02", edition="2026-02", figures='["a.b"]',
            assets=assets, house="",
        )  # fmt: skip
        (place / "embed/a.b.html").write_text(str(text), "utf-8")
        # Browsers ask for it.
        (tmp_path / "favicon.ico").touch()
        (place / "index.html").write_text("<!DOCTYPE html><title>x</title>", "utf-8")
        host = '<!DOCTYPE html><title>x</title><iframe src="editions/2026-02/embed/a.b.html" width="300"></iframe>'
        (tmp_path / "host.html").write_text(host, "utf-8")
        listing = {"editions": [{"label": label} for label in EDITIONS], "corrections": list(corrections)}
        (tmp_path / "editions.json").write_text(json.dumps(listing), "utf-8")
        return tmp_path

    return write


def look(page: Page, address: str, *, waits: bool) -> tuple[bool, str | None]:
    """Whether the frame is amber, which may be waited for, and where it leads to."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    with page.expect_response("**/editions.json"):
        page.goto(f"{address}host.html")
    frame = page.frames[1]
    frame.wait_for_load_state("networkidle")
    if waits:
        frame.wait_for_selector(".fb-embed--moved")
    assert said == []
    note = frame.locator(".fb-embed__moved")
    leads = note.locator("a").get_attribute("href") if note.is_visible() else None
    return frame.locator(".fb-embed--moved").count() == 1, leads


@pytest.mark.parametrize(
    ("corrections", "amber"),
    [
        ([], False),
        ([moved("2026-03", "7", "8")], True),
        ([moved("2026-02", "6", "7")], False),
        ([moved("2026-03", "7", "7")], False),
        ([moved("2026-03", "7", "8", "a.c")], False),
    ],
)
def test_a_figure_is_amber_if_a_later_edition_moved_it(corrections, amber, publish, serve, browser: Browser):
    address = serve(publish(*corrections))
    page = browser.new_page()
    is_amber, href = look(page, address, waits=amber)
    page.close()
    assert is_amber is amber
    assert href == (f"{address}corrections.html#change-2026-03" if amber else None)
