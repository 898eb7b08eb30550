"""When a year is added to every table, no figure of the report loses the statistic that it is bound to."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from factbook.data.validate import refresh
from factbook.project.settings import read_project
from factbook.report.checked_report import Report
from factbook.report.pipeline import make_report
from figurecheck.model import Verdict

ROOT = Path(__file__).parents[2]
PARTS = ("_config.yml", "_toc.yml", "book", "data", "notebooks", "requirements.txt")
# All notebooks run again, on two days.
pytestmark = [pytest.mark.slow, pytest.mark.trial]
SOURCE = {
    "source_id": "next_year",
    "title": "The counts of the year after",
    "publisher": "A test",
    "published": "2026-11-20",
    "accessed": "2026-11-20",
}
PLAIN = {"value", "unit", "status", "source_id", "note", "precision"}
"""Columns that are no part of a row's key."""


def read_rows(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return list(reader.fieldnames or ()), list(reader)


def append_rows(path: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, lineterminator="\n", restval="").writerows(rows)


def next_rows(column: str, rows: list[dict[str, str]], factor: float) -> Iterator[dict[str, str]]:
    """Yield for each series the row of the year after its newest, or the rows of its months."""
    series: dict[tuple[str, ...], dict[str, dict[str, str]]] = {}
    for row in rows:
        if row["status"] == "main" and row["value"]:
            key = tuple(value for name, value in row.items() if name not in {*PLAIN, column})
            series.setdefault(key, {})[row[column]] = row
    newest = max(max(found) for found in series.values())[:4]
    for found in series.values():
        for period, row in found.items():
            if period[:4] == newest:
                value = f"{float(row['value']) * factor:.{0 if row['value'].isdecimal() else 3}f}"
                moved = str(int(newest) + 1) + period[4:]
                yield row | {column: moved, "value": value, "source_id": SOURCE["source_id"], "note": ""}


def grow(folder: Path, factor: float) -> list[str]:
    """Copy the report, add a year to each table that has years or months, and return the names of these tables."""
    for name in PARTS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    append_rows(folder / "data/sources.csv", read_rows(folder / "data/sources.csv")[0], [SOURCE])
    grown = []
    for path in sorted((folder / "data").glob("*.csv")):
        columns, rows = read_rows(path)
        column = next((name for name in ("year", "month") if name in columns), "")
        if column and "status" in columns:
            append_rows(path, columns, list(next_rows(column, rows, factor)))
            grown.append(path.stem)
    refresh(folder)
    return grown


@pytest.fixture(scope="module", params=[pytest.param(1.1, id="more"), pytest.param(0.7, id="fewer")])
def grown(request, tmp_path_factory, warm_kernels) -> Report:
    folder = tmp_path_factory.mktemp("grown")
    assert len(grow(folder, request.param)) > 15
    return make_report(read_project(folder))


def test_no_figure_loses_its_statistic(grown):
    assert not [str(complaint) for run in grown.runs for complaint in run.complaints]
    assert grown.statistics["offenders.total.2026"].value > 0
    lost = [f"{one.place}: {one.printed}: {one.reason}" for one in grown.all_findings if one.verdict is Verdict.UNKNOWN]
    assert lost == []
    assert [str(one) for one in grown.warnings] == []


def test_a_comparison_of_two_years_stays_one_of_these_two(grown):
    fixed = {id: one for id, one in grown.statistics.items() if id.endswith(("2020_2024", "2018_2024", "1985_2024"))}
    assert len(fixed) > 5
    assert {one.period for one in fixed.values()} <= {"2020/2024", "2018/2024", "1985/2024"}
    (double,) = (found for _, reviewed in grown.reviews for found in reviewed if found.claim.id == "A06")
    assert (double.day.verdict, double.today.verdict) == (Verdict.MISMATCH, Verdict.MISMATCH)
    assert grown.statistics["foreign.ratio.2018.latest"].period == "2018/2025"
