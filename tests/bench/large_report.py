"""Writes an invented report with many figures: so many notebooks, pages, reported figures, reviewed claims and changes.

Run by itself it writes one: ``python tests/bench/large_report.py FOLDER``.
"""

from __future__ import annotations

import json
import random
import re
import sys
from dataclasses import dataclass
from pathlib import Path

_CONFIG = """\
title: A large report
author: The benchmark
copyright: "2026"
only_build_toc_files: true
exclude_patterns: [.venv, _build, data, notebooks]
execute:
  execute_notebooks: "off"
sphinx:
  extra_extensions: [factbook.sphinx_ext]
factbook:
  language: en
  address: https://example.org/large/
  edition: {label: "LABEL", date: DAY}
"""
_CELLS = (
    "import altair as alt\n\nimport factbook as fb\n\nrows = fb.dataset('tAT')",
    """for part, value in rows["value"].items():
    town = rows.loc[[part]]
    about = f"people counted in ward {part}"
    fb.record(f"tAT.{part}.2025", value, unit="people", population=about, rows=town, label=f"People in {part}",
              period="2025")""",
    """chart = alt.Chart(rows.head(20).reset_index()).mark_bar().encode(x="part:N", y="value:Q")
fb.chart(chart, id="tAT.bars", title="People by ward", alt="Bars by ward", rows=rows.head(20))""",
)
_CLAIM = """\
  - id: AT
    topic: People of group TOPIC
    printed: "VALUE"
    says: |
      So many people lived in ward PART, says the paper.
    statistic: STATISTIC
    machine: {day: exact, today: exact}
    found: |
      There were {claim}`VALUE <STATISTIC>` people at the last count.
    rating: {day: holds, today: holds}
    because: {day: as counted, today: counted once more}
    sources: [census]
"""


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large the report is."""

    notebooks: int = 20
    statistics: int = 150
    """Of each notebook."""
    pages: int = 60
    reported: int = 1500
    reviewed: int = 200
    changed: int = 60
    tables: int = 30
    """With those of the notebooks; the others hold the reported figures."""


def write_report(root: Path, size: Size, *, revised: bool = False) -> None:
    """Write a report into a folder: as known on the first of two days, or on the second, when rows were revised."""
    for name in ("book/reviews", "data", "notebooks"):
        (root / name).mkdir(parents=True, exist_ok=True)
    label, day = ("2026-09", "2026-09-01") if revised else ("2026-03", "2026-03-01")
    (root / "_config.yml").write_text(_CONFIG.replace("LABEL", label).replace("DAY", day), "utf-8")
    chance = random.Random(1)
    printed = {
        (at, part): chance.randrange(1000, 9_000_000) for part in range(size.statistics) for at in range(size.notebooks)
    }
    moved = dict.fromkeys(list(printed)[len(printed) - size.changed :] if revised else [], 1111)
    resources = [_sources(root, size)]
    for at in range(size.notebooks):
        lines = [
            f"{_ward(part)},{value + moved.get((at, part), 0)},people,{'recount' if (at, part) in moved else 'census'}"
            for (of, part), value in printed.items()
            if of == at
        ]
        resources.append(_table(root, f"t{at}", "part", lines))
        _write_notebook(root, at)
    books = size.tables - size.notebooks
    each = size.reported // books
    reported = [[chance.randrange(1000, 9_000_000) for _ in range(each)] for _ in range(books)]
    for at, own in enumerate(reported):
        lines = [f"r{at}.{row},{value},people,yearbook_{at}" for row, value in enumerate(own)]
        resources.append(_table(root, f"yearbook_{at}", "row", lines))
    reviewed = list(printed.items())[: size.reviewed]
    lines = [f"A{number:03d},{value},people,paper" for number, (_, value) in enumerate(reviewed)]
    resources.append(_table(root, "paper", "claim", lines))
    package = {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": "large"}
    (root / "data/datapackage.json").write_text(json.dumps({**package, "resources": resources}), "utf-8")
    _write_pages(root, size, reported)
    claims = [_reviewed(number, at, part, value) for number, ((at, part), value) in enumerate(reviewed)]
    head = "publication: {source: paper, as_of: 2026-03-01}\nclaims:\n"
    (root / "book/reviews/paper.yml").write_text(head + "\n".join(claims), "utf-8")


def _reviewed(number: int, at: int, part: int, value: int) -> str:
    words = {
        "AT": f"A{number:03d}",
        "TOPIC": chr(65 + number // 20 % 26),
        "VALUE": f"{value:,}",
        "STATISTIC": f"t{at}.{_ward(part)}.2025",
        "PART": _ward(part),
    }
    return re.sub("|".join(words), lambda match: words[match[0]], _CLAIM)


def _ward(number: int) -> str:
    """Return a name without digits, which would be numbers in the labels of statistics."""
    return f"{chr(97 + number // 26)}{chr(97 + number % 26)}"


def _sources(root: Path, size: Size) -> dict[str, object]:
    names = ["source_id", "title", "publisher", "published"]
    books = [f"yearbook_{at},Yearbook {chr(65 + at)},Office,2026-01-01" for at in range(size.tables - size.notebooks)]
    lines = [
        ",".join(names),
        "census,Census,Office,2026-01-01",
        "recount,Recount,Office,2026-06-01",
        "paper,A paper,The Paper,2026-03-01",
        *books,
    ]
    (root / "data/sources.csv").write_text("\n".join(lines) + "\n", "utf-8")
    fields = [{"name": name, "type": "string"} for name in names]
    return {"name": "sources", "path": "sources.csv", "schema": {"fields": fields, "primaryKey": ["source_id"]}}


def _table(root: Path, name: str, key: str, lines: list[str]) -> dict[str, object]:
    (root / f"data/{name}.csv").write_text("\n".join([f"{key},value,unit,source_id", *lines]) + "\n", "utf-8")
    fields = [
        {"name": key, "type": "string"},
        {"name": "value", "type": "integer", "factbook:unit": "people"},
        *({"name": one, "type": "string"} for one in ("unit", "source_id")),
    ]
    title = "People by ward"
    return {"name": name, "path": f"{name}.csv", "title": title, "factbook:key": [key], "schema": {"fields": fields}}


def _write_notebook(root: Path, at: int) -> None:
    cells = [
        {
            "cell_type": "code",
            "id": f"c{number}",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": code.replace("AT", str(at)),
        }
        for number, code in enumerate(_CELLS)
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (root / f"notebooks/n{at:02d}.ipynb").write_text(json.dumps(notebook), "utf-8")


def _write_pages(root: Path, size: Size, reported: list[list[int]]) -> None:
    ids = [f"t{at}.{_ward(part)}.2025" for at in range(size.notebooks) for part in range(size.statistics)]
    printed = [
        f"{{reported}}`{value:,} <yearbook_{at}#r{at}.{row}>`"
        for at, own in enumerate(reported)
        for row, value in enumerate(own)
    ]
    toc = ["format: jb-book", "root: book/index", "chapters:"]
    (root / "book/index.md").write_text("# A large report\n\nAll of it is invented.\n", "utf-8")
    for at in range(size.pages):
        text = ["# A page about wards", ""]
        for id in ids[at :: size.pages]:
            text += [f"There were {{claim}}`<{id}>` people in that ward.", ""]
        for role in printed[at :: size.pages]:
            text += [f"The yearbook counts {role} people.", ""]
        if at < size.notebooks:
            text += [f"```{{chart}} t{at}.bars", "```", ""]
        (root / f"book/page{at:02d}.md").write_text("\n".join(text), "utf-8")
        toc.append(f"  - file: book/page{at:02d}")
    for name, directive in (("review", "{review} paper"), ("data", "{datasets}"), ("sources", "{sources}")):
        (root / f"book/{name}.md").write_text(f"# The {name}\n\n```{directive}\n```\n", "utf-8")
        toc.append(f"  - file: book/{name}")
    (root / "_toc.yml").write_text("\n".join(toc) + "\n", "utf-8")


if __name__ == "__main__":
    write_report(Path(sys.argv[1]), Size(), revised="revised" in sys.argv)
