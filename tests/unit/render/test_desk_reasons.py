"""Why a figure is in the queue, in the language of the report; in an English one in the words of the terminal."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from factbook.render.desk_reasons import describe_reason, say_problem, say_reason
from factbook.render.html.desk_figures import add_evidence
from factbook.render.terminal.desk_queue import describe_item, queue_document, render_queue
from factbook.report.desk.reasons import Text, find_fragile
from factbook.serve.desk import page_address
from figurecheck.model import (
    Aspect,
    Basis,
    Caution,
    Finding,
    How,
    Interval,
    Risk,
    RowSet,
    SentenceReading,
    SentenceState,
    Source,
    Statistic,
    Verdict,
)
from figurecheck.verdicts.judge import judge
from tiny_desk import TinyDesk

SHARE = Statistic(id="a.share", value=Decimal("0.333"), unit="share", whole="a.all")
WHOLE = Statistic(id="a.all", value=Decimal(37), unit="people")
HOLDS = Finding(
    verdict=Verdict.ROUNDED, reason="rounds", printed="33%", value=Decimal("0.333"), unit="share", statistic=SHARE,
    interval=Interval(low=Decimal("0.325"), high=Decimal("0.335"), high_closed=False),
    margin=Decimal("0.0004"), edge=Decimal("0.335"),
)  # fmt: skip
CHANGE = Basis(
    kind="change", test="share", at="2025", series=(("2019", Decimal(5)), ("2020", Decimal(1)), ("2025", Decimal(4))),
    run=("2020",), others=(("2019", Decimal("-0.2")),),
)  # fmt: skip
ROW = RowSet(dataset="d", columns=("value", "status", "source_id"), rows=((1, "p", "s"),), lines=(2,))
STEP = Caution(risk=Risk.THIN_MARGIN, text="thin margin: with one more, the verdict would change")


def say(finding: Finding, language: str) -> list[tuple[str, str]]:
    found = find_fragile(finding, {"a.all": WHOLE}, {"s": Source(id="s", title="Preliminary count")})
    return [(one.code, describe_reason(one, language)["text"]) for one in found]


@pytest.mark.parametrize(
    ("finding", "english", "korean"),
    [
        pytest.param(
            HOLDS,
            ("thin margin", "at 33.3%, its margin is 4% of what the figure allows"),
            "33.3%에서 여유가 이 수치가 허용하는 범위의 4%이다",
            id="a thin margin",
        ),
        pytest.param(
            replace(HOLDS, warnings=(replace(STEP, acknowledged="it is final"),)),
            (
                "thin margin",
                "the least change in the data is enough. This stops being a fair rounding if the value rises by "
                "0.2 percentage points, to 33.5%. (stays: it is final)",
            ),
            "자료가 한 단위만 달라져도 바뀐다. 값이 0.2%포인트 늘면(33.5%) 올바른 반올림이 아니다. "
            "(그대로 두는 이유: it is final)",
            id="a margin of one step, and known",
        ),
        pytest.param(
            replace(HOLDS, warnings=(Caution(risk=Risk.DENOMINATOR, text="of others"),)),
            ("warning", "Another whole than stated: of others"),
            "분모가 밝힌 대상과 다름: of others",
            id="what the check says in words of its own",
        ),
        pytest.param(
            replace(HOLDS, margin=None),
            ("base-dependent", "its base is 37 people only (a.all), so that one more moves it much"),
            "기준이 37명뿐이라(a.all) 하나만 늘어도 크게 움직인다",
            id="a small base",
        ),
        pytest.param(
            replace(HOLDS, margin=None, statistic=replace(SHARE, whole="", basis=CHANGE)),
            ("base-dependent", "measured from 2019 it would be −20%"),
            "2019년부터 재면 −20%이다",
            id="another base",
        ),
        pytest.param(
            replace(HOLDS, margin=None, statistic=replace(SHARE, whole="", rows=(ROW,))),
            ("provisional", "a row of d says ‘p’"),
            "d의 한 행에 ‘p’라고 적혀 있다",
            id="a flag",
        ),
    ],
)
def test_a_reason_is_said_in_the_language_of_the_report(finding, english, korean):
    assert say(finding, "en")[0] == english
    assert say(finding, "ko")[0] == (english[0], korean)


def test_words_that_were_not_read_are_said_too():
    finding = replace(HOLDS, margin=None, statistic=None, sentence=(SentenceReading(aspect=Aspect.PERIOD),))
    assert say(finding, "ko") == [("not read", "주변 문장에서 통계와 견줄 수 있는 말을 찾지 못했다")]
    claimed = SentenceReading(aspect=Aspect.COMPARISON, words="the larger of the two")
    finding = replace(finding, sentence=(claimed,))
    assert say(finding, "en") == [
        ("not read", "its sentence says “the larger of the two”, which could not be held against the data")
    ]
    assert say(finding, "ko") == [("not read", "문장의 “the larger of the two” 부분은 자료와 견주지 못했다")]


def test_a_false_figure_says_its_value_and_what_it_allows():
    false = judge("33%", Decimal("0.3"), unit="share", how=How.RECORDED)
    assert say_reason(false, "en") == "recorded 30%, outside 32.5% to 33.5%"
    assert say_reason(false, "ko") == "노트북에 기록된 값 30%: 이 수치가 허용하는 범위(32.5%에서 33.5%까지)를 벗어난다"
    other = judge("33%", Decimal(3), unit="people")
    assert say_reason(other, "ko") == "백분율은 인원과 견줄 수 없습니다"


def test_a_text_of_the_report_is_filled_in_as_it_stands():
    said = Text("desk.why.single", {"id": "{margin} <b>"})
    assert say_reason(said, "ko") == "출처가 {margin} <b> 하나뿐이다"


@pytest.fixture(params=["en", "ko"])
def desk(request, tmp_path) -> TinyDesk:
    desk = TinyDesk(tmp_path / "lake", approval={"people": 2, "of": "headlines"})
    desk.configure(language=request.param)
    desk.commit("Ann")
    desk.approve("birds.last", who="Ben")
    desk.approve("birds.all", who="Ben")
    desk.edit("book/index.md", "all years", "every year")
    desk.edit("book/index.md", "24.3%", "25.3%")
    return desk


def test_the_page_speaks_the_language_of_the_report_and_the_terminal_one_of_its_own(desk):
    queue, report = desk.queue(), desk.report()
    language = report.project.settings.language
    document = queue_document(queue, queue.items)
    shown = add_evidence(json.loads(json.dumps(document)), queue, report, desk.authors(), page_address)
    assert [one["level"] for one in shown["items"]] == ["false", "fragile", "second"]
    for item in shown["items"]:
        texts = [text for one in item["reasons"] for text in (one["text"], one["look"])]
        assert texts
        assert all(bool(re.search("[가-힣]", text)) == (language == "ko") for text in texts), texts
    # Other programs read the document, and each language of a report would be another one.
    assert [one["text"] for one in document["items"][1]["reasons"]][-1] == "changed since it was approved: sentence"
    lines = "\n".join(render_queue(queue, queue.items))
    (why,) = (one for one in describe_item(queue.items[1], {}) if "changed" in one)
    assert why.strip().startswith("changed since it was approved: sentence; look at")
    for item in document["items"]:
        assert item["reasons"][0]["look"] in lines
    if language == "en":
        assert [one["reasons"] for one in shown["items"]] == [one["reasons"] for one in document["items"]]


def test_what_is_wrong_or_warned_of_is_listed_in_each_language():
    period = SentenceReading(aspect=Aspect.PERIOD, state=SentenceState.CONTRADICTED, reason="it is of 2024")
    wrong = replace(HOLDS, verdict=Verdict.INCOMPARABLE, reason="a share, and not a count")
    warned = replace(HOLDS, warnings=(replace(STEP, remedy="say about"), replace(STEP, acknowledged="it is final")))
    assert say_problem(replace(HOLDS, sentence=(period,)), "ko") == "통계와 다름: 기간(it is of 2024)."
    assert say_problem(wrong, "ko") == "비교할 수 없음: a share, and not a count"
    assert say_problem(warned, "ko") == (
        "여유가 아주 적음: thin margin: with one more, the verdict would change (say about)"
    )
