"""Notebooks written as MyST text: which files are some, and what their runs are known by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from myst_nb.core.read import is_myst_markdown_notebook

from factbook.notebooks.cache.key import make_key
from factbook.notebooks.execution.execute import read_notebook
from factbook.notebooks.text_notebooks import parse_text_notebook, to_document
from factbook.project.text_notebook import is_myst_notebook
from figurecheck.model.errors import DataError

TEXT = """\
---
file_format: mystnb
kernelspec:
  name: python3
---
# A page

```{code-cell} python
:tags: [hide-input, raises-exception]
1 / 0
```

Prose with 3 numbers.

+++ {"a": 1}

More.

```{code-cell}
2
```
"""


def test_cells_have_their_kind_their_tags_and_names_that_stay():
    notebook = parse_text_notebook(TEXT, "a.md")
    assert [cell.cell_type for cell in notebook.cells] == ["markdown", "code", "markdown", "markdown", "code"]
    assert notebook.cells[1].metadata.tags == ["hide-input", "raises-exception"]
    assert [cell.id for cell in notebook.cells][:2] == ["cell-1", "cell-2"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.md",
            TEXT.replace("---\n", "---\nfactbook: {from: 2026-01-01}\n", 1).replace(":tags", ":on: 2026-01-01\n:tags"),
        ),
        ("a.py", "# ---\n# jupyter:\n#   factbook: {from: 2026-01-01}\n# ---\n\n# %%\n1\n"),
    ],
)
def test_dates_of_its_front_matter_are_texts_which_json_can_hold(name, text):
    notebook = parse_text_notebook(text, name)
    assert json.loads(json.dumps(notebook))["metadata"]["factbook"] == {"from": "2026-01-01"}


def test_an_edit_of_the_prose_runs_nothing_again_and_one_of_the_code_does():
    def key(text: str):
        return make_key(to_document(parse_text_notebook(text, "a.md")), path=Path("a.md"), day="2026-01-01")

    assert key(TEXT) == key(TEXT.replace("Prose with", "New prose\n\nof two paragraphs with"))
    assert key(TEXT) != key(TEXT.replace("\n2\n", "\n3\n"))


def test_what_cannot_be_read_is_told_by_the_name_of_the_file(tmp_path):
    (tmp_path / "a.md").write_text("---\nfile_format: mystnb\n---\n```{code-cell}\n:tags: [a\n```\n", "utf-8")
    with pytest.raises(DataError, match="not readable as a notebook"):
        read_notebook(tmp_path / "a.md", "a.md")


FRONT = st.fixed_dictionaries(
    {},
    optional={
        "file_format": st.sampled_from(["mystnb", "other", 3]),
        "title": st.sampled_from(["mystnb", "x"]),
        "jupytext": st.sampled_from(
            [{"text_representation": {"format_name": "myst"}}, {"text_representation": {"format_name": "md"}}, {}]
        ),
    },
)


@given(FRONT, st.sampled_from(["---\n", "...\n", ""]))
def test_the_files_are_those_that_myst_nb_takes(front, closing):
    text = f"---\n{yaml.safe_dump(front)}{closing}# Title\n"
    assert is_myst_notebook(text) == is_myst_markdown_notebook(text)
