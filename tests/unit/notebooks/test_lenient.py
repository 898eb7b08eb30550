"""Notebooks that break their format as files of many programs do are read, as Jupyter and MyST-NB read them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factbook.notebooks.cache.key import make_key
from factbook.notebooks.execution.execute import read_notebook
from factbook.notebooks.execution.saved import NOTE, read_saved
from factbook.notebooks.reuse import _read_document
from factbook.report.pages import parse_notebook_text
from figurecheck.model.errors import DataError

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


OLD = {
    "metadata": {"name": ""},
    "nbformat": 3,
    "nbformat_minor": 0,
    "worksheets": [
        {
            "metadata": {},
            "cells": [
                {"cell_type": "heading", "level": 2, "metadata": {}, "source": ["Crowds"]},
                {"cell_type": "markdown", "metadata": {}, "source": ["In 2013, 12 came."]},
                {
                    "cell_type": "code",
                    "collapsed": False,
                    "input": ["1 + 1"],
                    "language": "python",
                    "metadata": {},
                    "outputs": [{"output_type": "pyout", "prompt_number": 1, "metadata": {}, "text": ["2"]}],
                    "prompt_number": 1,
                },
            ],
        }
    ],
}


def test_a_notebook_of_an_early_format_is_read_alike_everywhere(tmp_path):
    file = tmp_path / "old.ipynb"
    file.write_text(json.dumps(OLD), "utf-8")
    notebook = read_notebook(file, "old.ipynb")
    assert [cell.source for cell in notebook.cells] == ["## Crowds", "In 2013, 12 came.", "1 + 1"]
    assert notebook == read_notebook(file, "old.ipynb")
    document, _ = _read_document(file)
    assert document == notebook
    keys = [make_key(_read_document(file)[0], path=file, day="2026-01-01") for _ in range(2)]
    assert keys[0] == keys[1] is not None
    page = parse_notebook_text(file.read_text("utf-8"), file="old.ipynb")
    assert (page.complaints, [number.text for number in page.numbers]) == ((), ["12"])


def test_a_notebook_that_a_book_does_not_run_shows_what_it_has_saved(tmp_path):
    glued = {"data": {"text/plain": "1234"}, "metadata": {"scrapbook": {"name": "slow", "mime_prefix": ""}}}
    cells = [CODE | {"source": "glue('slow', 4321)", "outputs": [{"output_type": "display_data"} | glued]}]
    read(tmp_path, cells)
    run = read_saved(tmp_path, Path("a.ipynb"), "2026-01-01")
    assert [(one.id, one.printed, one.note) for one in run.statistics] == [("slow", "1234", NOTE)]
    assert [str(one) for one in run.complaints] == [
        "a.ipynb: does not run, as execute.exclude_patterns says; its page shows what it has saved"
        " (take its pattern out to have it run)"
    ]
