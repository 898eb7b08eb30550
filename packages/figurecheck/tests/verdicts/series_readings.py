"""Claims over a few series, as a test judges them and as docs/reference/readings.md shows them.

``series_readings.csv`` has a line for each: the series, what was recorded of it, the language, the printed claim, and
the verdict.
"""

import csv
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from figurecheck.model import Basis
from figurecheck.model.series import find_extreme, find_rank, find_streak, read_timeline

TABLE = Path(__file__).with_name("series_readings.csv")


class SeriesReading(NamedTuple):
    """One line of the table."""

    series: str
    recorded: str
    locale: str
    printed: str
    verdict: str


def read_table() -> list[SeriesReading]:
    """Read the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [SeriesReading(**row) for row in csv.DictReader(file)]


def line(labels, values, **options):
    """Return a series of labels and whole numbers."""
    return read_timeline(zip(labels, map(Decimal, values), strict=True), place="series", **options)


_POINTS = [5, 9, 3, 4, 8, 7, 23, 2, 3, 9, 10, 20]
_YEARS = [12, 18, 25, 23, 15, 16, 21, 24]
SERIES = {
    "years": line([str(at) for at in range(2017, 2025)], _YEARS),
    "quarters": line([f"{at}-Q{part}" for at in (2022, 2023, 2024) for part in range(1, 5)], _POINTS),
    "rounds": line([f"Round {at}" for at in range(1, 13)], _POINTS),
    "라운드": line([f"{at}라운드" for at in range(1, 13)], _POINTS),
    "congresses": line([f"{at}th Congress" for at in range(114, 120)], [10, 9, 8, 7, 6, 5]),
    "seasons": line(["2017/18", "2018/19", "2019/20", "2020/21", "2021/22", "2022/23"], [9, 5, 8, 3, 4, 7]),
    "seasons to a record": line(["2019/20", "2020/21", "2021/22", "2022/23"], [5, 3, 4, 9]),
    "ages": line(["under 20", "20-29", "30-39", "40-49", "50-59", "60+"], [5, 31, 33, 25, 18, 4], name="age group"),
    "weekdays": line(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"], [5, 9, 3, 4, 8], name="day"),
    "biennial": line(["2012", "2014", "2016", "2018", "2020"], [1, 2, 3, 4, 5]),
}
_AT = {"ages": "40-49"}


def record(series: str, recorded: str) -> tuple[Decimal | str, Basis, str]:
    """Return what is recorded of the last label of a series (of ages, of 40-49): value, basis and unit."""
    here = SERIES[series]
    at = _AT.get(series, here.pairs[-1][0])
    if recorded in {"highest", "lowest"}:
        return *find_extreme(here, at=at, test=recorded), "since"
    if recorded == "rank":
        return *find_rank(here.pairs, of=at), "rank"
    limit = Decimal(recorded.removeprefix("above ")) if recorded.startswith("above ") else None
    return *find_streak(here, at=at, test="above" if limit is not None else recorded, limit=limit), "count"


def show_series(name: str) -> str:
    """Return a series in one line."""
    return ", ".join(f"{label}: {value}" for label, value in SERIES[name].pairs)
