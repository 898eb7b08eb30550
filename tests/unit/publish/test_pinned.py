"""A pinned edition that comes out otherwise: which files, where, why, and what becomes of them."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from pathlib import Path

import pytest

from factbook.editions.storage import dump, edition_path
from factbook.model.edition import Edition
from factbook.publish import pinned
from factbook.publish.archive import Listing, Published, write_listing
from factbook.publish.manifest import write_manifest
from factbook.publish.pinned import CACHE, PUBLIC, files_path, pin_path, publish_pinned, read_pin, write_pin
from figurecheck.model.errors import EditionError
from published_later import commit, git

PAGES = {
    "index.html": "<h1>Rivers</h1>\n" + "".join(f"<p>The Wye rose by {n} cm.</p>\n" for n in range(900)),
    "empty.txt": "",
    "chart.svg": "<svg/>\n",
    "archive.zip": "PK\0\0",
}


def build(folder: Path, pages: dict[str, str]) -> Path:
    """Write a published folder with one edition."""
    site = folder / "editions/first"
    site.mkdir(parents=True)
    for name, text in pages.items():
        (site / name).write_text(text, "utf-8")
    edition = Published(label="first", as_of="2025-07-01", manifest=write_manifest(site), pages=1, figures=1)
    write_listing(folder, Listing(editions=(edition,)))
    return site


@pytest.fixture
def pages(monkeypatch) -> dict[str, str]:
    """What the software of an edition writes, instead of being installed."""
    pages = dict(PAGES)

    def publish_tree(cache, *_, **__):
        if not (cache / PUBLIC).is_dir():
            build(cache / PUBLIC, pages)
        return cache / PUBLIC

    monkeypatch.setattr(pinned, "publish_tree", publish_tree)
    return pages


@pytest.fixture
def report(tmp_path, monkeypatch, pages) -> Path:
    """A report with an edition, which was pinned on a machine that is gone."""
    root = tmp_path / "report"
    (root / edition_path("first")).parent.mkdir(parents=True)
    (root / edition_path("first")).write_text(dump(Edition(label="first", as_of="2025-07-01")), "utf-8")
    (root / "requirements.txt").write_text("", "utf-8")
    git(tmp_path, "init", "--quiet", "report")
    commit(root, "A seal")
    monkeypatch.setenv(CACHE, str(tmp_path / "gone"))
    write_pin(root, "first", git(root, "rev-parse", "HEAD"))
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
    return root


def refused(root: Path) -> list[str]:
    """The complaints about an edition that is not what was pinned."""
    with pytest.raises(EditionError) as error:
        publish_pinned(root, "first", read_pin(root, "first"), known={})
    return [str(one) for one in error.value.complaints]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param(
            {"index.html": PAGES["index.html"].replace("by 500 cm", "by 501 cm")},
            r"first/index.html: begins to differ at line (49\d|50\d) .* rose by 501 cm",
            id="in the middle",
        ),
        pytest.param({"chart.svg": "<svg>2</svg>"}, "first/chart.svg: begins .*line 1 .*: <svg>2<", id="a small file"),
        pytest.param({"empty.txt": "no more"}, "first/empty.txt: begins .* line 1 .*: no more", id="an empty file"),
        pytest.param({"archive.zip": "PK\0\1"}, "first/archive.zip: begins .*: bytes that are no text", id="no text"),
        pytest.param({"new.html": "x"}, "first/new.html: is not part of the edition", id="a file too many"),
        pytest.param({"chart.svg": None}, "first/chart.svg: is missing", id="a file that lacks"),
    ],
)  # fmt: skip
def test_each_file_that_differs_is_named_with_the_place_where_it_begins_to(report, pages, changed, said):
    pages |= changed
    for name in [name for name, text in pages.items() if text is None]:
        del pages[name]
    first, *files = refused(report)
    assert first.startswith("book/editions/first.pin.yml: its commit")
    assert len(files) == 1
    assert re.match(said, files[0]), files[0]


def test_a_long_list_of_files_is_cut_short(report, pages):
    pages |= {f"{number}.html": "x" for number in range(14)}
    assert len(refused(report)) == 12
    assert refused(report)[-1] == "first: 4 more files differ"


def test_what_was_built_wrongly_is_kept_elsewhere_and_never_taken_for_the_edition(report, pages):
    pages["chart.svg"] = "<svg></svg>"
    said = refused(report)[0]
    kept = Path(re.search(r"what was built is kept in (\S+) ", said)[1])
    assert (kept / "chart.svg").read_text("utf-8") == "<svg></svg>"
    pages |= PAGES
    built = publish_pinned(report, "first", read_pin(report, "first"), known={}).site
    assert (built / "chart.svg").read_text("utf-8") == PAGES["chart.svg"]
    # and what is changed in the cache is built anew, once
    (built / "chart.svg").write_text("<svg>forged</svg>", "utf-8")
    told: list[str] = []
    built = publish_pinned(report, "first", read_pin(report, "first"), known={}, log=told.append).site
    assert (built / "chart.svg").read_text("utf-8") == PAGES["chart.svg"]
    assert [line.partition(" it is kept")[0] for line in told] == [
        "What the cache has of first is not what was pinned;"
    ]


def test_a_pin_is_never_written_again_and_a_list_of_files_that_lacks_is(report, pages):
    pin, listed = report / pin_path("first"), report / files_path("first")
    first = listed.read_bytes()
    listed.unlink()
    pin.write_text(f"# by hand\n{pin.read_text('utf-8')}", "utf-8")
    pages["chart.svg"] = "<svg></svg>"
    (told,) = refused(report)
    assert told.endswith(
        "(restore the pin, or book/editions/first.files.gz, which names its files, from version control)"
    )
    pages |= PAGES
    write_pin(report, "first", read_pin(report, "first").commit)
    assert pin.read_text("utf-8").startswith("# by hand")
    assert listed.read_bytes() == first


@pytest.mark.parametrize(
    "content",
    [b"no gzip", gzip.compress(b"too few columns\n"), gzip.compress(b"")],
    ids=["no gzip", "too few columns", "empty"],
)
def test_a_list_of_files_that_is_not_of_the_pin_is_refused_before_anything_is_built(report, pages, content):
    (report / files_path("first")).write_bytes(content)
    pages.clear()
    (told,) = refused(report)
    assert told.startswith("book/editions/first.files.gz: is not of the manifest ")


@pytest.mark.parametrize(
    ("system", "python", "cause"),
    [
        pytest.param("linux", "3.11.1", "it was built by Python 3.11.1, this is", id="another Python"),
        pytest.param("darwin", "", "usually the fonts of this machine", id="macOS, which shows its fonts to all"),
        pytest.param("linux", "", "usually a processor of another kind", id="the same"),
    ],
)
def test_the_refusal_says_what_usually_makes_a_site_another_one(report, pages, monkeypatch, system, python, cause):
    pages["chart.svg"] = "<svg></svg>"
    monkeypatch.setattr(pinned.sys, "platform", system)
    pin = read_pin(report, "first")
    with pytest.raises(EditionError, match=re.escape(f"({cause}")):
        publish_pinned(report, "first", replace(pin, python=python or pin.python), known={})
