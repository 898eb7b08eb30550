"""Every printed form of the table is read and judged as the table says; the documentation shows the same table."""

import sys
from pathlib import Path

import pytest

from factbook.figures.common.format import show
from factbook.model import Verdict
from factbook.verdicts.judge import judge

sys.path.insert(0, str(Path(__file__).parent))
from readings import make_pages, read_table

TABLE = read_table()


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=f"{row.locale} {row.printed} | {row.value} {row.unit}") for row in TABLE]
)
def test_a_figure_is_read_and_judged_as_the_table_says(row):
    finding = judge(row.printed, row.value, unit=row.unit, locale=row.locale)
    assert (finding.verdict.value, finding.reading) == (row.verdict, row.reading), finding.reason


def test_no_line_stands_twice():
    keys = [(row.locale, row.printed, row.value, row.unit) for row in TABLE]
    assert sorted(set(keys)) == sorted(keys)


def test_every_verdict_of_judging_is_tried():
    verdicts = {row.verdict for row in TABLE}
    assert verdicts == {str(one) for one in Verdict} - {"unknown", "unbound", "reported"}


def test_the_documentation_shows_this_table():
    for page, text in make_pages(TABLE).items():
        assert page.read_text("utf-8") == text, f"{page.name} is out of date: run make docs"


@pytest.mark.parametrize("printed", ["1e3", "1.5e3 kg", "1E+3", "<script>1</script>", "<b>1</b>", "(3.2)%"])
def test_what_is_no_way_of_printing_is_not_understood(printed):
    finding = judge(printed, 3, unit="people")
    assert finding.verdict is Verdict.INCOMPARABLE
    assert "not understood" in finding.reason


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), True, "five", [5], object()])
def test_a_value_that_is_no_number_is_not_compared(value):
    finding = judge("5", value, unit="people")
    assert finding.verdict is Verdict.INCOMPARABLE
    assert "no value" in finding.reason


def test_a_language_of_which_no_figure_can_be_read_is_named():
    finding = judge("5", 5, unit="people", locale="xx")
    assert finding.verdict is Verdict.INCOMPARABLE
    assert "'xx'" in finding.reason


def test_a_shown_value_is_what_a_reason_tells():
    assert judge("23,100", 23022, unit="people").reason.startswith(f"the value {show(23022, '')}, outside")
