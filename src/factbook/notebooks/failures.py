"""What stopped a notebook, said in words that help."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from factbook.errors import Complaint
from factbook.notebooks.limits import Limits

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_CELL_LINE = re.compile(r"Cell In\[\d+\], line (\d+)")


def describe_failure(failure: Exception | None, notebook: Any, path: Path, limits: Limits) -> Iterator[Complaint]:
    """Yield what an editor has to mend: which cell and line, and what happened there."""
    at, output = _failed_cell(notebook)
    place = f"{path.as_posix()}: cell {at + 1}"
    name = type(failure).__name__
    if name == "CellTimeoutError":
        what = f"took longer than {limits.timeout} s"
        remedy = "make it faster, or raise factbook.timeout in _config.yml"
        yield Complaint(place=place, what=what, remedy=remedy)
    elif output is not None:
        lines = _CELL_LINE.findall(_ANSI.sub("", "\n".join(output["traceback"])))
        where = f"{place}, line {lines[-1]}" if lines else place
        yield Complaint(place=where, what=f"{output['ename']}: {output['evalue']}", remedy="mend the cell")
    elif failure is None:
        return
    elif name == "DeadKernelError":
        yield Complaint(place=place, what="the kernel died", remedy="look for a crash or for memory running out")
    elif name == "NoSuchKernel":
        remedy = "install that kernel, or set the notebook's kernel to python3"
        what = f"its kernel {getattr(failure, 'name', failure)!r} is not installed"
        yield Complaint(place=path.as_posix(), what=what, remedy=remedy)
    else:
        yield Complaint(place=place, what=f"{name}: {failure}", remedy="run it in Jupyter to see more")


def _failed_cell(notebook: Any) -> tuple[int, Any]:
    """Give the cell that raised and its error; else the cell that was running when the kernel stopped."""
    running = 0
    for at, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                return at, output
        if cell.get("execution_count") is None and cell.source.strip():
            return at, None
        running = at
    return running, None
