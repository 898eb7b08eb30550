"""Whatever a user gets wrong earns *place: what (remedy)*, all of it in one run, and never a traceback."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml

Factbook = Callable[..., "subprocess.CompletedProcess[str]"]

SECOND_NOTEBOOK = (
    'import factbook as fb\nriders = fb.dataset("riders_by_year")',
    'fb.record("riders.total.2025", 5, unit="people", population="again", rows=riders)',
    'x = {}\nfb.record("riders.lost", x["lost"], unit="people", population="none", rows=riders)',
)

REVIEW = Path("book/reviews/herald-2026-03-20.yml")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def line_of(path: Path, text: str) -> int:
    return next(at for at, line in enumerate(path.read_text("utf-8").splitlines(), start=1) if text in line)


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory, untouched: Path) -> Path:
    """The small report with its runs and drawings, and without a site."""
    folder = tmp_path_factory.mktemp("fresh") / "report"
    return Path(shutil.copytree(untouched, folder, ignore=shutil.ignore_patterns("html"), symlinks=True))


@pytest.fixture(scope="module")
def spoilt(starter: Path, tmp_path_factory: pytest.TempPathFactory, factbook: Factbook) -> dict[str, Any]:
    """A report with one fault of each kind in its pages, notebooks and review, checked once."""
    folder = tmp_path_factory.mktemp("spoilt") / "report"
    shutil.copytree(starter, folder)
    page = folder / "book" / "routes.md"
    edit(page, "<routes.change.night.2025>` trips than", "<routes.change.nite.2025>` trips than")
    edit(page, "It now carries", "It has 57 drivers and carries")
    edit(page, "{claim}`598,310 <", "{claim}`598,311 <")
    edit(page, "{claim}`421,770 <", "{claim}`421,770 kg <")
    edit(page, "{plain}`24/7 <a manner of speaking>`", "{claim}`24/7`")
    edit(page, "{reported}`$1.9 million <", "{reported}`$1.8 million <")
    edit(folder / "book" / "index.md", "```{chart} riders.years", "```{chart} riders.yers")
    edit(folder / "book" / "reviews" / "herald-2026-03-20.yml", 'printed: "1.27 million"', "printed: 1.27")
    cells = [nbformat.v4.new_code_cell(cell) for cell in SECOND_NOTEBOOK]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "notebooks" / "second.ipynb")
    built = folder / "_build" / "html"
    built.mkdir(parents=True)
    (built / "index.html").write_text("the last site", "utf-8")
    text = factbook("check", "--project", folder)
    as_json = factbook("check", "--project", folder, "--format", "json")
    build = factbook("build", "--project", folder)
    return {"folder": folder, "page": page, "text": text, "json": as_json, "build": build}


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        (
            "routes.change.nite",
            "‘18.4% more’ unknown: 'routes.change.nite.2025' was never recorded "
            "(did you mean routes.change.night.2025?)",
        ),
        ("57 drivers", "‘57’ unbound: nothing binds it"),
        ("598,311", "‘598,311’ mismatch: "),
        ("421,770 kg", "‘421,770 kg’ incomparable: "),
        ("{claim}`24/7`", "{claim}`24/7` has no target (write {claim}`figure <target>`)"),
        (
            "$1.8 million",
            "‘$1.8 million’ mismatch: the row night_stops.cost of hb_report_2025 does not",
        ),
    ],
)
def test_a_fault_of_a_page_is_named_with_its_line(spoilt: dict[str, Any], mark: str, message: str) -> None:
    place = f"book/routes.md:{line_of(spoilt['page'], mark)}: "
    assert place + message in spoilt["text"].stdout


@pytest.mark.parametrize(
    "message",
    [
        "notebooks/second.ipynb: cell 3, line 2: KeyError: 'lost' (correct the cell)",
        "notebooks/second.ipynb: cell 2: 'riders.total.2025' is recorded already, in notebooks/riders.ipynb: cell ",
        "there is no chart 'riders.yers' (did you mean riders.years?)",
        "claims[0].printed: 1.27 is not text (quote it, so that 3.60 keeps its zero)",
    ],
)
def test_every_other_fault_is_named_in_the_same_run(spoilt: dict[str, Any], message: str) -> None:
    assert message in spoilt["text"].stdout


def test_input_that_cannot_be_used_exits_with_2(spoilt: dict[str, Any]) -> None:
    assert [spoilt[name].returncode for name in ("text", "json", "build")] == [2, 2, 2]


def test_nothing_ends_in_a_traceback(spoilt: dict[str, Any]) -> None:
    for name in ("text", "json", "build"):
        assert "Traceback" not in spoilt[name].stdout + spoilt[name].stderr


def test_json_says_the_same(spoilt: dict[str, Any]) -> None:
    document = json.loads(spoilt["json"].stdout)
    found = {(item["file"], item["line"], item["printed"]): item["verdict"] for item in document["findings"]}
    page = spoilt["page"]
    assert found["book/routes.md", line_of(page, "598,311"), "598,311"] == "mismatch"
    assert found["book/routes.md", line_of(page, "57 drivers"), "57"] == "unbound"
    assert document["summary"]["errors"] >= 5
    assert len(document["complaints"]) >= 4


def test_a_build_that_fails_leaves_the_last_site(spoilt: dict[str, Any]) -> None:
    html = spoilt["folder"] / "_build" / "html"
    assert [path.name for path in html.iterdir()] == ["index.html"]
    assert (html / "index.html").read_text("utf-8") == "the last site"


def test_jupyter_book_stops_on_the_same_faults(spoilt: dict[str, Any], factbook: Factbook) -> None:
    folder = spoilt["folder"]
    program = Path(sys.executable).with_name("jupyter-book")
    if not program.exists():
        pytest.skip("jupyter-book is an extra, and the newest Sphinx has none")
    result = subprocess.run([program, "build", folder], capture_output=True, text=True, check=False)
    assert result.returncode != 0
    assert "598,311" in result.stdout + result.stderr
    assert (folder / "_build" / "html" / "index.html").read_text("utf-8") == "the last site"


def test_a_changed_value_makes_its_figures_false(starter: Path, tmp_path: Path, factbook: Factbook) -> None:
    folder = tmp_path / "report"
    shutil.copytree(starter, folder)
    edit(folder / "data" / "riders_by_year.csv", "1268480", "1268490")
    result = factbook("check", "--project", folder)
    line = line_of(folder / "book" / "index.md", "1,268,480 trips")
    assert result.returncode == 1
    assert f"book/index.md:{line}: ‘1,268,480 trips’ mismatch" in result.stdout
    assert "run: factbook refresh" in result.stdout
    updated = factbook("refresh", "--project", folder)
    assert (updated.returncode, updated.stdout) == (0, "updated riders_by_year\n")
    assert "factbook refresh" not in factbook("check", "--project", folder).stdout


def test_a_verdict_that_moved_sends_the_editor_back_to_the_rating(
    starter: Path, tmp_path: Path, factbook: Factbook
) -> None:
    folder = tmp_path / "report"
    shutil.copytree(starter, folder)
    edit(folder / "book" / "reviews" / "herald-2026-03-20.yml", "today: rounded", "today: exact")
    result = factbook("check", "--project", folder)
    assert result.returncode == 1
    assert "H1 '1.27 million': the verdict (today) is rounded, not exact" in result.stdout


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda folder: (folder / "_config.yml").unlink(), "no _config.yml here or above (go to a report's folder"),
        (lambda folder: (folder / "_toc.yml").unlink(), "_toc.yml: not found (list the pages in it"),
        (
            lambda folder: edit(folder / "_toc.yml", "book/routes", "book/roots"),
            "_toc.yml: book/roots does not exist (write book/roots.md, or take the entry out)",
        ),
        (
            lambda folder: edit(folder / "_config.yml", "factbook:", "factbook:\n  colour: red"),
            "_config.yml:33: factbook.colour: no such key (known are acknowledged,",
        ),
        (
            lambda folder: edit(folder / "_config.yml", "date: 2026-11-24", "date: soon"),
            "_config.yml:36: factbook.edition.date: 'soon' is not a date (write it as 2025-05-20)",
        ),
        (
            lambda folder: edit(folder / "_config.yml", "- factbook.sphinx_ext", "- sphinx.ext.todo"),
            "_config.yml:20: sphinx.extra_extensions: lacks factbook.sphinx_ext, so no page would be checked",
        ),
        (
            lambda folder: edit(folder / "_config.yml", "language: en", "language: xx"),
            "_config.yml:33: factbook.language: 'xx' is not a language that pages can be in (write de, en or ko)",
        ),
        (
            lambda folder: (folder / "_toc.yml").write_bytes("root: book/index # \uae00".encode("cp949")),
            "_toc.yml: ",
        ),
        (
            lambda folder: edit(
                folder / "book" / "reviews" / "herald-2026-03-20.yml", "source: herald_20260320", "source: nope"
            ),
            "book/reviews/herald-2026-03-20.yml: there is no source 'nope'",
        ),
        (
            lambda folder: edit(folder / "book" / "routes.md", "The town says", "{source}`nope` The town says"),
            "there is no source 'nope'",
        ),
        (
            lambda folder: (folder / "data" / "datapackage.json").write_text("{", "utf-8"),
            "data/datapackage.json:1: not readable as JSON",
        ),
        (
            lambda folder: edit(folder / "data" / "riders_by_year.csv", "1268480", "many"),
            "data/riders_by_year.csv: row 10, column value: 'many' is no whole number",
        ),
    ],
)
def test_a_folder_that_is_no_report_is_refused(
    starter: Path, tmp_path: Path, factbook: Factbook, spoil: Callable[[Path], object], message: str
) -> None:
    folder = tmp_path / "report"
    shutil.copytree(starter, folder)
    spoil(folder)
    result = factbook("check", "--project", folder)
    assert message in result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    assert result.returncode == 2


def test_data_that_cannot_be_read_hides_no_other_fault(starter: Path, tmp_path: Path, factbook: Factbook) -> None:
    folder = tmp_path / "report"
    shutil.copytree(starter, folder)
    data = folder / "data" / "riders_by_year.csv"
    data.write_bytes(data.read_bytes() + b"\xff\n")
    edit(folder / "book" / "routes.md", "It now carries", "It has 57 drivers and carries")
    edit(folder / "book" / "routes.md", "{plain}`24/7 <a manner of speaking>`", "{claim}`24/7`")
    edit(folder / "book" / "reviews" / "herald-2026-03-20.yml", 'printed: "1.27 million"', "printed: 1.27")
    result = factbook("check", "--project", folder)
    assert result.returncode == 2
    for part in ("not UTF-8", "‘57’ unbound", "`24/7` has no target", "1.27 is not text"):
        assert part in result.stdout
    assert "never recorded" not in result.stdout


def test_an_interrupted_build_says_so_and_leaves_nothing_behind(starter: Path, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    shutil.copytree(starter, folder)
    edit(
        folder / "notebooks" / "riders.ipynb",
        "import factbook as fb",
        "import time; time.sleep(30); import factbook as fb",
    )
    program = Path(sys.executable).with_name("factbook")
    with subprocess.Popen([program, "build", "--project", folder], stderr=subprocess.PIPE, text=True) as build:
        assert build.stderr is not None
        assert build.stderr.readline().startswith("Notebooks:")
        time.sleep(1)
        build.send_signal(signal.SIGINT)
        said = build.stderr.read()
    assert build.returncode == 130, said
    assert "Interrupted; the last site is unchanged." in said
    assert "Traceback" not in said
    assert not (folder / "_build").exists() or list((folder / "_build").glob(".html-*")) == []


def test_the_rules_can_be_read(starter: Path, factbook: Factbook) -> None:
    result = factbook("rules", "--project", starter)
    assert result.returncode == 0
    assert result.stdout.startswith("about: ")
    assert "names that are no figures: CC BY 4.0, UTF-8" in result.stdout


def test_the_default_rules_can_be_read_without_a_report(tmp_path: Path, factbook: Factbook) -> None:
    result = factbook("rules", "--default", "--project", tmp_path)
    assert result.returncode == 0
    assert "ties: either; whole numbers keep at least 2 significant digits" in result.stdout
    assert factbook("rules", "--project", tmp_path).returncode == 2


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("qualifiers: {about: {test: [about]}}", "factbook.qualifiers.about.test: ['about'] is none of them (about,"),
        ("qualifiers: {over: {loose: 0}}", "factbook.qualifiers.over.loose: 0 is not a number from 1 to 1000000"),
        ("names: [20]", "factbook.names[0]: 20 is not a name (write it in quotes, such as 'A4')"),
        ("acknowledged: {x: {gaps: y}}", "factbook.acknowledged.x.gaps: 'gaps' is unknown (write one of"),
    ],
)
def test_a_wrong_house_rule_is_told(starter: Path, tmp_path: Path, factbook: Factbook, setting: str, told: str) -> None:
    folder = tmp_path / "report"
    shutil.copytree(starter, folder)
    config = yaml.safe_load((folder / "_config.yml").read_text("utf-8"))
    config["factbook"].update(yaml.safe_load(setting))
    (folder / "_config.yml").write_text(yaml.safe_dump(config), "utf-8")
    for command in ("rules", "check"):
        result = factbook(command, "--project", folder)
        assert result.returncode == 2
        assert re.search(rf"^_config\.yml(:\d+)?: {re.escape(told)}", result.stderr, re.MULTILINE)
        assert "Traceback" not in result.stderr


def test_init_refuses_a_folder_that_holds_something(tmp_path: Path, factbook: Factbook) -> None:
    (tmp_path / "x").write_text("mine", "utf-8")
    result = factbook("init", tmp_path)
    assert result.returncode == 2
    assert "is not empty (name a folder that is empty or does not exist)" in result.stderr


def test_explain_says_where_a_figure_comes_from(starter: Path, factbook: Factbook) -> None:
    result = factbook("explain", "riders.total.2025", "--project", starter)
    assert result.returncode == 0
    for part in ("1,268,480", "notebooks/riders.ipynb", "riders_by_year", "book/index.md:"):
        assert part in result.stdout
    lost = factbook("explain", "riders.totl.2025", "--project", starter)
    assert lost.returncode == 2
    assert "did you mean riders.total.2025" in lost.stderr
