"""Surpluses and deficits, profits and losses, and verbs of what was added or lost."""

from __future__ import annotations

import pytest

from .genres import CONTEXT, bind, is_told
from .reading import check

TRADE = "Exports of [$109.8 billion <exports.ve.2024>] and imports of [$105.1 billion <imports.ve.2024>]"


def _holds(text: str, locale: str = "en") -> bool:
    """Return whether a text is neither contradicted nor wrong in its figures."""
    return all(
        one.severity.value == "ok" and not one.warnings for one in check(bind(text), locale=locale, context=CONTEXT)
    )


@pytest.mark.parametrize(
    ("true", "false", "locale"),
    [
        ("Halvex lost [€42 million <profit.ha.2023>] in 2023.", "Brennor lost [€61 million <profit.br.2024>].", "en"),
        ("Halvex made a loss of [€42 million <profit.ha.2023>].",
         "Brennor made a loss of [€61 million <profit.br.2024>].", "en"),
        ("Halvex swung to a profit of [€96 million <profit.ha.2024>] from a loss of [€42 million <profit.ha.2023>].",
         "Halvex swung to a loss of [€96 million <profit.ha.2024>].", "en"),
        ("Sudland lost [1,200 people <net.su.2024>] to migration in 2024.",
         "Norland lost [32,400 people <net.no.2024>] to migration in 2024.", "en"),
        ("Brennor stayed in the black, making [€61 million <profit.br.2024>].",
         "Brennor stayed in the red, making [€61 million <profit.br.2024>].", "en"),
        ("Halvex rutschte mit [42 Millionen Euro <profit.ha.2023>] in die roten Zahlen.",
         "Halvex rutschte mit [42 Millionen Euro <profit.ha.2023>] in die schwarzen Zahlen.", "de"),
        ("Halvex laid off [350 people <staff.ha.d.2024>] in 2024.",
         "Halvex took on [350 people <staff.ha.d.2024>] in 2024.", "en"),
        ("Halvex cut its staff in 2024, by [350 people <staff.ha.d.2024>].",
         "Halvex raised its staff in 2024, by [350 people <staff.ha.d.2024>].", "en"),
        (f"{TRADE} left a surplus.", f"{TRADE} left a deficit.", "en"),
        ("Halvex machte 2023 [42 Millionen Euro <profit.ha.2023>] Verlust.",
         "Halvex machte 2024 [96 Millionen Euro <profit.ha.2024>] Verlust.", "de"),
        ("Hohenau nahm [180,4 Millionen Euro <ein.ho.2024>] ein und gab [106,6 Millionen Euro <aus.ho.2024>] aus:"
         " ein Überschuss.",
         "Hohenau nahm [180,4 Millionen Euro <ein.ho.2024>] ein und gab [106,6 Millionen Euro <aus.ho.2024>] aus:"
         " ein Defizit.", "de"),
        ("가람전자는 2023년 [42억원 <순이익.가람.2023>]의 손실을 냈다.",
         "가람전자는 2024년 [96억원 <순이익.가람.2024>]의 손실을 냈다.", "ko"),
        ("가람전자는 [96억원 <순이익.가람.2024>]의 순이익을 내며 흑자로 돌아섰다.",
         "가람전자는 [96억원 <순이익.가람.2024>]의 순이익을 내며 적자로 돌아섰다.", "ko"),
        ("교육청은 [377억원 <세입.교육.2024>]을 걷고 [391억원 <세출.교육.2024>]을 써 적자를 냈다.",
         "교육청은 [377억원 <세입.교육.2024>]을 걷고 [391억원 <세출.교육.2024>]을 써 흑자를 냈다.", "ko"),
    ],
)  # fmt: skip
def test_a_balance_lies_on_the_side_that_its_sentence_says(true, false, locale):
    assert _holds(true, locale)
    assert is_told(false, locale)


@pytest.mark.parametrize(
    "text",
    [
        "After last year's loss Halvex made [€96 million <profit.ha.2024>].",
        "Halvex cut its losses and made [€96 million <profit.ha.2024>].",
        f"{TRADE} ended the old deficit.",
    ],
)
def test_a_loss_of_another_year_is_not_that_of_the_figure(text):
    assert not is_told(text)


def test_a_deficit_that_widened_is_further_below_zero():
    assert _holds("Sudland's net loss narrowed in 2024 to [1,200 people <net.su.2024>].")
    assert is_told("Sudland's net loss widened in 2024 to [1,200 people <net.su.2024>].")
    assert _holds("Sudland's net loss narrowed to [1,200 people <net.su.2024>] from [1,600 people <net.su.2023>].")
    assert is_told("Sudland's net loss widened to [1,200 people <net.su.2024>] from [1,600 people <net.su.2023>].")


def test_a_loss_or_surplus_of_another_period_or_sum_is_no_movement_of_the_figure():
    assert not is_told("가람전자의 순이익은 [96억원 <순이익.가람.2024>]으로, 적자였던 2023년보다 많다.", "ko")
    assert not is_told("세입은 [377억원 <세입.교육.2024>]으로 흑자 폭이 컸다.", "ko")
