"""A true number in a false sentence is named: sentences are made from facts, and made false in one thing at a time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from conftest import Trial

from .reading import TOWNS, YEARS, change, claim, contradicted, value_of, way


@dataclass(frozen=True)
class Facts:
    """The facts that a sentence states; each can be replaced in the text while the figures stay."""

    town: str
    year: int
    other: str
    before: int
    rise: bool
    """Whether the town's count rose from `before` to `year`."""
    larger: bool
    """Whether it was larger than that of the other town in the year."""
    told: Facts | None = None
    """The facts of the figures, where the text says others."""

    @property
    def real(self) -> Facts:
        """The facts of the figures."""
        return self.told or self


UP = ("rose", "climbed", "grew", "went up", "increased", "jumped")
DOWN = ("fell", "dropped", "shrank", "went down", "declined", "sank")


def _verb(facts: Facts, number: int) -> str:
    return (UP if facts.rise else DOWN)[number % len(UP)]


def _more(facts: Facts) -> str:
    return "more" if facts.larger else "fewer"


Template = Callable[[Facts, int], str]
TEMPLATES: tuple[Template, ...] = (
    lambda f, n: f"In {f.year} {f.town} showed {claim(f.real.town, f.real.year)} geese.",
    lambda f, n: f"{f.town} brought {claim(f.real.town, f.real.year)} geese to the fair in {f.year}.",
    lambda f, n: (
        f"{f.town} showed {claim(f.real.town, f.real.before)} geese in {f.before} and "
        f"{claim(f.real.town, f.real.year)} in {f.year}."
    ),
    lambda f, n: (
        f"The geese of {f.town} {_verb(f, n)} from {claim(f.real.town, f.real.before)} in {f.before} to "
        f"{claim(f.real.town, f.real.year)} in {f.year}."
    ),
    lambda f, n: (
        f"Between {f.before} and {f.year} the geese of {f.town} {_verb(f, n)} from "
        f"{claim(f.real.town, f.real.before)} to {claim(f.real.town, f.real.year)}."
    ),
    lambda f, n: (
        f"In {f.year}, {f.town} had {claim(f.real.town, f.real.year)} geese, {_more(f)} than the "
        f"{claim(f.real.other, f.real.year)} of {f.other}."
    ),
    lambda f, n: (
        f"With {claim(f.real.town, f.real.year)} geese in {f.year}, {f.town} showed {_more(f)} than {f.other}, "
        f"which had {claim(f.real.other, f.real.year)}."
    ),
    lambda f, n: (
        f"{f.town}, with {claim(f.real.town, f.real.year)}, and {f.other}, with "
        f"{claim(f.real.other, f.real.year)}, led the fair of {f.year}."
    ),
    lambda f, n: (
        f"{f.town} and {f.other} showed {claim(f.real.town, f.real.year)} and "
        f"{claim(f.real.other, f.real.year)} geese in {f.year} respectively."
    ),
    lambda f, n: (
        f"The number of geese from {f.town} {_verb(f, n)} to {claim(f.real.town, f.real.year)} in {f.year}, "
        f"from {claim(f.real.town, f.real.before)} in {f.before}."
    ),
    lambda f, n: (
        f"{f.town} had {claim(f.real.town, f.real.year)} geese in {f.year}, "
        f"{'up' if f.rise else 'down'} from {claim(f.real.town, f.real.before)} in {f.before}."
    ),
    lambda f, n: f"## The fair of {f.year}\n\n{f.town} showed {claim(f.real.town, f.real.year)} geese.",
    lambda f, n: (
        f"| Town | {f.before} | {f.year} |\n|---|---|---|\n"
        f"| {f.town} | {claim(f.real.town, f.real.before)} | {claim(f.real.town, f.real.year)} |"
    ),
    lambda f, n: (
        f"{f.town} (with {claim(f.real.town, f.real.year)} geese in {f.year}) and {f.other} "
        f"(with {claim(f.real.other, f.real.year)}) share the meadow."
    ),
    lambda f, n: (
        f"In {f.year} the geese of {f.town} {_verb(f, n)} by {change(f.real.town, f.real.year)}, "
        f"to {claim(f.real.town, f.real.year)}."
    ),
    lambda f, n: (
        f"Geese of {f.town}: {claim(f.real.town, f.real.year)} in {f.year}, after "
        f"{claim(f.real.town, f.real.before)} in {f.before}."
    ),
)


def _make_facts(rng: random.Random) -> Facts:
    town, other = rng.sample(list(TOWNS), 2)
    year = rng.choice(YEARS[2:])
    rise = way(town, year) > 0
    larger = value_of(town, year) > value_of(other, year)
    return Facts(town, year, other, year - 1, rise, larger)


def _turn(facts: Facts, rng: random.Random, kind: str) -> Facts | None:
    """Return facts that are false in one thing, the figures staying as they are."""
    third = rng.choice([town for town in TOWNS if town not in {facts.town, facts.other}])
    changed = {
        "year": Facts(
            facts.town, facts.year + rng.choice([-2, 2, 3]), facts.other, facts.before, facts.rise, facts.larger
        ),
        "group": Facts(third, facts.year, facts.other, facts.before, facts.rise, facts.larger),
        "direction": Facts(facts.town, facts.year, facts.other, facts.before, not facts.rise, facts.larger),
        "compared": Facts(facts.town, facts.year, facts.other, facts.before, facts.rise, not facts.larger),
        "exchanged": Facts(facts.other, facts.year, facts.town, facts.before, facts.rise, facts.larger),
    }[kind]
    return Facts(changed.town, changed.year, changed.other, changed.before, changed.rise, changed.larger, facts)


def _cases(kind: str, trial: Trial) -> Iterator[tuple[str, str]]:
    """Yield true sentences, each with a false one that differs in one kind of fact."""
    rng = random.Random(f"geese {kind}")
    # Each verb with each template that has one; the share of those that are missed is the same of twice as many.
    for number in range(trial.count(len(UP), of=12)):
        for template in TEMPLATES:
            facts = _make_facts(rng)
            turned = _turn(facts, rng, kind)
            true = template(facts, number)
            false = template(turned, number) if turned else true
            if false != true:
                yield true, false


@pytest.mark.parametrize("kind", ["year", "group", "direction", "compared", "exchanged"])
def test_a_false_sentence_is_named(kind, trial):
    cases = list(_cases(kind, trial))
    missed = [false for _, false in cases if not contradicted(false)]
    # What the design asks for: 19 in 20 years, groups and directions, 9 in 10 exchanges.
    least = 0.9 if kind in {"exchanged", "compared"} else 0.95
    assert len(cases) >= len(UP) * 2
    assert len(missed) <= (1 - least) * len(cases), f"{len(missed)} of {len(cases)}:\n" + "\n".join(missed[:12])


@pytest.mark.parametrize("kind", ["year", "group", "direction", "compared", "exchanged"])
def test_a_true_sentence_raises_no_alarm(kind, trial):
    alarms = [true for true, _ in _cases(kind, trial) if contradicted(true)]
    assert not alarms, "\n".join(alarms[:12])
