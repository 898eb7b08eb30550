"""Places among groups, records, multiples and runs to which no figure is bound: false ones are told, true ones not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from figurecheck.model import Aspect, Basis, SentenceState, Statistic
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.sentence.context import make_context

from .genres import CONTEXT, bind, is_told
from .reading import check, contradicted


def is_borne_out(text: str, locale: str = "en") -> bool:
    """Return whether a comparison was read, and is so."""
    found = check(bind(text), locale=locale, context=CONTEXT)
    states = {one.state for finding in found for one in finding.sentence if one.aspect is Aspect.COMPARISON}
    return SentenceState.BORNE_OUT in states and SentenceState.CONTRADICTED not in states


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("The smaller of the two, Marland, exported goods for [$17.7bn <exports.ma.2024>].",
         "The larger of the two, Marland, exported goods for [$17.7bn <exports.ma.2024>]."),
        ("Veland, the bigger of the two, exported goods for [$109.8bn <exports.ve.2024>].",
         "Marland, the bigger of the two, exported goods for [$17.7bn <exports.ma.2024>]."),
        ("At [$109.8bn <exports.ve.2024>], Veland comes first among the exporters.",
         "At [$17.7bn <exports.ma.2024>], Marland comes first among the exporters."),
        ("No town had more burglaries than Dunsley, with [1,288 <burglaries.du.2024>].",
         "No town had more burglaries than Stanwick, with [544 <burglaries.st.2024>]."),
        ("Only Dunsley had more burglaries than Stanwick, with its [544 <burglaries.st.2024>].",
         "Only Stanwick had more burglaries than Dunsley, with its [1,288 <burglaries.du.2024>]."),
        ("Stanwick was outdone by Dunsley, with [544 <burglaries.st.2024>] burglaries.",
         "Dunsley was outdone by Stanwick, with [1,288 <burglaries.du.2024>] burglaries."),
        ("Rainfall at Ardley came to [842 mm <rain.ar.2024>], the second wettest of the two.",
         "Rainfall at Ardley came to [842 mm <rain.ar.2024>], the second driest of the two."),
        ("The fewest burglaries of the two, [544 <burglaries.st.2024>], were those of Stanwick.",
         "The fewest burglaries of the two, [1,288 <burglaries.du.2024>], were those of Dunsley."),
    ],
)  # fmt: skip
def test_a_place_among_groups_is_held_against_all_of_them(true, false):
    assert is_borne_out(true)
    assert is_told(false)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("Stanwick had fewer burglaries than Dunsley in 2024, [544 <burglaries.st.2024>].",
         "Dunsley had fewer burglaries than Stanwick in 2024, [1,288 <burglaries.du.2024>]."),
        ("Unlike Stanwick, Dunsley saw its burglaries rise by [85 <burglaries.du.d.2024>].",
         "Like Stanwick, Dunsley saw its burglaries rise by [85 <burglaries.du.d.2024>]."),
        ("Rain at Ardley rose more slowly than at Portmoor, by [54 mm <rain.ar.d.2024>].",
         "Rain at Ardley rose faster than at Portmoor, by [54 mm <rain.ar.d.2024>]."),
        ("Marland stayed behind Veland, with exports of [$17.7bn <exports.ma.2024>].",
         "Marland stayed ahead of Veland, with exports of [$17.7bn <exports.ma.2024>]."),
    ],
)  # fmt: skip
def test_a_group_that_is_named_before_the_figure_is_compared(true, false):
    assert is_borne_out(true)
    assert is_told(false)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("Dunsley had [1,288 <burglaries.du.2024>] burglaries, more than twice as many as Stanwick.",
         "Dunsley had [1,288 <burglaries.du.2024>] burglaries, more than three times as many as Stanwick."),
        ("Veland exported [$109.8bn <exports.ve.2024>], six times as much as Marland.",
         "Veland exported [$109.8bn <exports.ve.2024>], ten times as much as Marland."),
        ("Points of the Rovers rose by a third in 2024, to [80 <points.ro.2024>].",
         "Points of the Rovers doubled in 2024, to [80 <points.ro.2024>]."),
        ("Stanwick's [544 <burglaries.st.2024>] burglaries of 2024 are less than half of Dunsley's.",
         "Stanwick's [544 <burglaries.st.2024>] burglaries of 2024 are less than a third of Dunsley's."),
        ("More than half of the residents, [54.4% <for.ta.2024>], were for it in Tarn.",
         "More than two thirds of the residents, [54.4% <for.ta.2024>], were for it in Tarn."),
    ],
)  # fmt: skip
def test_a_multiple_is_held_against_the_group_or_the_year_that_is_named(true, false):
    assert is_borne_out(true)
    assert is_told(false)


@pytest.mark.parametrize(
    ("true", "false", "locale"),
    [
        ("The fall in Norland, to [71,200 <in.no.2024>] arrivals, was the second in succession.",
         "The rise in Norland, to [71,200 <in.no.2024>] arrivals, was the second in succession.", "en"),
        ("Employees of Halvex shrank for the first time in two years, to [11,350 <staff.ha.2024>].",
         "Arrivals in Norland fell for the first time in two years, to [71,200 <in.no.2024>].", "en"),
        ("Employees of Halvex fell back after one year of growth, to [11,350 <staff.ha.2024>].",
         "Employees of Halvex fell back after one year of decline, to [11,350 <staff.ha.2024>].", "en"),
        ("Portmoor measured [1,262 mm <rain.po.2024>], a record.",
         "Tarn counted [3,974 <births.ta.2024>] births, a record.", "en"),
        ("Dunsley has never had more burglaries than the [1,288 <burglaries.du.2024>] of 2024.",
         "Stanwick has never had more burglaries than the [544 <burglaries.st.2024>] of 2024.", "en"),
        ("Growth in rainfall at Ardley slowed to [54 mm <rain.ar.d.2024>].",
         "Growth in rainfall at Ardley quickened to [54 mm <rain.ar.d.2024>].", "en"),
        ("솔내구의 출동시간은 2년 연속 늘어 [8.1분 <출동.솔내.2024>]이 됐다.",
         "솔내구의 출동시간은 2년 연속 줄어 [8.1분 <출동.솔내.2024>]이 됐다.", "ko"),
    ],
)  # fmt: skip
def test_a_run_and_a_record_are_held_against_the_series(true, false, locale):
    assert is_borne_out(true, locale)
    assert is_told(false, locale)


def test_a_place_in_a_run_is_not_earlier_than_it_is():
    values = {str(year): Decimal(90 - 7 * (year - 2018)) for year in range(2018, 2025)}
    made = [
        Statistic(id=f"f.{year}", value=value, unit="farms", measure="farms", about="Fenwick", period=year)
        for year, value in values.items()
    ]
    context = make_context({one.id: one for one in made}, SentenceRules())
    text = "Farms in Fenwick fell for the {} year in a row, to {{claim}}`48 <f.2024>`."
    assert not contradicted(text.format("sixth"), context=context)
    assert contradicted(text.format("third"), context=context) == {Aspect.COMPARISON}


@pytest.mark.parametrize(
    "text",
    [
        "No fewer than [1,288 <burglaries.du.2024>] burglaries were recorded in Dunsley, more than in 2022.",
        "Outside Dunsley, no town had more burglaries than Stanwick, with [544 <burglaries.st.2024>].",
        "No town of its size had more burglaries than Stanwick, with [544 <burglaries.st.2024>].",
        "At [1,288 <burglaries.du.2024>], burglaries in Dunsley rose again after a dip in 2022.",
        "Halvex, with [11,350 <staff.ha.2024>] employees, bounced back from a dip in 2023.",
        "Births in Tarn, at [3,974 <births.ta.2024>], remain short of the level of 2022.",
        "Burglaries in Dunsley came to [1,288 <burglaries.du.2024>], beating the previous high of 2023.",
        "Arrivals in Norland, [71,200 <in.no.2024>] in 2024, fell short of those of 2022.",
        "Stanwick, once the town with the most burglaries of the two, had [544 <burglaries.st.2024>].",
        "Halvex's loss in 2023 came to [€42m <profit.ha.2023>].",
        "Burglaries in Dunsley, at [1,288 <burglaries.du.2024>], are well above the 1,151 of 2022.",
        "Halvex's best year of the three brought in [€188m <profit.ha.2022>].",
        "Behind Dunsley, the larger of the two, Stanwick had [544 <burglaries.st.2024>] burglaries.",
        "Tarn counted [3,974 <births.ta.2024>] births, a record for a dry year.",
        "Rovers doubled their efforts and came to [80 <points.ro.2024>] points.",
        "The average wait at Lakeside is above the median of [10.6 weeks <wait.la.2024>].",
        "The average wage is said to matter at Lakeside: the median wait was [10.6 weeks <wait.la.2024>].",
        "Support was [54.4% <for.ta.2024>] in Tarn, against [48.1% <for.hi.2024>] in Hill.",
        "Halvex failed to grow in 2024 and had [11,350 <staff.ha.2024>] employees.",
        "A share of [54.4% <for.ta.2024>] counts people for the bypass.",
        "Stanwick gave up counting after [58 <burglaries.st.d.2024>] fewer.",
    ],
)
def test_a_claim_of_something_else_is_left_alone(text):
    assert not is_told(text)


def test_an_average_is_no_median():
    assert not is_told("The median wait at Lakeside is [10.6 weeks <wait.la.2024>].")
    assert is_told("The average wait at Lakeside is [10.6 weeks <wait.la.2024>].")


def test_points_and_rates_are_of_shares():
    series = (("2023", Decimal(25700)), ("2024", Decimal(28900)))
    basis = Basis(kind="change", test="share", at="2024", run=("2023",), series=series, unit="people")
    common = {"about": "Southmark", "period": "2024"}
    jobless = Statistic(
        id="j", value=Decimal("0.1245"), unit="share", measure="change in unemployed people", basis=basis, **common
    )
    points = Statistic(id="p", value=Decimal("0.6"), unit="pp", measure="change in the unemployment rate", **common)
    context = make_context({"j": jobless, "p": points}, SentenceRules())
    for true in (
        "The number of unemployed in Southmark rose by {claim}`12.5% <j>`.",
        "The growth rate of the unemployed in Southmark rose to {claim}`12.5% <j>`.",
        "The unemployment rate in Southmark rose by {claim}`0.6 points <p>`.",
    ):
        assert not contradicted(true, context=context), true
    for false in (
        "The unemployment rate in Southmark rose to {claim}`12.5% <j>`.",
        "The number of unemployed in Southmark rose by {claim}`0.6 points <p>`.",
    ):
        assert contradicted(false, context=context), false
