"""`factbook export`: a notebook with its outputs, in formats of other programs."""

from __future__ import annotations

import ast
import json

import pytest


@pytest.fixture(scope="module")
def root(starter_site):
    return starter_site.parents[1]


def test_a_notebook_is_handed_out_with_its_outputs(root, factbook):
    result = factbook("export", "riders", "--project", root)
    assert result.returncode == 0, result.stderr
    notebook = json.loads(result.stdout)
    source = json.loads((root / "notebooks" / "riders.ipynb").read_text("utf-8"))
    assert [cell["source"] for cell in notebook["cells"]] == [cell["source"] for cell in source["cells"]]
    assert any(cell.get("outputs") for cell in notebook["cells"])


def test_markdown_holds_what_was_recorded(root, factbook, tmp_path):
    out = tmp_path / "riders.md"
    result = factbook("export", "notebooks/riders.ipynb", "--project", root, "--to", "markdown", "--out", out)
    assert (result.returncode, result.stdout) == (0, f"Wrote {out}\n"), result.stderr
    text = out.read_text("utf-8")
    assert "import factbook as fb" in text
    assert "1,268,480" in text


def test_the_script_is_python(root, factbook):
    result = factbook("export", "riders", "--project", root, "--to", "script")
    assert result.returncode == 0, result.stderr
    ast.parse(result.stdout)


def test_html_asks_no_other_host(root, factbook):
    result = factbook("export", "riders", "--project", root, "--to", "html")
    assert result.returncode == 0, result.stderr
    assert "1,268,480" in result.stdout
    assert "<script" not in result.stdout
    assert "http" not in result.stdout.replace("http://www.w3.org", "")


def test_a_name_that_is_no_notebook_is_told_with_the_nearest(root, factbook):
    result = factbook("export", "rider", "--project", root)
    assert result.returncode == 2
    assert "rider: is not a notebook of this report (did you mean riders?)" in result.stderr
    assert result.stdout == ""
