"""What other sites show of figures and charts: snippets, frames, oEmbed, saved drawings, small pictures."""

from __future__ import annotations

import json
import struct
import zlib
from decimal import Decimal
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oembed
from factbook.render.charts.png import _deflate, _write, use_palette
from factbook.render.charts.saved_chart import save_chart
from factbook.render.html.oembed import oembed_json
from factbook.render.html.series_drawing import find_series, series_csv
from factbook.render.html.sharing import Embed, render_embed, write_frame, write_text
from factbook.render.metadata.head import Site
from figurecheck.model import Statistic
from html_pages import find_page_faults, read_page

SITE = Site(name="A report", author="A desk", address="https://example.org/r/")
KEPT = "https://example.org/r/editions/2026-03/"
EVIL = '</figure><script>alert("x")</script>'
FIGURE = Embed(
    id="a.share.2024",
    says="14.0%: women at work, 3,232 of 23,022",
    printed="14.0%",
    sure="Recomputed from the data.",
    source="evidence/a.share.2024.html",
    file="embed/a.share.2024.html",
)


def evil(text=EVIL):
    return Embed(
        id="a.b", says=f"1: {text}", printed="1", below=text, sure=text, source="e.html", file="embed/a.b.html"
    )


class Elements(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_a_frame_is_that_of_the_edition_and_names_what_it_shows():
    (figure, iframe) = Elements(write_frame(FIGURE, KEPT)).found
    assert figure == ("figure", {"data-factbook": "a.share.2024"})
    assert iframe[1]["src"] == f"{KEPT}embed/a.share.2024.html"
    assert iframe[1]["title"] == FIGURE.says
    assert int(iframe[1]["height"]) == FIGURE.height > 100


def test_plain_words_say_the_sentence_and_lead_to_the_evidence():
    text = write_text(FIGURE, KEPT, "Evidence")
    assert FIGURE.says in text
    assert f'<a href="{KEPT}evidence/a.share.2024.html">Evidence</a>' in text


@pytest.mark.parametrize("write", [lambda one: write_frame(one, KEPT), lambda one: write_text(one, KEPT, EVIL)])
def test_markup_in_a_sentence_is_text_in_a_snippet(write):
    tags = [tag for tag, _ in Elements(write(evil())).found]
    assert "script" not in tags
    assert tags[0] == "figure"


def page(embed, edition="2026-03"):
    assets = {"embed.css": "_static/embed.css?v=1", "embed.js": "_static/embed.js?v=1"}
    return str(
        render_embed(
            embed, head="", report=EVIL, edition_name="Edition 2026-03", edition=edition, figures='["a.share.2024"]',
            assets=assets, house="",
        )
    )  # fmt: skip


def test_a_page_for_a_frame_is_small_complete_and_without_faults():
    text = page(FIGURE)
    assert len(text.encode()) < 4_000
    assert list(find_page_faults(read_page(text))) == []
    assert "Edition 2026-03." in text
    assert "A later edition gives another value." in text
    scripts = [given["src"] for tag, given in Elements(text).found if tag == "script"]
    assert scripts == ["../_static/embed.js?v=1"]


def test_a_page_of_no_sealed_edition_asks_for_nothing():
    assert "<script" not in page(FIGURE, edition="")


def test_markup_is_text_on_a_page_for_a_frame():
    assert [given.get("src") for tag, given in Elements(page(evil())).found if tag == "script"] == [
        "../_static/embed.js?v=1"
    ]


@pytest.mark.parametrize("picture", ["", "pictures/figures/a.png"])
@pytest.mark.parametrize("embed", [FIGURE, evil(), evil("외국인")])
def test_an_answer_is_one_of_oembed(embed, picture):
    document = json.loads(oembed_json(SITE, embed, KEPT, picture))
    assert oembed.find_faults(document) == []
    assert document["html"] == write_frame(embed, KEPT)
    assert ("thumbnail_url" in document) is bool(picture)


@pytest.mark.parametrize("missing", ["version", "type", "html", "width", "height"])
def test_an_answer_that_lacks_what_oembed_asks_for_is_found(missing):
    document = json.loads(oembed_json(SITE, FIGURE, KEPT, "p.png"))
    del document[missing]
    assert oembed.find_faults(document) != []


def test_a_saved_chart_stands_by_itself_with_title_source_and_edition():
    drawing = '<svg width="608" height="380" viewBox="0 0 608 380"><text font-family="FB Sans">2,024</text></svg>'
    text = save_chart(
        drawing, title=f"It rose {EVIL}", subtitle="People", alt="A line.", foot="Source: A. Edition of today."
    )
    root = ET.fromstring(text)
    words = " ".join("".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text"))
    assert all(part in words for part in ("It rose", "People", "2,024", "Source: A. Edition of today."))
    assert root.find("{http://www.w3.org/2000/svg}title").text.startswith("It rose")
    assert "light-dark" not in text
    assert not any("script" in one.tag for one in root.iter())
    assert float(root.get("height")) > 380


def test_a_series_is_saved_as_it_was_computed():
    years = [
        Statistic(id=f"n.{year}", value=Decimal(year) / 3, unit="people", period=str(year)) for year in (2023, 2024)
    ]
    lines = series_csv(years[0], find_series(years[0], years)).splitlines()
    assert lines[0] == "period,value,unit"
    assert lines[1:] == [f"{year},{Decimal(year) / 3},people" for year in (2023, 2024)]


def test_a_series_does_not_run_in_a_spreadsheet():
    one = Statistic(id="n", value=Decimal(1), unit="=1+1", period="2024")
    assert "'=1+1" in series_csv(one, [("2024", Decimal(1))])


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 255), st.integers(1, 700)), min_size=1, max_size=30))
def test_runs_are_what_zlib_reads(runs):
    values = np.concatenate([np.full(length, value, np.uint8) for value, length in runs])
    assert zlib.decompress(_deflate(values)) == values.tobytes()


def make_png(pixels):
    height, width, _ = pixels.shape
    rows = np.ones((height, width * 4 + 1), np.uint8)
    rows[:, 1:] = np.diff(pixels, axis=1, prepend=np.zeros((height, 1, 4), np.uint8)).reshape(height, -1)
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows.tobytes())),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def read_png(png):
    """The pixels of a picture with a palette whose rows have the filter that we write."""
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert kind == 3
    size = struct.unpack(">I", png[33:37])[0]
    palette = np.frombuffer(png[41 : 41 + size], np.uint8).reshape(-1, 3)
    at = 41 + size + 4
    length = struct.unpack(">I", png[at : at + 4])[0]
    rows = np.frombuffer(zlib.decompress(png[at + 8 : at + 8 + length]), np.uint8).reshape(height, -1)
    assert set(rows[:, 0]) == {2}
    packed = np.cumsum(rows[:, 1:], axis=0, dtype=np.uint8)
    places = np.stack([packed >> 4, packed & 15], axis=2).reshape(height, width) if depth == 4 else packed
    return palette[places]


@pytest.mark.parametrize("colours", [2, 9, 40, 200])
def test_a_small_picture_has_the_colours_of_the_large_one(colours):
    random = np.random.default_rng(colours)
    palette = np.append(random.integers(0, 256, (colours, 3)), np.full((colours, 1), 255), axis=1).astype(np.uint8)
    pixels = palette[np.repeat(random.integers(0, colours, (20, 15)), 4, axis=1)]
    small = use_palette(make_png(pixels))
    assert np.abs(read_png(small).astype(int) - pixels[:, :, :3]).max() <= (32 if colours <= 24 else 16)
    assert use_palette(make_png(pixels)) == small


def test_a_picture_of_another_kind_stays_as_it_is():
    see_through = make_png(np.zeros((2, 2, 4), np.uint8))
    assert use_palette(see_through) == see_through
    once = _write(np.zeros((1, 3), np.uint8), np.zeros((2, 2), np.uint8))
    assert use_palette(once) == once
