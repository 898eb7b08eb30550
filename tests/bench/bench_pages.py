"""How a built site's pages come in on a slow phone: the largest paint, what moves while they do, weight and requests.

Run it by hand on a built site: ``python tests/bench/bench_pages.py _build/html index.html count.html``; without names
it takes a page of each kind. A line of 1.6 Mbit/s with 150 ms, and a processor four times slower; the median of
several visits. Nothing fails.
"""

from __future__ import annotations

import argparse
import gzip
import mimetypes
import shutil
import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER = 4
WIDTHS = {390: 844, 1440: 900}
MOST_SHIFT, MOST_PAINT = 0.05, 1500
PACKED = frozenset({".woff2", ".png", ".zip", ".ico", ".pdf"})
WATCH = """
window.seen = {paint: 0, shift: 0, moved: []};
new PerformanceObserver(list => list.getEntries().forEach(one => { seen.paint = one.startTime; }))
    .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(one => {
    if (one.hadRecentInput) return;
    seen.shift += one.value;
    one.sources.forEach(source => seen.moved.push(source.node?.className || source.node?.nodeName));
})).observe({type: 'layout-shift', buffered: true});
"""


def main() -> None:
    """Print a line for each page and width."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("site", type=Path)
    options.add_argument("pages", nargs="*")
    options.add_argument("--visits", type=int, default=3)
    given = options.parse_args()
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    with serve(given.site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for name in given.pages or find_kinds(given.site):
            for width in WIDTHS:
                visits = [visit(browser, base + name, width) for _ in range(given.visits)]
                print(describe(name, width, visits))  # noqa: T201
        browser.close()


def find_kinds(site: Path) -> list[str]:
    """Return the pages at the root of a site, its list of evidence, and one page of evidence and of a notebook."""
    own = sorted(path.name for path in site.glob("*.html"))
    below = [sorted((site / folder).glob("*.html")) for folder in ("evidence", "notebooks")]
    return [*own, "evidence/index.html", *(some[0].relative_to(site).as_posix() for some in below if some)]


def visit(browser: Browser, address: str, width: int) -> dict[str, float | list[str]]:
    """Open a page with an empty cache, and return what was seen."""
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]}, bypass_csp=True)
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    weights: list[float] = []
    line.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.add_init_script(WATCH)
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_timeout(700)
    seen = page.evaluate("window.seen")
    context.close()
    return {**seen, "weight": sum(weights), "requests": len(weights)}


def describe(name: str, width: int, visits: list[dict]) -> str:
    """Return a page's medians in a line, with what moved where that was too much."""
    paint, shift, weight, requests = (
        statistics.median(one[key] for one in visits) for key in ("paint", "shift", "weight", "requests")
    )
    moved = sorted({str(node) for one in visits for node in one["moved"]}) if shift > MOST_SHIFT else []
    late = " (late)" if paint > MOST_PAINT else ""
    size = f"{weight / 1000:4.0f} kB in {requests:.0f}"
    return (
        f"{name:40} {width:5}  paint {paint:5.0f} ms{late}  shift {shift:.3f}  {size}"
        f"{'  moved: ' + ', '.join(moved) if moved else ''}"
    )


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a folder compressed, as hosts do, on the loopback address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            file = site / unquote(urlsplit(self.path).path).lstrip("/")
            if not file.is_file():
                self.send_error(404)
                return
            packed = file.suffix in PACKED
            content = file.read_bytes() if packed else gzip.compress(file.read_bytes(), mtime=0)
            self.send_response(200)
            self.send_header("Content-Type", mimetypes.guess_type(file.name)[0] or "application/octet-stream")
            self.send_header("Content-Length", str(len(content)))
            if not packed:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


if __name__ == "__main__":
    main()
