"""Writes what `bench_rows` and `bench_figures` have measured: ``docs/benchmark-size.json``, and the page beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from measure import Measured, describe_machine

DOCS = Path(__file__).parents[2] / "docs"
HEAD = """\
# How large a site gets

This page is made by `tests/bench/bench_rows.py` and `tests/bench/bench_figures.py`; `benchmark-size.json` beside it
holds the same.
Memory is what all processes of a command held at once.
Seconds depend on what else the machine does, processor time hardly does.
"""
PARTS = {
    "rows": """\
## Many rows

An invented report of 33 figures and a chart over one table of 8 columns in Parquet, of ever more rows.
The site holds the table itself, and its largest page stays what it is.
A sealed edition has a digest of each row up to 20,000 rows, and of blocks of a longer table.
""",
    "figures": """\
## Many figures

An invented report of 3,000 statistics in 20 notebooks, printed on 60 pages beside 1,500 figures of sources, with a
review of 200 claims, 33 tables and an edition in which 60 figures changed.
""",
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One command, and what the site and the edition were like after it."""

    step: str
    rows: int = 0
    seconds: float
    cpu: float
    peak_mib: float
    site_mb: float
    page_kb: float
    """The largest page."""
    edition_kb: float
    """The largest edition."""


def measure_site(root: Path, step: str, done: Measured, rows: int = 0) -> Step:
    """Return what a command took, and how large what it left is."""
    site, editions = root / "_build/html", (root / "book/editions").glob("*.json")
    return Step(
        step=step,
        rows=rows,
        seconds=round(done.seconds, 1),
        cpu=round(done.cpu, 1),
        peak_mib=round(done.peak_mib),
        site_mb=round(sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) / 1e6, 1),
        page_kb=round(max((path.stat().st_size for path in site.rglob("*.html")), default=0) / 1e3),
        edition_kb=round(max((path.stat().st_size for path in editions), default=0) / 1e3),
    )


def write_part(name: str, steps: Sequence[Step]) -> None:
    """Write one part anew, and leave the other as it is."""
    file = DOCS / "benchmark-size.json"
    document = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    day = datetime.now(UTC).date().isoformat()
    document[name] = {"day": day, "machine": describe_machine(), "steps": [asdict(step) for step in steps]}
    file.write_text(json.dumps(document, indent=1) + "\n", "utf-8")
    (DOCS / "benchmark-size.md").write_text("\n".join(_render(document)) + "\n", "utf-8")


def _render(document: dict[str, Any]) -> Iterable[str]:
    yield HEAD
    for name, text in PARTS.items():
        if name not in document:
            continue
        part = document[name]
        yield f"{text}\n{part['day']}, {part['machine']}\n"
        yield "| rows | command | s | CPU s | peak MiB | site MB | largest page KB | edition KB |"
        yield "|--:|---|--:|--:|--:|--:|--:|--:|"
        for one in part["steps"]:
            measured = (one["seconds"], one["cpu"], one["peak_mib"], one["site_mb"], one["page_kb"], one["edition_kb"])
            rows = f"{one['rows']:,}" if one["rows"] else ""
            yield f"| {rows} | {one['step']} | {' | '.join(map(str, measured))} |"
        yield ""
