"""Our judge of the Table Schema finds what the standard's own library finds, cell by cell and row by row."""

from __future__ import annotations

import csv
import datetime
import io
import re
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factbook.data.cells import read_column
from factbook.data.column_rules import judge_column
from factbook.data.descriptor import Field
from factbook.data.descriptor_file import parse_package
from factbook.data.formats.delimited import parse_records
from factbook.data.table_check import CheckedFile, find_faults
from factbook.data.table_faults import find_table_faults
from factbook.data.tables import find_hindrances, make_table, read_columns
from figurecheck.model.errors import DataError

if TYPE_CHECKING:
    from frictionless import Schema

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
Key = tuple[int, str, tuple[str, ...]]


def read_schema(described: dict[str, Any]) -> Schema:
    # Each of the workers imports this file; what is slow to load is left to the one that runs it.
    from frictionless import Schema

    return Schema.from_descriptor({"$schema": PROFILE, **described})


def field(kind: str, name: str = "a", **more: Any) -> dict[str, Any]:
    constraints = {key: more.pop(key) for key in [*more] if key in CONSTRAINTS}
    return {"name": name, "type": kind, **more, **({"constraints": constraints} if constraints else {})}


BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
CONSTRAINTS = {*BOUNDS, "required", "unique", "minLength", "maxLength", "pattern", "enum"}
LIMITS = {
    "integer": [3, "3", -1, 3.0, " 3"],
    "number": [3, 3.5, "3.5", -0.1, "1e1", ".5"],
    "year": [2024, "2024", 999],
    "date": ["2024-02-29", "2024-1-5"],
    "yearmonth": ["2024-02", "2024-2"],
}
ENUMS = {
    "string": ["x", "3", "", 3],
    "any": ["x", "3"],
    "integer": [1, "3", 2.0],
    "number": [0.1, 3, "2.50"],
    "year": [2024, "1999"],
    "date": ["2024-02-29"],
    "yearmonth": ["2024-02"],
    "boolean": [True, "false"],
}
FIELDS = [
    *(field(kind) for kind in [*ENUMS, "datetime", "time", "duration", "geopoint", "array", "object", "list"]),
    *(field(kind, required=True) for kind in ENUMS),
    *(field(kind, enum=values) for kind, values in ENUMS.items()),
    *(field(kind, **{bound: limit}) for kind, limits in LIMITS.items() for limit in limits for bound in BOUNDS),
    *(field("string", minLength=2, maxLength=3, pattern=pattern) for pattern in ["[a-z]+", "a|b", "(?i)X.", ".*\n?"]),
    *(field("string", format=format) for format in ["email", "uri", "uuid"]),
    field("date", format="%d.%m.%Y", minimum="1.2.2024"),
    field("date", format="%d.%m.%Y", enum=["01.02.2024"]),
    field("number", decimalChar=",", groupChar=".", minimum="1.000,5"),
    field("number", decimalChar=","),
    field("number", groupChar=","),
    field("number", bareNumber=False),
    field("number", bareNumber=True),
    field("number", floatNumber=True, enum=[0.1]),
    field("integer", bareNumber=False, maximum=10),
    field("boolean", trueValues=["yes", "1"], falseValues=["no", "0", "1"], enum=["yes"]),
    field("integer", missingValues=["n/a", "-"], required=True),
    field("datetime", minimum="2024-01-01T00:00:00Z"),
    field("time", maximum="12:00:00"),
    field("list", itemType="integer"),
]
TEXTS = [
    *["", " ", "x", "X", "xy", "a", "b", "ab\n", "n/a", "-", "yes", "no", "true", "True", "TRUE", "tRUE", "1", "0"],
    *["3", "+3", "-3", "03", "3.", ".5", "-.5", "3.0", "3.50", "2.5", "0.1", "1e1", "1E-1", "1e", "--3", "+", "1,512"],
    *["1.512,5", "1,512.5", "1.000,5", "$3", "3 kg", "€-3.5%", "3 x 4", "12", "1_0", " 3", "3 ", "NaN", "-inf", "٣"],
    *["2024", "1999", "024", "02024", "+202", "-202", "999", "12024", "２０２４"],
    *["2024-02-29", "2023-02-29", "2024-2-9", "20240229", "2024-W09-4", "01.02.2024", "1.2.2024", "30.02.2024"],
    *["2024-02", "2024-2", "2024-13", "202402", "2024-02-01T10:00:00Z", "2024-02-01T10:00:00+09:00"],
    *["10:00:00", "10:00", "10:00:00+09:00", "P1Y", "1,2", "181,2", "[1]", "{}", '{"a": 1}', "a@b.org", "http://a.b"],
]
MISSING = ["", "n/a"]


def stands_apart(kind: str, text: str) -> bool:
    """Whether we refuse on purpose what the library reads: one spelling for all who read the file, and no NaN."""
    if kind == "date":
        return not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
    if kind == "yearmonth":
        return not re.fullmatch("[0-9]{4}-[0-9]{2}", text) or text.startswith("0000")
    is_signed_year = kind == "year" and text[:1] in {"+", "-"}
    return (
        is_signed_year
        or text != text.strip()
        or "_" in text
        or not text.isascii()
        or bool(re.search("nan|inf", text, re.IGNORECASE))
    )


def plain(value: object) -> object:
    """A value of the library as ours is."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    return f"{value[0]:04}-{value[1]:02}" if type(value).__name__ == "yearmonth" else value


@pytest.mark.parametrize("described", FIELDS, ids=lambda described: re.sub(r"[^\w.:-]+", "_", str(described)))
def test_a_cell_breaks_the_rules_that_the_standard_names(described: dict[str, Any]) -> None:
    entry = {"name": "t", "path": "t.csv", "schema": {"fields": [described], "missingValues": MISSING}}
    (resource,) = parse_package({"resources": [entry]}, Path()).resources
    (ours,) = resource.fields
    column = read_column(TEXTS, ours.type, resource.missing, ours.spelling)
    schema = read_schema(entry["schema"])
    try:
        read_cell = schema.fields[0].create_cell_reader()
        read = {text: read_cell(text) for text in TEXTS}
    # A limit with a time zone and a cell without one, or a pattern that cannot be anchored.
    except (TypeError, re.error):
        with pytest.raises(DataError):
            judge_column("t", ours, described, column)
        return
    judged = judge_column("t", ours, described, column)
    for text, (value, notes) in read.items():
        # Where the library strips what stands around a number, it takes the point before .5 for a part of that.
        if not ours.spelling.bare and text.startswith("."):
            assert column.by_text[text] in {Decimal(text), None}
            continue
        if text in column.unreadable and "type" not in (notes or {}):
            assert stands_apart(ours.type, text), text
            continue
        rules = ["type"] if text in column.unreadable else list(judged.broken.get(text, ()))
        assert rules == list(notes or {}), text
        if not rules:
            assert judged.by_text[text] == plain(value), text


@given(
    st.sampled_from(["integer", "number", "year", "date", "yearmonth", "boolean"]),
    st.text(alphabet="0123456789+-.,eE_ /WTaf٣", max_size=11),
)
@example("number", "1" * 5000)
def test_what_we_can_read_the_standard_reads_alike(kind: str, text: str) -> None:
    column = read_column([text], kind, [])
    value, notes = read_schema({"fields": [field(kind)], "missingValues": []}).fields[0].read_cell(text)
    if text in column.unreadable:
        assert notes or stands_apart(kind, text)
    else:
        assert notes is None
        assert column.by_text[text] == plain(value)


def checked_files(entries: list[dict[str, Any]], texts: dict[str, str]) -> dict[str, CheckedFile]:
    made = {}
    for entry, resource in zip(entries, parse_package({"resources": entries}, Path()).resources, strict=True):
        records = parse_records(texts[resource.name], resource)
        columns = read_columns(records, resource)
        table = make_table(records, columns, resource)
        made[resource.name] = CheckedFile(
            resource=resource, schema=entry["schema"], records=records, columns=columns, table=table
        )
    return made


def our_faults(files: dict[str, CheckedFile], name: str = "t") -> set[Key]:
    file = files[name]
    shown = {(fault.number, fault.rule, fault.fields) for fault in find_faults(file, files)}
    for one in file.resource.fields:
        column = file.columns[one.name]
        places = zip(file.records.numbers, column.texts, strict=True)
        shown |= {(number, "type", (one.name,)) for number, text in places if text in column.unreadable}
    blank = {number for number, rule, _ in shown if rule == "blank"} | file.records.uneven
    return {fault for fault in shown if fault[0] not in blank} | {(number, "row", ()) for number in blank}


def standard_faults(entries: list[dict[str, Any]], texts: dict[str, str], name: str = "t") -> set[Key]:
    from frictionless import Dialect, Package
    from frictionless import Resource as Checked
    from frictionless.formats import CsvControl

    # Stated, since the library guesses where the header is, and takes it for a later row when rows are uneven.
    control = CsvControl(delimiter=",", quote_char='"', double_quote=True, skip_initial_space=False)
    dialect = Dialect(header=True, header_rows=[1], controls=[control])
    resources = [
        Checked(
            name=entry["name"],
            data=texts[entry["name"]].encode(),
            format="csv",
            encoding="utf-8",
            schema=read_schema(entry["schema"]),
            dialect=dialect,
        )
        for entry in entries
    ]
    report = Package(resources=resources).get_resource(name).validate()
    found: set[Key] = set()
    for error in (error for task in report.tasks for error in task.errors):
        if error.type in {"blank-row", "missing-cell", "extra-cell"}:
            found.add((error.row_number, "row", ()))
        elif error.type == "primary-key":
            names = entries[0]["schema"]["primaryKey"]
            found.add((error.row_number, "primaryKey", (names,) if isinstance(names, str) else tuple(names)))
        elif error.type == "foreign-key":
            found.add((error.row_number, "foreignKey", tuple(error.field_names)))
        elif error.type == "constraint-error":
            found.add((error.row_number, error.note.split('"')[1], (error.field_name,)))
        else:
            found.add((error.row_number, error.type.removesuffix("-error"), (error.field_name,)))
    rows = {number for number, rule, _ in found if rule == "row"}
    return {fault for fault in found if fault[1] == "row" or fault[0] not in rows}


def write(header: list[str], rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()


COLUMNS = {
    "id": (field("integer", "id", unique=True), ["1", "01", "2", "3", "x", ""]),
    "word": (field("string", "word", enum=["n", "s", "2024"]), ["n", "s", "", "zz", "2024"]),
    "sum": (field("number", "sum", unique=True, minimum=0), ["1", "1.0", "1.50", "-1", "", "x"]),
    "day": (field("date", "day", maximum="2024-12-31"), ["2024-02-28", "2025-01-01", "", "1"]),
    "at": (field("year", "at"), ["2024", "1999", "", "24"]),
    "open": (field("boolean", "open"), ["true", "1", "0", ""]),
    "when": (field("datetime", "when", unique=True), ["2024-02-01T10:00:00Z", "2024-02-01T11:00:00+01:00", "", "x"]),
    "spot": (field("geopoint", "spot"), ["1,2", "1, 2", "", "x"]),
}
KEYS = ["id", ["word"], ["id", "at"], ["word", "day"], ["spot"], ["when", "sum"], []]
REFERENCES = [
    {"fields": ["word"], "reference": {"resource": "u", "fields": ["name"]}},
    {"fields": "at", "reference": {"resource": "u", "fields": "number"}},
    {"fields": ["at"], "reference": {"resource": "u", "fields": ["name"]}},
    {"fields": ["day"], "reference": {"resource": "u", "fields": ["name"]}},
    {"fields": ["open"], "reference": {"resource": "u", "fields": ["number"]}},
    {"fields": ["word", "at"], "reference": {"resource": "u", "fields": ["name", "number"]}},
    {"fields": ["id"], "reference": {"resource": "", "fields": ["at"]}},
    {"fields": ["sum", "at"], "reference": {"resource": "t", "fields": ["id", "at"]}},
    {"fields": ["spot"], "reference": {"resource": "u", "fields": ["spot"]}},
]
OTHER = {
    "name": "u",
    "path": "u.csv",
    "schema": {"fields": [field("string", "name"), field("number", "number"), field("geopoint", "spot")]},
}
OTHER_TEXT = 'name,number,spot\nn,2024,"1,2"\n,1,\ns,,"3,4"\n2024-02-28,1e1,x\n2024,x,\nzz\n'


@given(
    rows=st.lists(
        st.one_of(
            st.tuples(*(st.sampled_from(cells) for _, cells in COLUMNS.values())).map(list),
            st.sampled_from([["1", "n"], ["1"] * (len(COLUMNS) + 2)]),
            # A row without anything in it is no row here, as for pandas; for the standard it is a fault.
        ).filter(any),
        max_size=6,
    ),
    key=st.sampled_from(KEYS),
    references=st.lists(st.sampled_from(REFERENCES), max_size=2),
)
def test_a_table_has_the_faults_that_the_standard_finds(
    rows: list[list[str]], key: str | list[str], references: list[dict[str, Any]]
) -> None:
    schema = {"fields": [described for described, _ in COLUMNS.values()], "primaryKey": key, "foreignKeys": references}
    entries = [{"name": "t", "path": "t.csv", "schema": schema}, OTHER]
    texts = {"t": write([*COLUMNS], rows), "u": OTHER_TEXT}
    assert our_faults(checked_files(entries, texts)) == standard_faults(entries, texts)


@pytest.mark.parametrize(
    ("described", "what"),
    [
        pytest.param(field("string", pattern="("), "missing ), unterminated subpattern at position 1", id="no pattern"),
        pytest.param(field("integer", minimum="x"), "not supported between instances of 'int' and 'NoneType'", id="x"),
        pytest.param(field("array", unique=True), "unhashable type: 'list'", id="values that cannot be looked up"),
    ],
)
def test_a_constraint_that_suits_no_value_is_a_complaint(described: dict[str, Any], what: str) -> None:
    entry = {"name": "t", "path": "t.csv", "schema": {"fields": [described, field("string", "b")]}}
    file = checked_files([entry], {"t": "a,b\n1,\n[1],\n"})["t"]
    complaint = [*find_table_faults(file, {})][-1]
    assert str(complaint).startswith("data/datapackage.json: t: its constraints do not suit its types: ")
    assert what in str(complaint)
    with pytest.raises(DataError):
        list(find_faults(file, {}))


@pytest.mark.parametrize("text", ["name\nx\n", "name\n"], ids=["a word there", "no row there"])
def test_a_reference_from_values_that_cannot_be_looked_up_is_a_complaint(text: str) -> None:
    keys = [{"fields": ["a"], "reference": {"resource": "u", "fields": ["name"]}}]
    schema = {"fields": [field("array")], "foreignKeys": keys}
    other = {"name": "u", "path": "u.csv", "schema": {"fields": [field("string", "name")]}}
    files = checked_files([{"name": "t", "path": "t.csv", "schema": schema}, other], {"t": "a\n[1]\n", "u": text})
    [complaint] = find_table_faults(files["t"], files)
    assert "unhashable type: 'list'" in str(complaint)


@pytest.mark.parametrize(
    ("described", "remedy"),
    [
        pytest.param(field("date", missingValues=["-"]), "is no ISO date (write it as 2025-02-17)", id="as usual"),
        pytest.param(field("date", format="%d.%m.%Y"), "is no date in the format of its field (", id="another form"),
        pytest.param(field("number", decimalChar=","), "is no number in the format of its field (", id="a comma"),
    ],
)
def test_a_remedy_does_not_ask_for_another_format_than_the_field(described: dict[str, Any], remedy: str) -> None:
    entry = {"name": "t", "path": "t.csv", "schema": {"fields": [described]}}
    file = checked_files([entry], {"t": "a\n1.2\n"})["t"]
    [complaint] = find_hindrances(file.records, file.columns, file.resource)
    assert remedy in str(complaint)


def test_what_is_of_the_wrong_type_counts_as_left_out() -> None:
    described = {"name": "a", "title": ["A"], "factbook:unit": ["mm"], "type": "integer"}
    entry = {"name": "t", "path": "t.csv", "schema": {"fields": [described], "foreignKeys": [{"fields": 1}]}}
    (resource,) = parse_package({"title": 1, "resources": [entry]}, Path()).resources
    assert (resource.fields[0].title, resource.fields[0].unit, resource.references) == ("", "", ())


def test_a_row_without_any_value_is_blank_and_one_without_anything_is_none() -> None:
    fields = [field("integer", required=True), field("string", "b")]
    entry = {"name": "t", "path": "t.csv", "schema": {"fields": fields, "missingValues": ["-", ""]}}
    file = checked_files([entry], {"t": "a,b\n1,x\n-,-\n,\n2\n"})["t"]
    assert find_hindrances(file.records, file.columns, file.resource) != []
    assert [str(one) for one in find_table_faults(file, {})] == ["data/t.csv: row 3: is blank (take the row out)"]


def test_the_library_is_loaded_only_for_what_is_not_read_here() -> None:
    code = """
import sys
sys.path.insert(0, {folder!r})
from factbook.data.column_rules import judge_column
from factbook.data.cells import read_column
from factbook.data.descriptor import Field
for kind in ("integer", "geopoint"):
    described = {{"name": "a", "type": kind, "constraints": {{"required": True}}}}
    judged = judge_column("t", Field(name="a", type=kind), described, read_column(["x", ""], kind, [""]))
    print(sorted(map(str, judged.broken)), "frictionless" in sys.modules)
"""
    run = [sys.executable, "-c", code.format(folder="")]
    shown = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    assert shown == "[''] False\n['', 'x'] True\n"


@pytest.mark.parametrize(
    ("kind", "pattern", "cell"),
    [
        ("string", "(a+)+", "a" * 40 + "b"),
        ("string", "(a|aa)+", "a" * 90 + "b"),
        ("string", "(.*)*x", "a" * 60),
        ("string", r"(\w+\s?)*", "word " * 20 + "!"),
        ("integer", "(1+)+2", "1" * 40),
    ],
)
def test_a_pattern_that_would_take_years_is_a_fault(monkeypatch, kind, pattern, cell):
    monkeypatch.setattr("factbook.data.column_rules.SECONDS", 0.05)
    described = {"name": "a", "type": kind, "constraints": {"pattern": pattern}}
    before = signal.getsignal(signal.SIGVTALRM)
    with pytest.raises(DataError, match=r"^t: column a: the pattern .* takes too long"):
        judge_column("t", Field(name="a", type=kind), described, read_column([cell], kind, [""]))
    assert signal.getsignal(signal.SIGVTALRM) == before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def test_a_usual_pattern_over_many_texts_is_none():
    described = {"name": "a", "type": "string", "constraints": {"pattern": r"[A-Z]{2}-\d+(\.\d+)?"}}
    column = read_column([f"AB-{at}.5" for at in range(200_000)], "string", [""])
    assert not judge_column("t", Field(name="a", type="string"), described, column).broken
