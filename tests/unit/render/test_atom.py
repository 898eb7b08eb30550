from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook.render.metadata.atom import NAMESPACE, FeedEntry, render_feed

ATOM = {"a": NAMESPACE}


def parsed(*entries, authors=("Desk",), **options):
    return ET.fromstring(render_feed("Report & <co>", authors, entries, **options).encode())


def test_it_has_what_the_standard_asks_for():
    feed = parsed(
        FeedEntry(id="2026-01", title="Edition 2026-01", day="2026-01-30", address="editions/2026-01/index.html")
    )
    for element in (feed, feed.find("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert element.findtext(f"a:{name}", namespaces=ATOM)
    assert feed.findtext("a:author/a:name", namespaces=ATOM) == "Desk"
    assert feed.findtext("a:updated", namespaces=ATOM) == "2026-01-30T00:00:00Z"


@pytest.mark.parametrize(
    ("authors", "named"),
    [
        pytest.param(("Lake Press", "Ann Ferry"), ["Lake Press", "Ann Ferry"], id="publisher and editor"),
        pytest.param(("Desk", "Desk"), ["Desk"], id="one who is both"),
        pytest.param(("",), ["Report & <co>"], id="nobody"),
    ],
)
def test_whoever_answers_for_it_is_an_author(authors, named):
    feed = parsed(FeedEntry(id="a", title="A", day="2026-01-30", address="x"), authors=authors)
    assert [one.text for one in feed.findall("a:author/a:name", ATOM)] == named


def test_addresses_are_whole_where_the_site_has_one():
    entry = FeedEntry(id="a", title="A", day="2026-01-30", address="x.html")
    link = parsed(entry, base="https://example.org/r/").find("a:entry/a:link", ATOM)
    assert link.get("href") == "https://example.org/r/x.html"


def test_ids_differ_between_entries_and_stay_between_runs():
    entries = [FeedEntry(id=name, title=name, day="2026-01-30", address="x") for name in "ab"]
    ids = [one.text for one in parsed(*entries).findall("a:entry/a:id", ATOM)]
    assert len(set(ids)) == 2
    assert ids == [one.text for one in parsed(*entries).findall("a:entry/a:id", ATOM)]


@given(st.text(), st.text())
def test_any_text_is_shown_and_never_run(title, text):
    feed = parsed(FeedEntry(id="a", title=title, day="2026-01-30", address="x", text=text))
    entry = feed.find("a:entry", ATOM)
    assert {child.tag.partition("}")[2] for child in entry} <= {"id", "title", "updated", "link", "content", "summary"}
    assert all(len(child) == 0 for child in entry)


def test_a_change_has_its_kind_as_a_category_and_an_edition_has_none():
    entry = FeedEntry(id="a", title="A", day="2026-01-30", address="x", category="correction", category_name="정정")
    (category,) = parsed(entry).findall("a:entry/a:category", ATOM)
    assert (category.get("term"), category.get("label")) == ("correction", "정정")
    assert parsed(FeedEntry(id="a", title="A", day="2026-01-30", address="x")).find("a:entry/a:category", ATOM) is None


def test_a_feed_has_the_first_hundred_entries_alone():
    entries = [FeedEntry(id=str(at), title=str(at), day="2026-01-30", address="x") for at in range(140)]
    assert [one.text for one in parsed(*entries).findall("a:entry/a:title", ATOM)] == [*map(str, range(100))]
