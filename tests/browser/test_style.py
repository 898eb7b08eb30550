"""What a newsroom changes of the house style reaches its pages, and is said when it can no longer be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

STYLE = """
  style:
    paper: {light: "#fffdf8", dark: "#14130f"}
    ok: {light: "#0b5d7a", dark: "#7cc4de"}
    ink-3: "#999999"
    faces: {House Serif: style/house.woff2}
    serif: House Serif, serif
    measure: 30rem
    radius: 4px
"""
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, factbook: Callable) -> Path:
    """The starter in colours, measure and font of its own."""
    folder = tmp_path_factory.mktemp("styled") / "report"
    assert factbook("init", folder).returncode == 0
    config = folder / "_config.yml"
    config.write_text(config.read_text("utf-8").replace("factbook:\n", f"factbook:{STYLE}", 1), "utf-8")
    return folder


def test_a_changed_style_reaches_the_page(report, factbook, serve, browser: Browser, project_root):
    missing = factbook("build", "--project", report)
    assert missing.returncode == 2
    assert "_config.yml: factbook.style.faces: style/house.woff2 is not there (put the file there" in missing.stderr

    font = project_root / "packages/factbook/src/factbook/render/assets/static/fonts/stix-two-text-subset.woff2"
    (report / "style").mkdir()
    (report / "style/house.woff2").write_bytes(font.read_bytes())
    built = factbook("build", "--project", report)
    assert built.returncode == 0
    assert "factbook.style.ink-3: #999999 on paper #fffdf8 has a contrast of 2.80 on light pages" in built.stdout
    assert factbook("check", "--strict", "--project", report).returncode == 1

    context = browser.new_context(color_scheme="light", viewport={"width": 1440, "height": 900})
    page, asked, said = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(serve(report / "_build/html") + "routes.html")
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 253, 248)"
    assert page.evaluate("getComputedStyle(document.querySelector('.fb-kicker')).color") == "rgb(11, 93, 122)"
    assert page.evaluate("getComputedStyle(document.querySelector('.fb-article')).maxWidth") == "480px"
    assert page.evaluate("getComputedStyle(document.querySelector('.fb-drop input')).borderRadius") == "4px"
    assert page.evaluate("document.fonts.check('16px \"House Serif\"')")
    assert any(address.endswith("/house.woff2") for address in asked)
    assert said == []
    context.close()


def test_what_is_no_longer_changed_is_gone(report, factbook):
    config = report / "_config.yml"
    config.write_text(config.read_text("utf-8").replace(STYLE, "\n"), "utf-8")
    assert factbook("build", "--project", report).returncode == 0
    assert not (report / "_build/html/_static/house").exists()
    assert "house.css" not in (report / "_build/html/routes.html").read_text("utf-8")
