"""Of two commands that change the same files, the second waits for the first, or is refused; neither loses a change."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from click.testing import CliRunner

from factbook.cli.main import main
from factbook.project import exclusive as module
from factbook.project.exclusive import exclusive
from figurecheck.model.errors import ProjectError
from tiny_desk import TinyDesk

REFUSED = "another factbook is writing it, so nothing was written (run this again once it has ended)"
WRITING = {
    "data": [
        ("data", "add", "new.csv", "--yes"),
        ("source", "add", "office", "--title", "An office"),
        ("refresh",),
    ],
    "book": [("fix", "--yes"), ("texts", "ko")],
    "book/approvals": [("approve", "birds.last", "--how", "source"), ("approve", "birds.share", "--undo")],
    "book/corrections.yml": [("corrections", "--write")],
    "book/editions": [("seal", "second")],
    "book/editions/first.pin.yml": [("pin", "first")],
}
"""Commands that change files which people keep, by what they change."""


@pytest.fixture
def desk(tmp_path, monkeypatch) -> TinyDesk:
    """A report in which each of these commands has something to write."""
    desk = TinyDesk(tmp_path / "lake")
    desk.commit("Ann")
    desk.approve("birds.share")
    desk.edit("book/index.md", "37 birds", "36 birds")
    (desk.root / "new.csv").write_text("year,value\n2024,1\n2025,2\n", "utf-8")
    (desk.root / "data/birds.csv").write_text((desk.root / "data/birds.csv").read_text("utf-8") + "\n", "utf-8")
    monkeypatch.chdir(desk.root)
    for command in ("desk", "fix"):
        monkeypatch.setattr(f"factbook.cli.{command}.load_report", lambda folder: desk.report())
    return desk


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "command"), [(place, one) for place, some in WRITING.items() for one in some], ids=lambda one: str(one[0])
)
def test_a_command_that_changes_what_another_one_is_writing_changes_nothing(desk, monkeypatch, place, command):
    def contents():
        return {path: path.read_bytes() for name in ("book", "data") for path in (desk.root / name).rglob("*.*")}

    monkeypatch.setattr(module, "PATIENCE", 0.0)
    before = contents()
    with exclusive(desk.root, place):
        result = CliRunner().invoke(main, command)
    assert (result.exit_code, contents()) == (2, before), result.output
    waiting, refused = result.stderr.splitlines()[-2:]
    assert waiting == f"Waiting for another factbook that writes {place} ..."
    assert refused == f"{place}: {REFUSED}"


def test_the_second_waits_until_the_first_has_ended_and_says_so(tmp_path):
    held, release, said = Event(), Event(), list[str]()

    def hold():
        with exclusive(tmp_path, "data"):
            held.set()
            release.wait()

    first = Thread(target=hold)
    first.start()
    held.wait()
    with exclusive(tmp_path, "book", say=said.append):
        assert said == []
    with exclusive(tmp_path, "data", say=lambda text: (said.append(text), release.set())):
        first.join()
    assert said == ["Waiting for another factbook that writes data ..."]


def test_whoever_ends_with_an_error_lets_go(tmp_path):
    for _ in range(2):
        with pytest.raises(ProjectError), exclusive(tmp_path, "data", say=pytest.fail):
            raise ProjectError
