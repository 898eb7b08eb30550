"""Rows in a few words: named by their key and their table, and of a long series those that decide."""

from __future__ import annotations

from decimal import Decimal

from factbook.render.html.row_summary import find_short_rows, find_short_terms
from figurecheck.model import Basis, RowSet, Statistic
from figurecheck.model.statistic import TableOrigin
from figurecheck.verdicts.row_names import is_named_by_periods

ARRESTS = TableOrigin(file="arrests.csv", title="Arrests by year", key=("year",))
STAFF = TableOrigin(file="staff.csv", title="Staff by agency", key=("agency", "year"))


def rows(table: TableOrigin, columns: tuple[str, ...], *cells: tuple[object, ...]) -> RowSet:
    return RowSet(dataset=table.file, columns=columns, rows=cells, table=table)


def test_of_several_tables_one_that_periods_alone_name_says_what_it_holds():
    arrests = rows(ARRESTS, ("year", "value"), (2022, 8), (2023, 9))
    staff = rows(STAFF, ("agency", "year", "value"), ("police", 2023, 3))
    found, more = find_short_rows((arrests, staff))
    assert more == 0
    assert [one.label for one in found] == ["Arrests by year: 2022", "2023", "police, 2023"]
    assert [one.label for one in find_short_rows((arrests,))[0]] == ["2022", "2023"]


def test_a_row_is_named_by_its_key_and_by_no_amount_beside_it():
    table = TableOrigin(file="x.csv", key=("month",))
    one = rows(table, ("month", "precision", "remark", "value"), ("2025-03", Decimal(100), "see the annex", 7))
    assert find_short_rows((one,))[0][0].label == "March 2025"
    by_id = rows(
        TableOrigin(file="x.csv", key=("row_id",)),
        ("row_id", "what", "price", "value"),
        ("A1", "Tea", Decimal("1.5"), 7),
    )
    assert find_short_rows((by_id,))[0][0].label == "Tea"


def test_a_long_label_ends_but_keeps_its_period():
    words = "Detective teams of police stations that were given drug work in the summer"
    table = TableOrigin(file="x.csv", key=("what", "where", "date"))
    one = rows(table, ("what", "where", "date", "value"), (words, "everywhere", "2025-08", 78))
    assert find_short_rows((one,))[0][0].label == f"{words}, August 2025"


def test_the_column_of_the_step_is_shown_and_else_the_last_number():
    table = TableOrigin(file="x.csv", years=("year",), key=("year",))
    one = rows(table, ("year", "totals", "permits"), (2023, 17, 4))
    assert find_short_rows((one,), columns=("totals",))[0][0].value == "17"
    assert find_short_rows((one,))[0][0].value == "4"


def test_of_a_long_series_the_record_and_the_next_to_it_are_shown():
    series = tuple(
        (str(year), Decimal(value)) for year, value in zip(range(1990, 2010), [*range(18), 90, 40], strict=True)
    )
    basis = Basis(kind="extreme", test="highest", at="2008", series=series, unit="people")
    found, more = find_short_terms(Statistic(id="x", value="2008", basis=basis), {})
    assert [(one.label, one.value) for one in found] == [("2008", "90"), ("2009", "40")]
    assert more == 18


def test_a_key_of_periods_alone_says_nothing_of_what_is_counted():
    assert is_named_by_periods(rows(ARRESTS, ("year", "value"), (2022, 8)))
    assert not is_named_by_periods(rows(STAFF, ("agency", "year", "value"), ("police", 2023, 3)))
