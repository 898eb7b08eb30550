"""The values that a drawing carries: each with what it is of, in its series, where the mark stands."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from html import unescape
from typing import Any

import pytest
import vl_convert

from factbook.render.charts.compile import styled_spec
from factbook.render.charts.data_points import read_points, remove_probes
from factbook.render.charts.draw import draw_svg
from factbook.render.charts.label_marks import add_labels
from factbook.render.charts.line_gaps import break_lines
from factbook.render.charts.svg import read_svg, tidy_svg, write_svg

ROWS = [
    {"year": 2022, "n": 10, "kind": "a"},
    {"year": 2023, "n": 1240, "kind": "a"},
    {"year": 2022, "n": 30, "kind": "b"},
]
YEAR = {"field": "year", "type": "quantitative"}
VALUE = {"field": "n", "type": "quantitative"}
KIND = {"field": "kind", "type": "nominal"}


def drawn(spec: dict[str, Any]) -> list[Any]:
    svg = draw_svg(spec, "s")
    found: list[Any] = json.loads(unescape(re.search(r"data-points='([^']*)'", svg)[1]))
    return found


def told(spec: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    return {name: [(label, value) for _, _, label, value in points] for name, _, points in drawn(spec)}


def line(**encoding: Any) -> dict[str, Any]:
    return {"data": {"values": ROWS}, "mark": "line", "encoding": {"x": YEAR, "y": VALUE, **encoding}}


@pytest.mark.slow
def test_a_line_tells_every_value_and_names_its_series():
    assert told(line(color=KIND)) == {"a": [("2022", "10"), ("2023", "1,240")], "b": [("2022", "30")]}


def test_points_stand_where_the_line_does():
    rows = [{"year": 2022, "n": 10}, {"year": 2023, "n": 1240}, {"year": 2024, "n": 700}]
    svg = draw_svg(line() | {"data": {"values": rows}}, "m")
    ((_, kind, points),) = json.loads(unescape(re.search(r"data-points='([^']*)'", svg)[1]))
    path = next(d for d in re.findall(r' d="(M[^"]*)"', svg) if d.count("L") == 2)
    ends = [tuple(map(float, pair.split(","))) for pair in re.split("[ML]", path)[1:]]
    shifts = {(round(p[0] - x, 0), round(p[1] - y, 0)) for p, (x, y) in zip(points, ends, strict=True)}
    assert kind == "line"
    assert len(shifts) == 1


@pytest.mark.parametrize("width", ["l", "s"])
@pytest.mark.parametrize(
    "spec",
    [
        pytest.param(line(color=KIND), id="lines"),
        pytest.param({"data": {"values": ROWS}, "layer": [line() | {"data": {"values": ROWS}}, {"mark": "point"}],
                      "encoding": {"x": YEAR, "y": VALUE}}, id="layers that inherit"),
        pytest.param({"data": {"values": ROWS}, "mark": "area", "encoding": {"x": YEAR, "y": VALUE}}, id="an area"),
        pytest.param({"data": {"values": ROWS}, "mark": "bar", "encoding": {"x": KIND, "y": VALUE}}, id="bars"),
        pytest.param(line(row=KIND), id="rows of charts"),
        pytest.param(line(x={**YEAR, "scale": {"domain": [2023, 2024]}}) | {"mark": {"type": "line", "clip": True}},
                     id="a part of a line"),
        pytest.param({"data": {"values": [{"year": 2022, "n": 1000}, {"year": 2023, "n": None}]}, "mark": "line",
                      "encoding": {"x": YEAR, "y": {**VALUE, "scale": {"zero": False}}}}, id="a line with a gap"),
        pytest.param({"data": {"values": ROWS}, "mark": {"type": "text", "dx": 900, "text": ""},
                      "encoding": {"x": YEAR, "y": VALUE}}, id="empty texts"),
        pytest.param({"data": {"values": []}, "mark": "line", "encoding": {"x": YEAR, "y": VALUE}}, id="no rows"),
    ],
)  # fmt: skip
def test_labels_change_nothing_that_is_drawn(spec, width):
    house = styled_spec(spec, width)
    vega = vl_convert.vegalite_to_vega(house)
    add_labels(vega)
    plain, labelled = read_svg(vl_convert.vegalite_to_svg(house)), read_svg(vl_convert.vega_to_svg(vega))
    remove_probes(labelled)
    # The renderer numbers clip paths on through all of its drawings.
    for drawing in (plain, labelled):
        tidy_svg(drawing, "a")
    assert write_svg(labelled) == write_svg(plain)


def test_words_in_the_colour_of_a_line_name_it():
    def layer(rows: list[dict[str, Any]], colour: str, words: str) -> list[dict[str, Any]]:
        place = {"x": YEAR, "y": VALUE}
        text = {"type": "text", "text": words, "color": colour}
        last = {"data": {"values": rows[-1:]}, "mark": text, "encoding": place}
        return [{"data": {"values": rows}, "mark": {"type": "line", "color": colour}, "encoding": place}, last]

    years = (2022, 2023)
    one, other = ([{"year": year, "n": n * year} for year in years] for n in (1, 5))
    spec = {"layer": [*layer(one, "#1f6b5c", "Cases 2,023"), *layer(other, "#2b5c8a", "10,115 people")]}
    assert list(told(spec)) == ["Cases", "people"]


def test_a_highlighted_point_on_a_line_is_no_value_of_its_own():
    place = {"x": YEAR, "y": VALUE}
    lines = {"mark": {"type": "line", "color": "#171c20"}, "encoding": place}
    high = {"data": {"values": ROWS[1:2]}, "mark": {"type": "point", "color": "#1f6b5c"}, "encoding": place}
    spec = {"data": {"values": ROWS[:2]}, "layer": [lines, high]}
    assert told(spec) == {"": [("2022", "10"), ("2023", "1,240")]}


@pytest.mark.parametrize(
    ("encoding", "kind"),
    [({"x": KIND, "y": VALUE}, "bar"), ({"y": KIND, "x": VALUE}, "lying")],
)
def test_bars_are_told_in_their_order_at_their_free_ends(encoding, kind):
    rows = [{"kind": name, "n": n} for name, n in zip("abc", (5, 9, 2), strict=True)]
    ((_, found, points),) = drawn({"data": {"values": rows}, "mark": "bar", "encoding": encoding})
    assert (found, [point[2:] for point in points]) == (kind, [["a", "5"], ["b", "9"], ["c", "2"]])
    along = 0 if kind == "lying" else 1
    lengths = [point[along] if along == 0 else -point[along] for point in points]
    assert sorted(range(3), key=lengths.__getitem__) == [2, 0, 1]


def test_a_part_of_a_stack_is_told_by_its_length():
    rows = [{"year": "2024", "group": "young", "start": 0.25, "end": 0.65}]
    domain = {"scale": {"domain": [0, 1]}}
    encoding = {
        "x": {"field": "start", "type": "quantitative", **domain},
        "x2": {"field": "end"},
        "y": {"field": "year", "type": "nominal"},
        "color": {"field": "group", "type": "nominal"},
    }
    assert told({"data": {"values": rows}, "mark": "bar", "encoding": encoding}) == {"young": [("2024", "40.0%")]}


def test_a_month_is_named_by_its_period_and_not_by_where_it_stands():
    rows = [{"at": 2024 + month / 12, "n": month, "month": f"2024-{month:02d}"} for month in (1, 2, 3)]
    encoding = {"x": {"field": "at", "type": "quantitative"}, "y": VALUE}
    (points,) = told({"data": {"values": rows}, "mark": "line", "encoding": encoding}).values()
    assert points == [("2024-01", "1"), ("2024-02", "2"), ("2024-03", "3")]


@pytest.mark.parametrize(
    "spec",
    [
        {"mark": "bar", "encoding": {"x": KIND, "y": {**VALUE, "axis": {"format": ".0%"}}}},
        {"layer": [{"mark": "bar"}, {"mark": "text", "encoding": {"text": {**VALUE, "format": ".1%"}}}]},
        {"layer": [{"mark": "bar"}], "transform": [{"calculate": "format(datum.n, '.1%') + '!'", "as": "label"}]},
        {"layer": [{"mark": "bar"}], "transform": [{"calculate": "format(datum['n'], '.1%')", "as": "label"}]},
    ],
)
def test_shares_are_known_by_how_the_chart_writes_them(spec):
    chart = {"data": {"values": [{"kind": "a", "n": 0.253}]}, "encoding": {"x": KIND, "y": VALUE}}
    assert told(chart | spec) == {"": [("a", "25.3%")]}


def test_a_share_may_have_a_name_in_any_script():
    share = {"field": "비율 (명)", "type": "quantitative"}
    views = [{"mark": "bar"}, {"mark": "text", "encoding": {"text": {**share, "format": ".1%"}}}]
    spec = {"data": {"values": [{"kind": "a", share["field"]: 0.253}]}, "encoding": {"x": KIND, "y": share}}
    assert told(spec | {"layer": views}) == {"": [("a", "25.3%")]}


def test_the_parts_of_a_whole_are_told_as_shares():
    stack = {"x": YEAR, "y": {**VALUE, "stack": "normalize"}, "color": KIND}
    found = told({"data": {"values": ROWS}, "mark": "bar", "encoding": stack})
    assert found == {"a": [("2022", "25.0%"), ("2023", "100.0%")], "b": [("2022", "75.0%")]}


def test_bars_are_told_by_what_vega_lite_computes():
    rows = [{"n": n, "day": f"2024-0{n}-15"} for n in (1, 1, 2)]
    month = {"field": "day", "type": "temporal", "timeUnit": "yearmonth"}
    size = {**VALUE, "bin": {"step": 1, "extent": [1, 3]}}
    for x, labels in ((month, ("2024-01-01", "2024-02-01")), (size, ("1", "2"))):
        encoding = {"x": x, "y": {"aggregate": "count"}}
        found = told({"data": {"values": rows}, "mark": "bar", "encoding": encoding})
        assert found == {"": list(zip(labels, "21", strict=True))}


def test_a_negative_bar_is_told_at_its_lower_end():
    rows = [{"kind": name, "n": n} for name, n in zip("abc", (-5, 5, 0), strict=True)]
    spec = {"data": {"values": rows}, "mark": "bar", "encoding": {"x": KIND, "y": VALUE}}
    ((_, _, ((_, low, _, value), (_, high, *_), (_, zero, *_))),) = drawn(spec)
    assert value == "\u22125"
    assert low - zero == pytest.approx(zero - high, abs=0.2)


def test_each_of_several_charts_tells_its_values():
    repeated = {"mark": "bar", "encoding": {"x": KIND, "y": {"field": {"repeat": "repeat"}, "type": "quantitative"}}}
    rows = [{"kind": "a", "n": 1, "m": 2}]
    (values,) = told({"data": {"values": rows}, "repeat": ["n", "m"], "spec": repeated}).values()
    assert values == [("a", "1"), ("a", "2")]
    assert told(line(row=KIND)) == {"a": [("2022", "10"), ("2023", "1,240")], "b": [("2022", "30")]}


def test_views_side_by_side_name_their_values_before_the_lines_in_them_do():
    views = [
        line(color=KIND) | {"title": {"text": ["Cases", "by kind"], "subtitle": "from 2022"}},
        {"mark": "bar", "title": "People", "data": {"values": ROWS[2:]}, "encoding": {"x": KIND, "y": VALUE}},
    ]
    assert told({"hconcat": views}) == {
        "Cases by kind, a": [("2022", "10"), ("2023", "1,240")],
        "Cases by kind, b": [("2022", "30")],
        "People": [("b", "30")],
    }


def test_what_the_edge_of_a_chart_cuts_off_is_not_told():
    spec = line(x={**YEAR, "scale": {"domain": [2023, 2024]}})
    assert told(spec | {"mark": {"type": "line", "clip": True}}) == {"": [("2023", "1,240")]}


def test_a_box_plot_has_no_values_to_tell():
    spec = {"data": {"values": ROWS}, "mark": "boxplot", "encoding": {"x": KIND, "y": VALUE}}
    vega = vl_convert.vegalite_to_vega(spec)
    add_labels(vega)
    assert read_points(read_svg(vl_convert.vega_to_svg(vega))) == []


def test_a_view_or_a_mark_names_its_line():
    place = {"x": YEAR, "y": VALUE}
    views = [
        {"mark": "line", "description": "Cases", "encoding": place},
        {"mark": {"type": "line", "description": "People"}, "encoding": place, "data": {"values": ROWS[2:]}},
    ]
    assert list(told({"description": "Both", "data": {"values": ROWS[:2]}, "layer": views})) == ["Cases", "People"]


def test_the_bound_of_an_area_is_no_series_of_its_own():
    spec = line() | {"data": {"values": ROWS[:2]}, "mark": {"type": "area", "line": {"color": "#171c20"}}}
    assert told(spec) == {"": [("2022", "10"), ("2023", "1,240")]}


def test_markup_in_a_name_or_a_label_stays_text_and_the_drawing_well_formed():
    attack = "\"><script>alert('1')</script>&amp;\u241f"
    rows = [{"kind": attack, "n": 1}, {"kind": "b", "n": 2}]
    svg = draw_svg({"data": {"values": rows}, "mark": "bar", "encoding": {"x": KIND, "y": VALUE}}, "s")
    assert "<script" not in svg
    ((_, _, points),) = json.loads(ET.fromstring(svg).get("data-points"))
    assert points[0][2].startswith("\"><script>alert('1')</script>&amp;")


# Lines that break


@pytest.mark.parametrize(
    ("years", "missing"),
    [
        pytest.param([2016, 2017, 2019, 2022], [2018, 2020, 2021], id="years left out"),
        pytest.param([2016, 2018, 2020], [], id="every second year"),
        pytest.param([2016, 2018, 2022], [2020], id="a second year left out"),
        pytest.param([2016, 2017, 2030], [], id="two far apart"),
        pytest.param([2016.5, 2017.5, 2019.5], [], id="no whole numbers"),
        pytest.param([2016], [], id="one"),
    ],
)
def test_missing_years_break_a_line(years, missing):
    spec = {"data": {"values": [{"year": year, "n": 1} for year in years]}, "mark": "line"}
    broken = break_lines(spec | {"encoding": {"x": YEAR, "y": VALUE}})
    assert [row["year"] for row in broken["data"]["values"] if row["n"] is None] == missing


def test_a_line_with_a_missing_year_is_drawn_in_two_pieces():
    rows = [{"year": year, "n": year} for year in (2016, 2017, 2019, 2020)]
    svg = draw_svg(line() | {"data": {"values": rows}}, "m")
    assert any(path.count("M") == 2 for path in re.findall(r' d="([^"]*)"', svg))


def test_each_line_of_a_group_breaks_for_itself_and_other_marks_do_not():
    rows = [{"year": year, "n": 1, "kind": kind} for year, kind in [(1, "a"), (2, "a"), (4, "a"), (2, "b"), (3, "b")]]
    spec = {
        "datasets": {"d": rows},
        "data": {"name": "d"},
        "encoding": {"x": YEAR, "y": VALUE, "color": KIND},
        "layer": [{"mark": {"type": "line"}}, {"mark": "point"}],
    }
    first, second = break_lines(spec)["layer"]
    assert [row for row in first["data"]["values"] if row["n"] is None] == [{"kind": "a", "year": 3, "n": None}]
    assert "data" not in second
