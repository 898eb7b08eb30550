"""How long evidence takes: a thousand pages of it, their JSON, the panels of a page, and the bundle of a notebook.

Run it by hand: ``python tests/bench/bench_evidence.py``. It prints milliseconds of processor time for one of each,
the least of several runs; nothing fails.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from factbook.data.descriptor import Field, Resource
from factbook.notebooks.replication import Bundle, make_bundle, zip_files
from factbook.render.html.evidence_page import EarlierValue, render_statistic_page, statistic_json
from factbook.render.html.evidence_panel import render_panel
from factbook.render.words.interface import find_words
from figurecheck.model import Cell, Finding, Place, RowSet, Source, Statistic

COUNT, ROWS, RUNS = 1000, 12, 5
TARGET = 1.0
"""Milliseconds that one page may take."""
COLUMNS = ("year", "value", "unit", "status", "source_id", "note")
SOURCES = {
    f"s{at}": Source(
        id=f"s{at}", title=f"Release {at}", publisher=f"Office {at}", published="2025-02-17", url="https://example.org/"
    )
    for at in range(20)
}
CODE = (
    'for year in totals.index:\n    fb.record(f"total.{year}", totals.loc[year, "value"], unit="people", rows=totals)\n'
)


def make_statistic(at: int) -> Statistic:
    """A share of one of a thousand counts, resting on a dozen rows of four sources."""
    rows = tuple((2013 + n, Decimal(1000 + at + n), "people", "main", f"s{(at + n) % 4}", "") for n in range(ROWS))
    return Statistic(
        id=f"total.share.{at}",
        value=Decimal(1000 + at) / Decimal(5000),
        unit="share",
        population="everyone counted by any agency in the year",
        label=f"Share {at}",
        period="2024",
        part=f"part.{at}",
        whole="whole",
        rows=(RowSet(dataset="totals", columns=COLUMNS, rows=rows, lines=tuple(range(2, 2 + ROWS))),),
        cell=Cell(notebook="notebooks/totals.ipynb", index=3, code=CODE),
    )


def make_finding(statistic: Statistic) -> Finding:
    """A place where it is printed."""
    from figurecheck.verdicts.judge import judge

    found = judge("about a fifth", statistic.value, unit="share")
    return Finding(
        verdict=found.verdict, reason=found.reason, printed="about a fifth", value=statistic.value, unit="share",
        interval=found.interval, margin=found.margin, edge=found.edge, statistic=statistic,
        place=Place(file="book/page.md", line=12),
    )  # fmt: skip


def time_each(work: Callable[[], object], count: int) -> float:
    """The least processor time of several runs, for one of `count` things, in milliseconds."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times) / count * 1000


def main() -> None:
    """Print the time of each part."""
    statistics = [make_statistic(at) for at in range(COUNT)]
    known = {f"part.{at}": Statistic(id=f"part.{at}", value=Decimal(1000 + at), unit="people") for at in range(COUNT)}
    known["whole"] = Statistic(id="whole", value=Decimal(5000), unit="people", population="everyone")
    findings = [make_finding(statistic) for statistic in statistics]
    earlier = (EarlierValue(edition="2025-05", as_of="2025-05-20", value=Decimal("0.2"), unit="share"),)
    pairs = list(zip(statistics, findings, strict=True))
    find_words("en")

    def pages() -> None:
        for statistic, finding in pairs:
            render_statistic_page(statistic, [finding], SOURCES, known=known, earlier=earlier)

    def documents() -> None:
        for statistic, finding in pairs:
            statistic_json(statistic, [finding], earlier)

    def panels() -> None:
        for statistic, finding in pairs:
            href = f"evidence/{statistic.id}.html"
            render_panel(finding, panel_id="ev", n=1, sources=SOURCES, evidence_href=href, known=known)

    each = time_each(pages, COUNT)
    print(f"page of evidence: {each:.2f} ms, {each / TARGET:.2f} of the target")  # noqa: T201
    print(f"its JSON: {time_each(documents, COUNT):.2f} ms")  # noqa: T201
    print(f"panel: {time_each(panels, COUNT):.2f} ms")  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        print(f"bundle of a notebook: {time_bundle(Path(folder), statistics[:10]):.1f} ms")  # noqa: T201


def time_bundle(root: Path, statistics: list[Statistic]) -> float:
    """The time of a bundle of ten statistics and a table of ten thousand rows."""
    (root / "data").mkdir()
    rows = "".join(f"{at},{at * 7919 % 10007},people,main,s{at % 20},\n" for at in range(10_000))
    (root / "data/totals.csv").write_text(",".join(COLUMNS) + "\n" + rows, "utf-8")
    fields = tuple(Field(name=name) for name in COLUMNS)
    tables = [Resource(name="totals", path="totals.csv", fields=fields)]
    cells = [(at, f'totals = fb.dataset("totals")\n{CODE}') for at in range(1, 11)]
    bundle = Bundle(notebook="notebooks/totals.ipynb", cells=cells, statistics=statistics, day="2026-11-24")
    return time_each(lambda: zip_files(make_bundle(bundle, root, tables)), 1)


if __name__ == "__main__":
    main()
