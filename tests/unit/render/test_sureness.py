"""How sure a figure is counts the sources of its rows, and those that were compared with them and agree."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from factbook.render.html.sureness import describe_sources
from factbook.render.table import render_source_line
from factbook.render.words.interface import find_words
from factbook.report.checked_report import find_source_ids
from factbook.sphinx_ext.theme.page_context import count_checked
from figurecheck.model import Finding, How, Role, RowSet, Source, Statistic, Verdict
from figurecheck.verdicts.cautions import add_source_caution


def statistic(*sources: str, confirming: tuple[tuple[str, ...], ...] = (), dataset="riders") -> Statistic:
    rows = tuple((at, source) for at, source in enumerate(sources, start=1))
    rowset = RowSet(dataset=dataset, columns=("value", "source_id"), rows=rows, lines=tuple(range(2, len(rows) + 2)))
    return with_how(Statistic(id="x", value=Decimal(99), rows=(rowset,), confirming=confirming))


def with_how(made: Statistic) -> Statistic:
    return replace(made, how=made.find_how(made.rows))


@pytest.mark.parametrize(
    ("made", "english", "korean"),
    [
        (statistic("a"), "Only one source.", "출처는 하나뿐이다."),
        (statistic("a", "b"), "2 sources.", "출처는 2개다."),
        (statistic("a", confirming=(("b", "c"),)), "3 sources have the same value.", "출처 3개의 값이 같다."),
        (
            statistic("a", "a", confirming=(("b",), ("b",))),
            "2 sources; a second one confirms each of the 2 values behind it.",
            "출처는 2개다. 바탕이 된 값 2개 모두 다른 출처에도 있다.",
        ),
        (
            statistic("a", "b", "c", confirming=((), ("a",), ())),
            "3 sources; a second one confirms 1 of the 3 values behind it.",
            "출처는 3개다. 바탕이 된 값 3개 가운데 1개가 다른 출처에도 있다.",
        ),
        (
            statistic("", dataset=""),
            "No source is named for the rows that it rests on.",
            "바탕이 된 행에 출처가 없다.",
        ),
        (Statistic(id="x", value=Decimal(1)), "", ""),
    ],
)
def test_what_is_said_of_sources(made, english, korean):
    assert (describe_sources(made), describe_sources(made, "ko")) == (english, korean)


def test_values_are_counted_only_where_as_many_are_shown():
    made = statistic("a", "b", "c", confirming=((), ("a",), ()))
    assert describe_sources(made, shown=3) == describe_sources(made)
    assert describe_sources(made, shown=2) == "3 sources; a second one confirms some of the values behind it."


def test_those_that_confirm_are_listed_after_those_of_the_rows():
    finding = Finding(verdict=Verdict.EXACT, reason="", printed="1", statistic=statistic("a", confirming=(("c", "b"),)))
    assert find_source_ids(finding) == ("a", "c", "b")


def holding(made: Statistic, verdict: Verdict = Verdict.EXACT) -> Finding:
    sources = {id: Source(id=id, title=id) for id in "abc"}
    return add_source_caution(Finding(verdict=verdict, reason="", printed="1", statistic=made), sources)


@pytest.mark.parametrize(
    ("made", "is_backed"),
    [
        (statistic("a"), True),
        (statistic("a", dataset=""), True),
        (statistic("", dataset=""), False),
        (statistic("nobody", dataset=""), False),
        (statistic("a", "nobody", dataset=""), False),
        (statistic(""), True),
        (Statistic(id="x", value=Decimal(1)), True),
    ],
)
def test_rows_of_no_table_are_warned_of_unless_they_name_their_sources(made, is_backed):
    assert [one.risk.value for one in holding(made).warnings] == ([] if is_backed else ["unsourced"])
    # a figure that does not hold has a graver fault
    assert not holding(made, Verdict.MISMATCH).warnings


def test_a_page_says_how_many_figures_were_recomputed_and_how_many_looked_up():
    looked_up = statistic("a")
    looked_up = with_how(Statistic(id="x", value=Decimal(1), rows=looked_up.rows))
    assert (looked_up.how, statistic("a").how) == (How.LOOKED_UP, How.COMPUTED)
    findings = [
        holding(looked_up),
        holding(statistic("a")),
        holding(statistic("a"), Verdict.ROUNDED),
        holding(Statistic(id="x", value=Decimal(1))),
        holding(statistic("", dataset="")),
        holding(statistic("a"), Verdict.LOOSE),
        Finding(verdict=Verdict.REPORTED, reason="", printed="1"),
    ]
    counted = count_checked(findings)
    assert counted == {
        "total": 7, "recomputed": 2, "looked_up": 1, "recorded": 1, "unsourced": 1, "cut": 1, "reported": 1, "wrong": 0,
    }  # fmt: skip
    words = find_words("en")
    assert all(words[f"checked.{name}"] for name in counted if name != "total")
    assert Role.REPORTED == "reported"


def test_the_line_below_a_table_names_each_kind():
    line = render_source_line("", {"recomputed": 2, "looked_up": 1, "recorded": 0, "reported": 3})
    assert "2 recomputed, 1 taken from the tables, 3 as reported." in line
    assert 'data-verdict="reported"' in render_source_line("", {"recomputed": 0, "reported": 3})
