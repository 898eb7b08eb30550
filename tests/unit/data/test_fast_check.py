"""What is proved to be sound is sound by the standard's own library; most sound tables are proved so."""

from __future__ import annotations

import csv
import io
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbook.data.descriptor import parse_package
from factbook.data.fast_check import is_proved_valid
from factbook.data.standard_errors import CheckedFile, find_table_faults
from factbook.data.tables import parse_records, parse_table

FIELDS = [
    {"name": "id", "type": "integer", "constraints": {"required": True, "unique": True, "minimum": 1}},
    {"name": "kind", "type": "string", "constraints": {"enum": ["wet", "dry"]}},
    {"name": "code", "type": "string", "constraints": {"pattern": "[a-z]{2}"}},
    {"name": "amount", "type": "number", "constraints": {"maximum": 100}, "factbook:unit": "mm"},
    {"name": "year", "type": "year"},
    {"name": "open", "type": "boolean"},
    {"name": "month", "type": "yearmonth"},
    {"name": "day", "type": "date"},
    {"name": "place", "type": "string", "constraints": {"required": True}},
]
GOOD = ["1", "wet", "ab", "1.50", "2024", "true", "2024-02", "2024-02-29", "north"]
OTHERS = [
    ["2", "3", "1", "0", "-4", "+7", "", "1.0", "1_0", " 1", "x"],
    ["dry", "", "Wet", "n/a"],
    ["zz", "", "abc", "A1", "ab\n"],
    ["99", "100", "101", "1e2", "-.5", "", "1,5", "NaN"],
    ["1999", "", "024", "02024", "+2024", "12024"],
    ["false", "TRUE", "", "tRUE", "1", "yes"],
    ["2023-12", "", "2024-2", "2024-13"],
    ["2023-02-28", "", "2023-02-29", "1.2.2023"],
    ["south", "", "west"],
]
PLACES = "name\nnorth\nsouth\n"


def files(rows: list[list[str]], fields: list[dict[str, object]]) -> tuple[dict[str, CheckedFile], dict]:
    key = {"fields": ["place"], "reference": {"resource": "places", "fields": ["name"]}}
    entries = [
        {"name": "rain", "path": "rain.csv", "schema": {"fields": fields, "primaryKey": ["id"], "foreignKeys": [key]}},
        {"name": "places", "path": "places.csv", "schema": {"fields": [{"name": "name", "type": "string"}]}},
    ]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[str(field["name"]) for field in fields], *rows])
    made = {}
    for resource in parse_package({"resources": entries}, None).resources:
        text = out.getvalue() if resource.name == "rain" else PLACES
        records = parse_records(text, resource)
        table, faults = parse_table(records, resource)
        made[resource.name] = CheckedFile(
            resource=resource, text=text, records=records, table=table, is_read_whole=not faults
        )
    return made, {entry["name"]: entry for entry in entries}


def proves(rows: list[list[str]], fields: list[dict[str, object]] = FIELDS) -> bool:
    made, entries = files(rows, fields)
    rain = made["rain"]
    return rain.is_read_whole and is_proved_valid(
        entries["rain"], rain.records, rain.table, {"places": made["places"].table}
    )


def standard_faults(rows: list[list[str]], fields: list[dict[str, object]] = FIELDS) -> list[str]:
    made, entries = files(rows, fields)
    with patch("factbook.data.standard_errors.is_proved_valid", lambda *_: False):
        return list(map(str, find_table_faults(made["rain"], entries, {"places": made["places"]})))


def test_a_sound_table_is_proved_without_the_library():
    rows = [GOOD, ["2", "dry", "zz", "", "", "false", "", "2023-02-28", "south"]]
    assert standard_faults(rows) == []
    assert proves([GOOD, ["2", "dry", "zz", "", "1999", "false", "", "2023-02-28", "south"]])


@pytest.mark.parametrize("at", range(len(GOOD)))
def test_no_single_cell_is_proved_that_the_standard_finds_wrong(at):
    for other in OTHERS[at]:
        rows = [[*GOOD], [*GOOD[:at], other, *GOOD[at + 1 :]]]
        if at:
            rows[1][0] = "2"
        if proves(rows):
            assert standard_faults(rows) == [], other


@given(rows=st.lists(st.tuples(*(st.sampled_from([GOOD[at], *OTHERS[at]]) for at in range(len(GOOD)))), max_size=3))
def test_what_is_proved_has_no_fault(rows):
    rows = [list(row) for row in rows]
    if proves(rows):
        assert standard_faults(rows) == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"format": "%d.%m.%Y"}, id="a format"),
        pytest.param({"constraints": {"minLength": 2}}, id="a constraint that is not known"),
        pytest.param({"constraints": {"pattern": "("}}, id="a pattern that is none"),
        pytest.param({"constraints": {"minimum": "1"}}, id="a limit that is text"),
        pytest.param({"type": "geopoint"}, id="a type that is not known"),
        pytest.param({"missingValues": ["n/a"]}, id="missing values of one field"),
    ],
)
def test_what_is_not_known_is_not_proved(change):
    fields = [{**FIELDS[1], **change} if field["name"] == "kind" else field for field in FIELDS]
    assert not proves([GOOD], fields)
    assert proves([GOOD])
