"""Kinds of tampering with a published folder, also where whoever does it forges every digest that tells of it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from factbook.publish.archive import LIST, read_listing, renew_front
from forging import change, change_list, change_source, forge, found


@pytest.fixture(scope="module")
def tampered_with(lake):
    """The small report, and its two editions published; both are only copied."""
    report, public = lake / "report", lake / "public"
    digest = read_listing(public).newest.manifest
    assert f"Next: factbook verify {public} --newest {digest}" in (lake / "said.txt").read_text("utf-8")
    return report, public, digest


@pytest.fixture
def public(tampered_with, tmp_path) -> Path:
    return shutil.copytree(tampered_with[1], tmp_path / "public")


def remove(public: Path, label: str) -> None:
    """Remove an edition and its entry; what was in front of it comes back."""
    shutil.rmtree(public / "editions" / label)
    change_list(
        public,
        lambda listing: listing.update(
            editions=[one for one in listing["editions"] if one["label"] != label],
            corrections=[one for one in listing["corrections"] if one["edition"] != label],
        ),
    )
    for path in public.iterdir():
        if path.name not in {"editions", "_shared", LIST}:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    renew_front(public, read_listing(public))


def test_nothing_is_found_where_nothing_was_changed(tampered_with):
    report, public, digest = tampered_with
    assert found(public, root=report, newest=digest) == []


FIRST, SECOND = "editions/first", "editions/second"


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        pytest.param(
            lambda at: change(at / FIRST / "index.html", "12", "13"),
            f"{FIRST}/index.html: is not what was published",
            id="a page",
        ),
        pytest.param(
            lambda at: (at / FIRST / "evidence/birds.last.html").write_bytes(b""),
            f"{FIRST}/evidence/birds.last.html: is not what was published",
            id="an evidence page",
        ),
        pytest.param(
            lambda at: (at / FIRST / "more.html").write_text("More.", "utf-8"),
            f"{FIRST}/more.html: was not published with the edition",
            id="a file more",
        ),
        pytest.param(
            lambda at: (at / FIRST / "claims.json").unlink(), f"{FIRST}/claims.json: is missing", id="a file less"
        ),
        pytest.param(
            lambda at: change(at / FIRST / "manifest.sha256", "claims.json", "claims.txt"),
            f"{FIRST}/manifest.sha256: is not the one that was published",
            id="a manifest",
        ),
        pytest.param(
            lambda at: change_list(at, lambda one: one["editions"][0].update(manifest="0" * 64)),
            f"{FIRST}/manifest.sha256: is not the one that was published",
            id="the list",
        ),
        pytest.param(
            lambda at: change_list(at, lambda one: one["editions"][0].update(note="Forged.")),
            f"{LIST}: first: its note is not the sealed one",
            id="a note in the list",
        ),
        pytest.param(
            lambda at: change_list(at, lambda one: one["editions"][0].update(as_of="2024-02-01")),
            f"{LIST}: first: its day is not the sealed one",
            id="a day in the list",
        ),
        pytest.param(
            lambda at: change_list(at, lambda one: one["corrections"][0].update(after="16")),
            f"{LIST}: corrections: lacks the change of birds",
            id="a correction",
        ),
        pytest.param(
            lambda at: change_list(at, lambda one: one["corrections"].clear()),
            f"{LIST}: corrections: lacks the change of birds",
            id="all corrections",
        ),
        pytest.param(
            lambda at: change_list(
                at, lambda one: one["corrections"].append({**one["corrections"][0], "statistic": "birds.none"})
            ),
            f"{LIST}: corrections: tells a change of birds.none in second that second does not",
            id="a correction more",
        ),
        pytest.param(
            lambda at: (at / "index.html").write_text("Ours.", "utf-8"),
            f"index.html: is not the file of {SECOND}",
            id="the page in front",
        ),
        pytest.param(
            lambda at: (at / "notes.html").write_text("Ours.", "utf-8"),
            "notes.html: is of no edition (remove it)",
            id="a foreign page in front",
        ),
        pytest.param(
            lambda at: shutil.copytree(at / FIRST, at / "editions/zeroth"),
            "editions/zeroth: was published, but editions.json does not name it",
            id="an edition that the list does not name",
        ),
    ],
)
def test_what_was_changed_is_found(public, tamper, said):
    tamper(public)
    assert any(one.startswith(said) for one in found(public)), found(public)


def shared_file(public: Path) -> Path:
    return next((public / "_shared").rglob("factbook.css"))


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        pytest.param(
            lambda at: shared_file(at).write_text("* { display: none }", "utf-8"), "is not what was", id="changed"
        ),
        pytest.param(lambda at: shared_file(at).unlink(), "is missing", id="removed"),
        pytest.param(
            lambda at: shared_file(at).with_name("more.js").write_text("0", "utf-8"), "is of no edition", id="added"
        ),
        pytest.param(
            lambda at: (at / "_static/factbook.css").write_text("", "utf-8"), f"not the file of {SECOND}", id="front"
        ),
    ],
)
def test_what_editions_share_is_verified_with_them(public, tamper, said):
    names = {path.name for path in (public / "_shared").rglob("*") if path.is_file()}
    assert {"factbook.css", "factbook.js"} <= names
    assert not [name for name in names if name.startswith("search-index")]
    assert not (public / FIRST / "_static/factbook.css").exists()
    tamper(public)
    assert any(said in one for one in found(public)), found(public)


def test_a_manifest_that_leads_elsewhere_is_refused(public):
    place = public / FIRST / "manifest.sha256"
    place.write_text(f"{'0' * 64}  ../../_shared/../../secret\n", "utf-8")
    assert any("is not a digest and a path" in one for one in found(public))


def printed_otherwise(place: Path) -> None:
    change(place / "index.html", ">12<", ">13<")


def said_otherwise(place: Path) -> None:
    page = place / "index.html"
    text = page.read_text("utf-8")
    assert text.count("in all years together") >= 1
    page.write_text(text.replace("in all years together", "in this year alone"), "utf-8")


def judged_otherwise(place: Path) -> None:
    change(place / "claims.json", '"exact"', '"rounded"')


def recorded_otherwise(place: Path) -> None:
    text = (place / "statistics.json").read_text("utf-8")
    (place / "statistics.json").write_text(re.sub(r'"value": ?12\b', '"value": 13', text), "utf-8")


def proved_otherwise(place: Path) -> None:
    page = place / "evidence/birds.last.html"
    page.write_text(page.read_text("utf-8").replace("12", "13"), "utf-8")


def proved_otherwise_in_json(place: Path) -> None:
    change(place / "evidence/birds.last.json", '"value": "12"', '"value": "13"')


def one_page_more(place: Path) -> None:
    shutil.copy(place / "index.html", place / "more.html")


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        pytest.param(printed_otherwise, f"{FIRST}/index.html: ‘12’ was sealed, and is not printed", id="a figure"),
        pytest.param(said_otherwise, f"{FIRST}/index.html: the sentence of ‘22 birds’ is not the", id="its sentence"),
        pytest.param(judged_otherwise, f"{FIRST}/claims.json: ‘", id="a verdict"),
        pytest.param(recorded_otherwise, f"{FIRST}/statistics.json: birds.last has not the value", id="a value"),
        pytest.param(
            proved_otherwise, f"{FIRST}/evidence/birds.last.html: does not say that it is printed as ‘12", id="evidence"
        ),
        pytest.param(
            proved_otherwise_in_json, f"{FIRST}/evidence/birds.last.json: birds.last has not the value", id="its JSON"
        ),
        pytest.param(one_page_more, f"{FIRST}/more.html: is the page of no text that was sealed", id="a page more"),
    ],
)
def test_what_was_forged_with_its_manifest_and_the_list_is_found_by_the_seal(public, tamper, said):
    tamper(public / FIRST)
    forge(public, "first")
    assert any(one.startswith(said) for one in found(public)), found(public)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        pytest.param(
            "book/index.md",
            lambda text: text + "\nMore.\n",
            f"{FIRST}/source.zip: book/index.md in it is not what was sealed",
            id="a text",
        ),
        pytest.param(
            "data/birds.csv",
            lambda text: text.replace("2023,10", "2023,11"),
            f"{FIRST}/source.zip: the rows of birds in it are not those that were sealed",
            id="rows",
        ),
        pytest.param(
            "book/editions/first.json",
            lambda text: text.replace('"note": ""', '"note": "Forged."'),
            f"{LIST}: first: is not the edition first that second was sealed after",
            id="the seal",
        ),
    ],
)
def test_forged_sources_are_found_by_the_seal_and_a_forged_seal_by_the_next(public, name, change, said):
    change_source(public, "first", name, change)
    forge(public, "first")
    assert any(one.startswith(said) for one in found(public)), found(public)


def test_an_edition_that_was_removed_with_its_entry_is_found_by_the_next_seal(public):
    remove(public, "first")
    assert any(one.startswith(f"{LIST}: lacks first, an edition before second") for one in found(public))


def test_the_newest_edition_is_vouched_for_by_its_digest_or_by_the_report(public, tampered_with):
    report, _, digest = tampered_with
    remove(public, "second")
    # what is left is what was published before there was a second edition
    assert found(public) == []
    assert found(public, newest=digest)[0].startswith(f"{LIST}: the newest edition, first, has the manifest")
    assert found(public, root=report) == ["second: is sealed, and not in the folder (factbook publish adds it)"]


def test_a_newest_edition_with_another_seal_is_found_by_its_digest_and_by_the_report(public, tampered_with):
    report, _, digest = tampered_with
    change_source(
        public, "second", "book/editions/second.json", lambda text: text.replace('"version": "', '"version": "9')
    )
    forge(public, "second")
    assert found(public) == []
    assert len(found(public, newest=digest)) == 1
    assert found(public, root=report) == [
        "second: its seal is not the one of the report (restore the folder from a copy)",
        "second: its manifest is not the one that was pinned or published (restore the folder from a copy)",
    ]
