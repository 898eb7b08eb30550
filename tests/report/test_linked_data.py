"""Data for machines is valid by other people's readers, as far as they work without a network."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

import linked_data

LABEL = "2026-01"


@pytest.fixture(scope="module")
def edition(tmp_path_factory, factbook) -> Path:
    """The published edition of a small report."""
    report, public = tmp_path_factory.mktemp("report"), tmp_path_factory.mktemp("public")
    for command in (["init", report], ["seal", LABEL, "--project", report], ["publish", public, "--project", report]):
        result = factbook(*command)
        assert result.returncode == 0, result.stderr
    return public / "editions" / LABEL


def test_an_edition_is_a_research_object_and_what_it_lacks_of_the_recommended_is_known(edition):
    # What is required is looked at as well; nothing of that is among these.
    found = linked_data.validate_crate(edition, severity="recommended")
    assert {issue.split(": ")[0] for issue in found} <= {
        "ro-crate-1.1_31.2", # the starter has no address, and so has its author
        "workflow-ro-crate-1.0_6.1", # an edition's README is inside source.zip
        "workflow-ro-crate-1.0_6.2",
        "process-run-crate-0.5_3.2", # the workflow is a file of the edition and has no address elsewhere
        "process-run-crate-0.5_5.1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "name"), [("CreateAction", "instrument"), pytest.param("Dataset", "license", marks=pytest.mark.trial)]
)
def test_the_validator_misses_what_is_taken_away(edition, tmp_path, kind, name):
    shutil.copytree(edition, tmp_path / "edition")
    path = tmp_path / "edition/ro-crate-metadata.json"
    crate = json.loads(path.read_text("utf-8"))
    for entity in crate["@graph"]:
        if entity["@type"] == kind:
            entity.pop(name, None)
    path.write_text(json.dumps(crate), "utf-8")
    assert linked_data.validate_crate(tmp_path / "edition", severity="required") != []


def data_of(page: Path) -> list[dict]:
    scripts = LexborHTMLParser(page.read_text("utf-8")).css('script[type="application/ld+json"]')
    return [json.loads(script.text()) for script in scripts]


def test_the_data_of_pages_is_json_ld_in_the_words_of_schema_org(site):
    # All pages but those of evidence, which are more than a thousand of one kind: of them each fortieth.
    evidence = sorted((site / "evidence").rglob("*.html"))
    pages = [page for page in site.rglob("*.html") if page not in set(evidence)] + evidence[::40]
    found, read = set(), 0
    for page in pages:
        for document in data_of(page):
            items = linked_data.expand(document, f"https://example.org/{page.relative_to(site)}")
            assert items, page
            read += 1
            found |= set(linked_data.find_strangers(items))
    assert found == set()
    assert read > 40


@pytest.mark.parametrize(
    ("item", "stranger"),
    [
        ({"@type": "NewsArtikel"}, "http://schema.org/NewsArtikel is no kind"),
        ({"@type": "Claim", "claimReviewed": "x"}, "http://schema.org/claimReviewed is no property of"),
        ({"@type": "Claim", "author": {"@type": "Desk"}}, "http://schema.org/Desk is no kind"),
    ],
)
def test_a_word_that_schema_org_does_not_have_is_found(item, stranger):
    items = linked_data.expand({"@context": "https://schema.org", **item}, "https://example.org/")
    assert stranger in " ".join(linked_data.find_strangers(items))
