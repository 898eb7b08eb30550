"""A day at a desk, from a stranger's new release to the published edition, by what the commands say themselves.

The table is made up, and comes as a Data Package of others. Two people work on the report in git: Ann writes, and Ben
signs too. Each step is the one that the step before names.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
from pathlib import Path

import nbformat
import pytest

from factbook.serve.desk_commands import DeskCommands, RefusedError

FIRST = """Year,Rides,Fare,Lines
2016,812000,1.20,9
2017,838000,1.20,9
2018,861000,1.25,10
2019,902000,1.25,10
2020,411000,1.30,10
2021,598000,1.30,11
2022,744000,1.40,11
2023,871000,1.40,11
2024,934000,1.50,12
"""
SECOND = """Year,Rides,Fare,Lines
2016,812000,1.20,9
2017,838600,1.20,9
2018,861000,1.25,10
2019,902700,1.25,10
2020,411000,1.30,10
2021,598000,1.30,11
2022,744000,1.40,11
2023,876000,1.40,11
2024,941500,1.50,12
2025,928000,1.65,13
"""
CODE = """\
import factbook as fb

trams = fb.dataset('trams').set_index('Year')
rides, last = trams['Rides'], trams.index[-1]
said = {'population': 'rides by tram in the year', 'about': 'rides by tram'}
for year in trams.index:
    row = trams.loc[[year]]
    fb.record(f'rides.{year}', rides[year], unit='rides', rows=row, measure='count', period=str(year), **said)
newest = trams.loc[[last]]
fb.record('rides.latest', rides[last], unit='rides', rows=newest, measure='newest count', **said)
fb.record('rides.all', rides.sum(), unit='rides', rows=trams, measure='sum', **said)
fb.record('rides.share', rides[last] / rides.sum(), unit='share', rows=trams, measure='share', **said)
fb.record('fare.latest', trams['Fare'].iloc[-1], unit='EUR', population='a single ride', rows=newest)
fb.record('lines.latest', trams['Lines'].iloc[-1], unit='lines', population='lines of trams', rows=newest)
both = trams.loc[[2020, last]]
fb.record('rides.times', rides[last] / rides[2020], unit='ratio', rows=both, measure='multiple', **said)
fb.streak('rides.streak', trams, column='Rides', direction='up', unit='rides', **said)
fb.change('rides.change', trams, column='Rides', old=2020, at=2024, unit='rides', **said)
"""
TEXT = "Trams carried {claim}`934,000 rides <rides.latest>` in the newest year."
PAGE = """\
---
description: Trams carried {claim}`934,000 rides <rides.latest>` in the newest year.
---
# {claim}`0.93 million rides <rides.latest>` in a year

A single ride cost {claim}`€1.50 <fare.latest>`, and there were {claim}`12 lines <lines.latest>`.
Trams carried {claim}`2.27 times <rides.times>` as many as in 2020.
The newest year had {claim}`13.4% <rides.share>` of {claim}`nearly 7 million <rides.all>`.

The years before had {claim}`871,000 <rides.2023>` rides in 2023 and {claim}`934,000 rides <rides.2024>`
in 2024; in 2019 it was {claim}`902,000 <rides.2019>`, in 2017 {claim}`838,000
<rides.2017>`.
From 2020 to 2024, the number grew by {claim}`127% <rides.change>`.

It rose {claim}`for the fourth year running <rides.streak>`.
"""
CONFIG = {
    "title": "Trams",
    "author": "The desk",
    "only_build_toc_files": True,
    "exclude_patterns": ["data", "notebooks", "_build"],
    "execute": {"execute_notebooks": "off"},
    "sphinx": {"extra_extensions": ["factbook.sphinx_ext"]},
    "html": {"use_repository_button": False},
    "factbook": {"edition": {"label": "draft", "date": "2026-09-01"}, "approval": {"headlines": 2}},
}
FIXED = [
    "description: Trams carried {claim}`928,000 rides <rides.latest>` in the newest year.",
    "A single ride cost {claim}`€1.65 <fare.latest>`, and there were {claim}`13 lines <lines.latest>`.",
    "Trams carried {claim}`2.26 times <rides.times>` as many as in 2020.",
    "The newest year had {claim}`11.7% <rides.share>` of {claim}`nearly 8 million <rides.all>`.",
    "The years before had {claim}`876,000 <rides.2023>` rides in 2023 and {claim}`941,500 rides <rides.2024>`",
    "in 2024; in 2019 it was {claim}`902,700 <rides.2019>`, in 2017 {claim}`838,600",
    "From 2020 to 2024, the number grew by {claim}`129% <rides.change>`.",
]
HEADS = ("book/index/rides.latest/1", "book/index/rides.latest/2")


class Desk:
    """The folder of a report, and what people do in it."""

    def __init__(self, root: Path, factbook) -> None:
        self.root = root
        self._factbook = factbook

    def __call__(self, *arguments: str | Path, code: int = 0) -> str:
        done = self._factbook(*arguments, "--project", self.root)
        assert done.returncode == code, f"{arguments}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def commit(self, who: str) -> None:
        person = {"NAME": who, "EMAIL": f"{who}@desk.example"}
        named = {f"GIT_{role}_{name}": value for role in ("AUTHOR", "COMMITTER") for name, value in person.items()}
        for command in (("add", "--all"), ("commit", "--quiet", "--message", who)):
            subprocess.run(["git", "-C", self.root, *command], check=True, env=os.environ | named)

    def edit(self, file: str, old: str, new: str) -> None:
        text = (self.root / file).read_text("utf-8")
        assert text.count(old) == 1, (file, old)
        (self.root / file).write_text(text.replace(old, new), "utf-8")

    def sign(self, who: str, *ids: str) -> None:
        said = self("approve", *ids, "--how", "source", "--note", "the operator's list")
        assert "add book/approvals && git" in said
        self.commit(who)


def write_package(folder: Path, text: str) -> Path:
    """Write a release of the table as its publisher does: no key, no day, two sources for all tables."""
    (folder / "data").mkdir(parents=True)
    (folder / "data/trams.csv").write_text(text, "utf-8")
    kinds = {"Year": "year", "Rides": "integer", "Fare": "number", "Lines": "integer"}
    table = {
        "name": "trams",
        "path": "data/trams.csv",
        "schema": {"fields": [{"name": name, "type": kind} for name, kind in kinds.items()]},
    }
    package = {
        "name": "city-trams", "licenses": [{"name": "CC0-1.0"}], "resources": [table],
        "sources": [{"title": "The operator"}, {"title": "The city"}],
    }  # fmt: skip
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    return folder


@pytest.fixture
def desk(tmp_path, factbook) -> Desk:
    root = tmp_path / "trams"
    files = {
        "_config.yml": json.dumps(CONFIG), "_toc.yml": "format: jb-book\nroot: book/index\n", ".gitignore": "_build\n",
        "book/index.md": PAGE, "data/datapackage.json": json.dumps({"name": "trams", "resources": []}),
    }  # fmt: skip
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    (root / "notebooks").mkdir()
    cells = [nbformat.v4.new_markdown_cell(TEXT), nbformat.v4.new_code_cell(CODE)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), root / "notebooks/trams.ipynb")
    subprocess.run(["git", "init", "--quiet", "--initial-branch", "main", root], check=True)
    return Desk(root, factbook)


def test_an_update_ten_fixes_two_signatures_a_lapse_a_seal_and_a_publication(desk, tmp_path):
    seal_the_first_edition(desk, tmp_path)
    take_the_newer_release(desk, tmp_path)
    fix_the_digits(desk)
    sign_again(desk)
    publish(desk, tmp_path / "public")


def seal_the_first_edition(desk: Desk, tmp_path: Path) -> None:
    """Add the table, and seal an edition once two people have seen the headlines."""
    desk("data", "add", write_package(tmp_path / "june", FIRST), "--yes")
    assert "Next: factbook build; factbook queue lists" in desk("check")
    desk.commit("ann")
    refused = desk("seal", "2026-06", code=1)
    assert "nobody has looked at it, and 2 people are asked for" in refused
    asked = re.findall(r"\(factbook approve (\S+) --how recomputed/source/asked\)", refused)
    assert asked == list(HEADS)
    for who in ("ann", "ben"):
        desk.sign(who, *asked)
    assert " add book && git" in desk("seal", "2026-06")
    desk.commit("ann")


def take_the_newer_release(desk: Desk, tmp_path: Path) -> None:
    """Look at what it would change, and write it."""
    again = desk("data", "add", write_package(tmp_path / "august", SECOND), "--yes", code=2)
    [name, file] = re.findall(r"a new release: factbook data update (\S+) (\S+);", again)[0]
    shown = desk("data", "update", name, file, "--published", "2026-08-05")
    assert "rows, compared by Year: 1 new, 4 revised, 0 gone, 5 as before" in shown
    assert "13 turn false, 1 move and hold, 0 stay" in shown
    assert "notebooks/trams.ipynb: ‘934,000 rides’ <rides.latest>" in shown
    assert not (desk.root / "data/trams.csv").exists()
    assert "Next: factbook fix" in desk("data", "update", name, file, "--published", "2026-08-05", "--yes")
    desk.commit("cem")
    assert "Next: factbook fix" in desk("check", code=1)
    assert "Next: factbook fix, for what is false" in desk("queue", code=1)


def fix_the_digits(desk: Desk) -> None:
    """Let digits be written, and change the words oneself."""
    fixed = desk("fix", "--yes", code=1)
    lines = (desk.root / "book/index.md").read_text("utf-8").splitlines()
    assert [line for line in FIXED if line not in lines] == []
    assert "`0.93 million rides <rides.latest>`" in lines[3]
    [note] = json.loads((desk.root / "notebooks/trams.ipynb").read_text("utf-8"))["cells"][:1]
    assert "".join(note["source"]) == TEXT.replace("934,000", "928,000")
    assert "‘for the fourth year running’" in fixed
    assert fixed.count("words must change") == 1
    desk.edit("book/index.md", "It rose {claim}`for the fourth year running <rides.streak>`.", "It rose no more.")
    assert "No figure needs other digits." in desk("fix")
    desk.commit("ann")


def sign_again(desk: Desk) -> None:
    """Sign what is another figure now, with two people, and again after a digit."""
    refused = desk("build", "--final", code=1)
    assert "digits, sentence and value changed since it was approved" in refused
    desk.sign("ann", *HEADS)
    assert "one person has looked at it, and 2 people are asked for" in desk("build", "--final", code=1)
    queue = desk("queue")
    assert "2 waiting for another person" in queue
    assert "‘0.93 million rides’ (headline) second person: 1 of 2 people that the house asks for" in queue
    desk.sign("ben", *HEADS)
    # A ninth decimal changes nothing, and another digit all.
    desk.edit(
        "notebooks/trams.ipynb",
        "rides[last], unit='rides', rows=newest",
        "rides[last] + 1e-9, unit='rides', rows=newest",
    )
    desk.commit("cem")
    # The sentence of the description stands in the notebook too.
    assert "3 looked at" in desk("queue")
    desk.edit("book/index.md", "`0.93 million rides", "`0.928 million rides")
    desk.commit("cem")
    assert "digits and sentence changed since it was approved" in desk("seal", "2026-08", code=1)
    for who in ("ann", "ben"):
        desk.sign(who, HEADS[1])
    with pytest.raises(RefusedError) as error:
        asyncio.run(DeskCommands(desk.root).approve({"figures": ["nobody"], "shown": ["x"], "how": "source"}))
    # Of what the command prints, only what the editor can do something about.
    assert [line.partition(":")[0] for line in error.value.args[0]] == ["nobody"]


def publish(desk: Desk, public: Path) -> None:
    """Seal, explain to readers, publish and verify."""
    sealed = desk("seal", "2026-08")
    assert "changes to confirm for readers\n" in sealed
    assert "Next: factbook corrections --write; then git" in sealed
    told = desk("corrections", "--write", code=1)
    assert "Next: write the reasons; then git" in told
    corrections = desk.root / "book/corrections.yml"
    corrections.write_text(corrections.read_text("utf-8").replace("reason:\n", "reason: New counts.\n"), "utf-8")
    desk.commit("ann")
    published = desk("publish", public)
    [verify] = re.findall(r"Next: factbook (verify .*)", published)
    done = desk._factbook(*verify.split())
    assert (done.returncode, done.stdout + done.stderr) == (0, "Every file of 2 editions is as it was published.\n")
