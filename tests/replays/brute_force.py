"""What a report says of a state of its data, and why it changed: computed anew, without anything of factbook.

The rules, in words. A group of rows is what was appended, what was revised in the column that statistics use, or what
was withdrawn. It is a cause if the earlier state with this group alone of the later one prints another figure than the
earlier state, or the later state without it another one than the later; if none does it alone, they did it together. A
move that no printed figure shows is judged by the value itself.

The class is the one of a standards editor. What a publisher brings out under a new date is news, whether a period more
or a better count of an old one: an update, for nobody was wrong on the day of the earlier edition. A cell that differs
under the same source and day was copied wrongly, by us as far as anybody can tell, and is a correction; unless the
producer is known to revise without saying so, when it is an update again. Another formula means that the first was not
the right one: a correction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext

import pandas as pd

from replays.histories import History
from replays.small_report import CLAIMS


@contextmanager
def precise() -> Iterator[None]:
    """Compute with more digits than the default, here alone: the context is that of every test in the process."""
    with localcontext() as context:
        context.prec = 40
        yield


APPENDED, REVISED, WITHDRAWN = "data appended", "data revised", "data withdrawn"
CODE, TOGETHER = "code changed", "several together"
SERIES = ("rank", "extreme", "streak")
"""Figures that say something of the whole series: another text is another claim."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a report says of a state: values by statistic, printed texts by figure."""

    values: Mapping[str, Decimal | str]
    texts: Mapping[str, str]

    def is_same(self, id: str, other: Said) -> bool:
        """Return whether a statistic has the same value in both, as far as sums of fractions do."""
        return _is_same(self.values[id], other.values[id])


def _is_same(one: Decimal | str, other: Decimal | str) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return abs(one - other) <= abs(one) * Decimal("1e-12")


@precise()
def say(history: History, state: pd.DataFrame, *, recoded: bool = False) -> Said:
    """Return what the report says of a state; `recoded` with the second code."""
    cells = [Decimal(one) for one in state[history.value]]
    periods: dict[str, list[Decimal]] = {}
    for period, cell in zip(state[history.key[0]], cells, strict=True):
        periods.setdefault(period, []).append(cell)
    series = {one: sum(periods[one]) / (len(periods[one]) if history.mean else 1) for one in sorted(periods)}
    levels = [Decimal(one) for one in series.values()]
    typical = levels[-12:] if recoded else levels
    change = levels[-1] / levels[-2] - 1
    higher = [name for name, level in list(series.items())[:-1] if level >= levels[-1]]
    streak = next((at for at in range(1, len(levels)) if levels[-at] <= levels[-at - 1]), len(levels)) - 1
    values: dict[str, Decimal | str] = {
        "latest": levels[-1],
        "total": sum(levels, Decimal(0)),
        "mean": sum(typical, Decimal(0)) / len(typical),
        "count": Decimal(len(state)),
        "change": change,
        "early": levels[1],
        "peak": max(levels),
        "rank": Decimal(1 + sum(one > levels[-1] for one in levels)),
        "extreme": higher[-1] if higher else "record",
        "streak": Decimal(streak),
    }
    return Said(
        values={f"readings.{name}": value for name, value in values.items()},
        texts=dict(_print(history, values, shared=levels.count(levels[-1]) > 1)),
    )


def _print(history: History, values: Mapping[str, Decimal | str], *, shared: bool) -> Iterator[tuple[str, str]]:
    step = Decimal(1).scaleb(-history.places)
    for name in ("latest", "total", "mean", "early", "peak"):
        value = values[name]
        assert isinstance(value, Decimal)
        yield name, f"{value.quantize(step, ROUND_HALF_UP):,f} points"
    mean = values["mean"]
    assert isinstance(mean, Decimal)
    yield "roughly", f"about {int(mean.quantize(Decimal(1).scaleb(mean.adjusted() - 1), ROUND_HALF_UP)):,} points"
    total = values["total"]
    assert isinstance(total, Decimal)
    floor = total.quantize(Decimal(1).scaleb(total.adjusted() - 1), ROUND_FLOOR)
    yield "bound", f"more than {int(floor):,} points"
    yield "count", f"{values['count']:,}"
    yield "change", f"{Decimal(values['change']).scaleb(2).quantize(Decimal('0.1'), ROUND_HALF_UP):f}%"
    rank = int(values["rank"])
    joint = "joint " if shared else ""
    yield "rank", f"the {joint}{rank}{_ending(rank)} highest"
    since = values["extreme"]
    yield "extreme", "the highest on record" if since == "record" else f"the highest since {since}"
    yield "streak", f"{values['streak']} in a row"


def _ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


@precise()
def holds(name: str, text: str, said: Said) -> bool:
    """Return whether a printed text is true of what is said of a state; a rounding up or down on a tie."""
    value = said.values[CLAIMS[name]]
    if name in SERIES or isinstance(value, str):
        return said.texts[name] == text
    number = text.removeprefix("more than ").removeprefix("about ").removesuffix(" points").replace(",", "")
    if name == "roughly" and abs(value - Decimal(number)) <= Decimal(number) * Decimal("0.05"):
        return True
    if name == "bound":
        return Decimal(number) < value < Decimal(number) * Decimal("1.5")
    percent = number.endswith("%")
    printed, value = Decimal(number.rstrip("%")), value.scaleb(2) if percent else value
    # The noughts at the end of a whole number may be rounding, as long as two digits are left.
    exponents = [int(printed.as_tuple().exponent)]
    if exponents[0] == 0 and printed:
        noughts = len(number) - len(number.rstrip("0"))
        exponents += [one for one in range(1, noughts + 1) if len(number.lstrip("-")) - one >= 2]
    return any(abs(value - printed) * 2 <= Decimal(1).scaleb(one) for one in exponents)


@precise()
def is_exact(name: str, text: str, said: Said) -> bool:
    """Return whether a printed figure is the value itself."""
    value = said.values[CLAIMS[name]]
    number = text.removesuffix(" points").replace(",", "")
    if name in ("bound", "roughly", *SERIES) or isinstance(value, str):
        return False
    return Decimal(number.rstrip("%")) == (value.scaleb(2) if number.endswith("%") else value)


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What an update does to a statistic."""

    causes: frozenset[str]
    kind: str
    visible: bool
    """Whether a printed figure is another one."""


@dataclass(frozen=True, kw_only=True)
class _Tried:
    """What the report says before and after, and with each group of changes alone, or without it."""

    before: Said
    after: Said
    done: Mapping[str, Said]
    undone: Mapping[str, Said]


@precise()
def find_expected(history: History, number: int) -> dict[str, Expected]:
    """Return what an update does to each statistic that it moves; `number` is that of the later state."""
    old, new = history.states[number - 1 : number + 1]
    was, now = (history.is_recoded(one) for one in (number - 1, number))
    groups = find_groups(history, old, new)
    done = {cause: say(history, _take(history, old, new, keys), recoded=was) for cause, keys in groups.items()}
    undone = {cause: say(history, _take(history, new, old, keys), recoded=now) for cause, keys in groups.items()}
    if was != now:
        done[CODE], undone[CODE] = say(history, old, recoded=now), say(history, new, recoded=was)
    before, after = say(history, old, recoded=was), say(history, new, recoded=now)
    tried = _Tried(before=before, after=after, done=done, undone=undone)
    moved = [id for id in before.values if not before.is_same(id, after)]
    return {id: _expect(history, number, id, tried) for id in moved}


def _expect(history: History, number: int, id: str, tried: _Tried) -> Expected:
    before, after = tried.before, tried.after
    figures = [name for name, target in CLAIMS.items() if target == id]
    texts = [(name, one.texts[name]) for name in figures for one in (before, after)]
    visible = any(before.texts[name] != after.texts[name] for name in figures)

    def alike(one: Said, other: Said) -> bool:
        # Of a claim about a series, what is said of it: a place that is shared now is no cause to look for.
        if not visible or figures[0] in SERIES:
            return one.is_same(id, other)
        return all(holds(name, text, one) == holds(name, text, other) for name, text in texts)

    by_doing = {cause for cause, said in tried.done.items() if not alike(said, before)}
    causes = by_doing | {cause for cause, said in tried.undone.items() if not alike(said, after)}
    # Code is a cause only of what follows from it.
    named = causes or set(tried.done) - ({CODE} if id != "readings.mean" else set())
    # Only where several are needed: none of them does it alone.
    together = {TOGETHER} if len(named) > 1 and not by_doing & named else set()
    kind = _choose_class(history, number, named)
    return Expected(causes=frozenset(named | together), kind=kind, visible=visible)


def _choose_class(history: History, number: int, causes: set[str]) -> str:
    if CODE in causes:
        return "correction"
    copied_wrongly = history.in_place and number < history.revises_from and REVISED in causes
    return "correction" if copied_wrongly else "update"


def find_groups(history: History, old: pd.DataFrame, new: pd.DataFrame) -> dict[str, set[tuple[str, ...]]]:
    """Return the keys of the rows that were appended, revised or withdrawn."""
    was, now = (_by_key(history, one) for one in (old, new))
    groups = {
        APPENDED: {key for key in now if key not in was},
        REVISED: {key for key in now if key in was and Decimal(was[key]) != Decimal(now[key])},
        WITHDRAWN: {key for key in was if key not in now},
    }
    return {cause: keys for cause, keys in groups.items() if keys}


def _by_key(history: History, state: pd.DataFrame) -> dict[tuple[str, ...], str]:
    keys = state[list(history.key)].itertuples(index=False, name=None)
    return dict(zip(keys, state[history.value], strict=True))


def _take(history: History, base: pd.DataFrame, other: pd.DataFrame, keys: set[tuple[str, ...]]) -> pd.DataFrame:
    """Return a state with the rows of these keys as another one has them."""

    def is_taken(state: pd.DataFrame) -> list[bool]:
        return [key in keys for key in state[list(history.key)].itertuples(index=False, name=None)]

    rest = base[[not one for one in is_taken(base)]]
    return pd.concat([rest, other[is_taken(other)]]).sort_values(list(history.key)).reset_index(drop=True)
