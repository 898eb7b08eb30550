"""What was looked up, or only recorded, is never called computed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figurecheck.model import Basis, Cell, How, RowSet, Statistic
from figurecheck.model.how import is_literal

COLUMNS = ("year", "value", "unit", "status", "source_id", "note")
ROW = (2024, 23022, "people", "main", "a", "17")


def rows(*found, dataset="riders", lines=(2, 3)) -> tuple[RowSet, ...]:
    made = found or (ROW,)
    return (RowSet(dataset=dataset, columns=COLUMNS, rows=made, lines=lines[: len(made)]),)


def statistic(value, code="fb.record('x', total, unit='people')", **more) -> Statistic:
    value = value if "-0" in str(value) else Decimal(str(value))
    return Statistic(id="x", value=value, cell=Cell(notebook="a.ipynb", index=0, code=code), **more)


@pytest.mark.parametrize(
    ("made", "how"),
    [
        pytest.param(statistic(23022, rows=rows()), How.LOOKED_UP, id="a cell"),
        pytest.param(statistic("23022.0", rows=rows()), How.LOOKED_UP, id="a cell, read as a float"),
        pytest.param(statistic(2024, rows=rows()), How.LOOKED_UP, id="a key is a cell too"),
        pytest.param(statistic(27611, rows=rows(ROW, (2023, 27611, *ROW[2:]))), How.LOOKED_UP, id="the largest of two"),
        pytest.param(statistic(50633, rows=rows(ROW, (2023, 27611, *ROW[2:]))), How.COMPUTED, id="a sum"),
        pytest.param(statistic("23.022", rows=rows()), How.COMPUTED, id="another scale"),
        pytest.param(statistic(17, rows=rows()), How.COMPUTED, id="notes are no values"),
        pytest.param(statistic(1, rows=rows((2024, True, *ROW[2:]))), How.COMPUTED, id="true is no number"),
        pytest.param(statistic(23022, rows=rows(lines=())), How.RECORDED, id="a row that is not as in the file"),
        pytest.param(statistic(23022, rows=rows(dataset="", lines=())), How.RECORDED, id="a row of no table"),
        pytest.param(statistic(9, rows=rows(dataset="", lines=())), How.COMPUTED, id="computed from rows of no table"),
        pytest.param(statistic(9), How.RECORDED, id="no rows"),
        pytest.param(statistic("0.5", rows=rows(), part="p", whole="w"), How.COMPUTED, id="a part of a whole"),
        pytest.param(statistic("0.5", rows=rows(), whole="w"), How.COMPUTED, id="a share of a whole"),
        pytest.param(
            statistic(2024, rows=rows(), basis=Basis(kind="streak", test="up", at="2024", series=())),
            How.COMPUTED,
            id="a series",
        ),
        pytest.param(statistic("2024-05", rows=rows(("2024-05", 1, *ROW[2:]))), How.LOOKED_UP, id="a date"),
        pytest.param(statistic(9, "fb.record('x', 9, rows=t)", rows=rows()), How.RECORDED, id="written in the code"),
        pytest.param(statistic(-9, "record(value=-9, id='x')", rows=rows()), How.RECORDED, id="by name, below zero"),
        pytest.param(
            statistic(9, "fb.record('x', Decimal('9'), rows=t)", rows=rows()), How.RECORDED, id="as a decimal"
        ),
        pytest.param(statistic(9, "fb.record('x', 3 * 3, rows=t)", rows=rows()), How.RECORDED, id="as a product"),
        pytest.param(statistic(9, "fb.record('y', 9)\nfb.record('x', n)", rows=rows()), How.COMPUTED, id="of another"),
        pytest.param(statistic(9, "n, m = reported('x', 'y')", rows=rows()), How.COMPUTED, id="another function"),
        pytest.param(statistic(9, "%%time\nfb.record('x', n)", rows=rows()), How.COMPUTED, id="below a magic"),
        pytest.param(statistic(9, "%%time\nfb.record('x', 9)", rows=rows()), How.RECORDED, id="written below a magic"),
        pytest.param(statistic(9, "files = ls 'x'", rows=rows()), How.RECORDED, id="no Python"),
    ],
)
def test_how_a_value_came_about(made, how):
    assert made.find_how(made.rows) is how


cells = st.one_of(st.integers(-(10**9), 10**9), st.decimals("-1e6", "1e6", places=3))


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=5), st.data())
def test_no_cell_is_ever_called_computed(table, data):
    row = data.draw(st.sampled_from(table))
    value = data.draw(st.sampled_from(row))
    for lines in (tuple(range(2, len(table) + 2)), ()):
        made = RowSet(dataset="t", columns=("a", "b"), rows=tuple(table), lines=lines)
        found = Statistic(id="x", value=Decimal(value), rows=(made,))
        assert found.find_how(found.rows) is (How.LOOKED_UP if lines else How.RECORDED)


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ("{2023: 17, 2024: 1_800}", True),
        ("pd.Series({2024: 17})", True),
        ("pd.Series([17, Decimal('1.5')], index=[2023, 2024])", True),
        ("pd.Series({2024: 17}).rename_axis('year')", True),
        ("{2024: total}", False),
        ("pd.Series({2024: rows['value'].sum()})", False),
        ("totals", False),
        ("totals['value'] / 2", False),
    ],
)
def test_a_column_that_is_written_in_a_cell_is_not_computed(values, written):
    code = f"fb.series('riders.{{year}}', {values}, rows=rows)"
    assert is_literal(code, "riders.2024") is written
    assert not is_literal(code, "trips.2024")
