"""The table of `make bench` compares what is right with what is right, and hides no stale page."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path

import pytest


@pytest.fixture
def bench(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "bench"))
    return importlib.import_module("bench_build")


def lines(bench, *results) -> list[str]:
    return list(bench.table(results))[2:]


def result(bench, tool: str, step: str, seconds: float, *, right: bool = True):
    return bench.Result(tool=tool, notebooks=4, step=step, seconds=seconds, cpu=1.0, peak_mib=100.0, right=right)


def test_a_step_is_compared_with_the_same_step_of_stock(bench):
    (line,) = lines(bench, result(bench, "factbook", "cold", 2.0), result(bench, "stock", "cold", 20.0))
    assert "10.0" in line.split()


def test_where_stock_is_stale_its_build_from_nothing_counts_and_the_stale_time_is_told(bench):
    ours = result(bench, "factbook", "one notebook edit", 2.0)
    stale = result(bench, "stock", "one notebook edit", 3.0, right=False)
    right = result(bench, "stock", "one notebook edit, from nothing", 40.0)
    (line,) = lines(bench, ours, stale, right)
    assert "20.0" in line.split()
    assert "stock is stale after 3.00 s (1.5 times ours)" in line


def test_a_wrong_site_of_ours_earns_no_ratio(bench):
    ours = replace(result(bench, "factbook", "cold", 2.0), right=False)
    (line,) = lines(bench, ours, result(bench, "stock", "cold", 20.0))
    assert "factbook WRONG" in line
    assert "10.0" not in line
