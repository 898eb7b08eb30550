"""Publish the code of a run as a script, by nbconvert."""

from __future__ import annotations

from functools import cache
from typing import Any

from factbook.notebooks.runs import Run


def export_script(run: Run) -> str:
    """Give a run's code as a Python script, its Markdown as comments."""
    script, _ = _script_exporter().from_notebook_node(_without_outputs(run.notebook))
    return str(script)


@cache
def _script_exporter() -> Any:
    from nbconvert import PythonExporter

    return PythonExporter(exclude_input_prompt=True)  # type: ignore[no-untyped-call]


def _without_outputs(notebook: Any) -> Any:
    cells = [type(cell)({**cell, "outputs": []} if "outputs" in cell else cell) for cell in notebook.cells]
    return type(notebook)({**notebook, "cells": cells})
