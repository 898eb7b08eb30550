"""Windows on the built site, which note what a page asks for and says."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page

from processes import PATIENCE


@dataclass
class Visit:
    """A page and what it asked for and said."""

    page: Page
    base: str
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)

    def go(self, name: str) -> Page:
        self.requests.clear()
        self.console.clear()
        self.page.goto(self.base + name)
        self.page.evaluate("document.fonts.ready.then(() => true)")
        return self.page

    @property
    def foreign(self) -> list[str]:
        return [request for request in self.requests if not request.startswith((self.base, "data:"))]


@pytest.fixture
def visit(site: Path, serve: Callable[[Path], str], browser: Browser) -> Callable[..., Any]:
    """Opens a window on the site: `with visit(width=390) as window: window.go("who.html")`."""
    base = serve(site).rstrip("/") + "/"

    @contextmanager
    def open_window(width: int = 1440, **options: Any) -> Iterator[Visit]:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        window = Visit(context.new_page(), base)
        window.page.on("request", lambda request: window.requests.append(request.url))
        window.page.on("console", lambda message: window.console.append(message.text))
        window.page.on("pageerror", lambda error: window.console.append(str(error)))
        yield window
        context.close()

    return open_window


@pytest.fixture(scope="session")
def find_violations() -> Callable[..., list[str]]:
    """Gives what axe finds on a page, or within one element of it, as one line for each element."""
    return _find_violations


def _find_violations(page: Page, *, within: str | None = None) -> list[str]:
    page.evaluate(_axe())
    result = page.evaluate("within => axe.run(within ?? document, {resultTypes: ['violations']})", within)
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in result["violations"]
        for node in rule["nodes"][:2]
    ]


@functools.cache
def _axe() -> str:
    """The checker; it comes with its Python package, so nothing is fetched."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@pytest.fixture
def open_page(site: Path, serve: Callable[[Path], str], browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page of this report's site: `open_page("who.html", width=390)`; a console line fails the test.

    It leaves a page that was opened before with the same options, since a window takes half a second to open.
    """
    base = serve(site).rstrip("/") + "/"
    said: list[str] = []
    opened: dict[str, Page] = {}
    with ExitStack() as stack:

        def open_window(width: int, height: int, options: dict[str, Any]) -> Page:
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            stack.callback(context.close)
            page = context.new_page()
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: said.append(str(error)))
            return page

        def open_one(name: str, *, width: int = 1440, height: int = 900, **options: Any) -> Page:
            key = repr((width, height, options))
            if key not in opened:
                opened[key] = open_window(width, height, options)
            page = opened[key]
            page.set_viewport_size({"width": width, "height": height})
            page.goto(base + name)
            page.evaluate("document.fonts.ready.then(() => true)")
            return page

        yield open_one
    assert said == []


@pytest.fixture
def until() -> Callable[[Page, str], None]:
    """Waits until an expression holds; the page's policy lets nothing in it be evaluated."""

    def wait(page: Page, expression: str) -> None:
        end = time.monotonic() + PATIENCE
        # Between two pages there is a document without an element.
        ready = f"document.body !== null && ({expression})"
        while time.monotonic() < end:
            try:
                if page.evaluate(ready):
                    return
            except Error as error:
                # a page that serving loads anew is asked again once it is there
                if "Execution context was destroyed" not in error.message:
                    raise
            page.wait_for_timeout(50)
        shown = page.evaluate(
            "JSON.stringify(document.documentElement.dataset) + document.body.innerText.slice(0, 500)"
        )
        pytest.fail(f"never came to hold: {expression}\n{page.url} {shown}")

    return wait
