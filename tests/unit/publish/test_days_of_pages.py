"""Pages and notebooks that are for some days only: editions of other days leave them out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from factbook.project.table_of_contents import read_toc
from factbook.publish.snapshot import leave_out
from figurecheck.model.errors import ProjectError

TOC = """format: jb-book
root: book/index
parts:
- caption: Towns
  chapters:
  - file: book/towns
    sections:
    - file: book/alba
- caption: Later
  chapters:
  - file: book/later
"""


def write(root: Path) -> Path:
    files = {
        "_toc.yml": TOC,
        "book/index.md": "# The towns\n",
        "book/towns.md": "---\nfactbook:\n  until: 2025\n---\n# Towns\n",
        "book/alba.md": "# Alba\n",
        "book/later.md": "---\nkicker: New\nfactbook: {from: 2026-02-01}\n---\n# Later\n",
        "notebooks/later.ipynb": json.dumps({"cells": [], "metadata": {"factbook": {"from": "2026-02-01"}}}),
        "notebooks/all.ipynb": json.dumps({"cells": [], "metadata": {}}),
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


@pytest.mark.parametrize(
    ("day", "gone"),
    [
        pytest.param("2025-12-31", {"book/later.md", "notebooks/later.ipynb"}, id="before the one begins"),
        pytest.param("2026-01-15", {"book/later.md", "notebooks/later.ipynb", "book/towns.md"}, id="between both"),
        pytest.param("2026-02-01", {"book/towns.md"}, id="on the first day"),
    ],
)
def test_pages_and_notebooks_of_other_days_are_left_out(tmp_path, day, gone):
    root = write(tmp_path)
    before = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    leave_out(root, day)
    assert before - {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()} == gone
    contents = (root / "_toc.yml").read_text("utf-8")
    assert all(name.removesuffix(".md") not in contents for name in gone if name.endswith(".md"))


def test_what_stood_below_a_page_moves_up_and_an_empty_part_goes(tmp_path):
    leave_out(write(tmp_path), "2026-01-15")
    assert yaml.safe_load((tmp_path / "_toc.yml").read_text("utf-8")) == {
        "format": "jb-book",
        "root": "book/index",
        "parts": [{"caption": "Towns", "chapters": [{"file": "book/alba"}]}],
    }


def test_nothing_is_touched_where_no_page_says_a_day(tmp_path):
    root = write(tmp_path)
    for name in ("book/towns.md", "book/later.md", "notebooks/later.ipynb"):
        (root / name).unlink()
    leave_out(root, "2020-01-01")
    assert (root / "_toc.yml").read_text("utf-8") == TOC


def test_a_day_that_is_none_and_a_first_page_are_refused(tmp_path):
    root = write(tmp_path)
    (root / "book/later.md").write_text("---\nfactbook: {from: soon}\n---\n# Later\n", "utf-8")
    with pytest.raises(ProjectError, match=r"book/later.md: factbook.from: 'soon' is no ISO date"):
        leave_out(root, "2026-01-01")
    (root / "book/later.md").unlink()
    (root / "book/index.md").write_text("---\nfactbook: {from: 2026}\n---\n# The towns\n", "utf-8")
    with pytest.raises(ProjectError, match="is the first page, and not for 2025-01-01"):
        leave_out(root, "2025-01-01")


def test_a_list_of_which_every_page_is_left_out_goes(tmp_path):
    root = write(tmp_path)
    toc = "format: jb-book\nroot: book/index\nchapters:\n- file: book/later\n"
    (root / "_toc.yml").write_text(toc, "utf-8")
    leave_out(root, "2025-12-31")
    assert yaml.safe_load((root / "_toc.yml").read_text("utf-8")) == {"format": "jb-book", "root": "book/index"}
    assert read_toc(root).complaints == ()
