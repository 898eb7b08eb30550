"""`factbook init`: the report that it writes builds, holds, and is about something else."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest

from factbook.cli.init import TEMPLATE, write_starter
from factbook.model.errors import ProjectError

OWN_SUBJECT = re.compile(r"drug|narcotic|seizure|customs|police|prosecution|asiae", re.IGNORECASE)


def test_it_writes_every_file_of_the_template_and_says_so(tmp_path):
    written = write_starter(tmp_path / "mine")
    expected = {path.relative_to(TEMPLATE) for path in TEMPLATE.rglob("*") if path.is_file()}
    assert {path.relative_to(tmp_path / "mine") for path in written} == expected
    assert all(path.is_file() for path in written)


def test_it_pins_the_version_that_wrote_it(tmp_path):
    write_starter(tmp_path)
    assert (tmp_path / "requirements.txt").read_text("utf-8") == f"factbook[book]=={version('factbook')}\n"


def test_an_empty_folder_will_do(tmp_path):
    assert write_starter(tmp_path)


def test_a_folder_that_holds_anything_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(ProjectError, match=r"is not empty \(name a folder that is empty"):
        write_starter(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_in_the_way_is_left_alone(tmp_path):
    (tmp_path / "mine").write_text("mine", "utf-8")
    with pytest.raises(ProjectError, match="is not empty"):
        write_starter(tmp_path / "mine")
    assert (tmp_path / "mine").read_text("utf-8") == "mine"


def test_a_folder_that_cannot_be_made_is_a_complaint(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ProjectError, match=r"cannot be written: .* \(name another folder\)"):
        write_starter(tmp_path / "file" / "mine")


def test_the_generator_knows_nothing_of_its_first_report():
    source = TEMPLATE.parents[1]
    # Lists of what can be counted in any report, and of what has the name of a place in its own: "Oslo Police".
    lists = {source / path for path in ("figures/common/nouns.py", "scan/fact_index.py", "scan/subjects.py")}
    kinds = {".py", ".html", ".css", ".js", ".md", ".yml", ".csv"}
    texts = [path for path in source.rglob("*") if path.suffix in kinds and path not in lists]
    assert len(texts) > 50
    assert [path for path in texts if OWN_SUBJECT.search(path.read_text("utf-8"))] == []


# The whole report, by the real commands


def test_it_builds_into_a_site_with_every_page(starter_site):
    built = {path.relative_to(starter_site).as_posix() for path in starter_site.rglob("*.html")}
    assert {"index.html", "routes.html", "herald.html", "data.html"} <= built


def test_every_figure_of_it_holds_and_every_role_is_shown(starter_site):
    document = json.loads((starter_site / "claims.json").read_text("utf-8"))
    verdicts = {finding["verdict"] for finding in document["findings"] if "reviews/" not in finding["file"]}
    assert verdicts == {"exact", "rounded", "holds", "reported"}
    assert "a manner of speaking" in (starter_site.parents[1] / "book/routes.md").read_text("utf-8")


def test_it_passes_the_strict_check_that_it_recommends(starter_site, factbook):
    result = factbook("check", "--strict", "--project", starter_site.parents[1])
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Nothing to fix." in result.stdout


def test_a_figure_of_it_that_is_off_by_one_is_named_with_its_line(tmp_path: Path, factbook):
    write_starter(tmp_path)
    page = tmp_path / "book" / "routes.md"
    page.write_text(page.read_text("utf-8").replace("`598,310 <", "`598,311 <"), "utf-8")
    line = next(at for at, text in enumerate(page.read_text("utf-8").splitlines(), 1) if "598,311" in text)
    result = factbook("check", "--project", tmp_path)
    assert result.returncode == 1
    assert re.search(rf"book/routes\.md:{line}: .598,311. mismatch", result.stdout)


@pytest.mark.parametrize("width", [390, 1440])
def test_it_opens_without_a_script_error_and_asks_no_other_host(starter_site, serve, browser, width):
    address = serve(starter_site)
    asked, said = [], []
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for name in ("index", "routes", "herald", "data"):
        page.goto(f"{address}{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
    page.close()
    assert [url for url in asked if not url.startswith(address)] == []
    assert said == []
