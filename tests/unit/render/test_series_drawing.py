"""The small drawing of a series on the page of a statistic."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factbook.render.html.series_drawing import TOP, lay_out_series
from figurecheck.model import Statistic


def lay_out(*values: int):
    alike = [
        Statistic(id=f"a.{year}", value=Decimal(1000 * value), population="people", period=str(year))
        for year, value in enumerate(values, start=2000)
    ]
    return lay_out_series(alike[-1], alike)


@pytest.mark.parametrize(
    ("values", "is_above"),
    [
        pytest.param((*range(10, 38), 90, 40, 41), True, id="a peak beside it"),
        pytest.param((10, 100, 40), True, id="a line that comes down through it"),
        pytest.param((*range(10, 40), 41), False, id="nothing beside it"),
    ],
)
def test_no_line_runs_through_the_value(values, is_above):
    found = lay_out(*values)
    assert (float(found["top"]) < float(found["here"][4])) is is_above
    assert float(found["top"]) >= TOP
