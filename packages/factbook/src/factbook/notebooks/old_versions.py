"""Notebooks in the formats of before 2015, which Jupyter and MyST-NB read as those of today."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

NOW = 4


def is_old(document: object) -> bool:
    """Return whether a notebook as JSON is of an earlier format."""
    version = document.get("nbformat") if isinstance(document, Mapping) else None
    return isinstance(version, int) and version < NOW


def parse_notebook(text: str | bytes) -> Any:
    """Return what is written in a notebook, as JSON in the format of today. Raises ValueError."""
    document = json.loads(text)
    return upgrade(document) if is_old(document) else document


def upgrade(document: Any) -> Any:
    """Return a notebook of an earlier format, as JSON or an nbformat node, in that of today. Raises ValueError."""
    import nbformat

    try:
        # The reader of its version joins the lines of texts, of which the files have lists.
        as_written = nbformat.reader.reads(json.dumps(document))  # type: ignore[no-untyped-call]
        notebook = nbformat.convert(as_written, NOW)  # type: ignore[no-untyped-call]
    except Exception as error:
        # nbformat raises whatever the shape of the file leads it to
        raise ValueError(str(error) or type(error).__name__) from error
    # nbformat gives cells random ids, and a run is known by its cells.
    notebook["nbformat_minor"] = min(notebook["nbformat_minor"], 4)
    for cell in notebook["cells"]:
        cell.pop("id", None)
    return notebook
