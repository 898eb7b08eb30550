"""Which numbers of a running text are figures, and which need a claim."""

import pytest

from figurecheck.figures import NumberKind, find


def kinds(text, locale="en", names=()):
    return [(one.text, one.kind.value, one.needs_claim) for one in find(text, locale=locale, names=names)]


def claimed(text, locale="en", names=()):
    return [one.text for one in find(text, locale=locale, names=names) if one.needs_claim]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("In 2024 police caught 23,022 offenders, 16.6% fewer than in 2023.", ["23,022 offenders", "16.6%"]),
        ("The second year running with more than 20,000 people.", ["second year running", "20,000 people"]),
        ("One in five was foreign, and half of those were under 30.", ["One in five", "half", "30"]),
        ("They seized two tonnes, worth $1.3bn.", ["two tonnes", "$1.3bn"]),
        ("A dozen officers, twenty-three of them women, doubled it.", ["A dozen officers", "twenty-three", "doubled"]),
        ("Dozens of cases and hundreds of people.", ["Dozens", "hundreds"]),
        ("It rose from 370 to 762.", ["370 to 762"]),
        ("Between 20 and 30 people came.", ["20 and 30 people"]),
        ("One of the 23 suspects fled.", ["One", "23 suspects"]),
        # "İ" is two characters in lower case
        ("In İzmir one of the 23 suspects fled.", ["one", "23 suspects"]),
        (
            "One kilogram, one year, one officer, one-third, one hundred.",
            ["One kilogram", "one year", "one officer", "one-third", "one hundred"],
        ),
        ("More than one report says so.", ["one"]),
        ("He had four assists, one steal and one block.", ["four", "one", "one"]),
        ("Twenty-one of them left, and a third of the rest.", ["Twenty-one", "a third"]),
        ("A third man left.", ["third"]),
        ("The 1,690-kilogram haul.", ["1,690-kilogram"]),
        ("A 24-hour, seven-year, 30-point win.", ["24-hour", "seven-year", "30"]),
        ("Since 2022 more than 2000 people died, and 1958 offenders were caught.", ["2000 people", "1958 offenders"]),
        ("It was 0/0 903 times.", ["0/0 903"]),
        ("Open 24/7.", ["24/7"]),
        ("Two thirds, 3/4, \u00bd and 2\u00bd times.", ["Two thirds", "3/4", "\u00bd", "2\u00bd times"]),
        ("zero cases", ["zero cases"]),
        ("A fleet of 2024 buses; in all 1999 trips; Boeing 120 orders.", ["2024", "1999", "120"]),
        ("A score of arrests, 6st 4lb and 260 per mille.", ["A score", "6st 4lb", "260 per mille"]),
        ("It is 23 022 people, or 12,34,567, or 5 lakh.", ["23 022 people", "12,34,567", "5 lakh"]),
        ("On June 4 200 people came; see page 3 200 times.", ["200 people", "200 times"]),
        ("He was 3-for-4, at 2 1/2 to 1, with 25p and 6ft 2in.", ["3", "4", "2 1/2 to 1", "25p", "6ft 2in"]),
        (
            "3.2 deaths per 100,000 people, one-in-four, 50-50.",
            ["3.2 deaths per 100,000 people", "one-in-four", "50-50"],
        ),
    ],
)
def test_figures_need_a_claim(text, figures):
    assert claimed(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "No one knows what one should do; the one who did was one of the best.",
        "In 2018, one newspaper printed it, one file a subject, one row a day.",
        "At first, once more, for the first time, firstly.",
        "A second-hand car, on second thoughts, a third party, a double-check, a half-hearted try.",
        "In 2020, 2021 and 2024; from 2020 to 2024; in 2020\u201324; the 1990s; mid-2024; in '24.",
        "On 4 June 2025, June 4, 2025-06-04, September 2022, and at 14:30 or 2 p.m.",
        "The first half of 2025, the third quarter, the 20th century.",
        "See Section 3, Table 4, page 12, Article 59, No. 7 and #8.",
        "1. An item\n2) Another\n(3) A last one",
        "COVID-19, H1N1, A4, G20, 5G, 3D, MP3, F-16 and 4x4.",
        "Read https://example.org/2024/3, mail a1@example.org, run `judge(23)`, version 1.0.4, commit 71b2c0d.",
        "Call +82-2-1234-5678 or 02-123-4567.",
        "Several hundred came, and nobody left; no case was closed.",
        "Nothing at all.",
        "In 2021 foreign nationals fled; by 2020 and 2021 offenders had; in fiscal 2022 officers did.",
        "Figures in millions of won, and in thousands.",
        "The over-65s, the mid-20s and the under-30s; baker's dozen; by the dozen.",
        "RFC 9110 says so, as ISO/IEC 27001:2022 and BS 7671 do; a Boeing 737-800, and the S&P 500.",
        "The pool of 2019 winners; in all, 2024 was good.",
    ],
)
def test_other_numbers_need_none(text):
    assert claimed(text) == []


def test_a_name_that_the_editor_lists_needs_no_claim():
    assert claimed("The Group of Seven met Antonov 124 crews.") == ["Seven", "124"]
    assert claimed("The Group of Seven met Antonov 124 crews.", names=("Group of Seven", "Antonov 124")) == []


def test_the_span_holds_the_unit_and_the_full_span_the_qualifier_and_direction():
    (found,) = find("Seizures fell by almost 16.6% last year.")
    assert (found.start, found.end) == (24, 29)
    assert "Seizures fell by almost 16.6% last year."[found.full_start : found.full_end] == "fell by almost 16.6%"
    assert found.reading == "nearly 16.6%, down"


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("there were more than 20,000 people", "more than 20,000 people"),
        ("there were 20,000 or more", "20,000 or more"),
        ("it was 16.6% lower than", "16.6% lower"),
        ("a year-on-year fall of 16.6% in", "fall of 16.6%"),
        ("a 16.6% year-on-year fall in", "16.6% year-on-year fall"),
        ("it fell to 23,022 in", "23,022"),
        ("somewhere between 20 and 30 of", "between 20 and 30"),
        ("the 762, up from 370", "762"),
    ],
)
def test_full_span(text, full):
    found = find(text)[0]
    assert text[found.full_start : found.full_end] == full


def test_kinds_are_told_apart():
    assert kinds("In 2024, on 4 June, at 14:30, the 3rd of 20 G20 talks.") == [
        ("2024", "year", False),
        ("4 June", "date", False),
        ("14:30", "time", False),
        ("3rd", "ordinal", True),
        ("20", "figure", True),
        ("G20", "name", False),
    ]


def test_korean_figures_need_a_claim():
    text = "지난해 사범은 2만3022명으로 전년 대비 16.6% 감소했다. 2년 연속 2만명을 넘었고, 두 배 이상, 절반은 30대다."
    assert claimed(text, "ko") == ["2만3022명", "16.6%", "2년 연속", "2만명", "두 배", "절반"]


@pytest.mark.parametrize(
    "text",
    [
        "2024년 9월 4일, 2025. 6. 4., 6월, 17일 발표, 6시 30분, 1분기, 1990년대, 2020~2024년",
        "제3조 제2항, 3차 회의, 코로나19, A4용지, G20, 5G, 20대와 30대",
        "한국의 한 경찰은 이 사건을 한 번도 조사하지 않았다. 사이 세대, 세계, 구조 개선, 만약, 이상한 일",
        "1. 항목\n2) 둘째",
        "2020부터 2024까지, 2024에서 2025로의 변화, 2023 대비, 2023년 대비, ’24년, 1990년대 대비",
        "5~6월, 11·12월, 5월 3~5일, 1~3분기, 1·2분기, 4/4분기, 4인 가구, 2인 이상 가구",
    ],
)
def test_other_korean_numbers_need_none(text):
    assert claimed(text, "ko") == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("2020에서 2024로 늘었다", ["2020에서 2024"]),
        ("2020~2024명", ["2020~2024명"]),
        ("버스 2023 대", ["2023 대"]),
        ("’24년간, 5~6개월, 50인 이상", ["24년", "5~6개월", "50인"]),
    ],
)
def test_what_merely_looks_like_years_and_months_is_counted(text, figures):
    assert claimed(text, "ko") == figures


def test_the_kinds_that_need_a_claim_carry_a_figure():
    for one in find("About 380 officers, the second of three, 1.2 million and one in five, in 2025, at A4."):
        assert not one.needs_claim or (one.figure is not None and one.kind in {NumberKind.FIGURE, NumberKind.ORDINAL})


@pytest.mark.parametrize("text", ["9" * 3000 + " people", "1" + ",000" * 900, "９" * 500])
@pytest.mark.parametrize("locale", ["en", "ko", "de"])
def test_a_run_of_digits_without_end_does_not_escape(text, locale):
    assert claimed(text, locale)


@pytest.mark.parametrize(
    ("text", "locale", "figures"),
    [
        ("Rund 23.022 Menschen, 16,6 %, für 1,3 Mrd. Euro.", "de", ["23.022 Menschen", "16,6 %", "1,3 Mrd. Euro"]),
        ("Environ 23 022 personnes, soit 16,6 % de moins.", "fr", ["23 022 personnes", "16,6 %"]),
    ],
)
def test_digits_of_other_languages_are_found(text, locale, figures):
    assert claimed(text, locale) == figures
