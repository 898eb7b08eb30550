"""The tiny report with a table of releases, for tests of updates."""

from __future__ import annotations

import json
from pathlib import Path

from factbook.data.validate import refresh
from tiny import write_tiny

FIRST = "year,value\n2020,8\n2021,9\n2022,10\n2023,12\n2024,15\n"
SECOND = "year,value\n2020,8\n2021,9\n2022,11\n2023,12\n2024,15\n2025,16\n"
CODE = """import factbook as fb

fish = fb.dataset('fish')
fb.record('fish.last', fish['value'].iloc[-1], unit='count', population='fish seen', rows=fish.iloc[[-1]])
fb.record('fish.all', fish['value'].sum(), unit='count', population='fish seen', label='All fish', rows=fish)
"""
PAGE = "# Fish\n\n{claim}`15 <fish.last>` fish were seen, {claim}`more than 50 <fish.all>` in all years.\n"


def write_with_releases(folder: Path) -> Path:
    """Write the tiny report with one more notebook and page, about a table `fish` of one source."""
    write_tiny(folder)
    (folder / "data/fish.csv").write_text(FIRST, "utf-8")
    path = folder / "data/datapackage.json"
    package = json.loads(path.read_text("utf-8"))
    fields = [{"name": "year", "type": "year"}, {"name": "value", "type": "integer"}]
    package["resources"].append(
        {
            "name": "fish",
            "path": "fish.csv",
            "schema": {"fields": fields, "primaryKey": ["year"]},
            "sources": [{"title": "Fish list", "path": "https://fish.example/", "factbook:published": "2025-05-01"}],
        }
    )
    path.write_text(json.dumps(package), "utf-8")
    cell = {"cell_type": "code", "id": "c", "metadata": {}, "source": CODE, "outputs": [], "execution_count": None}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "notebooks/fish.ipynb").write_text(json.dumps(notebook), "utf-8")
    (folder / "book/fish.md").write_text(PAGE, "utf-8")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: book/index\nchapters:\n- file: book/fish\n", "utf-8")
    (folder / "book/editions/first/book/index.md").unlink()
    refresh(folder)
    return folder
