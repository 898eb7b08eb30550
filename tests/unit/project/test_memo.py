"""What an earlier build worked out is used again only for the same inputs, and never if it is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from factbook.project.fingerprints import see_inputs
from factbook.project.memo import FILE, Memo


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "page.md").write_text("one")
    return tmp_path


def length(root: Path, calls: list[int], during: str = "") -> int:
    """The length of the page, worked out only if it is not kept; `during` is written while it is read."""
    memo = Memo(root, see_inputs(root))

    def make() -> int:
        calls.append(1)
        text = (root / "page.md").read_text()
        if during:
            (root / "page.md").write_text(during)
        return len(text)

    found = memo.get_or_read(make, ["page.md"], "length")
    memo.save()
    return found


def test_what_did_not_change_is_worked_out_once(root):
    calls: list[int] = []
    assert [length(root, calls), length(root, calls)] == [3, 3]
    assert len(calls) == 1


def test_another_content_is_worked_out_anew(root):
    calls: list[int] = []
    length(root, calls)
    (root / "page.md").write_text("three")
    assert length(root, calls) == 5


def test_what_changed_while_it_was_read_is_not_stored(root):
    calls: list[int] = []
    length(root, calls, during="three")
    (root / "page.md").write_text("one")
    assert length(root, calls) == 3
    assert len(calls) == 2


@pytest.mark.parametrize("spoil", [lambda raw: raw[:-1], lambda raw: b"", lambda raw: raw[:40] + b"x" + raw[41:]])
def test_a_damaged_file_is_as_good_as_none(root, spoil):
    calls: list[int] = []
    length(root, calls)
    (root / FILE).write_bytes(spoil((root / FILE).read_bytes()))
    assert length(root, calls) == 3
    assert len(calls) == 2


def test_what_another_factbook_kept_is_not_used(root, monkeypatch):
    calls: list[int] = []
    length(root, calls)
    monkeypatch.setattr("factbook.project.memo.make_tools_stamp", lambda root: "another")
    length(root, calls)
    assert len(calls) == 2


def test_a_whole_build_drops_what_it_did_not_ask_for(root):
    memo = Memo(root, {})
    assert memo.get_or_make(lambda: 1, "old") == 1
    memo.save()
    memo = Memo(root, {})
    assert memo.get_or_make(lambda: 2, "new") == 2
    memo.save()
    memo = Memo(root, {})
    assert (memo.get_or_make(lambda: 3, "new"), memo.get_or_make(lambda: 3, "old")) == (2, 1), "a check asks for less"
    memo = Memo(root, {})
    memo.get_or_make(lambda: 3, "new")
    memo.save(whole=True)
    assert Memo(root, {}).find("old") is None
