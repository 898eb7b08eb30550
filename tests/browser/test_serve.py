"""A page that is open while its report is written: patched in place, veiled while it is not settled."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page

from factbook.data.validate import refresh
from processes import PATIENCE
from random_edits import Edits, LakeEdits
from serving import Serving, without_marks
from tiny import draw_tiny, write_tiny

LINE = "A trip is one boarding."
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"><rect width="9" height="9"/></svg>'
NOTE_STATES = """
window.noted = [];
window.last = document.documentElement.dataset.fbServe;
new MutationObserver(() => {
  const state = document.documentElement.dataset.fbServe;
  const width = document.querySelector('main img[alt="A square"]').naturalWidth;
  if (state !== window.last) window.noted.push({ state, width });
  window.last = state;
}).observe(document.documentElement, { attributeFilter: ["data-fb-serve"] });
true
"""
"""Note each state that a page comes to, and what picture it shows then: states may pass quicker than a test looks.

The server says the same again now and then, which is no other state.
"""


@pytest.fixture(scope="module")
def shared(start_serving: Callable, untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """One server for most tests, since it takes longer to start than what most of them do with it."""
    root = tmp_path_factory.mktemp("shared") / "report"
    shutil.copytree(untouched, root, symlinks=True)
    with start_serving(root) as found:
        yield found


@pytest.fixture
def served(shared: Serving) -> Iterator[Serving]:
    """The server, with all files of the report as they were first; it is given them back behind the test."""
    pages = ("routes.html", "index.html")
    shared.wait(lambda: shared.desk()["settled"] and not shared.desk()["doing"], "all is done")
    shown = {page: without_marks(shared.wait_for(page)) for page in pages}
    before = read_sources(shared.root)
    yield shared
    after = read_sources(shared.root)
    for path in after.keys() - before.keys():
        path.unlink()
    for path in (one for one in before if after.get(one) != before[one]):
        path.write_bytes(before[path])
    # What it says of itself may be of the time before it saw that.
    for page in pages:
        shared.wait(lambda page=page: without_marks(shared.wait_for(page)) == shown[page], f"{page} as it was")
    shared.wait(lambda: shared.desk()["settled"] and not shared.desk()["doing"], "all is done")


def read_sources(root: Path) -> dict[Path, bytes]:
    """Return the content of every file that the tests of a shared server may change."""
    files = (path for name in ("book", "data", "notebooks") for path in (root / name).rglob("*"))
    return {path: path.read_bytes() for path in files if path.is_file()}


@pytest.fixture
def ending(start_serving: Callable, starter: Path) -> Iterator[Serving]:
    """A server of its own, for a test that ends it."""
    with start_serving(starter) as found:
        found.wait_for("routes.html")
        yield found


@pytest.fixture
def window(served: Serving, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1200, "height": 500})
    said: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(f"{served.base}/routes.html?token={served.token}")
    yield page
    context.close()
    assert said == []


def state(wanted: str) -> str:
    return f"document.documentElement.dataset.fbServe === '{wanted}'"


def test_an_open_page_is_patched_and_keeps_its_scroll_and_its_open_panel(
    served: Serving, window: Page, until: Callable
):
    source = served.root / "book/routes.md"
    window.evaluate("scrollTo(0, 200)")
    window.click("a.fb-fig >> nth=0")
    until(window, "document.querySelector('.fb-ev:popover-open') !== null")
    window.evaluate("window.mark = document.querySelector('.fb-ev:popover-open')")
    top = window.evaluate("scrollY")
    assert top > 0
    text = source.read_text("utf-8")
    source.write_text(text.replace(LINE, "A trip is a boarding, said anew."), "utf-8")
    until(window, "document.body.textContent.includes('said anew')")
    until(window, state("settled"))
    assert window.evaluate("document.querySelector('.fb-ev:popover-open') === window.mark")
    assert window.evaluate("scrollY") == top
    # A figure that comes with a patch opens its panel as any other does.
    more = text + "\n\nThe Hill Line carried {claim}`421,770 trips <routes.hill.2025>` in 2025.\n"
    source.write_text(more, "utf-8")
    until(window, "document.body.textContent.includes('carried 421,770 trips')")
    # The page comes ahead of the rest, with which another patch may come while the pointer is down.
    served.wait(lambda: served.desk()["settled"] and not served.desk()["doing"], "all is done")
    until(window, state("settled"))
    window.keyboard.press("Escape")
    window.click("a.fb-fig:has-text('421,770 trips')")
    until(window, "document.querySelector('.fb-ev:popover-open') !== null")
    assert window.url.endswith("/routes.html")


def test_what_is_wrong_is_marked_and_listed_and_goes_when_it_is_cured(served: Serving, window: Page, until: Callable):
    source = served.root / "book/routes.md"
    text = source.read_text("utf-8")
    wrong = "<mark>people</mark>"
    source.write_text(
        text.replace("about a fifth <routes", "about 71% <routes") + f"\nThere were 77123 {wrong}\n", "utf-8"
    )
    until(window, state("faulty"))
    # who does not see the bar hears it
    assert "Not right" in window.inner_text("[role=status]")
    window.click("fb-serve summary")
    assert "to fix" in window.inner_text("fb-serve summary")
    listed = window.inner_text("fb-serve ol")
    assert "book/routes.md" in listed
    assert "77123" in listed
    assert window.query_selector("fb-serve mark") is None
    until(window, "document.querySelector('a.fb-fig[data-fb-fault]') !== null")
    assert "about 71%" in window.inner_text("a.fb-fig[data-fb-fault]")
    source.write_text(text, "utf-8")
    until(window, state("settled"))
    assert "as readers will see it" in window.inner_text("[role=status]")
    assert window.query_selector("a.fb-fig[data-fb-fault]") is None
    assert not window.is_visible("fb-serve")


def test_what_is_wrong_with_a_table_is_listed_in_the_language_of_the_report(
    start_serving: Callable, tmp_path: Path, browser: Browser, until: Callable
):
    root = write_tiny(tmp_path / "lake")
    config = root / "_config.yml"
    settings = json.loads(config.read_text("utf-8"))
    settings["factbook"]["language"] = "ko"
    config.write_text(json.dumps(settings), "utf-8")
    with start_serving(root) as served:
        served.wait_for("index.html")
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{served.base}/index.html?token={served.token}")
        data = root / "data/birds.csv"
        data.write_text(data.read_text("utf-8").replace("2024,12", "2024,twelve"), "utf-8")
        # No page can be settled while a table cannot be read.
        until(page, "document.querySelector('fb-serve li') !== null")
        page.click("fb-serve summary")
        listed = page.inner_text("fb-serve ol")
        assert "‘twelve’는 정수가 아닙니다" in listed
        assert "구분 기호나 단위 없이 숫자만 쓰십시오" in listed
        assert "no whole number" not in listed
        context.close()


def test_of_two_figures_that_print_the_same_the_wrong_one_is_marked(served: Serving, window: Page, until: Callable):
    source = served.root / "book/routes.md"
    right, wrong = (f"{{claim}}`421,770 trips <routes.{one}.2025>`" for one in ("hill", "harbour"))
    text = source.read_text("utf-8")
    source.write_text(f"{text}\n\nThe Hill Line carried {right}, and the Harbour Line {wrong}.\n", "utf-8")
    until(window, state("faulty"))
    until(window, "document.querySelector('a.fb-fig[data-fb-fault]') !== null")
    marked = "[...document.querySelectorAll('a.fb-fig[data-fb-fault]')].map((one) => one.getAttribute('href'))"
    assert window.evaluate(marked) == ["evidence/routes.harbour.2025.html"]


@pytest.mark.parametrize(
    ("right", "wrong", "marked"),
    [
        ("more than 1.2 million <", "more than 1.3 million <", "figcaption a.fb-fig"),
        ("1,204,300 <", "1,204,301 <", ".fb-plot"),
    ],
    ids=["title", "description"],
)
def test_a_false_figure_in_a_chart_is_marked_on_its_page_and_veils_no_other(
    right: str, wrong: str, marked: str, served: Serving, window: Page, until: Callable
):
    page = window.context.new_page()
    page.goto(f"{served.base}/index.html")
    notebook = served.root / "notebooks/riders.ipynb"
    text = notebook.read_text("utf-8")
    assert right in text
    notebook.write_text(text.replace(right, wrong), "utf-8")
    until(page, state("faulty"))
    until(page, f"document.querySelector('{marked}[data-fb-fault]') !== null")
    assert page.evaluate("document.querySelectorAll('main [data-fb-fault]').length") == 1
    until(window, state("settled"))
    notebook.write_text(text, "utf-8")
    until(page, state("settled"))
    assert page.evaluate("document.querySelectorAll('[data-fb-fault]').length") == 0


def test_what_is_false_on_a_page_and_in_a_chart_on_it_is_marked_in_both(served: Serving, window: Page, until: Callable):
    window.goto(f"{served.base}/index.html")
    for name in ("notebooks/riders.ipynb", "book/index.md"):
        path = served.root / name
        path.write_text(path.read_text("utf-8").replace("1,268,480", "1,268,481"), "utf-8")
    until(window, "document.querySelector('.fb-plot[data-fb-fault]') !== null")
    until(window, "document.querySelector('main p a.fb-fig[data-fb-fault]') !== null")


def test_figures_are_veiled_while_a_notebook_runs_and_when_the_server_is_gone(
    ending: Serving, browser: Browser, until: Callable, tmp_path: Path
):
    done = tmp_path / "done"
    context = browser.new_context()
    windows = [context.new_page() for _ in range(2)]
    for page in windows:
        page.goto(f"{ending.base}/routes.html")
        until(page, state("settled"))
    notebook = ending.root / "notebooks/riders.ipynb"
    content = notebook.read_text("utf-8")
    waiting = f'"import os, time\\n", "while not os.path.exists({str(done)!r}): time.sleep(0.1)\\n", '
    notebook.write_text(content.replace('"import altair as alt', waiting + '"import altair as alt'), "utf-8")
    for page in windows:
        until(page, state("checking"))
        assert "blur" in page.evaluate("getComputedStyle(document.querySelector('a.fb-fig')).filter")
        assert page.evaluate("document.querySelector('main').getAttribute('aria-busy')") == "true"
    done.touch()
    for page in windows:
        until(page, state("settled"))
    ending.process.terminate()
    ending.process.wait()
    for page in windows:
        until(page, state("checking"))
        assert "No connection" in page.evaluate("document.documentElement.dataset.fbSaid")
    context.close()


def test_a_picture_that_is_replaced_is_shown_before_its_page_is_settled(served: Serving, window: Page, until: Callable):
    picture, source = served.root / "book/square.svg", served.root / "book/routes.md"
    picture.write_text(SQUARE.format(100), "utf-8")
    source.write_text(source.read_text("utf-8") + "\n```{image} square.svg\n:alt: A square\n```\n", "utf-8")
    until(window, "document.querySelector('main img[alt=\"A square\"]') !== null")
    until(window, state("settled"))
    until(window, "document.querySelector('main img[alt=\"A square\"]').naturalWidth === 100")
    served.wait(lambda: served.desk()["settled"] and not served.desk()["doing"], "all is done")
    until(window, state("settled"))
    window.evaluate(NOTE_STATES)
    picture.write_text(SQUARE.format(200), "utf-8")
    until(window, "window.noted.some((one) => one.state === 'settled')")
    assert {one["width"] for one in window.evaluate("window.noted") if one["state"] == "settled"} == {200}


def test_windows_that_nobody_sees_leave_the_server_to_those_that_somebody_looks_at(
    served: Serving, window: Page, until: Callable
):
    context = window.context
    # As many as somebody has open who writes a report: a browser has six connections to a server.
    for _ in range(8):
        page = context.new_page()
        page.goto(f"{served.base}/index.html")
        until(page, state("settled"))
        set_hidden(page, True)
        until(page, state("checking"))
    change(served.root / "book/routes.md", LINE, "A trip is a boarding, said anew.")
    until(window, "document.body.textContent.includes('said anew')")
    until(window, state("settled"))
    set_hidden(page, False)
    until(page, state("settled"))


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("delete window.SharedWorker", id="none"),
        pytest.param("window.SharedWorker = class { constructor() { throw new Error('denied'); } }", id="refused"),
    ],
)
def test_a_window_without_a_worker_that_others_share_has_a_stream_of_its_own(
    served: Serving, browser: Browser, until: Callable, script: str
):
    source = served.root / "book/routes.md"
    with browser.new_context() as context:
        context.add_init_script(script)
        page = context.new_page()
        page.goto(f"{served.base}/routes.html?token={served.token}")
        source.write_text(source.read_text("utf-8").replace(LINE, "A trip is said anew."), "utf-8")
        until(page, "document.body.textContent.includes('is said anew')")


def test_a_window_whose_worker_says_nothing_gets_a_stream_of_its_own_in_the_end(
    served: Serving, browser: Browser, until: Callable
):
    with browser.new_context() as context:
        context.add_init_script(
            """window.SharedWorker = class extends EventTarget {
                 port = Object.assign(new EventTarget(), { start() {}, postMessage() {} });
               }"""
        )
        page = context.new_page()
        page.clock.install()
        page.goto(f"{served.base}/routes.html?token={served.token}")
        change(served.root / "book/routes.md", LINE, "A trip is said anew.")
        page.clock.fast_forward(26_000)
        until(page, "document.body.textContent.includes('is said anew')")


def test_more_windows_than_a_browser_has_connections_are_all_renewed_at_once(
    ending: Serving, browser: Browser, until: Callable
):
    context = browser.new_context()
    windows = [context.new_page() for _ in range(9)]
    for number, page in enumerate(windows):
        page.goto(f"{ending.base}/{('routes.html', 'index.html')[number % 2]}")
        until(page, state("settled"))
    desk = context.new_page()
    desk.goto(f"{ending.base}/-/desk")
    until(desk, "!document.getElementById('board').hidden")
    # One that is closed leaves the others what they share.
    windows.pop(0).close()
    change(ending.root / "book/routes.md", LINE, "A trip is a boarding, said anew.")
    for page in windows[1::2]:
        until(page, "document.body.textContent.includes('said anew')")
    for page in windows:
        until(page, state("settled"))
    ending.process.terminate()
    ending.process.wait()
    for page in windows:
        until(page, state("checking"))
    until(desk, "!document.getElementById('fresh').hidden")
    context.close()


def set_hidden(page: Page, hidden: bool) -> None:
    """Have a page be told that it is behind another one; a browser without windows shows all of its pages."""
    page.evaluate(
        """(hidden) => {
          Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )


def test_a_page_of_another_site_learns_nothing_and_changes_nothing(
    served: Serving, browser: Browser, serve: Callable[[Path], str], tmp_path: Path
):
    (tmp_path / "evil.html").write_text("<!DOCTYPE html><title>evil</title><body></body>")
    elsewhere = serve(tmp_path).replace("127.0.0.1", "localhost")
    context = browser.new_context()
    page = context.new_page()
    # Somebody who has opened the report has the cookie; another site must gain nothing by that.
    page.goto(f"{served.base}/?token={served.token}")
    page.goto(f"{elsewhere}evil.html")
    attack = f"""async () => {{
      const found = [];
      for (const [path, options] of [
        ["/routes.html", {{}}], ["/-/desk.json", {{ credentials: "include" }}], ["/claims.json", {{ mode: "no-cors" }}],
        ["/-/rebuild", {{ method: "POST", mode: "no-cors", credentials: "include" }}],
      ]) {{
        try {{ const a = await fetch("{served.base}" + path, options); found.push(a.type + a.status); }}
        catch (e) {{ found.push("failed"); }}
      }}
      found.push(await new Promise((done) => {{
        const stream = new EventSource("{served.base}/-/events?page=/", {{ withCredentials: true }});
        stream.onmessage = () => done("heard"); stream.onerror = () => done("failed");
      }}));
      found.push(await new Promise((done) => {{
        const script = document.createElement("script");
        script.src = "{served.base}/_static/factbook.js";
        script.onload = () => done("loaded"); script.onerror = () => done("failed");
        document.head.append(script);
      }}));
      return found;
    }}"""
    before = served.desk()
    found = page.evaluate(attack)
    assert [re.sub(r"opaque0", "failed", one) for one in found] == ["failed"] * 6
    assert served.desk() == before
    with pytest.raises(Error):
        page.evaluate(f"fetch('{served.base}/routes.html').then((a) => a.text())")
    context.close()


def test_a_chart_that_was_patched_answers_to_the_pointer(served: Serving, window: Page, until: Callable):
    window.goto(f"{served.base}/index.html")
    window.locator(".fb-plot").first.scroll_into_view_if_needed()
    # The first touch loads the script of charts.
    window.locator(".fb-plot").first.hover()
    until(window, "document.querySelector('.fb-tip') !== null")
    assert "798,220" in tell_of(window, "2021", until)
    data = served.root / "data/riders_by_year.csv"
    change(data, "798220", "799990")
    refresh(served.root)
    until(window, "document.querySelector('svg[data-points]').dataset.points.includes('799,990')")
    assert "799,990" in tell_of(window, "2021", until)
    until(window, state("settled"))
    assert "799,990" in tell_of(window, "2021", until)
    assert window.locator(".fb-tip:not([hidden])").count() == 1
    # A chart that was not there before answers as well.
    page = served.root / "book/index.md"
    chart = "```{chart} riders.years\n```\n"
    change(page, chart, "")
    until(window, "document.querySelector('.fb-plot svg[data-points]') === null")
    change(page, "## The chapters", f"{chart}\n## The chapters")
    until(window, "document.querySelector('.fb-plot svg[data-points]') !== null")
    until(window, state("settled"))
    assert "799,990" in tell_of(window, "2021", until)
    window.click(".fb-enlarge")
    until(window, "document.querySelector('dialog.fb-zoom[open]') !== null")


SHOWN = """() => {
  const text = document.querySelector("main").cloneNode(true);
  const added = ".fb-tip, .fb-vh[aria-live], dialog, .fb-plot > button";
  text.querySelectorAll(added).forEach((one) => one.remove());
  for (const one of [text, ...text.querySelectorAll("*")])
    for (const { name } of [...one.attributes])
      if (/^(aria-busy|open|style|title|tabindex)/.test(name)) one.removeAttribute(name);
  return text.outerHTML.replace(/\\s+/g, " ");
}"""
"""What a page holds, and what its scripts say of its figures; without what they set for whoever touches something."""


def test_a_page_that_was_patched_often_is_what_a_fresh_one_shows(served: Serving, window: Page, until: Callable):
    window.goto(f"{served.base}/index.html")
    data, page = served.root / "data/riders_by_year.csv", served.root / "book/index.md"
    chart = "```{chart} riders.years\n```\n"
    values = ["798220", "799990", "790010"]
    edits = [
        *((data, old, new) for old, new in pairwise(values)),
        (page, "## The chapters", "A sentence.\n\n## The chapters"),
        (page, chart, ""),
        (page, "## The chapters", f"{chart}\n## The chapters"),
        (data, values[-1], values[0]),
    ]
    for file, old, new in edits:
        change(file, old, new)
        if file == data:
            refresh(served.root)
        served.wait(lambda: served.desk()["settled"] and not served.desk()["doing"], "all is done")
        until(window, state("settled"))
        until_as_fresh(window)


def test_a_page_is_veiled_until_the_one_that_the_server_calls_settled_has_come(served: Serving, browser: Browser):
    page = browser.new_page()
    # What the server says is said by the test, since between two states it says the first one nearly always.
    page.add_init_script(
        """Object.defineProperty(window, "factbookListen", {
             set() {}, get: () => (page, heard) => { window.heard = heard; return () => {}; },
           })"""
    )
    page.goto(f"{served.base}/routes.html")
    say = """(digest) => {
      window.fetch = () => new Promise(() => {});
      heard({ state: "settled", digest: digest || document.documentElement.dataset.fbDigest, doing: "", items: [] });
    }"""
    page.evaluate(say, "")
    assert page.evaluate(state("settled"))
    page.evaluate(say, "another")
    assert page.evaluate(state("checking"))
    page.close()


def test_a_page_that_comes_when_the_server_calls_another_settled_is_veiled(served: Serving, browser: Browser):
    page = browser.new_page()
    page.add_init_script(
        """Object.defineProperty(window, "factbookListen", {
             set() {}, get: () => (page, heard) => { window.heard = heard; return () => {}; },
           })"""
    )
    page.goto(f"{served.base}/routes.html")
    # A change is taken back while the page with it is on its way.
    veiled = page.evaluate("""async () => {
      const digest = document.documentElement.dataset.fbDigest, say = (digest) =>
        heard({ state: "settled", digest, doing: "", items: [] });
      const sent = document.documentElement.outerHTML.replace(digest, "another").replace("<main", "<main data-mark ");
      let answer;
      window.fetch = () => new Promise((done) => { answer = () => done(new Response(sent)); });
      say("another");
      say(digest);
      const states = [document.documentElement.dataset.fbServe];
      answer();
      window.fetch = () => new Promise(() => {});
      while (!document.querySelector("[data-mark]")) await new Promise((done) => setTimeout(done));
      return [...states, document.documentElement.dataset.fbServe];
    }""")
    assert veiled == ["settled", "checking"]
    page.close()


def test_a_figure_that_came_with_a_patch_is_as_any_other(served: Serving, window: Page, until: Callable):
    source = served.root / "book/routes.md"
    text = source.read_text("utf-8")
    # All of them go, so that none that the scripts of the page have seen comes back.
    source.write_text("# Routes\n\nNothing yet.\n", "utf-8")
    until(window, "document.querySelectorAll('main a.fb-fig').length === 0")
    source.write_text(text, "utf-8")
    until(window, "document.querySelector('main a.fb-fig[data-ev][aria-expanded=false]')")
    until_as_fresh(window)
    figure = window.locator("main a.fb-fig[data-ev]").first
    figure.focus()
    window.keyboard.press("Enter")
    until(window, "document.querySelector('.fb-ev:popover-open')")
    assert figure.get_attribute("aria-expanded") == "true"
    assert window.locator(f"#{figure.get_attribute('aria-controls')}").is_visible()
    window.keyboard.press("Escape")
    until(window, "document.activeElement.matches('a.fb-fig[aria-expanded=false]')")
    figure.click()
    figure.click()
    assert window.locator(".fb-ev:popover-open").count() == 0


@pytest.mark.parametrize("kind", [Edits, pytest.param(LakeEdits, marks=pytest.mark.trial)])
def test_whatever_is_edited_an_open_page_is_what_a_fresh_one_shows(
    start_serving, kind, starter, tmp_path, browser, trial
):
    root, pages = starter, ("index.html", "routes.html")
    if kind is LakeEdits:
        root, pages = write_tiny(tmp_path / "lake"), ("index.html", "drawn.html")
        draw_tiny(root)
    edits = kind((root,), trial.random("open pages"))
    with start_serving(root) as served:
        served.wait_for("index.html")
        context = browser.new_context()
        windows = {page: context.new_page() for page in pages}
        for page, window in windows.items():
            window.goto(f"{served.base}/{page}?token={served.token}")
        for _ in range(trial.count(1, of=100)):
            edits.make_some()
            served.wait(lambda: not served.desk()["doing"], "all is done")
            for window in windows.values():
                until_as_fresh(window)
        context.close()


def until_as_fresh(page: Page) -> None:
    """Wait until a page shows what another window with it shows; each hears of faults once it is there."""
    fresh = page.context.new_page()
    fresh.goto(page.url)
    end = time.monotonic() + PATIENCE
    while page.evaluate(SHOWN) != fresh.evaluate(SHOWN) and time.monotonic() < end:
        page.wait_for_timeout(100)
    shown, wanted = page.evaluate(SHOWN), fresh.evaluate(SHOWN)
    fresh.close()
    assert shown == wanted


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def tell_of(page: Page, label: str, until: Callable) -> str:
    """What the first chart tells of a value when the pointer comes to it."""
    x, y = page.evaluate(
        """(label) => {
          const drawn = [...document.querySelectorAll(".fb-plot svg[data-points]")];
          const svg = drawn.find((one) => one.getClientRects().length);
          svg.scrollIntoView({ block: "center", behavior: "instant" });
          const box = svg.getBoundingClientRect(), scale = box.width / svg.viewBox.baseVal.width;
          const all = JSON.parse(svg.dataset.points).flatMap((series) => series[2]);
          const point = all.find((one) => one[2] === label);
          return [box.left + point[0] * scale, box.top + point[1] * scale];
        }""",
        label,
    )
    page.mouse.move(2, 2)
    page.mouse.move(x + 3, y)
    page.mouse.move(x, y)
    until(page, f"document.querySelector('.fb-tip:not([hidden])')?.textContent.includes('{label}')")
    return page.locator(".fb-tip:not([hidden])").inner_text()
