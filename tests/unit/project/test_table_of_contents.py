"""The pages of a report and of a book: what `_toc.yml` names, also by patterns, and what else Jupyter Book builds."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sphinx.util.matching import compile_matchers
from sphinx_external_toc import events
from sphinx_external_toc.parsing import parse_toc_yaml

from factbook.project import table_of_contents
from factbook.project.table_of_contents import BookFiles, compile_pattern, read_toc, replace_reader
from figurecheck.model.errors import ProjectError

TOC = """\
format: jb-book
root: index
parts:
- caption: One
  chapters:
  - file: a/first.md
    sections:
    - file: a/second
  - glob: b/*
- caption: Two
  chapters:
  - url: https://example.org
  - file: gone
"""
FILES = ("index.md", "a/first.md", "a/second.ipynb", "b/x.md", "b/y.rst", "left.md", "drafts/no.md", ".hidden/no.md")


def write(root: Path) -> Path:
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("# A\n", "utf-8")
    (root / "_toc.yml").write_text(TOC, "utf-8")
    return root


def test_a_book_has_the_pages_of_parts_sections_and_patterns_then_the_others(tmp_path):
    contents = read_toc(write(tmp_path), BookFiles(excluded=("drafts/**",)), adopts=True)
    named = ["index.md", "a/first.md", "a/second.ipynb", "b/x.md", "b/y.rst"]
    assert [page.as_posix() for page in contents.pages] == [*named, "left.md"]
    assert [page.as_posix() for page in contents.unlisted] == ["left.md"]
    assert [str(one) for one in contents.warnings] == [
        "_toc.yml: gone does not exist (write gone.md, or take the entry out)"
    ]
    assert contents.complaints == ()
    assert set(contents.titles) == {"One", "Two"}


@pytest.mark.parametrize("name", ["x" * 300, f"{'x' * 300}/page", "page/" * 1000])
def test_a_name_that_no_file_can_have_leads_nowhere(tmp_path, name):
    write(tmp_path)
    (tmp_path / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n- file: {name}\n", "utf-8")
    (complaint,) = read_toc(tmp_path).complaints
    assert complaint.what == f"{name} does not exist"


def test_a_report_has_what_is_named_and_an_entry_that_leads_nowhere_is_a_fault(tmp_path):
    contents = read_toc(write(tmp_path))
    assert [page.as_posix() for page in contents.pages] == ["index.md", "a/first.md", "a/second.ipynb", "b/x.md"]
    assert [one.what for one in contents.complaints] == ["gone does not exist"]
    assert contents.unlisted == contents.warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        TOC,
        "format: jb-book\nroot: [index\n",
        "format: jb-book\nroot: *nothing\n",
        "root: index\n\tchapters:\n",
        "- index\n",
        "",
        "format: jb-book\nroot: index\nchapters: 2025-13-99\n",
        "format: jb-book\nroot: \ufeff\x07\n",
        "format: jb-book\nroot: index\nroot: left\n",
    ],
)
def test_it_is_read_as_the_library_reads_it(tmp_path, text):
    (write(tmp_path) / "_toc.yml").write_text(text, "utf-8")
    found = read_toc(tmp_path)
    with patch.object(table_of_contents, "_parse", parse_toc_yaml):
        assert read_toc(tmp_path) == found
    # The library says where the report lies.
    assert str(tmp_path) not in str(found)


def test_contents_that_are_no_yaml_are_told_by_their_line(tmp_path):
    (write(tmp_path) / "_toc.yml").write_text("format: jb-book\nroot: [index\nchapters: 1\n", "utf-8")
    [complaint] = read_toc(tmp_path).complaints
    assert str(complaint).startswith("_toc.yml:3: not readable as YAML: expected ',' or ']'")


def test_with_only_toc_files_a_book_has_no_others(tmp_path):
    assert read_toc(write(tmp_path), BookFiles(only_toc=True), adopts=True).unlisted == ()


NAMES = st.text("ab/.*?[]!_", min_size=1, max_size=8)
PATTERNS = [
    "**",
    "*",
    "a/**",
    "**/b",
    "a/**/b",
    "*.a",
    "a?",
    "**.b",
    "a/*",
    "[ab]",
    "[!a]b",
    "[^a]",
    "a.b",
    "[]",
    "[.*]",
]


@given(st.sampled_from(PATTERNS), NAMES)
@example("**/b", "b")
@example("a/**/b", "a/b")
@example("[!a]b", "/b")
@example("[^a]", "^")
def test_patterns_are_read_as_sphinx_reads_them(pattern, name):
    assert bool(compile_pattern(pattern).fullmatch(name)) == bool(compile_matchers([pattern])[0](name))


def test_sphinx_reads_the_contents_as_they_are_read_here():
    replace_reader()
    # It reads them by that name alone.
    assert "parse_toc_yaml" in events.parse_toc_to_env.__code__.co_names
    assert events.parse_toc_yaml is table_of_contents._parse


def test_patterns_among_the_settings_of_sphinx_replace_the_others():
    config = {"exclude_patterns": ["a"], "sphinx": {"config": {"exclude_patterns": ["b"]}}}
    assert BookFiles.from_config(config).excluded == ("b",)
    assert BookFiles.from_config({"exclude_patterns": ["a"]}).excluded == ("a",)


UNBUILT = [
    pytest.param("a/first.md", ("a/f*.md",), "a/first.md is left out by exclude_patterns in _config.yml", id="a file"),
    pytest.param("a/first.md", ("a",), "a/first.md is left out by exclude_patterns in _config.yml", id="its folder"),
    pytest.param("a/cafe\u0301.md", (), "is written with letters and accents of their own (NFD)", id="NFD"),
    pytest.param("a/two\nlines.md", (), "'a/two\\nlines.md' has a line break in its name", id="a line break"),
]


@pytest.mark.parametrize(("page", "excluded", "what"), UNBUILT)
def test_a_page_that_is_not_built_is_a_fault_of_a_report_and_none_of_the_pages_of_a_book(
    tmp_path, page, excluded, what
):
    (write(tmp_path) / page).write_text("# A\n", "utf-8")
    entries = f"format: jb-book\nroot: index\nchapters:\n- file: {json.dumps(page)}\n"
    (tmp_path / "_toc.yml").write_text(entries, "utf-8")
    report, book = (read_toc(tmp_path, BookFiles(excluded, only_toc=True), adopts=adopts) for adopts in (False, True))
    assert [what in str(one) for one in report.complaints] == [True]
    assert [what in str(one) for one in book.warnings] == [True]
    assert book.pages == (Path("index.md"),)


def test_a_pattern_of_hidden_files_leaves_out_no_page(tmp_path):
    (write(tmp_path) / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n- file: a/first\n", "utf-8")
    assert read_toc(tmp_path, BookFiles(excluded=(".*", "drafts/**"))).complaints == ()


def test_a_pattern_of_entries_finds_no_page_that_is_left_out(tmp_path):
    (write(tmp_path) / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n- glob: a/*\n", "utf-8")
    assert read_toc(tmp_path, BookFiles(excluded=("a/f*",))).pages == (Path("index.md"), Path("a/second.ipynb"))


@pytest.mark.parametrize(
    ("file", "entry", "remedy"),
    [
        ("a/caf\u00e9.md", "a/cafe\u0301", "write a/caf\u00e9, or"),
        ("a/First.md", "a/fIRST", "write a/First, or"),
        ("a/First.md", "a/third", "write a/third.md, or"),
        ("a/First.md", "a/third.md", "write a/third.md, or"),
        ("a/First.md", "b/c/d", "write b/c/d.md, or"),
        ("a/First.md", "/etc/hosts", "write /etc/hosts.md, or"),
        ("a/First.md", "../d", "write ../d.md, or"),
        ("a/First.md", ".", "write ..md, or"),
        ("a/First.md", "a\0b/c", "write a\0b/c.md, or"),
    ],
)
def test_a_page_that_is_not_there_is_proposed_by_the_name_that_is(tmp_path, file, entry, remedy):
    (tmp_path / "a").mkdir()
    (tmp_path / file).write_text("# A\n", "utf-8")
    (tmp_path / "index.md").write_text("# A\n", "utf-8")
    entries = f"format: jb-book\nroot: index\nchapters:\n- file: {json.dumps(entry)}\n"
    (tmp_path / "_toc.yml").write_text(entries, "utf-8")
    [complaint] = read_toc(tmp_path).complaints
    assert complaint.what == f"{entry} does not exist"
    assert complaint.remedy.startswith(remedy)


def test_a_link_that_leads_out_of_the_report_is_called_that(tmp_path):
    root = write(tmp_path / "report")
    (tmp_path / "b.md").write_text("# B\n", "utf-8")
    (root / "b.md").symlink_to(tmp_path / "b.md")
    (root / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n- file: b\n", "utf-8")
    [complaint] = read_toc(root).complaints
    assert complaint.what == "b.md leads out of the report"
    assert complaint.remedy == "put the page itself there, or take the entry out"


@pytest.mark.parametrize("place", ["_config.yml", "_toc.yml"])
def test_a_pattern_that_cannot_be_read_is_named(tmp_path, place):
    entry = "glob: '[z-a].md'" if place == "_toc.yml" else "file: a/first"
    (write(tmp_path) / "_toc.yml").write_text(f"format: jb-book\nroot: index\nchapters:\n- {entry}\n", "utf-8")
    files = BookFiles(excluded=("[z-a].md",) if place == "_config.yml" else ())
    with pytest.raises(ProjectError, match=rf"{place}: the pattern \[z-a\].md cannot be read: bad character range"):
        read_toc(tmp_path, files)
