"""A report of one page, one notebook and two tables, for tests that build it often."""

from __future__ import annotations

import json
from pathlib import Path

from factbook.data.validate import refresh

DAYS = {"first": "2025-02-01", "second": "2025-07-01"}
"""The days of its two editions, by label."""
PAGE = (
    "# {{claim}}`{last} <birds.last>` birds\n\nThere were {{claim}}`{all} birds <birds.all>` in all years together.\n"
)
OVERLAY = Path("book/editions/first/book/index.md")
CELLS = (
    "import factbook as fb\n\nbirds = fb.dataset('birds')\nwho = 'birds seen on the lake'",
    "fb.record('birds.last', birds['value'].iloc[-1], unit='count', population=who, rows=birds.iloc[[-1]])\n"
    "fb.record('birds.all', birds['value'].sum(), unit='count', population=who, label='All birds', rows=birds)",
)


DRAWING = """\
import altair as alt

frame = birds.reset_index()
bars = alt.Chart(frame).mark_bar().encode(x="year:O", y="value:Q")
fb.chart(bars, id="birds.bars", title="{title}", alt="Bars", rows=birds)
"""
DRAWN_PAGE = "# Drawn\n\n```{chart} birds.bars\n```\n"


def draw_tiny(folder: Path, title: str = "Birds by year") -> None:
    """Add a chart to the notebook, or draw it anew, and a page that shows it, which is to be named by ``_toc.yml``."""
    path = folder / "notebooks/birds.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"][len(CELLS) :] = [_cell("drawing", DRAWING.format(title=title))]
    path.write_text(json.dumps(notebook), "utf-8")
    (folder / "book/drawn.md").write_text(DRAWN_PAGE, "utf-8")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: book/index\nchapters:\n  - file: book/drawn\n", "utf-8")


def write_tiny(folder: Path) -> Path:
    """Write the report; its first edition has a page of its own."""
    files = {
        "_config.yml": json.dumps(
            {
                "title": "The lake",
                "author": "The lake post",
                "only_build_toc_files": True,
                "execute": {"execute_notebooks": "off"},
                "sphinx": {"extra_extensions": ["factbook.sphinx_ext"]},
                "html": {"use_repository_button": False},
                "factbook": {"edition": {"label": "draft", "date": "2025-07-01"}, "unconfirmed": "publish"},
            }
        ),
        "_toc.yml": "format: jb-book\nroot: book/index\n",
        "book/index.md": PAGE.format(last="15", all="37"),
        OVERLAY.as_posix(): PAGE.format(last="12", all="22"),
        "data/birds.csv": "year,value,source_id\n2023,10,old\n2024,12,old\n2025,15,new\n",
        "data/sources.csv": "source_id,title,published\nold,The old list,2025-01-10\nnew,The new list,2025-06-10\n",
        "data/datapackage.json": json.dumps({"name": "lake", "resources": [*_resources()]}),
        "notebooks/birds.ipynb": json.dumps(_notebook()),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    refresh(folder)
    return folder


def _resources():
    for name, fields in {
        "birds": {"year": "year", "value": "integer", "source_id": "string"},
        "sources": {"source_id": "string", "title": "string", "published": "string"},
    }.items():
        key = next(iter(fields))
        schema = {"fields": [{"name": one, "type": kind} for one, kind in fields.items()], "primaryKey": [key]}
        if name != "sources":
            source = {"fields": ["source_id"], "reference": {"resource": "sources", "fields": ["source_id"]}}
            schema["foreignKeys"] = [source]
        yield {"name": name, "path": f"{name}.csv", "title": name.title(), "schema": schema, "factbook:key": [key]}


def _cell(id: str, source: str) -> dict:
    return {"cell_type": "code", "id": id, "metadata": {}, "source": source, "outputs": [], "execution_count": None}


def _notebook():
    cells = [_cell(f"c{at}", source) for at, source in enumerate(CELLS)]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
