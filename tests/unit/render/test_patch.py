"""Patches are what ``git apply`` takes, whatever a file is called and however its lines end."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from figurecheck.report.patch import patch_lines

NAMES = [
    "index.md", "the index.md", "ends in a space .md", 'the "index".md', "an\nindex.md", "an\tindex.md", "a\\b.md",
    "a\x01b.md", "book: 12.md", "색인.md", "-index.md", "of\u2028lines.md", "hives \\ bees.md",
]  # fmt: skip


def apply(folder: Path, name: str, before: str, after: str) -> str:
    """Write a file, apply the patch that `patch_lines` makes, and return what the file holds then."""
    file = folder / "book" / name
    file.parent.mkdir()
    file.write_bytes(before.encode())
    patch = "".join(patch_lines(f"book/{name}", before, after, context=1))
    subprocess.run(["git", "init", "-q", folder], check=True)
    subprocess.run(["git", "apply"], input=patch.encode(), cwd=folder, check=True)
    return file.read_bytes().decode()


@pytest.mark.parametrize("name", NAMES)
def test_git_finds_the_file_by_any_name(tmp_path, name):
    assert apply(tmp_path, name, "one\ntwo\nthree\n", "one\n2\nthree\n") == "one\n2\nthree\n"


@pytest.mark.parametrize("text", ["one\ntwo", "one\r\ntwo\r\n", "one\u2028 two\x0c\nthree", "two"])
def test_git_takes_lines_that_end_in_any_way(tmp_path, text):
    after = text.replace("two", "2")
    assert apply(tmp_path, "index.md", text, after) == after
