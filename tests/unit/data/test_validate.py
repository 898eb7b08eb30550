"""Each fault of the data is named with its file, row, column and remedy, and all of them in one run."""

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from factbook.data.catalog import read_catalog
from factbook.data.validate import check_data, refresh
from figurecheck.model.errors import DataError

GOOD = Path(__file__).parent / "bad_data" / "good"
STALE = "differs from its hash in data/datapackage.json (look at what changed, then run: factbook refresh)"


RAIN = [
    (row, ", ".join(line.split(",")[:2]))
    for row, line in enumerate((GOOD / "data" / "rain.csv").read_text("utf-8").splitlines(), 1)
    if row > 1
]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    shutil.copytree(GOOD, tmp_path / "report")
    return tmp_path / "report"


def edit(path: Path, old: bytes, new: bytes) -> None:
    before = path.read_bytes()
    assert old in before
    path.write_bytes(before.replace(old, new, 1))


def faults(report: Path) -> list[str]:
    return [str(complaint) for complaint in check_data(report) if not complaint.stale]


def test_good_data_has_no_fault():
    assert check_data(GOOD) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "messages"),
    [
        pytest.param(
            "rain.csv",
            b"512.5,mm,main",
            b'"1,512",mm,main',
            [
                (
                    "data/rain.csv: row 2, column value: '1,512' is no number "
                    "(write digits and a decimal point, without separators or unit)"
                )
            ],
            id="a cell that cannot be parsed",
        ),
        pytest.param(
            "wet_days.csv",
            b"2024-01-09",
            b"9.1.2024",
            ["data/wet_days.csv: row 2, column wettest: '9.1.2024' is no ISO date (write it as 2025-02-17)"],
            id="a date in another form",
        ),
        pytest.param(
            "rain.csv",
            b"value,unit",
            b"valeu,unit",
            ["data/rain.csv: column value is missing; there is valeu (name it value again)"],
            id="a renamed column",
        ),
        pytest.param(
            "wet_days.csv",
            b"month,days,wettest,source_id\n2024-01,12,2024-01-09,yearbook_2024\n2024-02,,,yearbook_2024",
            b"month,wettest,source_id\n2024-01,2024-01-09,yearbook_2024",
            ["data/wet_days.csv: column days is missing (put it back, or take it out of data/datapackage.json)"],
            id="a missing column",
        ),
        pytest.param(
            "wet_days.csv",
            b"month,days,wettest,source_id\n2024-01,12,2024-01-09,yearbook_2024\n2024-02,,,yearbook_2024",
            b"month,days,wettest,source_id,zone\n2024-01,12,2024-01-09,yearbook_2024,7",
            [],
            id="a column that is not described is left out",
        ),
        pytest.param(
            "wet_days.csv",
            b"month,days,wettest,source_id\n2024-01,12,2024-01-09,yearbook_2024\n2024-02,,,yearbook_2024",
            b"days,month,wettest,source_id,days\n12,2024-01,2024-01-09,yearbook_2024,12",
            ["data/wet_days.csv: column days appears twice (take one of them out)"],
            id="columns in another order, and one of them twice",
        ),
        pytest.param(
            "rain.csv",
            b"Alba,2024,480.0,mm,agrees,gazette_2025,\n",
            b"Alba,2024,480.0,mm,agrees,gazette_2025,\nAlba,2024,480.0,mm,agrees,gazette_2025,\n",
            [
                (
                    "data/rain.csv: row 6: has the same key (town, year, source_id) as row 5 "
                    "(take one of them out, or correct the key)"
                )
            ],
            id="a duplicate key",
        ),
        pytest.param(
            "rain.csv",
            b"yearbook_2024",
            b"yearbok_2024",
            [
                (
                    "data/rain.csv: row 2, column source_id: 'yearbok_2024' is not in data/sources.csv "
                    "(did you mean yearbook_2024? or add it there)"
                )
            ],
            id="an unknown source",
        ),
        pytest.param(
            "rain.csv",
            b"mm,conflict",
            b"mm,conflicts",
            [
                (
                    "data/rain.csv: row 4, column status: 'conflicts' is none of main, agrees, conflict, claim "
                    "(did you mean conflict?)"
                )
            ],
            id="an unknown status",
        ),
        pytest.param(
            "rain.csv",
            b"480.0,mm,agrees,gazette_2025",
            b"480.0,mm,agrees,",
            ["data/rain.csv: row 5, column source_id: is empty (fill in the source_id)"],
            id="a row without a source",
        ),
        pytest.param(
            "rain.csv",
            b"Alba,2023,512.5",
            b"Alba,1823,512.5",
            [
                (
                    "data/rain.csv: row 2, column year: 1823 is below 1900 "
                    "(correct it, or the minimum in data/datapackage.json)"
                )
            ],
            id="a value out of bounds",
        ),
        pytest.param(
            "rain.csv",
            b"yearbook_2024,\n",
            b"yearbook_2024\n\n",
            [
                "data/rain.csv: row 2: has 6 cells, the header has 7 (write an empty cell where there is no value)",
            ],
            id="rows of another length, and a blank one, which is none",
        ),
        pytest.param(
            "rain.csv",
            b"digit slip",
            b'"digit slip',
            [
                (
                    "data/rain.csv: row 4: not readable as CSV: ',' expected after '\"' "
                    "(look for a quote that is not closed, or not doubled within a quoted cell)"
                )
            ],
            id="a quote that is not closed",
        ),
        pytest.param(
            "rain.csv",
            b"town,year",
            b"\xef\xbb\xbftown,year",
            [],
            id="a byte order mark is no part of the text",
        ),
        pytest.param(
            "rain.csv",
            b"digit slip",
            "오타".encode("cp949"),
            [
                "data/rain.csv: row 4: not UTF-8; it seems to be CP949 (EUC-KR) "
                '(save the file as UTF-8, or write its "encoding" in the descriptor: "encoding": "cp949")'
            ],
            id="CP949",
        ),
        pytest.param(
            "sources.csv",
            b"2025-02,",
            b"February 2025,",
            [
                (
                    "data/sources.csv: row 5, column published: 'February 2025' is no ISO date "
                    "(write it as 2025, 2025-02 or 2025-02-17)"
                )
            ],
            id="a source with a date in words",
        ),
        pytest.param(
            "datapackage.json",
            b'"rain",\n  "title"',
            b'"rain"\n  "title"',
            [
                (
                    "data/datapackage.json:4: not readable as JSON: Expecting ',' delimiter "
                    "(look for a missing comma, quote or bracket just before)"
                )
            ],
            id="broken JSON",
        ),
        pytest.param(
            "datapackage.json",
            b'"town",\n        "year"\n      ],\n      "schema"',
            b'"town",\n        "yaer"\n      ],\n      "schema"',
            [
                "data/datapackage.json: rain: factbook:key names 'yaer', which is no field "
                '(name fields, such as "factbook:key": ["town"])',
            ],
            id="a key that is no field",
        ),
        pytest.param(
            "datapackage.json",
            b'"type": "number"',
            b'"type": "numbr"',
            [('data/datapackage.json: rain: field type "numbr" is not supported (did you mean number?)')],
            id="a type that the standard does not have",
        ),
        pytest.param(
            "datapackage.json",
            b'"claim"',
            b'"alleged"',
            [
                (
                    "data/datapackage.json: rain: status may hold values that mean nothing here "
                    "(give the field the enum main, agrees, conflict, claim, or some of them)"
                ),
                (
                    "data/rain.csv: row 10, column status: 'claim' is none of main, agrees, conflict, alleged "
                    "(write one of them, or add it to the field's enum)"
                ),
            ],
            id="a status that means nothing",
        ),
        pytest.param(
            "datapackage.json",
            b'"resource": "sources"',
            b'"resource": "origins"',
            [
                (
                    "data/datapackage.json: rain: source_id is no foreign key to sources "
                    '(write "reference": {"resource": "sources", "fields": ["source_id"]}, '
                    "or leave the foreign key out)"
                ),
                (
                    "data/datapackage.json: rain: foreign key source_id: names 'origins', which is no table "
                    "(name a table of the package)"
                ),
            ],
            id="a foreign key to no table",
        ),
        pytest.param(
            "datapackage.json",
            b'"sources",\n              "fields": [\n                "source_id"',
            b'"sources",\n              "fields": [\n                "id"',
            [
                (
                    "data/datapackage.json: rain: foreign key source_id: names fields that do not match "
                    "(list as many fields of this table as of the other, by the names that they have there)"
                )
            ],
            id="a foreign key to no field",
        ),
        pytest.param(
            "datapackage.json",
            b'"foreignKeys": [',
            b"""\"foreignKeys\": [{"fields": ["town", "year"], "reference":
             {"resource": "wet_days", "fields": ["month", "days"]}},""",
            [
                (
                    f"data/rain.csv: row {row}, column town, year: '{key}' is not in data/wet_days.csv "
                    "(add it there, or correct it)"
                )
                for row, key in RAIN
            ],
            id="a foreign key of two fields, to a table that no other names",
        ),
    ],
)
def test_a_fault_is_named_with_place_and_remedy(report, file, old, new, messages):
    edit(report / "data" / file, old, new)
    assert faults(report) == messages


def test_cells_are_read_as_the_descriptor_says_that_they_are_spelled(report):
    edit(report / "data" / "datapackage.json", b'"type": "number"', b'"type": "number", "groupChar": " "')
    edit(report / "data" / "datapackage.json", b'"type": "date"', b'"type": "date", "format": "%d.%m.%Y"')
    for status in (b"main", b"agrees"):
        edit(report / "data" / "rain.csv", b",512.5,mm," + status, b",1 512.5,mm," + status)
    edit(report / "data" / "wet_days.csv", b"2024-01-09", b"09.01.2024")
    assert faults(report) == []
    tables = read_catalog(report).tables
    assert tables["rain"].column("value")[0] == Decimal("1512.5")
    assert tables["wet_days"].column("wettest")[0] == "2024-01-09"


def test_a_missing_file_is_named(report):
    (report / "data" / "wet_days.csv").unlink()
    message = "data/wet_days.csv: not found (put the file back, or take wet_days out of data/datapackage.json)"
    assert faults(report) == [message]


def test_a_name_that_no_file_can_have_is_that_of_a_missing_one(report):
    edit(report / "data" / "datapackage.json", b"wet_days.csv", b"x" * 300 + b".csv")
    (message,) = faults(report)
    assert message.startswith(f"data/{'x' * 300}.csv: not found (put the file back")


def test_a_name_that_the_descriptor_has_twice_is_a_complaint(report):
    edit(report / "data/datapackage.json", b'"resources"', b'"name": "A",\n"resources"')
    [said] = faults(report)
    assert said.endswith("name is written more than once, and only this one counts (keep one of them)"), said


@pytest.mark.parametrize(
    ("part", "key", "value", "said"),
    [
        ([], "factbook:rigths", "x", "factbook:rigths: no such key (did you mean factbook:rights?)"),
        ([], "factbok:fields", [], "factbok:fields: no such key (did you mean factbook:fields?)"),
        ([], "factbook:packages", "x.json", "factbook:packages: 'x.json' is not a list of texts (write [a, b]"),
        (
            ["resources", 0],
            "factbook:kee",
            ["a"],
            "resources[0].factbook:kee: no such key (did you mean factbook:key?)",
        ),
        (
            ["resources", 0],
            "factbook:unit",
            "kg",
            "factbook:unit: no such key (write it in resources[].schema.fields[])",
        ),
        (["resources", 0], "factbook:revises", "yes", "resources[0].factbook:revises: 'yes' is not true or false"),
        (["resources", 0], "factbook:key", 5, "resources[0].factbook:key: 5 is not a list of texts"),
        (["resources", 0], "descripton", "x", "resources[0].descripton: no such key (did you mean description?)"),
        (
            ["resources", 0, "schema"],
            "factbook:flags",
            ["a"],
            "schema.factbook:flags: no such key (write it in resources[])",
        ),
        (["resources", 0, "schema"], "primarykey", ["a"], "schema.primarykey: no such key (did you mean primaryKey?)"),
        (
            ["resources", 0, "schema", "fields", 0],
            "factbook:untit",
            "x",
            "fields[0].factbook:untit: no such key (did you",
        ),
        (
            ["resources", 0, "schema", "fields", 0],
            "factbook:unit",
            5,
            "fields[0].factbook:unit: 5 is not text (write it",
        ),
        ([], "my-own", {"factbook:unit": 5}, None),
        (["resources", 0], "lineage", "x", None),
        (["resources", 0, "schema", "fields", 0], "factbook:unit", None, None),
    ],
)
def test_a_misspelt_or_odd_key_of_the_descriptor_is_told_with_its_line(report, part, key, value, said):
    path = report / "data/datapackage.json"
    descriptor = at = json.loads(path.read_text("utf-8"))
    for step in part:
        at = at[step]
    at[key] = value
    path.write_text(json.dumps(descriptor, indent=1), "utf-8")
    line = next(at for at, text in enumerate(path.read_text("utf-8").splitlines(), 1) if f'"{key}"' in text)
    found = [one for one in check_data(report) if "no such key" in one.what or "is not" in one.what]
    assert [str(one).startswith(f"data/datapackage.json:{line}: ") and said in str(one) for one in found] == (
        [True] if said else []
    ), list(map(str, found))
    assert [one.warns for one in found] == ([":" not in key] if said else [])


def test_a_column_of_sources_that_there_is_not_is_told(report):
    edit(report / "data/datapackage.json", b'"name": "year",', b'"name": "year", "factbook:source": "sorce_id",')
    assert "\"factbook:source\": 'sorce_id' of year is no column (did you mean source_id?)" in "\n".join(faults(report))


def test_a_missing_package_is_named(tmp_path):
    remedy = "add a table, which writes it: factbook data add FILE, or start from: factbook init DIR"
    assert faults(tmp_path) == [f"data/datapackage.json: not found ({remedy})"]


def test_all_faults_of_all_files_come_in_one_run(report):
    edit(report / "data" / "rain.csv", b"town,year", b"\xef\xbb\xbftown,year")
    edit(report / "data" / "rain.csv", b"512.5,mm,main", b"wet,mm,mian")
    edit(report / "data" / "wet_days.csv", b"days,wettest", b"dayz,wettest")
    edit(report / "data" / "wet_days.csv", b"yearbook_2024", b"yearbook_1924")
    edit(report / "data" / "sources.csv", b"2024-05-05", b"5.5.2024")
    assert [str(complaint).partition(" (")[0] for complaint in check_data(report) if not complaint.stale] == [
        "data/rain.csv: row 2, column value: 'wet' is no number",
        "data/rain.csv: row 2, column status: 'mian' is none of main, agrees, conflict, claim",
        "data/wet_days.csv: column days is missing; there is dayz",
        "data/wet_days.csv: row 2, column source_id: 'yearbook_1924' is not in data/sources.csv",
        "data/sources.csv: row 4, column published: '5.5.2024' is no ISO date",
    ]


def test_reading_complains_in_the_words_of_the_check(report):
    edit(report / "data" / "rain.csv", b"512.5,mm,main", b"wet,mm,main")
    edit(report / "data" / "wet_days.csv", b"days,wettest", b"dayz,wettest")
    with pytest.raises(DataError) as caught:
        read_catalog(report)
    assert [str(complaint) for complaint in caught.value.complaints] == faults(report)


def test_a_file_that_was_edited_is_stale_until_refreshed(report):
    package = report / "data" / "datapackage.json"
    before = package.read_bytes()
    edit(report / "data" / "rain.csv", b"300.0", b"301.0")
    assert [str(complaint) for complaint in check_data(report)] == [f"data/rain.csv: {STALE}"]
    assert refresh(report) == ["rain"]
    assert check_data(report) == []
    edit(report / "data" / "rain.csv", b"301.0", b"300.0")
    refresh(report)
    assert json.loads(package.read_bytes()) == json.loads(before)


def test_refresh_leaves_a_package_alone_that_is_up_to_date(report):
    package = report / "data" / "datapackage.json"
    package.write_text(json.dumps(json.loads(package.read_text())))
    before = package.read_bytes()
    assert refresh(report) == []
    assert package.read_bytes() == before


@pytest.mark.parametrize("value", [None, "x", 5, [], {}, [None], {"a": 1}])
@pytest.mark.parametrize("name", ["schema", "path", "sources", "factbook:key", "hash", "bytes", "licenses", "name"])
def test_a_description_of_the_wrong_shape_is_a_complaint_and_no_crash(report, name, value):
    package = report / "data" / "datapackage.json"
    descriptor = json.loads(package.read_text())
    descriptor["resources"][0][name] = value
    package.write_text(json.dumps(descriptor))
    assert all(complaint.what for complaint in check_data(report))


@pytest.mark.parametrize("value", [None, "x", 5, [None], [{}], [{"fields": 5, "reference": []}]])
@pytest.mark.parametrize("name", ["fields", "foreignKeys", "primaryKey", "missingValues"])
def test_a_schema_of_the_wrong_shape_is_a_complaint_and_no_crash(report, name, value):
    package = report / "data" / "datapackage.json"
    descriptor = json.loads(package.read_text())
    descriptor["resources"][0]["schema"][name] = value
    package.write_text(json.dumps(descriptor))
    assert all(complaint.what for complaint in check_data(report))


@pytest.mark.parametrize("text", ["", "\n\n", "title\nx\n"])
def test_a_list_of_sources_that_is_broken_lists_nothing_and_is_no_crash(report, text):
    package = report / "data" / "datapackage.json"
    descriptor = json.loads(package.read_text())
    descriptor["resources"].append(
        {"name": "a", "path": "wet_days.csv", "factbook:sources": ["x"], "schema": {"fields": [{"name": "days"}]}}
    )
    package.write_text(json.dumps(descriptor))
    (report / "data" / "sources.csv").write_text(text)
    found = [str(complaint) for complaint in check_data(report)]
    assert any("factbook:sources names 'x', which is no source" in one for one in found)
    assert any(one.startswith("data/sources.csv: ") for one in found)


def test_two_main_rows_of_a_key_are_vintages_unless_their_sources_are_of_one_day(report):
    edit(report / "data" / "rain.csv", b"mm,agrees,gazette_2024", b"mm,main,gazette_2024")
    assert faults(report) == []
    edit(report / "data" / "sources.csv", b"2024-04,,2026-06-01", b"2024-03-01,,2026-06-01")
    assert faults(report) == [
        "data/rain.csv: row 3: is a second main row for town Alba, year 2023, after row 2 "
        "(make one of them agrees or conflict; sources of different days would make them vintages)"
    ]


def test_a_document_that_is_no_json_any_more_is_told_with_its_line(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/drugs.json").write_text('[{"year": 2024,', "utf-8")
    entry = {
        "name": "drugs", "path": "drugs.json", "factbook:key": ["year"],
        "schema": {"fields": [{"name": "year", "type": "year"}]},
    }  # fmt: skip
    (tmp_path / "data/datapackage.json").write_text(json.dumps({"resources": [entry]}), "utf-8")
    assert any(str(one).startswith("data/drugs.json:1: not readable as JSON") for one in check_data(tmp_path))
