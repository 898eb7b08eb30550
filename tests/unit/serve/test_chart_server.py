"""Charts that a process reads and draws which stands ready are as any build reads and draws them."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from factbook.engine.results import Results, using
from factbook.render.charts.draw import draw_svg
from factbook.render.charts.drawing import pool
from factbook.render.charts.drawing.chart_values import read_drawings
from factbook.render.charts.drawing.jobs import DrawingJob
from factbook.serve.chart_server import ChartServer, _request_drawing
from figurecheck.model import Chart
from processes import is_running, wait_for

pytestmark = pytest.mark.slow

CHARTS = [
    Chart(id=name, title="A", alt="B", specs={"l": {
        "mark": "bar", "data": {"values": [{"a": 1, "b": at}, {"a": 2, "b": 5}]},
        "encoding": {"x": {"field": "a", "type": "ordinal"}, "y": {"field": "b", "type": "quantitative"}},
    }})
    for at, name in enumerate(("one", "two"))
]  # fmt: skip


@pytest.fixture
def server() -> Iterator[ChartServer]:
    server = ChartServer()
    yield server
    server.close()


def test_it_reads_what_any_build_reads_and_goes_on_without_the_process(tmp_path, server, monkeypatch):
    expected = read_drawings(CHARTS)
    with monkeypatch.context() as alone, using(Results(tmp_path)):
        alone.delattr(pool, "DrawingPool")
        assert server.read_drawings(CHARTS) == expected
    end(server)
    with using(Results(tmp_path)):
        assert server.read_drawings(CHARTS) == expected


def end(server: ChartServer) -> None:
    server._process.send_signal(signal.SIGKILL)
    server._process.wait()


def job(spec: dict, width: str = "l") -> DrawingJob:
    return DrawingJob(chart="a", place="", spec=spec, width=width, lead=False)


def test_it_draws_what_any_build_draws_and_starts_again_once_it_has_ended(server):
    spec = CHARTS[0].specs["l"]
    drawn = {"a": draw_svg(spec, "l")}
    assert server.draw({"a": job(spec)}) == drawn
    end(server)
    assert server.draw({"a": job(spec)}) == {}
    server.restart_ended()
    assert server.draw({"a": job(spec)}) == drawn


def test_nobody_waits_for_what_is_prepared(server, tmp_path):
    jobs = [job(one.specs["l"]) for one in CHARTS]
    server._process.send_signal(signal.SIGSTOP)
    # Waiting for an answer here would never end.
    server.prepare(CHARTS, jobs)
    server._process.send_signal(signal.SIGCONT)
    assert server.draw(dict(zip("ab", jobs, strict=True))) == {
        key: draw_svg(one.spec, "l") for key, one in zip("ab", jobs, strict=True)
    }
    with using(Results(tmp_path)):
        found = server.read_drawings(CHARTS)
    assert found == read_drawings(CHARTS)


def test_who_asks_little_is_answered_between_the_requests_of_who_asks_much(server):
    first, little, last = (job({**CHARTS[0].specs["l"], "width": width}) for width in (100, 200, 300))
    answered: list[dict[str, str]] = []

    def ask_much() -> Iterator[Mapping[str, Any]]:
        yield _request_drawing(first)
        answered.append(server.draw({"little": little}))
        yield _request_drawing(last)

    assert len(server._ask(ask_much())) == 2
    assert answered == [{"little": draw_svg(little.spec, "l")}]


def test_what_cannot_be_drawn_is_left_out_and_the_rest_is_drawn(server):
    jobs = {"bad": job({"mark": "no mark"}), "good": job(CHARTS[0].specs["l"])}
    assert list(server.draw(jobs)) == ["good"]


def test_several_processes_may_ask_at_once(server):
    specs = [{**CHARTS[0].specs["l"], "width": 100 + at} for at in range(8)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda spec: server.draw({"a": job(spec)}), specs))
    assert found == [{"a": draw_svg(spec, "l")} for spec in specs]


def test_it_ends_with_the_process_that_started_it():
    code = "from factbook.serve.chart_server import ChartServer; it = ChartServer(); print(it._process.pid, flush=True)"
    starting = subprocess.run(
        [sys.executable, "-c", f"{code}; import os; os._exit(0)"], capture_output=True, check=True
    )
    pid = int(starting.stdout)
    wait_for(lambda: not is_running(pid))
