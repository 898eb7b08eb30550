"""Histories of data that are made up at random: what `diff` names must be what computing everything anew gives."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import nbformat
import pytest

from factbook.editions.diff import compare
from factbook.model.edition import Cause, Fate
from factbook.notebooks import Run
from factbook.project.settings import read_project
from factbook.publish.seal import capture
from factbook.report.pipeline import make_report
from figurecheck.figures import rules_from_mapping
from figurecheck.model import Cell, RowSet, Statistic

REGIONS = ("north", "south", "west")
COLUMNS = ("year", "region", "value", "source_id")
CONFIG = {
    "title": "Rain",
    "sphinx": {"extra_extensions": ["factbook.sphinx_ext"]},
    "factbook": {"edition": {"date": "2026-01-01"}, "qualifiers": {"rounding": {"digits": 9}}},
}
Key = tuple[int, str]


@dataclass(frozen=True)
class World:
    """A state of a report: its rows, the factor in the code of each statistic, and how each is described."""

    rows: dict[Key, Decimal]
    factors: dict[str, int] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    populations: dict[str, str] = field(default_factory=dict)
    printed: dict[str, Decimal] = field(default_factory=dict)
    """What the page prints, if that is not the value rounded to a whole number."""

    def keys(self, id: str) -> list[Key]:
        kind, _, rest = id.partition(".")
        if kind == "year":
            return [key for key in self.rows if key[0] == int(rest)]
        if kind == "region":
            return [key for key in self.rows if key[1] == rest]
        if kind == "last":
            return [key for key in self.rows if key[0] == max(year for year, _ in self.rows)]
        return list(self.rows)

    @property
    def ids(self) -> list[str]:
        years = sorted({year for year, _ in self.rows})
        return ["everything", "last.year", *(f"year.{year}" for year in years), *(f"region.{one}" for one in REGIONS)]

    def value(self, id: str) -> Decimal:
        return sum((self.rows[key] for key in self.keys(id)), Decimal(0)) * self.factors.get(id, 1)

    def figure(self, id: str) -> Decimal:
        return self.printed.get(id, self.value(id).quantize(Decimal(1), ROUND_HALF_UP))


def write(world: World, folder: Path) -> None:
    for name in ("book", "data", "notebooks"):
        (folder / name).mkdir(parents=True)
    (folder / "_config.yml").write_text(json.dumps(CONFIG), "utf-8")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: book/index\n", "utf-8")
    lines = [
        f"The sum named {id.replace('.', ' of ')} is {{claim}}`{world.figure(id):,f} mm <{id}>`." for id in world.ids
    ]
    text = "\n".join(lines).translate(str.maketrans({digit: digit for digit in "0123456789"}))
    (folder / "book/index.md").write_text(f"# Rain\n\n{text}\n", "utf-8")
    rows = "".join(f"{year},{region},{value},gauge\n" for (year, region), value in world.rows.items())
    (folder / "data/rain.csv").write_text(f"{','.join(COLUMNS)}\n{rows}", "utf-8")
    (folder / "data/sources.csv").write_text("source_id,title,published\ngauge,The gauge,2020-01-01\n", "utf-8")
    fields = [
        {"name": "year", "type": "year"},
        {"name": "region", "type": "string"},
        {"name": "value", "type": "number"},
        {"name": "source_id", "type": "string"},
    ]
    rain = {"name": "rain", "path": "rain.csv", "schema": {"fields": fields, "primaryKey": ["year", "region"]}}
    sources = {
        "name": "sources",
        "path": "sources.csv",
        "schema": {"fields": [{"name": one, "type": "string"} for one in ("source_id", "title", "published")]},
    }
    package = {"name": "rain", "resources": [rain, sources]}
    (folder / "data/datapackage.json").write_text(json.dumps(package), "utf-8")
    (folder / "notebooks/n.ipynb").write_text("{}", "utf-8")


def capture_world(world: World, folder: Path, label: str):
    """The edition of a world, captured as `seal` does; only the notebook's run is played, not run."""
    write(world, folder)
    cells = ["import factbook as fb\nrain = fb.dataset('rain')"]
    recorded = []
    for id in world.ids:
        cells.append(f"fb.record('{id}', rain.sum() * {world.factors.get(id, 1)})")
        rows = tuple((*key, world.rows[key], "gauge") for key in world.keys(id))
        recorded.append(
            Statistic(
                id=id,
                value=world.value(id),
                unit=world.units.get(id, "mm"),
                population=world.populations.get(id, "rain that fell"),
                rows=(RowSet(dataset="rain", columns=COLUMNS, rows=rows),),
                cell=Cell(notebook="notebooks/n.ipynb", index=len(cells) - 1, code=cells[-1]),
            )
        )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])

    def play(root, paths, *, as_of, **_):
        return [
            Run(path=path, as_of=day, load=lambda: notebook, recorded=tuple(recorded))
            for day in as_of
            for path in paths
        ]

    return capture(make_report(read_project(folder), run=play), label)


def grow(world: World, chance: random.Random) -> World:
    year = max(year for year, _ in world.rows) + 1
    return replace(world, rows={**world.rows, **{(year, one): amount(chance) for one in REGIONS}})


def revise(world: World, chance: random.Random) -> World:
    chosen = chance.sample(sorted(world.rows), k=chance.randint(1, 3))
    return replace(world, rows={**world.rows, **{key: amount(chance) for key in chosen}})


def jitter(world: World, chance: random.Random) -> World:
    noise = {key: value + Decimal(chance.randint(-9, 9)).scaleb(-9) for key, value in world.rows.items()}
    return replace(world, rows=noise)


def shrink(world: World, chance: random.Random) -> World:
    gone = chance.choice(sorted(world.rows))
    return replace(world, rows={key: value for key, value in world.rows.items() if key != gone})


def recode(world: World, chance: random.Random) -> World:
    return replace(world, factors={**world.factors, chance.choice(world.ids): chance.randint(2, 9)})


def redescribe(world: World, chance: random.Random) -> World:
    id = chance.choice(world.ids)
    if chance.random() < 0.5:
        return replace(world, units={**world.units, id: "cm"})
    return replace(world, populations={**world.populations, id: "rain and snow"})


def amount(chance: random.Random) -> Decimal:
    return Decimal(chance.randint(100_000, 99_999_999)).scaleb(-4)


def keep_page(before: World, after: World) -> World:
    """The same page as before, now beside other values; new statistics get lines of their own."""
    return replace(after, printed={id: before.figure(id) for id in before.ids if id in after.ids})


def brute_force(before: World, after: World) -> dict[str, set[Cause]]:
    """Everything computed anew: which statistics are other, and what of that which they rest on is."""
    found = {}
    for id in set(before.ids) & set(after.ids):
        causes = set()
        if before.units.get(id, "mm") != after.units.get(id, "mm"):
            causes.add(Cause.UNIT)
        if before.populations.get(id) != after.populations.get(id):
            causes.add(Cause.POPULATION)
        if before.value(id) != after.value(id):
            old, new = set(before.keys(id)), set(after.keys(id))
            # a row counts that it rested on before or rests on now
            causes |= {Cause.APPENDED for key in new | old if key not in before.rows}
            causes |= {Cause.WITHDRAWN for key in new | old if key not in after.rows}
            both = [key for key in new | old if key in before.rows and key in after.rows]
            causes |= {Cause.REVISED for key in both if before.rows[key] != after.rows[key]}
            if before.factors.get(id, 1) != after.factors.get(id, 1):
                causes.add(Cause.CODE)
        if causes:
            found[id] = causes
    return found


def false_now(before: World, after: World) -> set[str]:
    """The statistics whose printed whole number their value no longer rounds to, either way on a tie."""
    return {
        id
        for id in set(before.ids) & set(after.ids)
        if after.units.get(id, "mm") == "mm" and abs(after.value(id) - after.figure(id)) > Decimal("0.5")
    }


STEPS = {
    "append-only": [grow],
    "revised": [revise],
    "noisy": [jitter],
    "withdrawn": [shrink],
    "recoded": [recode],
    "described": [redescribe],
    "everything": [grow, revise, jitter, shrink, recode, redescribe],
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", STEPS)
def test_what_is_named_is_what_computing_anew_gives(kind, seed, tmp_path):
    chance = random.Random(f"{kind} {seed}")
    world = World(rows={(year, one): amount(chance) for year in (2020, 2021, 2022) for one in REGIONS})
    edition = capture_world(world, tmp_path / "0", "0")
    for number in range(1, 5):
        step = chance.choice(STEPS[kind])
        later = keep_page(world, step(chance.choice(STEPS[kind])(world, chance), chance))
        after = capture_world(later, tmp_path / str(number), str(number))
        difference = compare(edition, after, rules=rules_from_mapping({"rounding": {"digits": 9}}, {}))
        assert {move.id: set(move.causes) for move in difference.moves} == brute_force(world, later)
        told = {change.claim.target for change in difference.failing if change.after.verdict != "incomparable"}
        units = {id for id in later.ids if later.units.get(id, "mm") != "mm"}
        assert told - units == (false_now(world, later) & brute_force(world, later).keys()) - units
        assert {one.id for one in difference.added} == set(later.ids) - set(world.ids)
        assert {one.id for one in difference.removed} == set(world.ids) - set(later.ids)
        world, edition = later, after


def test_noise_in_the_last_digits_is_recorded_and_makes_no_sentence_false(tmp_path):
    chance = random.Random(20260101)
    world = World(rows={(year, one): Decimal(chance.randint(10, 9999)) for year in (2020, 2021) for one in REGIONS})
    later = keep_page(world, jitter(world, chance))
    editions = [capture_world(one, tmp_path / str(at), str(at)) for at, one in enumerate((world, later))]
    difference = compare(*editions, rules=rules_from_mapping({}))
    assert {move.id for move in difference.moves} == {id for id in world.ids if world.value(id) != later.value(id)}
    assert {change.fate for move in difference.moves for change in move.sentences} == {Fate.WORSE}
    assert (tmp_path / "0/book/index.md").read_bytes() == (tmp_path / "1/book/index.md").read_bytes()
