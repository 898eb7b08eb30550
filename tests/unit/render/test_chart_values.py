"""What lies behind the values of a chart: the statistic that is just its row, else the row and its source."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

from factbook.render.html.chart_values import find_drawn, find_looked_up, write_chart_values
from figurecheck.model import Cell, Chart, RowSet, Source, Statistic

COLUMNS = ("year", "value", "source_id")
ROWS = ((2023, 7, "s"), (2024, 9, "s"))
# As `fb.chart` records them: its rows name no lines of their file.
CHART = Chart(id="c", title="Trips", alt="Up", rows=(RowSet(dataset="trips", columns=COLUMNS, rows=ROWS),))
OF_2024 = Statistic(
    id="trips.2024",
    value=Decimal(9),
    unit="trips",
    label="Trips in 2024",
    period="2024",
    rows=(RowSet(dataset="trips", columns=COLUMNS, rows=ROWS[1:], lines=(3,)),),
)


def read(statistics: dict[str, Statistic]) -> list[dict[str, Any]]:
    sources = {"s": Source(id="s", title="The count", publisher="The operator")}
    text = write_chart_values(CHART, statistics, find_looked_up(statistics.values()), sources)
    return json.loads(text.removeprefix("window.factbookValues(").removesuffix(");\n"))["values"]


def test_a_row_that_is_a_statistic_opens_it_and_another_names_its_source():
    first, second = read({OF_2024.id: OF_2024})
    assert "id" not in first
    assert (first["says"], first["sure"]) == ("2023: 7", "Source: The operator")
    assert (second["id"], second["keys"], second["says"]) == ("trips.2024", ["2024"], "9 trips: Trips in 2024")


def test_what_a_chart_draws_are_the_statistics_of_its_rows():
    known = {OF_2024.id: OF_2024}
    assert [one.id for one in find_drawn(CHART, known, find_looked_up(known.values()))] == ["trips.2024"]


def test_a_row_that_a_notebook_computed_is_a_statistic_of_that_notebook():
    (rowset,), cells = OF_2024.rows, [Cell(notebook=f"notebooks/{name}.ipynb", index=0) for name in "ab"]
    computed = [replace(OF_2024, id=cell.notebook, rows=(replace(rowset, dataset=""),), cell=cell) for cell in cells]
    known = {one.id: one for one in computed}
    for cell in cells:
        chart = replace(CHART, rows=(RowSet(dataset="", columns=COLUMNS, rows=ROWS),), cell=cell)
        assert [one.id for one in find_drawn(chart, known, find_looked_up(known.values()))] == [cell.notebook]
