"""Statistics are parsed when one of their run is asked for, and are then the same objects for everybody."""

from __future__ import annotations

import pickle
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from factbook.engine.results import Results, using
from factbook.report import stored_statistics
from factbook.report.pipeline import check_all_ratios
from factbook.report.stored_statistics import StoredRun, StoredStatistics, find_ids
from figurecheck.model import Cell, Statistic


def make(notebook: str, *ids: str, **changed: object) -> StoredRun:
    cell = Cell(notebook=notebook, index=0)
    made = [Statistic(id=id, value=Decimal(len(id)), unit="people", population="all", cell=cell) for id in ids]
    return StoredRun.load(StoredRun.of(Path(notebook), [replace(one, **changed) for one in made]).dump())


@pytest.fixture
def parsed(monkeypatch):
    """What was parsed, in order."""
    found: list[bytes] = []

    def note(content: bytes) -> tuple[Statistic, ...]:
        found.append(content)
        return load(content)

    load = stored_statistics.load_statistics
    monkeypatch.setattr(stored_statistics, "load_statistics", note)
    return found


def test_which_there_are_is_known_without_parsing_any(parsed):
    known = StoredStatistics([make("a.ipynb", "one", "three"), make("b.ipynb", "two")])
    assert (list(known), len(known), "two" in known, "four" in known) == (["one", "three", "two"], 3, True, False)
    assert find_ids(known) == {"a.ipynb": ["one", "three"], "b.ipynb": ["two"]}
    assert parsed == []
    assert known.get("four") is None
    assert known["three"].value == 5
    assert known["three"] is known["three"] is [*known.values()][1]
    assert len(parsed) == 2


def test_of_two_with_one_id_the_first_is_found():
    known = StoredStatistics([make("a.ipynb", "one"), make("b.ipynb", "one", "two"), make("c.ipynb", "one")])
    assert {id: one.cell.notebook for id, one in known.items()} == {"one": "a.ipynb", "two": "b.ipynb"}
    assert find_ids(known) == {"a.ipynb": ["one"], "b.ipynb": ["two"]}
    twice = [*make("a.ipynb", "one").parse(), *make("a.ipynb", "one", value=7).parse()]
    of_one_run = StoredRun.load(StoredRun.of(Path("a.ipynb"), twice).dump())
    assert StoredStatistics([of_one_run])["one"].value == 3


def test_another_process_parses_the_others_and_gets_those_that_were_parsed(parsed):
    known = StoredStatistics([make("a.ipynb", "one"), make("b.ipynb", "two")])
    printed = known["one"]
    there, sent = pickle.loads(pickle.dumps((known, printed)))
    assert sent is there["one"]
    assert len(parsed) == 1
    assert there["two"] == known["two"]
    assert len(parsed) == 3


@pytest.mark.parametrize("changed", [{"key": "total"}, {"cell": None}, {"cell": Cell(notebook="c.ipynb", index=0)}])
def test_what_no_cell_of_the_notebook_has_recorded_by_its_id_is_not_plain(changed):
    assert make("a.ipynb", "one").is_plain
    assert not make("a.ipynb", "one", **changed).is_plain


def test_ids_are_found_alike_however_statistics_are_held():
    known = StoredStatistics([make("a.ipynb", "one", "three"), make("b.ipynb", "two")])
    assert find_ids(dict(known)) == find_ids(known)


def join(whole: str, *others: StoredRun) -> StoredStatistics:
    """A share in one run, of what another one has recorded."""
    share = make("a.ipynb", "share", value=Decimal("0.5"), unit="share", part="night", whole=whole)
    return StoredStatistics([share, make("b.ipynb", "night"), *others])


def test_a_ratio_is_checked_again_where_it_or_what_it_is_of_has_changed(parsed, tmp_path):
    riders = make("c.ipynb", "riders", value=Decimal(10))
    others = [make(f"{at}.ipynb", f"other{at}") for at in range(40)]
    more = make("c.ipynb", "riders", value=Decimal(20))
    with using(Results(tmp_path)):
        assert [*check_all_ratios(join("riders", riders, *others))] == []
        assert len(parsed) == 3
        assert [*check_all_ratios(join("riders", riders, *others[1:]))] == []
        assert len(parsed) == 3
        [complaint] = check_all_ratios(join("riders", more))
        assert "'share' was recorded as 0.5" in str(complaint)
        assert [complaint] == [*check_all_ratios(dict(join("riders", more)))]


def test_the_name_that_is_proposed_for_a_whole_may_be_in_any_run(tmp_path):
    with using(Results(tmp_path)):
        for other, remedy in (("towns", "record it"), ("ridders", "did you mean ridders?"), ("crews", "record it")):
            [complaint] = check_all_ratios(join("riders", make("c.ipynb", other)))
            assert remedy in complaint.remedy


@pytest.mark.parametrize("stored", [b"", b"{}\n[]", b"[1]\n", b"\xff"])
def test_what_is_no_run_is_refused(stored):
    with pytest.raises((ValueError, TypeError)):
        StoredRun.load(stored)
