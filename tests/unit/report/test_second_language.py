"""Pages in a second language: which they are, what their file of texts holds, and what of it is drawn and judged."""

from decimal import Decimal
from pathlib import Path

import pytest

from factbook.model import ReviewFinding
from factbook.model.drawn import PrintedText
from factbook.model.review import Judged, Rating, Reading, ReviewedClaim
from factbook.project.settings import Project, Settings
from factbook.report.front_matter import read_language
from factbook.report.languages import complain_of_languages, find_page_languages
from factbook.report.pages import Page, parse_page, read_page
from factbook.report.second_language import (
    Texts,
    claim_texts,
    find_spec_texts,
    read_texts_file,
    translate_chart,
    translate_reviewed,
    translate_spec,
    translate_statistic,
)
from factbook.report.shown_texts import Showable, find_shown
from factbook.report.texts import read_lines
from figurecheck.model import Basis, Chart, Finding, Place, RowSet, Statistic, Verdict

FILE = """\
"Visitors in {year}": "{year}년 방문객"
"{drug} in {year}": "{year}년 {drug}"
"cannabis": 대마
"visitors": 명
"a.alt": 선이 {claim}`9명 <a>`에서 오른다.
"Under 20": 20세 미만
"Not yet": ""
"""


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "texts.ko.yml").write_text(FILE, "utf-8")
    complaints = []
    found = read_texts_file(tmp_path, "ko", complaints)
    assert complaints == []
    return found


def make_project(*names: str) -> Project:
    return Project(root=Path(), settings=Settings(language="en"), pages=tuple(Path(f"{name}.md") for name in names))


@pytest.mark.parametrize("content", ["- a", "a", "3"], ids=["a list", "a text", "a number"])
def test_a_file_of_texts_that_is_no_mapping_is_named(tmp_path, content):
    (tmp_path / "book").mkdir()
    (tmp_path / "book/texts.ko.yml").write_text(content)
    complaints = []
    assert read_texts_file(tmp_path, "ko", complaints).lines == {}
    (said,) = map(str, complaints)
    assert said.startswith("book/texts.ko.yml:1: the file: ")
    assert said.endswith(" is not a mapping (write key: value lines)")


def test_a_page_is_read_in_the_language_that_it_names(tmp_path):
    text = "---\nlanguage: ko\ntranslates: book/index.md\n---\n# 제목\n\n{claim}`5년 연속 <a>` 올랐다.\n"
    (tmp_path / "index.ko.md").write_text(text, "utf-8")
    page = read_page(tmp_path, Path("index.ko.md"))
    assert (page.language, page.translates) == ("ko", "book/index")
    assert page.claims[0].locale == "ko"
    assert read_language("# Title\n\nlanguage: ko\n") == ("", "")


def test_pages_lead_to_their_versions_and_each_language_has_a_front_page():
    pages = {
        "book/index.md": Page(name="book/index.md"),
        "book/index.ko.md": Page(name="book/index.ko.md", language="ko", translates="book/index"),
        "book/only.ko.md": Page(name="book/only.ko.md", language="ko"),
        "book/seul.md": Page(name="book/seul.md", language="fr"),
    }
    project = make_project("book/index", "book/index.ko", "book/only.ko", "book/seul")
    languages = find_page_languages(project, pages)
    both = {"ko": "book/index.ko", "en": "book/index"}
    assert languages.find_versions("book/index") == languages.find_versions("book/index.ko") == both
    assert languages.find_versions("book/only.ko") == {"ko": "book/only.ko"}
    assert [languages.find_front(one, "book/index") for one in ("en", "ko", "fr")] == [
        "book/index",
        "book/index.ko",
        "book/seul",
    ]
    assert languages.others == ("ko", "fr")
    assert list(complain_of_languages(project, pages)) == []


@pytest.mark.parametrize(
    ("page", "what"),
    [
        (Page(name="b.md", language="ko", translates="c"), "'c', which is no other page"),
        (Page(name="b.md", language="ko", translates="b"), "'b', which is no other page"),
        (Page(name="b.md", translates="a"), "into the report's own language"),
        (Page(name="b.md", language="xx"), "none whose figures can be read"),
    ],
)
def test_what_a_page_cannot_translate_is_said(page, what):
    (complaint,) = complain_of_languages(make_project("a", "b"), {"a.md": Page(name="a.md"), "b.md": page})
    assert what in complaint.what


def test_one_line_serves_a_series_and_what_fills_it_is_translated_too(texts):
    assert texts.of("Visitors in 2024") == "2024년 방문객"
    assert texts.of("cannabis in 2024") == "2024년 대마"
    assert texts.lacks("heroin in 2024")  # half of it would be in another language
    assert texts.lacks("Not yet")  # an empty line
    assert not texts.lacks("27,611")
    assert not texts.lacks("이미 한국어")


def test_numbers_of_a_text_are_bound_or_stand_in_the_first_language_too(texts):
    lines = {"Under 20": "20세 미만", "About it": "30명이 늘었다", "b.alt": "{claim}`7명 <b>`이다", "c.alt": "8명이다"}
    places = tuple((line, Place(file=texts.file, line=at)) for at, line in enumerate(lines.values(), start=1))
    own = Texts(language="ko", lines=lines, places=places)
    page = read_lines(own, {"b.alt": "{claim}`7 <b>`", "c.alt": "{claim}`8 <c>` people"}, frozenset(), Settings())
    assert [one.text[:2] for one in page.numbers] == ["30", "8명"]
    assert [(one.printed, one.locale) for one in page.claims] == [("7명", "ko")]


def test_a_statistic_keeps_its_values_and_its_series_hangs_together(texts):
    basis = Basis(kind="rank", test="highest", at="cannabis", series=(("cannabis", Decimal(2)), ("x", Decimal(1))))
    rows = RowSet(columns=("drug", "unit", "value"), rows=(("cannabis", "visitors", 2),))
    one = Statistic(id="a", value=Decimal(2), label="Visitors in 2024", rows=(rows,), basis=basis)
    found = translate_statistic(one, texts)
    assert (found.id, found.value, found.label) == ("a", Decimal(2), "2024년 방문객")
    assert found.basis.at == found.basis.series[0][0] == found.rows[0].rows[0][0] == "대마"
    assert found.rows[0].rows[0][1] == "visitors"  # a unit is read by code


def test_a_drawing_is_in_the_language_wherever_its_specification_has_a_text(texts):
    spec = {
        "datasets": {"d": [{"drug": "cannabis", "type": "cannabis", "n": 1}]},
        "mark": {"type": "bar"},
        "encoding": {
            "x": {"field": "visitors", "type": "nominal", "title": "Visitors in 2024", "sort": ["cannabis"]},
            "text": {"condition": {"test": "datum.drug == 'cannabis'", "value": "a"}},
            "y": {"axis": {"labelExpr": "datum.label + ' visitors'"}},
        },
    }
    found = translate_spec(spec, texts)
    assert found["datasets"]["d"] == [{"drug": "대마", "type": "대마", "n": 1}]
    x, y = found["encoding"]["x"], found["encoding"]["y"]
    assert (x["field"], x["title"], x["sort"]) == ("visitors", "2024년 방문객", ["대마"])
    assert found["encoding"]["text"]["condition"]["test"] == "datum.drug == '대마'"
    assert y["axis"]["labelExpr"] == "datum.label + ' 명'"
    assert found["config"]["locale"]["time"]["months"][0] == "1월"
    assert {"cannabis", "Visitors in 2024", " visitors"} <= set(find_spec_texts(spec))


def test_a_page_shows_what_its_chart_draws_part_by_part(texts):
    chart = Chart(id="a", title="Title", alt="Alt", specs={"m": {"labelExpr": "datum.n + ' visitors, ' + datum.drug"}})
    drawn = {"a": (PrintedText(text="9 visitors, police", kind="label"), PrintedText(text="Jan", kind="time plain"))}
    shown = Showable(settings=Settings(title="R"), statistics={}, charts={"a": chart}, reviews={}, drawn=drawn)
    page = parse_page("```{chart} a\n```\n", file="book/index.ko.md")
    found = {one.text: one for one in find_shown(page, (), shown)}
    assert {"R", "Title", "Alt", "visitors,"} <= {text.strip() for text in found}
    assert found["9 visitors, police"].made == ("police",)  # stands nowhere: only the drawing makes it
    assert "Jan" not in found
    assert translate_chart(chart, texts).id == "a@ko"


def test_every_text_of_a_reviewed_claim_is_shown_in_the_language():
    said = dict.fromkeys(("topic", "says", "aside", "found", "likely", "reply"), "old")
    place = Place(file="book/reviews/r.yml", line=5)
    claim = ReviewedClaim(
        id="A01", printed="nine", machine=Judged(day=Verdict.HOLDS, today=Verdict.HOLDS),
        rating=Judged(day=Rating.HOLDS, today=Rating.HOLDS), because=Judged(day="old", today="old"),
        readings=(Reading(label="old", note="old", statistic="a", printed="nine", place=place),), place=place, **said,
    )  # fmt: skip
    names = [name for name, _ in claim_texts(claim)]
    finding = Finding(verdict=Verdict.HOLDS, reason="", printed="nine")
    found = ReviewFinding(claim=claim, day=finding, today=finding, readings=(finding,))
    texts = Texts(language="ko", lines={f"r.A01.{name}": name for name in names})
    made = translate_reviewed("r", found, texts)
    shown = made.claim
    # What was judged is the original; what readers see of it is another text.
    assert (made.readings[0].printed, made.day.printed) == ("readings.1.printed", "nine")
    assert dict(claim_texts(shown)) == {name: name for name in names}
    assert not {*said} - {*names}
