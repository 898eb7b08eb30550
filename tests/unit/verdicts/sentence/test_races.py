"""Who is ahead of whom, and what is so of German figures: superlatives, comparatives, what came before."""

from __future__ import annotations

import pytest

from .genres import is_told

SCORE, TIMES = "[80 <points.ro.2024>] to [69 <points.un.2024>]", "[9.93 <dash.ma.2024>] to [9.88 <dash.ha.2024>]"
LIVES = "[3,974 <births.ta.2024>] to [3,902 <deaths.ta.2024>]"


@pytest.mark.parametrize(
    ("true", "false"),
    [
        (f"Rovers finished 11 points clear of United: {SCORE}.", f"Rovers finished 11 points behind United: {SCORE}."),
        (f"Rovers led United by {SCORE}.", f"Rovers trailed United by {SCORE}."),
        (f"United were 11 points adrift of Rovers, {SCORE}.", f"United were 11 points clear of Rovers, {SCORE}."),
        (f"Oduya trailed Cole, {TIMES}.", f"Oduya led Cole, {TIMES}."),
        (f"Births outnumbered deaths, {LIVES}.", f"Births were outnumbered by deaths, {LIVES}."),
        (f"United was beaten by Rovers, {SCORE}.", f"Rovers was beaten by United, {SCORE}."),
    ],
)
def test_who_is_ahead_has_the_better_figure(true, false):
    assert not is_told(true)
    assert is_told(false)


@pytest.mark.parametrize(
    "text", [f"Rovers never trailed United: {SCORE}.", f"Behind closed doors Rovers beat them by {SCORE}."]
)
def test_what_is_denied_or_names_nobody_is_no_race(text):
    assert not is_told(text)


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("Die Nordbahn war mit [80,1 Prozent <zug.no.2024>] die unpünktlichste der zwei.",
         "Die Nordbahn war mit [80,1 Prozent <zug.no.2024>] die pünktlichste der zwei."),
        ("Bei der Südbahn waren die Verspätungen mit [2,5 Minuten <spät.sü.2024>] am kürzesten.",
         "Bei der Südbahn waren die Verspätungen mit [2,5 Minuten <spät.sü.2024>] am längsten."),
        ("Die Südbahn erreichte mit [90,2 Prozent <zug.sü.2024>] ihren besten Wert seit 2022.",
         "Die Südbahn erreichte mit [90,2 Prozent <zug.sü.2024>] ihren schlechtesten Wert seit 2022."),
        ("Die Altstadt hat mit [13,70 Euro je Quadratmeter <miete.al.2024>] die teuersten Wohnungen.",
         "Die Altstadt hat mit [13,70 Euro je Quadratmeter <miete.al.2024>] die günstigsten Wohnungen."),
        ("Die Südbahn war mit [90,2 Prozent <zug.sü.2024>] pünktlicher als die Nordbahn mit [80,1 <zug.no.2024>].",
         "Die Südbahn war mit [90,2 Prozent <zug.sü.2024>] unpünktlicher als die Nordbahn mit [80,1 <zug.no.2024>]."),
        ("Die größte Verspätung hatte die Nordbahn mit [5,0 Minuten <spät.no.2024>].",
         "Die größte Verspätung hatte die Südbahn mit [2,5 Minuten <spät.sü.2024>]."),
        ("Die Nordbahn kam auf [80,1 Prozent <zug.no.2024>], mehr als im Vorjahr.",
         "Die Nordbahn kam auf [80,1 Prozent <zug.no.2024>], weniger als im Vorjahr."),
        ("Die Verspätungen nahmen ab: von [2,8 <spät.sü.2023>] auf [2,5 Minuten <spät.sü.2024>].",
         "Die Verspätungen nahmen zu: von [2,8 <spät.sü.2023>] auf [2,5 Minuten <spät.sü.2024>]."),
        ("Hohenau gab [106,6 Millionen Euro <aus.ho.2024>] aus, nach [107,3 Millionen Euro <aus.ho.2023>] im Vorjahr.",
         "Hohenau gab [106,6 Millionen Euro <aus.ho.2024>] aus, vor [107,3 Millionen Euro <aus.ho.2023>] im Vorjahr."),
    ],
)  # fmt: skip
def test_german_superlatives_and_comparatives_are_read_by_what_is_measured(true, false):
    assert not is_told(true, "de")
    assert is_told(false, "de")


@pytest.mark.parametrize(
    "text",
    [
        "Die Nordbahn ist mit [80,1 Prozent <zug.no.2024>] eine der pünktlichsten im Land.",
        "Die zweitschnellste Strecke der Nordbahn hat [80,1 Prozent <zug.no.2024>].",
        "Die Nordbahn war mit [80,1 Prozent <zug.no.2024>] nicht die pünktlichste.",
        "Der größte Bahnhof der Nordbahn kam auf [80,1 Prozent <zug.no.2024>].",
    ],
)
def test_german_superlatives_of_something_else_are_not_read(text):
    assert not is_told(text, "de")
