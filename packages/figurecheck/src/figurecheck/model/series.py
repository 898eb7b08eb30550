"""Statistics over a whole series: runs, ranks with ties, extremes and since when, changes and their base.

Pure functions of pairs of a label and a number, in the order that `model.orders` finds in the labels. A missing period
is never skipped: a run ends before it. What cannot be used raises RecordError with *place: what (remedy)*, all faults
at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from operator import ge, gt, itemgetter, le, lt

from figurecheck.model import Basis
from figurecheck.model.errors import Complaint, RecordError
from figurecheck.model.orders import Listed, Numbered, Order, find_step, is_period, read_order
from figurecheck.model.periods import find_gaps, read_clock

Pair = tuple[str, Decimal]
# The keys are the words of `Basis.test`, from which reasons and pages are written.
LIMITS: dict[str, Callable[[Decimal, Decimal], bool]] = {"above": gt, "at least": ge, "below": lt, "at most": le}
"""Tests of a run against a threshold."""
MOVES: dict[str, Callable[[Decimal, Decimal], bool]] = {"up": gt, "down": lt}
"""Tests of a run against the period before."""
RECORD = "record"
"""The value of an extreme that nothing before it came up to."""
STRONG = 2
"""A base is exceptional if the change over the shorter time is this many times that over the longer one ..."""
APART = Fraction(1, 10)
"""... and the two bases differ by at least this part of the larger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A series in its order; labels without a value are left out, and are its gaps."""

    order: Order
    every: int
    """Steps of the order from one label to the next: 2 for a count every two years."""
    values: Mapping[int, Decimal]
    """By number of the label, in order."""
    listed: tuple[str, ...] = ()
    """Every label in order where they are no periods, those without a value too."""
    name: str = ""
    """What one step is called, if the notebook says."""

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every label and its value."""
        return tuple((self.order.label(number), value) for number, value in self.values.items())

    @property
    def gaps(self) -> tuple[tuple[str, str], ...]:
        """The stretches without a value between the first label and the last."""
        # From the values alone: a period listed without a value is missing as much as one that is not listed.
        found = find_gaps(list(self.values), self.every)
        return tuple((self.order.label(first), self.order.label(last)) for first, last in found)

    @property
    def span(self) -> str:
        """What one step of the series is; empty where it has no name, as where only every second year is counted."""
        return self.name or ("" if self.dated and self.every > 1 else self.order.kind)

    @property
    def dated(self) -> bool:
        """Whether its labels are periods."""
        return not self.listed

    def place_of(self, label: str, place: str) -> int:
        """Return the number of a label; raise RecordError if the series has no value there."""
        number = self.order.number(label)
        if number is None or number not in self.values:
            first, last = self.pairs[0][0], self.pairs[-1][0]
            remedy = f"it runs from {first} to {last}" + (", with gaps" if self.gaps else "")
            raise RecordError.about(place, f"{label} is not in the series", remedy)
        return number

    def label_beyond(self, number: int) -> str:
        """Return the label before a run; empty where the series begins after it."""
        return self.order.label(number) if number >= next(iter(self.values)) else ""


def read_timeline(
    pairs: Iterable[tuple[str, Decimal | None]], *, place: str, every: int | None = None, name: str = ""
) -> Timeline:
    """Return a series in its order; pairs without a value become gaps.

    `every` is the step of the series, by default the one that it shows itself. `name` is what a step is called.

    Raises RecordError for repeated labels, labels of which only some are periods, and a series without any value.
    """
    points = list(pairs)
    _refuse_doubles([label for label, _ in points], place)
    if not points or all(value is None for _, value in points):
        raise RecordError.about(place, "the series holds no values", "pass at least one")
    labels = [label for label, _ in points]
    # Who says of how many days a step is does not mean surveys.
    order = (read_clock(labels) if every is not None else None) or read_order(labels)
    if order is None:
        # The complaint names the label that is no period at all, rather than the first that is of another kind.
        odd = next((label for label, _ in points if not is_period(label)), points[0][0])
        remedy = "periods of one kind: 2024, 2024-Q1, 2024-05, 2024-W07, 2024-05-31 or 2024-01/2024-06"
        raise RecordError.about(place, f"{odd!r} is no period like the others", remedy)
    # 2023Q4 and 2023-Q4 are one period; and sorted, since every function below relies on the order of the values.
    places = {label: number for label, _ in points if (number := order.number(label)) is not None}
    _refuse_doubles([order.label(number) for number in places.values()], place)
    numbered = sorted(((places[label], value) for label, value in points), key=itemgetter(0))
    step = find_step([number for number, _ in numbered]) if every is None else every
    known = {number: value for number, value in numbered if value is not None}
    # A count every two years must not have a value in between: the steps of a run would skip it.
    off = [order.label(number) for number in known if step < 1 or (number - min(known)) % step]
    if off:
        what = f"{off[0]} does not lie on a step of {step}"
        remedy = f"say how many {order.kind or 'step'}s apart the periods are"
        raise RecordError.about(place, what, remedy)
    listed = () if not isinstance(order, Numbered | Listed) else tuple(order.label(number) for number, _ in numbered)
    return Timeline(order=order, every=step, values=known, listed=listed, name=name)


def _refuse_doubles(labels: Sequence[str], place: str) -> None:
    doubles = [label for label, times in Counter(labels).items() if times > 1]
    if doubles:
        remedy = "keep one row for each; fb.dataset returns the main one"
        raise RecordError(*[Complaint(place, f"{label} appears more than once", remedy) for label in doubles])


def find_streak(
    line: Timeline, *, at: str, test: str, limit: Decimal | None = None, unit: str = "", place: str = "streak"
) -> tuple[Decimal, Basis]:
    """Return how many periods in a row, up to `at`, pass the test; a missing period ends the run.

    `test` is ``above``, ``at least``, ``below`` or ``at most`` the limit, or ``up`` or ``down`` on the period before.
    """
    end, step, values = line.place_of(at, place), line.every, line.values
    run: list[int] = []
    here = end
    while here in values and _passes(values, here, step, test, limit):
        run.insert(0, here)
        here -= step
    # The period before the run; of a movement the one before that, since a first rise needs two periods.
    base = (run[0] if run else end + step) - step
    before = base - step if test in MOVES and run else base
    basis = Basis(
        kind="streak",
        test=test,
        at=line.order.label(end),
        series=line.pairs,
        run=tuple(map(line.order.label, run)),
        before=line.label_beyond(before),
        next=line.order.label(end + step),
        limit=limit,
        unit=unit,
        span=line.span,
        order=line.listed,
        gaps=line.gaps,
    )
    return Decimal(len(run)), basis


def find_direction(line: Timeline, label: str, place: str) -> str:
    """Return whether a value rose (``up``) or fell (``down``) on the period before; empty where it did neither."""
    at = line.place_of(label, place)
    return next((test for test in MOVES if _passes(line.values, at, line.every, test, None)), "")


def _passes(values: Mapping[int, Decimal], here: int, step: int, test: str, limit: Decimal | None) -> bool:
    # A movement needs the period before as well; a gap there ends the run like a gap in it.
    if test in LIMITS:
        return limit is not None and LIMITS[test](values[here], limit)
    return here - step in values and MOVES[test](values[here], values[here - step])


def find_extreme(
    line: Timeline, *, at: str, test: str = "highest", unit: str = "", place: str = "extreme"
) -> tuple[str, Basis]:
    """Return the last period before `at` that was as high (or as low), or ``record`` if none was.

    A tie counts as being as high: a value that equals an old record sets none.
    """
    end = line.place_of(at, place)
    as_far = ge if test == "highest" else le
    earlier = [number for number in line.values if number < end]
    # Backwards, so that the search ends with the latest.
    since = next((number for number in reversed(earlier) if as_far(line.values[number], line.values[end])), None)
    basis = Basis(
        kind="extreme",
        test=test,
        at=line.order.label(end),
        series=line.pairs,
        run=() if since is None else (line.order.label(since),),
        next=line.order.label(end + line.every),
        unit=unit,
        span=line.span,
        order=line.listed,
        gaps=line.gaps,
    )
    return (RECORD if since is None else line.order.label(since)), basis


def find_rank(
    pairs: Iterable[tuple[str, Decimal | None]],
    *,
    of: str,
    test: str = "highest",
    unit: str = "",
    every: int | None = None,
    name: str = "",
    place: str = "rank",
) -> tuple[Decimal, Basis]:
    """Return the rank of one among all, the best first; equal values share the better place."""
    given = list(pairs)
    points = [(label, value) for label, value in given if value is not None]
    _refuse_doubles([label for label, _ in given], place)
    values = dict(points)
    if of not in values:
        names = ", ".join(list(values)[:6]) or "none"
        raise RecordError.about(place, f"{of!r} is not among those ranked", f"there are {names}")
    # Ranked by value alone: names with one value share a place, whatever their order in the list.
    better = gt if test == "highest" else lt
    ordered = sorted(points, key=lambda pair: pair[1], reverse=test == "highest")
    # Names in no order, such as those of countries, and periods of several kinds can be ranked, too.
    line = read_timeline(given, place=place, every=every, name=name) if read_order([one for one, _ in given]) else None
    dated = line is not None and line.dated
    basis = Basis(
        kind="rank",
        test=test,
        at=of,
        series=tuple(ordered),
        run=tuple(label for label, value in ordered if value == values[of] and label != of),
        unit=unit,
        span=line.span if line and (dated or name) else "",
        gaps=line.gaps if line and dated else (),
        order=line.listed if line else (),
    )
    # Competition ranking (1, 2, 2, 4), as league tables print it.
    return Decimal(1 + sum(better(value, values[of]) for value in values.values())), basis


def find_change(
    line: Timeline, *, old: str, new: str, measure: str = "share", unit: str = "", place: str = "change"
) -> tuple[Decimal, Basis]:
    """Return the change between two periods: a ``share`` of the old value, ``ratio``, ``difference`` or ``pp``.

    ``pp`` is for values that are shares, in percentage points. The basis names the neighbouring periods from which the
    change would be reversed or much smaller.
    """
    first, last = line.place_of(old, place), line.place_of(new, place)
    if first >= last:
        raise RecordError.about(place, f"{old} is not before {new}", "give the older one as old")
    _check_measure(line.values[first], measure, unit, place)
    others = [number for number in _neighbours(line, first) if number != last]
    exceptional = [number for number in others if _changes_story(line.values, first, number, last)]
    # From a base of zero or less no share can be stated.
    usable = [number for number in exceptional if measure not in {"share", "ratio"} or line.values[number] > 0]
    basis = Basis(
        kind="change",
        test=measure,
        at=line.order.label(last),
        series=line.pairs,
        run=(line.order.label(first),),
        unit=unit,
        span=line.span,
        order=line.listed,
        gaps=line.gaps,
        others=tuple(
            (line.order.label(number), measure_change(line.values[number], line.values[last], measure, unit))
            for number in usable
        ),
    )
    return measure_change(line.values[first], line.values[last], measure, unit), basis


def measure_change(old: Decimal, new: Decimal, measure: str, unit: str = "") -> Decimal:
    """Compute a change: as a share of the old value, a ratio, a difference, or in percentage points.

    >>> measure_change(Decimal(50), Decimal(60), "share")
    Decimal('0.2')
    """
    if measure == "share":
        return (new - old) / old
    if measure == "ratio":
        return new / old
    return (new - old) * 100 if measure == "pp" and unit != "%" else new - old


def _check_measure(old: Decimal, measure: str, unit: str, place: str) -> None:
    shares = unit in {"share", "%"}
    # A rise from nothing is infinite, and one from below zero has its sign turned.
    if measure in {"share", "ratio"} and old <= 0:
        what = f"a change from {old} has no {'percentage' if measure == 'share' else 'ratio'}"
        raise RecordError.about(place, what, "record a difference")
    if measure == "pp" and not shares:
        what = f"a change in {unit or 'numbers without a unit'} has no percentage points"
        raise RecordError.about(place, what, "as_='share' for per cent")
    if measure == "difference" and shares:
        remedy = "as_='pp' for percentage points, as_='share' for per cent"
        raise RecordError.about(place, "a difference of two shares can be read two ways", remedy)


def _neighbours(line: Timeline, number: int) -> list[int]:
    """Return the nearest periods with a value before and after one."""
    numbers = list(line.values)
    at = numbers.index(number)
    return [*numbers[max(0, at - 1) : at], *numbers[at + 1 : at + 2]]


def _changes_story(values: Mapping[int, Decimal], base: int, other: int, last: int) -> bool:
    """Return whether a change is reversed from another base, or owes its size to a base that is a peak or a dip.

    A change over a longer time tends to be larger, so that from an earlier base only a smaller one is remarkable, and
    from a later base only a larger one.
    """
    old, near, new = (Fraction(values[number]) for number in (base, other, last))
    change, instead = new - old, new - near
    if change * instead < 0:
        return True
    # Two bases that are nearly alike lead to changes that differ only by the time between them.
    if abs(near - old) < APART * max(abs(near), abs(old)):
        return False
    # Relative changes, where both bases allow them: the same difference is less from a higher base.
    if old > 0 and near > 0:
        change, instead = change / old, instead / near
    longer, shorter = (instead, change) if other < base else (change, instead)
    return abs(shorter) >= STRONG * abs(longer)
