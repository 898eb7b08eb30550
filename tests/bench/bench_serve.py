"""How long it takes from a save to the patched page: ``python tests/bench/bench_serve.py 20 100``.

For each size a synthetic report is written, or taken from ``--folder`` where it was built before; then pages and tables
are edited while `factbook serve` runs, and the time is taken until the page that is looked at has come from the server
with the edit, settled.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import json
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from synthetic import Report, value_of, write_report

from factbook.data.validate import refresh
from serving import Serving, serving

PAUSE = 2.5
"""Seconds between two edits: evidence and lists follow within that."""


def follow(serve: Serving, page: str) -> Iterator[tuple[dict, bytes]]:
    """Yield what an open page hears of itself, with its text where it has to be fetched."""
    connection = http.client.HTTPConnection("127.0.0.1", serve.port)
    connection.request("GET", f"/-/events?page=/{page}")
    answer = connection.getresponse()
    shown, text = "", b""
    for line in iter(answer.readline, b""):
        if not line.startswith(b"data: "):
            continue
        message = json.loads(line[6:])
        if message["digest"] != shown:
            text = serve.ask(f"/{page}")[2]
            shown = re.search(rb'data-fb-digest="(\w*)"', text)[1].decode()
        yield message, text if message["digest"] == shown else b""


def time_edits(serve: Serving, page: str, edit: Callable[[int], bytes], count: int) -> list[float]:
    """Return the seconds from each save until its page shows it, settled; `edit` saves and returns what to look for."""
    found = []
    heard = follow(serve, page)
    next(heard)
    for at in range(count):
        serve.wait(lambda: serve.desk()["settled"] and not serve.desk()["doing"], "quiet")
        time.sleep(PAUSE)
        wanted = edit(at)
        since = time.perf_counter()
        for message, text in heard:
            if message["state"] == "settled" and wanted in text:
                found.append(time.perf_counter() - since)
                break
    return found


def edit_page(report: Report) -> Callable[[int], bytes]:
    path = report.page(0)
    first = path.read_text("utf-8")

    def edit(at: int) -> bytes:
        mark = (
            hashlib.sha256(str((at, time.time())).encode())
            .hexdigest()
            .translate(str.maketrans("0123456789", "ghijklmnop"))
        )
        path.write_text(f"{first}\nA sentence on {mark}.\n", "utf-8")
        return mark.encode()

    return edit


def edit_table(report: Report) -> Callable[[int], bytes]:
    """Change the table of the first notebook, and the page so that it says the new sum to the last person."""
    path = report.table(0)

    def edit(at: int) -> bytes:
        lines = path.read_text("utf-8").splitlines()
        row, part, value, source = lines[1].split(",")
        lines[1] = ",".join((row, part, str(int(value) + 1), source))
        path.write_text("\n".join(lines) + "\n", "utf-8")
        refresh(report.folder)
        return f"{value_of(report, 0, 0):,}".encode()

    return edit


def show_charts(report: Report) -> None:
    """Show the charts of the first notebook on the page."""
    path = report.page(0)
    charts = "".join(f"\n```{{chart}} t000.{name}\n```\n" for name in ("bars", "line"))
    path.write_text(f"{path.read_text('utf-8')}\n{charts}", "utf-8")


def say(name: str, times: list[float]) -> None:
    ordered = sorted(times)
    p95 = ordered[max(0, round(0.95 * len(ordered)) - 1)]
    sys.stdout.write(f"{name}: p50 {statistics.median(ordered):.3f} s, p95 {p95:.3f} s, of {len(ordered)}\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[20, 100])
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--folder", type=Path, help="where reports lie that were written before")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for size in options.sizes:
            folder = (options.folder or Path(scratch)) / f"s{size}"
            report = Report(folder=folder, kind="factbook", notebooks=size)
            if not folder.exists():
                write_report(folder, "factbook", size)
            with serving(folder) as serve:
                serve.wait_for("page000.html")
                say(f"{size} notebooks, a page", time_edits(serve, "page000.html", edit_page(report), options.edits))
                say(f"{size} notebooks, a table", time_edits(serve, "page000.html", edit_table(report), options.edits))
                show_charts(report)
                times = time_edits(serve, "page000.html", edit_table(report), options.edits)
                say(f"{size} notebooks, a table, with its charts on the page", times)


if __name__ == "__main__":
    main()
