"""Publish what a run left: a stand-alone HTML page and a script, by nbconvert."""

from __future__ import annotations

import copy
import html
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from factbook.notebooks.run import Run
from factbook.record import MIME

_SCRIPTED = ("application/vnd.vegalite.v6+json", "application/javascript")
_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<main>
<p class="about">{about}</p>
{body}
</main>
</body>
</html>
"""


def export_page(
    run: Run, *, charts: Mapping[str, str], plain: Callable[[str], str], title: str, about: str, language: str = "en"
) -> str:
    """Give a run as an HTML page that needs nothing beside it: no script, no other file, no other host.

    `charts` holds the HTML of each chart, by id; `plain` turns Markdown with figure roles into Markdown without.
    """
    from nbconvert import HTMLExporter

    notebook = _without_scripts(run.notebook, charts, plain)
    exporter = HTMLExporter(template_name="basic", embed_images=True)  # type: ignore[no-untyped-call]
    body, _ = exporter.from_notebook_node(notebook)
    style = (Path(__file__).parent / "export.css").read_text("utf-8")
    return _PAGE.format(
        language=language, title=html.escape(title), about=html.escape(about), body=body, style=style.strip()
    )


def export_script(run: Run) -> str:
    """Give a run's code as a Python script, its Markdown as comments."""
    from nbconvert import PythonExporter

    script, _ = PythonExporter(exclude_input_prompt=True).from_notebook_node(run.notebook)  # type: ignore[no-untyped-call]
    return str(script)


def _without_scripts(notebook: Any, charts: Mapping[str, str], plain: Callable[[str], str]) -> Any:
    still = copy.deepcopy(notebook)
    for cell in still.cells:
        if cell.cell_type == "markdown":
            cell.source = plain(cell.source)
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            bundle = data.pop(MIME, None)
            for mime in _SCRIPTED:
                data.pop(mime, None)
            if bundle and bundle["kind"] == "chart" and bundle["id"] in charts:
                data["text/html"] = charts[bundle["id"]]
    return still
