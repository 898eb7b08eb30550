"""What a figure rests on is said in every run: rows that do not count yet, frames that no source backs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factbook.data.validate import refresh
from tiny import write_tiny

NOTE = (
    "data/birds.csv: 1 of 4 rows is not known yet on 2025-07-01 (later); "
    "2 statistics rest on the table: birds.all, birds.last"
)


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


@pytest.mark.slow
def test_rows_that_are_not_known_yet_are_named_in_every_run_and_stop_none(tmp_path, factbook):
    folder = write_tiny(tmp_path / "report")
    append(folder / "data/birds.csv", "2026,99,later\n")
    append(folder / "data/sources.csv", "later,The later list,2026-06-10\n")
    refresh(folder)
    # the second run repeats the first, and the third is told to fail on warnings
    for arguments in (["check"], ["check"], ["check", "--strict"], ["build"], ["build"]):
        run = factbook(*arguments, "--project", folder)
        assert run.returncode == 0, run.stdout + run.stderr
        assert NOTE in run.stdout
    document = json.loads(factbook("check", "--format", "json", "--project", folder).stdout)
    assert [note["sources"] for note in document["notes"]] == [["later"]]


FRAME = "import pandas as pd\n\nbirds = pd.read_csv('../data/birds.csv', index_col='year')[['value']]\nwho = 'birds'"


@pytest.mark.slow
def test_a_frame_that_no_source_backs_is_warned_of_and_not_sealed(tmp_path, factbook):
    folder = write_tiny(tmp_path / "report")
    path = folder / "notebooks/birds.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    first = next(cell for cell in notebook["cells"] if "fb.dataset" in "".join(cell["source"]))
    first["source"] = f"import factbook as fb\n{FRAME}"
    path.write_text(json.dumps(notebook), "utf-8")
    checked = factbook("check", "--project", folder)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "‘37 birds’ unsourced: it rests on rows that are of no table of data/" in checked.stdout
    assert factbook("check", "--strict", "--project", folder).returncode == 1
    built = factbook("build", "--project", folder)
    assert built.returncode == 0, built.stdout + built.stderr
    page = (folder / "_build/html/index.html").read_text("utf-8")
    assert page.count('data-verdict="unsourced"') >= 2
    sealed = factbook("seal", "one", "--project", folder)
    assert sealed.returncode == 2
    assert "‘37 birds’ rests on rows of no source, and is not sealed like that" in sealed.stderr
    assert not (folder / "book/editions/one.json").exists()
    settings = json.loads((folder / "_config.yml").read_text("utf-8"))
    reasons = {"unsourced": "counted by hand for this page"}
    settings["factbook"]["acknowledged"] = {"birds.all": reasons, "birds.last": reasons}
    (folder / "_config.yml").write_text(json.dumps(settings), "utf-8")
    sealed = factbook("seal", "one", "--project", folder)
    assert sealed.returncode == 0, sealed.stdout + sealed.stderr
