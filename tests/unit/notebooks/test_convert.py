"""The code of a notebook as a script that Python can read."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat.v4 as made

from factbook.notebooks import Run, export_script


def script(*cells) -> str:
    return export_script(
        Run(path=Path("notebooks/a.ipynb"), as_of="2026-01-01", load=lambda: made.new_notebook(cells=cells))
    )


def test_prose_becomes_comments_and_code_stays():
    assert script(
        made.new_markdown_cell("# Rain\n\nBy month"), made.new_code_cell("a = 1\n"), made.new_code_cell("")
    ) == ("#!/usr/bin/env python\n\n# # Rain\n#\n# By month\n\na = 1\n")


def test_what_only_ipython_understands_becomes_calls():
    text = script(made.new_code_cell("%matplotlib inline\nx = 1"), made.new_code_cell("!ls"))
    assert "get_ipython().run_line_magic('matplotlib', 'inline')\nx = 1" in text
    ast.parse(text)
