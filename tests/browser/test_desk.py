"""The queue gone through by keyboard, on a page that a server of its own answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from factbook.model.errors import ProjectError
from factbook.render.html.desk_page import SCRIPT, STYLE, read_desk_asset, render_desk_page
from factbook.render.terminal.desk_queue import queue_document
from factbook.report.desk.approve import answer_request
from tiny_desk import TinyDesk

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"


@pytest.fixture
def desk(tmp_path) -> TinyDesk:
    desk = TinyDesk(tmp_path / "lake")
    desk.edit("book/index.md", "There were", "<b>There</b> were")
    desk.edit("book/index.md", "24.3%", "25.3%")
    desk.commit("Ann")
    return desk


@pytest.fixture
def page(desk: TinyDesk, browser: Browser) -> Iterator[Page]:
    report = desk.report()
    document = queue_document(desk.queue(), desk.queue().items, report.known.sources)
    document["items"][1]["sentence"] += " <img src=x onerror=alert(1)>"
    shown = render_desk_page(
        "en", title="The <lake>", queue="queue.json", approve="approve", script=SCRIPT, style=STYLE
    )
    contents = {
        "/": ("text/html; charset=utf-8", shown),
        f"/{SCRIPT}": ("text/javascript", read_desk_asset(SCRIPT)),
        f"/{STYLE}": ("text/css", read_desk_asset(STYLE)),
        "/queue.json": ("application/json", json.dumps(document)),
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer(200, *contents.get(self.path, ("text/plain", "")))

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            try:
                answer_request(report, desk.root, request)
            except ProjectError as error:
                self.answer(400, "application/json", json.dumps({"complaints": [str(one) for one in error.complaints]}))
            else:
                self.answer(200, "application/json", "{}")

        def answer(self, code: int, kind: str, text: str) -> None:
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.wait_for_selector("#items > li")
        yield page
        context.close()
        server.shutdown()
        thread.join()


def test_an_editor_goes_through_the_queue_by_keyboard(page, desk, find_violations):
    assert page.locator("#items > li strong").all_inner_texts()[0] == "25.3%"
    # What is false has no form, and no key approves it.
    page.keyboard.press("s")
    assert page.locator("#items > li").first.locator("form").is_hidden()
    page.keyboard.press("j")
    item = page.locator("#items > li").nth(1)
    assert item.evaluate("one => one === document.activeElement")
    assert "<img src=x" in item.locator("blockquote").inner_text()
    page.keyboard.press("o")
    assert "= " in item.locator("pre").inner_text()
    assert find_violations(page) == []

    page.keyboard.press("a")
    page.keyboard.press("Enter")
    page.wait_for_selector("#told:not([hidden])")
    assert page.locator("#told").inner_text() == "--note: is empty (say whom you asked, and when)"
    assert not (desk.root / "book/approvals").exists()
    page.keyboard.type("just the keeper, as rs")
    page.keyboard.press("Enter")
    item.locator(".done").wait_for(state="visible")
    assert page.locator("#told").is_hidden()
    assert page.locator("#items > li").nth(2).evaluate("one => one === document.activeElement")
    text = (desk.root / "book/approvals/index.yml").read_text("utf-8")
    assert 'how: "asked", note: "just the keeper, as rs"' in text
    assert text.count("\n- ") == 1
