"""What the check says of a figure has words in every language of the interface, and none of it stays English."""

from __future__ import annotations

import ast
import csv
import pickle
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest

from factbook.data.tables import _KINDS
from factbook.render.desk_reasons import say, say_finding, say_problem
from factbook.render.html.evidence_panel import render_panel
from factbook.render.words.interface import find_languages, find_phrases
from figurecheck.figures.common.figure import NumberKind
from figurecheck.figures.common.qualifiers import MEANINGS, Test
from figurecheck.figures.common.series_claim import ClaimKind
from figurecheck.model import Aspect, Basis, Caution, Interval, Risk, SentenceReading, SentenceState, Statistic, Verdict
from figurecheck.model.worded import Worded, join, phrase
from figurecheck.verdicts.claims import Known, check_figure
from figurecheck.verdicts.judge import judge
from figurecheck.verdicts.sentence.kinds import FigureKind
from sources import MODULES

ROOT = Path(__file__).parents[3]
TABLE = ROOT / "packages/figurecheck/tests/figures/readings.csv"
OTHERS = sorted(find_languages() - {"en"})
MAKERS = {"phrase": 0, "find_with_facts": 1, "refuse_value": 0, "_read_filled": 1, "contradicted": 2}
"""Functions that make a phrase, and at which place each takes its template."""
NAMED = {
    *(one.value for one in (*ClaimKind, *NumberKind, *FigureKind)),
    *("above", "at least", "below", "at most", "up", "down", "highest", "lowest"),
    *("people", "cases", "count", "share", "%", "pp", "ratio", "rank", "date", "text", "table", "picture"),
    *(
        "prose",
        "heading",
        "caption",
        "description",
        "text alternative",
        "chart title",
        "chart label",
        "formula",
        "list",
    ),
    *("statistic", "second language", "years", "months", "quarters", "weeks", "days", "seasons"),
    *("a percentage", "a number of percentage points", "a part of a whole", "a multiple", "a vague plural"),
    *("a number", "a share", "a ratio", "a rank", "a count", "percentage points", "a bare number"),
    MEANINGS[Test.EXACTLY],
    *("comma", "semicolon", "tab", "bar", "chart", "review", "source", "part", "whole", "faster", "smaller"),
    *(text for kind in _KINDS.values() for text in kind),
}
"""Phrases that are made of a value of an enumeration, a unit or a place."""
SIGNS = {"; ", " or ", " and of "}
QUOTED = re.compile(r"‘[^’]*’|“[^”]*”|'[^']*'|`[^`]*`|\S*[._/]\S*|factbook:? \S+( \S+)*")


def constants(node: ast.expr, scope: ast.AST, seen: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the texts that an expression may be: one that is written there, or assigned to its name."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body, scope, seen)
        yield from constants(node.orelse, scope, seen)
    elif isinstance(node, ast.Name) and isinstance(scope, ast.FunctionDef) and node.id not in seen:
        for target, value in _assigned(scope):
            if isinstance(target, ast.Name) and target.id == node.id:
                yield from constants(value, scope, (*seen, node.id))


def _assigned(scope: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    for one in ast.walk(scope):
        if isinstance(one, ast.Assign):
            target = one.targets[0]
            if isinstance(target, ast.Tuple) and isinstance(one.value, ast.Tuple):
                yield from zip(target.elts, one.value.elts, strict=True)
            else:
                yield target, one.value


def find_templates() -> set[str]:
    """Return the template of every phrase that the source makes."""
    found: set[str] = set()
    for path in MODULES:
        text = path.read_text("utf-8")
        # Parsing the others takes most of a second.
        if any(f"{maker}(" in text for maker in MAKERS):
            tree = ast.parse(text)
            for scope in (tree, *(one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef))):
                for call in (one for one in ast.walk(scope) if isinstance(one, ast.Call)):
                    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
                    at = 1 if name == "partial" and getattr(call.args[0], "id", "") == "phrase" else MAKERS.get(name)
                    if at is not None and len(call.args) > at:
                        found |= set(filter(None, constants(call.args[at], scope)))
    return found


def names_of(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name and name.isidentifier()}


@pytest.fixture(scope="module")
def templates() -> set[str]:
    return find_templates()


def test_the_templates_of_the_source_are_found(templates):
    assert len(templates) > 200
    assert {"recomputed {value}", "{kind} cannot be held against a run: {facts}", "{id} lies above"} <= templates


@pytest.mark.parametrize("tag", OTHERS)
def test_every_phrase_of_the_check_is_known_in_a_language(tag, templates):
    known = find_phrases(tag)
    assert ((templates | NAMED | SIGNS) - {""}) - known.keys() == set()


@pytest.mark.parametrize("tag", OTHERS)
def test_a_phrase_has_what_is_filled_in_as_in_english(tag):
    # Phrases without values are not filled in, and may hold braces.
    filled = {template: text for template, text in find_phrases(tag).items() if "`" not in template}
    assert {one for one, text in filled.items() if names_of(one) != names_of(text)} == set()


def test_korean_phrases_are_korean():
    latin = {one: text for one, text in find_phrases("ko").items() if not re.search("[가-힣]", text)}
    assert {one for one in latin if re.search("[a-z]", re.sub(r"\{[^}]*\}", "", one))} == set()


def find_english(text: str) -> list[str]:
    """Return runs of English words in a text, without what it quotes: words of the report, ids and names of files."""
    return re.findall(r"\b[A-Za-z]{2,}(?: [A-Za-z]{2,})+\b", QUOTED.sub("", text))


with TABLE.open(encoding="utf-8", newline="") as file:
    READINGS = [row for row in csv.DictReader(file) if row["locale"] in {"en", "ko"}]


def test_no_reason_of_a_verdict_on_a_figure_is_english_in_korean():
    verdicts, left = set(), {}
    for row in READINGS:
        finding = judge(row["printed"], row["value"], unit=row["unit"], locale=row["locale"])
        assert isinstance(finding.reason, Worded), finding.reason
        verdicts.add(finding.verdict)
        # A unit of the house's own is a word of the report.
        korean = say(finding.reason, "ko").replace(row["printed"], "").replace(row["unit"] or " ", " ")
        if english := find_english(korean):
            left[row["printed"]] = english
        assert say(finding.reason, "en") is finding.reason
    assert verdicts >= {
        Verdict.EXACT, Verdict.ROUNDED, Verdict.HOLDS, Verdict.TRUNCATED, Verdict.LOOSE, Verdict.MISMATCH,
        Verdict.INCOMPARABLE,
    }  # fmt: skip
    assert left == {}


@pytest.mark.parametrize(
    ("printed", "value", "unit", "korean"),
    [
        pytest.param(
            "42%", "0.5", "share", "값 50%: 이 수치가 허용하는 범위(41.5%에서 42.5%까지)를 벗어난다", id="false"
        ),
        pytest.param("14", "14", "date", "‘14’는 ISO 형식의 날짜가 아닙니다", id="no date"),
        pytest.param("3.6", "3.69", "", "값 3.69: 반올림하면 3.7이며, 버림할 때만 3.6이다", id="cut off"),
        pytest.param(
            "3%", "5", "pp", "값은 퍼센트포인트인데 수치는 퍼센트입니다: 퍼센트포인트로 쓰십시오", id="points"
        ),
        pytest.param("3 kg", "0.5", "share", "kg 수는 비율과 견줄 수 없습니다", id="a count and a share"),
        pytest.param(
            "5 and 7", "5", "", "읽지 못함: 수치가 둘 이상입니다: 5, 7 (각각을 제 통계에 연결하십시오)", id="two"
        ),
    ],
)
def test_a_reason_is_a_sentence_with_the_particles_that_fit(printed, value, unit, korean):
    assert say(judge(printed, value, unit=unit).reason, "ko") == korean


def test_what_is_quoted_stays_as_it_is_also_where_it_looks_like_a_particle():
    said = phrase("{id} is a rise", id="값은(는) {x}")
    assert say(said, "ko") == "값은(는) {x}는 증가"
    assert say("a label of the report", "ko") == "a label of the report"


def test_a_phrase_is_its_english_text_wherever_it_is_stored_and_comes_back_whole():
    said = join((phrase("{id} is a rise", id="a.b"), "x"), "; ")
    assert said == "a.b is a rise; x"
    assert (repr(said), hash(said)) == (repr(str(said)), hash(str(said)))
    assert say(pickle.loads(pickle.dumps(said)), "ko") == "a.b는 증가. x"


SERIES = (("2022", Decimal(18)), ("2023", Decimal(27)), ("2024", Decimal(23)))
RUN = Basis(
    kind="streak", test="above", at="2024", run=("2023", "2024"), before="2022", series=SERIES, limit=Decimal(20),
    span="year",
)  # fmt: skip


def test_a_page_shows_reasons_cautions_and_contradictions_in_its_language():
    finding = judge("third year running", Decimal(2), unit="count", basis=RUN)
    assert finding.verdict is Verdict.MISMATCH
    caution = Caution(risk=Risk.THIN_MARGIN, text=phrase("thin margin: with one more, the verdict would change"))
    reading = SentenceReading(
        aspect=Aspect.DIRECTION, state=SentenceState.CONTRADICTED,
        reason=phrase("the text says “{words}”, and {what}", words="rose", what=phrase("{id} is a fall", id="a.b")),
    )  # fmt: skip
    shown = replace(finding, warnings=(caution,), sentence=(reading,), interval=Interval(low=None, high=None))
    panel = render_panel(shown, panel_id="ev-a", n=1, sources={}, evidence_href="", language="ko")
    assert "2023년부터 2024년까지 모두 20 초과다" in panel
    assert "하나만 늘어도 판정이 달라진다" in panel
    # Why a sentence is contradicted is for editors.
    assert "자료가 뒷받침하지 않는 것: 증감" in panel
    assert "a.b" not in panel
    assert find_english(re.sub(r"<[^>]*>", " ", panel).replace(finding.printed, "")) == []
    assert say_finding(shown, "en") is shown
    assert "글에는 ‘rose’, a.b는 감소" in say_problem(shown, "ko")


def test_what_no_statistic_answers_is_said_in_korean():
    statistic = Statistic(id="a.b", value=Decimal(3), unit="count")
    known = Known(statistics={statistic.id: statistic}, sources={}, printed_by=lambda source: [])
    finding = check_figure("3", "a.c", known)
    assert finding.reason == "'a.c' was never recorded (did you mean a.b?)"
    assert say_problem(finding, "ko") == "기록되지 않은 통계: ‘a.c’는 기록된 적이 없습니다 (a.b입니까?)"
