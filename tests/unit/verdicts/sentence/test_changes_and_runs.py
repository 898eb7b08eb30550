"""Changes that are said to be levels, or to quicken; runs of an earlier year; extremes; comparisons with a period."""

from __future__ import annotations

from decimal import Decimal

import pytest

from figurecheck.model import Aspect, Basis, Severity, Statistic
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.sentence.context import make_context

from .reading import check, contradicted

CRASHES = {2019: 410, 2020: 700, 2021: 610, 2022: 540, 2023: 520}
PRICES = {"Egypt": "-0.568", "Japan": "-0.505", "Norway": "0.228"}
DOLLARS = {"Egypt": (2.75, 2.69, 2.65), "Japan": (3.04, 3.11, 3.03), "Norway": (7.14, 6.67, 7.52)}


def _make() -> dict[str, Statistic]:
    series = tuple((str(year), Decimal(value)) for year, value in CRASHES.items())
    counted = {"measure": "crashes", "about": "Hale", "population": "사고", "label": "Hale 사고"}
    made = [
        Statistic(id=f"n.{year}", value=Decimal(value), unit="cases", period=str(year), **counted)
        for year, value in CRASHES.items()
    ]
    for year in (2020, 2021, 2022, 2023):
        share = Decimal(CRASHES[year]) / CRASHES[year - 1] - 1
        basis = Basis(kind="change", test="share", at=str(year), run=(str(year - 1),), series=series)
        fields = {**counted, "measure": "change in crashes on the year before"}
        made.append(Statistic(id=f"ch.{year}", value=share, unit="share", period=str(year), basis=basis, **fields))
    run = Basis(kind="streak", test="down", at="2023", run=("2021", "2022", "2023"), before="2020", series=series)
    made.append(Statistic(id="run", value=Decimal(3), unit="years", label="Years of falls", period="2023", basis=run))
    for land, share in PRICES.items():
        fields = {"about": land, "measure": "distance of the price from America's", "population": "burgers"}
        made.append(Statistic(id=f"off.{land}", value=Decimal(share), unit="share", period="2026", **fields))
        for year, price in zip((2024, 2025, 2026), DOLLARS[land], strict=True):
            fields = {"about": land, "measure": "price of a burger", "population": "burgers"}
            value = Decimal(str(price))
            made.append(Statistic(id=f"usd.{land}.{year}", value=value, unit="USD", period=str(year), **fields))
    return {one.id: one for one in made}


CONTEXT = make_context(_make(), SentenceRules())
PAIRS = (
    ("Crashes in Hale rose {by|to} [70.7% <ch.2020>] in 2020.", "en", Aspect.COUNTED),
    ("Crashes in Hale fell {by|to} [12.9% <ch.2021>] in 2021.", "en", Aspect.COUNTED),
    ("2020년 사고는 [70.7% <ch.2020>]{| 로} 늘었다.", "ko", Aspect.COUNTED),
    ("The fall {slowed|accelerated} from [12.9% <ch.2021>] to [11.5% <ch.2022>] in 2022.", "en", Aspect.DIRECTION),
    ("Crashes fell for the [third year running <run>] in {2023|2022}.", "en", Aspect.PERIOD),
    ("A burger in Norway was [22.8% <off.Norway>] {dearer|cheaper} than in America in 2026.", "en", Aspect.DIRECTION),
    ("A burger in Japan was [50.5% <off.Japan>] {cheaper|dearer} than in America in 2026.", "en", Aspect.DIRECTION),
    ("In 2026 Egypt, at [$2.65 <usd.Egypt.2026>], had the {cheapest|dearest} burger.", "en", Aspect.COMPARISON),
    ("Crashes in Hale {peaked|bottomed out} at [700 <n.2020>] in 2020.", "en", Aspect.COMPARISON),
    ("2023년 Hale 사고는 [520건 <n.2023>]으로 2022년보다 {적다|많다}.", "ko", Aspect.COMPARISON),
    ("2023년 Hale 사고는 2022년보다 {적은|많은} [520건 <n.2023>]이다.", "ko", Aspect.COMPARISON),
    ("2020년 Hale 사고는 [700건 <n.2020>]으로 {역대 최다다|역대 최저다}.", "ko", Aspect.COMPARISON),
)  # fmt: skip


def _expand(text: str) -> list[str]:
    text = text.replace("[", "{{claim}}`").replace("]", "`").replace("{{claim}}", "\x00")
    head, _, rest = text.partition("{")
    choice, _, tail = rest.partition("}")
    return [f"{head}{one}{tail}".replace("\x00", "{claim}") for one in choice.split("|")]


@pytest.mark.parametrize(("text", "locale", "aspect"), PAIRS)
def test_the_true_sentence_holds_and_the_false_one_is_named(text, locale, aspect):
    true, false = _expand(text)
    found = check(true, locale=locale, context=CONTEXT)
    assert [one.severity for one in found] == [Severity.OK] * len(found), [str(one.reason) for one in found]
    assert aspect in contradicted(false, locale=locale, context=CONTEXT)


@pytest.mark.parametrize(
    "text",
    [
        "Growth in Hale slowed to {claim}`70.7% <ch.2020>` in 2020.",
        "The rise of {claim}`70.7% <ch.2020>` was the largest since 2015.",
        "Crashes fell faster in Hale ({claim}`12.9% <ch.2021>`) than before ({claim}`11.5% <ch.2022>`).",
    ],
)
def test_what_is_said_of_rates_and_of_extremes_among_changes_is_left_alone(text):
    assert not contradicted(text, context=CONTEXT)
