"""The values that a printed figure allows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from figurecheck.model.states import quick_state


@quick_state
@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Every value that a printed figure allows; ``None`` means unbounded on that side."""

    low: Decimal | None
    high: Decimal | None
    low_closed: bool = True
    high_closed: bool = True
    one_sided: bool = False
    """Whether the words state one end only. "Fewer than 20" ends at 0 as well, as "0 to 20" does, which states both."""

    def __contains__(self, value: Decimal) -> bool:
        above = self.low is None or value > self.low or (self.low_closed and value == self.low)
        below = self.high is None or value < self.high or (self.high_closed and value == self.high)
        return above and below
