"""Causes that were tried: what changes a figure alone, or without which it stays."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factbook.editions.moves import Crossed, Values, is_same_value, settle
from factbook.model.edition import Cause

BOTH = (Cause.APPENDED, Cause.CODE)


def crossed(data: str | None, code: str | None) -> Crossed:
    """The values of the data alone and of the code alone."""
    return Crossed(data_alone=data and Decimal(data), code_alone=code and Decimal(code))


@pytest.mark.parametrize(
    ("alone", "left"),
    [
        pytest.param(crossed("12", "10"), (Cause.APPENDED,), id="the data alone"),
        pytest.param(crossed("10", "12"), (Cause.CODE,), id="the code alone"),
        pytest.param(crossed("11", "11"), BOTH, id="each a part"),
        pytest.param(crossed("12", "12"), BOTH, id="either would do"),
        pytest.param(crossed("10", "10"), (Cause.TOGETHER, *BOTH), id="only both together"),
        pytest.param(crossed("12", None), (Cause.APPENDED,), id="the new code fails on the old data"),
        pytest.param(crossed(None, "12"), (Cause.CODE,), id="the old code fails on the new data"),
        pytest.param(crossed(None, None), BOTH, id="neither can be run"),
    ],
)
def test_a_cause_is_what_changes_the_value_alone_or_without_which_it_stays(alone, left):
    assert settle(BOTH, alone, Values(old=Decimal(10), new=Decimal(12), alike=is_same_value)) == left


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("0.12503116429818", "0.1250311642981800049", True),
        ("23022", "23022.0", True),
        ("23022", "23022.0001", False),
        ("99999999999999", "99999999999998", False),
        ("999999999999999", "999999999999998", False),
        ("1.880494912884384285", "1.880494912884385714", True),
        ("0.0114360063000753", "0.0114360063000741", False),
        ("0.0114360063", "0.0114360064", False),
        ("0.29291044776119", "0.29291044776120", False),
    ],
)
def test_the_last_digits_of_a_computer_move_nothing(one, other, same):
    assert is_same_value(Decimal(one), Decimal(other)) is same


def test_words_are_the_same_or_they_are_not():
    assert is_same_value("2024-05-01", "2024-05-01")
    assert not is_same_value("2024-05-01", "2024-05-02")
    assert not is_same_value("10", Decimal(10))
