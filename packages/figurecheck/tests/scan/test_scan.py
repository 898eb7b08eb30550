"""Numbers of a text are held against the statistics that their sentences are about."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figurecheck.scan import Fact, Status, index_facts, scan


def fact(about: str, measure: str, value: str, unit: str = "", period: str = "") -> Fact:
    names = tuple(about.split("/"))
    return Fact(
        id=f"{names[0]}.{measure}".lower().replace(" ", "-"), about=names, measure=measure, value=Decimal(value),
        unit=unit or measure, period=period,
    )  # fmt: skip


FACTS = index_facts(
    [
        fact("Oslo/Norway", "murders", "12"),
        fact("Oslo/Norway", "thefts", "310"),
        fact("Oslo/Norway", "murders in the first quarter", "5"),
        fact("Oslo/Norway", "clearance rate", "41.7", "%"),
        fact("Oslo/Norway", "exams passed", "7"),
        fact("Oslo/Norway", "exams taken", "9"),
        fact("Bergen/Norway", "murders", "3"),
        fact("Bergen/Norway", "thefts", "99"),
        fact("Norway", "murders", "40"),
        fact("Sweden", "murders", "61"),
        fact("Malmo/Sweden", "murders", "7"),
        fact("Norway", "wins in the league", "4", "games"),
        fact("Norway", "losses in the league", "6", "games"),
        fact("Anne Hansen", "speeches", "8"),
    ]
)


def statuses(text: str) -> list[tuple[str, str, str]]:
    return [(one.text, one.status.value, one.statistic) for one in scan(text, FACTS)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("Oslo had 12 murders.", [("agrees", "oslo.murders")], id="it is so"),
        pytest.param("Oslo had 13 murders.", [("disagrees", "oslo.murders")], id="it is not so"),
        pytest.param("Oslo had 3 murders.", [("disagrees", "oslo.murders")], id="another city's value does not help"),
        pytest.param("Oslo had 310 fires.", [("unsourced", "")], id="nor does another measure's"),
        pytest.param("Paris had 12 murders.", [("unsourced", "")], id="an unknown name is nobody's"),
        pytest.param("There were 12 murders.", [("unsourced", "")], id="nobody is named"),
        pytest.param("Oslo had twelve murders.", [("agrees", "oslo.murders")], id="a number word"),
        pytest.param(
            "Oslo had 12 murders, while Bergen had 4.",
            [("agrees", "oslo.murders"), ("disagrees", "bergen.murders")],
            id="a noun left out",
        ),
        pytest.param(
            "Oslo had 12 murders, while Bergen had four murders.",
            [("agrees", "oslo.murders"), ("disagrees", "bergen.murders")],
            id="clauses",
        ),
        pytest.param("Bergen is wet. It had 3 murders.", [("agrees", "bergen.murders")], id="a pronoun"),
        pytest.param("Oslo had more than ten murders.", [("agrees", "oslo.murders")], id="a true qualifier"),
        pytest.param("Oslo had more than twenty murders.", [("disagrees", "oslo.murders")], id="untrue"),
        pytest.param("Oslo had 12 murders over the last two years.", [("unsourced", ""), ("unsourced", "")], id="another span"),  # noqa: E501
        pytest.param("Oslo averaged 14 murders.", [("unsourced", "")], id="an average is something else"),
        pytest.param(
            "Oslo had 5 murders in the first quarter.", [("agrees", "oslo.murders-in-the-first-quarter")], id="part"
        ),
        pytest.param("Oslo had a clearance rate of 41.7%.", [("agrees", "oslo.clearance-rate")], id="a rate"),
        pytest.param("Oslo had a clearance rate of 45%.", [("disagrees", "oslo.clearance-rate")], id="a wrong rate"),
        pytest.param(
            "Oslo went 7-of-9 in its exams.",
            [("agrees", "oslo.exams-passed"), ("agrees", "oslo.exams-taken")],
            id="part and whole",
        ),
        pytest.param(
            "Norway ( 4 - 5 ) played on.",
            [("agrees", "norway.wins-in-the-league"), ("disagrees", "norway.losses-in-the-league")],
            id="two opposites in brackets",
        ),
        pytest.param(
            "Oslo had 12 murders and 310 thefts, while Bergen had three and 98.",
            [("agrees", "oslo.murders"), ("agrees", "oslo.thefts"), ("agrees", "bergen.murders"),
             ("disagrees", "bergen.thefts")],
            id="a list with the nouns left out",
        ),
        pytest.param(
            "Norway drove Sweden to 61 murders while suffering just 39 of its own.",
            [("agrees", "sweden.murders"), ("disagrees", "norway.murders")],
            id="of its own",
        ),
        pytest.param("Oslo went 6-for-9 in its exams.",
            [("disagrees", "oslo.exams-passed"), ("agrees", "oslo.exams-taken")], id="so many for so many"),
        pytest.param("Oslo had 13 murders and those of the last year.", [("unsourced", "")], id="a longer span"),
        pytest.param(
            "Over the last two years Oslo had a combined 11 murders.",
            [("unsourced", ""), ("disagrees", "oslo.murders")],
            id="a sum that is smaller than its part",
        ),
        pytest.param("Sweden had more than Norway in murders , 61 - 44 .",
            [("agrees", "sweden.murders"), ("disagrees", "norway.murders")], id="two sides"),
        pytest.param("Anne Hansen gave 9 speeches.", [("disagrees", "anne-hansen.speeches")], id="a person"),
        pytest.param("Anne Hansen rose. Hansen gave 8 speeches.", [("agrees", "anne-hansen.speeches")],
            id="a last name"),
        pytest.param("Hansen gave 8 speeches.", [("unsourced", "")], id="a last name of nobody named before"),
    ],
)  # fmt: skip
def test_a_number_is_held_against_what_its_sentence_is_about(text, wanted):
    found = [(status, statistic) for _, status, statistic in statuses(text) if status != "not-a-figure"]
    assert found == wanted


@pytest.mark.parametrize("text", ["In 2024 it rained.", "COVID-19 came.", "See page 12."])
def test_years_names_and_pages_are_no_figures(text):
    assert {status for _, status, _ in statuses(text)} == {"not-a-figure"}


def test_an_article_counts_one_in_a_list_of_counts():
    facts = index_facts([fact("Oslo", "thefts", "4"), fact("Oslo", "fires", "0")])
    found = [(one.text, one.status) for one in scan("Oslo had four thefts and a fire.", facts)]
    assert found == [("four", Status.AGREES), ("a", Status.DISAGREES)]


def test_periods_choose_between_statistics_that_are_otherwise_alike():
    facts = index_facts([fact("Oslo", "murders", "12", period="2023"), fact("Oslo", "murders", "15", period="2024")])
    found = [one.status for one in scan("In 2024 Oslo had 12 murders.", facts) if one.text.startswith("12")]
    assert found == [Status.DISAGREES]
    assert [one.status for one in scan("In 2019 Oslo had 12 murders.", facts)][-1] is Status.UNSOURCED


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        pytest.param("In all, 29.1% of 12 people agreed.", "29.1%", Status.IMPOSSIBLE, id="no count of twelve"),
        pytest.param("They asked, and 33.3% of 12 people agreed.", "33.3%", Status.UNSOURCED, id="four of twelve"),
        pytest.param("In all 30 of 120 cases (35%) were dropped.", "35%", Status.CONTRADICTS, id="n of N (p)"),
        pytest.param(
            "In all 30 of 120 cases (25%) were dropped.", "25%", Status.UNSOURCED, id="n of N (p) that is right"
        ),
        pytest.param("It rose from 200 to 250, up 30%.", "30%", Status.CONTRADICTS, id="a change that is wrong"),
        pytest.param("It rose from 200 to 250, up 25%.", "25%", Status.UNSOURCED, id="a change that is right"),
        pytest.param("It went from 250 to 200, up 20%.", "20%", Status.CONTRADICTS, id="the wrong way"),
    ],
)
def test_a_text_is_held_against_itself(text, number, status):
    found = {one.text: one.status for one in scan(text, FACTS)}
    assert found[number] is status


@given(st.text(max_size=80))
def test_no_text_raises_and_every_place_holds_its_text(text):
    for one in scan(f"Oslo {text} Bergen had 3 murders", FACTS):
        assert f"Oslo {text} Bergen had 3 murders"[one.start : one.end] == one.text


def test_a_word_may_hold_several_numbers():
    assert [one.text for one in scan("Oslo had 1,268,4", FACTS)] == ["1", "268", "4"]


def test_lines_are_counted_from_one():
    assert [one.line for one in scan("Oslo had 12 murders.\nBergen had 3 murders.", FACTS)] == [1, 2]


def test_the_last_word_of_a_description_stands_for_nobody():
    facts = index_facts([fact("investigators of the police", "count", "362", unit="people")])
    assert [one.status for one in scan("The police held 12,387 people.", facts)] == [Status.UNSOURCED]
