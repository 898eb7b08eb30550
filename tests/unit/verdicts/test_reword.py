"""Other words are proposed where a new value makes those of a figure false."""

from decimal import Decimal

import pytest

from factbook.figures import DEFAULT_RULES
from factbook.model import Basis, Statistic
from factbook.verdicts.reword import reword, turn_around


def propose(printed, value, unit, locale="en", basis=None):
    statistic = Statistic(id="a.b", value=Decimal(value), unit=unit, basis=basis)
    return reword(printed, statistic, locale=locale, rules=DEFAULT_RULES)


STREAK = Basis(
    kind="streak", test="up", at="2025", span="year", run=("2022", "2023", "2024", "2025"), before="2021",
    series=tuple((str(year), Decimal(year - 2000)) for year in range(2021, 2026)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "value", "unit", "locale", "proposal"),
    [
        pytest.param("six people", "7", "people", "en", "seven people", id="a number word"),
        pytest.param("Twenty-three people", "31", "people", "en", "Thirty-one people", id="two number words"),
        pytest.param("drei Monate", "5", "months", "de", "fünf Monate", id="a German number word"),
        pytest.param("Einundzwanzig Menschen", "32", "people", "de", "Zweiunddreißig Menschen", id="a longer one"),
        pytest.param("세 건", "5", "cases", "ko", "다섯 건", id="a Korean number word"),
        pytest.param("열두 명", "20", "people", "ko", "스무 명", id="a Korean word that stands alone"),
        pytest.param("fell by 18.4%", "0.184", "share", "en", "rose by 18.4%", id="a fall that is a rise"),
        pytest.param("Rose 3.1%", "-0.2", "share", "en", "Fell 20.0%", id="and its digits"),
        pytest.param("+3.1%", "-0.02", "share", "en", "−2.0%", id="a sign"),
        pytest.param("3.1% 증가", "-0.02", "share", "ko", "2.0% 감소", id="a Korean rise"),
    ],
)
def test_it_proposes_what_the_value_bears_out(printed, value, unit, locale, proposal):
    assert propose(printed, value, unit, locale) == proposal


@pytest.mark.parametrize(
    ("printed", "proposal"),
    [("for the third year running", "for the fourth year running"), ("3rd year in a row", "4th year in a row")],
)
def test_it_counts_a_streak_on(printed, proposal):
    assert propose(printed, "4", "years", basis=STREAK) == proposal


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("doubled", "2.7", "ratio"),
        ("six people", "700", "people"),
        ("no idea", "7", "people"),
        ("six", "7.5", "people"),
    ],
)
def test_it_proposes_nothing_that_is_not_borne_out(printed, value, unit):
    assert propose(printed, value, unit) is None


@pytest.mark.parametrize(("words", "turned"), [("rose", "fell"), ("fell", "rose"), ("Up", "Down"), ("arose", "")])
def test_a_word_is_turned_around(words, turned):
    assert turn_around(words) == turned
