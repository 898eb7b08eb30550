"""What pages show or hand out is there, and lies in the report: no file of the machine that builds is published."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from factbook.publish.checkout import check_sources
from factbook.publish.pipeline import build_with_sources
from figurecheck.model.errors import SiteError
from tiny import write_tiny

pytestmark = pytest.mark.slow

WAYS = (
    "{download}`one <../../apart/word.txt>`",
    "[a file](../../apart/word.txt)",
    "![A picture](../../apart/one.png)",
    "{download}`a link <link.txt>`",
    "```{literalinclude} ../../apart/word.txt\n```",
    "```{figure} linked/two.png\nA figure\n```",
)
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)


@pytest.fixture
def report(tmp_path) -> Path:
    apart = tmp_path / "apart"
    apart.mkdir()
    (apart / "word.txt").write_text("A word from elsewhere.\n", "utf-8")
    for name in ("one.png", "two.png"):
        (apart / name).write_bytes(PICTURE)
    root = write_tiny(tmp_path / "report")
    (root / "book/link.txt").symlink_to("../../apart/word.txt")
    (root / "book/linked").symlink_to(apart)
    return root


def add(root: Path, *texts: str) -> int:
    """Add texts to a page, and return the line of the first one."""
    page = root / "book/index.md"
    before = page.read_text("utf-8")
    page.write_text("\n\n".join((before, *texts)) + "\n", "utf-8")
    return before.count("\n") + 3


def adopt(root: Path) -> None:
    config = json.loads((root / "_config.yml").read_text("utf-8"))
    config["factbook"]["mode"] = "adopt"
    (root / "_config.yml").write_text(json.dumps(config), "utf-8")


def test_a_file_from_outside_of_the_report_is_not_published(report, factbook):
    first = add(report, *WAYS)
    built = factbook("build", "--project", report)
    assert built.returncode == 2
    remedy = "(put the file itself into the report, or take it off the page)"
    for line, file in (
        (first, "../apart/word.txt"), (first + 4, "../apart/one.png"), (first + 6, "book/link.txt"),
        (first + 11, "book/linked/two.png"),
    ):  # fmt: skip
        assert f"book/index.md:{line}: {file} leads out of the report {remedy}" in built.stderr
    assert not (report / "_build/html").exists()


@pytest.mark.parametrize("way", WAYS[-2:])
def test_whichever_way_it_comes(report, factbook, way):
    add(report, way)
    built = factbook("build", "--project", report)
    assert built.returncode == 2
    assert "leads out of the report" in built.stderr


def test_serve_shows_it_to_nobody_and_lists_it(report, start_serving):
    with start_serving(report) as served:
        served.wait_for("index.html")
        line = add(report, WAYS[0])
        [item] = served.wait(lambda: served.desk()["items"], "it is listed")
        assert (item["place"], item["severity"]) == (f"book/index.md:{line}", "error")
        assert served.state("index.html") == "checking"
        assert served.ask("/_downloads")[0] == 404


def test_a_book_that_is_taken_over_may_show_what_lies_beside_it_in_its_repository(report, factbook):
    adopt(report)
    (report / "book/linked").unlink()
    add(report, *WAYS[:-1])
    # Where there is no repository, nothing lies beside it.
    assert "leads out of the report" in factbook("build", "--project", report).stderr
    subprocess.run(["git", "init", "--quiet", report.parent], check=True)
    built = factbook("build", "--project", report)
    assert built.returncode == 0, built.stdout + built.stderr
    assert list((report / "_build/html/_downloads").rglob("word.txt"))


MISSING = ("![A picture](none.png)", "{download}`a file <none.txt>`", "```{figure} pictures/none.svg\nA figure\n```")


def test_what_is_for_readers_lacks_no_file(report, factbook, tmp_path):
    first = add(report, *MISSING)
    files = {first: "none.png", first + 2: "none.txt", first + 4: "pictures/none.svg"}
    for command in (("build",), ("build", "--as-of", "2025-07-01"), ("seal", "second")):
        refused = factbook(*command, "--project", report)
        assert refused.returncode == 2
        for line, file in files.items():
            assert f"book/index.md:{line}: there is no file '{file}' (" in refused.stdout
    assert not (report / "book/editions/second.json").exists()
    # As of an edition that was sealed when nobody looked for it.
    with pytest.raises(SiteError, match=r"there is no file 'none\.png'"):
        build_with_sources(check_sources(report), tmp_path / "source.zip")


def test_serve_shows_a_page_that_lacks_a_file_and_lists_it(report, start_serving):
    with start_serving(report) as served:
        served.wait_for("index.html")
        line = add(report, MISSING[0])
        [item] = served.wait(lambda: served.desk()["items"], "it is listed")
        assert (item["place"], item["severity"]) == (f"book/index.md:{line}", "error")
        assert (item["what"], item["remedy"]) == (
            "there is no file 'none.png'",
            "correct it, or take it off the page",
        )
        assert item["said"]["ko"] == "파일 ‘none.png’가 없습니다"
        served.wait_for("index.html", "faulty")


def test_nothing_is_sealed_that_would_not_be_published(report, factbook):
    add(report, WAYS[0])
    refused = factbook("seal", "second", "--project", report)
    assert refused.returncode == 2
    assert "../apart/word.txt leads out of the report" in refused.stderr
