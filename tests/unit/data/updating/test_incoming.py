"""A file as the next release of a table: what it changes, and what stands against it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from factbook.cli.main import main
from factbook.data.adding.entry import Answers
from factbook.data.updating.incoming import find_incoming
from factbook.data.updating.write import write_release
from factbook.data.validate import check_data, refresh
from factbook.publish.try_update import TriedUpdate
from factbook.render.terminal.new_release import release_lines
from figurecheck.model.errors import DataError
from tiny_releases import FIRST, SECOND, write_with_releases

OTHER = "year,weight\n" + "".join(f"{2020 + at},{100 + at}\n" for at in range(6))
"""The same years with a column of other values."""
LATER = Answers(published="2025-06-20")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "report").mkdir()
    return write_with_releases(tmp_path / "report")


def find(root: Path, text: str, said: Answers = LATER, **options):
    file = root.parent / "new.csv"
    file.write_text(text, "utf-8")
    return find_incoming(root, "fish", file, "new.csv", said, **options)


def test_rows_are_new_revised_or_gone_by_key_and_by_the_cells_that_are_described(root):
    found = find(root, SECOND).comparison
    assert [row.key for row in found.new] == [(2025,)]
    assert [(row.key, [(one.column, one.before, one.after) for one in row.cells]) for row in found.revised] == [
        ((2022,), [("value", 10, 11)])
    ]
    assert (found.gone, found.same) == ((), 4)


def test_columns_that_nobody_described_are_told_and_are_no_revision(root):
    text = "year,value,note\n" + "".join(f"{line},x\n" for line in FIRST.splitlines()[1:])
    found = find(root, text)
    compared = found.comparison
    assert (compared.new, compared.revised, compared.gone) == ((), (), ())
    assert found.columns == ("columns that the entry does not describe: new note",)


def test_the_same_bytes_are_nothing_new(root):
    assert find(root, FIRST) is None


def test_a_written_release_keeps_the_one_before_and_says_so_once(root):
    before = (root / "data/fish.csv").read_bytes()
    written = write_release(root, find(root, SECOND))
    assert written == ["data/releases/fish/fish-list.csv", "data/fish.csv", "data/datapackage.json"]
    assert (root / "data/releases/fish/fish-list.csv").read_bytes() == before
    assert (root / "data/fish.csv").read_text("utf-8") == SECOND
    entry = json.loads((root / "data/datapackage.json").read_text("utf-8"))["resources"][-1]
    assert entry["sources"][0]["factbook:id"] == "fish-list-2025-06-20"
    assert [one["path"] for one in entry["factbook:releases"]] == ["releases/fish/fish-list.csv"]
    assert [str(one) for one in check_data(root)] == []
    third = find(root, SECOND.replace(",16", ",17"), Answers(published="2025-06-30"))
    assert [one["path"] for one in third.entry["factbook:releases"]] == [
        "releases/fish/fish-list.csv",
        "releases/fish/fish-list-2025-06-20.csv",
    ]


def test_rows_that_a_part_does_not_hold_are_not_gone(root):
    found = find(root, "year,value\n2022,11\n2025,16\n", part=True)
    assert (len(found.comparison.new), len(found.comparison.revised), len(found.comparison.gone)) == (1, 1, 0)
    write_release(root, found)
    assert [str(one) for one in check_data(root)] == []


def test_a_file_that_lost_more_than_one_key_in_a_hundred_has_to_be_accepted(root):
    assert find(root, SECOND.replace("2020,8\n", "")).has_lost_many
    assert not find(root, SECOND).has_lost_many


@pytest.mark.parametrize(
    ("text", "said", "message"),
    [
        pytest.param(SECOND, Answers(published="2025-05-01"), "known on 2025-05-01, and the present", id="a tie"),
        pytest.param(SECOND, Answers(published="2025-01-01"), "before the present release", id="an earlier day"),
        pytest.param(SECOND, Answers(), "has no date", id="no day"),
        pytest.param(SECOND + "2025,17\n", LATER, "has the same key (year) as row", id="a key twice"),
        pytest.param(
            SECOND.replace("value", "amount"),
            LATER,
            "column value is missing, and amount holds what it held",
            id="a renamed column",
        ),
        pytest.param(
            SECOND.replace("value", "amount"), LATER, "write value for amount in the header of a copy", id="and the way"
        ),
        pytest.param(OTHER, LATER, "column value is missing (put it back", id="another column"),
        pytest.param(OTHER, LATER, '{"name": "weight"', id="as it would be described"),
        pytest.param(SECOND.replace("16", "many"), LATER, "'many' is no whole number", id="a retyped column"),
        pytest.param("<!DOCTYPE html><html><body>Not found</body></html>", LATER, "web page", id="an error page"),
        pytest.param(SECOND[:-4] + "\n", LATER, "", id="a file that breaks off"),
        pytest.param("year,value\n", LATER, "", id="no rows"),
        pytest.param(SECOND, Answers(source="old", published="2025-06-20"), "is a second day", id="two days"),
        pytest.param(
            SECOND, Answers(source="old", published="2025-06-20"), "--source 'The old list'", id="and the way out"
        ),
        pytest.param(SECOND, Answers(source="old"), "before the present release", id="an older listed source"),
        pytest.param(
            SECOND,
            Answers(source="old"),
            "say when it came out: --source 'The old list' --published DATE",
            id="and what to type",
        ),
    ],
)
def test_what_stands_against_a_release_is_told_and_nothing_is_written(root, text, said, message):
    before = {path: path.read_bytes() for path in sorted((root / "data").rglob("*")) if path.is_file()}
    with pytest.raises(DataError) as refused:
        find(root, text, said)
    assert message in " ".join(map(str, refused.value.complaints))
    assert {path: path.read_bytes() for path in sorted((root / "data").rglob("*")) if path.is_file()} == before


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("fisch", "no table 'fisch'"),
        ("birds", "says the source of each row"),
        ("sources", "is the list of sources"),
    ],
)
def test_tables_that_have_no_releases_are_refused_with_a_remedy(root, name, message):
    with pytest.raises(DataError, match=message):
        find_incoming(root, name, root / "data/birds.csv", "birds.csv", LATER)


def test_a_file_that_was_replaced_by_hand_is_not_taken_for_the_present_release(root):
    (root / "data/fish.csv").write_text(SECOND, "utf-8")
    with pytest.raises(DataError, match="differs from its hash"):
        find(root, SECOND)


def test_the_source_may_be_one_of_the_list(root):
    with (root / "data/sources.csv").open("a", encoding="utf-8") as file:
        file.write("fish_june,Fish of June,2025-06-21\n")
    found = find(root, SECOND, Answers(source="fish_june"))
    assert found.entry["factbook:sources"] == ["fish_june"]
    assert "sources" not in found.entry
    assert found.known_from == "2025-06-21"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param(
            "https://fish.example/fish-2025-05.csv", "https://fish.example/fish-2025-06.csv", id="of its file"
        ),
        pytest.param("https://fish.example/statistics", "https://fish.example/statistics", id="publisher"),
    ],
)
def test_a_release_from_an_address_is_cited_by_it_where_the_one_before_was_by_its_own(root, path, expected):
    descriptor = root / "data/datapackage.json"
    package = json.loads(descriptor.read_text("utf-8"))
    package["resources"][-1]["sources"][0]["path"] = path
    descriptor.write_text(json.dumps(package), "utf-8")
    fetched = "https://fish.example/fish-2025-06.csv"
    [source] = find(root, SECOND, address=fetched, today="2025-06-21").entry["sources"]
    assert (source["path"], source["factbook:accessed"]) == (expected, "2025-06-21")
    # A file at hand says nothing of where it came from.
    [source] = find(root, SECOND).entry["sources"]
    assert source["path"] == path


def test_a_release_in_another_encoding_and_dialect_is_read_by_its_own(root):
    text = SECOND.replace(",", ";").replace("year", "year")
    found = find(root, text)
    assert found.entry["dialect"] == {"delimiter": ";"}
    write_release(root, found)
    assert "dialect" not in found.entry["factbook:releases"][0]
    assert [str(one) for one in check_data(root)] == []


def test_a_source_that_the_package_names_for_all_its_tables_is_that_of_the_release_before(root):
    path = root / "data/datapackage.json"
    package = json.loads(path.read_text("utf-8"))
    package["sources"] = package["resources"][-1].pop("sources")
    path.write_text(json.dumps(package), "utf-8")
    found = find(root, SECOND)
    assert found.entry["factbook:releases"][0]["sources"] == package["sources"]
    assert found.entry["sources"][0]["factbook:id"] == "fish-list-2025-06-20"
    write_release(root, found)
    assert [str(one) for one in check_data(root)] == []


def test_a_file_that_is_an_earlier_release_is_named_as_such_before_it_is_written(root):
    newer = find(root, SECOND)
    assert newer.repeats == ""
    write_release(root, newer)
    again = find(root, FIRST, Answers(published="2025-06-25"))
    assert again.repeats == "data/releases/fish/fish-list.csv"
    line = "look at it: the file is an earlier release, byte for byte: data/releases/fish/fish-list.csv"
    assert [text for text in release_lines(again) if text.startswith(line)]
    assert not [text for text in release_lines(newer) if text.startswith("look at it")]


def test_thousands_that_look_like_decimals_are_described_with_both_readings(root):
    text = "year;value\n" + "".join(f"{2020 + at};{8 + at}.100\n" for at in range(5))
    with pytest.raises(DataError) as raised:
        find(root, text)
    [described] = [one for one in raised.value.complaints if one.what.startswith("as the file has it")]
    assert '"type": "number"}: the point read as that of decimals; if it divides thousands' in described.what
    assert '"groupChar": "."' in described.what


def test_marks_behind_values_are_proposed_for_the_entry(root):
    with pytest.raises(DataError) as raised:
        find(root, SECOND.replace(",16", ",16*"))
    [described] = [one.what for one in raised.value.complaints if one.what.startswith("as the file has it")]
    assert described == 'as the file has it, the entry would have "factbook:flags": ["*"]'


@pytest.mark.parametrize("steps", range(3))
@pytest.mark.parametrize(
    ("name", "content"),
    [("new.csv", SECOND), ("new.json", json.dumps([{"year": year, "value": 9} for year in range(2020, 2026)]))],
    ids=["the same format", "another format"],
)
def test_an_update_that_was_killed_between_two_of_its_steps_can_be_given_again(
    root, tmp_path, monkeypatch, name, content, steps
):
    def update(folder):
        return write_release(folder, find_incoming(folder, "fish", tmp_path / name, name, LATER))

    def contents(folder):
        return {path.relative_to(folder): path.read_bytes() for path in (folder / "data").rglob("*.*")}

    (tmp_path / name).write_text(content, "utf-8")
    whole = Path(shutil.copytree(root, tmp_path / "whole"))
    update(whole)
    done = []

    def stop(source, target):
        if len(done) == steps:
            raise KeyboardInterrupt
        done.append(target)
        os.rename(source, target)

    monkeypatch.setattr(os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        update(root)
    monkeypatch.undo()
    update(root)
    assert contents(root) == contents(whole)


def test_a_release_of_what_another_command_has_changed_meanwhile_is_refused(root, tmp_path, monkeypatch):
    def change(folder, incoming):
        (folder / "data/fish.csv").write_text(FIRST.replace("15", "14"), "utf-8")
        refresh(folder)
        return TriedUpdate(day="2025-07-01")

    monkeypatch.setattr("factbook.cli.update._try", change)
    (tmp_path / "new.csv").write_text(SECOND, "utf-8")
    command = ["data", "update", "fish", str(tmp_path / "new.csv"), "--published", "2025-06-20", "--yes"]
    result = CliRunner().invoke(main, [*command, "--project", str(root)])
    assert result.exit_code == 2
    assert "datapackage.json: fish: was changed meanwhile, so nothing was written (run the same" in result.output
    assert "14" in (root / "data/fish.csv").read_text("utf-8")
    assert not (root / "data/releases").exists()
