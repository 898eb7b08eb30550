"""The cells of a table that is written as values with commas are read as docutils reads them."""

from __future__ import annotations

import pytest

from factbook.report.directive_texts import read_csv_cells
from factbook.report.pages import parse_page

PAGE = """\
# Birds

:::{csv-table} All {claim}`36 <birds.all>`
:header: what, "of {claim}`3 <lakes>` lakes"
:widths: 1, 2

heron, "{claim}`1,234 birds <birds.all>`, here"

"a ""swan""
or two", {claim}`5 <swans>`
:::
"""


def test_a_figure_has_the_heads_of_its_row_and_column_and_its_place():
    claims = parse_page(PAGE, file="p.md").claims
    found = [
        (one.printed, one.where, one.place.line, one.place.column, [head.text for head in one.heads]) for one in claims
    ]
    assert found == [
        ("36", "caption", 3, 20, ["Birds"]),
        ("3", "table", 4, 20, ["All 36", "Birds"]),
        ("1,234 birds", "table", 7, 9, ["heron", "of 3 lakes", "All 36", "Birds"]),
        ("5", "table", 9, None, ['a "swan"\nor two', "of 3 lakes", "All 36", "Birds"]),
    ]
    # A cell is a passage of its own.
    assert [one.sentence for one in claims[2:]] == ["1,234 birds, here", "5"]


def test_a_comma_in_a_figure_ends_its_cell_unless_it_is_quoted():
    page = parse_page(
        PAGE.replace('"{claim}`1,234 birds <birds.all>`, here"', "{claim}`1,234 <birds.all>`"), file="p.md"
    )
    assert [(one.text, one.place.line) for one in page.numbers] == [("1", 7), ("234", 7), ("two", 10)]


@pytest.mark.parametrize(
    ("body", "options", "texts"),
    [
        pytest.param("a, b\nc, 4", {"header-rows": "1"}, ["a", "b", "c/a", "4/c/b"], id="heads in the body"),
        pytest.param("a; 3", {"delim": ";"}, ["a", "3/a"], id="another delimiter"),
        pytest.param("a\t3", {"delim": "tab"}, ["a", "3/a"], id="its name"),
        pytest.param("'a, b', 3", {"quote": "'"}, ["a, b", "3/a, b"], id="another quote"),
        pytest.param('"a \\" b", 3', {"escape": "\\"}, ['a " b', '3/a " b'], id="an escape"),
        pytest.param("", {}, [], id="nothing"),
    ],
)
def test_options_say_how_it_is_written(body, options, texts):
    cells = read_csv_cells(body, options)
    assert cells is not None
    assert ["/".join((one.text, *(head.text for head in one.heads))) for one in cells] == texts


@pytest.mark.parametrize(
    ("body", "options"),
    [
        pytest.param('"a, 3', {}, id="a quote that is never closed"),
        pytest.param("a, 3", {"delim": "ab"}, id="a delimiter of two signs"),
        pytest.param("a, 3", {"header-rows": "one"}, id="a number that is none"),
    ],
)
def test_what_docutils_refuses_is_no_table_and_is_read_as_text(body, options):
    assert read_csv_cells(body, options) is None
    lines = "".join(f":{name}: {value}\n" for name, value in options.items())
    page = parse_page(f":::{{csv-table}}\n{lines}\n{body}\n:::\n", file="p.md")
    assert [one.text for one in page.numbers][-1:] == ["3"]
