from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook.editions import diff
from factbook.model.edition import (
    WHOLE,
    Cause,
    Edition,
    Fate,
    Kind,
    SealedBlock,
    SealedClaim,
    SealedRow,
    SealedStatistic,
    SealedTable,
)
from factbook.render.terminal.edition_diff import diff_json, diff_text
from figurecheck.figures import DEFAULT_RULES
from figurecheck.model import Verdict

compare = partial(diff.compare, rules=DEFAULT_RULES)


def edition(label="a", *, rows=None, statistics=(), claims=(), others=None, environment=None) -> Edition:
    tables = {}
    for name, cells in (rows or {}).items():
        sealed = {key: SealedRow(digest=digest, source=source) for key, (digest, source) in cells.items()}
        aside = {key: SealedRow(digest=digest) for key, digest in (others or {}).items()}
        tables[name] = SealedTable(digest=repr((sealed, aside)), rows=sealed, others=aside)
    return Edition(
        label=label,
        as_of="2026-01-01",
        tables=tables,
        statistics={one.id: one for one in statistics},
        claims={one.id: one for one in claims},
        environment=environment or {},
    )


def statistic(value, *, id="total", unit="people", rows=None, code="c", population="everyone") -> SealedStatistic:
    return SealedStatistic(
        id=id, value=Decimal(str(value)), unit=unit, population=population, code=code, rows=rows or {"years": ("2024",)}
    )


def claim(printed, *, id="p/total/1", where="prose", verdict=Verdict.EXACT, file="p.md", line=1) -> SealedClaim:
    return SealedClaim(
        id=id, file=file, line=line, where=where, role="claim", printed=printed, target="total", verdict=verdict
    )


YEARS = {"years": {"2023": ("d23", "press"), "2024": ("d24", "press")}}


def changed(**cells):
    return {"years": {**YEARS["years"], **{key.strip("y"): value for key, value in cells.items()}}}


def only(difference):
    (move,) = difference.moves
    return move


def test_an_edition_does_not_differ_from_itself():
    one = edition(rows=YEARS, statistics=[statistic(5)], claims=[claim("5")])
    assert compare(one, one) == compare(one, one)
    assert not compare(one, one).moves
    assert not compare(one, one).prose
    assert not compare(one, one).tables


def test_a_row_that_another_source_gives_otherwise_is_a_revision_and_an_update():
    after = edition("b", rows=changed(y2024=("other", "white paper")), statistics=[statistic(6)])
    move = only(compare(edition(rows=YEARS, statistics=[statistic(5)]), after))
    assert move.causes == (Cause.REVISED,)
    assert move.kind is Kind.UPDATE


def test_a_row_that_changes_under_the_same_source_was_copied_wrongly():
    after = edition("b", rows=changed(y2024=("other", "press")), statistics=[statistic(6)])
    assert only(compare(edition(rows=YEARS, statistics=[statistic(5)]), after)).kind is Kind.CORRECTION


def test_a_new_row_below_a_statistic_of_the_whole_table_is_appended():
    whole = {"years": WHOLE}
    before = edition(rows=YEARS, statistics=[statistic(5, rows=whole)])
    after = edition("b", rows=changed(y2025=("d25", "paper")), statistics=[statistic(6, rows=whole)])
    move = only(compare(before, after))
    assert move.causes == (Cause.APPENDED,)
    assert [(row.table, row.key) for row in move.rows] == [("years", "2025")]


def test_a_row_that_is_gone_is_withdrawn():
    before = edition(rows=YEARS, statistics=[statistic(5)])
    after = edition("b", rows={"years": {"2023": ("d23", "press")}}, statistics=[statistic(6)])
    assert only(compare(before, after)).causes == (Cause.WITHDRAWN,)


def test_a_change_elsewhere_in_the_table_is_no_cause_when_its_own_row_changed():
    after = edition("b", rows=changed(y2023=("x", "paper"), y2024=("y", "paper")), statistics=[statistic(6)])
    assert [row.key for row in only(compare(edition(rows=YEARS, statistics=[statistic(5)]), after)).rows] == ["2024"]


def test_a_row_passed_over_is_a_cause_only_where_no_other_changed():
    before = edition(rows=YEARS, statistics=[statistic(5)])
    aside = edition("b", rows=YEARS, others={"2024 (blog)": "z"}, statistics=[statistic(6)])
    assert [row.key for row in only(compare(before, aside)).rows] == ["2024 (blog)"]
    both = edition("b", rows=changed(y2024=("y", "p")), others={"2024 (blog)": "z"}, statistics=[statistic(6)])
    assert [row.key for row in only(compare(before, both)).rows] == ["2024"]


def test_code_is_the_cause_where_the_data_stayed():
    before = edition(rows=YEARS, statistics=[statistic(5)])
    move = only(compare(before, edition("b", rows=YEARS, statistics=[statistic(6, code="d")])))
    assert move.causes == (Cause.CODE,)
    assert move.kind is Kind.CORRECTION


def test_data_and_code_are_both_named():
    after = edition("b", rows=changed(y2024=("y", "p")), statistics=[statistic(6, code="d")])
    assert only(compare(edition(rows=YEARS, statistics=[statistic(5)]), after)).causes == (Cause.REVISED, Cause.CODE)


def test_the_environment_is_the_cause_where_nothing_else_differs():
    before = edition(rows=YEARS, statistics=[statistic(5)], environment={"pandas": "3.0"})
    after = edition("b", rows=YEARS, statistics=[statistic(6)], environment={"pandas": "3.1"})
    assert only(compare(before, after)).causes == (Cause.ENVIRONMENT,)


def test_a_move_without_any_cause_is_said_to_be_unexplained():
    before, after = (edition(rows=YEARS, statistics=[statistic(value)]) for value in (5, 6))
    move = only(compare(before, after))
    assert move.causes == (Cause.UNEXPLAINED,)
    assert move.kind is Kind.CORRECTION


def test_another_population_clarifies_and_another_unit_corrects():
    before = edition(rows=YEARS, statistics=[statistic(5)])
    wording = only(compare(before, edition("b", rows=YEARS, statistics=[statistic(5, population="all")])))
    assert (wording.causes, wording.kind) == ((Cause.POPULATION,), Kind.CLARIFICATION)
    unit = only(compare(before, edition("b", rows=YEARS, statistics=[statistic(5, unit="cases")])))
    assert (unit.causes, unit.kind) == ((Cause.UNIT,), Kind.CORRECTION)


@pytest.mark.parametrize(
    ("old", "new", "verdict", "fate"),
    [
        ("23,022", "23,022", Verdict.MISMATCH, Fate.FALSE),
        ("23,022", "23,403", Verdict.EXACT, Fate.REWRITTEN),
        ("about 23,000", "23,403", Verdict.EXACT, Fate.REPRINTED),
        ("about 23,000", "about 23,000", Verdict.HOLDS, Fate.HOLDS),
        ("23 thousand", "23 thousand", Verdict.TRUNCATED, Fate.CARELESS),
        ("more than 9,000", "more than 9,000", Verdict.LOOSE, Fate.CARELESS),
        ("more than 9,000", "more than 10,000", Verdict.LOOSE, Fate.CARELESS),
    ],
)
def test_what_a_move_does_to_a_sentence(old, new, verdict, fate):
    before = edition(rows=YEARS, statistics=[statistic(23022)], claims=[claim(old)])
    after = edition("b", rows=YEARS, statistics=[statistic(23403)], claims=[claim(new, verdict=verdict)])
    move = only(compare(before, after))
    assert [change.fate for change in move.sentences] == [fate]
    assert move.alarming == (fate in {Fate.FALSE, Fate.CARELESS, Fate.REWRITTEN})


@pytest.mark.parametrize("value", [23022, 23403], ids=["the same value", "another value"])
def test_a_sentence_that_the_statistic_contradicts_is_false_though_its_figure_holds(value):
    old = edition(statistics=[statistic(23022)], claims=[claim("about 23,000")])
    now = replace(claim("about 23,000"), contradicted="the text says “rose”, and total is a fall")
    difference = compare(old, edition("b", statistics=[statistic(value)], claims=[now]))
    changes = [*difference.prose, *(one for move in difference.moves for one in move.sentences)]
    assert [(one.fate, one.reason) for one in changes] == [(Fate.FALSE, now.contradicted)]
    assert difference.failing


@pytest.mark.parametrize(
    ("before", "after", "reason", "fate", "fails"),
    [
        pytest.param(Verdict.EXACT, Verdict.TRUNCATED, "", Fate.CARELESS, True, id="it became so"),
        pytest.param(Verdict.EXACT, Verdict.LOOSE, "we know", Fate.CARELESS, False, id="it became so, and we know"),
        pytest.param(Verdict.LOOSE, Verdict.LOOSE, "we know", Fate.HOLDS, False, id="it was so"),
        pytest.param(Verdict.LOOSE, Verdict.HOLDS, "", Fate.HOLDS, False, id="it is no longer"),
    ],
)
@pytest.mark.parametrize("value", [23022, 23403], ids=["the same value", "another value"])
def test_a_verdict_that_got_worse_never_holds_still(before, after, reason, fate, fails, value):
    old = edition(statistics=[statistic(23022)], claims=[replace(claim("23,000", verdict=before), acknowledged=reason)])
    new = edition(
        "b", statistics=[statistic(value)], claims=[replace(claim("23,000", verdict=after), acknowledged=reason)]
    )
    difference = compare(old, new)
    changes = [*difference.prose, *(one for move in difference.moves for one in move.sentences)]
    assert [one.fate for one in changes if one.fate is not Fate.HOLDS] == [fate] * (fate is not Fate.HOLDS)
    assert bool(difference.failing) == fails


def test_headings_and_chart_titles_come_first_within_what_is_equally_grave():
    claims = [
        claim("5", id="1", line=1, verdict=Verdict.MISMATCH),
        claim("5", id="2", where="chart title", verdict=Verdict.MISMATCH),
        claim("5", id="3", where="heading", verdict=Verdict.MISMATCH),
        claim("about 5", id="4", where="heading", verdict=Verdict.HOLDS),
    ]
    after = edition("b", rows=YEARS, statistics=[statistic(6)], claims=claims)
    move = only(compare(edition(rows=YEARS, statistics=[statistic(5)], claims=claims), after))
    assert [change.claim.id for change in move.sentences] == ["3", "2", "1", "4"]


def test_a_sentence_reprinted_without_a_move_is_prose_changed():
    before = edition(rows=YEARS, statistics=[statistic(23022)], claims=[claim("23,022")])
    after = edition("b", rows=YEARS, statistics=[statistic(23022)], claims=[claim("about 23,000")])
    difference = compare(before, after)
    assert not difference.moves
    assert [change.fate for change in difference.prose] == [Fate.REPRINTED]


def test_a_sentence_whose_statistic_is_recorded_no_more_is_false():
    before = edition(rows=YEARS, statistics=[statistic(5)], claims=[claim("5")])
    (change,) = compare(before, edition("b", claims=[claim("5", verdict=Verdict.UNKNOWN)])).failing
    assert (change.claim.printed, change.reason) == ("5", "total is not recorded any more")


def test_a_sentence_that_was_false_before_has_not_become_so():
    before, after = (edition(claims=[claim("5", verdict=Verdict.UNKNOWN)]) for _ in range(2))
    assert compare(before, after).failing == ()


def sentences(*texts, at="p.md"):
    """Claims in one paragraph each, numbered as they stand."""
    return [
        replace(claim(printed, id=f"p/total/{n}", line=n, file=at), sentence=text)
        for n, (printed, text) in enumerate(texts, start=1)
    ]


FIRST, SECOND = ("23,022", "In all 23,022 people were counted."), ("about 23,000", "That is about 23,000 people.")


@pytest.mark.parametrize(
    ("after", "fates"),
    [
        pytest.param([SECOND, FIRST], [], id="two sentences change places"),
        pytest.param([("23,022", "A new start: 23,022."), FIRST, SECOND], [Fate.NEW], id="one is put before them"),
        pytest.param([SECOND], [Fate.LEFT_OUT], id="the first is taken away"),
        pytest.param([("23,022", "They counted 23,022 people in all."), SECOND], [], id="one is reworded"),
        pytest.param([("some 23,000", "In all some 23,000 were counted."), SECOND], [Fate.REPRINTED], id="rounded"),
    ],
)  # fmt: skip
def test_figures_are_paired_by_their_sentence_and_not_by_their_order(after, fates):
    old = edition(statistics=[statistic(23022)], claims=sentences(FIRST, SECOND))
    new = edition("b", statistics=[statistic(23022)], claims=sentences(*after))
    assert [change.fate for change in compare(old, new).prose] == fates


def test_new_and_removed_statistics_are_listed():
    before = edition(statistics=[statistic(1, id="old"), statistic(2, id="both")])
    after = edition("b", statistics=[statistic(2, id="both"), statistic(3, id="new")])
    difference = compare(before, after)
    assert [one.id for one in difference.added] == ["new"]
    assert [one.id for one in difference.removed] == ["old"]


values = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 3), max_size=6)


@given(values, values)
def test_exactly_the_statistics_whose_value_differs_have_moved(old, new):
    before = edition(statistics=[statistic(value, id=id) for id, value in old.items()])
    after = edition("b", statistics=[statistic(value, id=id) for id, value in new.items()])
    difference = compare(before, after)
    assert {move.id for move in difference.moves} == {id for id in old.keys() & new.keys() if old[id] != new[id]}
    assert {one.id for one in difference.added} == new.keys() - old.keys()
    assert {one.id for one in difference.removed} == old.keys() - new.keys()


@pytest.mark.parametrize("target", ["total", "sum"])
def test_a_statistic_that_was_renamed_is_the_same_one(target):
    before = edition("a", rows=YEARS, statistics=[statistic(23022)], claims=[claim("23,022")])
    page = replace(claim("23,022", id=f"p/{target}/1"), target=target)
    after = edition("b", rows=YEARS, statistics=[statistic(23022, id="sum")], claims=[page])
    difference = compare(before, after, renamed={"total": "sum"})
    assert (difference.moves, difference.added, difference.removed, difference.prose) == ((), (), (), ())
    assert len(compare(before, after).removed) == 1


def test_a_renamed_statistic_that_moved_is_told_with_its_sentences():
    before = edition("a", rows=YEARS, statistics=[statistic(23022)], claims=[claim("23,022")])
    wrong = replace(claim("23,022", verdict=Verdict.MISMATCH), target="sum")
    after = edition("b", rows=YEARS, statistics=[statistic(23404, id="sum")], claims=[wrong])
    move = only(compare(before, after, renamed={"total": "sum"}))
    assert (move.id, move.before.value, move.after.value) == ("sum", 23022, 23404)
    assert [one.fate for one in move.sentences] == [Fate.FALSE]


def test_an_id_that_is_still_recorded_stays_what_it_is():
    both = [statistic(1), statistic(2, id="sum")]
    before, after = edition("a", statistics=[statistic(1)]), edition("b", statistics=both)
    difference = compare(before, after, renamed={"total": "sum"})
    assert ([one.id for one in difference.added], difference.moves) == (["sum"], ())


def blocks(label="a", *, divided="day:7", rows=None, statistics=(), **counts) -> Edition:
    """Return an edition with a table in blocks; of each its number of rows and a digest."""
    sealed = {
        key.strip("b").replace("_", "-"): SealedBlock(count=count, digest=digest, keys=digest[:1])
        for key, (count, digest) in counts.items()
    }
    own = {key: SealedRow(digest=digest) for key, digest in (rows or {}).items()}
    table = SealedTable(digest=repr((sealed, own, divided)), rows=own, divided=divided, blocks=sealed)
    return Edition(
        label=label,
        as_of="2026-01-01",
        tables={"years": table},
        statistics={one.id: one for one in statistics},
    )


def shown(before: Edition, after: Edition) -> list[tuple[str, Cause]]:
    return [(change.shown, change.cause) for change in compare(before, after).tables]


def test_of_a_table_in_blocks_is_told_what_its_blocks_tell():
    before = blocks(b2025_01=(10, "ka"), b2025_02=(5, "kb"), b2025_03=(5, "kc"), b2025_04=(2, "kd"))
    after = blocks(b2025_01=(10, "ka"), b2025_02=(7, "xb"), b2025_03=(5, "kx"), b2025_05=(3, "ke"))
    assert shown(before, after) == [
        ("block 2025-02: 5 rows → 7", Cause.APPENDED),
        ("block 2025-03: some of 5 rows", Cause.REVISED),
        ("block 2025-05: 0 rows → 3", Cause.APPENDED),
        ("block 2025-04: 2 rows → 0", Cause.WITHDRAWN),
    ]
    assert shown(before, before) == []


def test_a_row_that_no_statistic_rests_on_any_more_is_not_called_withdrawn():
    before = blocks(rows={"2025-01-01": "a", "2025-01-02": "b"}, b2025_01=(10, "ka"))
    after = blocks(rows={"2025-01-02": "c", "2025-01-03": "d"}, b2025_01=(10, "kb"))
    assert shown(before, after) == [("2025-01-02", Cause.REVISED), ("block 2025-01: some of 10 rows", Cause.REVISED)]


def test_where_a_table_is_divided_otherwise_only_its_rows_are_counted():
    before = edition(rows=YEARS)
    after = blocks(b2025_01=(10, "ka"))
    assert shown(before, after) == [("all rows: 2 rows → 10", Cause.APPENDED)]
    assert shown(blocks(divided="day:4", b2025=(10, "ka")), after) == []


def test_a_figure_over_a_whole_table_moves_by_its_blocks():
    whole = {"years": ("*",)}
    before = blocks(statistics=[statistic(5, rows=whole)], b2025_01=(10, "ka"), b2025_02=(5, "kb"))
    after = blocks("b", statistics=[statistic(6, rows=whole)], b2025_01=(10, "ka"), b2025_02=(6, "xb"))
    move = only(compare(before, after))
    assert (move.causes, move.kind) == ((Cause.APPENDED,), Kind.UPDATE)
    assert [change.key for change in move.rows] == ["2025-02"]


@pytest.mark.parametrize(
    ("before", "after", "fate"),
    [
        pytest.param(Verdict.EXACT, Verdict.ROUNDED, Fate.WORSE, id="rounded"),
        pytest.param(Verdict.EXACT, Verdict.EXACT, Fate.HOLDS, id="as before"),
        pytest.param(Verdict.ROUNDED, Verdict.EXACT, Fate.HOLDS, id="better"),
        pytest.param(Verdict.EXACT, Verdict.TRUNCATED, Fate.CARELESS, id="cut off"),
    ],
)
def test_a_figure_that_holds_less_well_is_never_said_to_hold_still(before, after, fate):
    def of(label, value, verdict):
        own = replace(claim("5", verdict=verdict), acknowledged="as they say")
        return edition(label, rows=YEARS, statistics=[statistic(value)], claims=[own])

    difference = compare(of("a", 5, before), of("b", 6, after))
    assert [change.fate for change in only(difference).sentences] == [fate]
    text, document = "\n".join(diff_text(difference)), diff_json(difference)
    assert ("Figures that hold less well than before" in text) == (fate is Fate.WORSE)

    assert [one["fate"] for one in document["worse"]] == [fate.name.lower()] * (fate is not Fate.HOLDS)
    # also where the value is the same, and the rules are others
    same = compare(of("a", 5, before), of("b", 5, after))
    assert [change.fate for change in same.prose] == [fate] * (fate is not Fate.HOLDS)


def test_a_row_that_its_producer_revises_is_an_update_and_never_our_error():
    before = edition(rows=YEARS, statistics=[statistic(5)])
    after = edition("b", rows=changed(y2024=("other", "press")), statistics=[statistic(6)])
    living = replace(after, tables={name: replace(one, revises=True) for name, one in after.tables.items()})
    assert only(compare(before, living)).kind is Kind.UPDATE
    assert only(compare(before, living)).rows[0].same_source


def test_a_figure_that_cannot_be_judged_without_its_series_was_not_wrong_before():
    def of(label, printed):
        return edition(label, rows=YEARS, statistics=[statistic("0")], claims=[claim(printed)])

    (change,) = compare(of("a", "the highest on record"), of("b", "a record high")).prose
    assert change.fate is Fate.REPRINTED
