"""Charts in the house style: true size, nine colours, legible text, the same bytes each time."""

import re

import pytest

from factbook.errors import SiteError
from factbook.render.chart import COLOURS, WIDTHS, check_colours, draw_svg, house_spec, tidy_svg

SPEC = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "config": {"view": {"continuousWidth": 300, "continuousHeight": 300}},
    "data": {"values": [{"year": year, "n": n} for year, n in ((2016, 957), (2020, 1958), (2024, 3232))]},
    "mark": {"type": "line", "point": True},
    "encoding": {"x": {"field": "year", "type": "quantitative"}, "y": {"field": "n", "type": "quantitative"}},
}


@pytest.mark.parametrize("width", WIDTHS)
def test_drawing_has_its_true_outer_width(width):
    svg = draw_svg(house_spec(SPEC, width))
    assert int(re.search(r'<svg width="(\d+)', svg)[1]) == WIDTHS[width]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_is_under_twelve_pixels(width):
    sizes = re.findall(r'font-size="([\d.]+)px"', draw_svg(house_spec(SPEC, width)))
    assert sizes
    assert min(map(float, sizes)) >= 12


def test_house_chart_uses_only_the_nine_colours():
    assert check_colours(draw_svg(house_spec(SPEC, "m"))) == []


@pytest.mark.parametrize("colour", ["red", "#123456", "rgb(1,2,3)", "#000"])
def test_foreign_colour_is_named(colour):
    spec = SPEC | {"mark": {"type": "bar", "color": colour}}
    assert check_colours(f'<path fill="{colour}" stroke="none"/><path fill="{min(COLOURS)}"/>') == [colour.lower()]
    with pytest.raises(SiteError, match="colours that the site does not know"):
        draw_svg(house_spec(spec, "m"))


def test_drawing_twice_gives_the_same_bytes():
    spec = house_spec(SPEC, "l", lead=True)
    assert draw_svg(spec) == draw_svg(spec)


def test_ids_are_unique_to_the_drawing():
    svg = '<svg xmlns="x" class="marks"><clipPath id="clip1"/><g clip-path="url(#clip1)"/></svg>'
    assert tidy_svg(svg, "a") == '<svg><clipPath id="a-0"/><g clip-path="url(#a-0)"/></svg>'


def test_links_in_a_drawing_go():
    assert (
        tidy_svg('<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>', "a")
        == "<svg><text>x</text></svg>"
    )


def test_chart_that_cannot_be_drawn_is_named():
    with pytest.raises(SiteError, match="offenders-m: the chart cannot be drawn"):
        draw_svg({"mark": "nonsense"}, name="offenders-m")


def test_what_the_author_sets_stays_and_stock_size_goes():
    spec = house_spec(SPEC | {"config": {"view": {"continuousWidth": 300}, "axisY": {"format": ".1f"}}}, "s")
    assert spec["config"]["axisY"]["format"] == ".1f"
    assert spec["config"]["axisY"]["grid"] is True
    assert spec["config"]["view"] == {"stroke": None}
    assert (spec["width"], "$schema" in spec) == (354, False)
