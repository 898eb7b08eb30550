"""Of many rows some are recorded: enough to show, and to tell what can be told of all."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from factbook.data.catalog import Catalog
from factbook.data.descriptor import Field, Package, Resource
from factbook.data.frames import make_frame
from factbook.data.tables import Table
from factbook.notebooks.recording import emit, row_tables
from factbook.notebooks.recording.column import read_column
from factbook.notebooks.recording.record import dump_bundle, parse_bundle
from factbook.notebooks.recording.record_column import series
from factbook.notebooks.recording.rows import read_rows
from factbook.notebooks.recording.sample import MOST_ROWS, MOST_STRETCHES
from factbook.render.html.evidence_page import render_statistic_page, statistic_json
from factbook.render.table import MOST_CELLS
from figurecheck.model import Cell, RowSet, Statistic
from figurecheck.model.how import How

COUNT = 5_000
TYPES = {"place": "string", "value": "number", "n": "integer", "source_id": "string", "precision": "integer"}
TABLE = Table(
    resource=Resource(
        name="t", path="t.csv", fields=tuple(Field(name=name, type=kind) for name, kind in TYPES.items())
    ),
    cells=(
        [f"place {at}" for at in range(COUNT)],
        [Decimal(at) / 4 for at in range(COUNT)],
        [None if at == 2_500 else at for at in range(COUNT)],
        ["rare" if at == 3_000 else "s" for at in range(COUNT)],
        [10 if at == 3_100 else None for at in range(COUNT)],
    ),
    lines=range(2, COUNT + 2),
    numbers=range(2, COUNT + 2),
)
CATALOG = Catalog(package=Package(root=Path(), resources=(TABLE.resource,)), tables=MappingProxyType({"t": TABLE}))


def whole() -> Any:
    return make_frame(TABLE, range(COUNT))


def read(rows: object, value: object = None) -> RowSet:
    (found,) = read_rows(rows, value)
    return found


@pytest.mark.parametrize("count", [MOST_ROWS, MOST_ROWS + 1, COUNT])
def test_few_rows_are_recorded_all_and_of_many_some(count):
    found = read(whole().head(count))
    assert found.count == count
    assert (found.left_out > 0) is (count > MOST_ROWS)
    assert len(found.rows) == len(found.lines) < MOST_ROWS + 1
    assert found.spans == (((2, count + 1),) if found.left_out else ())
    assert CATALOG.verify_lines(found) == found.lines


def test_the_sample_has_a_row_of_each_source_and_precision():
    found = read(whole())
    assert found.source_ids == ("s", "rare")
    assert any(row[found.columns.index("precision")] == 10 for row in found.rows)


@pytest.mark.parametrize(
    ("value", "how"),
    [(Decimal("900.25"), How.LOOKED_UP), (2_777, How.LOOKED_UP), (Decimal("900.3"), How.COMPUTED)],
)
def test_a_value_that_a_row_holds_is_not_called_computed(value, how):
    found = read(whole(), value)
    assert Statistic(id="a", value=Decimal(str(value))).find_how([found]) is how


@pytest.mark.parametrize(
    "change",
    [
        lambda frame: frame.assign(value=frame["value"] * 2),
        lambda frame: frame.assign(n=frame["n"].mask(frame["n"] == 1_234, 7)),
        lambda frame: frame.set_index("place").rename({"place 2000": "elsewhere"}),
    ],
    ids=["a column", "one cell", "a label"],
)
def test_rows_of_which_any_was_changed_have_no_lines(change):
    found = read(change(whole()))
    assert (found.lines, found.spans) == ((), ())


@pytest.mark.parametrize(
    "select",
    [
        lambda frame: frame[frame["value"] > 500],
        lambda frame: frame.sort_values("value", ascending=False),
        lambda frame: frame.set_index("place").sort_index(),
        lambda frame: frame[["value"]],
        lambda frame: frame.sample(frac=0.5, random_state=1),
    ],
    ids=["selected", "sorted", "indexed", "one column", "at random"],
)
def test_rows_as_in_the_file_keep_their_lines(select):
    rows = select(whole())
    found = read(rows)
    assert len(found.lines) == len(found.rows)
    # Of rows from all over the file the first stretches are enough.
    named = sum(last - first + 1 for first, last in found.spans)
    assert named == len(rows) if len(found.spans) < MOST_STRETCHES else named < len(rows)
    assert CATALOG.verify_lines(found) == found.lines


def test_a_bundle_and_a_page_stay_small_and_say_of_how_many_rows():
    statistic = Statistic(id="a.b", value=Decimal("900.25"), unit="kg", population="p", rows=(read(whole(), 900.25),))
    bundle = dump_bundle(statistic)
    back = parse_bundle(bundle, Cell(notebook="n.ipynb", index=0))
    assert back.rows == statistic.rows
    page = render_statistic_page(statistic, (), {})
    assert f"of {COUNT:,} rows are shown" in page
    assert page.count("<td") < MOST_CELLS * 2
    assert statistic_json(statistic, ())["rows"][0]["count"] == COUNT


def test_no_file_is_said_to_have_rows_that_the_notebook_made():
    made = read(whole().assign(value=1.5))
    statistic = Statistic(id="a.b", value=Decimal(1), unit="kg", population="p", rows=(made,))
    page = render_statistic_page(statistic, (), {})
    assert f"of {COUNT:,} rows are shown." in page
    assert "has them all" not in page


@pytest.mark.parametrize("how", ["its own rows", "rows of a table", "groups"])
def test_each_statistic_of_a_column_has_its_own_rows_of_many(how):
    frame = whole().assign(place=[f"place {at // 5}" for at in range(COUNT)])
    sums = frame.groupby("place", sort=False)["value"].sum()
    rows = {"its own rows": None, "rows of a table": frame, "groups": frame.groupby("place")}[how]
    column = read_column(whole().set_index("place")["value"] if rows is None else sums, place="p", rows=rows)
    assert len(column.points) == (COUNT if rows is None else COUNT // 5)
    assert {len(point.rows[0].rows) for point in column.points} == {1 if rows is None else 5}
    assert column.points[700].rows[0].rows[0][0] == "place 700"


@pytest.mark.parametrize("most", [row_tables.MOST_READ, 100], ids=["a table read at once", "a larger table"])
@pytest.mark.parametrize("by", ["groups", "rows of a table"])
def test_statistics_of_a_column_take_some_of_many_rows_as_any_other(monkeypatch, most, by):
    monkeypatch.setattr(row_tables, "MOST_READ", most)
    recorded: dict[str, Statistic] = {}
    monkeypatch.setattr(
        emit, "display_one", lambda bundle: [collect(recorded, one) for one in emit.split_bundle(bundle[emit.MIME])]
    )
    frame = whole().assign(half=["a" if at < COUNT // 2 else "b" for at in range(COUNT)])
    groups = frame.groupby("half")
    rows = groups if by == "groups" else frame
    series(
        "n.{half}",
        groups["n"].sum(),
        rows=rows,
        unit="people",
        population=lambda rows: f"of {len(rows)}",
        ranks=True,
        shares=True,
    )
    assert {one.population for one in recorded.values()} == {f"of {COUNT // 2}", f"of {COUNT}"}
    assert {id: sum(one.count for one in found.rows) for id, found in recorded.items()} == {
        "n.a": COUNT // 2,
        "n.b": COUNT // 2,
        **dict.fromkeys(("n.rank.a", "n.rank.b", "n.share.a", "n.share.b"), COUNT),
    }
    assert all(len(one.rows) < MOST_ROWS and one.lines for found in recorded.values() for one in found.rows)
    assert recorded["n.b"].rows[0].spans == ((COUNT // 2 + 2, COUNT + 1),)
    edited = frame.copy()
    edited.loc[1_234, "place"] = "elsewhere"
    series("m.{half}", groups["n"].sum(), rows=edited.groupby("half"), unit="people", population="p")
    assert [bool(recorded[id].rows[0].lines) for id in ("m.a", "m.b")] == [False, True]


def collect(recorded: dict[str, Statistic], bundle: Any) -> None:
    found = parse_bundle(bundle, Cell(notebook="n.ipynb", index=0))
    assert isinstance(found, Statistic)
    recorded[found.id] = found
