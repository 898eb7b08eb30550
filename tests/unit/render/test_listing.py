"""What is recorded, as `factbook list` shows it."""

from __future__ import annotations

from decimal import Decimal

from factbook.render.terminal.listing import render_listing
from factbook.report.listing import ListedStatistic, StaleNotebook
from figurecheck.model import Place, Statistic

ALL = ListedStatistic(
    statistic=Statistic(id="birds.all", value=Decimal("1E+3"), unit="people", label="All birds", period="2025"),
    printed="1,000",
    claimed=((Place(file="book/index.md", line=3), "1,000"), (Place(file="book/index.md", line=3), "about 1,000")),
)
SHARE = ListedStatistic(
    statistic=Statistic(id="birds.share.of.all", value=Decimal("0.25"), unit="share"), printed="25%"
)


def test_one_line_for_each_statistic_and_each_stale_notebook():
    assert list(
        render_listing([ALL, SHARE], [StaleNotebook(notebook="notebooks/a.ipynb", why="its cells changed")])
    ) == [
        "birds.all           1000 people  ‘1,000’  All birds  book/index.md:3",
        "birds.share.of.all  0.25 share   ‘25%’               nowhere",
        "notebooks/a.ipynb: not listed, since its cells changed (run factbook check)",
    ]
    assert list(render_listing([], [])) == []


def test_words_are_looked_for_in_the_id_and_all_texts():
    assert ALL.has(["BIRDS", "2025"])
    assert ALL.has([])
    assert not ALL.has(["birds", "2024"])
