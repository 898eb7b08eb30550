"""All that is wrong, as items: of what is on no page, also the pages that hang on it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factbook.engine.results import Results
from factbook.project.files import digest
from factbook.render.desk_reasons import say
from factbook.serve.desk import item_of, list_report
from factbook.serve.draft import _read_failed
from figurecheck.model.errors import Complaint, ProjectError
from figurecheck.model.worded import phrase, write_worded
from tiny_desk import TinyDesk


@pytest.mark.parametrize(
    ("place", "page", "hangs"),
    [
        ("data/birds.csv:3", "", ["index.html"]),
        ("notebooks/birds.ipynb", "", ["index.html"]),
        ("data/others.csv", "", []),
        ("_config.yml: title", "", []),
        ("book/index.md:3", "index.html", []),
    ],
)
def test_of_what_is_on_no_page_the_pages_that_hang_on_it_are_named(tmp_path, place, page, hangs):
    report = TinyDesk(tmp_path / "lake").report()
    wrong = Complaint(place, "is broken", "mend it")
    (item,) = (one for one in list_report(replace(report, complaints=(wrong,))) if one["what"] == "is broken")
    assert (item["page"], item["hangs"]) == (page, hangs)


@pytest.mark.parametrize("at", ["", ":3", ": cell 2"])
def test_the_page_is_known_whose_file_has_a_colon_in_its_name(at):
    pages = {"book/index.md": "index.html", "book/a: b.md": "a: b.html"}
    assert item_of(Complaint(f"book/a: b.md{at}", "is broken"), pages)["page"] == "a: b.html"


def test_what_is_wrong_with_a_figure_is_said_in_each_language_of_the_interface(tmp_path):
    desk = TinyDesk(tmp_path / "lake")
    desk.edit("book/index.md", "24.3%", "25.3%")
    (item,) = (one for one in list_report(desk.report()) if one["severity"] == "error")
    assert item["what"] == "mismatch: recomputed 24.32%, outside 25.25% to 25.35%"
    assert item["said"]["ko"].startswith("자료와 다름: ")
    assert item["said"]["ko"].endswith("를 벗어난다")


@pytest.mark.parametrize(
    ("file", "old", "new", "what", "remedy"),
    [
        pytest.param(
            "data/birds.csv", "2024,12", "2024,twelve", "‘twelve’는 정수가 아닙니다",
            "구분 기호나 단위 없이 숫자만 쓰십시오", id="a cell",
        ),
        pytest.param(
            "data/birds.csv", "2024,12", "2023,12", "행 2와 키(year)가 같습니다",
            "둘 중 하나를 빼거나, 키를 고치십시오", id="a key",
        ),
        pytest.param(
            "book/index.md", "No more", "```{chart} birds.bar\n```\n\nNo more", "차트 ‘birds.bar’가 없습니다",
            "그 차트를 빼거나, 더하십시오", id="a chart",
        ),
    ],
)  # fmt: skip
def test_what_is_about_no_figure_is_said_in_each_language_too(tmp_path, file, old, new, what, remedy):
    desk = TinyDesk(tmp_path / "lake")
    desk.edit(file, old, new)
    told = [(one["said"].get("ko"), one["said_remedy"].get("ko")) for one in list_report(desk.report())]
    assert (what, remedy) in told


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        pytest.param("_config.yml", "title: [", "YAML로 읽을 수 없습니다: ", id="no YAML"),
        pytest.param(
            "_config.yml",
            "title: A\nfactbook: {timeout: yes}",
            "factbook.timeout: True: 초 수가 아닙니다",
            id="a setting",
        ),
        pytest.param("_config.yml", "title: A\nfactbook: [1]", "factbook: [1]: 매핑이 아닙니다", id="a list"),
        pytest.param("_toc.yml", "format: jb-book\nroot: book/gone", "book/gone가 없습니다", id="a page"),
    ],
)
def test_what_stops_the_reading_is_said_in_korean(tmp_path, file, text, said):
    desk = TinyDesk(tmp_path / "lake")
    (desk.root / file).write_text(text, "utf-8")
    with pytest.raises(ProjectError) as caught:
        desk.report()
    assert any(item_of(one)["said"]["ko"].startswith(said) for one in caught.value.complaints)
    assert all({"ko"} == {*item_of(one)["said"]} for one in caught.value.complaints)


def test_what_was_complained_of_keeps_its_words_between_builds(tmp_path):
    results, key = Results(tmp_path), digest("faults")
    wrong = Complaint("a.csv", phrase("{text!r} is {kind}", text="x", kind=phrase("no year")))
    results.keep(key, (wrong,), tuple[Complaint, ...])
    results.save()
    (found,) = Results(tmp_path).find(key, tuple[Complaint, ...])
    assert (found, say(found.what, "ko")) == (wrong, "‘x’는 연도가 아닙니다")


def test_a_run_that_failed_is_told_to_the_next_draft_with_its_words():
    (found,) = _read_failed({"a": [{"place": "a", "what": write_worded(phrase("is empty")), "remedy": "mend it"}]})["a"]
    assert (say(found.what, "ko"), found.remedy) == ("비어 있습니다", "mend it")
