"""What the page of the desk says of who approved is as old as the last commit."""

from __future__ import annotations

import pytest

from factbook.serve.history import mark_history
from tiny_desk import TinyDesk


@pytest.fixture
def desk(tmp_path) -> TinyDesk:
    return TinyDesk(tmp_path / "lake")


@pytest.mark.parametrize("where", ["its own", "another's", "another working tree"])
def test_a_commit_is_seen_and_nothing_else(desk, tmp_path, where):
    root = desk.root
    if where == "another's":
        desk.root = tmp_path
    desk.commit("Ann")
    if where == "another working tree":
        desk.git("worktree", "add", "--quiet", tmp_path / "other")
        root = desk.root = tmp_path / "other"
    before = mark_history(root)
    assert before
    (root / "book/index.md").write_text("# Birds\n", "utf-8")
    desk.git("add", "--all")
    desk.git("status")
    assert mark_history(root) == before
    desk.git("commit", "--quiet", "--message", "x")
    after = mark_history(root)
    assert after != before
    desk.git("commit", "--quiet", "--amend", "--message", "y", who="Bob")
    assert mark_history(root) != after


def test_outside_of_a_repository_there_is_none(desk):
    assert mark_history(desk.root) == ""
