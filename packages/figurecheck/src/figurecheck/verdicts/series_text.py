"""Describe a basis in a few English words, for reasons, the command line and the notebook."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from figurecheck.figures.common.format import ordinal, show
from figurecheck.model import Basis
from figurecheck.model.orders import plural
from figurecheck.model.worded import SeriesFacts, Worded
from figurecheck.verdicts.shown import show_label

COUNTS = frozenset({"people", "cases", "count", "number", ""})
"""Units that the sentence around a value names, so that the value does without."""
LISTED = 4
"""Most periods or names that are listed one by one."""


# One basis stands behind many figures, and its series may have hundreds of values; `Basis` is frozen and hashable.
@lru_cache(maxsize=4096)
def describe_basis(basis: Basis) -> Worded:
    """Return in one line what makes the statistic true.

    >>> pairs = tuple((str(2021 + at), Decimal(value)) for at, value in enumerate((16, 18, 27, 23)))
    >>> describe_basis(Basis(kind="streak", test="above", at="2024", run=("2023", "2024"), before="2022", series=pairs,
    ...            limit=Decimal(20), span="year"))
    '2 years running (2023, 2024) above 20; 2022 was 18'
    """
    return Worded(_DESCRIBERS[basis.kind](basis), SeriesFacts(basis))


def _describe_streak(basis: Basis) -> str:
    what = f"{basis.test} {_shown(basis, basis.limit)}" if basis.limit is not None else _MOVED[basis.test]
    if not basis.run:
        return f"no run: {show_label(basis.at)} was not {what} ({_shown(basis, basis.values[basis.at])})"
    count = len(basis.run)
    noun = (basis.span or "time") if count == 1 else plural(basis.span or "time")
    running = " running" if count > 1 else ""
    return f"{count} {noun}{running} ({list_labels(basis.run)}) {what}; {_describe_beginning(basis)}"


_MOVED = {"up": "up on the one before", "down": "down on the one before"}


def _describe_beginning(basis: Basis) -> str:
    labels = [label for label, _ in basis.series]
    before = labels[labels.index(basis.run[0]) - 1 : labels.index(basis.run[0])]
    # Why the run is not longer: the series begins, a period is missing, or its value did not pass.
    if not basis.before:
        start = show_label(labels[0])
        return f"the series begins in {start}"
    if basis.before not in basis.values:
        return f"{show_label(basis.before)} is missing"
    if basis.limit is not None:
        return f"{show_label(basis.before)} was {_shown(basis, basis.values[basis.before])}"
    base = before[0]
    parts = [f"{show_label(label)} was {_shown(basis, basis.values[label])}" for label in (base, basis.before)]
    return f"{parts[0]} and {parts[1]}"


def _describe_rank(basis: Basis) -> str:
    values, mine = basis.values, basis.values[basis.at]
    ahead = [pair for pair in basis.series if (pair[1] > mine if basis.test == "highest" else pair[1] < mine)]
    behind = [pair for pair in basis.series if (pair[1] < mine if basis.test == "highest" else pair[1] > mine)]
    order = "largest" if basis.test == "highest" else "smallest"
    parts = [f"{ordinal(len(ahead) + 1)} of {len(values)}, the {order} first"]
    parts += [f"shared with {list_labels(basis.run)}"] if basis.run else []
    parts += [f"before it {_pair(basis, ahead[-1])}"] if ahead else []
    parts += [f"after it {_pair(basis, behind[0])}"] if behind else []
    return f"{show_label(basis.at)} with {_shown(basis, mine)} is {parts[0]}" + "".join(f"; {one}" for one in parts[1:])


def _describe_extreme(basis: Basis) -> str:
    at = f"{show_label(basis.at)} with {_shown(basis, basis.values[basis.at])}"
    if basis.run:
        return f"{at} is the {basis.test} since {_pair(basis, (basis.run[0], basis.values[basis.run[0]]))}"
    best = best_before(basis)
    if best is None:
        return f"{at} is the first of its series, so nothing came before it"
    start = show_label(basis.series[0][0])
    return f"{at} is a record of the series from {start} on; the {basis.test} before it was {_pair(basis, best)}"


def best_before(basis: Basis) -> tuple[str, Decimal] | None:
    """Return the period before an extreme that came nearest to it, or passed it; the latest of several."""
    labels = [label for label, _ in basis.series]
    # Backwards, since `max` takes the first of equal values.
    earlier = list(basis.series[: labels.index(basis.at)])[::-1]
    choose = max if basis.test == "highest" else min
    return choose(earlier, key=lambda pair: pair[1], default=None)


def find_overtaken(basis: Basis) -> tuple[str, Decimal] | None:
    """Return the first later period that went beyond an extreme; ``None`` if none did."""
    labels = [label for label, _ in basis.series]
    mine = basis.values[basis.at]
    later = basis.series[labels.index(basis.at) + 1 :]
    return next((pair for pair in later if (pair[1] > mine if basis.test == "highest" else pair[1] < mine)), None)


def _describe_change(basis: Basis) -> str:
    old, new = basis.run[0], basis.at
    parts = f"from {_pair(basis, (old, basis.values[old]))} to {_pair(basis, (new, basis.values[new]))}"
    return "; ".join([parts, *([describe_other_bases(basis)] if basis.others else [])])


def describe_other_bases(basis: Basis) -> Worded:
    """Return what a change would be from the neighbouring bases that would reverse or halve it."""
    parts = " and ".join(f"{show_change(basis, value)} from {show_label(base)}" for base, value in basis.others)
    return Worded(f"the base decides the story: {parts}", SeriesFacts(basis, others=True))


def show_change(basis: Basis, value: Decimal) -> str:
    """Write a change with its sign, in the measure of the basis."""
    unit = basis.unit if basis.test == "difference" else basis.test
    shown = show(value, "" if unit in COUNTS else unit)
    return f"+{shown}" if value > 0 and basis.test != "ratio" else shown


def list_labels(labels: Sequence[str]) -> str:
    """Write a list of periods or names, a long one by its ends."""
    shown = [show_label(label) for label in labels]
    return ", ".join(shown) if len(shown) <= LISTED else f"{shown[0]} to {shown[-1]}"


def _pair(basis: Basis, pair: tuple[str, Decimal]) -> str:
    return f"{show_label(pair[0])} ({_shown(basis, pair[1])})"


def _shown(basis: Basis, value: Decimal | None) -> str:
    return "" if value is None else show(value, "" if basis.unit in COUNTS else basis.unit)


_DESCRIBERS = {
    "streak": _describe_streak,
    "rank": _describe_rank,
    "extreme": _describe_extreme,
    "change": _describe_change,
}
