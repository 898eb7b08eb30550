"""What a figure is of: named in its sentence or above it, or the editor is told that it is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from figurecheck.model import Aspect, SentenceReading, SentenceState, Statistic
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.sentence.context import make_context

from .reading import check


def _one(id: str, value: str, unit: str, about: str, measure: str, population: str = "") -> Statistic:
    label, period = f"{measure}, {about}, 2024", "2024"
    made = {"about": about, "measure": measure, "label": label, "population": population, "period": period}
    return Statistic(id=id, value=Decimal(value), unit=unit, **made)  # type: ignore[arg-type]


CONTEXT = make_context(
    {
        one.id: one
        for one in (
            _one("jobless", "0.043", "share", "Varnholt", "unemployment rate", "people of 16 and over"),
            _one("pay", "612", "GBP", "Varnholt", "median weekly pay", "full-time employees"),
            _one("stays", "8140", "cases", "Varnholt", "hospital admissions", "patients of all ages"),
            _one("rain", "91", "mm", "Varnholt", "rainfall"),
            _one("boats", "31", "people", "Varnholt", "number", "skippers with a licence"),
            _one("guests", "14", "countries", "the fair", "number"),
            _one("실업", "0.043", "share", "바른시", "실업률"),
            _one("매매", "612000000", "KRW", "바른시", "아파트 매매가격"),
        )
    },
    SentenceRules(),
)


def counted(text: str, locale: str = "en") -> SentenceReading:
    """Return what is read of the last figure's measure."""
    return next(one for one in check(text, locale=locale, context=CONTEXT)[-1].sentence if one.aspect is Aspect.COUNTED)


NAMED = [
    ("Unemployment in Varnholt was {claim}`4.3% <jobless>` in 2024.", "Unemployment"),
    ("In 2024, Varnholt's {claim}`31 <boats>` skippers went out.", "skippers"),
    ("Full-time workers in Varnholt had a median pay of {claim}`£612 <pay>` a week.", "median pay"),
    ("Hospitals in Varnholt counted {claim}`8,140 admissions <stays>`.", "admissions"),
    ("The fair drew {claim}`14 countries <guests>` to Varnholt.", "countries"),
    ("# Rainfall\n\nVarnholt had {claim}`91 mm <rain>` in 2024.", "Rainfall"),
    ("Unemployment is low in Varnholt. There it was {claim}`4.3% <jobless>`.", "Unemployment"),
    ("| Varnholt | Unemployment |\n|---|---|\n| 2024 | {claim}`4.3% <jobless>` |", "Unemployment"),
]


@pytest.mark.parametrize(("text", "words"), NAMED)
def test_a_word_of_the_measure_in_the_sentence_or_above_bears_it_out(text, words):
    assert (counted(text).state, counted(text).words) == (SentenceState.BORNE_OUT, words)


@pytest.mark.parametrize("what", ["The employment rate", "The poverty rate", "Inflation", "Turnout", "It"])
def test_another_measure_is_not_shown_as_checked_though_no_statistic_has_it(what):
    found = counted(f"{what} in Varnholt was {{claim}}`4.3% <jobless>` in 2024.")
    assert found.state is not SentenceState.BORNE_OUT
    assert "unemployment rate" in str(found.reason)


@pytest.mark.parametrize(
    "text",
    [
        "House prices in Varnholt were {claim}`£612 <pay>` in 2024.",
        "A flat in Varnholt cost {claim}`£612 <pay>` a month in 2024.",
        "Varnholt had {claim}`91 mm <rain>` of snow in 2024.",
        "Doctors in Varnholt wrote {claim}`8,140 <stays>` prescriptions in 2024.",
        # Who is counted does not say of what a share is: many rates are of the same people.
        "Of people of 16 and over, {claim}`4.3% <jobless>` smoked in Varnholt in 2024.",
        # Nor do the months and the ways of counting that a label may name.
        "In all of 2024 the number rose to {claim}`4.3% <jobless>` in Varnholt.",
    ],
)
def test_what_no_word_names_is_told(text):
    found = counted(text)
    assert found.state is not SentenceState.BORNE_OUT
    assert found.reason or found.words


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("바른시의 2024년 실업률은 {claim}`4.3% <실업>`였다.", SentenceState.BORNE_OUT),
        ("바른시의 2024년 고용률은 {claim}`4.3% <실업>`였다.", SentenceState.CONTRADICTED),
        ("바른시의 2024년 출산율은 {claim}`4.3% <실업>`였다.", SentenceState.NOT_READ),
        ("바른시의 2024년 아파트 전세가격은 {claim}`6억 1200만 원 <매매>`이었다.", SentenceState.CONTRADICTED),
        ("바른시의 2024년 소득은 {claim}`6억 1200만 원 <매매>`이었다.", SentenceState.NOT_READ),
        # A statistic in another script has no word that this text could repeat.
        ("바른시의 2024년 실업률은 {claim}`4.3% <jobless>`였다.", SentenceState.NOT_READ),
    ],
)
def test_korean_measures_are_held_against_those_of_the_statistic(text, state):
    assert counted(text, "ko").state is state
    assert bool(counted(text, "ko").reason) == ("jobless" not in text and state is not SentenceState.BORNE_OUT)


def test_a_negation_of_the_measure_contradicts_it():
    assert counted("Employment in Varnholt was {claim}`4.3% <jobless>`.").state is SentenceState.CONTRADICTED
    both = "As employment rose, unemployment in Varnholt fell to {claim}`4.3% <jobless>`."
    assert counted(both).state is SentenceState.BORNE_OUT
