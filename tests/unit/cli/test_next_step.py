"""What a check ends by naming: the command that does something about what is left."""

from types import SimpleNamespace

import pytest

from factbook.cli.common import describe_next
from factbook.cli.update import _show_day
from factbook.project.git import commit_command
from tiny_desk import TinyDesk


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("37 birds", "37 birds", "Next: factbook build; ", id="all holds"),
        pytest.param("37 birds", "38 birds", "Next: factbook fix, which writes new digits", id="digits"),
        pytest.param(
            "No more than {claim}`24.3%", "No more than {claim}`a third",
            "Next: change the words by hand; factbook fix says what might stand there", id="words",
        ),
        pytest.param("birds.share", "birds.shares", "", id="nothing that fix knows of"),
    ],
)  # fmt: skip
def test_the_next_step_is_one_that_does_something(tmp_path, old, new, expected):
    desk = TinyDesk(tmp_path / "lake")
    desk.edit("book/index.md", old, new)
    said = "".join(describe_next(desk.report())).strip()
    assert said.startswith(expected)
    assert bool(said) == bool(expected)


def test_no_command_is_named_that_would_refuse(tmp_path):
    desk = TinyDesk(tmp_path / "lake")
    desk.edit("book/index.md", "37 birds", "38 birds")
    (desk.root / "data/birds.csv").write_text("year,value\n2023,ten\n", "utf-8")
    assert [*describe_next(desk.report())] == []


@pytest.mark.parametrize(("known", "first"), [("9998-12-31", "write date: 9998-12-31; then: "), ("0001-01-01", "")])
def test_a_release_that_counts_later_asks_first_for_the_edition_s_day(tmp_path, capsys, known, first):
    desk = TinyDesk(tmp_path / "lake")
    assert _show_day(desk.root, SimpleNamespace(known_from=known)).endswith(first)
    assert bool(capsys.readouterr().out) == bool(first)


def test_what_is_to_be_committed_is_named_from_where_the_command_is_typed(tmp_path, monkeypatch):
    report = tmp_path / "reports/the lake"
    (report / "book").mkdir(parents=True)
    for folder, expected in (
        (report, "git add book && git commit"),
        (report / "book", "git -C .. add book && git -C .. commit"),
        (tmp_path, "git -C 'reports/the lake' add book && git -C 'reports/the lake' commit"),
    ):
        monkeypatch.chdir(folder)
        assert commit_command(report, "book") == expected
