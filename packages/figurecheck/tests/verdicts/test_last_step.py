"""The last step of a figure: its terms make the value, and only the rows that it hangs on are kept."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from figurecheck.model import Basis, RowSet, Statistic
from figurecheck.verdicts.last_step import find_last_step, keep_used_rows
from figurecheck.verdicts.steps import Step

SERIES = (("2016", 957), ("2017", 932), ("2018", 948), ("2019", 1529), ("2020", 1958))
ROWS = RowSet(
    dataset="people",
    columns=("year", "value", "source_id"),
    rows=tuple((int(year), value, f"s{year}") for year, value in SERIES),
    lines=(2, 3, 4, 5, 6),
)


def make(kind: str, test: str, at: str, run: tuple[str, ...], **more: object) -> Statistic:
    series = tuple((year, Decimal(value)) for year, value in SERIES)
    basis = Basis(kind=kind, test=test, at=at, series=series, run=run, unit="people", **more)
    confirming = tuple(("t",) if year in {"2018", "2020"} else () for year, _ in SERIES)
    return Statistic(id="x", value=Decimal(1), basis=basis, rows=(ROWS,), confirming=confirming)


@pytest.mark.parametrize(
    ("statistic", "years"),
    [
        (make("change", "share", "2020", ("2018",)), [2018, 2020]),
        (make("streak", "up", "2020", ("2018", "2019", "2020"), before="2016"), [2016, 2017, 2018, 2019, 2020]),
        (make("streak", "above", "2020", ("2019", "2020"), before="2018", limit=Decimal(1000)), [2018, 2019, 2020]),
        (make("extreme", "highest", "2018", ("2016",)), [2016, 2017, 2018]),
        (make("rank", "highest", "2020", ()), [2016, 2017, 2018, 2019, 2020]),
    ],
)
def test_only_rows_of_the_periods_that_decide_are_used(statistic, years):
    used = keep_used_rows(statistic)
    assert [row[0] for row in used.rows[0].rows] == years
    assert used.rows[0].lines == tuple(year - 2014 for year in years)
    assert used.source_ids == tuple(f"s{year}" for year in years)
    assert [bool(one) for one in used.confirming] == [year in {2018, 2020} for year in years]


def test_rows_that_nothing_tells_apart_stay():
    statistic = make("change", "share", "2020", ("2018",))
    nameless = replace(ROWS, columns=("n", "value", "source_id"), rows=tuple((1, *row[1:]) for row in ROWS.rows))
    many = replace(ROWS, left_out=5)
    for rows in (nameless, many):
        assert keep_used_rows(replace(statistic, rows=(rows,))).rows == (rows,)


def test_a_change_takes_its_end_before_its_base():
    step = find_last_step(make("change", "share", "2020", ("2018",)), {})
    assert step is not None
    assert step.step is Step.CHANGE
    assert [(term.label, term.value) for term in step.terms] == [("2020", 1958), ("2018", 948)]


@pytest.mark.parametrize(("unit", "of", "scale"), [("pp", "share", 100), ("pp", "%", 1), ("people", "people", 1)])
def test_points_are_hundredths_of_a_share(unit, of, scale):
    statistic = make("change", "difference", "2020", ("2018",))
    basis = replace(statistic.basis, unit=of)
    step = find_last_step(replace(statistic, unit=unit, basis=basis), {})
    assert (step.step, step.scale) == (Step.DIFFERENCE, scale)


@pytest.mark.parametrize(("value", "step"), [(957, Step.LOOKUP), (958, None)])
def test_a_value_that_its_rows_do_not_make_has_no_step(value, step):
    row = replace(ROWS, rows=ROWS.rows[:1], lines=(2,))
    found = find_last_step(Statistic(id="x", value=Decimal(value), unit="people", rows=(row,)), {})
    assert (found.step if found else None) == step
