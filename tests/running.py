"""Writes small notebooks, runs them in real kernels, and reads what they printed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import nbformat

from factbook.notebooks import Kernels, Limits, Run, run_notebooks


def write_notebook(root: Path, name: str, *cells: str, kernel: str = "python3") -> Path:
    """Write a notebook of code cells into `root`, and give its path from there."""
    (root / "notebooks").mkdir(parents=True, exist_ok=True)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata["kernelspec"] = {"name": kernel, "display_name": kernel, "language": "python"}
    nbformat.write(notebook, root / "notebooks" / f"{name}.ipynb")
    return Path("notebooks") / f"{name}.ipynb"


def run_cells(
    root: Path,
    notebooks: Mapping[str, tuple[str, ...]],
    *,
    limits: Limits | None = None,
    kernels: Kernels | None = None,
    as_of: str = "2026-01-01",
) -> dict[str, Run]:
    """Run notebooks, given as cells by name; give their runs by name."""
    paths = [write_notebook(root, name, *cells) for name, cells in notebooks.items()]
    return {
        run.path.stem: run
        for run in run_notebooks(root, paths, as_of=[as_of], limits=limits or Limits(), kernels=kernels)
    }


def printed(run: Run) -> str:
    """All that a run wrote to standard output."""
    outputs = [output for cell in run.notebook.cells for output in cell.outputs]
    return "".join(output.text for output in outputs if output.output_type == "stream" and output.name == "stdout")
