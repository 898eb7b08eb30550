"""Publish what a run left: a stand-alone HTML page and a script, by nbconvert."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from factbook.notebooks.run import Run
from factbook.record import MIME

_SCRIPTED = ("application/vnd.vegalite.v6+json", "application/javascript")
_IMAGE = re.compile(r"<img(?![^>]*\salt=)", re.IGNORECASE)
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
    body, _ = _html_exporter().from_notebook_node(_without_scripts(run.notebook, charts, plain))
    style = (Path(__file__).parent / "export.css").read_text("utf-8")
    return _PAGE.format(
        language=language, title=html.escape(title), about=html.escape(about), body=body, style=style.strip()
    )


def export_script(run: Run) -> str:
    """Give a run's code as a Python script, its Markdown as comments."""
    script, _ = _script_exporter().from_notebook_node(_without_outputs(run.notebook))
    return str(script)


@cache
def _html_exporter() -> Any:
    """One for all notebooks: making it, and compiling its templates, takes longer than a page."""
    import nbconvert
    import nbconvert.filters.widgetsdatatypefilter

    tools: Any = nbconvert

    class Exporter(tools.HTMLExporter):  # type: ignore[misc]
        """nbconvert's own, without its two passes of a slow HTML parser where they find nothing to do."""

        def from_notebook_node(self, nb: Any, resources: Any = None, **options: Any) -> tuple[str, Any]:
            resources = self._init_resources(resources)
            lexer = nb.metadata.get("language_info", {}).get("name")
            highlight = tools.filters.Highlight2HTML(pygments_lexer=lexer, parent=self)
            kinds = tools.filters.widgetsdatatypefilter.WidgetsDataTypeFilter(
                notebook_metadata=self._nb_metadata, parent=self, resources=resources
            )
            self.register_filter("highlight_code", lambda source, **about: _Clean(highlight(source, **about)))
            self.register_filter("clean_html", _clean_html)
            self.register_filter("filter_data_type", kinds)
            page, resources = tools.TemplateExporter.from_notebook_node(self, nb, resources, **options)
            return _IMAGE.sub('<img alt="No description has been provided for this image"', page), resources

    return Exporter(template_name="basic", embed_images=True)


def _clean_html(text: str) -> str:
    from nbconvert import filters

    return text if isinstance(text, _Clean) else str(filters.clean_html(text))  # type: ignore[no-untyped-call]


class _Clean(str):
    """HTML that Pygments has written: it has escaped the code, and nothing is left to clean."""

    __slots__ = ()


@cache
def _script_exporter() -> Any:
    from nbconvert import PythonExporter

    return PythonExporter(exclude_input_prompt=True)  # type: ignore[no-untyped-call]


def _without_outputs(notebook: Any) -> Any:
    cells = [type(cell)({**cell, "outputs": []} if "outputs" in cell else cell) for cell in notebook.cells]
    return type(notebook)({**notebook, "cells": cells})


def _without_scripts(notebook: Any, charts: Mapping[str, str], plain: Callable[[str], str]) -> Any:
    return type(notebook)({**notebook, "cells": [_still_cell(cell, charts, plain) for cell in notebook.cells]})


def _still_cell(cell: Any, charts: Mapping[str, str], plain: Callable[[str], str]) -> Any:
    if cell.cell_type == "markdown":
        return type(cell)({**cell, "source": plain(cell.source)})
    if "outputs" not in cell:
        return cell
    return type(cell)({**cell, "outputs": [_still_output(output, charts) for output in cell.outputs]})


def _still_output(output: Any, charts: Mapping[str, str]) -> Any:
    data = output.get("data")
    if data is None:
        return output
    bundle = data.get(MIME)
    still = {mime: one for mime, one in data.items() if mime != MIME and mime not in _SCRIPTED}
    if bundle and bundle["kind"] == "chart" and bundle["id"] in charts:
        still["text/html"] = charts[bundle["id"]]
    return type(output)({**output, "data": type(data)(still)})
