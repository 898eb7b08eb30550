"""How far a value may move before its verdict changes, in plain words."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from factbook.figures.common.units import COUNTED
from factbook.model import Finding, Interval, Verdict
from factbook.render.values import show_bare, show_value
from factbook.render.words.interface import find_words

# Units of things that come in whole numbers only: no value exists between two of them at which a verdict could change.


def show_margin(finding: Finding, language: str = "en") -> str:
    """Return how far the value may move before the verdict changes; for a mismatch, how far it is from being true.

    Empty for an exact figure, since any other value would be another figure, and if no margin is known.
    """
    value, turn = finding.value, find_turn(finding)
    if not isinstance(value, Decimal) or turn is None:
        return ""
    at, reached = turn
    words = find_words(language)
    # A value that is at an end of the interval leaves it on that side.
    way = (
        "down" if at < value or (at == value and finding.interval is not None and at == finding.interval.low) else "up"
    )
    end = "need" if finding.verdict is Verdict.MISMATCH else "to" if reached else "past"
    moved = words[f"margin.{way}.{end}"].format(
        move=_show_move(abs(value - at), finding.unit, language), to=show_bare(at, finding.unit, language)
    )
    return words[_head(finding)].format(moved=moved)


def _show_move(move: Decimal, unit: str, language: str) -> str:
    if unit == "share":
        # In percentage points: per cent of a share would be another amount.
        return show_value(move * 100, "pp", language)
    return show_value(move, {"%": "pp", "ratio": "count"}.get(unit, unit), language)


def find_turn(finding: Finding) -> tuple[Decimal, bool] | None:
    """Return the value at which the verdict changes, and whether it has changed at that value, or only beyond it.

    The verdict on a count changes at a whole number. For a mismatch it is the nearest value that the figure allows, or
    the end of those values.
    """
    value, edge, interval = finding.value, finding.edge, finding.interval
    if not isinstance(value, Decimal) or edge is None or interval is None or finding.verdict is Verdict.EXACT:
        return None
    whole = finding.unit in COUNTED and value == value.to_integral_value()
    if finding.verdict is Verdict.MISMATCH:
        ends = [end for end in (interval.low, interval.high) if end is not None]
        edge = min(ends, key=lambda end: abs(end - value))
        inside = _whole_inside(edge, interval) if whole else edge
        return None if inside == value or (whole and inside not in interval) else (inside, inside in interval)
    if not whole:
        return edge, not _stands(finding, interval, edge, down=_is_down(value, edge, interval))
    # All ends within one step of the nearest: rounding to whole numbers may make another of them the first to be
    # reached.
    near = [
        end
        for end in (edge, interval.low, interval.high)
        if end is not None and abs(end - value) < abs(edge - value) + 1
    ]
    turns = [_whole_beyond(finding, interval, end, down=_is_down(value, end, interval)) for end in near]
    return min(turns, key=lambda turn: abs(turn - value)), True


def _is_down(value: Decimal, edge: Decimal, interval: Interval) -> bool:
    return edge < value or (edge == value and edge == interval.low)


def _whole_inside(edge: Decimal, interval: Interval) -> Decimal:
    up = edge == interval.low
    whole = edge.to_integral_value(rounding=ROUND_CEILING if up else ROUND_FLOOR)
    return whole if whole in interval else whole + (1 if up else -1)


def _whole_beyond(finding: Finding, interval: Interval, edge: Decimal, *, down: bool) -> Decimal:
    whole = edge.to_integral_value(rounding=ROUND_FLOOR if down else ROUND_CEILING)
    beyond = whole == edge and _stands(finding, interval, edge, down=down)
    return whole + (-1 if down else 1) if beyond else whole


def _stands(finding: Finding, interval: Interval, edge: Decimal, *, down: bool) -> bool:
    """Return whether the verdict is still the same at the edge itself."""
    if edge == finding.value:
        return True
    # An interval's own ends belong to it or not; a truncated figure lies outside of it, so there the answer is
    # reversed.
    if edge in {interval.low, interval.high}:
        return (edge in interval) != (finding.verdict is Verdict.TRUNCATED)
    if finding.verdict is Verdict.TRUNCATED:
        return False
    upward = interval.high is None or interval.high == 0
    end = interval.low if upward else interval.high
    next_one = finding.verdict is Verdict.LOOSE and end is not None and abs(edge - end.to_integral_value()) == 1
    return down == upward and not next_one


def _head(finding: Finding) -> str:
    if finding.verdict is Verdict.MISMATCH:
        return "margin.mismatch"
    if finding.verdict is Verdict.ROUNDED:
        return "margin.rounded"
    interval = finding.interval
    if finding.verdict is Verdict.HOLDS and interval is not None:
        return "margin.holds" if finding.edge in {interval.low, interval.high} else "margin.loose"
    return "margin.verdict"
