"""A figure has one verdict: what the terminal, the page, its panel, the evidence and the JSON say is one finding."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

SWAP = """
import sys
from dataclasses import replace
import figurecheck.verdicts.claims as claims
from figurecheck.model import Verdict
right = claims.judge
def wrong(printed, *arguments, **options):
    found = right(printed, *arguments, **options)
    return replace(found, verdict=Verdict.LOOSE, reason="said by another judge") if "18.4%" in printed else found
claims.judge = wrong
from factbook.cli.main import main
main(sys.argv[1:])
"""
LOSE = """
import sys
from factbook.report.findings import Lookup
given = Lookup.__init__
Lookup.__init__ = lambda self, pages, findings: given(self, pages, type(findings)(()))
from factbook.cli.main import main
main(sys.argv[1:])
"""


@dataclass
class Page:
    """A page of a site as text, with its figures and the panels that they open."""

    text: str
    marks: list[dict[str, str]] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> Page:
        text = path.read_text("utf-8")
        marks = [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in re.findall(r'<a class="fb-fig"[^>]*>', text)]
        return cls(text, marks)

    def panel(self, id: str) -> str:
        """The text from the opening of a panel to that of the next one."""
        _, _, after = self.text.partition(f'id="{id}"')
        return re.split(r'id="ev-[\w-]*?(?<!-h)"', after, maxsplit=1)[0]


def build(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, "build", "--project", folder]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_another_judge_is_heard_on_the_page_in_its_panel_in_the_evidence_in_json_and_on_the_terminal(starter):
    shutil.rmtree(starter / "_build/html")
    # What was judged before rests on the code of then, which is another one here without being another version.
    (starter / "_build/.factbook/memo").unlink()
    result = build(SWAP, starter)
    site = starter / "_build/html"
    assert result.returncode == 1
    assert "loose: said by another judge [routes.change.night.2025] (say it more closely, or say why" in result.stdout
    assert not site.exists()
    with (starter / "_config.yml").open("a", encoding="utf-8") as config:
        config.write("  acknowledged:\n    routes.change.night.2025: {loose: An editor knows}\n")
    result = build(SWAP, starter)
    assert result.returncode == 0, result.stderr
    page = Page.read(site / "routes.html")
    swapped = [mark for mark in page.marks if mark["data-ev"].startswith("ev-routes-change-night-2025")]
    assert len(swapped) == 2
    assert {mark["data-verdict"] for mark in swapped} == {"loose"}
    for text in ("said by another judge", "An editor knows"):
        assert all(text in page.panel(mark["data-ev"]) for mark in swapped)
        assert text in (site / "evidence/routes.change.night.2025.html").read_text("utf-8")
    document = json.loads((site / "claims.json").read_text("utf-8"))
    told = [one for one in document["findings"] if "18.4%" in one["printed"]]
    assert {(one["verdict"], one["reason"]) for one in told} == {("loose", "said by another judge")}
    assert {(one["severity"], one["acknowledged"]) for one in told if one["role"] == "claim"} == {
        ("ok", "An editor knows")
    }
    evidence = json.loads((site / "evidence/routes.change.night.2025.json").read_text("utf-8"))
    assert {one["verdict"] for one in evidence["findings"] if one["file"] == "book/routes.md"} == {"loose"}


def test_a_role_without_a_finding_stops_the_build(starter):
    shutil.rmtree(starter / "_build/html")
    result = build(LOSE, starter)
    assert result.returncode != 0
    assert "reached the page unchecked" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert not (starter / "_build/html/index.html").exists()


def test_a_figure_in_another_language_has_the_same_verdict_on_the_page_as_in_the_check(starter, factbook):
    page = starter / "book/routes.md"
    page.write_text(
        page.read_text("utf-8") + "\nIn Korean one writes {claim}`126만 8,480건 <riders.total.2025>`.\n", "utf-8"
    )
    result = factbook("build", "--project", starter)
    assert result.returncode == 0, result.stdout + result.stderr
    site = starter / "_build/html"
    (finding,) = (
        one
        for one in json.loads((site / "claims.json").read_text("utf-8"))["findings"]
        if one["printed"] == "126만 8,480건"
    )
    shown = Page.read(site / "routes.html")
    (mark,) = (one for one in shown.marks if one["data-ev"] == "ev-riders-total-2025")
    assert finding["verdict"] == mark["data-verdict"] == "exact"
    assert "Not borne out" not in shown.panel(mark["data-ev"])


def test_what_an_editor_acknowledged_stands_in_the_panel_as_on_the_evidence_page(starter, factbook):
    notebook = starter / "notebooks/riders.ipynb"
    document = json.loads(notebook.read_text("utf-8"))
    cell = (
        'fb.record("riders.twelve", 1000, unit="people", population="drivers", label="Drivers", '
        'rows=fb.dataset("riders_by_year").head(1))'
    )
    document["cells"].append(
        {"cell_type": "code", "id": "twelve", "metadata": {}, "source": cell, "outputs": [], "execution_count": None}
    )
    notebook.write_text(json.dumps(document), "utf-8")
    page = starter / "book/routes.md"
    page.write_text(
        page.read_text("utf-8")
        + "\n{claim}`More than 999 drivers <riders.twelve>`, that is {claim}`more than 999 drivers <riders.twelve>`.\n",
        "utf-8",
    )
    config = starter / "_config.yml"
    plain = config.read_text("utf-8")
    config.write_text(plain + "  acknowledged:\n    riders.twelve: {thin-margin: The roster is public}\n", "utf-8")
    result = factbook("build", "--project", starter)
    site = starter / "_build/html"
    assert result.returncode == 0, result.stdout + result.stderr
    shown = Page.read(site / "routes.html")
    for mark in (one for one in shown.marks if "riders-twelve" in one["data-ev"]):
        assert "The roster is public" in shown.panel(mark["data-ev"])
    assert "The roster is public" in (site / "evidence/riders.twelve.html").read_text("utf-8")
    # a reason for one of the two figures stands in the panel of that one alone
    config.write_text(plain + "  acknowledged:\n    book/routes/riders.twelve/2: {thin-margin: Only here}\n", "utf-8")
    assert factbook("build", "--project", starter).returncode == 0
    shown = Page.read(site / "routes.html")
    first, second = (shown.panel(one["data-ev"]) for one in shown.marks if "riders-twelve" in one["data-ev"])
    assert "Only here" not in first
    assert "Only here" in second


def test_what_earlier_editions_said_stands_on_the_evidence_page_and_in_its_json(lake, tmp_path, factbook):
    root = shutil.copytree(lake / "report", tmp_path / "lake")
    result = factbook("build", "--project", root)
    assert result.returncode == 0, result.stdout + result.stderr
    site = root / "_build/html"
    evidence = json.loads((site / "evidence/birds.all.json").read_text("utf-8"))
    assert [(one["edition"], one["value"]) for one in evidence["earlier"]] == [("second", "37"), ("first", "22")]
    page = (site / "evidence/birds.all.html").read_text("utf-8")
    section = page[page.index('<section id="earlier">') :]
    assert ">22" in section[: section.index("</section>")]
