"""What a notebook records comes back as it was, and what cannot be used is refused with a remedy."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import factbook as fb
from factbook.notebooks.recording.emit import MIME, split_bundle
from factbook.notebooks.recording.glue import parse_glue
from factbook.notebooks.recording.record import WIDTHS, parse_bundle
from factbook.notebooks.recording.rows import read_rows
from figurecheck.model import Cell, Chart, Statistic
from figurecheck.model.errors import RecordError
from figurecheck.model.exact import to_decimal

CELL = Cell(notebook="notebooks/x.ipynb", index=3, code="...")
ROWS = pd.DataFrame({"year": [2023, 2024], "value": [5, 7], "source_id": ["a", "b"]}).set_index("year")

DRAWN = SimpleNamespace(to_dict=lambda: {"mark": "bar"})
TEXTS = {"id": "riders.years", "title": "Up", "alt": "A line goes up"}


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    bundles: list[dict[str, Any]] = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, raw: bundles.append(bundle))
    return bundles


def test_a_statistic_comes_back_as_it_was_recorded(shown: list[dict[str, Any]]) -> None:
    fb.record("riders.total.2024", ROWS.loc[2024, "value"], unit="people", population="all", rows=ROWS.loc[[2024]])
    read = parse_bundle(shown[0][MIME], CELL)
    assert isinstance(read, Statistic)
    assert (read.id, read.value, read.unit, read.source_ids) == ("riders.total.2024", Decimal(7), "people", ("b",))
    assert read.rows[0].columns == ("year", "value", "source_id")
    assert read.cell == CELL


def test_what_a_table_counts_is_the_population_where_none_is_said(
    shown: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    fields = [{"name": "year", "type": "year"}, {"name": "value", "type": "integer"}]
    entry = {"name": "t", "path": "t.csv", "factbook:population": "riders", "schema": {"fields": fields}}
    (tmp_path / "data/datapackage.json").write_text(json.dumps({"resources": [entry]}), "utf-8")
    (tmp_path / "data/t.csv").write_text("year,value\n2024,7\n", "utf-8")
    monkeypatch.setenv("FACTBOOK_ROOT", str(tmp_path))
    monkeypatch.setenv("FACTBOOK_AS_OF", "2026-01-01")
    fb.record("riders.2024", 7, unit="people", rows=fb.dataset("t"))
    fb.series("riders.{year}", fb.dataset("t").set_index("year"), unit="people", population="others")
    found = [parse_bundle(each, CELL) for one in shown for each in split_bundle(one[MIME])]
    assert [one.population for one in found if isinstance(one, Statistic)] == ["riders", "others"]


def test_a_chart_has_a_specification_for_each_width(shown: list[dict[str, Any]]) -> None:
    fb.chart(
        lambda width: SimpleNamespace(to_dict=lambda: {"mark": width}),
        id="riders.years",
        title="Up",
        alt="A line goes up",
        rows=ROWS,
    )
    read = parse_bundle(shown[0][MIME], CELL)
    assert isinstance(read, Chart)
    assert read.specs == {width: {"mark": width} for width in WIDTHS}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(0.1, Decimal("0.1"), id="a float keeps its shortest text"),
        pytest.param(np.float64(2.675), Decimal("2.675"), id="numpy float"),
        pytest.param(np.int64(23022), Decimal(23022), id="numpy integer"),
        pytest.param(Fraction(1, 4), Decimal("0.25"), id="fraction"),
        pytest.param(True, None, id="a truth value is no number"),
        pytest.param(float("nan"), None, id="nan"),
        pytest.param(np.float64("inf"), None, id="infinity"),
        pytest.param("7", None, id="text"),
        pytest.param(None, None, id="nothing"),
    ],
)
def test_numbers_are_read_exactly(value: Any, expected: Decimal | None) -> None:
    assert to_decimal(value) == expected


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_survives(value: float) -> None:
    read = to_decimal(value)
    assert read is not None
    assert float(read) == value


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        (
            {"id": "Riders 2024"},
            "'Riders 2024' is no id (lower-case words joined by dots, such as offenders.total.2024)",
        ),
        ({"id": "a" * 121}, "is no id (shorten it to 120 characters)"),
        ({"value": 10**401}, "a number of 402 digits (record a finite number)"),
        ({"value": float("nan")}, "nan is no finite number (record a finite number)"),
        (
            {"population": " "},
            "population is empty (say the population in words, or once for the table, as factbook:population)",
        ),
        ({"rows": ROWS.loc[[]]}, "no rows (pass the rows that the value rests on)"),
        ({"rows": 5}, "a value of type int has no rows (pass rows of fb.dataset(...))"),
        ({"value": "May", "unit": "date"}, "'May' is no ISO date (record a finite number)"),
    ],
)
def test_a_bad_call_is_refused(changed: dict[str, Any], complaint: str) -> None:
    call = {"id": "a.b", "value": 1, "unit": "people", "population": "all", "rows": ROWS, **changed}
    with pytest.raises(RecordError) as caught:
        fb.record(call.pop("id"), call.pop("value"), **call)
    assert str(caught.value).endswith(complaint)


def test_what_is_no_chart_is_refused() -> None:
    with pytest.raises(RecordError, match="draw returned a value of type int, not a chart"):
        fb.chart(lambda width: 5, id="a.b", title="x", alt="y", rows=ROWS)


@pytest.mark.parametrize("alt", ["Trips rose", "Trips rose.", "By year"])
def test_a_text_alternative_that_repeats_the_title_is_refused(alt: str) -> None:
    with pytest.raises(RecordError, match=r"alt repeats the title \(say what"):
        fb.chart(lambda width: 5, id="a.b", title="Trips rose", subtitle="By year", alt=alt, rows=ROWS)


@pytest.mark.parametrize(
    "says",
    [
        "foreign.share.{year}",
        "{id}",
        "sum(value)",
        "sum(value) / sum(value, year)",
        "value / 1000",
        "count()",
        "month",
        "decoration",
        "not checked: a trend",
        {"A line": "a"},
        ["a.b", "a.c"],
    ],
)
def test_what_a_field_shows_comes_back(says: object, shown: list[dict[str, Any]]) -> None:
    fb.chart(DRAWN, **TEXTS, rows=ROWS, shows={"value": says})
    recorded = parse_bundle(shown[0][MIME], CELL)
    assert isinstance(recorded, Chart)
    assert recorded.shows == {"value": says}


@pytest.mark.parametrize(
    ("says", "complaint"),
    [
        ("a trend", "'a trend' is neither an id nor a computation"),
        ("__import__('os')", "is neither an id nor a computation"),
        ("value[0]", "is neither an id nor a computation"),
        ("(" * 500, "is neither an id nor a computation"),
        ("not checked:", "does not say what it is"),
        (5, "is a int"),
        ([None], "is a NoneType"),
    ],
)
def test_what_a_field_cannot_show_is_refused(says: object, complaint: str) -> None:
    with pytest.raises(RecordError, match=r"shows\['value'\]") as caught:
        fb.chart(DRAWN, **TEXTS, rows=ROWS, shows={"value": says})
    assert complaint in str(caught.value)


def test_rows_of_a_series_and_of_a_list_are_read() -> None:
    assert read_rows(ROWS.loc[2024])[0].rows == ((7, "b"),)
    assert len(read_rows([ROWS, ROWS.loc[[2023]]])) == 2


@pytest.mark.parametrize(("text", "value"), [("42", "42"), ("np.float64(0.5)", "0.5"), ("'1,234'", "1234")])
def test_a_glued_number_is_a_statistic(text: str, value: str) -> None:
    output = {"metadata": {"scrapbook": {"name": "x"}}, "data": {"text/plain": text}}
    glued = parse_glue(output, CELL)
    assert glued is not None
    assert glued.value == Decimal(value)


def test_other_output_is_not_taken_for_glue() -> None:
    assert parse_glue({"metadata": {}, "data": {"text/plain": "42"}}, CELL) is None
