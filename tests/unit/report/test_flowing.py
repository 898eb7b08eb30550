"""Roles without a figure of their own get the value of their statistic; all else of a text stays as it is."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from factbook.data.printed import SourceRows
from factbook.notebooks import Run
from factbook.report.flowing import (
    fill_cells,
    fill_charts,
    fill_source,
    fill_text,
    find_flows,
    find_in_text,
    print_flows,
)
from factbook.report.pages import Page, parse_notebook_text, parse_page
from figurecheck.model import Chart, Statistic
from figurecheck.verdicts.claims import check_figure
from figurecheck.verdicts.known import Known

STATISTICS = {
    "birds.all": Statistic(id="birds.all", value=Decimal(1237), unit="count"),
    "birds.share": Statistic(id="birds.share", value=Decimal("0.2912"), unit="share"),
    "birds.when": Statistic(id="birds.when", value="2025-05", unit="date"),
}


def fill(text: str, locale: str = "en") -> str:
    return fill_text(text, print_flows(find_in_text(text, locale), STATISTICS))


def read(text: str) -> Page:
    flowing = print_flows(find_in_text(text, "en"), STATISTICS)
    return parse_page(text, file="book/index.md", flowing=flowing)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("All {claim}`<birds.all>`.", "All {claim}`1,237 <birds.all>`."),
        ("All {claim}` <birds.all> `.", "All {claim}`1,237 <birds.all>`."),
        ("{claim}`{:.1%} <birds.share>`", "{claim}`29.1% <birds.share>`"),
        ("{claim}`about {:,.0f} <birds.all>`", "{claim}`about 1,237 <birds.all>`"),
        ("{claim}`about {:,.0f}\n<birds.all>` x", "{claim}`about 1,237\n<birds.all>` x"),
        ("{claim}`<birds.gone>`", "{claim}`? <birds.gone>`"),
        ("# In {claim}`<birds.when>`", "# In {claim}`May 2025 <birds.when>`"),
        ("- one\n- {claim}`<birds.all>`", "- one\n- {claim}`1,237 <birds.all>`"),
        ("| a |\n|---|\n| {claim}`<birds.all>` |", "| a |\n|---|\n| {claim}`1,237 <birds.all>` |"),
        ("```{note} All {claim}`<birds.all>`\nx\n```", "```{note} All {claim}`1,237 <birds.all>`\nx\n```"),
        (":::{figure} x.png\n\n{claim}`<birds.all>`", ":::{figure} x.png\n\n{claim}`1,237 <birds.all>`"),
        ("---\ndescription: x {claim}`<birds.all>`\n---\n", "---\ndescription: x {claim}`1,237 <birds.all>`\n---\n"),
        ("새는 {claim}`<birds.when>`에", "새는 {claim}`2025년 5월 <birds.when>`에"),
    ],
)  # fmt: skip
def test_a_value_flows_in(text, filled):
    assert fill(text) == filled


@pytest.mark.parametrize(
    "text",
    [
        "All {claim}`1,237 <birds.all>`.",
        "`` {claim}`<birds.all>` `` is how it is written.",
        "```\n{claim}`<birds.all>`\n```",
        "    {claim}`<birds.all>`",
        "<!-- {claim}`<birds.all>` -->",
        "{plain}`<birds.all>` {reported}`<birds.all>`",
        "{claim}`{:,q} <birds.all>`",
        "{claim}`{:,.0f} <birds.when>`",
    ],
)
def test_what_is_no_such_role_or_cannot_be_printed_stays(text):
    assert fill(text) == text


def test_the_same_role_in_code_on_the_same_line_stays():
    text = "`` {claim}`<birds.all>` `` prints {claim}`<birds.all>`, and {claim}`<birds.all>` again."
    assert fill(text).count("1,237") == 2
    assert fill(text).startswith("`` {claim}`<birds.all>` `` prints {claim}`1,237")


def test_a_claim_has_the_columns_of_the_file():
    page = read("Some {claim}`2 <a.b>`, all {claim}`<birds.all>`, {claim}`3 <a.b>` and 5.")
    assert [(one.printed, one.place.column, one.place.last_column) for one in page.claims] == [
        ("2", 6, 21), ("1,237", 28, 47), ("3", 50, 65),
    ]  # fmt: skip
    assert page.claims[1].sentence == "Some 2, all 1,237, 3 and 5."
    assert [(one.text, one.place.column) for one in page.numbers] == [("5", 71)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "x\n{claim}`{:,q} <birds.all>`",
            "book/index.md:2: {:,q} cannot print birds.all (one field in braces, with a format of Python for numbers: "
            "{:,.0f}, {:.1%}; a date has none: {})",
        ),
        (
            "```{eval-rst}\nAll :claim:`<birds.all>`\n```",
            "book/index.md:2: no value flows into this text, so {claim}`<birds.all>` has no figure "
            "(write {claim}`figure <birds.all>`)",
        ),
    ],
)
def test_what_cannot_be_printed_is_told_with_its_place(text, message):
    page = read(text)
    assert [str(one) for one in page.complaints] == [message]
    assert page.claims == ()


def test_values_flow_into_the_texts_of_charts():
    chart = Chart(id="c", title="All {claim}`<birds.all>`", alt="In {claim}`<birds.when>`.")
    run = Run(path=Path("notebooks/birds.ipynb"), as_of="2025-07-01", recorded=(chart,))
    (filled,) = fill_charts([run], STATISTICS, "en")[0].charts
    assert (filled.title, filled.alt) == ("All {claim}`1,237 <birds.all>`", "In {claim}`May 2025 <birds.when>`.")


def test_values_flow_into_the_cells_of_notebooks():
    source = "All {claim}`<birds.all>`,\nand `` {claim}`<birds.all>` ``."
    cells = [{"cell_type": "code", "source": "{claim}`<birds.all>`"}, {"cell_type": "markdown", "source": [source]}]
    in_json = print_flows([replace(flow, cell=1) for flow in find_in_text(source, "en")], STATISTICS)
    # A notebook that is written as text has lines of its file, which its cells do not know.
    as_text = print_flows([replace(flow, line=17) for flow in find_in_text(source, "en")], STATISTICS)
    for printed in (in_json, as_text):
        code, prose = fill_cells(cells, printed)
        assert code == cells[0]
        assert prose["source"] == "All {claim}`1,237 <birds.all>`,\nand `` {claim}`<birds.all>` ``."


def test_values_flow_into_a_notebook_of_an_early_format(tmp_path):
    cells = [{"cell_type": "markdown", "metadata": {}, "source": ["All {claim}`<birds.all>`."]}]
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"metadata": {}, "cells": cells}]}
    text = json.dumps(old)
    (tmp_path / "old.ipynb").write_text(text, "utf-8")
    flowing = print_flows(find_flows(tmp_path, Path("old.ipynb"), "en"), STATISTICS)
    assert [one.printed for one in parse_notebook_text(text, file="old.ipynb", flowing=flowing).claims] == ["1,237"]
    [cell] = json.loads(fill_source(text, flowing, is_notebook=True))["cells"]
    assert cell["source"] == "All {claim}`1,237 <birds.all>`."


@pytest.mark.parametrize(
    ("text", "doubled"),
    [
        ("{claim}`5 years <birds.all>` years ago", "years"),
        ("{claim}`29.1% <birds.share>`% of all", "%"),
        ("{claim}`5 years <birds.all>` yearsaying", ""),
        ("{claim}`one in five <birds.share>` five-year plans", ""),
        ("{claim}`5 years <birds.all>` {claim}`6 years <birds.all>`", ""),
    ],
)
def test_a_word_that_the_figure_and_the_sentence_both_have_is_told(text: str, doubled: str) -> None:
    said = [one.what for one in read(text).complaints if "stands twice" in one.what]
    assert [one.partition(" stands")[0] for one in said] == ([repr(doubled)] if doubled else [])


@pytest.mark.parametrize("unit", ["countries", "bus trips", "people", ""])
def test_a_noun_is_left_to_the_sentence(unit: str) -> None:
    statistics = {"a.b": Statistic(id="a.b", value=Decimal(71), unit=unit)}
    flows = find_in_text("{claim}`<a.b>` of them", "en")
    assert [one.text for one in print_flows(flows, statistics)] == ["71"]


@pytest.mark.parametrize("stray", ["$", "about"])
def test_what_stands_alone_before_the_id_is_refused_with_what_to_write(stray: str) -> None:
    known = Known(statistics=STATISTICS, sources={}, printed_by=SourceRows)
    reason = check_figure(stray, "birds.all", known).reason
    assert "write {claim}`<birds.all>` alone for the value as the house prints it" in reason
    assert ("{claim}`about {} <birds.all>` for it among words" in reason) == (stray == "about")
