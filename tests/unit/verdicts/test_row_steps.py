"""The step that makes a value of its rows: found where it gives the value to all digits, and else not at all."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook.render.html.arithmetic import show_arithmetic
from figurecheck.model import Cell, RowSet, Statistic
from figurecheck.model.statistic import TableOrigin
from figurecheck.verdicts.row_steps import find_row_step
from figurecheck.verdicts.steps import Step


def rows(*values: int | str) -> RowSet:
    return RowSet(dataset="people", columns=("value",), rows=tuple((Decimal(value),) for value in values))


def record(value: object, unit: str, *rowsets: RowSet, label: str = "", code: str = "") -> Statistic:
    cell = Cell(notebook="n.ipynb", index=0, code=code)
    return Statistic(id="x", value=Decimal(str(value)), unit=unit, rows=rowsets, label=label, cell=cell)


@pytest.mark.parametrize(
    ("statistic", "step", "said"),
    [
        (record(17, "people", rows(17)), Step.LOOKUP, ""),
        (record(30, "people", rows(17, 13)), Step.SUM, "17 + 13 = 30"),
        (record(4, "people", rows(13, 17)), Step.DIFFERENCE, "17 − 13 = 4"),
        (record(8, "kg", rows(2, 1, 4, 15)), Step.DIFFERENCE, "15 kg − 2 kg − 1 kg − 4 kg = 8 kg"),
        (record(1680, "kg", rows(56, 30)), Step.PRODUCT, "56 kg × 30 kg = 1,680 kg"),
        (record(Decimal(17817) / 366, "people", rows(17817), rows(366)), Step.QUOTIENT, "17,817 ÷ 366 ≈ 48.68"),
        (record("0.25", "share", rows(1, 4)), Step.QUOTIENT, "1 ÷ 4 = 25%"),
        (record(25, "%", rows(1, 4)), Step.QUOTIENT, "1 ÷ 4 = 25%"),
        (record("-0.5", "share", rows(506, 253)), Step.CHANGE, "253 ÷ 506 − 1 = −50%"),
        (record(8, "per 1,000", rows(4, 500)), Step.QUOTIENT, "4 ÷ 500 × 1,000 = 8 per 1,000"),
        (record(8, "people", rows(4, 500), label="Births per 1,000"), Step.QUOTIENT, "4 ÷ 500 × 1,000 = 8"),
        (record(6, "people", rows(5, 6, 7)), Step.MEAN, "(5 + 6 + 7) ÷ 3 = 6"),
        (record(3, "people", rows(5, 6, 7), code="x = len(t)"), Step.COUNT, "3 rows counted"),
        (record(3, "people", rows(5, 6, 7), code="x = t.value.max()"), None, ""),
        (record(3, "days", rows(5, 6, 7), code="x = len(t)"), None, ""),
        (record(99, "people", rows(5, 6, 7)), None, ""),
        (record("0.3", "share", rows(1, 4)), None, ""),
    ],
)  # fmt: skip
def test_step_and_line(statistic, step, said):
    found = find_row_step(statistic)
    assert (found.step if found else None) is step
    assert show_arithmetic(statistic, {}) == said


def test_nothing_is_said_of_rows_of_which_only_some_are_at_hand():
    some = replace(rows(17, 13), left_out=4)
    assert find_row_step(record(30, "people", some)) is None


def test_days_between_two_dates():
    made = RowSet(columns=("date", "event"), rows=(("2025-06-04", "later"), ("2025-05-20", "first")))
    assert show_arithmetic(record(15, "days", made), {}) == "20 May 2025 to 4 June 2025 = 15 days"
    assert show_arithmetic(record(16, "days", made), {}) == ""


def test_columns_of_any_name_hold_amounts_and_years_do_not():
    table = TableOrigin(file="x.csv", years=("season",))
    cells = (("AUS", 2024, Decimal("7.7"), Decimal("1.54")),)
    rowset = RowSet(dataset="x", columns=("iso", "season", "local_price", "dollar_ex"), rows=cells, table=table)
    found = find_row_step(record(5, "USD", rowset))
    assert found is not None
    assert [term.label for term in found.terms] == ["local_price", "dollar_ex"]
    looked_up = find_row_step(record("1.54", "ratio", rowset))
    assert looked_up is not None
    assert looked_up.columns == ("dollar_ex",)
    assert find_row_step(record(Decimal(2024) / Decimal("1.54"), "ratio", rowset)) is None


MADE = {
    "sum": sum,
    "mean": lambda terms: sum(terms) / len(terms),
    "rest": lambda terms: terms[-1] - sum(terms[:-1]),
    "quotient": lambda terms: terms[0] / terms[-1],
    "change": lambda terms: terms[0] / terms[-1] - 1,
    "product": lambda terms: terms[0] * terms[-1],
    "nothing": lambda terms: terms[0] + Fraction(1, 3),
}
amounts = st.lists(st.decimals(min_value=1, max_value=10**6, places=1), min_size=1, max_size=5)


@given(amounts, st.sampled_from(sorted(MADE)), st.sampled_from(["people", "share", "%", "kg"]))
def test_a_step_that_is_found_gives_the_value(values, made, unit):
    exact = MADE[made]([Fraction(value) for value in values])
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    found = find_row_step(record(value, unit, rows(*map(str, values))))
    if found is None:
        assert made != "sum"
        return
    terms = [Fraction(term.value) for term in found.terms]
    again = {
        Step.LOOKUP: lambda: terms[0],
        Step.SUM: lambda: sum(terms),
        Step.MEAN: lambda: sum(terms) / len(terms),
        Step.DIFFERENCE: lambda: terms[0] - sum(terms[1:]),
        Step.PRODUCT: lambda: terms[0] * terms[1],
        Step.QUOTIENT: lambda: terms[0] / terms[1] * found.scale,
        Step.CHANGE: lambda: (terms[0] / terms[1] - 1) * found.scale,
    }[found.step]()
    assert abs(again - Fraction(value)) * 10**12 <= abs(Fraction(value))
    assert sorted(terms) == sorted(map(Fraction, values))
