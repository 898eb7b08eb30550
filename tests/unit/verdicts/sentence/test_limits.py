"""A limit in a sentence that is not the one of its statistic: "within 12 weeks" of those treated within 18."""

from __future__ import annotations

from decimal import Decimal

import pytest

from figurecheck.model import Statistic
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.sentence.context import make_context

from .genres import bind
from .reading import contradicted


def _one(id: str, value: str, unit: str, measure: str, population: str = "") -> Statistic:
    return Statistic(
        id=id, value=Decimal(value), unit=unit, measure=measure, label=measure, population=population, period="2024"
    )


MADE = [
    _one("w18", "0.569", "share", "share treated within 18 weeks", "patients treated"),
    _one("year", "0.613", "share", "share of cases heard within a year"),
    _one("late", "0.098", "share", "share of trains late", "trains that arrived more than five minutes late"),
    _one("hot", "19", "days", "days above 30 °C"),
    _one("young", "0.193", "share", "share of residents under 18"),
    _one("old", "0.274", "share", "share of residents over 65"),
    _one("zug", "0.902", "share", "Anteil der Züge, die höchstens fünf Minuten zu spät ankamen"),
    _one("치료", "0.569", "share", "18주 이내에 치료받은 비율"),
    _one("wait", "15.1", "weeks", "median wait"),
]
CONTEXT = make_context({one.id: one for one in MADE}, SentenceRules())


def _is_told(text: str, locale: str = "en") -> bool:
    return bool(contradicted(bind(text), context=CONTEXT, locale=locale))


@pytest.mark.parametrize(
    ("true", "false", "locale"),
    [
        ("[56.9% <w18>] were treated within 18 weeks.", "[56.9% <w18>] were treated within 12 weeks.", "en"),
        ("[56.9% <w18>] were treated in under 18 weeks.", "[56.9% <w18>] were treated in under ten weeks.", "en"),
        ("Only [56.9% <w18>] were seen within 18 weeks.", "Only [56.9% <w18>] waited more than 18 weeks.", "en"),
        ("[61.3% <year>] were heard within 12 months.", "[61.3% <year>] were heard within six months.", "en"),
        ("[9.8% <late>] were over five minutes late.", "[9.8% <late>] were over 15 minutes late.", "en"),
        ("It had [19 days <hot>] above 30 °C.", "It had [19 days <hot>] above 25 °C.", "en"),
        ("It had [19 days <hot>] of more than 30 degrees.", "It had [19 days <hot>] of more than 35 degrees.", "en"),
        ("[19.3% <young>] of residents are under 18.", "[19.3% <young>] of residents are under 16.", "en"),
        ("The over-65s are [27.4% <old>].", "The over-80s are [27.4% <old>].", "en"),
        ("[90,2 Prozent <zug>] waren höchstens fünf Minuten zu spät.",
         "[90,2 Prozent <zug>] waren höchstens zehn Minuten zu spät.", "de"),
        ("[56.9% <치료>]가 18주 안에 치료받았다.", "[56.9% <치료>]가 12주 안에 치료받았다.", "ko"),
    ],
)  # fmt: skip
def test_another_limit_than_that_of_its_statistic_is_told(true, false, locale):
    assert not _is_told(true, locale)
    assert _is_told(false, locale)


@pytest.mark.parametrize(
    "text",
    [
        "Within a year it fell to [56.9% <w18>].",
        "It fell to [56.9% <w18>] within a year.",
        "[56.9% <w18>] were treated, and over 40 hospitals took part.",
        "[56.9% <w18>] were treated within 18 weeks, and nobody after more than 52 weeks.",
        "Not one of them was treated within 12 weeks, and [56.9% <w18>] within 18.",
        "The wait was [15.1 weeks <wait>], in a year of less than 12 weeks of rain.",
        "[27.4% <old>] of residents are over 65, and over 30 homes are full.",
    ],
)
def test_what_is_no_limit_of_the_figure_is_not_read(text):
    assert not _is_told(text)
