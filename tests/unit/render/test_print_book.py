"""A whole site as one page to print."""

from __future__ import annotations

import re

import pytest

from factbook.render.html.print_book import BookChapter, Cover, find_place, render_book

NAMES = {"index.html": "index", "a/who.html": "a-who"}
PAGE = """<html><body><header>mast</header><main id="main"><h1 id="top">Who<a class="headerlink" href="#top">#</a></h1>
<p><a class="fb-fig" data-verdict="exact" data-ev="ev-x" data-n="1" href="../evidence/x.html">3,232</a>
<a href="../index.html#count">there</a> <a href="#top">here</a> <a href="../data/x.csv">file</a>
<a href="https://example.com/">away</a></p><form><button>Find</button></form></main>
<section class="fb-evs fb-in" aria-label="e"><h2 class="fb-vh">Evidence</h2>
<div class="fb-ev" id="ev-x" popover aria-labelledby="ev-x-h"><p id="ev-x-h">3,232</p></div>
</section><footer class="fb-foot">foot</footer></body></html>"""


@pytest.fixture
def book(read_html):
    front = BookChapter(name="index", title="Front", page='<main id="main"><h1 id="count">Front</h1></main>')
    chapters = [front, BookChapter(name="a/who", title="Who & what", page=PAGE)]
    cover = Cover(title="A <report>", address="https://example.org/")
    return read_html(
        render_book(cover, chapters, language="en", styles=["a.css"], pages={"a-who": 7}).replace("<!doctype html>", "")
    )


def test_every_link_leads_within_the_book_or_to_the_web(book):
    hrefs = [given["href"] for given in book.find("a") if "href" in given]
    ids = {given["id"] for _, given in book.tags if "id" in given}
    assert "https://example.com/" in hrefs
    assert "https://example.org/data/x.csv" in hrefs
    inner = [href[1:] for href in hrefs if href.startswith("#")]
    assert {"a-who--ev-x", "index--count", "a-who--top", "index", "a-who"} == set(inner)
    assert set(inner) <= ids


def test_ids_stay_unique_and_are_still_pointed_at(book):
    ids = [given["id"] for _, given in book.tags if "id" in given]
    assert len(ids) == len(set(ids))
    assert [given["aria-labelledby"] for _, given in book.tags if "aria-labelledby" in given] == ["a-who--ev-x-h"]


def test_what_only_a_screen_needs_is_left_out(book):
    assert not book.find("form")
    assert not book.find("button")
    assert not {"mast", "foot"} & set(re.findall(r"\w+", book.text))


def test_titles_are_shown_as_they_are(book):
    assert "A <report>" in book.text
    assert "Who & what 7" in book.text
    assert "Evidence:\u00a0\u200bWho\u00a0\u200b&\u00a0\u200bwhat" in book.text


@pytest.mark.parametrize(
    ("href", "place"),
    [
        ("../index.html", "#index"),
        ("who.html#x", "#a-who--x"),
        ("", "#a-who"),
        ("#x", "#a-who--x"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("../evidence/x.html", ""),
        ("../../outside.html", ""),
        ("javascript:x()", ""),
    ],
)
def test_a_link_without_an_address_of_the_site_leads_within_or_nowhere(href, place):
    assert find_place(href, "a/who", NAMES, "") == place
