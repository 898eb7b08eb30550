"""Drawn values against rows: charts of many kinds, drawn by the real renderer, each right and then falsified."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import altair as alt
import pandas as pd
import pytest

from factbook.chart_check.check import check_chart
from factbook.chart_check.texts import is_borne_out
from factbook.model.drawn import ChartFindings, Drawing
from factbook.notebooks.kernel.warm_up import remember_classes
from factbook.notebooks.recording.rows import read_rows
from factbook.render.charts.drawing.chart_values import load_drawing
from factbook.render.charts.drawing.worker import read_chart
from figurecheck.figures import DEFAULT_RULES, find
from figurecheck.model import Chart, Statistic

# As in a kernel: else a sixth of the time of all tests of verdicts is Altair's, which looks for classes.
remember_classes()

ROWS = pd.DataFrame(
    [
        {"year": year, "month": f"{year}-03", "day": f"{year}-03-01", "town": town, "sex": sex, "value": value}
        for year, town, sex, value in [
            (2019, "Alba", "men", 1204),
            (2019, "Alba", "women", 1311),
            (2019, "Bern", "men", 861),
            (2019, "Bern", "women", 902),
            (2020, "Alba", "men", 702),
            (2020, "Alba", "women", 655),
            (2020, "Bern", "men", 403),
            (2020, "Bern", "women", 498),
            (2021, "Alba", "men", 1105),
            (2021, "Alba", "women", 1190),
            (2021, "Bern", "men", 799),
            (2021, "Bern", "women", 851),
        ]
    ]
)
MEN = ROWS[(ROWS["sex"] == "men") & (ROWS["town"] == "Alba")]
TOWNS = ROWS[ROWS["sex"] == "men"]
WIDE = TOWNS.pivot_table(index="year", columns="town", values="value").reset_index()
WIDE.columns.name = None
RATES = MEN.assign(rate=[12.5, 7.25, 11.125])

LATEST = TOWNS[TOWNS["year"] == 2021]

Draw = Callable[[pd.DataFrame], alt.Chart]


def draw_shapes(frame: pd.DataFrame | None = None) -> alt.Data:
    """Two squares, called as the towns are; with a frame, they hold its values."""
    held = {} if frame is None else dict(zip(frame["town"], frame["value"], strict=True))
    features = [
        {
            "type": "Feature",
            "id": town,
            "properties": {"name": town} | ({"value": float(held[town]), "town": town} if held else {}),
            "geometry": {"type": "Polygon", "coordinates": [[[x, 0], [x, 1], [x + 1, 1], [x + 1, 0], [x, 0]]]},
        }
        for x, town in enumerate(("Alba", "Bern"))
    ]
    values = {"type": "FeatureCollection", "features": features}
    return alt.Data(values=values, format=alt.DataFormat(property="features", type="json"))


def shapes(frame: pd.DataFrame, lookup: str) -> alt.Chart:
    found = alt.LookupData(frame[["town", "value"]], "town", ["value"])
    return alt.Chart(draw_shapes()).mark_geoshape().transform_lookup(lookup=lookup, from_=found).encode(color="value:Q")


def point(frame: pd.DataFrame, mark: str = "point", **options: object) -> alt.Chart:
    return getattr(alt.Chart(frame), f"mark_{mark}")(**options).encode(x="year:O", y="value:Q")


def coloured(frame: pd.DataFrame, mark: str) -> alt.Chart:
    return point(frame, mark).encode(color="town:N")


KINDS: dict[str, tuple[pd.DataFrame, Draw]] = {
    "line": (MEN, lambda frame: point(frame, "line")),
    "line over numbers": (MEN, lambda frame: point(frame, "line").encode(x="year:Q")),
    "line over times": (MEN, lambda frame: point(frame, "line").encode(x="day:T")),
    "bar": (MEN, lambda frame: point(frame, "bar")),
    "lying bar": (MEN, lambda frame: alt.Chart(frame).mark_bar().encode(y="year:O", x="value:Q")),
    "area": (MEN, lambda frame: point(frame, "area")),
    "point": (MEN, point),
    "square": (MEN, lambda frame: point(frame, "square")),
    "tick": (MEN, lambda frame: point(frame, "tick")),
    "trail": (MEN, lambda frame: point(frame, "trail").encode(size="value:Q")),
    "rule to a value": (MEN, lambda frame: point(frame, "rule")),
    "lollipop": (MEN, lambda frame: point(frame, "rule").encode(y2=alt.datum(0)) + point(frame, "circle")),
    "arc": (MEN, lambda frame: alt.Chart(frame).mark_arc().encode(theta="value:Q", color="year:N")),
    "bubble": (MEN, lambda frame: alt.Chart(frame).mark_circle().encode(x="year:O", size="value:Q")),
    "heat map": (TOWNS, lambda frame: alt.Chart(frame).mark_rect().encode(x="year:O", y="town:N", color="value:Q")),
    "scatter": (RATES, lambda frame: alt.Chart(frame).mark_point().encode(x="rate:Q", y="value:Q", detail="year:N")),
    "lines by colour": (TOWNS, lambda frame: coloured(frame, "line")),
    "stacked bars": (TOWNS, lambda frame: coloured(frame, "bar")),
    "stacked areas": (TOWNS, lambda frame: coloured(frame, "area")),
    "normalized": (TOWNS, lambda frame: coloured(frame, "bar").encode(y=alt.Y("value:Q", stack="normalize"))),
    "grouped": (TOWNS, lambda frame: coloured(frame, "bar").encode(xOffset="town:N")),
    "faceted": (TOWNS, lambda frame: point(frame, "bar").facet("town:N")),
    "row and column": (ROWS, lambda frame: point(frame, "bar").encode(row="town:N", column="sex:N")),
    "repeated": (
        RATES,
        lambda frame: (
            alt.Chart(frame)
            .mark_bar()
            .encode(x="year:O", y=alt.Y(alt.repeat("column"), type="quantitative"))
            .repeat(column=["value", "rate"])
        ),
    ),
    "layered": (MEN, lambda frame: point(frame, "line") + point(frame) + point(frame, "text").encode(text="value:Q")),
    "side by side": (MEN, lambda frame: point(frame, "line") | point(frame, "bar")),
    "sum": (ROWS, lambda frame: alt.Chart(frame).mark_bar().encode(x="year:O", y="sum(value):Q")),
    "mean by colour": (ROWS, lambda frame: coloured(frame, "line").encode(y="mean(value):Q")),
    "sum by year of a day": (ROWS, lambda frame: alt.Chart(frame).mark_bar().encode(x="year(day):T", y="sum(value):Q")),
    "median line": (ROWS, lambda frame: alt.Chart(frame).mark_rule().encode(y="median(value):Q")),
    "transform": (
        ROWS,
        lambda frame: (
            alt.Chart(frame)
            .transform_aggregate(total="sum(value)", groupby=["town", "year"])
            .mark_line()
            .encode(x="year:O", y="total:Q", color="town:N")
        ),
    ),
    "filtered": (TOWNS, lambda frame: point(frame, "bar").transform_filter("datum.town == 'Alba'")),
    "cumulative": (
        TOWNS,
        lambda frame: (
            coloured(frame, "line")
            .transform_window(running="sum(value)", sort=[alt.SortField("year")], groupby=["town"])
            .encode(y="running:Q")
        ),
    ),
    "share of all": (
        TOWNS,
        lambda frame: (
            coloured(frame, "bar")
            .transform_joinaggregate(all="sum(value)", groupby=["year"])
            .encode(y="value:Q", opacity="all:Q")
        ),
    ),
    "folded": (
        WIDE,
        lambda frame: (
            alt.Chart(frame)
            .transform_fold(["Alba", "Bern"], as_=["town", "value"])
            .mark_line()
            .encode(x="year:O", y="value:Q", color="town:N")
        ),
    ),
    "counted": (ROWS, lambda frame: alt.Chart(frame).mark_bar().encode(x="town:N", y="count()")),
    "faceted sums": (
        ROWS,
        lambda frame: alt.Chart(frame).mark_bar().encode(x="year:O", y="sum(value):Q").facet("town:N"),
    ),
    "sums of rows and columns": (
        ROWS,
        lambda frame: alt.Chart(frame).mark_bar().encode(x="year:O", y="mean(value):Q", row="town:N", column="sex:N"),
    ),
    "ranked": (
        TOWNS,
        lambda frame: (
            coloured(frame, "line")
            .transform_window(rank="rank()", sort=[alt.SortField("value", order="descending")], groupby=["year"])
            .encode(y="rank:Q")
        ),
    ),
    "sorted by another": (MEN, lambda frame: point(frame, "bar").encode(x=alt.X("year:O", sort="-y"))),
    "moved by hand": (MEN, lambda frame: point(frame, "circle").interactive()),
    "picked by hand": (
        TOWNS,
        lambda frame: (
            coloured(frame, "bar")
            .encode(opacity=alt.condition(pick := alt.selection_point(), alt.value(1), alt.value(0.2)))
            .add_params(pick)
        ),
    ),
    "timeline": (MEN, lambda frame: alt.Chart(frame).mark_tick().encode(x="day:T", y="town:N")),
    "filled in": (
        TOWNS,
        lambda frame: coloured(frame, "line").transform_impute("value", key="year", value=0, groupby=["town"]),
    ),
    "looked up": (
        MEN,
        lambda frame: (
            alt.Chart(frame[["year", "town"]])
            .transform_lookup(lookup="year", from_=alt.LookupData(frame[["year", "value"]], "year", ["value"]))
            .mark_bar()
            .encode(x="year:O", y="value:Q")
        ),
    ),
    "flattened": (
        MEN,
        lambda frame: (
            alt.Chart(
                pd.DataFrame({"town": ["Alba"], "years": [list(frame["year"])], "values": [list(frame["value"])]})
            )
            .transform_flatten(["years", "values"], ["year", "value"])
            .mark_bar()
            .encode(x="year:O", y="value:Q")
        ),
    ),
    "pivoted": (
        TOWNS,
        lambda frame: (
            alt.Chart(frame)
            .transform_pivot("town", value="value", groupby=["year"])
            .mark_bar()
            .encode(x="year:O", y="Alba:Q")
        ),
    ),
    "map": (LATEST, lambda frame: shapes(frame, lookup="id")),
    "map by a property": (LATEST, lambda frame: shapes(frame, lookup="properties.name")),
    "map of its own values": (
        LATEST,
        lambda frame: alt.Chart(draw_shapes(frame)).mark_geoshape().encode(color="properties.value:Q"),
    ),
    "map of joined shapes": (
        LATEST,
        lambda frame: (
            alt.Chart(frame)
            .mark_geoshape()
            .transform_lookup(lookup="town", from_=alt.LookupData(draw_shapes(), "id", ["type", "geometry"]))
            .encode(color="value:Q")
        ),
    ),
    "points on a map": (
        LATEST.assign(rate=[7.5, 8.25], value=[46.5, 47.25]),
        lambda frame: alt.Chart(frame).mark_circle().encode(longitude="rate:Q", latitude="value:Q", color="town:N"),
    ),
    "colours by interval": (
        LATEST,
        lambda frame: (
            alt.Chart(frame)
            .mark_bar()
            .encode(x="town:N", y="value:Q", color=alt.Color("value:Q").scale(type="quantize", scheme="blues"))
        ),
    ),
    "between two": (WIDE, lambda frame: alt.Chart(frame).mark_area().encode(x="year:O", y="Alba:Q", y2="Bern:Q")),
    "picked": (
        TOWNS,
        lambda frame: point(frame, "bar").transform_calculate(shown="datum.value").encode(y="shown:Q", color="town:N"),
    ),
}


def check(
    chart: alt.Chart, rows: object, shows: Mapping[str, object] | None = None, **statistics: object
) -> ChartFindings:
    """Return what the check finds of a chart; `statistics` are values by id, dots as underscores."""
    tables = tuple(replace(one, dataset="trips") for one in read_rows(rows))
    made = Chart(id="c", title="t", alt="a", rows=tables, shows=dict(shows or {}), specs={"m": chart.to_dict()})
    known = {
        id.replace("_", "."): Statistic(id=id.replace("_", "."), value=Decimal(str(value)))
        for id, value in statistics.items()
    }
    return check_chart(made, draw(json.dumps(made.specs)), known)


@cache
def draw(specs: str) -> tuple[Drawing, ...]:
    return tuple(load_drawing(one) for one in read_chart(json.loads(specs)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_drawn_straight_from_its_rows_holds(kind):
    frame, drawn = KINDS[kind]
    found = check(drawn(frame), frame)
    assert found.faults == ()
    assert found.check.total > 0
    assert found.check.matched == found.check.total


def falsify(frame: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield frames that differ from another in one way that a reader would be misled by."""
    numbers = [name for name in ("value", "rate", "Alba", "Bern") if name in frame]
    for name in numbers:
        yield f"{name} ten times", frame.assign(**{name: frame[name] * 10})
        yield (
            f"{name} exchanged",
            frame.assign(**{name: [frame[name].iloc[1], frame[name].iloc[0], *frame[name].iloc[2:]]}),
        )
        shifted = frame[name].astype(float).copy()
        shifted.iloc[1] += 1
        yield f"{name} one more", frame.assign(**{name: shifted})
        yield f"{name} negative", frame.assign(**{name: -frame[name]})
    yield (
        "years turned round",
        frame.assign(year=frame["year"].to_numpy()[::-1]).assign(
            **({"day": frame["day"].to_numpy()[::-1]} if "day" in frame else {})
        ),
    )


@pytest.mark.parametrize("kind", KINDS)
def test_each_changed_value_is_named(kind, trial):
    frame, drawn = KINDS[kind]
    ways = [*falsify(frame)]
    passed = []
    for how, false in trial.random(kind).sample(ways, trial.count(2, of=len(ways))):
        # What a chart does not draw may differ.
        if json.dumps(drawn_values(drawn(false))) == json.dumps(drawn_values(drawn(frame))):
            continue
        if not check(drawn(false), frame).faults:
            passed.append(how)
    assert passed == []


def drawn_values(chart: alt.Chart) -> list[object]:
    drawings = draw(json.dumps({"m": chart.to_dict()}))
    return [
        sorted(str([datum.get(one.shown) for one in mark.fields]) for datum in mark.items)
        for drawing in drawings
        for mark in drawing.marks
    ]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "town" in KINDS[kind][0] or "Alba" in KINDS[kind][0]])
def test_names_that_are_exchanged_are_named(kind):
    frame, drawn = KINDS[kind]
    names = {"Alba": "Bern", "Bern": "Alba"}
    false = frame.assign(town=frame["town"].map(names)) if "town" in frame else frame.rename(columns=names)
    if json.dumps(drawn_values(drawn(false))) == json.dumps(drawn_values(drawn(frame))):
        pytest.skip("this chart does not draw them")
    assert check(drawn(false), frame).faults


@pytest.mark.parametrize("kind", ["sum", "mean by colour", "transform", "cumulative", "share of all"])
@pytest.mark.parametrize("drop", [True, False], ids=["a row dropped", "a row twice"])
def test_what_is_computed_of_other_rows_is_named(kind, drop):
    frame, drawn = KINDS[kind]
    false = frame.iloc[1:] if drop else pd.concat([frame, frame.iloc[:1]])
    assert any("rows are named" in fault for fault in check(drawn(false), frame).faults)


@pytest.mark.parametrize(
    ("expression", "name"),
    [("datum.value * 10", "v"), ("datum.value + 1", "v"), ("-datum.value", "v"), ("datum.value * 10", "value")],
)
@pytest.mark.parametrize("kind", ["bar", "line", "point", "area", "lines by colour", "stacked bars"])
def test_what_is_calculated_of_a_value_is_no_value(kind, expression, name):
    frame, drawn = KINDS[kind]
    chart = drawn(frame).transform_calculate(**{name: expression}).encode(y=f"{name}:Q")
    assert check(chart, frame).faults


def test_a_calculation_before_a_sum_is_named():
    chart = alt.Chart(ROWS).transform_calculate(v="datum.value * 2").mark_bar().encode(x="year:O", y="sum(v):Q")
    assert check(chart, ROWS).faults


def test_a_bar_at_a_number_of_the_authors_is_named_and_a_rule_is_not():
    bar = alt.Chart(MEN).mark_bar().encode(x="year:O", y=alt.datum(5000))
    assert check(bar, MEN).faults
    rule = alt.Chart(MEN).mark_rule().encode(y=alt.datum(5000))
    assert check(point(MEN) + rule, MEN).faults == ()


def test_a_line_that_holds_a_value_of_another_series_is_named():
    """The chart draws one line for each town, and not the column that says which."""
    lines = [TOWNS[TOWNS["town"] == town][["year", "value"]] for town in ("Alba", "Bern")]
    assert check(point(lines[0], "line") + point(lines[1], "line"), TOWNS).faults == ()
    mixed = lines[0].assign(value=[lines[0]["value"].iloc[0], lines[1]["value"].iloc[1], lines[0]["value"].iloc[2]])
    found = check(point(mixed, "line") + point(lines[1], "line"), TOWNS)
    assert any("town" in fault for fault in found.faults)


def test_a_label_that_no_cell_holds_needs_the_column_that_does():
    named = TOWNS.assign(name=TOWNS["town"].map({"Alba": "The city of Alba", "Bern": "Bern, the capital"}))
    bars = alt.Chart(named).mark_bar().encode(x="year:O", y="value:Q", color="name:N")
    assert check(bars, TOWNS).faults == ()
    bare = alt.Chart(named.drop(columns=["town"])).mark_bar().encode(x="year:O", y="value:Q", color="name:N")
    assert check(bare, TOWNS).faults
    names = {"The city of Alba": "Alba", "Bern, the capital": "Bern"}
    assert check(bare, TOWNS, {"name": names}).faults == ()
    assert check(bare, TOWNS, {"name": dict(zip(names, reversed(names.values()), strict=True))}).faults


SUMS = ROWS.groupby(["year", "town"], as_index=False)["value"].sum()
SAID: dict[str, tuple[pd.DataFrame, object, dict[str, object]]] = {
    "sum of rows": (SUMS, "sum(value)", {}),
    "thousands": (TOWNS.assign(value=TOWNS["value"] / 1000), "value / 1000", {}),
    "share of a year": (
        SUMS.assign(value=SUMS["value"] / SUMS.groupby("year")["value"].transform("sum")),
        "sum(value) / sum(value, year)",
        {},
    ),
    "mean": (ROWS.groupby(["year", "town"], as_index=False)["value"].mean(), "mean(value)", {}),
    "count": (ROWS.groupby(["year", "town"], as_index=False)["value"].count(), "count()", {}),
    "statistics": (
        pd.DataFrame({"year": [2019, 2020, 2021], "town": "alba", "value": [0.25, 0.5, 0.125]}),
        "share.{town}.{year}",
        {"share_alba_2019": 0.25, "share_alba_2020": 0.5, "share_alba_2021": 0.125},
    ),
}


@pytest.mark.parametrize("kind", SAID)
def test_what_shows_says_is_computed_again(kind):
    frame, says, statistics = SAID[kind]
    shows = {"value": says}

    def drawn(shown: pd.DataFrame) -> alt.Chart:
        return alt.Chart(shown).mark_bar().encode(x="year:O", y="value:Q", color="town:N")

    found = check(drawn(frame), ROWS if kind != "thousands" else TOWNS, shows, **statistics)
    assert found.faults == ()
    assert found.check.matched == found.check.total > 0
    passed = [
        how
        for how, false in falsify(frame)
        if drawn_values(drawn(false)) != drawn_values(drawn(frame))
        and not check(drawn(false), ROWS if kind != "thousands" else TOWNS, shows, **statistics).faults
    ]
    assert passed == []


def test_a_statistic_that_is_another_or_none_is_named():
    frame = pd.DataFrame({"year": [2019, 2020], "town": "alba", "share": [0.25, 0.75]})
    bars = alt.Chart(frame).mark_bar().encode(x="year:O", y="share:Q")
    found = check(bars, ROWS, {"share": "share.{town}.{year}"}, share_alba_2019=0.5)
    assert [fault.rpartition("; ")[2] for fault in found.faults] == [
        "'share.alba.2019' is 0.5",
        "'share.alba.2020' was never recorded",
    ]


@pytest.mark.parametrize(
    ("chart", "why"),
    [
        (alt.Chart(ROWS).mark_bar().encode(x=alt.X("value:Q", bin=True), y="count()"), "binned"),
        (point(MEN) + point(MEN, "line").transform_regression("year", "value").encode(x="year:Q"), "modelled"),
        (alt.Chart(ROWS).transform_loess("year", "value").mark_line().encode(x="year:Q", y="value:Q"), "modelled"),
        (alt.Chart(ROWS).transform_density("value", as_=["v", "d"]).mark_area().encode(x="v:Q", y="d:Q"), "modelled"),
        (point(ROWS).transform_sample(5), "sampled"),
        (point(MEN).transform_calculate(j="random()").encode(xOffset="j:Q"), "random"),
        (alt.Chart(ROWS).mark_boxplot().encode(x="town:N", y="value:Q"), "summarised"),
        (alt.Chart(ROWS).mark_errorbar().encode(x="town:N", y="value:Q"), "summarised"),
    ],
)
def test_what_is_no_value_of_a_row_counts_as_not_checked(chart, why):
    found = check(chart, ROWS)
    assert found.faults == ()
    assert found.check.unread == (why,)
    assert found.check.matched < found.check.total


def test_a_trend_of_the_authors_says_what_it_is():
    frame = pd.DataFrame({"year": [2019, 2021], "trend": [1111.0, 999.0]})
    chart = point(MEN) + alt.Chart(frame).mark_line().encode(x="year:O", y="trend:Q")
    assert check(chart, MEN).faults
    found = check(chart, MEN, {"trend": "not checked: a linear trend"})
    assert found.faults == ()
    assert (found.check.matched, found.check.total, found.check.unread) == (3, 5, ("a linear trend",))
    decorated = check(chart, MEN, {"trend": "decoration"})
    assert (decorated.check.matched, decorated.check.total) == (3, 3)


def test_rows_that_are_of_no_table_of_the_data_do_not_count_as_checked():
    chart = Chart(id="c", title="t", alt="a", rows=read_rows(MEN), specs={"m": point(MEN).to_dict()})
    found = check_chart(chart, draw(json.dumps(chart.specs)), {})
    assert found.faults == ()
    assert (found.check.matched, found.check.unread) == (0, ("unsourced",))


def test_a_missing_value_is_not_drawn_and_no_fault():
    gap = pd.concat([MEN, MEN.iloc[:1].assign(year=2022, value=None)])
    found = check(point(gap, "line"), MEN)
    assert found.faults == ()
    assert found.check.total == 3


def test_a_chart_that_cannot_be_drawn_says_so_at_its_cell():
    spec: dict[str, Any] = copy.deepcopy(point(MEN).to_dict())
    spec["encoding"]["x"]["type"] = "nonsense"
    spec["mark"] = {"type": "no such mark"}
    chart = Chart(id="c", title="t", alt="a", rows=read_rows(MEN), specs={"m": spec})
    assert check_chart(chart, draw(json.dumps(chart.specs)), {}).faults[0].startswith("cannot be drawn")


def test_an_empty_chart_has_no_values():
    assert check(point(MEN.iloc[:0]), MEN).check.total == 0


def test_a_stacked_area_says_which_values_it_fills_in():
    found = check(coloured(TOWNS.iloc[1:], "area"), TOWNS)
    assert found.faults == ()
    assert found.check.unread == ("imputed",)


def label(words: object, year: object, place: float, **more: object) -> alt.Chart:
    frame = pd.DataFrame([{"year": year, "value": place, "words": words, **more}])
    return alt.Chart(frame).mark_text().encode(x="year:Q", y="value:Q", text="words:N")


@pytest.mark.parametrize(
    ("words", "year", "place", "holds"),
    [
        pytest.param("1,204", 2019, 1204, True, id="at its value"),
        pytest.param("1,311", 2019, 1204, False, id="at another value of the year"),
        pytest.param("1,311", 2019, 1290.5, True, id="beside the values of its year"),
        pytest.param("702", 2019, 1290.5, False, id="the value of another year"),
        pytest.param("702", 2019, 702, False, id="at the height of another year's value"),
        pytest.param("702 in 2020", 2019, 1204, True, id="names the year"),
        pytest.param("1,311 in 2019", 2019, 1204, False, id="names the year at which it stands"),
        pytest.param("about 1,200", 2019, 1204, True, id="a rounding"),
        pytest.param("1.2 thousand", 2019, 1204, True, id="a scale word"),
        pytest.param("1,240", 2019, 1204, False, id="two digits exchanged"),
        pytest.param("men", 2019, 1290.5, True, id="words"),
    ],
)
def test_a_number_in_a_label_is_that_of_its_place(words, year, place, holds):
    found = check(label(words, year, place), ROWS)
    text = next(one for one in found.texts if one.kind == "label")
    numbers = [one.text for one in find(words) if one.needs_claim]
    assert all(is_borne_out(one, text, "", "en", DEFAULT_RULES) for one in numbers) is holds


def test_shapes_that_hold_the_values_of_each_other_are_named():
    exchanged = LATEST.assign(value=LATEST["value"].to_numpy()[::-1])
    chart = alt.Chart(draw_shapes(exchanged)).mark_geoshape().encode(color="properties.value:Q")
    assert check(chart, LATEST).faults


def test_a_time_of_greenwich_is_the_time_that_is_drawn():
    times = pd.DataFrame({"at": ["2000-01-01T08:00:00.000Z", "2000-02-01T08:00:00.000Z"], "value": [430, 409]})
    found = check(alt.Chart(times).mark_line().encode(x="yearmonth(at):T", y="sum(value):Q"), times)
    assert (found.faults, found.check.matched) == ((), 2)


@pytest.mark.parametrize(
    ("chart", "caution"),
    [
        pytest.param(point(MEN, "line", color="yellow"), "the line in yellow has a contrast of 1.1", id="a pale line"),
        pytest.param(point(MEN, "text", text="x", color="#aaaaaa"), "the text in #aaaaaa", id="a pale text"),
        pytest.param(point(MEN, "text", text="x", color="#fafafa"), "", id="white text, which stands on something"),
        pytest.param(point(MEN, "circle", color="steelblue"), "", id="blue dots"),
        pytest.param(coloured(TOWNS, "line"), "", id="lines with a legend"),
        pytest.param(
            alt.layer(*(point(TOWNS, "line", color=one) for one in ("#111111", "#222222", "#333333"))),
            "nothing names its 3 lines",
            id="anonymous lines",
        ),
        pytest.param(point(TOWNS, "line").encode(detail="town:N"), "nothing names its 2 lines", id="one colour"),
        pytest.param(point(TOWNS, "line").facet("town:N"), "", id="small multiples"),
        pytest.param(
            alt.Chart(pd.DataFrame({"a": range(13), "b": [f"n{at}" for at in range(13)]}))
            .mark_point()
            .encode(x="a:Q", y="a:Q", color="b:N"),
            "13 values of 'b' share 12 colours",
            id="more categories than colours",
        ),
    ],
)
def test_what_readers_may_not_see_is_a_warning(chart, caution):
    found = check(chart, MEN).cautions
    assert caution in found[0] if caution else found == ()
