"""Notebooks that break their format as files of many programs do are read, as Jupyter and MyST-NB read them."""

from __future__ import annotations

import json

import pytest

from factbook.model.errors import DataError
from factbook.notebooks.execution.execute import read_notebook

CODE = {"cell_type": "code", "metadata": {}, "source": ["1"], "outputs": [], "execution_count": 1}
TEXT = {"cell_type": "markdown", "metadata": {}, "source": "Hello."}
STREAM = {"output_type": "stream", "name": "stdout", "text": ["1\n"]}
SHOWN = {"output_type": "display_data", "data": {"text/plain": "1"}, "metadata": {}}


def read(tmp_path, cells: object, minor: int = 2, **about):
    file = tmp_path / "a.ipynb"
    document = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": minor, **about}
    file.write_text(json.dumps(document), "utf-8")
    return read_notebook(file, "a.ipynb")


def without(part: dict[str, object], *names: str) -> dict[str, object]:
    return {name: value for name, value in part.items() if name not in names}


@pytest.mark.parametrize(
    "cells",
    [
        [CODE, TEXT],
        [CODE | {"id": "a1"}, TEXT | {"id": "b2"}],
        [without(CODE, "outputs", "execution_count"), TEXT],
        [TEXT | {"outputs": [], "execution_count": None}],
        [CODE | {"prompt_number": 1, "metadata": {"tags": ["a", "a"]}}],
        *([CODE | {"outputs": [without(STREAM, name)]}] for name in ("name", "text")),
        *([CODE | {"outputs": [without(SHOWN, name)]}] for name in ("data", "metadata")),
        [CODE | {"outputs": [{"output_type": "error"}]}],
    ],
    ids=str,
)
def test_what_a_notebook_lacks_is_filled_in(tmp_path, cells):
    notebook = read(tmp_path, cells)
    assert [cell.source for cell in notebook.cells] == [
        "1" if cell["cell_type"] == "code" else "Hello." for cell in cells
    ]
    # Ids are of a later version, and new ones would be others in each reading.
    assert not any("id" in cell for cell in notebook.cells)
    assert read(tmp_path, cells) == notebook
    for cell in notebook.cells:
        assert cell.metadata is not None
        assert all(output.output_type for output in cell.get("outputs", ()))


def test_a_kernel_needs_no_name_for_people(tmp_path):
    about = {"kernelspec": {"name": "python3"}}
    assert read(tmp_path, [CODE], metadata=about).metadata.kernelspec.display_name == "python3"


@pytest.mark.parametrize(
    "cells",
    [None, "1", [1], [{"cell_type": "video"}], [CODE | {"source": 5}], [CODE | {"outputs": [{"output_type": "x"}]}]],
    ids=str,
)
def test_what_is_no_notebook_is_told(tmp_path, cells):
    with pytest.raises(DataError, match="not readable as a notebook"):
        read(tmp_path, cells)
