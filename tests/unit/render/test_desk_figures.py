"""What the page of the desk shows of each figure: all that somebody looks at, as values that JSON can hold."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from factbook.render.html import desk_figures
from factbook.render.html.desk_figures import add_evidence
from factbook.render.html.desk_page import render_desk_page
from factbook.render.terminal.desk_queue import queue_document
from factbook.render.words.interface import find_words
from factbook.report.desk.reasons import Fragility
from factbook.report.desk.sign_offs import Lapse
from factbook.serve.desk import page_address
from figurecheck.model import Source
from tiny_desk import TinyDesk


@pytest.fixture
def desk(tmp_path) -> TinyDesk:
    return TinyDesk(tmp_path / "lake", approval={"people": 2, "of": "headlines"})


def describe(desk: TinyDesk) -> dict:
    """The document as the page gets it."""
    queue = desk.queue()
    document = queue_document(queue, queue.items)
    return json.loads(json.dumps(add_evidence(document, queue, desk.report(), desk.authors(), page_address)))


def figure(desk: TinyDesk, printed: str) -> dict:
    return next(one for one in describe(desk)["items"] if one["printed"] == printed)


def test_a_figure_comes_with_its_sentence_its_value_its_rows_and_its_sources(desk):
    desk.commit("Ann")
    found = figure(desk, "37 birds")
    start, end = found["mark"]
    assert found["sentence"] == "There were 37 birds in all years together."
    assert found["sentence"][start:end] == "37 birds"
    assert (found["shown"], found["population"]) == ("37", "birds seen on the lake")
    assert found["code"]["notebook"] == "notebooks/birds.ipynb"
    (rows,) = found["rows"]
    assert (rows["table"], rows["lines"], rows["more"]) == ("birds", [2, 3, 4], 0)
    assert rows["rows"][0] == ["2023", "10", "old"]
    assert [one["id"] for one in found["origins"]] == ["old", "new"]
    assert found["href"] == "index.html#ev-birds-all"
    assert (found["approvals"], found["refused"]) == ([], "")


def test_who_approved_and_why_it_lapsed_is_said(desk):
    desk.commit("Ann")
    desk.approve("birds.all", who="Ben", note="the list, p. 4")
    desk.recorded.all = Decimal(38)
    desk.edit("book/index.md", "37 birds", "38 birds")
    (approval,) = figure(desk, "38 birds")["approvals"]
    assert {"digits", "value"} <= set(approval["changed"])
    assert (approval["who"], approval["how"], approval["note"]) == ("Ben", "source", "the list, p. 4")
    assert (approval["when"], approval["printed"]) == ("2025-06-15", "37 birds")


def test_a_figure_waits_for_a_commit_or_for_a_second_person(desk):
    desk.commit("Ann")
    desk.approve("birds.last", "birds.all")
    assert {one["printed"]: one["group"] for one in describe(desk)["items"]} == {
        "15": "pending", "37 birds": "pending", "24.3%": "fragile",
    }  # fmt: skip
    assert "approved already" in figure(desk, "15")["refused"]
    desk.commit("Ben")
    groups = {one["printed"]: one["group"] for one in describe(desk)["items"]}
    # Only headlines are asked of two.
    assert (groups["15"], groups["37 birds"]) == ("second", "seen")


@pytest.mark.parametrize(("url", "shown"), [("https://lake.example/old", True), ("javascript:alert(1)", False)])
def test_an_address_that_would_run_is_no_link(url, shown):
    described = desk_figures._describe_source("old", {"old": Source(id="old", title="The list", url=url)}, "en")
    assert described == {"id": "old", "title": "The list", "url": url if shown else "", "published": ""}


def test_every_reason_and_every_lapse_has_words_in_the_page():
    for language in ("en", "ko"):
        words = find_words(language)
        assert [one for one in Fragility if f"desk.code.{one.value}" not in words] == []
        assert [one for one in Lapse if f"desk.lapse.{one.value}" not in words] == []


def test_the_page_speaks_the_language_of_the_report_and_holds_no_script_of_its_own():
    page = str(render_desk_page("ko", title="호수 <1>", queue="q", approve="a", site="/", commit="git commit"))
    assert '<html lang="ko">' in page
    assert "호수 &lt;1&gt;" in page
    assert "데스크" in page
    assert "The desk" not in page
    assert "onclick" not in page
    assert "<style" not in page
