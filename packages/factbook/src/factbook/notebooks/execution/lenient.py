"""Notebooks that break the rules of their format in ways that Jupyter and MyST-NB put up with.

Years of programs have written them: cells with an id in a version that has none, a kernel without a name for people,
an output without its metadata. nbformat reports such faults and gives the notebook all the same; so its cells run here
too, with what they lack filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_IDS_SINCE = 5
"""The minor version of format 4 in which cells got ids."""
_CELLS: Mapping[str, Mapping[str, object]] = {
    "code": {"metadata": {}, "source": "", "outputs": [], "execution_count": None},
    "markdown": {"metadata": {}, "source": ""},
    "raw": {"metadata": {}, "source": ""},
}
_OUTPUTS: Mapping[str, Mapping[str, object]] = {
    "stream": {"name": "stdout", "text": ""},
    "display_data": {"data": {}, "metadata": {}},
    "execute_result": {"data": {}, "metadata": {}, "execution_count": None},
    "error": {"ename": "", "evalue": "", "traceback": []},
}


def fill_in(notebook: Any) -> bool:
    """Add to a notebook what its format asks for and readers rely on; return whether it can be read.

    It can where its cells, their outputs, and the texts of both are of the kinds that the format knows.
    """
    cells = notebook.get("cells")
    if not isinstance(cells, list) or not _fill({"metadata": {}}, notebook):
        return False
    spec = notebook["metadata"].get("kernelspec")
    if isinstance(spec, dict) and spec.get("name"):
        spec.setdefault("display_name", spec["name"])
    has_ids = notebook.get("nbformat_minor", 0) >= _IDS_SINCE
    return all(_fill_cell(cell, has_ids=has_ids) for cell in cells)


def _fill_cell(cell: Any, *, has_ids: bool) -> bool:
    kind = cell.get("cell_type") if isinstance(cell, dict) else None
    if not _fill_kind(_CELLS, kind, cell):
        return False
    if not has_ids:
        cell.pop("id", None)
    return all(_fill_output(output) for output in cell.get("outputs", ()))


def _fill_output(output: Any) -> bool:
    kind = output.get("output_type") if isinstance(output, dict) else None
    return _fill_kind(_OUTPUTS, kind, output)


def _fill_kind(kinds: Mapping[str, Mapping[str, object]], kind: object, part: Any) -> bool:
    return isinstance(kind, str) and kind in kinds and _fill(kinds[kind], part)


def _fill(wanted: Mapping[str, object], part: Any) -> bool:
    """Add what a part lacks; return whether what it has is of the kinds that are wanted."""
    for name, default in wanted.items():
        made = type(default)() if isinstance(default, dict | list) else default
        value = part.setdefault(name, made)
        if default is not None and not isinstance(value, type(default)):
            return False
    return True
