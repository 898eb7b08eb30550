"""Which files behind links to folders are looked at."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from factbook.serve import linked_folders
from factbook.serve.linked_folders import see_linked_folders


@pytest.fixture
def linked(tmp_path: Path) -> tuple[Path, Path]:
    """A report, and a folder beside it that it links to."""
    root, shared = tmp_path / "report", tmp_path / "shared"
    for folder in (root / "book", root / "_build", shared / "more", shared / ".git"):
        folder.mkdir(parents=True)
    for file in ("a.csv", "more/b.csv", ".hidden", ".git/index"):
        (shared / file).write_text("1")
    (root / "data").symlink_to(shared, target_is_directory=True)
    return root, shared


def test_files_and_folders_behind_a_link_are_seen_but_hidden_ones(linked):
    root, shared = linked
    os.mkfifo(shared / "pipe")
    found, warnings = see_linked_folders(root, None)
    assert {Path(name) for name in found} == {shared, shared / "more", shared / "a.csv", shared / "more/b.csv"}
    assert found[str(shared / "a.csv")].digest
    assert warnings == []


def test_a_link_within_the_report_or_out_of_what_is_built_or_to_what_holds_the_report_adds_nothing(linked):
    root, shared = linked
    (root / "data").unlink()
    (root / "book/up").symlink_to(root.parent, target_is_directory=True)
    (root / "book/own").symlink_to(root / "book", target_is_directory=True)
    (root / "_build/out").symlink_to(shared, target_is_directory=True)
    assert see_linked_folders(root, None) == ({}, [])


def test_a_link_to_a_large_folder_is_warned_of(linked, monkeypatch):
    root, _ = linked
    monkeypatch.setattr(linked_folders, "MOST", 3)
    found, warnings = see_linked_folders(root, None)
    assert found == {}
    assert [one.place for one in warnings] == ["data"]
