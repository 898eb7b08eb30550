"""A value before and after, and how far it moved."""

from __future__ import annotations

from decimal import Decimal

from factbook.model.edition import SealedStatistic
from factbook.render.values import show_pair, show_value
from figurecheck.figures.common.units import canonical


def show_values(old: SealedStatistic | None, new: SealedStatistic | None) -> str:
    """Return a value before and after, and how far it moved."""
    before, after = show_both(old, new)
    change = show_change(old, new)
    return f"{before} → {after}{f' ({change})' if change else ''}"


def show_both(old: SealedStatistic | None, new: SealedStatistic | None) -> tuple[str, str]:
    """Return a value before and after; ``none`` where there is none."""
    if old is None or new is None:
        return _show(old), _show(new)
    return show_pair(old.value, new.value, (old.unit, new.unit))


def _show(statistic: SealedStatistic | None) -> str:
    return show_value(statistic.value, statistic.unit) if statistic else "none"


def show_change(old: SealedStatistic | None, new: SealedStatistic | None) -> str:
    """Return how far a value moved: shares and percentages in points, other amounts in per cent, places not at all."""
    if old is None or new is None or old.unit != new.unit or isinstance(old.value, str) or isinstance(new.value, str):
        return ""
    unit = canonical(old.unit)
    if unit in {"share", "%", "pp"}:
        points = (new.value - old.value) * (100 if unit == "share" else 1)
        return _sign(points, show_value(points, "pp"))
    # Across zero, or from it, a change in per cent says nothing.
    if not old.value or unit == "rank" or old.value * new.value < 0:
        return ""
    short = Decimal(f"{(new.value - old.value) / abs(old.value) * 100:.2g}")
    return _sign(short, show_value(short, "%"))


def _sign(amount: Decimal, shown: str) -> str:
    return f"+{shown}" if amount > 0 else shown
