"""The same site by either command, and the same bytes in any folder."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

Factbook = Callable[..., "subprocess.CompletedProcess[str]"]


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def test_plain_jupyter_book_gives_the_same_bytes_in_another_folder(starter, tmp_path, factbook):
    program = Path(sys.executable).with_name("jupyter-book")
    if not program.exists():
        pytest.skip("jupyter-book is an extra, and the newest Sphinx has none")
    page = starter / "book/routes.md"
    # With a note in the margin, for which a theme of Jupyter Book has a directive as well.
    page.write_text(page.read_text("utf-8") + "\n```{margin} A title\nA note.\n```\n", "utf-8")
    elsewhere = tmp_path / "elsewhere" / "another-name"
    shutil.copytree(starter, elsewhere, ignore=shutil.ignore_patterns("_build"))
    assert factbook("build", "--project", starter).returncode == 0
    result = subprocess.run([program, "build", elsewhere], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    ours, theirs = contents(starter / "_build/html"), contents(elsewhere / "_build/html")
    assert sorted(ours) == sorted(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_the_site_carries_every_finding(starter_site: Path, factbook: Factbook) -> None:
    result = factbook("check", "--project", starter_site.parents[1], "--format", "json")
    assert result.returncode == 0
    said, carried = json.loads(result.stdout), json.loads((starter_site / "claims.json").read_text("utf-8"))
    # What is about no figure is told to the editor alone.
    assert carried == {name: value for name, value in said.items() if name != "notices"}


@pytest.mark.parametrize("name", ["claims", "statistics"])
def test_each_document_names_its_schema_and_is_as_it_says(starter_site: Path, name: str) -> None:
    document = json.loads((starter_site / f"{name}.json").read_text("utf-8"))
    assert document["edition"]["label"]
    schema = json.loads((starter_site / document["$schema"]).read_text("utf-8"))
    Draft202012Validator(schema).validate(document)
    for page in ("data.html", "evidence/index.html"):
        root = "../" * page.count("/")
        text = (starter_site / page).read_text("utf-8")
        assert f'href="{root}{name}.json"' in text
        assert f'href="{root}{name}.schema.json"' in text


def test_each_notebook_is_published_as_a_page_and_as_a_script(starter_site: Path) -> None:
    page = (starter_site / "notebooks" / "riders.html").read_text("utf-8")
    assert "<svg" in page
    assert re.findall(r"<script(?! src=| type=.application/ld)[^>]*>", page) == []
    assert re.findall(r"<figcaption>[^<]*[{`]", page) == []
    compile((starter_site / "notebooks" / "riders.py").read_text("utf-8"), "riders.py", "exec")


def test_every_statistic_has_its_evidence_as_page_and_as_json(starter_site: Path) -> None:
    statistics = json.loads((starter_site / "statistics.json").read_text("utf-8"))["statistics"]
    assert statistics
    for statistic in statistics:
        assert statistic["id"] in (starter_site / "evidence" / f"{statistic['id']}.html").read_text("utf-8")
        assert json.loads((starter_site / "evidence" / f"{statistic['id']}.json").read_text("utf-8"))


def test_the_data_can_be_taken(starter_site: Path) -> None:
    package = json.loads((starter_site / "data" / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        assert (starter_site / "data" / resource["path"]).is_file()
    assert 'href="data/datapackage.json"' in (starter_site / "data.html").read_text("utf-8")


def test_nothing_else_is_left_beside_the_site(starter_site: Path) -> None:
    beside = {path.name for path in starter_site.parent.iterdir()}
    assert beside <= {"html", ".factbook"}


def test_plain_kernels_build_the_same_site_as_warm_ones(starter_site, starter, factbook):
    config = starter / "_config.yml"
    config.write_text(config.read_text("utf-8") + "  kernels: plain\n", "utf-8")
    result = factbook("build", "--fresh", "--project", starter)
    assert result.returncode == 0, result.stdout + result.stderr
    warm, plain = contents(starter_site), contents(starter / "_build" / "html")
    assert [name for name in warm.keys() | plain.keys() if warm.get(name) != plain.get(name)] == []


def test_a_kind_of_kernels_that_does_not_exist_is_told_by_its_place(tmp_path, factbook):
    assert factbook("init", tmp_path / "report").returncode == 0
    config = tmp_path / "report" / "_config.yml"
    config.write_text(config.read_text("utf-8") + "  kernels: hot\n", "utf-8")
    result = factbook("check", "--project", tmp_path / "report")
    assert result.returncode == 2
    assert "_config.yml:49: factbook.kernels: 'hot' is unknown (write warm or plain)" in result.stderr


def write_false(root: Path) -> None:
    page = root / "book/routes.md"
    text = page.read_text("utf-8")
    assert "about a fifth <routes" in text
    page.write_text(text.replace("about a fifth <routes", "about 71% <routes"), "utf-8")


def block(root: Path) -> None:
    """Let the site be a link to itself."""
    shutil.rmtree(root / "_build/html")
    (root / "_build/html").symlink_to("html")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(write_false, "Nothing was built", id="a figure does not hold"),
        pytest.param(block, "_build/html", id="no site can be written"),
    ],
)
def test_what_a_check_found_is_kept_where_no_site_is_made(starter, factbook, spoil, said):
    memo_file = starter / "_build/.factbook/memo"
    memo_file.unlink()
    spoil(starter)
    result = factbook("build", "--project", starter)
    assert result.returncode != 0
    assert said in result.stderr
    with closing(sqlite3.connect(memo_file)) as memo:
        assert memo.execute("SELECT count(*) FROM results").fetchone()[0] > 10


def test_a_folder_that_the_site_is_a_link_to_loses_nothing(starter, tmp_path, factbook):
    shutil.rmtree(starter / "_build/html")
    (tmp_path / "pages/mine").mkdir(parents=True)
    own = tmp_path / "pages/mine/own.txt"
    own.write_text("Mine", "utf-8")
    (starter / "_build/html").symlink_to(tmp_path / "pages")
    built = factbook("build", "--project", starter)
    assert built.returncode == 2
    assert f"_build/html: leads to {tmp_path / 'pages'}, whose files are no site of a build" in built.stderr
    assert own.read_text("utf-8") == "Mine"
    shutil.rmtree(own.parent)
    # An empty one takes the site, and the next one.
    for title in ("buses", "trams"):
        config = (starter / "_config.yml").read_text("utf-8")
        (starter / "_config.yml").write_text(re.sub("title: .*", f"title: Harrow Bay by {title}", config), "utf-8")
        assert factbook("build", "--project", starter).returncode == 0
        assert f"Harrow Bay by {title}" in (tmp_path / "pages/index.html").read_text("utf-8")
