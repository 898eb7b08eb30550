"""`factbook pdf`: the whole report in one document, which a reader can find the way in."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from factbook.project.settings import read_project
from factbook.publish.pdf import _print, find_browser, make_book, make_stable, print_report

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def printed(starter_site: Path, factbook, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("pdf") / "report.pdf"
    result = factbook("pdf", "--project", starter_site.parents[1], "--out", out)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip().endswith(f"Printed {out}")
    return out


@pytest.fixture(scope="module")
def reader(printed: Path) -> PdfReader:
    return PdfReader(printed)


def titles(outline: list[Any]) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from titles(entry)
        else:
            yield plain(entry.title)


def plain(text: str) -> str:
    return " ".join(text.replace("\u200b", "").replace("\u00a0", " ").split())


def links(reader: PdfReader) -> Iterator[dict[str, Any]]:
    for page in reader.pages:
        for annotation in page.get("/Annots") or []:
            if annotation.get_object().get("/Subtype") == "/Link":
                yield annotation.get_object()


def test_it_says_what_it_is(reader):
    assert reader.metadata is not None
    assert reader.metadata.title == "Harrow Bay by bus"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "Harrow Bay by bus" in plain(reader.pages[0].extract_text())
    assert "Contents" in plain(reader.pages[1].extract_text())


def test_chapters_stand_in_the_order_of_the_contents_with_their_evidence(reader, starter_site):
    project = read_project(starter_site.parents[1])
    book = make_book(project, starter_site)
    chapters = re.findall(r'<nav class="fb-book__contents">.*?</nav>', book, re.DOTALL)
    wanted = [plain(title) for title in re.findall(r'<a href="#[^"]*"><span>([^<]*)</span>', chapters[0])]
    assert len(wanted) == len(project.pages) > 2
    top = [plain(entry.title) for entry in reader.outline if not isinstance(entry, list)]
    assert [title for title in top if title in wanted] == wanted
    assert [title for title in titles(reader.outline) if title.startswith("Evidence: ")]


def test_the_contents_say_on_which_page_each_chapter_begins(reader):
    titles = [
        (plain(one.title), reader.get_destination_page_number(one))
        for one in reader.outline
        if not isinstance(one, list)
    ]
    contents = plain(reader.pages[1].extract_text())
    listed = [(title, at) for title, at in titles if title in contents and title != "Contents"]
    assert len(listed) > 2
    for title, at in listed:
        assert f"{title} {at + 1}" in contents


def test_links_within_the_report_lead_to_a_place_in_the_document(reader):
    places = set(reader.named_destinations)
    inner = [str(link["/Dest"]).lstrip("/") for link in links(reader) if "/Dest" in link]
    assert len(inner) > 20
    assert {name for name in inner if name not in places and f"/{name}" not in places} == set()


def test_links_that_leave_lead_to_the_web_and_never_to_this_machine(printed, reader):
    outer = [str(link["/A"]["/URI"]) for link in links(reader) if "/A" in link]
    assert [address for address in outer if not re.match(r"https?://|mailto:", address)] == []
    raw = printed.read_bytes()
    assert b"file://" not in raw
    assert os.fsencode(printed.parents[1]) not in raw


def test_pages_are_numbered_and_figures_lead_to_numbered_notes(reader):
    for number, page in enumerate(reader.pages, start=1):
        lines = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
        assert (str(number) in {lines[0], lines[-1]}) is (number > 1)
    evidence = next(page for page in reader.pages if "Evidence:" in plain(page.extract_text()))
    assert "1 1,268,480 trips: trips in 2025" in plain(evidence.extract_text())


def test_printing_again_gives_the_same_bytes(printed, starter_site, tmp_path):
    project = read_project(starter_site.parents[1])
    again = tmp_path / "again.pdf"
    day = project.settings.edition_date
    print_report(project, starter_site, again, browser=find_browser())
    assert again.read_bytes() == printed.read_bytes()
    assert PdfReader(again).metadata["/CreationDate"] == f"D:{day.replace('-', '')}000000+00'00'"


def test_the_numbers_of_elements_depend_on_nothing_but_their_order(starter_site):
    # A browser that has another node ready sooner, as seen on a machine with much to do, counts one more before these.
    drawn = _print(
        make_book(read_project(starter_site.parents[1]), starter_site), starter_site / "_static", find_browser()
    )
    later = re.sub(rb"\(node(\d{8})\)", lambda found: b"(node%08d)" % (int(found[1]) + 7), drawn)
    assert later != drawn
    stable = make_stable(drawn, "2025-05-20")
    assert make_stable(later, "2025-05-20") == stable
    assert b"(node00000001)" in stable
    assert [page.extract_text() for page in PdfReader(BytesIO(stable)).pages] == [
        page.extract_text() for page in PdfReader(BytesIO(drawn)).pages
    ]


def test_what_differs_is_taken_out_and_the_document_stays(printed):
    reader = PdfReader(printed)
    stables = []
    for clock in ("20260101123456+09'00'", "20270101"):
        writer = PdfWriter(clone_from=reader)
        writer.pdf_header = reader.pdf_header
        writer.add_metadata({"/CreationDate": f"D:{clock}", "/ModDate": f"D:{clock}"})
        writer.generate_file_identifiers()
        given = BytesIO()
        writer.write(given)
        assert b"/ID" in given.getvalue()
        stables.append(make_stable(given.getvalue(), "2026-11-24"))
    assert stables[0] == stables[1]
    stable = PdfReader(BytesIO(stables[0]))
    assert stable.metadata["/ModDate"] == stable.metadata["/CreationDate"] == "D:20261124000000+00'00'"
    assert "/ID" not in stable.trailer
    assert stable.pdf_header == reader.pdf_header
    assert [page.extract_text() for page in stable.pages] == [page.extract_text() for page in reader.pages]
    assert stable.named_destinations.keys() == reader.named_destinations.keys()
    assert stable.trailer["/Root"].keys() == reader.trailer["/Root"].keys()


def test_without_a_browser_it_says_what_to_do(starter_site, factbook, tmp_path):
    result = factbook(
        "pdf", "--project", starter_site.parents[1], "--out", tmp_path / "x.pdf", env={**os.environ, "PATH": ""}
    )
    assert result.returncode == 2
    assert result.stderr.startswith("factbook pdf: no browser found that can print: looked for chromium")
    assert "(install Chromium" in result.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["nowhere/x.pdf", "pipe"])
def test_what_cannot_be_written_is_told_and_never_replaced(starter_site, factbook, tmp_path, name):
    os.mkfifo(tmp_path / "pipe")
    result = factbook("pdf", "--project", starter_site.parents[1], "--out", tmp_path / name)
    assert result.returncode == 2
    assert f"{tmp_path / name}: no file can be written there (name a file in an existing folder" in result.stderr
    assert (tmp_path / "pipe").is_fifo()


def test_a_browser_that_fails_is_told(starter_site, factbook, tmp_path):
    broken = tmp_path / "bin" / "chromium"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\necho it broke >&2\nexit 3\n", "utf-8")
    broken.chmod(0o755)
    environment = {**os.environ, "PATH": f"{broken.parent}:{os.environ['PATH']}"}
    out = tmp_path / "x.pdf"
    result = factbook("pdf", "--project", starter_site.parents[1], "--out", out, env=environment)
    assert result.returncode == 2
    assert "factbook pdf: the browser did not print (exit 3): it broke" in result.stderr
    assert not out.exists()
