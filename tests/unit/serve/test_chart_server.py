"""Charts that a process reads and draws which stands ready are as any build reads and draws them."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from factbook.model import Chart
from factbook.project.memo import Memo
from factbook.render.charts.draw import draw_svg
from factbook.render.charts.drawing import pool
from factbook.render.charts.drawing.chart_values import read_drawings
from factbook.render.charts.drawing.jobs import DrawingJob
from factbook.serve.chart_server import ChartServer

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
    expected = read_drawings(CHARTS, Memo())
    with monkeypatch.context() as alone:
        alone.delattr(pool, "DrawingPool")
        assert server.read_drawings(CHARTS, Memo(tmp_path, {})) == expected
    end(server)
    assert server.read_drawings(CHARTS, Memo(tmp_path, {})) == expected


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
    assert server.read_drawings(CHARTS, Memo(tmp_path, {})) == read_drawings(CHARTS, Memo())


def test_who_asks_little_is_answered_between_the_requests_of_who_asks_much(server):
    answered: list[str] = []
    many, few = (
        {str(at): job({**CHARTS[0].specs["l"], "width": first + at}) for at in range(count)}
        for first, count in ((100, 30), (200, 1))
    )

    def ask(name: str, jobs: dict[str, DrawingJob]) -> None:
        server.draw(jobs)
        answered.append(name)

    with ThreadPoolExecutor(2) as threads:
        # While it is stopped, it takes in the requests of both.
        server._process.send_signal(signal.SIGSTOP)
        threads.submit(ask, "many", many)
        threads.submit(ask, "few", few)
        time.sleep(0.2)
        server._process.send_signal(signal.SIGCONT)
    assert answered == ["few", "many"]


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
    until = time.monotonic() + 20
    while Path(f"/proc/{pid}").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()
