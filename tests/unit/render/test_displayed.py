"""What notebooks displayed, in the one form in which a page without scripts can show it."""

from __future__ import annotations

import altair as alt
import pandas as pd
import pytest

from factbook.render.charts.displayed import draw_displayed, find_spec, find_specs, spec_key
from factbook.render.html.displayed_forms import HTML, PLAIN, SVG, choose_form
from figurecheck.model.errors import SiteError

FRAME = pd.DataFrame({"a": [1, 2], "b": [3, 4]})
CHART = alt.Chart(FRAME).mark_bar().encode(x="a:O", y="b:Q")
SCRIPT = '<div id="p"></div><script>Plotly.newPlot("p", [])</script>'


def test_a_chart_of_altair_is_found_in_the_page_that_altair_makes_of_it():
    html = alt.renderers.get()(CHART.to_dict())
    html = html[0] if isinstance(html, tuple) else html
    page = {"text/html": CHART.to_html(), "text/plain": "alt.Chart(...)"}
    for forms in (html, page, {"application/vnd.vegalite.v6+json": CHART.to_dict(), **html}):
        assert find_spec(forms) == CHART.to_dict()
        assert choose_form(forms).spec == CHART.to_dict()
    assert list(find_specs([{"data": html}, {"data": html}, {"data": {}}])) == [spec_key(CHART.to_dict())]


@pytest.mark.parametrize("html", ["", "vegaEmbed", "vegaEmbed })({broken", "vegaEmbed })({}", "})({"])
def test_other_pages_hold_no_chart(html):
    assert not find_spec({"text/html": html})


@pytest.mark.parametrize(
    ("forms", "form", "lost"),
    [
        ({HTML: FRAME.to_html(), PLAIN: "a b"}, HTML, ""),
        ({HTML: "<b>bold</b>", PLAIN: "x"}, HTML, ""),
        ({HTML: '<img src="data:image/png;base64,aGk=">', PLAIN: "x"}, HTML, ""),
        ({"image/png": "aGk=", PLAIN: "<Figure>"}, "image/png", ""),
        ({SVG: "<svg></svg>", "image/png": "aGk=", PLAIN: "<Figure>"}, SVG, ""),
        ({"text/latex": "$x$", PLAIN: "x"}, "text/latex", ""),
        ({HTML: SCRIPT, PLAIN: "Figure({})"}, PLAIN, "HTML that is only a script"),
        ({"application/vnd.plotly.v1+json": {}, HTML: SCRIPT, PLAIN: "Figure"}, PLAIN, "a chart of plotly"),
        ({"application/vnd.jupyter.widget-view+json": {}, PLAIN: "IntSlider()"}, PLAIN, "a widget"),
        ({"application/javascript": "alert()"}, "", "a script"),
        ({"application/x-other": "?"}, "", "application/x-other"),
        ({HTML: ["<table>", "<tr><td>1</td></tr></table>"]}, HTML, ""),
    ],
)
def test_the_best_form_without_a_script_is_shown_and_what_is_lost_is_named(forms, form, lost):
    shown = choose_form(forms)
    assert (shown.form, shown.lost) == (form, lost)


def test_what_differs_from_run_to_run_is_the_same_on_the_page():
    pairs = (
        (HTML, '<style>#T_{0}_row0</style><table id="T_{0}"><td id="T_{0}_row0">1</td></table>', "1a2b3", "9f8e7"),
        (SVG, '<svg><dc:date>{0}</dc:date><path id="m{0}"/><use href="#m{0}"/></svg>', "0123456789", "abcdef0123"),
        (PLAIN, "<Axes at 0x{0}>", "7f00", "7f11"),
    )
    for form, text, one, two in pairs:
        first, second = (choose_form({form: text.format(name)}).content for name in (one, two))
        assert first == second
        assert one not in first


def test_two_names_stay_two():
    shown = choose_form({SVG: '<svg><path id="m0123456789"/><path id="mabcdef0123"/></svg>'})
    assert shown.content == '<svg><path id="n0"/><path id="n1"/></svg>'


def test_a_chart_whose_data_lie_elsewhere_is_told():
    spec = alt.Chart("https://example.org/a.csv").mark_bar().encode(x="a:O").to_dict()
    with pytest.raises(SiteError, match="cannot be drawn"):
        draw_displayed(spec)
