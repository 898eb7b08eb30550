"""Claims over series whose labels are rounds, editions, seasons or ages, in sentences."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook.model.series import find_extreme, find_streak, read_timeline
from factbook.verdicts.judge import judge


def line(labels, values, **options):
    return read_timeline(zip(labels, map(Decimal, values), strict=True), place="series", **options)


ROUNDS = line([f"Round {at}" for at in range(1, 13)], [5, 9, 3, 4, 8, 7, 23, 2, 3, 9, 10, 20])
KOREAN_ROUNDS = line([f"{at}라운드" for at in range(1, 13)], [5, 9, 3, 4, 8, 7, 23, 2, 3, 9, 10, 20])
CONGRESSES = line([f"{at}th Congress" for at in range(114, 120)], [10, 9, 8, 7, 6, 5])
SEASONS = line(["2017/18", "2018/19", "2019/20", "2020/21", "2021/22", "2022/23"], [9, 5, 8, 3, 4, 7])
AGES = line(["under 20", "20-29", "30-39", "40-49", "50-59", "60+"], [5, 31, 33, 25, 18, 4], name="age group")
BIENNIAL = line(["2012", "2014", "2016", "2018", "2020"], [1, 2, 3, 4, 5])
EXTREMES = {
    "rounds": find_extreme(ROUNDS, at="Round 12"),
    "라운드": find_extreme(KOREAN_ROUNDS, at="12라운드"),
    "seasons": find_extreme(SEASONS, at="2022/23"),
    "biennial": find_extreme(BIENNIAL, at="2020"),
}
STREAKS = {
    "rounds": find_streak(ROUNDS, at="Round 12", test="up"),
    "congresses": find_streak(CONGRESSES, at="119th Congress", test="down"),
    "seasons": find_streak(SEASONS, at="2022/23", test="up"),
    "ages": find_streak(AGES, at="40-49", test="above", limit=Decimal(20)),
    "biennial": find_streak(BIENNIAL, at="2020", test="up"),
}


def verdicts(series, table):
    (value, basis), unit = table[series], "since" if table is EXTREMES else "count"
    return lambda text: (
        judge(text, value, unit=unit, basis=basis, locale="en" if text.isascii() else "ko").verdict.value
    )


@pytest.mark.parametrize(
    ("series", "text", "expected"),
    [
        ("rounds", "the highest in five rounds", "exact"),
        ("rounds", "a five-round high", "exact"),
        ("rounds", "the highest in six rounds", "mismatch"),
        ("rounds", "the highest in three rounds", "loose"),
        ("rounds", "the highest in more than four rounds", "holds"),
        ("rounds", "the highest in five years", "incomparable"),
        ("rounds", "the highest in five editions", "incomparable"),
        ("rounds", "the highest in the fifth round", "incomparable"),
        ("rounds", "the highest since Round 7", "exact"),
        ("rounds", "the highest since the seventh round", "exact"),
        ("rounds", "the highest since Round 6", "mismatch"),
        ("rounds", "the highest since Round 9", "loose"),
        ("rounds", "the highest since at least Round 9", "holds"),
        ("rounds", "the highest since Round 99", "incomparable"),
        ("rounds", "the highest since the war", "incomparable"),
        ("rounds", "the highest since 2008", "incomparable"),
        ("rounds", "the lowest since Round 7", "mismatch"),
        ("rounds", "20 points, the highest since Round 7", "exact"),
        ("rounds", "the highest since Round 7 with 23 points", "mismatch"),
        ("rounds", "20 in Round 12, the highest in five rounds", "exact"),
        ("rounds", "20 in Round 11, the highest in five rounds", "incomparable"),
        ("rounds", "Round 7", "exact"),
        ("rounds", "5라운드 만에 최고", "exact"),
        ("rounds", "6라운드 만에 최고", "mismatch"),
        ("rounds", "5경기 만에 최고", "incomparable"),
        ("라운드", "7라운드 이후 최고", "exact"),
        ("라운드", "9라운드 이후 최고", "loose"),
        ("라운드", "6라운드 이후 최고", "mismatch"),
        ("라운드", "21점으로 7라운드 이후 최고", "mismatch"),
        ("seasons", "the highest since 2019/20", "exact"),
        ("seasons", "the highest since the 2019-20 season", "exact"),
        ("seasons", "the highest since 2020", "rounded"),
        ("seasons", "the highest since 2018-19", "mismatch"),
        ("seasons", "the highest since 2021/22", "loose"),
        ("seasons", "the highest in three seasons", "exact"),
        ("seasons", "2019-20시즌 이후 최고", "exact"),
        ("biennial", "the highest since the flood", "incomparable"),
    ],
)
def test_an_extreme_is_judged_by_the_labels_of_its_series(series, text, expected):
    assert verdicts(series, EXTREMES)(text) == expected


@pytest.mark.parametrize(
    ("series", "text", "expected"),
    [
        ("rounds", "up for the fourth round running", "exact"),
        ("rounds", "up for the fifth round running", "mismatch"),
        ("rounds", "up for the fourth year running", "incomparable"),
        ("rounds", "the fourth straight rise", "exact"),
        ("rounds", "the fourth straight fall", "mismatch"),
        ("rounds", "the fourth straight season", "incomparable"),
        ("rounds", "rising every round since Round 8", "exact"),
        ("rounds", "rising every round since Round 7", "mismatch"),
        ("rounds", "rising every round since Round 10", "loose"),
        ("rounds", "4라운드 연속 상승", "exact"),
        ("rounds", "네 라운드 연속 증가", "exact"),
        ("rounds", "4년 연속 상승", "incomparable"),
        ("congresses", "down for the fifth Congress running", "exact"),
        ("congresses", "a fifth consecutive Congress", "exact"),
        ("congresses", "five Congresses in a row", "exact"),
        ("congresses", "down for the fifth session running", "incomparable"),
        ("congresses", "down every Congress since the 114th Congress", "exact"),
        ("seasons", "up for the second season running", "exact"),
        ("seasons", "up for the second year running", "exact"),
        ("seasons", "up for the third season running", "mismatch"),
        ("biennial", "up for the fourth time running", "exact"),
        ("biennial", "up for the fourth year running", "incomparable"),
        ("ages", "above 20 in three age groups in a row", "exact"),
        ("ages", "the oldest group with more than 20", "holds"),
        ("ages", "the youngest group with more than 20", "mismatch"),
        ("ages", "the oldest group with more than 30", "mismatch"),
        ("ages", "the oldest group", "incomparable"),
    ],
)
def test_a_run_is_judged_by_the_steps_of_its_series(series, text, expected):
    assert verdicts(series, STREAKS)(text) == expected


@given(values=st.lists(st.integers(0, 9), min_size=3, max_size=10), said=st.integers(1, 9), place=st.integers(0, 8))
def test_rounds_are_judged_in_sentences_as_years_are(values, said, place):
    """The same claim over the same values, whatever the labels are called."""
    found = []
    for step, label in (("round", "Round {}".format), ("year", lambda at: str(1980 + at))):
        labels = [label(at) for at in range(1, len(values) + 1)]
        series = line(labels, values, every=1)
        (high, high_basis), (run, run_basis) = (
            find_extreme(series, at=labels[-1]), find_streak(series, at=labels[-1], test="up"),
        )  # fmt: skip
        texts = [
            f"the highest in {said} {step}s", f"a {said}-{step} high",
            f"the highest since {labels[place % len(labels)]}", "the highest on record",
        ]  # fmt: skip
        runs = [f"up {said} {step}s in a row", f"up every {step} since {labels[place % len(labels)]}"]
        found.append(
            [judge(text, high, unit="since", basis=high_basis).verdict for text in texts]
            + [judge(text, run, unit="count", basis=run_basis).verdict for text in runs]
        )
    assert found[0] == found[1]
