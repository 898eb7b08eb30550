"""Writes the same invented report twice: as a factbook report, and as a book for stock Jupyter Book 1.

N notebooks, each with a table of 10,000 rows, ten statistics and two charts, which stand on the notebook's own page;
N/2 pages, each printing the twenty statistics of two notebooks. Run by itself it writes one:
``python tests/bench/synthetic.py factbook 20 FOLDER``.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROWS = 10_000
STATISTICS = 10
PER_PAGE = 2
"""Notebooks that one page cites."""

FACTBOOK, STOCK = "factbook", "stock"

_CONFIG = {
    FACTBOOK: """\
title: A synthetic report
author: The benchmark
copyright: "2026"
only_build_toc_files: true
exclude_patterns: [.venv, _build, data, notebooks, "**.ipynb_checkpoints"]
execute:
  execute_notebooks: "off"
sphinx:
  extra_extensions: [factbook.sphinx_ext]
factbook:
  language: en
  edition: {label: "2026-11", date: 2026-11-24}
""",
    STOCK: """\
title: A synthetic report
author: The benchmark
copyright: "2026"
only_build_toc_files: true
exclude_patterns: [.venv, _build, data, "**.ipynb_checkpoints"]
execute:
  execute_notebooks: cache
  timeout: 300
""",
}
_SET_UP = {
    FACTBOOK: """\
import altair as alt

import factbook as fb

frame = fb.dataset("t{at:03d}")""",
    STOCK: """\
import altair as alt
import pandas as pd
from myst_nb import glue

frame = pd.read_csv("../data/t{at:03d}.csv").set_index("row")""",
}
_GROUPED = """\
summary = frame.groupby("part").agg(value=("value", "sum"), source_id=("source_id", "first")).reset_index()
summary.attrs.clear()  # sums are no rows of the table
thinned = frame.iloc[::100].reset_index()"""
_RECORD = {
    FACTBOOK: """\
for part, value in zip(summary["part"], summary["value"]):
    fb.record(
        f"t{at:03d}.part{{part}}.2024",
        int(value),
        unit="people",
        population="people counted in one part of an invented town",
        rows=summary[summary["part"] == part],
        label=f"People in part {{part}} of the town",
        period="2024",
    )""",
    STOCK: """\
for part, value in zip(summary["part"], summary["value"]):
    glue(f"t{at:03d}.part{{part}}.2024", int(value), display=False)""",
}
_BARS = 'bars = alt.Chart(summary).mark_bar().encode(x="part:O", y="value:Q")'
_LINE = 'line = alt.Chart(thinned).mark_line().encode(x="row:Q", y="value:Q")'
_CHART = {
    FACTBOOK: """\
fb.chart({name}, id="t{at:03d}.{name}", title="{title}", alt="{title}, drawn from the table", rows={rows})""",
    STOCK: "{name}",
}


@dataclass(frozen=True, kw_only=True)
class Report:
    """A synthetic report on disk, and what its steps change."""

    folder: Path
    kind: str
    notebooks: int

    @property
    def site(self) -> Path:
        """The built site."""
        return self.folder / "_build" / "html"

    @property
    def pages(self) -> int:
        """How many pages cite notebooks."""
        return max(self.notebooks // PER_PAGE, 1)

    def page(self, at: int) -> Path:
        """The source of a page."""
        return self.folder / "book" / f"page{at:03d}.md"

    def built_page(self, at: int) -> Path:
        """The HTML of a page, where the tool in question publishes it."""
        name = f"page{at:03d}.html"
        return self.site / name if self.kind == FACTBOOK else self.site / "book" / name

    def notebook(self, at: int) -> Path:
        """The source of a notebook."""
        return self.folder / "notebooks" / f"n{at:03d}.ipynb"

    def table(self, at: int) -> Path:
        """The CSV file of a notebook."""
        return self.folder / "data" / f"t{at:03d}.csv"


def write_report(folder: Path, kind: str, notebooks: int) -> Report:
    """Write a report into an empty folder."""
    report = Report(folder=folder, kind=kind, notebooks=notebooks)
    for name in ("book", "data", "notebooks"):
        (folder / name).mkdir(parents=True)
    (folder / "_config.yml").write_text(_CONFIG[kind], "utf-8")
    (folder / "_toc.yml").write_text("\n".join(_toc(report)) + "\n", "utf-8")
    (folder / "book" / "index.md").write_text("# A synthetic report\n\nAll of it is invented.\n", "utf-8")
    for at in range(notebooks):
        report.table(at).write_text("\n".join(_rows(at)) + "\n", "utf-8")
        report.notebook(at).write_text(json.dumps(_notebook(kind, at), indent=1) + "\n", "utf-8")
    for at in range(report.pages):
        report.page(at).write_text("\n".join(_page(report, at)) + "\n", "utf-8")
    (folder / "data" / "sources.csv").write_text(
        "source_id,title,publisher,published,url,accessed,note\n"
        "census_2024,Invented census,Town of Nowhere,2025-02-01,,2026-11-24,invented\n",
        "utf-8",
    )
    if kind == FACTBOOK:
        (folder / "data" / "datapackage.json").write_text(json.dumps(_package(report), indent=2) + "\n", "utf-8")
    return report


def value_of(report: Report, at: int, part: int) -> int:
    """The statistic of one part of a table, added up from the file as it stands."""
    lines = report.table(at).read_text("utf-8").splitlines()[1:]
    cells = (line.split(",") for line in lines)
    return sum(int(value) for _, found, value, _ in cells if int(found) == part)


def _toc(report: Report) -> Iterator[str]:
    yield from ("format: jb-book", "root: book/index", "chapters:")
    yield from (f"  - file: book/page{at:03d}" for at in range(report.pages))
    if report.kind == STOCK:
        yield from (f"  - file: notebooks/n{at:03d}" for at in range(report.notebooks))


def _rows(at: int) -> Iterator[str]:
    chance = random.Random(at)
    yield "row,part,value,source_id"
    for row in range(ROWS):
        yield f"{row},{row % STATISTICS},{chance.randrange(1000, 9000)},census_2024"


def _notebook(kind: str, at: int) -> dict[str, Any]:
    cells = [_SET_UP[kind].format(at=at), _GROUPED, _RECORD[kind].format(at=at)]
    for name, draw, rows in (("bars", _BARS, "summary"), ("line", _LINE, "thinned")):
        title = "People by part of town" if name == "bars" else "People along the table"
        cells.append(draw + "\n" + _CHART[kind].format(name=name, at=at, title=title, rows=rows))
    return {
        "cells": [
            {"cell_type": "markdown", "id": "title", "metadata": {}, "source": f"# Notebook {chr(65 + at % 26)}"},
            *(
                {
                    "cell_type": "code",
                    "id": f"cell-{number}",
                    "metadata": {},
                    "outputs": [],
                    "execution_count": None,
                    "source": cell,
                }
                for number, cell in enumerate(cells)
            ),
        ],
        "metadata": {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _page(report: Report, at: int) -> Iterator[str]:
    yield from ("# A page of the report", "")
    for notebook in range(at * PER_PAGE, min((at + 1) * PER_PAGE, report.notebooks)):
        for part in range(STATISTICS):
            yield f"People counted there: {_cite(report, notebook, part)}."
            yield ""


def _cite(report: Report, at: int, part: int) -> str:
    name = f"t{at:03d}.part{part}.2024"
    if report.kind == STOCK:
        return f"{{glue:text}}`../notebooks/n{at:03d}.ipynb::{name}:,.0f`"
    return f"{{claim}}`about {round(value_of(report, at, part) / 1e6, 1)} million <{name}>`"


def _package(report: Report) -> dict[str, Any]:
    people = [
        {"name": "row", "type": "integer", "constraints": {"required": True}},
        {"name": "part", "type": "integer", "constraints": {"required": True}},
        {"name": "value", "type": "integer", "factbook:unit": "people", "constraints": {"required": True}},
        {"name": "source_id", "type": "string", "constraints": {"required": True}},
    ]
    to_sources = {"fields": ["source_id"], "reference": {"resource": "sources", "fields": ["source_id"]}}
    names = "source_id title publisher published url accessed note".split()
    sources = {"fields": [{"name": name, "type": "string"} for name in names], "primaryKey": ["source_id"]}
    tables = [
        _resource(report, f"t{at:03d}", ["row"], {"fields": people, "primaryKey": ["row"], "foreignKeys": [to_sources]})
        for at in range(report.notebooks)
    ]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "synthetic",
        "resources": [_resource(report, "sources", ["source_id"], sources), *tables],
    }


def _resource(report: Report, name: str, key: list[str], schema: dict[str, Any]) -> dict[str, Any]:
    raw = (report.folder / "data" / f"{name}.csv").read_bytes()
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(raw),
        "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
        "factbook:key": key,
        "schema": schema,
    }


if __name__ == "__main__":
    write_report(Path(sys.argv[3]), sys.argv[1], int(sys.argv[2]))
