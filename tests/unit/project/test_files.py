"""A file is written whole or not at all."""

from __future__ import annotations

import os

import pytest

from factbook.project.files import UNFINISHED, digest, digest_content, digest_file, replace_file


@pytest.mark.parametrize("content", ["a\nÄ", b"a\n\xff"])
@pytest.mark.parametrize("sync", [False, True])
def test_a_file_is_written_with_its_folder_and_nothing_else(tmp_path, content, sync):
    path = tmp_path / "new" / "a.txt"
    replace_file(path, "before")
    replace_file(path, content, sync=sync)
    assert path.read_bytes() == (content.encode() if isinstance(content, str) else content)
    assert list(path.parent.iterdir()) == [path]


def test_a_name_alone_is_a_file_of_this_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    replace_file("a.txt", "1")
    assert (tmp_path / "a.txt").read_text() == "1"


def test_where_it_fails_the_file_stays_and_nothing_is_left_behind(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("before")

    def fail(*_):
        raise OSError(28, "no space")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="no space"):
        replace_file(path, "after")
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_process_leaves_is_hidden_and_known_by_its_ending(tmp_path, monkeypatch):
    seen: list[str] = []
    monkeypatch.setattr(os, "replace", lambda source, target: seen.append(source))
    replace_file(tmp_path / "a.txt", "1")
    assert seen == [str(tmp_path / f".a.txt-{os.getpid()}{UNFINISHED}")]


def test_digests_tell_values_apart_and_files_by_content(tmp_path):
    assert digest("a", "b") != digest("ab") != digest("a", ("b",))
    (tmp_path / "a").write_text("Ä")
    assert digest_file(tmp_path / "a") == digest_content("Ä") == digest_content("Ä".encode())


def test_a_name_that_is_no_utf_8_has_a_digest():
    assert digest_content(os.fsdecode(b"\xff")) != digest_content("?")
