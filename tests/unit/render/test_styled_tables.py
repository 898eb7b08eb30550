"""Colours that pandas gives to cells are those that a page shows, without a style in the page."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from factbook.render.html.clean_html import clean_html
from factbook.render.html.displayed_forms import choose_form
from factbook.render.html.styled_tables import colour_cells, find_colours, write_sheet

FRAME = pd.DataFrame({"a": [1, 2], "b": [3, 1]})


def shown(style) -> tuple[str, str]:
    """Return the HTML that a page shows of a styled table, and what of it is lost."""
    form = choose_form({"text/html": style.to_html(), "text/plain": "<Styler>"})
    return clean_html(form.content), form.lost


@pytest.mark.parametrize(
    ("css", "classes", "sheet"),
    [
        ("background-color: #FFF7FB; color: #000000", {"cell-on-fff7fb", "cell-in-000000"}, "color:#000000"),
        ("background: yellow", {"cell-on-ffff00"}, "{background-color:#ffff00;color:#000}"),
        ("background-color: navy", {"cell-on-000080"}, "{background-color:#000080;color:#fff}"),
        ("color: red; font-weight: bold", {"cell-ink-ff0000"}, "color:light-dark(#ff0000,#"),
        ("color: red; color: rgb(0, 128, 0)", {"cell-ink-008000"}, "light-dark(#008000"),
        ("background-color: transparent; font-weight: bold", set(), ""),
    ],
)
def test_a_colour_is_a_class_and_a_rule_of_the_sheet(css, classes, sheet):
    html, lost = shown(FRAME.style.map(lambda value: css if value == 2 else ""))
    (cell,) = re.findall(r"<td[^>]*>2</td>", html)
    assert {name for name in re.findall(r"[\w-]+", cell) if name.startswith("cell-")} == classes
    assert len(find_colours(html)) == len(classes)
    assert sheet in write_sheet(find_colours(html))
    assert (lost, "<style" in html) == ("", False)


@pytest.mark.parametrize(
    "style",
    [
        FRAME.style.map(lambda value: "background: linear-gradient(90deg, #d65f5f 33.3%, transparent 33.3%)"),
        FRAME.style.set_table_styles([{"selector": "th", "props": "background: #eee"}]),
        FRAME.style.map(lambda value: "color: rgba(1, 2, 3, 0.5)"),
    ],
)
def test_what_is_no_plain_colour_of_a_cell_is_told(style):
    html, lost = shown(style)
    assert lost == "some colours of a styled table"
    assert "<td" in html


def test_no_sheet_holds_more_than_colours():
    evil = '<style>#T_a_row0_col0 {color: red}\n}body{x</style><td id="T_a_row0_col0" class="data">1</td>'
    html, _ = colour_cells(evil + '<p class="cell-on-12345 cell-on-1234567 cell-of-123456 cell-in-abcdef">')
    assert find_colours(html) == {("ink", "ff0000"), ("in", "abcdef")}
    assert write_sheet([]) == ""
    assert "body" not in write_sheet(find_colours(html))
