"""`queue` and `approve` as editors use them, and the commands that ask who has looked: seal, publish, build --final."""

from __future__ import annotations

import csv
import json
import os
import pty
import re
import select
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from processes import PATIENCE, wait_for
from tiny_desk import TinyDesk

ALL = ("book/index/birds.last/1", "book/index/birds.all/1")
LOCAL_MODES = 3
"""Where `termios.tcgetattr` has them."""
PAGE = "# {claim}`15 <birds.last>` birds\n\nThere were {claim}`37 birds <birds.all>` in all years together.\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> TinyDesk:
    desk = TinyDesk(tmp_path_factory.mktemp("desk") / "lake", approval={"people": 1})
    # The notebook is run here, and records no share.
    (desk.root / "book/index.md").write_text(PAGE, "utf-8")
    (desk.root / ".gitignore").write_text("_build\n", "utf-8")
    desk.commit("Ann")
    return desk


def test_from_the_queue_to_a_published_edition(factbook, desk, tmp_path):
    def run(*arguments: str | Path):
        return factbook(*arguments, "--project", desk.root)

    queue = run("queue")
    assert queue.returncode == 0, queue.stderr
    assert "[book/index/birds.all/1]" in queue.stdout
    first = re.search(r"\[(book/\S+)\]", queue.stdout)[1]
    assert f"\nNext: factbook explain {first}, then factbook approve {first} --how" in queue.stdout
    # A shell would take a bar for a pipe, and record whatever stands before it.
    assert "|" not in queue.stdout.partition("\nNext: ")[2]
    document = json.loads(run("queue", "--format", "json", "--minutes", "1").stdout)
    assert [one["id"] for one in document["items"]] == [ALL[0]]

    for command in (("build", "--final"), ("seal", "second")):
        refused = run(*command)
        assert refused.returncode == 1
        assert (
            "‘15’ [birds.last]: nobody has looked at it, and 1 person is asked for (factbook approve" in refused.stdout
        )
        assert "2 figures without the people that factbook.approval asks for" in refused.stdout
    assert not (desk.root / "book/editions/second.json").exists()
    assert not (desk.root / "_build/html").exists()

    approved = run("approve", *ALL, "--how", "source", "--note", "the list of Mr Doe")
    assert approved.returncode == 0, approved.stderr
    assert "book/index.md:1: ‘15’ approved: source\n" in approved.stdout
    assert "add book/approvals && git" in approved.stdout
    waiting = run("seal", "second")
    assert (waiting.returncode, "1 approval not committed yet" in waiting.stdout) == (1, True)
    again = run("approve", ALL[0], "--how", "source")
    assert (again.returncode, "is approved already, and that is not committed" in again.stderr) == (2, True)

    desk.commit("Ben")
    sealed = run("seal", "second")
    assert sealed.returncode == 0, sealed.stdout + sealed.stderr
    built = run("build", "--final")
    assert built.returncode == 0, built.stdout + built.stderr
    desk.commit("Ann")

    # Who has looked may be asked for later, and then an edition is published when they have.
    desk.configure(approval={"people": 2})
    refused = run("publish", tmp_path / "public")
    assert refused.returncode == 2
    assert "second: has 2 figures that lack an approval, first book/index.md" in refused.stderr
    assert not (tmp_path / "public/editions").exists()
    run("approve", *ALL, "--how", "asked", "--note", "the keeper")
    desk.commit("Cem")
    published = run("publish", tmp_path / "public")
    assert published.returncode == 0, published.stderr
    # Notes of the desk are not published.
    content = b"".join(path.read_bytes() for path in (tmp_path / "public").rglob("*") if path.is_file())
    assert b"Mr Doe" not in content
    assert b"birds" in content

    log = run("approve", "--export", tmp_path / "log.csv")
    assert log.returncode == 0, log.stderr
    rows = list(csv.DictReader((tmp_path / "log.csv").read_text("utf-8").splitlines()))
    assert [(row["who"], row["how"], row["standing"]) for row in rows] == [
        ("person 1", "source", "stands"), ("person 1", "source", "stands"),
        ("person 2", "asked", "stands"), ("person 2", "asked", "stands"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["birds.all"], "--how: is missing: what did you do? (add --how recomputed/source/asked)"),
        ([], "FIGURE: is missing (name figures as factbook queue prints them, or run it in a terminal)"),
        (["birds.all", "--how", "asked"], "--note: is empty (say whom you asked, and when)"),
        (["birds.al", "--how", "source"], "birds.al: no printed figure of that name (did you mean birds.all"),
        (["--export", "log.txt"], "--export: is neither CSV nor JSON: log.txt (write --export approvals.csv)"),
        (["birds.all", "--export", "log.csv"], "--export: cannot be combined with FIGURE"),
        (["--how", "source", "--export", "log.csv"], "--export: cannot be combined with FIGURE, --how"),
        (["--how", "source"], "FIGURE: is missing: --how, --note and --shown are about the figures that are named"),
        (["--note", "p. 4"], "FIGURE: is missing: --how, --note and --shown are about the figures that are named"),
        (
            ["book/index.md", "--how", "source"],
            "book/index.md: is a page, and each of its sentences has to be read"
            " (factbook queue --page book/index.md lists its figures)",
        ),
    ],
)
def test_what_cannot_be_used_is_refused(factbook, desk, arguments, expected, tmp_path):
    before = {path: path.read_bytes() for path in (desk.root / "book").rglob("*") if path.is_file()}
    refused = factbook("approve", *arguments, "--project", desk.root, cwd=tmp_path)
    assert refused.returncode == 2
    assert expected in refused.stderr
    assert {path: path.read_bytes() for path in (desk.root / "book").rglob("*") if path.is_file()} == before


def test_places_are_named_from_where_one_is(factbook, tmp_path):
    pages = TinyDesk(tmp_path / "report").root / "book"
    (pages / "index.md").write_text(PAGE, "utf-8")
    listed = factbook("queue", "--page", "./index.md", "--format", "json", cwd=pages)
    line = json.loads(listed.stdout)["items"][0]["line"]
    approved = factbook("approve", f"./index.md:{line}", "--how", "source", cwd=pages)
    assert approved.returncode == 0, approved.stderr
    assert approved.stdout.startswith(f"book/index.md:{line}: ")
    undone = factbook("approve", f"./index.md:{line}", "--undo", cwd=pages)
    assert undone.returncode == 0, undone.stderr
    assert undone.stdout.endswith("is not approved any more\nWrote book/approvals/index.yml.\n")
    assert "statistic" not in (pages / "approvals/index.yml").read_text("utf-8")
    again = factbook("approve", f"./index.md:{line}", "--undo", cwd=pages)
    assert again.returncode == 2
    assert "has no approval that is not committed (" in again.stderr


def test_a_page_without_figures_has_nothing_to_look_at(factbook, tmp_path):
    report = TinyDesk(tmp_path / "report").root
    toc = report / "_toc.yml"
    toc.write_text(toc.read_text("utf-8").rstrip() + "\nchapters:\n- file: book/about\n", "utf-8")
    (report / "book/about.md").write_text("# About us\n\nWho we are.\n", "utf-8")
    listed = factbook("queue", "--page", "book/about.md", "--project", report)
    # Of another page a figure is false.
    assert listed.returncode == 1, listed.stderr
    assert listed.stdout.endswith("\nbook/about.md: nothing to look at\n")
    (report / "book/index.md").write_text("# The lake\n", "utf-8")
    empty = factbook("queue", "--project", report)
    assert empty.returncode == 0, empty.stderr
    assert empty.stdout == "0 figures: nothing in the queue; 0 looked at\n\nNext: factbook build\n"


def test_a_broken_file_of_approvals_is_refused_before_anything_runs(factbook, tmp_path):
    desk = TinyDesk(tmp_path / "lake")
    path = desk.root / "book/approvals/index.yml"
    path.parent.mkdir()
    path.write_text("- {statistic: 1}\n", "utf-8")
    for command in (("queue",), ("approve", "birds.all", "--how", "source")):
        refused = factbook(*command, "--project", desk.root)
        assert refused.returncode == 2
        assert "book/approvals/index.yml:1: [0].statistic: 1 is not text" in refused.stderr
        assert "Notebooks:" not in refused.stderr
    assert path.read_text("utf-8") == "- {statistic: 1}\n"


def test_an_editor_goes_through_the_queue_by_keyboard(tmp_path, factbook):
    desk = TinyDesk(tmp_path / "lake")
    (desk.root / "book/index.md").write_text(PAGE, "utf-8")
    desk.commit("Ann")
    assert factbook("check", "--project", desk.root).returncode == 0
    ours, theirs = pty.openpty()
    program = Path(sys.executable).with_name("factbook")
    process = subprocess.Popen(
        [program, "approve", "--project", desk.root], stdin=theirs, stdout=theirs, stderr=theirs,
        env={**os.environ, "TERM": "dumb", "HOME": str(tmp_path)},
    )  # fmt: skip
    os.close(theirs)
    try:
        shown = read_until(ours, "q quit: ")
        assert "1 of 2" in shown
        assert "“15 birds”" in shown
        assert "  counts      birds seen on the lake" in shown
        press(ours, "a", "Note (whom you asked): ")
        os.write(ours, b"\n")
        # Without a note it is refused, and the same figure is asked about again.
        refused = read_until(ours, "q quit: ")
        assert "--note: is empty" in refused
        assert "2 of 2" not in refused
        press(ours, "a", "Note (whom you asked): ")
        os.write(ours, b"the keeper\n")
        read_until(ours, "q quit: ")
        assert "1 figure approved." in press(ours, "n", "does not count")
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    lines = (desk.root / "book/approvals/index.yml").read_text("utf-8").split("\n")
    (line,) = (line for line in lines if line[:1] == "-")
    assert 'statistic: "birds.last"' in line
    assert 'how: "asked", note: "the keeper"' in line


def press(stream: int, key: str, end: str) -> str:
    """Press a key once the command listens, since what is typed before is dropped; return what it answers."""
    # Who waits for a single key takes it without the end of a line.
    wait_for(lambda: not termios.tcgetattr(stream)[LOCAL_MODES] & termios.ICANON)
    os.write(stream, key.encode())
    return read_until(stream, end)


def read_until(stream: int, end: str) -> str:
    text = ""
    while end not in text:
        assert select.select([stream], [], [], PATIENCE)[0], text
        text += os.read(stream, 4096).decode("utf-8", "replace")
    return text
