"""Majorities, runs to which no figure is bound, and what is better or worse in German and Korean."""

from __future__ import annotations

import pytest

from .genres import CONTEXT, bind, is_told
from .reading import check


@pytest.mark.parametrize(
    ("true", "false", "locale"),
    [
        ("A minority of [48.1% <for.hi.2024>] were for it.", "A majority of [48.1% <for.hi.2024>] were for it.", "en"),
        ("A majority of residents ([54.4% <for.ta.2024>]) were for it.",
         "A minority of residents ([54.4% <for.ta.2024>]) were for it.", "en"),
        ("[54.4% <for.ta.2024>], a narrow majority, were for it.",
         "[48.1% <for.hi.2024>], a narrow majority, were for it.", "en"),
        ("Eine Mehrheit von [54,4 Prozent <for.ta.2024>] war dafür.",
         "Eine Mehrheit von [48,1 Prozent <for.hi.2024>] war dafür.", "de"),
        ("과반인 [54.4% <for.ta.2024>]가 찬성했다.", "과반인 [48.1% <for.hi.2024>]가 찬성했다.", "ko"),
    ],
)  # fmt: skip
def test_a_majority_is_more_than_half(true, false, locale):
    assert not is_told(true, locale)
    assert is_told(false, locale)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("He won by a majority of [12.3% <won.ta.2024>].", "en"),
        ("There was no majority of [48.1% <for.hi.2024>].", "en"),
        ("Eine relative Mehrheit von [48,1 Prozent <for.hi.2024>] war dafür.", "de"),
        ("The majority party asked them, and [48.1% <for.hi.2024>] were for it.", "en"),
    ],
)
def test_a_majority_of_something_else_is_not_read(text, locale):
    assert not is_told(text, locale)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("Rain at Ardley rose for the second year running, to [842 mm <rain.ar.2024>].",
         "Burglaries in Dunsley fell for the second year running, to [1,288 <burglaries.du.2024>]."),
        ("Burglaries in Dunsley have risen for two consecutive years, to [1,288 <burglaries.du.2024>].",
         "Burglaries in Stanwick have fallen for two consecutive years, to [544 <burglaries.st.2024>]."),
        ("Burglaries in Dunsley have risen every year since 2022, to [1,288 <burglaries.du.2024>].",
         "Burglaries in Stanwick have fallen every year since 2022, to [544 <burglaries.st.2024>]."),
    ],
)  # fmt: skip
def test_a_run_to_which_no_figure_is_bound_is_held_against_its_series(true, false):
    assert not is_told(true)
    assert is_told(false)


@pytest.mark.parametrize(
    ("true", "false", "locale"),
    [
        ("한빛구의 절도 검거율은 [76.8% <검거.한빛.2024>]로 개선됐다.",
         "한빛구의 절도 검거율은 [76.8% <검거.한빛.2024>]로 악화됐다.", "ko"),
        ("한빛구는 [5.4분 <출동.한빛.2024>]으로 솔내구([8.1분 <출동.솔내.2024>])보다 빨랐다.",
         "한빛구는 [5.4분 <출동.한빛.2024>]으로 솔내구([8.1분 <출동.솔내.2024>])보다 느렸다.", "ko"),
        ("Die Pünktlichkeit der Südbahn verbesserte sich auf [90,2 Prozent <zug.sü.2024>].",
         "Die Pünktlichkeit der Südbahn verschlechterte sich auf [90,2 Prozent <zug.sü.2024>].", "de"),
        ("Die Südbahn war kürzer verspätet als im Vorjahr: [2,5 <spät.sü.2024>] nach [2,8 <spät.sü.2023>].",
         "Die Südbahn war länger verspätet als im Vorjahr: [2,5 <spät.sü.2024>] nach [2,8 <spät.sü.2023>].",
         "de"),
        ("Die Verspätung der Südbahn verbesserte sich auf [2,5 Minuten <spät.sü.2024>].",
         "Die Verspätung der Südbahn verschlechterte sich auf [2,5 Minuten <spät.sü.2024>].", "de"),
    ],
)  # fmt: skip
def test_better_and_worse_hang_on_the_measure_in_each_language(true, false, locale):
    assert not is_told(true, locale)
    assert is_told(false, locale)


@pytest.mark.parametrize(
    "text",
    [
        "[71,200 <in.no.2024>] people left Norland in 2024.",
        "[38,800 <out.no.2024>] people settled in Norland in 2024.",
    ],
)
def test_who_came_did_not_leave(text):
    assert any(one.warnings for one in check(bind(text), context=CONTEXT))


@pytest.mark.parametrize(("word", "told"), [("up", False), ("down", True)])
def test_up_on_the_previous_year_is_read_behind_a_level(word, told):
    assert is_told(f"Burglaries in Dunsley came to [1,288 <burglaries.du.2024>], {word} on the previous year.") is told


def test_a_county_counts_nothing():
    found = check(bind("The county had [1,288 <burglaries.du.2024>] robberies."), context=CONTEXT)
    assert any(one.warnings for one in found)


@pytest.mark.parametrize(("word", "told"), [("solved", False), ("unsolved", True)])
def test_what_is_undone_is_not_done(word, told):
    assert is_told(f"In Dunsley [10.1% <solved.du.2024>] of burglaries were {word}.") is told


@pytest.mark.parametrize(("part", "told"), [("over two-fifths", False), ("two-thirds", True)])
def test_the_second_of_two_figures_may_be_the_part(part, told):
    text = f"Dunsley had [1,288 <burglaries.du.2024>] burglaries, Stanwick {part} of them ([544 <burglaries.st.2024>])."
    assert is_told(text) is told


@pytest.mark.parametrize(
    ("words", "locale", "told"),
    [
        ("85 more than a year earlier", "en", False),
        ("85 fewer than a year earlier", "en", True),
        ("six more than a year earlier", "en", True),
        ("137 more than in 2022", "en", False),
        ("far more than a year earlier", "en", False),
        ("85 mehr als im Vorjahr", "de", False),
        ("acht mehr als im Vorjahr", "de", True),
    ],
)
def test_a_difference_to_which_no_figure_is_bound_is_held_against_the_series(words, locale, told):
    assert is_told(f"Dunsley: [1288 <burglaries.du.2024>], {words}.", locale) is told
