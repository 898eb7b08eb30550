"""A run in a format that other programs read, by nbconvert."""

from __future__ import annotations

from typing import Any

from factbook.notebooks.execution.run import Run


def convert_run(run: Run, form: str) -> str:
    """Return a run, its outputs included, as ``notebook``, ``markdown``, ``script`` or ``html``.

    These are the formats of nbconvert that need no other program and no other host. ``html`` is a fragment without
    head, style and script, for a page of one's own.
    """
    import nbformat
    from nbconvert.exporters import get_exporter

    options: dict[str, Any] = {"html": {"template_name": "basic"}}.get(form, {})
    name = "python" if form == "script" else form
    text, _ = get_exporter(name)(**options).from_notebook_node(nbformat.from_dict(run.notebook))  # type: ignore[no-untyped-call]
    return str(text)
