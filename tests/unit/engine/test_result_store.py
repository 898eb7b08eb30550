"""Results are added to their database, row by row, and what is damaged of it is not found."""

from __future__ import annotations

import os
import pickle
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from factbook.engine.result_store import Results, ResultStore, _close_all

ONE, TWO, THREE = (letter * 64 for letter in "abc")
KEYS = [ONE, TWO, THREE, *(f"{letter}{at:063}" for letter in "de" for at in range(50))]
KIND = "factbook-results x"


def add(store: ResultStore, results: Results) -> None:
    store.save(results, lambda: KEYS, unused=0, slack=0)


@pytest.fixture
def path(tmp_path):
    add(ResultStore(tmp_path / "memo", KIND), {ONE: b"1"})
    add(ResultStore(tmp_path / "memo", KIND), {TWO: b"22"})
    return tmp_path / "memo"


def find(path: Path, kind: str = KIND) -> Results:
    store = ResultStore(path, kind)
    found = {key: one for key in (ONE, TWO, THREE) if (one := store.find(key)) is not None}
    # As when a command ends: what tests write over the file is then no change below an open database.
    _close_all()
    return found


def test_what_is_added_is_found_with_what_was_there(path):
    assert find(path) == {ONE: b"1", TWO: b"22"}
    add(ResultStore(path, KIND), {ONE: b"11"})
    assert find(path)[ONE] == b"11", "the latter counts"


def test_no_file_is_left_beside_the_database(path):
    assert find(path)
    subprocess.run(
        [sys.executable, "-c", "import sys; from pathlib import Path; from factbook.engine.result_store import *\n"
         f"assert ResultStore(Path(sys.argv[1]), {KIND!r}).find({ONE!r}) == b'1'", path], check=True,
    )  # fmt: skip
    add(ResultStore(path, KIND), {THREE: b"3"})
    assert [one.name for one in path.parent.iterdir()] == ["memo"]


def test_nothing_is_made_by_reading(tmp_path):
    assert find(tmp_path / "state/memo") == {}
    assert not [*tmp_path.iterdir()]


def test_where_there_is_no_folder_yet_one_is_made(tmp_path):
    add(ResultStore(tmp_path / "state/memo", KIND), {ONE: b"1"})
    assert find(tmp_path / "state/memo") == {ONE: b"1"}


def test_of_another_kind_nothing_is_found_and_nothing_stays(path):
    assert find(path, "factbook-results y") == {}
    add(ResultStore(path, "factbook-results y"), {THREE: b"3"})
    assert (find(path, "factbook-results y"), find(path)) == ({THREE: b"3"}, {})


def test_another_process_gets_the_path_and_not_the_connection(path):
    store = ResultStore(path, KIND)
    assert store.find(ONE) == b"1"
    assert pickle.loads(pickle.dumps(store)).find(ONE) == b"1"
    child = os.fork()
    if not child:
        os._exit(store.find(ONE) != b"1")
    assert os.waitpid(child, 0)[1] == 0
    assert store.find(TWO) == b"22"


@pytest.mark.parametrize("size", [0, 1, 50, 4096, 8192])
def test_what_is_cut_short_is_written_anew(path, size):
    path.write_bytes(path.read_bytes()[:size])
    assert find(path) == {}
    add(ResultStore(path, KIND), {THREE: b"3"})
    assert find(path) == {THREE: b"3"}


def test_no_flipped_byte_makes_a_wrong_result(path):
    whole = path.read_bytes()
    good, found = find(path), []
    # The bytes 18 and 19 say whether it may be written to.
    for at in [at for at, byte in enumerate(whole) if byte and at not in {18, 19}][::3]:
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        found.append(find(path))
        assert found[-1].items() <= good.items(), at
        add(ResultStore(path, KIND), {THREE: b"3"})
        assert find(path)[THREE] == b"3", at
    assert any(one != good for one in found)


def test_a_row_that_somebody_else_has_changed_is_not_found(path):
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE results SET result = ? WHERE key = ?", (b"12", bytes.fromhex(ONE)))
    connection.close()
    assert find(path) == {TWO: b"22"}


def test_two_that_add_at_once_lose_nothing(path):
    program = (
        "import sys; from pathlib import Path; from factbook.engine.result_store import ResultStore\n"
        "path, kind, used = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]\n"
        "for key in used[int(used[0]):][:50]:\n"
        "    ResultStore(path, kind).save({key: b'1' * 5000}, lambda: used[1:], unused=0, slack=0)"
    )
    started = [subprocess.Popen([sys.executable, "-c", program, path, KIND, at, *KEYS]) for at in ("4", "54")]
    assert [one.wait(60) for one in started] == [0, 0]
    store = ResultStore(path, KIND)
    assert all(store.find(key) == b"1" * 5000 for key in KEYS[3:])


def test_one_that_writes_keeps_nobody_from_reading_and_is_waited_for(path, monkeypatch):
    monkeypatch.setattr("factbook.engine.result_store._WAIT", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert find(path) == {ONE: b"1", TWO: b"22"}
    with pytest.raises(OSError, match="locked"):
        add(ResultStore(path, KIND), {THREE: b"3"})
    other.execute("ROLLBACK")
    other.close()
    add(ResultStore(path, KIND), {THREE: b"3"})
    assert find(path) == {ONE: b"1", TWO: b"22", THREE: b"3"}


def test_in_a_folder_that_cannot_be_written_to_results_are_found_and_none_is_added(path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda folder, mode: (folder, mode) != (str(path.parent), os.W_OK))
    store = ResultStore(path, KIND)
    assert store.find(ONE) == b"1"
    assert [one.name for one in path.parent.iterdir()] == ["memo"]
    with pytest.raises(OSError, match="readonly"):
        add(store, {THREE: b"3"})
    assert find(path) == {ONE: b"1", TWO: b"22"}


def test_what_cannot_be_written_is_an_error_of_the_system(tmp_path):
    (tmp_path / "memo").mkdir()
    with pytest.raises(OSError, match="unable to open"):
        add(ResultStore(tmp_path / "memo", KIND), {ONE: b"1"})


def test_what_is_not_used_goes_once_there_is_too_much_of_it(tmp_path):
    store, asked = ResultStore(tmp_path / "memo", KIND), []

    def save(new: Results, used: set[str]) -> None:
        store.save(new, lambda: asked.append(1) or used, unused=0.5, slack=0.5)

    keys = [f"{at:064}" for at in range(9)]
    save(dict.fromkeys(keys[:4], b"1234"), set(keys[:4]))
    assert len(asked) == 1, "nothing is known of what a build uses"
    for key in keys[4:8]:
        save({key: b"1234"}, {*keys[:3], key})
    assert len(asked) == 1
    assert all(map(store.find, keys[:8]))
    save({keys[8]: b"1234"}, {*keys[:3], keys[8]})
    assert len(asked) == 2
    # The latest two are half as large as the four that are used.
    assert [key for key in keys if store.find(key)] == [*keys[:3], *keys[6:9]]
