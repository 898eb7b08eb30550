"""Figures of ours that are cut off or loose: they stop every command until an editor gives a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tiny import write_tiny

RATIO = (
    "\nshare = birds['value'].iloc[-1] / birds['value'].sum()"
    "\nfb.record('birds.share', share, unit='share', population=who, rows=birds)"
)
CASES = {
    # 15 of 37 is 40.54%
    "truncated": "Of them, {claim}`40% <birds.share>` came last.",
    "loose": "There were {claim}`more than 20 <birds.all>` birds.",
}
PLACES = {
    "prose": "{}",
    "heading": "## {}",
    "table": "| a |\n|---|\n| {} |",
    # Not between backticks: those of a role would end such a fence.
    "caption": ":::{{table}} {}\n| a |\n|---|\n| b |\n:::",
}


def configure(folder: Path, **settings: object) -> None:
    path = folder / "_config.yml"
    config = json.loads(path.read_text("utf-8"))
    config["factbook"] |= settings
    path.write_text(json.dumps(config), "utf-8")


@pytest.fixture
def report(tmp_path) -> Path:
    folder = write_tiny(tmp_path / "report")
    notebook = folder / "notebooks/birds.ipynb"
    document = json.loads(notebook.read_text("utf-8"))
    document["cells"][-1]["source"] += RATIO
    notebook.write_text(json.dumps(document), "utf-8")
    return folder


def test_it_is_named_wherever_it_stands(report, factbook):
    page = report / "book/index.md"
    words = "\n\n".join(place.format(case) for place in PLACES.values() for case in CASES.values())
    page.write_text(f"{page.read_text('utf-8')}\n{words}\n", "utf-8")
    assert f"{len(PLACES) * len(CASES)} problems to fix." in factbook("check", "--project", report).stdout


@pytest.mark.parametrize(("verdict", "place"), [("truncated", "prose"), ("loose", "caption")])
def test_it_stops_every_command_until_a_reason_is_given_and_the_reason_lapses_with_it(report, factbook, verdict, place):
    page = report / "book/index.md"
    plain = page.read_text("utf-8")
    page.write_text(f"{plain}\n{PLACES[place].format(CASES[verdict])}\n", "utf-8")
    target = "birds.share" if verdict == "truncated" else "birds.all"
    checked = factbook("check", "--project", report)
    assert checked.returncode == 1
    assert f"say why it stays: factbook: acknowledged: {target}: {verdict}:)" in checked.stdout
    assert "1 problem to fix." in checked.stdout
    for command in (["build"], ["seal", "one", "--as-of", "2025-07-01"]):
        assert factbook(*command, "--project", report).returncode == 1
    assert not (report / "_build/html").exists()
    assert not list((report / "book/editions").glob("*.json"))

    configure(report, acknowledged={target: {verdict: "As the statute words it"}})
    document = json.loads(factbook("check", "--strict", "--format", "json", "--project", report).stdout)
    (finding,) = (one for one in document["findings"] if one["verdict"] == verdict)
    assert (finding["severity"], finding["acknowledged"]) == ("ok", "As the statute words it")
    assert document["summary"]["errors"] == document["summary"]["warnings"] == 0
    listed = factbook("check", "--all", "--project", report)
    assert "(acknowledged: As the statute words it)" in listed.stdout
    assert "Nothing to fix." in listed.stdout
    sealed = factbook("seal", "one", "--as-of", "2025-07-01", "--project", report)
    assert sealed.returncode == 0, sealed.stdout + sealed.stderr
    claims = json.loads((report / "book/editions/one.json").read_text("utf-8"))["claims"].values()
    assert [one["acknowledged"] for one in claims if one["verdict"] == verdict] == ["As the statute words it"]

    # the figure is mended: what excused it must go
    page.write_text(plain, "utf-8")
    checked = factbook("check", "--project", report)
    assert checked.returncode == 1
    assert (
        f"factbook.acknowledged.{target}.{verdict}: no figure of {target!r} is {verdict} (take it out)"
        in checked.stdout
    )


def test_a_difference_names_it_and_ends_as_the_check_does(report, factbook):
    assert factbook("seal", "one", "--as-of", "2025-07-01", "--project", report).returncode == 0
    page = report / "book/index.md"
    page.write_text(page.read_text("utf-8").replace("37 birds", "more than 20 birds"), "utf-8")
    diff = factbook("diff", "--project", report)
    assert diff.returncode == factbook("check", "--project", report).returncode == 1
    assert "Sentences: 1 cut off or loose now." in diff.stdout
    assert "‘37 birds’ → ‘more than 20 birds’ cut off or loose now: loose" in diff.stdout
    configure(report, acknowledged={"birds.all": {"loose": "As the statute words it"}})
    diff = factbook("diff", "--project", report)
    assert diff.returncode == factbook("check", "--project", report).returncode == 0
