"""What charts draw, read by a process that stands ready, is what any build reads."""

from __future__ import annotations

import signal

import pytest

from factbook.model import Chart
from factbook.project.memo import Memo
from factbook.render.charts.drawing.chart_values import read_drawings
from factbook.serve.chart_reader import ChartReader

pytestmark = pytest.mark.slow

CHARTS = [
    Chart(id=name, title="A", alt="B", specs={"l": {
        "mark": "bar", "data": {"values": [{"a": 1, "b": at}, {"a": 2, "b": 5}]},
        "encoding": {"x": {"field": "a", "type": "ordinal"}, "y": {"field": "b", "type": "quantitative"}},
    }})
    for at, name in enumerate(("one", "two"))
]  # fmt: skip


def test_it_reads_what_any_build_reads_and_goes_on_without_the_process(tmp_path):
    reader = ChartReader()
    expected = read_drawings(CHARTS, Memo())
    assert reader.read_drawings(CHARTS, Memo(tmp_path, {})) == expected
    reader._process.send_signal(signal.SIGKILL)
    reader._process.wait()
    assert reader.read_drawings(CHARTS, Memo(tmp_path, {})) == expected
    reader.close()
