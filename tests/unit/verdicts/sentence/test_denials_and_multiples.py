"""What a sentence denies of its figure, and which two a multiple compares."""

from __future__ import annotations

from decimal import Decimal

import pytest

from figurecheck.model import Aspect, Statistic
from figurecheck.settings.sentence_rules import SentenceRules
from figurecheck.verdicts.sentence.context import make_context

from .reading import contradicted

PERMITS = {"Harwick": 3188, "Milton": 1280, "Eastbury": 566}
POWER = {"원자력": 188800, "태양광": 19300, "석탄": 167200}


def _one(id: str, value: object, unit: str, **fields: str) -> Statistic:
    return Statistic(id=id, value=Decimal(str(value)), unit=unit, period="2024", **fields)  # type: ignore[arg-type]


def _make() -> dict[str, Statistic]:
    made = [
        _one(town, value, "permits", about=town, measure="permits", label=f"Permits of {town}", population=text)
        for text in ("building permits granted",)
        for town, value in PERMITS.items()
    ]
    made += [_one(name, value, "GWh", about=name, measure="발전량", label=name) for name, value in POWER.items()]
    times = {"measure": "permits as a multiple", "about": "Harwick", "label": "Harwick as a multiple of Milton"}
    made.append(_one("times", "2.5", "ratio", part="Harwick", whole="Milton", **times))
    times = {"measure": "발전량의 배수", "about": "원자력", "label": "원자력 발전량은 태양광의 몇 배"}
    made.append(_one("배", "9.8", "ratio", part="원자력", whole="태양광", **times))
    houses = {"about": "Harwick", "measure": "fertiggestellte Häuser", "label": "Fertiggestellte Häuser"}
    made.append(_one("houses", 122, "Häuser", **houses))
    made.append(_one("refused", 88, "plans", about="Harwick", measure="plans not approved", label="Plans not approved"))
    made.append(_one("turnout", "0.548", "share", about="동구", measure="투표율", label="동구 투표율"))
    made.append(_one("passed", "0.702", "share", about="Hill", measure="pass rate", label="Pass rate at Hill"))
    return {one.id: one for one in made}


CONTEXT = make_context(_make(), SentenceRules())


def figure(printed: str, id: str) -> str:
    return f"{{claim}}`{printed} <{id}>`"


GRANTED, MULTIPLE, BAE = figure("3,188", "Harwick"), figure("2.5 times", "times"), figure("9.8배", "배")


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        (f"Harwick did not grant {GRANTED} permits in 2024.", "en"),
        (f"Harwick didn't grant {GRANTED} permits.", "en"),
        (f"Harwick never granted {GRANTED} permits.", "en"),
        (f"Harwick failed to grant {GRANTED} permits.", "en"),
        (f"Harwick did not issue {GRANTED} permits.", "en"),
        (f"At Hill {figure('70.2%', 'passed')} of candidates failed.", "en"),
        (f"In Harwick wurden {figure('122', 'houses')} Häuser nicht fertiggestellt.", "de"),
        (f"동구 유권자의 {figure('54.8%', 'turnout')}가 투표하지 않았다.", "ko"),
        (f"동구 유권자의 {figure('54.8%', 'turnout')}가 기권했다.", "ko"),
    ],
)
def test_what_was_counted_was_not_left_undone(text, locale):
    assert contradicted(text, locale=locale, context=CONTEXT) == {Aspect.COUNTED}


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        (f"Harwick did not grant all of the {GRANTED} permits at once.", "en"),
        (f"Harwick did not only grant {GRANTED} permits.", "en"),
        (f"Harwick failed to keep its promise, but granted {GRANTED} permits.", "en"),
        (f"Harwick has never granted as many permits as the {GRANTED} of 2024.", "en"),
        (f"Harwick did not approve {figure('88', 'refused')} plans.", "en"),
        (f"The rate at Hill failed to rise above {figure('70.2%', 'passed')}.", "en"),
        (f"In Harwick wurden {figure('122', 'houses')} Häuser fertiggestellt, andere nicht.", "de"),
        (f"동구 유권자의 {figure('54.8%', 'turnout')}가 투표했고, 나머지는 투표하지 않았다.", "ko"),
    ],
)
def test_a_denial_of_something_else_contradicts_nothing(text, locale):
    assert contradicted(text, locale=locale, context=CONTEXT) == set()


@pytest.mark.parametrize(
    ("form", "right", "wrong", "locale"),
    [
        (f"ONE granted {MULTIPLE} as many permits as OTHER in 2024.", "Harwick Milton", "Milton Harwick", "en"),
        (f"ONE's permits were {MULTIPLE} those of OTHER.", "Harwick Milton", "Milton Harwick", "en"),
        (f"ONE granted {MULTIPLE} as many permits as OTHER.", "Harwick Milton", "Harwick Eastbury", "en"),
        (f"ONE granted {MULTIPLE} as many in 2024 as OTHER did.", "Harwick Milton", "Milton Harwick", "en"),
        (
            f"In ONE gab es {figure('2,5-mal', 'times')} so viele Genehmigungen wie in OTHER.",
            "Harwick Milton",
            "Milton Harwick",
            "de",
        ),
        (f"ONE은 OTHER의 {BAE}였다.", "원자력 태양광", "태양광 원자력", "ko"),
        (f"ONE 발전량은 OTHER보다 {BAE} 많았다.", "원자력 태양광", "원자력 석탄", "ko"),
    ],
)
def test_a_multiple_is_of_its_own_base(form, right, wrong, locale):
    true, false = (form.replace("ONE", one).replace("OTHER", other) for one, other in (right.split(), wrong.split()))
    assert contradicted(true, locale=locale, context=CONTEXT) == set()
    assert Aspect.COMPARISON in contradicted(false, locale=locale, context=CONTEXT)


@pytest.mark.parametrize(
    "text",
    [
        f"Milton grants fewer than Harwick, with {MULTIPLE} as many there.",
        f"Compared with Milton, Harwick granted {MULTIPLE} as many.",
        f"Harwick granted {MULTIPLE} as many as it used to.",
    ],
)
def test_a_multiple_whose_base_is_not_named_contradicts_nothing(text):
    assert contradicted(text, context=CONTEXT) == set()
