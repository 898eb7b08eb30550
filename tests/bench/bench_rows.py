"""What every command does with one table of ever more rows: time, memory, and the size of what comes out.

Run it by hand: ``python tests/bench/bench_rows.py [ROWS ...]``, by default 16,000, 300,000 and 3,000,000 rows of 8
columns in Parquet. It prints one line for each command, and writes all into ``docs/benchmark-size.md``; what is to stay
the same whatever the rows is the size of the site, of its largest page and of the edition. Nothing fails.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from measure import describe_machine, measure
from size_page import Step, measure_site, write_part

SIZES = (16_000, 300_000, 3_000_000)
FACTBOOK = Path(sys.executable).with_name("factbook")
CELLS = (
    "import factbook as fb\n\ntrips = fb.dataset('trips')",
    """top = trips.nlargest(1, "fare")
fb.record("trips.count", len(trips), unit="trips", population="all trips by bus", rows=trips, about="trips")
fb.record("fares.sum", round(trips["fare"].sum()), unit="EUR", population="all trips", rows=trips, about="fares")
fb.record("fares.top", top["fare"].iloc[0], unit="EUR", population="one trip", rows=top, about="the dearest fare")
for line, part in trips.groupby("line"):
    id = f"trips.line.{line.lower()}"
    fb.record(id, len(part), unit="trips", population="trips by bus", rows=part, about=f"trips on line {line}")
lines = trips.groupby("line")
fb.series("riders.line.{line}", lines["riders"].sum(), rows=lines, unit="people", population="riders of one line",
          about="riders on line {line}", ranks=True)""",
    """import altair as alt

by_line = trips.groupby("line").agg(riders=("riders", "sum")).reset_index()
fb.chart(alt.Chart(by_line).mark_bar().encode(x="line:N", y="riders:Q"), id="riders", title="Riders by line",
         alt="A bar for each line.", rows=trips.head(20), shows={"riders": "not checked: a sum of all rows"})""",
)
PAGE = """# Trips

There were {claim}`ROWS trips <trips.count>`.

```{chart} riders
```
"""


def write_report(root: Path, rows: int) -> None:
    """Write a report of 33 figures and a chart over a table of so many rows."""
    import numpy as np
    import pandas as pd

    subprocess.run([FACTBOOK, "init", root], check=True, stdout=subprocess.DEVNULL)
    for name in ("book/routes.md", "book/herald.md", "book/data.md", "notebooks/riders.ipynb"):
        (root / name).unlink()
    for path in [*(root / "data").iterdir(), *(root / "book/reviews").iterdir()]:
        path.unlink()
    random = np.random.default_rng(1)
    frame = pd.DataFrame(
        {
            "trip": np.arange(rows),
            "day": pd.Timestamp("2015-01-01") + pd.to_timedelta(np.arange(rows) // 1000, unit="D"),
            "line": random.choice([f"L{at}" for at in range(10)], rows),
            "stop": random.choice([f"Stop {at}" for at in range(500)], rows),
            "riders": random.integers(1, 80, rows),
            "fare": random.integers(100, 900, rows) / 100,
            "late": random.random(rows) < 0.1,
            "delay": np.round(random.exponential(120, rows), 1),
        }
    )
    frame.to_parquet(root / "data/trips.parquet")
    types = ("integer", "date", "string", "string", "integer", "number", "boolean", "number")
    fields = [{"name": name, "type": kind} for name, kind in zip(frame.columns, types, strict=True)]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "trips",
        "title": "Trips",
        "sources": [{"title": "Bus office", "path": "https://example.org/", "factbook:id": "office"}],
        "resources": [
            {"name": "trips", "path": "trips.parquet", "schema": {"fields": fields, "primaryKey": ["trip"]}},
        ],
    }
    (root / "data/datapackage.json").write_text(json.dumps(package), "utf-8")
    cells = [
        {"cell_type": "code", "id": f"c{at}", "metadata": {}, "outputs": [], "execution_count": None, "source": code}
        for at, code in enumerate(CELLS)
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (root / "notebooks/trips.ipynb").write_text(json.dumps(notebook), "utf-8")
    (root / "book/index.md").write_text(PAGE.replace("ROWS", f"{rows:,}"), "utf-8")
    (root / "_toc.yml").write_text("format: jb-book\nroot: book/index\n", "utf-8")


def edit(root: Path, step: str) -> None:
    """Change what a step is about; the row that was added is taken out again before the edition is published."""
    import pandas as pd

    page, notebook, table = root / "book/index.md", root / "notebooks/trips.ipynb", root / "data/trips.parquet"
    if step == "build, a page edited":
        page.write_text(page.read_text("utf-8") + "\nAnd that is all.\n", "utf-8")
    if step == "build, a cell edited":
        notebook.write_text(notebook.read_text("utf-8").replace("the dearest fare", "the highest fare"), "utf-8")
    if step == "refresh, a row more":
        table.rename(table.with_suffix(".before"))
        frame = pd.read_parquet(table.with_suffix(".before"))
        last = frame.tail(1).assign(trip=len(frame))
        pd.concat([frame, last], ignore_index=True).to_parquet(table)
    if step == "publish":
        table.with_suffix(".before").replace(table)


def main(sizes: list[int]) -> None:
    print(describe_machine())  # noqa: T201
    steps: list[Step] = []
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "report"
            write_report(root, rows)
            public = str(Path(folder) / "public")
            for name, command in (
                ("check", ["check"]),
                ("build", ["build"]),
                ("build, nothing changed", ["build"]),
                ("build, a page edited", ["build"]),
                ("build, a cell edited", ["build"]),
                ("seal", ["seal", "one"]),
                ("refresh, a row more", ["refresh"]),
                ("diff", ["diff"]),
                ("publish", ["publish", public]),
                ("verify", ["verify", public]),
            ):
                edit(root, name)
                where = [] if name == "verify" else ["--project", str(root)]
                done = measure([str(FACTBOOK), *command, *where])
                steps.append(measure_site(root, name, done, rows))
                print(*asdict(steps[-1]).values(), sep=" | ", flush=True)  # noqa: T201
                # A figure that moved is what the difference is to tell.
                if done.code and not (name == "diff" and done.code == 1):
                    print(done.said[-3000:])  # noqa: T201
                    break
    write_part("rows", steps)


if __name__ == "__main__":
    main([int(one.replace(",", "")) for one in sys.argv[1:]] or [*SIZES])
