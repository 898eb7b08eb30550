"""How near the edge a finding is, in plain words."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from factbook.model import Finding, Interval, Verdict
from factbook.render.numbers import show_value
from factbook.render.words import find_words

COUNTED = frozenset({"people", "cases", "count"})


def show_margin(finding: Finding, language: str = "en") -> str:
    """Say how far the value may move before the verdict changes, or for a mismatch how far it is from being true.

    Nothing for an exact figure, since any other value would be another figure, and where no margin is known.
    """
    value, edge, interval = finding.value, finding.edge, finding.interval
    if not isinstance(value, Decimal) or edge is None or interval is None or finding.verdict is Verdict.EXACT:
        return ""
    if finding.verdict is Verdict.MISMATCH:
        ends = [end for end in (interval.low, interval.high) if end is not None]
        edge = min(ends, key=lambda end: abs(end - value))
    words = find_words(language)
    down = edge < value or (edge == value and edge == interval.low)
    turn = _turn(finding, interval, edge, down=down)
    sharp = turn is not None
    at = edge if turn is None else turn
    move = abs(value - at)
    key = f"margin.{'down' if down else 'up'}.{'to' if sharp else 'past'}"
    if finding.verdict is Verdict.MISMATCH:
        key = f"margin.{'down' if down else 'up'}.need"
    size, unit = (move * 100, "pp") if finding.unit == "share" else (move, finding.unit)
    moved = words[key].format(move=show_value(size, unit, language), to=show_value(at, finding.unit, language))
    return words[_head(finding, interval, edge)].format(moved=moved)


def _head(finding: Finding, interval: Interval, edge: Decimal) -> str:
    if finding.verdict is Verdict.MISMATCH:
        return "margin.mismatch"
    if finding.verdict is Verdict.ROUNDED:
        return "margin.rounded"
    if finding.verdict is Verdict.HOLDS:
        return "margin.holds" if edge in {interval.low, interval.high} else "margin.loose"
    return "margin.verdict"


def _turn(finding: Finding, interval: Interval, edge: Decimal, *, down: bool) -> Decimal | None:
    """Give the nearest whole number beyond the edge, for things that are counted; ``None`` for measures."""
    value = finding.value
    if finding.unit not in COUNTED or not isinstance(value, Decimal) or value != value.to_integral_value():
        return None
    whole = edge.to_integral_value(rounding=ROUND_FLOOR if down else ROUND_CEILING)
    if finding.verdict is Verdict.MISMATCH:
        whole = edge.to_integral_value(rounding=ROUND_CEILING if not down else ROUND_FLOOR)
        return whole if whole in interval else whole + (-1 if down else 1)
    stands = edge in interval if edge in {interval.low, interval.high} else False
    return whole + (-1 if down else 1) if whole == edge and stands else whole
