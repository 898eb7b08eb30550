"""Specifications of charts with what their files hold."""

from __future__ import annotations

import json

import altair as alt
import pandas as pd
import pytest

from factbook.notebooks.recording.chart_spec import read_specs
from figurecheck.model.errors import RecordError


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "data/towns.json").write_text(json.dumps({"type": "Topology", "objects": {"towns": {}}}), "utf-8")
    (tmp_path / "data/trips.csv").write_text("\ufeffyear,n\n2024,3\n", "utf-8")
    (tmp_path / "data/rows.json").write_text('[{"n": 1}]', "utf-8")
    monkeypatch.chdir(tmp_path / "notebooks")


def read(chart: alt.TopLevelMixin) -> dict:
    return read_specs(chart, ["m"], "a.b")["m"]


def test_a_map_has_its_shapes():
    spec = read(alt.Chart(alt.topo_feature("../data/towns.json", "towns")).mark_geoshape())
    assert spec["data"] == {
        "values": {"type": "Topology", "objects": {"towns": {}}},
        "format": {"type": "topojson", "feature": "towns"},
    }


@pytest.mark.parametrize(
    ("file", "values"), [("trips.csv", "year,n\n2024,3\n"), ("rows.json", [{"n": 1}])], ids=["csv", "json"]
)
def test_a_file_of_rows_is_read_wherever_it_is_named(file, values):
    chart = alt.Chart(f"../data/{file}").mark_bar().encode(x="n:Q")
    looked_up = alt.Chart(pd.DataFrame({"n": [1]})).mark_bar().encode(x="n:Q")
    looked_up = looked_up.transform_lookup("n", alt.LookupData(alt.UrlData(f"../data/{file}"), "n", ["n"]))
    spec = read(chart | looked_up)
    assert spec["hconcat"][0]["data"]["values"] == values
    assert spec["hconcat"][1]["transform"][0]["from"]["data"]["values"] == values


def test_an_address_of_another_host_stays_for_the_check():
    assert read(alt.Chart("https://a.example/b.csv").mark_bar())["data"]["url"] == "https://a.example/b.csv"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("../data/none.csv", "chart('a.b'): reads '../data/none.csv': No such file or directory"),
        ("../data/trips.json", "chart('a.b'): reads '../data/trips.json', which is no json"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(name, message, tmp_path):
    (tmp_path / "data/trips.json").write_text("year,n", "utf-8")
    with pytest.raises(RecordError) as raised:
        read(alt.Chart(name).mark_bar())
    assert str(raised.value.complaints[0]).startswith(message)


def test_many_rows_are_recorded():
    assert len(read(alt.Chart(pd.DataFrame({"n": range(6000)})).mark_tick().encode(x="n:Q"))["datasets"]) == 1


def test_what_is_no_chart_is_named():
    with pytest.raises(RecordError, match="not a chart"):
        read("bars")  # type: ignore[arg-type]


def test_a_chart_is_specified_once_and_a_function_for_each_width():
    class Counted:
        calls = 0

        def to_dict(self) -> dict[str, object]:
            Counted.calls += 1
            return {"mark": "bar", "title": f"{Counted.calls}"}

    assert [spec["title"] for spec in read_specs(Counted(), "lms", "a.b").values()] == ["1", "1", "1"]
    drawn = read_specs(lambda width: alt.Chart(title=width).mark_bar(), "lms", "a.b")
    assert {width: spec["title"] for width, spec in drawn.items()} == {"l": "l", "m": "m", "s": "s"}
