"""Every printed form of the table is read and judged as the table says; the documentation shows the same table."""

import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from figurecheck.figures.common.format import show
from figurecheck.model import Claim, Finding, Place, Role, Statistic, Verdict
from figurecheck.verdicts.claims import check_claim
from figurecheck.verdicts.judge import judge
from figurecheck.verdicts.known import Known
from figurecheck.verdicts.other_numbers import find_unchecked_numbers

sys.path.insert(0, str(Path(__file__).parent))
from readings import Reading, make_pages, read_table

TABLE = read_table()


# A test for each of thousands of lines would take longer than all that is tried.


@pytest.mark.parametrize("locale", sorted({row.locale for row in TABLE}))
def test_each_figure_is_read_and_judged_as_the_table_says(locale):
    wrong = []
    for row in (one for one in TABLE if one.locale == locale):
        found = judge(row.printed, row.value, unit=row.unit, locale=locale)
        if (found.verdict.value, found.reading) != (row.verdict, row.reading):
            wrong.append(f"{row}: {found.verdict}, {found.reading!r}, {found.reason}")
    assert not wrong, "\n".join(wrong)


def test_no_line_stands_twice():
    keys = [(row.locale, row.printed, row.value, row.unit) for row in TABLE]
    assert sorted(set(keys)) == sorted(keys)


def test_every_verdict_of_judging_is_tried():
    verdicts = {row.verdict for row in TABLE}
    assert verdicts == {str(one) for one in Verdict} - {"unknown", "unbound", "reported", "searched"}


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


# A year before its figure is held against the period of the statistic, by the sentence.
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?!\d*년)")
_VALUE = re.compile(r"-?\d*\.?\d+")
_SEVERAL = [row for row in TABLE if len(_NUMBER.findall(row.printed)) > 1 and row.verdict in {"exact", "rounded"}]


def change_numbers(row: Reading) -> Iterator[Finding]:
    """Yield what is found once a number of a bound text reads otherwise, for each of its numbers."""
    value = Decimal(row.value) if _VALUE.fullmatch(row.value) else row.value
    known = Known(statistics={"a": Statistic(id="a", value=value, unit=row.unit)}, sources={}, printed_by=lambda _: ())
    for number in _NUMBER.finditer(row.printed):
        first = (int(number[0][0]) + 1) % 9 + 1
        printed = f"{row.printed[: number.start()]}{first}{row.printed[number.start() + 1 :]}"
        claim = Claim(
            id="x/1", role=Role.CLAIM, printed=printed, target="a", place=Place(file="a.md"), locale=row.locale
        )
        finding = check_claim(claim, known)
        if not any(find_unchecked_numbers([finding], known)):
            yield finding


def test_no_number_of_a_bound_text_can_be_changed_unseen():
    assert len(_SEVERAL) > 100
    unlisted = [finding for row in _SEVERAL for finding in change_numbers(row)]
    unseen = [finding for finding in unlisted if finding.verdict in {Verdict.EXACT, Verdict.ROUNDED}]
    assert [(finding.claim.printed, finding.reason) for finding in unseen] == []
