"""Of "n of m" the m is held against what is recorded, and is listed where nothing is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figurecheck.figures import DEFAULT_RULES
from figurecheck.figures.parser import read
from figurecheck.model import Basis, Claim, Place, Role, RowSet, Severity, Statistic, Verdict
from figurecheck.verdicts.claims import check_claim
from figurecheck.verdicts.known import Known
from figurecheck.verdicts.other_numbers import find_printed_whole, find_unchecked_numbers, write_stated_wholes

FALL = Basis(
    kind="extreme",
    test="lowest",
    at="2025",
    series=(("2023", Decimal(18)), ("2024", Decimal(15)), ("2025", Decimal(12))),
)
STATISTICS = {
    one.id: one
    for one in (
        Statistic(id="open", value=Decimal(12), unit="offices", label="Open offices"),
        Statistic(id="all", value=Decimal(45), unit="offices", label="Offices"),
        Statistic(id="share", value=Decimal(12) / 45, unit="share", part="open", whole="all"),
        Statistic(id="alone", value=Decimal(12), unit="offices", label="Open offices"),
        Statistic(id="before", value=Decimal(10), unit="offices"),
        Statistic(id="rise", value=Decimal("0.2"), unit="share", part="alone", whole="before"),
        Statistic(id="months", value=Decimal(7), unit="months", label="Full months", period="2025"),
        Statistic(id="span", value=Decimal(7), unit="months", label="Full months", period="2024-11/2026-01"),
        Statistic(id="years", value=Decimal(3), unit="years", period="2021/2025"),
        Statistic(id="rows", value=Decimal(7), unit="months", rows=(RowSet(rows=(("1",),) * 4, left_out=8),)),
        Statistic(id="fall", value=Decimal(12), unit="offices", basis=FALL),
        Statistic(id="place", value=Decimal(3), unit="rank", label="Place"),
        Statistic(id="ranked", value=Decimal(3), unit="rank", label="Place", rows=(RowSet(rows=(("1",),) * 38),)),
    )
}
KNOWN = Known(statistics=STATISTICS, sources={}, printed_by=lambda _: ())
HERE = Place(file="book/x.md", line=3)


def check(printed, target, locale="en"):
    claim = Claim(id="x/1", role=Role.CLAIM, printed=printed, target=target, place=HERE, locale=locale)
    finding = check_claim(claim, KNOWN)
    return finding, [one.printed for one in find_unchecked_numbers([finding], KNOWN)]


@pytest.mark.parametrize(
    ("printed", "target", "locale"),
    [
        pytest.param("12 of 45 offices", "open", "en", id="the whole of a share"),
        pytest.param("12 of the 45", "open", "en", id="of the"),
        pytest.param("12 von 45", "open", "de", id="in German"),
        pytest.param("45곳 중 12곳", "open", "ko", id="in Korean"),
        pytest.param("7 of 12 months", "months", "en", id="months of a year"),
        pytest.param("seven of the twelve months", "months", "en", id="in words"),
        pytest.param("7 von 12 Monaten", "months", "de", id="German months"),
        pytest.param("12개월 중 7개월", "months", "ko", id="Korean months"),
        pytest.param("7 of 15 months", "span", "en", id="months of a period"),
        pytest.param("3 of 5 years", "years", "en", id="years of a period"),
        pytest.param("7 of 12 months", "rows", "en", id="as many rows"),
        pytest.param("3rd of 38", "ranked", "en", id="a place among its rows"),
        pytest.param("12 offices", "alone", "en", id="no whole"),
        pytest.param("fell from 18 to 12", "fall", "en", id="where its series came from"),
        pytest.param("10 to 15", "alone", "en", id="a range is held against the value"),
        pytest.param("a 20-80 split", "rise", "en", id="the rest of a hundred"),
        pytest.param("4 of 15 offices", "share", "en", id="a share of another size, which is the same"),
    ],
)
def test_a_whole_that_is_recorded_passes(printed, target, locale):
    finding, unchecked = check(printed, target, locale)
    assert finding.verdict in {Verdict.EXACT, Verdict.HOLDS}, finding.reason
    assert unchecked == []


@pytest.mark.parametrize(
    ("printed", "target", "locale", "proposal"),
    [
        pytest.param("12 of 46 offices", "open", "en", "12 of 45 offices", id="of a share"),
        pytest.param("46곳 중 12곳", "open", "ko", "45곳 중 12곳", id="in Korean"),
        pytest.param("12 von 46", "open", "de", "12 von 45", id="in German"),
        pytest.param("7 of 13 months", "months", "en", "7 of 12 months", id="of a year"),
        pytest.param("13개월 중 7개월", "months", "ko", "12개월 중 7개월", id="of a Korean year"),
        pytest.param("7 of 12 months", "span", "en", "7 of 15 months", id="of a period"),
    ],
)
def test_a_whole_that_is_another_one_does_not_hold(printed, target, locale, proposal):
    finding, unchecked = check(printed, target, locale)
    assert finding.verdict is Verdict.MISMATCH
    assert unchecked == []
    assert [*write_stated_wholes(printed, STATISTICS[target], KNOWN, locale)] == [proposal]
    assert check(proposal, target, locale)[0].severity is Severity.OK


def test_the_reason_names_the_whole():
    assert check("12 of 46 offices", "open")[0].reason == (
        "recorded 12 offices; of 45 (all), and the text has 46"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "target", "locale", "whole"),
    [
        pytest.param("12 of 45 offices", "alone", "en", "45", id="no share has it as a part"),
        pytest.param("12 of 10,000 offices", "alone", "en", "10,000", id="the base of a change is no whole"),
        pytest.param("7 of 13 months", "rows", "en", "13", id="another number of rows"),
        pytest.param("45곳 중 12곳", "alone", "ko", "45", id="in Korean"),
        pytest.param("12 von 45 Ämtern", "alone", "de", "45", id="in German"),
        pytest.param("3rd of 17", "place", "en", "17", id="a place"),
        pytest.param("Platz 3 von 17", "place", "de", "17", id="a German place"),
        pytest.param("17개 시도 가운데 3위", "place", "ko", "17", id="a Korean place"),
        pytest.param("fell from 18 to 12", "alone", "en", "18", id="where it came from"),
        pytest.param("fell from 18 offices in 2023 to 12", "alone", "en", "18", id="with its year"),
        pytest.param("sank von 18 auf 12", "alone", "de", "18", id="in German"),
        pytest.param("18곳에서 12곳으로 줄었다", "alone", "ko", "18", id="and in Korean"),
        pytest.param("rose from 10.5% to 20%", "rise", "en", "10.5", id="in per cent"),
        pytest.param("won 12-9", "alone", "en", "9", id="a score"),
        pytest.param("lost 9-12", "alone", "en", "9", id="by its second number"),
        pytest.param("11 of 45 offices", "alone", "en", "45", id="also where the other number is wrong"),
    ],
)
def test_a_whole_that_nothing_checks_is_listed(printed, target, locale, whole):
    finding, unchecked = check(printed, target, locale)
    assert finding.verdict is not Verdict.INCOMPARABLE, finding.reason
    assert unchecked == [whole]


def test_what_is_listed_is_unbound_and_says_what_to_do():
    [listed] = find_unchecked_numbers([check("12 of 45 offices", "alone")[0]], KNOWN)
    assert (listed.verdict, listed.place) == (Verdict.UNBOUND, HERE)
    assert listed.reason == (
        "nothing checks it: “12 of 45 offices” is held against alone by its other number "
        "(write each in a role of its own; of a part, record the share with part= and whole=)"
    )


@given(part=st.integers(1, 99), whole=st.integers(1, 99), locale=st.sampled_from(["en", "de", "ko"]))
def test_no_whole_passes_that_nothing_knows(part, whole, locale):
    printed = {"en": "{} of the {}", "de": "{} von {}", "ko": "{1}곳 중 {0}곳"}[locale].format(part, whole)
    figure = read(printed, locale, DEFAULT_RULES).figure
    statistic = Statistic(id="a", value=Decimal(part), unit="offices")
    known = Known(statistics={"a": statistic}, sources={}, printed_by=lambda _: ())
    claim = Claim(id="x/1", role=Role.CLAIM, printed=printed, target="a", place=HERE, locale=locale)
    finding = check_claim(claim, known)
    if finding.severity is Severity.OK:
        assert find_printed_whole(figure, "offices") == whole
        assert [one.printed for one in find_unchecked_numbers([finding], known)] == [str(whole)]


@pytest.mark.parametrize(
    ("before", "printed", "behind", "locale"),
    [
        ("The number rose ", "from 15 to 45", " in 2025.", "en"),
        ("A rise ", "from 15 to 45", ".", "en"),
        ("The number rose from ", "15 to 45", " in 2025.", "en"),
        ("The number rose in the second half of 2025 ", "from 15 to 45", ".", "en"),
        ("The number went ", "from 15 to 45", ".", "en"),
        ("직원은 ", "15명에서 45명", "으로 늘었다.", "ko"),
        ("직원은 ", "15명에서 45명까지", " 늘었다.", "ko"),
        ("Die Zahl stieg im Jahr darauf ", "von 15 bis 45", ".", "de"),
        ("Die Zahl ist ", "von 15 bis 45", " gestiegen.", "de"),
        ("Die Zahl nahm ", "von 15 bis 45", " zu.", "de"),
    ],
)
@pytest.mark.parametrize(("value", "verdict"), [(45, Verdict.EXACT), (20, Verdict.MISMATCH)])
def test_from_where_to_where_something_rose_is_no_range_for_any_value(before, printed, behind, locale, value, verdict):
    passage = f"{before}{printed}{behind}"
    one = Claim(
        id="x/1", role=Role.CLAIM, printed=printed, target="n", place=Place(file="a.md", line=1), locale=locale,
        passage=passage, start=len(before),
    )  # fmt: skip
    known = replace(KNOWN, statistics={"n": Statistic(id="n", value=Decimal(value), unit="people")})
    finding = check_claim(one, known)
    assert (finding.verdict, finding.printed) == (verdict, printed)
    assert [found.printed for found in find_unchecked_numbers([finding], known)] == ["15"]
    # Nothing rose in a range.
    for lead in ("2025: ", "They rose; it was ", "It rose, and ages ranged ", "A rise of "):
        still = replace(one, passage=f"{lead}{printed}.", start=len(lead))
        assert check_claim(still, known).verdict is Verdict.HOLDS
