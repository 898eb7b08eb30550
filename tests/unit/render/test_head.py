"""What a page says of itself in its head."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from factbook.render.metadata.head import LONGEST, Card, Site, render_head, shorten

SITE = Site(name="A report", author="A desk", address="https://example.org/report/")
CARD = Card(path="who.html", title="Who", description="Six of ten.", picture="pictures/who.png", picture_alt="A bar")


def attributes(html, tag, key):
    return {given[key]: given for given in html.find(tag) if key in given}


def test_a_page_names_its_address_its_description_and_its_picture(read_html):
    html = read_html(render_head(SITE, CARD, Markup("")))
    properties = {name: given["content"] for name, given in attributes(html, "meta", "property").items()}
    assert properties == {
        "og:type": "article",
        "og:title": "Who",
        "og:description": "Six of ten.",
        "og:site_name": "A report",
        "og:locale": "en_GB",
        "og:url": "https://example.org/report/who.html",
        "og:image": "https://example.org/report/pictures/who.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "A bar",
    }
    assert attributes(html, "meta", "name")["twitter:card"]["content"] == "summary_large_image"
    assert html.find("link") == [{"rel": "canonical", "href": "https://example.org/report/who.html"}]


def test_where_the_address_is_not_known_none_is_made_up(read_html):
    html = read_html(render_head(Site(name="A report"), CARD, Markup("")))
    assert not html.find("link")
    assert not {"og:url", "og:image"} & set(attributes(html, "meta", "property"))
    assert "http" not in str(html.tags)


def test_the_front_page_is_the_site_itself():
    assert SITE.at("index.html") == "https://example.org/report/"
    assert Site(name="x").link("data/a.csv", "evidence/a.html") == "../data/a.csv"


@pytest.mark.parametrize("attack", ['"><script>x()</script>', "</title>", "' onload='x()", "&lt;b&gt;", "{{ seven }}"])
def test_markup_in_a_text_stays_text(attack, read_html):
    site = Site(name=attack, author=attack, address="https://example.org/", language=attack)
    card = Card(path="a.html", title=attack, description=attack, picture="p.png", picture_alt=attack)
    html = read_html(render_head(site, card, Markup("")))
    assert {tag for tag, _ in html.tags} == {"meta", "link"}
    assert attributes(html, "meta", "property")["og:title"]["content"] == attack
    assert attributes(html, "meta", "name")["description"]["content"] == attack


@given(st.text(max_size=400))
def test_a_description_is_short_and_opens_as_the_text_does(text):
    short = shorten(text)
    assert len(short) <= LONGEST
    assert " ".join(text.split()).startswith(short.removesuffix("…"))


def test_a_description_ends_with_a_sentence_and_never_within_a_number():
    text = "It rose to 23,022 in 2024. " + "And then it rose again, and again, " * 6
    assert shorten(text) == "It rose to 23,022 in 2024." or shorten(text).endswith("…")
    assert shorten("word " * 31 + "23,022 people were counted") == "word " * 30 + "word…"
