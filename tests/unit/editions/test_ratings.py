"""Ratings of others' claims that changed between editions: named, classed, and told to readers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factbook.editions.changes import find_stray_confirmations
from factbook.editions.diff import DAY, TODAY, compare
from factbook.editions.entries import find_changes
from factbook.editions.history import Change, Confirmation
from factbook.model import Judged
from factbook.model.edition import Cause, Edition, Kind, SealedReviewedClaim
from factbook.render.html.corrections import view_changes
from factbook.render.terminal.edition_diff import diff_json, diff_text
from figurecheck.figures import rules_from_mapping
from figurecheck.model import Place, Rating, Verdict
from figurecheck.model.fields import Seen

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
    ],
)
def test_a_rating_that_changed_is_a_change_of_the_edition(later, where):
    difference = differences(*later)
    found = find_changes(difference, edition("1"), edition("2", *later))
    assert [(one.statistic, one.causes) for one in found] == ([("herald/A1", (Cause.RATING,))] if where else [])
    assert [printing.where for one in found for printing in one.printings] == (where or [])
    assert [one["claim"] for one in diff_json(difference)["ratings"]] == (["herald/A1"] if where else [])
    assert ("Ratings:" in "\n".join(diff_text(difference))) == bool(where)


def test_what_no_data_explain_means_that_we_were_wrong_and_what_was_dropped_is_withdrawn():
    assert [one.kind for one in differences(rated(today=Rating.OVERTAKEN)).ratings] == [Kind.CORRECTION]
    assert [one.kind for one in differences().ratings] == [Kind.WITHDRAWAL]


def test_claims_that_are_taken_up_are_an_update_and_may_have_one_reason():
    later = (CLAIM, replace(CLAIM, id="herald/A2"), replace(CLAIM, id="herald/A3"))
    difference = differences(*later)
    found = find_changes(difference, edition("1"), edition("2", *later))
    assert [(one.statistic, one.kind, one.is_rating) for one in found] == [
        ("herald/A2", Kind.UPDATE, False), ("herald/A3", Kind.UPDATE, False)
    ]  # fmt: skip
    assert len({one.group for one in found}) == 1
    assert "herald/A2 ‘doubled’, “Trips have doubled since 2020.”: claim: contradicted" in "\n".join(
        diff_text(difference)
    )
    assert told(*found) == [
        "A2 “doubled”: Contradicted (rated for the first time)",
        "A3 “doubled”: Contradicted (rated for the first time)",
    ]


def told(*found, language="en"):
    """What readers see of changes, on the page that shows the review."""
    pages = {CLAIM.file: ("The article", "article.html")}
    changes = [Change(sealed=one) for one in found]
    groups = view_changes(changes, lambda *_: "", pages=pages, language=language)
    assert {line.page for group in groups for line in group.lines} == {"The article"}
    return [line.difference for group in groups for line in group.lines]


def test_readers_see_the_claim_and_both_ratings_in_words():
    later = rated(day=Rating.PART, today=Rating.PART)
    found = find_changes(differences(later), edition("1"), edition("2", later))
    assert told(*found) == [
        "A1 “doubled”: Contradicted → In part (on its day)",
        "A1 “doubled”: Contradicted → In part (by the latest sources)",
    ]
    assert told(*found, language="ko")[0] == "A1 ‘doubled’: 자료와 어긋남 → 일부만 맞음(보도 당일)"
    assert told(*find_changes(differences(), edition("1"), edition("2"))) == ["A1 “doubled”: Contradicted → withdrawn"]


@pytest.mark.parametrize(
    ("later", "names", "refused"),
    [
        pytest.param([rated(day=Rating.PART)], ("herald/A1", "boats"), True, id="a rating and a figure"),
        pytest.param([], ("herald/A1", "boats"), True, id="a dropped claim and a figure"),
        pytest.param([rated(day=Rating.PART)], ("herald/A1",), False, id="a rating alone"),
        pytest.param([CLAIM, replace(CLAIM, id="herald/A2")], ("herald/A2", "boats"), False, id="a claim taken up"),
    ],
)
def test_a_rating_needs_an_entry_of_its_own(later, names, refused):
    found = find_changes(differences(*later), edition("1"), edition("2", *later))
    boats = replace(found[0], statistic="boats", printings=())
    entry = Confirmation(
        edition="2", statistics=names, kind=Kind.CORRECTION, reason=Seen("So."), place=Place(file="c.yml", line=7)
    )
    complaints = [str(one) for one in find_stray_confirmations([entry], [*found, boats], ["1", "2"])]
    assert complaints == (
        [
            "c.yml:7: herald/A1 is rated otherwise, which needs an entry and a reason of its own "
            "(write an entry for it alone)"
        ]
        if refused
        else []
    )
