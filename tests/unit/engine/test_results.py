"""What an earlier build worked out is found again as it was, and never if it is damaged."""

from __future__ import annotations

import pickle
import sqlite3
import threading
import zlib
from contextlib import closing, suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from factbook.engine.fingerprints import see_inputs
from factbook.engine.results import FILE, Results, current, using
from factbook.project.files import digest

KEY = digest("length")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "page.md").write_text("one")
    return tmp_path


def keep(root: Path, made: object, into: Any, *name: object) -> None:
    """Keep a result, and store it."""
    results = Results(root)
    results.keep(digest(*name), made, into)
    results.save()


def find(root: Path, into: Any, *name: object) -> Any:
    """Return what a later command finds."""
    return Results(root).find(digest(*name), into)


def test_what_was_kept_is_found_before_and_after_it_is_stored(root):
    results = Results(root)
    assert results.find(KEY, int) is None
    results.keep(KEY, 3, int)
    assert results.find(KEY, int) == 3
    assert Results(root).find(KEY, int) is None, "nothing is stored yet"
    results.save()
    for again in (results, Results(root)):
        assert again.find(KEY, int) == 3


def test_without_a_report_nothing_is_kept_and_nothing_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    results = Results()
    results.keep(KEY, 3, int)
    results.save()
    assert (results.find(KEY, int), results.see(["page.md"])) == (None, None)
    assert not results.are_unchanged({})
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize("spoil", [lambda raw: raw[:-1], lambda raw: b"", lambda raw: b"x" * len(raw)])
def test_a_damaged_file_is_as_good_as_none(root, spoil):
    keep(root, 3, int, "length")
    (root / FILE).write_bytes(spoil((root / FILE).read_bytes()))
    assert find(root, int, "length") is None
    keep(root, 4, int, "length")
    assert find(root, int, "length") == 4


def test_what_another_factbook_kept_is_not_used(root, monkeypatch):
    keep(root, 3, int, "length")
    monkeypatch.setattr("factbook.engine.results.find_tools_stamp", lambda root: "another")
    assert find(root, int, "length") is None


def test_inputs_are_seen_as_they_were_and_what_is_none_is_noted(root):
    (root / ".own").mkdir()
    (root / ".own/page.md").write_text("one")
    results = Results(root, see_inputs(root))
    assert results.see(["page.md", "page.md"]) == {"page.md": results.find_state("page.md")}
    assert results.see([]) == {}
    assert results.see(["page.md", ".own/page.md", "missing.md"]) is None
    assert results.see(["missing.md"]) is None
    assert results.unseen == {".own/page.md"}


def test_it_is_known_whether_an_input_is_as_it_was_seen(root):
    results = Results(root, see_inputs(root))
    seen = results.see(["page.md"])
    assert results.are_unchanged(seen)
    (root / "page.md").write_text("two")
    assert not results.are_unchanged(seen)
    (root / "page.md").unlink()
    assert not results.are_unchanged(seen)


def test_a_check_that_keeps_nothing_new_removes_nothing(root):
    keep(root, "old " * 9, str, "old")
    keep(root, 2, int, "new")
    results = Results(root)
    assert results.find(digest("new"), int) == 2
    results.save()
    assert (find(root, str, "old"), find(root, int, "new")) == ("old " * 9, 2), "a check asks for less"


def test_of_what_the_last_one_did_not_use_as_much_is_kept_as_it_used_the_latest(root):
    for at in range(6):
        results = Results(root)
        assert results.find(digest("always"), str) == ("always" if at else None)
        if not at:
            results.keep(digest("always"), "always", str)
        results.keep(digest("edit", at), f"edit {at}", str)
        results.save()
    found = [find(root, str, "edit", at) for at in range(6)]
    assert found == [None, None, None, "edit 3", "edit 4", "edit 5"]
    assert find(root, str, "always") == "always"


def test_for_other_inputs_the_same_results_are_known_without_the_file(root):
    results = Results(root, see_inputs(root))
    results.keep(digest("one"), 1, int)
    other = results.with_inputs({})
    assert (other.find(digest("one"), int), other.find_state("page.md")) == (1, None)
    other.keep(digest("two"), 2, int)
    assert results.find(digest("two"), int) is None


def test_those_of_another_process_know_what_was_made_and_what_the_file_holds(root):
    keep(root, 1, int, "before")
    for name in ("between", "later"):
        keep(root, name.ljust(100), str, name)
    results = Results(root)
    results.keep(digest("made"), "made".ljust(100), str)
    assert results.find(digest("before"), int) == 1
    sent = pickle.dumps(results)
    assert len(sent) < len(pickle.dumps(results._new)) + 1000
    other = pickle.loads(sent)
    assert (other.find(digest("made"), str), other.find(digest("before"), int)) == ("made".ljust(100), 1)
    other = pickle.loads(sent)
    other.save()
    assert find(root, str, "between") is None
    assert find(root, int, "before") == 1, "one of them has used it"


def test_what_a_forked_process_found_and_kept_is_taken_over(root):
    keep(root, 1, int, "before")
    for name in ("between", "later"):
        keep(root, name.ljust(100), str, name)
    results = Results(root, see_inputs(root))
    results.keep(digest("known"), "known", str)
    other = pickle.loads(pickle.dumps(results))
    other.note_changes()
    other.keep(digest("made"), "made".ljust(100), str)
    other.see(["_toc.yml"])
    (root / ".hidden").write_text("1")
    other.see([".hidden"])
    assert other.find(digest("before"), int) == 1
    changes = pickle.loads(pickle.dumps(other.find_changes()))
    assert (changes.new.keys(), changes.used) == ({digest("made")}, (digest("made"), digest("before")))
    results.add_changes(changes)
    assert (results.find(digest("made"), str), results.unseen) == ("made".ljust(100), {".hidden"})
    results = pickle.loads(pickle.dumps(results))
    results.save()
    assert find(root, str, "between") is None
    assert [find(root, str, "made"), find(root, str, "known"), find(root, int, "before")] == [
        "made".ljust(100), "known", 1,
    ]  # fmt: skip


def test_little_is_kept_that_the_last_build_did_not_use(root):
    for at in range(30):
        results = Results(root)
        for part in range(10):
            if results.find(digest("part", part), int) is None:
                results.keep(digest("part", part), part, int)
        results.keep(digest("of this build", at), at, int)
        results.save()
        with closing(sqlite3.connect(root / FILE)) as connection:
            # Twice what was used, and a tenth before some is removed; each is of one byte or two.
            assert connection.execute("SELECT sum(length(result)) FROM results").fetchone()[0] <= 2.1 * 12
        assert find(root, int, "of this build", at) == at
        assert [find(root, int, "part", part) for part in range(10)] == [*range(10)]


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
def test_what_somebody_else_wrote_with_a_right_checksum_is_not_run_and_not_found(root, tmp_path, result):
    keep(root, 3, int, "length")
    written = result(pickle.dumps(Bomb(tmp_path / "ran")))
    with closing(sqlite3.connect(root / FILE, isolation_level=None)) as connection:
        [(key,)] = connection.execute("SELECT key FROM results")
        checksum = zlib.crc32(written, zlib.crc32(key.hex().encode()))
        connection.execute("UPDATE results SET result = ?, checksum = ?", (written, checksum))
    assert Results(root)._store.find(key.hex()) == written
    assert find(root, int, "length") is None
    assert not (tmp_path / "ran").exists()
    keep(root, 3, int, "length")
    assert find(root, int, "length") == 3, "what was made again is stored"


@pytest.mark.parametrize("value", [Decimal("1.50"), "1.50", None, "\ud800 한국\n\r\u2028"])
def test_numbers_and_texts_come_back_as_they_were(root, value):
    keep(root, (value,), tuple[Decimal | str | None], "value")
    assert repr(find(root, tuple[Decimal | str | None], "value")) == repr((value,))


@pytest.mark.parametrize("value", [object(), {1, 2}, 1j, b"bytes"])
def test_what_json_cannot_hold_cannot_be_kept(root, value):
    with pytest.raises(TypeError):
        Results(root).keep(digest("value"), [value], list[Any])


def test_the_inputs_below_a_folder_are_found_in_order(root):
    for name in ("data/b.csv", "data/deep/a.csv", "database.csv", "data/a.csv"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("1")
    results = Results(root, see_inputs(root))
    assert results.find_files("data") == ["data/a.csv", "data/b.csv", "data/deep/a.csv"]


def test_those_in_use_are_those_of_the_innermost_context_also_after_an_error(root):
    outer, inner = Results(root), Results(root)
    with using(outer) as used:
        assert used is current() is outer
        with suppress(KeyError), using(inner):
            assert current() is inner
            raise KeyError
        assert current() is outer
    assert current() not in (outer, inner)


def test_outside_of_a_context_nothing_is_kept():
    current().keep(KEY, 3, int)
    assert (current().find(KEY, int), current().see(["page.md"])) == (None, None)


def test_another_thread_has_none_in_use(root):
    found: list[Results] = []
    with using(Results(root)) as results:
        thread = threading.Thread(target=lambda: found.append(current()))
        thread.start()
        thread.join()
    assert found[0] is not results
