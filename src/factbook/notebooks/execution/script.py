"""The code of a run as a script."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from factbook.notebooks.execution.run import Run

HEAD = "#!/usr/bin/env python"


def export_script(run: Run) -> str:
    """Return a run's code as a Python script, its Markdown as comments.

    What only IPython understands (``%matplotlib``, ``!ls``) becomes the calls that it stands for.
    """
    return "\n\n".join([HEAD, *_parts(run.notebook.cells)]) + "\n"


def _parts(cells: Any) -> Iterator[str]:
    for cell in cells:
        text = cell["source"].rstrip("\n")
        if text:
            yield _as_python(text) if cell["cell_type"] == "code" else _as_comment(text)


def _as_comment(text: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in text.splitlines())


def _as_python(code: str) -> str:
    # IPython takes long to load, and most cells are plain Python.
    try:
        ast.parse(code)
    except SyntaxError:
        from IPython.core.inputtransformer2 import TransformerManager

        manager: Any = TransformerManager()  # type: ignore[no-untyped-call]
        return str(manager.transform_cell(code)).rstrip("\n")
    return code
