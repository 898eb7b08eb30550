"""Sentences about prices of a survey, taken on days, and about towns that are compared by name."""

from __future__ import annotations

from decimal import Decimal

import pytest

from figurecheck.model import Aspect, Basis, Statistic
from figurecheck.model.orders import read_order
from figurecheck.model.series import find_change, find_rank, read_timeline
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.sentence.context import make_context

from .reading import check, contradicted

DAYS = {"2000-04-09": "3.10", "2024-01-08": "7.40", "2024-07-01": "7.10", "2025-01-06": "6.90", "2026-01-05": "8.20"}
TRIPS = {"Arden": {2023: 1410, 2024: 1380}, "Blythe": {2023: 510, 2024: 470}, "Corley": {2023: 820, 2024: 910}}


def _statistics() -> dict[str, Statistic]:
    made: dict[str, Statistic] = {}

    def add(id: str, value: Decimal, unit: str, basis: Basis | None = None, **texts: str) -> None:
        made[id] = Statistic(id=id, value=value, unit=unit, basis=basis, **texts)  # type: ignore[arg-type]

    for town, more in (("Norway", 0), ("Denmark", 1), ("United States", 2)):
        line = read_timeline([(day, Decimal(value) + more) for day, value in DAYS.items()], place="test")
        slug = town.lower().replace(" ", "")
        for day, value in line.pairs:
            add(f"{slug}.{day}", value, "USD", about=town, period=day, measure="price of a coffee", label="Coffee")
            for old in (old for old in DAYS if old < day):
                change, basis = find_change(line, old=old, new=day, unit="USD")
                texts = {"about": town, "period": f"{old}/{day}", "measure": f"change since {old}"}
                add(f"{slug}.change.{old}.{day}", change, "share", basis, **texts)
    for town, raw, real in (("Norway", "0.371", "0.122"), ("Denmark", "-0.246", "-0.113")):
        base = {"about": town, "period": "2026-01-05"}
        raw_texts = {"measure": "distance of the price from America's", "label": "Over- or undervaluation"}
        add(f"{town}.raw", Decimal(raw), "share", **raw_texts, **base)
        real_texts = {
            "measure": "distance of the price from what wages predict",
            "label": "Valuation adjusted for wages",
        }
        add(f"{town}.real", Decimal(real), "share", **real_texts, **base)
    for town, values in TRIPS.items():
        for year, trips in values.items():
            add(f"{town}.{year}", Decimal(trips), "trips", about=town, period=str(year), measure="ferry trips")
    add("all", Decimal(47), "currencies", about="all currencies", period="2026-01-05", measure="count")
    add("cheap", Decimal(36), "currencies", about="undervalued currencies", period="2026-01-05", measure="count")
    whole = {"part": "cheap", "whole": "all", "period": "2026-01-05", "about": "undervalued currencies"}
    add("cheap.share", Decimal(36) / 47, "share", measure="share of currencies", **whole)
    rank, basis = find_rank([("Norway", Decimal(3)), ("Denmark", Decimal(2))], of="Norway", unit="EUR")
    ranked = {"about": "Norway", "label": "Price among the countries of the north", "measure": "rank"}
    add("rank", rank, "rank", basis, period="2026-01-05", **ranked)
    return made


CONTEXT = make_context(_statistics(), SentenceRules())


def _bind(text: str) -> str:
    return text.replace("[", "{claim}`").replace("]", ">`").replace(" <", " <")


PRICE, FALL = "[$8.20 <norway.2026-01-05]", "[fell by 6.8% <norway.change.2024-01-08.2025-01-06]"


@pytest.mark.parametrize(
    "text",
    [
        f"In January 2026 the price in Norway, {PRICE}, was higher than in January 2025.",
        f"The price in Norway rose to {PRICE}.",
        f"In 2026 a coffee in Norway cost {PRICE}.",
        f"From January 2024 to January 2025 the price in Norway {FALL}.",
        f"Between 2024 and 2025 the price in Norway {FALL}.",
        f"In 2024 the price in Norway {FALL}.",
        "From 2000 to 2026 the price in Norway [rose by 165% <norway.change.2000-04-09.2026-01-05].",
        "On 8 January 2024 a coffee in Norway cost [$7.40 <norway.2024-01-08].",
        "The Norwegian price was [37.1% above <Norway.raw] the American one.",
        "The Danish price is [11.3% below <Denmark.real] what wages predict.",
        "The Danish crown is undervalued by [24.6% <Denmark.raw].",
        "The Norwegian crown is [37.1% overvalued <Norway.raw].",
        "Blythe had [470 <Blythe.2024] trips in 2024, fewer than Arden.",
        "Corley had [910 <Corley.2024] trips in 2024: more than Blythe, but fewer than Arden.",
        "Arden had [1,380 <Arden.2024] trips in 2024, more than any other port.",
        "Blythe had [470 <Blythe.2024] trips in 2024, fewer than Arden had in 2023.",
        "In 2024, when a strike closed the port in May, Corley made [910 <Corley.2024] trips.",
        "In May 2024 the port reported [910 <Corley.2024] trips for Corley.",
        "Only [36 of 47 <cheap.share] currencies are undervalued.",
        "[77% <cheap.share] of the world's currencies are undervalued.",
    ],
)
def test_what_is_true_passes(text: str) -> None:
    found = check(_bind(text), context=CONTEXT)
    assert found
    assert not contradicted(_bind(text), context=CONTEXT)
    assert {finding.verdict.value for finding in found} <= {"exact", "rounded", "holds"}


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        (f"In January 2026 the price in Norway, {PRICE}, was lower than in January 2025.", Aspect.COMPARISON),
        (f"The price in Norway fell to {PRICE}.", Aspect.DIRECTION),
        (f"In 2025 a coffee in Norway cost {PRICE}.", Aspect.PERIOD),
        (f"On 5 January 2025 a coffee in Norway cost {PRICE}.", Aspect.PERIOD),
        (f"From July 2024 to January 2025 the price in Norway {FALL}.", Aspect.PERIOD),
        (f"From 2023 to 2025 the price in Norway {FALL}.", Aspect.PERIOD),
        (f"In 2023 the price in Norway {FALL}.", Aspect.PERIOD),
        ("The Norwegian price was [37.1% above <Norway.raw] Denmark's.", Aspect.COMPARISON),
        ("The Norwegian price was [37.1% <Norway.raw] higher than in Denmark.", Aspect.COMPARISON),
        ("The Norwegian crown is undervalued by [37.1% <Norway.raw].", Aspect.DIRECTION),
        ("Adjusted for wages, Norway is [37.1% above <Norway.raw] America.", Aspect.COUNTED),
        ("Blythe had [470 <Blythe.2024] trips in 2024, more than Arden.", Aspect.COMPARISON),
        ("Corley had [910 <Corley.2024] trips in 2024: fewer than Blythe, but more than Arden.", Aspect.COMPARISON),
        ("Blythe, with [470 <Blythe.2024] trips, outnumbered Corley in 2024.", Aspect.COMPARISON),
        ("Blythe had [470 <Blythe.2024] trips in 2024, more than any other port.", Aspect.COMPARISON),
        ("Arden and Blythe together had [1,380 <Arden.2024] trips in 2024.", Aspect.GROUP),
        ("In May 2024 Corley made [910 <Corley.2024] trips.", Aspect.PERIOD),
        ("In the first quarter of 2024 Corley made [910 <Corley.2024] trips.", Aspect.PERIOD),
        ("Corley made [910 <Corley.2024] trips a day in 2024.", Aspect.COUNTED),
        ("[36 <cheap] of the [47 <all] currencies are overvalued.", Aspect.COUNTED),
        ("[77% <cheap.share] of countries have a weak currency.", Aspect.COUNTED),
        ("Norway has [the highest price <rank] in the world.", Aspect.COUNTED),
    ],
)
def test_what_is_false_is_named(text: str, aspect: Aspect) -> None:
    assert aspect in contradicted(_bind(text), context=CONTEXT)


def test_the_hint_is_of_the_group_and_period_that_the_text_names() -> None:
    for text, named in (
        ("Blythe had [1,380 <Arden.2024] trips in 2024.", "Blythe.2024"),
        ("A coffee in Denmark cost [$8.20 <norway.2026-01-05] in January 2026.", "denmark.2026-01-05"),
        ("In 2023 Blythe had [1,380 <Arden.2024] trips.", "Blythe.2023"),
    ):
        reasons = [one.reason for finding in check(_bind(text), context=CONTEXT) for one in finding.contradictions]
        assert any(reason.endswith(f"is {named}") for reason in reasons if "of what the text names" in reason)


def test_the_step_of_days_is_that_of_their_survey() -> None:
    regular = read_timeline([(day, Decimal(1)) for day in list(DAYS)[1:]], place="test")
    assert (regular.every, regular.gaps) == (6, (("2025-07", "2025-07"),))
    irregular = read_timeline([(day, Decimal(1)) for day in DAYS if day != "2024-07-01"], place="test")
    assert irregular.every in {1, 3}
    # Working days are days still, and a step that is given is one of days.
    assert getattr(read_order(["2024-05-02", "2024-05-03", "2024-05-06"]), "kind", "") == "day"
    assert read_timeline([("2024-01-01", Decimal(1)), ("2024-01-31", Decimal(2))], place="test", every=30).every == 30
