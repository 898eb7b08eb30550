"""What the site publishes of all findings is put together page by page, and is the document that a check prints."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from factbook.engine.results import Results, using
from factbook.project.settings import Settings
from factbook.render.metadata import published_json
from factbook.render.metadata.claims_json import claims_document, json_text
from factbook.render.metadata.published_json import claims_text
from factbook.report.findings import Findings
from figurecheck.model import Caution, Finding, Place, Risk, Verdict
from figurecheck.model.errors import Complaint
from made_findings import make_findings

SETTINGS = Settings(title='Birds, "findings": [],')
FALSE = Finding(
    verdict=Verdict.MISMATCH, reason="a line\u2028ends\nhere", printed="7", place=Place(file="a.md", line=3)
)
WARNED = Finding(
    verdict=Verdict.EXACT, reason="", printed="8 새", warnings=(Caution(risk=Risk.THIN_MARGIN, text="x", remedy="y"),)
)
REVIEWED = SimpleNamespace(
    today=FALSE,
    readings=(WARNED,),
    claim=SimpleNamespace(id="1", rating=SimpleNamespace(day=None, today=None)),
    day=FALSE,
)
REVIEWS = [(SimpleNamespace(name="news", source="paper"), [REVIEWED])]


def join(*pages: Findings) -> Findings:
    return Findings([one for page in pages for one in page.pages])


@pytest.mark.parametrize(
    "findings",
    [
        pytest.param(join(), id="no page"),
        pytest.param(join(make_findings(file="a.md")), id="no finding"),
        pytest.param(join(make_findings(file="a.md"), make_findings(FALSE, WARNED, file="b.md")), id="a page without"),
        pytest.param(join(make_findings(WARNED, file="a.md"), make_findings(FALSE, file="b.md")), id="two pages"),
    ],
)
@pytest.mark.parametrize("reviews", [[], REVIEWS], ids=["no review", "a review"])
def test_it_is_the_document(tmp_path, findings, reviews):
    others = {"warnings": [Complaint("x", "w")], "waived": (), "notes": []}
    document = json_text(claims_document(findings, reviews, SETTINGS, **others))
    with using(Results(tmp_path)):
        for _ in range(2):
            assert claims_text(findings, reviews, SETTINGS, **others) == document


def test_the_findings_of_a_page_that_is_the_same_are_not_looked_at(tmp_path, monkeypatch):
    pages = [make_findings(WARNED, file="a.md"), make_findings(FALSE, file="b.md")]
    with using(Results(tmp_path)) as results:
        claims_text(join(*pages), [], SETTINGS)
    results.save()
    described: list[Finding] = []
    real = published_json.finding_item
    monkeypatch.setattr(published_json, "finding_item", lambda one: (described.append(one), real(one))[1])
    other = make_findings(replace(FALSE, printed="9"), file="b.md")
    with using(Results(tmp_path)):
        text = claims_text(join(pages[0], other), [], SETTINGS)
    assert [one.printed for one in described] == ["9"]
    assert text == json_text(claims_document(join(pages[0], other), [], SETTINGS))
