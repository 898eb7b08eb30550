"""`publish` asks who has looked at an edition's figures; the factbook that it starts for an edition does not again."""

from __future__ import annotations

from factbook.editions.storage import dump, edition_path
from factbook.publish import own_software, pipeline
from factbook.publish.archive import Listing
from factbook.publish.own_software import APPROVALS_ASKED, publish_tree
from factbook.publish.seal import capture
from factbook.publish.snapshot import write_snapshot
from tiny_desk import TinyDesk


def test_an_edition_is_refused_until_somebody_has_looked(tmp_path, monkeypatch):
    desk = TinyDesk(tmp_path / "lake", approval={"people": 1})
    (desk.root / edition_path("second")).write_text(dump(capture(desk.report(), "second")), "utf-8")
    desk.commit("Ann")

    def faults() -> list[str]:
        return [str(one) for one in pipeline._find_faults(desk.root, Listing(), ["second"], "")]

    assert faults() == [
        "second: has 3 figures that lack an approval, first book/index.md:3: ‘37 birds’ [birds.all]: nobody has looked "
        "at it, and 1 person is asked for (see them with: factbook queue)"
    ]
    monkeypatch.setenv(APPROVALS_ASKED, "1")
    assert faults() == []
    monkeypatch.delenv(APPROVALS_ASKED)
    desk.approve("birds.last", "birds.all", "birds.share", who="Ben")
    assert faults() == []


def test_the_factbook_of_an_edition_is_told_that_it_was_asked(tmp_path, monkeypatch):
    program = tmp_path / "bin/factbook"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\n[ "$2" = --help ] || echo "${APPROVALS_ASKED}" > "$2/asked"\n', "utf-8")
    program.chmod(0o755)
    # Only where its environment is: making one would install packages.
    monkeypatch.setattr(own_software, "make_environment", lambda *_: program.with_name("python"))
    finished = publish_tree(tmp_path, tmp_path, "second", commit="0" * 40, log=lambda _: None)
    assert (finished / "asked").read_text("utf-8") == "1\n"


def test_the_sources_of_an_edition_hold_no_approvals(tmp_path):
    desk = TinyDesk(tmp_path / "lake")
    desk.approve("birds.all", note="as Mr Doe said")
    write_snapshot(desk.root, tmp_path / "sources", label="second", day="2025-07-01")
    assert (tmp_path / "sources/book/index.md").is_file()
    assert not (tmp_path / "sources/book/approvals").exists()
