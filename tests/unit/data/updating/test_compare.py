"""What differs between two releases, by the cells that statistics use."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factbook.data.descriptor import Field, Resource
from factbook.data.tables import Table
from factbook.data.updating.compare import compare_tables, limit_to_used
from factbook.data.updating.outliers import find_outliers
from factbook.data.updating.rescaled import find_rescaled

FIELDS = (Field(name="year", type="year"), Field(name="value", type="number"), Field(name="note"))
RESOURCE = Resource(name="t", path="t.csv", fields=FIELDS, primary_key=("year",))


def table(*rows: tuple[int, int | str, str]) -> Table:
    years, values, notes = zip(*rows, strict=True)
    lines = range(2, len(rows) + 2)
    cells = (years, [Decimal(one) for one in values], notes)
    return Table(resource=RESOURCE, cells=cells, lines=lines, numbers=lines)


BEFORE = table((2020, 8, "a"), (2021, 9, "a"), (2022, 10, "a"))
AFTER = table((2020, 8, "b"), (2021, 11, "b"), (2023, 12, "a"))


def test_rows_that_are_new_or_gone_have_their_cells():
    found = compare_tables(BEFORE, AFTER)
    assert found.others == ("value", "note")
    assert [(row.key, row.values) for row in (*found.new, *found.gone)] == [((2023,), (12, "a")), ((2022,), (10, "a"))]


def test_cells_that_no_statistic_uses_are_counted_and_are_no_revision():
    found = limit_to_used(compare_tables(BEFORE, AFTER), {"value"})
    assert [(row.key, [cell.column for cell in row.cells]) for row in found.revised] == [((2021,), ["value"])]
    assert (found.quiet, found.same, found.before) == ({"note": 2}, 1, 3)
    alone = limit_to_used(compare_tables(BEFORE, table((2020, 8, "b"), (2021, 9, "a"), (2022, 10, "a"))), {"value"})
    assert (alone.revised, alone.quiet) == ((), {"note": 1})


PAST = [1000, 1020, 1010, 1040, 1030, 1060, 1080, 1070]


def release(values, first=2000):
    return table(*((first + at, value, "") for at, value in enumerate(values)))


@pytest.mark.parametrize(
    ("values", "found"),
    [
        pytest.param([*(f"{one}e-3" for one in PAST)], [("0.001", 8)], id="thousands"),
        pytest.param([*(f"{one / 1000:.1f}" for one in PAST)], [("0.001", 8)], id="thousands with one digit"),
        pytest.param([one * 10 for one in PAST], [("10", 8)], id="ten times"),
        pytest.param([*PAST[:6], 10800, 10700], [], id="two slips"),
        pytest.param([one * 2 + at * 400 for at, one in enumerate(PAST)], [], id="another series"),
        pytest.param([one + 20 for one in PAST], [], id="a revision"),
    ],
)
def test_a_column_whose_values_were_all_multiplied_is_named(values, found):
    comparison = compare_tables(release(PAST), release(values))
    assert [
        (f"{one.factor.quantize(Decimal('0.001')).normalize():f}", one.of) for one in find_rescaled(comparison)
    ] == found


def test_a_new_value_in_the_new_unit_is_an_outlier_too():
    before, after = release(PAST), release([*(f"{one}e-3" for one in PAST), "1.09"])
    found = find_outliers(before, after, compare_tables(before, after))
    assert {one.key for one in found} == {(2000 + at,) for at in range(9)}
