"""Histories of data, update by update: what moved, why, and what it is, against computing everything anew.

`make test` takes a made-up history through a few updates; `make trial` takes five through forty, and with
``--histories DIR`` the three real ones as well (`histories.read_histories` says which files it looks for).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from replays.histories import (
    EXCHANGED,
    PLAIN,
    RESCALED,
    make_history,
    read_histories,
    revise_a_little,
    withdraw,
)
from replays.replay import Score, look_at_updates, replay

UPDATES = 40
REAL = ("co2", "burgers", "checks")
pytestmark = pytest.mark.usefixtures("warm_kernels")
AIMS = {"causes": 0.98, "classes": 0.95}
"""The share of answers that must be right; of all others, every one."""


def hold(score: Score) -> None:
    """Fail with all that is wrong, if more is than may be."""
    shares = {what: score.right[what] / count for what, count in score.of.items()}
    missed = [what for what, share in shares.items() if share < AIMS.get(what, 1)]
    assert not missed, "\n".join([str(score), *score.wrong])


@pytest.mark.slow
def test_each_update_is_told_as_computing_anew_tells_it(trial, tmp_path):
    count = trial.count(2, of=UPDATES)
    steps = PLAIN if trial.whole else (revise_a_little, withdraw)
    chance = trial.random("releases")
    score = replay(tmp_path, make_history("releases", chance, steps, count, recoded=frozenset(range(2, count + 1, 5))))
    assert min(score.of[what] for what in ("moved figures", "causes", "classes", "false sentences")) > 0
    hold(score)


@pytest.mark.slow
def test_so_is_a_file_that_is_replaced_under_its_source(trial, tmp_path):
    count = trial.count(1, of=UPDATES)
    steps = PLAIN if trial.whole else (revise_a_little,)
    history = make_history(
        "replaced", trial.random("replaced"), steps, count, in_place=True, revises_from=count // 2 + 1
    )
    hold(replay(tmp_path, history))


@pytest.mark.slow
@pytest.mark.parametrize("steps", [EXCHANGED, RESCALED], ids=["exchanged rows", "another unit"])
def test_faults_in_a_release_are_shown_as_outliers_first(trial, tmp_path, steps):
    history = make_history("faults", trial.random(steps[-1].__name__), steps, trial.count(6, of=UPDATES))
    score = replay(tmp_path, history) if trial.whole else look_at_updates(tmp_path, history)
    assert score.of["faults shown as outliers first"] == len(history.faults) > 0
    hold(score)


@pytest.mark.trial
@pytest.mark.parametrize("name", REAL)
def test_so_are_the_updates_of_a_real_history(name, tmp_path, request):
    folder = request.config.getoption("histories")
    if folder is None:
        pytest.skip("--histories names no folder with the files of publishers")
    history = next(one for one in read_histories(Path(folder), UPDATES) if one.name == name)
    hold(replay(tmp_path, history))
