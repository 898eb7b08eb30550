"""Pages that are removed or renamed, figures and words that are taken out: told, confirmed, and led on from."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tiny import OVERLAY, write_tiny

OLD = "# The old name\n\nIn all the years that were counted there were {claim}`37 birds <birds.all>` here.\n"
GONE = "# Gone\n\nIt is said again that {claim}`15 birds <birds.last>` came at last.\n"
REASONS = """- edition: "two"
  page: book/index.md
  before: Lake Smiht
  after: Lake Smith
  class: correction
  reason: The name was misspelt.
"""


def write_pages(report: Path, pages: dict[str, str]) -> None:
    for path in (report / "book").glob("*.md"):
        path.unlink()
    for name, text in pages.items():
        (report / f"book/{name}.md").write_text(text, "utf-8")
    chapters = "".join(f"- file: book/{name}\n" for name in pages if name != "index")
    (report / "_toc.yml").write_text(f"format: jb-book\nroot: book/index\nchapters:\n{chapters}", "utf-8")


@pytest.fixture(scope="module")
def report(tmp_path_factory, factbook) -> Path:
    """The small report with one edition published; since then a page was removed and one has another name."""
    folder = write_tiny(tmp_path_factory.mktemp("lake") / "report")
    shutil.rmtree((folder / OVERLAY).parents[1])
    config = folder / "_config.yml"
    settings = json.loads(config.read_text("utf-8"))
    del settings["factbook"]["unconfirmed"]
    settings["factbook"]["address"] = "https://lake.example/"
    config.write_text(json.dumps(settings), "utf-8")
    front = "# Lake Smiht\n\nThe last count has {claim}`15 <birds.last>` of them.\n"
    write_pages(folder, {"index": front, "old": OLD, "gone": GONE})
    _seal(factbook, folder, "one", "2025-07-01")
    published = factbook("publish", folder.parent / "public", "--project", folder)
    assert published.returncode == 0, published.stdout + published.stderr
    write_pages(folder, {"index": "# Lake Smith\n\nThe count has ended.\n", "new": OLD})
    _seal(factbook, folder, "two", "2025-07-02")
    return folder


def _seal(factbook, folder: Path, label: str, day: str) -> None:
    result = factbook("seal", label, "--as-of", day, "--project", folder)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def public(report, factbook) -> Path:
    """Both editions published, once an editor has confirmed what was withdrawn."""
    folder, record = report.parent / "public", report / "book/corrections.yml"
    refused = factbook("publish", folder, "--shrink", "--project", report)
    assert refused.returncode == 2
    assert "two: has 2 changes that no editor has confirmed (see them with: factbook corrections" in refused.stderr
    assert "Building" not in refused.stdout
    assert not (folder / "editions/two").exists()
    assert factbook("corrections", "--write", "--project", report).returncode == 1
    written = record.read_text("utf-8").replace("reason:\n", "reason: The count has ended.\n")
    assert written.count("class: withdrawal") == 2, "the page, and the figure that stood on the front page too"
    record.write_text(written + REASONS, "utf-8")
    result = factbook("publish", folder, "--shrink", "--project", report)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


def test_every_withdrawal_is_on_the_record_by_edition_and_cause(public):
    page = (public / "corrections.html").read_text("utf-8")
    for text in (
        "Withdrawal",
        "Gone",
        "the page was removed",
        "“15” → withdrawn",
        "The count has ended.",
    ):
        assert text in page
    assert "it said “Lake Smiht”, and says “Lake Smith” now" in page
    assert page.count('class="fb-change"') == 2
    feed = ET.fromstring((public / "feed.xml").read_text("utf-8"))
    atom = {"a": "http://www.w3.org/2005/Atom"}
    assert [one.get("term") for one in feed.iterfind("a:entry/a:category", atom)] == ["correction", "withdrawal"]
    assert all(one.get("href").startswith("https://lake.example/") for one in feed.iterfind("a:entry/a:link", atom))
    # the page with the misspelt name says so itself
    assert "The name was misspelt." in (public / "index.html").read_text("utf-8")


def test_earlier_addresses_lead_on(public):
    renamed = (public / "old.html").read_text("utf-8")
    assert '<a href="new.html">The old name</a>' in renamed
    assert re.search(r'<script src="_shared/\w+/moved\.js\?v=', renamed), (
        "with the place on the page that was asked for"
    )
    assert (public / "editions/two/old.html").read_text("utf-8").replace("../../_shared/", "_shared/") == renamed
    assert "editions/one/gone.html" in (public / "gone.html").read_text("utf-8")
    assert "Gone" in (public / "editions/one/gone.html").read_text("utf-8")


def test_pages_of_the_old_edition_learn_of_each(public):
    told = {
        one["page"] or one["statistic"]: one
        for one in json.loads((public / "editions.json").read_text())["corrections"]
    }
    assert set(told) == {"index.html", "gone.html", "birds.last"}
    assert told["gone.html"]["class"] == told["birds.last"]["class"] == "withdrawal"
    assert {one["before"] for one in told["birds.last"]["printings"]} == {"15", "15 birds"}
    assert told["index.html"]["printings"] == [{"before": "Lake Smiht", "after": "Lake Smith"}]


def test_the_house_may_publish_what_nobody_has_confirmed(report, tmp_path, factbook):
    folder = shutil.copytree(report, tmp_path / "report")
    (folder / "book/corrections.yml").unlink(missing_ok=True)
    config = folder / "_config.yml"
    settings = json.loads(config.read_text("utf-8"))
    settings["factbook"]["unconfirmed"] = "publish"
    config.write_text(json.dumps(settings), "utf-8")
    result = factbook("publish", tmp_path / "public", "--project", folder)
    # gone on to build the first edition, of which the pages are others now
    assert "Building edition one" in result.stdout
    assert "no editor has confirmed" not in result.stderr
