"""Warnings and margins are shown to readers, in their language, and to machines."""

from dataclasses import replace
from decimal import Decimal

import pytest

from factbook.render.html.evidence_page import render_statistic_page, statistic_json
from factbook.render.html.evidence_panel import render_panel
from factbook.render.metadata.claims_json import finding_item
from factbook.render.terminal.explain import render_explanation
from factbook.render.words.interface import find_languages, read_words
from figurecheck.model import Caution, Risk, Statistic

CAUTION = Caution(risk=Risk.DOUBLE_ROUNDING, text="<b>24.46</b> then 25", remedy="print it once")


@pytest.fixture
def warned(make_finding):
    return replace(make_finding(), edge=Decimal("3231.5"), warnings=(CAUTION,))


@pytest.mark.parametrize(("language", "head"), [("en", "Rounded twice"), ("ko", "두 번 반올림")])
def test_panel_and_evidence_page_show_a_warning(warned, sources, read_html, language, head):
    for body in (
        render_panel(warned, panel_id="a", n=1, sources=sources, evidence_href="e.html", language=language),
        render_statistic_page(warned.statistic, [warned], sources, language=language),
    ):
        assert f"{head}: <b>24.46</b> then 25." in read_html(body).text


def test_an_acknowledged_warning_shows_the_reason(warned, sources, read_html):
    noted = replace(warned, warnings=(replace(CAUTION, acknowledged="it is <final>"),))
    page = read_html(render_statistic_page(noted.statistic, [noted], sources)).text
    assert "The editor has taken note: it is <final>." in page


def test_the_page_of_a_share_names_its_whole(make_finding, sources, read_html):
    share = replace(make_finding().statistic, whole="w")
    whole = Statistic(id="w", value=Decimal(23022), unit="people", population="everyone <counted>")
    page = read_html(render_statistic_page(share, [], sources, known={whole.id: whole})).text
    assert "23,022\u00a0people: everyone <counted>" in page


def test_machines_get_margin_edge_and_warnings(warned):
    item = finding_item(warned)
    assert (item["margin"], item["edge"], item["unit"]) == (0.5, 3231.5, "people")
    assert item["stands"] == "This stops being a fair rounding if the value falls by 1 person, to 3,231."
    assert item["warnings"] == [
        {"code": "double-rounding", "text": CAUTION.text, "remedy": "print it once", "acknowledged": ""}
    ]
    assert item["severity"] == "warning"
    assert statistic_json(warned.statistic, [warned])["findings"][0]["warnings"] == item["warnings"]


def test_explain_says_the_margin_and_the_warnings(warned):
    statistic = warned.statistic
    lines = render_explanation(statistic.id, {statistic.id: statistic}, [warned], [], {})
    assert any("This stops being a fair rounding if" in line for line in lines)
    assert any("double-rounding: <b>24.46</b> then 25 (print it once)" in line for line in lines)


def test_every_warning_has_its_words_in_each_language():
    for tag in find_languages():
        assert all(read_words(tag)[f"caution.{risk}"] for risk in Risk)
