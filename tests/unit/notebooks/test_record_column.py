"""A whole column recorded at once: one statistic a row, each with its own rows, and what is derived of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import factbook as fb
from factbook.data.descriptor import Field, Resource
from factbook.data.frames import make_frame
from factbook.data.tables import Table
from factbook.notebooks.recording.derived_words import name_label, name_measure
from factbook.notebooks.recording.emit import MIME, split_bundle
from factbook.notebooks.recording.record import parse_bundle
from factbook.render.html.evidence_page import render_statistic_page
from figurecheck.model import Cell, RowSet, Statistic
from figurecheck.model.errors import RecordError

CELL = Cell(notebook="notebooks/riders.ipynb", index=2)
ROWS = [(2022, "bus", 10, "a"), (2022, "tram", 30, "b"), (2023, "bus", 15, "a"), (2023, "tram", None, "b")]
ROWS += [(2025, "bus", 20, "c"), (2025, "tram", 60, "c")]
TYPES = {"year": "year", "mode": "string", "value": "integer", "source_id": "string"}
FIELDS = tuple(Field(name=one, type=kind) for one, kind in TYPES.items())
TABLE = Table(
    resource=Resource(name="trips", path="t.csv", fields=FIELDS),
    cells=tuple(zip(*ROWS, strict=True)),
    lines=[2, 3, 4, 5, 7, 8],
    numbers=range(2, 8),
)  # fmt: skip
SAYS: dict[str, Any] = {"unit": "people", "population": "riders"}


def trips() -> Any:
    return make_frame(TABLE, range(len(ROWS))).set_index(["year", "mode"])


def bus() -> Any:
    return make_frame(TABLE, [0, 2, 4]).drop(columns="mode").set_index("year")


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch):
    found: dict[str, Statistic] = {}

    def keep(bundle: dict[str, Any], raw: bool) -> None:
        for one in split_bundle(bundle[MIME]):
            statistic = parse_bundle(one, CELL)
            assert isinstance(statistic, Statistic)
            assert statistic.id not in found
            found[statistic.id] = statistic

    monkeypatch.setattr("IPython.display.display", keep)
    return found


def test_each_row_is_a_statistic_with_its_own_line(recorded):
    fb.series("trips.{mode}.{year}", trips(), label="Trips by {mode}, {year}", about="trips by {mode}", **SAYS)
    assert {id: one.rows[0].lines for id, one in recorded.items()} == {
        "trips.bus.2022": (2,), "trips.tram.2022": (3,), "trips.bus.2023": (4,), "trips.bus.2025": (7,),
        "trips.tram.2025": (8,),
    }  # fmt: skip
    one = recorded["trips.tram.2025"]
    assert (one.value, one.label, one.about, one.period, one.measure) == (
        60, "Trips by tram, 2025", "trips by tram", "2025", "count",
    )  # fmt: skip


def test_a_change_is_from_the_step_before_and_not_across_a_gap(recorded):
    fb.series("trips.{year}", bus(), label="Trips", changes=True, **SAYS)
    assert [id for id in recorded if "change" in id] == ["trips.change.2023"]
    one = recorded["trips.change.2023"]
    assert (one.value, one.unit, one.measure, one.label) == (
        Decimal("0.5"), "share", "change on the year before", "Trips: change on the year before",
    )  # fmt: skip
    assert one.rows[0].lines == (2, 4)


def test_changes_from_a_named_year_ranks_and_streaks(recorded):
    fb.series(
        "trips.{year}",
        bus(),
        changes={"trips.times.{before}_{year}": {"since": [2022, 2023], "at": 2025, "as_": "ratio"}},
        ranks="trips.place.{year}",
        streaks={"trips.run.{year}": {"at_least": 15, "at": [2023]}},
        extremes=True,
        **SAYS,
    )
    assert recorded["trips.times.2022_2025"].value == 2
    assert recorded["trips.times.2022_2025"].measure == "multiple of 2022"
    assert "trips.times.2023_2025" in recorded
    assert recorded["trips.place.2025"].value == 1
    assert recorded["trips.run.2023"].value == 1
    assert recorded["trips.extreme.2025"].value == "record"


@pytest.mark.parametrize(
    ("texts", "labels"),
    [
        pytest.param(
            {"label": "{year}년 승객"}, ["2023년 승객: 전년 대비 증감률", "2023년 승객: 큰 순 순위"], id="label"
        ),
        pytest.param({"population": "버스 승객"}, ["전년 대비 증감률", "큰 순 순위"], id="only the population"),
    ],
)
def test_a_label_of_what_is_derived_is_in_the_language_of_the_texts(recorded, texts, labels):
    fb.series("trips.{year}", bus(), changes=True, ranks=True, **{**SAYS, **texts})
    assert [recorded[f"trips.{word}.2023"].label for word in ("change", "rank")] == labels
    # Sentences are read by it, whatever the language of the report.
    assert recorded["trips.change.2023"].measure == "change on the year before"


@pytest.mark.parametrize(
    ("word", "given", "span", "label"),
    [
        pytest.param("change", {"as_": "ratio", "since": "2019"}, "year", "{before} 대비 배수", id="since"),
        pytest.param("change", {"as_": "difference"}, "month", "전월 대비 차이", id="difference"),
        pytest.param("change", {}, "", "직전 대비 증감률", id="steps without a name"),
        pytest.param("rank", {"largest": False}, "", "작은 순 순위", id="smallest first"),
        pytest.param("extreme", {"kind": "lowest"}, "year", "언제 이후 최저", id="extreme"),
        pytest.param("streak", {}, "quarter", "몇 분기 연속", id="streak"),
        pytest.param("streak", {}, "round", "연속 횟수", id="streak of rounds"),
        pytest.param("share", {}, "", "합계에서 차지하는 비율", id="share"),
        pytest.param("share", {"of": object()}, "", "비율", id="share of another table"),
    ],
)
def test_what_is_derived_has_a_korean_label(word, given, span, label):
    assert name_label(word, given, span, ["승객"]) == label
    assert name_label(word, given, span, ["riders"]) == name_measure(word, given, span)


@pytest.mark.parametrize("streaks", [True, "trips.streak.{year}", {"trips.streak.{year}": {"label": "Run"}}])
def test_a_streak_without_a_test_goes_the_way_in_which_each_value_moved(recorded, streaks):
    values = pd.Series([10, 12, 15, 11, 11, None, 14], index=pd.Index(range(2019, 2026), name="year"))
    fb.series("trips.{year}", values, rows=bus().reset_index(drop=True), streaks=streaks, **SAYS)
    runs = {id: one for id, one in recorded.items() if "streak" in id}
    assert {id: (one.value, one.basis.test) for id, one in runs.items()} == {
        "trips.streak.2020": (1, "up"), "trips.streak.2021": (2, "up"), "trips.streak.2022": (1, "down"),
    }  # fmt: skip


def test_shares_of_the_sum_of_a_period_and_of_another_table(recorded):
    totals = pd.DataFrame({"value": [100, 200]}, index=pd.Index([2022, 2025], name="year"))
    whole = {"trips.of.{mode}.{year}": {"of": totals, "whole": "all.{year}", "measure": "share of all trips"}}
    fb.series("trips.{mode}.{year}", trips(), shares=True, **SAYS)
    fb.series("again.{mode}.{year}", trips(), shares=whole, **SAYS)
    assert recorded["trips.share.tram.2022"].value == Decimal("0.75")
    assert recorded["trips.share.tram.2022"].rows[0].lines == (2, 3)
    assert recorded["trips.of.bus.2022"].value == Decimal("0.1")
    assert (recorded["trips.of.bus.2022"].part, recorded["trips.of.bus.2022"].whole) == ("again.bus.2022", "all.2022")
    assert "trips.of.bus.2023" not in recorded


def test_ranks_among_the_groups_of_a_period(recorded):
    fb.series("trips.{mode}.{year}", trips(), ranks={"place.{mode}.{year}": {"among": "mode", "at": "tram"}}, **SAYS)
    assert recorded["place.tram.2022"].value == 1
    assert recorded["place.tram.2022"].rows[0].lines == (2, 3)


def test_what_a_groupby_computes_rests_on_the_rows_of_its_groups(recorded):
    groups = trips().groupby(level="year")
    fb.series("sum.{year}", groups["value"].sum(), rows=groups, **SAYS)
    assert recorded["sum.2022"].value == 40
    assert recorded["sum.2022"].rows[0].lines == (2, 3)
    assert recorded["sum.2022"].rows[0].dataset == "trips"


def test_a_pivot_table_is_recorded_cell_by_cell(recorded):
    wide = trips()["value"].unstack("mode")
    fb.series("trips.{mode}.{year}", wide, rows=trips(), **SAYS)
    assert recorded["trips.tram.2025"].rows[0].lines == (8,)
    assert len(recorded) == 5


def test_labels_become_parts_of_ids(recorded):
    fb.series("from.{land}", pd.Series({"Viet Nam": 3, "60+": 4}).rename_axis("land"), **SAYS)
    assert list(recorded) == ["from.vietnam", "from.60"]


def test_texts_may_be_functions_of_the_rows_and_fields_are_added(recorded):
    fb.series(
        "trips.{year}",
        bus(),
        note=lambda rows: f"from {' and '.join(rows['source_id'])}",
        fields={"words": lambda row: f"the year {row['year']}"},
        label="Trips in {words}",
        changes=True,
        **SAYS,
    )
    assert recorded["trips.2022"].note == "from a"
    assert recorded["trips.change.2023"].note == "from a and a"
    assert recorded["trips.2022"].label == "Trips in the year 2022"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        pytest.param(
            lambda: fb.series("trips.{yaer}", bus(), **SAYS),
            "series('trips.{yaer}'): 'trips.{yaer}' has a field that cannot be filled: 'yaer' "
            "(use {value}, {source_id}, {year})",
            id="no such field",
        ),
        pytest.param(
            lambda: fb.series("trips.{mode}", trips(), **SAYS),
            "series('trips.{mode}'): 'trips.bus' is the id of several rows (name in the id what tells them apart)",
            id="one id for several rows",
        ),
        pytest.param(
            lambda: fb.series("trips.{year}", bus().groupby(level="year"), **SAYS),
            "series('trips.{year}'): a groupby has no values yet "
            "(pass what it computes, such as groups['value'].sum(), and the groups as rows=)",
            id="a groupby without a result",
        ),
        pytest.param(
            lambda: fb.series("trips.{year}", bus(), column="riders", **SAYS),
            "series('trips.{year}'): the table has no column 'riders' (say which column: value, source_id)",
            id="no such column",
        ),
        pytest.param(
            lambda: fb.series("trips.{year}", bus(), changes=["c.{year}"], **SAYS),
            "series('trips.{year}'): changes= is a list (give True, an id, or a mapping of ids)",
            id="what is no derivation",
        ),
        pytest.param(
            lambda: fb.series("trips.{year}", bus(), changes={"c.{year}": "ratio"}, **SAYS),
            "series('trips.{year}'): changes['c.{year}'] is no mapping "
            "(give the arguments by name, such as {'as_': 'ratio'})",
            id="a derivation without names",
        ),
        pytest.param(
            lambda: fb.series("trips.{year}", bus(), unit="people", population=""),
            "record('trips.2022'): population is empty (say the population in words, or once for the table",
            id="what record refuses, once",
        ),
        pytest.param(
            lambda: fb.series("trips.{year}", bus(), changes={"c.{year}": {"since": 2022, "as": "ratio"}}, **SAYS),
            "change('c.2023'): got an unexpected keyword argument 'as' (it takes ",
            id="an argument that there is not",
        ),
    ],
)
def test_what_cannot_be_recorded_is_told(recorded, call, message):
    with pytest.raises(RecordError) as raised:
        call()
    assert str(raised.value).startswith(message)


@pytest.mark.parametrize(
    ("index", "id"),
    [
        (pd.period_range("2024Q1", periods=3, freq="Q"), "n.change.2024-q2"),
        (pd.date_range("2024-01-31", periods=3, freq="ME"), "n.change.2024-02"),
        (pd.Index(["2021/22", "2022/23", "2023/24"]), "n.change.2022-23"),
        (pd.Index(["Round 1", "Round 2", "Round 3"]), "n.change.round2"),
        (pd.CategoricalIndex(["mid", "low", "top"], ["low", "mid", "top"], ordered=True), "n.change.mid"),
    ],
)
def test_the_label_before_is_the_one_of_the_order(recorded, index, id):
    fb.series("n.{label}", pd.DataFrame({"value": [2, 4, 8]}, index=index), changes=True, **SAYS)
    assert recorded[id].value == (1 if "mid" not in id else Decimal("-0.5"))


@settings(max_examples=25)
@given(
    st.dictionaries(
        st.tuples(st.integers(2000, 2008), st.sampled_from("xyz")), st.integers(1, 99) | st.none(), min_size=1
    )
)
def test_every_value_has_its_own_row_whatever_the_order(values):
    found: dict[str, Statistic] = {}
    rows = [(year, mode, value, "s") for (year, mode), value in values.items()]
    table = Table(
        resource=TABLE.resource, cells=tuple(zip(*rows, strict=True)), lines=range(2, 2 + len(rows)), numbers=[]
    )
    frame: Any = make_frame(table, range(len(rows))).set_index(["year", "mode"]).sort_index(ascending=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "IPython.display.display",
            lambda one, raw: found.update({each["id"]: each for each in split_bundle(one[MIME])}),
        )
        fb.series("n.{mode}.{year}", frame, shares=True, **SAYS)
    expected = {f"n.{mode}.{year}": at for at, (year, mode, value, _) in enumerate(rows, 2) if value is not None}
    plain = {id: one["rows"][0]["lines"] for id, one in found.items() if ".share." not in id}
    assert plain == {id: [line] for id, line in expected.items()}


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (RowSet(dataset="trips", columns=("value",), rows=((10,),), lines=(2,)), ""),
        (
            RowSet(dataset="trips", columns=("value",), rows=((10,),)),
            "Computed by the notebook from trips.csv, and from what it may have added; "
            "which lines of the file they rest on is not followed.",
        ),
        (RowSet(made_of=("a", "b"), columns=("value",), rows=((10,),)), "by the notebook from a, b, and"),
        (
            RowSet(columns=("value",), rows=((10,),)),
            "Made by the notebook; which lines of the data they rest on is not followed.",
        ),
    ],
)  # fmt: skip
def test_the_evidence_says_where_rows_are_no_longer_followed(rows, sentence):
    statistic = Statistic(id="n", value=Decimal(1), unit="people", population="riders", rows=(rows,))
    page = render_statistic_page(statistic, [], {})
    assert ("not followed" in page) == bool(sentence)
    assert sentence in page
