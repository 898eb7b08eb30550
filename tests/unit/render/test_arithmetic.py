"""The line of arithmetic: what it says is what makes the value, or it says nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from factbook.render.html.arithmetic import show_arithmetic
from figurecheck.model import Basis, RowSet, Statistic


def people(id: str, value: int) -> Statistic:
    return Statistic(id=id, value=Decimal(value), unit="people")


KNOWN = {
    one.id: one for one in (people("part", 762), people("whole", 6593), people("old", 27611), people("new", 23022))
}


def ratio(value: Decimal, unit: str, part: str, whole: str) -> Statistic:
    return Statistic(id="x", value=value, unit=unit, part=part, whole=whole)


@pytest.mark.parametrize(
    ("statistic", "said"),
    [
        pytest.param(
            ratio(Decimal(762) / Decimal(6593), "share", "part", "whole"), "762 \u00f7 6,593 \u2248 11.56%", id="share"
        ),
        pytest.param(
            ratio(Decimal(23022) / Decimal(27611) - 1, "share", "new", "old"),
            "23,022 \u00f7 27,611 \u2212 1 \u2248 \u221216.62%",
            id="change",
        ),
        pytest.param(ratio(Decimal("0.3"), "share", "part", "whole"), "", id="not what they make"),
        pytest.param(ratio(Decimal("0.3"), "share", "lost", "whole"), "", id="a part that is not known"),
        pytest.param(replace(people("x", 3), value="2024", unit="date"), "", id="a date"),
    ],
)
def test_ratio(statistic, said):
    assert show_arithmetic(statistic, KNOWN) == said


@pytest.mark.parametrize(
    ("test", "value", "unit", "said"),
    [
        ("share", "0.2", "share", "120 \u00f7 100 \u2212 1 = 20%"),
        ("ratio", "1.2", "ratio", "120 \u00f7 100 = 1.2 times"),
        ("difference", "20", "people", "120 \u2212 100 = 20"),
    ],
)
def test_change(test, value, unit, said):
    series = (("2023", Decimal(100)), ("2024", Decimal(120)))
    basis = Basis(kind="change", test=test, at="2024", series=series, run=("2023",), unit="people")
    assert show_arithmetic(Statistic(id="x", value=Decimal(value), unit=unit, basis=basis), {}) == said


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([3000, 232], "3,000 + 232 = 3,232"),
        ([3230, 0, 0, 1, 1], "sum of 5 rows = 3,232"),
        ([3232], ""),
        ([3000, 233], ""),
        ([3000, None, 232], ""),
    ],
)
def test_sum_of_rows(values, said):
    rows = (RowSet(columns=("year", "value"), rows=tuple((2024, value) for value in values)),)
    assert show_arithmetic(replace(people("x", 3232), rows=rows), {}) == said
