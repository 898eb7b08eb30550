"""Statistics that are described rather than named are found by what a sentence says, in English and Korean."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figurecheck.report.scan_text import count_statuses
from figurecheck.scan import Fact, Status, index_facts, scan
from figurecheck.scan.drafts import find_day, parse_draft
from figurecheck.scan.features import QuantityKind, features, quantity_kind
from figurecheck.scan.names import is_described


def series(about: str, measure: str, unit: str, **values: str) -> list[Fact]:
    """One statistic for each period; ``y2024`` stands for 2024, ``y2024h1`` for its first half."""
    made = []
    for name, value in values.items():
        year = name[1:5]
        period = f"{year}-01/{year}-06" if name.endswith("h1") else year
        made.append(
            Fact(
                id=f"{about}.{measure}.{period}", value=Decimal(value), about=(about,), measure=measure, unit=unit,
                label=f"{about}, {measure}, {period}", period=period,
            )
        )  # fmt: skip
    return made


ENGLISH = index_facts(
    [
        *series("burglaries", "count", "cases", y2022="812", y2023="941", y2024="903", y2024h1="455"),
        *series("burglaries", "change on the year before", "share", y2023="0.15887", y2024="-0.04038"),
        *series("burglaries of shops", "count", "cases", y2023="120", y2024="144"),
        *series("burglaries of shops", "share of all burglaries", "share", y2023="0.1275", y2024="0.1595"),
        *series("burglars aged under twenty", "count", "people", y2024="77"),
        *series("goods recovered", "weight", "kg", y2024="350"),
        *series("patrols per officer", "ratio", "ratio", y2024="17.9"),
        *series("stolen bicycles", "multiple of the year before", "ratio", y2023="1.4", y2024="1.1"),
        *series("Lindale", "average waiting time for a permit", "days", y2023="31", y2024="44"),
    ]
)
KOREAN = index_facts(
    [
        *series("절도 사건", "건수", "cases", y2022="812", y2023="941", y2024="903", y2024h1="455"),
        *series("절도 사건", "전년 대비 증감률", "share", y2023="0.15887", y2024="-0.04038"),
        *series("상점 절도 사건", "건수", "cases", y2023="120", y2024="144"),
        *series("상점 절도 사건", "전체 절도 사건 중 비율", "share", y2023="0.1275", y2024="0.1595"),
        *series("청소년 절도범", "인원", "people", y2024="77"),
    ]
)
AGREES, DISAGREES, UNSOURCED = Status.AGREES, Status.DISAGREES, Status.UNSOURCED


def statuses_of(text: str, facts=ENGLISH, locale: str = "en") -> list[Status]:
    return [one.status for one in scan(text, facts, locale=locale) if one.status is not Status.NOT_A_FIGURE]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("There were 903 burglaries in 2024.", [AGREES], id="it is so"),
        pytest.param("There were 930 burglaries in 2024.", [DISAGREES], id="it is not so"),
        pytest.param("There were 941 burglaries in 2024.", [DISAGREES], id="it was so in another year"),
        pytest.param("There were 941 burglaries in 2019.", [UNSOURCED], id="no statistic is of that year"),
        pytest.param("There were 941 burglaries.", [UNSOURCED], id="no period is said"),
        pytest.param("In 2024 there were 144 burglaries of shops.", [AGREES], id="the more particular one"),
        pytest.param("In 2024 there were 144 burglaries.", [DISAGREES], id="the particular one does not bear out the whole"),  # noqa: E501
        pytest.param("In 2024 there were 903 burglaries of churches.", [UNSOURCED], id="narrowed by a strange word"),
        pytest.param("Burglaries fell by 4.0% in 2024.", [AGREES], id="a change"),
        pytest.param("Burglaries rose by 4.0% in 2024.", [DISAGREES], id="the other way"),
        pytest.param("Burglaries fell to 903 in 2024, 4.0% fewer than in 2023.", [AGREES, AGREES], id="a year compared with"),  # noqa: E501
        pytest.param("Burglaries of shops made up 16.0% of all burglaries in 2024.", [AGREES], id="a share, made up"),
        pytest.param("Burglaries of shops made up 12.8% of all burglaries in 2024.", [DISAGREES], id="a wrong share"),
        pytest.param("Burglaries went from 941 to 903 in 2024.", [AGREES, AGREES], id="from and to"),
        pytest.param("Burglaries went from 941 to 930 in 2024.", [AGREES, DISAGREES], id="to another"),
        pytest.param("In the first half of 2024 there were 455 burglaries.", [AGREES], id="half a year"),
        pytest.param("In the first half of 2024 there were 903 burglaries.", [DISAGREES], id="the whole year's"),
        pytest.param("In 2024, 77 burglars were aged under twenty.", [AGREES], id="an age is no figure"),
        pytest.param("In 2024, 350 goods were recovered.", [UNSOURCED], id="no kilograms"),
        pytest.param("In 2024, 340 kg of goods were recovered.", [DISAGREES], id="kilograms"),
        pytest.param("There were 17.9 patrols per officer in 2024.", [AGREES], id="so many for each"),
        pytest.param("Stolen bicycles were 1.1 times those of the year before in 2024.", [AGREES], id="times"),
        pytest.param("According to the Chief Constables' Office there were 903 burglaries in 2024.", [AGREES], id="who says so"),  # noqa: E501
        pytest.param("In 2024, according to the Ministry of Order, there were 903 burglaries.", [AGREES], id="who says so within"),  # noqa: E501
        pytest.param("There were 903 burglaries in 2024, the Chief Constables' Office said.", [AGREES], id="who said so"),  # noqa: E501
        pytest.param("Officers caught 77 burglars aged under twenty in 2024.", [AGREES], id="a verb behind a subject"),
        pytest.param("Volunteers found 350 kg of goods recovered in 2024.", [AGREES], id="another verb"),
        pytest.param("Outside Paris there were 903 burglaries in 2024.", [UNSOURCED], id="a place that nothing knows"),
        pytest.param("In Lindale the average waiting time for a permit was 40 days in 2024.", [DISAGREES], id="a name, and a measure that is described"),  # noqa: E501
        pytest.param("The average waiting time for a permit was 44 days in 2024.", [UNSOURCED], id="the name is not said"),  # noqa: E501
    ],
)  # fmt: skip
def test_a_description_is_found_by_its_words_and_its_period(text, wanted):
    assert statuses_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("2024년 절도 사건은 903건이었다.", [AGREES], id="it is so"),
        pytest.param("2024년 절도 사건은 930건이었다.", [DISAGREES], id="it is not so"),
        pytest.param("절도 사건이 2024년 4.0% 감소했다.", [AGREES], id="a change"),
        pytest.param("절도 사건은 2024년 전년보다 4.0% 증가했다.", [DISAGREES], id="the other way"),
        pytest.param(
            "2023년 941건이던 절도 사건은 2024년 903건으로 줄었다.", [AGREES, AGREES], id="each number after its year"
        ),
        pytest.param("상점 절도 사건의 비율은 2024년 12.8%였다.", [DISAGREES], id="a wrong share"),
        pytest.param("2024년 상반기 절도 사건은 455건이다.", [AGREES], id="half a year"),
        pytest.param("2024년 청소년 절도범은 77명이다.", [AGREES], id="people"),
        pytest.param("일본의 절도 사건은 2024년 903건이다.", [UNSOURCED], id="a place that nothing knows"),
    ],
)
def test_korean_descriptions_are_found_whatever_their_particles(text, wanted):
    assert statuses_of(text, KOREAN, "ko") == wanted


def test_a_title_and_the_sentence_before_say_what_a_number_is_about():
    assert statuses_of("# Burglaries of shops\n\nIn 2024 there were 144.") == [AGREES]
    assert statuses_of("Burglaries of shops are rising in 2024. There were 144 of them.") == [AGREES]
    assert statuses_of("Rain fell all year in 2024. There were 144 of them.") == [UNSOURCED]


@pytest.mark.parametrize(
    ("text", "facts", "locale", "wanted"),
    [
        ("There were 903 burglaries last year.", ENGLISH, "en", [AGREES]),
        ("There were 941 burglaries last year.", ENGLISH, "en", [DISAGREES]),
        ("There were 903 burglaries this year.", ENGLISH, "en", [UNSOURCED]),
        ("Last year there were 903 burglaries, down from 941 the year before.", ENGLISH, "en", [AGREES, AGREES]),
        ("Burglaries fell by 4.0% last year.", ENGLISH, "en", [AGREES]),
        ("In the first half of last year there were 455 burglaries.", ENGLISH, "en", [AGREES]),
        ("지난해 절도 사건은 903건이었다.", KOREAN, "ko", [AGREES]),
        ("작년 상반기 절도 사건은 903건이었다.", KOREAN, "ko", [DISAGREES]),
        ("재작년 절도 사건은 941건이었다.", KOREAN, "ko", [AGREES]),
    ],
)
def test_last_year_counts_from_the_day_of_the_text_and_is_open_without_one(text, facts, locale, wanted):
    def statuses(day: date | None) -> list[Status]:
        found = scan(text, facts, locale=locale, day=day)
        return [one.status for one in found if one.status is not Status.NOT_A_FIGURE]

    assert statuses(date(2025, 5, 20)) == wanted
    assert DISAGREES not in statuses(None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("---\ntitle: x\ndate: 2025-05-20\n---\nLast year it fell.", date(2025, 5, 20)),
        ("# Burglaries fall\n\n20 May 2025\n\nLast year it fell.", date(2025, 5, 20)),
        ("# Burglaries fall\n\nLINDALE, 20 May 2025 (Agency) — Last year it fell.", date(2025, 5, 20)),
        ("# Burglaries fall\n\nThe survey of 20 May 2025 and the one of last year differ by more than was said.", None),
        ("---\ndate: 2025-02-31\n---\nLast year it fell.", None),
    ],
)
def test_the_day_of_a_text_is_read_from_its_head(text, day):
    assert find_day(parse_draft(text.encode(), "a.md")) == day


def test_candidates_are_ranked_and_say_which_of_them_agrees():
    [one] = [one for one in scan("There were 941 burglaries of shops in 2024.", ENGLISH) if one.candidates]
    first = one.candidates[0]
    assert (first.statistic, first.agrees) == ("burglaries of shops.count.2024", False)
    assert first.score == max(each.score for each in one.candidates)
    assert len(one.candidates) <= 5


@pytest.mark.parametrize(
    "text", ["In Paris there were 903 burglaries in 2024.", "Armed burglaries numbered 903 in 2024."]
)
def test_what_a_word_refuses_has_candidates_and_is_not_accused(text):
    found = scan(text, ENGLISH)
    [one] = [one for one in found if one.candidates]
    assert (one.status, one.candidates[0].statistic) == (UNSOURCED, "burglaries.count.2024")
    assert "statistic" in one.reason
    assert count_statuses(found) == "1 number: 1 ambiguous"


def test_a_statistic_that_another_number_of_the_sentence_bears_out_is_not_held_against_the_next():
    assert statuses_of("In 2024 there were 903 burglaries, and 5,000 patrols.")[1] is UNSOURCED


@pytest.mark.parametrize(
    ("about", "described"),
    [
        ("drug offenders", True),
        ("Nando de Colo", False),
        ("76ers", False),
        ("외국인 범죄자", True),
        ("서울", False),
        ("Ministry of Justice", False),
    ],
)
def test_descriptions_are_told_from_names(about, described):
    assert is_described(about) is described


def test_words_are_known_without_particles_and_endings():
    assert features("외국인은") == features("외국인") == ("외국", "국인")
    assert features("prosecutors") == features("prosecution")
    assert features("the") == ()


def test_what_a_statistic_tells_is_read_from_its_unit_and_measure():
    measures = {"change on the year before": QuantityKind.CHANGE, "share of all": QuantityKind.SHARE}
    assert {
        text: quantity_kind(Fact(id="a", value=Decimal(1), measure=text, unit="share")) for text in measures
    } == measures


@given(st.text(max_size=60))
def test_no_text_raises(text):
    for facts, locale in ((ENGLISH, "en"), (KOREAN, "ko")):
        scan(f"In 2024 burglaries {text} 903 절도 사건 {text}", facts, locale=locale)


@given(label=st.sampled_from(("", " ", "-", "2025", "the")), about=st.sampled_from(((), ("",), (" ",), ("-", "x"))))
def test_statistics_that_are_described_by_no_word_are_indexed(label, about):
    fact = Fact(id="a.b", value=Decimal(812), unit="cases", label=label, about=about, population=label)
    assert statuses_of("There were 812 cases.", index_facts([fact])) == [UNSOURCED]


def test_a_korean_noun_that_says_of_which_kind_another_is_decides_about_whom_a_number_is():
    parts = [one for about in ("사회복지", "교통") for one in series(about, "예산", "KRW", y2024="1467", y2025="1583")]
    facts = index_facts([*parts, *series("예산", "", "KRW", y2024="2503", y2025="2613")])
    # That of all was held against the first, and agreed with the second.
    assert statuses_of("2025년 사회복지 예산은 1583원이다.", facts, "ko") == [UNSOURCED]
    assert statuses_of("2025년 사회복지 예산은 2613원이다.", facts, "ko") == [UNSOURCED]
    assert statuses_of("2025년 예산은 2613원이다.", facts, "ko") == [AGREES]


def list_towns(size: int, population: str, period: str = "2024") -> list[Fact]:
    """Return one measure for so many towns, each with a population of its own."""
    first, last = "Alder Brack Cold Den East Fen Glen Hart Inver Kings".split(), "by ford ham ton mouth field".split()
    names = [f"{one}{other}" for one in first for other in last]
    towns = [names[at % len(names)] + (f" {at // len(names)}" if at >= len(names) else "") for at in range(size)]
    return [
        Fact(
            id=f"jobs.{at}", value=Decimal(1000 + 7 * at), label=f"Jobs in {town}, {period}", about=(town,),
            measure="jobs", unit="jobs", population=population.replace("{}", town), period=period,
        )
        for at, town in enumerate(towns)
    ]  # fmt: skip


@pytest.mark.parametrize("size", [20, 200, 2000])
@pytest.mark.parametrize("population", ["", "jobs held by residents of {}", "{} jobs, without those of {} commuters"])
def test_how_many_statistics_of_a_measure_there_are_changes_no_answer(size, population):
    facts = index_facts(list_towns(size, population))
    text = "In 2024 there were 1,021 jobs in Alderfield. Brackby had 1,042 jobs, and Brackford 1,049."
    found = [(one.statistic, one.status) for one in scan(text, facts) if one.status is not Status.NOT_A_FIGURE]
    assert found == [("jobs.5", DISAGREES), ("jobs.6", AGREES), ("jobs.7", AGREES)]
