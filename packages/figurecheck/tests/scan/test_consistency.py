"""A text is held against itself: what it refutes is found, and what is sound is never accused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figurecheck.scan import Fact, Status, index_facts, scan

NOTHING = index_facts([])
TABLE = "| Group | 2023 | 2024 |\n|---|---:|---:|\n"


def accused(text: str, locale: str = "en") -> list[tuple[str, str]]:
    return [(one.text, one.status.value) for one in scan(text, NOTHING, locale=locale) if one.status.wrong]


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        pytest.param("In all, 29.1% of 12 people agreed.", "29.1%", "impossible", id="p of N"),
        pytest.param("Of the 12 respondents, 29.1% agreed.", "29.1%", "impossible", id="of the N, p"),
        pytest.param("In all, 29.1% agreed (n = 12).", "29.1%", "impossible", id="n = N"),
        pytest.param("The mean of the integers was 3.47 (n = 12).", "3.47", "impossible", id="a mean of integers"),
        pytest.param("In all 30 of 120 cases (35%) were dropped.", "35%", "contradicts", id="n of N (p)"),
        pytest.param("They dropped 30 of 120, or 35%.", "35%", "contradicts", id="n of N, or p"),
        pytest.param("It rose from 200 to 250, up 30%.", "30%", "contradicts", id="another change"),
        pytest.param("It went from 250 to 200, up 20%.", "20%", "contradicts", id="the other way"),
        pytest.param("It rose from 200 in 2019 to 250 in 2024, up 30%.", "30%", "contradicts", id="with years"),
        pytest.param("It rose from 762 to 370.", "370", "contradicts", id="rose down"),
        pytest.param("It fell from 370 to 762.", "762", "contradicts", id="fell up"),
        pytest.param("It doubled from 370 to 1,762.", "1,762", "contradicts", id="doubled"),
        pytest.param("It ran between 2019 and 2017.", "2019 and 2017", "contradicts", id="between years"),
        pytest.param("He worked there from 2019 to 2017.", "2017", "contradicts", id="from year to year"),
        pytest.param("They were aged 45 to 30.", "45", "contradicts", id="ages"),
        pytest.param("They held 762 people, 370 of them men and 372 women.", "762 people", "contradicts", id="halves"),
        pytest.param("They held 762 people: 370 men and 372 women.", "762 people", "contradicts", id="a colon"),
        pytest.param("They held 370 men and 372 women, 762 in all.", "762", "contradicts", id="in all"),
        pytest.param("They held 370 men and 372 women, a total of 762.", "762", "contradicts", id="a total of"),
        pytest.param("60% agreed, 25% did not and the remaining 25% left.", "25%", "contradicts", id="the remaining"),
        pytest.param(
            "There were 23,022 offenders in 2023. It rained. The 23,002 offenders in 2023 were young.",
            "23,002 offenders", "contradicts", id="a digit that slipped",
        ),
        pytest.param(
            "Oslo had 12 murders in 2023. It rained. Oslo had 13 murders in 2023.", "13", "contradicts", id="twice"
        ),
        pytest.param(
            TABLE + "| Men | 10 | 20 |\n| Women | 30 | 40 |\n| Total | 40 | 61 |", "61", "contradicts", id="total row"
        ),
        pytest.param(
            "| Year | Men | Women | Total |\n|---|---|---|---|\n| 2022 | 10 | 20 | 30 |\n| 2023 | 11 | 22 | 34 |\n"
            "| 2024 | 12 | 24 | 36 |", "34", "contradicts", id="total column",
        ),
        pytest.param(
            "| Group | Share |\n|---|---|\n| Men | 40.1% |\n| Women | 50.2% |\n| Total | 100% |", "100%", "contradicts",
            id="shares of a table",
        ),
    ],
)  # fmt: skip
def test_a_text_that_refutes_itself_is_told_so(text, number, status):
    assert (number, status) in accused(text)


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        pytest.param("응답자 12명 중 29.1%가 찬성했다.", "29.1%", "impossible", id="p of N"),
        pytest.param("120건 중 30건(35%)이 기각됐다.", "35%", "contradicts", id="n of N (p)"),
        pytest.param("200명에서 250명으로 30% 증가했다.", "30%", "contradicts", id="another change"),
        pytest.param("250명에서 200명으로 20% 증가했다.", "20%", "contradicts", id="the other way"),
        pytest.param("2019년부터 2017년까지 일했다.", "2017년", "contradicts", id="years"),
        pytest.param("2019년부터 2017년까지 Dutch people worked.", "2017년", "contradicts", id="years, then a noun"),
        pytest.param("총 762명(남성 370명, 여성 372명)이 붙잡혔다.", "762명", "contradicts", id="halves"),
        pytest.param("남성 370명, 여성 372명 등 모두 762명이다.", "762명", "contradicts", id="in all"),
        pytest.param("60%가 찬성, 25%가 반대했고 나머지 25%는 모른다.", "25%", "contradicts", id="the remaining"),
        pytest.param(
            "2023년 마약사범은 2만3022명이다. 비가 왔다. 2023년 마약사범은 2만3002명이었다.",
            "2만3002명",
            "contradicts",
            id="a digit that slipped",
        ),
    ],
)  # fmt: skip
def test_a_korean_text_that_refutes_itself_is_told_so(text, number, status):
    assert (number, status) in accused(text, "ko")


SOUND = [
    "In all, 33.3% of 12 people agreed.",
    "Of the 12 respondents, 25% agreed, against 29.1% of voters in 2019.",
    "Some 29.1% of 12 people agreed.",
    "Weighted, 29.1% of 12 people agreed.",
    "The mean of the integers was 3.42 (n = 12).",
    "The mean was 3.47 (n = 12).",
    "In all 30 of 120 cases (25%) were dropped.",
    "About 3,200 of the 23,000 offenders (14.0%) were foreigners.",
    "Of 120 cases 30 were dropped, 35% more than in 2019.",
    "It rose from 200 to 250, up 25%.",
    "It rose from 200 to 250, and fines were up 30%.",
    "It went from 250 to 200, down 20%.",
    "It rose from 9th to 3rd place.",
    "Norway rose from 9 to 3 in the ranking.",
    "It rose from 900,000 to 1.2 million.",
    "It nearly doubled from 370 to 700.",
    "It doubled from 370 to 762.",
    "The count fell from 762 in 2019 to 370 in 2024.",
    "We looked back from 2019 to 2017.",
    "It ran between 2017 and 2019.",
    "They lived between 500 and 300 BC.",
    "They were aged 30 to 45.",
    "Police held 762 people, 370 of them men and 392 women.",
    "Police held 762 people, 370 of them police officers and 22 soldiers.",
    "Police held 762 people, including 370 men and 22 women.",
    "They held 370 men and 392 women, 762 in all.",
    "They held 762 people: 370 men, 390 women and 2 unknown.",
    "They held 23,000 people: 12,345 men and 10,677 women.",
    "They held 370 men in 2019 and 372 women in 2020, more than the 762 of 2018.",
    "45% of men and 62% of women agreed.",
    "60% agreed, 25% did not and the remaining 15% left.",
    "33.3% agreed, 33.3% did not and the remaining 33.3% left.",
    "There were 23,022 offenders in 2023. It rained. There were 27,611 offenders in 2024.",
    "There were 23,022 offenders in 2023. A preliminary count had 23,002 offenders in 2023.",
    "Oslo had 23,022 thefts in 2023. Bergen had 23,002 thefts in 2023.",
    "Oslo had 12 murders in 2023. It rained. Oslo had 13 murders in 2024.",
    "Oslo had 12 murders in 2023. It rained. Bergen had 13 murders in 2023.",
    "In 2024 they counted 23,022, which is 4,589 fewer; the year after brought 23,403.",
    TABLE + "| Men | 10 | 20 |\n| Women | 30 | 40 |\n| Total | 40 | 60 |",
    TABLE + "| Norway | 10 | 20 |\n| Sweden | 30 | 40 |\n| Total | 400 | 600 |",
    TABLE + "| All | 10 | 20 |\n| of which men | 5 | 9 |\n| Total | 10 | 21 |",
    "| Group | Share |\n|---|---|\n| A | 33.3% |\n| B | 33.3% |\n| C | 33.3% |\n| Total | 100% |",
    "| Year | Total | Police | Share |\n|---|---|---|---|\n| 2022 | 90 | 40 | 12% |\n| 2023 | 95 | 44 | 13% |",
    "| Year | Men | Women | Total |\n|---|---|---|---|\n| 2022 | 10 | 20 | 35 |\n| 2023 | 11 | 22 | 41 |",
]
SOUND_KOREAN = [
    "응답자 12명 중 33.3%가 찬성했다.",
    "120건 중 30건(25%)이 기각됐다.",
    "200명에서 250명으로 25% 증가했다.",
    "250명에서 200명으로 20% 감소했다.",
    "2017년부터 2019년까지 일했다.",
    "총 762명(남성 370명, 여성 392명)이 붙잡혔다.",
    "남성 370명, 여성 392명 등 모두 762명이다.",
    "경찰 370명, 군인 22명 등 공무원이 762명 있다.",
    "60%가 찬성, 25%가 반대했고 나머지 15%는 모른다.",
    "2023년 마약사범은 2만7611명, 2024년은 2만3022명이다.",
    "2023년 마약사범은 2만3022명이다. 당초 2023년 마약사범은 2만3002명으로 발표됐다.",
]


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_text_is_not_accused(text):
    assert accused(text) == []


@pytest.mark.parametrize("text", SOUND_KOREAN)
def test_a_sound_korean_text_is_not_accused(text):
    assert accused(text, "ko") == []


@given(one=st.integers(1, 5000), two=st.integers(1, 5000))
def test_parts_and_their_sum_are_never_accused(one, two):
    assert accused(f"They held {one:,} men and {two:,} women, {one + two:,} in all.") == []


@given(count=st.integers(1, 60), total=st.integers(60, 400), places=st.integers(0, 2))
def test_a_share_that_was_rounded_from_its_own_counts_is_never_accused(count, total, places):
    share = f"{100 * count / total:.{places}f}%"
    assert accused(f"In all, {share} of {total} people agreed.") == []
    assert accused(f"In all {count} of {total} people ({share}) agreed.") == []


@given(left=st.integers(100, 9000), right=st.integers(100, 9000))
def test_a_change_that_was_computed_from_its_own_ends_is_never_accused(left, right):
    change = 100 * (right - left) / left
    if right != left:
        way = "up" if right > left else "down"
        assert accused(f"It went from {left:,} to {right:,}, {way} {abs(change):.1f}%.") == []


@given(st.lists(st.sampled_from(
    ["12", "men", "of", "them", ",", "(", ")", "29.1%", "from", "to", "|", "\n", "total", "in all", "2019", "up", "n =",
     "명", "중", "rose", "between", "and", ".", ":", "a" * 50, "370", "mean", "integers", "the remaining", "doubled"]
), max_size=40).map(" ".join), st.sampled_from(["en", "ko"]))  # fmt: skip
def test_no_mixture_raises_or_loses_a_place(text, locale):
    for one in scan(text, NOTHING, locale=locale):
        assert text[one.start : one.end] == one.text


def test_a_table_that_was_read_from_a_page_is_held_against_its_total():
    assert accused("Group | A | B .\nMen | 10 | 20 .\nWomen | 30 | 40 .\nTotal | 40 | 61 .\n") == [
        ("61", "contradicts")
    ]


def test_the_result_of_a_statistic_is_not_overruled():
    facts = index_facts([Fact(id="n", value=Decimal(12), about=("Oslo",), measure="murders")])
    text = "Oslo had 13 murders in 2023. It rained. Oslo had 14 murders in 2023."
    assert [one.status for one in scan(text, facts) if one.text in {"13", "14"}] == [Status.DISAGREES] * 2
