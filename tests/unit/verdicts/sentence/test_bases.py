"""What a figure is said to be by, "per household" and 가구당, is doubted where the statistic does not say it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from figurecheck.model import Risk, Statistic
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.sentence.context import make_context

from .reading import check


def _one(id: str, unit: str, label: str, about: str) -> Statistic:
    return Statistic(id=id, value=Decimal(85), unit=unit, label=label, about=about, period="2025")


CONTEXT = make_context(
    {
        one.id: one
        for one in (
            _one("rice", "kg", "Rice eaten in 2025", "rice"),
            _one("each", "kg", "Rice eaten per person in 2025", "rice"),
            _one("crashes", "cases", "Crashes in 2025", "crashes"),
            _one("at", "cases", "Crashes near schools in 2025", "crashes"),
            _one("rent", "EUR", "Rent of a flat in 2025", "flats"),
            _one("spent", "KRW per household", "2025년 지출", "지출"),
        )
    },
    SentenceRules(),
)


def doubts(text: str, locale: str) -> list[str]:
    """Return the cautions of words that no statistic bears out."""
    found = check(text, locale=locale, context=CONTEXT)
    return [str(one.text) for each in found for one in each.warnings if one.risk is Risk.NOT_BORNE_OUT]


@pytest.mark.parametrize(
    ("text", "locale", "words"),
    [
        ("In 2025 people ate {claim}`85 kg <rice>` of rice per person.", "en", "per person"),
        ("In 2025 people ate {claim}`85 kg per person <rice>`.", "en", "per person"),
        ("It was {claim}`85 kg <rice>` a head.", "en", "a head"),
        ("There were {claim}`85 <crashes>` crashes per 100,000 people.", "en", "per 100,000 people"),
        ("There were {claim}`85 <crashes>` crashes per school.", "en", "per school"),
        ("쌀은 {claim}`ha당 85kg <rice>` 소비됐다.", "ko", "ha당"),
        ("쌀은 가구당 {claim}`85kg <rice>` 소비됐다.", "ko", "가구당"),
        ("사고는 학교당 {claim}`85건 <crashes>`이다.", "ko", "학교당"),
        ("사고는 인구 10만 명당 {claim}`85건 <crashes>`이다.", "ko", "명당"),
    ],
)
def test_an_amount_by_one_of_many_is_doubted_of_a_statistic_that_is_by_none(text, locale, words):
    (doubt,) = doubts(text, locale)
    assert f"“{words}”" in doubt


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("In 2025 people ate {claim}`85 kg <each>` of rice per person.", "en"),
        ("There were {claim}`85 <at>` crashes per school.", "en"),
        ("The rent was {claim}`€85 <rent>` per square metre.", "en"),
        ("There were {claim}`85 <crashes>` crashes, as per the count of the police.", "en"),
        ("지출은 {claim}`가구당 85원 <spent>`이다.", "ko"),
        ("담당 사고는 {claim}`85건 <crashes>`이다.", "ko"),
        ("한국당 사고는 {claim}`85건 <crashes>`이다.", "ko"),
    ],
)
def test_what_the_statistic_says_or_what_is_no_base_is_not_doubted(text, locale):
    assert not doubts(text, locale)
    assert all(one.severity == "ok" for one in check(text, locale=locale, context=CONTEXT))
