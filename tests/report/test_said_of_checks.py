"""What this report says of its own checks, sentence by sentence: each is held against the site that was built.

A sentence that is reworded must be looked at again, so each test begins with the words that it holds and their place.
"""

from __future__ import annotations

import csv
import html
import json
import re
import tomllib
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from factbook.report.second_language import read_texts_file
from figurecheck.figures import DEFAULT_RULES

ROOT = Path(__file__).parents[2]
PANEL = re.compile(r'<div class="fb-ev" id="(ev-[^"]+)" popover.*?\n</div>', re.DOTALL)
MARK = re.compile(r'<a class="fb-fig"[^>]* href="evidence/([^"]+)\.html"[^>]*>(.*?)</a>')
LEDGER = re.compile(r'<p class="fb-led__head">.*?\n</li>', re.DOTALL)
CHECKS = re.compile(r"<dt>Checks</dt><dd>(.*?)</dd>")
WORDS = tomllib.loads((ROOT / "packages/factbook/src/factbook/render/words/en.toml").read_text("utf-8"))


def plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())


def says(file: str, sentence: str) -> None:
    """Fail if a sentence no longer stands where it is held."""
    text = " ".join((ROOT / file).read_text("utf-8").split())
    assert sentence in text, f"{file} says something else now: hold that against the site instead"


@pytest.fixture(scope="module")
def findings(site: Path) -> list[dict[str, Any]]:
    return json.loads((site / "claims.json").read_text("utf-8"))["findings"]


@pytest.fixture(scope="module")
def ours(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in findings if one["role"] in {"claim", "reported"} and "reviews/" not in one["file"]]


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in site.glob("*.html")}


@pytest.fixture(scope="module")
def panels(pages: dict[str, str]) -> list[tuple[str, str, str]]:
    """Page, address of the evidence and HTML of each panel."""
    found = [(name, panel[0]) for name, page in pages.items() for panel in PANEL.finditer(page)]
    return [(name, re.findall(r'evidence/([^"]+)\.html"', panel)[-1], panel) for name, panel in found]


def target(finding: dict[str, Any]) -> str:
    return finding["statistic"] or f"source-{finding['source']}"


# Figures


def test_each_figure_is_computed_looked_up_or_quoted_and_its_evidence_says_which(
    site: Path, ours: list[dict[str, Any]]
) -> None:
    says("book/method.md", "Each figure here is computed from the data, looked up in a table, or quoted from a named")
    ways = {"computed": "recomputed ", "looked-up": "as it stands in the table"}
    for finding in ours:
        page = plain((site / "evidence" / f"{target(finding)}.html").read_text("utf-8"))
        if finding["role"] == "reported":
            assert finding["source"], finding
            assert finding["row"], finding
            assert WORDS["reported"] in page
        else:
            assert ways[finding["how"]] in page, finding["id"]


def test_each_figure_on_a_page_opens_the_evidence_of_its_own_finding(
    pages: dict[str, str], findings: list[dict[str, Any]]
) -> None:
    says("README.md", "Each figure opens its evidence:")
    known = {(target(one), plain(one["printed"])) for one in findings}
    # What the article prints, a Korean page shows in Korean.
    korean = read_texts_file(ROOT, "ko", [])
    known |= {(target(one), korean.of(one["printed"])) for one in findings if one["role"] == "reading"}
    marks = [(name, evidence, plain(text)) for name, page in pages.items() for evidence, text in MARK.findall(page)]
    assert len(marks) > 500
    assert [mark for mark in marks if mark[1:] not in known] == []


def test_ours_hold_and_the_site_cannot_be_built_otherwise(ours: list[dict[str, Any]]) -> None:
    says("book/method.md", "Our own figures are exact, fairly rounded, true with their qualifier, or reported.")
    assert {one["verdict"] for one in ours} == {"exact", "rounded", "holds", "reported"}


# Recomputed, or taken from a table


def test_recomputed_is_said_of_what_was_computed_and_of_nothing_else(
    site: Path, panels: list[tuple[str, str, str]], findings: list[dict[str, Any]]
) -> None:
    says("book/method.md", "What was worked out from the rows is called recomputed")
    how = {one["statistic"]: one["how"] for one in findings if one["statistic"]}
    called = {
        evidence for _, evidence, panel in panels if re.search(r"(?<!not )recomputed", plain(panel), re.IGNORECASE)
    }
    assert len(called) > 50
    assert {evidence for evidence in called if how.get(evidence) != "computed"} == set()
    for id, way in how.items():
        page = plain((site / "evidence" / f"{id}.html").read_text("utf-8")).partition("How to read a figure")[0]
        assert way == "computed" or not re.search(r"(?<!not )recomputed", page, re.IGNORECASE), id


def test_the_line_of_a_page_counts_each_of_its_figures_once(pages: dict[str, str]) -> None:
    line = re.compile(r'<ul class="fb-checked" aria-label.*?</ul>', re.DOTALL)
    found = {name: line.search(page) for name, page in pages.items()}
    counted = {name: [*map(int, re.findall(r"<b>(\d+)</b>", one[0]))] for name, one in found.items() if one}
    assert len(counted) >= 7
    assert {name: numbers for name, numbers in counted.items() if numbers[0] != sum(numbers[1:])} == {}


# Sentences


def test_a_machine_is_said_to_have_checked_what_was_borne_out_and_nothing_else(
    site: Path, findings: list[dict[str, Any]]
) -> None:
    says("book/method.md", "the evidence of each figure says which of these points a machine checked;")
    names = {key.removeprefix("aspect."): word for key, word in WORDS.items() if key.startswith("aspect.")}
    read = defaultdict(set)
    for one in findings:
        borne = (names[aspect] for aspect, found in one["sentence"].items() if found["state"] == "borne out")
        read[target(one), plain(one["printed"])].add(frozenset(borne))
    told = 0
    for path in (site / "evidence").glob("*.html"):
        for printing in LEDGER.findall(path.read_text("utf-8")):
            printed = plain(
                re.findall(r'<span class="fb-led__fig">(.*?)</span> <span class="fb-ev__verdict">', printing)[0]
            )
            machine, _, editor = plain(CHECKS.findall(printing)[0]).partition("an editor answers for")
            if machine.startswith("A machine checked the number"):
                said = frozenset(name for name in names.values() if name in machine)
                assert said in read[path.stem.partition("~")[0], printed], (path.stem, printed)
                told += bool(said)
            # An editor answers at least for what every figure has and no rule could read.
            always = {names[one] for one in ("period", "group", "counted")}
            is_said = "the rest" in editor or all(one in machine or one in editor for one in always)
            assert is_said or not machine.startswith("A machine checked"), printing
    assert told > 200


def test_no_sentence_of_ours_is_contradicted(ours: list[dict[str, Any]]) -> None:
    says("book/method.md", "A sentence of ours that contradicts one of these stops the build, unless an editor gives")
    readings = [reading for one in ours for reading in one["sentence"].values()]
    assert [one for one in readings if one["state"] == "contradicted" and not one["acknowledged"]] == []


def test_no_page_speaks_as_the_check_does(pages: dict[str, str]) -> None:
    talk = ("Not read", "Machine:", "Wording: ", "borne out: ", "기계", "읽지 못함")
    assert [(name, one) for name, page in pages.items() for one in talk if one in plain(page)] == []


# Charts


def test_all_values_of_a_chart_is_said_of_as_many_as_it_draws(pages: dict[str, str]) -> None:
    says("book/method.md", "The line below it says how many were found, and which kinds were not looked for.")
    counted = {}
    for name, page in pages.items():
        for figure in re.findall(r'<figure class="fb-chart.*?</figure>', page, re.DOTALL):
            drawn = json.loads(html.unescape(re.findall(r"data-points='(.*?)'", figure)[0]))
            points = sum(len(of_series) for _, _, of_series in drawn)
            line = re.findall(r"All (\d+) values checked against the data", figure)
            counted[name, re.findall(r'id="(chart-[^"]+)"', figure)[0]] = (*map(int, line), points)
    assert len(counted) >= 13
    assert {chart: numbers for chart, numbers in counted.items() if len(set(numbers)) > 1} == {}


# Rules and data


def test_the_rules_are_those_that_the_method_prints() -> None:
    says("book/method.md", "“More than” and “above” must be true, and not by {plain}`half as much again")
    says("book/method.md", "“about” a little to either side: {plain}`5%")
    qualifiers = {one.name: one for one in DEFAULT_RULES.qualifiers}
    assert qualifiers["over"].loose == Fraction(3, 2)
    assert {str(qualifiers[name].tolerance) for name in ("about", "nearly")} == {"1/20"}


def test_every_table_and_every_source_is_on_the_page_of_the_data(pages: dict[str, str]) -> None:
    says("book/data.md", "Every table behind this report, to download, and every source that it rests on.")
    page = html.unescape(pages["data"])
    package = json.loads((ROOT / "data/datapackage.json").read_text("utf-8"))
    assert [one["path"] for one in package["resources"] if f'data/{one["path"]}"' not in page] == []
    with (ROOT / "data/sources.csv").open(encoding="utf-8", newline="") as file:
        ids = [row["source_id"] for row in csv.DictReader(file)]
    assert [id for id in ids if f"<code>{id}</code>" not in page] == []


def test_the_data_keep_both_versions_of_each_disagreement_that_is_listed() -> None:
    says("book/method.md", "Where we found that sources disagree, the data keep both")
    with (ROOT / "data/source_conflicts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 20
    assert [row for row in rows if not (row["source_id"] and row["compare_source_id"])] == []


# The interface


LOOKED_AT = {
    "unbound": "says that it was not",
    "checked": "the head of the line that counts figures by how they came about",
    "table.recomputed": "counts what was computed",
    "checked.recomputed": "counts what was computed",
    "checks": "the head of the next ones",
    "checks.ok": "said of what was borne out, and names what was not",
    "how.computed": "said of what was computed",
    "how.short.computed": "said of what was computed",
    "reported": "says that it was not",
    "mark.said": "says that it was not",
    "key.ok": "names the three ways beside one another",
    "key.said": "says that it was not",
    "chart.checked": "said where each drawn value was found",
    "chart.checked.one": "said where each drawn value was found",
    "chart.checked.some": "counts what was found",
    "chart.checked.none": "says that it was not",
    "unread.some": "says that it was not",
    "unread.one": "says that it was not",
    "unread.none": "says that it was not",
    "ask.report": "said of all figures of a report whose build stops at one that does not hold",
    "ask.sources": "the head of the sources of the statistic that a claim was held against",
    "desk.count.unbound": "says that they were not",
    "desk.how.recomputed": "what an editor may say of it",
    "desk.key.approve": "names the keys by which an editor says so",
    "desk.stale": "said while it is being done",
    "desk.wait": "said while it is being done",
    "serve.checking": "said while it is being done",
    "serve.doing": "said while it is being done",
    "serve.doing.all": "said while it is being done",
    "serve.doing.change": "said while it is being done",
    "serve.doing.recorded": "said while it is being done",
}
"""Texts of the interface that claim a check, and why each is true."""


def test_no_text_of_the_interface_claims_a_check_that_nobody_has_looked_at() -> None:
    claiming = {key for key, text in WORDS.items() if re.search(r"\b(?:check|recomput)\w*", text, re.IGNORECASE)}
    assert claiming == LOOKED_AT.keys()
