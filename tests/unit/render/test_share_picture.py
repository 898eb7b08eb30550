"""The picture of a page that other sites show."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

import drawing_faults
from factbook.render.charts.drawing.share_pictures import draw_pictures
from factbook.render.charts.share_picture import HEIGHT, WIDTH, Picture, draw_picture, wrap
from figurecheck.model.errors import SiteError

CHART = '<svg width="608" height="380"><rect width="10" height="10" fill="#1f6b5c"/><text>2,024</text></svg>'


def read(picture):
    root = ET.fromstring(draw_picture(picture))
    return root, [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_picture_says_title_report_and_edition_beside_the_chart():
    root, texts = read(
        Picture(report="A report", title="Six of ten", below="Edition of today", chart=CHART, chart_title="It rose")
    )
    assert (root.get("width"), root.get("height")) == (str(WIDTH), str(HEIGHT)) == ("1200", "630")
    assert texts == ["A report", "Six of ten", "It rose", "Edition of today", "2,024"]


@pytest.mark.parametrize("length", [1, 5, 40, 200])
def test_a_title_stays_within_its_column(length):
    root, _ = read(Picture(report="r", title="word " * length, below="b", chart=CHART))
    lows = [float(text.get("y", 0)) for text in root.iter("{http://www.w3.org/2000/svg}text") if text.get("y")]
    assert max(lows) <= HEIGHT


def test_a_long_text_is_set_in_lines_of_whole_words():
    assert wrap("one two three four", 10 * 0.53 * 9, 10) == ["one two", "three", "four"]
    assert wrap("", 100, 10) == []


def test_markup_in_a_title_is_text():
    _, texts = read(Picture(report="<b>", title="</svg><script>x()</script>", below="&amp;"))
    assert "<b>" in texts
    assert "&amp;" in texts
    assert "".join(texts).count("<script>") == 1


@pytest.mark.parametrize("field", ["report", "title", "below", "chart_title", "chart"])
def test_what_the_font_lacks_is_left_out_so_that_machines_agree(field):
    words = {"report": "r", "title": "t", "below": "b", "chart_title": "s", "chart": CHART}
    words[field] = CHART.replace("2,024", "서울") if field == "chart" else "서울"
    assert not re.search("[가-힣]", draw_picture(Picture(**words)))


def test_a_picture_is_drawn_once_and_the_same_each_time(tmp_path):
    svg = draw_picture(Picture(report="r", title="t", below="b", chart=CHART))
    first = draw_pictures({"a.png": svg}, tmp_path / "one")
    assert first["a.png"][:8] == b"\x89PNG\r\n\x1a\n"
    again = draw_pictures({"b.png": svg}, tmp_path / "one", draw=drawing_faults.end)
    other = draw_pictures({"c.png": svg}, tmp_path / "two")
    assert first["a.png"] == again["b.png"] == other["c.png"]


@pytest.mark.parametrize(
    ("draw", "limit", "message"),
    [
        (drawing_faults.end, 60, "the process that draws ended at this drawing (exit 1): no memory"),
        (drawing_faults.hang, 0.2, "was not drawn within 1 seconds"),
    ],
)
def test_a_process_that_fails_is_reported(draw, limit, message, tmp_path):
    message = f"picture a.png for other sites: {message} (leave factbook.address out"
    with pytest.raises(SiteError, match=re.escape(message)):
        draw_pictures({"a.png": "<svg></svg>"}, tmp_path, draw=draw, limit=limit)


def test_a_picture_that_cannot_be_drawn_is_told(tmp_path):
    with pytest.raises(SiteError, match=r"picture a.png for other sites: the picture cannot be drawn"):
        draw_pictures({"a.png": "<svg"}, tmp_path)
