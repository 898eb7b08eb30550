"""How a report, a page or a figure is cited."""

import json
import re
from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml

from citation_file import find_faults
from factbook.render.metadata.citation import (
    Citation,
    cite_bibtex,
    cite_cff,
    cite_csl,
    cite_text,
    find_downloads,
    report_href,
)

PAGE = Citation(
    report="Harrow Bay by bus",
    page="Routes & riders",
    author="The Harrow Desk",
    edition="2026-03",
    day="2026-03-20",
    known_until="2026-03-18",
    address="https://example.org/routes.html",
    licence="CC BY 4.0",
    description="Riders: recomputed #1",
    key="routes",
)
ATTACKS = ["}, url={x}", "\\input{x}", '"\n- evil: true', "a: b # c", "<script>", "%", "~^_$&", "{{ seven }}"]


def test_a_page_is_cited_in_words():
    said = "The Harrow Desk: “Routes & riders”, Harrow Bay by bus. Edition 2026-03, sources to 18 March 2026."
    assert cite_text(PAGE) == f"{said} https://example.org/routes.html"


def test_a_report_that_publishes_itself_is_not_named_twice():
    assert cite_text(Citation(report="A", author="A", edition="1", day="2026-03-20")) == "A. Edition 1."


def test_bibtex_escapes_what_tex_would_read():
    text = cite_bibtex(PAGE)
    assert text.startswith("@misc{routes-2026-03,\n")
    assert "title = {{Routes \\& riders}}," in text
    assert "month = mar," in text
    assert "url = {https://example.org/routes.html}," in text


def test_publisher_and_editors_are_cited_where_there_are_any():
    named = replace(PAGE, publisher="Lake & Press", editors=("Ann Ferry", "Bo Reed"))
    assert "  editor = {{Ann Ferry} and {Bo Reed}},\n  publisher = {Lake \\& Press},\n" in cite_bibtex(named)
    [entry] = json.loads(cite_csl(named))
    assert (entry["publisher"], entry["editor"]) == ("Lake & Press", [{"literal": "Ann Ferry"}, {"literal": "Bo Reed"}])
    assert "publisher" not in cite_bibtex(PAGE) + cite_csl(PAGE)


@pytest.mark.parametrize("attack", ATTACKS)
def test_bibtex_stays_one_entry(attack):
    text = cite_bibtex(
        Citation(report=attack, page=attack, author=attack, edition=attack, day="2026-03-20", key=attack)
    )
    bare = re.sub(r"\\(?:textbackslash|textasciitilde|textasciicircum)\{\}|\\.", "", text)
    assert bare.count("{") == bare.count("}")
    assert not re.search(r"(?<!^)@", bare)
    depth = [bare[:at].count("{") - bare[:at].count("}") for at in range(len(bare.strip()))]
    assert all(depth[bare.index("{") + 1 :])


@pytest.mark.parametrize("attack", ["plain", *ATTACKS])
def test_csl_holds_what_it_was_given(attack):
    (entry,) = json.loads(cite_csl(Citation(report=attack, page=attack, author=attack, day="2026-03-20")))
    assert entry["title"] == entry["container-title"] == entry["author"][0]["literal"] == attack
    assert entry["issued"] == {"date-parts": [[2026, 3, 20]]}
    assert entry["type"] == "webpage"


@pytest.mark.parametrize("attack", ["plain", "마약 '사범'", *ATTACKS])
def test_links_hold_the_files_that_they_save(attack):
    cited = Citation(report=attack, page=attack, author=attack, day="2026-03-20", key=attack)
    held = {one.name.rpartition(".")[2]: one.address.partition(",") for one in find_downloads(cited)}
    assert {name: unquote(text) for name, (_, _, text) in held.items()} == {
        "bib": cite_bibtex(cited),
        "json": cite_csl(cited),
    }
    assert held["bib"][0] == "data:application/x-bibtex;charset=utf-8"
    # In an attribute between quotes, nothing of it can be taken for markup.
    assert all(re.fullmatch(r"[\w.~%-]+", text, re.ASCII) for _, _, text in held.values())


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("riders.2024", "riders.2024"),
        ("evidence/a b", "evidence-a-b"),
        ("거리/버스", "거리-버스"),
        ('"><x', "-x"),
        ("", "harrow-bay-2026-03"),
    ],
)
def test_files_that_are_saved_are_named_for_what_they_cite(key, name):
    cited = Citation(report="Harrow Bay", edition="2026-03", key=key)
    assert [one.name for one in find_downloads(cited)] == [f"{name}.bib", f"{name}.json"]


@pytest.mark.parametrize("attack", ["plain", *ATTACKS])
def test_a_citation_file_is_valid_whatever_the_texts(attack):
    cited = Citation(report=attack, author=attack, edition=attack, day="2026-03-20", licence="CC BY 4.0")
    document = yaml.safe_load(cite_cff(cited))
    assert find_faults(document) == []
    assert document["title"] == " ".join(attack.split())
    assert document["license"] == "CC-BY-4.0"


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        ({"cff-version": "1.1.0"}, "cff-version"),
        ({"authors": []}, "authors"),
        ({"authors": [{"alias": 3}]}, "authors"),
        ({"date-released": "24 November"}, "date-released"),
        ({"license": "whatever"}, "license"),
        ({"url": "javascript:x"}, "url"),
        ({"titel": "x"}, "titel"),
        ({"title": None}, "title"),
    ],
)
def test_the_rules_of_the_format_are_held_against_it(spoil, fault):
    faults = find_faults(yaml.safe_load(cite_cff(PAGE)) | spoil)
    assert any(fault in one for one in faults)


def test_an_error_is_reported_by_mail_with_everything_filled_in():
    parts = urlsplit(report_href("errors@example.org", "Error in A: b & c", "Figure: x.2024\n?"))
    assert (parts.scheme, parts.path) == ("mailto", "errors@example.org")
    assert parse_qs(parts.query) == {"subject": ["Error in A: b & c"], "body": ["Figure: x.2024\r\n?"]}


def test_an_error_is_reported_in_a_form():
    parts = urlsplit(report_href("https://example.org/issues/new?labels=figure", "A", "B"))
    assert parse_qs(parts.query) == {"labels": ["figure"], "title": ["A"], "body": ["B"]}
    assert report_href("", "A", "B") == ""
