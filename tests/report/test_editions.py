"""The two editions of this report, sealed and published by the real commands, and what differs between them."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from factbook.data.catalog import read_catalog
from factbook.data.sources import known_on
from factbook.editions.corrections import read_history
from factbook.editions.storage import list_editions, read_edition
from factbook.publish.archive import read_listing

ROOT = Path(__file__).parents[2]
DAYS = {"2025-05": "2025-05-20", "2026-01": "2026-11-24"}
FIRST, SECOND = DAYS
LATER = {"2026-11-26": "2026-11-26", "2026-12": "2026-12-03"}
"""The editions after these two; of the published ones, only a whole trial has them."""
NOTES = {
    "2025-05": "As known on 20 May 2025, the day of the article.",
    "2026-01": "With the totals of 2025, customs in 2025, and the white paper of June 2025.",
    "2026-11-26": "Told anew, with how drugs are sold, routes, the law, treatment and other countries.",
    "2026-12": "With the charts in their new order and the fonts of the report itself.",
}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def public(published) -> Path:
    return published


@pytest.fixture(scope="module")
def editions():
    return [read_edition(ROOT, label) for label in DAYS]


def statistics(folder: Path) -> dict[str, dict]:
    document = json.loads((folder / "statistics.json").read_text("utf-8"))
    listed = document["statistics"] if isinstance(document, dict) else document
    return {one["id"]: one for one in listed}


def test_the_editions_of_this_report_are_sealed_with_their_notes():
    days = {**DAYS, **LATER}
    assert {label: day for day, label in list_editions(ROOT)} == days
    assert {label: read_edition(ROOT, label).note for label in days} == NOTES


def test_every_change_that_readers_can_see_has_an_editors_reason():
    history = read_history(ROOT)
    assert [str(complaint) for complaint in history.complaints] == []
    assert [one.sealed.statistic for one in history.changes if one.visible and not one.reason] == []


def test_what_was_wrong_is_told_as_a_correction_though_no_seal_lists_it():
    told = {one.sealed.statistic: one for one in read_history(ROOT).changes if one.sealed.edition == "2026-11-26"}
    wrong = [f"asiae-2025-05-20/A{number:02}" for number in (6, 10, 12, 15, 16)]
    wrong += ["agencies.headquarters.change.2025", "police.share.2024", "agencies.coastguard.ratio.2024"]
    assert {id: told[id].kind.value for id in wrong} == dict.fromkeys(wrong, "correction")
    assert "agencies.headquarters.2025" not in told, "974 and 974 people are the same number"


def test_one_command_publishes_them_whole(public, factbook):
    assert [edition.label for edition in read_listing(public).editions][: len(DAYS)] == list(DAYS)
    result = factbook("verify", public)
    assert result.returncode == 0, result.stdout


def test_what_moved_is_what_their_published_statistics_say(public, editions):
    before, after = (statistics(public / "editions" / label) for label in (FIRST, SECOND))
    both = before.keys() & after.keys()
    moved = {id for id in both if before[id]["value"] != after[id]["value"]}
    told = {one.statistic for one in editions[1].changes if one.before is not None and one.before != one.after}
    assert told == moved
    assert {one.statistic for one in editions[1].changes if set(one.causes) == {"data revised"}} >= {
        "seizures.spo.kg.2024"
    }


def test_the_run_that_the_headline_tells_went_on(editions):
    (change,) = [one for one in editions[1].changes if one.statistic == "offenders.streak20k"]
    assert (change.before, change.after, list(change.causes)) == (2, 3, ["data appended"])
    assert ("heading", "Two", "Three") in {(one.where, one.before, one.after) for one in change.printings}


def test_the_first_edition_knows_nothing_that_came_later(public):
    folder = public / "editions/2025-05"
    sources = read_catalog(ROOT).sources.values()
    later = {source.id for source in sources if known_on(source).isoformat() > DAYS["2025-05"]}
    assert len(later) > 10
    with (folder / "data/sources.csv").open(encoding="utf-8", newline="") as file:
        assert later.isdisjoint(row["source_id"] for row in csv.DictReader(file))
    said = "".join(page.read_text("utf-8") for page in folder.glob("*.html"))
    assert [source for source in sorted(later) if f"source-{source}.html" in said] == []
    assert "23,403" not in said
    assert "Edition of 20 May 2025" in said


def test_addresses_of_figures_are_the_same_in_each_edition_and_in_front(public):
    both = set.intersection(*(set(statistics(public / "editions" / label)) for label in DAYS))
    assert len(both) > 500
    for folder in (public, *(public / "editions" / label for label in DAYS)):
        assert [id for id in both if not (folder / f"evidence/{id}.html").is_file()] == []


def test_changes_stand_on_their_own_page_and_on_each_page_concerned(public, editions):
    record = (public / "corrections.html").read_text("utf-8")
    for change in editions[1].changes:
        anchor = f'id="change-{change.edition}-{change.statistic}"'.replace(".", "-")
        assert anchor in record, change.statistic
        for page in {one.file for one in change.printings if one.file.endswith(".md")}:
            shown = (public / Path(page).with_suffix(".html").name).read_text("utf-8")
            assert 'class="fb-pagechanges"' in shown, page
            assert "CorrectionComment" in shown, page


def test_corrections_are_told_to_machines_as_schema_org_has_them(public):
    page = (public / "seizures.html").read_text("utf-8")
    found = [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]
    items = [item for one in found for item in (one.get("@graph") or [one])]
    (article,) = [item for item in items if item["@type"] == "NewsArticle"]
    assert {one["@type"] for one in article["correction"]} == {"CorrectionComment"}
    assert all(one["text"] and one["datePublished"] == DAYS["2026-01"] for one in article["correction"])


def test_the_feed_is_atom(public):
    feed = ET.parse(public / "feed.xml").getroot()
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
            assert element.findtext(f"{ATOM}{name}")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.findtext(f"{ATOM}updated"))
    ids = [element.findtext(f"{ATOM}id") for element in feed.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) > 10
    assert feed.find(f"{ATOM}author/{ATOM}name").text
    for entry in feed.iter(f"{ATOM}entry"):
        assert [link.get("rel") for link in entry.findall(f"{ATOM}link")] == ["alternate"]


@pytest.mark.parametrize("label", DAYS)
def test_each_edition_is_a_research_object(public, label):
    folder = public / "editions" / label
    crate = json.loads((folder / "ro-crate-metadata.json").read_text("utf-8"))
    graph = {entity["@id"]: entity for entity in crate["@graph"]}
    assert crate["@context"][0] == "https://w3id.org/ro/crate/1.1/context"
    assert graph["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    root = graph["./"]
    assert {"name", "description", "datePublished", "license", "hasPart", "mainEntity", "mentions"} <= root.keys()
    run = graph[root["mentions"]["@id"]]
    assert run["@type"] == "CreateAction"
    assert run["instrument"] == root["mainEntity"]
    workflow = graph[root["mainEntity"]["@id"]]
    assert {"File", "SoftwareSourceCode", "ComputationalWorkflow"} == set(workflow["@type"])
    assert graph[workflow["programmingLanguage"]["@id"]]["@type"] == "ComputerLanguage"
    for part in (*root["hasPart"], *run["object"], *run["result"], *workflow["input"], *workflow["output"]):
        assert part["@id"] in graph
    for part in root["hasPart"]:
        assert (folder / part["@id"]).is_file()
    listed = dict(line.split("  ", 1)[::-1] for line in (folder / "manifest.sha256").read_text("utf-8").splitlines())
    assert all(graph[part["@id"]]["sha256"] == listed[part["@id"]] for part in root["hasPart"])
    software = {entity["name"] for entity in graph.values() if entity["@type"] == "SoftwareApplication"}
    assert {"python", "factbook", "pandas"} <= software
    assert all(one["@id"] in graph for one in workflow["softwareRequirements"])
