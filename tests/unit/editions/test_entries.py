"""Nothing is withdrawn in silence: what became of figures, sentences, ids and pages is an entry of the edition."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from factbook.editions.changes import add_changes_since, attach_confirmations
from factbook.editions.corrections import render_entries
from factbook.editions.history import Change, group_changes
from factbook.model.edition import (
    Cause,
    Edition,
    Fate,
    Kind,
    SealedClaim,
    SealedRow,
    SealedStatistic,
    SealedTable,
)
from figurecheck.figures import DEFAULT_RULES
from figurecheck.model import Verdict

VILLAGE = "The village of Aber had {} before the flood came."


def statistic(id, value=5, **other):
    return SealedStatistic(id=id, value=Decimal(value), unit="people", population="everyone", **other)


def claim(target, printed="5 people", sentence=VILLAGE, *, file="book/index.md", role="claim", at=1):
    return SealedClaim(
        id=f"{file}/{target}/{at}", file=file, line=at, where="prose", role=role, printed=printed, target=target,
        verdict=Verdict.EXACT, sentence=sentence.format(printed),
    )  # fmt: skip


def edition(label, *parts, pages=("book/index.md",), rows=None, **other):
    tables = {name: SealedTable(digest=repr(cells), rows=cells) for name, cells in (rows or {}).items()}
    return Edition(
        label=label,
        as_of=f"{label}-20",
        statistics={one.id: one for one in parts if isinstance(one, SealedStatistic)},
        claims={one.id: one for one in parts if isinstance(one, SealedClaim)},
        texts={page: f"text of {page} in {label}" for page in pages},
        titles={page: page.upper() for page in pages},
        tables=tables,
        **other,
    )


def changes(before, after, **options) -> list[Change]:
    grown = add_changes_since(before, after, rules=DEFAULT_RULES, **options)
    return list(attach_confirmations(grown.changes))


def told(found):
    return [(one.sealed.statistic, one.kind, one.sealed.causes, one.visible) for one in found]


A, B = statistic("a"), statistic("b")
WITH_A = edition("2026-01", A, claim("a"))


@pytest.mark.parametrize("after", [edition("2026-02", A), edition("2026-02")], ids=["sentence alone", "statistic too"])
def test_a_figure_that_is_gone_is_a_withdrawal(after):
    (change,) = changes(WITH_A, after)
    assert told([change]) == [("a", Kind.WITHDRAWAL, (Cause.REMOVED,), True)]
    assert [(one.before, one.fate) for one in change.sealed.printings] == [("5 people", Fate.GONE)]


def test_a_figure_that_moved_and_is_gone_is_a_withdrawal():
    (change,) = changes(WITH_A, edition("2026-02", statistic("a", 6)))
    assert (change.kind, change.visible, change.sealed.after) == (Kind.WITHDRAWAL, True, 6)


def test_a_figure_that_is_still_printed_elsewhere_withdraws_nothing():
    twice = edition("2026-01", A, claim("a"), claim("a", sentence="So there were {} in all the houses.", at=2))
    (change,) = changes(twice, edition("2026-02", A, claim("a")))
    assert told([change]) == [("a", Kind.CLARIFICATION, (Cause.PROSE,), False)]


def test_a_sentence_on_another_page_is_a_clarification_that_nobody_must_confirm():
    both = ("book/index.md", "book/other.md")
    before = edition("2026-01", A, claim("a"), pages=both)
    (change,) = changes(before, edition("2026-02", A, claim("a", file="book/other.md"), pages=both))
    assert told([change]) == [("a", Kind.CLARIFICATION, (Cause.MOVED,), False)]
    assert render_entries([change]) == ""


@pytest.mark.parametrize(
    ("old", "new", "printed", "kind"),
    [
        pytest.param(A, statistic("b", 7), "7 people", Kind.CORRECTION, id="another figure"),
        pytest.param(
            statistic("a", period="2024"), statistic("b", 7, period="2025"), "7 people", Kind.UPDATE, id="the next year"
        ),
    ],
)
def test_a_sentence_with_another_statistic_behind_it(old, new, printed, kind):
    before = edition("2026-01", old, statistic("b", int(new.value)), claim("a"))
    (change,) = changes(before, edition("2026-02", old, new, claim("b", printed)))
    assert told([change]) == [("b", kind, (Cause.REBOUND,), True)]
    assert [(one.before, one.after) for one in change.sealed.printings] == [("5 people", printed)]


def test_another_id_for_the_same_is_no_entry_whether_it_is_said_or_not():
    after = edition("2026-02", B, claim("b"))
    for renamed in ({}, {"a": "b"}):
        assert changes(WITH_A, after, renamed=renamed) == []


def test_another_unit_reaches_the_readers_of_the_figure():
    other = replace(A, unit="cases")
    (change,) = changes(WITH_A, edition("2026-02", other, claim("a")))
    assert told([change]) == [("a", Kind.CORRECTION, (Cause.UNIT,), True)]
    (printing,) = change.sealed.printings
    assert (printing.where, printing.before, printing.after) == ("unit", "people", "cases")
    assert changes(edition("2026-01", A), edition("2026-02", other))[0].visible is False


def test_what_is_counted_in_other_words_is_no_entry():
    other = replace(A, population="everyone at home")
    assert changes(WITH_A, edition("2026-02", other, claim("a"))) == []
    assert changes(edition("2026-01", A), edition("2026-02", other)) == []
    # beside another number, readers are told of both
    (change,) = changes(WITH_A, edition("2026-02", replace(other, value=Decimal(6)), claim("a", "6 people")))
    assert [one.where for one in change.sealed.printings] == ["prose", "population"]


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("974", "974 people", True), ("974", "974명", True), ("48.68 people", "48.68 people", True),
        ("two", "2", True), ("fell 16.6%", "16.6% fewer", True), ("3.6", "3.60", True),
        ("1,173 kg", "1,173.2 kg", False), ("rose 5%", "fell 5%", False), ("about 380", "380", False),
        ("약 974명", "974명", False), ("5%", "5 people", False), ("$2bn", "2 billion won", False),
        ("5 boats", "5 trains", False), ("about half", "more than half", False), ("led", "won", False),
    ],
)  # fmt: skip
def test_the_same_number_in_other_words_is_no_entry(before, after, same):
    found = changes(edition("2026-01", A, claim("a", before)), edition("2026-02", A, claim("a", after)))
    assert found == [] if same else [one.sealed.printings[0].after for one in found] == [after]


def test_another_statistic_behind_the_same_number_is_no_entry():
    assert changes(edition("2026-01", A, B, claim("a")), edition("2026-02", A, B, claim("b"))) == []
    # nor in a cell of a few letters, which is not taken for gone
    before = edition("2026-01", A, B, claim("a", "4,793", "8% of {}"))
    assert changes(before, edition("2026-02", A, B, claim("b", "4,793", "8% of {}"))) == []
    assert [one.kind for one in changes(before, edition("2026-02", A, B, claim("b", "4,793", "9% of {}")))] == [
        Kind.WITHDRAWAL
    ]


@pytest.mark.parametrize(
    ("target", "digest", "causes"),
    [
        pytest.param("council#mill", "new", (Cause.REVISED,), id="its row changed"),
        pytest.param("council#mill", "old", (Cause.PROSE,), id="we misquoted it"),
        pytest.param("council", "new", (Cause.PROSE,), id="nobody knows its row"),
    ],
)
def test_a_reported_figure_that_is_quoted_otherwise_is_a_correction(target, digest, causes):
    def with_row(label, printed, digest):
        row = SealedRow(digest=digest, source="council")
        return edition(label, claim(target, printed, role="reported"), rows={"money": {"mill": row}})

    (change,) = changes(with_row("2026-01", "$1.9m", "old"), with_row("2026-02", "$2.1m", digest))
    assert told([change]) == [(target, Kind.CORRECTION, causes, True)]
    assert change.sealed.printings[0].fate is Fate.REQUOTED


def test_a_page_that_is_removed_takes_its_figures_with_it_in_one_entry():
    before = edition("2026-01", A, claim("a", file="book/old.md"), pages=("book/index.md", "book/old.md"))
    found = changes(before, edition("2026-02", A))
    assert told(found) == [
        ("book/old.md", Kind.WITHDRAWAL, (Cause.REMOVED,), True),
        ("a", Kind.WITHDRAWAL, (Cause.REMOVED,), True),
    ]
    assert found[0].sealed.label == "BOOK/OLD.MD"
    assert len(group_changes(found)) == 1
    assert render_entries(found).splitlines()[:3] == ['- edition: "2026-02"', "  page: book/old.md", "  statistic: a"]


def test_a_page_under_another_name_is_one_quiet_entry_that_names_both():
    before = edition("2026-01", A, claim("a", file="book/old.md"), pages=("book/index.md", "book/old.md"))
    after = edition("2026-02", A, claim("a", file="book/new.md"), pages=("book/index.md", "book/new.md"))
    found = changes(before, after)
    assert told(found) == [("book/old.md", Kind.CLARIFICATION, (Cause.MOVED,), False)]
    assert [(one.before, one.after) for one in found[0].sealed.printings] == [("book/old.md", "book/new.md")]


def test_a_page_without_figures_is_known_again_by_its_text_or_its_title():
    before = edition("2026-01", pages=("book/index.md", "book/old.md"))
    after = edition("2026-02", pages=("book/index.md", "book/new.md", "book/more.md"))
    assert [one.kind for one in changes(before, after)] == [Kind.WITHDRAWAL]
    same_text = replace(after, texts={**after.texts, "book/new.md": before.texts["book/old.md"]})
    same_title = replace(after, titles={**after.titles, "book/new.md": before.titles["book/old.md"]})
    for known in (same_text, same_title):
        assert [one.sealed.causes for one in changes(before, known)] == [(Cause.MOVED,)]


def test_an_edition_of_an_earlier_format_has_pages_among_its_texts():
    before = replace(edition("2026-01", pages=("book/index.md", "book/old.md")), titles={})
    assert [one.sealed.statistic for one in changes(before, edition("2026-02"))] == ["book/old.md"]


def test_figures_that_one_row_moved_are_one_entry_and_others_are_not():
    def of(label, digest, values):
        rows = {
            "years": {
                "2024": SealedRow(digest=digest, source="press"),
                "2023": SealedRow(digest=digest, source="press"),
            }
        }
        keys = {"a": ("2024",), "b": ("2023", "2024"), "c": ("1999",)}
        statistics = [
            statistic(id, value, rows={"years": keys[id]}, code=digest if id == "c" else "", notebook="n.ipynb")
            for id, value in values.items()
        ]
        claims = [claim(id, f"{value} people", f"Of {id} there were {{}}.") for id, value in values.items()]
        return edition(label, *statistics, *claims, rows=rows)

    found = changes(of("2026-01", "x", {"a": 5, "b": 6, "c": 7}), of("2026-02", "y", {"a": 50, "b": 60, "c": 70}))
    assert [[one.sealed.statistic for one in group] for group in group_changes(found)] == [["a", "b"], ["c"]]
    assert "  statistics:\n    - a\n    - b\n  class: correction" in render_entries(found)
