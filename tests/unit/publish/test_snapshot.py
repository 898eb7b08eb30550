import json
import zipfile

import pytest
from click.testing import CliRunner

from factbook.cli.init import write_starter
from factbook.cli.main import main
from factbook.data.catalog import read_catalog
from factbook.data.validate import check_data, refresh
from factbook.project.settings import read_project
from factbook.publish.snapshot import write_snapshot, zip_folder
from figurecheck.model.errors import EditionError


@pytest.fixture
def report(tmp_path):
    folder = tmp_path / "report"
    write_starter(folder)
    return folder


def last_source(report):
    sources = read_catalog(report).sources
    return max(sources.values(), key=lambda source: source.published)


def test_it_is_a_report_of_that_edition(report, tmp_path):
    made = write_snapshot(report, tmp_path / "made", label="2026-01", day="2026-11-24")
    settings = read_project(made).settings
    assert (settings.edition, settings.edition_date) == ("2026-01", "2026-11-24")
    assert settings.title == read_project(report).settings.title


def test_a_notebook_that_is_left_out_gets_no_variables(report, tmp_path):
    config, notebook = report / "_config.yml", report / "notebooks" / "later.ipynb"
    notebook.write_text('{"cells": [], "metadata": {"factbook": {"from": "2027-01-01"}}}', "utf-8")
    named = "{notebooks/later.ipynb: [TOKEN], notebooks/riders.ipynb: [TOWN]}"
    config.write_text(config.read_text("utf-8").replace("factbook:\n", f"factbook:\n  environment: {named}\n"), "utf-8")
    made = write_snapshot(report, tmp_path / "made", label="2026-01", day="2026-11-24")
    assert read_project(made).settings.environment == {"notebooks/riders.ipynb": ("TOWN",)}


def test_rows_of_later_sources_are_left_out_and_all_others_stay(report, tmp_path):
    last = last_source(report)
    made = write_snapshot(report, tmp_path / "made", label="a", day=f"{last.published[:4]}-01-01"[:10])
    before, after = read_catalog(report), read_catalog(made)
    assert last.id in before.sources
    assert last.id not in after.sources
    for name, table in before.tables.items():
        if "source_id" in table.columns:
            kept = [
                row
                for row, source in zip(table.rows, table.column("source_id"), strict=True)
                if source in after.sources
            ]
            assert list(after.tables[name].rows) == kept
    assert [str(complaint) for complaint in check_data(made)] == []


@pytest.mark.parametrize("published", ["2026-12-01", ""])
def test_a_table_of_which_nothing_is_known_yet_keeps_its_source(report, tmp_path, published):
    (tmp_path / "births.json").write_text('[{"year": 2024, "births": 28}, {"year": 2025, "births": 31}]', "utf-8")
    run = CliRunner().invoke
    project = ["--project", str(report)]
    added = run(main, ["data", "add", str(tmp_path / "births.json"), "--yes", *project])
    assert added.exit_code == 0, added.output
    said = ["registry", "--title", "Registry", "--publisher", "Town", "--published", "2026-12-01"]
    named = run(main, ["source", "add", *said, "--table", "births", *project])
    assert named.exit_code == 0, named.output
    listed = report / "data/sources.csv"
    listed.write_text(listed.read_text("utf-8").replace(",Town,2026-12-01,", f",Town,{published},"), "utf-8")
    refresh(report)
    made = write_snapshot(report, tmp_path / "made", label="a", day="2026-11-24")
    assert [str(complaint) for complaint in check_data(made)] == [str(complaint) for complaint in check_data(report)]
    assert "registry" in read_catalog(made).sources


def test_pages_of_its_own_take_the_place_of_todays(report, tmp_path):
    own = report / "book/editions/2025-05/book"
    own.mkdir(parents=True)
    (own / "index.md").write_text("# As it was\n", "utf-8")
    made = write_snapshot(report, tmp_path / "made", label="2025-05", day="2026-11-24")
    assert (made / "book/index.md").read_text("utf-8") == "# As it was\n"
    other = write_snapshot(report, tmp_path / "other", label="2025-06", day="2026-11-24")
    assert (other / "book/index.md").read_bytes() == (report / "book/index.md").read_bytes()
    assert not (other / "book/editions/2025-05").exists()


def test_what_was_corrected_in_other_editions_is_left_out(report, tmp_path):
    entry = '- edition: "{}"\n  statistic: a\n  class: update\n  reason: |\n    Two\n    lines.\n'
    (report / "book/corrections.yml").write_text("# The record\n" + "".join(map(entry.format, "123")), "utf-8")
    made = write_snapshot(report, tmp_path / "made", label="2", day="2026-11-24")
    assert (made / "book/corrections.yml").read_text("utf-8") == "# The record\n" + entry.format("2")


def test_a_zip_of_the_same_files_has_the_same_bytes(report, tmp_path):
    for name in ("one", "two"):
        folder = write_snapshot(report, tmp_path / name, label="a", day="2026-11-24")
        zip_folder(folder, tmp_path / f"{name}.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert json.loads(archive.read("data/datapackage.json"))["resources"]


def test_what_settings_name_outside_of_the_usual_folders_comes_along(report, tmp_path):
    (tmp_path / "others.bib").write_text("@misc{b}", "utf-8")
    (report / "references.bib").write_text("@misc{a}", "utf-8")
    config = report / "_config.yml"
    named = "bibtex_bibfiles: [references.bib, ../others.bib, none.bib]\n"
    config.write_text(named + config.read_text("utf-8"), "utf-8")
    made = write_snapshot(report, tmp_path / "made" / "report", label="a", day="2026-11-24")
    assert (made / "references.bib").read_text("utf-8") == "@misc{a}"
    assert not (made / "../others.bib").exists()


def test_pages_of_which_no_edition_can_be_made_are_named(report, tmp_path):
    (report / "intro.md").write_text("# Hello\n", "utf-8")
    toc = report / "_toc.yml"
    toc.write_text(toc.read_text("utf-8").replace("root: book/index", "root: intro"), "utf-8")
    said = r"_toc.yml: intro.md cannot be part of an edition, which is made of book/, data/ and notebooks/ \(move pages"
    with pytest.raises(EditionError, match=said):
        write_snapshot(report, tmp_path / "made", label="a", day="2026-11-24")
