"""Every page of the site of this report, read as a file: sound HTML, links that lead somewhere, names for all."""

from __future__ import annotations

import json
import re

import html5lib
import pytest

from factbook.render.words.interface import find_words
from html_pages import find_broken_links, find_cover, find_page_faults, read_page, read_site

COUNTED = re.compile(
    "|".join(
        re.escape(find_words(language)[f"table.{way}"]).replace(r"\{n\}", r"(\d+)")
        for language in ("en", "ko")
        for way in ("recomputed", "looked_up", "recorded", "reported")
    )
)
SOUND = '<!doctype html><html lang="en"><main><h1 id="top">A</h1>{}</main></html>'


@pytest.fixture(scope="module")
def pages(site_pages):
    return site_pages


def test_every_page_is_sound(pages):
    assert len(pages) > 1000
    assert {name: faults for name, page in pages.items() if (faults := list(find_page_faults(page)))} == {}


def test_every_link_into_the_site_leads_to_its_place(site, pages):
    assert list(find_broken_links(site, pages)) == []


def test_every_page_of_a_first_report_is_sound(starter_site):
    pages = read_site(starter_site)
    assert {name: faults for name, page in pages.items() if (faults := list(find_page_faults(page)))} == {}
    assert list(find_broken_links(starter_site, pages)) == []


def test_each_claim_of_a_review_is_told_in_the_language_of_its_page_also_where_it_goes_on(site):
    told = {}
    for path in site.glob("article.ko*/**/*.html"):
        says = re.findall(r'<h3 id="(\w+)-h">(.*?)</h3>', path.read_text("utf-8"), re.DOTALL)
        told |= {(path.name, id): text for id, text in says}
    assert told
    assert [one for one, text in told.items() if not re.search("[가-힣]", text)] == []


def test_html_is_valid(site, pages):
    # Of evidence and of what other sites embed there are hundreds of one kind.
    many = {name for name in pages if name.startswith(("evidence/", "embed/"))}
    faults = {}
    for name in [*(pages.keys() - many), *find_cover(pages, many)]:
        parser = html5lib.HTMLParser()
        parser.parse((site / name).read_text("utf-8"))
        faults[name] = parser.errors
    assert {name: errors for name, errors in faults.items() if errors} == {}


def test_every_figure_is_text_in_the_html(site):
    for name in ("index.html", "article.html", "count.html"):
        marks = re.findall(r'<a class="fb-fig"([^>]*)>(.*?)</a>', (site / name).read_text("utf-8"))
        assert marks
        assert all(re.sub(r"<[^>]*>", "", text).strip() and 'href="evidence/' in given for given, text in marks)


def test_every_table_of_figures_ends_in_a_source_line_that_counts_them(site):
    counted = {}
    for path in site.glob("*.html"):
        for table, behind in re.findall(r"(<table.*?</table>)(.{0,2000})", path.read_text("utf-8"), re.DOTALL):
            if marks := len(re.findall(r'class="fb-fig" data-verdict="(?!searched)', table)):
                line = re.sub(r"<[^>]*>", "", behind.partition('<p class="fb-source">')[2].partition("</p>")[0])
                told = sum(int(count) for counts in COUNTED.findall(line) for count in counts if count)
                counted[path.name, table[:80], line] = (marks, told)
    assert len(counted) > 5
    assert {where: counts for where, counts in counted.items() if counts[0] != counts[1]} == {}


def test_every_page_names_the_same_chapters_and_marks_itself_alone(site):
    named: dict[str, set[tuple[str, ...]]] = {}
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        nav = re.search(r'<nav class="fb-nav".*?</nav>', text, re.DOTALL)
        links = re.findall(r'<a href="([^"]*)"( aria-current="page")?', nav[0]) if nav else []
        # A page that is not found is shown at any depth, so its links begin at the root.
        folder = site if path.name == "404.html" else path.parent
        hrefs = [(href.removeprefix("/") if path.name == "404.html" else href, bool(marked)) for href, marked in links]
        led = [(path if href == "#" else (folder / href).resolve(), marked) for href, marked in hrefs]
        assert [file for file, marked in led if marked] == [file for file, _ in led if file == path]
        language = re.search(r'<html lang="(\w+)"', text)
        named.setdefault(language[1] if language and nav else "", set()).add(tuple(str(file) for file, _ in led))
    assert {language: len(lines) for language, lines in named.items() if language} == {"en": 1, "ko": 1}


def test_a_note_stands_level_with_its_paragraph(site):
    page = (site / "count.html").read_text("utf-8")
    assert re.search(r'<div class="fb-beside">\s*<p>.*?</p>\s*<div class="fb-side"', page, re.DOTALL)


# The rules are tried on pages that break each of them once.


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        pytest.param('<p id="top">', "the id top stands on it 2 times", id="an id twice"),
        pytest.param("<h3>B</h3>", "a heading of level 3 follows one of level 1", id="a level left out"),
        pytest.param("<h1>B</h1>", "it has 2 headings of the first level", id="two titles"),
        pytest.param('<img src="a.png" alt="">', "picture without an alternative: a.png", id="a silent picture"),
        pytest.param("<svg></svg>", "drawing without an alternative", id="a silent drawing"),
        pytest.param('<a href="">x</a>', "a with an empty href", id="a link to nothing"),
        pytest.param('<p style="color: red">', "p with a style of its own", id="a style"),
        pytest.param('<p onclick="x()">', "p with a handler onclick", id="a handler"),
        pytest.param("<p>통계</p>", "Korean that is not said to be Korean: 통계", id="unnamed Korean"),
        pytest.param("<main></main>", "landmark 'main ' stands on it 2 times", id="a landmark twice"),
    ],
)
def test_a_faulty_page_is_told(body, fault):
    assert list(find_page_faults(read_page(SOUND.format(body)))) == [fault]
    assert list(find_page_faults(read_page(SOUND.format('<p><span lang="ko">통계</span></p>')))) == []


@pytest.mark.parametrize("link", ["b.html", "a.html#nowhere", "#nowhere", "../a.html", "/b.html"])
def test_a_broken_link_is_told(tmp_path, link):
    (tmp_path / "a.html").write_text(SOUND.format(f'<a href="{link}">x</a> <a href="a.html#top">y</a>'), "utf-8")
    assert [fault.split(": ")[1].split()[0] for fault in find_broken_links(tmp_path, read_site(tmp_path))] == [link]


def test_a_cover_leaves_no_shape_out():
    pages = {"a": read_page("<p><b>"), "b": read_page("<p><b><i>"), "c": read_page('<p><b></b><a href="x">')}
    assert sorted(find_cover(pages, pages)) == ["b", "c"]
    assert find_cover(pages, ["a", "b"], known=["b"]) == []


def test_every_figure_that_a_source_reports_can_be_embedded_and_says_who_prints_it(site):
    findings = json.loads((site / "claims.json").read_text("utf-8"))["findings"]
    # Those of the article under review are claims: their frame would repeat what may be contradicted.
    named = [one for one in findings if one["role"] == "reported" and one["source"] != "asiae_en_seed"]
    ours = {(one["source"], one["row"]["dataset"], one["row"]["line"]) for one in named}
    frames = {path.stem: path.read_text("utf-8") for path in (site / "embed/reported").glob("*.html")}
    assert len(ours) > 40
    assert len(frames) == len(ours)
    assert all(" prints <b>" in text for text in frames.values())
    pages = {source: (site / "evidence" / f"source-{source}.html").read_text("utf-8") for source, *_ in ours}
    offered = {source: page.count("/embed/reported/") for source, page in pages.items()}
    assert sum(offered.values()) == len(ours)
