"""Who has more in a Korean sentence: a name beside 보다, a ranking before 순으로, 가운데 가장 and 역대."""

from __future__ import annotations

from decimal import Decimal

import pytest

from figurecheck.model import Aspect, Statistic
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.sentence.context import make_context

from .reading import contradicted

PUPILS = {"푸른초": {2022: 560, 2023: 533, 2024: 521}, "새봄초": {2024: 815}, "한솔초": {2024: 359}}
CONTEXT = make_context(
    {
        f"{name}.{year}": Statistic(
            id=f"{name}.{year}", value=Decimal(value), unit="people", about=name, period=str(year),
            measure="학생 수", label=f"{name} 학생 수", population="재학생",
        )
        for name, years in PUPILS.items()
        for year, value in years.items()
    },
    SentenceRules(),
)  # fmt: skip
PU, SA, HA = (f"{{claim}}`{PUPILS[name][2024]}명 <{name}.2024>`" for name in PUPILS)


@pytest.mark.parametrize(
    ("form", "right", "wrong"),
    [
        (f"새봄초 학생은 {SA}으로 푸른초보다 XX.", "많다", "적다"),
        (f"새봄초 학생은 {SA}으로 푸른초보다 훨씬 XX 수준이다.", "많은", "적은"),
        (f"푸른초보다 XX {SA}이 새봄초에 다닌다.", "많은", "적은"),
        (f"푸른초({PU})보다 새봄초({SA})가 XX.", "많다", "적다"),
        (f"새봄초 {SA}, 푸른초 {PU}, 한솔초 {HA} 순으로 XX.", "많았다", "적었다"),
        (f"새봄초는 {SA}으로 세 학교 가운데 가장 XX.", "많다", "적다"),
        (f"푸른초 학생은 {PU}으로 2021년 이후 가장 XX.", "적다", "많다"),
        (f"푸른초 학생은 {PU}으로 새봄초 {SA}에 XX.", "못 미쳤다", "앞섰다"),
        (f"새봄초 학생은 {SA}으로 푸른초 {PU}을 XX.", "웃돌았다", "밑돌았다"),
        (f"푸른초는 새봄초보다 학생이 XX {PU}이다.", "적은", "많은"),
        (f"푸른초 학생은 {PU}으로, 한솔초보다는 XX.", "많다", "적다"),
        (f"푸른초 학생은 {PU}으로 새봄초보다 적지만 한솔초보다는 XX.", "많다", "적다"),
        (f"푸른초는 2023년보다 12명 XX {PU}이다.", "적은", "많은"),
        (f"새봄초는 세 학교 가운데 학생이 가장 XX {SA}이다.", "많은", "적은"),
        (f"푸른초 학생은 역대 XX {PU}을 기록했다.", "최저인", "최고인"),
    ],
)
def test_who_is_said_to_have_more_has_more(form, right, wrong):
    assert contradicted(form.replace("XX", right), locale="ko", context=CONTEXT) == set()
    assert contradicted(form.replace("XX", wrong), locale="ko", context=CONTEXT) == {Aspect.COMPARISON}


@pytest.mark.parametrize(
    "text",
    [
        f"새봄초 학생은 {SA}으로 예상보다 적다.",
        f"새봄초 학생은 {SA}으로 푸른초보다 294명 많다.",
        f"새봄초 학생은 {SA}으로 푸른초보다 적지 않다.",
        f"푸른초 학생은 2022년 {{claim}}`560명 <푸른초.2022>`에서 2년 만에 {PU}으로 줄었다.",
        f"푸른초 학생은 {PU}으로 3년 연속 줄었다.",
        f"푸른초 학생은 {PU}으로 전년보다 늘지 않았다.",
        f"푸른초 학생은 {PU}으로 줄지 않았다고 볼 수 없다.",
        f"한솔초 {HA}, 새봄초 {SA} 등 가나다순으로 많은 학교가 있다.",
    ],
)
def test_what_names_no_rival_contradicts_nothing(text):
    assert contradicted(text, locale="ko", context=CONTEXT) == set()
