"""Thirty-three kinds of chart from Altair's gallery, as authors write them: no colour, size or axis of the house.

Each function returns the chart, the rows that it draws, and what `fb.chart` is told with ``shows=``. The data are those
of the packages `vega_datasets` (PyPI) and `vega-datasets` (npm), in the folder that is passed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import altair as alt
import pandas as pd

Drawn = tuple[alt.TopLevelMixin, pd.DataFrame | list[pd.DataFrame], Mapping[str, object]]
KINDS: dict[str, Callable[[Path], Drawn]] = {}


def kind(draw: Callable[[Path], Drawn]) -> Callable[[Path], Drawn]:
    """Add a kind of chart under the name of its function."""
    KINDS[draw.__name__.replace("_", " ")] = draw
    return draw


def read(folder: Path, name: str) -> pd.DataFrame:
    """Return a table of the packages."""
    path = folder / name
    return pd.read_csv(path) if path.suffix == ".csv" else pd.DataFrame(json.loads(path.read_text("utf-8")))


def cars(folder: Path) -> pd.DataFrame:
    """Return the cars with all of their numbers."""
    return read(folder, "cars.json").dropna().reset_index(drop=True)


def yearly(folder: Path) -> pd.DataFrame:
    """Return the electricity of Iowa."""
    return read(folder, "iowa-electricity.csv")


@kind
def bars_with_labels(folder: Path) -> Drawn:
    wheat = read(folder, "wheat.json").tail(14)[["year", "wheat"]]
    bars = alt.Chart(wheat).mark_bar().encode(x="wheat:Q", y="year:O")
    return bars + bars.mark_text(align="left", dx=2).encode(text="wheat"), wheat, {}


@kind
def stacked_bars(folder: Path) -> Drawn:
    barley = read(folder, "barley.json")
    return alt.Chart(barley).mark_bar().encode(x="variety", y="sum(yield)", color="site"), barley, {}


@kind
def grouped_bars(folder: Path) -> Drawn:
    barley = read(folder, "barley.json").query("site == 'Waseca'")
    return alt.Chart(barley).mark_bar().encode(x="year:N", y="yield:Q", color="year:N", column="variety:N"), barley, {}


@kind
def diverging_bars(folder: Path) -> Drawn:
    jobs = read(folder, "us-employment.csv").query("month < '2008-01'")[["month", "nonfarm_change"]]
    chart = (
        alt.Chart(jobs)
        .mark_bar()
        .encode(
            x="month:T",
            y="nonfarm_change:Q",
            color=alt.condition(alt.datum.nonfarm_change > 0, alt.value("steelblue"), alt.value("orange")),
        )
    )
    return chart, jobs, {}


@kind
def lines_by_colour(folder: Path) -> Drawn:
    stocks = read(folder, "stocks.csv").assign(date=lambda table: pd.to_datetime(table["date"], format="%b %d %Y"))
    return alt.Chart(stocks).mark_line().encode(x="date:T", y="price:Q", color="symbol:N"), stocks, {}


@kind
def line_with_points(folder: Path) -> Drawn:
    driving = read(folder, "driving.json")
    chart = (
        alt.Chart(driving)
        .mark_line(point=True)
        .encode(alt.X("miles").scale(zero=False), alt.Y("gas").scale(zero=False), order="year")
    )
    return chart, driving, {}


@kind
def step_line(folder: Path) -> Drawn:
    google = read(folder, "stocks.csv").query("symbol == 'GOOG'")
    google = google.assign(date=pd.to_datetime(google["date"], format="%b %d %Y"))
    return alt.Chart(google).mark_line(interpolate="step-after").encode(x="date:T", y="price:Q"), google, {}


@kind
def trail(folder: Path) -> Drawn:
    wheat = read(folder, "wheat.json")[["year", "wheat"]]
    return alt.Chart(wheat).mark_trail().encode(x="year:T", y="wheat:Q", size="wheat:Q"), wheat, {}


@kind
def stacked_areas(folder: Path) -> Drawn:
    table = yearly(folder)
    return alt.Chart(table).mark_area().encode(x="year:T", y="net_generation:Q", color="source:N"), table, {}


@kind
def normalized_areas(folder: Path) -> Drawn:
    table = yearly(folder)
    y = alt.Y("net_generation:Q").stack("normalize")
    return alt.Chart(table).mark_area().encode(x="year:T", y=y, color="source:N"), table, {}


@kind
def streamgraph(folder: Path) -> Drawn:
    jobs = read(folder, "unemployment-across-industries.json")[["series", "year", "month", "count", "date"]]
    chart = (
        alt.Chart(jobs)
        .mark_area()
        .encode(
            alt.X("yearmonth(date):T").axis(format="%Y", domain=False, tickSize=0),
            alt.Y("sum(count):Q").stack("center").axis(None),
            alt.Color("series:N").scale(scheme="category20b"),
        )
    )
    return chart, jobs, {}


@kind
def scatter_by_colour(folder: Path) -> Drawn:
    table = cars(folder)
    chart = (
        alt.Chart(table)
        .mark_circle(size=60)
        .encode(x="Horsepower", y="Miles_per_Gallon", color="Origin", tooltip=["Name", "Origin", "Horsepower"])
    )
    return chart, table, {}


@kind
def bubbles(folder: Path) -> Drawn:
    health = read(folder, "gapminder-health-income.csv")
    chart = (
        alt.Chart(health)
        .mark_circle()
        .encode(
            alt.X("income:Q").scale(type="log"),
            alt.Y("health:Q").scale(zero=False),
            size="population:Q",
            color=alt.Color("region:N"),
        )
    )
    return chart, health, {}


@kind
def strip_of_ticks(folder: Path) -> Drawn:
    table = cars(folder)
    return alt.Chart(table).mark_tick().encode(x="Horsepower:Q", y="Cylinders:O"), table, {}


@kind
def binned_scatter(folder: Path) -> Drawn:
    table = cars(folder)
    chart = (
        alt.Chart(table)
        .mark_circle()
        .encode(alt.X("Horsepower:Q").bin(), alt.Y("Miles_per_Gallon:Q").bin(), size="count()")
    )
    return chart, table, {}


@kind
def histogram(folder: Path) -> Drawn:
    table = cars(folder)
    return alt.Chart(table).mark_bar().encode(alt.X("Miles_per_Gallon:Q").bin(), y="count()", color="Origin"), table, {}


@kind
def box_plots(folder: Path) -> Drawn:
    table = cars(folder)
    return alt.Chart(table).mark_boxplot(extent="min-max").encode(x="Origin:N", y="Miles_per_Gallon:Q"), table, {}


@kind
def error_bars(folder: Path) -> Drawn:
    barley = read(folder, "barley.json")
    bars = alt.Chart(barley).mark_errorbar(extent="stdev").encode(x=alt.X("yield:Q").scale(zero=False), y="variety:N")
    points = alt.Chart(barley).mark_point(filled=True, color="black").encode(x="mean(yield):Q", y="variety:N")
    return bars + points, barley, {}


@kind
def line_with_error_band(folder: Path) -> Drawn:
    table = cars(folder).assign(Year=lambda table: table["Year"].astype(str))
    line = alt.Chart(table).mark_line().encode(x="year(Year):T", y="mean(Miles_per_Gallon)")
    band = (
        alt.Chart(table)
        .mark_errorband(extent="ci")
        .encode(x="year(Year):T", y=alt.Y("Miles_per_Gallon").title("Miles/Gallon"))
    )
    return band + line, table, {}


@kind
def heat_map(folder: Path) -> Drawn:
    weather = read(folder, "seattle-weather.csv").query("date < '2013'")[["date", "temp_max"]]
    chart = (
        alt.Chart(weather)
        .mark_rect()
        .encode(
            alt.X("date(date):O").title("Day").axis(format="%e", labelAngle=0),
            alt.Y("month(date):O").title("Month"),
            alt.Color("max(temp_max):Q").title("Highest"),
        )
    )
    return chart, weather, {}


@kind
def heat_map_with_text(folder: Path) -> Drawn:
    table = cars(folder)
    base = (
        alt.Chart(table)
        .transform_aggregate(num_cars="count()", groupby=["Origin", "Cylinders"])
        .encode(alt.X("Cylinders:O").scale(paddingInner=0), alt.Y("Origin:O").scale(paddingInner=0))
    )
    cells = base.mark_rect().encode(alt.Color("num_cars:Q").scale(scheme="viridis"))
    dark = alt.datum.num_cars > 100
    text = base.mark_text().encode(text="num_cars:Q", color=alt.condition(dark, alt.value("black"), alt.value("white")))
    return cells + text, table, {}


@kind
def diverging_heat_map(folder: Path) -> Drawn:
    jobs = read(folder, "us-employment.csv")[["month", "nonfarm_change"]]
    jobs = jobs.assign(year=jobs["month"].str[:4], part=jobs["month"].str[5:7])
    chart = (
        alt.Chart(jobs)
        .mark_rect()
        .encode(x="year:O", y="part:O", color=alt.Color("nonfarm_change:Q").scale(scheme="redblue", domainMid=0))
    )
    return chart, jobs, {}


@kind
def small_multiples(folder: Path) -> Drawn:
    barley = read(folder, "barley.json")
    chart = (
        alt.Chart(barley)
        .mark_point()
        .encode(
            alt.X("median(yield):Q").scale(zero=False),
            y="variety:O",
            color="year:N",
            facet=alt.Facet("site:O", columns=2),
        )
    )
    return chart, barley, {}


@kind
def trellis_of_areas(folder: Path) -> Drawn:
    stocks = read(folder, "stocks.csv").query("symbol in ['AAPL', 'AMZN', 'IBM', 'MSFT']")
    stocks = stocks.assign(date=pd.to_datetime(stocks["date"], format="%b %d %Y"))
    chart = alt.Chart(stocks).mark_area().encode(x="date:T", y="price:Q", color="symbol:N", row=alt.Row("symbol:N"))
    return chart.properties(height=50), stocks, {}


@kind
def scatter_matrix(folder: Path) -> Drawn:
    table = cars(folder)
    chart = (
        alt.Chart(table)
        .mark_circle()
        .encode(
            alt.X(alt.repeat("column"), type="quantitative"),
            alt.Y(alt.repeat("row"), type="quantitative"),
            color="Origin:N",
        )
        .properties(width=150, height=150)
    )
    names = ["Horsepower", "Acceleration", "Miles_per_Gallon"]
    return chart.repeat(row=names, column=names[::-1]), table, {}


@kind
def side_by_side(folder: Path) -> Drawn:
    table = cars(folder)
    left = alt.Chart(table).mark_point().encode(x="Horsepower:Q", y="Miles_per_Gallon:Q", color="Origin:N")
    right = alt.Chart(table).mark_bar().encode(x="count()", y="Origin:N", color="Origin:N")
    return left | right, table, {}


@kind
def two_axes(folder: Path) -> Drawn:
    weather = read(folder, "seattle-weather.csv").query("date < '2013'")
    base = alt.Chart(weather).encode(alt.X("month(date):T").title(None))
    area = base.mark_area(opacity=0.3, color="#57A44C").encode(
        alt.Y("average(temp_max)", axis=alt.Axis(title="Avg. temperature", titleColor="#57A44C"))
    )
    line = base.mark_line(stroke="#5276A7", interpolate="monotone").encode(
        alt.Y("average(precipitation)", axis=alt.Axis(title="Precipitation", titleColor="#5276A7"))
    )
    return alt.layer(area, line).resolve_scale(y="independent"), weather, {}


@kind
def donut(folder: Path) -> Drawn:
    table = yearly(folder).query("year == '2017-01-01'")
    return alt.Chart(table).mark_arc(innerRadius=70).encode(theta="net_generation", color="source:N"), table, {}


@kind
def candlesticks(folder: Path) -> Drawn:
    table = read(folder, "ohlc.json")
    table = table[["date", "open", "high", "low", "close"]]
    base = alt.Chart(table).encode(
        alt.X("date:T").axis(format="%m/%d", labelAngle=-45),
        color=alt.condition("datum.open <= datum.close", alt.value("#06982d"), alt.value("#ae1325")),
    )
    rule = base.mark_rule().encode(alt.Y("low:Q").title("Price").scale(zero=False), alt.Y2("high:Q"))
    return rule + base.mark_bar().encode(alt.Y("open:Q"), alt.Y2("close:Q")), table, {}


@kind
def choropleth(folder: Path) -> Drawn:
    jobless = pd.read_csv(folder / "unemployment.tsv", sep="\t")
    counties = alt.topo_feature(str(folder / "us-10m.json"), "counties")
    chart = (
        alt.Chart(counties)
        .mark_geoshape()
        .encode(color="rate:Q")
        .transform_lookup(lookup="id", from_=alt.LookupData(jobless, "id", ["rate"]))
        .project(type="albersUsa")
    )
    return chart, jobless, {}


@kind
def dots_on_a_map(folder: Path) -> Drawn:
    airports = read(folder, "airports.csv").query("country == 'USA'").head(600)
    states = alt.topo_feature(str(folder / "us-10m.json"), "states")
    ground = alt.Chart(states).mark_geoshape(fill="lightgray", stroke="white")
    dots = (
        alt.Chart(airports)
        .mark_circle(size=10, color="steelblue")
        .encode(longitude="longitude:Q", latitude="latitude:Q", tooltip=["name", "city", "state"])
    )
    return (ground + dots).project("albersUsa"), airports, {}


@kind
def density(folder: Path) -> Drawn:
    iris = read(folder, "iris.json")
    chart = (
        alt.Chart(iris)
        .transform_density("petalWidth", as_=["petalWidth", "density"], groupby=["species"])
        .mark_area(opacity=0.6)
        .encode(x="petalWidth:Q", y="density:Q", color="species:N")
    )
    return chart, iris, {}


@kind
def regression(folder: Path) -> Drawn:
    table = cars(folder)
    points = alt.Chart(table).mark_point().encode(x="Weight_in_lbs:Q", y="Miles_per_Gallon:Q")
    return points + points.transform_regression("Weight_in_lbs", "Miles_per_Gallon").mark_line(color="red"), table, {}
