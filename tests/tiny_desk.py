"""The tiny report in a git repository, with several authors; its notebook's run is played, not run."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import nbformat

from factbook.data.validate import refresh
from factbook.notebooks import Run
from factbook.project.authors import Authors
from factbook.project.settings import read_project
from factbook.report.desk.approvals import Method
from factbook.report.desk.approve import approve
from factbook.report.desk.gate import find_lacking
from factbook.report.desk.risk_queue import find_all_items, make_queue
from factbook.report.pipeline import make_report
from figurecheck.model import Cell, RowSet, Statistic
from tiny import CELLS, write_tiny

PAGE = """\
# {claim}`15 <birds.last>` birds

There were {claim}`37 birds <birds.all>` in all years together.

No more than {claim}`24.3% <birds.share>` of them came in the first year.
"""
COLUMNS = ("year", "value", "source_id")
WHO = "birds seen on the lake"


@dataclass
class Recorded:
    """What the played notebook records; a test changes it as a release of the data would."""

    last: Decimal = Decimal(15)
    all: Decimal = Decimal(37)
    share: Decimal = Decimal("0.243243243243")
    unit: str = "count"
    population: str = WHO
    names: dict[str, str] = field(default_factory=dict)
    """New ids by old ones."""

    def statistics(self):
        rows = ((2023, 10, "old"), (2024, 12, "old"), (2025, 15, "new"))
        for id, value, unit, used, line in (
            ("birds.last", self.last, self.unit, rows[2:], (4,)),
            ("birds.all", self.all, self.unit, rows, (2, 3, 4)),
            ("birds.share", self.share, "share", rows[:1], (2,)),
        ):
            rowset = RowSet(dataset="birds", columns=COLUMNS, rows=used, lines=line)
            cell = Cell(notebook="notebooks/birds.ipynb", index=1, code=CELLS[1])
            yield Statistic(
                id=self.names.get(id, id), value=value, unit=unit, population=self.population, rows=(rowset,), cell=cell
            )


class TinyDesk:
    """A report that several people work on."""

    def __init__(self, root: Path, *, approval: object = None) -> None:
        self.root = root
        self.recorded = Recorded()
        self._time = 1_750_000_000
        write_tiny(root)
        (root / "book/editions/first/book/index.md").unlink()
        (root / "book/index.md").write_text(PAGE, "utf-8")
        # As Jupyter writes notebooks: a line of code is a line of the file.
        cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), root / "notebooks/birds.ipynb")
        if approval is not None:
            self.configure(approval=approval)

    def configure(self, **settings: object) -> None:
        path = self.root / "_config.yml"
        config = json.loads(path.read_text("utf-8"))
        config["factbook"] |= settings
        path.write_text(json.dumps(config, indent=1), "utf-8")

    def git(self, *arguments: object, who: str = "Ann", check: bool = True) -> str:
        self._time += 60
        person = {"NAME": who, "EMAIL": f"{who.lower()}@lake.example", "DATE": f"{self._time} +0000"}
        env = {f"GIT_{role}_{name}": value for role in ("AUTHOR", "COMMITTER") for name, value in person.items()}
        env = {"PATH": os.environ["PATH"], "HOME": str(self.root), "GIT_CONFIG_NOSYSTEM": "1", **env}
        command = ["git", "-C", self.root, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
        assert not check or done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def commit(self, who: str, message: str = "x") -> str:
        if not (self.root / ".git").exists():
            self.git("init", "--quiet", "--initial-branch", "main")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, who=who)
        return self.git("rev-parse", "HEAD").strip()

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.root / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")
        if file.startswith("data/"):
            refresh(self.root)

    def report(self):
        notebook = nbformat.read(self.root / "notebooks/birds.ipynb", 4)

        def play(root, paths, *, as_of, **_):
            recorded = tuple(self.recorded.statistics())
            return [
                Run(path=path, as_of=day, load=lambda: notebook, recorded=recorded) for day in as_of for path in paths
            ]

        return make_report(read_project(self.root), run=play)

    def queue(self):
        return make_queue(self.report(), self.root)

    def standing(self, printed: str):
        (item,) = (one for one in self.queue().items if one.figure.printed == printed)
        return item.standing

    def approve(
        self, *names: str, who: str = "", how: str = "source", note: str = "the list", shown: Sequence[str] = ()
    ) -> list[Path]:
        """Approve figures, and commit that if it is said who does it."""
        paths = approve(self.root, find_all_items(self.queue(), names), Method(how), note, shown=shown)
        if who:
            self.commit(who, "approved")
        return paths

    def lacking(self) -> list[str]:
        return [str(one) for one in find_lacking(self.report(), self.root)]

    def authors(self) -> Authors:
        return Authors(self.root)
