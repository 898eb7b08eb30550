"""What notebooks get from `dataset`, and what the checks get from the catalog."""

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from factbook.data.catalog import dataset, read_catalog
from factbook.data.sources import known_on
from factbook.notebooks.recording.rows import read_rows
from figurecheck.model import Source
from figurecheck.model.errors import DataError, ProjectError, RecordError
from figurecheck.model.iso_dates import is_iso_date

GOOD = Path(__file__).parent / "bad_data" / "good"


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(GOOD, tmp_path / "report")
    monkeypatch.chdir(tmp_path / "report" / "data")
    monkeypatch.delenv("FACTBOOK_ROOT", raising=False)
    monkeypatch.delenv("FACTBOOK_AS_OF", raising=False)
    return tmp_path / "report"


@pytest.mark.usefixtures("report")
def test_a_table_comes_indexed_by_its_key_with_one_row_for_each_key():
    rain = dataset("rain")
    assert rain.index.names == ["town", "year"]
    assert list(rain.index) == [("Alba", 2023), ("Alba", 2024), ("Alba", 2025), ("Born", 2023)]
    assert rain.loc[("Alba", 2023), "source_id"] == "yearbook_2024"


def test_a_table_without_rows_has_its_columns_all_the_same(report):
    path = report / "data" / "rain.csv"
    path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    rain = dataset("rain")
    assert len(rain) == 0
    assert [*rain.index.names, *rain.columns] == path.read_text("utf-8").strip().split(",")


@pytest.mark.usefixtures("report")
def test_a_key_of_one_field_is_a_plain_index():
    assert dataset("wet_days").index.name == "month"


@pytest.mark.usefixtures("report")
def test_types_are_those_of_the_schema():
    days = dataset("wet_days", vintages=True)
    assert [str(kind) for kind in dataset("rain", vintages=True).dtypes[["year", "value"]]] == ["int64", "float64"]
    assert str(days["days"].dtype) == "Int64"
    assert list(days["month"]) == ["2024-01", "2024-02"]
    assert days["wettest"][0] == "2024-01-09"


@pytest.mark.usefixtures("report")
def test_markup_and_formulas_in_a_cell_stay_text():
    assert dataset("rain").loc[("Born", 2023), "note"] == "<b>=SUM(A1)</b>"


@pytest.mark.usefixtures("report")
def test_vintages_hold_every_row_known_whatever_its_status():
    every = dataset("rain", vintages=True)
    assert list(every.index) == list(range(9))
    assert set(every["status"]) == {"main", "agrees", "conflict", "claim"}


@pytest.mark.parametrize(
    ("day", "source"),
    [
        pytest.param("2025-03-20", "bulletin_2025", id="of two that agree, the later one"),
        pytest.param("2025-03-14", "gazette_2025", id="what is published later is not known"),
        pytest.param("2026-05-31", "bulletin_2025", id="a source dated to a year is not known before we read it"),
        pytest.param("2026-06-01", "yearbook_2026", id="the main row, from the day on which we read its source"),
    ],
)
@pytest.mark.usefixtures("report")
def test_a_row_is_the_one_known_on_the_day(monkeypatch, day, source):
    monkeypatch.setenv("FACTBOOK_AS_OF", day)
    assert dataset("rain").loc[("Alba", 2024), "source_id"] == source


@pytest.mark.usefixtures("report")
def test_nothing_is_known_before_it_was_published(monkeypatch):
    monkeypatch.setenv("FACTBOOK_AS_OF", "2025-02-27")
    assert ("Alba", 2024) not in dataset("rain").index


@pytest.mark.parametrize(
    ("published", "accessed", "known"),
    [
        pytest.param("2025-02-17", "2026-11-24", "2025-02-17", id="a day"),
        pytest.param("2024-02", "2026-11-24", "2024-02-29", id="the last day of a month"),
        pytest.param("2025", "2026-11-24", "2025-12-31", id="the last day of a year"),
        pytest.param("2026", "2026-11-24", "2026-11-24", id="the day we read it, if that is earlier"),
        pytest.param("", "2026-11-24", "2026-11-24", id="no date"),
    ],
)
def test_a_source_counts_as_known_from(published, accessed, known):
    assert known_on(Source(id="a", title="A", published=published, accessed=accessed)).isoformat() == known


@pytest.mark.parametrize(
    ("text", "good"),
    [("2025", True), ("2025-02", True), ("2025-02-17", True), ("2025-13", False), ("17.2.2025", False), ("", False)],
)
def test_an_iso_date_has_the_precision_of_a_year_a_month_or_a_day(text, good):
    assert is_iso_date(text) is good


@pytest.mark.usefixtures("report")
def test_a_misspelt_table_is_answered_with_the_right_one():
    with pytest.raises(RecordError) as caught:
        dataset("wet_day")
    assert (
        str(caught.value) == "dataset('wet_day'): no table 'wet_day' in data/datapackage.json (did you mean wet_days?)"
    )


def test_without_a_day_nothing_is_guessed(report):
    (report / "_config.yml").write_text("title: Rain\n")
    with pytest.raises(ProjectError) as caught:
        dataset("rain")
    assert str(caught.value) == "_config.yml: factbook.edition.date: not set (write it as 2026-11-24)"


def test_a_byte_order_mark_is_no_part_of_the_first_column(report):
    path = report / "data" / "rain.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert dataset("rain").index.names == ["town", "year"]


def test_a_file_in_another_encoding_is_refused_in_a_notebook_as_well(report):
    path = report / "data" / "rain.csv"
    path.write_bytes(path.read_bytes() + b"\xff")
    with pytest.raises(DataError) as caught:
        dataset("rain")
    assert str(caught.value).startswith("data/rain.csv: row 11: not UTF-8 (save the file as UTF-8, or write")


def test_a_changed_file_is_read_all_the_same(report):
    path = report / "data" / "rain.csv"
    path.write_text(path.read_text().replace("300.0", "301.0"))
    assert dataset("rain").loc[("Born", 2023), "value"] == 301.0
    assert Decimal("301.0") in read_catalog(report).tables["rain"].column("value")


def test_reordered_columns_are_found_by_name(report):
    (report / "data" / "wet_days.csv").write_text("source_id,days,month,wettest\nyearbook_2024,7,2024-03,2024-03-03\n")
    assert dataset("wet_days").loc["2024-03", "days"] == 7


@pytest.mark.usefixtures("report")
def test_recorded_rows_lead_back_to_their_lines():
    catalog = read_catalog(GOOD)
    rain = dataset("rain")
    for rows, lines in [(rain.loc[[("Alba", 2024), ("Born", 2023)]], (7, 9)), (rain.loc[("Alba", 2025)], (8,))]:
        (rowset,) = read_rows(rows)
        assert rowset.lines == catalog.verify_lines(rowset) == lines


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"lines": ()}, id="no lines"),
        pytest.param({"lines": (7,)}, id="fewer lines than rows"),
        pytest.param({"lines": (9, 7)}, id="the lines of other rows"),
        pytest.param({"lines": (7, 1)}, id="the header"),
        pytest.param({"lines": (7, 999)}, id="past the end of the file"),
        pytest.param({"dataset": ""}, id="rows that the notebook computed"),
        pytest.param({"dataset": "snow"}, id="rows of no table"),
        pytest.param({"columns": tuple("abcdefg")}, id="nothing to compare"),
    ],
)
@pytest.mark.usefixtures("report")
def test_lines_are_not_taken_on_trust(changed):
    (rowset,) = read_rows(dataset("rain").loc[[("Alba", 2024), ("Born", 2023)]])
    assert read_catalog(GOOD).verify_lines(replace(rowset, **changed)) == ()


@pytest.mark.usefixtures("report")
def test_an_edited_row_is_no_row_of_the_file():
    rain = dataset("rain").copy()
    rain.loc[("Alba", 2024), "value"] += 1
    (rowset,) = read_rows(rain)
    assert read_catalog(GOOD).verify_lines(rowset) == ()


def test_what_a_source_prints_is_found_by_number_and_by_name():
    printed = read_catalog(GOOD).printed_by("yearbook_2024")
    (row,) = printed.find_number(Decimal("512.5"), "mm")
    assert (row.dataset, row.line, row.key, [cell.text for cell in row.cells]) == ("rain", 2, "Alba/2023", ["512.5"])
    assert [one.line for one in printed.find_rows("rain/Alba/2023")] == [2]
    assert not printed.find_number(Decimal("512.5"), "days")
    assert printed.find_text("<b>=SUM(A1)</b>").line == 9
    # keys and references name things, and nobody is cited for them
    assert not printed.find_number(Decimal(2023), "")
    assert printed.find_text("main") is None


def test_a_source_that_no_row_names_prints_nothing():
    printed = read_catalog(GOOD).printed_by("nobody")
    assert not printed
    assert not printed.find_rows("Alba/2024")


def test_a_table_is_described_by_all_but_its_bytes():
    catalog = read_catalog(GOOD)
    rain = catalog.by_name["rain"]

    def describe(**changed: object) -> str:
        package = replace(catalog.package, resources=(replace(rain, **changed),))
        return replace(catalog, package=package).describe("rain")

    assert catalog.describe("rain") == describe(bytes=1, hash="sha256:0") == catalog.describe("rain")
    assert len({catalog.describe("rain"), catalog.describe("wet_days"), describe(flags=("p",))}) == 3
