"""Limits of texts of axes and legends: they are lifted where no text can reach them, and a drawing stays the same."""

from __future__ import annotations

import pytest

from factbook.render.charts import compile as compiling
from factbook.render.charts.draw import draw_svg
from factbook.render.charts.limits import lift_limits

LONG = "A name of an office that is far too long to stand beside any bar of a chart on a page, however wide that is"


def make_chart(names, **parts):
    """A chart with one bar for each name."""
    values = [{"who": name, "n": at + 1, "kind": f"{name} as a kind"} for at, name in enumerate(names)]
    y = {"field": "who", "type": "nominal", **parts.pop("y", {})}
    encoding = {"y": y, "x": {"field": "n", "type": "quantitative"}, **parts.pop("encoding", {})}
    return {"data": {"values": values}, "mark": "bar", "encoding": encoding, **parts}


CHARTS = {
    "short": make_chart(["a", "b", "c"]),
    "long": make_chart(["a", LONG]),
    "wide letters": make_chart(["W" * 18, "@" * 17, "M" * 16]),
    "Korean": make_chart(["해양경찰청", "관세청 마약조사과와 국제조사과 그리고 여러 다른 부서"]),
    "one letter that is wide": make_chart(["﷽" * 8]),
    "a legend": make_chart(["a", LONG], encoding={"color": {"field": "kind", "type": "nominal"}}),
    "a size": make_chart(["a", "b"], encoding={"size": {"field": "n", "type": "quantitative"}}),
    "labels of an author": make_chart(["a", "b"], y={"axis": {"labelExpr": f"datum.label + '{LONG}'"}}),
    "lines": make_chart(["a", "b"], y={"axis": {"labelExpr": f"[datum.label, '{LONG}']"}}),
    "a limit of an author": make_chart(["a", "some words"], y={"axis": {"labelLimit": 20}}),
    "limits of an author": make_chart(["a", "some words"], config={"axisY": {"labelLimit": 20}}),
    "small letters": make_chart(["a", "some words"], config={"axis": {"labelFontSize": 4, "labelLimit": 20}}),
    "titles": make_chart(["a"], y={"title": LONG}, encoding={"size": {"field": "n", "title": [LONG, "n"]}}),
    "small multiples": make_chart(["a", LONG], encoding={"row": {"field": "kind", "type": "nominal"}}),
}

CUT = {
    "short": False,
    "long": True,
    "a legend": True,
    "lines": True,
    "limits of an author": True,
    "small letters": True,
}


@pytest.mark.parametrize("width", ["s", "m"])
@pytest.mark.parametrize("chart", CHARTS)
def test_a_drawing_is_what_it_is_with_all_limits(chart, width, monkeypatch):
    # Without what is remembered of the last one.
    monkeypatch.setattr(compiling, "_compile", compiling._compile.__wrapped__)
    drawn = draw_svg(CHARTS[chart], width)
    lifted = []
    monkeypatch.setattr(compiling, "lift_limits", lifted.append)
    assert draw_svg(CHARTS[chart], width) == drawn
    assert lifted
    # So that something is left out in some of them, and nothing in others.
    assert ("…" in drawn) == CUT.get(chart, "…" in drawn)


@pytest.mark.parametrize("width", ["s", "m"])
def test_a_text_with_emoji_is_not_cut_within_one(width):
    long = "🙂" * 40
    drawn = draw_svg(make_chart(["🙂" * 6, long], encoding={"color": {"field": "kind", "type": "nominal"}}), width)
    assert f">{long}<" in drawn
    assert f">{long} as a kind<" in drawn


def test_of_short_texts_the_limits_are_lifted_and_of_others_they_stay():
    style = {"labelLimit": 100, "labelFontSize": 10, "titleLimit": 100, "titleFontSize": 10}
    short, long = {"title": "12345678"}, {"title": ["1", "123456789"]}
    own = {"encode": {"labels": {"update": {"text": {"signal": "'a'"}}}}}
    vega = {"axes": [short, long, own, {"labels": False}], "config": {"axis": style}}
    lift_limits(vega)
    fits = r"length(datum.label) <= 8 || test(/[\ud800-\udfff]/, datum.label)"
    limited = {"signal": f"isString(datum.label) && ({fits}) ? 0 : 100"}
    labels = {"encode": {"labels": {"update": {"limit": limited}}}}
    assert short == {"title": "12345678", "titleLimit": 0, **labels}
    assert long == {"title": ["1", "123456789"], **labels}
    assert own == {"encode": {"labels": {"update": {"text": {"signal": "'a'"}}}}}
    assert vega["axes"][3] == {"labels": False}
