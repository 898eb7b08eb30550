"""How far a value may move before its verdict changes, in plain words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from figurecheck.figures.common.units import COUNTED
from figurecheck.figures.shown_value import show_bare, show_value
from figurecheck.model import Finding, Interval, Verdict


def show_margin(finding: Finding, language: str = "en") -> str:
    """Return how far the value may move before the verdict changes; for a mismatch, how far it is from being true.

    Empty for an exact figure, since any other value would be another figure, and if no margin is known.
    """
    value, turn = finding.value, find_turn(finding)
    if not isinstance(value, Decimal) or turn is None:
        return ""
    words, way = _read_words(language.partition("-")[0].lower()), "down" if turn.down else "up"
    # At a tie, and at any other end that belongs to the figure, the least movement is enough.
    past = "past" if value != turn.at else "any"
    end = "need" if finding.verdict is Verdict.MISMATCH else "to" if turn.reached else past
    moved = words[f"margin.{way}.{end}"].format(
        move=_show_move(abs(value - turn.at), finding.unit, language), to=show_bare(turn.at, finding.unit, language)
    )
    return words[_head(finding)].format(moved=moved)


@cache
def _read_words(language: str) -> Mapping[str, str]:
    """Return the words of a language, the English ones where there are none."""
    own = files("figurecheck").joinpath("report", "words", f"{language}.toml")
    return tomllib.loads(own.read_text("utf-8")) if own.is_file() else _read_words("en")


def _show_move(move: Decimal, unit: str, language: str) -> str:
    if unit == "share":
        # In percentage points: per cent of a share would be another amount.
        return show_value(move * 100, "pp", language)
    return show_value(move, {"%": "pp", "ratio": "count"}.get(unit, unit), language)


class Turn(NamedTuple):
    """A value at which a verdict changes."""

    at: Decimal
    reached: bool
    """Whether it has changed at that value, or only beyond it."""
    down: bool
    """Whether the value has to fall."""


def find_turn(finding: Finding) -> Turn | None:
    """Return the value nearest to that of a finding at which the verdict changes; ``None`` where none is known.

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
        if inside == value or (whole and inside not in interval):
            return None
        return Turn(inside, inside in interval, inside < value)
    if not whole:
        down = _is_down(finding, value, edge, interval)
        return Turn(edge, not _stands(finding, interval, edge, down=down), down)
    # All ends within one step of the nearest: rounding to whole numbers may make another of them the first to be
    # reached.
    near = [
        end
        for end in (edge, interval.low, interval.high)
        if end is not None and abs(end - value) < abs(edge - value) + 1
    ]
    turns = [_whole_beyond(finding, interval, end, down=_is_down(finding, value, end, interval)) for end in near]
    turn = min(turns, key=lambda turn: abs(turn - value))
    return Turn(turn, True, turn < value)


def _is_down(finding: Finding, value: Decimal, edge: Decimal, interval: Interval) -> bool:
    """Return whether a value has to fall for the verdict to change at an edge, which it may have reached already."""
    if edge != value:
        return edge < value
    # At an end of the interval it leaves it.
    if edge in {interval.low, interval.high}:
        return edge == interval.low
    # "100%" for 99.5%: outside of what the words say, and nearly too far from it.
    if value not in interval:
        return interval.low is not None and value < interval.low
    # "More than 5" misleads at 7.5, and would be fair of less; "well over 100" is fair at 105, and not of less.
    away = finding.verdict is Verdict.HOLDS and _is_next_one(finding, interval, edge)
    return _is_upward(interval) != away


def _is_upward(interval: Interval) -> bool:
    return interval.high is None or interval.high == 0


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
    inside = isinstance(finding.value, Decimal) and finding.value in interval
    # An interval's own ends belong to it or not; for a value outside of it the answer is reversed.
    if edge in {interval.low, interval.high}:
        return (edge in interval) == inside
    if not inside:
        return finding.verdict is not Verdict.TRUNCATED
    next_one, holds = _is_next_one(finding, interval, edge), finding.verdict is Verdict.HOLDS
    if down == _is_upward(interval):
        return holds or not next_one
    return holds and next_one


def _is_next_one(finding: Finding, interval: Interval, edge: Decimal) -> bool:
    """Return whether an edge is the first count beyond the figure, of which its words do not mislead yet."""
    end = interval.low if _is_upward(interval) else interval.high
    scale = 100 if finding.unit == "share" else 1
    return end is not None and abs(edge - end) * scale == 1 and abs(end) * scale <= _FEW


_FEW = 3
"""Up to so many, the next count is half as many again, and would mislead of any other amount."""


def _head(finding: Finding) -> str:
    if finding.verdict is Verdict.MISMATCH:
        return "margin.mismatch"
    if finding.verdict is Verdict.ROUNDED:
        return "margin.rounded"
    interval = finding.interval
    if finding.verdict is Verdict.HOLDS and interval is not None:
        return "margin.holds" if finding.edge in {interval.low, interval.high} else "margin.loose"
    return "margin.verdict"
