"""Notebooks that are written as Python with marked cells: which files they are, their prose, and their cells."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook.notebooks.text_notebooks import parse_text_notebook
from factbook.project.text_notebook import find_form, find_text_notebooks, show_prose
from figurecheck.model.errors import DataError

TEXT = """\
# %% [markdown]
# # Birds
#
# All {claim}`3 <birds.all>`.

# %%
total = 1 + 2  # %% no cell

# %% [md]
'''
- In quotes
'''

# %% a name
print(total)
"""


def test_a_file_of_marked_cells_is_a_notebook_and_a_module_is_none(tmp_path):
    (tmp_path / "birds.py").write_text(TEXT, "utf-8")
    (tmp_path / "charts.py").write_text("'''Colours.'''\n\nINK = 'black'  # %%\n", "utf-8")
    (tmp_path / "paired.py").write_text(TEXT, "utf-8")
    (tmp_path / "paired.ipynb").write_text("{}", "utf-8")
    assert find_form(tmp_path / "birds.py") == "percent"
    assert find_text_notebooks(tmp_path) == [tmp_path / "birds.py"]


def test_its_prose_stands_where_it_stands_in_the_file():
    assert show_prose(TEXT).split("\n") == [
        "", "  # Birds", "", "  All {claim}`3 <birds.all>`.", "", "", "", "", "", "", "- In quotes", "", "", "", "", "",
    ]  # fmt: skip


@given(st.lists(st.sampled_from([*TEXT.split("\n"), "#", "# x", '"""', "x = 1"])))
def test_prose_has_the_lines_of_the_file_and_no_code(lines):
    shown = show_prose("\n".join(lines)).split("\n")
    assert len(shown) == max(len(lines), 1)
    assert all(one == "" or one.strip() in line for one, line in zip(shown, lines, strict=False))


def test_its_cells_are_those_of_jupytext_with_ids_that_stay():
    notebook = parse_text_notebook(TEXT, "notebooks/birds.py")
    assert [(cell.cell_type, cell.id) for cell in notebook.cells] == [
        ("markdown", "cell-1"), ("code", "cell-2"), ("markdown", "cell-3"), ("code", "cell-4"),
    ]  # fmt: skip
    assert notebook.cells[1].source == "total = 1 + 2  # %% no cell"
    assert notebook.metadata["kernelspec"]["name"] == "python3"


@pytest.mark.parametrize(
    ("name", "text"),
    [("birds.py", TEXT), ("birds.md", "---\nfile_format: mystnb\n---\n# Birds\n\n```{code-cell}\n1\n```\n")],
)
def test_a_mark_of_the_encoding_ahead_of_a_notebook_is_no_part_of_it(tmp_path, name, text):
    for at, mark in enumerate(("", "\ufeff")):
        (tmp_path / str(at)).mkdir()
        (tmp_path / str(at) / name).write_text(mark + text, "utf-8")
    assert find_form(tmp_path / "1" / name) == find_form(tmp_path / "0" / name) != ""
    assert parse_text_notebook(f"\ufeff{text}", name) == parse_text_notebook(text, name)
    assert show_prose(f"\ufeff{text}") == show_prose(text)


def test_without_jupytext_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "jupytext", None)
    with pytest.raises(DataError) as raised:
        parse_text_notebook(TEXT, "notebooks/birds.py")
    assert str(raised.value) == (
        "notebooks/birds.py: is a notebook as Python, which jupytext reads (install factbook[jupytext])"
    )
