"""A value is an outlier where it is further from the past of its series than that ever moved."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factbook.data.descriptor import Field, Resource
from factbook.data.tables import Table
from factbook.data.updating.compare import compare_tables
from factbook.data.updating.outliers import FEWEST, find_outliers, measure_step

FIELDS = (Field(name="town"), Field(name="year", type="year"), Field(name="value", type="number"))
RESOURCE = Resource(name="t", path="t.csv", fields=FIELDS, primary_key=("town", "year"))
PAST = [100, 102, 101, 104, 103, 106, 108, 107]


def table(*series: list[int], first: int = 2000) -> Table:
    rows = [(town, first + at, Decimal(value)) for town, values in enumerate(series) for at, value in enumerate(values)]
    towns, years, values = zip(*rows, strict=True)
    lines = range(2, len(rows) + 2)
    return Table(resource=RESOURCE, cells=(list(map(str, towns)), years, values), lines=lines, numbers=lines)


def outliers(before: Table, after: Table) -> list[tuple[object, str]]:
    found = find_outliers(before, after, compare_tables(before, after))
    return [(one.key, f"{one.step:+}") for one in found]


@pytest.mark.parametrize(
    ("after", "found"),
    [
        pytest.param([*PAST, 110], [], id="a step like others"),
        pytest.param([*PAST, 1100], [(("0", 2008), "+993")], id="a slip of a digit"),
        pytest.param([*PAST[:3], 140, *PAST[4:]], [(("0", 2003), "+36")], id="a large revision"),
        pytest.param([*PAST[:3], 105, *PAST[4:]], [], id="a small revision"),
    ],
)
def test_a_step_or_a_revision_that_is_far_from_past_changes_is_an_outlier(after, found):
    assert outliers(table(PAST), table(after)) == found


def test_of_a_short_series_nothing_is_said():
    short = PAST[:FEWEST]
    assert outliers(table(short), table([*short, 9999])) == []


def test_series_are_told_apart_by_the_rest_of_the_key_and_the_furthest_comes_first():
    calm, wild = PAST, [10 * one for one in PAST]
    found = outliers(table(calm, wild), table([*calm, 200], [*wild, 1100]))
    assert found == [(("0", 2008), "+93")]
    assert [key for key, _ in outliers(table(calm, wild), table([*calm, 200], [*wild, 99999]))] == [
        ("1", 2008),
        ("0", 2008),
    ]


SEASONS = [100, 400, 900, 1200, 800, 300] * 4
HOLIDAYS = [*[100, 104, 98, 103, 99, 101, 97, 102, 100, 105, 99, 900] * 2, 85]
GROWTH = [round(1000 * 1.15**at) for at in range(30)]


@pytest.mark.parametrize(
    ("values", "is_outlier"),
    [
        pytest.param([*SEASONS, 100], False, id="a season"),
        pytest.param([*SEASONS, 12000], True, id="a digit too many"),
        pytest.param([*SEASONS, 10], True, id="a digit too few, whose step is that of a season"),
        pytest.param([0, *SEASONS, 10], False, id="a series that was zero may be small"),
        pytest.param([*SEASONS, 0], False, id="nothing is no slip of a digit"),
        pytest.param(HOLIDAYS, False, id="the second fall after a holiday is a little larger"),
        pytest.param([*HOLIDAYS[:-1], 2], True, id="unless it lacks a digit"),
        pytest.param(GROWTH, False, id="the largest step of growth is its last"),
        pytest.param([*GROWTH, 10 * GROWTH[-1]], True, id="and ten times that is none"),
    ],
)
def test_seasons_and_growth_are_no_outliers_and_slips_of_digits_among_them_are(values, is_outlier):
    step = measure_step([Decimal(one) for one in values])
    assert step is not None
    assert step.is_outlier is is_outlier


def test_a_revision_that_lacks_a_digit_is_one_unless_its_value_was_as_small():
    small = [3, *SEASONS]
    assert outliers(table(SEASONS), table([40, *SEASONS[1:]])) == []
    assert outliers(table(SEASONS), table([10, *SEASONS[1:]])) == [(("0", 2000), "-90")]
    assert outliers(table(small), table([4, *SEASONS])) == []
