"""A run in a format that other programs read, by nbconvert."""

from __future__ import annotations

from typing import Any

from factbook.notebooks.execution.run import Run

FORMATS = {"notebook": ".ipynb", "markdown": ".md", "script": ".py", "html": ".html"}
"""nbconvert's formats that need no other program and no other host, with the endings of their files."""


def convert_run(run: Run, form: str) -> str:
    """Return a run, its outputs included, in one of the `FORMATS`.

    ``html`` is a piece without head, style and script, to be put into a page of one's own.
    """
    import nbformat
    from nbconvert.exporters import get_exporter

    options: dict[str, Any] = {"html": {"template_name": "basic"}}.get(form, {})
    name = "python" if form == "script" else form
    text, _ = get_exporter(name)(**options).from_notebook_node(nbformat.from_dict(run.notebook))  # type: ignore[no-untyped-call]
    return str(text)
