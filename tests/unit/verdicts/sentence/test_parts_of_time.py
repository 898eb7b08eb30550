"""Counts of one year that are said of several, runs that began later than it is said, and rents of no extreme."""

from __future__ import annotations

from decimal import Decimal

import pytest

from figurecheck.model import Aspect, Basis, Statistic
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.sentence.context import make_context

from .reading import contradicted

CRASHES = {2018: 520, 2019: 510, 2020: 500, 2021: 530, 2022: 560, 2023: 600, 2024: 640, 2025: 700}
RENTS = {"중앙구": 610000, "서구": 550000, "동구": 480000, "남구": 390000}


def _make() -> dict[str, Statistic]:
    series = tuple((str(year), Decimal(value)) for year, value in CRASHES.items())
    run = tuple(str(year) for year in range(2021, 2026))
    made = [
        Statistic(
            id=f"crashes.{year}", value=Decimal(value), unit="cases", measure="crashes", about="crashes",
            label=f"{year}년 사고", period=str(year), population="사고",
        )
        for year, value in CRASHES.items()
    ]  # fmt: skip
    made += [
        Statistic(
            id=f"rent.{at}", value=Decimal(rent), unit="KRW", measure="월세", about=town, label=f"{town} 월세",
            period="2025", population="원룸",
        )
        for at, (town, rent) in enumerate(RENTS.items())
    ]  # fmt: skip
    basis = Basis(kind="streak", test="up", at="2025", run=run, before="2020", series=series)
    made.append(Statistic(id="run", value=Decimal(5), unit="years", label="Years of rises", period="2025", basis=basis))
    return {one.id: one for one in made}


CONTEXT = make_context(_make(), SentenceRules())
LAST = "{claim}`700 <crashes.2025>`"
RUN, RUN_KO = "{claim}`five years in a row <run>`", "{claim}`5년 연속 <run>`"


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        (f"From 2021 to 2025 there were {LAST} crashes.", "en"),
        (f"In 2021-2025 there were {LAST} crashes.", "en"),
        ("2021~2025년 사고는 {claim}`700건 <crashes.2025>`이다.", "ko"),
        ("2021년부터 2025년까지 사고가 모두 {claim}`700건 <crashes.2025>` 났다.", "ko"),
        (f"Since 2018 crashes have risen {RUN}.", "en"),
        (f"2018년 이후 사고가 {RUN_KO} 늘었다.", "ko"),
        (f"2018년부터 사고가 {RUN_KO} 늘었다.", "ko"),
    ],
)
def test_what_is_of_one_year_is_not_of_several_and_no_run_began_before_it_did(text, locale):
    assert Aspect.PERIOD in contradicted(text, locale=locale, context=CONTEXT)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        (f"From 2021 to 2025 the number of crashes rose to {LAST}.", "en"),
        (f"Between 2021 and 2025 the worst year had {LAST} crashes.", "en"),
        (f"Of the years 2021 to 2025, the last had {LAST} crashes.", "en"),
        ("From 2024 to 2025 crashes went from {claim}`640 <crashes.2024>` to {claim}`700 <crashes.2025>`.", "en"),
        ("2021~2025년 사고는 꾸준히 늘어 {claim}`700건 <crashes.2025>`이 됐다.", "ko"),
        ("2021~2025년 가운데 가장 많은 해는 {claim}`700건 <crashes.2025>`이다.", "ko"),
        (f"Since 2020 crashes have risen {RUN}.", "en"),
        (f"Since 2021 crashes have risen {RUN}.", "en"),
        (f"Crashes have risen {RUN}, the longest run since 2008.", "en"),
        (f"2020년 이후 사고가 {RUN_KO} 늘었다.", "ko"),
    ],
)
def test_the_year_that_a_sentence_singles_out_is_left_alone(text, locale):
    assert not contradicted(text, locale=locale, context=CONTEXT)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("월세가 가장 높은 곳은 서구({claim}`55만 원 <rent.1>`)다.", True),
        ("월세가 가장 낮은 곳은 서구({claim}`55만 원 <rent.1>`)다.", True),
        ("월세가 가장 높은 곳은 중앙구({claim}`61만 원 <rent.0>`)다.", False),
        ("강서에서 월세가 가장 높은 곳은 서구({claim}`55만 원 <rent.1>`)다.", False),
    ],
)
def test_the_dearest_place_is_none_that_another_exceeds(text, named):
    assert (Aspect.COMPARISON in contradicted(text, locale="ko", context=CONTEXT)) == named
