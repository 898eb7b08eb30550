"""Ratings of others' claims that changed between editions: named, classed, and told to readers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factbook.editions.diff import compare
from factbook.editions.entries import find_changes
from factbook.editions.history import Change
from factbook.editions.ratings import DAY, TODAY
from factbook.figures import rules_from_mapping
from factbook.model import Judged, Rating, Verdict
from factbook.model.edition import Cause, Edition, Kind, SealedReviewedClaim
from factbook.render.html.corrections import change_views, describe_change
from factbook.render.terminal.edition_diff import diff_json, diff_text

CLAIM = SealedReviewedClaim(
    id="herald/A1",
    file="book/reviews/herald.yml",
    line=3,
    printed="doubled",
    says="Trips have doubled since 2020.",
    statistic="trips",
    verdict=Judged(day=Verdict.MISMATCH, today=Verdict.MISMATCH),
    rating=Judged(day=Rating.CONTRADICTED, today=Rating.CONTRADICTED),
    because=Judged(day="", today=""),
)


def edition(label: str, *claims: SealedReviewedClaim) -> Edition:
    """An edition that has nothing but reviewed claims."""
    return Edition(label=label, as_of="2026-01-01", reviews={one.id: one for one in claims})


def rated(day: Rating = Rating.CONTRADICTED, today: Rating = Rating.CONTRADICTED) -> SealedReviewedClaim:
    """The claim with other ratings."""
    return replace(CLAIM, rating=Judged(day=day, today=today))


def differences(*later: SealedReviewedClaim):
    """What differs in a second edition."""
    return compare(edition("1", CLAIM), edition("2", *later), rules=rules_from_mapping({}))


@pytest.mark.parametrize(
    ("later", "where"),
    [
        pytest.param([rated(today=Rating.OVERTAKEN)], [TODAY], id="today"),
        pytest.param([rated(day=Rating.PART)], [DAY], id="its day"),
        pytest.param([rated(Rating.PART, Rating.PART)], [DAY, TODAY], id="both"),
        pytest.param([], ["claim"], id="dropped"),
        pytest.param([replace(CLAIM, says="Trips doubled.", line=9)], None, id="words alone"),
        pytest.param([CLAIM, replace(CLAIM, id="herald/A2")], None, id="a new claim"),
    ],
)
def test_a_rating_that_changed_is_a_change_of_the_edition(later, where):
    difference = differences(*later)
    found = find_changes(difference, edition("1"), edition("2", *later))
    assert [(one.statistic, one.causes) for one in found] == ([("herald/A1", (Cause.RATING,))] if where else [])
    assert [printing.where for one in found for printing in one.printings] == (where or [])
    assert [one["claim"] for one in diff_json(difference)["ratings"]] == (["herald/A1"] if where else [])
    assert ("Ratings that changed" in "\n".join(diff_text(difference))) == bool(where)


def test_what_no_data_explain_means_that_we_were_wrong_and_what_was_dropped_is_withdrawn():
    assert [one.kind for one in differences(rated(today=Rating.OVERTAKEN)).ratings] == [Kind.CORRECTION]
    assert [one.kind for one in differences().ratings] == [Kind.WITHDRAWAL]


def test_readers_see_both_ratings_in_words():
    later = rated(day=Rating.PART)
    (sealed,) = find_changes(differences(later), edition("1"), edition("2", later))
    (view,) = change_views([Change(sealed=sealed)], lambda *_: "", pages={}, evidence={})
    assert view.label == "Trips have doubled since 2020."
    assert [one.difference for one in view.printings] == ["of its own day rated “Contradicted”, now “In part”"]
    assert "of its own day rated “Contradicted”, now “In part”" in describe_change(Change(sealed=sealed))
    assert "판정" in describe_change(Change(sealed=sealed), "ko")


def test_an_edition_of_the_first_format_says_nothing_of_ratings():
    assert compare(edition("1"), edition("2", CLAIM), rules=rules_from_mapping({})).ratings == ()
