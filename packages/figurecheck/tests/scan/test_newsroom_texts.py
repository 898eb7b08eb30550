"""How papers write of statistics: other words for them, units in heads of tables, subjects and periods said before."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figurecheck.figures.common.text import words_of
from figurecheck.scan import Fact, Status, index_facts, scan
from figurecheck.scan.head_units import split_unit

AGREES, DISAGREES, UNSOURCED = Status.AGREES, Status.DISAGREES, Status.UNSOURCED


def series(about: str, measure: str, unit: str, values: dict[str, str]) -> list[Fact]:
    return [
        Fact(
            id=f"{about}.{measure}.{period}", value=Decimal(value), about=(about,), measure=measure, unit=unit,
            label=f"{about}, {measure}, {period}", period=period,
        )
        for period, value in values.items()
    ]  # fmt: skip


FACTS = index_facts(
    [
        *series("Lindale", "unemployment rate", "percent", {"2024-08": "6.4", "2024-09": "6.2", "2023-09": "6.9"}),
        *series("Lindale", "road deaths", "people", {"2023": "88", "2024": "71"}),
        *series("Lindale", "spending on parks", "EUR", {"2023": "41000000", "2024": "46200000"}),
        *series(
            "Arne Glas", "revenue", "EUR", {"2023-Q3": "405000000", "2024-Q2": "412000000", "2024-Q3": "431000000"}
        ),
        *series("Arne Glas", "operating margin", "percent", {"2023-Q3": "8.9", "2024-Q3": "10.3"}),
        *series("Crown Court of Lindale", "trials", "", {"2023": "1012", "2024": "1098"}),
        *series("Crown Court of Lindale", "judges", "people", {"2023": "26", "2024": "24"}),
        *series("Family Court of Lindale", "judges", "people", {"2023": "44", "2024": "41"}),
        *series("Grand Tour of Lindale", "doping tests", "", {"2023": "310", "2024": "362"}),
        *series("Grand Tour of Lindale", "positive doping tests", "", {"2023": "2", "2024": "1"}),
        *series("Grand Tour of Lindale", "length of the course", "km", {"2023": "1204", "2024": "1187"}),
    ]
)


def statuses_of(text: str, facts=FACTS) -> list[Status]:
    return [one.status for one in scan(text, facts) if one.status is not Status.NOT_A_FIGURE]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("In September 2024 the jobless rate of Lindale was 6.2%.", [AGREES], id="a synonym"),
        pytest.param("In September 2024 the jobless rate of Lindale was 6.9%.", [DISAGREES], id="a synonym, wrong"),
        pytest.param("In 2024, 71 people were killed on Lindale's roads.", [AGREES], id="a verb for a noun"),
        pytest.param("The course of the Grand Tour of Lindale was 1,204 km long in 2024.", [DISAGREES], id="long, length"),  # noqa: E501
        pytest.param(
            "# Arne Glas in the third quarter of 2024\n\nRevenue rose to €431 million.\n"
            "The operating margin was 10.3%, after 8.9% in the same quarter of 2023.",
            [AGREES, AGREES, AGREES], id="the same quarter of a year",
        ),
        pytest.param("In the third quarter of 2024 Arne Glas had sales of €431 million (€405 million).", [AGREES, UNSOURCED], id="a bare bracket says nothing"),  # noqa: E501
        pytest.param("# Lindale in September 2024\n\nThe jobless rate was 6.2%, after 6.4% in August.", [AGREES, AGREES], id="the last month of that name"),  # noqa: E501
        pytest.param("The Crown Court of Lindale held 1,098 trials in 2024.\nWith 24 judges, the Crown Court sat less.", [AGREES, AGREES], id="the first part of a name"),  # noqa: E501
        pytest.param("The Family Court of Lindale is small.\nIn 2024, the family court had 41 judges.", [AGREES], id="in lower case"),  # noqa: E501
        pytest.param("The Crown Court of Lindale is small.\n\nWith 41 judges in 2024, the Family Court of Lindale is large.", [AGREES], id="whose subject follows"),  # noqa: E501
        pytest.param("With 41 judges in 2024, the Supreme Court is large.", [UNSOURCED], id="whose subject nobody knows"),  # noqa: E501
        pytest.param("# Courts of Lindale in 2024\n\n## Offences\n\nThere were 71 road deaths.", [AGREES], id="the title's subject"),  # noqa: E501
        pytest.param("# Courts of Lindale in 2024\n\n## Bergen\n\nThere were 88 road deaths.", [UNSOURCED], id="a heading may name another"),  # noqa: E501
        pytest.param("In 2024 the Grand Tour of Lindale took 362 doping samples and found one positive test.", [AGREES], id="one of something else"),  # noqa: E501
        pytest.param("In 2024 the Grand Tour of Lindale made 310 doping tests.", [DISAGREES], id="of the year before"),
        pytest.param("In the third quarter of 2024 Arne Glas increased revenue by 6.4% from a year earlier.", [AGREES], id="a verb, its object, and by how much"),  # noqa: E501
        pytest.param("Arne Glas lifted revenue by 4.6% in the third quarter of 2024.", [UNSOURCED], id="from which quarter"),  # noqa: E501
        pytest.param("# Arne Glas in the third quarter of 2024\n\nCompared with the second quarter, revenue was up 4.6%.", [AGREES], id="what opens a sentence as compared"),  # noqa: E501
        pytest.param(
            "In the third quarter of 2024 the operating margin of Arne Glas was 10.3%, up from 8.9% a year earlier.\n"
            "Revenue rose to €431 million from €405 million.",
            [AGREES, AGREES, AGREES, AGREES], id="compared as the sentence before compares",
        ),
        pytest.param("In Lindale 71 people were killed on roads in 2024 (88 in 2023).\nThe city spent €46.2 million on parks.", [AGREES, AGREES, AGREES], id="a bracket says no period of the text"),  # noqa: E501
        pytest.param("In 2024 spending on parks in Lindale went up to €44 million.", [DISAGREES], id="up to where, and no bound"),  # noqa: E501
        pytest.param("Parks in Lindale received €41 million in 2024.", [DISAGREES], id="spending on what"),
        pytest.param("The course of the Grand Tour of Lindale was 17 km shorter in 2024 than in 2023.", [AGREES], id="shorter is no noun"),  # noqa: E501
        pytest.param("The Grand Tour of Lindale led over 1,187 km in 2024, the length of its course.", [AGREES], id="over a distance"),  # noqa: E501
        pytest.param("The operating margin of Arne Glas was 10.3% in the third quarter of 2024, 1.4 points more than a year earlier.", [AGREES, AGREES], id="points of per cent"),  # noqa: E501
        pytest.param("The Crown Court of Lindale had 24 judges in 2024: 26 from the county.", [AGREES, UNSOURCED], id="parts behind a colon"),  # noqa: E501
        pytest.param("Lindale would spend €41 million on parks in 2024.", [DISAGREES], id="what is planned for a year"),
        pytest.param("# Lindale nears its record of 2019\n\nIn 2024 there were 71 road deaths.\nSpending on parks was €46.2 million.", [AGREES, AGREES], id="a title that looks back"),  # noqa: E501
        pytest.param("In 2024 the Grand Tour of Lindale had the doping of riders tested 362 times.", [AGREES], id="how often is a count"),  # noqa: E501
        pytest.param("In 2024 the road deaths of Lindale were 2 times as many as in 2023.", [DISAGREES], id="how many times as many"),  # noqa: E501
        pytest.param("Lindale would need 24 judges.", [UNSOURCED], id="what is needed"),
    ],
)  # fmt: skip
def test_a_figure_is_held_against_what_the_words_choose(text, wanted):
    assert statuses_of(text) == wanted


@pytest.mark.parametrize(
    ("head", "rest", "printed"),
    [
        ("Unemployment rate (%)", "Unemployment rate", "7%"),
        ("Revenue (€ million)", "Revenue", "€7 million"),
        ("Revenue in US$ billion", "Revenue", "US$7 billion"),
        ("Visitors (thousands)", "Visitors", "7 thousand"),
        ("Distance, km", "Distance", "7km"),
        ("Unemployed (men)", "Unemployed ( men )", ""),
        ("Spending on parks", "Spending on parks", ""),
        ("Deaths in Lindale", "Deaths in Lindale", ""),
        ("Files ({month})", "Files ( { month } )", ""),
        ("", "", ""),
    ],
)
def test_a_head_says_the_unit_of_its_cells(head, rest, printed):
    words, unit = split_unit(tuple(words_of(head)), "en")
    assert (" ".join(word.text for word in words), unit.around("7") if unit else "") == (rest, printed)


@given(head=st.text("()€$%{}, inmkgAa", max_size=14))
def test_any_head_can_be_read(head):
    words = tuple(words_of(head))
    rest, unit = split_unit(words, "en")
    assert (rest == words) is (unit is None)


def test_the_cells_of_a_table_have_the_unit_of_their_heads():
    table = """
| Unemployment rate (%) | September 2024 | September 2023 |
|---|---|---|
| Lindale | 6.2 | 7.9 |

| Company | Revenue Q3 2024 (€ million) |
|---|---|
| Arne Glas | 413 |
"""
    assert statuses_of(table) == [AGREES, DISAGREES, DISAGREES]


def test_a_korean_text_is_read_by_aliases_of_english_statistics():
    facts = [
        *series("drug offenders", "count", "people", {"2023": "27611", "2024": "23022"}),
        *series("foreign drug offenders", "count", "people", {"2020": "1958", "2024": "3232"}),
    ]
    text = "2024년 검거된 마약류사범은 2만3022명이다.\n이 가운데 외국인은 762명이다."
    aliases = {"drug offenders": ["마약류사범"], "foreign drug offenders": ["외국인 마약류사범", "외국인"]}
    assert [one.status for one in scan(text, index_facts(facts), locale="ko")][1:] == [UNSOURCED, UNSOURCED]
    assert [one.status for one in scan(text, index_facts(facts, aliases), locale="ko")][1:] == [AGREES, DISAGREES]


def test_of_a_count_and_its_monthly_mean_the_count_is_meant_unless_words_say_the_mean():
    facts = index_facts(
        [
            *series("burglaries in Lindale", "count", "cases", {"2024": "1200"}),
            *series("burglaries in Lindale", "mean of the months", "cases", {"2024": "100"}),
        ]
    )
    assert statuses_of("Lindale had 1,200 burglaries in 2024.", facts) == [AGREES]
    assert statuses_of("Lindale had 1,100 burglaries in 2024.", facts) == [DISAGREES]
    assert statuses_of("Lindale had 100 burglaries in the mean of the months of 2024.", facts) != [DISAGREES]


def test_what_stands_before_a_sentence_does_not_outweigh_what_it_says():
    facts = index_facts(
        [
            *series("Lindale", "recorded crimes", "", {"2023": "42815", "2024": "40960"}),
            *series("Lindale", "violent crimes", "", {"2023": "6120", "2024": "6385"}),
            *series("Lindale", "ticket revenue", "EUR", {"2024": "801000000"}),
            *series("Lindale", "average ticket price", "EUR", {"2024": "13.33"}),
        ]
    )
    text = "# Lindale: violence does not decline\n\nThere were 40,960 crimes in 2024, fewer than the 42,815 of 2023."
    assert DISAGREES not in statuses_of(text, facts)
    text = "In 2024 ticket sales brought Lindale revenue of €801 million.\nA ticket cost €13.33 on average."
    assert DISAGREES not in statuses_of(text, facts)
    assert statuses_of("Lindale had 6,120 violent crimes in 2024.", facts) == [DISAGREES]


@pytest.mark.parametrize(
    "text",
    [
        "The registry counted 1,222 road deaths in 2024, of which 35% were in Lindale.",
        "Of the 1,222 road deaths in 2024, 35% were in Lindale.",
        "There were 1,222 road deaths in 2024, 71 of them in Lindale.",
    ],
)
def test_what_is_said_of_a_part_does_not_describe_the_whole(text: str) -> None:
    assert [one.status for one in scan(text, FACTS) if one.text == "1,222"] == [UNSOURCED]
