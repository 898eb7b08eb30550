"""Where a figure stands, to the column, and how its finding is found again by that."""

from __future__ import annotations

import pytest

from factbook.report.findings import Findings, Lookup, PageFindings
from factbook.report.pages import merge, parse_notebook_text, parse_page, parse_text
from figurecheck.model import Finding, Place, Verdict
from figurecheck.verdicts.known import Known

PAGE = """\
---
description: It fell by {claim}`5% <a.change>` in a year.
---
# {claim}`12 <a.total>` ships

They were {claim}`12 <a.total>` and {claim}`12 <a.total>`, not 13, {plain}`24/7 <a manner of speaking>`
of {reported}`2 tonnes
<paper>` each[^1].

[^1]: Or {claim}`12 <a.total>`.
"""


def findings_of(*pages):
    """A finding for each claim that says which one it is of."""
    known = Known(statistics={}, sources={}, printed_by=lambda source: [])
    return Findings(
        PageFindings.of(
            (
                Finding(verdict=Verdict.EXACT, reason=claim.id, printed=claim.printed, claim=claim, place=claim.place)
                for claim in page.claims
                if claim.role != "plain"
            ),
            page,
            known,
        )
        for page in pages
    )


def columns(place: Place):
    return (place.line, place.column, place.last_column)


def test_each_claim_has_its_columns():
    page = parse_page(PAGE, file="book/a.md")
    lines = PAGE.splitlines()
    for claim in page.claims:
        if claim.role != "reported":
            line, first, last = columns(claim.place)
            assert lines[line - 1][first - 1 : last] == f"{{{claim.role}}}`{claim.printed} <{claim.target}>`"
    assert [columns(one.place) for one in page.claims if one.target == "a.total"] == [
        (4, 3, 23), (6, 11, 31), (6, 37, 57), (10, 10, 30),
    ]  # fmt: skip


def test_a_role_over_two_lines_reaches_to_the_end_of_the_first():
    (claim,) = (one for one in parse_page(PAGE, file="book/a.md").claims if one.role == "reported")
    assert columns(claim.place) == (7, 4, 22)


def test_an_unbound_number_has_its_columns_beside_roles_that_print_the_same():
    text = "{claim}`13 <a>` of 13, 13.\n"
    first, second = parse_page(text, file="book/a.md").numbers
    assert [text[one.place.column - 1 : one.place.last_column] for one in (first, second)] == ["13", "13"]
    assert (first.place.column, second.place.column) == (20, 24)


def test_columns_count_within_a_cell_of_a_notebook():
    cell = {"cell_type": "markdown", "source": ["One.\n", "So {claim}`12 <a.total>`."]}
    page = parse_notebook_text(f'{{"cells": [{str(cell).replace(chr(39), chr(34))}]}}', file="notebooks/a.ipynb")
    (claim,) = page.claims
    assert (claim.place.cell, *columns(claim.place)) == (0, 2, 4, 24)


def test_figures_of_a_page_that_say_the_same_are_found_in_the_order_of_the_source():
    page = parse_page(PAGE, file="book/a.md")
    turns = Lookup({"book/a.md": page}, findings_of(page)).of_page("book/a.md")
    found = [turns.pop("claim", "12", "a.total").reason for _ in range(4)]
    assert found == [f"book/a/a.total/{at}" for at in (1, 2, 3, 4)]
    with pytest.raises(LookupError, match=r"‘12’ <a.total> reached the page unchecked"):
        turns.pop("claim", "12", "a.total")


def test_a_waived_figure_has_no_finding_and_one_that_nobody_wrote_stops():
    page = parse_page(PAGE, file="book/a.md")
    turns = Lookup({"book/a.md": page}, findings_of(page)).of_page("book/a.md")
    assert turns.pop("plain", "24/7", "a manner of speaking") is None
    with pytest.raises(LookupError):
        turns.pop("plain", "7/24", "a manner of speaking")


def test_a_description_is_found_by_itself_and_not_on_its_page():
    page = parse_page(PAGE, file="book/a.md")
    lookup = Lookup({"book/a.md": page}, findings_of(page))
    assert lookup.of_description("book/a.md").pop("claim", "5%", "a.change").reason == "book/a/a.change/1"
    with pytest.raises(LookupError):
        lookup.of_page("book/a.md").pop("claim", "5%", "a.change")


def test_short_texts_of_a_file_are_told_apart_however_yaml_folds_them():
    place = Place(file="book/reviews/a.yml", line=3)
    texts = ["Of {claim}`12 <a>`\nships.", "All {claim}`12 <a>` ships."]
    page = merge(place.file, [parse_text(text, place=place, where="review") for text in texts])
    lookup = Lookup({place.file: page}, findings_of(page))
    assert lookup.of_text(place.file, "All {claim}`12 <a>` ships.").pop("claim", "12", "a").reason.endswith("/2")
    assert lookup.of_text(place.file, "Of {claim}`12 <a>` ships.").pop("claim", "12", "a").reason.endswith("/1")
    with pytest.raises(LookupError, match="a text reached the page unchecked"):
        lookup.of_text(place.file, "Another {claim}`12 <a>`.")


def test_a_file_that_was_not_checked_is_named():
    with pytest.raises(LookupError, match=r"book/b\.md: reached the site unchecked"):
        Lookup({}, findings_of()).of_page("book/b.md")


def test_a_claim_without_a_finding_stops():
    page = parse_page(PAGE, file="book/a.md")
    with pytest.raises(LookupError):
        Lookup({"book/a.md": page}, findings_of()).of_page("book/a.md").pop("claim", "12", "a.total")
