"""Rows keep their lines through what pandas does with them, or lose them; they never get another row's."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook.data.catalog import Catalog
from factbook.data.descriptor import Field, Package, Resource
from factbook.data.frames import DatasetFrame, find_lines, make_frame
from factbook.data.row_origins import DATASET, find_datasets
from factbook.data.tables import Table
from factbook.notebooks.recording.rows import read_rows

ROWS: list[tuple[Any, ...]] = [
    (2023, "a", Decimal("1.5"), 1, True, "s"),
    (2023, "a", Decimal("1.5"), 1, True, "s"),
    (2024, "b", Decimal("2.5"), None, None, "s"),
    (2022, "b", Decimal("0.5"), 3, False, "t"),
    (2024, "b", Decimal("2.5"), None, None, "s"),
    (2021, "c", None, 5, True, "t"),
]
"""Two pairs are alike, so that a search by cells finds the wrong one of them half of the time."""
TYPES = {"year": "year", "place": "string", "value": "number", "n": "integer", "ok": "boolean", "source_id": "string"}
TABLE = Table(
    resource=Resource(
        name="t", path="t.csv", fields=tuple(Field(name=name, type=kind) for name, kind in TYPES.items())
    ),
    cells=tuple(zip(*ROWS, strict=True)),
    lines=[2, 3, 5, 6, 7, 9],
    numbers=range(2, 8),
)
CATALOG = Catalog(package=Package(root=Path(), resources=(TABLE.resource,)), tables=MappingProxyType({"t": TABLE}))
ID = "line"
Operation = Callable[[Any], Any]


def lines_of(rows: object, dataset: str) -> tuple[int, ...]:
    return tuple(find_lines(rows, dataset).tolist())


def whole() -> DatasetFrame:
    return make_frame(TABLE, range(len(ROWS)))


def by_year() -> Any:
    return make_frame(TABLE, [0, 2, 3, 5]).set_index("year")


def by_key() -> Any:
    return whole().set_index(["year", "place"]).sort_index()


def mended(frame: Any, change: Callable[[Any], Any]) -> Any:
    frame = frame.copy()
    change(frame)
    return frame


def with_id(frame: Any, *names: str) -> list[str]:
    return [*names, *(name for name in frame.columns if name == ID)]


FOLLOWED: dict[str, tuple[Callable[[], Any], Operation]] = {
    "list of labels": (by_year, lambda d: d.loc[[2024, 2021]]),
    "slice of labels": (by_year, lambda d: d.sort_index().loc[2022:]),
    "mask": (whole, lambda d: d[d["value"] > 1]),
    "mask in loc, and columns": (whole, lambda d: d.loc[d["n"] > 1, with_id(d, "year", "value")]),
    "mask of a function": (whole, lambda d: d.loc[lambda rows: rows["n"] > 1]),
    "isin": (whole, lambda d: d[d["place"].isin(["b"])]),
    "query": (whole, lambda d: d.query("value > 1")),
    "query of the index": (by_year, lambda d: d.query("year > 2022")),
    "positions": (whole, lambda d: d.iloc[[4, 1, -1]]),
    "slice of repeated labels": (by_key, lambda d: d.iloc[1:5:2]),
    "slice of alike rows": (by_key, lambda d: d.iloc[3:]),
    "slice of columns": (whole, lambda d: d.loc[:, "place":]),
    "list of repeated labels": (whole, lambda d: d.iloc[1:4].set_index("place").loc[["b", "a"]]),
    "drop of repeated labels": (whole, lambda d: d.iloc[1:4].set_index("place").drop("a")),
    "slice of positions": (whole, lambda d: d.iloc[4:1:-2]),
    "take": (whole, lambda d: d.take([3, 0])),
    "head": (whole, lambda d: d.head(2)),
    "tail": (whole, lambda d: d.tail(2)),
    "truncate": (whole, lambda d: d.truncate(1, 3)),
    "sort_values": (whole, lambda d: d.sort_values(["place", "value"], ascending=False)),
    "sort_values with new labels": (whole, lambda d: d.sort_values("value", ignore_index=True)),
    "sort_values by a key": (whole, lambda d: d.sort_values("value", key=lambda cells: -cells)),
    "sort_values by the index": (by_key, lambda d: d.sort_values(["place", "value"])),
    "sort_index": (by_year, lambda d: d.sort_index(ascending=False)),
    "sort_index of a level": (by_key, lambda d: d.sort_index(level="place")),
    "set_index": (whole, lambda d: d.set_index("place")),
    "reset_index": (by_key, lambda d: d.reset_index()),
    "reset_index that drops": (by_key, lambda d: d.reset_index(drop=True)),
    "set_axis": (whole, lambda d: d.set_axis(list("abcdef"))),
    "an index assigned": (whole, lambda d: mended(d, lambda one: setattr(one, "index", d.index[::-1]))),
    "droplevel": (by_key, lambda d: d.droplevel("year")),
    "swaplevel": (by_key, lambda d: d.swaplevel()),
    "copy": (whole, lambda d: d.copy()),
    "shallow copy": (whole, copy.copy),
    "columns": (whole, lambda d: d[with_id(d, "value", "year")]),
    "rename": (whole, lambda d: d.rename(columns={"n": "m"}, index={0: 9})),
    "assign": (whole, lambda d: d.assign(more=1)),
    "eval": (whole, lambda d: d.eval("more = value * 2")),
    "insert": (whole, lambda d: mended(d, lambda one: one.insert(0, "more", 1))),
    "drop of columns": (whole, lambda d: d.drop(columns="n")),
    "drop of rows": (whole, lambda d: d.drop([1, 2])),
    "drop of both": (by_year, lambda d: d.drop(index=2023, columns="n")),
    "dropna": (whole, lambda d: d.dropna(subset=["n"])),
    "drop_duplicates": (whole, lambda d: d.drop_duplicates(["year", "place"], keep="last", ignore_index=True)),
    "nlargest": (whole, lambda d: d.nlargest(3, "value")),
    "nsmallest": (whole, lambda d: d.nsmallest(2, "value")),
    "sample": (whole, lambda d: d.sample(4, random_state=2)),
    "reindex": (by_year, lambda d: d.reindex([2024, 2021])),
    "filter": (by_year, lambda d: d.filter(items=[2021, 2023], axis=0)),
    "xs": (by_key, lambda d: d.xs("b", level="place")),
    "xs that keeps the level": (by_key, lambda d: d.xs("b", level="place", drop_level=False)),
    "first level": (by_key, lambda d: d.loc[2024]),
    "slices of levels": (by_key, lambda d: d.loc[(slice(None), ["b"]), :]),
    "group": (whole, lambda d: dict(iter(d.groupby("place")))["b"]),
    "group of a list": (whole, lambda d: dict(iter(d.groupby(["place"])))[("b",)]),
    "group of a level": (by_key, lambda d: dict(iter(d.groupby(level="place")))["b"]),
    "get_group": (whole, lambda d: d.groupby("place").get_group("b")),
    "first rows of groups": (whole, lambda d: d.groupby("place").head(1)),
    "filter of groups": (whole, lambda d: d.groupby("place").filter(lambda group: len(group) > 1)),
    "concat": (whole, lambda d: pd.concat([d.iloc[3:], d.iloc[:0], d.iloc[:2]])),
    "concat with new labels": (whole, lambda d: pd.concat([d.iloc[3:], d.iloc[:2]], ignore_index=True)),
    "concat with keys": (whole, lambda d: pd.concat({"x": d.iloc[3:], "y": d.iloc[:2]})),
    "astype": (whole, lambda d: d.astype({"year": "float"})),
    "a row": (by_year, lambda d: d.loc[2024]),
    "a row by position": (whole, lambda d: d.iloc[3]),
    "a row of iterrows": (whole, lambda d: list(d.iterrows())[4][1]),
    "a row squeezed": (whole, lambda d: d.iloc[[2]].squeeze()),
}
ENDS: dict[str, Operation] = {
    "part of a column": lambda d: d["value"].iloc[1:3],
    "a column sorted": lambda d: d["value"].sort_values(),
    "a column as a frame": lambda d: d["value"].to_frame(),
    "part of a row": lambda d: d.iloc[0][["year", "value"]],
    "sum": lambda d: d[["value", "n"]].sum(),
    "groups summed": lambda d: d.groupby("place").sum(numeric_only=True),
    "first of groups": lambda d: d.groupby("place", as_index=False).first(),
    "merge": lambda d: d.merge(pd.DataFrame({"place": ["b", "a"]}), on="place", how="right"),
    "side by side": lambda d: pd.concat([d.iloc[:3], d.iloc[3:].add_prefix("x")], axis=1),
    "side by side, with nothing": lambda d: pd.concat([d, d.iloc[:0].add_prefix("x")], axis=1),
    "shift": lambda d: d.shift(1),
    "shift in groups": lambda d: d.groupby("place").shift(1),
    "a row that is new": lambda d: mended(d, lambda one: one.loc.__setitem__(99, d.iloc[0])),
    "a label that is new": lambda d: d.reindex([0, 99]),
    "rows of another table": lambda d: pd.concat([d, pd.DataFrame(d)]),
    "melt": lambda d: d.melt(id_vars="year", value_name="cell"),
    "transposed": lambda d: d.T,
    "a plain frame": pd.DataFrame,
}


def plain(frame: Any) -> Any:
    twin = pd.DataFrame(frame)
    twin.attrs = dict(frame.attrs)
    return twin


def lines_by_id(base: Any, operation: Operation) -> tuple[int, ...]:
    """What the operation makes of a visible column with the lines."""
    made = operation(plain(base).assign(**{ID: lines_of(base, "t")}))
    return tuple(np.atleast_1d(made[ID]).tolist())


@pytest.mark.parametrize("name", FOLLOWED)
def test_rows_keep_their_lines(name: str) -> None:
    make, operation = FOLLOWED[name]
    assert lines_of(operation(make()), "t") == lines_by_id(make(), operation)


OTHER = replace(TABLE, resource=replace(TABLE.resource, name="u"))
WHEN = pd.to_datetime(["2021", "2021", "2022", "2023", "2023", "2024"])
COMPUTED: dict[str, tuple[Callable[[Any, Any], Any], tuple[str, ...]]] = {
    "groupby": (lambda d, o: d.groupby("place").sum(numeric_only=True), ("t",)),
    "groupby of a column": (lambda d, o: d.groupby("place")["value"].mean(), ("t",)),
    "size of groups": (lambda d, o: d.groupby("place").size(), ("t",)),
    "resample": (lambda d, o: d.set_axis(WHEN).resample("YE")["value"].sum(), ("t",)),
    "merge": (lambda d, o: d.merge(o, on="year"), ("t", "u")),
    "a column of a merge": (lambda d, o: d.merge(o, on="year")["value_x"], ("t", "u")),
    "a sum of a merge": (lambda d, o: d.merge(o, on="year").groupby("year")["value_x"].sum(), ("t", "u")),
    "join": (lambda d, o: d.join(o.add_prefix("x")), ("t", "u")),
    "concat": (lambda d, o: pd.concat([d, o]), ("t", "u")),
    "concat beside one another": (lambda d, o: pd.concat([d, o.add_prefix("x")], axis=1), ("t", "u")),
    "three tables": (lambda d, o: pd.concat([d.merge(o, on="year"), d]), ("t", "u")),
    "pivot": (lambda d, o: d.iloc[1:4].pivot(index="year", columns="place", values="value"), ("t",)),
    "pivot_table": (lambda d, o: d.pivot_table(index="year", columns="place", values="value"), ("t",)),
    "melt": (lambda d, o: d.melt(id_vars="year", value_name="cell"), ("t",)),
    "unstack": (lambda d, o: d.iloc[1:4].set_index(["year", "place"])[["value"]].unstack(), ("t",)),
    "arithmetic": (lambda d, o: 1 - d["value"], ("t",)),
    "numpy": (lambda d, o: pd.DataFrame(d.to_numpy()), ()),
    "a list": (lambda d, o: pd.Series(list(d["value"])), ()),
}


@pytest.mark.parametrize("name", COMPUTED)
def test_what_is_computed_has_the_datasets_that_it_was_computed_of(name: str) -> None:
    operation, datasets = COMPUTED[name]
    made = operation(whole(), make_frame(OTHER, range(len(ROWS))))
    assert find_datasets(made) == datasets
    (rowset,) = read_rows(made)
    assert (rowset.origins, rowset.lines) == (datasets, ())


IN_PLACE: dict[str, Callable[[Any], Any]] = {
    "sort_values": lambda d: d.sort_values("value", ascending=False, inplace=True),
    "sort_index": lambda d: d.sort_index(ascending=False, inplace=True),
    "drop": lambda d: d.drop([1, 2], inplace=True),
    "drop of a column": lambda d: d.drop(columns="n", inplace=True),
    "dropna": lambda d: d.dropna(inplace=True),
    "drop_duplicates": lambda d: d.drop_duplicates(["place"], inplace=True),
    "query": lambda d: d.query("value > 1", inplace=True),
    "set_index": lambda d: d.set_index("place", inplace=True),
    "rename": lambda d: d.rename(columns={"n": "m"}, inplace=True),
    "fillna": lambda d: d.fillna({"n": 0}, inplace=True),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", IN_PLACE)
def test_rows_that_are_changed_in_place_keep_their_lines(name: str) -> None:
    assert lines_of(mended(whole(), IN_PLACE[name]), "t") == lines_by_id(whole(), lambda d: mended(d, IN_PLACE[name]))


def test_a_column_has_the_lines_of_its_rows() -> None:
    assert lines_of(whole().loc[[3, 1]]["value"], "t") == (6, 3)


@pytest.mark.parametrize("name", ENDS)
def test_where_rows_end_there_are_no_lines(name: str) -> None:
    assert lines_of(ENDS[name](whole()), "t") == ()


@pytest.mark.parametrize("name", [*FOLLOWED, *ENDS])
def test_pandas_shows_nothing_of_it(name: str) -> None:
    make, operation = FOLLOWED.get(name) or (whole, ENDS[name])
    ours, theirs = operation(make()), operation(plain(make()))
    compare = pd.testing.assert_series_equal if theirs.ndim == 1 else pd.testing.assert_frame_equal
    compare(ours, theirs)
    compare(theirs, ours)
    assert (repr(ours), str(type(ours))) == (repr(theirs), str(type(theirs)))
    assert {**ours.attrs, DATASET: ""} == {**theirs.attrs, DATASET: ""}
    assert type(ours.index) is type(theirs.index)


def test_what_is_written_or_described_is_that_of_a_plain_frame(capsys: pytest.CaptureFixture[str]) -> None:
    shown = []
    for frame in (whole(), plain(whole())):
        frame.info()
        rows = [*frame.itertuples()], [(label, list(map(str, row))) for label, row in frame.iterrows()]
        texts = repr((frame.to_dict(), frame.to_csv(), frame.describe(), frame._repr_html_(), dir(frame)[:20], rows))
        shown.append((texts, capsys.readouterr().out.split("memory")[0], str(type(frame.groupby("place")))))
    assert shown[0] == shown[1]
    assert whole().equals(plain(whole()))
    assert plain(whole()).equals(whole())


def test_a_pickle_is_read_where_factbook_is_not() -> None:
    again = pickle.loads(pickle.dumps(whole()))
    assert type(again) is pd.DataFrame
    assert again.attrs == whole().attrs
    assert b"factbook.data.frames" not in pickle.dumps(whole())


def test_rows_are_lines_of_their_own_table_only() -> None:
    other = make_frame(replace(TABLE, resource=replace(TABLE.resource, name="u")), [0])
    assert lines_of(whole(), "u") == ()
    mixed = pd.concat([whole(), other])
    mixed.attrs = whole().attrs
    assert lines_of(mixed, "t") == ()


def test_arithmetic_of_rows_in_another_order_has_no_lines() -> None:
    turned = whole()[["value"]].iloc[::-1].set_axis(whole().index)
    turned.index = (straight := whole()[["value"]]).index
    assert lines_of(straight + turned, "t") == ()


def test_rows_that_a_notebook_has_edited_are_recorded_without_lines() -> None:
    (as_read,), (edited,) = read_rows(whole()), read_rows(whole().assign(value=9.0))
    assert CATALOG.verify_lines(as_read) == (2, 3, 5, 6, 7, 9)
    assert CATALOG.verify_lines(edited) == ()


CHAIN: dict[str, Operation] = {
    **{name: operation for name, (_, operation) in FOLLOWED.items() if "row" not in name.split()},
    **{name: ENDS[name] for name in ("merge", "shift", "first of groups", "side by side", "a row that is new")},
    "cells edited": lambda d: d.assign(value=1.5),
    "rows turned in place": lambda d: mended(d, lambda one: one.__setitem__("n", list(d["n"])[::-1])),
    "the other way round": lambda d: d.iloc[::-1],
    "labels turned": lambda d: d.iloc[::-1].set_axis(d.index),
    "twice": lambda d: pd.concat([d, d]),
    "added to itself": lambda d: d.iloc[::-1].combine_first(d),
    "sorted in place": lambda d: mended(d, lambda one: one.sort_values("value", inplace=True)),
    "dropped in place": lambda d: mended(d, lambda one: one.drop(one.index[:1], inplace=True)),
    "deduplicated in place": lambda d: mended(d, lambda one: one.drop_duplicates(["n"], inplace=True)),
}


INDEXING = (pd.errors.InvalidIndexError, pd.errors.IndexingError)


@pytest.mark.filterwarnings("ignore")
@given(st.sampled_from([whole, by_year, by_key]), st.lists(st.sampled_from(sorted(CHAIN)), min_size=1, max_size=6))
def test_a_chain_of_operations_keeps_the_right_lines_or_none(make: Callable[[], Any], names: list[str]) -> None:
    ours = make()
    shadow = plain(ours).assign(**{ID: lines_of(ours, "t")})
    for name in names:
        try:
            shown = CHAIN[name](shadow)
            CHAIN[name](plain(ours))  # the shadow has a column more, and some operations mind
        except (LookupError, NameError, ValueError, TypeError, AttributeError, *INDEXING):
            continue
        ours, shadow = CHAIN[name](ours), shown
        if np.ndim(ours) == 0:
            return  # a single cell is no row any more
        if len(ours) > 50:
            break
    (rowset,) = read_rows(ours)
    lines = CATALOG.verify_lines(rowset)
    assert not lines or lines == tuple(np.atleast_1d(shadow[ID]))
