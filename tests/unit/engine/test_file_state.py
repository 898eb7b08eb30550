"""Whether a file is as it was seen is decided by its content, which is read only where something else changed."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from factbook.engine import file_state
from factbook.engine.file_state import changed_since, is_as_seen, is_racy, see_file


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that is old enough to be trusted."""
    (tmp_path / "a").write_text("one")
    monkeypatch.setattr(file_state, "RACY_NS", 0)
    return tmp_path / "a"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read from here on."""
    read: list[str] = []
    real = file_state.digest_file
    monkeypatch.setattr(file_state, "digest_file", lambda path: read.append(str(path)) or real(path))
    return read


@pytest.mark.parametrize(
    ("change", "same", "reads"),
    [
        pytest.param(lambda path: None, True, 0, id="nothing"),
        pytest.param(lambda path: os.utime(path, (1, 1)), True, 1, id="its time alone"),
        pytest.param(lambda path: path.write_text("one"), True, 1, id="written again"),
        pytest.param(lambda path: path.write_text("two"), False, 1, id="a content of the same size"),
        pytest.param(lambda path: path.write_text("three"), False, 0, id="its size"),
    ],
)
def test_a_change(path, read, change, same, reads):
    state = see_file(path)
    read.clear()
    change(path)
    assert is_as_seen(path, state) is same
    assert len(read) == reads


def test_a_content_of_the_same_size_with_the_old_time_is_a_change(path):
    state = see_file(path)
    path.write_text("two")
    os.utime(path, ns=(state.mtime_ns, state.mtime_ns))
    assert not is_as_seen(path, state), "no program can set back when the system last saw a change"


def test_another_file_in_its_place_is_read(path, read):
    state = see_file(path)
    path.with_name("b").write_text("two")
    os.utime(path.with_name("b"), ns=(state.mtime_ns, state.mtime_ns))
    path.with_name("b").replace(path)
    assert not is_as_seen(path, state)


def test_what_changed_just_now_is_read_again(path, read, monkeypatch):
    monkeypatch.setattr(file_state, "RACY_NS", 10**18)
    state = see_file(path)
    read.clear()
    assert is_as_seen(path, state)
    assert see_file(path, state) == state
    assert len(read) == 2


def test_a_file_that_is_gone_is_no_answer(path):
    state = see_file(path)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        is_as_seen(path, state)


def test_a_change_of_content_or_of_time_is_a_change(path):
    now = path.stat().st_mtime_ns
    assert changed_since(path.stat(), now)
    os.utime(path, (1, 1))
    assert changed_since(path.stat(), now), "a time that was set back hides nothing"
    assert not changed_since(path.stat(), path.stat().st_ctime_ns + 1)


def test_a_time_that_is_yet_to_come_is_no_change(path):
    os.utime(path, (4e9, 4e9))
    assert changed_since(path.stat(), path.stat().st_ctime_ns)
    assert not changed_since(path.stat(), path.stat().st_ctime_ns + 1)


@pytest.mark.parametrize(
    ("changed", "seen", "again"),
    [
        pytest.param(100.0, 100.9, True, id="within the same second"),
        pytest.param(100.0, 101.9, True, id="within two seconds, which FAT does not tell apart"),
        pytest.param(100.0, 102.5, False, id="later"),
        pytest.param(100.25, 100.9, False, id="where times are finer than seconds"),
    ],
)
def test_where_times_are_whole_seconds_what_changed_in_this_one_is_read_again(monkeypatch, changed, seen, again):
    monkeypatch.setattr(file_state.time, "time_ns", lambda: int(seen * 1e9))
    times = SimpleNamespace(st_mtime_ns=int(50e9), st_ctime_ns=int(changed * 1e9))
    assert is_racy(times) is again
