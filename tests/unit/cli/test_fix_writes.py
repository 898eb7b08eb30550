"""New digits that cannot be checked are taken back, and what an editor wrote meanwhile is never lost."""

from __future__ import annotations

import errno
from types import SimpleNamespace

import pytest

import factbook.cli.fix as command
from factbook.project import files
from factbook.report.fix.changed_files import ChangedFile
from factbook.report.fix.plan import FixPlan
from figurecheck.model.errors import Complaint, ProjectError

NAMES = ("a.md", "b.md")
PLAN = FixPlan(files=tuple(ChangedFile(file=name, before=b"12", after=b"15", fixes=()) for name in NAMES))
FAULT = Complaint("c.md", "is wrong", "mend it")


@pytest.fixture
def root(tmp_path):
    for name in NAMES:
        (tmp_path / name).write_bytes(b"12")
    return tmp_path


def write(root, monkeypatch, check):
    """Write the plan; `check` stands for the check that follows."""
    report = SimpleNamespace(project=SimpleNamespace(root=root), complaints=(), errors=())
    monkeypatch.setattr(command, "load_report", check)
    return command._write(report, PLAN, root)


def contents(root):
    return [(root / name).read_bytes() for name in NAMES]


def test_what_holds_stays(root, monkeypatch, capsys):
    assert write(root, monkeypatch, lambda _: SimpleNamespace(complaints=(), errors=()))
    assert contents(root) == [b"15", b"15"]
    assert capsys.readouterr().out == "wrote a.md\nwrote b.md\n"


@pytest.mark.parametrize("error", [ProjectError(FAULT), OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()])
def test_what_cannot_be_checked_is_taken_back(root, monkeypatch, capsys, error):
    def check(_):
        raise error

    with pytest.raises(type(error)):
        write(root, monkeypatch, check)
    assert contents(root) == [b"12", b"12"]
    assert "a.md: taken back, since the report could not be checked with the new digits" in capsys.readouterr().err


def test_neither_of_two_files_changes_where_the_second_cannot_be_written(root, monkeypatch, capsys):
    write_one = files._write

    def refuse(path, content, *, sync):
        if "b.md" in path:
            raise OSError(errno.ENOSPC, "No space left")
        write_one(path, content, sync=sync)

    monkeypatch.setattr(files, "_write", refuse)
    with pytest.raises(OSError, match="No space"):
        write(root, monkeypatch, lambda _: None)
    assert contents(root) == [b"12", b"12"]
    assert capsys.readouterr().err == ""


def test_a_file_that_an_editor_saved_during_the_check_is_not_taken_back(root, monkeypatch, capsys):
    def check(_):
        (root / "a.md").write_bytes(b"15 and more")
        return SimpleNamespace(complaints=(FAULT,), errors=())

    assert not write(root, monkeypatch, check)
    assert contents(root) == [b"15 and more", b"12"]
    first = capsys.readouterr().err.splitlines()[0]
    why = "although it does not hold with the new digits: it was changed meanwhile (run factbook check)"
    assert first == f"a.md: not taken back, {why}"


def test_a_file_that_is_gone_was_changed_meanwhile(root, monkeypatch):
    (root / "b.md").unlink()
    with pytest.raises(ProjectError, match=r"b\.md: was changed meanwhile"):
        write(root, monkeypatch, lambda _: None)
    assert (root / "a.md").read_bytes() == b"12"
