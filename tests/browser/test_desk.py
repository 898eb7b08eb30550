"""The queue gone through by keyboard, on a page that a server of its own answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Browser, Page, Route

from factbook.render.html.desk_figures import add_evidence
from factbook.render.html.desk_page import ASSETS, FONTS, HOUSE, read_desk_asset, render_desk_page
from factbook.render.terminal.desk_queue import queue_document
from factbook.report.desk.approve import undo_approvals
from factbook.report.desk.risk_queue import find_all_items
from factbook.serve.desk import page_address
from figurecheck.model.errors import ProjectError
from tiny_desk import TinyDesk

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'"
SERIES = {
    "width": 420, "height": 120, "base": "98", "path": "M6 90L414 30", "lone": [], "here": ["414.0", "30.0"],
    "value": "37", "anchor": "end", "ends": [["2023", "start", 6], ["2025", "end", 414]], "says": "3 values",
}  # fmt: skip
CHECKING = "the change is being checked"
MENDED = "3 figures. 2 that may not hold for long, 1 that nobody has looked at."
"""How many there are of each kind once the false one is mended."""
"""What the server does when a page was saved."""
BROKEN = r"""
[...document.querySelectorAll(".desk-reasons li, .desk-facts dd, .desk-hint, #counts")].flatMap((each) => {
  const found = [], walk = document.createTreeWalker(each, NodeFilter.SHOW_TEXT), range = document.createRange();
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    for (const word of node.data.matchAll(/[^\s]*[가-힣][^\s]*/g)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) found.push(word[0]);
    }
  }
  return found;
})
"""
"""Words with Hangul that begin on one line and end on another."""
MARKUP = " <img src=x onerror=alert(1)>"


@pytest.fixture
def desk(tmp_path) -> TinyDesk:
    desk = TinyDesk(tmp_path / "lake")
    desk.edit("book/index.md", "There were", "<b>There</b> were")
    desk.edit("book/index.md", "24.3%", "25.3%")
    desk.commit("Ann")
    return desk


class Answers:
    """What the server of the desk knows: the report as its files are, and what it tells of them."""

    def __init__(self, desk: TinyDesk, language: str = "en") -> None:
        self.desk, self.language = desk, language
        self.revision, self.doing, self.is_gone = 0, "", False
        self.renewed = Condition()

    def tell(self, *, doing: str = "", is_gone: bool = False) -> None:
        """Say that a file has changed and is being checked, or that this is done."""
        with self.renewed:
            self.revision += bool(doing)
            self.doing, self.is_gone = doing, is_gone
            self.renewed.notify_all()

    def file(self, name: str) -> tuple[str, bytes]:
        if name == "queue.json":
            return "application/json", json.dumps(self.document()).encode()
        if name:
            kind = {**ASSETS, **HOUSE, **FONTS}.get(name)
            return (kind, read_desk_asset(name)) if kind else ("text/plain", b"")
        page = render_desk_page(
            self.language,
            title="The <lake>",
            queue="queue.json",
            approve="approve",
            site="/site/",
            commit="git commit",
            events="events",
        )
        return "text/html; charset=utf-8", str(page).encode()

    def document(self) -> dict[str, Any]:
        report, queue = self.desk.report(), self.desk.queue()
        document = add_evidence(queue_document(queue, queue.items), queue, report, self.desk.authors(), page_address)
        for item in document["items"]:
            if item["statistic"] == "birds.last":
                item["sentence"] += MARKUP
                item["series"] = SERIES
        return {**document, "revision": self.revision}

    def do(self, request: dict[str, Any]) -> None:
        if request.get("undo"):
            undo_approvals(self.desk.root, find_all_items(self.desk.queue(), request["figures"]), self.desk.authors())
        else:
            self.desk.approve(*request["figures"], how=request["how"], note=request["note"], shown=request["shown"])

    def stream(self) -> Iterator[bytes]:
        while not self.is_gone:
            said = self._describe()
            yield f"data: {said}\n\n".encode()
            with self.renewed:
                while not self.is_gone and self._describe() == said:
                    self.renewed.wait()

    def _describe(self) -> str:
        return json.dumps({"revision": self.revision, "doing": self.doing})


@pytest.fixture
def answers(desk: TinyDesk) -> Answers:
    return Answers(desk)


class Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Say nothing: a stream whose page was closed cannot be written to."""


@pytest.fixture
def page(answers: Answers, browser: Browser) -> Iterator[Page]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.partition("?")[0].removeprefix("/")
            if name != "events":
                self.answer(200, *answers.file(name))
            elif answers.is_gone:
                self.answer(503, "text/plain", b"")
            else:
                self.answer(200, "text/event-stream", b"")
                for line in answers.stream():
                    self.wfile.write(line)
                    self.wfile.flush()

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            try:
                answers.do(request)
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

    with Server(("127.0.0.1", 0), Handler) as server:
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
        answers.tell(is_gone=True)
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
    assert page.locator("#figure .desk-form").inner_text().strip() == "Mend it first: it is not borne out."
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


def test_an_approval_is_taken_back_by_key_and_by_button(page, desk, until):
    page.keyboard.press("j")
    printed = current(page)
    for is_by_key in (True, False):
        page.keyboard.press("a")
        page.keyboard.press("2")
        page.keyboard.press("Enter")
        page.wait_for_selector(".desk-row[data-state=done]")
        assert current(page) != printed
        assert "source" in (desk.root / "book/approvals/index.yml").read_text("utf-8")
        # The queue is read again by this. Read after the next approval, it would have that row in a closed group.
        with page.expect_response("**/queue.json"):
            if is_by_key:
                page.keyboard.press("u")
            else:
                page.keyboard.press("k")
                page.get_by_role("button", name="Take it back").click()
        until(page, f"document.querySelector('.desk-row[aria-current] b').innerText === {json.dumps(printed)}")
        page.wait_for_selector("#figure form:not(.is-done)")
        assert page.locator("#progress-said").inner_text() == "0 of 3 looked at"
        assert "statistic" not in (desk.root / "book/approvals/index.yml").read_text("utf-8")


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


def test_what_is_being_written_is_called_that_and_holds_the_window_back(page):
    held: list[Route] = []
    page.route("**/approve", lambda route: held.append(route))  # noqa: PLW0108 - Playwright writes into it
    page.keyboard.press("j")
    printed = current(page)
    page.keyboard.press("a")
    page.keyboard.press("2")
    page.keyboard.type("p. 4")
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-row[data-state=sending]")
    page.locator(".desk-row[data-state=sending]").click()
    assert current(page) == printed
    assert page.locator("#figure .desk-written").inner_text() == "Being written"
    leave = "dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    assert page.evaluate(leave) is False
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    page.wait_for_selector(".desk-row[data-state=done]")
    assert page.locator("#figure .desk-written").inner_text().startswith("Approved.")
    assert page.evaluate(leave) is True


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


def go_to(page: Page, printed: str) -> None:
    page.locator(f".desk-row:has(b:text-is('{printed}'))").click()
    assert current(page) == printed


def test_the_sentence_stays_in_sight_while_its_figure_is_approved(page):
    page.set_viewport_size({"width": 1440, "height": 700})
    go_to(page, "37 birds")
    page.keyboard.press("a")
    page.keyboard.press("2")
    assert page.evaluate("[document.activeElement.name, figure.scrollTop]") == ["note", 0]


def test_the_list_follows_a_change_and_what_somebody_is_writing_stays(page, desk, answers, until):
    page.set_viewport_size({"width": 1440, "height": 700})
    go_to(page, "37 birds")
    page.keyboard.press("a")
    page.keyboard.press("2")
    page.keyboard.type("the list, p. 4")
    page.keyboard.press("ArrowLeft")
    page.evaluate("figure.scrollTop = 40")
    desk.edit("book/index.md", "25.3%", "24.3%")
    answers.tell(doing=CHECKING)
    until(page, "!fresh.hidden")
    assert "The report has changed and is being checked" in page.locator("#fresh").inner_text()
    assert "1 not borne out" in page.locator("#counts").inner_text()
    answers.tell()
    until(page, "fresh.hidden")
    assert page.locator("#counts").inner_text() == MENDED
    assert page.locator(".desk-row b:visible").all_inner_texts() == ["24.3%", "15", "37 birds"]
    assert current(page) == "37 birds"
    note = "document.activeElement"
    assert page.evaluate(f"[{note}.name, {note}.value, {note}.selectionStart]") == ["note", "the list, p. 4", 13]
    assert page.locator("#figure input[value=source]").is_checked()
    assert page.evaluate("figure.scrollTop") == 40
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-row[data-state=done]")
    # The approval itself changes a file, and then its figure waits for a commit.
    answers.tell(doing="approvals are being read")
    answers.tell()
    page.wait_for_selector("[data-group=pending] .desk-row", state="attached")
    assert page.locator("#progress-said").inner_text() == "1 of 3 looked at"
    until(page, "fresh.hidden")


def test_an_approval_read_before_its_answer_came_is_forgotten_when_it_is_undone_elsewhere(page, desk, answers, until):
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        held.append((route, route.fetch()))
        answers.tell(doing="approvals are being read")
        answers.tell()

    page.route("**/approve", hold)
    go_to(page, "37 birds")
    page.keyboard.press("a")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-group=pending] .desk-row", state="attached")
    route, response = held[0]
    route.fulfill(response=response)
    until(page, "!document.querySelector('[data-state=sending]')")
    assert page.locator("#progress-said").inner_text() == "1 of 3 looked at"
    queue = desk.queue()
    approved = [item.figure.id for item in queue.items if item.figure.printed == "37 birds"]
    undo_approvals(desk.root, find_all_items(queue, approved), desk.authors())
    answers.tell(doing="approvals are being read")
    answers.tell()
    until(page, "!document.querySelector('[data-group=pending]')")
    assert page.locator("#progress-said").inner_text() == "0 of 3 looked at"
    go_to(page, "37 birds")
    assert page.locator("#figure form:not(.is-done)").is_visible()


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        pytest.param("There were {claim}`37 birds <birds.all>` in every year.", "moved", id="changed"),
        pytest.param("There were birds.", "gone", id="gone"),
    ],
)
def test_what_changes_while_its_approval_is_written_is_not_called_that_for_ever(
    page, desk, answers, until, sentence, state
):
    held: list[tuple[Route, APIResponse]] = []
    page.route("**/approve", lambda route: held.append((route, route.fetch())))
    go_to(page, "37 birds")
    page.keyboard.press("a")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    while not held:
        page.wait_for_timeout(20)
    desk.edit("book/index.md", "<b>There</b> were {claim}`37 birds <birds.all>` in all years together.", sentence)
    answers.tell(doing=CHECKING)
    answers.tell()
    if state == "moved":
        go_to(page, "37 birds")
        until(page, "document.querySelector('#figure blockquote').innerText.includes('every year')")
    else:
        until(page, "document.querySelectorAll('.desk-row').length === 2")
    route, response = held[0]
    route.fulfill(response=response)
    until(page, "dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    assert page.locator("[data-state=sending]").count() == 0
    assert page.locator("[data-state=moved]").count() == (state == "moved")


def test_the_queue_is_read_again_when_what_is_read_may_be_of_before_an_undo(page, desk, until):
    go_to(page, "37 birds")
    page.keyboard.press("a")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-row[data-state=done]")
    held: list[tuple[Route, APIResponse]] = []

    def hold_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append((route, route.fetch()))

    # For all of the test: a browser that stops intercepting lets go of what is held.
    page.route("**/queue.json", hold_first)
    # The queue is read with the approval in it, and comes once that is taken back.
    page.evaluate("void deskActions.again()")
    while not held:
        page.wait_for_timeout(20)
    with page.expect_response("**/approve"):
        page.keyboard.press("u")
    page.wait_for_selector("[data-state=undoing]", state="detached")
    route, response = held[0]
    route.fulfill(response=response)
    until(page, "document.getElementById('progress-said').innerText === '0 of 3 looked at'")
    until(page, "!document.querySelector('[data-group=pending]')")
    go_to(page, "37 birds")
    assert page.locator("#figure form:not(.is-done)").is_visible()


def test_a_row_in_focus_stays_where_it_is_on_a_phone(page, desk, answers, until):
    page.set_viewport_size({"width": 390, "height": 700})
    go_to(page, "37 birds")
    page.evaluate("scrollBy(0, 300)")
    page.locator("#figure input[name=note]").fill("by mail")
    before = page.evaluate("document.querySelector('[aria-current]').getBoundingClientRect().top")
    desk.edit("book/index.md", "25.3%", "24.3%")
    answers.tell(doing=CHECKING)
    answers.tell()
    until(page, "document.querySelectorAll('[data-group=false]').length === 0")
    after = page.evaluate("document.querySelector('[aria-current]').getBoundingClientRect().top")
    assert abs(after - before) < 2
    assert page.evaluate("document.activeElement.name") == "note"
    assert page.locator("#figure input[name=note]").input_value() == "by mail"


def test_a_syllable_that_is_being_composed_is_not_interrupted(page, desk, answers, until):
    go_to(page, "37 birds")
    page.locator("#figure input[name=note]").focus()
    compose = "document.activeElement.dispatchEvent(new CompositionEvent('composition{}', {{ bubbles: true }}))"
    page.evaluate(compose.format("start"))
    desk.edit("book/index.md", "25.3%", "24.3%")
    answers.tell(doing=CHECKING)
    answers.tell()
    until(page, "!fresh.hidden")
    page.wait_for_timeout(500)
    assert "1 not borne out" in page.locator("#counts").inner_text()
    page.evaluate(compose.format("end"))
    until(page, f"fresh.hidden && counts.textContent === '{MENDED}'")


def test_what_is_not_as_it_was_shown_is_read_again_before_it_is_approved(page, desk, answers, until):
    go_to(page, "37 birds")
    # Before the server has noticed that the page is saved.
    desk.edit("book/index.md", "all years", "every year")
    page.keyboard.press("a")
    page.keyboard.press("2")
    page.keyboard.type("p. 4")
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-row[data-state=refused]")
    assert "has changed since it was shown" in page.locator("#told").inner_text()
    assert not (desk.root / "book/approvals").exists()
    answers.tell(doing=CHECKING)
    answers.tell()
    page.wait_for_selector(".desk-row[data-state=moved]")
    page.get_by_role("button", name="Back to it").click()
    assert "every year" in page.locator("#figure blockquote").inner_text()
    assert "Read it as it is now" in page.locator("#figure [role=alert]").inner_text()
    # Enter alone would approve what was never read.
    assert page.locator("#figure input[name=how]:checked").count() == 0
    page.locator("#figure input[name=note]").press("Enter")
    assert not (desk.root / "book/approvals").exists()
    assert page.locator("#figure input[name=note]").input_value() == "p. 4"
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk-row[data-state=done]")
    assert '"p. 4"' in (desk.root / "book/approvals/index.yml").read_text("utf-8")


def test_a_figure_that_is_gone_leaves_its_place_to_the_next(page, desk, answers, until):
    go_to(page, "15")
    desk.edit("book/index.md", "# {claim}`15 <birds.last>` birds", "# Birds")
    answers.tell(doing=CHECKING)
    answers.tell()
    until(page, "document.querySelectorAll('.desk-row').length === 2")
    assert current(page) == "37 birds"
    assert "37 birds" in page.locator("#figure blockquote").inner_text()


def test_a_server_that_is_gone_is_said_and_the_desk_finds_it_again(page, desk, answers, until):
    answers.tell(is_gone=True)
    until(page, "!fresh.hidden")
    assert "does not answer" in page.locator("#fresh").inner_text()
    desk.edit("book/index.md", "25.3%", "24.3%")
    answers.tell(doing=CHECKING)
    answers.tell()
    until(page, f"fresh.hidden && counts.textContent === '{MENDED}'")


def test_the_desk_follows_the_files_that_are_saved(start_serving, starter, browser, until):
    with start_serving(starter) as served:
        served.wait_for("routes.html")
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{served.base}/-/desk?token={served.token}")
        page.wait_for_selector(".desk-row")
        assert page.locator("[data-group=false]").count() == 0
        source = served.root / "book/routes.md"
        source.write_text(source.read_text("utf-8").replace("about a fifth <routes", "about 71% <routes"), "utf-8")
        page.wait_for_selector("[data-group=false] b:text('about 71%')")
        until(page, "fresh.hidden")
        context.close()


class TestInKorean:
    @pytest.fixture
    def answers(self, desk: TinyDesk) -> Answers:
        desk.configure(language="ko")
        desk.recorded.population = "호수에서 관찰된 새"
        text = (
            "# 올해 새는 {claim}`15 <birds.last>`마리\n\n모든 해에 {claim}`37마리 <birds.all>`가 관찰되었다.\n\n"
            "첫해는 그 {claim}`25.3% <birds.share>`이다.\n"
        )
        (desk.root / "book/index.md").write_text(text, "utf-8")
        return Answers(desk, "ko")

    @pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
    def test_reasons_are_korean_and_no_line_ends_within_a_word(self, page, find_violations, width, scheme):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        go_to(page, "25.3%")
        reasons = page.locator("#figure .desk-reasons")
        assert "를 벗어난다" in reasons.inner_text()
        assert not re.search("[a-z]{4,} [a-z]{2,}", reasons.inner_text())
        assert find_violations(page) == []
        for narrow in (width, *range(400, 300, -10)):
            page.set_viewport_size({"width": narrow, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert page.evaluate(BROKEN) == []

    def test_a_figure_and_its_counter_are_set_in_one_face(self, page):
        found = "[document.body, ...document.querySelectorAll('.desk-row b')]"
        assert len(set(page.evaluate(f"{found}.map((one) => getComputedStyle(one).fontFamily)"))) == 1

    def test_why_a_figure_is_not_approved_is_korean(self, page):
        go_to(page, "25.3%")
        assert page.locator("#figure .desk-no").inner_text() == "먼저 고치십시오. 뒷받침되지 않습니다."
