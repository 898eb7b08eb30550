"""Results are added to their file, and what is damaged of it is not read."""

import subprocess
import sys

import pytest

from factbook.project.result_file import ResultFile, measure

ONE, TWO, THREE = (letter * 64 for letter in "abc")
KIND = "factbook-memo x"


@pytest.fixture
def path(tmp_path):
    file = ResultFile(tmp_path / "memo", KIND)
    file.add({ONE: b"1"})
    file.add({TWO: b'{"text": "factbook-memo x "}'})
    return tmp_path / "memo"


def test_what_is_added_is_found_with_what_was_there(path):
    found = ResultFile(path, KIND)
    assert found.results == {ONE: b"1", TWO: b'{"text": "factbook-memo x "}'}
    assert found.size == path.stat().st_size
    found.add({ONE: b"11"})
    assert ResultFile(path, KIND).results[ONE] == b"11", "the latter counts"


def test_adding_writes_no_more_than_what_is_new(path):
    file, before = ResultFile(path, KIND), path.read_bytes()
    file.add({THREE: b"3"})
    after = path.read_bytes()
    assert after.startswith(before)
    assert len(after) - len(before) == measure({THREE: b"3"}) + len(f"{KIND} \n") + 64


def test_of_another_kind_nothing_is_read_and_all_is_written_anew(path):
    other = ResultFile(path, "factbook-memo y")
    assert (other.results, other.size) == ({}, 0)
    other.add({THREE: b"3"})
    assert ResultFile(path, "factbook-memo y").results == {THREE: b"3"}


def test_what_is_cut_short_loses_whole_blocks_and_can_be_added_to(path):
    whole = path.read_bytes()
    # Within what the second one begins with, it cannot be told from a line of the first.
    first = whole.index(b"\n" + KIND.encode()) + 1
    second = range(first + len(KIND) + 1, len(whole))
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        file = ResultFile(path, KIND)
        assert file.results == ({ONE: b"1"} if cut == first or cut in second else {}), cut
        file.add({THREE: b"3"})
        assert ResultFile(path, KIND).results == {**file.results, THREE: b"3"}, cut


def test_every_flipped_byte_is_noticed(path):
    whole = path.read_bytes()
    good = ResultFile(path, KIND).results
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert ResultFile(path, KIND).results.items() < good.items(), at


def test_what_another_process_has_written_meanwhile_is_not_added_to(path):
    file, other = ResultFile(path, KIND), ResultFile(path, KIND)
    other.replace({THREE: b"3"})
    file.add({THREE: b"33"})
    assert ResultFile(path, KIND).results == {**file.results, THREE: b"33"}


def test_two_that_add_at_once_lose_no_block(path):
    program = (
        "import sys; from pathlib import Path; from factbook.project.result_file import ResultFile\n"
        "path, kind, letter = Path(sys.argv[1]), sys.argv[2], sys.argv[3]\n"
        "for at in range(50): ResultFile(path, kind).add({f'{letter}{at:063}': b'1' * 5000})"
    )
    started = [subprocess.Popen([sys.executable, "-c", program, path, KIND, letter]) for letter in "de"]
    assert [one.wait(60) for one in started] == [0, 0]
    found = ResultFile(path, KIND)
    assert found.size == path.stat().st_size, "every block is whole"


def test_where_there_is_no_folder_yet_one_is_made(tmp_path):
    ResultFile(tmp_path / "state/memo", KIND).add({ONE: b"1"})
    assert ResultFile(tmp_path / "state/memo", KIND).results == {ONE: b"1"}
