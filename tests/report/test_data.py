"""What this report promises of its data."""

import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from factbook.data.catalog import Catalog, dataset, read_catalog
from factbook.data.sources import known_on
from factbook.data.validate import check_data
from figurecheck.model.iso_dates import is_iso_date

ROOT = Path(__file__).parents[2]
ARTICLE = "asiae_en_seed"
CLAIMS = [f"A{number:02}" for number in range(1, 24)]


@cache
def catalog() -> Catalog:
    return read_catalog(ROOT)


@pytest.fixture
def known(monkeypatch):
    """Give a function that reads a table as it was known on a day."""

    def read(name, day="2026-11-24", **options):
        monkeypatch.setenv("FACTBOOK_ROOT", str(ROOT))
        monkeypatch.setenv("FACTBOOK_AS_OF", day)
        return dataset(name, **options)

    return read


def test_the_data_is_valid():
    assert check_data(ROOT) == []


def test_every_row_of_every_table_names_a_known_source():
    for name, table in catalog().tables.items():
        # The row of a search says who made it.
        if name == "searches":
            continue
        unknown = set(table.column("source_id")) - set(catalog().sources)
        assert not unknown, f"{name}: {unknown}"


def test_every_source_is_used_or_says_why_it_is_listed():
    listed = set(catalog().sources) - {
        source
        for name, table in catalog().tables.items()
        if name not in {"sources", "searches"}
        for source in table.column("source_id")
    }
    assert not listed - {source.id for source in catalog().sources.values() if source.note}


def test_sources_are_dated_at_the_precision_known():
    assert all(is_iso_date(source.published) for source in catalog().sources.values())
    assert catalog().sources["gh_drugtrend"].published == "2026"
    assert catalog().sources["drugfree_2019"].published == "2019-09-09"


def test_every_source_is_known_on_the_edition_day():
    assert {known_on(source).isoformat() for source in catalog().sources.values() if source.id == "gh_drugtrend"} == {
        "2026-11-24"
    }
    assert catalog().last_day == "2026-11-24"


@pytest.mark.parametrize(("year", "total"), [("2023", 27611), ("2024", 23022), ("2025", 23403)])
def test_months_add_up_to_the_year(known, year, total):
    monthly = known("offenders_monthly")
    assert monthly[monthly.index.str.startswith(year)]["value"].sum() == total
    assert known("offenders_by_year").loc[int(year), "value"] == total


def test_drug_types_add_up_to_every_month(known):
    by_type = known("offenders_monthly_by_type").groupby("month")["value"].sum()
    monthly = known("offenders_monthly")["value"]
    assert len(monthly) == 108
    assert by_type.tolist() == monthly.tolist()


@pytest.mark.parametrize("year", [2017, *range(2019, 2026)])
def test_offences_add_up_to_the_year(known, year):
    assert known("offenders_by_offence").loc[year, "value"].sum() == known("offenders_by_year").loc[year, "value"]


@pytest.mark.parametrize("year", [2019, 2020, 2022, 2023, 2024])
def test_supply_is_manufacture_smuggling_and_dealing(known, year):
    offences = known("offenders_by_offence").loc[year, "value"]
    supply = offences[["manufacture", "smuggling", "dealing"]].sum()
    assert known("supply_offenders").loc[year, "value"] == supply


@pytest.mark.parametrize("year", [year for year in range(2017, 2026) if year != 2019])
def test_drug_types_add_up_to_the_year(known, year):
    assert known("offenders_by_type").loc[year, "value"].sum() == known("offenders_by_year").loc[year, "value"]


def test_the_months_of_2019_are_two_people_over_the_annual_figure(known):
    assert known("offenders_by_type").loc[2019, "value"].sum() == 16046
    assert known("offenders_by_year").loc[2019, "value"] == 16044


def test_sexes_add_up_to_the_year_and_half_year(known):
    assert known("offenders_by_sex").loc[2022, "value"].sum() == known("offenders_by_year").loc[2022, "value"]
    half = known("offenders_by_period").loc["2025-01/2025-06", "value"]
    assert half["sex"].sum() == half[("total", "all")]


def test_the_headquarters_is_the_sum_of_its_agencies(known):
    staff = known("special_headquarters_staff")["value"]
    first = staff["2023-04"]
    assert first[["prosecution", "police", "customs"]].sum() == first["all"]
    assert first["all"] + staff["2023-06"].drop("all").sum() == staff["2023-06", "all"]


def test_customs_houses_add_up_to_the_investigators_of_customs(known):
    staff = known("agency_staff")["value"]["customs"].xs(2023, level="year")
    assert staff[staff.index.str.startswith("at ")].sum() == staff["dedicated"]


def test_nationalities_of_the_coast_guard_add_up_to_its_foreigners(known):
    key = ("Coast Guard", "2019-01/2024-08", "all", "all")
    assert (
        known("foreign_by_nationality").loc[key, "value"].sum()
        == known("foreign_offenders_by_period").loc[key, "value"]
    )


def test_rows_that_agree_print_the_main_value_or_a_rounding_of_it():
    for name, table in catalog().tables.items():
        if not {"status", "value"} <= set(table.columns) or not table.resource.key:
            continue
        columns = zip(*(table.column(field) for field in (*table.resource.key, "status", "value", "unit")), strict=True)
        main: dict[tuple[object, ...], Decimal] = {}
        agreeing = []
        for *key, status, value, unit in columns:
            if status == "main" and value is not None:
                main[tuple(key)] = Decimal(value)
            if status == "agrees":
                agreeing.append((tuple(key), Decimal(value), unit))
        for key, value, unit in agreeing:
            assert abs(value - main[key]) <= (1 if unit == "kg" else 0), f"{name}: {key}"


@pytest.mark.parametrize("claim", CLAIMS)
def test_every_claim_of_the_article_is_on_record(claim):
    table = catalog().tables["article_figures"]
    assert claim in table.column("figure_id")
    assert set(table.column("status")) == {"claim"}
    assert set(table.column("source_id")) == {ARTICLE}


@pytest.mark.parametrize(
    ("figure", "printed", "value", "unit"),
    [
        ("A01", "23,022", "23022", "people"),
        ("A02", "27,611", "27611", "people"),
        ("A03", "second", "2", "years"),
        ("A03.threshold", "20,000", "20000", "people"),
        ("A04", "762", "762", "people"),
        ("A05", "370", "370", "people"),
        ("A06", "more than double", "2", "ratio"),
        ("A07", "222", "222", "people"),
        ("A07.share", "29.1%", "0.291", "share"),
        ("A08", "202", "202", "people"),
        ("A08.share", "26.5%", "0.265", "share"),
        ("A09", "187", "187", "people"),
        ("A09.share", "24.5%", "0.245", "share"),
        ("A10", "about 380", "380", "people"),
        ("A11", "5.2 billion won", "5200000000", "KRW"),
        ("A12", "86", "86", "people"),
        ("A13", "1.35 billion won", "1350000000", "KRW"),
        ("A14", "2 tonnes", "2000", "kg"),
        ("A15", "5 million won", "5000000", "KRW"),
    ],
)
def test_a_figure_of_the_article_is_printed_and_normalised(figure, printed, value, unit):
    table = catalog().tables["article_figures"]
    at = table.column("figure_id").index(figure)
    found = [table.column(name)[at] for name in ("printed", "value", "unit")]
    assert found == [printed, Decimal(value), unit]


def test_the_article_is_never_taken_as_true():
    for name, table in catalog().tables.items():
        if "status" in table.columns:
            pairs = zip(table.column("source_id"), table.column("status"), strict=True)
            assert {status for source, status in pairs if source == ARTICLE} <= {"claim"}, name


def test_the_foreigners_of_the_article_are_set_beside_all_foreigners(known):
    every = known("foreign_offenders", vintages=True)
    claimed = every[every["status"] == "claim"].set_index("year")["value"]
    assert claimed.to_dict() == {2020: 370, 2024: 762}
    assert known("foreign_offenders")["value"][[2020, 2024]].tolist() == [1958, 3232]


def test_on_the_day_of_the_article_only_earlier_sources_are_known(known):
    day = "2025-05-20"
    assert known("offenders_by_year", day).index.max() == 2024
    assert known("offenders_by_year", day).loc[2024, "source_id"] == "koreakr_20250217"
    assert known("offenders_monthly", day).empty
    assert "tf_20250615" not in set(known("foreign_offenders", day, vintages=True)["source_id"])
    assert known("prosecution_seizures", day).loc[("all drugs", 2024), "value"] == 1173


def test_the_transcription_is_preferred_to_nobody():
    for name in ("offenders_by_year", "offenders_by_type", "offenders_by_offence"):
        table = catalog().tables[name]
        keys = list(zip(*(table.column(field) for field in table.resource.key), strict=True))
        counted = Counter(
            key for key, status in zip(keys, table.column("status"), strict=True) if status in {"main", "agrees"}
        )
        rows = zip(keys, table.column("source_id"), table.column("status"), strict=True)
        assert all(counted[key] == 1 for key, source, status in rows if (source, status) == ("gh_drugtrend", "main")), (
            name
        )


def test_prosecution_and_customs_seizures_are_kept_apart():
    names = set(catalog().tables)
    assert {"prosecution_seizures", "customs_detections"} <= names
    for name in ("prosecution_seizures", "customs_detections"):
        assert "series" not in catalog().tables[name].columns


def test_every_table_has_a_title_a_description_and_a_note_on_rights():
    for resource in catalog().resources:
        assert resource.title, resource.name
        assert resource.description, resource.name
        assert resource.rights, resource.name
        assert all(field.title for field in resource.fields), resource.name


def test_texts_of_the_package_hold_no_number_but_years():
    texts = [catalog().title, catalog().description]
    for resource in catalog().resources:
        texts += [resource.title, resource.description, resource.rights]
        texts += [text for field in resource.fields for text in (field.title, field.description)]
    numbers = {number for text in texts for number in re.findall(r"\d[\d.,]*", text)}
    assert all(re.fullmatch(r"(19|20)\d\d", number) for number in numbers)


def test_no_cell_begins_a_formula_or_holds_markup():
    for name, table in catalog().tables.items():
        texts = [cell for row in table.rows for cell in row if isinstance(cell, str)]
        assert not [text for text in texts if text[:1] in "=+@" or "<" in text], name
