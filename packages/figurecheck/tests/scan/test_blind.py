"""Words choose the statistic that a number is held against: what its digits say changes nothing."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figurecheck.scan import Fact, Facts, Scanned, Status, index_facts, scan
from figurecheck.scan.drafts import blank_markdown, read_statistics

PUBLISHED = sorted((Path(__file__).parents[4] / "tests/bench/drafts/published").glob("*.md"))
HELD = {Status.AGREES, Status.DISAGREES}
DIGITS = st.sampled_from("123456789")


@lru_cache(maxsize=16)
def paragraphs_of(path: Path) -> list[str]:
    """The paragraphs of a text under its title, so that an example is scanned in no time."""
    title, *rest = re.split(r"\n\n+", blank_markdown(path.read_text("utf-8")))
    return [f"{title}\n\n{one}" for one in rest if any(map(str.isdecimal, one)) and not one.startswith("#")]


@lru_cache(maxsize=16)
def facts_of(path: Path) -> Facts:
    return index_facts(read_statistics(path.with_suffix(".json")))


def figures_of(text: str, path: Path) -> list[Scanned]:
    found = scan(text, facts_of(path), locale=path.suffixes[0][1:])
    return [one for one in found if one.status is not Status.NOT_A_FIGURE]


@given(data=st.data())
def test_a_changed_digit_changes_no_choice(data):
    path = data.draw(st.sampled_from(PUBLISHED))
    text = data.draw(st.sampled_from(paragraphs_of(path)))
    figures = [one for one in figures_of(text, path) if any(map(str.isdecimal, one.text))]
    if not figures:
        return
    one = data.draw(st.sampled_from(figures))
    # As many digits as before, and none a zero: "2,000" is rounded, and "1992" is a year.
    changed = re.sub(r"\d", lambda _: data.draw(DIGITS), one.text)
    other = {each.start: each for each in figures_of(f"{text[: one.start]}{changed}{text[one.end :]}", path)}
    for before in figures:
        after = other.get(before.start)
        assert after is not None
        assert (after.status in HELD, after.statistic) == (before.status in HELD, before.statistic)


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_no_right_figure_of_a_published_text_is_accused(path):
    text = blank_markdown(path.read_text("utf-8"))
    figures = figures_of(text, path)
    assert [one.text for one in figures if one.status is Status.DISAGREES] == []
    assert sum(one.status is Status.AGREES for one in figures) > 0.55 * len(figures)


def statistics(about: str, measure: str, unit: str, **values: str) -> list[Fact]:
    return [
        Fact(
            id=f"{about} {measure} {name[1:]}", about=(about,), measure=measure, unit=unit, value=Decimal(value),
            period=name[1:], label=f"{about}, {measure}, {name[1:]}",
        )
        for name, value in values.items()
    ]  # fmt: skip


CITIES = [
    *statistics("Orvale", "burglaries", "cases", y2023="702", y2024="612"),
    *statistics("Orvale", "robberies", "cases", y2023="102", y2024="87"),
    *statistics("Tamsk", "burglaries", "cases", y2023="498", y2024="531"),
    *statistics("Orvale", "average waiting time for a permit", "days", y2023="18.4", y2024="16.9"),
    *statistics("Tamsk", "average waiting time for a permit", "days", y2023="21.3", y2024="20.2"),
    *statistics("Northshire", "recorded offences", "cases", y2022="40120", y2023="41250", y2024="40377"),
    *statistics("drug offenders aged 20 to 29", "count", "people", y2024="2118"),
    *statistics("drug offenders aged 40 to 49", "count", "people", y2024="3305"),
]
KOREAN = [
    *statistics("서울", "절도", "건", y2023="702", y2024="612"),
    *statistics("부산", "절도", "건", y2023="498", y2024="531"),
    *statistics("서울", "강도", "건", y2024="87"),
]
EXCHANGED = (
    ("Police in Orvale recorded {} burglaries and {} robberies in 2024.", "612", "87"),
    ("In 2024 waiting times for a permit fell in Orvale ({} to {} days).", "18.4", "16.9"),
    ("In Orvale, waiting times for a permit fell from {} days in 2023 to {}.", "18.4", "16.9"),
    ("In 2024 there were {} drug offenders aged 20 to 29 and {} aged 40 to 49.", "2,118", "3,305"),
    ("In 2024 burglaries in Orvale and Tamsk numbered {} and {} respectively.", "612", "531"),
    ("Burglaries in 2024: Orvale {}, Tamsk {}.", "612", "531"),
    ("Orvale had {} burglaries in 2024 and Tamsk {}.", "612", "531"),
    ("Burglaries in Orvale dropped by {} to {} in 2024.", "90", "612"),
    ("Northshire had {} recorded offences in 2024, after {} in 2023.", "40,377", "41,250"),
    ("| Town | Burglaries in 2024 | Robberies in 2024 |\n|---|---|---|\n| Orvale | {} | {} |", "612", "87"),
    ("| Town | 2023 | 2024 |\n|---|---|---|\n| Burglaries in Orvale | {} | {} |", "702", "612"),
    ("Orvale had {} burglaries in 2024, against {} in Tamsk.", "612", "531"),
    ("In 2024 there were more burglaries in Orvale ({}) than in Tamsk ({}).", "612", "531"),
    ("Burglaries in Orvale slipped from {} to {} in 2024.", "702", "612"),
    ("In 2024 Orvale and Tamsk were safer. A year earlier they had {} and {} burglaries respectively.", "702", "498"),
    ("2024년 서울과 부산의 절도는 각각 {}건, {}건이었다.", "612", "531"),
    ("2024년 서울의 절도는 {}건, 강도는 {}건이었다.", "612", "87"),
    ("서울의 절도는 2023년 {}건에서 2024년 {}건으로 줄었다.", "702", "612"),
)


def statuses(text: str, facts: list[Fact]) -> list[str]:
    locale = "ko" if any("가" <= sign <= "힣" for sign in text) else "en"
    found = scan(text, index_facts(facts), locale=locale)
    return [one.status.value for one in found if one.status is not Status.NOT_A_FIGURE]


@pytest.mark.parametrize(("text", "one", "other"), EXCHANGED, ids=[text for text, *_ in EXCHANGED])
def test_two_figures_of_a_sentence_that_change_places_both_disagree(text, one, other):
    assert statuses(text.format(one, other), CITIES + KOREAN) == ["agrees", "agrees"]
    assert statuses(text.format(other, one), CITIES + KOREAN) == ["disagrees", "disagrees"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("The least since 2023 when Northshire had 41,250 recorded offences.", ["agrees"], id="when"),
        pytest.param("Burglaries in Orvale fell by 12.8% in 2024.", ["agrees"], id="a change of two levels"),
        pytest.param("Burglaries in Orvale fell by 702 in 2024.", ["disagrees"], id="a change is no level"),
        pytest.param("Orvale recorded 90 fewer burglaries in 2024 than in 2023.", ["agrees"], id="so many fewer"),
        pytest.param("# Orvale in 2023\n\nIn 2024 there were 612 burglaries.", ["agrees"], id="not the title's year"),
        pytest.param("In May 2024 Orvale had 612 burglaries.", ["unsourced"], id="a month is no year"),
        pytest.param("Orvale had 612 burglaries.", ["unsourced"], id="either year may be meant"),
        pytest.param("Two of the burglaries in Orvale in 2024 are unsolved.", ["unsourced"], id="a part"),
        pytest.param("Of the burglaries in Orvale in 2024, 14 of 18 were solved.", ["unsourced"] * 2, id="parts"),
        pytest.param("In 2024 Orvale had 612 armed burglaries.", ["unsourced"], id="narrowed by what nothing knows"),
        pytest.param("Orvale had 612 burglaries in 2024, fewer than 702 in 2023.", ["agrees"] * 2, id="what is passed"),
        pytest.param("Orvale had fewer than 612 burglaries in 2024.", ["disagrees"], id="a limit of its own"),
        pytest.param("In 2024 Orvale had 40 new patrol cars.", ["unsourced"], id="something else is counted"),
    ],
)  # fmt: skip
def test_period_part_and_noun_decide_what_is_meant(text, wanted):
    assert statuses(text, CITIES) == wanted


def test_where_two_may_be_meant_both_are_named_and_nobody_is_accused():
    [one] = scan("Orvale had 9 burglaries.", index_facts(CITIES))
    assert one.status is Status.UNSOURCED
    assert "Orvale burglaries 2023" in one.reason
    assert "Orvale burglaries 2024" in one.reason


SCHOOLS = [
    *statistics("Maryfield", "pupils", "people", y2023="46905", y2024="46330"),
    *statistics("Maryfield", "pupils on free school meals", "people", y2023="9820", y2024="10315"),
    *statistics("Maryfield", "share of pupils on free school meals", "percent", y2023="20.9", y2024="22.3"),
    *statistics("Maryfield", "bus drivers", "people", y2023="371", y2024="348"),
    *statistics("전국", "주택 착공", "호", y2023="242188", y2024="305331"),
]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "# Maryfield in 2024\n\nSome 10,315 pupils, or 22.3%, had free school meals, up from 9,820 in 2023.",
            ["agrees", "agrees", "unsourced"], id="words behind a share that only adds",
        ),
        pytest.param(
            "In 2024 Maryfield had 348 bus drivers. It needs 41 more drivers.", ["agrees", "unsourced"], id="a need",
        ),
        pytest.param("In 2024 Maryfield should have 500 bus drivers.", ["unsourced"], id="a demand"),
        pytest.param(
            "# 2024년 주택 착공\n\n전국 주택 착공은 24만2188호에서 30만5331호로 늘었다.", ["agrees", "agrees"],
            id="a counter before the particle",
        ),
    ],
)  # fmt: skip
def test_what_a_number_is_of_stands_behind_its_share_its_counter_and_its_verb(text, wanted):
    assert statuses(text, SCHOOLS) == wanted


FARMS = [
    *statistics("Norrland", "farms", "", y2023="17240", y2024="16905"),
    *statistics("Norrland", "wheat harvest", "tonnes", y2015="5120", y2023="3412", y2024="3087"),
    *statistics("Norrland", "wheat yield", "tonnes per hectare", y2023="7.4", y2024="6.9"),
    *statistics("Norrland", "barley yield", "tonnes per hectare", y2023="5.6", y2024="5.8"),
    *statistics("Norrland", "organic farms", "", y2023="2260", y2024="2318"),
    *statistics("Norrland", "share of organic farmland", "percent", y2023="14.2", y2024="14.8"),
    *statistics("Carrow University", "applications", "", y2023="32915", y2024="34206"),
    *statistics("Thorley University", "applications", "", y2023="12480", y2024="11865"),
    *statistics("Thorley University", "first-year students", "people", y2023="2904", y2024="2877"),
    *statistics("Law", "applications", "", y2023="2716", y2024="2795"),
]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "Organic farms numbered 2,318 in 2024 (2,260 in 2023) and worked 14.8% of farmland.", ["agrees"] * 3,
            id="a bracket's period ends with it",
        ),
        pytest.param(
            "# Wheat in 2024\n\nBarley did better, with a yield of 5.8 (2023: 5.6).", ["agrees"] * 2,
            id="the sentence before the heading",
        ),
        pytest.param(
            "Compared with 2015, when it was 5,120, the wheat harvest in Norrland was down 39.7% in 2024.",
            ["unsourced", "agrees"], id="what opens a sentence is the base",
        ),
        pytest.param(
            "# Carrow University\n\nIn 2024 applications to Thorley University fell to 11,865.", ["agrees"],
            id="applications to somebody",
        ),
        pytest.param(
            "In 2024 Thorley University had 11,865 applications, and its intake was down 27.", ["agrees", "unsourced"],
            id="a noun of its own",
        ),
        pytest.param(
            "| Subject | Applications 2023 | Applications in 2024 |\n|---|---|---|\n| Law | 2,716 | 2,795 |",
            ["agrees"] * 2, id="a head with a noun and a year",
        ),
        pytest.param("Farmers in Norrland lost 9.5% in 2024.", ["unsourced"], id="farmers are no farms"),
        pytest.param(
            "| Norrland | 2023 | 2024 |\n|---|---|---|\n| Farms | 17,240 | -335 |", ["agrees", "unsourced"],
            id="a sign alone is no change",
        ),
    ],
)  # fmt: skip
def test_words_of_the_clause_and_the_head_decide_what_is_meant(text, wanted):
    assert statuses(text, FARMS) == wanted


COMPOUNDS = (("Barton", "Bartonfield"), ("Harring", "Harringborough"), ("Weston", "Westonbury"))


@pytest.mark.parametrize(("one", "other"), [*COMPOUNDS, *((b, a) for a, b in COMPOUNDS)])
@pytest.mark.parametrize("about", ["inmates of {} prison", "{} prison inmates"])
def test_names_alike_inside_descriptions_are_two_names(about, one, other):
    both = statistics(about.format(one), "count", "people", y2024="310")
    both += statistics(about.format(other), "count", "people", y2024="470")
    text = f"In 2024 there were {{}} inmates in {one} prison. In 2024 {other} prison had {{}} inmates."
    assert "disagrees" not in statuses(text.format(310, 470), both)
    assert "agrees" not in statuses(text.format(470, 310), both)
    assert "agrees" not in statuses(f"In 2024 {other} prison had 310 inmates.", both[:1])


ALIKE = (
    ("Mauritius", "Mauritania"), ("Nottingham", "Nottinghamshire"), ("Williams", "Williamson"), ("Niger", "Nigeria"),
    ("Charlotte", "Charlottesville"), ("Guinea", "Guinea-Bissau"), ("Korea", "South Korea"), ("York", "New York"),
    ("Anne Hansen", "Anne Hansson"), ("Austria", "Australia"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), [*ALIKE, *((b, a) for a, b in ALIKE)])
def test_names_that_are_alike_are_two_names(one, other):
    both = statistics(one, "births", "cases", y2024="310") + statistics(other, "births", "cases", y2024="470")
    assert statuses(f"In 2024 there were 310 births in {one} and 470 in {other}.", both) == ["agrees", "agrees"]
    assert statuses(f"In 2024 there were 470 births in {one} and 310 in {other}.", both) == ["disagrees", "disagrees"]
    assert statuses(f"{other} had 470 births in 2024.", both[:1]) == ["unsourced"]


NAMES = (
    "U.S.", "AT&T", "Coca-Cola", "Guinea-Bissau", "5G", "A&E", "S&P 500", "St. John's", "Côte d'Ivoire", "O2",
    "7-Eleven", "M&S", "3M", "K-pop", "ING", "the Netherlands", "e.on",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_statistic_is_about_is_found(name):
    facts = statistics(name, "complaints", "cases", y2024="310")
    assert statuses(f"{name} had 310 complaints in 2024.", facts) == ["agrees"]
    assert statuses(f"In 2024 there were 31 complaints about {name}.", facts) == ["disagrees"]


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_name_and_no_measure_raises(about, measure):
    facts = index_facts([Fact(id="a", about=(about,), measure=measure, value=Decimal(3), unit="cases", period="2024")])
    scan(f"In 2024 {about} had 4 {measure}.", facts)
