"""What a notebook calls to record a claim about more than one number: a streak, a rank, an extreme, a change.

Each computes over the whole series, and records one statistic with the series and the run that make it true. A series
is a table of `dataset` indexed by one key (its column ``value`` is taken, and the table is the rows), a column or any
other pandas Series, or a mapping or list of pairs. Its labels are periods, which are put in order, or anything else
that has an order: rounds, editions, ages, weekdays. A missing value is a gap.

All take `Described` and, but for what it says, the arguments of `record`; `at` is the label that the claim is about, by
default the last.
"""

from __future__ import annotations

from typing import Unpack

from factbook.notebooks.recording.given import Described, check_call, join_periods, read_given, read_number, unwrap_one
from figurecheck.model.orders import plural
from figurecheck.model.series import find_change, find_extreme, find_rank, find_streak


@check_call
def streak(
    id: str,
    series: object,
    *,
    at: object = None,
    above: object = None,
    at_least: object = None,
    below: object = None,
    at_most: object = None,
    direction: str = "",
    **described: Unpack[Described],
) -> None:
    """Record how many periods in a row, up to `at` (default: the last), passed a test.

    Pass one test: `above`, `at_least`, `below` or `at_most` a threshold, or `direction` ``up`` or ``down`` on the
    period before. A period without a value ends the run. The statistic's unit is the plural of the series' step
    (``years``, ``rounds``), or ``count`` where a step has no name. The other arguments are those of every function of
    this kind.

    Raises RecordError for a series that cannot be used, a label that is not in it, or no test or more than one.
    """
    given = read_given(streak, id, series, described)
    limits = {"above": above, "at_least": at_least, "below": below, "at_most": at_most}
    tests = [name for name, limit in limits.items() if limit is not None] + ([direction] if _is_set(direction) else [])
    if len(tests) != 1 or (_is_set(direction) and not _is_one_of(direction, "up", "down")):
        what = "no test is given" if not tests else f"{' and '.join(map(repr, tests))} cannot be tested"
        given.refuse(what, "give one of above, at_least, below, at_most, or direction='up' or 'down'")
    test = str(tests[0]).replace("_", " ")
    limit = None if direction else read_number(limits[tests[0]])
    if not direction and limit is None:
        given.refuse(f"{limits[tests[0]]!r} is no number", f"give {test} a number")
    line = given.line
    end = given.find(at) or line.pairs[-1][0]
    counted = plural(line.span) if line.span else "count"
    value, basis = find_streak(line, at=end, test=test, limit=limit, unit=given.unit(counted), place=given.place)
    run = join_periods(basis.run[0] if basis.run else basis.at, basis.at) if line.dated else ""
    given.record(value, basis, unit=counted, period=run)


@check_call
def rank(id: str, series: object, *, at: object = None, largest: bool = True, **described: Unpack[Described]) -> None:
    """Record the place of `at` among all, the largest first (or, with ``largest=False``, the smallest).

    Those with the same value share the better place, and the evidence names them. The statistic's unit is ``rank``.
    What is ranked may also be names in no order, such as those of countries; then say which. The other arguments are
    those of every function of this kind.

    Raises RecordError when `at` is not in the series, or a name stands in it twice.
    """
    given = read_given(rank, id, series, described)
    if not isinstance(unwrap_one(largest), bool):
        given.refuse(f"largest {largest!r} is neither True nor False", "give one of them")
    value, basis = find_rank(
        given.pairs,
        of=given.find(at) or given.last,
        test="highest" if largest else "lowest",
        unit=given.unit("rank"),
        every=given.every,
        name=given.name,
        place=given.place,
    )
    period = join_periods(basis.at, basis.at) if basis.span and not basis.order else ""
    given.record(value, basis, unit="rank", period=period)


@check_call
def extreme(
    id: str, series: object, *, at: object = None, kind: str = "highest", **described: Unpack[Described]
) -> None:
    """Record since when nothing was as high as at `at` (default: the last); `kind` is ``highest`` or ``lowest``.

    The value is the last earlier label that was as high or higher, or ``record`` where none was; its unit is
    ``since``. A record is one of the series, which begins when it begins: the evidence says when. The other arguments
    are those of every function of this kind.

    Raises RecordError for a series that cannot be used, or a label that is not in it.
    """
    given = read_given(extreme, id, series, described)
    if not _is_one_of(kind, "highest", "lowest"):
        given.refuse(f"kind {kind!r} is not known", "highest or lowest")
    line = given.line
    where = given.find(at) or line.pairs[-1][0]
    value, basis = find_extreme(line, at=where, test=kind, unit=given.unit("since"), place=given.place)
    given.record(value, basis, unit="since", period=join_periods(basis.at, basis.at) if line.dated else "")


@check_call
def change(
    id: str,
    series: object,
    *,
    at: object = None,
    old: object = None,
    as_: str = "share",
    **described: Unpack[Described],
) -> None:
    """Record the change from `old` to `at`, by default from the first to the last.

    `as_` says how: ``share`` (of the old value; printed in per cent), ``ratio`` (a multiple), ``difference``, or
    ``pp`` for values that are themselves shares, in percentage points. Pass the whole series, so that the evidence
    can warn where the base decides the story: where it is a peak or a dip, so that counted from the period beside it
    the change would turn, or look half as large (or, over a shorter time, twice as large). The rows are by default
    those of both ends and of such bases. The other arguments are those of every function of this kind.

    Raises RecordError for a change from zero or below in per cent, or a difference of shares that says neither.
    """
    given = read_given(change, id, series, described)
    if not _is_one_of(as_, "share", "ratio", "difference", "pp"):
        given.refuse(f"as_ {as_!r} is not known", "share, ratio, difference or pp")
    line = given.line
    first = given.find(old) or line.pairs[0][0]
    last = given.find(at) or line.pairs[-1][0]
    values = given.unit()
    value, basis = find_change(line, old=first, new=last, measure=as_, unit=values, place=given.place)
    given.record(
        value,
        basis,
        # A difference is in the unit of the values; shares, multiples and points have units of their own.
        unit=(values or "count") if as_ == "difference" else as_,
        period=join_periods(basis.run[0], basis.at) if line.dated else "",
        rows=given.deciding_rows(basis),
    )


def _is_set(text: object) -> bool:
    return not (isinstance(text, str) and not text)


def _is_one_of(text: object, *known: str) -> bool:
    # By its type first: a table compared with a text is neither true nor false.
    return isinstance(text, str) and text in known
