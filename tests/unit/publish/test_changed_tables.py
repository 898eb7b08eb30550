"""The cells that differ between two states of a report are read from the sources of both."""

import subprocess
from dataclasses import replace
from decimal import Decimal

import pytest

from factbook.data.updating.compare import RevisedCell
from factbook.data.validate import refresh
from factbook.editions.diff import Difference
from factbook.editions.row_changes import RowChange
from factbook.editions.storage import dump, edition_path
from factbook.model.edition import FORMAT, Cause, Edition
from factbook.publish.changed_tables import find_table_changes
from tiny_releases import FIRST, SECOND, write_with_releases

DAY = "2025-07-01"


@pytest.fixture
def root(tmp_path):
    """The report in a repository, with a state before and the working tree after."""
    write_with_releases(tmp_path)
    git = ["git", "-C", tmp_path, "-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "before"]):
        subprocess.run([*git, *command], check=True)
    (tmp_path / "data/fish.csv").write_text(SECOND.replace("2020,8\n", ""), "utf-8")
    refresh(tmp_path)
    return tmp_path


def row(key, cause):
    return RowChange(table="fish", key=key, cause=cause)


DIFFERENCE = Difference(
    before="main", after="now",
    tables=(row("2025", Cause.APPENDED), row("2022", Cause.REVISED), row("2020", Cause.WITHDRAWN)),
)  # fmt: skip
NOW = Edition(label="now", as_of=DAY)


def test_rows_are_counted_and_their_cells_told(root):
    assert FIRST != SECOND
    [found] = find_table_changes(root, DIFFERENCE, Edition(label="main", as_of=DAY), NOW, now="now")
    assert (found.new, found.revised, found.gone) == (1, 1, 1)
    assert found.cells == {
        "2025": (RevisedCell(column="value", before=None, after=Decimal(16)),),
        "2022": (RevisedCell(column="value", before=Decimal(10), after=Decimal(11)),),
    }
    assert found.before == found.after == "Fish list, published 2025-05-01"


def test_an_edition_whose_sources_are_gone_has_counts_alone(root):
    [found] = find_table_changes(root, DIFFERENCE, Edition(label="2024-01", as_of=DAY), NOW, now="now")
    assert (found.new, found.revised, found.gone, found.cells, found.before) == (1, 1, 1, {}, "")


def test_where_no_table_differs_nothing_is_read(tmp_path):
    assert find_table_changes(tmp_path, Difference(before="a", after="b"), NOW, NOW, now="now") == ()


def test_a_sealed_edition_is_read_from_what_was_sealed(root):
    seal = Edition(label="2025-07", as_of=DAY, format=FORMAT)
    write_seal(root, seal)
    # in no commit and in no archive, so that only the report as it stands is left, which is another one
    [unknown] = find_table_changes(root, DIFFERENCE, seal, NOW, now="now")
    assert unknown.cells == {}
    commit = subprocess.run(["git", "-C", root, "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout
    seal = replace(seal, commit=commit.strip())
    write_seal(root, seal)
    [found] = find_table_changes(root, DIFFERENCE, seal, NOW, now="now")
    assert list(found.cells) == ["2025", "2022"]


def write_seal(root, edition):
    (root / edition_path(edition.label)).parent.mkdir(parents=True, exist_ok=True)
    (root / edition_path(edition.label)).write_text(dump(edition), "utf-8")
