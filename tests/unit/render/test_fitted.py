"""Charts as authors write them, in our style: as wide as the page, with legends and titles where they are needed."""

from __future__ import annotations

import re

import altair as alt
import pandas as pd
import pytest

from factbook.notebooks.recording.chart_spec import read_specs
from factbook.render.charts import compile as compiling
from factbook.render.charts.draw import draw_svg
from factbook.render.charts.drawing.worker import read_chart
from factbook.render.charts.house_style import STILL, WIDTHS

TOWNS = pd.DataFrame(
    [
        {"year": year, "town": town, "sex": sex, "age": age, "trips_made": year - 2000 + at * 5 + age}
        for year in (2019, 2020, 2021)
        for at, town in enumerate(("Alba", "Bern", "Chur", "Davos on the lake"))
        for age, sex in enumerate(("men", "women"), start=3)
    ]
)
MEN = TOWNS[TOWNS["sex"] == "men"]
BASE = alt.Chart(MEN)
LINES = BASE.mark_line().encode(x="year:O", y="trips_made:Q", color="town:N")
BARS = BASE.mark_bar().encode(x="town:N", y="sum(trips_made):Q")
DOTS = BASE.mark_point().encode(x="age:Q", y="trips_made:Q")
MATRIX = BASE.mark_point().encode(
    x=alt.X(alt.repeat("column")).type("quantitative"), y=alt.Y(alt.repeat("row")).type("quantitative")
)


def draw(chart: alt.Chart, width: str = "s", *, subtitled: bool = False) -> str:
    return draw_svg(read_specs(chart, [width], "a.b", subtitled=subtitled)[width], width)


def texts(svg: str) -> list[str]:
    return [text for opacity, text in re.findall(r'<text[^>]*?(opacity="0")?[^>]*>([^<]*)<', svg) if not opacity]


COMPOSED = {
    "side by side": LINES | BARS,
    "with a narrow one": BARS | BASE.mark_bar().encode(y="town:N", x="count()").properties(width=60),
    "one below the other": LINES & BARS,
    "wrapped": alt.concat(LINES, BARS, DOTS, columns=3),
    "small multiples": LINES.encode(facet=alt.Facet("sex:N", columns=2)),
    "many columns": DOTS.encode(column="town:N"),
    "rows": DOTS.encode(row="town:N"),
    "rows and columns": alt.Chart(TOWNS)
    .mark_bar()
    .encode(x="year:O", y="sum(trips_made):Q", row="sex:N", column="sex:N"),
    "faceted layers": alt.layer(DOTS, DOTS.mark_line(), data=MEN).facet("town:N", columns=2),
    "matrix": MATRIX.repeat(row=["age", "trips_made"], column=["year", "age", "trips_made"]),
    "nested": (LINES | BARS) & DOTS,
}


@pytest.mark.parametrize("kind", COMPOSED)
def test_views_together_are_as_wide_as_the_page(kind, trial):
    for width in trial.random(kind).sample([*WIDTHS], trial.count(1, of=3)):
        svg = draw(COMPOSED[kind], width)
        assert abs(float(re.search(r'width="([\d.]+)', svg)[1]) - WIDTHS[width]) <= 3, width


def test_lines_have_a_legend_unless_texts_name_them():
    assert {"Alba", "Davos on the lake"} <= set(texts(draw(LINES)))
    ends = LINES.mark_text(align="left").encode(text="town:N").transform_filter("datum.year == 2021")
    assert sorted(texts(draw(LINES + ends))).count("Alba") == 1
    one = alt.Chart(MEN.head(1)).mark_text(text="Alba").encode(x=alt.value(9), y=alt.value(9))
    assert texts(draw(LINES + one)).count("Alba") == 2


def test_a_legend_that_repeats_an_axis_is_left_out():
    assert texts(draw(BARS.encode(color="town:N"))).count("Alba") == 1
    assert texts(draw(LINES.encode(color=alt.Color("town:N", legend=None)))).count("Alba") == 0


@pytest.mark.parametrize(
    ("chart", "subtitled", "shown"),
    [
        pytest.param(LINES, False, ["Trips made"], id="a measure and no subtitle"),
        pytest.param(LINES, True, [], id="the subtitle names the measure"),
        pytest.param(DOTS, True, ["Age", "Trips made"], id="two measures"),
        pytest.param(BARS, False, ["Sum of trips made"], id="names need no title"),
        pytest.param(BARS.encode(x="age:O"), True, ["Age"], id="numbers do"),
        pytest.param(LINES.encode(x="year:Q"), True, [], id="years do not"),
        pytest.param(LINES.encode(y=alt.Y("trips_made:Q", title="Trips, in all")), True, ["Trips, in all"], id="own"),
        pytest.param(LINES.encode(y=alt.Y("trips_made:Q", title=None)), False, [], id="none"),
    ],
)  # fmt: skip
def test_an_axis_is_named_where_readers_need_it(chart, subtitled, shown):
    known = {"Alba", "Bern", "Chur", "Davos on the lake"}
    found = [one for one in texts(draw(chart, subtitled=subtitled)) if one not in known and not one[0].isdigit()]
    assert sorted(found) == sorted(shown)


def test_years_have_no_comma_and_other_numbers_do():
    frame = pd.DataFrame({"year": [2019, 2020, 2021], "n": [1000.5, 2500, 9000]})
    shown = texts(draw(alt.Chart(frame).mark_line().encode(x="year:Q", y="n:Q"), "l"))
    assert "2020" in shown
    assert "2,000" in shown
    small = texts(draw(alt.Chart(frame.assign(n=frame["n"] / 10**4)).mark_line().encode(x="year:Q", y="n:Q")))
    assert "0.2" in small


@pytest.mark.parametrize(
    ("names", "turned"),
    [
        pytest.param([f"A long name {letter}" for letter in "ABCDEFGHIJ"], True, id="long ones"),
        pytest.param([f"Town{letter}" for letter in "ABCDEF"], False, id="short ones"),
        pytest.param(
            [f"{letter}광역시청" for letter in "가나다라마바"], True, id="as short, in letters as wide as high"
        ),
    ],
)
def test_names_below_bars_are_turned_rather_than_left_out(names, turned):
    svg = draw(alt.Chart(pd.DataFrame({"town": names, "n": range(len(names))})).mark_bar().encode(x="town:N", y="n:Q"))
    assert {*names} <= {*texts(svg)}
    assert svg.count("rotate(-45)") == turned * len(names)


def test_each_category_beside_a_chart_has_a_line():
    frame = pd.DataFrame({"town": [f"Town {at}" for at in range(60)], "n": range(60)})
    svg = draw(alt.Chart(frame).mark_bar().encode(x="n:Q", y="town:N"))
    assert float(re.search(r'height="([\d.]+)', svg)[1]) >= 60 * 20


def test_twelve_categories_have_twelve_colours():
    frame = pd.DataFrame({"town": [f"Town {at}" for at in range(12)], "n": range(1, 13)})
    svg = draw(alt.Chart(frame).mark_arc().encode(theta="n:Q", color="town:N"))
    assert len(set(re.findall(r'fill="((?:#|light-dark)[^"]+)" stroke="#ffffff"', svg))) == 12


def test_a_point_outside_of_a_projection_is_not_drawn_in_the_corner():
    frame = pd.DataFrame({"lon": [-100.0, -90.0, -120.0, 10.0], "lat": [40.0, 35.0, 45.0, 50.0]})
    chart = alt.Chart(frame).mark_circle().encode(longitude="lon:Q", latitude="lat:Q").project("albersUsa")
    assert draw(chart).count("<path") == 3


@pytest.mark.parametrize("mark", ["point", "tick", "line"])
def test_a_drawing_of_many_rows_is_small(mark):
    frame = pd.DataFrame({"a": [(at * 7919) % 3001 for at in range(6000)], "b": range(6000)})
    assert len(draw(getattr(alt.Chart(frame), f"mark_{mark}")().encode(x="a:Q", y="b:Q"))) < 80_000


LAID_OUT = {
    "a legend": LINES,
    "no legend": BARS,
    "numbers on both axes": DOTS,
    "a narrow view": LINES.properties(width=300),
    "layers": alt.layer(DOTS, DOTS.mark_line()),
    "a scale of colours": BASE.mark_rect().encode(x="year:O", y="town:N", color="trips_made:Q"),
    "two axes": alt.layer(LINES, LINES.encode(y="age:Q")).resolve_scale(y="independent"),
    "a title": BARS.properties(title=alt.Title("Trips", subtitle=["by town", "and sex"], anchor="end")),
    "no axes": BASE.mark_arc().encode(theta="trips_made:Q", color="town:N"),
    "side by side": LINES | BARS,
}


@pytest.mark.parametrize("kind", LAID_OUT)
def test_a_chart_is_drawn_as_it_was_laid_out_when_it_was_read(kind, monkeypatch):
    spec = read_specs(LAID_OUT[kind], [STILL], "a.b")[STILL]
    compiling._compile.cache_clear()
    alone = draw_svg(spec, STILL)
    compiling._compile.cache_clear()
    read_chart({STILL: spec})
    assert draw_svg(spec, STILL) == alone
    monkeypatch.setattr(compiling, "_is_fitted", lambda vega: False)
    # The renderer may add the ticks of an axis in another order.
    assert sorted(re.findall("<[^>]+>[^<]*", draw_svg(spec, STILL))) == sorted(re.findall("<[^>]+>[^<]*", alone))


def test_a_chart_that_was_laid_out_is_not_laid_out_again_to_be_drawn(monkeypatch):
    spec = read_specs(BARS, [STILL], "a.b")[STILL]
    read_chart({STILL: spec})
    drawn = []
    monkeypatch.setattr(compiling, "_draw_described", drawn.append)
    vega = compiling.compile_chart(spec, STILL)
    assert (vega["autosize"], drawn) == ("none", [])
