"""Values as JSON has them."""

from __future__ import annotations

from decimal import Decimal
from typing import overload

JsonValue = float | str


# A statistic always has a value, and the end of an interval may be open: the type says which `null` may be published.
@overload
def plain_value(value: Decimal | str) -> JsonValue: ...
@overload
def plain_value(value: None) -> None: ...
@overload
def plain_value(value: Decimal | str | None) -> JsonValue | None: ...
def plain_value(value: Decimal | str | None) -> JsonValue | None:
    """Return a decimal as the JSON number that reads back as it; dates stay text."""
    if not isinstance(value, Decimal):
        return value
    # Python writes the shortest digits that read back as the same float, which for a recorded decimal are its own.
    return int(value) if value == value.to_integral_value() else float(value)
