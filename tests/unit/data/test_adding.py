"""`factbook data add`: what it finds out of files of any format, and what it refuses without writing anything."""

import contextlib
import csv
import errno
import io
import json
import sqlite3
import sys
import zipfile
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from factbook.cli.main import main
from factbook.data.adding.columns import find_columns
from factbook.data.adding.entry import Answers, find_entries, find_entry
from factbook.data.catalog import dataset, read_catalog
from factbook.data.descriptor_file import parse_package
from factbook.data.formats.read import read_records
from factbook.data.tables import read_columns
from factbook.data.validate import check_data
from factbook.project import files
from figurecheck.model.errors import DataError

pytestmark = pytest.mark.slow  # Each of them loads the library of the standard, if it runs alone.
RENTS = "Stadtteil;Jahr;Kaltmiete €/m²\nKöln;2019;11,3\nKöln;2020;1.011,75\nMöhringen;2019;9,1\nMöhringen;2020;9,5\n"


@pytest.fixture
def report(tmp_path, monkeypatch):
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "_config.yml").write_text("title: x\nfactbook:\n  edition:\n    date: 2026-11-26\n", "utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("FACTBOOK_ROOT", raising=False)
    monkeypatch.delenv("FACTBOOK_AS_OF", raising=False)
    return folder


def add(*arguments, code=0):
    result = CliRunner().invoke(main, ["data", "add", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result.output


def described(report, name):
    package = json.loads((report / "data/datapackage.json").read_text("utf-8"))
    return next(one for one in package["resources"] if one["name"] == name)


def types(columns):
    return {one.name: one.type for one in find_columns(columns)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_a_german_table_is_read_whatever_its_encoding(report, tmp_path, encoding):
    file = tmp_path / "miete.csv"
    file.write_bytes(RENTS.encode(encoding))
    source = "City <https://city.example/rents>"
    shown = add(file, "--source", source, "--licence", "cc by 4.0", "--population", "flats")
    assert "Next: in a notebook" in shown
    assert (report / "data/miete.csv").read_bytes() == file.read_bytes()
    frame = dataset("miete")
    assert list(frame.index.names) == ["Stadtteil", "Jahr"]
    assert frame.loc[("Köln", 2020), "Kaltmiete €/m²"] == 1011.75
    catalog = read_catalog(report)
    assert [one.url for one in catalog.sources.values()] == ["https://city.example/rents"]
    assert catalog.resources[0].population == "flats"
    assert [str(one) for one in check_data(report)] == []


def test_a_korean_table_is_read_in_the_encoding_of_its_office(report, tmp_path):
    rows = "".join(f"서울특별시,{year},{year * 3}\n부산광역시,{year},{year * 2}\n" for year in range(2015, 2026))
    (tmp_path / "ko.csv").write_bytes(f"지역,연도,인구\n{rows}".encode("cp949"))
    add(tmp_path / "ko.csv", "--yes")
    assert described(report, "ko")["encoding"] in {"cp949", "euc_kr"}
    assert dataset("ko").loc[("부산광역시", 2020), "인구"] == 4040


def test_a_descriptor_that_was_begun_by_hand_is_added_to(report, tmp_path):
    (report / "data").mkdir()
    (report / "data/datapackage.json").write_text('{"name": "ours", "resources": []}', "utf-8")
    (tmp_path / "a.csv").write_text("town,value\nA,1\nB,2\n", "utf-8")
    add(tmp_path / "a.csv", "--yes")
    assert list(read_catalog(report).tables) == ["a"]
    assert json.loads((report / "data/datapackage.json").read_text("utf-8"))["name"] == "ours"


def test_adding_again_changes_nothing_and_keeps_what_was_edited(report, tmp_path):
    (tmp_path / "a.csv").write_text("town,year,value,extra\nA,2020,1,x\nB,2020,2,y\n", "utf-8")
    add(tmp_path / "a.csv", "--yes")
    package = report / "data/datapackage.json"
    edited = json.loads(package.read_text("utf-8"))
    edited["resources"][0]["schema"]["fields"].pop()
    package.write_text(json.dumps(edited), "utf-8")
    assert "extra" not in dataset("a").columns
    before = package.read_bytes()
    assert "nothing to write" in add(tmp_path / "a.csv", "--yes")
    assert package.read_bytes() == before
    add("data/a.csv", "--source", "An office", "--yes")
    assert described(report, "a")["sources"] == [{"title": "An office"}]
    assert "extra" not in dataset("a").columns


@pytest.mark.parametrize(
    ("texts", "kind", "spelled"),
    [
        (["1,234", "12,345,678"], "integer", {"groupChar": ","}),
        (["1 234,5", "12"], "number", {"decimalChar": ",", "groupChar": " "}),
        (["1.5", "-2e3"], "number", {}),
        (["12.5%", "3%"], "number", {"bareNumber": False}),
        (["01067", "01069"], "string", {}),
        (["n1", "n2"], "string", {}),
        (["40 kg", "3.5 kg"], "number", {"bareNumber": False, "factbook:unit": "kg"}),
        (["31.12.2024", "01.01.2025"], "date", {"format": "%d.%m.%Y"}),
        (["01/02/2024", "25/02/2024"], "date", {"format": "%d/%m/%Y"}),
        (["01/02/2024", "03/02/2024"], "string", {}),
        (["2024-01", "2024-02"], "yearmonth", {}),
        (["5", "n/a", ".."], "integer", {"missingValues": ["", "n/a", ".."]}),
        (["x", "-", "y"], "string", {}),
        (["11,3", "9,1"], "number", {"decimalChar": ","}),
        (["true", "false"], "boolean", {}),
    ],
)
def test_a_column_has_the_type_that_reads_all_of_its_texts(texts, kind, spelled):
    (column,) = find_columns({"a": texts})
    assert column.type == kind
    assert {key: column.described[key] for key in spelled} == spelled


def test_units_are_taken_from_names_and_never_from_rates():
    columns = {"price_usd": ["1"], "weight_kg": ["1.5"], "share": ["0.5"], "eur_per_head": ["2"], "won": ["3"]}
    assert [one.unit for one in find_columns(columns)] == ["USD", "kg", "share", "", ""]


def write_book(path: Path, rows, title="Table 1"):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    book.active.append(["Notes"])
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    book.save(path)


def test_a_workbook_has_notes_two_rows_of_heads_and_marks(report, tmp_path):
    rows = [
        *(["Table 1: injuries"], [], ["Quarter", "Killed", "Injured"], [None, None, "Serious", "Slight [note 1]"]),
        *(["2025 Q4", 3, 10, 20.5], ["2026 Q1 [p]", 4, "[x]", 30], [], ["[note 1] under-reported"]),
    ]
    write_book(tmp_path / "b.xlsx", rows)
    add(tmp_path / "b.xlsx", "--yes")
    frame = dataset("b")
    assert list(frame.columns) == ["Killed", "Injured Serious", "Injured Slight", "flags"]
    assert frame.loc["2026 Q1", "flags"] == "[p] [x]"
    assert frame["Injured Slight"].tolist() == [20.5, 30]
    assert read_catalog(report).tables["b"].lines == [5, 6]


def test_tables_and_views_of_a_database_and_lists_of_a_document(report, tmp_path):
    connection = sqlite3.connect(tmp_path / "d.sqlite")
    connection.executescript(
        "create table a (town text, n real); insert into a values ('A', 1.5), ('B', 2);"
        "create view v as select town, n * 2 as twice from a;"
    )
    connection.close()
    assert "--name names one (choose which: --table 'a')" in add(tmp_path / "d.sqlite", "--yes", "--name", "x", code=2)
    assert not (report / "data").exists()
    add(tmp_path / "d.sqlite", "--table", "v", "--yes")
    assert [one.name for one in read_catalog(report).resources] == ["v"]
    add(tmp_path / "d.sqlite", "--yes")
    assert [one.name for one in read_catalog(report).resources] == ["v", "a"]
    assert dataset("v").loc["B", "twice"] == 4.0
    document = '{"meta": {"n": 1}, "data": {"rows": [{"t": "A", "x": 1.10}, {"t": "B"}]}}'
    (tmp_path / "j.json").write_text(document, "utf-8")
    add(tmp_path / "j.json", "--yes")
    assert str(read_catalog(report).tables["j"].column("x")[0]) == "1.10"
    assert [str(one) for one in check_data(report)] == []


def test_parquet_stays_columns_and_is_judged_like_other_tables(report, tmp_path):
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    columns = {"day": ["2024-01-01", "2024-01-02", None], "n": [1, 2, 2], "x": [0.1, float("nan"), 3.5]}
    columns |= {"ok": [True, False, None], "list": [[1], [2], None]}
    parquet.write_table(arrow.table(columns), tmp_path / "p.parquet")
    assert "column list, which holds no plain values, left out" in add(tmp_path / "p.parquet", "--yes")
    frame = dataset("p")
    assert [str(one) for one in frame.dtypes] == ["str", "int64", "float64", "boolean"]
    assert [str(one) for one in read_catalog(report).tables["p"].column("x")] == ["0.1", "None", "3.5"]
    package = json.loads((report / "data/datapackage.json").read_text("utf-8"))
    schema = package["resources"][0]["schema"]
    schema["fields"] = [
        {"name": "day", "type": "string", "constraints": {"required": True}},
        {"name": "n", "type": "integer", "constraints": {"maximum": 1, "unique": True}},
        {"name": "x", "type": "integer"},
    ]
    (report / "data/datapackage.json").write_text(json.dumps(package), "utf-8")
    assert [str(one).partition(" (")[0] for one in check_data(report)] == [
        "data/p.parquet: column x is double in the file and no integer",
        "data/p.parquet: row 2, column n: 2 does not fit the maximum",
        "data/p.parquet: row 3, column day: is empty",
        "data/p.parquet: row 3: has the same key",
        "data/p.parquet: row 3, column n: 2 does not fit the maximum",
    ]


def test_a_package_of_others_is_used_as_it_is(report, tmp_path):
    folder = tmp_path / "theirs"
    (folder / "data").mkdir(parents=True)
    fields = [{"name": "Date", "type": "date", "format": "any"}, {"name": "Mean", "type": "number"}]
    package = {
        "name": "air",
        "sources": [{"title": "Observatory", "path": "https://air.example/"}],
        "resources": [{"name": "air-mean", "path": "data/mean.csv", "schema": {"fields": fields}}, {"name": "notes"}],
    }
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    rows = "".join(f"1979-0{month},{336 + month},0.1\n" for month in (1, 2, 3))
    (folder / "data/mean.csv").write_text(f"Date,Mean\n\n{rows}", "utf-8")
    shown = add(folder)
    assert "left out: notes names no file" in shown
    assert (report / "data/air/datapackage.json").read_bytes() == (folder / "datapackage.json").read_bytes()
    assert dataset("air-mean")["Mean"].tolist() == [337, 338, 339]
    catalog = read_catalog(report)
    assert catalog.tables["air-mean"].lines == [3, 4, 5]
    assert [one.title for one in catalog.sources.values()] == ["Observatory"]
    assert check_data(report) == []
    assert "nothing to write" in add(folder)


@pytest.mark.parametrize(
    ("text", "columns", "rows"),
    [
        pytest.param(",a,b\n0,x,y\n1,z,w\n", ["a", "b"], 2, id="an index without a name"),
        pytest.param(",2019,2020\nA,1,2\nB,3,4\n", ["column 1", "2019", "2020"], 2, id="years as heads"),
        pytest.param("name,city\n,Berlin\nx,Rom\n", ["name", "city"], 2, id="a first row without a name"),
        pytest.param(",Men,,Women,\nAge,2019,2020,2019,2020\n0-9,1,2,3,4\n10-19,5,6,7,8\n",
                     ["Age", "Men 2019", "Men 2020", "Women 2019", "Women 2020"], 2, id="heads of groups"),
        pytest.param("sep=;\na;b\n1;x\n2;y\n", ["a", "b"], 2, id="a line for one program alone"),
        pytest.param("a,b\n1,x\n2,y\n\nSource: an office\n", ["a", "b"], 2, id="a note below, set apart"),
        pytest.param("a;b;\n1;x;\n2;y;\n", ["a", "b"], 2, id="a delimiter at the end of each row"),
    ],
)  # fmt: skip
def test_heads_and_notes_are_told_from_rows(report, tmp_path, text, columns, rows):
    (tmp_path / "h.csv").write_text(text, "utf-8")
    found = find_entry(tmp_path / "h.csv", "h.csv", Answers())
    assert ([one.name for one in found.columns], found.rows) == (columns, rows)


def test_rows_of_a_document_may_be_lists_below_their_heads(report, tmp_path):
    (tmp_path / "census.json").write_text('[["NAME", "P1"], ["Alaska", "733391"], ["Idaho", null]]', "utf-8")
    add(tmp_path / "census.json", "--yes")
    assert dataset("census").loc["Alaska", "P1"] == 733391


def zipped(name="readme.txt"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


def half_a_sheet():
    """A workbook that opens, and whose rows break off."""
    whole, out = io.BytesIO(), io.BytesIO()
    book = pytest.importorskip("openpyxl").Workbook()
    for row in range(40):
        book.active.append([f"port {row}", row])
    book.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content[: len(content) // 2] if "/sheet" in name else content)
    return out.getvalue()


MALFORMED = {
    "empty.csv": (b"", "is empty"),
    "blank.csv": (b"\n \n\n", "is empty"),
    "header.csv": (b"a,b,c\n", "has a header and no rows"),
    "twice.csv": (b"a,b,a\n1,2,3\n4,5,6\n", "2 columns are named 'a'"),
    "delimiter.csv": (b"a,b,c\n1;2;3\n4;5;6\n", "row 1: is divided by ',', and the rows below it by ';'"),
    "mixed.csv": ("Stadt,n\nKöln,1\n".encode() + "Möhringen,2\n".encode("cp1252") * 3, "has several encodings"),
    "zip.csv": (zipped(), "is a zip archive with readme.txt"),
    "half.zip.csv": (zipped()[:20], "is a damaged zip archive"),
    "damaged.zip.csv": (zipped().replace(b"PK\1\2", b"PK\7\7"), "is a damaged zip archive"),
    "sheet.xlsx": (half_a_sheet, "is no workbook that can be read"),
    "gz.csv": (b"\x1f\x8b\x08\x00abc", "is compressed"),
    "old.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is encrypted, or a workbook of Excel before 2007"),
    "page.csv": (b"<!DOCTYPE html>\n<html><body>404, not found</body></html>\n", "is a web page or XML"),
    "nul.csv": (b"a,b\n1,\0\n", "is neither text nor"),
    "ragged.csv": (b"a,b\n1,2\n3,4,5\n6,7\n", "row 3: has 3 cells, the header has 2"),
    "quote.csv": (b'a,b\n1,"2\n3,4\n', "not readable as CSV"),
    "numbers.csv": (b"1,2\n3,4\n", "are no names of columns"),
    "broken.json": (b'{"a": [', "not readable as JSON"),
    "none.json": (b'{"a": 1}', "holds no list"),
    "half.parquet": (b"PAR1" + b"x" * 50, "cannot be read as Parquet"),
    "half.sqlite": (b"SQLite format 3\0" + b"x" * 200, "cannot be read as SQLite"),
    "pdf.csv": (b"%PDF-1.7\n", "is a PDF document"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_no_table_is_refused_with_place_and_remedy_and_nothing_is_written(report, tmp_path, name):
    content, message = MALFORMED[name]
    if name == "sheet.xlsx":
        content = content()
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow")
    (tmp_path / name).write_bytes(content)
    said = add(tmp_path / name, "--yes", code=2)
    assert message in said
    assert all(line.startswith(str(tmp_path / name)) and line.endswith(")") for line in said.splitlines())
    assert sorted(one.name for one in report.iterdir()) == ["_config.yml"]


@pytest.mark.parametrize(
    ("name", "content", "module"),
    [("b.xlsx", zipped("xl/workbook.xml"), "openpyxl"), ("p.parquet", b"PAR1", "pyarrow")],
)
def test_without_the_extra_of_a_format_the_line_that_installs_it_is_told(
    report, tmp_path, monkeypatch, name, content, module
):
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(content)
    said = add(tmp_path / name, "--yes", code=2)
    assert (
        f"{module}, which reads it, is not installed (run: pip install 'factbook[{name.rpartition('.')[2]}]')" in said
    )


def test_a_database_that_is_in_use_is_refused(report, tmp_path):
    connection = sqlite3.connect(tmp_path / "d.sqlite", isolation_level=None)
    connection.executescript("create table a (n); insert into a values (1);")
    connection.execute("begin exclusive")
    connection.execute("insert into a values (2)")
    assert "d.sqlite: is " in add(tmp_path / "d.sqlite", "--yes", code=2)
    connection.close()
    assert not (report / "data").exists()


def test_a_wide_table_is_described_whole_and_shown_in_part(report, tmp_path):
    names = [f"c{at}" for at in range(200)]
    (tmp_path / "w.csv").write_text("\n".join([",".join(names), *[",".join(["1"] * 200)] * 2]), "utf-8")
    assert "... and 170 more columns" in add(tmp_path / "w.csv", "--yes")
    assert len(described(report, "w")["schema"]["fields"]) == 200


def test_a_name_that_is_taken_is_refused(report, tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{folder}.csv").write_text(f"a,b\nx,{len(folder)}\ny,2\n", "utf-8")
    add(tmp_path / "one/one.csv", "--name", "t", "--yes")
    assert "--name t_2" in add(tmp_path / "two/two.csv", "--name", "t", "--yes", code=2)
    assert not (report / "data/two.csv").exists()


def test_a_new_table_has_nothing_that_was_said_of_others(report, tmp_path):
    (tmp_path / "a.csv").write_text("town,value\nA,1\nB,2\n", "utf-8")
    add(tmp_path / "a.csv", "--yes", "--source", "An office", "--licence", "CC0")
    package = report / "data/datapackage.json"
    edited = json.loads(package.read_text("utf-8"))
    edited |= {"licenses": edited["resources"][0]["licenses"], "factbook:rights": "Free", "sources": [{"title": "We"}]}
    package.write_text(json.dumps(edited), "utf-8")
    (tmp_path / "b.csv").write_text("town,value\nA,1\nB,2\n", "utf-8")
    assert "b: unsourced" in add(tmp_path / "b.csv", "--yes")
    table = read_catalog(report).resources[1]
    assert (table.rights, table.source_ids, table.licences) == ("", (), (("not stated", ""),))
    add(tmp_path / "b.csv", "--yes", "--source", "Their office", "--licence", "CC-BY-4.0")
    assert "licence" not in add("data/b.csv", "--yes")
    table = read_catalog(report).resources[1]
    assert (table.source_ids, table.licences[0][0]) == (("their-office",), "Creative Commons Attribution")


def test_a_source_is_added_once_and_named_for_a_whole_table(report, tmp_path):
    (tmp_path / "a.csv").write_text("town,value\nA,1\nB,2\n", "utf-8")
    assert "a: unsourced" in add(tmp_path / "a.csv", "--yes")
    arguments = ["source", "add", "office", "--title", "An office", "--published", "2026-01", "--table", "a"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert "nothing to write" in CliRunner().invoke(main, arguments).output
    catalog = read_catalog(report)
    assert catalog.tables["a"].resource.source_ids == ("office",)
    assert catalog.printed_by("office").find_rows("a/B")[0].line == 3
    assert catalog.known_rows("a", "2026-01-30") == range(0)
    assert catalog.known_rows("a", "2026-01-31") == range(2)
    wrong = CliRunner().invoke(main, ["source", "add", "b c", "--title", "x", "--published", "May", "--table", "aa"])
    assert wrong.exit_code == 2
    assert len(wrong.output.strip().splitlines()) == 3


def test_a_source_that_lacks_what_the_list_asks_for_is_refused_by_the_option(report):
    add_source = ["source", "add", "office", "--title", "An office"]
    assert CliRunner().invoke(main, add_source).exit_code == 0
    package, listed = report / "data/datapackage.json", report / "data/sources.csv"
    descriptor = json.loads(package.read_text("utf-8"))
    [publisher] = (one for one in descriptor["resources"][0]["schema"]["fields"] if one["name"] == "publisher")
    publisher["constraints"] = {"required": True}
    package.write_text(json.dumps(descriptor), "utf-8")
    listed.write_text(listed.read_text("utf-8").replace("An office,", "An office,The town"), "utf-8")
    before = listed.read_bytes(), package.read_bytes()
    refused = CliRunner().invoke(main, ["source", "add", "other", "--title", "Another"])
    assert (refused.exit_code, refused.output) == (2, "source other: --publisher: is empty (fill in the publisher)\n")
    assert (listed.read_bytes(), package.read_bytes()) == before


def test_a_source_of_a_table_without_a_date_is_said_to_count_on_no_day(report, tmp_path):
    (tmp_path / "a.csv").write_text("town,value\nA,1\nB,2\n", "utf-8")
    remedy = "factbook source add ID --title TITLE --published DATE --table a"
    assert remedy in add(tmp_path / "a.csv", "--yes")
    arguments = ["source", "add", "office", "--title", "An office"]
    result = CliRunner().invoke(main, [*arguments, "--table", "a"])
    assert "office: has no date, so that its rows count on no day (give it a date" in result.output
    assert read_catalog(report).known_rows("a", "2026-01-31") == range(0)
    other = CliRunner().invoke(main, ["source", "add", "other", "--title", "Named by texts alone"])
    assert "no date" not in other.output


def test_what_is_not_said_of_one_of_several_tables_is_said_of_that_one(report, tmp_path):
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as connection:
        connection.executescript(
            "CREATE TABLE towns (town TEXT, value INTEGER); INSERT INTO towns VALUES ('A', 1), ('B', 2);"
            "CREATE TABLE staff (office TEXT, people INTEGER); INSERT INTO staff VALUES ('C', 3), ('D', 4);"
        )
    said = add(tmp_path / "a.sqlite", "--yes")
    assert "data/a.sqlite --table staff --licence ... --population ..." in said
    add("data/a.sqlite", "--table", "staff", "--population", "people in an office", "--yes")
    counted = {one.name: one.population for one in read_catalog(report).resources}
    assert (counted["staff"], counted["towns"]) == ("people in an office", "")


NAMES = ("Köln", "Ängelholm", "Málaga", "Besançon", "Łódź", "Aalborg", "Süd", "Nord, West", 'die "Mitte"', "A;B", "x|y")


@st.composite
def dialects(draw):
    delimiter = draw(st.sampled_from([",", ";", "\t", "|"]))
    decimal = draw(st.sampled_from(["."] if delimiter == "," else [".", ","]))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    names = [name for name in NAMES if encoding != "cp1252" or "Ł" not in name]
    count = draw(st.integers(4, 12))
    rows = [
        (draw(st.sampled_from(names)), 2000 + at, draw(st.integers(-10_000, 10_000)), draw(st.integers(0, 99_999)))
        for at in range(count)
    ]
    notes = draw(st.integers(0, 2))
    return delimiter, decimal, encoding, rows, notes


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(dialects())
def test_a_table_is_read_back_whatever_its_dialect(tmp_path, dialect):
    delimiter, decimal, encoding, rows, notes = dialect
    text = io.StringIO(newline="")
    text.writelines(f"Stand: März {at}\n" for at in range(notes))
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(["Ort", "year", "Zahl", "Anteil"])
    # Hundredths with at least two places, so that no decimal looks like a group of three digits.
    writer.writerows([town, year, n, f"{cents // 100}{decimal}{cents % 100:02}"] for town, year, n, cents in rows)
    file = tmp_path / "t.csv"
    file.write_bytes(text.getvalue().encode(encoding))
    found = find_entry(file, "t.csv", Answers())
    resource = parse_package({"resources": [found.entry]}, tmp_path).resources[0]
    records, complaints = read_records(file, resource)
    columns = read_columns(records, resource)
    assert complaints == []
    read = list(zip(*(columns[name].values for name in ("Ort", "year", "Zahl", "Anteil")), strict=True))
    assert read == [(town, year, n, Decimal(cents) / 100) for town, year, n, cents in rows]
    assert records.lines[0] == notes + 2


FIRST = [
    b"",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"PAR1",
    b"SQLite format 3\0",
    b"PK\3\4",
    b"[",
    b'[{"a":',
    b"a;b\n1,",
]
"""How files of the formats that are read begin."""


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.sampled_from(FIRST),
    rest=st.binary(max_size=40),
    ending=st.sampled_from(["csv", "json", "xlsx", "parquet", "sqlite"]),
)
@example(first=b"\xff\xfe", rest=b"\0bad\0", ending="csv")
@example(first=b"SQLite format 3\0", rest=b"", ending="sqlite")
def test_any_bytes_are_read_or_refused_in_words(tmp_path, first, rest, ending):
    file = tmp_path / f"t.{ending}"
    file.write_bytes(first + rest)
    with contextlib.suppress(DataError):
        find_entries(file, file.name, Answers(), every=True)


def test_thousands_that_may_be_decimals_are_told(tmp_path):
    (tmp_path / "t.csv").write_text("a;b;c\nx;1,234;12,345,678\ny;2,345;1,000\n", "utf-8")
    (found,) = find_entries(tmp_path / "t.csv", "t.csv", Answers())
    notes = {one.name: " ".join(one.notes) for one in found.columns}
    assert notes["b"].startswith("the comma read as dividing thousands; if it is that of decimals, say")
    assert notes["c"] == ""


def test_a_list_within_a_record_is_no_key_and_an_empty_list_has_no_rows(tmp_path):
    (tmp_path / "t.json").write_text('[{"a": [1, 2], "b": 3}, {"a": [2], "b": 4}]', "utf-8")
    assert find_entries(tmp_path / "t.json", "t.json", Answers())[0].key == ()
    (tmp_path / "e.json").write_text("[]", "utf-8")
    with pytest.raises(DataError, match="holds an empty list, and so no rows"):
        find_entries(tmp_path / "e.json", "e.json", Answers())


def test_where_the_disk_is_full_neither_a_file_nor_its_description_is_left(report, tmp_path, monkeypatch):
    (tmp_path / "rents.csv").write_text(RENTS, "utf-8")
    add_source = ["source", "add", "office", "--title", "An office"]
    write = files._write

    def fill(path, content, *, sync):
        if "datapackage" in path and str(report) in path:
            raise OSError(errno.ENOSPC, "No space left on device", path)
        write(path, content, sync=sync)

    monkeypatch.setattr(files, "_write", fill)
    for command in (["data", "add", str(tmp_path / "rents.csv"), "--yes"], add_source):
        result = CliRunner().invoke(main, command)
        assert (result.exit_code, [*report.rglob("data/*")]) == (2, [])
        assert "no space left on device (free some and run again" in result.stderr
