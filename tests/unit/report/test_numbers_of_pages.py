"""Numbers of pages as figurecheck reads them: what needs no claim, and what a site publishes."""

from __future__ import annotations

import pytest

from factbook.project.settings import Settings
from factbook.render.metadata.claims_json import statistics_document
from factbook.report.pages import parse_page
from figurecheck.figures.running.exemptions import EXEMPTIONS
from figurecheck.model import Statistic
from figurecheck.scan.drafts import parse_statistics


@pytest.mark.parametrize(
    "kind", [one for one in EXEMPTIONS if one.example and "statistic" not in one.kind], ids=lambda one: one.kind
)
def test_each_kind_that_needs_no_claim_has_an_example_and_one_that_counts(kind):
    assert [number.text for number in parse_page(kind.example, file="x.md").numbers] == []
    assert parse_page(kind.counts, file="x.md").numbers


def test_a_page_in_a_language_that_cannot_be_read_is_a_complaint_where_it_holds_figures():
    page = parse_page("One.\n\n:::{language} xx\nHän sai 5.\n:::\n\n:::{language} xx\nEi mitään.\n:::\n", file="a.md")
    assert [complaint.place for complaint in page.complaints] == ["a.md:4"]
    assert "'xx'" in page.complaints[0].what


@pytest.mark.parametrize("value", ["record", "2008", "2024-Q1", "2024-05", "Round 3", "117th Congress", "35-39"])
def test_what_an_extreme_records_is_read_as_the_site_publishes_it(value):
    statistic = Statistic(id="a", value=value, unit="since")
    [fact] = parse_statistics(statistics_document({"a": statistic}, Settings()))
    assert fact.value == value
