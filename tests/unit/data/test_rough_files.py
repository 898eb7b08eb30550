"""Files as others make them: what is read of each is what it means, or it is refused in words."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook.data.adding.entry import Answers, FoundTable, find_entries, find_entry
from factbook.data.adding.package import find_package, unzip_package
from factbook.data.adding.spellings import find_type, is_decimal_comma
from factbook.data.adding.write import add_package
from factbook.data.catalog import read_catalog
from factbook.data.cells import parse_spelling, read_column
from factbook.data.descriptor_file import parse_package
from factbook.data.formats.read import read_records
from factbook.data.tables import make_table, read_columns
from factbook.data.validate import check_data
from figurecheck.model.errors import DataError


def look(path: Path, content: str | bytes, chosen: str = "") -> FoundTable:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return find_entry(path, path.name, Answers(chosen=chosen))


def rows_of(found: FoundTable) -> list[tuple[Any, ...]]:
    (resource,) = parse_package({"resources": [found.entry]}, Path()).resources
    records, complaints = read_records(found.file, resource)
    assert complaints == []
    rows = make_table(records, read_columns(records, resource), resource).rows
    return [tuple(str(cell) if isinstance(cell, Decimal) else cell for cell in row) for row in rows]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(",n\nA,1\nB,2\n", [("A", 1), ("B", 2)], id="labels without a head"),
        pytest.param("Us, 2020, new\n\ny,n\nA,1\nB,2\nC,3\n", [("A", 1), ("B", 2), ("C", 3)], id="commas in a note"),
        pytest.param("a,n,m\nA,1,2\n,,\nB,3,4\n,,\n", [("A", 1, 2), ("B", 3, 4)], id="rows of delimiters"),
        pytest.param("a,n,m\nA,1,2\nB,3,4\n\nSource: X, 2020\n", [("A", 1, 2), ("B", 3, 4)], id="a note below"),
        pytest.param("a,n,m\nA,1,2\nB,3,4\nSource: X,,\n", [("A", 1, 2), ("B", 3, 4)], id="a padded note below"),
        pytest.param("a,n,m\nA,1,2\nChad,,\n", [("A", 1, 2), ("Chad", None, None)], id="a label alone"),
        pytest.param("a,n\nA,1,\nB,2,\n", [("A", 1), ("B", 2)], id="a delimiter behind each row"),
        pytest.param("y,km\n,km\n2020,1.5\n2021,2\n", [(2020, "1.5"), (2021, "2")], id="a row of units"),
        pytest.param("a, n\nA, 1\nB, 2\n", [("A", 1), ("B", 2)], id="blanks behind commas"),
        pytest.param("a;n\nA;1.234,50 €\nB;-9,00 €\n", [("A", "1234.50"), ("B", "-9.00")], id="money behind"),
        pytest.param('a,n\nA,(123)\nB,"(1,234)"\nC,5\n', [("A", "-123"), ("B", "-1234"), ("C", "5")], id="parentheses"),
        pytest.param("a,n\nA,\u22123%\nB,4%\n", [("A", "-3"), ("B", "4")], id="a true minus"),
        pytest.param("a,n\nA,12*\nB,4\nC,3 p\n", [("A", 12, "*"), ("B", 4, None), ("C", 3, "p")], id="marks of notes"),
        pytest.param("a,n\nA,5 kg\nB,3 t\n", [("A", "5 kg"), ("B", "3 t")], id="two units"),
        pytest.param("a,n\nA,<5\nB,<5\n", [("A", "<5"), ("B", "<5")], id="limits are no numbers"),
        pytest.param("a,n\nA,1\nB\n", None, id="a row that was cut off is no note"),
    ],
)
def test_a_text_is_read_as_it_is_meant(tmp_path: Path, text: str, rows: list[tuple[Any, ...]] | None) -> None:
    if rows is None:
        with pytest.raises(DataError, match="row 3: has 1 cells"):
            look(tmp_path / "a.csv", text)
        return
    assert rows_of(look(tmp_path / "a.csv", text)) == rows


SIGNS = [("", ""), ("$", ""), ("", "%"), ("", " €"), ("CHF ", ""), ("£", "")]


@given(
    values=st.lists(st.decimals(-99999, 99999, places=2), min_size=2, max_size=5, unique=True),
    marks=st.sampled_from([(".", ""), (".", ","), (",", "."), (",", " ")]),
    sign=st.sampled_from(SIGNS),
    minus=st.sampled_from(["-{}{}{}", "\u2212{}{}{}", "({}{}{})", "{}-{}{}", "{}{}{}-"]),
)
def test_however_a_column_is_spelled_its_numbers_come_back_or_it_is_text(
    values: list[Decimal], marks: tuple[str, str], sign: tuple[str, str], minus: str
) -> None:
    point, group = marks

    def spell(value: Decimal) -> str:
        digits = f"{abs(value):,.2f}".translate({ord("."): point, ord(","): group})
        form = minus if value < 0 else "{}{}{}"
        return form.format(sign[0], digits, sign[1])

    texts = [spell(value) for value in values]
    found = find_type("value", texts, "", commas=is_decimal_comma(texts))
    read = read_column(texts, str(found["type"]), [], parse_spelling(found)).values
    # A wrong number would be believed; a text is seen.
    assert found["type"] == "string" or list(read) == values


def test_a_column_of_a_name_that_means_something_here_is_left_out_unless_it_does(tmp_path: Path) -> None:
    theirs = look(tmp_path / "a.csv", "a,status,note\nx,open,\ny,closed,late\nz,open,\n")
    assert [one.name for one in theirs.columns] == ["a", "note"]
    assert theirs.left_out == ("column status, which holds none of main, agrees, conflict, claim,",)
    ours = look(tmp_path / "b.csv", "a,status\nx,main\nx,agrees\n")
    assert ours.columns[1].described["constraints"] == {"enum": ["main", "agrees", "conflict", "claim"]}


def book(path: Path, *rows: list[Any], change: Any = None) -> FoundTable:
    openpyxl = pytest.importorskip("openpyxl")
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    if change:
        change(made.active)
    made.save(path)
    return find_entry(path, path.name, Answers())


def test_what_a_workbook_shows_is_in_the_entry_or_said(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.merge_cells("A2:A3")
        sheet.row_dimensions[3].hidden = True
        for row in (2, 3, 4):
            sheet.cell(row, 3).number_format, sheet.cell(row, 4).number_format = "0%", "#,##0.0 [$€-407]"

    heads = ["region", "sex", "quota", "price"]
    rows = [["N", "m", 0.25, 1.5], [None, "f", 0.5, 2.5], ["S", "m", 0.1, 3]]
    found = book(tmp_path / "a.xlsx", heads, *rows, [], ["Source: us"], change=change)
    assert [one.unit for one in found.columns] == ["", "", "share", "EUR"]
    assert found.key == ("region", "sex")
    assert rows_of(found)[1] == ("N", "f", "0.5", "2.5")
    remarks = "left out below the table: row 6, 'Source: us'", "hidden in the workbook, and used: row 3"
    assert found.remarks == remarks


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        pytest.param([["a", "b", "c"], ["x", 1, "=1+1"]], "formulas without their results in C2", id="no results"),
        pytest.param([["a", "b"], ["x", 1], [], ["c", "d"], ["p", 5]], "several tables: row 4", id="two tables"),
        pytest.param([["a", "b", "b"], ["x", 1, 2]], "2 columns are named 'b'", id="one name twice"),
    ],
)
def test_a_sheet_that_cannot_be_used_is_refused(tmp_path: Path, rows: list[list[Any]], what: str) -> None:
    with pytest.raises(DataError, match=what):
        book(tmp_path / "a.xlsx", *rows)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param('{"a": "x", "n": 1}\n\n{"a": "y", "n": 2.50}\n', [("x", "1"), ("y", "2.50")], id="lines"),
        pytest.param('{"a": ["x", "y"], "n": [1, 2]}', [("x", 1), ("y", 2)], id="columns"),
        pytest.param('{"columns": ["a"], "index": [0], "data": [["x"]]}', [("x",)], id="heads and rows apart"),
        pytest.param('[{"page": 1}, [{"a": "x"}, {"a": "y"}]]', [("x",), ("y",)], id="within a list"),
        pytest.param('[{"a": {"b": 1}, "k": 1}, {"a": null, "k": 2}]', [(1, 1), (None, 2)], id="a missing object"),
    ],
)
def test_a_document_is_read_in_each_shape_of_a_table(tmp_path: Path, text: str, rows: list[tuple[Any, ...]]) -> None:
    assert rows_of(look(tmp_path / "a.json", text)) == rows


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param('[{"a": 1, "a": 2}]', "two values of 'a'", id="a name twice"),
        pytest.param('[{"a": {"b": 1}, "a.b": 2}]', "row 1: has 'a.b' both", id="one name of two"),
        pytest.param('[["a"], [1], [2, 3]]', "rows of which number 3", id="a long row"),
        pytest.param('[{"a": 1}, 5]', "entry 2 is no object", id="a number among objects"),
        pytest.param('{"a": 1}\n{"a": \n', ":2:1: not readable", id="a broken line"),
        pytest.param('{"u": [{"a": 1}], "v": [{"a": 1}]}', "--table /v --name a_v", id="two lists"),
    ],
)
def test_a_document_that_is_no_table_is_refused_with_its_place(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(DataError, match=what):
        look(tmp_path / "a.json", text)


def test_all_tables_of_a_database_are_found_with_what_it_declares(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "d.sqlite") as connection:
        connection.executescript(
            "create table t (y int, a text, ok boolean, pic blob, primary key (a, y));"
            "insert into t values (2020, 'x', 1, x'00ff'), (2021, 'x', 0, null);"
            "create table bare (a text); create virtual table words using fts5 (w);"
            "create view endless as with recursive c(x) as (select 1 union all select x + 1 from c) select x from c;"
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("factbook.data.formats.database._MOST_SECONDS", 0.2)
        with pytest.raises(DataError, match="endless: takes too long to be read"):
            find_entries(tmp_path / "d.sqlite", "d.sqlite", Answers(), every=True)
    with sqlite3.connect(tmp_path / "d.sqlite") as connection:
        connection.execute("drop view endless")
    (found,) = find_entries(tmp_path / "d.sqlite", "d.sqlite", Answers(), every=True)
    assert (found.key, found.left_out) == (("a", "y"), ("column pic, which holds bytes,",))
    assert rows_of(found) == [(2020, "x", True), (2021, "x", False)]
    assert found.remarks == ("left out, since they have no rows: bare, words",)


FIELDS = [{"name": "a", "type": "string"}, {"name": "n", "type": "integer"}]


def test_a_package_with_faults_of_its_own_is_used_and_they_are_said(tmp_path: Path) -> None:
    a = {"name": "a", "type": "string", "constraints": {"pattern": "[xy]"}}
    schema = {"fields": [a, FIELDS[1]], "primaryKey": ["zz"]}
    resources = [
        {"name": "t", "path": ["t.csv"], "schema": "parts/t.json"},
        {"name": "u", "path": "t.csv", "schema": schema},
        {"name": "v", "path": "https://x.example/v.csv?token=abc", "schema": {"fields": FIELDS}},
    ]
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr("p/datapackage.json", json.dumps({"name": "p", "resources": resources}))
        archive.writestr("p/parts/t.json", json.dumps({**schema, "primaryKey": ["a"]}))
        archive.writestr("p/t.csv", "a,n\nx,1\nz,2\nx,n/a\n" + "".join(f"w{at},1\n" for at in range(9)))
    package = find_package(unzip_package(tmp_path / "p.zip", "p.zip", tmp_path / "unpacked"))
    assert package.left_out == ("v lies elsewhere: factbook data add https://x.example/v.csv --name v",)
    root = tmp_path / "report"
    root.mkdir()
    warnings = add_package(root, package.folder, package.name, package.files).warnings
    assert check_data(root) == list(warnings)
    assert all(one.warns for one in warnings)
    texts = [str(one).partition(" (")[0] for one in warnings]
    assert "data/datapackage.json: u: primaryKey names 'zz', and the fields are 'a', 'n'" in texts
    assert "data/p/t.csv: row 4, column n: 'n/a' is no whole number, and read as no value" in texts
    assert "data/p/t.csv: row 3, column a: 'z' does not fit the pattern [xy]" in texts
    assert "data/p/t.csv: row 13, column a: 7 more rows have such a fault, the last of them this one" in texts
    assert read_catalog(root).tables["t"].rows[:3] == (("x", 1), ("z", 2), ("x", None))


def test_a_zipped_package_writes_nothing_outside_its_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("../t.csv", "a\n1\n")
    with pytest.raises(DataError, match="leads out"):
        unzip_package(tmp_path / "p.zip", "p.zip", tmp_path / "unpacked")
    assert not (tmp_path / "unpacked").exists()
