"""The pages that a table of contents leaves out are those that sphinx-external-toc finds."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.matching import get_matching_files

from factbook.sphinx_ext.build.not_in_contents import setup_not_in_contents

# Sphinx and its extensions warn of each other's future.
pytestmark = pytest.mark.filterwarnings("ignore")

TOC = "root: index\nentries:\n- file: book/one\n- file: book/two.rst\n- glob: many/*\n"
FILES = [
    "index.rst",
    "book/one.rst",
    "book/two.rst",
    "book/three.rst",
    "book/four.txt",
    "book/.hidden.rst",
    "many/one.rst",
    "many/deep/two.rst",
    "data/table.rst",
    "data/deep/table.rst",
    "drafts/note.rst",
    "drafts/kept/note.rst",
    ".hidden/page.rst",
    "_build/page.rst",
]


def open_book(
    root: Path, *, ours: bool, only_toc: bool = True, excluded: Sequence[str] = ("_build", "data", "drafts/*.rst")
) -> tuple[list[str], bool]:
    """Return the patterns that are excluded, sorted, and the setting."""
    with patch_docutils(None), docutils_namespace():
        app = Sphinx(
            root, None, root / "_build/out", root / "_build/doctrees", "dummy",
            {
                "extensions": ["sphinx_external_toc", *(["theirs_and_ours"] if ours else [])],
                "external_toc_path": "_toc.yml",
                "external_toc_exclude_missing": only_toc,
                "exclude_patterns": [*excluded],
            },
            io.StringIO(), io.StringIO(),
        )  # fmt: skip
        return sorted(app.config.exclude_patterns), app.config.external_toc_exclude_missing


@pytest.fixture
def book(tmp_path, monkeypatch):
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Page\n====\n")
    (tmp_path / "_toc.yml").write_text(TOC)
    (tmp_path / "linked").symlink_to("data/deep")
    module = ModuleType("theirs_and_ours")
    module.setup = setup_not_in_contents
    monkeypatch.setitem(sys.modules, "theirs_and_ours", module)
    return tmp_path


def test_the_same_files_are_excluded(book):
    theirs = open_book(book, ours=False)
    assert open_book(book, ours=True) == theirs
    assert {"book/three.rst", "drafts/kept/note.rst", "linked/table.rst"} < {*theirs[0]}
    assert not {"book/one.rst", "book/two.rst", "many/one.rst"} & {*theirs[0]}


def test_nothing_is_excluded_unless_the_settings_say_so(book):
    assert open_book(book, ours=True, only_toc=False) == open_book(book, ours=False, only_toc=False)


def test_folders_that_are_excluded_are_not_looked_into(book):
    (book / "data/again").symlink_to(".")
    assert "data/again/table.rst" not in open_book(book, ours=True)[0]


@pytest.mark.parametrize(
    ("name", "excluded"),
    [
        pytest.param("README.rst", "**/README.rst", id="a pattern of files in folders, and one in none"),
        pytest.param("notes [1].rst", "_build", id="a bracket"),
        pytest.param("a*b?.rst", "_build", id="signs of patterns"),
    ],
)
def test_no_page_is_found_that_the_table_of_contents_leaves_out(book, name, excluded):
    (book / name).write_text("Page\n====\n")
    patterns, _ = open_book(book, ours=True, excluded=[excluded])
    assert set(get_matching_files(book, ["*.rst"], patterns)) == {"index.rst"}
