"""Notebooks that are written as text, read as notebooks: MyST Markdown with ``{code-cell}``, and Python with ``# %%``.

What such a file is, `factbook.project.text_notebook` decides. The reader of Markdown is MyST-NB's own, so that a cell
here is a cell on the page, that of Python is jupytext, which is an extra; both are imported when they are first needed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from factbook.project.text_notebook import PERCENT
from figurecheck.model.errors import DataError
from figurecheck.model.worded import phrase

Notebook = Any
"""An nbformat node, whose class is imported with nbformat."""
ENDINGS = frozenset({".md", PERCENT})
"""How the names of notebooks end that are no JSON."""
LINES = "source_map"
"""The key of a notebook's metadata with the line at which each cell begins, counted from 0."""

_HEADER = re.compile(r"# ---\n(?:#.*\n)*?# ---\n")
_KERNEL = re.compile(r"^(#(?: .*)?\bkernelspec:\n(?:#.*\n)*?)(# +)name: *(.+)\n", re.MULTILINE)
_DISPLAY = r"\1\2display_name: \3\n\2name: \3\n"


def parse_text_notebook(text: str, name: str, path: Path | None = None) -> Notebook:
    """Return a text as a notebook without outputs. Raises DataError, with `name` as its place, for what is none.

    `path` is its file, from which the code of a cell of MyST with ``:load:`` is found. A mark of the encoding ahead of
    the text is no part of it.
    """
    text = text.removeprefix("\ufeff")
    if name.endswith(PERCENT):
        return _parse_percent(text, name)
    from myst_nb.core.read import read_myst_markdown_notebook

    try:
        # MyST-NB raises whatever the text leads it to: of YAML, of its own, AttributeError for metadata of another kind
        notebook: Notebook = read_myst_markdown_notebook(text, add_source_map=True, path=path)
        cells = [_with_id(cell, at) for at, cell in enumerate(notebook.cells)]
    except Exception as error:
        what = phrase("not readable as a notebook: {error}", error=(str(error) or type(error).__name__).splitlines()[0])
        remedy = "look at the front matter and at the options of its code cells"
        raise DataError.about(name, what, remedy) from error
    notebook.cells = cells
    return _with_plain_metadata(notebook)


def _parse_percent(text: str, name: str) -> Notebook:
    try:
        import jupytext
    except ImportError as error:
        what, remedy = "is a notebook as Python, which jupytext reads", "install factbook[jupytext]"
        raise DataError.about(name, what, remedy) from error
    try:
        notebook: Notebook = jupytext.reads(_name_kernel(text), fmt="py:percent")
    except Exception as error:
        # jupytext raises what nbformat and YAML do
        what = phrase("not readable as a notebook: {error}", error=(str(error) or type(error).__name__).splitlines()[0])
        raise DataError.about(name, what, "look at its header and its cells") from error
    # Without the header of jupytext a file of cells names no kernel.
    notebook.metadata.setdefault("kernelspec", {"name": "python3", "display_name": "Python 3", "language": "python"})
    notebook.cells = [_with_id(cell, at) for at, cell in enumerate(notebook.cells)]
    return _with_plain_metadata(notebook)


def _with_plain_metadata(notebook: Notebook) -> Notebook:
    # YAML has dates, and JSON, in which runs are stored and sent to a kernel, has none.
    for one in (notebook, *notebook.cells):
        for key, value in one.metadata.items():
            one.metadata[key] = _plain(value)
    return notebook


def _name_kernel(text: str) -> str:
    """Return a text whose header names its kernel for people, too, as nbformat wants it; by default by its own name."""
    head = _HEADER.match(text)
    if head is None or "display_name:" in head[0]:
        return text
    return f"{_KERNEL.sub(_DISPLAY, head[0], count=1)}{text[head.end() :]}"


# New cells of nbformat have random ids, and a run is known by its cells.
def _with_id(cell: Notebook, at: int) -> Notebook:
    cell["id"] = f"cell-{at + 1}"
    return cell


def to_document(notebook: Notebook) -> dict[str, Any]:
    """Return a notebook as plain values, as a file in JSON holds them."""
    # The lines shift with every edit of the prose, which is no reason to run the cells again.
    plain: dict[str, Any] = _plain(notebook)
    plain["metadata"].pop(LINES, None)
    return plain


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
