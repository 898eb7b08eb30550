"""What the page of the desk says of who approved is as old as the last commit."""

from __future__ import annotations

import pytest

from factbook.serve.history import mark_history
from tiny_desk import TinyDesk


@pytest.fixture
def desk(tmp_path) -> TinyDesk:
    return TinyDesk(tmp_path / "lake")


@pytest.mark.parametrize("logs", ["true", "false"])
@pytest.mark.parametrize("where", ["its own", "another's", "another working tree"])
def test_a_commit_is_seen_and_nothing_else(desk, tmp_path, where, logs):
    root = desk.root
    if where == "another's":
        desk.root = tmp_path
    desk.git("init", "--quiet", "--initial-branch", "main")
    desk.git("config", "core.logAllRefUpdates", logs)
    desk.commit("Ann")
    if where == "another working tree":
        desk.git("worktree", "add", "--quiet", tmp_path / "other")
        root = desk.root = tmp_path / "other"
    desk.git("pack-refs", "--all")
    before = mark_history(root)
    assert before
    (root / "book/index.md").write_text("# Birds\n", "utf-8")
    desk.git("add", "--all")
    desk.git("status")
    assert mark_history(root) == before
    seen = [before]
    for command in (
        ("commit", "--message", "x"), ("commit", "--amend", "--message", "y"), ("checkout", "--detach"),
        ("reset", "--soft", "HEAD~1"),
    ):  # fmt: skip
        desk.git(*command, who="Bob")
        seen.append(mark_history(root))
    assert len({*seen}) == len(seen)
    (desk.root / ".mailmap").write_text("Ann <bob@lake.example>\n", "utf-8")
    assert mark_history(root) != seen[-1]


def test_outside_of_a_repository_there_is_none(desk):
    assert mark_history(desk.root) == ""
