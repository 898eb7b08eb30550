"""A long notebook is divided at its cells, in the same way for its pages and for the links to its cells."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook.render.html.evidence_page import Links
from factbook.render.html.notebook import NotebookView, render_notebook
from factbook.render.html.notebook_parts import ROOM, divide_cells, weigh_cell
from figurecheck.model import Cell


def prose(text: str) -> dict[str, object]:
    return {"cell_type": "markdown", "source": text, "metadata": {}}


def code(source: str, *printed: str) -> dict[str, object]:
    outputs = [{"output_type": "stream", "name": "stdout", "text": text} for text in printed]
    return {"cell_type": "code", "source": source, "outputs": outputs, "execution_count": None, "metadata": {}}


@given(st.lists(st.integers(0, 2 * ROOM), max_size=40))
def test_every_cell_is_on_one_page_and_none_is_larger_than_it_must_be(sizes):
    cells = [prose("x" * size) for size in sizes]
    parts = divide_cells(cells, {})
    assert [place for part in parts for place in part] == list(range(len(cells)))
    for part in parts:
        weights = [weigh_cell(cells[at], {}) for at in part]
        assert len(part) <= 1 or sum(weights) <= ROOM


def test_the_weight_is_about_the_size_of_the_page():
    line = "total = trips['fare'].groupby(trips['line']).sum().round(2)  # by line\n"
    cells = [
        prose("# Trips\n\n" + "Some words that say what follows. " * 40),
        code(line * 30),
        code("x", "printed " * 999),
    ]
    page = render_notebook(NotebookView(name="n.ipynb", edition="", cells=cells))
    assert sum(weigh_cell(cell, {}) for cell in cells) == pytest.approx(len(page), rel=0.25)


def test_pages_share_title_and_contents_and_lead_to_one_another():
    cells = [
        prose("# Trips\n\n## First"),
        code("a = 1"),
        prose('## Second\n\n<div class="fb-cell" id="cell-9">'),
        code("b = 2"),
    ]
    parts, others = [range(2), range(2, 4)], [["", "n/2.html"], ["../n.html", ""]]
    first, second = (
        str(render_notebook(NotebookView(name="n", edition="", cells=cells, parts=parts, others=others[at], number=at)))
        for at in (0, 1)
    )
    assert [re.findall(r'class="fb-cell" id="(cell-\d+)"', page) for page in (first, second)] == [
        ["cell-1", "cell-2"],
        ["cell-3", "cell-4"],
    ]
    assert ">Trips</h1>" in first
    assert ">Trips</h1>" in second
    assert re.findall(r'<li><a href="([^"]*)">(?:First|Second)', first) == ["#section-first", "n/2.html#section-second"]
    assert re.findall(r'<li><a href="([^"]*)">(?:First|Second)', second) == [
        "../n.html#section-first",
        "#section-second",
    ]
    assert '<a href="n/2.html" rel="next">' in first
    assert 'rel="next"' not in second


def test_a_cell_is_looked_for_on_its_own_page():
    links = Links(notebooks={"n": "n.html"}, further={"n": [(2, "n/2.html"), (5, "n/3.html")]})
    found = [links.find_cell(Cell(notebook="n", index=at)) for at in (0, 1, 2, 4, 5, 9)]
    assert found == [
        "n.html#cell-1",
        "n.html#cell-2",
        "n/2.html#cell-3",
        "n/2.html#cell-5",
        "n/3.html#cell-6",
        "n/3.html#cell-10",
    ]
    assert links.find_cell(Cell(notebook="other", index=0)) == ""
