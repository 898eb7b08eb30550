"""The queue gone through by keyboard, on a page that a server of its own answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from factbook.model.errors import ProjectError
from factbook.render.html.desk_figures import add_evidence
from factbook.render.html.desk_page import ASSETS, FONTS, HOUSE, read_desk_asset, render_desk_page
from factbook.render.terminal.desk_queue import queue_document
from factbook.report.desk.approve import answer_request
from factbook.serve.desk import page_address
from tiny_desk import TinyDesk

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'"
MARKUP = " <img src=x onerror=alert(1)>"


@pytest.fixture
def desk(tmp_path) -> TinyDesk:
    desk = TinyDesk(tmp_path / "lake")
    desk.edit("book/index.md", "There were", "<b>There</b> were")
    desk.edit("book/index.md", "24.3%", "25.3%")
    desk.commit("Ann")
    return desk


@pytest.fixture
def page(desk: TinyDesk, browser: Browser) -> Iterator[Page]:
    report, queue = desk.report(), desk.queue()
    document = add_evidence(queue_document(queue, queue.items), queue, report, desk.authors(), page_address)
    document["items"][1]["sentence"] += MARKUP
    document["items"][1]["series"] = {
        "width": 420, "height": 120, "base": "98", "path": "M6 90L414 30", "lone": [], "here": ["414.0", "30.0"],
        "value": "37", "anchor": "end", "ends": [["2023", "start", 6], ["2025", "end", 414]], "says": "3 values",
    }  # fmt: skip
    shown = str(render_desk_page("en", title="The <lake>", queue="queue.json", approve="approve", site="/site/"))
    contents: dict[str, tuple[str, bytes]] = {
        "/": ("text/html; charset=utf-8", shown.encode()),
        "/queue.json": ("application/json", json.dumps(document).encode()),
        **{f"/{name}": (kind, read_desk_asset(name)) for name, kind in {**ASSETS, **HOUSE, **FONTS}.items()},
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer(200, *contents.get(self.path.partition("?")[0], ("text/plain", b"")))

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            try:
                answer_request(report, desk.root, request)
            except ProjectError as error:
                said = json.dumps({"complaints": [str(one) for one in error.complaints]})
                self.answer(400, "application/json", said.encode())
            else:
                self.answer(200, "application/json", b"{}")

        def answer(self, code: int, kind: str, content: bytes) -> None:
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        said: list[str] = []
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.wait_for_selector(".desk-row")
        yield page
        context.close()
        server.shutdown()
        thread.join()
        assert said == []


def current(page: Page) -> str:
    """The figure in focus, as it is printed."""
    return page.locator(".desk-row[aria-current] b").inner_text()


def test_an_editor_goes_through_the_queue_by_keyboard(page, desk):
    assert "1 not borne out" in page.locator("#counts").inner_text()
    assert page.locator("#progress-said").inner_text() == "0 of 3 looked at"
    # What is false has no form, and no key approves it.
    assert current(page) == "25.3%"
    page.keyboard.press("a")
    assert page.locator("#figure form").count() == 0
    assert "Mend it first" in page.locator("#figure .desk-no").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('.desk-row[aria-current]')")
    printed = current(page)
    assert page.locator("#figure blockquote mark").inner_text() == printed
    assert MARKUP.strip() in page.locator("#figure blockquote").inner_text()
    assert page.get_by_role("img", name="3 values").is_visible()
    assert page.locator("#figure .desk-rows td").count() > 0
    assert page.locator("#figure .desk-open").get_attribute("href").startswith("/site/index.html#ev-birds-")

    page.keyboard.press("a")
    page.keyboard.press("Enter")
    assert "Choose what you did" in page.locator("#figure [role=alert]").inner_text()
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    assert "Say whom you asked" in page.locator("#figure [role=alert]").inner_text()
    assert not (desk.root / "book/approvals").exists()
    # Letters that are keys elsewhere are letters in a note.
    page.keyboard.type("just the keeper, as rs")
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-row[data-state=done]")
    assert current(page) not in {printed, "25.3%"}
    assert page.evaluate("document.activeElement.matches('.desk-row[aria-current]')")
    assert page.locator("#progress-said").inner_text() == "1 of 3 looked at"
    assert "git commit" in page.locator("#commit").inner_text()
    text = (desk.root / "book/approvals/index.yml").read_text("utf-8")
    assert 'how: "asked", note: "just the keeper, as rs"' in text
    assert text.count("\n- ") == 1


def test_a_refusal_stands_at_its_figure_with_what_was_written(page, desk):
    page.keyboard.press("j")
    printed = current(page)
    # Somebody approves it meanwhile, in a terminal.
    desk.approve(next(one.figure.id for one in desk.queue().items if one.figure.printed == printed))
    page.keyboard.press("a")
    page.keyboard.press("2")
    page.keyboard.type("p. 4")
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-row[data-state=refused]")
    assert "approved already" in page.locator("#told").inner_text()
    page.get_by_role("button", name="Back to it").click()
    assert current(page) == printed
    assert "approved already" in page.locator("#figure [role=alert]").inner_text()
    assert page.locator("#figure input[name=note]").input_value() == "p. 4"


def test_figures_are_filtered_and_keys_can_be_turned_off(page, until):
    page.get_by_label("Reason").select_option("mismatch")
    assert page.locator(".desk-row:visible").count() == 1
    assert page.locator("#found").inner_text() == "1 of 3 figures listed"
    assert page.locator(".desk-n:visible").all_inner_texts() == ["1"]
    page.get_by_role("button", name="Clear").click()
    until(page, "document.querySelectorAll('.desk-group li:not([hidden])').length === 3")
    page.keyboard.press("t")
    assert page.get_by_label("Ten-minute tour").is_checked()
    before = current(page)
    page.keyboard.press("?")
    page.get_by_label("Single letters are keys").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    assert current(page) == before


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_the_desk_is_accessible(page, find_violations, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.keyboard.press("a")
    assert page.locator("#figure form").is_visible()
    assert find_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert find_violations(page) == []


def test_what_stops_the_queue_is_said_where_it_would_be(page):
    page.route(
        "**/queue.json", lambda route: route.fulfill(status=400, json={"complaints": ["_config.yml: is broken"]})
    )
    page.reload()
    page.wait_for_selector("#told:not([hidden])")
    assert "_config.yml: is broken" in page.locator("#told").inner_text()
    empty = {"items": [], "summary": {"figures": 0, "unbound": 0}, "first": [], "asked": {}, "git": ""}
    page.unroute("**/queue.json")
    page.route("**/queue.json", lambda route: route.fulfill(json=empty))
    page.get_by_role("button", name="Look again").click()
    page.wait_for_selector(".desk-empty")
    assert "factbook fix" in page.locator(".desk-empty").inner_text()
