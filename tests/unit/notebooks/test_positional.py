"""Statistics and charts come back from the store as they were."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace
from decimal import Decimal

import pytest

from factbook.notebooks.recording.positional import dump_charts, dump_statistics, load_charts, load_statistics
from figurecheck.model import Basis, Cell, Chart, How, RowSet, Statistic, TableOrigin
from made_findings import describe

CELL = Cell(notebook="notebooks/n.ipynb", index=3, code="fb.record(...)")
TABLE = TableOrigin(
    file="t.csv", sources=("census",), is_sourced=False, has_lines=False, years=("year",), title="Geese", key=("year",),
    titles=(("geese", "Geese shown"),),
)  # fmt: skip
ROWS = RowSet(
    dataset="t", columns=("year", "geese"), rows=(("2024", Decimal("37.50")), (None, True), (1, "3")), lines=(2, 5),
    left_out=4, spans=((2, 5),), made_of=("t", "u"), release="r1", releases=("r1", "r2"), table=TABLE,
)  # fmt: skip
BASIS = Basis(
    kind="rank", test="highest", at="2024", series=(("2023", Decimal("7.0")), ("2024", Decimal(9))), run=("2024",),
    before="2022", next="2025", limit=Decimal("6.50"), unit="geese", span="year", gaps=(("2019", "2021"),),
    others=(("2022", Decimal("-0.1")),), order=("2024", "2023"),
)  # fmt: skip
FULL = Statistic(
    id="geese", value=Decimal("37.50"), unit="geese", population="geese of the town", label="Geese", about="the town",
    measure="geese shown", period="2024", note="not known", part="a", whole="b", rows=(ROWS, RowSet(table=TABLE)),
    confirming=(("census", "gazette"), ()), how=How.LOOKED_UP, cell=CELL, key="k", printed="37.5", basis=BASIS,
)  # fmt: skip
TEXT = Statistic(id="since", value="2016-05", unit="date", cell=CELL)


CHART = Chart(
    id="bars", title="Geese \u2028 by year", alt="Bars", subtitle="of the town", note="counted twice",
    specs={"l": {"mark": "bar", "width": 900}, "s": {"mark": "bar"}}, rows=(replace(ROWS, table=None), RowSet()),
    shows={"y": ["geese", "value + 1"]}, cell=CELL,
)  # fmt: skip


def test_statistics_come_back_as_they_were():
    made = [FULL, TEXT, Statistic(id="bare", value=Decimal(3))]
    loaded = list(load_statistics(dump_statistics(made)))
    assert describe(tuple(loaded)) == describe(tuple(made))
    assert loaded[0].cell is loaded[1].cell, "one object for what many of them have"
    assert loaded[0].rows[0].table is loaded[0].rows[1].table


def test_charts_come_back_as_they_were():
    bare = Chart(id="line", title="", alt="", cell=CELL)
    lines = dump_charts([CHART, bare])
    assert not any(b"\n" in line for line in lines)
    loaded = list(load_charts(lines))
    assert loaded == [CHART, bare]
    assert describe(tuple(tuple(one.rows) for one in loaded[0].rows)) == describe(tuple(one.rows for one in CHART.rows))
    assert loaded[0].cell is loaded[1].cell
    assert list(loaded[0].specs) == ["l", "s"]
    assert pickle.loads(pickle.dumps(loaded)) == [CHART, bare]


def test_what_is_large_of_a_chart_is_not_parsed_before_somebody_asks():
    first, *others = dump_charts([CHART])
    [loaded] = load_charts([first, *(b"no JSON" for _ in others)])
    assert loaded.title == CHART.title
    with pytest.raises(ValueError, match="Expecting value"):
        loaded.specs["l"]


@pytest.mark.parametrize(
    ("record", "name"),
    [
        pytest.param(one, field.name, id=f"{type(one).__name__} {field.name}")
        for one in (FULL, ROWS, TABLE, BASIS, CHART)
        for field in fields(one)
    ],
)
def test_each_field_is_tried(record, name):
    """A field that is added must have a value here, or nobody knows whether it comes back."""
    assert getattr(record, name) != next(field.default for field in fields(record) if field.name == name)
