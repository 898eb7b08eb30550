"""True sentences of ordinary reports that must be left alone, and the same made false, by class."""

from __future__ import annotations

from decimal import Decimal

import pytest

from figurecheck.model import Aspect, Basis, Statistic
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.sentence.context import Context, make_context

from .reading import check, contradicted


def one(id: str, value: str, unit: str = "people", **fields: object) -> Statistic:
    """Return a statistic; what is not given is empty."""
    return Statistic(id=id, value=Decimal(value), unit=unit, **fields)  # type: ignore[arg-type]


def know(*statistics: Statistic) -> Context:
    """Return what sentences over these statistics are held against."""
    return make_context({statistic.id: statistic for statistic in statistics}, SentenceRules())


TRADE = know(
    one("exports", "127", "tonnes", measure="exports", about="Alderby", period="2024"),
    one("imports", "72", "tonnes", measure="imports", about="Alderby", period="2024"),
    one("in", "140", "tonnes", measure="imports", about="China", period="2024"),
    one("out", "133", "tonnes", measure="exports", about="China", period="2024"),
    one("voted", "0.54", "share", measure="turnout", about="Alderby", period="2024"),
    one("others", "0.66", "share", measure="turnout", about="Brackwater", period="2024"),
)


CHECKS = know(
    one("latest", "2047512", "checks", measure="newest month", about="checks"),
    one("year", "19217279", "checks", measure="so far this year", about="checks"),
    one("change", "-0.164", "share", measure="change on year", about="checks"),
)


@pytest.mark.parametrize(
    "text",
    [
        "It made {claim}`2,047,512 checks <latest>`, {claim}`16.4% fewer <change>` than a year before; so far it made"
        " {claim}`more than 19 million <year>`.",
        "It made {claim}`2,047,512 checks <latest>`, down on a year before, and {claim}`19,217,279 <year>` in all.",
    ],
)
def test_a_year_before_ranks_nothing(text):
    assert contradicted(text, context=CHECKS) == set()


AIR = know(
    one("r25", "2.12", "ppm", measure="annual increase", about="globe", period="2025"),
    one("r86", "1.02", "ppm", measure="annual increase", about="globe", period="1986"),
    one("ratio", "2.08", "ratio", about="globe"),
)


@pytest.mark.parametrize("year", [1986, 1987])
@pytest.mark.parametrize("then", ["as much as in {} with {}", "as much as in {} ({})"])
def test_what_is_compared_with_is_of_the_year_before_it(year, then):
    text = "The year 2025 added {claim}`2.12 ppm <r25>`, {claim}`2.08 times <ratio>` "
    found = contradicted(f"{text}{then.format(year, '{claim}`1.02 ppm <r86>`')}.", context=AIR)
    assert found == (set() if year == 1986 else {Aspect.PERIOD})


def test_what_stands_before_another_in_a_ranking_is_no_smaller():
    text = "In front were {claim}`2,047,512 checks <latest>` before {claim}`19,217,279 checks <year>`."
    assert contradicted(text, context=CHECKS) == {Aspect.COMPARISON}


@pytest.mark.parametrize(
    "text",
    [
        "It had exports of {claim}`127 tonnes <exports>` and imports of {claim}`72 tonnes <imports>`.",
        "Imports from China ({claim}`140 tonnes <in>`) exceeded exports to it ({claim}`133 tonnes <out>`).",
        "It sold {claim}`127 tonnes <exports>`, with purchases of {claim}`72 tonnes <imports>`.",
        "In Alderby {claim}`54% <voted>` of those who might did so, in Brackwater {claim}`66% <others>`.",
    ],
)
def test_of_behind_a_noun_of_its_own_makes_no_part(text: str) -> None:
    assert contradicted(text, context=TRADE) == set()


def test_of_behind_the_noun_of_the_part_makes_one() -> None:
    text = "{claim}`127 tonnes <exports>` of the {claim}`72 tonnes <imports>` were sold."
    assert contradicted(text, context=TRADE) == {Aspect.COMPARISON}


CASES = know(
    *(
        one(f"{name[:2].lower()}.{year}", value, measure="cases", about=name, period=year)
        for name, values in {"Alderby": ("61", "212"), "Brackwater": ("30", "88"), "Cold Harbour": ("12", "47")}.items()
        for year, value in zip(("2023", "2024"), values, strict=True)
    ),
    one("profit", "6", "tonnes", measure="net profit", population="net profit", about="Alderby", period="2024"),
    one("revenue", "73", "tonnes", measure="revenue", population="revenue", about="Alderby", period="2024"),
    one("share", "0.12", "share", measure="share of the vote", about="Brackwater", period="2024"),
)
A, B, C = "{claim}`212 <al.2024>`", "{claim}`88 <br.2024>`", "{claim}`47 <co.2024>`"


@pytest.mark.parametrize(
    "text",
    [
        f"Three in five ({A}) were in Alderby, a quarter ({B}) in Brackwater and the rest ({C}) in Cold Harbour.",
        f"Alderby (the port) counted {A} cases, Brackwater (inland) {B} and Cold Harbour (an island) {C}.",
        f"Last year Alderby (Brackwater's rival) counted {A} cases.",
        f"Cases: {A} (Alderby), {B} (Brackwater), {C} (Cold Harbour).",
        f"Alderby had {A} cases; Brackwater, with few votes ({{claim}}`12% <share>`), had {B}.",
        f"Having had {{claim}}`61 <al.2023>` cases in its best year, 2023, Alderby now has {A}.",
        f"Alderby, which had {{claim}}`61 <al.2023>` before the flood, in May 2023, has gone up to {A}.",
        "Alderby had a profit of {claim}`6 tonnes <profit>` on revenue of {claim}`73 tonnes <revenue>`.",
    ],
)
def test_a_bracket_or_an_apposition_belongs_to_what_it_follows(text: str) -> None:
    assert not [caution for finding in check(text, context=CASES) for caution in finding.warnings]
    assert contradicted(text, context=CASES) == set()


@pytest.mark.parametrize(
    "text",
    [
        f"Three in five ({B}) were in Alderby, a quarter ({A}) in Brackwater and the rest ({C}) in Cold Harbour.",
        f"Alderby (the port) counted {A} cases, Brackwater (inland) {C} and Cold Harbour (an island) {B}.",
        f"Cases: {B} (Alderby), {A} (Brackwater), {C} (Cold Harbour).",
    ],
)
def test_figures_exchanged_between_brackets_are_found(text: str) -> None:
    assert Aspect.GROUP in contradicted(text, context=CASES)


def change_of(id: str, value: str, old: str, new: str) -> Statistic:
    """Return a change as notebooks record it, with both ends as its period."""
    series = ((old, Decimal(100)), (new, Decimal(100) * (1 + Decimal(value))))
    basis = Basis(kind="change", test="share", at=new, run=(old,), series=series)
    return one(id, value, "share", measure="change in cases", about="Alderby", period=f"{old}/{new}", basis=basis)


HALVES = know(
    one("h1", "108", measure="cases", about="Alderby", period="2024-H1"),
    one("h0", "100", measure="cases", about="Alderby", period="2023-H1"),
    one("q4", "102", measure="cases", about="Alderby", period="2024-Q4"),
    one("q3", "90", measure="cases", about="Alderby", period="2024-Q3"),
    one("q0", "100", measure="cases", about="Alderby", period="2023-Q4"),
    one("dec", "102", measure="cases in the month", about="Alderby", period="2024-12"),
    change_of("half", "0.08", "2023-H1", "2024-H1"),
    change_of("quarter", "0.02", "2023-Q4", "2024-Q4"),
    change_of("month", "0.02", "2023-12", "2024-12"),
)


@pytest.mark.parametrize(
    "text",
    [
        "In the first half of 2024 it had {claim}`108 <h1>`, {claim}`8% more <half>` than in the same period of 2023.",
        "In the first half of 2024 it had {claim}`108 <h1>`, against {claim}`100 <h0>` in the same half of 2023.",
        "In the last quarter of 2024 it had {claim}`102 <q4>`, {claim}`2% more <quarter>` than a year earlier.",
        "In Q4 2024 it had {claim}`102 <q4>`, up from {claim}`100 <q0>` in the same quarter a year earlier.",
        "At the end of 2024 it had {claim}`102 <dec>`, {claim}`2% more <month>` than a year before.",
        "By December 2024 it had {claim}`102 <dec>`, {claim}`2% more <month>` than in the same month of 2023.",
    ],
)
def test_a_change_counts_from_the_time_at_which_it_ends(text: str) -> None:
    assert contradicted(text, context=HALVES) == set()


@pytest.mark.parametrize(
    "text",
    [
        "In the first half of 2024 it had {claim}`108 <h1>`, {claim}`8% more <half>` than in the same period of 2022.",
        "In the first half of 2024 it had {claim}`108 <h1>`, against {claim}`100 <h0>` in the same half of 2022.",
        "In Q4 2024 it had {claim}`102 <q4>`, up from {claim}`90 <q3>` in the same quarter a year earlier.",
    ],
)
def test_another_year_of_the_same_stretch_is_found(text: str) -> None:
    assert contradicted(text, context=HALVES) == {Aspect.PERIOD}


def test_the_same_stretch_of_another_year_is_read_in_korean() -> None:
    true = "2024년 상반기 {claim}`108명 <h1>`으로, 전년 같은 기간({claim}`100명 <h0>`)보다 늘었다."
    assert contradicted(true, locale="ko", context=HALVES) == set()
    assert contradicted(true.replace("전년", "2023년"), locale="ko", context=HALVES) == set()
    assert contradicted(true.replace("전년", "2022년"), locale="ko", context=HALVES) == {Aspect.PERIOD}


@pytest.mark.parametrize(
    "text",
    [
        f"It came to {A} cases, the highest figure since records began in 2023, said Mr Hill.",
        f"Since the Ports Act of 2023 came into force, Alderby has had {A} cases.",
        f"The mayor, who took office in 2023, counted {A} cases.",
        f"Elected in 2023, the mayor counted {A} cases.",
        f"The clinic, first opened in 2023, counted {A} cases.",
        f"“I was young when I came in 2023,” says the mayor, who counted {A} cases.",
        f"Alderby is still above its level of 2023: {A} cases, against {{claim}}`61 <al.2023>` then.",
    ],
)
def test_the_time_of_another_clause_is_not_that_of_the_figure(text: str) -> None:
    assert contradicted(text, context=CASES) == set()


@pytest.mark.parametrize(
    "text",
    [
        f"When Alderby was flooded in 2023, {A} cases were counted.",
        f"The number of cases, counted since the flood, was {A} in 2023.",
        f"In 2023, the mayor said, there were {A} cases.",
        f"There were {A} cases that doctors counted in 2023.",
    ],
)
def test_the_time_of_the_figure_is_still_read_beside_other_clauses(text: str) -> None:
    assert contradicted(text, context=CASES) == {Aspect.PERIOD}


DEATHS = know(
    one("all", "4800", measure="deaths", about="Alderby", period="2024"),
    one("men", "3200", measure="deaths", about="men", period="2024"),
    one("women", "1600", measure="deaths", about="women", period="2024"),
    one("men.share", "0.66", "share", measure="share of deaths", about="men", period="2024", whole="all"),
    one("women.share", "0.34", "share", measure="share of deaths", about="women", period="2024", whole="all"),
    one("two", "0.4", "share", measure="share of members", about="women", period="2024"),
    one("men.2023", "3100", measure="deaths", about="men", period="2023"),
)


@pytest.mark.parametrize(
    "text",
    [
        "{claim}`66% <men.share>` of the {claim}`4,800 <all>` people who died in 2024 were men.",
        "Some {claim}`1,600 <women>` of the {claim}`4,800 <all>` deaths in 2024 were those of women.",
        "{claim}`Two in five <two>` members elected in 2024 are women.",
        "Among men the number rose: to {claim}`3,200 <men>`, from {claim}`3,100 <men.2023>` in 2023.",
    ],
)
def test_what_stands_behind_a_whole_is_said_of_its_part(text: str) -> None:
    assert contradicted(text, context=DEATHS) == set()


@pytest.mark.parametrize(
    "text",
    [
        "{claim}`66% <men.share>` of the {claim}`4,800 <all>` people who died in 2024 were women.",
        "Some {claim}`1,600 <women>` of the {claim}`4,800 <all>` deaths in 2024 were those of men.",
    ],
)
def test_another_group_behind_a_whole_is_found(text: str) -> None:
    assert contradicted(text, context=DEATHS) == {Aspect.GROUP}


MONTHS = know(
    one("jan", "22", measure="cases", about="Alderby", period="2025-01"),
    one("dec", "19", measure="cases", about="Alderby", period="2024-12"),
    one("nov", "15", measure="cases", about="Alderby", period="2024-11"),
)


def test_a_month_without_a_year_may_be_of_the_year_before() -> None:
    text = "In January 2025 there were {claim}`22 <jan>` cases, up from {claim}`19 <dec>` in December."
    assert contradicted(text, context=MONTHS) == set()
    assert contradicted(text.replace("December", "November"), context=MONTHS) == {Aspect.PERIOD}
    text = "It rose from {claim}`19 <dec>` in December 2024 to {claim}`22 <jan>` in January."
    assert contradicted(text, context=MONTHS) == set()
    assert contradicted(text.replace("in January", "in November"), context=MONTHS) == {Aspect.PERIOD}


@pytest.mark.parametrize(
    "text",
    [
        "In 2024 the number was above that of 2023 ({claim}`61 <al.2023>`).",
        f"In 2024 there were {A} cases, among them a judge; a year before there had been {{claim}}`61 <al.2023>`.",
        f"The {A} cases of 2024 would have been a record in 2023.",
    ],
)
def test_brackets_and_conditions_have_a_time_of_their_own(text: str) -> None:
    assert contradicted(text, context=CASES) == set()


def test_another_year_before_a_bracket_is_found() -> None:
    text = f"In 2024 there were {A} cases, more than in 2022 ({{claim}}`61 <al.2023>`)."
    assert contradicted(text, context=CASES) == {Aspect.PERIOD}


def test_years_of_life_are_of_a_year_where_other_years_are_recorded() -> None:
    lives = {year: one(f"life.{year}", value, "years", measure="life expectancy", about="Alderby", period=year)
             for year, value in (("1990", "71"), ("2024", "84"))}  # fmt: skip
    text = "A child born in 2024 can expect to live {claim}`84 years <life.2024>`."
    assert contradicted(text, context=know(*lives.values())) == set()
    assert contradicted(text.replace("2024 can", "1991 can"), context=know(*lives.values())) == {Aspect.PERIOD}
    assert contradicted(text.replace("2024 can", "1991 can"), context=know(lives["2024"])) == set()


def test_as_many_as_leads_to_what_is_compared_with() -> None:
    text = f"It had {A} cases in 2024, three times as many as in 2023 ({{claim}}`61 <al.2023>`)."
    assert contradicted(text, context=CASES) == set()
    assert contradicted(text.replace("in 2023", "in 2022"), context=CASES) == {Aspect.PERIOD}


SEASONS = know(
    *(
        one(f"{who.lower()}.{year}", value, "goals", measure="goals", about=who, period=f"{year}-08/{year + 1}-05")
        for who, values in {"Hale": ("28", "36", "27"), "Sato": ("17", "14", "19")}.items()
        for year, value in zip((2021, 2022, 2023), values, strict=True)
    ),
    one("fraud", "420", measure="convictions", about="Alderby", period="2023-04/2024-03"),
)


@pytest.mark.parametrize("season", ["2023/24", "2023-24", "2023–24", "2023/2024"])
def test_a_year_that_begins_in_another_is_read_as_one(season: str) -> None:
    text = f"In {season} Hale scored {{claim}}`27 <hale.2023>` goals and Sato {{claim}}`19 <sato.2023>`."
    assert contradicted(text, context=SEASONS) == set()
    for other in ("2022/23", "2022-23", "2024/25"):
        assert contradicted(text.replace(season, other), context=SEASONS) == {Aspect.PERIOD}, other


def test_a_list_of_one_season_is_of_that_season() -> None:
    text = "Hale and Sato scored {claim}`27 <hale.2023>` and {claim}`19 <sato.2023>` goals in 2023-24."
    assert contradicted(text, context=SEASONS) == set()
    assert contradicted(text.replace("2023-24", "2022-23"), context=SEASONS) == {Aspect.PERIOD}


@pytest.mark.parametrize("year", ["the financial year 2023/24", "2023-24", "the year to March 2024", "2024"])
def test_a_financial_year_is_read_as_one(year: str) -> None:
    assert contradicted(f"In {year} there were {{claim}}`420 <fraud>` convictions.", context=SEASONS) == set()


AGES = know(
    *(
        one(f"a{number}", value, measure="victims", about=about, period="2024")
        for number, (about, value) in enumerate(
            {"people aged 10 to 17": "47", "people aged 18 to 24": "122", "people aged 25 to 59": "170",
             "people aged 60 and over": "11", "children under 10": "3"}.items()
        )
    ),
    one("all", "353", measure="victims", about="Alderby", period="2024"),
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Some {claim}`122 <a1>` of the {claim}`353 <all>` were between 18 and 24, and {claim}`47 <a0>` 10 to 17.",
        "Of the victims, {claim}`170 <a2>` were aged 25–59, {claim}`122 <a1>` 18–24 and {claim}`47 <a0>` 10–17.",
        "Among 18- to 24-year-olds there were {claim}`122 <a1>` victims, among the over-60s {claim}`11 <a3>`.",
        "There were {claim}`three <a4>` victims under ten, and {claim}`11 <a3>` who were 60 or older.",
        "Some {claim}`122 <a1>` of last year's {claim}`353 <all>` victims were aged 18 to 24.",
        "In over 60 towns there were {claim}`47 <a0>` victims of 10 to 17 years.",
    ],
)
def test_a_band_of_ages_is_a_group(text: str) -> None:
    assert contradicted(text, context=AGES) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Some {claim}`47 <a0>` of the {claim}`353 <all>` were between 18 and 24, and {claim}`122 <a1>` 10 to 17.",
        "Of the victims, {claim}`122 <a1>` were aged 25–59, {claim}`170 <a2>` 18–24 and {claim}`47 <a0>` 10–17.",
        "Among 18- to 24-year-olds there were {claim}`122 <a1>` victims, among the over-60s {claim}`47 <a0>`.",
        "There were {claim}`47 <a0>` victims aged 18-24.",
        "There were {claim}`three <a4>` victims who were 60 or older.",
    ],
)
def test_another_band_of_ages_is_found(text: str) -> None:
    assert contradicted(text, context=AGES) == {Aspect.GROUP}


NAMES = know(
    *(
        one(f"n{number}", value, "goals", measure="goals", about=about, period="2024")
        for number, (about, value) in enumerate(
            {"Erik Hale": "27", "Ken Sato": "19", "North Region": "212", "South Region": "88", "City Pool": "3"}.items()
        )
    )
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Hale had {claim}`27 <n0>` goals, Sato {claim}`19 <n1>`.",
        "{claim}`212 <n2>` were counted in the North, {claim}`88 <n3>` in the South.",
        "Sato's club, in the Region cup, saw Erik Hale score {claim}`27 <n0>`.",
        "The Pool of the North counted {claim}`212 <n2>`.",
    ],
)
def test_one_word_of_a_name_stands_for_it(text: str) -> None:
    assert contradicted(text, context=NAMES) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Hale had {claim}`19 <n1>` goals, Sato {claim}`27 <n0>`.",
        "{claim}`88 <n3>` were counted in the North, {claim}`212 <n2>` in the South.",
        "| | Goals |\n|---|---|\n| Hale | {claim}`19 <n1>` |\n| Sato | {claim}`27 <n0>` |",
    ],
)
def test_one_word_of_another_name_is_found(text: str) -> None:
    assert contradicted(text, context=NAMES) == {Aspect.GROUP}


COMPARED = [
    f"There were fewer cases in Brackwater ({B}) than in Alderby ({A}) in 2024.",
    f"With {A} cases, Alderby was larger in 2024 than the year before, when it had {{claim}}`61 <al.2023>`.",
]


@pytest.mark.parametrize(
    "text",
    [
        *COMPARED,
        f"Brackwater had fewer cases than Alderby, at {B}, and {A} were counted there.",
        f"There were no fewer cases in Alderby ({A}) than in Brackwater ({B}).",
    ],
)
def test_a_comparative_may_stand_before_both_figures(text: str) -> None:
    assert contradicted(text, context=CASES) == set()


@pytest.mark.parametrize("text", COMPARED)
def test_another_comparative_before_both_figures_is_found(text: str) -> None:
    swap = {"fewer": "more", "larger": "smaller"}
    false = " ".join(swap.get(word, word) for word in text.split())
    assert contradicted(false, context=CASES) == {Aspect.COMPARISON}


def test_the_start_of_a_change_may_stand_behind_its_end() -> None:
    text = f"The number in Alderby rose to {A} in 2024, from {{claim}}`61 <al.2023>` a year earlier."
    assert contradicted(text, context=CASES) == set()
    assert contradicted(text.replace("rose", "fell"), context=CASES) == {Aspect.DIRECTION}


HARVEST = know(
    *(one(f"h{at}", value, "tonnes", measure="harvest", about="Alderby", period=f"2024-H{at}")
      for at, value in ((1, "334"), (2, "349"))),
    one("arrests", "12", measure="people arrested", population="people arrested", about="Alderby", period="2024"),
    one("men", "1304", measure="arrests", about="남성", period="2024"),
    one("men.2023", "1210", measure="arrests", about="남성", period="2023"),
    one("women", "377", measure="arrests", about="여성", period="2024"),
    one("women.2023", "402", measure="arrests", about="여성", period="2023"),
    change_of("grown", "0.08", "2023", "2024"),
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Harvest: first half of 2024 {claim}`334 tonnes <h1>`, second half {claim}`349 tonnes <h2>`",
        "He was sentenced in 2025 for one of the {claim}`12 <arrests>` in Alderby in 2024.",
        "Over the whole of 2024 the number grew {claim}`8% <grown>`.",
        "Since coming to Alderby in 2021, the mayor has seen {claim}`12 <arrests>` people arrested.",
        "With {claim}`12 <arrests>` arrests, Alderby will be out of cells by 2029.",
    ],
)
def test_headlines_parts_and_forecasts_are_left_alone(text: str) -> None:
    assert not [caution for finding in check(text, context=HARVEST) for caution in finding.warnings]
    assert contradicted(text, context=HARVEST) == set()


def test_what_a_bracket_holds_says_nothing_of_the_figures_behind_it() -> None:
    text = (
        "남성 {claim}`1,304명 <men>`, 전년({claim}`1,210명 <men.2023>`)보다 늘고 여성은 {claim}`377명 <women>`이었다."
    )
    assert contradicted(text, locale="ko", context=HARVEST) == set()
    text = f"In Alderby the number was higher than in 2023 ({{claim}}`61 <al.2023>`), and {A} were counted."
    assert contradicted(text, context=CASES) == set()


QUARTERS = know(
    *(one(f"q{at}", str(5000 + 90 * at), measure="open cases", about="Alderby", period=f"2024-Q{at}")
      for at in (1, 2, 3, 4)),
    *(one(f"y{year}", str(9000 - year), measure="cases", about="Alderby", period=str(year))
      for year in (2019, 2022, 2023, 2024)),
    one("b2024", "5024", measure="cases", about="Brackwater", period="2024"),
    one("b2023", "5023", measure="cases", about="Brackwater", period="2023"),
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "In the first quarter of 2024 it had {claim}`5,090 <q1>`, in the second {claim}`5,180 <q2>`.",
        "Open cases: Q1 2024 {claim}`5,090 <q1>`, Q3 {claim}`5,270 <q3>`, Q4 {claim}`5,360 <q4>`",
        "It fell from {claim}`6,978 <y2022>` in 2022 to {claim}`6,977 <y2023>` a year later and {claim}`6,976 <y2024>`"
        " the year after that.",
        "Alderby had {claim}`6,976 <y2024>` in 2024 (2023: {claim}`6,977 <y2023>`), Brackwater {claim}`5,024 <b2024>`.",
        "A trial that began in 2023 ended last year, with {claim}`6,976 <y2024>` cases open.",
        "Alderby, flooded since 2010, fell from {claim}`6,981 <y2019>` to {claim}`6,976 <y2024>`.",
        "It was worse than the {claim}`6,977 <y2023>` of 2023 and {claim}`6,976 <y2024>` of 2024 put together.",
    ],
)
def test_what_is_left_out_is_filled_in(text: str) -> None:
    assert contradicted(text, context=QUARTERS) == set()


@pytest.mark.parametrize(
    "text",
    [
        "In the first quarter of 2024 it had {claim}`5,090 <q1>`, in the third {claim}`5,180 <q2>`.",
        "Open cases: Q1 2024 {claim}`5,090 <q1>`, Q2 {claim}`5,270 <q3>`",
    ],
)
def test_another_quarter_that_is_left_out_is_found(text: str) -> None:
    assert contradicted(text, context=QUARTERS) == {Aspect.PERIOD}
