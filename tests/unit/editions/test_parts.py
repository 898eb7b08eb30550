"""Of several changed rows, those alone are causes that move the printed figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factbook.editions.diff import compare
from factbook.editions.moves import Crossed, Trials
from factbook.model.edition import Cause, Edition, Kind, SealedClaim, SealedRow, SealedStatistic, SealedTable
from figurecheck.figures import DEFAULT_RULES
from figurecheck.model import Verdict

KEYS = {"2023": "press", "2024": "press", "2025": "paper"}
REVISED, APPENDED, BOTH = (Cause.REVISED,), (Cause.APPENDED,), (Cause.REVISED, Cause.APPENDED)


def edition(label, value, printed, rows, *, code="c"):
    sealed = {key: SealedRow(digest=digest, source=KEYS[key]) for key, digest in rows.items()}
    keys = {"years": tuple(KEYS)}
    total = SealedStatistic(id="total", value=Decimal(value), unit="people", rows=keys, code=code)
    claim = SealedClaim(
        id="p/total/1", file="p.md", line=1, where="prose", role="claim", printed=printed, target="total",
        verdict=Verdict.ROUNDED,
    )  # fmt: skip
    return Edition(
        label=label,
        as_of="2026-01-01",
        tables={"years": SealedTable(digest=str(rows), rows=sealed)},
        statistics={"total": total},
        claims={claim.id: claim},
    )


BEFORE = edition("a", 40, "about 40", {"2023": "x", "2024": "y"})
AFTER = edition("b", 240, "about 240", {"2023": "x", "2024": "z", "2025": "n"})


def moved(tried, *, before=BEFORE, after=AFTER, crossed=None, unread=()):
    """The one move; `tried` has, for the revised rows and for the new ones, the values of these done and undone."""

    def parts(before, after, ids, some):
        return [{"total": Crossed(data_alone=done, code_alone=undone)} for done, undone in map(tried.get, causes(some))]

    def find(before, after, ids, rows):
        return {"total": frozenset(("years", key) for key in unread)}

    trials = Trials(cross=lambda before, after, ids: crossed or {}, parts=parts, unread=find)
    (move,) = compare(before, after, rules=DEFAULT_RULES, trials=trials).moves
    return move


def causes(parts):
    return [part.cause for part in parts]


def pair(done, undone):
    return (done and Decimal(done), undone and Decimal(undone))


@pytest.mark.parametrize(
    ("revised", "appended", "left", "kind"),
    [
        pytest.param(("41", "239"), ("239", "41"), APPENDED, Kind.UPDATE, id="a revision within the rounding"),
        pytest.param(("240", "40"), ("40", "240"), REVISED, Kind.CORRECTION, id="a new row that adds nothing"),
        pytest.param(("140", "140"), ("140", "140"), BOTH, Kind.CORRECTION, id="each a part"),
        pytest.param(("40", "40"), ("41", "41"), (Cause.TOGETHER, *BOTH), Kind.CORRECTION, id="only both together"),
        pytest.param((None, None), ("239", "41"), BOTH, Kind.CORRECTION, id="one that cannot be tried stays"),
    ],
)
def test_a_row_is_a_cause_only_if_it_moves_what_is_printed(revised, appended, left, kind):
    move = moved({Cause.APPENDED: pair(*appended), Cause.REVISED: pair(*revised)})
    assert (move.causes, move.kind) == (left, kind)
    assert {row.cause for row in move.rows} == set(left) - {Cause.TOGETHER}


def test_a_value_that_is_exact_for_once_is_printed_as_one_that_rounds_to_it():
    before = edition("a", "40.3", "40", {"2023": "x", "2024": "y"})
    after = edition("b", "240.3", "240", {"2023": "x", "2024": "z", "2025": "n"})
    tried = {Cause.APPENDED: pair("240.2", "40.1"), Cause.REVISED: pair("40", "240")}
    assert moved(tried, before=before, after=after).causes == APPENDED


def test_nothing_is_run_for_a_move_with_one_kind_of_rows():
    one = edition("b", 240, "about 240", {"2023": "x", "2024": "z"})
    assert moved({}, after=one).causes == REVISED


def test_rows_and_code_are_settled_one_after_the_other():
    after = edition("b", 240, "about 240", {"2023": "x", "2024": "z", "2025": "n"}, code="d")
    tried = {Cause.APPENDED: pair("239", "41"), Cause.REVISED: pair("41", "239")}
    by_data = {"total": Crossed(data_alone=Decimal(240), code_alone=Decimal(40))}
    assert moved(tried, after=after, crossed=by_data).causes == APPENDED
    together = {"total": Crossed(data_alone=Decimal(40), code_alone=Decimal(40))}
    assert moved(tried, after=after, crossed=together).causes == (Cause.TOGETHER, Cause.APPENDED, Cause.CODE)


def test_a_row_of_which_nothing_was_read_is_no_cause():
    after = edition("b", 240, "about 240", {"2023": "w", "2024": "z"})
    assert [row.key for row in moved({}, after=after, unread=["2023"]).rows] == ["2024"]
    # With new rows as the cause, a revision that nothing reads is none.
    assert moved({}, unread=["2024"]).causes == APPENDED


def test_rows_are_named_where_nothing_else_can_have_moved_it():
    after = edition("b", 240, "about 240", {"2023": "w", "2024": "z"})
    assert [row.key for row in moved({}, after=after, unread=["2023", "2024"]).rows] == ["2023", "2024"]
    with_code = edition("b", 240, "about 240", {"2023": "w", "2024": "z"}, code="d")
    assert moved({}, after=with_code, unread=["2023", "2024"]).causes == (Cause.CODE,)
