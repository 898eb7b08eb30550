"""What a site publishes as JSON is as its schema says, and `scan` reads every kind of statistic back."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

import factbook as fb
from factbook.engine.results import Results, using
from factbook.notebooks.recording.emit import MIME
from factbook.notebooks.recording.record import parse_bundle
from factbook.project.settings import DatedEdition, Settings
from factbook.render.metadata import published_json
from factbook.render.metadata.claims_json import (
    claims_document,
    json_text,
    read_schema,
    statistics_document,
)
from factbook.render.metadata.json_documents import DOCUMENTS
from factbook.render.metadata.published_json import statistics_text
from figurecheck.model import Cell, Place, Statistic, Verdict
from figurecheck.model.claim import Claim, Role
from figurecheck.model.errors import Complaint
from figurecheck.scan import index_facts, scan
from figurecheck.scan.drafts import facts_of, read_statistics
from figurecheck.verdicts.claims import check_figure
from figurecheck.verdicts.known import Known

RIDERS = pd.DataFrame(
    {"year": range(2020, 2026), "value": [18, 16, 18, 27, 23, 24], "unit": "people", "source_id": list("abcdef")}
).set_index("year")
FALLING = RIDERS.assign(value=[9, 8, 7, 6, 5, 4])
ALL = "everyone who rode a bus in the year"
SETTINGS = Settings(title="Buses", dated=DatedEdition(label="2026-01", date="2026-01-31"), licence="CC BY 4.0")
ROWS = {"population": ALL, "rows": RIDERS}
KINDS = {
    "number": lambda name: fb.record(name, 126, unit="people", **ROWS),
    "decimal": lambda name: fb.record(name, Decimal("0.1"), unit="%", **ROWS),
    "many digits": lambda name: fb.record(name, 12345678901234567890, unit="KRW", **ROWS),
    "share": lambda name: fb.record(name, 1 / 3, unit="share", part="a.part", whole="a.whole", **ROWS),
    "date": lambda name: fb.record(name, "2024-05", unit="date", **ROWS),
    "streak": lambda name: fb.streak(name, RIDERS, above=20, population=ALL),
    "rank": lambda name: fb.rank(name, RIDERS, at=2025, population=ALL),
    "extreme": lambda name: fb.extreme(name, RIDERS, at=2025, population=ALL),
    "record": lambda name: fb.extreme(name, FALLING, at=2025, kind="lowest", population=ALL),
    "change": lambda name: fb.change(name, RIDERS, old=2020, at=2025, population=ALL),
    "points": lambda name: fb.change(name, RIDERS, old=2020, at=2025, as_="difference", population=ALL),
}


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> dict[str, Statistic]:
    """One statistic of each kind, as a notebook records it."""
    bundles: list[dict[str, Any]] = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, raw: bundles.append(bundle))
    for kind, record in KINDS.items():
        record(f"kind.{kind.replace(' ', '_')}")
    cell = Cell(notebook="notebooks/riders.ipynb", index=2, code="fb...")
    read = [parse_bundle(bundle[MIME], cell) for bundle in bundles]
    return {one.id: one for one in read if isinstance(one, Statistic)}


def validate(name: str, document: object) -> None:
    schema = json.loads(read_schema(name))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(json.dumps(document)))


@pytest.mark.parametrize("bare", [False, True], ids=["in its envelope", "the list alone"])
def test_every_kind_of_statistic_is_read_back_as_it_was_published(recorded, tmp_path, bare):
    document = statistics_document(recorded, SETTINGS)
    assert len(document["statistics"]) == len(KINDS)
    # whoever adds a function that records has to add it above
    recording = set(fb.__all__) - {"chart", "dataset", "judge", "record", "series"}
    assert {one.basis.kind for one in recorded.values() if one.basis} == recording
    validate("statistics", document)
    file = tmp_path / "statistics.json"
    file.write_text(json.dumps(document["statistics"] if bare else document), "utf-8")
    facts = read_statistics(file)
    own = {fact.id: fact for fact in facts_of(recorded.values())}
    assert {fact.id for fact in facts} == set(own)
    for fact in facts:
        # a site publishes numbers as JSON numbers, which hold seventeen digits
        exact = isinstance(own[fact.id].value, str) or fact.value == own[fact.id].value
        assert exact or abs(fact.value / own[fact.id].value - 1) < Decimal("1e-15"), fact.id
        assert fact.unit == own[fact.id].unit
        if isinstance(own[fact.id].value, str):
            assert fact.value == own[fact.id].value
    assert [one.text for one in scan("In 2025, 24 people rode buses.", index_facts(facts))] == ["2025", "24 people"]


def test_what_a_notebook_has_recorded_is_written_once(recorded, tmp_path, monkeypatch):
    named = dict(zip(recorded, map(str, range(len(recorded))), strict=True))
    notebooks = [(mark, [recorded[id]].copy) for id, mark in reversed(named.items())]
    written = json_text(statistics_document(recorded, SETTINGS))
    with using(Results(tmp_path)):
        assert statistics_text(notebooks, SETTINGS) == written
        monkeypatch.setattr(published_json, "statistic_item", lambda one: {"id": one.id})
        assert statistics_text(notebooks, SETTINGS) == written
        changed = [("another", notebooks[0][1]), *notebooks[1:]]
        assert statistics_text(changed, SETTINGS).count('"value"') == len(recorded) - 1
        assert json.loads(statistics_text([], SETTINGS))["statistics"] == []


def test_the_findings_of_a_report_are_as_the_schema_says(recorded):
    known = Known(statistics=recorded, sources={}, printed_by=lambda source: ())
    findings = [
        check_figure(printed, id, known)
        for id in [*recorded, "kind.missing"]
        for printed in ["126", "a third", "3rd", "the highest since 2023", "rose 33%", "May 2024", "more than 100"]
    ]
    assert len({finding.verdict for finding in findings}) > 4
    place = Place(file="book/index.md", line=3)
    waived = Claim(id="index/1", printed="24/7", role=Role.PLAIN, target="a manner of speaking", place=place)
    fault = Complaint("book/index.md:4", "x", "y")
    document = claims_document(
        findings, (), SETTINGS, waived=[waived], complaints=[fault], warnings=[fault],
        notes=[{"place": "data/x.csv", "dataset": "x", "text": "t", "day": "2026-01-31", "rows": 1, "of": 2,
                "sources": ["a"], "known_from": "", "statistics": []}],
    )  # fmt: skip
    validate("claims", document)
    assert document["edition"] == {"label": "2026-01", "date": "2026-01-31"}
    assert json.loads(json.dumps(document))["findings"][0]["verdict"] == Verdict.EXACT.value


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_schema_refuses_what_is_not_the_document(name):
    for wrong in ([], {}, {"findings": [{}], "statistics": [{}]}):
        with pytest.raises(ValidationError):
            validate(name, wrong)
