"""Each caution, and what is said of a figure that has no statistic, can be put into the words of a Korean page."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from factbook.render.desk_reasons import say, say_problem
from figurecheck.model import Finding, Number, Place, Risk, RowSet, Source, Statistic, Verdict
from figurecheck.model.statistic import TableOrigin
from figurecheck.model.worded import Worded
from figurecheck.verdicts.claims import Known, check_figure, check_number
from figurecheck.verdicts.reported import Reported, check_reported

WHO, OTHERS = "버스를 탄 사람", "이름을 밝힌 사람"
SENTENCE = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,})+")
COMMANDS = re.compile(r"factbook source add ID --title TITLE --published DATE --table \S+|`[^`]*`")


def statistic(id: str, value: object, unit: str = "people", population: str = WHO, **more: object) -> Statistic:
    return Statistic(id=id, value=Decimal(str(value)), unit=unit, population=population, **more)  # type: ignore[arg-type]


def sand(id: str, value: int, precision: int) -> Statistic:
    rows = RowSet(dataset="d", columns=("value", "precision", "unit"), rows=((value, precision, "kg"),))
    return statistic(id, value, "kg", rows=(rows,))


def made(**more: object) -> tuple[RowSet, ...]:
    return (RowSet(dataset="", columns=("a",), rows=((1,),), **more),)  # type: ignore[arg-type]


ALL, SOME = statistic("all", 2613), statistic("some", 762)
SHARE = statistic("share", 762 / 2613, "share", part="some", whole="all")

BARE = TableOrigin(file="t.csv", is_sourced=False)


def known(*statistics: Statistic) -> Known:
    return Known(statistics={one.id: one for one in statistics}, sources={}, printed_by=lambda source: [])


CASES = [
    pytest.param(Risk.DENOMINATOR, "29.2%", "x", [ALL, SOME, statistic(
        "x", 762 / 2613, "share", OTHERS, part="some", whole="all")], id="another whole"),
    pytest.param(Risk.IMPOSSIBLE, "33%", "x", [statistic("ten", 10), statistic(
        "x", "0.33", "share", whole="ten")], id="a share that no count gives"),
    pytest.param(Risk.ROUNDED_INPUTS, "2.06 times", "x", [sand("one", 20000, 10000), sand("two", 9700, 100), statistic(
        "x", 20000 / 9700, "ratio", part="one", whole="two")], id="rounded inputs"),
    pytest.param(Risk.THIN_MARGIN, "more than 700", "x", [statistic("x", 701)], id="one fewer"),
    pytest.param(Risk.UNSOURCED, "7", "x", [statistic("x", 7, rows=made())], id="rows of no table"),
    pytest.param(Risk.UNSOURCED, "7", "x", [statistic("x", 7, rows=made(made_of=("t",), table=BARE))], id="no source"),
]  # fmt: skip


@pytest.mark.parametrize(("risk", "printed", "target", "statistics"), CASES)
def test_a_caution_is_told_in_korean_with_its_remedy(risk, printed, target, statistics):
    finding = check_figure(printed, target, known(*statistics))
    found = [one for one in finding.warnings if one.risk is risk]
    assert found, finding
    for one in found:
        for text in (one.text, one.remedy):
            assert isinstance(text, Worded)
            assert re.search("[가-힣]", say(text, "ko"))
            assert SENTENCE.findall(COMMANDS.sub("", say(text, "ko"))) == []
    assert say_problem(finding, "en").endswith(")")


def test_a_share_that_is_true_of_another_whole_says_so_in_korean():
    other = statistic("named", 2000, population=OTHERS)
    share = statistic("other.share", 0.381, "share", OTHERS, part="some", whole="named")
    finding = check_figure("38.1%", "share", known(ALL, SOME, SHARE, other, share))
    assert finding.verdict is Verdict.MISMATCH
    korean = say(finding.reason, "ko")
    assert korean.endswith(
        f". 분모가 다르면 맞는 수치다: 2000 가운데 762는 38.1%이지만, 이 분모는 ‘{OTHERS}’(named)이다"
    )


def unbound(where: str) -> Finding:
    return check_number(Number(text="5", place=Place(file="x.md", line=1), context="5 kg", where=where))


@pytest.mark.parametrize("where", ["prose", "formula", "list", "statistic", "heading", "caption"])
def test_a_number_that_nothing_binds_is_told_in_korean(where):
    korean = say(unbound(where).reason, "ko").replace("5 kg", "")
    assert re.search("[가-힣]", korean)
    assert SENTENCE.findall(COMMANDS.sub("", korean)) == []


def test_a_figure_of_a_source_without_rows_is_told_in_korean():
    source = Source(id="census", title="인구 총조사")
    finding = check_reported(Reported(printed="5", target="census"), source, [], known().rules)  # type: ignore[arg-type]
    assert finding.verdict is Verdict.UNKNOWN
    assert say(finding.reason, "ko") == (
        "data/의 어느 행에도 인구 총조사에 무엇이 실렸는지 없다"
        " (이 수치가 실린 행을 source_id census와 함께 넣거나, 수치를 다른 것에 연결하십시오)"
    )
