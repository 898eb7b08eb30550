"""`publish` asks who has looked at an edition's figures; the factbook that it starts for an edition does not again."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from factbook.editions.storage import dump, edition_path
from factbook.project.authors import AuthoredLine, LineState
from factbook.project.scratch import scratch_folder
from factbook.project.settings import read_project
from factbook.publish import pinned, pipeline
from factbook.publish.archive import Listing
from factbook.publish.pinned import APPROVALS_ASKED, CACHE, is_started_by_publish, publish_tree
from factbook.publish.seal import capture
from factbook.publish.snapshot import write_snapshot
from factbook.report.desk.gate import find_lacking_in_edition
from factbook.report.desk.last_authors import SealedAuthors, find_row_lines
from tiny_desk import TinyDesk


def test_an_edition_is_refused_until_somebody_has_looked(tmp_path, monkeypatch):
    desk = TinyDesk(tmp_path / "lake", approval={"people": 1})
    (desk.root / edition_path("second")).write_text(dump(capture(desk.report(), "second")), "utf-8")
    desk.commit("Ann")

    target = tmp_path / "public"

    def faults() -> list[str]:
        return [str(one) for one in pipeline._find_faults(desk.root, target, Listing(), ["second"], "")]

    assert faults() == [
        "second: has 3 figures that lack an approval, first book/index.md:3: ‘37 birds’ [birds.all]: nobody has looked "
        "at it, and 1 person is asked for (see them with: factbook queue)"
    ]
    # An environment variable is no leave: neither any value, nor the one that `publish` itself gives.
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
    target = tmp_path / "cache/1/public-x"
    for value in ("1", str(desk.root), str(desk.root.resolve())):
        monkeypatch.setenv(APPROVALS_ASKED, value)
        assert len(faults()) == 1
    monkeypatch.delenv(APPROVALS_ASKED)
    desk.approve("birds.last", "birds.all", "birds.share", who="Ben")
    assert faults() == []


def test_the_factbook_of_an_edition_is_told_that_it_was_asked(tmp_path, monkeypatch):
    program = tmp_path / "bin/factbook"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\n[ "$2" = --help ] || echo "${APPROVALS_ASKED}" > "$2/asked"\n', "utf-8")
    program.chmod(0o755)
    # Only where its environment is: making one would install packages.
    monkeypatch.setattr(pinned, "make_environment", lambda *_: program.with_name("python"))
    finished = publish_tree(tmp_path, tmp_path, "second", commit="0" * 40, log=lambda _: None)
    assert (finished / "asked").read_text("utf-8") == f"{tmp_path.resolve()}\n"


def test_only_a_scratch_folder_that_publish_holds_is_a_tree(tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
    target = tmp_path / "cache/1/public-x"
    with scratch_folder("edition") as folder:
        tree = folder / "report"
        tree.mkdir()
        assert not is_started_by_publish(tree, target)
        monkeypatch.setenv(APPROVALS_ASKED, str(tree.resolve()))
        assert is_started_by_publish(tree, target)
        assert not is_started_by_publish(tree, tmp_path / "public-x")
        assert not is_started_by_publish(folder, target)
    # A folder of the same name that nobody holds is anybody's.
    with tempfile.TemporaryDirectory(prefix="factbook-edition-1-1-") as left:
        monkeypatch.setenv(APPROVALS_ASKED, str(Path(left).resolve()))
        assert not is_started_by_publish(Path(left), target)


def test_the_second_person_is_asked_for_again_before_publishing(tmp_path):
    desk = TinyDesk(tmp_path / "lake", approval={"people": 2})
    commit = desk.commit("Ann")
    edition = replace(capture(desk.report(), "second"), commit=commit)
    settings = read_project(desk.root).settings

    def lacking() -> list[str]:
        return [str(one) for one in find_lacking_in_edition(edition, settings, desk.root)]

    desk.approve("birds.last", "birds.all", "birds.share", who="Ann")
    assert len(lacking()) == 3
    # Ben and Ann: one of them wrote nothing of it.
    desk.approve("birds.last", "birds.all", "birds.share", who="Ben")
    assert lacking() == []
    # Ben wrote the sentence of an edition, and Ann its cell.
    desk.edit("book/index.md", "There were", "<b>There</b> were")
    edition = replace(edition, commit=desk.commit("Ben"))
    (told,) = lacking()
    assert told.startswith("book/index.md:3: ‘37 birds’")
    assert "everybody who looked at it wrote a part of it last: its cell, rows and sentence" in told


def test_of_two_people_before_publishing_one_did_not_write_the_rows(tmp_path):
    desk = TinyDesk(tmp_path / "lake", approval={"people": 2})
    desk.commit("Ann")
    desk.edit("data/birds.csv", "2025,15,new", '2025,15,"new"')
    edition = replace(capture(desk.report(), "second"), commit=desk.commit("Ben"))
    for who in ("Ann", "Ben"):
        desk.approve("birds.last", "birds.share", who=who)
    settings = read_project(desk.root).settings
    told = [str(one) for one in find_lacking_in_edition(edition, settings, desk.root) if "birds.all" not in str(one)]
    # The share rests on the row of 2023 alone, which is Ann's as all else is of it.
    assert [one.partition(" [")[0] for one in told] == ["book/index.md:1: ‘15’"]
    assert "everybody who looked at it wrote a part of it last: its cell, rows and sentence" in told[0]


def test_everybody_of_a_notebook_in_text_may_have_written_a_cell_of_it(tmp_path):
    desk = TinyDesk(tmp_path / "lake", approval={"people": 2})
    desk.commit("Ann")
    (desk.root / "notebooks/birds.md").write_text("```{code-cell}\n1\n```\n", "utf-8")
    edition = replace(capture(desk.report(), "second"), commit=desk.commit("Ben"))
    moved = {id: replace(one, notebook="notebooks/birds.md") for id, one in edition.statistics.items()}
    edition = replace(edition, statistics=moved)
    claim = next(one for one in edition.claims.values() if one.target == "birds.all")
    parts = {one.part: [*map(str, one.people)] for one in SealedAuthors(desk.authors(), edition).find(claim)}
    assert parts == {"sentence": ["Ann"], "cell": ["Ben"], "rows": ["Ann"]}


@pytest.mark.parametrize(
    ("text", "columns", "keys", "found"),
    [
        pytest.param("a,b\n1,x\n2,y", ["a"], ["2"], ["2,y"], id="one row"),
        pytest.param('a,b\n"1","x, y"', "a", ["1"], ['"1","x, y"'], id="one column, quoted"),
        pytest.param("a,b\n1,x\n1,y", ["a", "b"], ["1/y", "1/x"], ["1,y", "1,x"], id="two columns"),
        pytest.param("a,b\n1,x", ["a"], ["1", "2"], [], id="a row that is not there"),
        pytest.param("a,b\n1,x", ["a"], ["*"], [], id="the whole table"),
        pytest.param("a,b\n1,x", ["c"], ["1"], [], id="a column that is not there"),
        pytest.param('a,b\n1,"x\ny"', ["a"], ["1"], [], id="a cell over two lines"),
        pytest.param("", ["a"], ["1"], [], id="nothing"),
    ],
)
def test_the_rows_of_a_seal_are_found_in_their_file_or_none_are(text, columns, keys, found):
    lines = [AuthoredLine(text=line, state=LineState.COMMITTED) for line in text.split("\n")]
    assert [one.text for one in find_row_lines(lines, columns, keys)] == found
    assert find_row_lines((), columns, keys) == []


def test_the_sources_of_an_edition_hold_no_approvals(tmp_path):
    desk = TinyDesk(tmp_path / "lake")
    desk.approve("birds.all", note="as Mr Doe said")
    write_snapshot(desk.root, tmp_path / "sources", label="second", day="2025-07-01")
    assert (tmp_path / "sources/book/index.md").is_file()
    assert not (tmp_path / "sources/book/approvals").exists()
