"""Random edits of reports, for trials of what is shown while somebody writes."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

from factbook.data.validate import refresh


class Edits:
    """Random edits of a report, made alike to each of its copies."""

    def __init__(self, roots: tuple[Path, ...], chance: random.Random) -> None:
        self._roots, self._chance = roots, chance
        self._first = {
            path.relative_to(roots[0]).as_posix(): path.read_bytes()
            for folder in ("book", "data", "notebooks", ".")
            for path in ((roots[0] / folder).rglob("*") if folder != "." else roots[0].glob("_*.yml"))
            if path.is_file()
        }
        self.done: list[str] = []

    def make_some(self) -> None:
        """Make an edit, or some while the draft of the one before is still being made."""
        for _ in range(self._chance.choice((1, 1, 2, 3))):
            self.make_one()
            time.sleep(self._chance.random())

    def make_one(self) -> None:
        edit = self._chance.choice(self._kinds())
        self.done.append(edit.__name__)
        edit()

    def _kinds(self) -> list[Callable[[], None]]:
        return [
            self._words, self._words, self._digit, self._table, self._note, self._title, self._markdown, self._code,
            self._broken, self._restore,
        ]  # fmt: skip

    def _change(self, name: str, old: str, new: str) -> None:
        for root in self._roots:
            path = root / name
            path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    def _words(self) -> None:
        page = self._chance.choice(["index", "routes", "herald"])
        word = "".join(self._chance.choice("abcdefghij") for _ in range(8))
        for root in self._roots:
            with (root / f"book/{page}.md").open("a") as file:
                file.write(f"\nA sentence about {word}.\n")

    def _digit(self) -> None:
        self._change("book/routes.md", "`rose by 18.4% <", f"`rose by {self._chance.choice(['18.4', '19.4'])}% <")

    def _table(self) -> None:
        lines = (self._roots[0] / "data/riders_by_year.csv").read_text("utf-8").splitlines()
        year, value, *rest = lines[1].split(",")
        self._change("data/riders_by_year.csv", lines[1], ",".join([year, str(int(value) + 10), *rest]))
        for root in self._roots:
            refresh(root)

    def _note(self) -> None:
        self._change("data/sources.csv", "invented", f"invented {self._chance.choice('abc')}")
        for root in self._roots:
            refresh(root)

    def _title(self) -> None:
        self._change("_config.yml", "title: Harrow Bay", f"title: Harrow Bay {self._chance.choice('ABC')}")

    def _markdown(self) -> None:
        self._change("notebooks/riders.ipynb", "## Routes", f"## Routes {self._chance.choice('ABC')}")

    def _code(self) -> None:
        self._change(
            "notebooks/riders.ipynb", "import altair as alt", f"import altair as alt  # {self._chance.choice('abc')}"
        )

    def _broken(self) -> None:
        self._change("_config.yml", "title:", "  title:")

    def _restore(self) -> None:
        for name, content in self._first.items():
            for root in self._roots:
                if (root / name).read_bytes() != content:
                    (root / name).write_bytes(content)


class LakeEdits(Edits):
    """Edits of a report whose pages come ahead of the rest when a table has changed, one of them with a chart."""

    def _kinds(self) -> list[Callable[[], None]]:
        return [
            self._table, self._table, self._digit, self._code, self._chart, self._chart_title, self._restore,
        ]  # fmt: skip

    def _table(self) -> None:
        self._change("data/birds.csv", "2024,12", f"2024,{self._chance.choice('1234567')}2")
        self._change("data/birds.csv", "2025,15", f"2025,1{self._chance.choice('5678')}")
        for root in self._roots:
            refresh(root)

    def _digit(self) -> None:
        self._change("book/index.md", "15 <", f"1{self._chance.choice('5678')} <")

    def _code(self) -> None:
        self._change("notebooks/birds.ipynb", "'birds seen on the lake'", "'birds seen on the lakes'")

    def _chart(self) -> None:
        old, new = self._chance.sample(["mark_bar", "mark_point"], 2)
        self._change("notebooks/birds.ipynb", old, new)

    def _chart_title(self) -> None:
        # The second has a figure that nothing binds, the third a year that is not drawn.
        new = self._chance.choice(["Birds of the lake", "17 birds", "Birds since 1950"])
        self._change("notebooks/birds.ipynb", "Birds by year", new)
