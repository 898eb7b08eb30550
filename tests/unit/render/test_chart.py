"""Charts in the house style: true size, nine colours, legible text, the same bytes each time."""

import math
import re
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
import vl_convert
from markupsafe import Markup

from factbook.model.drawn import ChartCheck
from factbook.render.charts import chart
from factbook.render.charts.chart import chart_csv, find_unit, render_chart
from factbook.render.charts.compile import styled_spec
from factbook.render.charts.draw import draw_svg
from factbook.render.charts.drawing.worker import read_chart
from factbook.render.charts.house_style import WIDTHS
from factbook.render.charts.svg import XLINK, read_svg, tidy_svg, write_svg
from figurecheck.model import Chart, RowSet
from figurecheck.model.errors import SiteError

APART = 10
"""The least difference (CIE 1976) between two colours of lines; 2.3 can just be seen."""

SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "config": {"view": {"continuousWidth": 300, "continuousHeight": 300}},
    "data": {"values": [{"year": year, "n": n} for year, n in ((2016, 957), (2020, 1958), (2024, 3232))]},
    "mark": {"type": "line", "point": True},
    "encoding": {"x": {"field": "year", "type": "quantitative"}, "y": {"field": "n", "type": "quantitative"}},
}


@pytest.mark.parametrize("width", WIDTHS)
def test_drawing_has_its_true_outer_width(width):
    svg = draw_svg(SPEC, width)
    assert int(re.search(r'<svg width="(\d+)', svg)[1]) == WIDTHS[width]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_is_under_twelve_pixels(width):
    sizes = re.findall(r'font-size="([\d.]+)px"', draw_svg(SPEC, width))
    assert sizes
    assert min(map(float, sizes)) >= 12


def test_house_chart_uses_only_the_colours_of_the_style_sheet():
    assert "light-dark" not in draw_svg(SPEC, "m")


def test_drawing_twice_gives_the_same_bytes():
    assert draw_svg(SPEC, "l", lead=True) == draw_svg(SPEC, "l", lead=True)


def tidied(svg: str) -> str:
    root = read_svg(svg)
    tidy_svg(root, "a")
    return write_svg(root)


def test_ids_are_unique_to_the_drawing():
    svg = '<svg xmlns="x" class="marks"><clipPath id="c1"/><g clip-path="url(#c1)"/><use xlink:href="#c1"/></svg>'
    assert tidied(svg) == '<svg><clipPath id="a-0"/><g clip-path="url(#a-0)"/><use xlink:href="#a-0"/></svg>'


def test_links_in_a_drawing_go():
    assert tidied('<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>') == "<svg><text>x</text></svg>"


def test_a_drawing_is_written_as_vega_writes_it():
    spec = SPEC | {"title": 'a < b & "c"\t> d', "mark": {"type": "bar", "tooltip": True, "href": "https://a.b/?c&d"}}
    svg = vl_convert.vegalite_to_svg(styled_spec(spec, "m"))
    root = read_svg(svg)
    root.attrib = {"xmlns": "http://www.w3.org/2000/svg", "xmlns:xlink": XLINK, **root.attrib}
    start, _, content = svg.partition(">")
    assert write_svg(root).partition(">")[2] == content
    assert sorted(write_svg(root).partition(">")[0].split()) == sorted(start.split())


def test_a_text_that_no_svg_can_hold_is_named():
    rows = [{"year": year, "n": n, "kind": "a\x01"} for year, n in ((2016, 957), (2020, 1958))]
    spec = SPEC | {"data": {"values": rows}, "encoding": SPEC["encoding"] | {"color": {"field": "kind"}}}
    with pytest.raises(SiteError, match="the chart cannot be drawn: a text has control"):
        draw_svg(spec, "m")


def test_chart_that_cannot_be_drawn_is_named():
    with pytest.raises(SiteError, match="the chart cannot be drawn"):
        draw_svg({"mark": "nonsense"})


def test_what_the_author_sets_stays_and_stock_size_goes():
    spec = styled_spec(SPEC | {"config": {"view": {"continuousWidth": 300}, "axisY": {"format": ".1f"}}}, "s")
    assert spec["config"]["axisY"]["format"] == ".1f"
    assert spec["config"]["axisY"]["grid"] is True
    assert spec["config"]["view"] == {"stroke": None}
    assert (spec["width"], "$schema" in spec) == (354, False)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        pytest.param(SPEC | {"data": {"values": []}}, "it is blank (was anything left", id="no rows"),
        pytest.param(SPEC | {"transform": [{"filter": "datum.n < 0"}]}, "it is blank (was anything", id="all filtered"),
        pytest.param(
            SPEC | {"mark": {"type": "text", "text": "tiny", "fontSize": 11}},
            "the text 'tiny' has 11 pixels (give it 12 or more)",
            id="small text",
        ),
        pytest.param(
            SPEC | {"mark": {"type": "text", "text": "a\x01"}}, "a text has control characters", id="control characters"
        ),
        pytest.param(
            SPEC | {"mark": {"type": "image", "url": "a.png"}},
            "it shows pictures, which a chart would load from elsewhere (draw points",
            id="pictures",
        ),
        pytest.param(
            SPEC | {"data": {"url": "https://a.example/b.csv"}},
            "it takes its data from https://a.example/b.csv",
            id="url",
        ),
        pytest.param(
            SPEC
            | {"transform": [{"lookup": "n", "from": {"data": {"url": "//a.example/b"}, "key": "n", "fields": []}}]},
            "it takes its data from //a.example/b",
            id="url of a look-up",
        ),
        pytest.param({"mark": "nonsense"}, "", id="nonsense"),
    ],
)
def test_what_cannot_be_drawn_is_told_to_the_check(spec, message):
    assert message in read_chart({"s": spec})[0]["fault"]


def rows(*units):
    return RowSet(dataset="t", columns=("year", "unit"), rows=tuple((2024, unit) for unit in units))


@pytest.mark.parametrize(
    ("rowsets", "language", "unit"),
    [
        ([rows("people", "people")], "en", "{n} people"),
        ([rows("people")], "ko", "{n}명"),
        ([rows("kg")], "en", "{n} kg"),
        ([rows("people"), rows("cases")], "en", ""),
        ([rows("share")], "en", ""),
        ([RowSet(columns=("year",), rows=((2024,),))], "en", ""),
    ],
)
def test_unit_of_a_chart_is_that_of_all_its_rows(rowsets, language, unit):
    assert find_unit(rowsets, language) == unit


def test_values_of_a_chart_come_as_csv_with_quotes_where_needed():
    one = RowSet(dataset="a", columns=("year", "value"), rows=((2024, Decimal("1.50")), (2025, None)))
    other = RowSet(columns=("name", "value"), rows=(('say "x", y', 3),))
    assert chart_csv(Chart(id="c", title="", alt="", rows=(one, other))) == (
        'table,year,value,name\na,2024,1.50,\na,2025,,\n,,3,"say ""x"", y"\n'
    )


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t"])
def test_no_text_of_a_chart_is_a_formula_to_a_spreadsheet(sign):
    rows = RowSet(columns=("name", "value"), rows=((f"{sign}HYPERLINK(1)", Decimal(-5)), ("-1.5", "+3")))
    lines = chart_csv(Chart(id="c", title="", alt="", rows=(rows,))).split("\n")
    assert lines[1:3] == [f",'{sign}HYPERLINK(1),-5", ",-1.5,+3"]


def test_a_chart_on_a_korean_page_speaks_korean():
    svg = draw_svg(SPEC, "s")
    one = Chart(id="c", title="사범 수", alt="선 그래프", rows=(rows("people"),))
    figure = render_chart(
        one,
        {"s": svg},
        title_html=Markup("사범 수"),
        subtitle_html=Markup(""),
        alt_text=one.alt,
        source_line_html=Markup("출처"),
        table_html=Markup("<table></table>"),
        csvs={"c.csv": "charts/c.csv"},
        check=ChartCheck(matched=1, total=3, unread=("binned", "선형 추세")),
        language="ko",
    )
    assert 'data-unit="{n}명"' in figure
    assert 'aria-label="선 그래프"' in figure
    assert 'aria-label="사범 수. 차트의 값을 하나씩 보기' in figure
    told = re.sub(r"<[^>]*>", " ", re.sub(r"<svg.*?</svg>", "", figure, flags=re.DOTALL))
    assert {word.lower() for word in re.findall(r"[A-Za-z]{3,}", told)} == {"csv"}


def test_a_table_of_the_first_rows_says_so():
    texts = {"title_html": Markup("t"), "subtitle_html": Markup(""), "source_line_html": Markup(""), "alt_text": "a"}
    made = Chart(id="c", title="t", alt="a")
    for shown, summary in (("", "Table with all values"), ("The first 2 of 3 rows", "Table with the first values")):
        figure = render_chart(made, {}, **texts, table_html=Markup("<table></table>"), rows_shown=shown)
        assert summary in figure
        assert shown in figure


# Colours that stay apart for readers who see fewer of them


SEEN = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
}
"""What is left of linear red, green and blue (Machado, Oliveira and Fernandes 2009, severity 1)."""
CSS = (Path(chart.__file__).parents[1] / "assets/static/factbook.css").read_text("utf-8")


def tokens(scheme):
    def read(name):
        value = re.search(rf"--fb-{name}: ([^;]+);", CSS)[1]
        if role := re.fullmatch(r"var\(--fb-([\w-]+)\)", value):
            return read(role[1])
        return re.fullmatch(r"light-dark\((#\w+), (#\w+)\)", value)[1 if scheme == "light" else 2]

    return {name: read(f"c-{name}") for name in ("main", "other", "third", "claim")}


def lab(colour, matrix=None):
    linear = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in linear]
    if matrix:
        linear = [max(0, sum(k * part for k, part in zip(row, linear, strict=True))) for row in matrix]
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = [sum(k * part for k, part in zip(row, linear, strict=True)) for row in to_xyz]
    x, y, z = (
        (part / white) ** (1 / 3) if part / white > 0.008856 else 7.787 * part / white + 16 / 116
        for part, white in zip(xyz, (0.95047, 1, 1.08883), strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("eye", [None, *SEEN])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_series_colours_stay_apart_for_every_eye(eye, scheme):
    seen = {name: lab(colour, SEEN.get(eye)) for name, colour in tokens(scheme).items()}
    apart = {(a, b): math.dist(seen[a], seen[b]) for a, b in combinations(seen, 2)}
    assert {pair: distance for pair, distance in apart.items() if distance < APART} == {}
