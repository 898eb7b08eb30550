"""A run in a format that other programs read, by nbconvert."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from factbook.notebooks.execution.run import Run

# nbconvert's own template for scripts writes a line with the number of each run before each cell, which would differ
# from one run to the next.
SCRIPT = """\
{%- extends "base/null.j2" -%}
{%- block header -%}
#!/usr/bin/env python
{% endblock header -%}
{%- block any_cell -%}
{%- if cell.source.strip("\\n") %}
{{ super() }}
{% endif -%}
{%- endblock any_cell -%}
{%- block input -%}{{ cell.source.rstrip("\\n") | ipython2python | trim("\\n") }}{%- endblock input -%}
{%- block markdowncell -%}{{ cell.source | comment }}{%- endblock markdowncell -%}
{%- block rawcell -%}{{ cell.source | comment }}{%- endblock rawcell -%}
"""


def convert_run(run: Run, form: str) -> str:
    """Return a run as ``notebook``, ``markdown``, ``script`` or ``html``, all but the script with its outputs.

    These are the formats of nbconvert that need no other program and no other host. ``html`` is a fragment without
    head, style and script, for a page of one's own. In ``script``, Markdown becomes comments, and what only IPython
    understands (``%matplotlib``, ``!ls``) the calls that it stands for.
    """
    import nbformat

    notebook = _without_outputs(run.notebook) if form == "script" else run.notebook
    text, _ = _exporter(form).from_notebook_node(nbformat.from_dict(notebook))  # type: ignore[no-untyped-call]
    return str(text)


# Each compiles its template, which takes longer than most notebooks take to convert.
@cache
def _exporter(form: str) -> Any:
    from nbconvert.exporters import get_exporter

    options: dict[str, dict[str, object]] = {
        "html": {"template_name": "basic"},
        "script": {"raw_template": SCRIPT, "filters": {"comment": _comment}, "default_preprocessors": []},
    }
    make = get_exporter("python" if form == "script" else form)  # type: ignore[no-untyped-call]
    return make(**options.get(form, {}))


def load_converters() -> None:
    """Import what converts runs, and what pages of notebooks are made with; it takes a fifth of a second."""
    for name in ("IPython.core.inputtransformer2", "nbconvert.exporters", "nbformat"):
        import_module(name)


def export_script(run: Run) -> str:
    """Return a run's code as a Python script, its Markdown as comments."""
    return convert_run(run, "script")


# A script shows none, and the exporter copies the notebook three times: of one with large outputs, that takes a second.
def _without_outputs(notebook: Mapping[str, Any]) -> dict[str, Any]:
    cells = [{**cell, "outputs": []} if cell["cell_type"] == "code" else cell for cell in notebook["cells"]]
    return {**notebook, "cells": cells}


def _comment(text: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in text.rstrip("\n").splitlines())
