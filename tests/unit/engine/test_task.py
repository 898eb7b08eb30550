"""A task is called where something that its result was made of has changed, and else what it returned is found."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from factbook.engine.fingerprints import see_inputs
from factbook.engine.result_store import _close_all
from factbook.engine.results import FILE, Results, current, using
from factbook.engine.task import find_or_learn, task
from factbook.project.files import digest

CALLS: list[str] = []
"""The names of the tasks that were called."""


@task(of=lambda root, files, more="", during=None: more, reads=lambda root, files, more="", during=None: files)
def measure(
    root: Path, files: list[str] | None, more: str = "", during: Callable[[], object] | None = None
) -> list[int]:
    """Return the lengths of files; `during` is called once they were read."""
    CALLS.append("measure")
    found = [len((root / file).read_text()) for file in files or [] if (root / file).is_file()]
    if during:
        during()
    return [*found, len(more)]


@task(of=lambda text: text)
def count(text: str) -> int:
    CALLS.append("count")
    return len(text)


@task(of=lambda text: text)
def spell(text: str) -> list[str]:
    CALLS.append("spell")
    return [*text]


@dataclass(frozen=True)
class Word:
    """Something that says itself how it is stored."""

    text: str

    def dump(self) -> bytes:
        return b"word " + self.text.encode()

    @classmethod
    def load(cls, stored: bytes) -> Word:
        start, _, text = stored.partition(b" ")
        if start != b"word":
            raise ValueError("no word")
        return cls(text.decode())


@task(of=lambda text: text)
def read_word(text: str) -> Word:
    CALLS.append("read_word")
    return Word(text)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    CALLS.clear()
    (tmp_path / "page.md").write_text("one")
    (tmp_path / "other.md").write_text("other")
    return tmp_path


@contextmanager
def command(root: Path) -> Iterator[Results]:
    """The results of a command that sees the inputs anew, and stores what it kept."""
    with using(Results(root, see_inputs(root))) as results:
        yield results
    results.save()
    # As when it ends: what tests write into the database is then no change below an open one.
    _close_all()


def run(root: Path, *args: object, **kwargs: object) -> list[int]:
    with command(root):
        return measure(root, *args, **kwargs)


def rewrite_results(root: Path, written: bytes) -> None:
    """Put something in the place of every result, with its right checksum."""
    with closing(sqlite3.connect(root / FILE, isolation_level=None)) as connection:
        for (key,) in connection.execute("SELECT key FROM results").fetchall():
            checksum = zlib.crc32(written, zlib.crc32(key.hex().encode()))
            connection.execute("UPDATE results SET result = ?, checksum = ? WHERE key = ?", (written, checksum, key))


def test_what_did_not_change_is_worked_out_once(root):
    assert [run(root, ["page.md"]) for _ in range(3)] == [[3, 0]] * 3
    assert len(CALLS) == 1


def test_within_a_command_it_is_worked_out_once_as_well(root):
    with command(root):
        assert measure(root, ["page.md"]) == measure(root, ["page.md"]) == [3, 0]
    assert len(CALLS) == 1


def test_another_content_of_a_file_is_worked_out_anew_and_that_of_others_is_not(root):
    run(root, ["page.md"])
    (root / "other.md").write_text("another")
    assert run(root, ["page.md"]) == [3, 0]
    assert len(CALLS) == 1
    (root / "page.md").write_text("three")
    assert run(root, ["page.md"]) == [5, 0]
    (root / "page.md").write_text("one")
    assert run(root, ["page.md"]) == [3, 0]
    assert len(CALLS) == 2, "what was kept of it is found again"


def test_files_that_exchanged_their_contents_are_read_again(root):
    assert run(root, ["page.md", "other.md"]) == [3, 5, 0]
    (root / "page.md").write_text("other")
    (root / "other.md").write_text("one")
    assert run(root, ["page.md", "other.md"]) == [5, 3, 0]
    assert len(CALLS) == 2


def test_another_file_of_the_same_content_is_read_by_itself(root):
    (root / "other.md").write_text("one")
    run(root, ["page.md"])
    run(root, ["other.md"])
    assert len(CALLS) == 2


def test_another_description_is_worked_out_anew(root):
    assert [run(root, ["page.md"], more) for more in ("", "more", "", "more")] == [[3, 0], [3, 4], [3, 0], [3, 4]]
    assert len(CALLS) == 2


def test_what_the_description_leaves_out_makes_no_difference(root):
    run(root, ["page.md"])
    run(root, ["page.md"], during=lambda: pytest.fail("it was called"))
    assert len(CALLS) == 1


def test_two_tasks_of_one_description_are_told_apart(root):
    with command(root):
        assert [(count("one"), spell("one")) for _ in range(2)] == [(3, ["o", "n", "e"])] * 2
    assert CALLS == ["count", "spell"]


def test_what_is_named_by_position_and_by_name_is_the_same(root):
    with command(root):
        assert count("one") == count(text="one") == 3
    assert CALLS == ["count"]


def test_what_is_false_is_a_result(root):
    with command(root):
        assert [count("") for _ in range(2)] == [0, 0]
        assert [spell("") for _ in range(2)] == [[], []]
    assert CALLS == ["count", "spell"]


@pytest.mark.parametrize("new", ["three", None], ids=["changed", "gone"])
def test_what_changed_while_it_was_read_is_not_kept(root, new):
    page = root / "page.md"
    assert run(root, ["page.md"], during=lambda: page.write_text(new) if new else page.unlink()) == [3, 0]
    page.write_text("one")
    assert run(root, ["page.md"]) == [3, 0]
    assert len(CALLS) == 2


def test_what_changed_after_it_was_seen_is_not_kept(root):
    with command(root):
        (root / "page.md").write_text("three")
        assert measure(root, ["page.md"]) == [5, 0]
    (root / "page.md").write_text("one")
    assert run(root, ["page.md"]) == [3, 0]


def test_where_it_is_not_known_what_it_reads_nothing_is_kept(root):
    with command(root) as results:
        for _ in range(2):
            assert measure(root, None) == [0]
            measure.keep([7], root, None)
            assert not measure.is_known(root, None)
    assert len(CALLS) == 2
    assert results.unseen == set()


def test_what_reads_a_file_that_is_no_input_by_its_place_is_made_each_time_and_the_file_noted(root):
    (root / ".own").mkdir()
    (root / ".own/page.md").write_text("four")
    with command(root) as results:
        for _ in range(2):
            assert measure(root, ["page.md", ".own/page.md", "missing.md"]) == [3, 4, 0]
        assert not measure.is_known(root, ["page.md", ".own/page.md"])
    assert len(CALLS) == 2
    assert results.unseen == {".own/page.md"}


def test_what_reads_a_file_that_is_missing_is_made_each_time(root):
    with command(root) as results:
        assert [measure(root, ["missing.md"]) for _ in range(2)] == [[0], [0]]
    assert len(CALLS) == 2
    assert results.unseen == set()


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(b'{"width": 3}', id="a mapping"),
        pytest.param(b"3", id="a number"),
        pytest.param(b"null", id="nothing"),
        pytest.param(b"[3", id="cut short"),
        pytest.param(b"\xff\x00", id="no text"),
    ],
)
def test_a_result_of_another_type_is_made_again(root, written):
    run(root, ["page.md"])
    rewrite_results(root, written)
    assert [run(root, ["page.md"]) for _ in range(2)] == [[3, 0]] * 2
    assert len(CALLS) == 2, "what was made again is kept"


def test_a_damaged_result_is_made_again(root):
    run(root, ["page.md"])
    with closing(sqlite3.connect(root / FILE, isolation_level=None)) as connection:
        connection.execute("UPDATE results SET result = ?", (b"[4,0]",))
    assert [run(root, ["page.md"]) for _ in range(2)] == [[3, 0]] * 2
    assert len(CALLS) == 2


def test_a_class_that_says_how_it_is_stored_comes_back_as_it_was(root):
    for _ in range(2):
        with command(root):
            assert read_word("new") == Word("new")
    assert CALLS == ["read_word"]
    with closing(sqlite3.connect(root / FILE)) as connection:
        assert connection.execute("SELECT result FROM results").fetchall() == [(b"word new",)]
    rewrite_results(root, b"words new")
    for _ in range(2):
        with command(root):
            assert read_word("new") == Word("new")
    assert CALLS == ["read_word"] * 2, "what it could not read was made again"


def test_what_was_made_elsewhere_is_kept_and_found(root):
    with command(root):
        assert not measure.is_known(root, ["page.md"])
        measure.keep([30, 0], root, ["page.md"])
        assert measure.is_known(root, ["page.md"])
        assert not measure.is_known(root, ["page.md"], "more")
        assert not measure.is_known(root, ["other.md"])
    with command(root):
        assert measure.is_known(root, ["page.md"])
        assert measure(root, ["page.md"]) == [30, 0]
    (root / "page.md").write_text("three")
    with command(root):
        assert not measure.is_known(root, ["page.md"])
    assert CALLS == []


def test_without_results_in_use_it_is_a_function(root):
    for _ in range(2):
        assert measure(root, ["page.md"]) == [3, 0]
        count.keep(7, "one")
        assert not count.is_known("one")
        assert count("one") == 3
    assert CALLS == ["measure", "count"] * 2
    assert (count.__name__, count.__doc__, measure.__doc__[:10]) == ("count", None, "Return the")


def test_an_error_is_raised_and_nothing_kept(root):
    def fail() -> None:
        raise LookupError("no result")

    for _ in range(2):
        with pytest.raises(LookupError, match="no result"):
            run(root, ["page.md"], during=fail)
    assert run(root, ["page.md"]) == [3, 0]
    assert len(CALLS) == 3


def add_up(numbers: Mapping[str, int], made: list[str], names: Iterable[str] = "ab") -> tuple[int, str]:
    """A sum that looks at some numbers of many, and its mark; `made` notes when it is worked out."""

    def make() -> tuple[int, Iterable[str]]:
        made.append("sum")
        return sum(numbers[name] for name in names), names

    return find_or_learn(make, int, digest("sum"), lambda name: str(numbers[name]) if name in numbers else "")


def test_what_hangs_on_things_that_are_the_same_is_made_once(root):
    made: list[str] = []
    found = []
    for numbers in ({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 2, "c": 9}, {"a": 1, "b": 2}):
        with command(root):
            found.append(add_up(numbers, made))
    assert [value for value, _ in found] == [3, 3, 3]
    assert len({mark for _, mark in found}) == len(made) == 1


def test_where_one_that_it_looked_at_is_another_one_it_is_made_again_with_another_mark(root):
    made: list[str] = []
    found = []
    for numbers in ({"a": 1, "b": 2}, {"a": 1, "b": 5}, {"a": 1, "b": 5}):
        with command(root):
            found.append(add_up(numbers, made))
    assert [value for value, _ in found] == [3, 6, 6]
    assert len(made) == 2
    assert found[0][1] != found[1][1] == found[2][1]


def test_it_is_learnt_anew_what_it_hangs_on(root):
    made: list[str] = []
    with command(root):
        assert add_up({"a": 1, "b": 2, "c": 4}, made)[0] == 3
        assert add_up({"a": 2, "b": 2, "c": 4}, made, "abc")[0] == 8
        assert add_up({"a": 2, "b": 2, "c": 4}, made, "abc")[0] == 8
        assert len(made) == 2
        assert add_up({"a": 2, "b": 2, "c": 5}, made, "abc")[0] == 9
    assert len(made) == 3


def test_what_looked_at_something_that_nothing_is_known_of_is_made_each_time(root):
    made: list[str] = []

    def make() -> tuple[int, Iterable[str]]:
        made.append("it")
        return len(made), ["a", "unknown"]

    for at in range(3):
        with command(root):
            value, _ = find_or_learn(make, int, digest("key"), {"a": "1", "unknown": ""}.__getitem__)
            assert value == at + 1


def test_what_looked_at_nothing_is_made_once(root):
    made: list[str] = []
    for _ in range(2):
        with command(root):
            assert add_up({}, made, "")[0] == 0
    assert len(made) == 1


def test_things_of_two_keys_are_told_apart(root):
    with command(root):
        found = [find_or_learn(lambda one=one: (one, ["a"]), int, digest(one), lambda name: "1") for one in (1, 2, 1)]
    assert [value for value, _ in found] == [1, 2, 1]
    assert found[0][1] == found[2][1] != found[1][1]


def test_where_what_was_learnt_is_no_more_of_its_type_or_the_result_is_gone_it_is_made_again(root):
    made: list[str] = []
    for spoil in (None, b"[1]", b'{"a": 1}', b"null"):
        if spoil is not None:
            rewrite_results(root, spoil)
        with command(root):
            assert add_up({"a": 1, "b": 2}, made)[0] == 3
    assert len(made) == 4
    with command(root):
        _, mark = add_up({"a": 1, "b": 2}, made)
        current().keep(mark, "no number", str)
        assert add_up({"a": 1, "b": 2}, made)[0] == 3
    assert len(made) == 5


def test_without_results_in_use_it_is_made_each_time_with_the_same_mark(root):
    made: list[str] = []
    assert add_up({"a": 1, "b": 2}, made) == add_up({"a": 1, "b": 2}, made)
    assert len(made) == 2
