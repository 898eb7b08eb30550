"""A file is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from factbook.data.adding.source import add_source
from factbook.data.validate import refresh
from factbook.project.files import (
    UNFINISHED,
    digest,
    digest_content,
    digest_file,
    replace_file,
    rewrite_file,
    rewrite_files,
)
from tiny_releases import FIRST, write_with_releases


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


def test_of_several_files_none_changes_where_one_has_no_room(tmp_path, monkeypatch):
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text("before")
    room = iter([None])

    def sync(handle):
        if next(room, handle):
            raise OSError(28, "no space")

    monkeypatch.setattr(os, "fsync", sync)
    with pytest.raises(OSError, match="no space") as error:
        rewrite_files([(first, "after"), (second, "after")])
    assert error.value.filename == str(second)
    assert first.read_text() == "before"
    assert list(tmp_path.iterdir()) == [first]


def test_a_file_that_cannot_be_written_is_named_as_people_know_it(tmp_path):
    path = tmp_path / ("a" * 250)
    with pytest.raises(OSError, match="too long") as error:
        replace_file(path, "1")
    assert error.value.filename == str(path)


def test_what_a_killed_process_leaves_is_hidden_and_known_by_its_ending(tmp_path, monkeypatch):
    seen: list[str] = []
    monkeypatch.setattr(os, "replace", lambda source, target: seen.append(source))
    replace_file(tmp_path / "a.txt", "1")
    assert seen == [str(tmp_path / f".a.txt-{os.getpid()}{UNFINISHED}")]


def write_synced(path: Path, content: str) -> None:
    replace_file(path, content, sync=True)


@pytest.mark.parametrize("write", [write_synced, rewrite_file])
def test_what_killed_processes_left_in_a_folder_that_people_keep_goes_when_a_file_is_written(tmp_path, write):
    names = [".a.yml-1.part", ".a.yml-98765.part", ".a.yml-2.part", ".b.yml-1.part", ".a.yml-x.part", "a.yml-1.part"]
    for name in names:
        (tmp_path / name).write_text("half")
        os.utime(tmp_path / name, (0, 0))
    os.utime(tmp_path / ".a.yml-2.part")  # another process may be writing it
    write(tmp_path / "a.yml", "whole")
    assert {path.name for path in tmp_path.iterdir()} == {"a.yml", names[2], *names[4:]}


def test_digests_tell_values_apart_and_files_by_content(tmp_path):
    assert digest("a", "b") != digest("ab") != digest("a", ("b",))
    (tmp_path / "a").write_text("Ä")
    assert digest_file(tmp_path / "a") == digest_content("Ä") == digest_content("Ä".encode())


def test_a_name_that_is_no_utf_8_has_a_digest():
    assert digest_content(os.fsdecode(b"\xff")) != digest_content("?")


def test_a_file_that_people_keep_is_rewritten_behind_its_link_and_keeps_its_rights(tmp_path):
    (tmp_path / "shared").mkdir()
    kept, link = tmp_path / "shared/a.txt", tmp_path / "a.txt"
    kept.write_text("before")
    kept.chmod(0o640)
    link.symlink_to("shared/a.txt")
    rewrite_file(link, "after")
    assert link.is_symlink()
    assert kept.read_text() == "after"
    assert kept.stat().st_mode & 0o777 == 0o640


def test_a_file_that_people_keep_may_be_new(tmp_path):
    rewrite_file(tmp_path / "new" / "a.txt", "1")
    assert (tmp_path / "new" / "a.txt").read_text() == "1"


def link(root: Path, name: str) -> Path:
    """Move a file of a report to another folder, leave a link to it, and return where it lies."""
    kept = root.parent / Path(name).name
    (root / name).rename(kept)
    (root / name).symlink_to(os.path.relpath(kept, (root / name).parent))
    return kept


def test_what_a_report_shares_by_a_link_is_written_where_it_lies(tmp_path):
    (tmp_path / "report").mkdir()
    root = write_with_releases(tmp_path / "report")
    descriptor, sources = link(root, "data/datapackage.json"), link(root, "data/sources.csv")
    (root / "data/fish.csv").write_text(FIRST + "2025,20\n", "utf-8")
    refresh(root)
    add_source(root, "gauges", {"title": "Gauges"}, [])
    assert (root / "data/datapackage.json").is_symlink()
    assert (root / "data/sources.csv").is_symlink()
    assert digest_file(root / "data/fish.csv") in descriptor.read_text("utf-8")
    assert "gauges" in sources.read_text("utf-8")
