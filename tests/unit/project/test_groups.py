from dataclasses import dataclass
from pathlib import Path

import pytest

from factbook.project.groups import SIZE, divide, find_stale, get_of_all
from factbook.project.memo import Memo


@dataclass(frozen=True)
class Ran:
    """As much of a run as is asked for."""

    path: Path
    mark: str


@pytest.fixture
def runs():
    return [Ran(Path(f"notebooks/n{at}.ipynb"), str(at)) for at in range(SIZE + 3)]


def ask(runs: list[Ran], memo: Memo) -> tuple[list[str], list[str]]:
    """Return what is found of each run, and which of them were asked for it."""
    asked: list[str] = []

    def get(run: Ran) -> str:
        asked.append(run.mark)
        return f"{run.path.stem} {run.mark}"

    return get_of_all(runs, get, list[str], memo, "a name"), asked


@pytest.mark.parametrize("count", [0, 1, SIZE, SIZE + 1])
def test_everything_is_in_one_group_and_in_its_order(count):
    groups = [*divide(range(count))]
    assert [one for group in groups for one in group] == [*range(count)]
    assert all(0 < len(group) <= SIZE for group in groups)


def test_of_runs_that_were_asked_before_none_is_asked_again(tmp_path, runs):
    memo = Memo(tmp_path)
    first, asked = ask(runs, memo)
    assert first == [f"n{at} {at}" for at in range(len(runs))]
    assert len(asked) == len(runs)
    assert ask(runs, memo) == (first, [])


def test_where_one_run_is_another_one_only_its_group_is_asked(tmp_path, runs):
    memo = Memo(tmp_path)
    ask(runs, memo)
    runs[-1] = Ran(runs[-1].path, "new")
    found, asked = ask(runs, memo)
    assert found[-1].endswith("new")
    assert asked == [run.mark for run in runs[SIZE:]]


def test_a_run_with_the_mark_of_another_is_not_taken_for_it(tmp_path, runs):
    memo = Memo(tmp_path)
    ask(runs, memo)
    found, _ = ask([Ran(Path("notebooks/other.ipynb"), "0")], memo)
    assert found == ["other 0"]


def test_of_things_that_are_not_kept_only_those_of_their_group_are_asked_for_by_themselves():
    asked: list[list[int]] = []

    def keep(some):
        asked.append([*some])
        return SIZE not in some

    assert [*find_stale(range(2 * SIZE), keep)] == [SIZE]
    assert [len(some) for some in asked] == [SIZE, SIZE, *[1] * SIZE]
