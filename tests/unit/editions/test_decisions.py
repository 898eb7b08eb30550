"""What differs between two editions becomes items that an editor decides on, the gravest first."""

from dataclasses import replace
from decimal import Decimal

import pytest

from factbook.editions.decisions import Group, count_groups, find_items, find_proposals
from factbook.editions.diff import compare
from factbook.model.edition import Cause, Edition, Kind, SealedClaim, SealedRow, SealedStatistic, SealedTable
from figurecheck.figures import DEFAULT_RULES
from figurecheck.model import Verdict


def statistic(value, *, id="total", unit="people", label="In all") -> SealedStatistic:
    return SealedStatistic(
        id=id, value=Decimal(str(value)), unit=unit, population="all", label=label, rows={"t": ("2024",)}, code="c"
    )


def claim(printed, *, target="total", sentence="There were {} then.", verdict=Verdict.EXACT, **more) -> SealedClaim:
    return SealedClaim(
        **{
            "id": f"p/{target}/1", "file": "p.md", "line": 3, "where": "prose", "role": "claim", "printed": printed,
            "target": target, "verdict": verdict, "sentence": sentence.format(printed), **more,
        }
    )  # fmt: skip


def edition(label, statistics, claims=(), *, row="a", source="press", titles=None) -> Edition:
    table = SealedTable(digest=row, rows={"2024": SealedRow(digest=row, source=source)})
    return Edition(
        label=label,
        as_of="2026-01-01",
        tables={"t": table},
        statistics={one.id: one for one in statistics},
        claims={one.id: one for one in claims},
        titles=titles or {},
        texts={file: f"{label} {file}" for file in titles or {}},
    )


def items_of(before, after):
    difference = compare(before, after, rules=DEFAULT_RULES)
    return find_items(difference, before, after, DEFAULT_RULES)


FALSE = {"verdict": Verdict.MISMATCH}


@pytest.mark.parametrize(
    ("before", "after", "group"),
    [
        pytest.param(claim("5"), claim("5", **FALSE), Group.FALSE, id="false now"),
        pytest.param(claim("5"), claim("5", verdict=Verdict.ROUNDED), Group.WEAKER, id="exact before, rounded now"),
        pytest.param(claim("5"), claim("6"), Group.UPDATE, id="rewritten"),
        pytest.param(claim("about 5"), claim("about 5"), Group.QUIET, id="holds still"),
        pytest.param(claim("5"), None, Group.WITHDRAWAL, id="not printed any more"),
    ],
)
def test_an_item_is_of_the_gravest_class_of_its_sentences(before, after, group):
    later = edition("b", [statistic(6)], [after] if after else [], row="b", source="white paper")
    [item] = items_of(edition("a", [statistic(5)], [before]), later)
    assert item.group is group
    assert item.needs_decision == (group is not Group.QUIET)


def test_a_row_that_changed_under_the_same_source_is_a_correction():
    later = edition("b", [statistic(6)], [claim("6")], row="b")
    assert [one.group for one in items_of(edition("a", [statistic(5)], [claim("5")]), later)] == [Group.CORRECTION]


def test_the_gravest_class_comes_first_and_all_are_counted():
    ids = ("one", "two", "three")
    before = edition("a", [statistic(5, id=id) for id in ids], [claim("5", target=id) for id in ids])
    claims = [claim("6", target="one"), claim("about 6", target="two"), claim("5", target="three", **FALSE)]
    found = items_of(before, edition("b", [statistic(6, id=id) for id in ids], claims, row="b", source="new"))
    assert [one.group for one in found] == [Group.FALSE, Group.UPDATE, Group.UPDATE]
    assert count_groups(found)[Group.UPDATE] == 2
    assert count_groups(found)[Group.WITHDRAWAL] == 0


def test_a_false_figure_is_proposed_with_its_new_digits():
    later = edition("b", [statistic(6)], [claim("5", **FALSE)], row="b")
    [item] = items_of(edition("a", [statistic(5)], [claim("5")]), later)
    [quote] = item.quotes
    assert (quote.before, quote.proposed, quote.after) == ("5", "6", "6")
    assert find_proposals([item]) == {("p.md", "prose", "There were 5 then."): (("5", "6"),)}


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(claim("five", **FALSE), id="a number word"),
        pytest.param(claim("5", contradicted="the text says “rose”, and it fell", **FALSE), id="the words around it"),
    ],
)
def test_where_words_must_change_no_digits_are_proposed(now):
    later = edition("b", [statistic(6)], [now], row="b")
    [item] = items_of(edition("a", [statistic(5)], [claim("5")]), later)
    assert item.quotes[0].proposed is None
    assert item.group is Group.FALSE


def test_what_was_approved_of_is_the_same_once_the_text_is_mended_as_proposed():
    before = edition("a", [statistic(5)], [claim("5")])
    [proposed] = items_of(before, edition("b", [statistic(6)], [claim("5", **FALSE)], row="b"))
    [mended] = items_of(before, edition("b", [statistic(6)], [claim("6")], row="b"))
    [other] = items_of(before, edition("b", [statistic(7)], [claim("7")], row="b"))
    assert (proposed.key, proposed.state) == (mended.key, mended.state)
    assert mended.key == other.key
    assert mended.state != other.state


def test_words_that_must_change_are_approved_of_by_their_value():
    before = edition("a", [statistic(5)], [claim("five")])
    six, seven = (
        items_of(before, edition("b", [statistic(value)], [claim("five", **FALSE)], row="b"))[0] for value in (6, 7)
    )
    assert six.state != seven.state


def test_a_page_that_was_removed_is_an_item_and_a_new_sentence_is_none():
    before = edition("a", [statistic(5)], [], titles={"p.md": "The page"})
    later = edition("b", [statistic(5)], [replace(claim("5"), file="q.md")], titles={"q.md": "Another"})
    [item] = items_of(before, later)
    assert (item.id, item.group, item.label) == ("p.md", Group.WITHDRAWAL, "The page")


def test_a_figure_whose_source_prints_another_one_now_is_told_with_its_row():
    quoted = claim("5", target="press#2024", role="reported")
    before, later = edition("a", [], [quoted]), edition("b", [], [replace(quoted, **FALSE)], row="b")
    [item] = items_of(before, later)
    assert (item.group, item.kind, item.causes) == (Group.FALSE, Kind.CORRECTION, (Cause.REVISED,))
    assert [row.key for row in item.rows] == ["2024"]
    assert item.quotes[0].proposed is None


@pytest.mark.parametrize(
    ("sentence", "old", "new", "unit", "printed"),
    [
        pytest.param("The number fell to {}.", 120, 140, "people", "120", id="it did not fall"),
        pytest.param("A majority, {}, were asked.", "0.52", "0.47", "share", "52%", id="no majority any more"),
        pytest.param("They had more than {} of all.", "0.53", "0.47", "share", "50%", id="less than what is written"),
        pytest.param("It was the highest at {}.", 140, 120, "people", "140", id="no record any more"),
    ],
)
def test_no_digits_are_offered_beside_words_that_they_make_false(sentence, old, new, unit, printed):
    before = edition("a", [statistic(old, unit=unit)], [claim(printed, sentence=sentence)])
    after = edition("b", [statistic(new, unit=unit)], [claim(printed, sentence=sentence, **FALSE)], row="b")
    [item] = items_of(before, after)
    assert [one.proposed for one in item.quotes] == [None]


def test_digits_are_offered_where_the_words_suit_them():
    sentence = "The number fell to {}."
    before = edition("a", [statistic(140)], [claim("140", sentence=sentence)])
    after = edition("b", [statistic(120)], [claim("140", sentence=sentence, **FALSE)], row="b")
    [item] = items_of(before, after)
    assert [one.proposed for one in item.quotes] == ["120"]
