"""Histories of tables: the states that a publisher brought out one after the other.

Three are made of real files, which are passed by ``--histories``: each has two releases of one table, of which the
states are cut by date. Rows of the newest periods are as the earlier release has them, older ones as the later, so that
each update appends a period and revises the rows that leave the window. The others are made up from a seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import pandas as pd

PLACES = ("east", "north", "west")
FAULTY = "faulty"


@dataclass(frozen=True, kw_only=True)
class History:
    """The states of a table, as texts of its cells, and what a report makes of them."""

    name: str
    key: tuple[str, ...]
    """The columns of the key: the period first, then the group, if there is one."""
    period: str = "yearmonth"
    """The type of the period."""
    value: str = "value"
    """The column that statistics use."""
    mean: bool = False
    """Whether the series is the mean of the groups of a period, and not their sum."""
    places: int = 0
    """Digits behind the point that the report prints."""
    states: tuple[pd.DataFrame, ...]
    days: tuple[str, ...] = ()
    """The ISO day of each state."""
    in_place: bool = False
    """Whether the publisher's file is replaced under the same source, and is no release of its own."""
    revises_from: int = 10**6
    """The first state from which the entry says that the producer revises it."""
    recoded: frozenset[int] = frozenset()
    """The updates with which the code of one statistic becomes another one, or the first again."""
    faults: dict[int, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    """By number of the state: the keys in whose values there is an invented fault."""

    def is_recoded(self, number: int) -> bool:
        """Return whether a state is read by the second code."""
        return sum(one <= number for one in self.recoded) % 2 == 1

    def cut(self, updates: int) -> History:
        """Return the history with its first updates alone."""
        return replace(self, states=self.states[: updates + 1], days=self.days[: updates + 1])


def read_histories(folder: Path, updates: int) -> Iterator[History]:
    """Yield the real histories that lie below a folder."""
    # Its header names four of the six columns: the file is read without it.
    names = ["month", "decimal_date", "value", "uncertainty", "trend", "trend_uncertainty"]
    paths = ("co2/2026-06/data/co2-mm-gl.csv", "co2/2026-08/data/co2-mm-gl.csv")
    co2 = [pd.read_csv(folder / path, dtype=str, names=names, header=0) for path in paths]
    yield _grow("co2", co2, updates, window=18, key=("month",), places=1, in_place=True, revises_from=updates // 2)
    burgers = _read(folder, "bigmac/index-2025-02.csv", "bigmac/index-2026-03.csv")
    # The adjusted price of a country whose output nobody knows is empty.
    burgers = [one[one["adj_price"] != ""][["date", "iso_a3", "local_price", "adj_price"]] for one in burgers]
    yield _grow("burgers", burgers, updates, window=4, key=("date", "iso_a3"), value="adj_price", period="date",
                mean=True, places=2)  # fmt: skip
    checks = [one[one["month"] >= "2018-01"] for one in _read(folder, "nics/2023-08.csv", "nics/2023-09.csv")]
    yield _grow("checks", checks, updates, window=0, key=("month", "state"), value="totals")


def _read(folder: Path, *names: str) -> list[pd.DataFrame]:
    return [pd.read_csv(folder / name, dtype=str, keep_default_na=False) for name in names]


def _grow(name: str, releases: list[pd.DataFrame], updates: int, *, window: int, key: tuple[str, ...],
          **options: object) -> History:  # fmt: skip
    old, new = (one.set_index(list(key), drop=False) for one in releases)
    old = old[~old.index.duplicated()]
    new = new[~new.index.duplicated()]
    periods = sorted(set(new[key[0]]))
    states = []
    for end in range(len(periods) - updates, len(periods) + 1):
        newest = set(periods[max(end - window, 0) : end])
        state = new[new[key[0]] <= periods[end - 1]].copy()
        # As they were first published, where the earlier release has them.
        first = old.index[old[key[0]].isin(newest)].intersection(state.index)
        state.loc[first] = old.loc[first]
        states.append(state.reset_index(drop=True))
    return History(name=name, key=key, states=tuple(states), days=_days(len(states)), **options)  # type: ignore[arg-type]


def _days(count: int) -> tuple[str, ...]:
    return tuple(str(one) for one in pd.date_range("2030-01-15", periods=count, freq="7D").date)


Step = Callable[[pd.DataFrame, random.Random], pd.DataFrame]


def make_history(name: str, chance: random.Random, steps: tuple[Step, ...], updates: int, **options: object) -> History:
    """Return a history that is made up: three places over two years, and then one step after the other."""
    months = [f"{year}-{month:02}" for year in (2020, 2021) for month in range(1, 13)]
    levels = dict(zip(PLACES, (700, 2600, 11000), strict=True))
    rows = [(month, place, _near(levels[place], chance), 28) for month in months for place in PLACES]
    state = pd.DataFrame(rows, columns=["month", "place", "value", "open"]).astype(str)
    states, faults = [state], {}
    for number in range(1, updates + 1):
        step = steps[(number - 1) % len(steps)]
        state = step(state, chance)
        if "value" in state.attrs.get(FAULTY, {}):
            faults[number] = frozenset(state.attrs[FAULTY]["value"])
        states.append(state)
    return History(name=name, key=("month", "place"), states=tuple(states), days=_days(len(states)), faults=faults,
                   **options)  # type: ignore[arg-type] # fmt: skip


def _near(level: int, chance: random.Random) -> int:
    return round(level * (1 + chance.uniform(-0.02, 0.02)))


def _clean(state: pd.DataFrame) -> pd.DataFrame:
    found = state.copy()
    found.attrs = {}
    return found


def append(state: pd.DataFrame, chance: random.Random) -> pd.DataFrame:
    """Add a month, near the level of the one before."""
    last = pd.Period(state["month"].max(), "M")
    levels = state[state["month"] == str(last)].set_index("place")["value"]
    rows = [(str(last + 1), place, str(_near(int(levels[place]), chance)), "28") for place in PLACES if place in levels]
    return pd.concat([_clean(state), pd.DataFrame(rows, columns=list(state.columns))], ignore_index=True)


def revise_a_little(state: pd.DataFrame, chance: random.Random) -> pd.DataFrame:
    """Add a month, and change the last digit of some rows of the last year."""
    found = append(state, chance)
    for at in chance.sample(list(found.index[-39:-3]), 4):
        found.loc[at, "value"] = str(int(found.loc[at, "value"]) + chance.choice([-2, -1, 1, 2]))
    return found


def revise_much(state: pd.DataFrame, chance: random.Random) -> pd.DataFrame:
    """Add a month, and change a third of all rows by up to a hundredth."""
    found = append(state, chance)
    for at in chance.sample(list(found.index), len(found) // 3):
        found.loc[at, "value"] = str(round(int(found.loc[at, "value"]) * (1 + chance.uniform(-0.01, 0.01))))
    return found


def revise_only(state: pd.DataFrame, chance: random.Random) -> pd.DataFrame:
    """Change some rows, and add nothing."""
    found = _clean(state)
    for at in chance.sample(list(found.index), 5):
        found.loc[at, "value"] = str(_near(int(found.loc[at, "value"]), chance))
    return found


def withdraw(state: pd.DataFrame, chance: random.Random) -> pd.DataFrame:
    """Take out one row of the past, and revise another."""
    found = revise_only(state, chance)
    return found.drop(index=chance.choice(list(found.index[6:-9]))).reset_index(drop=True)


def publish_again(state: pd.DataFrame, chance: random.Random) -> pd.DataFrame:
    """Bring the same values out again, in another order and with other cells in a column that no statistic uses."""
    found = _clean(state).sample(frac=1, random_state=chance.randrange(10**6)).reset_index(drop=True)
    found["open"] = str(chance.randint(20, 27))
    return found


def exchange(state: pd.DataFrame, chance: random.Random) -> pd.DataFrame:
    """Add a month, and exchange the values of two places in one month, or lose a decimal point in one row."""
    found = append(state, chance)
    month = chance.choice(sorted(set(found["month"]))[2:-2])
    at = found.index[(found["month"] == month) & (found["place"] != "east")]
    if chance.random() < 0.5:
        found.loc[at, "value"] = found.loc[at[::-1], "value"].to_numpy()
    else:
        at = at[:1]
        found.loc[at, "value"] = found.loc[at, "value"] + "0"
    return _fault(found, at)


def mend(state: pd.DataFrame, chance: random.Random) -> pd.DataFrame:
    """Take values that stand out back to the level of their place, as publishers do some weeks later."""
    found = _clean(state)
    middle = found["value"].astype(float).groupby(found["place"]).transform("median")
    wrong = (found["value"].astype(float) / middle - 1).abs() > 0.6
    found.loc[wrong, "value"] = [str(_near(round(one), chance)) for one in middle[wrong]]
    return append(found, chance)


def count_in_thousands(state: pd.DataFrame, chance: random.Random) -> pd.DataFrame:
    """Add a month, and give every value in thousands, or in units again, and say nothing of it."""
    found = append(state, chance) if "." not in "".join(state["value"]) else _clean(state)
    in_units = [Decimal(one) for one in found["value"]]
    scale = 3 if "." in "".join(found["value"]) else -3
    found["value"] = [f"{one.scaleb(scale):f}" if scale < 0 else str(int(one.scaleb(scale))) for one in in_units]
    return _fault(found, found.index)


def _fault(found: pd.DataFrame, at: pd.Index) -> pd.DataFrame:
    found.attrs = {FAULTY: {"value": list(found.loc[at, ["month", "place"]].itertuples(index=False, name=None))}}
    return found


PLAIN = (append, revise_a_little, revise_much, withdraw, publish_again, revise_only)
"""What honest publishers do."""
EXCHANGED = (append, exchange, mend)
"""Rows whose values were exchanged or lost a decimal point."""
RESCALED = (append, append, count_in_thousands, count_in_thousands)
"""A column whose unit changes silently."""
