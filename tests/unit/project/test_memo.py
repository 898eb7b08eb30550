"""What an earlier build worked out is used again only for the same inputs, and never if it is damaged."""

from __future__ import annotations

import pickle
import sqlite3
import zlib
from contextlib import closing
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

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

    found = memo.get_or_read(make, int, ["page.md"], "length")
    memo.save()
    return found


def test_what_did_not_change_is_worked_out_once(root):
    calls: list[int] = []
    assert [length(root, calls), length(root, calls)] == [3, 3]
    assert len(calls) == 1


def test_a_file_that_is_no_input_by_its_place_is_read_each_time_and_noted(root):
    (root / ".own").mkdir()
    (root / ".own/page.md").write_text("one")
    memo, calls = Memo(root, see_inputs(root)), []
    for _ in range(2):
        memo.get_or_read(lambda: calls.append(1) or 3, int, ["page.md", ".own/page.md", "missing.md"], "length")
        memo.get_or_read_value(lambda: calls.append(1) or b"3", int, [".own/page.md"], "length")
    assert len(calls) == 4
    assert memo.unseen == {".own/page.md"}


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


def test_what_is_gone_once_it_was_read_is_not_stored(root):
    memo = Memo(root, see_inputs(root))
    page, text = root / "page.md", (root / "page.md").read_text()
    assert memo.get_or_read(lambda: page.unlink() or 3, int, ["page.md"], "length") == 3
    page.write_text(text)
    assert memo.get_or_read_value(lambda: page.unlink() or b"4", int, ["page.md"], "length") == 4
    page.write_text(text)
    memo.save()
    again = Memo(root, see_inputs(root))
    assert again.get_or_read(lambda: 5, int, ["page.md"], "length") == 5
    assert again.get_or_read_value(lambda: b"6", int, ["page.md"], "length") == 6


@pytest.mark.parametrize("spoil", [lambda raw: raw[:-1], lambda raw: b"", lambda raw: b"x" * len(raw)])
def test_a_damaged_file_is_as_good_as_none(root, spoil):
    calls: list[int] = []
    length(root, calls)
    (root / FILE).write_bytes(spoil((root / FILE).read_bytes()))
    assert length(root, calls) == 3
    assert len(calls) == 2


def test_what_another_factbook_kept_is_not_used(root, monkeypatch):
    calls: list[int] = []
    length(root, calls)
    monkeypatch.setattr("factbook.project.memo.find_tools_stamp", lambda root: "another")
    length(root, calls)
    assert len(calls) == 2


def test_a_whole_build_drops_what_it_did_not_ask_for(root):
    memo = Memo(root, {})
    assert memo.get_or_make(lambda: 1, int, "old") == 1
    memo.save()
    memo = Memo(root, {})
    assert memo.get_or_make(lambda: 2, int, "new") == 2
    memo.save()
    memo = Memo(root, {})
    assert (memo.get_or_make(lambda: 3, int, "new"), memo.get_or_make(lambda: 3, int, "old")) == (2, 1), (
        "a check asks for less"
    )
    memo = Memo(root, {})
    memo.get_or_make(lambda: 3, int, "new")
    memo.store(4, int, "newer")
    memo.save(unused=0)
    assert [Memo(root, {}).find(int, name) for name in ("old", "new", "newer")] == [None, 2, 4]


def test_of_what_a_draft_did_not_use_as_much_is_kept_as_it_used_the_latest(root):
    for at in range(6):
        memo = Memo(root, {})
        assert memo.get_or_make(lambda: "always", str, "always") == "always"
        assert memo.get_or_make(lambda at=at: f"edit {at}", str, "edit", at) == f"edit {at}"
        memo.save(unused=1)
    found = [Memo(root, {}).find(str, "edit", at) for at in range(6)]
    assert found == [None, None, None, "edit 3", "edit 4", "edit 5"]
    assert Memo(root, {}).find(str, "always") == "always"


def test_for_other_inputs_the_same_results_are_known_without_the_file(root):
    memo = Memo(root, see_inputs(root))
    memo.get_or_make(lambda: 1, int, "one")
    other = memo.with_inputs({})
    assert (other.find(int, "one"), other.find_state("page.md")) == (1, None)
    other.store(2, int, "two")
    assert memo.find(int, "two") is None


def test_a_memo_of_another_process_knows_what_was_made_and_what_the_file_holds(root):
    memo = Memo(root, {})
    memo.store(1, int, "before")
    memo.save()
    memo = Memo(root, {})
    memo.store("made " * 9, str, "made")
    assert memo.find(int, "before") == 1
    sent = pickle.dumps(memo)
    assert len(sent) < len(pickle.dumps(memo._new)) + 1000
    other = pickle.loads(sent)
    assert (other.find(str, "made"), other.find(int, "before")) == ("made " * 9, 1)
    other.save(unused=0)
    assert Memo(root, {}).find(int, "before") == 1, "one of them has used it"


def test_a_whole_build_keeps_little_that_it_did_not_use(root):
    for at in range(30):
        memo = Memo(root, {})
        for part in range(10):
            memo.get_or_make(lambda part=part: part, int, "part", part)
        memo.get_or_make(lambda at=at: at, int, "of this build", at)
        memo.save(unused=0)
        with closing(sqlite3.connect(root / FILE)) as connection:
            assert connection.execute("SELECT count(*) FROM results").fetchone()[0] < 1.3 * 11
        assert Memo(root, {}).find(int, "of this build", at) == at


class Bomb:
    """Writes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.write_text, (self.path, "it ran")


@pytest.mark.parametrize(
    "result",
    [
        pytest.param(lambda bomb: bomb, id="a pickle"),
        pytest.param(lambda bomb: b'{"width": 3}', id="another type"),
        pytest.param(lambda bomb: b"[" * 100_000, id="nested without end"),
        pytest.param(lambda bomb: b"\xff\x00 \n\n1", id="no text"),
    ],
)
def test_what_somebody_else_wrote_with_a_right_checksum_is_not_run_and_made_again(root, tmp_path, result):
    calls: list[int] = []
    length(root, calls)
    written = result(pickle.dumps(Bomb(tmp_path / "ran")))
    with closing(sqlite3.connect(root / FILE, isolation_level=None)) as connection:
        [(key,)] = connection.execute("SELECT key FROM results")
        checksum = zlib.crc32(written, zlib.crc32(key.hex().encode()))
        connection.execute("UPDATE results SET result = ?, checksum = ?", (written, checksum))
    assert Memo(root)._store.find(key.hex()) == written
    assert length(root, calls) == 3
    assert len(calls) == 2
    assert not (tmp_path / "ran").exists()
    assert length(root, calls) == 3
    assert len(calls) == 2, "what was made again is stored"


@pytest.mark.parametrize("value", [Decimal("1.50"), "1.50", None, "\ud800 한국\n\r\u2028"])
def test_numbers_and_texts_come_back_as_they_were(root, value):
    memo = Memo(root, {})
    memo.store((value,), tuple[Decimal | str | None], "value")
    memo.save()
    assert repr(Memo(root, {}).find(tuple[Decimal | str | None], "value")) == repr((value,))


@pytest.mark.parametrize("value", [object(), {1, 2}, 1j, b"bytes"])
def test_what_json_cannot_hold_cannot_be_stored(root, value):
    with pytest.raises(TypeError):
        Memo(root, {}).store([value], list[Any], "value")


def total(memo: Memo, numbers: list[int], calls: list[object]) -> int:
    """A sum of squares, each of which is a result of its own; `calls` are those that were worked out."""

    def square(number: int) -> int:
        calls.append(number)
        return number**2

    def add() -> int:
        calls.append("sum")
        return sum(memo.get_or_make(partial(square, number), int, "square", number) for number in numbers)

    return memo.get_or_make(add, int, "sum", numbers, gathers=True)


def test_what_a_gathered_result_is_made_of_stays_stored_as_long_as_it_does(root):
    calls: list[object] = []
    for numbers in ([1, 2, 3], [1, 2, 3], [1, 2, 3], [1, 2, 4]):
        memo = Memo(root, {})
        assert total(memo, numbers, calls) == sum(number**2 for number in numbers)
        # As a whole build does, of which all but the last found nothing to add up.
        memo.save(unused=0)
    assert calls == ["sum", 1, 2, 3, "sum", 4]
    assert Memo(root, {}).find(int, "square", 3) is None, "what it is no more made of"


def test_a_gathered_result_may_be_made_of_gathered_ones(root):
    calls: list[object] = []
    for more in (0, 0, 1):
        memo = Memo(root, {})
        made = memo.get_or_make(lambda more=more: total(memo, [5], calls) + more, int, "more", more, gathers=True)  # noqa: B023
        assert made == 25 + more
        memo.save(unused=0)
    assert calls == ["sum", 5]
    memo = Memo(root, {})
    assert total(memo, [5, 6], calls) == 61
    assert calls == ["sum", 5, "sum", 6]


def test_a_gathered_result_of_which_the_others_are_not_known_is_made_again(root):
    calls: list[object] = []
    memo = Memo(root, {})
    # As a build without `gathers` would have stored it.
    memo.store(100, int, "sum", [7])
    assert total(memo, [7], calls) == 49


def test_what_is_found_aside_is_no_part_of_a_gathered_result(root):
    def make() -> int:
        with memo.aside():
            memo.store(1, int, "aside")
        memo.store(1, int, "part")
        return 2

    for at in range(2):
        memo = Memo(root, {})
        assert memo.get_or_make(make, int, "whole", gathers=True) == 2
        memo.store("more " * 9, str, "of this build", at)
        memo.save(unused=0)
    assert (Memo(root, {}).find(int, "aside"), Memo(root, {}).find(int, "part")) == (None, 1)


def test_the_inputs_below_a_folder_are_found_in_order(root):
    for name in ("data/b.csv", "data/deep/a.csv", "database.csv", "data/a.csv"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("1")
    memo = Memo(root, see_inputs(root))
    assert memo.find_files("data") == ["data/a.csv", "data/b.csv", "data/deep/a.csv"]
